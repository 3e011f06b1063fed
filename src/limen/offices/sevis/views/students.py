"""The pages of students: the roster, one student, what is to be done, who comes and went, a dependant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.clocks.sections import lines as clock_lines
from limen.core.documents.sections import form_title
from limen.core.lawbook import lawbook
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, pdf_file, viewer_of, wants_csv
from limen.core.sections import sections_of
from limen.offices.sevis import student_lines, visitor_lines, work_lines
from limen.offices.sevis.forms.students import ALERTS, AlertsForm, StudentsForm
from limen.offices.sevis.queries import alerts as work
from limen.offices.sevis.queries import students as queries
from limen.offices.sevis.queries.printed import printed_form
from limen.offices.sevis.queries.standing import dependant_line, line
from limen.offices.sevis.reach import OVERSEE
from limen.offices.sevis.training_limits import unemployed
from limen.offices.sevis.views.work import work_page

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.offices.sevis.models import Student

HEAD = (
    *("sevis_id", "surname", "given_names", "birth", "citizenship", "class", "state", "school", "campus", "level"),
    *("major", "starts", "ends", "registered", "next_term", "address_confirmed", "training_until", "travel_until"),
    *("ended", "reason", "depart_by", "user_a", "user_b", "id"),
)


@require_safe
def students(request: HttpRequest) -> HttpResponse:
    """Show the roster of students by name; as CSV where asked."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = StudentsForm(request.GET, oversees=viewer.may(OVERSEE))
    asked = form.asked()
    begins = begun({"sevis.create_student": {}, "sevis.draft_student": {}}, viewer)
    if asked is None:
        return page(request, "sevis/students/list.html", {"rows": [], "begins": begins}, form=form)
    wanted = queries.Wanted(
        text=asked["q"],
        state=asked["state"],
        level=asked["level"],
        visa_type=asked["visa_type"],
        country=asked["country"],
        due_by=asked["due_by"],
        school=asked.get("school", ""),
    )
    rows = queries.students(viewer=viewer, wanted=wanted)
    if wants_csv(request):
        taken = queries.students_looked_at(exported(rows), viewer=viewer, what="sevis.students_export")
        return csv_file("students", HEAD, (_cells(row) for row in taken))
    shown = page_of(rows, request)
    found = queries.students_looked_at(shown, viewer=viewer)
    lines = [(row, _(meaning("student_levels", row.level, viewer.day))) for row in found]
    context = {"page": shown, "rows": lines, "begins": begins, "oversees": viewer.may(OVERSEE)}
    return page(request, "sevis/students/list.html", context, form=form)


def _cells(row: Student) -> tuple[object, ...]:
    return (
        *(row.sevis_id, row.person.surname, row.person.given_names, row.person.birth, row.person.nationality),
        *(row.visa_type, row.state, row.school.code, row.campus.code if row.campus else "", row.level, row.major),
        *(row.starts, row.ends, row.registered_on, row.next_session, row.address_on, row.stem_until or row.opt_until),
        *(row.travel_until, row.ended_on, row.end_reason, row.grace_until, row.user_a, row.user_b, row.pk),
    )


@require_safe
def student(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one student: how they stand, what comes next, and everything on the record."""
    viewer = viewer_of(request)
    record = queries.student(identifier, viewer=viewer)
    law = lawbook()
    due = work.alerts_of(record, viewer=viewer)
    first, groups = student_lines.grouped(record, viewer, [item.act for item in due])
    costs, funds, cost_total, fund_total = student_lines.money(record)
    table = {"terminated": "student_terminations", "cancelled": "student_cancellations"}.get(record.state, "")
    context = {
        "record": record,
        "line": line(record, viewer.day),
        "reason": _(meaning(table, record.end_reason, viewer.day)) if table and record.end_reason else "",
        "work": [(item, ALERTS[item.kind], item.late(viewer.day)) for item in due],
        "next": first,
        "groups": groups,
        "facts": student_lines.facts(record, viewer),
        "reached": student_lines.reached(record, viewer.day),
        "costs": costs,
        "funds": funds,
        "cost_total": cost_total,
        "fund_total": fund_total,
        "trainings": work_lines.training_lines(record, viewer),
        "unemployment": unemployed(record, law, viewer.day, list(record.trainings.all())),
        "loads": work_lines.load_lines(record, viewer),
        "happenings": student_lines.happenings(record),
        "dependants": [
            (row, _(meaning("dependant_kinds", row.relationship, viewer.day)))
            for row in queries.dependants(record, viewer=viewer)
        ],
        "begins": begun({"sevis.add_dependant": {"student": record.pk}}, viewer)
        if record.state in ("draft", "initial", "active")
        else [],
        "clocks": clock_lines(queries.deadlines(record, viewer=viewer)),
        "papers": _papers(record, viewer),
        "events": queries.history(record, viewer=viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/students/student.html", context)


def _papers(record: Any, viewer: Viewer) -> list[Any]:
    return [(row, form_title(row)) for row in queries.forms_of(record, viewer=viewer)]


@require_safe
def form_file(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Hand over a form as the PDF that was printed."""
    return pdf_file(printed_form(identifier, viewer=viewer_of(request)))


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """Show what is to be done, by the lawful day; as CSV where asked."""
    viewer_of(request).require(queries.VIEW)
    form = AlertsForm(request.GET)
    return work_page(request, work.alerts, form, ALERTS, name="alerts", template="sevis/students/alerts.html")


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """Show who is to come to the school from another, and who went to another."""
    viewer = viewer_of(request)
    coming = queries.incoming(viewer=viewer)
    shown = page_of(queries.former(viewer=viewer), request)
    context = {"coming": coming, "page": shown, "gone": queries.former_looked_at(shown, viewer=viewer)}
    return page(request, "sevis/students/transfers.html", context)


@require_safe
def dependant(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one dependant."""
    viewer = viewer_of(request)
    record = queries.dependant(identifier, viewer=viewer)
    principal = record.student or record.visitor
    reason = meaning("dependant_terminations", record.end_reason, viewer.day) if record.end_reason else ""
    citizen = record.person.nationality
    context = {
        "record": record,
        "line": dependant_line(record),
        "facts": [
            (_("Name"), record.person.display_name, ""),
            (_("Is the principal's"), _(meaning("dependant_kinds", record.relationship, viewer.day)), ""),
            (_("Principal"), f"{principal.person.display_name} {principal}", reading.address(principal))
            if principal
            else ("", "", ""),
            (_("Date of birth"), record.person.birth, ""),
            (_("Born in"), student_lines.born_in(record, viewer.day), ""),
            (_("Country of citizenship"), _(meaning("icao_states", citizen, viewer.day)) if citizen else "", ""),
            *visitor_lines.family_facts(record, viewer.day),
            (_("In the United States"), student_lines.address(record.us_address), ""),
            (_("For mail"), student_lines.address(record.mailing_address), ""),
            (_("E-mail"), record.email, ""),
            (_("Telephone"), record.phone, ""),
            (_("Ended"), f"{record.ended_on} {_(reason)}" if record.ended_on else "", ""),
            (_("Remarks"), record.remarks, ""),
        ],
        "acts": offered(record, viewer),
        "papers": _papers(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/students/dependant.html", context)
