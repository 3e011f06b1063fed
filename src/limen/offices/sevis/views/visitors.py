"""The pages of exchange visitors: the roster, one visitor, what is to be done, who is released to the sponsor."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core.clocks.sections import lines as clock_lines
from limen.core.documents.sections import form_title
from limen.core.offering import begun
from limen.core.pages import csv_file, exported, meaning, page, page_of, viewer_of, wants_csv
from limen.core.sections import sections_of
from limen.offices.sevis import visitor_lines
from limen.offices.sevis.forms.visitors import WORK, VisitorsForm, VisitorWorkForm
from limen.offices.sevis.queries import visitor_work as work
from limen.offices.sevis.queries import visitors as queries
from limen.offices.sevis.queries.visitor_standing import visitor_line
from limen.offices.sevis.reach import OVERSEE
from limen.offices.sevis.views.work import work_page

if TYPE_CHECKING:
    from limen.offices.sevis.models import Visitor

HEAD = (
    *("sevis_id", "surname", "given_names", "birth", "citizenship", "category", "state", "sponsor", "subject"),
    *("starts", "ends", "validated", "address_confirmed", "travel_until", "two_years_at_home", "ended", "reason"),
    *("depart_by", "user_a", "user_b", "id"),
)


@require_safe
def visitors(request: HttpRequest) -> HttpResponse:
    """Show the roster of exchange visitors by name; as CSV where asked."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = VisitorsForm(request.GET, oversees=viewer.may(OVERSEE))
    asked = form.asked()
    begins = begun({"sevis.create_visitor": {}, "sevis.draft_visitor": {}}, viewer)
    if asked is None:
        return page(request, "sevis/visitors/list.html", {"rows": [], "begins": begins}, form=form)
    wanted = queries.Wanted(
        text=asked["q"],
        state=asked["state"],
        category=asked["category"],
        country=asked["country"],
        ends_by=asked["ends_by"],
        sponsor=asked.get("sponsor", ""),
    )
    rows = queries.visitors(viewer=viewer, wanted=wanted)
    if wants_csv(request):
        taken = queries.visitors_looked_at(exported(rows), viewer=viewer, what="sevis.visitors_export")
        return csv_file("visitors", HEAD, (_cells(row) for row in taken))
    shown = page_of(rows, request)
    found = queries.visitors_looked_at(shown, viewer=viewer)
    lines = [(row, _(meaning("visitor_categories", row.category, viewer.day))) for row in found]
    context = {"page": shown, "rows": lines, "begins": begins, "oversees": viewer.may(OVERSEE)}
    return page(request, "sevis/visitors/list.html", context, form=form)


def _cells(row: Visitor) -> tuple[object, ...]:
    return (
        *(row.sevis_id, row.person.surname, row.person.given_names, row.person.birth, row.person.nationality),
        *(row.category, row.state, row.sponsor.number, row.subject, row.starts, row.ends, row.validated_on),
        *(row.address_on, row.travel_until, row.residence_rule, row.ended_on, row.end_reason, row.grace_until),
        *(row.user_a, row.user_b, row.pk),
    )


@require_safe
def visitor(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one exchange visitor: how they stand, what comes next, and everything on the record."""
    viewer = viewer_of(request)
    record = queries.visitor(identifier, viewer=viewer)
    first, groups = visitor_lines.acts_of(record, viewer)
    funds, total = visitor_lines.money(record, viewer.day)
    owed, grounds = visitor_lines.home(record, viewer.day)
    table = "visitor_terminations" if record.state == "terminated" else "visitor_ends"
    context = {
        "record": record,
        "line": visitor_line(record, viewer.day),
        "reason": _(meaning(table, record.end_reason, viewer.day)) if record.end_reason else "",
        "work": [(item, WORK[item.kind], item.late(viewer.day)) for item in work.work_on(record, viewer=viewer)],
        "next": first,
        "groups": groups,
        "facts": visitor_lines.facts(record, viewer),
        "reached": visitor_lines.reached(record),
        "funds": funds,
        "total": total,
        "sites": [(row, visitor_lines.address(row.address)) for row in record.sites.all()],
        "plan": getattr(record, "tipp", None),
        "placements": queries.placements(record, viewer=viewer),
        "owed": owed,
        "grounds": grounds,
        "bars": visitor_lines.bar_lines(queries.bars_of(record, viewer=viewer), viewer.day),
        "family": [
            (row, _(meaning("dependant_kinds", row.relationship, viewer.day)))
            for row in queries.family(record, viewer=viewer)
        ],
        "begins": begun({"sevis.add_dependant": {"visitor": record.pk}}, viewer)
        if record.state in queries.LIVE
        else [],
        "clocks": clock_lines(queries.visitor_deadlines(record, viewer=viewer)),
        "papers": [(row, form_title(row)) for row in queries.visitor_forms(record, viewer=viewer)],
        "events": queries.visitor_history(record, viewer=viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/visitors/visitor.html", context)


@require_safe
def visitor_work(request: HttpRequest) -> HttpResponse:
    """Show what is to be done for visitors, by the lawful day; as CSV where asked."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    return work_page(
        request,
        work.visitor_work,
        VisitorWorkForm(request.GET),
        WORK,
        name="visitor_work",
        template="sevis/visitors/work.html",
        more=lambda: {"coming": queries.incoming_visitors(viewer=viewer)},
    )
