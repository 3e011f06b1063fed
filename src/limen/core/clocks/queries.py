"""Reading the queues of deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from limen.core.access.gate import Viewer
from limen.core.access.roles import roles
from limen.core.clocks import thresholds
from limen.core.clocks.book import LIVE
from limen.core.clocks.models import RunningClock
from limen.core.clocks.supposing import Runs, Supposed, suppose
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.people.models import Person
from limen.core.people.queries import hidden, visible
from limen.core.places.models import Place
from limen.core.places.queries import below
from limen.kernel import Subject, UnknownRecord

WANTED = ("running", "tolled", "breached", "met_late")
STANDINGS = ("breached", "at risk", "due soon", "running", "tolled")
CHUNK = 500
PEOPLE = "people.view"
HELD = "custody.stay"
"""The record of somebody held; whoever holds a sealed person sees what is due to them, without a name."""
OVERSIGHT = "oversight"
"""The office whose deadlines nobody else may know of: it looks at the other offices."""


def open_clocks(*, viewer: Viewer, nameless: bool = False) -> QuerySet[RunningClock]:
    """Return the clocks not ended of the viewer's place and its parts, earliest due first; sealed people's are hidden.

    A person's own time that is over asks nothing of anybody, and is left out also before a sweep closes it. Limen
    itself, from the machine it runs on, sees those of every place.

    Args:
        viewer: who looks.
        nameless: keep the deadlines of sealed people held at the viewer's own place, for who shows them without a name:
            ``looked_at`` takes the names away.
    """
    viewer.require("clocks.view")
    rows = knowable(viewer).select_related("person", "place", "owner").filter(closed_at=None)
    rows = rows.exclude(over(timezone.now()))
    if not viewer.may(PEOPLE):
        return _own(rows, viewer)
    near = _near(rows, viewer.place)
    if nameless and isinstance(viewer.place, Place):
        return near.exclude(Q(person__in=hidden(viewer)) & ~Q(place=viewer.place.pk, subject_record=HELD))
    return _known(near, viewer)


def knowable(viewer: Viewer) -> QuerySet[RunningClock]:
    """Return every clock, but of those that oversight answers for none to who is not of oversight."""
    rows = RunningClock.objects.all()
    return rows if viewer.may("clocks.oversight") else rows.exclude(office=OVERSIGHT)


def _near(rows: QuerySet[RunningClock], place: Any) -> QuerySet[RunningClock]:
    """Return those of some clocks that run at a place or a part of it; a place that is the whole service has all."""
    if not isinstance(place, Place):
        return rows
    parts = list(below(place).values_list("pk", flat=True))
    if len(parts) == Place.objects.count():
        return rows
    here = Q(place=parts[0]) if len(parts) == 1 else Q(place__in=parts)
    return rows.filter(here | Q(place=None))


def _own(rows: QuerySet[RunningClock], viewer: Viewer) -> QuerySet[RunningClock]:
    """Return those of some clocks that run at the viewer's own place, for a partner who answers for its own records.

    Partners may not look people up: of sealed ones they answer for the deadline is theirs, without a name. What another
    office does on their account, an inquiry say, is not theirs to know: who answers for it works for another purpose.
    """
    if not isinstance(viewer.place, Place):
        return rows.none()
    theirs = [key for key, role in roles().items() if viewer.purpose in role.purposes]
    return rows.filter(Q(owner_role__in=theirs) | Q(owner=viewer.account.id), place=viewer.place.pk)


def _known(rows: QuerySet[RunningClock], viewer: Viewer) -> QuerySet[RunningClock]:
    """Return those of some clocks whose person, if there is one, the viewer may know of; few people are sealed."""
    return rows.exclude(person__in=hidden(viewer))


def narrowed(
    rows: QuerySet[RunningClock], *, office: str = "", owner_role: str = "", officer: str = "", owner: Any = None
) -> QuerySet[RunningClock]:
    """Return those of some clocks that an office, a role, or an officer by sign-in name or account answers for."""
    asked = {"office": office, "owner_role": owner_role, "owner__username__iexact": officer, "owner": owner}
    return rows.filter(**{name: value for name, value in asked.items() if value})


def standing(clock: RunningClock, now: datetime) -> str:
    """Return how a clock stands: ``breached``, ``at risk`` (most of its time is used up), ``due soon`` (within the
    hours the law pack names), ``tolled`` or ``running``; ``lapsed`` for a person's own time that is over.
    """
    over = clock.state == "running" and clock.due_at <= now
    if over and clock.theirs:
        return "lapsed"
    if over or clock.state in ("breached", "met_late"):
        return "breached"
    if clock.state == "tolled":
        return "tolled"
    if clock.risk_at is not None and clock.risk_at <= now:
        return "at risk"
    return "due soon" if clock.due_at - now <= _soon(now) else "running"


def of_standing(rows: QuerySet[RunningClock], wanted: str, now: datetime) -> QuerySet[RunningClock]:
    """Return those of some clocks that stand in a way; see ``standing``."""
    return rows.filter(_stands(now)[wanted])


def counts(rows: QuerySet[RunningClock], now: datetime) -> dict[str, int]:
    """Return how many of some clocks stand in each way, in one read."""
    conditions = _stands(now)
    found = rows.order_by().aggregate(
        **{name.replace(" ", "_"): Count("pk", filter=condition) for name, condition in conditions.items()}
    )
    return {name: found[name.replace(" ", "_")] for name in conditions}


def _stands(now: datetime) -> dict[str, Q]:
    runs = Q(state="running")
    later = Q(risk_at=None) | Q(risk_at__gt=now)
    edge = now + _soon(now)
    return {
        "breached": Q(state__in=("breached", "met_late")) | (runs & Q(due_at__lte=now) & ~over(now)),
        "at risk": runs & Q(due_at__gt=now, risk_at__lte=now),
        "due soon": runs & Q(due_at__gt=now, due_at__lte=edge) & later,
        "running": runs & Q(due_at__gt=edge) & later,
        "tolled": Q(state="tolled"),
    }


def _soon(now: datetime) -> timedelta:
    return thresholds.soon(lawbook(), now.date())


def of_person(person_id: Any, *, viewer: Viewer) -> list[RunningClock]:
    """Return a person's deadlines, those not ended first; that the viewer looked is logged."""
    viewer.require("clocks.view")
    rows = knowable(viewer).select_related("place").filter(person=person_id, person__in=visible(viewer))
    found = sorted(rows, key=lambda row: (row.state not in WANTED, row.due_at))
    return looked_at(found, viewer=viewer, what="clocks.of_person")


