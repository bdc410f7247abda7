"""Pages that a person saved with any browser: `page.html` (complete, HTML only, SingleFile) and `.mhtml`. One
witness.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from watchdog.errors import UsageError
from watchdog.extract.page import MAX_HTML
from watchdog.model.base import Says

_HEAD = 4096
_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+)\s*-->")
_SINGLE_FILE_URL = re.compile(r"<!--[^>]*?\burl:\s*(\S+)", re.IGNORECASE)
_SINGLE_FILE_DATE = re.compile(r"saved date:\s*([^\n(]+?)(?:\s*\(|\s*\n|\s*-->)", re.IGNORECASE)
_TAG = re.compile(rb"<\s*(?:!doctype|html|head|body|div|table|a|span|!--)\b", re.IGNORECASE)
_GUESSES = ("utf-8", "gb18030", "big5", "cp1252")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_ONE_WITNESS = Says(
    en="One witness only: the page as shown. What the site sent to it (JSON) was not saved and cannot be compared.",
    zh="只有一个旁证：页面显示内容。网站发来的数据（JSON）未保存，无法互相核对。",
)
_ONE_LOOK = Says(
    en="Nothing was made sure of by looking again, searching or opening the order: no absence can be said.",
    zh="没有复查、搜索或打开订单页：不能判断订单丢失。",
)
_NOT_OURS = Says(
    en="The file was saved by a person's browser: whose shop it is, and that it is unaltered, rests on that person.",
    zh="文件由个人浏览器保存：店铺归属及是否被改动，以保存者的说法为准。",
)
_NO_TIME = Says(
    en="The file does not say when it was saved; its file time is taken. Give the time with --at if you know it.",
    zh="文件未记录保存时间，暂取文件时间。若知道时间，请用 --at 指定。",
)
_NO_URL = Says(en="The file does not say from which address it was saved.", zh="文件未记录来源网址。")
_CUT = Says(
    en="The file does not end as a page does (`</html>`): it may be cut short.", zh="文件结尾不完整，可能被截断。"
)


@dataclass(frozen=True)
class SavedPage:
    """A page from a file. `html`: UTF-8. `url`: empty if the file does not say. `saved_at`: aware UTC.

    `cannot`: what therefore cannot be judged, to be said beside every verdict.
    """

    html: bytes
    url: str
    saved_at: datetime
    cannot: tuple[Says, ...]


def read_saved_page(path: Path) -> SavedPage:
    """Either kind, told apart by the bytes. Raises UsageError."""
    data = _bytes_of(path)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if head.startswith(
        (b"from:", b"mime-version:", b"snapshot-content-location:", b"subject:", b"date:", b"content-type:")
    ):
        return _mhtml(path, data)
    return _html(path, data)


def read_html(path: Path) -> SavedPage:
    """`.html` as browsers and SingleFile save it. Raises UsageError: too large, no HTML, a charset nobody knows."""
    return _html(path, _bytes_of(path))


def read_mhtml(path: Path) -> SavedPage:
    """`.mhtml` as Chrome and Edge save it. Raises UsageError: too large, no page inside."""
    return _mhtml(path, _bytes_of(path))


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_HTML:
            raise UsageError(
                f"{path} has {size / 2**20:.0f} MB; a saved page of at most {MAX_HTML // 2**20} MB is read",
                mend="Save the page as “HTML only”, with fewer orders shown, and name that file.",
            )
        return path.read_bytes()
    except OSError as trouble:
        raise UsageError(f"{path} cannot be read: {trouble}", mend="Name a file that exists.") from trouble


def _html(path: Path, data: bytes, charset: str = "") -> SavedPage:
    text = _text(path, data, charset)
    if not _TAG.search(data if b"\x00" not in data[:_HEAD] else text.encode()):
        raise UsageError(f"{path} is no HTML", mend="Save the page in the browser (Ctrl+S) and name that file.")
    head = text[:_HEAD]
    url = _SAVED_FROM.search(head) or _SINGLE_FILE_URL.search(head)
    dated = _date(_SINGLE_FILE_DATE.search(head))
    return _page(path, text, url.group(1) if url else "", dated)


def _mhtml(path: Path, data: bytes) -> SavedPage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    part = next((one for one in message.walk() if one.get_content_type() == "text/html"), None)
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise UsageError(
            f"{path} holds no page: no text/html part in it, or an empty one",
            mend="Save the page again as “Webpage, single file (.mhtml)”; the download may have been cut short.",
        )
    url = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
    text = _text(path, body, part.get_content_charset("") or "")
    return _page(path, text, url, _mail_date(_header(message, "Date")))


def _page(path: Path, text: str, url: str, dated: datetime | None) -> SavedPage:
    cannot = [_ONE_WITNESS, _ONE_LOOK, _NOT_OURS]
    if dated is None:
        cannot.append(_NO_TIME)
    if not url:
        cannot.append(_NO_URL)
    if "</html>" not in text[-_HEAD:].lower():
        cannot.append(_CUT)
    at = dated or datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return SavedPage(html=text.encode(), url=url, saved_at=at, cannot=tuple(cannot))


def _text(path: Path, data: bytes, declared: str) -> str:
    """By the byte-order mark, the declaration outside, the one inside, else the first of a few that fits wholly."""
    mark = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    meta = _META.search(data[:_HEAD])
    inside = meta.group(1).decode("ascii", "replace") if meta else ""
    for name in (mark, declared, inside, *_GUESSES):
        if not name:
            continue
        try:
            return data.decode("gb18030" if name.lower() in ("gb2312", "gbk") else name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise UsageError(
        f"{path}: its text is in none of the encodings known here (declared: {declared or inside or 'none'})",
        mend="Open the file in a browser and save it again as a web page.",
    )


def _header(message: Message, name: str) -> str:
    return str(message.get(name, "")).strip()


def _mail_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)  # `-0000` means UTC (RFC 5322)


def _date(found: re.Match[str] | None) -> datetime | None:
    """SingleFile writes JavaScript's `Sun Nov 22 2026 14:30:00 GMT+0800`."""
    if found is None:
        return None
    try:
        return datetime.strptime(found.group(1).strip(), "%a %b %d %Y %H:%M:%S GMT%z").astimezone(UTC)
    except ValueError:
        return None
