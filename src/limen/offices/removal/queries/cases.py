"""Reading removal cases, hearings and protections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.looking import log
from limen.core.people.names import fold
from limen.core.people.queries import one_person, visible
from limen.kernel import UnknownRecord
from limen.kernel.clocks import midnight
from limen.offices.removal.gate import REMOVAL, STANDING, TABLE, Barrier, gate
from limen.offices.removal.models import Case, Hearing, Protection

VIEW = "removal.view_cases"
LIVE = ("open", "in_proceedings", "ordered", "voluntary_departure", "final")
LEAST_DIGITS = 3
WITH = ("person", "place", "officer")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of cases is narrowed to; empty parts narrow nothing."""

    text: str = ""
    state: str = ""
    kind: str = ""
    court: str = ""
    hearing_from: Any = None
    hearing_to: Any = None
    mine: bool = False


def cases(*, viewer: Viewer, wanted: Wanted = Wanted()) -> QuerySet[Case]:
    """Return cases, the next hearing first: those that live, or those in a state; sealed people's are hidden.

    The list names people, so that the viewer looked is logged by ``cases_looked_at``.
    """
    viewer.require(VIEW)
    rows = Case.objects.select_related(*WITH).filter(person__in=visible(viewer))
    rows = rows.filter(state=wanted.state) if wanted.state else rows.filter(state__in=LIVE)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.court:
        rows = rows.filter(court__icontains=wanted.court)
    if wanted.mine:
        rows = rows.filter(officer=viewer.account.id)
    rows = _with_hearing(rows, wanted, viewer)
    for token in wanted.text.split():
        rows = rows.filter(_known_by(token))
    return rows.distinct().order_by("next_hearing_at", "opened_at", "pk")


def _known_by(token: str) -> Q:
    """Return the condition that a person is known by a part of a number or of a name."""
    digits = "".join(char for char in token if char.isdigit())
    name = fold(token)
    condition = Q(person__folded__contains=name) if name else Q(pk=None)
    if len(digits) >= LEAST_DIGITS:
        condition |= Q(person__identifiers__number__icontains=digits)
    return condition


def _with_hearing(rows: QuerySet[Case], wanted: Wanted, viewer: Viewer) -> QuerySet[Case]:
    zone = viewer.place.zone if viewer.place is not None else UTC
    if wanted.hearing_from:
        rows = rows.filter(next_hearing_at__gte=midnight(wanted.hearing_from, zone))
    if wanted.hearing_to:
        rows = rows.filter(next_hearing_at__lt=midnight(wanted.hearing_to, zone) + timedelta(days=1))
    return rows


