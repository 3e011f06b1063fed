"""Reading the shift board and the statistics: they count, and name no traveller."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from limen.core.access.gate import Viewer, posted_on
from limen.core.access.models import Account, Posting
from limen.core.access.roles import roles
from limen.core.hiding import UNSAID, few_people, hidden
from limen.core.looking import one
from limen.core.people.queries import visible
from limen.offices.inspections.models import Inspection, Lane, Wait

By = Literal["hour", "port", "nationality", "outcome", "officer", "mode"]


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a statistic.

    Args:
        key: what is counted.
        people: how many; 0 when they are not said.
        minutes: the mean time from opening to decision; None when it is not known or not said.
        unsaid: the count is not said, for it could point at somebody.
    """

    key: str
    people: int
    minutes: float | None
    unsaid: bool = False

    @property
    def shown(self) -> str:
        """Return the count as it may be published."""
        return UNSAID if self.unsaid else str(self.people)


def lane(identifier: Any, *, viewer: Viewer) -> Lane:
    """Return one lane.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("inspections.view")
    found: Lane = one(Lane.objects.select_related("place", "officer"), identifier, "No such lane.")
    return found


def lanes(*, viewer: Viewer) -> list[Lane]:
    """Return the lanes of the viewer's port, with the latest wait of each."""
    viewer.require("inspections.view")
    rows = list(Lane.objects.filter(place=viewer.place.id).select_related("officer"))
    latest = {row.lane_id: row for row in Wait.objects.filter(lane__in=rows).order_by("at", "pk")}
    for row in rows:
        row.wait = latest.get(row.pk)  # type: ignore[attr-defined]  # shown beside the lane, kept in its own table
    return rows


def waits(place_id: Any, *, since: datetime) -> list[Wait]:
    """Return the wait readings of a port since a moment; they are public."""
    return list(Wait.objects.filter(place=place_id, at__gte=since).select_related("lane").order_by("-at", "-pk"))


def statistics(*, viewer: Viewer, by: By, since: datetime, until: datetime) -> list[Tally]:
    """Return how many people were inspected between two moments, by hour, port, nationality, outcome, officer or mode.

    People sealed from the viewer are not counted. ``minutes`` is the mean time from opening to decision.
    """
    viewer.require("inspections.statistics")
    rows = Inspection.objects.filter(opened_at__gte=since, opened_at__lt=until, person__in=visible(viewer))
    if viewer.place is not None and by != "port":
        rows = rows.filter(place=viewer.place.id)
    fields = rows.values_list(
        "opened_at",
        "decided_at",
        "place__code",
        "person__nationality",
        "outcome",
        "state",
        "officer__full_name",
        "mode",
    )
    count: Counter[str] = Counter()
    spent: dict[str, list[float]] = {}
    for opened, decided, place, nationality, outcome, state, officer, mode in fields.iterator():
        key = {
            "hour": opened.astimezone(viewer.place.zone).strftime("%Y-%m-%d %H:00"),
            "port": place,
            "nationality": nationality or "—",
            "outcome": outcome or state,
            "officer": officer or "—",
            "mode": mode,
        }[by]
        count[key] += 1
        if decided is not None:
            spent.setdefault(key, []).append((decided - opened).total_seconds() / 60)
    small = hidden(count, few_people(viewer.day)) if by == "nationality" else set()
    tallies = [
        Tally(key, 0, None, unsaid=True) if key in small else Tally(key, people, _mean(spent.get(key)))
        for key, people in count.items()
    ]
    return sorted(tallies, key=lambda row: row.key if by == "hour" else -row.people)


def _mean(values: list[float] | None) -> float | None:
    return round(sum(values) / len(values), 1) if values else None


def officers_here(*, viewer: Viewer) -> list[Account]:
    """Return the officers posted at the viewer's port today who may work a lane."""
    viewer.require("inspections.view")
    postings = Posting.objects.filter(posted_on(viewer.day), place=viewer.place.id)
    working = [role.key for role in roles().values() if "inspections.primary" in role.permissions]
    accounts = Account.objects.filter(state="active", postings__in=postings.filter(role__in=working))
    return list(accounts.distinct().order_by("full_name", "pk"))
