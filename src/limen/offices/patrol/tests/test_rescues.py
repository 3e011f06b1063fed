"""Rescues and deaths, recorded with the care of an arrest."""

from __future__ import annotations

from typing import Any

import pytest

from limen.core.clocks.models import RunningClock
from limen.core.ledger.models import Entry
from limen.core.people import acts as people
from limen.kernel import BadInput, GuardRefused, NotPermitted
from limen.offices.patrol import acts, queries
from limen.offices.patrol.models import Death, Rescue, RescueBeacon
from limen.offices.patrol.tests.scenes_field import SPOT, does
from tests.factories import Service

pytestmark = pytest.mark.django_db


def clocks(record: Any) -> dict[str, str]:
    return dict(RunningClock.objects.filter(subject=record.pk).values_list("key", "state"))


def called(service: Service, **more: Any) -> Rescue:
    act = acts.CallRescue(**{"source": "call", "where": SPOT, "people": 2, **more})
    return does(service, act).record  # type: ignore[no-any-return]  # the record the act makes


def helped(**more: Any) -> acts.AddPersonRescued:
    made = {"description": "A man of about forty", "condition": "heat", "outcome": "treated", **more}
    return acts.AddPersonRescued(**made)


def died(service: Service) -> Death:
    act = acts.RecordDeath(where=SPOT, remains="skeletal", circumstances="Found by a hunter")
    return does(service, act).record  # type: ignore[no-any-return]  # the record the act makes


def told(who: str, reached: str = "told", **more: Any) -> acts.TellOfDeath:
    return acts.TellOfDeath(**{"who": who, "reached": reached, "name": "Office", "how": "By telephone", **more})


def test_a_call_is_answered_within_the_hour_and_closed_with_everybody_on_the_record(service: Service) -> None:
    record = called(service)
    assert clocks(record) == {"patrol.rescue_answer": "running"}
    record = does(service, acts.ReachPeople(), record).record
    assert clocks(record) == {"patrol.rescue_answer": "satisfied", "patrol.rescue_outcome": "running"}
    with pytest.raises(GuardRefused, match="everybody"):
        does(service, acts.CloseRescue(outcome="treated"), record)
    does(service, helped(), record)
    with pytest.raises(GuardRefused, match="2 people were reached and 1"):
        does(service, acts.CloseRescue(outcome="treated"), record)
    does(service, helped(outcome="hospital", hospital="St Joseph"), record)
    assert does(service, acts.CloseRescue(outcome="hospital"), record).record.state == "closed"


def test_a_call_is_not_closed_before_the_death_of_who_died_is_recorded(service: Service) -> None:
    record = does(service, acts.ReachPeople(people=1), called(service)).record
    assert clocks(record)["patrol.rescue_outcome"] == "running"
    does(service, helped(outcome="died"), record)
    with pytest.raises(GuardRefused, match="Record the death"):
        does(service, acts.CloseRescue(outcome="died"), record)
    body = acts.RecordDeath(where=record.place_text, remains="body", circumstances="Died of heat", rescue=record.pk)
    found = does(service, body).record
    assert clocks(found) == {"patrol.death_notified": "running"}
    does(service, acts.CloseRescue(outcome="died"), record)
    assert clocks(record)["patrol.rescue_outcome"] == "satisfied"


def test_a_search_that_found_nobody_says_how_long_and_where(service: Service) -> None:
    record = called(service, people=None)
    with pytest.raises(BadInput, match="how long"):
        does(service, acts.CloseRescue(outcome="none_found"), record)
    does(service, acts.CloseRescue(outcome="none_found", remarks="Six hours, the whole wash"), record)


def test_people_reached_are_not_closed_as_nobody_found(service: Service) -> None:
    record = does(service, acts.ReachPeople(people=1), called(service)).record
    does(service, helped(), record)
    with pytest.raises(BadInput, match="on the record"):
        does(service, acts.CloseRescue(outcome="none_found", remarks="Nobody"), record)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"description": ""}, "or describe them"),
        ({"outcome": "none_found"}, "nobody was found"),
        ({"outcome": "hospital"}, "which hospital"),
    ],
)
def test_somebody_reached_is_named_or_described(service: Service, fields: dict[str, Any], says: str) -> None:
    record = does(service, acts.ReachPeople(), called(service)).record
    with pytest.raises(BadInput, match=says):
        does(service, helped(**fields), record)


