"""Canonical JSON and the ledger's chain, so that anyone can prove a record with a hash function alone.

The text is RFC 8785 in the part we use: keys sorted by code point, no white space, UTF-8, no floats.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID
from zoneinfo import ZoneInfo

from limen.kernel.errors import BadInput

GENESIS = "0" * 64
"""The previous hash of a chain's first entry."""
AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def plain(value: object) -> object:
    """Return ``value`` as JSON knows it: times in UTC to the microsecond, decimals and identifiers as text.

    Raises:
        BadInput: for a float (its text is not stable) or a type with no canonical form.
    """
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if kind is dict:
        return {
            key if type(key) is str else str(key): item if type(item) in AS_THEY_ARE else plain(item)
            for key, item in value.items()  # type: ignore[attr-defined]  # a dict
        }
    if isinstance(value, (str, int)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, (date, UUID, Decimal, ZoneInfo)):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    raise BadInput(f"{type(value).__name__} has no canonical form; the ledger takes decimals, not floats.")


def stamp(moment: datetime) -> str:
    """Return a moment in UTC to the microsecond, e.g. ``2026-11-24T08:00:00.000000Z``."""
    if moment.tzinfo is None:
        raise BadInput("The ledger takes moments with a time zone.")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: object) -> str:
    """Return the one canonical JSON text of a value."""
    return _written(plain(value))


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def link(previous: str, body: str) -> str:
    """Return an entry's hash: SHA-256 over the previous entry's hash and this entry's canonical body."""
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def seal(salt: str, personal: str) -> str:
    """Return the digest that stands in an entry for its personal data.

    The salt, kept with the personal data and erased with it, keeps an erased name from being found by guessing.
    """
    return hashlib.sha256(f"{salt}\n{personal}".encode()).hexdigest()
