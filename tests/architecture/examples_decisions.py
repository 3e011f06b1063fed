"""Lawful examples of the acts of decisions on custody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from limen.core.casefile.acts import LeaseNumbers
from limen.core.custody import acts as custody
from limen.core.referrals.acts import SendReferral
from limen.kernel import perform
from limen.offices.removal import acts
from tests.architecture.making import NOON, TODAY, Example, Made, example_of
from tests.factories import setup

OFFICER = ("deportation_officer", "custody")
CHIEF = ("supervisor", "custody")
AGENT = ("agent", "custody")
HOME = "12 Elm Street, San Antonio"
SAYS = "The record shows it, as was said."


def held(made: Made, under: str = "detain.proceedings") -> Any:
    """Return somebody booked in."""
    stay = made.do(custody.TakeIntoCustody(person=made.person.pk, under=under), who=OFFICER)
    return made.do(custody.BookIn(), stay, OFFICER)


def determine(stay: Any, under: str = "detain.proceedings", decision: str = "bond") -> acts.Determine:
    """Return a determination of custody."""
    return acts.Determine(stay=stay.pk, under=under, decision=decision, flight="No ties here")


def determined(made: Made, under: str = "detain.proceedings", decision: str = "bond") -> Any:
    """Return a determination that was made."""
    return made.do(determine(held(made, under), under, decision), who=OFFICER)


def set_bond(made: Made) -> acts.SetBond:
    """Return a bond to be set; numbers are leased for it."""
    setup(LeaseNumbers(kind="bond", picture="999999999", first=1, last=500))
    return acts.SetBond(stay=held(made).pk, amount=Decimal(5000))


def bond(made: Made) -> Any:
    """Return a bond that is set."""
    return made.do(set_bond(made), who=OFFICER)


def refused(made: Made) -> Any:
    """Return a bond that the service refused."""
    setup(LeaseNumbers(kind="bond", picture="999999999", first=1, last=500))
    return made.do(acts.DeclineBond(stay=held(made).pk, why="A danger to others"), who=OFFICER)


JUDGED = acts.JudgeSetsBond(amount=Decimal(7500), court="Pearsall", judge="R. Alvarez")
POST = acts.PostBond(obligor="Rosa Ixcoy", obligor_address=HOME, security="cash", receipt="R1", address=HOME)


def ordered_by_judge(made: Made) -> Any:
    """Return a bond that a judge set."""
    return made.do(JUDGED, refused(made), OFFICER)


def stayed(made: Made) -> Any:
    """Return a judge's order that is stayed."""
    return made.do(acts.FileIntentToAppeal(), ordered_by_judge(made), OFFICER)


def posted(made: Made) -> Any:
    """Return a bond that is posted."""
    return made.do(POST, bond(made), OFFICER)


def order(made: Made) -> acts.OrderSupervision:
    """Return an order of supervision."""
    return acts.OrderSupervision(
        person=made.person.pk,
        kind="supervision",
        address=HOME,
        office=made.service.jfk.pk,
        conditions="Report as told",
        ordered_on=date(2026, 8, 3),
    )


def supervise(made: Made) -> acts.OrderSupervision:
    """Return an order of supervision of somebody held."""
    held(made, "detain.beyond")
    return order(made)


def supervised(made: Made) -> Any:
    """Return somebody under supervision."""
    return made.do(supervise(made), who=OFFICER)


def violated(made: Made) -> Any:
    """Return somebody who broke a condition."""
    return made.do(acts.Violate(why="Did not come"), supervised(made), OFFICER)


def overdue(made: Made) -> Any:
    """Return somebody who was to report by now."""
    then, by, at = NOON - timedelta(days=31), made.service.officer(OFFICER[0]), made.service.jfk

    def earlier(act: Any, on: Any = None) -> Any:
        return perform(act, on=on, by=by, at=at, purpose=OFFICER[1], when=then).record

    stay = earlier(custody.TakeIntoCustody(person=made.person.pk, under="detain.beyond"))
    earlier(custody.BookIn(), stay)
    return earlier(order(made))


def file_habeas(made: Made) -> acts.FileHabeas:
    """Return a petition of somebody held."""
    return acts.FileHabeas(stay=held(made).pk, court="S.D. New York", number="26-cv-101", filed_on=TODAY)


