"""What the pages of schools, sponsors and officials say, as rows of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from limen.core import reading
from limen.core.lawbook import lawbook
from limen.core.pages import meaning, said, words
from limen.offices.sevis.acts.reports import DESIGNATED, YEARS, report_due
from limen.offices.sevis.roles import ROLES

if TYPE_CHECKING:
    from datetime import date

    from limen.offices.sevis.models import Allotment, Official, School, SchoolChange, SchoolInquiry, Sponsor

Facts = list[tuple[str, str, str]]


def of_school(record: School, day: date, *, oversees: bool) -> Facts:
    """Return what is told of a school."""
    until = said(record.certified_until)
    return [
        (_("Code"), record.code, ""),
        (_("Kind"), meaning("school_kinds", record.kind, day), ""),
        (_("For students of"), ", ".join(record.visa_types), ""),
        (_("Certified since"), said(record.certified_on), ""),
        (_("Certificate ends on"), until, ""),
        (_("Petition filed on"), said(record.filed_on), ""),
        (_("New petition"), _("under a new owner, awaits a decision") if record.petition_pending else "", ""),
        (_("Recertification filed on"), said(record.recertification_filed_on), ""),
        (_("Officials confirmed on"), said(record.officials_confirmed_on), ""),
        (_("Under review since"), said(record.review_opened_on), ""),
        (_("Why it is reviewed"), record.review_why if oversees else "", ""),
        (_("Last day of instruction"), said(record.closing_on), ""),
        (_("Ended on"), said(record.ended_on), ""),
        (_("Ownership"), words(record.ownership) if record.ownership else "", ""),
        (_("Owner"), record.owner, ""),
        (_("Head"), record.head, ""),
        (_("Accredited or licensed by"), record.accreditation, ""),
        (_("Address"), record.address, ""),
        (_("State"), record.region, ""),
        (_("Telephone"), record.phone, ""),
        (_("E-mail"), record.email, ""),
        (_("Website"), record.website, ""),
        (_("Students in an average year"), said(record.average_students), ""),
        (_("Time zone"), record.place.zone_name, ""),
    ]


def of_sponsor(record: Sponsor, day: date) -> Facts:
    """Return what is told of a sponsor."""
    categories = [meaning("visitor_categories", code, day) for code in record.categories]
    return [
        (_("Programme number"), record.number, ""),
        (_("Categories"), "\n".join(categories), ""),
        (_("Designated since"), said(record.designated_on), ""),
        (_("Designation ends on"), said(record.designated_until), ""),
        (_("Application filed on"), said(record.filed_on), ""),
        (_("Redesignation filed on"), said(record.redesignation_filed_on), ""),
        (_("Reported until"), said(record.reported_until), ""),
        (_("Next report due on"), said(_report_due(record, day)), ""),
        (_("Suspended until"), said(record.suspended_until), ""),
        (_("Ended on"), said(record.ended_on), ""),
        (
            _("Reports on the"),
            meaning(YEARS, record.reporting_year, day) if record.reporting_year else "",
            "",
        ),
        (_("Purpose"), record.purpose, ""),
        (_("Activities"), record.activities, ""),
        (_("Chief executive"), record.head, ""),
        (_("Address"), record.address, ""),
        (_("State"), record.region, ""),
        (_("Telephone"), record.phone, ""),
        (_("E-mail"), record.email, ""),
        (_("Website"), record.website, ""),
        (_("Time zone"), record.place.zone_name, ""),
    ]


def of_official(record: Official) -> Facts:
    """Return what is told of an official."""
    organisation = record.organisation
    return [
        (_("Speaks for"), str(organisation), reading.address(organisation)),
        (_("Campus"), record.campus.name if record.campus is not None else _("all of it"), ""),
        (_("Role"), _(ROLES[record.role]), ""),
        (_("Position"), record.position, ""),
        (_("Duties"), record.duties, ""),
        (_("Is"), words(record.standing) if record.standing else "", ""),
        (_("Signs in as"), record.account.username if record.account is not None else record.sign_in, ""),
        (_("Trained on"), said(record.trained_on), ""),
        (_("Since"), said(record.since), ""),
        (_("Left on"), said(record.until), ""),
        (_("Reason"), record.why, ""),
    ]


def of_change(record: SchoolChange) -> tuple[Facts, list[tuple[str, str, str]]]:
    """Return what is told of a change, and its values: which, what was, what is to be."""
    facts = [
        (_("School"), str(record.school), reading.address(record.school)),
        (_("Changed on"), said(record.happened_on), ""),
        (_("Reported on"), said(record.told_on), ""),
        (_("In time"), _("no") if record.late else _("yes"), ""),
        (_("Remarks"), record.says, ""),
        (_("Decided on"), said(record.decided_on), ""),
        (_("Reason"), record.why, ""),
    ]
    return facts, [(words(name), _plain(record.was.get(name)), _plain(value)) for name, value in record.wanted.items()]


def of_inquiry(record: SchoolInquiry) -> Facts:
    """Return what is told of a question about a class of students."""
    return [
        (_("School"), str(record.school), reading.address(record.school)),
        (_("Which students"), record.whom, ""),
        (_("What is asked"), record.question, ""),
        (_("Purpose"), record.why, ""),
        (_("Asked on"), said(record.asked_on), ""),
        (_("To be answered by"), said(record.due_on), ""),
        (_("Answered on"), said(record.answered_on), ""),
        (_("Answer"), record.answer, ""),
        (_("Withdrawn on"), said(record.withdrawn_on), ""),
        (_("Reason"), record.withdrawn_why, ""),
    ]


def of_allotment(record: Allotment) -> Facts:
    """Return what is told of a request for forms."""
    return [
        (_("Sponsor"), str(record.sponsor), reading.address(record.sponsor)),
        (_("Asked for"), str(record.asked), ""),
        (_("Asked on"), said(record.asked_on), ""),
        (_("Why"), record.why, ""),
        (_("Allotted"), said(record.granted), ""),
        (_("Decided on"), said(record.decided_on), ""),
        (_("Remarks"), record.says, ""),
    ]


def _report_due(record: Sponsor, day: date) -> date | None:
    return report_due(record, lawbook(), day) if record.state in DESIGNATED else None


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else said(value) or "–"
