"""Reading travel-document requests, movements and their manifests, and bars on return."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from limen.core import looking
from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.people.queries import visible
from limen.offices.removal.departing import document_for, escorts_needed
from limen.offices.removal.departure_states import OPEN_REQUESTS, OPEN_RUNS, OPEN_SEATS, WAITING
from limen.offices.removal.gate import DOCUMENTS, Barrier, gates
from limen.offices.removal.models import Case, Movement, ReturnBar, Seat, TravelDocumentRequest

VIEW = "removal.departures"
OFF = ("taken_off",)
FEW = 10


def looked_at(rows: list[Any], *, viewer: Viewer, what: str, **asked: Any) -> list[Any]:
    """Log that records about people were shown, and return them."""
    people = dict.fromkeys(row.person_id for row in rows)
    shown = [*((row.record_type, row.pk) for row in rows), *(("people.person", person) for person in people)]
    looking.log(viewer, f"removal.{what}", shown, shown=len(rows), **asked)
    return rows


def requests(
    *,
    viewer: Viewer,
    day: date,
    country: str = "",
    step: str = "",
    states: tuple[str, ...] = OPEN_REQUESTS,
    overdue: bool = False,
    mine: bool = False,
) -> QuerySet[TravelDocumentRequest]:
    """Return requests for travel documents, the earliest expected first; ``looked_at`` logs what of it was shown."""
    viewer.require(VIEW)
    rows = TravelDocumentRequest.objects.filter(person__in=visible(viewer), state__in=states)
    rows = rows.select_related("person", "case", "officer", "document").prefetch_related("person__identifiers")
    if country:
        rows = rows.filter(country=country)
    if step:
        rows = rows.filter(step=step)
    if overdue:
        rows = rows.filter(due_on__lt=day, state__in=OPEN_REQUESTS)
    if mine:
        rows = rows.filter(officer=viewer.account.id)
    return rows.order_by("due_on", "pk")


def request(identifier: Any, *, viewer: Viewer) -> TravelDocumentRequest:
    """Return one request; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = TravelDocumentRequest.objects.filter(person__in=visible(viewer))
    rows = rows.select_related("person", "case", "officer", "document").prefetch_related("taken__by")
    found: TravelDocumentRequest = looking.one(rows, identifier, "No such travel-document request.")
    looked_at([found], viewer=viewer, what="request")
    return found


def kept_from(of: TravelDocumentRequest, *, viewer: Viewer) -> list[Barrier]:
    """Return why the country must not hear of the person now; nothing once no document is sought of it any more."""
    if of.state not in OPEN_REQUESTS:
        return []
    looked_at([of], viewer=viewer, what="kept_from")
    return gates([of.person_id], of.country, viewer.day, lawbook(), DOCUMENTS)[of.person_id]


def requests_of(*, viewer: Viewer, person: Any = None, case: Any = None) -> list[TravelDocumentRequest]:
    """Return what was asked for a person, or in a case, newest first; logged."""
    viewer.require(VIEW)
    rows = TravelDocumentRequest.objects.filter(person__in=visible(viewer)).select_related("document", "officer")
    rows = rows.filter(case=case) if case is not None else rows.filter(person=person)
    return looked_at(list(rows.order_by("-asked_at", "-pk")), viewer=viewer, what="requests_of")


def _movements(viewer: Viewer) -> QuerySet[Movement]:
    viewer.require(VIEW)
    known = Q(seats__person__in=visible(viewer))
    open_ = Q(seats__state__in=OPEN_SEATS)
    return Movement.objects.select_related("place").annotate(
        listed=Count("seats", filter=known & open_, distinct=True),
        waiting=Count("seats", filter=known & Q(seats__state__in=WAITING), distinct=True),
        aboard=Count("seats", filter=known & Q(seats__state__in=("embarked", "removed")), distinct=True),
        left=Count("seats", filter=known & Q(seats__state="not_embarked"), distinct=True),
        going=Count("escorts", distinct=True),
    )


