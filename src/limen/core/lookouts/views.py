"""The pages of lookouts: the list, and one lookout with whom it was judged not to mean."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.lookouts import queries
from limen.core.lookouts.forms import ListForm
from limen.core.lookouts.parties import party_of
from limen.core.offering import begun, offered
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

if TYPE_CHECKING:
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
        (_("Date of birth"), record.birth, ""),
        (_("Nationality"), meaning("icao_states", record.nationality, viewer.day), ""),
        (_("Document"), f"{record.document_issuer} {record.document_folded}".strip(), ""),
        (_("Numbers"), "\n".join(f"{item.kind} {item.issuer} {item.value}".strip() for item in party.numbers), ""),
        (_("Person"), str(record.person or ""), reading.address(record.person) if record.person else ""),
        (_("Legal basis"), record.basis, ""),
        (_("Action asked for"), words(record.action), ""),
        (_("Do first"), record.handling, ""),
        (_("Caveats"), record.caveats, ""),
        (_("Issued by"), record.issued_by.name, ""),
        (_("In force since"), said(record.active_from) if record.state != "nominated" else "", ""),
        (_("Review by"), said(record.review_by), ""),
    ]
    context = {
        "record": record,
        "title": f"{words(record.category)}: {words(record.action).lower()}",
        "facts": facts,
        "standing": standing(record, viewer.day),
        "own": own and record.state == "nominated",
        "conflicts": [(row, shown_name(row)) for row in queries.conflicting(record, viewer=viewer)],
        "cleared": queries.cleared_of(record, viewer=viewer) if viewer.may("people.view") else [],
        # nobody approves their own
        "acts": offered(record, viewer, but=["lookouts.approve"] if own else []),
        "sections": sections_of(record, viewer),
    }
    return page(request, "lookouts/lookout.html", context)


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
