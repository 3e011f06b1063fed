"""The pages of proceedings: cases, one case, finding a charge, the calendar of hearings, protections."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.clocks.queries import WANTED
from limen.core.clocks.queries import of_person as clocks_of
from limen.core.clocks.sections import lines as clock_lines
from limen.core.documents.sections import papers_on
from limen.core.lawbook import lawbook
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.exchange.ical import Event, write
from limen.offices.removal import explained
from limen.offices.removal.case_lines import lines, number_of, protection_lines
from limen.offices.removal.charging import seek_charges
from limen.offices.removal.forms.cases import CasesForm, ChargesForm, HearingsForm, ProtectionsForm
from limen.offices.removal.gate import GONE
from limen.offices.removal.queries import cases as queries

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.offices.removal.models import Case, Hearing

HEAD = ("a_number", "name", "kind", "state", "court", "next_hearing", "ordered", "final", "country", "officer", "id")
HEARING_HEAD = ("at", "kind", "court", "room", "how", "judge", "name", "outcome", "case")
VIEW = "removal.view_cases"
DAYS = 7


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that live, the next hearing first."""
    viewer = viewer_of(request)
    viewer.require(VIEW)
    form = CasesForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "removal/cases.html", {"rows": []}, form=form)
    wanted = queries.Wanted(
        text=asked["q"],
        state=asked["state"],
        kind=asked["kind"],
        court=asked["court"],
        hearing_from=asked["hearing_from"],
        hearing_to=asked["hearing_to"],
        mine=asked["mine"],
    )
    rows = queries.cases(viewer=viewer, wanted=wanted).prefetch_related("person__identifiers")
    if wants_csv(request):
        taken = queries.cases_looked_at(exported(rows), viewer=viewer, what="removal.cases_export")
        return csv_file("cases", HEAD, (_cells(row, viewer) for row in taken))
    shown = page_of(rows, request)
    found = queries.cases_looked_at(shown, viewer=viewer)
    return page(request, "removal/cases.html", {"page": shown, "rows": lines(found, viewer)}, form=form)


def _cells(row: Case, viewer: Viewer) -> tuple[object, ...]:
    return (
        number_of(row),
        row.person.display_name,
        meaning("case_kinds", row.kind, viewer.day),
        row.state,
        row.court,
        row.next_hearing_at,
        row.ordered_on,
        row.final_on,
        row.country,
        row.officer.full_name if row.officer else "",
        row.pk,
    )


