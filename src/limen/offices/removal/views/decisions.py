"""The pages of one decision on custody: what was decided, on what, and what can be done."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.clocks.queries import WANTED
from limen.core.clocks.queries import of_person as clocks_of
from limen.core.clocks.sections import lines as clock_lines
from limen.core.documents.sections import papers_on
from limen.core.lawbook import lawbook
from limen.core.offering import offered
from limen.core.pages import address_of, meaning, page, said, viewer_of, words
from limen.core.sections import sections_of
from limen.offices.removal import calendars
from limen.offices.removal.queries import decisions as queries

Facts = list[tuple[Any, Any, str]]


def _shown(request: HttpRequest, record: Any, facts: Facts, but: Collection[str] = (), **more: Any) -> HttpResponse:
    viewer = viewer_of(request)
    person = (_("Person"), record.person.display_name, reading.address(record.person))
    context = {
        "record": record,
        "title": reading.label(record.record_type).capitalize(),
        "facts": [person, *facts],
        "acts": offered(record, viewer, but=but),
        "clocks": _clocks(record, viewer),
        "papers": papers_on(record.pk, viewer=viewer),
        "back": BACK.get(record.record_type, "removal:supervised"),
        "sections": sections_of(record, viewer),
        **more,
    }
    return page(request, "removal/decisions/record.html", context)


BACK = {
    "removal.bond": "removal:bonds",
    "removal.habeas": "removal:petitions",
    "removal.review": "removal:reviews",
    "removal.detainer": "removal:detainers",
    "removal.takeover": "removal:waiting",
}
"""The list that a decision's page belongs to, where it is not that of people under supervision."""


def _clocks(record: Any, viewer: Viewer) -> list[Any]:
    """Return the deadlines that run for the decision itself or, of a review, for what it must meet."""
    if not viewer.may("clocks.view"):
        return []
    review = record.record_type == "removal.review" and record.decided_at is None
    met = lawbook().codes("custody_reviews").get(record.kind, viewer.day) if review else None
    keys = {met.attributes["clock"], met.attributes.get("begins_on", "")} if met is not None else set()
    found = clocks_of(record.person_id, viewer=viewer)
    return clock_lines([row for row in found if row.state in WANTED and (row.subject == record.pk or row.key in keys)])


def _stay(record: Any) -> tuple[Any, Any, str]:
    stay = record.stay
    if stay is None:
        return _("Stay in custody"), "", ""
    text = f"{stay.place.name}, {said(stay.began_at)}"
    return _("Stay in custody"), text, address_of("custody.stay", stay.pk)


def _yes(value: bool) -> str:
    return _("yes") if value else ""


