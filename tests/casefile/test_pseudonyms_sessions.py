"""What ties a request to a sign-in leaves with no fixture: nonces in addresses, tokens in JSON."""

import json

from samples_case import make_case

from watchdog.casefile import case_of, digest_of
from watchdog.casefile.pseudonyms import pseudonymise, values_of
from watchdog.model.base import Digest

NONCE = "0f3c9a52-77aa-4b5e-9d1e-3c2b1a098765"
TOKEN = "Qm9x7Yc2Lk81Wd"


def test_session_values_in_addresses_and_bodies_become_inventions_everywhere() -> None:
    case, get = make_case()
    body = json.dumps({"data": {"csrf_token": TOKEN}}).encode()
    page = case.looks[0].pages[1]
    html = get(page.html) + f'<a href="/x?SPC_CDS={NONCE}&v=1">x</a>'.encode()
    blobs = {digest_of(body): body, digest_of(html): html}
    first = page.exchanges[0].model_copy(
        update={"url": f"https://seller.shopee.sg/api?SPC_CDS={NONCE}&SPC_CDS_VER=2", "body": digest_of(body)}
    )
    pages = list(case.looks[0].pages)
    pages[1] = page.model_copy(update={"html": digest_of(html), "exchanges": (first, *page.exchanges[1:])})
    looks = (case.looks[0].model_copy(update={"pages": tuple(pages)}), *case.looks[1:])
    case = case.model_copy(update={"looks": looks})

    def found(digest: Digest) -> bytes:
        return blobs[digest] if digest in blobs else get(digest)

    files, renaming = pseudonymise(case, found, values_of(case, found), "one")

    for path, data in files.items():
        assert NONCE.encode() not in data, path
        assert TOKEN.encode() not in data, path
    made = case_of(files).case.looks[0].pages[1].exchanges[0].url
    assert made == f"https://seller.shopee.sg/api?SPC_CDS={renaming.of(NONCE)}&SPC_CDS_VER=2"
