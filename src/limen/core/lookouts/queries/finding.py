"""Finding the lookouts that may mean a traveller, by folded names and numbers; who was cleared is not found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.lookouts import engine
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.queries.apart import Pair, judged_apart
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.screening.model import Evidence, Match, Name, Number, Party
from limen.screening.policy import policy

CHUNK = 400
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
    document_issuer: str = "",
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
    first, last = birth_bounds(birth)
    hits = []
    for lookout in active(day).filter(wanted).select_related("issued_by"):
        why = _why(lookout, name, number, first, last)
        if why:
            hits.append(Hit(lookout, why))
    likely = _likely([(surname, given_names, birth, document_number, document_issuer)], day)[0]
    hits = _joined(hits, likely)
    return standing_hits([hits], [{"person": person, "document_number": number, "document_issuer": document_issuer}])[0]


def explain(
    lookout: Lookout,
    *,
    surname: str = "",
    given_names: str = "",
    birth: str = "",
    document_number: str = "",
    document_issuer: str = "",
    person: Any = None,
) -> Hit | None:
    """Return the hit that one lookout is on a traveller, or None; a person cleared of it is not stopped again."""
    first, last = birth_bounds(birth)
    why = _why(lookout, fold(surname, given_names), fold_number(document_number), first, last)
    if not why or judged_apart([Pair(lookout, person, document_number, document_issuer)])[0]:
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
        people: rows with surname, given_names, birth, document_number and, where known, person and document_issuer.
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
    parts = ("surname", "given_names", "birth", "document_number")
    asked = [(*(row[part] for part in parts), row.get("document_issuer", "")) for row in people]
    likely = _likely(asked, day)
    if not (by_name or by_number or any(likely)):
        return [[] for _ in people]
    results = []
    for row, name, number, further in zip(people, names, numbers, likely, strict=True):
        first, last = birth_bounds(row["birth"])
        mine = {lookout.pk: lookout for way in ways(name) for lookout in by_name.get(way, ())}
        mine.update((lookout.pk, lookout) for lookout in by_number.get(number, ()))
        hits = [Hit(lookout, why) for lookout in mine.values() if (why := _why(lookout, name, number, first, last))]
        results.append(_joined(hits, further))
    return standing_hits(results, people)


def _likely(asked: Sequence[tuple[str, str, str, str, str]], day: date) -> list[list[Hit]]:
    """Return what the engine finds on travellers: other spellings, slips of the date, names in other scripts.

    Args:
        asked: surname, given names, date of birth, document number and its issuer of each.
        day: the day whose lookouts count.

    Raises:
        ScreeningUnavailable: when the index of lookouts is missing or does not follow the ledger.
    """
    current = engine.current()
    least = policy().flagging(len(current))
    found = [current.search(_party(*item), at_least=least).matches if any(item) else () for item in asked]
    keys = {match.key for matches in found for match in matches}
    known: dict[str, Lookout] = {}
    for chunk in _chunks(sorted(keys)):
        known.update((str(row.pk), row) for row in active(day).filter(pk__in=chunk).select_related("issued_by"))
    return [
        [Hit(known[match.key], _told(match), match.score, match.evidence) for match in matches if match.key in known]
        for matches in found
    ]


def _party(surname: str, given_names: str, birth: str, number: str, issuer: str) -> Party:
    return Party(
        names=(Name(surname=surname, given=given_names),) if surname or given_names else (),
        births=(birth,) if birth else (),
        numbers=(Number(number, "", issuer),) if number else (),
    )


def _told(match: Match) -> tuple[str, ...]:
    if match.exact_number:
        return ("document number",)
    return ("name", "date of birth") if match.tier in DATED else ("name",)


def _joined(exact: list[Hit], likely: list[Hit]) -> list[Hit]:
    """Return hits of both ways of searching, each lookout once, explained where the engine explains it."""
    explained = {hit.lookout.pk: hit for hit in likely}
    kept = [
        Hit(hit.lookout, hit.why, explained[hit.lookout.pk].score, explained[hit.lookout.pk].evidence)
        if hit.lookout.pk in explained
        else hit
        for hit in exact
    ]
    held = {hit.lookout.pk for hit in exact}
    return kept + [hit for hit in likely if hit.lookout.pk not in held]


def standing_hits(found: Sequence[Sequence[Hit]], people: Sequence[Mapping[str, Any]]) -> list[list[Hit]]:
    """Return the hits that no judgement clears, strong ones first.

    Args:
        found: the hits of each person.
        people: each person's ``person`` (where on record), ``document_number`` and, where known, ``document_issuer``.
    """
    pairs = [
        Pair(hit.lookout, row.get("person"), row.get("document_number", ""), row.get("document_issuer", ""))
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