def board(
    *, viewer: Viewer, first: datetime, until: datetime, country: str = "", elsewhere: bool = False
) -> list[Movement]:
    """Return the movements between two moments from the viewer's place, or from every place, with counts."""
    rows = _movements(viewer).filter(departs_at__gte=first, departs_at__lt=until)
    if not elsewhere and viewer.place is not None:
        rows = rows.filter(place=viewer.place.id)
    return list((rows.filter(country=country) if country else rows).order_by("departs_at", "pk"))


def ahead(*, viewer: Viewer, now: datetime) -> list[Movement]:
    """Return the movements whose manifest can still change, and those nobody has verified, soonest first."""
    rows = _movements(viewer).filter(Q(state__in=OPEN_RUNS) | Q(state="departed", departs_at__lt=now))
    if viewer.place is not None:
        rows = rows.filter(place=viewer.place.id)
    return list(rows.order_by("departs_at", "pk"))


def movement(identifier: Any, *, viewer: Viewer) -> Movement:
    """Return one movement with counts, legs and escorts; it names nobody who is removed.

    Raises:
        UnknownRecord: when there is none.
    """
    rows = _movements(viewer).prefetch_related("legs", "escorts__account")
    found: Movement = looking.one(rows, identifier, "No such movement.")
    return found


def manifest(of: Movement, *, viewer: Viewer, off: bool = False, what: str = "manifest") -> list[Seat]:
    """Return who is on a movement's manifest, seat by seat, those taken off only when asked for; logged."""
    viewer.require(VIEW)
    rows = Seat.objects.filter(movement=of.pk, person__in=visible(viewer))
    rows = rows.select_related("person", "case", "document").prefetch_related("person__identifiers")
    rows = rows if off else rows.exclude(state__in=OFF)
    return looked_at(list(rows.order_by("label", "person__folded", "pk")), viewer=viewer, what=what)


def barred(seats: Iterable[Seat], of: Movement, *, viewer: Viewer) -> dict[Any, list[Barrier]]:
    """Return who on a manifest must not go, by seat, with every reason."""
    viewer.require(VIEW)
    going = [seat for seat in seats if seat.state in OPEN_SEATS]
    shut = gates([seat.person_id for seat in going], of.country, viewer.day, lawbook())
    return {seat.pk: shut[seat.person_id] for seat in going if shut[seat.person_id]}


def candidates(of: Movement, *, viewer: Viewer) -> QuerySet[Case]:
    """Return whose final order leads where a movement goes and who is on no open manifest, the longest final first.

    ``looked_at`` logs what of it was shown.
    """
    viewer.require(VIEW)
    on = Seat.objects.filter(state__in=OPEN_SEATS).values("person")
    rows = Case.objects.filter(state="final", person__in=visible(viewer)).exclude(person__in=on)
    rows = rows.filter(Q(country=of.country) | Q(country="")).select_related("person", "place")
    return rows.prefetch_related("person__identifiers").order_by("final_on", "pk")


def ready(rows: Iterable[Case], of: Movement, *, viewer: Viewer) -> list[tuple[Case, list[Barrier], str]]:
    """Return each case with why its person must not go there, and the number of the document that is had."""
    viewer.require(VIEW)
    asked, found = list(rows), []
    shut = gates([row.person_id for row in asked], of.country, viewer.day, lawbook())
    for row in asked:
        document = document_for(row, of.country, of.day)
        found.append((row, shut[row.person_id], document.number if document is not None else ""))
    return found


def escorts_wanted(of: Movement, *, viewer: Viewer) -> int:
    """Return how many escorts a movement needs for those on its manifest."""
    viewer.require(VIEW)
    people = Seat.objects.filter(movement=of.pk, state__in=OPEN_SEATS).count()
    return escorts_needed(of, people, lawbook(), viewer.day)