@require_safe
def case(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one case: where it stands, what comes next, and how its order became final."""
    viewer = viewer_of(request)
    record = queries.case(identifier, viewer=viewer)
    law = lawbook()
    kind = law.codes("case_kinds").get(record.kind, viewer.day)
    gone = record.state in GONE
    barriers = [] if gone else queries.in_the_way(record, viewer=viewer, law=law)
    protections = queries.protections_of(record.person_id, viewer=viewer)
    own = {"person": record.person_id, "case": record.pk}
    context = {
        "record": record,
        "kind": meaning("case_kinds", record.kind, viewer.day),
        "number": number_of(record),
        "facts": _facts(record, viewer),
        "next": explained.comes_next(record, viewer.day, barred=bool(barriers)),
        "barriers": barriers,
        "gone": gone,
        "country": meaning("icao_states", record.country, viewer.day) if record.country else "",
        "finality": explained.finality(record, law, viewer.day),
        "decisions": [(row, words(row.by), explained.decision(row.what, viewer.day)) for row in record.decisions.all()],
        "protections": protection_lines(protections, viewer),
        "begins": begun(
            {
                "removal.claim_fear": own,
                "removal.claim_citizenship": own,
                "removal.record_stay": own,
                "removal.grant_protection": own,
            },
            viewer,
        ),
        "clocks": _clocks(record, viewer),
        "papers": papers_on(record.pk, *queries.seats_of(record, viewer=viewer), viewer=viewer),
        "acts": offered(record, viewer, but=explained.not_now(record, kind)),
        "may_charge": viewer.may("removal.case") and record.state in ("open", "in_proceedings"),
        "sections": sections_of(record, viewer),
    }
    return page(request, "removal/case.html", context)


def _facts(record: Case, viewer: Viewer) -> list[tuple[str, str, str]]:
    def country(code: str) -> str:
        return meaning("icao_states", code, viewer.day) if code else ""

    return [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("A-number"), number_of(record), ""),
        (_("Officer"), record.officer.full_name if record.officer else "", ""),
        (_("Office"), record.place.name, ""),
        (_("Opened"), said(record.opened_at), ""),
        (_("Charging document served"), _served(record), ""),
        (_("Court"), record.court, ""),
        (_("Next hearing"), said(record.next_hearing_at), ""),
        (_("Earlier order"), f"{record.prior_order} {said(record.prior_order_on)}".strip(), ""),
        (_("Answer to the notice until"), said(record.response_until), ""),
        (_("Answered"), said(record.answered_on), ""),
        (_("Ordered removed"), said(record.ordered_on), ""),
        (_("Country of removal"), country(record.country), ""),
        (_("Or to"), country(record.alternative_country), ""),
        (_("Not carried out until after"), "" if record.wait_waived_on else said(record.wait_until), ""),
        (_("Voluntary departure until"), said(record.departure_until), ""),
        (_("Bond of departure"), f"${record.departure_bond}" if record.departure_bond else "", ""),
        (_("Left"), said(record.departed_on), ""),
        (_("Final since"), said(record.final_on), ""),
        (_("Relief"), meaning("case_reliefs", record.relief, viewer.day) if record.relief else "", ""),
        (_("Ended"), f"{said(record.ended_on)} {record.ended_why}".strip(), ""),
    ]


def _served(record: Case) -> str:
    return f"{said(record.served_on)} {record.served_how.replace('_', ' ')}".strip()


def _clocks(record: Case, viewer: Viewer) -> list[Any]:
    if not viewer.may("clocks.view"):
        return []
    return clock_lines([row for row in clocks_of(record.person_id, viewer=viewer) if row.state in WANTED])


@require_safe
def charges(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Find a charge by its paragraph, its words or its code, and add it to a case."""
    viewer = viewer_of(request)
    record = queries.case(identifier, viewer=viewer)
    form = ChargesForm(request.GET)
    asked = form.asked()
    text = asked["q"] if asked else ""
    rows = seek_charges(lawbook(), text, viewer.day) if text else []
    address = reverse("act", args=["removal.add_charge", record.pk])
    context = {"record": record, "rows": rows, "text": text, "address": address, "back": reading.address(record)}
    return page(request, "removal/case_charges.html", context, form=form)


@require_safe
def hearings(request: HttpRequest) -> HttpResponse:
    """Show the calendar of hearings by day and court; as CSV or as a calendar file where asked."""
    viewer = viewer_of(request)
    viewer.require(VIEW)
    form = HearingsForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "removal/case_hearings.html", {"days": []}, form=form)
    first, days = asked["day"] or viewer.day, int(asked["days"] or DAYS)
    rows = queries.hearings(viewer=viewer, first=first, days=days, court=asked["court"])
    if wants_csv(request):
        return csv_file("hearings", HEARING_HEAD, (_hearing_cells(row) for row in rows))
    if request.GET.get("format") == "ics":
        response = HttpResponse(_calendar(rows, request), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="hearings.ics"'
        return response
    context = {
        "days": _by_day(rows),
        "first": first,
        "many": len(rows),
        "before": first - timedelta(days=days) if first.year > date.min.year else first,
        "after": first + timedelta(days=days) if first.year < date.max.year else first,
        "length": days,
    }
    return page(request, "removal/case_hearings.html", context, form=form)


def _by_day(rows: list[Hearing]) -> list[tuple[datetime, list[tuple[str, list[Hearing]]]]]:
    """Return hearings by local day, and each day's by court."""
    days: dict[date, dict[str, list[Hearing]]] = {}
    for row in rows:
        days.setdefault(timezone.localtime(row.at).date(), {}).setdefault(row.court, []).append(row)
    return [(day, sorted(courts.items())) for day, courts in days.items()]  # type: ignore[misc]  # a day, not a moment


def _hearing_cells(row: Hearing) -> tuple[object, ...]:
    return (
        row.at,
        row.kind,
        row.court,
        row.courtroom,
        row.mode.replace("_", " "),
        row.judge,
        row.case.person.display_name,
        row.outcome,
        row.case_id,
    )


def _calendar(rows: list[Hearing], request: HttpRequest) -> bytes:
    """Return hearings as a calendar file. It names nobody: a calendar lies open on a telephone."""
    return write(
        [
            Event(
                uid=f"{row.pk}@limen",
                starts_at=row.at,
                title=f"{words(row.kind)} {_('hearing')}",
                place=f"{row.court} {row.courtroom}".strip(),
                address=request.build_absolute_uri(reading.address(row.case)),
                cancelled=row.outcome == "adjourned",
            )
            for row in rows
        ],
        name=_("Hearings"),
    )


@require_safe
def protections(request: HttpRequest) -> HttpResponse:
    """Show the protections that stand, the oldest first."""
    viewer = viewer_of(request)
    viewer.require(VIEW)
    form = ProtectionsForm(request.GET)
    asked = form.asked()
    if asked is None:
        return page(request, "removal/case_protections.html", {"rows": []}, form=form)
    group = [asked["kind"]] if asked["kind"] else []
    rows = queries.standing_protections(viewer=viewer, group=group, unsealed=asked["unsealed"])
    shown = page_of(rows, request)
    found = protection_lines(queries.protections_looked_at(shown, viewer=viewer), viewer)
    return page(request, "removal/case_protections.html", {"page": shown, "rows": found}, form=form)


@require_safe
def protection(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one protection: what it stops, on what, and what can be done."""
    viewer = viewer_of(request)
    record = queries.protection(identifier, viewer=viewer)
    [(_row, title, country, citation)] = protection_lines([record], viewer)
    facts = [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (
            _("Case"),
            words(record.case.kind) if record.case else "",
            reading.address(record.case) if record.case else "",
        ),
        (_("Provision"), citation, ""),
        (_("Country"), country, ""),
        (_("Since"), said(record.since), ""),
        (_("Until"), said(record.until), ""),
        (_("Where it stands"), words(record.step) if record.step else "", ""),
        (_("On what"), record.reason, ""),
        (_("Kept in the compartment"), record.sealed_as, ""),
        (_("Ended"), f"{said(record.ended_on)} {record.ended_why}".strip(), ""),
    ]
    fitting = explained.fits(record, lawbook(), viewer.day)
    context = {
        "record": record,
        "title": title,
        "facts": facts,
        "papers": papers_on(record.pk, viewer=viewer),
        "acts": [act for act in offered(record, viewer) if act.key in fitting],
        "sections": sections_of(record, viewer),
    }
    return page(request, "removal/case_protection.html", context)