def of_record(record_id: Any, *, viewer: Viewer) -> list[RunningClock]:
    """Return the deadlines that run for a record, the earliest due first; that the viewer looked is logged."""
    viewer.require("clocks.view")
    rows = knowable(viewer).select_related("person", "place", "owner").filter(subject=record_id, state__in=WANTED)
    rows = rows.exclude(over(timezone.now()))
    rows = _known(rows, viewer) if viewer.may(PEOPLE) else _own(rows, viewer)
    return looked_at(list(rows.order_by("due_at", "pk")), viewer=viewer, what="clocks.of_record")


def supposed(
    mark: str, at: datetime, *, viewer: Viewer, zone: ZoneInfo, person: Any = None, subject: Any = None
) -> Supposed:
    """Return what would follow if an event happened at a moment, to a person, to a record, or to nobody in particular.

    That the viewer looked at the deadlines of a person or a record is logged.

    Raises:
        UnknownRecord: when there is no such person, or none the viewer may know of.
    """
    viewer.require("clocks.view")
    if person is not None and not visible(viewer).filter(pk=person).exists():
        raise UnknownRecord("No such person.")
    rows = knowable(viewer).filter(state__in=LIVE).prefetch_related("tolls").order_by("due_at", "pk")
    rows = _known(rows, viewer) if viewer.may(PEOPLE) else _own(rows, viewer)
    running: list[RunningClock] = []
    if person is not None or subject is not None:
        rows = rows.filter(person=person) if person is not None else rows
        rows = rows.filter(subject=subject) if subject is not None else rows
        running = looked_at(list(rows), viewer=viewer, what="clocks.what_if")
    return suppose(lawbook(), mark, at, zone=zone, running=[_runs(row) for row in running])


