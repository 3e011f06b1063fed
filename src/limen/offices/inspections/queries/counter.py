"""Reading inspections, hits and vehicles."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, DateTimeField, Q, QuerySet, UUIDField

from limen.core.access.gate import Viewer
from limen.core.looking import key_of, log, one, outside, unsealed
from limen.core.people.queries import hidden_from, one_person
from limen.core.prepared import Prepared, Slot, hang
from limen.kernel import UnknownRecord
from limen.offices.inspections.models import Admission, Finding, Hit, Inspection, Interview, Vehicle
from limen.offices.inspections.rules import UNDECIDED

VIEW = "inspections.view"
ANY_TIME = datetime.max.replace(tzinfo=UTC)
OPEN = ("primary", "referred", "secondary", "removal_proposed", "deferred")


def visible_inspections(viewer: Viewer) -> QuerySet[Inspection]:
    """Return the inspections the viewer may know of: those of people not sealed from them, and their own."""
    viewer.require(VIEW)
    return _outside(hidden_from(viewer), viewer.account.id)


def _outside(compartments: frozenset[str], account: Any) -> QuerySet[Inspection]:
    """Return the inspections of people outside some compartments, and an account's own."""
    own = Q(officer=account) | Q(secondary_officer=account)
    return Inspection.objects.filter(outside(compartments) | own).select_related(
        "person", "place", "officer", "secondary_officer", "traveller__voyage", "vehicle", "document", "encounter"
    )


@lru_cache(maxsize=32)
def _by_key(compartments: frozenset[str]) -> Prepared[Inspection]:
    """Return the query that every page of an inspection and every act on one begins with."""
    rows = _outside(compartments, Slot("account", UUIDField()))
    return Prepared(lambda: rows.filter(pk=Slot("pk", UUIDField())).order_by())


def _of_inspection(rows: QuerySet[Any]) -> Prepared[Any]:
    return Prepared(lambda: rows.filter(inspection=Slot("inspection", UUIDField())))


@lru_cache(maxsize=32)
def _of_person(compartments: frozenset[str], limit: int) -> Prepared[Inspection]:
    """Return the query for the latest crossings of a person before a moment."""
    rows = _outside(compartments, Slot("account", UUIDField()))
    wanted = {"person": Slot("person", UUIDField()), "opened_at__lt": Slot("before", DateTimeField())}
    return Prepared(lambda: rows.filter(**wanted).order_by("-opened_at", "-pk")[:limit])


PARTS: dict[str, Prepared[Any]] = {
    "hits": _of_inspection(Hit.objects.select_related("lookout__issued_by", "decided_by")),
    "findings": _of_inspection(Finding.objects.all()),
    "interview": _of_inspection(Interview.objects.all()),
    "admissions": _of_inspection(Admission.objects.all()),
}
"""What is read with an inspection, by the name the inspection has for it."""


def inspection(identifier: Any, *, viewer: Viewer, whole: bool = True) -> Inspection:
    """Return one inspection; that the viewer looked is logged.

    Args:
        identifier: which.
        viewer: who looks.
        whole: whether hits, findings, interview and admissions are read with it.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    nobody = "No such inspection."
    found = _by_key(hidden_from(viewer)).first(pk=key_of(identifier, nobody), account=viewer.account.id)
    if found is None:
        raise UnknownRecord(nobody)
    for name, query in PARTS.items() if whole else ():
        hang(found, name, query.all(inspection=found.pk))
    log(
        viewer,
        "inspections.inspection",
        [("inspections.inspection", found.pk), ("people.person", found.person_id)],
    )
    return found


def crossings_of(
    person_id: Any, *, viewer: Viewer, before: datetime | None = None, limit: int = 50
) -> list[Inspection]:
    """Return a person's earlier inspections, newest first, records judged to be the same person included; logged."""
    viewer.require(VIEW)
    query = _of_person(hidden_from(viewer), limit)
    asked = {"account": viewer.account.id, "before": before or ANY_TIME}
    rows = [row for person in one_person(person_id) for row in query.all(person=person, **asked)]
    found = sorted(rows, key=lambda row: row.opened_at, reverse=True)[:limit]
    log(viewer, "inspections.crossings", [("people.person", person_id)], shown=len(found))
    return found


