"""The pages of lookouts: the list, and one lookout with whom it was judged not to mean."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.lookouts import queries
from limen.core.lookouts.forms import ListForm
from limen.core.lookouts.parties import party_of
from limen.core.lookouts.rules import CATEGORIES, asks_for
from limen.core.offering import begun, offered
from limen.core.offices import office_title
from limen.core.pages import (
    csv_file,
    exported,
    meaning,
    page,
    page_of,
    said,
    viewer_of,
    wants_csv,
    words,
)
from limen.core.people.names import shown_name
from limen.core.sections import sections_of
from limen.screening.model import Party

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.lookouts.models import Lookout

HEAD = ("standing", "category", "action", "surname", "given_names", "birth", "document", "basis", "review_by", "id")
NOMINATE: dict[str, dict[str, str]] = {"lookouts.nominate": {}, "lookouts.one_day": {}}


@require_safe
def lookouts(request: HttpRequest) -> HttpResponse:
    """Show the lookouts, those to be reviewed soonest first."""
    viewer = viewer_of(request)
    viewer.require("lookouts.check")
    form = ListForm(request.GET)
    asked = form.asked()
    acts = begun(NOMINATE, viewer)
    if asked is None:
        return page(request, "lookouts/lookouts.html", {"rows": [], "acts": acts}, form=form)
    rows = queries.searched(viewer=viewer, **asked)
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, words=asked["words"], what="lookouts.export")
        return csv_file("lookouts", HEAD, (_cells(row, viewer.day) for row in taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer, words=asked["words"])
    context = {
        "page": shown,
        "rows": [(row, shown_name(row), standing(row, viewer.day)) for row in found],
        "acts": acts,
    }
    return page(request, "lookouts/lookouts.html", {**context, "changed": queries.age()}, form=form)


@require_safe
def lookout(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a lookout: on whom or what, on which basis, what to do, until when."""
    viewer = viewer_of(request)
    record = queries.lookout(identifier, viewer=viewer)
    party = party_of(record)
    own = record.nominated_by == viewer.account.id
    facts = [
        (_("Surname"), record.surname, ""),
        (_("Given names"), record.given_names, ""),
        (_("Also known as"), "\n".join(item.said for item in party.names[1:]), ""),
        (_("Date of birth"), "\n".join(party.births) or record.birth, ""),
        (_("Sex"), record.sex, ""),
        (_("Nationality"), "\n".join(meaning("icao_states", code, viewer.day) for code in party.nationalities), ""),
        (_("Document"), f"{record.document_issuer} {record.document_folded}".strip(), ""),
        (_("Numbers"), "\n".join(f"{item.kind} {item.issuer} {item.value}".strip() for item in party.numbers), ""),
        (_("Person"), str(record.person or ""), reading.address(record.person) if record.person else ""),
        (_("Legal basis"), record.basis, ""),
        (_("Action asked for"), asks_for(record.action, viewer.day), ""),
        (_("Do first"), record.handling, ""),
        (_("Caveats"), record.caveats, ""),
        (_("Issued by"), record.issued_by.name, ""),
        (_("Answered for by"), office_title(record.office), ""),
        (_("Taken from the list"), f"{record.source_key} {record.source_entry}".strip(), ""),
        (_("Why it stands so"), record.standing_why, ""),
        (_("In force since"), said(record.active_from) if record.state != "nominated" else "", ""),
        (_("Review by"), said(record.review_by), ""),
    ]
    context = {
        "record": record,
        "title": f"{meaning(CATEGORIES, record.category, viewer.day)}: {words(record.action).lower()}",
        "facts": facts,
        "standing": standing(record, viewer.day),
        "own": own and record.state == "nominated",
        "conflicts": [(row, shown_name(row)) for row in queries.conflicting(record, viewer=viewer)],
        "cleared": _cleared(record, viewer) if viewer.may("people.view") else [],
        "change": _change(record),
        "own_change": record.proposed_by == viewer.account.id,
        "disclosures": queries.disclosures(record, viewer=viewer) if viewer.may("lookouts.view_detail") else [],
        "hits": f"{reverse('lookouts:hits')}?standing=&lookout={record.pk}",
        "acts": [
            *offered(record, viewer, but=_not_here(record, viewer)),
            *(begun({"lookouts.record_hit": {"lookout": record.pk}}, viewer) if record.state == "active" else []),
        ],
        "sections": sections_of(record, viewer),
    }
    return page(request, "lookouts/lookout.html", context)


def _not_here(record: Lookout, viewer: Viewer) -> list[str]:
    """Return the acts that would be refused: nobody approves their own, and a list keeps its entries itself."""
    held = ["lookouts.undo_clear"]  # it stands beside each judgement
    if record.nominated_by == viewer.account.id or str(viewer.account.id) in record.authors:
        held.append("lookouts.approve")
    if not record.proposed or record.proposed_by == viewer.account.id:
        held.append("lookouts.approve_change")
    if not record.proposed:
        held.append("lookouts.reject_change")
    if record.source_key:
        held.append("lookouts.amend")
    if record.authors:
        held.append("lookouts.extend")
    return held


def _change(record: Lookout) -> list[tuple[str, str, str]]:
    """Return what a change that waits for a second person would make of a lookout, as far as it differs."""
    if not record.proposed:
        return []
    before, after = party_of(record), Party.from_data(record.proposed["party"])
    pairs = [
        (_("Names"), [item.said for item in before.names], [item.said for item in after.names]),
        (_("Dates of birth"), list(before.births), list(after.births)),
        (_("Numbers"), [item.value for item in before.numbers], [item.value for item in after.numbers]),
        (_("Nationalities"), list(before.nationalities), list(after.nationalities)),
        (_("Sex"), [before.sex], [after.sex]),
    ]
    lines = [(title, ", ".join(new) or "–", "") for title, old, new in pairs if old != new]
    lines.extend((words(name), text, "") for name, text in record.proposed["words"].items())
    return [*lines, (_("Reason"), record.proposed["reason"], "")]


def _cleared(record: Lookout, viewer: Viewer) -> list[tuple[Any, str]]:
    """Return who was judged not to be meant, each with the address that undoes the judgement, for who may."""
    undo = reverse("act", args=["lookouts.undo_clear", record.pk]) if viewer.may("lookouts.redress") else ""
    rows = queries.cleared_of(record, viewer=viewer)
    return [(row, f"{undo}?judgement={row.pk}" if undo and row.redress_id is None else "") for row in rows]


def standing(row: Lookout, day: date) -> str:
    """Return a lookout's state; ``lapsed`` when its review date is past, for it stops nobody then."""
    return "lapsed" if row.state == "active" and row.review_by < day else row.state


def _cells(row: Lookout, day: date) -> tuple[object, ...]:
    return (
        standing(row, day),
        row.category,
        row.action,
        row.surname,
        row.given_names,
        row.birth,
        f"{row.document_issuer} {row.document_folded}".strip(),
        row.basis,
        row.review_by,
        row.pk,
    )
