"""Counting lookouts and hits: what was found, confirmed and cleared, how long it took, and on whom it falls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.hiding import few_people, hidden
from limen.core.lookouts.models import Hit, Lookout
from limen.core.lookouts.queries.knowing import knowable
from limen.core.people.queries import visible

By = Literal["category", "office", "source"]
KEYS: dict[str, str] = {"category": "category", "office": "issued_by__code", "source": "source_key"}


@dataclass(slots=True)
class Tally:
    """One line of the statistics of lookouts.

    Args:
        key: what is counted: a category, an issuing office, a list.
        hits: hits found in the period.
        confirmed: of these, decided to be the person meant.
        cleared: of these, decided to be somebody else.
        waiting: of these, not decided.
        minutes: minutes from finding to decision, one for each that was decided.
        standing: lookouts in force at the end.
        never_hit: of these, never hit by anybody.
        lapsed: lookouts whose review date passed unreviewed in the period.
    """

    key: str
    hits: int = 0
    confirmed: int = 0
    cleared: int = 0
    waiting: int = 0
    minutes: list[float] = field(default_factory=list)
    standing: int = 0
    never_hit: int = 0
    lapsed: int = 0

    @property
    def median(self) -> float | None:
        """Return the median time to a decision in minutes; None when none was made."""
        return round(median(self.minutes), 1) if self.minutes else None


@dataclass(frozen=True, slots=True)
class Fall:
    """On whom hits fall: one nationality.

    Args:
        nationality: the three-letter code.
        hits: hits on people of it; None when too few to be said.
        cleared: how many were somebody else; None when too few to be said, or when what is left would be.
    """

    nationality: str
    hits: int | None
    cleared: int | None

    @property
    def share(self) -> float | None:
        """Return the share of wrong stops among the hits, from 0 to 1; None when it is not said."""
        return None if self.hits is None or self.cleared is None else round(self.cleared / self.hits, 3)


def statistics(*, viewer: Viewer, by: By, since: datetime, until: datetime) -> list[Tally]:
    """Return the statistics of lookouts between two moments, by category, issuing office or list.

    Lookouts and people that the viewer may not know of are not counted.

    Raises:
        NotPermitted: when the viewer may not count, or may not know which lists lookouts come from.
    """
    viewer.require("lookouts.statistics")
    tallies: dict[str, Tally] = {}

    def tally(key: str) -> Tally:
        return tallies.setdefault(key or "—", Tally(key or "—"))

    way = KEYS[by]
    for key, answer, found, decided in _found(viewer, since, until).values_list(
        f"lookout__{way}", "answer", "found_at", "decided_at"
    ):
        _count(tally(key), answer, found, decided)
    day = viewer.day
    for key, hit in _lookouts(viewer).filter(state="active", review_by__gte=day).values_list(way, "was_hit"):
        tally(key).standing += 1
        tally(key).never_hit += not hit
    first, last = since.date(), min(until.date(), day)
    past = Q(state="lapsed") | Q(state="active", review_by__lt=day)
    rows = _lookouts(viewer).filter(past, review_by__gte=first, review_by__lt=last)
    for key in rows.values_list(way, flat=True):
        tally(key).lapsed += 1
    return sorted(tallies.values(), key=lambda row: (-row.hits, -row.standing, row.key))


def disparity(*, viewer: Viewer, since: datetime, until: datetime) -> list[Fall]:
    """Return on whom hits fell between two moments, by nationality of who was found, most first.

    Counts too small to be said are left out, and so are people kept in any compartment, whoever looks.
    """
    viewer.require("lookouts.statistics")
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = _found(viewer, since, until).filter(Q(subject_person=None) | Q(subject_person__sealed=""))
    for asked, known, answer in rows.values_list("asked", "subject_person__nationality", "answer"):
        nationality = known or (asked or {}).get("nationality", "") or "—"
        count[nationality][0] += 1
        count[nationality][1] += answer == "not_same"
    few = few_people(viewer.day)
    small = hidden({key: hits for key, (hits, _) in count.items()}, few)
    falls = (
        Fall(key, None, None) if key in small else _fall(key, hits, cleared, few)
        for key, (hits, cleared) in count.items()
    )
    return sorted(falls, key=lambda row: (-(row.hits or 0), row.nationality))


def totals(rows: Iterable[Tally]) -> Tally:
    """Return the sum of some lines."""
    total = Tally("total")
    for row in rows:
        for name in ("hits", "confirmed", "cleared", "waiting", "standing", "never_hit", "lapsed"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
        total.minutes.extend(row.minutes)
    return total


def _fall(nationality: str, hits: int, cleared: int, few: int) -> Fall:
    said = (cleared == 0 or cleared >= few) and (hits == cleared or hits - cleared >= few)
    return Fall(nationality, hits, cleared if said else None)


def _count(line: Tally, answer: str, found: datetime, decided: datetime | None) -> None:
    line.hits += 1
    line.confirmed += answer == "same"
    line.cleared += answer == "not_same"
    line.waiting += answer not in ("same", "not_same")
    if decided is not None and answer in ("same", "not_same"):
        line.minutes.append((decided - found).total_seconds() / 60)


def _found(viewer: Viewer, since: datetime, until: datetime) -> QuerySet[Hit]:
    rows = Hit.objects.filter(knowable(viewer, "lookout__"), found_at__gte=since, found_at__lt=until)
    return rows.filter(Q(subject_person=None) | Q(subject_person__in=visible(viewer)))


def _lookouts(viewer: Viewer) -> QuerySet[Any]:
    return Lookout.objects.filter(knowable(viewer)).annotate(was_hit=Exists(Hit.objects.filter(lookout=OuterRef("pk"))))
