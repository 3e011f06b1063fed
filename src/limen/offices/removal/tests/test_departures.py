"""Departures: the manifest, the gate at every step, the door, and what follows from a departure verified."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.documents import acts as documents
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.ledger.models import Entry
from limen.core.lookouts.models import Lookout
from limen.kernel import BadInput, GuardRefused, LimenError, UnknownRecord, WrongState, opened
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Movement, Protection, ReturnBar, Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import NOON, SUPERVISOR, do, final, ordered, protected
from tests.factories import Service

pytestmark = pytest.mark.django_db


def other_case(service: Service) -> Case:
    return final(service, service.person(surname="Svensson", given_names="Karl"))


def test_a_person_without_a_final_order_is_put_on_no_manifest(service: Service) -> None:
    movement, case = scenes.run(service), ordered(service)
    with pytest.raises(GuardRefused, match="no final order"):
        do(service, scenes.listing(movement, case))


def test_a_person_is_sent_nowhere_but_where_the_order_says(service: Service) -> None:
    movement = scenes.run(service, country="SWE")
    with pytest.raises(GuardRefused, match="names UTO; this goes to SWE"):
        do(service, scenes.listing(movement, final(service)))


@pytest.mark.parametrize(
    ("kind", "country", "citation"),
    [
        ("withholding", "UTO", "1231(b)(3)"),
        ("cat_withholding", "UTO", "208.16(c)"),
        ("tps", "", "1254a"),
        ("t_status", "", "1101(a)(15)(T)"),
        ("u_prima_facie", "", "1227(d)"),
        ("stay_administrative", "", "241.6"),
    ],
)
def test_who_is_protected_is_put_on_no_manifest_and_the_refusal_says_why(
    service: Service, kind: str, country: str, citation: str
) -> None:
    scenes.in_the_know(service)
    movement, case = scenes.run(service), final(service)
    guard(service, case, kind, country)
    with pytest.raises(GuardRefused) as refused:
        do(service, scenes.listing(movement, case))
    assert citation in refused.value.citation


def test_who_may_not_know_of_the_protection_is_refused_and_told_nothing_of_it(service: Service) -> None:
    movement, case = scenes.run(service), final(service)
    guard(service, case, "withholding", "UTO")
    with pytest.raises(UnknownRecord) as refused:
        do(service, scenes.listing(movement, case))
    assert "ithh" not in refused.value.message


def guard(service: Service, case: Case, kind: str, country: str = "") -> Protection:
    if kind.startswith("stay"):
        return do(
            service, acts.RecordStay(person=case.person_id, kind=kind, reason="Asked and granted"), None, SUPERVISOR
        )
    return protected(service, kind, country, case.person)


def test_a_stay_granted_while_people_board_stops_the_person_at_the_door(service: Service) -> None:
    seat = scenes.at_the_door(service)
    guard(service, seat.case, "stay_administrative")
    with pytest.raises(GuardRefused, match="Administrative stay"):
        do(service, acts.Embark(), seat)


def test_a_stay_granted_when_the_person_sits_aboard_keeps_the_aircraft_on_the_ground(service: Service) -> None:
    seat = scenes.embarked(service)
    guard(service, seat.case, "stay_administrative")
    movement = Movement.objects.get()
    with pytest.raises(GuardRefused, match="must not go: Administrative stay"):
        do(service, acts.Depart(), movement)
    do(service, acts.DoNotEmbark(why="Stayed by the field office"), seat)
    assert Seat.objects.get().state == "not_embarked"
    assert RunningClock.objects.get(key="removal.departure_verified").state == "satisfied"


def test_withholding_from_one_country_does_not_keep_a_person_from_another(service: Service) -> None:
    scenes.in_the_know(service)
    case = final(service)
    protected(service, "withholding", "SWE", case.person)
    assert do(service, scenes.listing(scenes.run(service), case)).state == "manifested"


def test_nobody_travels_without_a_document_or_a_reason(service: Service) -> None:
    movement, case = scenes.run(service), final(service)
    with pytest.raises(GuardRefused, match="No travel document"):
        do(service, scenes.listing(movement, case, no_document_why=""))
    scenes.received(service, case)
    seat = do(service, scenes.listing(movement, case, no_document_why=""))
    assert seat.document.number == "T1"


def test_a_document_reported_since_stops_the_person_at_the_door(service: Service) -> None:
    case = final(service)
    scenes.received(service, case)
    seat = scenes.at_the_door(service, case=case, no_document_why="")
    do(service, documents.ReportDocument(why="revoked", reason="The consulate told us"), seat.document)
    with pytest.raises(GuardRefused, match="reported"):
        do(service, acts.Embark(), seat)


def test_a_person_is_on_one_manifest_at_a_time(service: Service) -> None:
    seat = scenes.listed(service)
    other = scenes.run(service, number="RPN 13")
    with pytest.raises(GuardRefused, match="open manifest"):
        do(service, scenes.listing(other, seat.case))
    do(service, acts.TakeOff(why="Moved to the next flight"), seat)
    assert do(service, scenes.listing(other, seat.case)).movement_id == other.pk


def test_a_seat_is_taken_once(service: Service) -> None:
    seat = scenes.listed(service, label="12a")
    assert seat.label == "12A"
    with pytest.raises(BadInput, match="Seat 12A is taken"):
        do(service, scenes.listing(seat.movement, other_case(service), label="12A"))
    second = do(service, scenes.listing(seat.movement, other_case(service)))
    with pytest.raises(BadInput):
        do(service, acts.AssignSeat(label="12A"), second)
    assert do(service, acts.AssignSeat(label="12B"), second).label == "12B"


def test_no_more_people_than_seats(service: Service) -> None:
    seat = scenes.listed(service, movement=scenes.run(service, capacity=1))
    with pytest.raises(GuardRefused, match="Every seat is taken"):
        do(service, scenes.listing(seat.movement, other_case(service)))


def test_boarding_does_not_open_without_escorts(service: Service) -> None:
    seat = scenes.listed(service, movement=scenes.run(service))
    with pytest.raises(GuardRefused, match="1 people need 1 escorts; 0 are named"):
        do(service, acts.OpenBoarding(), seat.movement)
    scenes.escorted(service, seat.movement)
    assert do(service, acts.OpenBoarding(), seat.movement).state == "boarding"


def test_a_run_goes_unescorted_only_for_a_reason(service: Service) -> None:
    with pytest.raises(BadInput, match="why nobody goes along"):
        scenes.run(service, escorted=False)
    seat = scenes.listed(service, movement=scenes.run(service, escorted=False, unescorted_why="Commercial, low risk"))
    assert do(service, acts.OpenBoarding(), seat.movement).state == "boarding"


def test_who_is_not_cleared_does_not_embark(service: Service) -> None:
    seat = scenes.listed(service)
    do(service, acts.OpenBoarding(), seat.movement)
    with pytest.raises(WrongState):
        do(service, acts.Embark(), seat)
    do(service, acts.ClearMedically(by="R. Nurse, RN"), seat)
    do(service, acts.FindUnfit(by="D. Doctor, MD", notes="Fever of 39 degrees"), seat)
    with pytest.raises(WrongState):
        do(service, acts.Embark(), seat)


def test_nobody_embarks_when_boarding_is_over_until_the_departure_is_put_off(service: Service) -> None:
    seat = scenes.at_the_door(service)
    with time_machine.travel(NOON + timedelta(hours=2, minutes=45), tick=True):
        with pytest.raises(GuardRefused, match="Boarding ended at 14:30"):
            do(service, acts.Embark(), seat)
        later = acts.RescheduleMovement(departs_at=NOON + timedelta(hours=5), why="Late crew at the gate")
        do(service, later, Movement.objects.get())
        assert do(service, acts.Embark(), seat).state == "embarked"


def test_a_family_is_not_put_on_two_aircraft(service: Service) -> None:
    mother, child = scenes.family(service)
    seat = scenes.listed(service, case=final(service, mother))
    other = scenes.run(service, number="RPN 13")
    case = final(service, child)
    with pytest.raises(GuardRefused, match="family unit is on another movement"):
        do(service, scenes.listing(other, case))
    with pytest.raises(GuardRefused, match="parted from their family unit"):
        do(service, acts.OpenBoarding(), seat.movement)
    do(service, scenes.listing(seat.movement, case))
    assert do(service, acts.OpenBoarding(), seat.movement).state == "boarding"


def test_a_supervisor_may_allow_a_family_to_part_for_a_reason(service: Service) -> None:
    mother, child = scenes.family(service)
    seat = scenes.listed(service, case=final(service, mother))
    case = final(service, child)
    act = acts.PartFamily(why="The child stays with the father, who is a citizen.")
    with pytest.raises(LimenError):
        do(service, act, seat)
    do(service, act, seat, SUPERVISOR)
    assert do(service, acts.OpenBoarding(), seat.movement).state == "boarding"
    assert do(service, scenes.listing(scenes.run(service, number="RPN 13"), case)).state == "manifested"


def test_boarding_closes_only_when_everyone_was_decided_at_the_door(service: Service) -> None:
    seat = scenes.embarked(service)
    second = do(service, scenes.listing(seat.movement, other_case(service)))
    movement = Movement.objects.get()
    with pytest.raises(GuardRefused, match="1 on the manifest were neither"):
        do(service, acts.Depart(), movement)
    do(service, acts.DoNotEmbark(why="Fell ill at the door"), second)
    assert do(service, acts.Depart(), movement).state == "departed"


def test_a_cancelled_run_frees_everyone_for_another(service: Service) -> None:
    seat = scenes.listed(service)
    do(service, acts.CancelMovement(why="Aircraft out of service"), seat.movement)
    assert Seat.objects.get().state == "taken_off"
    assert scenes.listed(service, case=seat.case).state == "manifested"


def test_a_run_with_people_aboard_is_not_cancelled(service: Service) -> None:
    seat = scenes.embarked(service)
    with pytest.raises(GuardRefused, match="People are aboard"):
        do(service, acts.CancelMovement(why="Aircraft out of service"), seat.movement)


def test_a_verified_departure_carries_out_the_warrant_of_everyone_aboard(service: Service) -> None:
    seat = scenes.removed(service)
    assert seat.state == "removed"
    assert seat.case.state == "removed"
    paper = Paper.objects.get(form="i205")
    assert paper.data["fingerprint"] == "FP-77"
    assert paper.data["verified_by"] == "P. Watch, at the gate"
    assert paper.data["departed_from"] == "John F. Kennedy"
    assert RunningClock.objects.get(key="removal.departure_verified").state == "satisfied"
    assert RunningClock.objects.get(key="removal.period").state == "satisfied"


def test_a_removal_ends_the_stay_in_custody(service: Service) -> None:
    case = final(service)
    agent: dict[str, Any] = {"role": "agent", "purpose": "custody"}
    stay = service.do(custody.TakeIntoCustody(person=case.person_id, under="arrest.without_warrant"), **agent)
    service.do(custody.BookIn(cell="4"), stay, **agent)
    scenes.removed(service, case=case)
    assert Stay.objects.get().state == "removed"


def test_a_removal_bars_return_and_a_lookout_is_nominated(service: Service) -> None:
    seat = scenes.removed(service)
    bar = ReturnBar.objects.get()
    assert (bar.code, str(bar.until)) == ("other_first", "2036-11-25")
    lookout = Lookout.objects.get()
    assert bar.lookout == lookout
    assert lookout.state == "nominated"
    assert "2036-11-25" in lookout.basis
    assert bar.citation in lookout.basis
    assert seat.removed_on is not None


def test_who_was_removed_before_is_barred_for_longer(service: Service) -> None:
    first = scenes.removed(service)
    again = final(service, first.person)
    scenes.removed(service, case=again, movement=scenes.escorted(service, scenes.run(service, number="RPN 13")))
    assert set(ReturnBar.objects.values_list("code", flat=True)) == {"other_first", "second"}
    assert Lookout.objects.count() == 1


def test_who_is_not_let_in_comes_back_to_an_open_case_and_no_bar(service: Service) -> None:
    seat = scenes.removed(service)
    act = acts.ReturnPerson(by="Immigration officer at Zenith", why="Nationality not accepted there")
    back = do(service, act, seat)
    assert back.state == "returned"
    assert Case.objects.get().state == "final"
    assert ReturnBar.objects.get().state == "struck"
    assert Lookout.objects.get().state == "withdrawn"


def test_consent_to_apply_again_lifts_the_bar_and_its_lookout(service: Service) -> None:
    bar = scenes.barred(service)
    act = acts.LiftBar(consent="I-212 EAC-77", consented_on=scenes.TODAY)
    with pytest.raises(LimenError):
        do(service, act, bar)
    assert do(service, act, bar, SUPERVISOR).state == "lifted"
    assert Lookout.objects.get().state == "withdrawn"


def test_consent_after_the_permanent_bar_cannot_be_asked_before_ten_years(service: Service) -> None:
    bar = scenes.barred(service, code="permanent")
    with pytest.raises(GuardRefused, match="before 2036-11-25"):
        do(service, acts.LiftBar(consent="I-212 EAC-77", consented_on=scenes.TODAY), bar, SUPERVISOR)


def test_another_bar_takes_over_the_lookout_of_one_that_was_lifted(service: Service) -> None:
    person = service.person()
    bar = scenes.barred(service, person)
    other = scenes.barred(service, person, code="second")
    do(service, acts.LiftBar(consent="I-212 EAC-77", consented_on=scenes.TODAY), bar, SUPERVISOR)
    other.refresh_from_db()
    assert other.lookout is not None
    assert other.lookout.state == "nominated"
    assert Lookout.objects.filter(state="withdrawn").count() == 1


def test_a_bar_that_is_over_puts_up_no_lookout(service: Service) -> None:
    scenes.barred(service, since=scenes.TODAY.replace(year=2010))
    assert Lookout.objects.count() == 0


@pytest.mark.parametrize(
    ("listing", "code", "until"),
    [({}, "other_first", "2036-11-25"), ({"arriving": True}, "arriving_first", "2031-11-25")],
)
def test_how_long_a_person_is_barred_follows_from_where_proceedings_began(
    service: Service, listing: dict[str, Any], code: str, until: str
) -> None:
    scenes.removed(service, **listing)
    bar = ReturnBar.objects.get()
    assert (bar.code, str(bar.until)) == (code, until)


def test_an_aggravated_felony_charged_and_not_withdrawn_bars_for_ever(service: Service) -> None:
    case = final(service)
    charge = next(row.code for row in lawbook().codes("charges").rows if row.attributes.get("ground") == "2A3")
    with opened("maintenance.test"):
        case.charges.update(code=charge)
    scenes.removed(service, case=case)
    bar = ReturnBar.objects.get()
    assert (bar.code, bar.until) == ("felony", None)
    assert "for ever" in Lookout.objects.get().basis


def test_a_stay_granted_after_the_departure_hides_nothing(service: Service) -> None:
    seat = scenes.departed(service)
    guard(service, seat.case, "stay_administrative")
    do(service, acts.VerifyDeparture(how="carrier", by="Station manager"), Movement.objects.get())
    assert Case.objects.get().state == "removed"
    entry = Entry.objects.get(act="removal.case_removed")
    assert "stay_administrative" in entry.personal_part.body


@pytest.mark.parametrize(("arriving", "until"), [(False, "2036-11-25"), (True, "2031-11-25")])
def test_a_person_is_told_before_leaving_how_long_they_may_not_come_back(
    service: Service, arriving: bool, until: str
) -> None:
    seat = scenes.listed(service, arriving=arriving)
    assert do(service, acts.WarnOfBar(language="es"), seat).warned_at is not None
    paper = Paper.objects.get(form="i294")
    assert paper.data["barred_until"] == until
    assert paper.data["language"] == "Spanish"
