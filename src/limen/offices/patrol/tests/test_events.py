"""Encounter events: a group in one entry, in custody from the first moment, completed by several agents at once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.core.custody.models import Stay
from limen.core.ledger.models import Entry
from limen.core.people.models import Person, Relationship
from limen.kernel import BadInput, GuardRefused, StaleRecord, perform
from limen.offices.patrol import acts
from limen.offices.patrol.models import Apprehension
from limen.offices.patrol.tests.event_scenes import NOON, Station, child, family, man
from tests.factories import Service

pytestmark = pytest.mark.django_db

NOBODY = UUID(int=1)


@pytest.fixture
def station(service: Service) -> Station:
    return Station(service)


def test_twelve_people_are_entered_at_once_and_held_from_the_hour_they_were_found(station: Station) -> None:
    hour = NOON - timedelta(hours=2)
    group = [man(given_names=f"Luis {number}") for number in range(12)]
    act = acts.OpenEvent(people=group, where="Ladder at the river bend", conveyance="land", plate="XYZ 987")
    agent = station.service.officer("agent", "agent_at_large", station.service.agency)
    event = perform(act, by=agent, at=station.place, purpose="patrol", when=hour).record
    assert event.number == "AAA0000000000"
    assert (event.state, event.at, event.station) == ("open", hour, station.place)
    assert Entry.objects.filter(kind="act", act="patrol.open_event").count() == 1
    rows = list(event.apprehensions.all())
    assert [row.line for row in rows] == list(range(1, 13))
    assert {row.state for row in rows} == {"apprehended"}
    assert {row.stay.began_at for row in rows if row.stay} == {hour}
    assert {row.stay.authority for row in rows if row.stay} == {"arrest.without_warrant"}
    for row in rows:
        due = set(RunningClock.objects.filter(person=row.person_id, state__in=WANTED).values_list("key", flat=True))
        assert {"custody.charging_decision", "custody.examination"} <= due


def test_each_event_has_the_next_number(station: Station) -> None:
    numbers = [station.event(man(given_names=name)).number for name in ("Luis", "Jose")]
    assert numbers == ["AAA0000000000", "AAA0000000001"]


def test_a_family_is_linked_before_anybody_is_moved(station: Station) -> None:
    event = station.event(*family(), man())
    mother, son, daughter, stranger = (row.person for row in event.apprehensions.order_by("line"))
    units = {row.family_unit for row in Relationship.objects.all()}
    assert len(units) == 1
    kinds = Relationship.objects.filter(person=mother, until=None).values_list("other", "kind")
    assert set(kinds) == {(son.pk, "parent"), (daughter.pk, "parent")}
    assert Relationship.objects.get(person=son, other=daughter).kind == "sibling"
    assert {stay.family_unit for stay in Stay.objects.exclude(person=stranger)} == units
    assert not stranger.relationships.exists()


def test_a_child_alone_has_the_clocks_of_one_at_once(station: Station) -> None:
    record = station.event(child()).apprehensions.get()
    assert record.stay is not None
    assert record.stay.alone
    due = set(RunningClock.objects.filter(person=record.person_id, state__in=WANTED).values_list("key", flat=True))
    assert {"child.transfer_hhs", "child.notify_hhs", "child.rights_notice"} <= due


def test_somebody_on_record_is_taken_only_on_the_agents_word(station: Station) -> None:
    known = station.service.person(surname="Reyes", given_names="Luis", birth="1991-02-03", nationality="HND")
    fresh = station.event(man()).apprehensions.get()
    assert fresh.person_id != known.pk
    held = station.event(acts.Found(person=known.pk)).apprehensions.get()
    assert held.person_id == known.pk
    with pytest.raises(BadInput, match=r"Line 1: .* is in custody already"):
        station.event(acts.Found(person=known.pk))


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ([man(surname="", given_names="")], "Line 1: give at least one name"),
        ([man(), man(birth="1991-13-01")], "Line 2: "),
        ([man(alone=True)], "one who is not a child is not a child alone"),
        ([man(family="B")], "nobody else is of the family unit"),
        ([man(nationality="ZZZ")], "“ZZZ” is not in “icao_states”"),
        ([man(), acts.Found(person=NOBODY)], "No such person"),
        ([*family(), child(family="A")], "with a parent or guardian here is not alone"),
    ],
)
def test_a_line_that_cannot_be_recorded_is_named_and_nobody_is_entered(
    station: Station, people: list[acts.Found], says: str
) -> None:
    before = Person.objects.count()
    with pytest.raises(BadInput, match=says):
        station.event(*people)
    assert (Person.objects.count(), Apprehension.objects.count()) == (before, 0)


def test_it_is_said_where(station: Station) -> None:
    with pytest.raises(BadInput, match="Say where"):
        station.do(acts.OpenEvent(people=[man()]))
    with pytest.raises(BadInput, match="latitude and a longitude"):
        station.do(acts.OpenEvent(people=[man()], latitude="29.1"))
    event = station.do(acts.OpenEvent(people=[man()], latitude="29.1", longitude="-100.6"))
    assert str(event.latitude) == "29.1"
    read = station.event(man(given_names="Juan"), where="29 6.0 N 100 36.0 W")
    assert (str(read.latitude), str(read.longitude)) == ("29.10000", "-100.60000")


def test_people_are_added_and_the_event_amended(station: Station) -> None:
    event = station.event()
    station.do(acts.AddPeople(people=[man(given_names="Juan")]), event)
    assert [row.line for row in event.apprehensions.all()] == [1, 2]
    station.do(acts.AmendEvent(narrative="Six footprints led north."), event)
    event.refresh_from_db()
    assert (event.narrative, event.where) == ("Six footprints led north.", "3 km NE of Quemado")


def test_an_event_is_closed_only_when_everybody_is_processed(station: Station) -> None:
    event = station.event()
    with pytest.raises(GuardRefused, match="1 of the event are not processed"):
        station.do(acts.CloseEvent(), event)


def test_two_agents_complete_the_records_of_one_event_side_by_side(station: Station) -> None:
    first, second = station.event(man(), man(given_names="Juan")).apprehensions.order_by("line")
    station.taken(first, name="agent_one")
    station.taken(second, name="agent_two")
    station.do(acts.RecordEntry(manner="without_inspection"), first, name="agent_one")
    station.do(acts.RecordEntry(manner="unknown"), second, name="agent_two")
    for row, name in ((first, "Agent One"), (second, "Agent Two")):
        row.refresh_from_db()
        assert row.taken_by is not None
        assert row.taken_by.full_name == name


def test_a_record_another_agent_has_is_taken_over_only_for_a_reason(station: Station) -> None:
    record = station.taken(station.event().apprehensions.get(), name="agent_one")
    with pytest.raises(BadInput, match="Agent One has this record"):
        station.do(acts.TakeRecord(), record, name="agent_two")
    with pytest.raises(GuardRefused, match="You have this record"):
        station.do(acts.TakeRecord(), record, name="agent_one")
    station.do(acts.TakeRecord(why="End of the shift"), record, name="agent_two")


def test_what_was_read_before_another_agent_changed_it_is_not_written_over(station: Station) -> None:
    record = station.taken(station.event().apprehensions.get())
    seen = record.version
    station.do(acts.RecordEntry(manner="unknown"), record)
    agent = station.service.officer("agent", "agent_at_large", station.service.agency)
    with pytest.raises(StaleRecord):
        perform(
            acts.RecordEntry(manner="arriving"), on=record, by=agent, at=station.place, purpose="patrol", version=seen
        )
