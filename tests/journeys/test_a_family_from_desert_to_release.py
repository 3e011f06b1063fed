"""A mother and her two children, from the desert through the station to release before a judge, as one story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.access.roles import roles
from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.ledger import verify
from limen.core.ledger.models import Entry
from limen.core.people.models import Relationship
from limen.core.referrals.models import Referral
from limen.kernel import GuardRefused
from limen.offices.patrol import acts, processing_bars
from limen.offices.patrol.models import Apprehension, Event
from limen.offices.patrol.tests.event_scenes import COURT, WHY, Station, family
from tests.factories import Service

pytestmark = pytest.mark.django_db
DAWN = datetime(2026, 11, 25, 12, 10, tzinfo=UTC)
HOME = "12 Oak Street, Tulsa, with an aunt"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(DAWN, tick=False) as found:
        yield found


def test_a_family_from_the_desert_to_release(service: Service, clock: Any) -> None:
    station = Station(service)
    event = they_are_found_at_the_bend_of_the_river(station)
    clock.shift(timedelta(hours=2))
    the_station_takes_them_in_together(station, event)
    two_agents_ask_them_side_by_side(station, event)
    another_officer_examines_each(station, event)
    clock.shift(timedelta(hours=5))
    nobody_can_be_sent_back_while_fear_stands(station, event)
    they_are_charged_and_their_release_approved(station, event)
    nobody_leaves_before_the_last_is_ready(station, event)
    clock.shift(timedelta(hours=1))
    they_go_together(station, event)
    the_record_can_be_proved_and_no_deadline_is_without_an_owner(event)


def they_are_found_at_the_bend_of_the_river(station: Station) -> Event:
    event = station.event(*family(), where="28.7041 N 100.4987 W", narrative="Footprints of three led north.")
    assert event.latitude is not None
    units = set(Relationship.objects.values_list("family_unit", flat=True))
    assert len(units) == 1
    assert set(Stay.objects.values_list("began_at", "family_unit")) == {(DAWN, *units)}
    return event


def people(event: Event) -> list[Apprehension]:
    return list(event.apprehensions.order_by("line"))


def the_station_takes_them_in_together(station: Station, event: Event) -> None:
    for row in people(event):
        station.do(custody.BookIn(cell="F1"), row.stay)
    for row in people(event)[1:]:
        for kind in ("rights_given", "telephone", "health_interviewed"):
            station.do(custody.RecordCare(kind=kind), row.stay)
    for row in people(event):
        station.do(custody.AdviseConsular(language="es"), row.stay)
        station.do(custody.RecordCare(kind="meal"), row.stay)


def two_agents_ask_them_side_by_side(station: Station, event: Event) -> None:
    mother, son, daughter = people(event)
    station.taken(mother, name="agent_one")
    station.taken(son, name="agent_two")
    station.taken(daughter, name="agent_two")
    station.do(acts.RecordBiometrics(number="FIN88231", reference="S1", quality=91), mother, name="agent_one")
    for row in (son, daughter):
        station.do(acts.RecordBiometrics(why="Under the age"), row, name="agent_two")
    station.answered(mother, "fear_return", "harmed")
    station.answered(son)
    station.answered(daughter)
    for row in people(event):
        station.do(acts.CheckDocument(finding="none"), row)
        station.do(acts.RecordEntry(manner="without_inspection", entered_on=DAWN.date()), row)
        station.do(acts.RecordHistory(checks="No record found."), row)
        station.do(acts.RecordGround(ground="7A1I", evidence="No document of any kind."), row)


def another_officer_examines_each(station: Station, event: Event) -> None:
    for row in people(event):
        station.do(custody.Examine(says="Present without admission."), row.stay, role="supervisor", name="examiner")


def nobody_can_be_sent_back_while_fear_stands(station: Station, event: Event) -> None:
    mother = people(event)[0]
    with pytest.raises(GuardRefused, match="fear of return"):
        station.do(acts.ProposeDisposition(disposition="expedited_removal", says=WHY), mother)
    open_now = processing_bars.opened(mother, lawbook(), DAWN.date())
    assert {"notice_to_appear_released", "expedited_removal_fear"} <= set(open_now)


def they_are_charged_and_their_release_approved(station: Station, event: Event) -> None:
    said = {**COURT, "says": "No danger; an aunt takes them in.", "address": HOME, "conditions": "Report when told."}
    act = acts.ProposeDisposition(disposition="notice_to_appear_released", **said)
    for row in people(event):
        station.do(act, row)
    for row in people(event)[:2]:
        station.do(acts.ApproveDisposition(), row, role="supervisor")


def nobody_leaves_before_the_last_is_ready(station: Station, event: Event) -> None:
    mother, _son, daughter = people(event)
    with pytest.raises(GuardRefused, match="of the same family"):
        station.do(acts.ReleasePerson(to=HOME), mother)
    station.do(acts.ApproveDisposition(), daughter, role="supervisor")


def they_go_together(station: Station, event: Event) -> None:
    station.do(acts.ReleasePerson(to=HOME), people(event)[0])
    assert {row.state for row in people(event)} == {"released"}
    assert set(Stay.objects.values_list("state", "way")) == {("released", "recognizance")}
    station.do(acts.CloseEvent(), event)
    forms = ["i213", "i200", "i862", "i286", "i220a"]
    for row in people(event):
        made = Paper.objects.filter(about=row.pk)
        assert sorted(paper.form for paper in made) == sorted(forms)
        assert made.get(form="i862").state == "served"
    assert Referral.objects.filter(to_office="removal", reason="notice_to_appear_released").count() == len(
        people(event)
    )


def the_record_can_be_proved_and_no_deadline_is_without_an_owner(event: Event) -> None:
    for row in people(event):
        left = RunningClock.objects.filter(person=row.person_id, state__in=WANTED)
        assert all(clock.owner_role in roles() for clock in left)
        assert not [clock.key for clock in left if clock.key.startswith(("patrol.", "child."))]
        assert not {"custody.charging_decision", "custody.cbp_hold"} & {clock.key for clock in left}
    assert verify.verify("local").holds
    done = Entry.objects.filter(kind="act", act__in=["patrol.open_event", "patrol.close_event"])
    assert [entry.act for entry in done.order_by("seq")] == ["patrol.open_event", "patrol.close_event"]
