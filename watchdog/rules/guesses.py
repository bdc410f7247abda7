"""Whether presence on a page itself rests on a guess of the pack."""

from __future__ import annotations

from watchdog.compare.marks import rows_guessed
from watchdog.model.pack import Pack
from watchdog.model.readings import Witness


def presence_guessed(pack: Pack, page_type: str) -> bool:
    """No witness of this page type finds its rows by anything better than a guess. A pack that describes no rows at
    all says nothing against it: then the rows came from elsewhere.
    """
    spec = pack.page(page_type)
    if spec is None:
        return False
    described = [
        witness for witness, takes in ((Witness.DOM, len(spec.rows.dom)), (Witness.JSON, len(spec.rows.json_))) if takes
    ]
    return bool(described) and all(rows_guessed(pack, page_type, witness) for witness in described)
