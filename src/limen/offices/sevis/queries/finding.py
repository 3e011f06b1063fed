"""How the record of a student or exchange visitor is found: by a SEVIS ID, or by parts of it or of a name."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from limen.core.people.names import fold
from limen.kernel import UnknownRecord

LEAST_DIGITS = 3
"""Fewer digits of a number find nobody."""


def named(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Return those of some records that every word of a text fits: a part of the SEVIS ID, or of the name."""
    for token in text.split():
        digits = "".join(char for char in token if char.isdigit())
        name = fold(token)
        asked = Q(sevis_id__icontains=digits) if len(digits) >= LEAST_DIGITS else Q(pk=None)
        rows = rows.filter(asked | (Q(person__folded__contains=name) if name and not digits else Q(pk=None)))
    return rows.order_by("person__folded", "pk")


def numbered(rows: QuerySet[Any], sevis_id: str, sentence: str) -> Any:
    """Return the one of some records with a SEVIS ID.

    Raises:
        UnknownRecord: when there is none, saying the sentence.
    """
    found = rows.filter(sevis_id=sevis_id.strip().upper()).first() if sevis_id.strip() else None
    if found is None:
        raise UnknownRecord(sentence)
    return found
