"""Finding the lookouts that may mean a traveller: by the engine, or by exact names and numbers where there is no index.

Who was judged not to be meant is not found again, either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from limen.core.lookouts import engine
from limen.core.lookouts.met import Met
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import party_of
from limen.core.lookouts.queries.apart import Pair, judged_apart
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import BadInput
from limen.screening.model import Evidence, Match, Name, Number, Party
from limen.screening.policy import policy
from limen.screening.weighing import compare

CHUNK = 400
MOST = 100
"""How many lookouts are looked at for one traveller: far more than ever reach the threshold."""
DATED = frozenset({"exact", "new-year", "swapped", "digit", "near", "month", "year"})
"""How dates of birth may stand to each other for them to agree, or to differ by a slip."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A lookout that may mean the traveller, and why it was found."""

    lookout: Lookout
    why: tuple[str, ...]
    score: float | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def strong(self) -> bool:
        """Return whether a document number, or a name with a date of birth, agrees."""
        return "document number" in self.why or {"name", "date of birth"} <= set(self.why)


@dataclass(frozen=True, slots=True)
class Screened:
    """What a screening found.

    Args:
        hits: those of each traveller, strong ones first.
        exactly: whether only exact names and numbers were searched, for want of the index; why, or nothing.
    """

    hits: list[list[Hit]]
    exactly: str = ""


def active(day: date) -> QuerySet[Lookout]:
    """Return the lookouts that stop people on a day: approved, and not past review."""
    return Lookout.objects.filter(state="active", review_by__gte=day)


def screen(people: Sequence[Met], *, day: date) -> Screened:
    """Return the lookouts that may mean each of some travellers. Nationality is not asked: it never makes a hit.

    Args:
        people: who was met.
        day: the day whose lookouts count.
    """
    try:
        found, exactly = _by_engine(people, day), ""
    except engine.ScreeningUnavailable as missing:
        found, exactly = _by_exact(people, day), missing.message
    return Screened(_standing(found, people), exactly)


def explain(lookout: Lookout, row: Met) -> Hit | None:
    """Return the hit that one lookout is on a traveller, or None; a person cleared of it is not stopped again.

    Args:
        lookout: the lookout.
        row: who was met.
    """
    match = compare(_party(row), party_of(lookout), key=str(lookout.pk))
    listed = Lookout.objects.filter(state="active").count()
    if match.score < policy().flagging(listed) and not match.exact_number:
        return None
    return next(iter(_standing([[_hit(lookout, match)]], [row])[0]), None)


def _by_engine(people: Sequence[Met], day: date) -> list[list[Hit]]:
    current = engine.current()
    least = policy().flagging(len(current))
    found = [current.search(_party(row), limit=MOST, at_least=least).matches for row in people]
    known: dict[str, Lookout] = {}
    for chunk in _chunks(sorted({match.key for matches in found for match in matches})):
        known.update((str(row.pk), row) for row in active(day).filter(pk__in=chunk).select_related("issued_by"))
    return [[_hit(known[match.key], match) for match in matches if match.key in known] for matches in found]


def _party(row: Met) -> Party:
    surname, given, birth = (row.asked.get(key, "") for key in ("surname", "given_names", "birth"))
    return Party(
        names=(Name(surname=surname, given=given),) if surname or given else (),
        births=(birth,) if birth else (),
        numbers=(Number(row.number, "", row.issuer),) if row.number else (),
    )


def _hit(lookout: Lookout, match: Match) -> Hit:
    if match.exact_number:
        why: tuple[str, ...] = ("document number",)
    else:
        why = ("name", "date of birth") if match.tier in DATED else ("name",)
    return Hit(lookout, why, match.score, match.evidence)


def _by_exact(people: Sequence[Met], day: date) -> list[list[Hit]]:
    """Search folded names and numbers in the database, one query a channel: the degraded way."""
    names = [fold(row.asked.get("surname", ""), row.asked.get("given_names", "")) for row in people]
    numbers = [fold_number(row.number) for row in people]
    held: dict[Any, Lookout] = {}
    for column, wanted in (
        ("folded", {way for name in names for way in ways(name)}),
        ("document_folded", set(numbers)),
    ):
        for chunk in _chunks(sorted(wanted - {""})):
            rows = active(day).filter(**{f"{column}__in": chunk}).select_related("issued_by")
            held.update((row.pk, row) for row in rows)
    asked = zip(people, names, numbers, strict=True)
    return [[Hit(row, why) for row in held.values() if (why := _exactly(row, *one))] for one in asked]


def _exactly(lookout: Lookout, row: Met, name: str, number: str) -> tuple[str, ...]:
    if number and lookout.document_folded == number:
        return ("document number",)
    if not (name and lookout.folded in ways(name)):
        return ()
    try:
        first, last = birth_bounds(row.asked.get("birth", ""))
    except BadInput:
        first = last = None
    if lookout.birth_first is None or lookout.birth_last is None or first is None or last is None:
        return ("name",)
    return ("name", "date of birth") if lookout.birth_first <= last and first <= lookout.birth_last else ()


def _standing(found: Sequence[Sequence[Hit]], people: Sequence[Met]) -> list[list[Hit]]:
    """Return the hits that no judgement clears, strong ones first."""
    pairs = [
        Pair(hit.lookout, row.person, row.number, row.issuer)
        for hits, row in zip(found, people, strict=True)
        for hit in hits
    ]
    apart = iter(judged_apart(pairs))
    return [sorted((hit for hit in hits if not next(apart)), key=lambda hit: not hit.strong) for hits in found]


def ways(name: str) -> set[str]:
    """Return the orders in which a lookout may hold a folded name."""
    tokens = name.split()
    return {name, " ".join(reversed(tokens)), " ".join(sorted(tokens))} if name else set()


def _chunks(items: list[str], size: int = CHUNK) -> list[list[str]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
