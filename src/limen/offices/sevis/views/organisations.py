"""The pages of schools, sponsors, officials, and of what they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from limen.core.documents.sections import form_title
from limen.core.offering import begun, offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.offices.sevis.acts.yielding import PRINCIPAL
from limen.offices.sevis.forms.organisations import OfficialFilter, SchoolFilter, SponsorFilter
from limen.offices.sevis.queries import inquiries
from limen.offices.sevis.queries import organisations as queries
from limen.offices.sevis.reach import OVERSEE
from limen.offices.sevis.roles import ROLES
from limen.offices.sevis.views import facts, not_now

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.offices.sevis.models import Official, School, Sponsor

SCHOOLS = (
    *("code", "name", "kind", "state", "visa_types", "standing", "certified_on", "certified_until"),
    *("recertification_filed_on", "officials_confirmed_on", "active_students"),
)
SPONSORS = (
    *("number", "name", "state", "categories", "standing", "designated_on", "designated_until", "reported_until"),
    *("forms_allotted", "forms_used", "active_visitors"),
)
OFFICIALS = ("name", "role", "of", "campus", "position", "standing", "since", "until", "trained_on")
LEAVING = ("closing", "withdrawn", "closed")
DECISIONS = {
    "intent": gettext_lazy("Notice of intent to withdraw"),
    "withdrawal": gettext_lazy("Withdrawal"),
    "denial": gettext_lazy("Denial of the petition"),
    "recertification_denial": gettext_lazy("Denial of recertification"),
}


@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """Show the schools within reach, filtered, a page at a time or as a file."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = SchoolFilter(request.GET)
    acts = begun({"sevis.open_school": {}, "sevis.file_petition": {}}, viewer)
    asked = form.asked()
    if asked is None:
        return page(request, "sevis/organisations/schools.html", {"acts": acts}, form=form)
    rows = queries.schools(viewer=viewer, **asked)
    if wants_csv(request):
        return csv_file("schools", SCHOOLS, (_school_cells(row) for row in exported(rows)))
    shown = page_of(rows, request)
    context = {"page": shown, "rows": list(shown), "acts": acts}
    return page(request, "sevis/organisations/schools.html", context, form=form)


