"""Counting what came of detections, and the measures the law pack defines over the counts. Nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.offices.patrol.models import Detection
from limen.offices.patrol.queries.reads import here

By = Literal["day", "station", "zone", "outcome", "kind"]
COUNTED = ("apprehended", "turned_back", "got_away", "rescued", "dead", "lawful")


@dataclass(frozen=True, slots=True)
class Tally:
    """One line: how many detections, and how many people by what became of them."""

    key: str
    detections: int
    counts: tuple[int, ...]
    rate: float | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the law pack: what is divided by what, and where it is defined."""

    title: str
    over: tuple[str, ...]
    under: tuple[str, ...]
    citation: str

    def of(self, counts: Counter[str]) -> float | None:
        """Return the measure in percent; None where nothing is below the line."""
        under = sum(counts[name] for name in self.under)
        return round(100 * sum(counts[name] for name in self.over) / under, 1) if under else None


def effectiveness(day: Any) -> Measure:
    """Return how the law pack defines the effectiveness of interdiction on a day."""
    table = lawbook().codes("patrol_measures")
    code: Any = table.get("interdiction_effectiveness", day)
    return Measure(code.title, tuple(code.attributes["over"]), tuple(code.attributes["under"]), code.citation)


def statistics(*, viewer: Viewer, by: By, since: datetime, until: datetime) -> tuple[list[Tally], Tally]:
    """Return what came of the detections of the viewer's stations between two moments, and the sum."""
    viewer.require("patrol.field_view")
    measure = effectiveness(viewer.day)
    rows = Detection.objects.filter(here(viewer), state="closed", at__gte=since, at__lt=until)
    people: dict[str, Counter[str]] = {}
    number: Counter[str] = Counter()
    fields = rows.values("at", "station__name", "zone", "outcome", "kind", *COUNTED)
    for row in fields.iterator():
        day = row["at"].astimezone(viewer.place.zone).strftime("%Y-%m-%d")
        named = {"day": day, "station": row["station__name"], "zone": row["zone"] or "—"}
        key = named.get(by) or row[by]
        number[key] += 1
        people.setdefault(key, Counter()).update({name: row[name] for name in COUNTED})
    lines = [_tally(key, number[key], people[key], measure) for key in number]
    lines.sort(key=lambda line: (0 if by == "day" else -line.detections, line.key))
    whole = sum(people.values(), Counter())
    return lines, _tally("", sum(number.values()), whole, measure)


def _tally(key: str, number: int, counts: Counter[str], measure: Measure) -> Tally:
    return Tally(key, number, tuple(counts[name] for name in COUNTED), measure.of(counts))
