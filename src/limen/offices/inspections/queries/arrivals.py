"""Reading the board: voyages, who is aboard, who needs a person first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.looking import log, one, unsealed
from limen.offices.inspections.booked import contact_key
from limen.offices.inspections.models import BookingContact, Change, Message, SavedQuery, Traveller, Voyage
from limen.offices.inspections.rules import UNDECIDED
from limen.offices.inspections.seats import ROWS_ABOUT, place_of

VIEW = "inspections.view"
VET = "inspections.vet"
ABOARD = ("booked", "listed", "cleared", "held", "boarded")
MOST = 500


def counted(rows: QuerySet[Voyage]) -> QuerySet[Voyage]:
    """Return voyages with how many people each brings; it names nobody."""
    return rows.select_related("port").annotate(
        people=Count("travellers", filter=~Q(travellers__state__in=("off_list", "booked")), distinct=True),
        booked=Count("travellers", filter=Q(travellers__state="booked"), distinct=True),
        held=Count("travellers", filter=Q(travellers__state="held"), distinct=True),
        open_hits=Count("travellers__hits", filter=Q(travellers__hits__state__in=UNDECIDED), distinct=True),
        no_shows=Count("travellers", filter=Q(travellers__state="no_show"), distinct=True),
    )


def board(*, viewer: Viewer, day: date, direction: str = "inbound", days: int = 1) -> list[Voyage]:
    """Return the voyages of the viewer's port from a day on, with counts; it names nobody, so it is not logged."""
    viewer.require(VIEW)
    rows = Voyage.objects.filter(direction=direction, runs_on__gte=day, runs_on__lt=day + timedelta(days=days))
    if viewer.place is not None and getattr(viewer.place, "kind", "") == "port":
        rows = rows.filter(Q(port=viewer.place.id) | Q(port=None))
    return list(counted(rows.exclude(state="cancelled"))[:MOST])


def voyage(identifier: Any, *, viewer: Viewer) -> Voyage:
    """Return one voyage with counts; it names nobody.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found: Voyage = one(counted(Voyage.objects.all()), identifier, "No such voyage.")
    return found


def travellers(viewer: Viewer) -> QuerySet[Traveller]:
    """Return the travellers the viewer may know of: what every read of them starts from."""
    viewer.require(VIEW)
    rows = Traveller.objects.filter(unsealed(viewer)).select_related("voyage__port", "booking", "person")
    return rows.annotate(
        open_hits=Count("hits", filter=Q(hits__state__in=UNDECIDED), distinct=True),
        notes_count=Count("notes", distinct=True),
    )


def _shown(rows: QuerySet[Traveller], viewer: Viewer, what: str, limit: int, **asked: object) -> list[Traveller]:
    found = list(rows[:limit])
    personal = {key: value for key, value in asked.items() if value}
    log(viewer, what, [("inspections.traveller", row.pk) for row in found], personal=personal, shown=len(found))
    return found


def manifest(voyage_id: Any, *, viewer: Viewer, role: str = "", state: str = "") -> list[Traveller]:
    """Return who is listed on a voyage, whoever needs a person first at the top; logged."""
    rows = travellers(viewer).filter(voyage=voyage_id)
    if role:
        rows = rows.filter(role=role)
    rows = rows.filter(state=state) if state else rows.exclude(state="off_list")
    return _shown(rows.order_by("-priority", "folded", "pk"), viewer, "inspections.manifest", 20_000)


def to_be_vetted(*, viewer: Viewer, now: datetime) -> QuerySet[Traveller]:
    """Return who is coming to the viewer's port and needs a person before arrival, most pressing first."""
    viewer.require(VET)
    rows = travellers(viewer).filter(
        state__in=ABOARD,
        priority__gt=0,
        voyage__runs_on__gte=now.date() - timedelta(days=1),
        voyage__state__in=("expected", "closed_out"),
    )
    if viewer.place is not None and getattr(viewer.place, "kind", "") == "port":
        rows = rows.filter(Q(voyage__port=viewer.place.id) | Q(voyage__port=None))
    return rows.order_by("-priority", "voyage__arrives_at", "folded", "pk")


def vetting_looked_at(rows: Iterable[Traveller], *, viewer: Viewer) -> list[Traveller]:
    """Return what is shown of those to be vetted; logged."""
    found = list(rows)
    log(viewer, "inspections.vetting", [("inspections.traveller", row.pk) for row in found], shown=len(found))
    return found


def vetting_list(*, viewer: Viewer, now: datetime, limit: int = 200) -> list[Traveller]:
    """Return the first of those to be vetted; logged."""
    return vetting_looked_at(to_be_vetted(viewer=viewer, now=now)[:limit], viewer=viewer)


def traveller(identifier: Any, *, viewer: Viewer) -> Traveller:
    """Return one traveller with hits, notes, changes and booking; logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = travellers(viewer).prefetch_related("hits__lookout__issued_by", "notes__by", "changes__message")
    found: Traveller = one(rows, identifier, "No such traveller.")
    log(
        viewer,
        "inspections.traveller",
        [("inspections.traveller", found.pk), ("people.person", found.person_id)],
    )
    return found


def companions(of: Traveller, *, viewer: Viewer) -> list[tuple[Traveller, str]]:
    """Return who travels with someone, and why it is thought: a booking or a contact they share; logged."""
    others = list(travellers(viewer).filter(voyage=of.voyage_id).exclude(pk=of.pk).exclude(state="off_list"))
    found: list[tuple[Traveller, str]] = []
    contacts = _contacts(of)
    for other in others:
        if of.locator and other.locator == of.locator:
            found.append((other, "booking"))
        elif contacts & _contacts(other):
            found.append((other, "contact"))
    log(viewer, "inspections.companions", [("inspections.traveller", row.pk) for row, _ in found])
    return found


def _contacts(of: Traveller) -> set[str]:
    """Return a traveller's telephones and e-mails, written one way, of the list and of the booking."""
    booked = of.booking.contacts if of.booking is not None else []
    return {contact_key(item) or item.casefold() for item in (*of.contacts, *booked)}


