"""Detainers, and people whom other offices hand over: nobody waits in another's cell unseen."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from limen.core.clocks.models import RunningClock
from limen.core.custody.acts import BookIn, TakeIntoCustody, Transfer
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.referrals.acts import SendReferral
from limen.kernel import BadInput, GuardRefused
from limen.offices.removal import acts
from limen.offices.removal.models import Takeover
from limen.offices.removal.queries import decisions
from limen.offices.removal.tests.case_scenes import final
from limen.offices.removal.tests.custody_scenes import Field, due
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def field(service: Service) -> Field:
    return Field(service)


def issue(person: Any, **more: Any) -> acts.IssueDetainer:
    said = {
        "person": person.pk,
        "agency": "Bexar County Jail",
        "county": "Bexar, Texas",
        "causes": ["final_order", "biometrics"],
        "contact": "210 555 0199, at any hour",
    }
    return acts.IssueDetainer(**{**said, **more})


def test_a_detainer_is_honoured_and_the_person_booked_in_here(field: Field) -> None:
    person = field.service.person()
    record = field.do(issue(person))
    assert Paper.objects.get(form="i247a").data["agency"][0] == "Bexar County Jail"
    soon = timezone.now() + timedelta(hours=20)
    record = field.do(acts.AcknowledgeDetainer(says="Will hold", release_expected=soon), record)
    record = field.do(acts.OtherCustodyEnds(), record)
    assert "custody.detainer" in due(person)
    record = field.do(acts.ExecuteDetainer(cell="B2"), record)
    stay = Stay.objects.get(person=person)
    assert (record.state, record.lifted_why, record.stay_id) == ("executed", "B", stay.pk)
    assert (stay.state, stay.authority, stay.subject_record) == ("held", "arrest.warrant", "removal.detainer")
    assert "custody.detainer" not in due(person)


def test_who_comes_from_a_jail_under_a_final_order_is_held_under_it_and_the_removal_period_begins(field: Field) -> None:
    person = field.service.person()
    final(field.service, person)
    record = field.do(acts.OtherCustodyEnds(), field.do(issue(person)))
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        field.do(acts.ExecuteDetainer(), record)
    assert Stay.objects.get(person=person).authority == "detain.order"
    periods = RunningClock.objects.filter(person=person, key="removal.period").order_by("started_at", "pk")
    assert [clock.state for clock in periods] == ["satisfied", "running"]


def test_a_detainer_that_nobody_executes_in_time_is_a_breach(field: Field) -> None:
    from limen.core.clocks.queries import overdue

    record = field.do(acts.OtherCustodyEnds(), field.do(issue(field.service.person())))
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        assert [row.key for row in overdue(timezone.now())] == ["custody.detainer"]
        field.do(acts.LiftDetainer(why="S"), record)
        assert list(overdue(timezone.now())) == []


def test_the_hold_lasts_forty_eight_hours_of_business_days_and_nobody_is_taken_on_it_after(field: Field) -> None:
    ended = datetime(2026, 11, 24, 10, tzinfo=field.facility.zone)
    with time_machine.travel(ended, tick=False) as clock:
        record = field.do(acts.OtherCustodyEnds(), field.do(issue(field.service.person())))
        over = datetime(2026, 11, 27, 10, tzinfo=field.facility.zone)
        assert RunningClock.objects.get(key="custody.detainer").due_at == over, "Thanksgiving does not count"
        clock.move_to(over + timedelta(minutes=1))
        with pytest.raises(GuardRefused, match="ran out at 2026-11-27 10:00"):
            field.do(acts.ExecuteDetainer(cell="B2"), record)
        assert not Stay.objects.exists()
        clock.move_to(over)
        assert field.do(acts.ExecuteDetainer(cell="B2"), record).state == "executed"


def test_an_agency_declines_and_the_detainer_is_lifted_for_a_reason_of_the_list(field: Field) -> None:
    record = field.do(acts.DeclineDetainer(says="State law forbids it"), field.do(issue(field.service.person())))
    with pytest.raises(BadInput, match="executing"):
        field.do(acts.LiftDetainer(why="B"), record)
    assert field.do(acts.LiftDetainer(why="N"), record).state == "lifted"
    told = Paper.objects.filter(form="i247a", about=record.pk).order_by("created_at", "pk").last()
    assert told is not None
    issued = record.issued_at.astimezone(field.facility.zone).date()
    assert told.data["cancels"] == issued.isoformat(), "the agency is told that it keeps nobody on it"
    assert told.data["requests"][0].startswith("The detainer named below is cancelled")


def test_the_detainer_says_the_hour_of_release_in_the_zone_of_the_place(field: Field) -> None:
    expected = datetime(2026, 12, 3, 9, 30, tzinfo=field.facility.zone)
    field.do(issue(field.service.person(), release_expected=expected))
    assert Paper.objects.get(form="i247a").data["release_expected"] == "2026-12-03 09:30"


def test_no_detainer_for_who_is_held_here_and_one_for_an_agency(field: Field) -> None:
    stay = field.held()
    with pytest.raises(GuardRefused, match="own custody"):
        field.do(issue(stay.person))
    other = field.service.person(surname="Berg")
    field.do(issue(other))
    with pytest.raises(GuardRefused, match="stands with that agency"):
        field.do(issue(other))


def test_detainers_that_end_soon_are_listed_first(field: Field) -> None:
    now = timezone.now()
    people = [field.service.person(surname=name) for name in ("Alm", "Berg", "Ceder")]
    hours = (60, 10, None)
    for person, hour in zip(people, hours, strict=True):
        field.do(issue(person, release_expected=now + timedelta(hours=hour) if hour else None))
    rows = decisions.detainers(viewer=field.viewer(), by=now + timedelta(hours=72))
    assert [row.person.surname for row in rows] == ["Berg", "Alm"]


# Taking over


def send(field: Field, person: Any, reason: str = "notice_to_appear") -> Any:
    act = SendReferral(
        to_office="removal",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
        reason=reason,
        urgency="immediate",
        due_in_minutes=60,
    )
    return field.do(act, role="agent")


def at_station(field: Field, person: Any) -> Stay:
    station = field.service.place("station", "UVA", "Uvalde")
    stay = field.do(TakeIntoCustody(person=person.pk, under="arrest.without_warrant"), at=station, role="agent")
    booked: Stay = field.do(BookIn(), stay, at=station, role="agent")
    return booked


def test_a_person_on_the_way_here_is_booked_in_and_the_referral_completed(field: Field) -> None:
    person = field.service.person()
    stay = at_station(field, person)
    station = field.service.place("station", "UVA", "Uvalde")
    field.do(Transfer(to_place=field.facility.pk, why="Charged"), stay, at=station, role="agent")
    referral = send(field, person)
    (waiting,) = decisions.waiting(decisions.referred(viewer=field.viewer()), viewer=field.viewer())
    assert (waiting.referral.pk, waiting.stay and waiting.stay.pk) == (referral.pk, stay.pk)
    made = field.do(acts.AcceptCustody(referral=referral.pk, cell="A1"), role="detention_officer")
    for row in (stay, referral):
        row.refresh_from_db()
    assert (made.state, stay.state, stay.place_id, referral.state) == (
        *("received", "held", field.facility.pk),
        "completed",
    )
    assert not decisions.referred(viewer=field.viewer()).exists()
    assert "custody.medical_screening" in due(person)


def test_a_person_nobody_has_taken_yet_is_taken_under_what_the_referral_says(field: Field) -> None:
    for reason, under in (("credible_fear", "detain.arriving"), ("reinstatement", "detain.order")):
        person = field.service.person(surname=reason.title())
        field.do(acts.AcceptCustody(referral=send(field, person, reason).pk))
        assert Stay.objects.get(person=person).authority == under


def test_a_person_released_into_proceedings_is_not_taken_by_the_referral(field: Field) -> None:
    for reason in ("notice_to_appear_released", "something_else"):
        referral = send(field, field.service.person(surname=reason.title()), reason)
        assert not decisions.referred(viewer=field.viewer()).exists()
        with pytest.raises(GuardRefused, match="does not ask for it"):
            field.do(acts.AcceptCustody(referral=referral.pk))


def test_a_person_held_elsewhere_is_fetched_and_received(field: Field) -> None:
    person = field.service.person()
    stay = at_station(field, person)
    referral = send(field, person)
    with pytest.raises(GuardRefused, match="Uvalde"):
        field.do(acts.AcceptCustody(referral=referral.pk))
    made = field.do(acts.FetchCustody(referral=referral.pk, why="Charged; room here"), role="supervisor")
    stay.refresh_from_db()
    assert (made.state, stay.state, stay.place_id) == ("awaited", "in_transit", field.facility.pk)
    assert [row.pk for row in decisions.on_the_way(viewer=field.viewer())] == [made.pk]
    field.do(acts.ReceiveCustody(cell="A1"), made, role="detention_officer")
    for row in (stay, referral):
        row.refresh_from_db()
    assert (stay.state, referral.state, Takeover.objects.get().state) == ("held", "completed", "received")


def test_a_referral_is_taken_over_once_and_only_by_the_office_it_was_sent_to(field: Field) -> None:
    person = field.service.person()
    referral = send(field, person)
    field.do(acts.AcceptCustody(referral=referral.pk))
    with pytest.raises(GuardRefused, match="not waiting any more"):
        field.do(acts.AcceptCustody(referral=referral.pk))
    other = SendReferral(
        to_office="patrol",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
        reason="event",
        due_in_minutes=60,
    )
    with pytest.raises(GuardRefused, match="not a person referred"):
        field.do(acts.AcceptCustody(referral=field.do(other).pk))
