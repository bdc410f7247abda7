"""`watchdog init`: write a commented watchdog.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from watchdog.cli.here import AsJson, Here, Lang
from watchdog.cli.words import helped

INIT = helped(
    "Ask a few things and write a commented watchdog.toml. Nothing is sent anywhere; no password is asked."
    " Example: watchdog init --region sg --shop my-shop",
    "问几个问题，写出带注释的 watchdog.toml。不发送任何数据，也不询问密码。例：watchdog init --region tw --shop 台北店",
)


def init(
    *,
    region: Annotated[
        str | None, typer.Option("--region", help=helped("sg, my, tw, br ... or cn", "sg、my、tw、br……跨境店用 cn"))
    ] = None,
    account: Annotated[
        str, typer.Option("--account", help=helped("Short name of the sign-in.", "登录账号的短名。"))
    ] = "main",
    login: Annotated[
        str | None, typer.Option("--login", help=helped("User name, e-mail or phone.", "登录名、邮箱或手机号。"))
    ] = None,
    shop: Annotated[str | None, typer.Option("--shop", help=helped("Short name of the shop.", "店铺短名。"))] = None,
    shop_id: Annotated[str, typer.Option("--shop-id", help=helped("The site's number.", "站点的店铺编号。"))] = "",
    exports: Annotated[
        str | None, typer.Option("--exports", help=helped("Folder of order exports.", "订单导出文件所在文件夹。"))
    ] = None,
    file: Annotated[Path, typer.Option("--file", help=helped("Where to write.", "写到哪里。"))] = Path("watchdog.toml"),
    show: Annotated[
        bool, typer.Option("--show", help=helped("Print it, write nothing.", "只显示，不写文件。"))
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write the file, or show it."""
    from watchdog.settings import Beginning, commented

    here = Here(None, as_json, lang)
    if not show:
        _refuse_to_overwrite(file)
    begin = Beginning(
        account=account,
        region=_region(here, region, ask=not show),
        login=_asked(here, login, "User name, e-mail or phone (may stay empty)", "登录名（可留空）", "", ask=not show),
        shop=_asked(here, shop, "Short name of the shop", "店铺短名", "my-shop", ask=not show),
        shop_id=shop_id,
        export_inbox=_asked(
            here, exports, "Folder of order exports (may stay empty)", "订单导出文件夹（可留空）", "", ask=not show
        ),
        language=_language(lang),
    )
    text = commented(begin)
    if show:
        here.emit({"toml": text}, text.splitlines())
        return
    _write(file, text)
    here.emit({"file": str(file.resolve()), "account": account, "shop": begin.shop}, _next(here, file, begin.account))


def _next(here: Here, file: Path, account: str) -> list[str]:
    if here.lang == "zh":
        return [f"已写入 {file}。", f"下一步：watchdog login {account}，然后 watchdog check"]
    return [f"Wrote {file}.", f"Next: watchdog login {account}, then watchdog check"]


def _language(lang: str | None) -> Literal["auto", "en", "zh"]:
    return "zh" if lang == "zh" else "en" if lang == "en" else "auto"


def _refuse_to_overwrite(file: Path) -> None:
    from watchdog.errors import UsageError

    if file.exists():
        raise UsageError(f"{file} is there already.", mend="Edit it, or name another with --file.")


def _write(file: Path, text: str) -> None:
    """What was written is read back once: a file that does not load is not left behind."""
    from watchdog.errors import UsageError
    from watchdog.settings import load

    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except OSError as bad:
        raise UsageError(f"{file} cannot be written: {bad}", mend="Name another place with --file.") from bad
    try:
        load(file)
    except UsageError:
        file.unlink()
        raise


def _asked(here: Here, given: str | None, en: str, zh: str, default: str, *, ask: bool) -> str:
    if given is not None or not ask or not here.interactive:
        return default if given is None else given
    return str(typer.prompt(zh if here.lang == "zh" else en, default=default, err=True))


def _region(here: Here, given: str | None, *, ask: bool) -> str:
    """One that a shipped pack knows. Raises UsageError with the list."""
    from watchdog.adapters.packs import available
    from watchdog.errors import UsageError

    known = available().get("shopee", ())
    region = _asked(here, given, f"Region ({', '.join(known)})", f"站点（{'、'.join(known)}）", "sg", ask=ask)
    if region not in known:
        raise UsageError(
            f"No shipped pack knows the region {region!r}.",
            mend=f"Use one of {', '.join(known)}, or write a pack for it (docs/packs.md).",
        )
    return region
