"""Processing: nothing is offered before the questions are asked, and nothing a bar closes is ever made."""

from __future__ import annotations

import pytest

from limen.core.custody import acts as custody
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.lookouts import acts as lookouts
from limen.core.lookouts.models import Hit
from limen.core.referrals.models import Referral
from limen.kernel import BadInput, GuardRefused, NotPermitted
from limen.offices.patrol import acts, processing_bars
from limen.offices.patrol.models import Apprehension
from limen.offices.patrol.tests.event_scenes import (
    REMOVAL,
    RETURNS,
    SENDING_BACK,
    TODAY,
    WHY,
    Station,
    charge,
    child,
    family,
    man,
)
from tests.factories import Service
from tests.factories_lookouts import lookout

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(service: Service) -> Station:
    return Station(service)


def opened(record: Apprehension) -> set[str]:
    fresh = Apprehension.objects.get(pk=record.pk)
    return set(processing_bars.opened(fresh, lawbook(), TODAY))


def test_every_condition_the_law_pack_names_is_known_and_every_one_known_is_named() -> None:
    named = {row.attributes["when"] for row in lawbook().codes("processing_bars").on(TODAY).values()}
    assert named == set(processing_bars.CONDITIONS)


def test_nothing_is_offered_before_the_questions_are_asked(station: Station) -> None:
    record = station.examined(station.taken(station.event().apprehensions.get()))
    assert opened(record) == set()
    with pytest.raises(GuardRefused, match="Not every question"):
        station.do(acts.DecideDisposition(**charge("notice_to_appear_detained")), record)
    station.answered(record)
    assert {"notice_to_appear_detained", "notice_to_appear_released"} <= opened(record)


def test_a_child_a_woman_and_a_man_are_asked_what_is_theirs(station: Station) -> None:
    rows = station.event(*family(), man()).apprehensions.order_by("line")
    mother, son, daughter, stranger = ({*processing_bars.asked_of(row, lawbook(), TODAY)} for row in rows)
    assert "medical_pregnant" in mother
    assert not {"medical_pregnant", "military"} & (son | daughter)
    assert "child_parent" in son & daughter
    assert not {"child_parent", "medical_pregnant"} & stranger


def test_a_question_is_asked_in_a_language_on_record(station: Station) -> None:
    record = station.event().apprehensions.get()
    station.do(acts.TakeRecord(), record)
    with pytest.raises(GuardRefused, match="in which language"):
        station.do(acts.AskQuestion(question="fear_return", answer="No", shows="none"), record)
    station.do(acts.SetInterview(language="es"), record)
    with pytest.raises(GuardRefused, match="is not asked of this person"):
        station.do(acts.AskQuestion(question="child_parent", answer="No", shows="none"), record)


def test_fear_once_shown_is_never_unsaid(station: Station) -> None:
    record = station.asked("fear_return")
    station.do(acts.AskQuestion(question="fear_return", answer="No, it is all right.", shows="none"), record)
    assert not SENDING_BACK & opened(record)
    assert "expedited_removal_fear" in opened(record)
    with pytest.raises(GuardRefused, match="fear of return"):
        station.do(acts.ProposeDisposition(**REMOVAL), record)


def test_an_answer_about_illness_asks_for_a_doctor_and_nobody_ill_is_sent_on(station: Station) -> None:
    record = station.asked("medical_now")
    assert record.stay is not None
    assert "notice_to_appear_detained" in opened(record)
    assert not {"expedited_removal", "transfer_custody", "prosecution"} & opened(record)
    station.do(custody.RecordCare(kind="medical_seen"), record.stay)
    assert "expedited_removal" in opened(record)


def test_an_answer_about_self_harm_is_a_need_that_the_station_knows_of(station: Station) -> None:
    record = station.asked("medical_self_harm")
    assert record.stay is not None
    record.stay.refresh_from_db()
    assert record.stay.at_risk
    assert record.stay.needs.get().code == "self_harm"


def test_a_child_alone_from_elsewhere_goes_to_health_and_human_services_and_nowhere_by_order(station: Station) -> None:
    record = station.asked(who=child())
    assert not {*SENDING_BACK, "expedited_removal_fear", "transfer_custody", "notice_to_appear_detained"} & opened(
        record
    )
    assert "transfer_hhs" in opened(record)


@pytest.mark.parametrize("nationality", ["GTM", "MEX"])
def test_no_child_alone_is_let_go_by_the_station_itself(station: Station, nationality: str) -> None:
    record = station.asked(who=child(nationality=nationality))
    assert not {"parole", "release_recognizance", "discretion", "detainer"} & opened(record)


def test_a_child_alone_who_came_hidden_has_a_hearing_as_any_child(station: Station) -> None:
    record = station.asked(who=child(nationality="MEX"))
    station.do(acts.RecordEntry(manner="stowaway", entered_on=TODAY), record)
    assert "notice_to_appear_detained" in opened(record)
    assert not {"stowaway", "stowaway_fear"} & opened(record)