@require_safe
def determination(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show what a person is held under and what was found."""
    viewer = viewer_of(request)
    record = queries.determination(identifier, viewer=viewer)
    facts: Facts = [
        _stay(record),
        (_("Held under"), meaning("custody_bases", record.under, viewer.day), ""),
        (_("In the law"), record.citation, ""),
        (_("The law itself holds the person"), _yes(record.mandatory), ""),
        (_("Named by"), meaning("mandatory_detention", record.ground, viewer.day) if record.ground else "", ""),
        (_("Charges"), "\n".join(meaning("charges", code, viewer.day) for code in record.charges), ""),
        (_("Decision"), words(record.decision), ""),
        (_("Danger to others"), record.danger, ""),
        (_("Risk of flight"), record.flight, ""),
        (_("Decided"), said(record.decided_at), ""),
        (_("By"), record.decided_by.full_name if record.decided_by else "", ""),
        (_("A judge's review was asked"), _yes(record.review_asked), ""),
        (_("Immigration court"), record.court, ""),
        (_("Judge"), record.judge, ""),
        (_("What the judge found"), record.judge_says, ""),
        (_("Parole"), meaning("parole_grounds", record.parole_ground, viewer.day) if record.parole_ground else "", ""),
        (_("Paroled until"), said(record.paroled_until), ""),
        (_("Parole refused"), said(record.parole_refused_at), ""),
        (_("Parole ended"), said(record.parole_ended_at), ""),
        (_("Why parole was refused or ended"), record.parole_why, ""),
    ]
    over = record.paroled_until is not None and record.paroled_until < viewer.day
    but = {"removal.extend_parole"} if over else set()
    if "parole" not in queries.ways_open(record, viewer=viewer):
        but |= {"removal.parole", "removal.refuse_parole"}
    return _shown(request, record, facts, but)


@require_safe
def bond(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one bond."""
    record = queries.bond(identifier, viewer=viewer_of(request))
    facts: Facts = [
        _stay(record),
        (_("Bond number"), record.number or "", ""),
        (_("Amount, in dollars"), said(record.amount), ""),
        (_("Set by"), words(record.set_by), ""),
        (_("The service had set"), said(record.service_amount) if record.set_by == "judge" else "", ""),
        (_("Set"), said(record.set_at), ""),
        (_("Immigration court"), record.court, ""),
        (_("Judge"), record.judge, ""),
        (_("Appeal filed"), said(record.appealed_at), ""),
        (_("Conditions"), record.conditions, ""),
        (_("Why"), record.why, ""),
        (_("Obligor"), record.obligor, ""),
        (_("Obligor's address"), record.obligor_address, ""),
        (_("Obligor's telephone"), record.obligor_telephone, ""),
        (_("Security"), record.security, ""),
        (_("Receipt"), record.receipt, ""),
        (_("Posted"), said(record.posted_at), ""),
        (_("Ended"), said(record.ended_at), ""),
    ]
    # a judge's bond is a judge's to change, and only a judge's order is stayed
    but = {"removal.change_bond"} if record.set_by == "judge" else {"removal.intend_appeal"}
    if record.appealed_at is not None:
        but.add("removal.bond_appealed")
    return _shown(request, record, facts, but)


@require_safe
def supervision(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one supervision with its reports; or the next report as a calendar, to give to the person."""
    viewer = viewer_of(request)
    record = queries.supervision(identifier, viewer=viewer)
    if calendars.wants_ical(request):
        return calendars.ical_file("report", calendars.own_reports(record))
    facts: Facts = [
        _stay(record),
        (_("Kind"), meaning("supervision_kinds", record.kind, viewer.day), ""),
        (_("In the law"), record.citation, ""),
        (_("Since"), said(record.began_at), ""),
        (_("Ordered by"), record.ordered_by.full_name if record.ordered_by else "", ""),
        (_("Lives at"), record.address, ""),
        (_("Telephone"), record.telephone, ""),
        (_("Reports to"), record.office.name, ""),
        (_("Reports next"), said(record.next_on), ""),
        (_("Conditions"), "\n".join(record.conditions), ""),
        (_("Ordered removed on"), said(record.ordered_on), ""),
        (_("Why"), record.why, ""),
        (_("Ended"), said(record.ended_at), ""),
    ]
    # nobody has missed a report whose day has not come
    but = {"removal.miss_report"} if record.next_on is None or record.next_on > viewer.day else set()
    return _shown(request, record, facts, but, reports=record.check_ins.all(), calendar=record.next_on is not None)


@require_safe
def habeas(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one habeas petition."""
    record = queries.habeas(identifier, viewer=viewer_of(request))
    facts: Facts = [
        _stay(record),
        (_("Court"), record.court, ""),
        (_("Number"), record.number, ""),
        (_("Filed"), said(record.filed_on), ""),
        (_("Counsel"), record.counsel, ""),
        (_("Ordered to show cause"), said(record.ordered_at), ""),
        (_("Return filed"), said(record.returned_at), ""),
        (_("Removal stayed"), said(record.stayed_at), ""),
        (_("Stay lifted"), said(record.stay_lifted_at), ""),
        (_("Decided"), said(record.decided_at), ""),
        (_("Judge"), record.judge, ""),
        (_("What the court says"), record.says, ""),
    ]
    stayed = record.stayed_at is not None and record.stay_lifted_at is None
    return _shown(request, record, facts, {"removal.habeas_stay" if stayed else "removal.habeas_stay_ended"})


@require_safe
def review(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one review of custody with the plans of release."""
    viewer = viewer_of(request)
    record = queries.review(identifier, viewer=viewer)
    facts: Facts = [
        _stay(record),
        (_("Which review"), meaning("custody_reviews", record.kind, viewer.day), ""),
        (_("Due by"), said(record.due_on), ""),
        (_("Opened"), said(record.opened_at), ""),
        (_("Asked"), record.asked, ""),
        (_("Acknowledged"), said(record.acknowledged_at), ""),
        (_("Person told"), said(record.notified_at), ""),
        (_("How"), record.notified_how, ""),
        (_("Person heard"), said(record.heard_at), ""),
        (_("What was said"), record.heard, ""),
        (_("Decided"), said(record.decided_at), ""),
        (_("By"), record.decided_by.full_name if record.decided_by else "", ""),
        (_("Danger to others"), record.danger, ""),
        (_("Risk of flight"), record.flight, ""),
        (_("Why"), record.why, ""),
    ]
    but = {"removal.acknowledge_review"} if not record.asked or record.acknowledged_at else set()
    return _shown(request, record, facts, but, plans=record.plans.all())


@require_safe
def detainer(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one detainer."""
    viewer = viewer_of(request)
    record = queries.detainer(identifier, viewer=viewer)
    taken = address_of("custody.stay", record.stay_id) if record.stay_id else ""
    facts: Facts = [
        (_("Agency"), record.agency, ""),
        (_("County"), record.county, ""),
        (_("Telephone"), record.telephone, ""),
        (_("Fax"), record.fax, ""),
        (_("Booking number"), record.booking_number, ""),
        (_("Latest charge"), record.offence, ""),
        (_("Probable cause"), "\n".join(meaning("detainer_causes", code, viewer.day) for code in record.causes), ""),
        (_("Issued"), said(record.issued_at), ""),
        (_("By"), record.issued_by.full_name if record.issued_by else "", ""),
        (_("The agency reaches us at"), record.contact, ""),
        (_("Answered"), said(record.answered_at), ""),
        (_("Answer"), record.answer, ""),
        (_("Release expected"), said(record.release_expected), ""),
        (_("Other custody ended"), said(record.ended_at), ""),
        (_("Ended because"), meaning("detainer_lifts", record.lifted_why, viewer.day) if record.lifted_why else "", ""),
        (_("Stay in custody"), _("taken over") if taken else "", taken),
    ]
    # the other custody ends once, and what the agency expected is over with it
    but = {"removal.detainer_ended", "removal.detainer_expected"} if record.ended_at is not None else set()
    return _shown(request, record, facts, but)


@require_safe
def takeover(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one person taken over from another office."""
    record = queries.takeover(identifier, viewer=viewer_of(request))
    facts: Facts = [
        _stay(record),
        (_("Referral"), words(record.referral.reason), reverse("referrals:referral", args=[record.referral_id])),
        (_("Accepted"), said(record.accepted_at), ""),
        (_("By"), record.accepted_by.full_name if record.accepted_by else "", ""),
        (_("At"), record.place.name, ""),
        (_("Received"), said(record.received_at), ""),
    ]
    return _shown(request, record, facts)