def _runs(clock: RunningClock) -> Runs:
    return Runs(
        clock.pk,
        clock.key,
        clock.title,
        clock.started_at,
        clock.due_at,
        clock.zone,
        clock.state,
        clock.mark,
        clock.amount,
        clock.unit,  # type: ignore[arg-type]  # stored from a provision whose unit the law pack's schema checked
        clock.calendar,
        clock.rolls,
        tuple((row.since, row.until) for row in clock.tolls.all()),
        clock.until,
    )


def over(now: datetime) -> Q:
    """Return what holds of the clocks of people's own time that run and are over."""
    theirs = sorted(key for key, rule in lawbook().clocks().items() if rule.theirs)
    return Q(state="running", due_at__lte=now, key__in=theirs)


def overdue(now: datetime) -> QuerySet[RunningClock]:
    """Return the clocks of the service's duties that run and are past due, for the sweep."""
    return RunningClock.objects.filter(state="running", due_at__lt=now).exclude(over(now))


def run_out(now: datetime) -> QuerySet[RunningClock]:
    """Return the clocks of people's own time that run and are over, for the sweep."""
    return RunningClock.objects.filter(over(now))


def to_escalate(now: datetime) -> QuerySet[RunningClock]:
    """Return the clocks of which supervisors are to be told; the sweep has breached those past due before."""
    return RunningClock.objects.filter(state="running", escalate_at__lte=now)


def in_chunks(rows: QuerySet[RunningClock], column: str, size: int = CHUNK) -> Iterator[RunningClock]:
    """Yield some clocks in the order of a moment, a few in memory at a time, while each is changed as it comes.

    Args:
        rows: the clocks.
        column: the moment they are ordered by, which the rows' condition bounds and an index holds.
        size: how many are read at once.
    """
    rows = rows.select_related("place").order_by(column, "pk")
    found = list(rows[:size])
    while found:
        yield from found
        last = found[-1]
        moment = getattr(last, column)
        beyond = Q(**{f"{column}__gt": moment}) | Q(**{column: moment, "pk__gt": last.pk})
        found = list(rows.filter(beyond, **{f"{column}__gte": moment})[:size])


def looked_at(rows: list[RunningClock], *, viewer: Viewer, what: str = "clocks.queue") -> list[RunningClock]:
    """Log that a queue of deadlines was shown, and return it, without the names the viewer may not know."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", row.person_id) for row in rows if row.person_id],
        plain={"shown": len(rows)},
    )
    return _nameless(rows, viewer)


def _nameless(rows: list[RunningClock], viewer: Viewer) -> list[RunningClock]:
    """Take whom a deadline runs for away from those the viewer may not know of; nothing is saved."""
    if not isinstance(viewer.place, Place):
        return rows
    sealed = hidden(viewer) if viewer.may(PEOPLE) else Person.objects.filter(sealed__gt="")
    secret = set(sealed.filter(pk__in={row.person_id for row in rows}).values_list("pk", flat=True))
    for row in rows:
        if row.person_id in secret:
            row.person = None
    return rows


def clock(identifier: Any, *, viewer: Viewer) -> RunningClock:
    """Return one running clock; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("clocks.view")
    rows = knowable(viewer).select_related("person", "place", "owner").prefetch_related("tolls")
    if viewer.may(PEOPLE):
        mine = Q(place=viewer.place.pk, subject_record=HELD) if isinstance(viewer.place, Place) else Q(pk=None)
        rows = rows.filter(Q(person=None) | Q(person__in=visible(viewer)) | mine)
    else:
        rows = _own(rows, viewer)
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such clock.")
    about = [Subject("clocks.runningclock", found.pk)]
    if found.person_id:
        about.append(Subject("people.person", found.person_id))
    record_read(what="clocks.clock", actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about)
    _nameless([found], viewer)
    return found


READERS = {"clocks.runningclock": clock}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "clocks.runningclock": (
        "key",
        "title",
        "citation",
        "amount",
        "unit",
        "calendar",
        "rolls",
        "zone_name",
        "mark",
        "subject_record",
        "subject",
        "person_id",
        "place_id",
        "office",
        "owner_role",
        "owner_id",
        "started_at",
        "due_at",
        "until",
        "risk_at",
        "escalate_at",
        "escalated_at",
        "ended_at",
        "closed_at",
        "reason",
        "renewed_from_id",
        "next_step",
        "on_breach",
        "to_do",
    )
}
"""What a reader may have of each as data."""
