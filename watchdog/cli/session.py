"""`watchdog session`: carry a signed-in session to another computer; store secrets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from watchdog.cli.here import AsJson, Config, Here, Lang
from watchdog.cli.words import helped

app = typer.Typer(
    help=helped(
        "Signed-in sessions and stored secrets. Example: watchdog session export main main.session",
        "登录会话与存储的密码。例：watchdog session export main main.session",
    ),
    no_args_is_help=True,
)
Account = Annotated[
    str, typer.Argument(help=helped("Name of the account in watchdog.toml.", "watchdog.toml 里的账号名。"))
]
Passphrase = Annotated[
    str | None,
    typer.Option(
        "--passphrase",
        help=helped(
            "Where it is kept: env:NAME, keyring:NAME or file:PATH; else it is asked.",
            "口令在哪里：env:名称、keyring:名称 或 file:路径；不写则询问。",
        ),
    ),
]


@app.command(
    "export", help=helped("Write a session into a file sealed under a passphrase.", "把会话写成用口令加密的文件。")
)
def export(
    account: Account,
    file: Annotated[Path, typer.Argument(help=helped("The file to write.", "要写的文件。"))],
    *,
    passphrase: Passphrase = None,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """From a laptop, where a person signed in, to a server."""
    from watchdog.errors import UsageError

    here = Here(config, as_json, lang)
    one = here.settings.the_account(account)
    if file.exists():
        raise UsageError(f"{file} is there already.", mend="Name another file.")
    sealed = here.wiring.sessions.export(one.name, _passphrase(here, passphrase, twice=True))
    with file.open("xb") as out:
        out.write(sealed)
    here.emit(
        {"account": account, "file": str(file.resolve())},
        [here_text(here, f"Wrote {file}. Delete it once it has been imported.", f"已写入 {file}。导入后请删除。")],
    )


@app.command("import", help=helped("Take a session from a file.", "从文件导入会话。"))
def import_(
    account: Account,
    file: Annotated[Path, typer.Argument(help=helped("What `session export` wrote.", "session export 写出的文件。"))],
    *,
    passphrase: Passphrase = None,
    config: Config = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Kept under this computer's own key."""
    from watchdog.errors import UsageError
    from watchdog.service import hold_account

    here = Here(config, as_json, lang)
    one = here.settings.the_account(account)
    try:
        sealed = file.read_bytes()
    except OSError as bad:
        raise UsageError(f"{file} cannot be read: {bad}", mend="Name the file that `session export` wrote.") from bad
    with hold_account(here.settings.folder, one.name):
        here.wiring.sessions.take_in(one.name, sealed, _passphrase(here, passphrase, twice=False))
    here.emit({"account": account}, [here_text(here, f"{account}: session taken.", f"{account}：会话已导入。")])


@app.command(
    "store",
    help=helped(
        "Keep a secret in the system's keyring. Example: watchdog session store shopee-main",
        "把密码存入系统钥匙串。例：watchdog session store shopee-main",
    ),
)
def store(
    name: Annotated[str, typer.Argument(help=helped("NAME of keyring:NAME.", "keyring:名称 里的名称。"))],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Typed, not shown, never an argument: arguments stay in the shell's history."""
    from watchdog.adapters.secrets import Secrets
    from watchdog.cli import logbook
    from watchdog.errors import SessionError

    here = Here(None, as_json, lang)
    secret = here.ask_hidden(f"{name}")
    if not secret:
        raise SessionError("Nobody is there to type it.", mend="Run this in a terminal.")
    Secrets(on_reveal=logbook.redactor().learn).store(name, secret)
    here.emit(
        {"stored": f"keyring:{name}"},
        [
            here_text(
                here,
                f"Stored; write keyring:{name} in watchdog.toml.",
                f"已保存；在 watchdog.toml 里写 keyring:{name}。",
            )
        ],
    )


def here_text(here: Here, en: str, zh: str) -> str:
    return zh if here.lang == "zh" else en


def _passphrase(here: Here, reference: str | None, *, twice: bool) -> str:
    from watchdog.errors import UsageError

    given = here.wiring.secrets.reveal(reference or "ask", "passphrase")
    if reference is None and twice and here.ask_hidden("passphrase again") != given:
        raise UsageError("The two passphrases differ.", mend="Run it again.")
    if len(given) < 12:
        raise UsageError(
            "A passphrase has at least 12 characters: the file is as good as the password.", mend="Take a longer one."
        )
    return given