def test_a_beacon_calls_by_its_name_and_is_tested(service: Service) -> None:
    with pytest.raises(BadInput, match="which beacon"):
        called(service, source="beacon")
    does(service, acts.SetBeacon(code="B-12", where=SPOT), role="supervisor")
    beacon = RescueBeacon.objects.get()
    with pytest.raises(GuardRefused, match="already"):
        does(service, acts.SetBeacon(code="B-12", where=SPOT), role="supervisor")
    does(service, acts.TestBeacon(works="fails", note="The lamp is out"), beacon)
    beacon.refresh_from_db()
    assert (beacon.works, beacon.note) == (False, "The lamp is out")
    assert called(service, source="beacon", beacon=beacon.pk).beacon == beacon


def test_a_death_is_told_when_coroner_consulate_and_kin_are_all_answered_for(service: Service) -> None:
    record = died(service)
    assert clocks(record) == {"patrol.death_notified": "running"}
    does(service, told("coroner", coroner_case="26-1203"), record)
    does(service, told("consulate", "not_known", name="", how="Nationality is not known"), record)
    assert clocks(record) == {"patrol.death_notified": "running"}
    record = does(service, told("kin", "not_known", name="", how="Nobody knows who it was"), record).record
    assert clocks(record) == {"patrol.death_notified": "satisfied"}
    assert record.coroner_case == "26-1203"


def test_a_coroner_who_could_not_be_reached_is_not_told(service: Service) -> None:
    record = died(service)
    with pytest.raises(BadInput, match="a coroner"):
        does(service, told("coroner", "not_known", name=""), record)
    with pytest.raises(BadInput, match="who was told"):
        does(service, told("kin", name=""), record)
    for who, reached in (("coroner", "not_reached"), ("consulate", "told"), ("kin", "told")):
        does(service, told(who, reached), record)
    assert clocks(record) == {"patrol.death_notified": "running"}


def test_who_it_was_is_said_later_on_evidence_and_an_earlier_name_stays_in_the_ledger(service: Service) -> None:
    record = died(service)
    first, second = service.person(), service.person(surname="Lind")
    does(service, acts.IdentifyDead(person=first.pk, how="document", evidence="A card in the bag"), record)
    act = acts.IdentifyDead(person=second.pk, how="dna", evidence="Laboratory, match with a brother")
    record = does(service, act, record).record
    assert (record.state, record.person) == ("identified", second)
    assert record.identified_how.startswith("dna")
    assert Entry.objects.filter(body__contains=str(first.pk), body__icontains="identify_dead").exists()


def test_what_is_added_stands_below_what_was_written(service: Service) -> None:
    record = died(service)
    with pytest.raises(BadInput, match="to be added"):
        does(service, acts.DescribeDead(), record)
    does(service, acts.DescribeDead(property_found="A rosary of wood"), record)
    record = does(service, acts.DescribeDead(property_found="A telephone, black"), record).record
    assert record.property_found == "A rosary of wood\nA telephone, black"


def test_nothing_is_done_to_a_sealed_death_by_who_is_not_cleared(service: Service) -> None:
    record, person = died(service), service.person()
    does(service, acts.IdentifyDead(person=person.pk, how="kin", evidence="Her sister saw her"), record)
    service.do(people.Protect(compartment="asylum", reason="A claim of asylum"), person, role="supervisor")
    with pytest.raises(NotPermitted):
        does(service, acts.DescribeDead(description="A scar"), record)
    assert not queries.deaths(viewer=service.viewer("agent", "patrol")).exists()


def test_a_sealed_person_among_the_rescued_is_not_named(service: Service) -> None:
    person = service.person()
    record = does(service, acts.ReachPeople(), called(service)).record
    does(service, helped(person=person.pk), record)
    viewer = service.viewer("agent", "patrol")
    assert [sealed for _row, sealed in queries.rescued(record, viewer=viewer)] == [False]
    service.do(people.Protect(compartment="asylum", reason="A claim of asylum"), person, role="supervisor")
    assert [sealed for _row, sealed in queries.rescued(record, viewer=viewer)] == [True]
