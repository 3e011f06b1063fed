"""In secondary: the interview, the questions about fear, and every way out."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.referrals.models import Referral
from limen.kernel import BadInput, GuardRefused, NotPermitted, WrongState
from limen.offices.inspections import acts, exits
from limen.offices.inspections.models import Admission, Inspection
from limen.offices.inspections.tests.scenes import ask_about_fear, open_inspection, refer, zone
from tests.factories import Service

pytestmark = pytest.mark.django_db
SECONDARY = "secondary_officer"


def in_secondary(service: Service, **passport: str) -> Inspection:
    return refer(service, open_inspection(service, zone(**passport)))


def found(service: Service, inspection: Inspection, ground: str = "7A1I") -> Inspection:
    act = acts.RecordFinding(ground=ground, evidence="No visa and not exempt; says she will work.")
    return service.do(act, on=inspection, role=SECONDARY)


def asked(service: Service, inspection: Inspection) -> Inspection:
    act = acts.AskQuestion(question="What will you do here?", answer="Work in my cousin's restaurant.")
    return service.do(act, on=inspection, role=SECONDARY)


def test_a_referred_person_waits_until_an_officer_takes_them(service: Service) -> None:
    inspection = open_inspection(service)
    with pytest.raises(WrongState):
        service.do(acts.TakeSecondary(), on=inspection, role=SECONDARY)
    service.do(acts.Refer(reason="intent"), on=inspection)
    with pytest.raises(NotPermitted):
        service.do(acts.TakeSecondary(), on=inspection)
    taken = service.do(acts.TakeSecondary(), on=inspection, role=SECONDARY)
    assert taken.secondary_officer == service.officer(SECONDARY)
    back = service.do(acts.HandBack(why="End of shift"), on=taken, role=SECONDARY)
    assert (back.state, back.secondary_officer) == ("referred", None)


def test_nothing_is_asked_before_the_language_is_on_record(service: Service) -> None:
    inspection = open_inspection(service)
    service.do(acts.Refer(reason="intent"), on=inspection)
    service.do(acts.TakeSecondary(), on=inspection, role=SECONDARY)
    with pytest.raises(GuardRefused, match="language"):
        asked(service, inspection)


def test_nobody_is_sent_back_before_the_questions_about_fear_are_asked(service: Service) -> None:
    inspection = found(service, in_secondary(service))
    act = acts.AcceptWithdrawal(asked=True, able=True, why="Came to visit without a visa")
    with pytest.raises(GuardRefused, match="fear of return have not been asked") as refused:
        service.do(act, on=inspection, role=SECONDARY)
    assert "235.3" in refused.value.citation


def test_every_question_about_fear_is_asked(service: Service) -> None:
    inspection = in_secondary(service)
    with pytest.raises(BadInput, match="4 questions and 1 answers"):
        service.do(acts.AskAboutFear(answers=["No"], fear="none"), on=inspection, role=SECONDARY)


def test_an_answer_that_shows_fear_cannot_be_recorded_as_none(service: Service) -> None:
    inspection = in_secondary(service)
    act = acts.AskAboutFear(answers=["War", "Yes, I am afraid", "No", "No"], fear="none")
    with pytest.raises(GuardRefused, match="shows fear"):
        service.do(act, on=inspection, role=SECONDARY)


@pytest.mark.parametrize(
    "act",
    [
        acts.AcceptWithdrawal(asked=True, able=True, why="Changed her mind"),
        acts.RefuseVisaWaiver(),
        acts.RefuseTransit(carrier="SK"),
        acts.ProposeExpeditedRemoval(),
    ],
    ids=lambda act: act.declaration.verb,
)
def test_fear_closes_every_exit_that_sends_back(service: Service, act: Any) -> None:
    inspection = ask_about_fear(service, found(service, asked(service, in_secondary(service))), fear=True)
    with pytest.raises(GuardRefused, match="shows a fear"):
        service.do(act, on=inspection, role=SECONDARY)


def test_fear_once_shown_is_not_unsaid(service: Service) -> None:
    inspection = ask_about_fear(service, in_secondary(service), fear=True)
    again = ask_about_fear(service, inspection, fear=False)
    assert again.fear == "shown"


def test_a_person_who_shows_fear_is_referred_with_the_papers_and_to_custody(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, asked(service, in_secondary(service))), fear=True)
    referred = service.do(acts.ReferCredibleFear(), on=inspection, role=SECONDARY)
    assert referred.state == "fear_referred"
    forms = set(Paper.objects.values_list("form", flat=True))
    assert {"m444", "i870", "i867a", "i867b"} <= forms
    referral = Referral.objects.get(to_office="removal")
    assert (referral.reason, referral.person_id) == ("credible_fear", inspection.person_id)
    assert referred.person.files.exists()


def test_an_order_of_removal_needs_a_supervisor_who_did_not_propose_it(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, asked(service, in_secondary(service))), fear=False)
    proposed = service.do(acts.ProposeExpeditedRemoval(), on=inspection, role=SECONDARY)
    assert proposed.state == "removal_proposed"
    with pytest.raises(NotPermitted):
        service.do(acts.OrderExpeditedRemoval(), on=proposed, role=SECONDARY)
    returned = service.do(acts.ReturnProposal(why="Ask about the visa first"), on=proposed, role="supervisor")
    assert returned.state == "secondary"
    service.do(acts.ProposeExpeditedRemoval(), on=returned, role=SECONDARY)
    ordered = service.do(acts.OrderExpeditedRemoval(), on=returned, role="supervisor")
    assert ordered.state == "removed"
    assert {"i860", "i867a", "i867b", "i296"} <= set(Paper.objects.values_list("form", flat=True))
    assert Referral.objects.get(to_office="removal").reason == "expedited_removal"


def test_an_order_without_a_ground_that_allows_it_is_refused(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, asked(service, in_secondary(service)), "2A1I"), fear=False)
    with pytest.raises(GuardRefused, match="fraud or the lack of documents"):
        service.do(acts.ProposeExpeditedRemoval(), on=inspection, role=SECONDARY)


def test_a_ground_found_not_to_apply_after_all_counts_no_more(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, asked(service, in_secondary(service))), fear=False)
    act = acts.RecordFinding(ground="7A1I", applies=False, evidence="The visa was in the second passport.")
    service.do(act, on=inspection, role=SECONDARY)
    with pytest.raises(GuardRefused):
        service.do(acts.ProposeExpeditedRemoval(), on=inspection, role=SECONDARY)


def test_a_child_alone_is_not_ordered_removed_without_a_hearing(service: Service) -> None:
    inspection = in_secondary(service, birth="2013-05-01")
    inspection = ask_about_fear(service, found(service, asked(service, inspection)), fear=False)
    with pytest.raises(GuardRefused, match="child"):
        service.do(acts.ProposeExpeditedRemoval(), on=inspection, role=SECONDARY)


def test_a_child_alone_from_far_away_is_not_sent_back_by_the_port(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, in_secondary(service, birth="2013-05-01")), fear=False)
    act = acts.AcceptWithdrawal(asked=True, able=True, why="Wants to go home to her aunt")
    with pytest.raises(GuardRefused, match="goes before a judge"):
        service.do(act, on=inspection, role=SECONDARY)
    near = in_secondary(service, surname="Lopez", given_names="Luz", state="MEX", number="G1", birth="2013-05-01")
    near = ask_about_fear(service, found(service, near), fear=False)
    assert service.do(act, on=near, role=SECONDARY).state == "withdrawn"


@pytest.mark.parametrize(("birth", "heard"), [("2013-05-01", True), ("1974-08-12", False)])
def test_a_child_alone_who_came_hidden_is_heard_by_a_judge_as_no_grown_stowaway_is(
    service: Service, birth: str, heard: bool
) -> None:
    inspection = asked(service, in_secondary(service, birth=birth))
    stowed = acts.RecordFinding(ground="6D", evidence="Found in the hold of the Aurora.")
    inspection = ask_about_fear(service, service.do(stowed, on=inspection, role=SECONDARY), fear=False)
    closed = [says for says, _law in exits.bars(inspection, "notice_to_appear", lawbook(), inspection.opened_at.date())]
    assert (closed == []) is heard
    assert heard or "no applicant for admission" in closed[0]
    with pytest.raises(GuardRefused) if heard else nullcontext():
        service.do(acts.OrderStowaway(carrier="Atlantic Lines"), on=inspection, role=SECONDARY)


def test_a_claim_to_citizenship_closes_every_exit_but_admission(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, asked(service, in_secondary(service))), fear=False)
    claim = acts.EvidenceOfCitizenship(evidence="Says his mother is a citizen", finding="claimed")
    service.do(claim, on=inspection, role=SECONDARY)
    for act in (acts.ProposeExpeditedRemoval(), acts.AcceptWithdrawal(asked=True, able=True, why="wants to go home")):
        with pytest.raises(GuardRefused, match="citizen"):
            service.do(act, on=inspection, role=SECONDARY)


def test_withdrawal_is_the_persons_own_choice(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, in_secondary(service)), fear=False)
    with pytest.raises(GuardRefused, match="own free choice"):
        service.do(acts.AcceptWithdrawal(asked=False, able=True, why="She wants to"), on=inspection, role=SECONDARY)
    done = service.do(acts.AcceptWithdrawal(asked=True, able=True, why="First error"), on=inspection, role=SECONDARY)
    assert done.state == "withdrawn"
    assert Paper.objects.get().form == "i275"


def test_parole_ends_within_what_an_inspector_grants_and_is_no_admission(service: Service) -> None:
    inspection = in_secondary(service)
    parole = {
        "class_of_admission": "DT",
        "basis": "urgent humanitarian reasons",
        "why": "Her daughter is in intensive care in Boston.",
    }
    with pytest.raises(GuardRefused, match="12 months"):
        service.do(acts.Parole(until=date(2028, 1, 1), **parole), on=inspection, role=SECONDARY)
    done = service.do(acts.Parole(until=date(2027, 1, 25), **parole), on=inspection, role=SECONDARY)
    assert (done.state, done.until) == ("paroled", "2027-01-25")
    assert Admission.objects.get().class_of_admission == "DT"


def test_a_class_of_admission_is_not_a_class_of_parole(service: Service) -> None:
    act = acts.Parole(
        class_of_admission="B2",
        until=date(2027, 1, 25),
        basis="urgent humanitarian reasons",
        why="Ill daughter in Boston",
    )
    with pytest.raises(BadInput, match="not a class of parole"):
        service.do(act, on=in_secondary(service), role=SECONDARY)


def test_a_deferred_inspection_is_within_thirty_days_and_goes_on_where_it_stopped(service: Service) -> None:
    inspection = in_secondary(service)
    now = datetime(2026, 11, 25, 17, tzinfo=UTC)
    late = acts.Defer(appear_at=now + timedelta(days=31), appear_office="JFK", bring="The visa")
    with pytest.raises(GuardRefused, match="2026-12-25"):
        service.do(late, on=inspection, role=SECONDARY)
    act = acts.Defer(appear_at=now + timedelta(days=20), appear_office="JFK", bring="The visa")
    deferred = service.do(act, on=inspection, role=SECONDARY)
    clock = inspection.person.clocks.get(key="inspection.deferred")
    assert (clock.state, clock.due_at.astimezone(clock.zone).date()) == ("running", date(2026, 12, 15))
    resumed = service.do(acts.ResumeDeferred(), on=deferred, role=SECONDARY)
    clock.refresh_from_db()
    assert (resumed.state, clock.state) == ("secondary", "satisfied")
    assert service.do(acts.Admit(class_of_admission="B2"), on=resumed, role=SECONDARY).state == "admitted"


def test_a_notice_to_appear_gives_time_and_place_not_sooner_than_ten_days(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, asked(service, in_secondary(service))), fear=True)
    charge = {
        "custody": "detained",
        "hearing_court": "New York, Varick Street",
        "hearing_place": "201 Varick Street\nNew York",
        "allegations": "1. You are not a citizen.\n2. You have no visa.",
    }
    soon = datetime(2026, 12, 1, 14, tzinfo=UTC)
    with pytest.raises(GuardRefused, match="2026-12-05"):
        service.do(acts.ChargeNoticeToAppear(hearing_at=soon, **charge), on=inspection, role=SECONDARY)
    later = datetime(2026, 12, 15, 14, tzinfo=UTC)
    charged = service.do(acts.ChargeNoticeToAppear(hearing_at=later, **charge), on=inspection, role=SECONDARY)
    assert charged.state == "charged"
    assert "i862" in set(Paper.objects.values_list("form", flat=True))
    assert Referral.objects.get(to_office="removal").reason == "notice_to_appear"


def test_a_person_handed_over_reaches_the_other_office_by_referral(service: Service) -> None:
    inspection = in_secondary(service)
    act = acts.HandOver(to_office="investigations", why="Carries documents in nine names")
    handed = service.do(act, on=inspection, role=SECONDARY)
    assert handed.state == "handed_over"
    assert Referral.objects.get().to_office == "investigations"


def test_crew_refused_landing_are_kept_on_board_by_the_carrier(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, in_secondary(service)), fear=False)
    refused = service.do(acts.RefuseCrew(carrier="MSC", vessel="MSC Aurora"), on=inspection, role=SECONDARY)
    assert refused.state == "refused"
    assert set(Paper.objects.values_list("form", flat=True)) == {"i259"}


def test_crew_permitted_to_land_can_have_the_permit_revoked(service: Service) -> None:
    inspection = service.do(acts.Admit(class_of_admission="D1"), on=open_inspection(service))
    assert (inspection.outcome, inspection.admit_until) == ("land_crew", date(2026, 12, 23))
    act = acts.RevokeLanding(carrier="MSC", vessel="MSC Aurora", reasons="Left the port area to work ashore.")
    revoked = service.do(act, on=inspection, role=SECONDARY)
    assert revoked.state == "secondary"
    assert (revoked.class_of_admission, revoked.admit_until, revoked.citation) == ("", None, "")
    assert revoked.remarks == "Permit to land revoked: Left the port area to work ashore."
    assert Admission.objects.get().state == "void"
    assert set(Paper.objects.values_list("form", flat=True)) == {"i99", "i259"}
    assert "Left the port area to work ashore." in Paper.objects.get(form="i99").data["reasons"]
    assert not Paper.objects.get(form="i259").data.get("reasons")  # what an officer writes of a person is no carrier's
    with pytest.raises(GuardRefused, match="fear"):
        service.do(acts.RefuseCrew(carrier="MSC", vessel="MSC Aurora"), on=revoked, role=SECONDARY)


def test_a_waiver_traveller_who_shows_fear_goes_to_a_judge_on_that_alone(service: Service) -> None:
    inspection = ask_about_fear(service, found(service, in_secondary(service)), fear=True)
    referred = service.do(acts.ReferToJudge(why="Came under the waiver"), on=inspection, role=SECONDARY)
    assert referred.state == "judge_referred"
    assert set(Paper.objects.values_list("form", flat=True)) == {"i863"}


def test_nobody_is_admitted_while_a_ground_of_inadmissibility_is_found_to_apply(service: Service) -> None:
    inspection = found(service, asked(service, in_secondary(service)))
    for act in (acts.Admit(class_of_admission="B2"), acts.AdmitResident(evidence="Says that he lives here")):
        with pytest.raises(GuardRefused, match="found to apply") as refused:
            service.do(act, on=inspection, role=SECONDARY)
        assert "1182(a)" in refused.value.citation
    lifted = acts.RecordFinding(ground="7A1I", applies=False, evidence="The visa was found in the old passport.")
    cleared = service.do(lifted, on=inspection, role=SECONDARY)
    assert service.do(acts.Admit(class_of_admission="B2"), on=cleared, role=SECONDARY).state == "admitted"


def test_only_somebody_whose_country_takes_part_is_refused_under_the_visa_waiver(service: Service) -> None:
    inspection = in_secondary(service, state="COL", surname="Moreno")
    ask_about_fear(service, found(service, inspection), fear=False)
    with pytest.raises(GuardRefused, match="takes no part in the visa waiver"):
        service.do(acts.RefuseVisaWaiver(), on=inspection, role=SECONDARY)


def test_a_time_without_its_zone_is_no_time_to_appear_at(service: Service) -> None:
    inspection = in_secondary(service)
    moment = datetime(2026, 12, 9, 10)  # noqa: DTZ001  it is the fault
    act = acts.Defer(appear_at=moment, appear_office="New York", bring="The visa")
    with pytest.raises(BadInput, match="with its zone"):
        service.do(act, on=inspection, role=SECONDARY)


def test_the_papers_say_why_what_the_person_is_and_for_what_they_are_paroled(service: Service) -> None:
    crew = found(service, asked(service, in_secondary(service)))
    ask_about_fear(service, crew, fear=False)
    service.do(acts.RefuseCrew(carrier="Ocean Lines", vessel="MV Aurora"), on=crew, role=SECONDARY)
    assert Paper.objects.get(form="i259").data["persons"][0]["kind"] == "crew"
    leaving = found(service, asked(service, in_secondary(service, number="X2", surname="Berg")))
    ask_about_fear(service, leaving, fear=False)
    act = acts.AcceptWithdrawal(asked=True, able=True, why="A first mistake; flies back tonight.")
    service.do(act, on=leaving, role=SECONDARY)
    assert "A first mistake; flies back tonight." in Paper.objects.get(form="i275").data["reasons"]
    paroled = in_secondary(service, number="X3", surname="Dahl")
    act_ = acts.Parole(
        class_of_admission="DT",
        until=date(2026, 12, 20),
        basis="urgent humanitarian reasons",
        why="Her mother is in intensive care.",
    )
    service.do(act_, on=paroled, role=SECONDARY)
    assert Paper.objects.get(form="i94").data["parole_purpose"] == "urgent humanitarian reasons"


def test_a_check_made_in_secondary_stands_below_those_of_the_counter_and_the_last_of_a_kind_counts(
    service: Service,
) -> None:
    inspection = in_secondary(service)
    failed = acts.RecordCheck(check="visa", result="failed", showed="The visa is another's.")
    inspection = service.do(failed, on=inspection, role=SECONDARY)
    assert [row["key"] for row in inspection.failed_checks] == ["visa"]
    with pytest.raises(BadInput, match="visa is another"):
        service.do(acts.Admit(class_of_admission="B2"), on=inspection, role=SECONDARY)
    seen = acts.RecordCheck(check="visa", result="passed", showed="Her own visa, in the old passport.")
    inspection = service.do(seen, on=inspection, role=SECONDARY)
    assert not inspection.failed_checks
    assert [row["says"] for row in inspection.checks if row.get("by")] == [
        "Visa or other permission to travel seen: The visa is another's.",
        "Visa or other permission to travel seen: Her own visa, in the old passport.",
    ]
    assert service.do(acts.Admit(class_of_admission="B2"), on=inspection, role=SECONDARY).state == "admitted"
