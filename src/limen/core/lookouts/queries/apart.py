"""Whom a lookout was judged not to mean: by the person on record, and by the document they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from limen.core.lookouts.models import Cleared, Lookout
from limen.core.lookouts.parties import party_of
from limen.core.people.models import Person
from limen.core.people.names import fold_number

CHUNK = 400


@dataclass(frozen=True, slots=True)
class Pair:
    """A lookout and somebody it was found on.

    Args:
        lookout: the lookout.
        person: their record's identifier, where they are on record.
        number: the number of the document they show.
        issuer: who issued it, where that is known.
    """

    lookout: Lookout
    person: Any = None
    number: str = ""
    issuer: str = ""


def judged_apart(pairs: Sequence[Pair]) -> list[bool]:
    """Return for each pair whether a standing judgement says that the lookout does not mean them.

    A judgement on a person holds for every record judged to be the same person. A judgement made on a document holds
    for whoever shows it, unless the lookout itself names that document: then its bearer may be anyone.
    """
    if not pairs:
        return []
    rows = _standing({pair.lookout.pk for pair in pairs})
    if not rows:
        return [False] * len(pairs)
    people = {row.person_id for row in rows if row.person_id} | {pair.person for pair in pairs if pair.person}
    one = _one_person(people)
    by_person = {(row.lookout_id, one.get(row.person_id, row.person_id)) for row in rows if row.person_id}
    by_number: dict[tuple[Any, str], set[str]] = {}
    for row in rows:
        for issuer, number in row.documents:
            by_number.setdefault((row.lookout_id, number), set()).add(issuer)

    def apart(pair: Pair) -> bool:
        if pair.person and (pair.lookout.pk, one.get(pair.person, pair.person)) in by_person:
            return True
        number = fold_number(pair.number)
        issuers = by_number.get((pair.lookout.pk, number)) if number else None
        if not issuers or number in named_numbers(pair.lookout):
            return False
        return _issued_alike(pair.issuer, issuers)

    return [apart(pair) for pair in pairs]


def judgements_on(pair: Pair) -> list[Cleared]:
    """Return the standing judgements by which a lookout does not mean somebody, as ``judged_apart`` weighs them."""
    rows = _standing({pair.lookout.pk})
    one = _one_person({row.person_id for row in rows if row.person_id} | ({pair.person} if pair.person else set()))
    number = fold_number(pair.number)
    counts = bool(number) and number not in named_numbers(pair.lookout)

    def holds(row: Cleared) -> bool:
        if pair.person and row.person_id and one.get(row.person_id, row.person_id) == one.get(pair.person, pair.person):
            return True
        issuers = {issuer for issuer, held in row.documents if counts and held == number}
        return bool(issuers) and _issued_alike(pair.issuer, issuers)

    return [row for row in rows if holds(row)]


def _issued_alike(issuer: str, issuers: set[str]) -> bool:
    return not issuer or "" in issuers or issuer in issuers


def named_numbers(lookout: Lookout) -> set[str]:
    """Return the numbers a lookout names, folded."""
    found = {fold_number(item.value) for item in party_of(lookout).numbers} | {lookout.document_folded}
    return found - {""}


def _standing(lookouts: Iterable[Any]) -> list[Cleared]:
    keys = sorted(lookouts)
    rows: list[Cleared] = []
    for start in range(0, len(keys), CHUNK):
        rows.extend(Cleared.objects.filter(lookout__in=keys[start : start + CHUNK], undone_at=None))
    return rows


def _one_person(people: Iterable[Any]) -> dict[Any, Any]:
    """Return for each record that was judged to be another's the record it points at."""
    keys = sorted(people, key=str)
    found: dict[Any, Any] = {}
    for start in range(0, len(keys), CHUNK):
        known = Person.objects.filter(pk__in=keys[start : start + CHUNK]).exclude(same_as=None)
        found.update(known.values_list("pk", "same_as_id"))
    return found