def seat(identifier: Any, *, viewer: Viewer) -> Seat:
    """Return one person's seat; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = Seat.objects.filter(person__in=visible(viewer))
    rows = rows.select_related("person", "case", "document", "movement__place", "embarked_by", "apart_by")
    found: Seat = looking.one(rows, identifier, "No such seat.")
    looked_at([found], viewer=viewer, what="seat")
    return found


def seats_of(*, viewer: Viewer, person: Any = None, case: Any = None) -> list[Seat]:
    """Return the movements a person was on the manifest of, newest first; logged."""
    viewer.require(VIEW)
    rows = Seat.objects.filter(person__in=visible(viewer)).select_related("movement__place")
    rows = rows.filter(case=case) if case is not None else rows.filter(person=person)
    return looked_at(list(rows.order_by("-movement__departs_at", "-pk")), viewer=viewer, what="seats_of")


def bar(identifier: Any, *, viewer: Viewer) -> ReturnBar:
    """Return one bar on return; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = ReturnBar.objects.filter(person__in=visible(viewer)).select_related("person", "case", "lookout")
    found: ReturnBar = looking.one(rows, identifier, "No such bar.")
    looked_at([found], viewer=viewer, what="bar")
    return found


def bars_of(person: Any, *, viewer: Viewer) -> list[ReturnBar]:
    """Return a person's bars on return, newest first; logged."""
    viewer.require(VIEW)
    rows = ReturnBar.objects.filter(person__in=visible(viewer), person=person).select_related("person")
    return looked_at(list(rows), viewer=viewer, what="bars_of")


def by_day(day: date, zone: Any) -> tuple[datetime, datetime]:
    """Return the first moment of a day in a zone, and the first of the next."""
    first = datetime(day.year, day.month, day.day, tzinfo=zone)
    after = day + timedelta(days=1)
    return first, datetime(after.year, after.month, after.day, tzinfo=zone)


def movement_known_by(text: str, *, viewer: Viewer) -> list[Movement]:
    """Return the movements of a number whose manifest can still change."""
    rows = _movements(viewer).filter(number__iexact=text, state__in=OPEN_RUNS)
    return list(rows.order_by("departs_at", "pk")[:FEW])


def case_known_by(text: str, *, viewer: Viewer) -> list[Case]:
    """Return the cases with a final order of whom a number means; logged."""
    viewer.require(VIEW)
    rows = Case.objects.filter(state="final", person__in=visible(viewer), person__identifiers__number__iexact=text)
    return looked_at(list(rows.select_related("person").distinct()[:FEW]), viewer=viewer, what="case_known_by")


LOOKUPS = {"removal.movement": movement_known_by, "removal.case": case_known_by}
"""How each record is found by what a person knows it by."""

READERS = {
    "removal.traveldocumentrequest": request,
    "removal.movement": movement,
    "removal.seat": seat,
    "removal.returnbar": bar,
}
"""How each record of departures is read before an act is done to it."""

SHOWN = {
    "removal.traveldocumentrequest": (
        "person_id",
        "case_id",
        "country",
        "consulate",
        "group",
        "steps",
        "step",
        "asked_at",
        "due_on",
        "officer_id",
        "reminders",
        "reminded_at",
        "acceptance",
        "document_id",
        "issued_on",
    ),
    "removal.movement": (
        "mode",
        "chartered",
        "carrier",
        "number",
        "place_id",
        "country",
        "destination",
        "departs_at",
        "arrives_at",
        "capacity",
        "escorted",
        "left_at",
        "verified_how",
        "verified_by",
        "verified_at",
    ),
    "removal.seat": (
        "movement_id",
        "person_id",
        "case_id",
        "label",
        "document_id",
        "no_document_why",
        "fit",
        "cleared_by",
        "cleared_at",
        "embarked_at",
        "removed_on",
    ),
    "removal.returnbar": ("person_id", "case_id", "code", "since", "until", "citation", "lookout_id", "ended_on"),
}
"""What of each record a reader may have as data."""
