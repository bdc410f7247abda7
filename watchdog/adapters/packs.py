"""Pack folders on disk: the shipped one (checkout or installed) and a person's own laid over it, file by file."""

from __future__ import annotations

from pathlib import Path

from watchdog.errors import PackError
from watchdog.packs import platforms, regions

_PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = "shipped"
"""A shipped file that a person's file of the same name replaces stays readable under this prefix, for `extends`."""


def shipped_folder() -> Path:
    """`selectors/` of a checkout, else what the wheel carries."""
    for folder in (_PACKAGE / "_selectors", _PACKAGE.parent / "selectors"):
        if folder.is_dir():
            return folder
    raise PackError(
        f"The selector packs that belong to this program are not beside it ({_PACKAGE}).",
        mend="install it again (`pipx install --force seller-centre-watchdog`), or run it from a whole checkout",
    )


def read_pack_texts(extra: Path | None = None) -> dict[str, str]:
    """Every TOML text of the shipped packs by relative path with `/`; those of `extra` replace shipped ones one by
    one.
    """
    texts = _texts(shipped_folder())
    if extra is None:
        return texts
    if not extra.is_dir():
        raise PackError(f"The pack folder {extra} is not there.", mend="create it, or mend `packs` in watchdog.toml")
    for name, text in _texts(extra).items():
        if name in texts:
            texts[f"{SHIPPED}/{name}"] = texts[name]
        texts[name] = text
    return texts


def available(extra: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Platform -> its regions."""
    texts = read_pack_texts(extra)
    return {platform: regions(texts, platform) for platform in platforms(texts)}


def _texts(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(f"The pack file {path} cannot be read: {error}", mend="save it as UTF-8 text") from error
    return texts