def test_a_child_alone_from_a_bordering_country_is_screened_before_any_return(station: Station) -> None:
    record = station.asked(who=child(nationality="MEX"))
    station.do(acts.AskForReturn(asks=True, agrees=True), record)
    assert "voluntary_return" not in opened(record)
    assert record.stay is not None
    for kind in ("screened", "rights_given"):
        station.do(custody.RecordCare(kind=kind), record.stay)
    assert {"voluntary_return", "transfer_hhs"} <= opened(record)
    assert not {"expedited_removal", "reinstatement", "administrative_removal"} & opened(record)


def test_a_child_found_to_be_alone_later_is_one_from_then_on(station: Station) -> None:
    record = station.asked(who=child(alone=False))
    assert "notice_to_appear_released" in opened(record)
    station.do(acts.FindAlone(why="The aunt is no guardian."), record)
    assert "notice_to_appear_released" not in opened(record)


def test_a_claim_to_citizenship_leaves_nothing_open_but_release(station: Station) -> None:
    record = station.asked("citizenship")
    assert opened(record) == {"citizen"}
    station.do(acts.DecideDisposition(disposition="citizen", says="A birth certificate of Texas."), record)
    released = station.do(acts.ReleasePerson(), record)
    assert released.state == "released"
    assert released.stay.way == "citizen"


def test_voluntary_return_is_for_who_asks_and_ends_with_the_crossing(station: Station) -> None:
    record = station.asked(who=man(nationality="MEX"))
    with pytest.raises(GuardRefused, match="only to one who asks"):
        station.do(acts.DecideDisposition(**RETURNS), record)
    station.do(acts.AskForReturn(asks=True, agrees=True), record)
    station.do(acts.DecideDisposition(**RETURNS), record)
    assert set(Paper.objects.values_list("form", flat=True)) == {"i213", "i826", "i210"}
    port = station.service.sys_
    gone = station.do(acts.RecordReturn(port=port.pk, seen_by="Agent Ortiz"), record)
    assert gone.state == "returned"
    assert (gone.stay.state, gone.stay.way, gone.stay.left_to) == ("removed", "departure", port.name)


def test_who_takes_the_wish_to_return_back_is_not_returned(station: Station) -> None:
    record = station.asked(who=man(nationality="MEX"))
    station.do(acts.AskForReturn(asks=True, agrees=True), record)
    station.do(acts.DecideDisposition(**RETURNS), record)
    station.do(acts.AskForReturn(), record)
    with pytest.raises(GuardRefused, match="only to one who asks"):
        station.do(acts.RecordReturn(port=station.service.sys_.pk, seen_by="Agent Ortiz"), record)


def test_fear_shown_after_the_decision_reopens_it_and_voids_its_papers(station: Station) -> None:
    record = station.asked(who=man(nationality="MEX"))
    station.do(acts.AskForReturn(asks=True, agrees=True), record)
    station.do(acts.DecideDisposition(**RETURNS), record)
    station.do(acts.ReopenProcessing(why="Says on the bus that he would be killed."), record)
    assert set(Paper.objects.values_list("state", flat=True)) == {"void"}
    station.do(acts.AskQuestion(question="harmed", answer="They would kill me.", shows="shown"), record)
    with pytest.raises(GuardRefused, match="fear of return"):
        station.do(acts.DecideDisposition(**RETURNS), record)


def test_expedited_removal_is_proposed_by_one_and_approved_by_another(station: Station) -> None:
    record = station.asked()
    with pytest.raises(BadInput, match="propose it"):
        station.do(acts.DecideDisposition(**REMOVAL), record)
    with pytest.raises(NotPermitted):
        station.do(acts.ApproveDisposition(), record)
    station.do(acts.ProposeDisposition(**REMOVAL), record, role="supervisor")
    with pytest.raises(GuardRefused, match="other than the one who proposed"):
        station.do(acts.ApproveDisposition(), record, role="supervisor")
    made = station.do(acts.ApproveDisposition(), record, role="supervisor", name="chief")
    assert made.state == "processed"
    assert [*Paper.objects.order_by("created_at", "pk").values_list("form", flat=True)] == [
        "i213",
        "i867a",
        "i867b",
        "i860",
        "i296",
    ]
    assert made.stay.authority == "detain.arriving"
    sent = Referral.objects.get()
    assert (sent.to_office, sent.reason, sent.urgency) == ("removal", "expedited_removal", "immediate")