@require_safe
def school(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a school: how it stands, what is due, what may be done, its campuses, programmes, officials and course."""
    viewer = viewer_of(request)
    record = queries.school(identifier, viewer=viewer)
    oversees = viewer.may(OVERSEE)
    context = {
        "record": record,
        "oversees": oversees,
        "facts": facts.of_school(record, viewer.day, oversees=oversees),
        "counts": _counts(queries.states_of(record)),
        "leaving": queries.leaving(record) if record.state in LEAVING else None,
        "campuses": [(row, _of_part(record, row, viewer)) for row in record.campuses.all()],
        "programmes": [(row, _of_part(record, row, viewer), _study(row, viewer)) for row in record.programmes.all()],
        "officials": _named(record.officials.select_related("account", "campus")),
        "changes": record.changes.all()[:20],
        "inquiries": inquiries.inquiries(viewer=viewer).filter(school=record)[:20],
        "papers": _papers(record, viewer),
        "decisions": [
            (row, DECISIONS.get(row.kind, words(row.kind)), _grounds("school_withdrawal_grounds", row.grounds, viewer))
            for row in record.decisions.all()
        ],
        "acts": [*offered(record, viewer, but=not_now.of_school(record, viewer.day)), *begun(_begins(record), viewer)],
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/organisations/school.html", context)


@require_safe
def school_calendar(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show when a school teaches: its terms and breaks."""
    viewer = viewer_of(request)
    record = queries.school(identifier, viewer=viewer)
    offers = {act.key: act for act in offered(record, viewer)}
    context = {
        "record": record,
        "terms": record.terms.all(),
        "breaks": record.breaks.all(),
        "acts": [offers[key] for key in ("sevis.add_term", "sevis.add_break") if key in offers],
        "removal": offers.get("sevis.remove_dates"),
    }
    return page(request, "sevis/organisations/calendar.html", context)


@require_safe
def certificate(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a school's certificate, to be printed."""
    viewer = viewer_of(request)
    record = queries.school(identifier, viewer=viewer)
    context = {
        "record": record,
        "standing": record.state in ("certified", "intent_served", "closing"),
        "campuses": record.campuses.filter(standing="approved"),
        "programmes": [(row, _study(row, viewer)) for row in record.programmes.filter(standing="approved")],
    }
    return page(request, "sevis/organisations/certificate.html", context)


@require_safe
def sponsors(request: HttpRequest) -> HttpResponse:
    """Show the sponsors within reach, filtered, a page at a time or as a file."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = SponsorFilter(request.GET, day=viewer.day)
    acts = begun({"sevis.open_sponsor": {}, "sevis.apply_designation": {}}, viewer)
    asked = form.asked()
    if asked is None:
        return page(request, "sevis/organisations/sponsors.html", {"acts": acts}, form=form)
    rows = queries.sponsors(viewer=viewer, **asked)
    if wants_csv(request):
        return csv_file("sponsors", SPONSORS, (_sponsor_cells(row) for row in exported(rows)))
    shown = page_of(rows, request)
    context = {"page": shown, "rows": list(shown), "acts": acts}
    return page(request, "sevis/organisations/sponsors.html", context, form=form)


@require_safe
def sponsor(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a sponsor: how it stands, its forms, reports, sanctions and officers, and what may be done."""
    viewer = viewer_of(request)
    record = queries.sponsor(identifier, viewer=viewer)
    acts = [
        *offered(record, viewer, but=not_now.of_sponsor(record, viewer.day)),
        *begun(_begun_by_sponsor(record), viewer),
    ]
    context = {
        "record": record,
        "facts": facts.of_sponsor(record, viewer.day),
        "counts": _counts(queries.states_of(record)),
        "officials": _named(record.officials.select_related("account", "campus")),
        "allotments": record.allotments.all()[:20],
        "reports": record.reports.all(),
        "papers": _papers(record, viewer),
        "sanctions": [_sanction(row, viewer) for row in queries.sanctions(record)],
        "acts": acts,
        "still_there": queries.still_there(record) if record.state in ("revoked", "suspended") else 0,
        "may_issue": record.state == "designated",
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/organisations/sponsor.html", context)


def _sanction(row: Any, viewer: Viewer) -> tuple[Any, ...]:
    """Return a sanction with what it is, its grounds, the review of it, and what the review put in its place."""
    review, day = getattr(row, "review", None), viewer.day
    grounds = _grounds("sanction_grounds", row.grounds, viewer)
    instead = meaning("sponsor_sanctions", review.instead, day) if review and review.instead else ""
    return row, meaning("sponsor_sanctions", row.kind, day), grounds, review, instead


@require_safe
def officials(request: HttpRequest) -> HttpResponse:
    """Show the officials within reach, filtered, a page at a time or as a file."""
    viewer = viewer_of(request)
    viewer.require(queries.VIEW)
    form = OfficialFilter(request.GET)
    own = queries.own(viewer)
    fields = {} if own is None else {own.record_type.partition(".")[2]: own.pk}
    acts = begun({"sevis.propose_official": fields, "sevis.name_official": {}}, viewer)
    asked = form.asked()
    if asked is None:
        return page(request, "sevis/organisations/officials.html", {"acts": acts}, form=form)
    rows = queries.officials(viewer=viewer, **asked)
    if wants_csv(request):
        return csv_file("officials", OFFICIALS, (_official_cells(row) for row in exported(rows)))
    shown = page_of(rows, request)
    context = {"page": shown, "rows": _named(shown), "acts": acts}
    return page(request, "sevis/organisations/officials.html", context, form=form)


@require_safe
def official(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show an official."""
    viewer = viewer_of(request)
    record = queries.official(identifier, viewer=viewer)
    context = {
        "record": record,
        "title": record.called,
        "facts": facts.of_official(record),
        "acts": offered(record, viewer, but=("sevis.promote_official",) if record.role in PRINCIPAL else ()),
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/organisations/record.html", context)


@require_safe
def change(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show what a school says has changed: what was, and what is to be."""
    viewer = viewer_of(request)
    record = queries.change(identifier, viewer=viewer)
    told, values = facts.of_change(record)
    context = {
        "record": record,
        "title": _("Change of %(school)s") % {"school": record.school.name},
        "facts": told,
        "values": values,
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/organisations/record.html", context)


@require_safe
def inquiry(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show what the government asks a school about a class of its students, and the answer."""
    viewer = viewer_of(request)
    record = inquiries.inquiry(identifier, viewer=viewer)
    context = {
        "record": record,
        "title": _("Question to %(school)s") % {"school": record.school.name},
        "facts": facts.of_inquiry(record),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/organisations/record.html", context)


@require_safe
def allotment(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show a request for forms."""
    viewer = viewer_of(request)
    record = queries.allotment(identifier, viewer=viewer)
    context = {
        "record": record,
        "title": _("Forms for %(sponsor)s") % {"sponsor": record.sponsor.name},
        "facts": facts.of_allotment(record),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "sevis/organisations/record.html", context)


def _papers(record: School | Sponsor, viewer: Viewer) -> list[tuple[Any, str]]:
    return [(row, form_title(row)) for row in queries.forms_filed(record, viewer=viewer)]


def _begins(record: School) -> dict[str, dict[str, Any]]:
    whose = {"school": record.pk}
    live = record.state in ("certified", "intent_served", "closing")
    changes = {"sevis.report_change": whose, "sevis.propose_change": whose} if live else {}
    asks = {"sevis.ask_about_class": whose} if live or record.state == "withdrawn" else {}
    return {**changes, **asks, "sevis.propose_official": whose, "sevis.name_official": whose}


def _begun_by_sponsor(record: Sponsor) -> dict[str, dict[str, Any]]:
    whose = {"sponsor": record.pk}
    asks = record.state == "designated" and not record.allotments.filter(state="asked").exists()
    forms = {"sevis.ask_forms": whose} if asks else {}
    return {**forms, "sevis.propose_official": whose, "sevis.name_official": whose}


PART_ACTS = {"sevis.decide_part": gettext_lazy("Decide"), "sevis.end_part": gettext_lazy("End")}
"""What is done to one campus or programme, beside which it is offered."""


def _of_part(record: School, part: Any, viewer: Viewer) -> list[tuple[str, str]]:
    """Return what may be done to a campus or programme: it is approved or refused where it awaits that, or ended."""
    fits = {
        "sevis.decide_part": part.standing == "proposed" and record.state in ("certified", "intent_served", "closing"),
        "sevis.end_part": part.standing in ("proposed", "approved"),
    }
    return [
        (str(PART_ACTS[offer.key]), f"{offer.address}?part={part.pk}")
        for offer in offered(record, viewer)
        if fits.get(offer.key)
    ]


def _study(row: Any, viewer: Viewer) -> tuple[str, str]:
    return meaning("student_levels", row.level, viewer.day), meaning("programmes_cip", row.cip, viewer.day)


def _grounds(table: str, codes: list[str], viewer: Viewer) -> list[str]:
    return [meaning(table, code, viewer.day) for code in codes]


def _counts(found: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(state, words(state), number) for state, number in sorted(found.items())]


def _named(rows: Any) -> list[tuple[Official, str]]:
    return [(row, _(ROLES[row.role])) for row in rows]


def _school_cells(row: School) -> tuple[object, ...]:
    return (
        *(row.code, row.name, row.kind, row.region, " ".join(row.visa_types), row.state, row.certified_on),
        *(row.certified_until, row.recertification_filed_on, row.officials_confirmed_on, row.active),  # type: ignore[attr-defined]  # counted by the query
    )


def _sponsor_cells(row: Sponsor) -> tuple[object, ...]:
    return (
        *(row.number, row.name, row.region, " ".join(row.categories), row.state, row.designated_on),
        *(row.designated_until, row.reported_until, row.forms_allotted, row.forms_used, row.active),  # type: ignore[attr-defined]  # counted by the query
    )


def _official_cells(row: Official) -> tuple[object, ...]:
    campus = row.campus.name if row.campus is not None else ""
    return (
        *(row.called, row.role, str(row.organisation), campus, row.position, row.state, row.since, row.until),
        row.trained_on,
    )
