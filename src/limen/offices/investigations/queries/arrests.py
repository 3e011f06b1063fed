"""Reading arrests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from limen.core import looking
from limen.core.access.gate import Viewer
from limen.core.custody.models import OPEN as HELD
from limen.core.looking import log, one
from limen.core.lookouts.queries import hits, hits_looked_at
from limen.core.people.names import fold
from limen.core.people.queries import one_person, visible
from limen.kernel.clocks import midnight
from limen.offices.investigations.models import Arrest, Lead

VIEW = "investigations.view_arrests"


def logged(viewer: Viewer, what: str, rows: list[Arrest], *, words: str = "") -> None:
    """Write into the ledger that arrests were shown, and of whom."""
    shown = [item for row in rows for item in ((row.record_type, row.pk), ("people.person", row.person_id))]
    log(viewer, what, shown, personal={"words": words} if words else {}, shown=len(rows))


def visible_arrests(viewer: Viewer) -> QuerySet[Arrest]:
    """Return the arrests of people the viewer may know of, and of whoever is held where the viewer works."""
    viewer.require(VIEW)
    here_now = Q(stay__place=getattr(viewer.place, "id", None), stay__state__in=HELD)
    rows = Arrest.objects.filter(Q(person__in=visible(viewer)) | here_now)
    return rows.select_related("person", "stay__place", "office", "held_at", "officer", "lead")


def arrests(*, viewer: Viewer, asked: Mapping[str, Any] | None = None) -> QuerySet[Arrest]:
    """Return the arrests that are asked for, the latest first; ``arrests_looked_at`` logs."""
    asked = asked or {}
    rows = visible_arrests(viewer)
    if not asked.get("everywhere"):
        rows = rows.filter(office=getattr(viewer.place, "id", None))
    for name in ("state", "method"):
        rows = rows.filter(**{name: asked[name]}) if asked.get(name) else rows
    zone = viewer.place.zone if viewer.place is not None else None
    if asked.get("first"):
        rows = rows.filter(at__gte=midnight(asked["first"], zone))
    if asked.get("last"):
        rows = rows.filter(at__lt=midnight(asked["last"], zone) + timedelta(days=1))
    for token in fold(asked.get("q") or "").split():
        rows = rows.filter(Q(number__icontains=token) | Q(person__folded__contains=token))
    return rows.order_by("-at", "-pk")


def arrests_looked_at(
    rows: list[Arrest], *, viewer: Viewer, what: str = "investigations.arrests", words: str = ""
) -> list[Arrest]:
    """Log that a list of arrests was shown, and return it."""
    logged(viewer, what, rows, words=words)
    return rows


def arrest(identifier: Any, *, viewer: Viewer) -> Arrest:
    """Return one arrest with its corrections; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = visible_arrests(viewer).prefetch_related("corrections__by", "stay__findings")
    found: Arrest = one(rows, identifier, "No such arrest.")
    logged(viewer, "investigations.arrest", [found])
    return found


def arrests_of(person: Any, *, viewer: Viewer) -> list[Arrest]:
    """Return a person's arrests, newest first; logged."""
    found = list(visible_arrests(viewer).filter(person__in=one_person(person)).order_by("-at", "-pk"))
    logged(viewer, "investigations.arrests_of", found)
    return found


def of_lead(record: Lead, *, viewer: Viewer) -> list[Arrest]:
    """Return the arrests that grew out of a lead, the first first; logged."""
    if not viewer.may(VIEW):
        return []
    found = list(visible_arrests(viewer).filter(lead=record.pk).order_by("at", "pk"))
    logged(viewer, "investigations.arrests_of_lead", found)
    return found


def arrests_known_by(text: str, *, viewer: Viewer) -> list[Arrest]:
    """Return the arrests of an event's number, or the one with its line; logged."""
    number, _dash, line = text.rpartition("-")
    rows = visible_arrests(viewer)
    exact = rows.filter(number__iexact=number, line=int(line)) if line.isdecimal() and len(line) < 4 else rows.none()  # noqa: PLR2004  three digits
    found = list(exact) or list(rows.filter(number__iexact=text).order_by("line")[:20])
    logged(viewer, "investigations.arrest", found)
    return found


def hits_here(record: Arrest, *, viewer: Viewer) -> list[Any]:
    """Return the hits of lookouts on this arrest that the viewer may know of; logged."""
    if not viewer.may("lookouts.check"):
        return []
    rows = hits(viewer=viewer).filter(subject_record=record.record_type, subject=record.pk)
    return hits_looked_at(list(rows), viewer=viewer)


def who_may_be(*, viewer: Viewer, surname: str, given_names: str, birth: str) -> list[Any]:
    """Return who on record somebody may be, before they are entered; that they were shown is logged."""
    viewer.require(VIEW)
    return looking.likely_people(
        viewer, "investigations.who_may_be", surname=surname, given_names=given_names, birth=birth
    )