def cases_looked_at(rows: Iterable[Case], *, viewer: Viewer, what: str = "removal.cases") -> list[Case]:
    """Log that a list of cases was shown, and return it."""
    found = list(rows)
    log(viewer, what, [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def case(identifier: Any, *, viewer: Viewer) -> Case:
    """Return one case; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = Case.objects.select_related(*WITH).prefetch_related(
        "charges", "hearings", "decisions", "appeals", "motions", "person__identifiers"
    )
    found = rows.filter(person__in=visible(viewer), pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such case.")
    log(viewer, "removal.case", [("removal.case", found.pk), ("people.person", found.person_id)])
    return found


def cases_of(person_id: Any, *, viewer: Viewer) -> list[Case]:
    """Return a person's cases, the newest first; that the viewer looked is logged."""
    viewer.require(VIEW)
    rows = Case.objects.select_related(*WITH).filter(person__in=one_person(person_id))
    rows = rows.filter(person__in=visible(viewer)).prefetch_related("person__identifiers")
    found = list(rows.order_by("-opened_at", "-pk"))
    log(viewer, "removal.cases_of", [("people.person", person_id)], shown=len(found))
    return found


def hearings(*, viewer: Viewer, first: Any, days: int = 7, court: str = "") -> list[Hearing]:
    """Return the hearings of some days at every court, the earliest first; that the viewer looked is logged."""
    viewer.require(VIEW)
    zone = viewer.place.zone if viewer.place is not None else UTC
    begin = midnight(first, zone)
    rows = Hearing.objects.select_related("case", "case__person", "case__place", "case__officer").filter(
        case__person__in=visible(viewer), at__gte=begin, at__lt=begin + timedelta(days=days)
    )
    if court:
        rows = rows.filter(court__icontains=court)
    found = list(rows.order_by("at", "court", "pk"))
    log(viewer, "removal.hearings", [("people.person", row.case.person_id) for row in found], shown=len(found))
    return found


def protection(identifier: Any, *, viewer: Viewer) -> Protection:
    """Return one protection; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = Protection.objects.select_related("person", "case")
    found = rows.filter(person__in=visible(viewer), pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such protection.")
    log(viewer, "removal.protection", [("removal.protection", found.pk), ("people.person", found.person_id)])
    return found


def protections_of(person_id: Any, *, viewer: Viewer) -> list[Protection]:
    """Return a person's protections, those that stand first; that the viewer looked is logged."""
    viewer.require(VIEW)
    rows = Protection.objects.filter(person__in=one_person(person_id)).filter(person__in=visible(viewer))
    found = sorted(rows, key=lambda row: (row.state not in STANDING, -row.since.toordinal()))
    log(viewer, "removal.protections_of", [("people.person", person_id)], shown=len(found))
    return found


def to_be_sealed(day: date) -> Q:
    """Return the condition that a protection is of a kind whose record the law seals, and nobody has sealed it yet."""
    kinds = [code for code, row in lawbook().codes(TABLE).on(day).items() if row.attributes.get("seals")]
    return Q(kind__in=kinds, sealed_as="", state__in=STANDING)


def standing_protections(*, viewer: Viewer, group: Iterable[str] = (), unsealed: bool = False) -> QuerySet[Protection]:
    """Return protections that stand, the oldest first, of some kinds or whose record is still to be sealed."""
    viewer.require(VIEW)
    rows = Protection.objects.select_related("person", "case").filter(state__in=STANDING, person__in=visible(viewer))
    kinds = list(group)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if unsealed:
        rows = rows.filter(to_be_sealed(viewer.day))
    return rows.order_by("since", "pk")


def protections_looked_at(rows: Iterable[Protection], *, viewer: Viewer) -> list[Protection]:
    """Log that a list of protections was shown, and return it."""
    found = list(rows)
    log(viewer, "removal.protections", [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def seats_of(of: Case, *, viewer: Viewer) -> list[Any]:
    """Return the keys of a case's places on manifests; whose they are, the case that was looked at says."""
    viewer.require(VIEW)
    return list(of.seats.values_list("pk", flat=True))


def in_the_way(of: Case, *, viewer: Viewer, law: Any) -> list[Barrier]:
    """Return what stands in the way of removal in a case; that the viewer looked is logged."""
    viewer.require(VIEW)
    log(viewer, "removal.in_the_way", [("removal.case", of.pk), ("people.person", of.person_id)])
    return gate(of.person_id, of.country, viewer.day, law)


def barriers_of(person_id: Any, *, viewer: Viewer, law: Any, country: str = "", closes: str = REMOVAL) -> list[Barrier]:
    """Return what closes a gate for a person; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is no such person, or none the viewer may know of.
    """
    viewer.require(VIEW)
    if not visible(viewer).filter(pk=person_id).exists():
        raise UnknownRecord("No such person.")
    log(viewer, "removal.gate", [("people.person", person_id)], country=country, closes=closes)
    return gate(person_id, country, viewer.day, law, closes)


READERS = {"removal.case": case, "removal.protection": protection}
"""How a case and a protection are read before an act is done to them."""

SHOWN: dict[str, tuple[str, ...]] = {
    "removal.case": (
        "person_id",
        "place_id",
        "officer_id",
        "kind",
        "opened_at",
        "served_on",
        "court",
        "next_hearing_at",
        "country",
        "alternative_country",
        "ordered_on",
        "ordered_by",
        "in_absence",
        "appeal_until",
        "waived_on",
        "wait_until",
        "departure_kind",
        "departure_until",
        "departed_on",
        "final_on",
        "final_why",
        "relief",
        "ended_on",
    ),
    "removal.protection": ("person_id", "case_id", "kind", "country", "since", "until", "step", "ended_on"),
}
"""What a reader may have of each as data."""
