"""Lawful examples of the acts on exchange sponsors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import time_machine

from limen.kernel import Act
from limen.offices.sevis import acts
from limen.offices.sevis.models import Allotment, Sponsor
from tests.architecture.examples_sevis import GOVERNMENT, SAYS, WHY, at_government, govern, own
from tests.architecture.making import NOON, TODAY, Example, Made, example_of

OFFICER = ("responsible_officer", "sevis")
SOON = TODAY + timedelta(days=120)


def opening(kind: type[acts.OpenSponsor] = acts.OpenSponsor) -> acts.OpenSponsor:
    """Return the opening of a sponsor."""
    return kind(number="P-1-00009", name="Exchange", categories=["08"], zone="America/Chicago")


def draft(made: Made) -> Sponsor:
    """Return a sponsor that writes its application, complete."""
    sponsor: Sponsor = govern(made, opening())
    made.where = sponsor.place
    told = acts.AmendSponsor(
        head="A. Lind",
        address="1 Main St",
        phone="+1 555 0100",
        reporting_year="calendar",
        purpose="Research of two peoples",
        activities="Visits to museums",
    )
    written: Sponsor = own(made, told, sponsor, OFFICER[0])
    return written


def applied(made: Made) -> Sponsor:
    """Return a sponsor whose application is being looked at."""
    sponsor: Sponsor = own(made, acts.SubmitApplication(true=True, citizens=True), draft(made), OFFICER[0])
    return sponsor


def designated(made: Made) -> Sponsor:
    """Return a designated sponsor whose designation ends soon."""
    sponsor: Sponsor = govern(made, acts.DesignateSponsor(designated_until=SOON, forms=100), applied(made))
    return sponsor


def on_the_fiscal_year(made: Made) -> Sponsor:
    """Return a designated sponsor that reports on the fiscal year."""
    act = acts.DesignateSponsor(designated_until=SOON, forms=100, reporting_year="fiscal")
    sponsor: Sponsor = govern(made, act, applied(made))
    return sponsor


def after(act: Act, of: Callable[[Made], Sponsor], *, by_sponsor: bool = False) -> Callable[[Made], Sponsor]:
    """Return a sponsor to which an act was done."""

    def done(made: Made) -> Sponsor:
        sponsor = of(made)
        found: Sponsor = own(made, act, sponsor, OFFICER[0]) if by_sponsor else govern(made, act, sponsor)
        return found

    return done


def asked(made: Made) -> Allotment:
    """Return a request for forms."""
    sponsor = designated(made)
    request: Allotment = own(made, acts.AskForms(sponsor=sponsor.pk, asked=50, why=WHY), None, OFFICER[0])
    return request


REPRIMAND = acts.ServeSanction(kind="reprimand", grounds=["pattern"], says=SAYS)
REVOCATION = acts.ServeSanction(kind="revocation", grounds=["pattern"], says=SAYS)
SUSPENSION = acts.SuspendSponsor(grounds=["danger"], says=SAYS, until=TODAY + timedelta(days=60))
OPPOSITION = acts.OpposeSanction(says=SAYS)
SERVED = after(REPRIMAND, designated)
OPPOSED = after(OPPOSITION, SERVED, by_sponsor=True)
FILED = after(acts.FileRedesignation(true=True), designated, by_sponsor=True)


def earlier(days: int, found: Callable[[Made], Sponsor]) -> Callable[[Made], Sponsor]:
    """Return a sponsor as it was made some days ago."""

    def made_then(made: Made) -> Sponsor:
        with time_machine.travel(NOON - timedelta(days=days), tick=True):
            return found(made)

    return made_then


UPHOLD = acts.UpholdSanction(says=SAYS)
PANEL = acts.NameReviewPanel(officers="A. One, Consular Affairs\nB. Two, Legal Adviser\nC. Three, Public Affairs")
STATEMENT = acts.FileReviewStatement(says="The housing was found the same evening.")
ANNOUNCED = earlier(40, after(OPPOSITION, after(REVOCATION, designated), by_sponsor=True))
UPHELD = earlier(39, after(UPHOLD, ANNOUNCED))
DECIDED = after(UPHOLD, after(OPPOSITION, after(REVOCATION, designated), by_sponsor=True))
UNDER_REVIEW = after(acts.RequestReview(says=SAYS), DECIDED, by_sponsor=True)
HEARD = after(PANEL, UNDER_REVIEW)
STATED = after(STATEMENT, HEARD, by_sponsor=True)


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "sevis.open_sponsor": example_of(opening(), None, GOVERNMENT),
    "sevis.apply_designation": example_of(opening(acts.ApplyForDesignation), None, GOVERNMENT),
    "sevis.amend_sponsor": example_of(acts.AmendSponsor(phone="+1 555 0199"), designated, OFFICER),
    "sevis.submit_application": example_of(acts.SubmitApplication(true=True, citizens=True), draft, OFFICER),
    "sevis.designate": example_of(
        acts.DesignateSponsor(designated_until=SOON, forms=10), at_government(applied), GOVERNMENT
    ),
    "sevis.refuse_designation": example_of(acts.RefuseDesignation(says=SAYS), at_government(applied), GOVERNMENT),
    "sevis.file_redesignation": example_of(acts.FileRedesignation(true=True), designated, OFFICER),
    "sevis.redesignate": example_of(
        acts.Redesignate(designated_until=TODAY + timedelta(days=700)), at_government(FILED), GOVERNMENT
    ),
    "sevis.file_annual_report": example_of(
        acts.FileAnnualReport(visitors=2, forms_used=2, says=SAYS),
        earlier(80, on_the_fiscal_year),
        OFFICER,
    ),
    "sevis.learn_sponsor_change": example_of(acts.LearnSponsorChange(says=SAYS), at_government(designated), GOVERNMENT),
    "sevis.learn_incident": example_of(acts.LearnIncident(says=SAYS), designated, OFFICER),
    "sevis.report_incident": example_of(acts.ReportIncident(says=SAYS), designated, OFFICER),
    "sevis.serve_sanction": example_of(REPRIMAND, at_government(designated), GOVERNMENT),
    "sevis.suspend_sponsor": example_of(SUSPENSION, at_government(designated), GOVERNMENT),
    "sevis.oppose_sanction": example_of(OPPOSITION, SERVED, OFFICER),
    "sevis.accept_sanction": example_of(acts.AcceptSanction(why=WHY), SERVED, OFFICER),
    "sevis.uphold_sanction": example_of(acts.UpholdSanction(says=SAYS), at_government(OPPOSED), GOVERNMENT),
    "sevis.drop_sanction": example_of(acts.DropSanction(says=SAYS), at_government(SERVED), GOVERNMENT),
    "sevis.lift_suspension": example_of(
        acts.LiftSuspension(says=SAYS), at_government(after(SUSPENSION, designated)), GOVERNMENT
    ),
    "sevis.revoke_sponsor": example_of(acts.RevokeSponsor(says=SAYS), at_government(UPHELD), GOVERNMENT),
    "sevis.request_review": example_of(acts.RequestReview(says=SAYS), DECIDED, OFFICER),
    "sevis.decline_review": example_of(acts.DeclineReview(why=WHY), DECIDED, OFFICER),
    "sevis.name_review_panel": example_of(PANEL, at_government(UNDER_REVIEW), GOVERNMENT),
    "sevis.file_review_statement": example_of(STATEMENT, HEARD, OFFICER),
    "sevis.answer_review_statement": example_of(
        acts.AnswerReviewStatement(says="It was found by the city, not by the sponsor."),
        at_government(STATED),
        GOVERNMENT,
    ),
    "sevis.hold_review_meeting": example_of(acts.HoldReviewMeeting(held_on=TODAY), at_government(HEARD), GOVERNMENT),
    "sevis.decide_review": example_of(
        acts.DecideReview(outcome="affirmed", says="The grounds are proved."), at_government(STATED), GOVERNMENT
    ),
    "sevis.close_sponsor": example_of(acts.CloseSponsor(why=WHY), at_government(designated), GOVERNMENT),
    "sevis.ask_forms": example_of(lambda m: acts.AskForms(sponsor=designated(m).pk, asked=50, why=WHY), None, OFFICER),
    "sevis.grant_forms": example_of(acts.GrantForms(granted=50), at_government(asked), GOVERNMENT),
    "sevis.refuse_forms": example_of(acts.RefuseForms(says=WHY), at_government(asked), GOVERNMENT),
}
