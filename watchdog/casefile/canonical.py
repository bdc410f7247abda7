"""One text for one value: canonical JSON, so that equal values have equal digests on every machine.

UTF-8, keys sorted, no spaces, text as it is (no \\u escapes but those JSON demands); times as UTC with `Z`;
`Decimal` as text;
sets as sorted lists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from pydantic import BaseModel

from watchdog.errors import ArchiveError
from watchdog.model.base import Digest

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def digest_of(data: bytes) -> Digest:
    """SHA-256 of these bytes, lower-case hex."""
    return Digest(hashlib.sha256(data).hexdigest())


def canonical_json(value: object) -> bytes:
    """The canonical text of a model value, or of plain JSON. Raises ArchiveError for a naive time or an unknown
    kind of value.
    """
    plain = plain_json(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def pretty_json(value: object) -> bytes:
    """The same values for a person's eyes: two spaces of indentation, ends in a new line. Deterministic too."""
    text = json.dumps(plain_json(value), ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return (text + "\n").encode()


def plain_json(value: object) -> Json:
    """Dictionaries, lists, text and numbers only."""
    if isinstance(value, BaseModel):
        return {name: plain_json(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Enum):
        return plain_json(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date | Decimal):
        return str(value)
    return _container(value)


def _container(value: object) -> Json:
    if isinstance(value, Mapping):
        return {str(plain_json(key)): plain_json(inner) for key, inner in value.items()}
    if isinstance(value, AbstractSet):
        return sorted((plain_json(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [plain_json(one) for one in value]
    raise ArchiveError(
        f"a {type(value).__name__} has no canonical form", mend="Report this: it is a fault of the program."
    )


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise ArchiveError(f"the time {value} has no zone", mend="Report this: it is a fault of the program.")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
