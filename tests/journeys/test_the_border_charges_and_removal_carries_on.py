"""Whom the border ordered removed or charged has a removal case the moment Detention and Removal takes them over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.referrals.acts import AcceptReferral
from limen.core.referrals.models import Referral
from limen.offices.inspections import acts as inspections
from limen.offices.patrol import acts as patrol
from limen.offices.patrol.tests.event_scenes import COURT, NOON, WHY, Station, charge
from limen.offices.removal import acts
from limen.offices.removal.models import Case
from tests.architecture.making import Made
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def facility(service: Service) -> Any:
    return service.place("facility", "ELZ", "Elizabeth", "America/New_York")


def fetched(service: Service, facility: Any) -> Stay:
    """Have the person who was referred brought to the facility, and receive them."""
    referral = Referral.objects.get(to_office="removal")
    fetch = acts.FetchCustody(referral=referral.pk, why="Held until removal")
    service.act(fetch, at=facility, role="deportation_officer")
    stay = Stay.objects.get(person=referral.person_id)
    service.act(acts.ReceiveCustody(), stay.takeovers.get(), at=facility, role="deportation_officer")
    stay.refresh_from_db()
    return stay


def test_an_order_made_at_the_counter_is_the_case_it_opens(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        service.do(inspections.OrderExpeditedRemoval(), Made(service).proposed(), role="supervisor")
        assert not Case.objects.exists()
        clock.shift(timedelta(hours=9))
        stay = fetched(service, facility)
        case = Case.objects.get()
        assert (case.kind, case.state, case.ordered_by, case.place_id) == ("expedited", "final", "officer", facility.pk)
        assert (case.served_at, case.final_on) == (NOON, NOON.date())
        assert [row.code for row in case.charges.all()] == ["239"]
        assert stay.authority == "detain.order"
        assert "removal.period" in live(case.person)
        period = RunningClock.objects.get(key="removal.period")
        assert period.started_at == NOON, "no hour is lost between the order and the taking over"
        assert Paper.objects.filter(form="i860").count() == 1
    all_is_owned_and_proved()


def test_a_charge_served_at_the_station_is_before_the_judge(service: Service, facility: Any) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = station.asked()
        station.do(patrol.DecideDisposition(**charge("notice_to_appear_detained", charges=["231"])), record)
        fetched(service, facility)
        case = Case.objects.get()
        assert (case.kind, case.state, case.court) == ("proceedings", "in_proceedings", COURT["hearing_court"])
        assert [(row.code, row.paragraph) for row in case.charges.all()] == [("231", "8 U.S.C. 1182(a)(6)(A)(i)")]
        assert case.next_hearing_at == COURT["hearing_at"]
        assert case.hearings.get().at == COURT["hearing_at"]
    all_is_owned_and_proved()


def test_who_was_let_go_into_proceedings_has_a_case_once_the_work_is_accepted(service: Service, facility: Any) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = station.asked()
        said = charge("notice_to_appear_released", address="12 Oak Street, Tulsa", conditions="Report when told.")
        station.do(patrol.ProposeDisposition(**said), record)
        station.do(patrol.ApproveDisposition(), record, role="supervisor")
        station.do(patrol.ReleasePerson(to="12 Oak Street, Tulsa"), record)
        referral = Referral.objects.get(to_office="removal")
        service.act(AcceptReferral(), referral, at=facility, role="deportation_officer")
    case = Case.objects.get()
    assert (case.state, case.person_id) == ("in_proceedings", record.person_id)


def test_a_case_that_lives_already_is_the_one_that_goes_on(service: Service, facility: Any) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = station.asked()
        station.do(patrol.DecideDisposition(**charge("notice_to_appear_detained", charges=["231"])), record)
        opened = service.act(
            acts.OpenCase(person=record.person_id), at=facility, role="deportation_officer", purpose="removal"
        )
        fetched(service, facility)
    assert Case.objects.get().pk == opened.pk


def test_a_notice_of_intent_waits_for_an_answer_and_another_officer(service: Service, facility: Any) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = station.asked()
        station.do(patrol.RecordHistory(felony="aggravated", convictions="Burglary, three years"), record)
        said = {"says": WHY, "charges": ["304"], "allegations": "1. Convicted of an aggravated felony."}
        station.do(patrol.ProposeDisposition(disposition="administrative_removal", **said), record)
        station.do(patrol.ApproveDisposition(), record, role="supervisor")
        fetched(service, facility)
    case = Case.objects.get()
    assert (case.kind, case.state, case.ordered_on) == ("administrative", "open", None)
    # the tenth day is a Saturday
    assert case.response_until == (NOON + timedelta(days=12)).date()


def test_an_earlier_order_reinstated_stands_with_its_day(service: Service, facility: Any) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = station.asked()
        history = patrol.RecordHistory(
            prior_order="obtained",
            order_text="Order of a judge at Harlingen",
            order_on="2019-01-08",
            removed_on="2019-01-20",
            identity="proved",
        )
        station.do(history, record)
        station.do(patrol.ProposeDisposition(disposition="reinstatement", says=WHY, country="HND"), record)
        station.do(patrol.ApproveDisposition(), record, role="supervisor")
        fetched(service, facility)
    case = Case.objects.get()
    assert (case.kind, case.state, case.prior_order) == ("reinstatement", "final", "Order of a judge at Harlingen")
    assert str(case.prior_order_on) == "2019-01-08"
