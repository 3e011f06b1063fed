"""Reading leads: for who works for this purpose alone; about whoever is sealed from them they learn nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.documents.models import Paper
from limen.core.looking import log, one, unsealed
from limen.core.people.names import fold
from limen.core.people.queries import one_person
from limen.offices.investigations.models import LEADS_OPEN, Lead

VIEW = "investigations.view"
FIELDS = ("kind", "area", "priority", "outcome")
"""What a list is narrowed by besides its words and its state."""


def logged(viewer: Viewer, what: str, rows: list[Lead], *, words: str = "") -> None:
    """Write into the ledger that leads were shown, and whom they are about."""
    shown = [item for row in rows for item in ((row.record_type, row.pk), ("people.person", row.about_id))]
    log(viewer, what, shown, personal={"words": words} if words else {}, shown=len(rows))


def visible_leads(viewer: Viewer) -> QuerySet[Lead]:
    """Return the leads that are about nobody yet, or about people the viewer may know of."""
    viewer.require(VIEW)
    rows = Lead.objects.filter(unsealed(viewer, "about"))
    return rows.select_related("about", "officer", "place", "from_place")


def leads(*, viewer: Viewer, asked: Mapping[str, Any] | None = None) -> QuerySet[Lead]:
    """Return the leads that are asked for, by default those that are open, the first due first.

    Those of the viewer's office and of none yet, unless every office's are asked for. ``leads_looked_at`` logs.
    """
    asked = asked or {}
    rows = visible_leads(viewer)
    if not asked.get("everywhere"):
        rows = rows.filter(Q(place=None) | Q(place=getattr(viewer.place, "id", None)))
    state = asked.get("state") or "waiting"
    if state == "waiting":
        rows = rows.filter(state__in=LEADS_OPEN)
    elif state != "all":
        rows = rows.filter(state=state)
    for name in FIELDS:
        rows = rows.filter(**{name: asked[name]}) if asked.get(name) else rows
    if asked.get("mine"):
        rows = rows.filter(officer=viewer.account.id)
    for token in fold(asked.get("q") or "").split():
        rows = rows.filter(Q(number__icontains=token) | Q(about__folded__contains=token))
    over = state not in ("waiting", *LEADS_OPEN)
    return rows.order_by(*(("-received_at", "-pk") if over else ("due_at", "pk")))


def leads_looked_at(
    rows: list[Lead], *, viewer: Viewer, what: str = "investigations.leads", words: str = ""
) -> list[Lead]:
    """Log that a list of leads was shown, and return it."""
    logged(viewer, what, rows, words=words)
    return rows


def lead(identifier: Any, *, viewer: Viewer) -> Lead:
    """Return one lead with what was found on it; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = visible_leads(viewer).prefetch_related("notes__by")
    found: Lead = one(rows, identifier, "No such lead.")
    logged(viewer, "investigations.lead", [found])
    return found


def leads_of(person: Any, *, viewer: Viewer) -> list[Lead]:
    """Return the leads about a person, newest first; logged."""
    found = list(visible_leads(viewer).filter(about__in=one_person(person)).order_by("-received_at", "-pk"))
    logged(viewer, "investigations.leads_of", found)
    return found


def leads_known_by(text: str, *, viewer: Viewer) -> list[Lead]:
    """Return the lead of a number; logged."""
    found = list(visible_leads(viewer).filter(number__iexact=text)[:2])
    logged(viewer, "investigations.lead", found)
    return found


def mine(*, viewer: Viewer) -> list[Lead]:
    """Return the leads the viewer works, the first due first; logged."""
    found = list(visible_leads(viewer).filter(officer=viewer.account.id, state="open").order_by("due_at", "pk"))
    logged(viewer, "investigations.mine", found)
    return found


def waiting(*, viewer: Viewer) -> QuerySet[Lead]:
    """Return the leads here that nobody has yet, the first due first; ``leads_looked_at`` logs."""
    return leads(viewer=viewer, asked={"state": "received"})


def warrants_on(record: Lead, *, viewer: Viewer) -> list[Paper]:
    """Return the warrants issued on a lead, newest first; logged."""
    if not viewer.may("documents.view"):
        return []
    rows = Paper.objects.defer("pdf", "data").filter(about=record.pk, form="i200").order_by("-created_at", "-pk")
    found = list(rows)
    log(viewer, "investigations.warrants", [(row.record_type, row.pk) for row in found], shown=len(found))
    return found


def overdue(row: Lead, now: datetime) -> bool:
    """Return whether a lead is still worked after the time its priority gives."""
    return row.state in LEADS_OPEN and row.due_at < now


def open_from(subject_record: str, subject: Any, *, kind: str = "") -> list[Lead]:
    """Return the leads a record gave rise to that are still worked; for the flows that send them and take them back."""
    rows = Lead.objects.filter(subject_record=subject_record, subject=subject, state__in=LEADS_OPEN)
    return list(rows.filter(kind=kind) if kind else rows)
