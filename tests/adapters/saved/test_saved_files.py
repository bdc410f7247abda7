"""Files as a source: fixture folders, and pages a seller saved with any browser."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from samples_case import AT, MUG, list_html, make_case, pack, target

from watchdog.adapters.saved import (
    SavedPages,
    ask_of,
    pages_from,
    read_fixture,
    read_html,
    read_mhtml,
    read_saved_page,
    write_fixture,
)
from watchdog.casefile import files_of
from watchdog.errors import UsageError
from watchdog.extract.page import MAX_HTML
from watchdog.model.case import Rung
from watchdog.model.pages import Ask, AskKind, Window

URL = "https://seller.example/portal/sale/order/210000000000001"
MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://seller.example/portal/sale/order?type=all\r\n"
    "Subject: =?utf-8?Q?=E8=AE=A2=E5=8D=95?=\r\nDate: Sun, 22 Nov 2026 06:30:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----X"\r\n\r\n'
    "------X\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    "Content-Location: https://seller.example/portal/sale/order\r\n\r\n"
    '<html><body class=3D"x">=E6=9E=97=E5=B0=8F=E6=BB=A1</body></html>\r\n'
    "------X\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------X--\r\n"
)


def test_a_fixture_comes_back_from_its_folder(tmp_path: Path) -> None:
    case, get = make_case()
    write_fixture(tmp_path / "night", files_of(case, get))
    assert read_fixture(tmp_path / "night").case == case
    with pytest.raises(UsageError, match="there already"):
        write_fixture(tmp_path / "night", files_of(case, get))


def test_a_truncated_fixture_names_folder_and_file(tmp_path: Path) -> None:
    write_fixture(tmp_path / "night", files_of(*make_case()))
    page = tmp_path / "night" / "look0" / "orders-all-001" / "page.html"
    page.write_bytes(page.read_bytes()[:50])
    with pytest.raises(UsageError, match=r"night: look0/orders-all-001/page.html .50 bytes. is cut short"):
        read_fixture(tmp_path / "night")
    with pytest.raises(UsageError, match="no folder"):
        read_fixture(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"no case.json"):
        read_fixture(tmp_path)


def test_chrome_says_where_a_page_came_from(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<!DOCTYPE html>\n<!-- saved from url=(0056)" + URL.encode() + b" -->\n" + list_html(MUG))
    page = read_html(path)
    assert page.url == URL
    assert MUG.encode() in page.html
    said = " ".join(one.en for one in page.cannot)
    assert "One witness only" in said
    assert "does not say when" in said
    assert "cut short" not in said


def test_single_file_says_when(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    head = f"<!DOCTYPE html> <!--\n Page saved with SingleFile \n url: {URL} \n"
    head += " saved date: Sun Nov 22 2026 14:30:00 GMT+0800 (SGT)\n-->"
    path.write_text(head + "<html><body><div>x</div></body></html>", encoding="utf-8")
    page = read_saved_page(path)
    assert (page.url, page.saved_at) == (URL, datetime(2026, 11, 22, 6, 30, tzinfo=UTC))
    assert not any("when it was saved" in one.en for one in page.cannot)


def test_mhtml_by_the_standard_parser(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(MHTML.encode())
    for page in (read_mhtml(path), read_saved_page(path)):
        assert page.html.decode() == '<html><body class="x">林小满</body></html>'
        assert page.url == "https://seller.example/portal/sale/order?type=all"
        assert page.saved_at == AT


def test_mhtml_without_a_page_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.mhtml"
    path.write_bytes(MHTML[:300].encode())
    with pytest.raises(UsageError, match="holds no page"):
        read_mhtml(path)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<html>林小满</html>".encode(), "林小满"),
        ("<html>林小满</html>".encode("utf-8-sig"), "林小满"),
        ("<html>林小满</html>".encode("utf-16"), "林小满"),
        ('<html><meta charset="gb2312">林小满</html>'.encode("gbk"), "林小满"),
        ("<html>林小满，订单已发货</html>".encode("gb18030"), "林小满"),
        ('<html><meta http-equiv="Content-Type" content="text/html; charset=big5">訂單</html>'.encode("big5"), "訂單"),
        (b'<html><meta charset="no-such">plain</html>', "plain"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    assert text in read_html(path).html.decode()


def test_a_page_of_200_mb_is_one_clear_message(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(UsageError, match=f"200 MB; a saved page of at most {MAX_HTML // 2**20} MB") as told:
        read_saved_page(path)
    assert told.value.mend
    assert told.value.exit_code == 2


@pytest.mark.parametrize("data", [b"PK\x03\x04 an xlsx", b"", b"\x89PNG\r\n\x1a\n", b"plain words"])
def test_what_is_no_page_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(UsageError, match="no HTML"):
        read_saved_page(path)


def test_a_page_cut_short_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(list_html(MUG)[:-20])
    assert any("cut short" in one.en for one in read_html(path).cannot)


def test_the_address_says_which_page_it_is() -> None:
    assert ask_of(URL, pack()) == Ask(kind=AskKind.ORDER, page_type="order", order_id="210000000000001")
    assert ask_of("https://seller.example/portal/sale/order?type=all", pack()).kind is AskKind.LIST
    assert ask_of("", pack(), 3).name == "orders-all-003"


def test_saved_pages_answer_as_a_site_does(tmp_path: Path) -> None:
    paths = [tmp_path / "one.html", tmp_path / "two.html"]
    paths[0].write_bytes(list_html(MUG))
    paths[1].write_bytes(f"<!-- saved from url=(0056){URL} -->".encode() + list_html(MUG))
    source = SavedPages(pages_from([read_html(path) for path in paths], pack(), AT))
    with source.open(target(), pack(), Rung.BASELINE) as site:
        (listed,) = site.window(Window(since=AT))
        order = site.page(Ask(kind=AskKind.ORDER, page_type="order", order_sn=MUG, order_id="210000000000001"))
        search = site.page(Ask(kind=AskKind.SEARCH, page_type="orders", order_sn=MUG))
        assert site.identity().html == listed.html
        assert site.pictures(listed, [0], full=True).failure is not None
    assert (order.failure, order.observed_at) == (None, AT)
    assert search.failure is not None
    with source.open(target(), pack(), Rung.RELOAD) as site:
        assert site.identity().failure is not None
