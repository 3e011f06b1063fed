"""Reading encounter events and apprehensions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from limen.core import looking
from limen.core.access.gate import Viewer
from limen.core.custody.models import OPEN as HELD
from limen.core.hiding import UNSAID, few_people, hidden
from limen.core.ledger.chain import record_read
from limen.core.lookouts.queries import hits, hits_looked_at
from limen.core.people.names import fold
from limen.core.people.queries import candidates, visible
from limen.kernel import Subject, UnknownRecord
from limen.kernel.clocks import midnight
from limen.offices.patrol.models import Apprehension, Event
from limen.offices.patrol.models.events import OPEN

VIEW = "patrol.view"
APPREHENSION = "patrol.apprehension"
WHOLE = ("questions", "document_checks", "grounds", "stay__findings", "stay__cares")
"""What belongs to an apprehension and says how far its processing is."""
By = Literal["day", "station", "nationality", "disposition"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many apprehensions there were of one kind; ``unsaid`` where a count would point at somebody."""

    key: str
    people: int
    unsaid: bool = False

    @property
    def shown(self) -> str:
        """Return the count as a page says it."""
        return UNSAID if self.unsaid else str(self.people)


def logged(viewer: Viewer, what: str, rows: Iterable[Apprehension], **plain: Any) -> None:
    """Write into the ledger that people's apprehensions were shown."""
    people = [("people.person", row.person_id) for row in rows]
    looking.log(viewer, what, people, shown=len(people), **plain)


def visible_apprehensions(viewer: Viewer) -> QuerySet[Apprehension]:
    """Return the apprehensions of people the viewer may know of, and of whoever is held where the viewer works.

    Whoever holds a person must be able to process them: a sealed record keeps others out, not those at the station.
    """
    viewer.require(VIEW)
    here_now = Q(stay__place=getattr(viewer.place, "id", None), stay__state__in=HELD)
    rows = Apprehension.objects.filter(Q(person__in=visible(viewer)) | here_now)
    return rows.select_related("event__station", "person", "stay", "taken_by", "agent", "proposed_by", "decided_by")


def find_events(
    *,
    viewer: Viewer,
    words: str = "",
    place: Any = None,
    first: date | None = None,
    last: date | None = None,
    state: str = "",
) -> QuerySet[Event]:
    """Return events by number, by a person's name, by station, day or state, the latest first.

    Events in which the viewer may know of nobody, though somebody was found, are left out. ``events_looked_at`` logs.
    """
    viewer.require(VIEW)
    mine = Apprehension.objects.filter(person__in=visible(viewer))
    rows = Event.objects.filter(Q(apprehensions__isnull=True) | Q(apprehensions__in=mine))
    for token in fold(words).split():
        rows = rows.filter(
            Q(number__icontains=token) | Q(apprehensions__in=mine.filter(person__folded__contains=token))
        )
    if place is not None:
        rows = rows.filter(station=place)
    if state:
        rows = rows.filter(state=state)
    zone = viewer.place.zone
    if first is not None:
        rows = rows.filter(at__gte=midnight(first, zone))
    if last is not None:
        rows = rows.filter(at__lt=midnight(last, zone) + timedelta(days=1))
    ids = rows.values("pk").distinct()
    seen = Q(apprehensions__person__in=visible(viewer))
    return (
        Event.objects.filter(pk__in=ids)
        .select_related("station", "opened_by")
        .annotate(
            people=Count("apprehensions", filter=seen, distinct=True),
            left=Count("apprehensions", filter=seen & Q(apprehensions__state__in=OPEN), distinct=True),
        )
        .order_by("-at", "-pk")
    )


def events_looked_at(rows: list[Event], *, viewer: Viewer, what: str = "patrol.events", words: str = "") -> list[Event]:
    """Log that a list of events was shown, and return it."""
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("patrol.event", row.pk) for row in rows],
        plain={"shown": len(rows)},
        personal={"words": words} if words else {},
    )
    return rows


def event(identifier: Any, *, viewer: Viewer) -> Event:
    """Return one event with the people of it that the viewer may know of; logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    known = visible_apprehensions(viewer).prefetch_related(*WHOLE)
    rows = Event.objects.select_related("station", "opened_by")
    found = rows.prefetch_related(Prefetch("apprehensions", known.order_by("line"))).filter(pk=identifier).first()
    people = list(found.apprehensions.all()) if found is not None else []
    if found is None or (not people and Apprehension.objects.filter(event=found).exists()):
        raise UnknownRecord("No such event.")
    logged(viewer, "patrol.event", people, event=str(found.pk))
    return found


def apprehension(identifier: Any, *, viewer: Viewer) -> Apprehension:
    """Return one apprehension with all that belongs to it; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = visible_apprehensions(viewer).prefetch_related(
        "questions__by", "document_checks__by", "grounds", "stay__cares", "stay__findings", "stay__needs"
    )
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such apprehension.")
    logged(viewer, "patrol.apprehension", [found])
    return found


