"""Is the verdict on the renamed case the renamed verdict? Only then may the fixture be kept."""

from __future__ import annotations

import json

from watchdog.casefile.canonical import canonical_json
from watchdog.casefile.pseudonyms.renaming import Renaming
from watchdog.casefile.pseudonyms.replacing import Replacer
from watchdog.casefile.pseudonyms.whole import ACCOUNT, SHOP
from watchdog.model.case import Outcome
from watchdog.model.findings import Judged


def renamed_differences(before: Outcome, after: Outcome, renaming: Renaming) -> tuple[str, ...]:
    """What differs between the renamed first verdict and the second; empty: the fixture says what the night said.

    Left out of the comparison: digests, ids derived from keys, and names of shop and account.
    """
    replacer = Replacer(renaming)
    wanted, found = _told(before), _told(after)
    renamed = {name: json.loads(replacer.json(json.dumps(value, ensure_ascii=False))) for name, value in wanted.items()}
    return tuple(
        f"{name}: {_short(renamed[name])} became {_short(found[name])}"
        for name in wanted
        if _sorted(renamed[name]) != _sorted(found[name])
    )


def _short(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:200]


def _told(outcome: Outcome) -> dict[str, object]:
    shop, account = outcome.target.shop, outcome.target.account
    return {
        "findings": [_judged(one) for one in outcome.judged],
        "changes": [[one.kind.value, one.incident.rule, one.incident.key] for one in outcome.changes],
        "coverage": json.loads(canonical_json(outcome.coverage)),
        "looks": _without(json.loads(canonical_json(outcome.looks)), shop, account),
        "orders": sorted(known.order_sn[:6] + (known.status_label or "") for known in outcome.known),
        "calibrated": sorted(outcome.calibrated),
    }


def _judged(one: Judged) -> object:
    finding = one.finding
    return [
        finding.rule,
        finding.key,
        finding.severity.value,
        finding.confidence.value,
        finding.about.value,
        one.confirmed,
        one.transient,
        one.seen,
        one.looks,
        sorted(finding.orders),
        [[claim.kind.value, claim.field, len(claim.pointers)] for claim in finding.claims],
    ]


def _without(value: object, shop: str, account: str) -> object:
    text = json.dumps(value, ensure_ascii=False)
    for name, instead in ((shop, SHOP), (account, ACCOUNT)):
        text = text.replace(f'"{name}"', f'"{instead}"')
    return json.loads(text)


def _sorted(value: object) -> object:
    """Lists of findings may come in another order: orders are sorted by their numbers, and those are new."""
    return sorted(json.dumps(one, sort_keys=True) for one in value) if isinstance(value, list) else value