def petition(made: Made) -> Any:
    """Return a petition before the court."""
    return made.do(file_habeas(made), who=OFFICER)


def removal_stayed(made: Made) -> Any:
    """Return a petition whose court stayed removal."""
    return made.do(acts.StayRemoval(says="Not to be removed"), petition(made), OFFICER)


def open_review(made: Made, kind: str = "ninety", asked: str = "") -> acts.OpenReview:
    """Return a review of the custody of somebody ordered removed."""
    return acts.OpenReview(stay=held(made, "detain.order").pk, kind=kind, asked=asked)


def review(made: Made, *, told: bool = False) -> Any:
    """Return a review that is open."""
    record = made.do(open_review(made), who=OFFICER)
    return made.do(acts.NotifyReview(how="in person"), record, OFFICER) if told else record


def request(made: Made) -> Any:
    """Return a request for release."""
    return made.do(open_review(made, "likelihood", "No consulate answers"), who=OFFICER)


def issue(made: Made) -> acts.IssueDetainer:
    """Return a detainer."""
    return acts.IssueDetainer(
        person=made.person.pk, agency="Queens County Jail", causes=["final_order"], contact="718 555 0199"
    )


def detainer(made: Made) -> Any:
    """Return a detainer that stands."""
    return made.do(issue(made), who=OFFICER)


def referral(made: Made) -> Any:
    """Return a person referred here."""
    act = SendReferral(
        to_office="removal",
        subject_record="people.person",
        subject=made.person.pk,
        person=made.person.pk,
        reason="notice_to_appear",
        due_in_minutes=60,
    )
    return made.do(act)


def held_elsewhere(made: Made) -> Any:
    """Return a referral of somebody held at another port."""
    by, at = made.service.officer(AGENT[0]), made.service.sys_
    act = custody.TakeIntoCustody(person=made.person.pk, under="arrest.without_warrant")
    stay = perform(act, by=by, at=at, purpose="custody").record
    perform(custody.BookIn(), on=stay, by=by, at=at, purpose="custody")
    return referral(made)


def awaited(made: Made) -> Any:
    """Return somebody on the way here."""
    return made.do(acts.FetchCustody(referral=held_elsewhere(made).pk, why="Room here"), who=OFFICER)


PAROLE = acts.ParoleFromCustody(
    ground="medical", until=TODAY + timedelta(days=90), to=HOME, why="Needs surgery within the month."
)


def paroled(made: Made) -> Any:
    """Return somebody at liberty on parole."""
    return made.do(PAROLE, determined(made, "detain.arriving", "hold"), who=OFFICER)


REDETERMINE = acts.RedetermineByJudge(court="Pearsall", judge="R. Alvarez", outcome="upheld", says="No ties here")
RELEASE = {
    "why": "No danger to anybody, and a sponsor.",
    "address": HOME,
    "conditions": "Report as told",
    "ordered_on": date(2026, 8, 3),
}

EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "removal.determine": example_of(lambda m: determine(held(m)), None, OFFICER),
    "removal.redetermine": example_of(REDETERMINE, determined, OFFICER),
    "removal.parole": example_of(PAROLE, lambda m: determined(m, "detain.arriving", "hold"), OFFICER),
    "removal.refuse_parole": example_of(
        acts.RefuseParole(why="No address was given, and no sponsor."),
        lambda m: determined(m, "detain.arriving", "hold"),
        OFFICER,
    ),
    "removal.extend_parole": example_of(
        acts.ExtendParole(until=TODAY + timedelta(days=120), why="The surgery was put off a month."), paroled, OFFICER
    ),
    "removal.end_parole": example_of(
        acts.EndParole(because="purpose accomplished", why="The surgery is done, and she is well."), paroled, OFFICER
    ),
    "removal.set_bond": example_of(set_bond, None, OFFICER),
    "removal.decline_bond": example_of(
        lambda m: acts.DeclineBond(stay=held(m).pk, why="A danger to others"), None, OFFICER
    ),
    "removal.change_bond": example_of(acts.ChangeBond(amount=Decimal(4000), why="Hardship shown"), bond, OFFICER),
    "removal.judge_sets_bond": example_of(JUDGED, refused, OFFICER),
    "removal.intend_appeal": example_of(acts.FileIntentToAppeal(), ordered_by_judge, OFFICER),
    "removal.bond_appealed": example_of(acts.AppealBond(), stayed, OFFICER),
    "removal.end_bond_stay": example_of(acts.EndBondStay(why="The appeal was dismissed"), stayed, OFFICER),
    "removal.post_bond": example_of(POST, bond, OFFICER),
    "removal.cancel_bond": example_of(acts.CancelBond(why="Relief was granted"), posted, OFFICER),
    "removal.breach_bond": example_of(acts.BreachBond(why="Did not come to court"), posted, OFFICER),
    "removal.order_supervision": example_of(supervise, None, OFFICER),
    "removal.report_in": example_of(acts.ReportIn(how="in person"), supervised, OFFICER),
    "removal.miss_report": example_of(acts.MissReport(), overdue, OFFICER),
    "removal.change_conditions": example_of(acts.ChangeConditions(telephone="210 555 0100"), supervised, OFFICER),
    "removal.violate": example_of(acts.Violate(why="Did not come"), supervised, OFFICER),
    "removal.forgive": example_of(acts.Forgive(why="The bus broke down"), violated, OFFICER),
    "removal.end_supervision": example_of(acts.EndSupervision(why="Relief was granted"), supervised, OFFICER),
    "removal.retake": example_of(acts.Retake(why="Did not come"), violated, OFFICER),
    "removal.file_habeas": example_of(file_habeas, None, OFFICER),
    "removal.show_cause": example_of(acts.OrderToShowCause(judge="J. Reyes"), petition, OFFICER),
    "removal.file_return": example_of(acts.FileReturn(), petition, OFFICER),
    "removal.habeas_stay": example_of(acts.StayRemoval(says="Not to be removed"), petition, OFFICER),
    "removal.habeas_stay_ended": example_of(acts.EndStay(why="The stay expired"), removal_stayed, OFFICER),
    "removal.release_by_court": example_of(
        acts.ReleaseByCourt(judge="J. Reyes", says="Release today"), petition, OFFICER
    ),
    "removal.deny_habeas": example_of(acts.DenyHabeas(judge="J. Reyes", says="Lawfully held"), petition, OFFICER),
    "removal.withdraw_habeas": example_of(acts.WithdrawHabeas(says="Dismissed as moot"), petition, OFFICER),
    "removal.open_review": example_of(open_review, None, OFFICER),
    "removal.acknowledge_review": example_of(acts.AcknowledgeReview(), request, OFFICER),
    "removal.notify_review": example_of(acts.NotifyReview(how="in person", language="es"), review, OFFICER),
    "removal.review_interview": example_of(acts.InterviewForReview(says="Has a sponsor"), review, OFFICER),
    "removal.plan_release": example_of(acts.PlanRelease(sponsor="Rosa Ixcoy", address=HOME), review, OFFICER),
    "removal.continue_detention": example_of(
        acts.ContinueDetention(why="A violent record, and no plan of release."), lambda m: review(m, told=True), CHIEF
    ),
    "removal.release_on_review": example_of(
        lambda m: acts.ReleaseOnReview(office=m.service.jfk.pk, **RELEASE), review, CHIEF
    ),
    "removal.issue_detainer": example_of(issue, None, OFFICER),
    "removal.detainer_acknowledged": example_of(acts.AcknowledgeDetainer(says="Will hold"), detainer, OFFICER),
    "removal.detainer_declined": example_of(acts.DeclineDetainer(says="State law forbids it"), detainer, OFFICER),
    "removal.detainer_expected": example_of(
        acts.ExpectRelease(release_expected=NOON + timedelta(days=2)), detainer, OFFICER
    ),
    "removal.detainer_ended": example_of(acts.OtherCustodyEnds(), detainer, OFFICER),
    "removal.lift_detainer": example_of(acts.LiftDetainer(why="N"), detainer, OFFICER),
    "removal.execute_detainer": example_of(acts.ExecuteDetainer(), detainer, OFFICER),
    "removal.accept_custody": example_of(lambda m: acts.AcceptCustody(referral=referral(m).pk), None, OFFICER),
    "removal.fetch_custody": example_of(
        lambda m: acts.FetchCustody(referral=held_elsewhere(m).pk, why="Room here"), None, OFFICER
    ),
    "removal.receive_custody": example_of(acts.ReceiveCustody(), awaited, OFFICER),
    "removal.drop_custody": example_of(acts.DropCustody(why="Released on the way"), awaited, OFFICER),
}