def _listed(rows: QuerySet[Inspection], viewer: Viewer, what: str, limit: int) -> list[Inspection]:
    found: list[Inspection] = list(rows.annotate(open_hits=Count("hits", filter=Q(hits__state__in=UNDECIDED)))[:limit])
    log(viewer, what, [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def queue(*, viewer: Viewer, states: tuple[str, ...] = ("referred", "secondary"), limit: int = 200) -> list[Inspection]:
    """Return who waits for or is in secondary at the viewer's place, the longest waiting first; logged."""
    rows = visible_inspections(viewer).filter(place=viewer.place.id, state__in=states)
    return _listed(rows.order_by("opened_at", "pk"), viewer, "inspections.queue", limit)


def mine(*, viewer: Viewer, limit: int = 100) -> list[Inspection]:
    """Return the viewer's own open inspections; logged."""
    own = Q(officer=viewer.account.id, state="primary") | Q(
        secondary_officer=viewer.account.id, state__in=("secondary", "removal_proposed", "deferred")
    )
    return _listed(
        visible_inspections(viewer).filter(own).order_by("opened_at", "pk"), viewer, "inspections.mine", limit
    )


def recent(*, viewer: Viewer, since: datetime, limit: int = 100) -> list[Inspection]:
    """Return what was inspected at the viewer's place since a moment, newest first; logged."""
    rows = visible_inspections(viewer).filter(place=viewer.place.id, opened_at__gte=since)
    return _listed(rows, viewer, "inspections.recent", limit)


def overrides_waiting(*, viewer: Viewer, limit: int = 100) -> list[Inspection]:
    """Return admissions despite a failed check that a supervisor has not reviewed; logged."""
    viewer.require("inspections.supervise")
    rows = visible_inspections(viewer).filter(place=viewer.place.id, override_review="waiting")
    return _listed(rows.order_by("decided_at", "pk"), viewer, "inspections.overrides", limit)


def proposals_waiting(*, viewer: Viewer, limit: int = 100) -> list[Inspection]:
    """Return proposed orders of expedited removal that wait for a supervisor; logged."""
    viewer.require("inspections.supervise")
    rows = visible_inspections(viewer).filter(place=viewer.place.id, state="removal_proposed")
    return _listed(rows.order_by("opened_at", "pk"), viewer, "inspections.proposals", limit)


def hit(identifier: Any, *, viewer: Viewer) -> Hit:
    """Return one hit; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("lookouts.check")
    rows = Hit.objects.filter(
        unsealed(viewer, "inspection__person") | Q(inspection__officer=viewer.account.id),
        unsealed(viewer, "traveller__person"),
    ).select_related("lookout__issued_by", "inspection__person", "traveller__voyage", "decided_by")
    found: Hit = one(rows, identifier, "No such hit.")
    person = found.inspection.person_id if found.inspection is not None else None
    log(viewer, "inspections.hit", [("lookouts.lookout", found.lookout_id), ("people.person", person)])
    return found


def vehicle(identifier: Any, *, viewer: Viewer) -> Vehicle:
    """Return a vehicle at a lane; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found: Vehicle = one(Vehicle.objects.select_related("place"), identifier, "No such vehicle.")
    log(viewer, "inspections.vehicle", [("inspections.vehicle", found.pk)])
    return found


def stopped_here(*, viewer: Viewer, limit: int = 50) -> list[Vehicle]:
    """Return the vehicles that stand at the viewer's port, the longest waiting first; logged."""
    viewer.require(VIEW)
    rows = Vehicle.objects.filter(place=viewer.place.id, state="stopped").annotate(seen=Count("inspections"))
    found: list[Vehicle] = list(rows.order_by("at", "pk")[:limit])
    log(viewer, "inspections.stopped", [("inspections.vehicle", row.pk) for row in found], shown=len(found))
    return found


def people_in(of: Vehicle, *, viewer: Viewer) -> list[Inspection]:
    """Return the inspections of the people in a vehicle, in the order they were read; logged."""
    rows = visible_inspections(viewer).filter(vehicle=of.pk).order_by("opened_at", "pk")
    return _listed(rows, viewer, "inspections.people_in", 200)


def earlier_of_plate(of: Vehicle, *, viewer: Viewer, limit: int = 20) -> list[Vehicle]:
    """Return the earlier crossings of a plate, newest first; logged."""
    viewer.require(VIEW)
    rows = Vehicle.objects.filter(plate=of.plate, plate_issuer=of.plate_issuer, at__lt=of.at).select_related("place")
    found = list(rows.order_by("-at", "-pk")[:limit])
    log(viewer, "inspections.plate", [("inspections.vehicle", row.pk) for row in found], shown=len(found))
    return found
