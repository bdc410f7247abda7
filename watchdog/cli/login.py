"""`watchdog login`: a person signs in, once, in a visible window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang, leave
from watchdog.cli.words import helped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchdog.adapters.browser import PersonSignIn, SeenShop
    from watchdog.model.case import Target
    from watchdog.settings import AccountSettings, Settings
    from watchdog.settings.edit import NewShop
    from watchdog.wiring import Wiring

LOGIN = helped(
    "Sign in with a person at the window: captcha, one-time code, whatever the site asks. The session is kept sealed,"
    " and an account that stood still goes on. Example: watchdog login main",
    "由人在窗口里登录：验证码、短信码等。会话加密保存，停住的账号随即恢复。例：watchdog login main",
)


def login(
    account: Annotated[
        str, typer.Argument(help=helped("Name of the account in watchdog.toml.", "watchdog.toml 里的账号名。"))
    ],
    *,
    stored: Annotated[
        bool,
        typer.Option(
            "--stored",
            help=helped("No window: the stored password, codes asked here.", "不开窗口：用已存密码，验证码在此输入。"),
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help=helped("Watch every shop it lists.", "把列出的店铺全部加入监控。"))
    ] = False,
    minutes: Annotated[int, typer.Option("--minutes", min=1, max=60, help=helped("Wait so long.", "最多等待。"))] = 10,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Lists the account's shops afterwards and offers to watch them."""
    from watchdog.service import hold_account

    here = Here(config, as_json, lang)
    one = here.settings.the_account(account)
    browser = here.settings.browser.model_copy(update={"headed": not stored})
    with (
        hold_account(here.settings.folder, one.name),
        here.wired(here.settings.model_copy(update={"browser": browser})) as wiring,
    ):
        target = _target(wiring, one)
        if stored:
            done = _with_stored(wiring, target)
        else:
            here.say("A window opens: sign in there.", "即将打开窗口，请在其中登录。")
            done = wiring.source.sign_in_with_person(target, wiring.pack_for(target), timeout_s=60.0 * minutes)
    _tell(here, account, done)
    if done.signed_in:
        _offer(here, one, done.shops, watch=watch)
    leave(0 if done.signed_in else 1)


def _target(wiring: Wiring, account: AccountSettings) -> Target:
    """The account's first shop; before any is known, the account itself."""
    from watchdog.settings import ShopSettings
    from watchdog.wiring import target_of

    shop = account.shop[0] if account.shop else ShopSettings.model_validate({"name": "none-yet"})
    return target_of(account, shop, wiring.settings)


def _with_stored(wiring: Wiring, target: Target) -> PersonSignIn:
    """Signs in as a check does, if the day's budget allows it."""
    from watchdog.adapters.browser import PersonSignIn
    from watchdog.extract import read_page
    from watchdog.extract.looks import TRUSTED
    from watchdog.model.case import Rung

    pack = wiring.pack_for(target)
    with wiring.source.open(target, pack, Rung.BASELINE) as look:
        page = look.identity()
    reading = read_page(page, pack)
    if reading.state in TRUSTED:
        return PersonSignIn(signed_in=True)
    return PersonSignIn(signed_in=False, why=page.failure.what if page.failure else reading.why)


def _tell(here: Here, account: str, done: PersonSignIn) -> None:
    from watchdog.casefile import visible

    if done.signed_in:
        first = f"{account}：已登录。" if here.lang == "zh" else f"{account}: signed in."
    else:
        first = f"{account}：未登录：{done.why}" if here.lang == "zh" else f"{account}: not signed in: {done.why}"
    lines = [f"  {one.shop_id}  {one.region}  {visible(one.name)}" for one in done.shops]
    here.emit({"account": account, **done.model_dump(mode="json")}, [first, *lines])


def _offer(here: Here, account: AccountSettings, shops: Sequence[SeenShop], *, watch: bool) -> None:
    """Shops that are not watched yet, added to watchdog.toml after a yes."""
    from watchdog.disk import replace_bytes
    from watchdog.settings import settings_file
    from watchdog.settings.edit import with_shops

    known = {str(shop.shop_id) for shop in account.shop}
    new = [one for one in shops if one.shop_id not in known]
    file = settings_file(here.config)
    if not new or file is None:
        return
    if not watch:
        asked = f"把这 {len(new)} 个店铺加入监控吗？" if here.lang == "zh" else f"Watch these {len(new)} shops?"
        if here.as_json or not here.interactive or not typer.confirm(asked, err=True):
            return
    text = with_shops(file.read_text(encoding="utf-8-sig"), account.name, new_shops(new, here.settings, account))
    replace_bytes(file, text.encode())
    here.say(f"Added {len(new)} shops to {file}.", f"已把 {len(new)} 个店铺写入 {file}。")


def new_shops(shops: Sequence[SeenShop], settings: Settings, account: AccountSettings) -> list[NewShop]:
    """Named by their id, which is unique and makes a folder everywhere; the site's name is kept as title."""
    from watchdog.settings.edit import NewShop

    taken = {shop.name.casefold() for _, shop in settings.shops()}
    made = []
    for one in shops:
        region = one.region or account.region
        name = f"{region}-{one.shop_id}"
        if name.casefold() in taken:
            continue
        made.append(NewShop(name, one.shop_id, one.name, region if region != account.region else ""))
    return made
