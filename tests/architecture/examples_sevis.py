"""Lawful examples of the acts on schools and their officials."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from limen.core.access.acts import OpenAccount
from limen.core.access.models import Account
from limen.kernel import Act, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import Official, School, SchoolChange, SchoolInquiry
from tests.architecture.making import TODAY, Example, Made, example_of
from tests.factories import setup

GOVERNMENT = ("sevp_adjudicator", "sevis")
PRINCIPAL = ("pdso", "sevis")
SOON = TODAY + timedelta(days=100)
WHY = "Found at the visit of this week"
SAYS = "Found at the visit of this week, with the file of every student."
CODE = "BOS214F10001000"


def opening(kind: type[acts.OpenSchool] = acts.OpenSchool) -> acts.OpenSchool:
    """Return the opening of a school."""
    return kind(code=CODE, name="College", kind="higher", visa_types=["F-1"], zone="America/New_York")


def own(made: Made, act: Act, on: Any = None, role: str = "pdso") -> Any:
    """Do an act as an official at the school's own place and return the record."""
    if on is not None:
        on.refresh_from_db()
    return perform(act, on=on, by=made.service.officer(role), at=made.where, purpose="sevis").record


def govern(made: Made, act: Act, on: Any = None) -> Any:
    """Do an act as the government and return the record."""
    if on is not None:
        on.refresh_from_db()
    return made.do(act, on, GOVERNMENT)


def draft(made: Made) -> School:
    """Return a school that writes its petition, complete."""
    school: School = govern(made, opening())
    made.where = school.place
    told = acts.AmendPetition(head="A. Lind", accreditation="State", address="1 Main St", phone="+1 555 0100")
    own(made, told, school)
    study = acts.AddProgramme(name="Computing", level="05", cip="11.0701", visa_type="F-1", months=48)
    written: School = own(made, study, school)
    return written


def petitioned(made: Made) -> School:
    """Return a school whose petition is being looked at."""
    school: School = own(made, acts.SubmitPetition(true=True), draft(made))
    return school


def certified(made: Made) -> School:
    """Return a certified school whose certificate ends soon."""
    school: School = govern(made, acts.CertifySchool(certified_until=SOON), petitioned(made))
    return school


def at_government(found: Callable[[Made], Any]) -> Callable[[Made], Any]:
    """Return what an example is done to, where the government does it at its own desk."""

    def made_there(made: Made) -> Any:
        record = found(made)
        made.where = made.service.jfk
        record.refresh_from_db()
        return record

    return made_there


def after(act: Act, of: Callable[[Made], School], *, by_school: bool = False) -> Callable[[Made], School]:
    """Return a school to which an act was done."""

    def done(made: Made) -> School:
        school = of(made)
        found: School = own(made, act, school) if by_school else govern(made, act, school)
        return found

    return done


def with_part(made: Made) -> School:
    """Return a certified school with a campus that awaits approval."""
    added = acts.AddCampus(code="BOS214F10001001", name="North", address="9 North St")
    school: School = own(made, added, certified(made))
    return school


def part(made: Made) -> Any:
    """Return the campus that awaits approval."""
    return School.objects.get().campuses.get(name="North").pk


def term(made: Made) -> Any:
    """Return a term of the school."""
    return School.objects.get().terms.get().pk


def changed(made: Made) -> SchoolChange:
    """Return a change that awaits approval."""
    school = certified(made)
    change: SchoolChange = own(made, acts.ProposeChange(school=school.pk, happened_on=TODAY, name="Harbour College"))
    return change


def about(school: School) -> acts.AskAboutClass:
    """Return a question about a class of a school's students."""
    return acts.AskAboutClass(
        school=school.pk,
        whom="Students of welding since 2025",
        question="How many of them attend classes in person?",
        why="A course that is said to be taught online",
        searched=True,
    )


def inquired(made: Made) -> SchoolInquiry:
    """Return a question that waits for an answer."""
    question: SchoolInquiry = govern(made, about(certified(made)))
    return question


def account(made: Made) -> Any:
    """Return an account to be named."""
    return setup(OpenAccount(username="named", full_name="Named", kind="partner", organisation=CODE)).pk


def proposal(made: Made, school: School) -> acts.ProposeOfficial:
    """Return the proposal of an official."""
    return acts.ProposeOfficial(
        school=school.pk,
        role="dso",
        name="Lena Berg",
        sign_in="lena",
        email="lena@college.example",
        position="Adviser",
        standing="citizen",
        employed=True,
    )


def proposed(made: Made) -> Official:
    """Return an official who awaits approval."""
    official: Official = own(made, proposal(made, certified(made)))
    return official


