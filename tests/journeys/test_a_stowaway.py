"""A stowaway has no hearing; fear alone is heard, and then a judge hears asylum alone or the order is completed."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.documents.papers.book import book
from limen.core.ledger.models import Entry
from limen.core.referrals.models import Referral
from limen.kernel import BadInput, GuardRefused
from limen.offices.inspections import acts as inspections
from limen.offices.patrol import acts as patrol
from limen.offices.patrol.tests.event_scenes import WHY, Station, charge
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Protection
from tests.architecture import making
from tests.architecture.making import NOON, Made
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved, live
from tests.journeys.test_fear_found_and_charged import SERVED
from tests.journeys.test_fear_to_parole import her_claim_is_referred
from tests.journeys.test_no_fear_found_and_ordered_removed import AFFIRMED, DECLINED, heard

pytestmark = pytest.mark.django_db


@pytest.fixture
def facility(service: Service) -> Any:
    return service.place("facility", "ELZ", "Elizabeth", "America/New_York")


def found_hidden_in_a_hold(station: Station, *, fear: bool) -> Any:
    """Return somebody who came hidden on a ship and was asked everything."""
    record = station.asked()
    station.do(patrol.RecordEntry(manner="stowaway", entered_on=NOON.date()), record)
    station.do(patrol.RecordGround(ground="6D", evidence="Found in the hold of the Aurora."), record)
    if fear:
        station.do(patrol.AskQuestion(question="harmed", answer="Yes", shows="shown"), record)
    return record


def taken_over_and_heard(service: Service, station: Station, facility: Any) -> Protection:
    """Return the claim of a stowaway who was sent to be heard."""
    record = found_hidden_in_a_hold(station, fear=True)
    said = {"disposition": "stowaway_fear", "says": WHY}
    with pytest.raises(BadInput, match="I-259 needs: Carrier"):
        station.do(patrol.DecideDisposition(**said), record)
    said["carrier"] = "Atlantic Lines"
    station.do(patrol.DecideDisposition(**said), record)
    fetch = acts.FetchCustody(referral=Referral.objects.get(to_office="removal").pk, why="Held for the interview")
    service.act(fetch, at=facility, role="deportation_officer")
    stay = Stay.objects.get(person=record.person_id)
    service.act(acts.ReceiveCustody(), stay.takeovers.get(), at=facility, role="deportation_officer")
    assert not Case.objects.exists(), "who waits to be heard is not ordered removed"
    return her_claim_is_referred(service, stay, facility)


def test_a_stowaway_has_no_hearing(service: Service) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = found_hidden_in_a_hold(station, fear=False)
        with pytest.raises(GuardRefused, match="no applicant for admission"):
            station.do(patrol.DecideDisposition(**charge("notice_to_appear_detained")), record)


def test_a_stowaway_who_shows_fear_is_not_ordered_removed_but_heard(service: Service) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False):
        record = found_hidden_in_a_hold(station, fear=True)
        said = {"disposition": "stowaway", "says": WHY, "carrier": "Atlantic Lines"}
        with pytest.raises(GuardRefused, match="fear of return"):
            station.do(patrol.DecideDisposition(**said), record)


@pytest.mark.parametrize("after", [AFFIRMED, DECLINED], ids=["the judge affirms", "no review is asked"])
def test_no_fear_found_completes_the_removal_and_the_carrier_is_told(
    service: Service, facility: Any, after: list[Any]
) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False) as clock:
        claim = taken_over_and_heard(service, station, facility)
        clock.shift(timedelta(days=3))
        heard(service, facility, claim, *after)
        case = Case.objects.get()
        assert (case.kind, case.state, case.ordered_by) == ("stowaway", "final", "officer")
        assert "removal.period" in live(case.person)
        order = Paper.objects.get(about=case.pk)
        assert (order.form, order.data["carrier"]) == ("i259", "Atlantic Lines")
        assert order.data["persons"][0]["kind"] == "stowaway"
        assert order.data["decision"].startswith("Remove the person"), "the carrier is told what to do"
        assert order.data["officer"] != "A. Ferris", "an asylum officer's name tells that fear was heard"
        entry = json.loads(Entry.objects.get(act="removal.enter_order").body)
        assert entry["authority"]["key"] == "remove.stowaway"
    all_is_owned_and_proved()


def test_no_carrier_reads_that_fear_was_heard(service: Service, facility: Any) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False) as clock:
        claim = taken_over_and_heard(service, station, facility)
        clock.shift(timedelta(days=3))
        heard(service, facility, claim, *AFFIRMED)
        inspection = Made(service).stowaway(fear=True)
        service.do(inspections.ReferStowaway(carrier="Atlantic Lines"), inspection, role="secondary_officer")
        notices = Paper.objects.filter(form="i259")
        assert notices.count() == 3
        for notice in notices:
            shown = " ".join(said_of(notice))
            assert "fear" not in shown.casefold(), shown
            assert "asylum" not in shown.casefold(), shown
            assert "208.30" not in shown, shown


def said_of(paper: Paper) -> list[str]:
    """Return what the fields of a paper's form say."""
    wanted = {field.key for field in book().get(paper.form, paper.made_on).fields}
    return [str(value) for key, value in paper.data.items() if key in wanted]


