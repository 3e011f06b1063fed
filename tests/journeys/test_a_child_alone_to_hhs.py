"""A child alone, from the apprehension to Health and Human Services inside the law's seventy-two hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.core.custody import acts as custody
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.kernel import GuardRefused
from limen.offices.patrol import acts, processing_bars
from limen.offices.patrol.models import Apprehension
from limen.offices.patrol.tests.event_scenes import WHY, Station, charge, child, man
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 25, 9, 40, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NIGHT, tick=False) as found:
        yield found


def test_a_child_alone_to_health_and_human_services(service: Service, clock: Any) -> None:
    station = Station(service)
    record = she_is_found_among_men_she_does_not_know(station)
    clock.shift(timedelta(hours=1))
    the_station_does_what_a_child_is_owed(station, record)
    clock.shift(timedelta(hours=6))
    she_is_asked_in_her_own_language(station, record)
    no_way_back_stands_open(station, record)
    clock.shift(timedelta(hours=20))
    she_is_handed_over_in_time(station, record)
    the_record_can_be_proved(record)


def due(record: Apprehension) -> dict[str, datetime]:
    rows = RunningClock.objects.filter(person=record.person_id, state__in=WANTED)
    return dict(rows.values_list("key", "due_at"))


def she_is_found_among_men_she_does_not_know(station: Station) -> Apprehension:
    event = station.event(man(), man(given_names="Juan"), child(), where="A house in Eagle Pass")
    record: Apprehension = event.apprehensions.get(alone=True)
    assert due(record)["child.transfer_hhs"] == NIGHT + timedelta(hours=72)
    assert due(record)["child.notify_hhs"] == NIGHT + timedelta(hours=48)
    return record


def the_station_does_what_a_child_is_owed(station: Station, record: Apprehension) -> None:
    station.do(custody.BookIn(cell="J1"), record.stay)
    for kind in ("rights_given", "telephone", "meal", "welfare", "health_interviewed", "hhs_notified", "shower"):
        station.do(custody.RecordCare(kind=kind), record.stay)
    assert not {"child.rights_notice", "child.telephone", "child.notify_hhs"} & set(due(record))


def she_is_asked_in_her_own_language(station: Station, record: Apprehension) -> None:
    station.do(acts.TakeRecord(), record)
    station.do(acts.SetInterview(language="es", interpreter="B. Lind"), record)
    station.do(acts.RecordBiometrics(reference="S9", why="Fourteen, by her own word"), record)
    station.answered(record, "fear_return")
    station.do(acts.RecordEntry(manner="without_inspection", entered_on=NIGHT.date()), record)
    station.do(acts.RecordGround(ground="7A1I", evidence="No document of any kind."), record)
    station.do(custody.Examine(says="A child alone."), record.stay, role="supervisor")


def no_way_back_stands_open(station: Station, record: Apprehension) -> None:
    open_now = set(processing_bars.opened(Apprehension.objects.get(pk=record.pk), lawbook(), NIGHT.date()))
    assert "transfer_hhs" in open_now
    for disposition in ("voluntary_return", "expedited_removal", "transfer_custody", "notice_to_appear_detained"):
        assert disposition not in open_now
    with pytest.raises(GuardRefused, match=r"8 U\.S\.C|Health and Human Services|unaccompanied child"):
        station.do(acts.DecideDisposition(**charge("notice_to_appear_detained")), record)


def she_is_handed_over_in_time(station: Station, record: Apprehension) -> None:
    station.do(acts.DecideDisposition(**charge("transfer_hhs", choice="a hearing before a judge", says=WHY)), record)
    assert set(Paper.objects.filter(about=record.pk).values_list("form", flat=True)) == {"i213", "i770", "i862"}
    handed = station.do(acts.HandPersonOver(to="Office of Refugee Resettlement", receipt="T. Okoye"), record)
    assert (handed.state, handed.stay.state, handed.stay.way) == ("handed_over", "handed_over", "hhs")
    clocks = RunningClock.objects.filter(person=record.person_id, key="child.transfer_hhs")
    assert [row.state for row in clocks] == ["satisfied"]
    assert not [key for key in due(record) if key.startswith(("child.", "patrol."))]


def the_record_can_be_proved(record: Apprehension) -> None:
    assert handed_over_after(record) < timedelta(hours=72)
    all_is_owned_and_proved()


def handed_over_after(record: Apprehension) -> timedelta:
    record.refresh_from_db()
    assert record.stay is not None
    record.stay.refresh_from_db()
    assert record.stay.ended_at is not None
    return record.stay.ended_at - record.at
