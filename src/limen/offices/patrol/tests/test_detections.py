"""Detections from the report to the outcome, shifts, landmarks, and the sectors on the map."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.places.models import Place
from limen.kernel import BadInput, GuardRefused, WrongState
from limen.offices.patrol import acts, queries
from limen.offices.patrol.models import Landmark, Shift
from limen.offices.patrol.tests.scenes_field import NOON, SPOT, detected, does, zone
from tests.factories import Service

pytestmark = pytest.mark.django_db


def clocks(record: Any) -> dict[str, str]:
    return dict(RunningClock.objects.filter(subject=record.pk).values_list("key", "state"))


def test_a_detection_is_answered_and_closed_and_its_clocks_end(service: Service) -> None:
    record = detected(service)
    assert record.answer_by == record.at + timedelta(minutes=30)
    assert clocks(record) == {"patrol.detection_answer": "running", "patrol.detection_outcome": "running"}
    agent = service.officer("agent")
    record = does(service, acts.AssignDetection(officer=agent.pk, unit="Bravo 4"), record).record
    record = does(service, acts.AnswerDetection(found="Six people", people=6), record).record
    assert clocks(record)["patrol.detection_answer"] == "satisfied"
    closing = acts.CloseDetection(outcome="apprehension", apprehended=4, got_away=2, event="TCA2611000123")
    record = does(service, closing, record).record
    assert (record.state, record.people, record.apprehended, record.got_away) == ("closed", 6, 4, 2)
    assert clocks(record)["patrol.detection_outcome"] == "satisfied"


def test_a_turn_back_stands_on_an_authority_of_its_own(service: Service) -> None:
    record = does(service, acts.AnswerDetection(), detected(service)).record
    entry = does(service, acts.CloseDetection(outcome="turn_back", turned_back=4), record).entry
    assert "patrol.turn_back" in entry.body


@pytest.mark.parametrize(
    ("closing", "says"),
    [
        ({"outcome": "got_away"}, "Count the people"),
        ({"outcome": "nothing_found", "got_away": 1}, "the outcome says there were none"),
    ],
)
def test_the_counts_say_what_the_outcome_says(service: Service, closing: dict[str, Any], says: str) -> None:
    record = does(service, acts.AnswerDetection(), detected(service)).record
    with pytest.raises(BadInput, match=says):
        does(service, acts.CloseDetection(**closing), record)


def test_a_detection_nobody_answered_is_closed_only_with_the_reason(service: Service) -> None:
    record = detected(service)
    with pytest.raises(BadInput, match="Say why"):
        does(service, acts.CloseDetection(outcome="not_answered"), record)
    does(service, acts.CloseDetection(outcome="not_answered", why="All units at a rescue"), record)


@pytest.mark.parametrize(
    ("outcome", "counts", "said"),
    [
        ("turn_back", {"apprehended": 2}, "Count the people"),
        ("got_away", {"turned_back": 2}, "Count the people"),
        ("rescue", {"got_away": 2}, "Count the people"),
        ("seizure", {"got_away": 2}, "there were none"),
        ("turn_back", {"turned_back": 2}, "5 people were counted before and 2 are now"),
    ],
)
def test_an_outcome_counts_whom_it_is_about_and_nobody_counted_before_goes_missing(
    service: Service, outcome: str, counts: dict[str, int], said: str
) -> None:
    record = does(service, acts.AnswerDetection(people=5), detected(service)).record
    with pytest.raises(BadInput) as refused:
        does(service, acts.CloseDetection(outcome=outcome, **counts), record)
    assert said in refused.value.problems[0].message


def test_who_was_counted_before_and_not_found_is_accounted_for_in_words(service: Service) -> None:
    record = does(service, acts.AnswerDetection(people=5), detected(service)).record
    act = acts.CloseDetection(outcome="turn_back", turned_back=2, why="Five shadows on the camera were two people")
    assert does(service, act, record).record.state == "closed"
    both = does(service, acts.AnswerDetection(people=5), detected(service)).record
    act = acts.CloseDetection(outcome="apprehension", apprehended=3, got_away=2)
    assert does(service, act, both).record.got_away == 2


def test_two_detections_of_the_same_people_become_one(service: Service) -> None:
    first, second = detected(service), detected(service, kind="camera")
    does(service, acts.MergeDetection(into=first.pk), second)
    second.refresh_from_db()
    assert (second.state, second.merged_into) == ("merged", first)
    assert set(clocks(second).values()) == {"satisfied"}
    late = detected(service, at=NOON - timedelta(minutes=16))
    with pytest.raises(GuardRefused, match="minutes apart"):
        does(service, acts.MergeDetection(into=first.pk), late)
    with pytest.raises(GuardRefused, match="another open one"):
        does(service, acts.MergeDetection(into=late.pk), late)


def test_a_wrong_outcome_is_taken_back_with_the_reason_and_the_clock_runs_anew(service: Service) -> None:
    record = detected(service)
    does(service, acts.CloseDetection(outcome="nothing_found", why="Rain"), record)
    record = does(service, acts.ReopenDetection(reason="Tracks were found"), record).record
    assert (record.state, record.outcome) == ("answered", "")
    running = RunningClock.objects.filter(subject=record.pk, state="running").values_list("key", flat=True)
    assert list(running) == ["patrol.detection_outcome"]


def test_what_has_not_happened_yet_is_not_reported(service: Service) -> None:
    with pytest.raises(BadInput, match="lie ahead"):
        detected(service, at=NOON + timedelta(hours=1))
    with pytest.raises(BadInput, match="zone"):
        detected(service, at=NOON.replace(tzinfo=None))
    record = detected(service)
    with pytest.raises(BadInput, match="after it was detected"):
        does(service, acts.AnswerDetection(at=NOON - timedelta(hours=1)), record)


def test_a_landmark_that_was_retired_gives_no_more_bearings(service: Service) -> None:
    does(service, acts.AddLandmark(name="Water Tower", where=SPOT))
    with pytest.raises(GuardRefused, match="already"):
        does(service, acts.AddLandmark(name="water  tower", where=SPOT))
    assert detected(service, where="1 km N of the Water Tower").latitude > Landmark.objects.get().latitude
    does(service, acts.RetireLandmark(reason="Taken down"), Landmark.objects.get())
    with pytest.raises(BadInput, match="No landmark"):
        detected(service, where="1 km N of the Water Tower")


def planned(service: Service, **more: Any) -> Shift:
    fields = {"kind": "day", "starts": NOON, "ends": NOON + timedelta(hours=8), **more}
    plan = acts.PlanShift(**fields, supervisor=service.officer("supervisor").pk)
    return does(service, plan, role="supervisor").record  # type: ignore[no-any-return]  # the record the act makes


def test_a_shift_is_mustered_worked_and_handed_over(service: Service) -> None:
    record, agent = planned(service), service.officer("agent")
    put = acts.Assign(officer=agent.pk, duty="linewatch", zone=zone(service).pk)
    record = does(service, put, record, role="supervisor").record
    with pytest.raises(GuardRefused, match="Reassign"):
        does(service, put, record, role="supervisor")
    record = does(service, acts.StartShift(muster="Heat warning."), record, role="supervisor").record
    moved = acts.Reassign(officer=agent.pk, duty="sign_cutting", zone=zone(service, "East").pk)
    record = does(service, moved, record, role="supervisor").record
    record = does(service, acts.EndShift(handover="Tracks at mile 12."), record, role="supervisor").record
    assert [row.duty for row in record.assignments.all()] == ["linewatch", "sign_cutting"]
    assert all(row.until is not None for row in record.assignments.all())
    with pytest.raises(WrongState):
        does(service, put, record, role="supervisor")


def test_a_shift_ends_within_a_day_and_overlaps_none_of_its_kind(service: Service) -> None:
    planned(service)
    with pytest.raises(GuardRefused, match="planned over that time"):
        planned(service, starts=NOON + timedelta(hours=7), ends=NOON + timedelta(hours=9))
    with pytest.raises(BadInput, match="within a day"):
        planned(service, kind="mid", ends=NOON)
    assert planned(service, kind="swing").state == "planned"


def test_an_agent_of_another_station_is_not_put_to_a_duty_here(service: Service) -> None:
    away = service.officer("agent", "away", service.sys_)
    with pytest.raises(BadInput, match="not posted"):
        does(service, acts.Assign(officer=away.pk, duty="linewatch"), planned(service), role="supervisor")


def test_nobody_without_a_duty_is_put_to_another(service: Service) -> None:
    agent = service.officer("agent")
    with pytest.raises(GuardRefused, match="no duty"):
        does(service, acts.Reassign(officer=agent.pk, duty="camera"), planned(service), role="supervisor")


def test_the_sectors_and_stations_of_the_law_pack_are_opened_once(service: Service) -> None:
    act = acts.OpenSectors(agency=service.agency.pk)
    made = service.do(act, role="administrator", purpose="administration")
    assert made.sectors >= 20
    assert made.stations > 100
    nogales = Place.objects.get(code="TCA-NGL")
    assert (nogales.kind, nogales.parent.code, nogales.zone_name) == ("station", "TCA", "America/Phoenix")
    assert nogales.within(service.agency.pk)
    again = service.do(act, role="administrator", purpose="administration")
    assert (again.sectors, again.stations) == (0, 0)


def test_an_agency_sees_every_station_and_a_station_only_itself(service: Service) -> None:
    here = detected(service)
    day, supervisor = NOON.date(), service.officer("supervisor", "chief", service.agency)
    for place, seen in ((service.agency, [here]), (service.jfk, [here]), (service.sys_, [])):
        assert list(queries.detections(viewer=Viewer(supervisor, place, "patrol", day))) == seen