def test_a_person_whose_processing_is_reopened_is_called_back_from_the_office_they_were_sent_to(
    station: Station,
) -> None:
    record = station.asked()
    station.do(acts.DecideDisposition(**charge("notice_to_appear_detained")), record)
    assert Referral.objects.get().state == "sent"
    station.do(acts.ReopenProcessing(why="A birth certificate was found."), record)
    assert Referral.objects.get().state == "withdrawn"


def test_a_proposal_sent_back_says_why_and_is_mended(station: Station) -> None:
    record = station.asked()
    station.do(acts.ProposeDisposition(**REMOVAL), record)
    back = station.do(acts.ReturnDisposition(why="Ask again when he came."), record, role="supervisor")
    assert (back.state, back.disposition, back.returned_why) == ("processing", "", "Ask again when he came.")
    assert back.proposal["says"] == WHY


def test_a_decision_whose_papers_cannot_be_filled_says_what_is_missing(station: Station) -> None:
    record = station.asked()
    with pytest.raises(BadInput) as refused:
        station.do(acts.DecideDisposition(disposition="notice_to_appear_detained", says=WHY), record)
    fields = {problem.field for problem in refused.value.problems}
    assert {"hearing_place", "hearing_at", "allegations"} <= fields
    assert all("needs" in problem.message for problem in refused.value.problems)


def test_prints_are_not_taken_of_a_young_child_without_a_reason(station: Station) -> None:
    record = station.taken(station.event(child(birth="2016-01-02")).apprehensions.get())
    with pytest.raises(GuardRefused, match="from the age of 14"):
        station.do(acts.RecordBiometrics(number="FIN123", reference="S1"), record)
    station.do(acts.RecordBiometrics(why="Nine years old"), record)


def test_prints_of_somebody_else_on_record_merge_nobody(station: Station) -> None:
    first = station.taken(station.event().apprehensions.get())
    station.do(acts.RecordBiometrics(number="FIN123", reference="S1", quality=88), first)
    second = station.taken(station.event(man(given_names="Luisito")).apprehensions.get())
    kept = station.do(acts.RecordBiometrics(number="FIN123", reference="S2"), second)
    assert kept.person_id != first.person_id
    assert not kept.person.identifiers.exists()
    assert kept.fingerprint == "FIN123"


def test_a_document_goes_on_record_and_what_was_found_of_it_with_it(station: Station) -> None:
    record = station.taken(station.event().apprehensions.get())
    act = acts.CheckDocument(finding="genuine", kind="passport", issuer="HND", number="C123456")
    station.do(act, record)
    station.do(acts.CheckDocument(finding="none"), record)
    found = [(row.finding, row.document is not None) for row in record.document_checks.all()]
    assert found == [("genuine", True), ("none", False)]


def test_a_lookout_that_may_mean_the_person_is_decided_first(station: Station) -> None:
    lookout(station.service, surname="Reyes", given_names="Luis", birth="1991-02-03", nationality="HND")
    record = station.asked()
    hit = Hit.objects.get(subject=record.pk)
    assert "notice_to_appear_released" not in opened(record)
    station.do(lookouts.HitNotSame(reason="Another day of birth, another face."), hit)
    assert "notice_to_appear_released" in opened(record)


def test_a_parent_is_not_referred_for_prosecution_while_the_children_are_here_with_no_reason_recorded(
    station: Station,
) -> None:
    rows = [station.ready(row) for row in station.event(*family()).apprehensions.order_by("line")]
    mother = rows[0]
    act = acts.ProposeDisposition(
        disposition="prosecution", says=WHY, agency="The Marshals", conditions="Keep until heard"
    )
    with pytest.raises(GuardRefused, match="family is not kept apart"):
        station.do(act, mother)
    for row in rows:
        apart = custody.SeparateFamily(why="The prosecutor takes the mother; the aunt has the children.")
        assert row.stay is not None
        station.do(apart, row.stay, role="supervisor", name="chief")
    station.do(act, mother)


def test_a_family_is_released_together_and_only_when_everybody_is_ready(station: Station) -> None:
    rows = [station.ready(row) for row in station.event(*family()).apprehensions.order_by("line")]
    more = {"address": "12 Oak Street", "conditions": "Report when told."}
    for row in rows[:2]:
        station.do(acts.ProposeDisposition(**charge("notice_to_appear_released", **more)), row)
        station.do(acts.ApproveDisposition(), row, role="supervisor")
    with pytest.raises(GuardRefused, match="finish that record"):
        station.do(acts.ReleasePerson(), rows[0])
    station.do(acts.ProposeDisposition(**charge("notice_to_appear_released", **more)), rows[2])
    station.do(acts.ApproveDisposition(), rows[2], role="supervisor")
    station.do(acts.ReleasePerson(to="12 Oak Street"), rows[0])
    for row in rows:
        row.refresh_from_db()
        assert row.stay is not None
        row.stay.refresh_from_db()
        assert (row.state, row.stay.state, row.stay.way) == ("released", "released", "recognizance")
