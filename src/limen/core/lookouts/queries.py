"""Searching the lookouts. The search is exact on folded names and numbers; the engine that replaces it comes later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.lookouts.models import Cleared, Lookout
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord

CHUNK = 400


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
        wanted |= Q(folded__in=ways(name))
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


def explain(
    lookout: Lookout,
    *,
    surname: str = "",
    given_names: str = "",
    birth: str = "",
    document_number: str = "",
    person: Any = None,
) -> Hit | None:
    """Return the hit that one lookout is on a traveller, or None; a person cleared of it is not stopped again."""
    first, last = birth_bounds(birth)
    why = _why(lookout, fold(surname, given_names), fold_number(document_number), first, last)
    if not why or (person and Cleared.objects.filter(lookout=lookout, person=person).exists()):
        return None
    return Hit(lookout, why)


def _why(lookout: Lookout, name: str, number: str, first: date | None, last: date | None) -> tuple[str, ...]:
    if number and lookout.document_folded == number:
        return ("document number",)
    if not (name and lookout.folded):
        return ()
    if lookout.birth_first is None or lookout.birth_last is None or first is None or last is None:
        return ("name",)
    return ("name", "date of birth") if lookout.birth_first <= last and first <= lookout.birth_last else ()


def screen_many(people: Sequence[Mapping[str, Any]], *, day: date) -> list[list[Hit]]:
    """Screen a whole manifest with one query a channel.

    Args:
        people: rows with surname, given_names, birth, document_number and, where known, person.
        day: the day whose lookouts count.

    Returns:
        The hits of each row, strong ones first; a person cleared of a lookout is not stopped by it again.
    """
    names = [fold(row["surname"], row["given_names"]) for row in people]
    numbers = [fold_number(row["document_number"]) for row in people]
    by_name: dict[str, list[Lookout]] = {}
    by_number: dict[str, list[Lookout]] = {}
    for chunk in _chunks(sorted({way for name in names for way in ways(name)})):
        for lookout in active(day).filter(folded__in=chunk).select_related("issued_by"):
            by_name.setdefault(lookout.folded, []).append(lookout)
    for chunk in _chunks(sorted({number for number in numbers if number})):
        for lookout in active(day).filter(document_folded__in=chunk).select_related("issued_by"):
            by_number.setdefault(lookout.document_folded, []).append(lookout)
    if not (by_name or by_number):
        return [[] for _ in people]
    known = [row["person"] for row in people if row.get("person")]
    cleared: set[tuple[Any, Any]] = set()
    for start in range(0, len(known), CHUNK):
        rows = Cleared.objects.filter(person__in=known[start : start + CHUNK])
        cleared.update(rows.values_list("person_id", "lookout_id"))
    results = []
    for row, name, number in zip(people, names, numbers, strict=True):
        first, last = birth_bounds(row["birth"])
        mine = {lookout.pk: lookout for way in ways(name) for lookout in by_name.get(way, ())}
        mine.update((lookout.pk, lookout) for lookout in by_number.get(number, ()))
        hits = [
            Hit(lookout, why)
            for lookout in mine.values()
            if (row.get("person"), lookout.pk) not in cleared and (why := _why(lookout, name, number, first, last))
        ]
        results.append(sorted(hits, key=lambda hit: not hit.strong))
    return results


def ways(name: str) -> set[str]:
    """Return the orders in which a lookout may hold a folded name."""
    tokens = name.split()
    return {name, " ".join(reversed(tokens)), " ".join(sorted(tokens))} if name else set()


def _chunks(items: list[str], size: int = CHUNK) -> list[list[str]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def listed(*, viewer: Viewer, limit: int = 500) -> list[Lookout]:
    """Return the lookouts the viewer may know of; that they were shown is logged."""
    return looked_at(list(searched(viewer=viewer).order_by("state", "review_by")[:limit]), viewer=viewer)


def searched(*, viewer: Viewer, standing: str = "", category: str = "", words: str = "") -> QuerySet[Lookout]:
    """Return lookouts by standing, category, and words of the name or the document number; ``looked_at`` logs it.

    Args:
        viewer: who looks; lookouts on people the viewer may not know of are left out.
        standing: a state, or ``lapsed`` for those past their review date; ``active`` leaves these out.
        category: what the lookout is for.
        words: parts of a name, or a document number.
    """
    viewer.require("lookouts.check")
    rows = Lookout.objects.select_related("issued_by").filter(_knowable(viewer))
    if standing == "lapsed":
        rows = rows.filter(state="active", review_by__lt=viewer.day)
    elif standing:
        rows = rows.filter(state=standing)
        rows = rows.filter(review_by__gte=viewer.day) if standing == "active" else rows
    if category:
        rows = rows.filter(category=category)
    for token in fold(words).split():
        rows = rows.filter(Q(folded__contains=token) | Q(document_folded=fold_number(words)))
    return rows.order_by("review_by", "pk")


def _knowable(viewer: Viewer) -> Q:
    if viewer.may("people.view"):
        return Q(person=None) | Q(person__in=visible(viewer))
    return Q(person=None) | Q(person__sealed="")


def looked_at(rows: list[Lookout], *, viewer: Viewer, words: str = "", what: str = "lookouts.listed") -> list[Lookout]:
    """Log that lookouts were shown, with what was searched for, and return them."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("lookouts.lookout", row.pk) for row in rows],
        plain={"shown": len(rows)},
        personal={"words": words} if words else None,
    )
    return rows


def cleared_of(found: Lookout, *, viewer: Viewer) -> list[Cleared]:
    """Return who was judged not to be meant by a lookout, of those whom the viewer may know of; logged."""
    viewer.require("people.view")
    rows = list(Cleared.objects.select_related("person").filter(lookout=found, person__in=visible(viewer)))
    record_read(
        what="lookouts.cleared_of",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("lookouts.lookout", found.pk), *(Subject("people.person", row.person_id) for row in rows)],
    )
    return rows


def age() -> datetime | None:
    """Return when the lookout set last changed, so that a post can say how old its set is."""
    newest: datetime | None = Lookout.objects.aggregate(newest=Max("changed_at"))["newest"]
    return newest


def lookout(identifier: Any, *, viewer: Viewer) -> Lookout:
    """Return one lookout; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("lookouts.check")
    rows = Lookout.objects.select_related("issued_by", "person")
    if viewer.may("people.view"):
        rows = rows.filter(Q(person=None) | Q(person__in=visible(viewer)))
    else:
        rows = rows.filter(Q(person=None) | Q(person__sealed=""))
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such lookout.")
    about = [Subject("lookouts.lookout", found.pk)]
    if found.person_id:
        about.append(Subject("people.person", found.person_id))
    record_read(
        what="lookouts.lookout", actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about
    )
    return found


READERS = {"lookouts.lookout": lookout}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "lookouts.lookout": (
        "category",
        "action",
        "basis",
        "surname",
        "given_names",
        "birth",
        "nationality",
        "document_issuer",
        "document_folded",
        "caveats",
        "handling",
        "issued_by_id",
        "active_from",
        "review_by",
        "person_id",
    )
}
"""What a reader may have of each as data."""