def test_a_carrier_that_no_paper_names_is_told_by_hand(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        person = service.person()
        ordered = acts.OfficerOrder(person=person.pk, kind="stowaway", country="UTO", charge="239")
        case = service.act(ordered, at=facility, role="supervisor")
        assert not Paper.objects.filter(form="i259").exists()
        told = acts.TellCarrier(carrier="Atlantic Lines", vessel="Aurora", agent="The master", country="UTO")
        service.act(told, case, at=facility, role="supervisor")
        notice = Paper.objects.get(form="i259", about=case.pk)
        assert (notice.data["carrier"], notice.data["vessel"], notice.data["persons"][0]["kind"]) == (
            "Atlantic Lines",
            "Aurora",
            "stowaway",
        )
        claim = service.act(acts.ClaimFear(person=person.pk, reason="Says so"), at=facility, role="deportation_officer")
        assert claim.state == "pending"
        case.refresh_from_db()
        with pytest.raises(GuardRefused, match="fear"):
            service.act(told, case, at=facility, role="supervisor")


def test_no_carrier_is_told_of_an_order_that_goes_to_none(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        ordered = acts.OfficerOrder(person=service.person().pk, kind="expedited", country="UTO", charge="239")
        case = service.act(ordered, at=facility, role="supervisor")
        with pytest.raises(GuardRefused, match="No carrier"):
            service.act(acts.TellCarrier(carrier="Atlantic Lines", country="UTO"), case, at=facility, role="supervisor")


def test_fear_found_goes_to_a_judge_for_asylum_alone(service: Service, facility: Any) -> None:
    station = Station(service)
    with time_machine.travel(NOON, tick=False) as clock:
        claim = taken_over_and_heard(service, station, facility)
        clock.shift(timedelta(days=3))
        for act in (acts.RecordInterview(held_on=NOON.date() + timedelta(days=3)), acts.FindFear()):
            claim.refresh_from_db()
            service.act(act, claim, at=facility, role="deportation_officer")
        case = Case.objects.get()
        assert (case.kind, case.state) == ("asylum_only", "open")
        claim.refresh_from_db()
        kept = acts.KeepForMerits(office="Newark Asylum Office", told_on=NOON.date() + timedelta(days=3))
        with pytest.raises(GuardRefused, match="goes to a judge"):
            service.act(kept, claim, at=facility, role="deportation_officer")
        service.act(SERVED, case, at=facility, role="deportation_officer")
        notice = Paper.objects.get(about=case.pk)
        assert notice.form == "i863"
        assert notice.data["arrived_on"] == NOON.date().isoformat()
        assert notice.data["port"], "the arrival as the border wrote it"
        assert "fear.charging" not in live(claim.person)
    all_is_owned_and_proved()


def test_the_port_orders_a_stowaway_removed_and_tells_the_carrier(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False):
        inspection = Made(service).stowaway(fear=False)
        with pytest.raises(GuardRefused, match="no applicant for admission"):
            service.do(making.charge(), inspection, role="secondary_officer")
        service.do(inspections.OrderStowaway(carrier="Atlantic Lines"), inspection, role="secondary_officer")
        told = Paper.objects.get(form="i259")
        assert (told.data["carrier"], told.data["persons"][0]["kind"]) == ("Atlantic Lines", "stowaway")
        stay = Stay.objects.get()
        assert stay.authority == "detain.arriving"
        fetch = acts.FetchCustody(referral=Referral.objects.get(to_office="removal").pk, why="To be sent back")
        service.act(fetch, at=facility, role="deportation_officer")
        service.act(acts.ReceiveCustody(), stay.takeovers.get(), at=facility, role="deportation_officer")
        case = Case.objects.get()
        assert (case.kind, case.state) == ("stowaway", "final")
    all_is_owned_and_proved()


def test_a_stowaway_who_shows_fear_at_the_port_is_heard_and_then_sent_back(service: Service, facility: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        inspection = Made(service).stowaway(fear=True)
        with pytest.raises(GuardRefused, match="fear of return"):
            service.do(inspections.OrderStowaway(carrier="Atlantic Lines"), inspection, role="secondary_officer")
        service.do(inspections.ReferStowaway(carrier="Atlantic Lines"), inspection, role="secondary_officer")
        fetch = acts.FetchCustody(referral=Referral.objects.get(to_office="removal").pk, why="To be heard")
        service.act(fetch, at=facility, role="deportation_officer")
        stay = Stay.objects.get()
        service.act(acts.ReceiveCustody(), stay.takeovers.get(), at=facility, role="deportation_officer")
        claim = her_claim_is_referred(service, stay, facility)
        clock.shift(timedelta(days=3))
        heard(service, facility, claim, *DECLINED)
        case = Case.objects.get()
        assert (case.kind, case.state) == ("stowaway", "final")
        assert Paper.objects.get(about=case.pk).data["carrier"] == "Atlantic Lines"
    all_is_owned_and_proved()