def active(made: Made) -> Official:
    """Return an official who speaks for the school."""
    official: Official = govern(made, acts.ApproveOfficial(), proposed(made))
    assert Account.objects.filter(pk=official.account_id).exists()
    return official


INTENT = acts.ServeIntent(grounds=["2ii"], says=SAYS)
ANSWER = acts.AnswerIntent(answer="Every report was sent.")
DENIED = after(acts.DenyPetition(grounds=["2xii"], says=SAYS), petitioned)
SERVED = after(INTENT, certified)
INTERVIEW = acts.SetInterview(held_on=TODAY, told="By telephone at ten")
ASKED = after(acts.AnswerIntent(answer="Every report was sent.", interview=True), SERVED, by_school=True)
INTERVIEWED = after(INTERVIEW, ASKED)
APPEALED = after(acts.AppealDecision(says=SAYS), DENIED, by_school=True)
CLOSING = after(acts.BeginClosing(closing_on=TODAY, why=WHY), certified, by_school=True)
FILED = after(acts.FileRecertification(true=True), certified, by_school=True)
TERM = acts.AddTerm(name="Fall 2026", starts=TODAY, ends=SOON)
CAMPUS = acts.AddCampus(code="BOS214F10001001", name="North", address="9 North St")
STUDY = acts.AddProgramme(name="Welding", level="05", cip="11.0701", visa_type="F-1", months=12)

EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "sevis.open_school": example_of(opening(), None, GOVERNMENT),
    "sevis.file_petition": example_of(opening(acts.FilePetition), None, GOVERNMENT),
    "sevis.amend_petition": example_of(acts.AmendPetition(owner="The city"), draft, PRINCIPAL),
    "sevis.submit_petition": example_of(acts.SubmitPetition(true=True), draft, PRINCIPAL),
    "sevis.recall_petition": example_of(acts.RecallPetition(why=WHY), petitioned, PRINCIPAL),
    "sevis.petition_anew": example_of(acts.PetitionAnew(true=True), certified, PRINCIPAL),
    "sevis.certify": example_of(acts.CertifySchool(), at_government(petitioned), GOVERNMENT),
    "sevis.deny_petition": example_of(
        acts.DenyPetition(grounds=["2xii"], says=SAYS), at_government(petitioned), GOVERNMENT
    ),
    "sevis.add_campus": example_of(CAMPUS, certified, PRINCIPAL),
    "sevis.add_programme": example_of(STUDY, certified, PRINCIPAL),
    "sevis.decide_part": example_of(
        lambda m: acts.DecidePart(part=part(m), approve=True), at_government(with_part), GOVERNMENT
    ),
    "sevis.end_part": example_of(lambda m: acts.EndPart(part=part(m), last_day=TODAY, why=WHY), with_part, PRINCIPAL),
    "sevis.note_school_fee": example_of(
        acts.NoteFee(kind="petition", amount=3000, paid_on=TODAY, receipt="R-1"), at_government(petitioned), GOVERNMENT
    ),
    "sevis.plan_visit": example_of(acts.PlanVisit(planned_on=TODAY), at_government(petitioned), GOVERNMENT),
    "sevis.record_visit": example_of(
        acts.RecordVisit(done_on=TODAY, sound=True, findings=SAYS),
        at_government(after(acts.PlanVisit(planned_on=TODAY), petitioned)),
        GOVERNMENT,
    ),
    "sevis.ask_evidence": example_of(
        acts.AskEvidence(what="The licence of the state"), at_government(petitioned), GOVERNMENT
    ),
    "sevis.answer_evidence": example_of(
        acts.AnswerEvidence(answer="The licence is attached."),
        after(acts.AskEvidence(what="The licence of the state"), petitioned),
        PRINCIPAL,
    ),
    "sevis.ask_update": example_of(
        acts.AskUpdate(what="The address of the campus"), at_government(certified), GOVERNMENT
    ),
    "sevis.learn_change": example_of(acts.LearnChange(what="owner"), at_government(certified), GOVERNMENT),
    "sevis.file_recertification": example_of(acts.FileRecertification(true=True), certified, PRINCIPAL),
    "sevis.recertify": example_of(acts.Recertify(), at_government(FILED), GOVERNMENT),
    "sevis.deny_recertification": example_of(
        acts.DenyRecertification(grounds=["2ii"], says=SAYS), at_government(FILED), GOVERNMENT
    ),
    "sevis.confirm_officials": example_of(acts.ConfirmOfficials(all_here=True), certified, PRINCIPAL),
    "sevis.open_review": example_of(acts.OpenReview(why=WHY), at_government(certified), GOVERNMENT),
    "sevis.close_review": example_of(
        acts.CloseReview(says=SAYS), at_government(after(acts.OpenReview(why=WHY), certified)), GOVERNMENT
    ),
    "sevis.serve_intent_to_withdraw": example_of(INTENT, at_government(certified), GOVERNMENT),
    "sevis.answer_intent": example_of(ANSWER, SERVED, PRINCIPAL),
    "sevis.set_interview": example_of(INTERVIEW, at_government(ASKED), GOVERNMENT),
    "sevis.record_interview": example_of(
        acts.RecordInterview(heard=True, summary=SAYS), at_government(INTERVIEWED), GOVERNMENT
    ),
    "sevis.keep_certified": example_of(acts.KeepCertified(says=SAYS), at_government(SERVED), GOVERNMENT),
    "sevis.withdraw_certification": example_of(
        acts.WithdrawSchool(grounds=["2ii"], says=SAYS),
        at_government(after(ANSWER, SERVED, by_school=True)),
        GOVERNMENT,
    ),
    "sevis.appeal_decision": example_of(acts.AppealDecision(says=SAYS), DENIED, PRINCIPAL),
    "sevis.waive_appeal": example_of(acts.WaiveAppeal(why=WHY), DENIED, PRINCIPAL),
    "sevis.sustain_appeal": example_of(acts.SustainAppeal(says=SAYS), at_government(APPEALED), GOVERNMENT),
    "sevis.dismiss_appeal": example_of(acts.DismissAppeal(says=SAYS), at_government(APPEALED), GOVERNMENT),
    "sevis.begin_closing": example_of(acts.BeginClosing(closing_on=TODAY, why=WHY), certified, PRINCIPAL),
    "sevis.stop_closing": example_of(acts.StopClosing(why=WHY), CLOSING, PRINCIPAL),
    "sevis.finish_closing": example_of(acts.FinishClosing(why=WHY), at_government(CLOSING), GOVERNMENT),
    "sevis.add_term": example_of(TERM, certified, PRINCIPAL),
    "sevis.add_break": example_of(acts.AddBreak(name="Winter", starts=TODAY, ends=SOON), certified, PRINCIPAL),
    "sevis.remove_dates": example_of(
        lambda m: acts.RemoveDates(dates=term(m)), after(TERM, certified, by_school=True), PRINCIPAL
    ),
    "sevis.report_change": example_of(
        lambda m: acts.ReportChange(school=certified(m).pk, happened_on=TODAY, phone="+1 555 0199"), None, PRINCIPAL
    ),
    "sevis.propose_change": example_of(
        lambda m: acts.ProposeChange(school=certified(m).pk, happened_on=TODAY, name="Harbour"), None, PRINCIPAL
    ),
    "sevis.approve_change": example_of(acts.ApproveChange(), at_government(changed), GOVERNMENT),
    "sevis.refuse_change": example_of(acts.RefuseChange(why=WHY), at_government(changed), GOVERNMENT),
    "sevis.recall_change": example_of(acts.RecallChange(why=WHY), changed, PRINCIPAL),
    "sevis.ask_about_class": example_of(lambda m: about(at_government(certified)(m)), None, GOVERNMENT),
    "sevis.answer_about_class": example_of(acts.AnswerAboutClass(answer="All of them do."), inquired, PRINCIPAL),
    "sevis.withdraw_class_question": example_of(acts.WithdrawInquiry(why=WHY), at_government(inquired), GOVERNMENT),
    "sevis.name_official": example_of(
        lambda m: acts.NameOfficial(account=account(m), school=at_government(certified)(m).pk, role="pdso"),
        None,
        GOVERNMENT,
    ),
    "sevis.propose_official": example_of(lambda m: proposal(m, certified(m)), None, PRINCIPAL),
    "sevis.approve_official": example_of(acts.ApproveOfficial(), at_government(proposed), GOVERNMENT),
    "sevis.refuse_official": example_of(acts.RefuseOfficial(why=WHY), at_government(proposed), GOVERNMENT),
    "sevis.recall_official": example_of(acts.RecallOfficial(why=WHY), proposed, PRINCIPAL),
    "sevis.promote_official": example_of(acts.PromoteOfficial(), at_government(active), GOVERNMENT),
    "sevis.amend_official": example_of(acts.AmendOfficial(trained_on=TODAY), active, PRINCIPAL),
    "sevis.end_official": example_of(acts.EndOfficial(left_on=TODAY, why=WHY), active, PRINCIPAL),
}
