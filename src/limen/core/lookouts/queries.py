"""Searching the lookouts. The search is exact on folded names and numbers; the engine that replaces it comes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.lookouts.models import Cleared, Lookout
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import Subject


@dataclass(frozen=True, slots=True)
class Hit:
    """A lookout that may mean the traveller, and why it was found."""

    lookout: Lookout
    why: tuple[str, ...]

    @property
    def strong(self) -> bool:
        """Return whether a document number, or a name with a date of birth, agrees."""
        return "document number" in self.why or {"name", "date of birth"} <= set(self.why)


def active(day: date) -> QuerySet[Lookout]:
    """Return the lookouts that stop people on a day: approved, and not past review."""
    return Lookout.objects.filter(state="active", review_by__gte=day)


def screen(
    *,
    day: date,
    surname: str = "",
    given_names: str = "",
    birth: str = "",
    document_number: str = "",
    person: Any = None,
) -> list[Hit]:
    """Return the lookouts that may mean a traveller. Nationality is not asked: it never makes a hit."""
    name, number = fold(surname, given_names), fold_number(document_number)
    wanted = Q()
    if name:
        tokens = " ".join(sorted(name.split()))
        wanted |= Q(folded=name) | Q(folded__in={name, tokens, " ".join(reversed(name.split()))})
    if number:
        wanted |= Q(document_folded=number)
    if not wanted:
        return []
    cleared = set(Cleared.objects.filter(person=person).values_list("lookout_id", flat=True)) if person else set()
    first, last = birth_bounds(birth)
    hits = []
    for lookout in active(day).filter(wanted).select_related("issued_by"):
        why = _why(lookout, name, number, first, last)
        if lookout.pk not in cleared and why:
            hits.append(Hit(lookout, why))
    return sorted(hits, key=lambda hit: not hit.strong)


def _why(lookout: Lookout, name: str, number: str, first: date | None, last: date | None) -> tuple[str, ...]:
    if number and lookout.document_folded == number:
        return ("document number",)
    if not (name and lookout.folded):
        return ()
    if lookout.birth_first is None or lookout.birth_last is None or first is None or last is None:
        return ("name",)
    return ("name", "date of birth") if lookout.birth_first <= last and first <= lookout.birth_last else ()


def screen_many(people: list[dict[str, str]], *, day: date) -> list[list[Hit]]:
    """Screen a whole manifest with one query a channel; each row has surname, given_names, birth, document_number."""
    names = [fold(row["surname"], row["given_names"]) for row in people]
    numbers = [fold_number(row["document_number"]) for row in people]
    wanted_names = {name for name in names if name} | {" ".join(reversed(name.split())) for name in names if name}
    found: dict[Any, Lookout] = {}
    for chunk in _chunks(sorted(wanted_names)):
        found.update({row.pk: row for row in active(day).filter(folded__in=chunk)})
    for chunk in _chunks(sorted(filter(None, numbers))):
        found.update({row.pk: row for row in active(day).filter(document_folded__in=chunk)})
    results = []
    for row, name, number in zip(people, names, numbers, strict=True):
        first, last = birth_bounds(row["birth"])
        turned = " ".join(reversed(name.split()))
        mine = [
            lookout
            for lookout in found.values()
            if (name and lookout.folded in (name, turned)) or (number and lookout.document_folded == number)
        ]
        hits = [Hit(lookout, why) for lookout in mine if (why := _why(lookout, name, number, first, last))]
        results.append(sorted(hits, key=lambda hit: not hit.strong))
    return results


def _chunks(items: list[str], size: int = 400) -> list[list[str]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def listed(*, viewer: Viewer) -> list[Lookout]:
    """Return the lookouts of the viewer's office; that they were shown is logged."""
    viewer.require("lookouts.check")
    rows = list(Lookout.objects.select_related("issued_by").order_by("state", "review_by")[:500])
    record_read(
        what="lookouts.listed",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("lookouts.lookout", row.pk) for row in rows],
    )
    return rows


def age() -> datetime | None:
    """Return when the lookout set last changed, so that a post can say how old its set is."""
    newest: datetime | None = Lookout.objects.aggregate(newest=Max("changed_at"))["newest"]
    return newest