def seated_near(of: Traveller, *, viewer: Viewer) -> list[Traveller]:
    """Return who sits in the rows about someone's seat, themselves among them; logged."""
    place = place_of(of.seat)
    if place is None:
        return []
    rows = travellers(viewer).filter(voyage=of.voyage_id).exclude(seat="").exclude(state__in=("off_list", "no_show"))
    near = [row for row in rows if (seat := place_of(row.seat)) and abs(seat[0] - place[0]) <= ROWS_ABOUT]
    log(viewer, "inspections.seated_near", [("inspections.traveller", row.pk) for row in near])
    return near


def sharing_contacts(of: Traveller, *, viewer: Viewer, limit: int = 50) -> list[Traveller]:
    """Return travellers of other bookings, on any voyage, that give a telephone or e-mail of this one's; logged."""
    keys = BookingContact.objects.filter(booking=of.booking_id).values("key")
    shared = BookingContact.objects.filter(key__in=keys).exclude(booking=of.booking_id).values("booking")
    rows = travellers(viewer).filter(booking__in=shared)
    return _shown(rows.order_by("-voyage__runs_on", "folded", "pk"), viewer, "inspections.sharing_contacts", limit)


def changes_on(of: Voyage, *, viewer: Viewer, limit: int = MOST) -> list[Change]:
    """Return what each later message changed of the travellers of a voyage, message by message; logged."""
    viewer.require(VIEW)
    rows = Change.objects.filter(unsealed(viewer, "traveller__person"), message__voyage=of.pk)
    found = list(rows.select_related("traveller", "message").order_by("message__received_at", "id")[:limit])
    log(viewer, "inspections.changes", [("inspections.traveller", row.traveller_id) for row in found])
    return found


def no_shows(*, viewer: Viewer, since: date, limit: int = MOST) -> list[Traveller]:
    """Return who was listed or booked to the viewer's port from a day on and was not aboard, latest first; logged."""
    rows = travellers(viewer).filter(state="no_show", voyage__runs_on__gte=since, voyage__direction="inbound")
    if viewer.place is not None and getattr(viewer.place, "kind", "") == "port":
        rows = rows.filter(Q(voyage__port=viewer.place.id) | Q(voyage__port=None))
    return _shown(rows.order_by("-voyage__runs_on", "voyage", "folded", "pk"), viewer, "inspections.no_shows", limit)


def late_lists(*, viewer: Viewer, now: datetime) -> list[tuple[Voyage, str]]:
    """Return voyages of the viewer's port whose list is missing or came late, and which it is; it names nobody."""
    viewer.require(VIEW)
    minutes = lawbook().value("policy.manifest_due_minutes", now.date()).value
    rows = Voyage.objects.filter(
        direction="inbound", departs_at__isnull=False, runs_on__gte=now.date() - timedelta(days=7)
    ).exclude(state="cancelled")
    if viewer.place is not None and getattr(viewer.place, "kind", "") == "port":
        rows = rows.filter(Q(port=viewer.place.id) | Q(port=None))
    found = []
    for row in counted(rows):
        due = row.departs_at - timedelta(minutes=minutes) if row.departs_at else now
        if row.listed_at is None and due <= now:
            found.append((row, "missing"))
        elif row.listed_at is not None and row.listed_at > due:
            found.append((row, "late"))
    return found


def saved_queries(*, viewer: Viewer) -> list[SavedQuery]:
    """Return the viewer's kept searches and those kept for the office."""
    viewer.require(VET)
    own = Q(owner=viewer.account.id) | Q(shared_at=viewer.place.id)
    return list(SavedQuery.objects.filter(own, state="kept").select_related("owner").order_by("name"))


def saved_query(identifier: Any, *, viewer: Viewer) -> SavedQuery:
    """Return one kept search of the viewer's or of the office's.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VET)
    own = Q(owner=viewer.account.id) | Q(shared_at=viewer.place.id)
    found: SavedQuery = one(SavedQuery.objects.filter(own), identifier, "No such kept search.")
    return found


def messages_of(of: Voyage, *, viewer: Viewer) -> list[Message]:
    """Return the messages a voyage came by, without their text: what each said and what was wrong with it."""
    viewer.require(VIEW)
    return list(Message.objects.defer("text").filter(voyage=of.pk).order_by("received_at", "pk"))


def listed_elsewhere(of: Traveller, *, viewer: Viewer, limit: int = 20) -> list[Traveller]:
    """Return the other voyages the same document was listed on, newest first; logged."""
    rows = travellers(viewer).exclude(pk=of.pk)
    same = rows.filter(document_folded=of.document_folded) if of.document_folded else rows.none()
    return _shown(same.order_by("-voyage__runs_on", "-pk"), viewer, "inspections.listed_elsewhere", limit)