def of_person(person_id: Any, *, viewer: Viewer) -> list[Apprehension]:
    """Return a person's apprehensions, newest first; logged."""
    found = list(visible_apprehensions(viewer).filter(person=person_id).order_by("-at", "-pk"))
    logged(viewer, "patrol.of_person", found)
    return found


def mine(*, viewer: Viewer) -> list[Apprehension]:
    """Return the records the viewer has taken and not finished, the longest held first; logged."""
    rows = visible_apprehensions(viewer).filter(taken_by=viewer.account.id, state__in=OPEN)
    found = list(rows.prefetch_related(*WHOLE).order_by("at", "pk"))
    logged(viewer, "patrol.mine", found)
    return found


def unfinished(*, viewer: Viewer) -> QuerySet[Apprehension]:
    """Return who of the viewer's station is not processed yet, the longest held first; it is logged when shown."""
    rows = visible_apprehensions(viewer).filter(event__station=viewer.place.id, state__in=OPEN)
    return rows.prefetch_related(*WHOLE).order_by("at", "pk")


def proposals(*, viewer: Viewer) -> QuerySet[Apprehension]:
    """Return the dispositions that wait for a supervisor here, the longest held first; it is logged when shown."""
    viewer.require("patrol.supervise")
    return unfinished(viewer=viewer).filter(state="proposed")


def waiting_to_leave(*, viewer: Viewer) -> QuerySet[Apprehension]:
    """Return who of the viewer's station is decided on and still held, the longest first; it is logged when shown."""
    rows = visible_apprehensions(viewer).filter(event__station=viewer.place.id, state="processed")
    return rows.filter(stay__ended_at=None).order_by("at", "pk")


def apprehensions_looked_at(
    rows: list[Apprehension], *, viewer: Viewer, what: str = "patrol.list"
) -> list[Apprehension]:
    """Log that a list of apprehensions was shown, and return it."""
    logged(viewer, what, rows)
    return rows


def same_names(record: Apprehension, *, viewer: Viewer) -> list[Any]:
    """Return who else on record this person may be, for an agent to judge; part of the page ``apprehension`` logged."""
    person = record.person
    found = candidates(
        surname=person.surname,
        given_names=person.given_names,
        birth=person.birth,
        numbers=[record.fingerprint] if record.fingerprint else [],
    )
    others = [row.pk for row in found if row.pk != person.pk]
    return list(visible(viewer).filter(pk__in=others)[:10])


def who_may_be(*, viewer: Viewer, surname: str, given_names: str, birth: str) -> list[Any]:
    """Return who on record somebody of a group may be, before they are entered; that they were shown is logged."""
    viewer.require(VIEW)
    return looking.likely_people(viewer, "patrol.who_may_be", surname=surname, given_names=given_names, birth=birth)


def hits_here(record: Apprehension, *, viewer: Viewer) -> list[Any]:
    """Return the hits of lookouts on this apprehension that the viewer may know of; logged."""
    if not viewer.may("lookouts.check"):
        return []
    return hits_looked_at(
        list(hits(viewer=viewer).filter(subject_record=APPREHENSION, subject=record.pk)), viewer=viewer
    )


def apprehensions_counted(*, viewer: Viewer, by: By, first: date, last: date, place: UUID | None = None) -> list[Tally]:
    """Return how many apprehensions there were by day, station, nationality or disposition; it names nobody.

    People sealed from the viewer are not counted; groups of too few people are not counted out.
    """
    viewer.require("patrol.statistics")
    zone = viewer.place.zone
    begin, end = midnight(first, zone), midnight(last, zone) + timedelta(days=1)
    rows = Apprehension.objects.filter(at__gte=begin, at__lt=end, person__in=visible(viewer))
    if place is not None:
        rows = rows.filter(event__station=place)
    count: Counter[str] = Counter()
    fields = rows.values_list("at", "event__station__code", "person__nationality", "disposition")
    for at, station, nationality, disposition in fields.iterator():
        values = {"day": at.astimezone(zone).strftime("%Y-%m-%d"), "station": station}
        values |= {"nationality": nationality or "—", "disposition": disposition or "—"}
        count[values[by]] += 1
    small = hidden(count, few_people(viewer.day)) if by in ("nationality", "disposition") else set()
    found = [Tally(key, 0 if key in small else people, key in small) for key, people in count.items()]
    return sorted(found, key=lambda row: (row.key,) if by == "day" else (-row.people, row.key))
