"""Seizures: the receipt, the chain of hands without a gap, notice, claim, court, return and destruction."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.kernel import BadInput, GuardRefused, LimenError, WrongState, perform
from limen.offices.patrol import acts, chain
from limen.offices.patrol.models import Seizure
from limen.offices.patrol.tests.scenes_field import NOON, PURPOSE, detected, does, leased, seized
from tests.factories import Service

pytestmark = pytest.mark.django_db

MONEY = {"kind": "currency", "what": "Bundles in the spare wheel", "narcotic": ""}
CAR = {"kind": "vehicle", "what": "A pickup", "quantity": "1", "narcotic": "", "plate": "ABC 123"}
STORE = acts.Store(locker="A-4", seal="S1")


def clocks(record: Seizure) -> dict[str, str]:
    return dict(RunningClock.objects.filter(subject=record.pk).values_list("key", "state"))


def test_narcotics_are_weighed_in_the_unit_of_the_law_and_a_receipt_is_given_at_once(service: Service) -> None:
    person = service.person()
    record = seized(service, person=str(person.pk))
    item = record.items.get()
    assert (item.quantity, item.unit, record.authority) == (Decimal("11.25"), "kg", "seize.controlled_substances")
    paper = Paper.objects.get(form="seizure_receipt")
    assert paper.person == person
    assert paper.data["seizure_number"] == record.number
    assert paper.data["items"][0]["quantity"] == "11.25"


def test_what_was_found_with_nobody_has_a_receipt_for_the_file(service: Service) -> None:
    seized(service)
    assert Paper.objects.get().data["surname"] == "Nobody present"


@pytest.mark.parametrize(
    ("kind", "authority"),
    [
        ({**CAR}, "seize.conveyance"),
        ({**MONEY, "quantity": "1", "currency": "MXN"}, "seize.currency"),
        ({"kind": "firearm", "what": "A rifle", "quantity": "1", "narcotic": ""}, "seize.weapons"),
        ({"kind": "document", "what": "A false card", "quantity": "1", "narcotic": ""}, "seize.documents"),
    ],
)
def test_each_kind_is_seized_under_its_own_power(service: Service, kind: dict[str, Any], authority: str) -> None:
    assert seized(service, **kind).authority == authority


def test_money_is_counted_by_its_notes_and_above_the_threshold_it_had_to_be_reported(service: Service) -> None:
    with pytest.raises(BadInput, match="Count again"):
        seized(service, **MONEY, quantity="10000", currency="USD", denominations=["100 x 99"])
    at_limit = seized(service, **MONEY, quantity="10000", currency="USD", denominations=["100 x 100"])
    over = seized(service, **MONEY, quantity="10020", currency="USD", denominations=["100 x 100", "20 x 1"])
    pesos = seized(service, **MONEY, quantity="300000", currency="MXN", dollars="15000")
    assert [row.items.get().reportable for row in (at_limit, over, pesos)] == [False, True, True]
    assert pesos.items.get().unit == "MXN"
    with pytest.raises(BadInput, match="which currency"):
        seized(service, **MONEY, quantity="1")


def test_another_person_concerned_is_named_once_and_has_a_receipt(service: Service) -> None:
    record, other = seized(service, person=str(service.person().pk)), service.person(surname="Lind")
    act = acts.NameParty(person=other.pk, role="owner")
    does(service, act, record)
    assert Paper.objects.filter(person=other).count() == 1
    with pytest.raises(GuardRefused, match="already"):
        does(service, act, record)


def test_a_narcotic_is_named(service: Service) -> None:
    with pytest.raises(BadInput, match="which narcotic"):
        seized(service, narcotic="")


def test_a_vehicle_number_that_does_not_check_is_noted_and_not_refused(service: Service) -> None:
    good, bad = seized(service, **CAR, vin="1M8GDM9AXKP042788"), seized(service, **CAR, vin="1M8GDM9A1KP042788")
    assert good.items.get().faults == []
    assert bad.items.get().faults[0]["rule"] == "vin.check"


def test_only_what_goes_under_lock_must_be_there_within_the_time(service: Service) -> None:
    assert "patrol.evidence_stored" not in clocks(seized(service, **CAR))
    record = seized(service)
    assert clocks(record) == {"patrol.seizure_notice": "running", "patrol.evidence_stored": "running"}
    record = does(service, STORE, record).record
    assert clocks(record)["patrol.evidence_stored"] == "satisfied"
    assert record.hands.last().locked


def test_a_second_thing_makes_a_second_receipt_and_starts_the_clock_once(service: Service) -> None:
    record = seized(service)
    more = acts.AddItem(kind="firearm", what="A pistol", quantity="1", maker="Colt", serial="70B12345")
    does(service, more, record)
    assert [item.line for item in record.items.all()] == [1, 2]
    assert len(Paper.objects.order_by("created_at", "pk").last().data["items"]) == 2  # type: ignore[union-attr]  # it was made
    assert RunningClock.objects.filter(key="patrol.evidence_stored").count() == 1


def test_the_holder_hands_over_or_the_receiver_takes_and_nobody_else(service: Service) -> None:
    record = seized(service)
    second, third = service.officer("agent", "second"), service.officer("agent", "third")
    give = acts.HandOver(to=second.pk, reason="To the evidence officer", seal="S1")
    with pytest.raises(GuardRefused, match="Whoever holds it"):
        does(service, give, record, name="third")
    does(service, give, record, name="second")
    with pytest.raises(GuardRefused, match="holds it already"):
        does(service, give, record, name="second")
    with pytest.raises(BadInput, match="one receiver"):
        does(service, acts.HandOver(reason="To nobody at all"), record, name="second")
    does(service, acts.HandOver(to=third.pk, reason="To the laboratory run"), record, name="second")
    hands = list(record.hands.all())
    assert [hand.receiver for hand in hands] == ["Agent", "Second", "Third"]
    assert hands[1].seal == hands[2].seal == "S1"
    assert chain.unbroken(hands)


def test_nothing_is_handed_over_before_it_was_received(service: Service) -> None:
    record = seized(service)
    with pytest.raises(GuardRefused, match="later than that"):
        does(service, STORE, record, when=NOON - timedelta(hours=2))


STEPS = st.lists(st.sampled_from(["store", "lab", "one", "two", "three", "back"]), max_size=6)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=STEPS)
def test_the_chain_never_has_a_gap_whatever_is_done_in_whatever_order(service: Service, steps: list[str]) -> None:
    leased(service)
    record = seized(service)
    for step in steps:
        act: Any = {
            "store": STORE,
            "lab": acts.HandOver(outside="State laboratory", reason="To be tested"),
            "back": acts.ReturnProperty(to="A. Lind", reason="No notice in time"),
        }.get(step)
        if act is None:
            act = acts.HandOver(to=service.officer("supervisor", step).pk, reason="Passed on")
        holder = chain.last(record).receiver_account or service.officer("supervisor", "one")
        try:
            record = perform(act, on=record, by=holder, at=service.jfk, purpose=PURPOSE).record
        except LimenError:
            continue
    hands = list(record.hands.all())
    assert hands[0].giver == "where it was found"
    assert chain.unbroken(hands)


def test_a_weight_taken_again_stands_beside_the_first(service: Service) -> None:
    record = seized(service)
    again = acts.WeighAgain(line=1, quantity="11.2", witness="B. Lind", reason="At the laboratory")
    does(service, again, record)
    item = record.items.get()
    weighing = item.weighings.get()
    assert (item.quantity, weighing.before) == (Decimal("11.2"), Decimal("11.25"))
    with pytest.raises(BadInput, match="no such line"):
        does(service, acts.WeighAgain(line=9, quantity="1", witness="B. Lind", reason="Nothing"), record)


def test_notice_is_given_in_its_time_and_a_claim_starts_the_time_for_a_court(service: Service) -> None:
    record = seized(service)
    lead = {"role": "supervisor"}
    record = does(service, acts.NotifyOwner(how="Registered mail"), record, **lead).record
    assert clocks(record)["patrol.seizure_notice"] == "satisfied"
    record = does(service, acts.ReceiveClaim(claimant="A. Lind", person=service.person().pk), record, **lead).record
    assert clocks(record)["patrol.forfeiture_complaint"] == "running"
    with pytest.raises(GuardRefused, match="A court forfeits"):
        does(service, acts.Forfeit(reason="Declaration of forfeiture"), record, **lead)
    record = does(service, acts.ReferJudicial(case="4:26-cv-00012"), record, **lead).record
    assert clocks(record)["patrol.forfeiture_complaint"] == "satisfied"
    record = does(service, acts.Forfeit(reason="Judgment of the court"), record, **lead).record
    assert record.state == "forfeited"


def test_nothing_is_forfeited_without_notice(service: Service) -> None:
    with pytest.raises(GuardRefused, match="notice"):
        does(service, acts.Forfeit(reason="Declaration of forfeiture"), seized(service), role="supervisor")


def test_what_is_given_back_ends_the_duty_to_give_notice(service: Service) -> None:
    act = acts.ReturnProperty(to="A. Lind", reason="It is not contraband")
    record = does(service, act, seized(service), role="supervisor").record
    assert set(clocks(record).values()) == {"satisfied"}
    assert record.hands.last().receiver == "A. Lind"
    with pytest.raises(WrongState):
        does(service, STORE, record)


def test_two_others_see_it_destroyed(service: Service) -> None:
    record = does(service, STORE, seized(service)).record
    lead, one, two = (service.officer("supervisor", name).pk for name in ("supervisor", "one", "two"))
    for first, second in ((one, one), (lead, one)):
        act = acts.Destroy(first_witness=first, second_witness=second, how="Burnt at the plant")
        with pytest.raises(BadInput, match="Two others"):
            does(service, act, record, role="supervisor")
    act = acts.Destroy(first_witness=one, second_witness=two, how="Burnt at the plant")
    record = does(service, act, record, role="supervisor").record
    assert (record.state, record.witnesses) == ("destroyed", ["One", "Two"])


def test_what_another_agency_seized_has_ninety_days_and_its_own_first_hand(service: Service) -> None:
    leased(service)
    act = acts.AdoptSeizure(**CAR, agency="County sheriff", where="31.3, -110.9", circumstances="At a traffic stop")
    record = does(service, act).record
    assert clocks(record) == {"patrol.seizure_notice_adopted": "running"}
    assert record.hands.get().giver == "County sheriff"


def test_the_clocks_of_one_seizure_are_not_met_by_another_of_the_same_person(service: Service) -> None:
    person = str(service.person().pk)
    first, second = seized(service, person=person), seized(service, person=person)
    does(service, acts.NotifyOwner(how="Registered mail"), first, role="supervisor")
    assert clocks(second)["patrol.seizure_notice"] == "running"


def test_numbers_of_detections_and_seizures_come_from_runs_of_their_own(service: Service) -> None:
    assert (detected(service).number, seized(service).number) == ("D00000001", "SZ00000001")
