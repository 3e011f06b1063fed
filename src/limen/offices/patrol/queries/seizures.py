"""Reading seizures; those of people whose records are sealed are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.looking import one
from limen.core.people.queries import visible
from limen.offices.patrol.models import SeizedFrom, Seizure
from limen.offices.patrol.queries.reads import here, logged


def _rows(viewer: Viewer) -> QuerySet[Seizure]:
    viewer.require("patrol.field_view")
    sealed = SeizedFrom.objects.exclude(person__in=visible(viewer)).values("seizure")
    return Seizure.objects.select_related("station", "officer").exclude(pk__in=sealed)


def seizure(identifier: Any, *, viewer: Viewer) -> Seizure:
    """Return one seizure; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = _rows(viewer).prefetch_related("items__weighings", "hands__place", "parties__person")
    found: Seizure = one(rows, identifier, "No such seizure.")
    seizures_looked_at([found], viewer=viewer, what="patrol.seizure")
    return found


def seizures(*, viewer: Viewer, asked: Mapping[str, Any] | None = None) -> QuerySet[Seizure]:
    """Return the seizures of the viewer's stations that are asked for, the latest first.

    That the viewer looked is logged by ``seizures_looked_at``.
    """
    asked = asked or {}
    rows = _rows(viewer).filter(here(viewer)).prefetch_related("items", "hands", "parties")
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if asked.get("kind"):
        rows = rows.filter(pk__in=Seizure.objects.filter(items__kind=asked["kind"]).values("pk"))
    if asked.get("words"):
        text = asked["words"]
        marks = Q(items__serial__iexact=text) | Q(items__vin__iexact=text) | Q(items__plate__iexact=text)
        found = Seizure.objects.filter(Q(number__icontains=text) | Q(event__iexact=text) | marks).values("pk")
        rows = rows.filter(pk__in=found)
    return rows.order_by("-at", "-pk")


def seizures_looked_at(rows: Iterable[Seizure], *, viewer: Viewer, what: str = "patrol.seizures") -> list[Seizure]:
    """Log that seizures were shown, and whose, and return them."""
    found = list(rows)
    people = {party.person_id for row in found for party in row.parties.all()}
    logged(viewer, what, found, people=sorted(people), shown=len(found))
    return found


def seizures_of(person_id: Any, *, viewer: Viewer) -> list[Seizure]:
    """Return what was seized from a person; that the viewer looked is logged."""
    rows = _rows(viewer).filter(parties__person=person_id).prefetch_related("items", "parties")
    return seizures_looked_at(rows.order_by("-at", "-pk"), viewer=viewer)
