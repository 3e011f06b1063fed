"""Days that were agreed or granted: a deadline ends with the day the person was told, never later than the law's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.kernel import BadInput
from limen.offices.removal import acts
from limen.offices.removal.tests import case_scenes as scenes
from limen.offices.removal.tests.case_scenes import do
from limen.offices.removal.tests.custody_scenes import Field, due, supervision
from limen.offices.removal.upkeep import cases as upkeep
from limen.offices.removal.upkeep import decisions
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db
REPORT = "removal.check_in"
LEAVE = "removal.voluntary_after"


@pytest.fixture
def field(service: Service) -> Field:
    return Field(service)


def later(**how: int) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**how))


def last_day(key: str, record: Any, state: str = "running") -> date:
    clock = RunningClock.objects.get(key=key, subject=record.pk, state=state)
    return clock.due_at.astimezone(clock.zone).date()


# Reports under supervision


def test_the_report_is_due_on_the_day_agreed_with_the_person(field: Field) -> None:
    stay = field.held()
    made = field.do(supervision(field, stay.person, "recognizance", next_on=date(2026, 12, 4)))
    assert last_day(REPORT, made) == made.next_on == date(2026, 12, 4)
    with later(days=9):
        made = field.do(acts.ReportIn(how="in person", next_on=date(2026, 12, 18)), made)
        assert last_day(REPORT, made) == date(2026, 12, 18)
        made = field.do(acts.ChangeConditions(next_on=date(2026, 12, 11)), made)
        assert last_day(REPORT, made) == made.next_on == date(2026, 12, 11)


def test_a_changed_day_is_within_the_interval_of_the_report_before_it(field: Field) -> None:
    made = field.supervised(next_on=date(2026, 12, 10))
    with later(days=10):
        with pytest.raises(BadInput, match="by 2026-12-25"):
            field.do(acts.ChangeConditions(next_on=date(2026, 12, 28)), made)
        made = field.do(acts.ChangeConditions(next_on=date(2026, 12, 24)), made)
    assert last_day(REPORT, made) == date(2026, 12, 24)


def test_the_office_the_person_reports_to_answers_for_the_report(field: Field) -> None:
    made = field.supervised()
    assert RunningClock.objects.get(key=REPORT, subject=made.pk).place_id == field.office.pk
    other = field.service.place("office", "ELP", "El Paso", "America/Denver")
    made = field.do(acts.ChangeConditions(office=other.pk), made)
    clock = RunningClock.objects.get(key=REPORT, subject=made.pk)
    assert (clock.place_id, clock.zone_name) == (other.pk, "America/Denver")


def test_after_a_missed_report_was_explained_the_person_is_still_to_report(field: Field) -> None:
    from limen.core.clocks.acts import BreachClock, ExplainBreach

    made = field.supervised()
    with later(days=31):
        clock = RunningClock.objects.get(key=REPORT, subject=made.pk)
        setup(BreachClock(), clock)
        field.do(acts.MissReport(), made)
        clock.refresh_from_db()
        why = "The person is in hospital; the family told us so."
        field.do(ExplainBreach(reason=why), clock, role="supervisor")
        assert RunningClock.objects.filter(key=REPORT, subject=made.pk, state="running").count() == 1


# Voluntary departure


def test_voluntary_departure_is_due_on_the_day_the_judge_granted_and_moves_with_an_extension(service: Service) -> None:
    case = scenes.leaving(service, until=date(2026, 12, 20))
    assert last_day(LEAVE, case) == date(2026, 12, 20)
    act = acts.ExtendDeparture(until=date(2027, 1, 10), why="The flight was cancelled")
    case = do(service, act, case, scenes.SUPERVISOR)
    assert last_day(LEAVE, case) == case.departure_until == date(2027, 1, 10)


def test_the_time_to_leave_stands_still_while_the_appeal_waits_and_runs_again_when_it_is_withdrawn(
    service: Service,
) -> None:
    case = do(service, acts.FileAppeal(), scenes.leaving(service))
    assert RunningClock.objects.get(key=LEAVE).state == "tolled"
    case = do(service, acts.WithdrawAppeal(), case)
    assert last_day(LEAVE, case) == case.departure_until


def test_what_the_board_grants_anew_has_its_own_deadline(service: Service) -> None:
    case = do(service, acts.FileAppeal(), scenes.leaving(service))
    with later(days=100):
        case = do(service, acts.BoardGrantsDeparture(country="UTO", until=date(2027, 4, 1)), case)
        [clock] = RunningClock.objects.filter(key=LEAVE, state__in=WANTED)
        assert (clock.mark, case.departure_until) == ("removal.departure_granted_board", date(2027, 4, 1))
        assert last_day(LEAVE, case) == date(2027, 4, 1)


# Final orders


def test_the_removal_period_runs_from_the_day_the_order_is_final_though_the_sweep_came_late(service: Service) -> None:
    case = scenes.ordered(service)
    with time_machine.travel(datetime(2027, 1, 5, 12, tzinfo=UTC)):
        for act, record in list(upkeep.due(timezone.now())):
            setup(act, record)
    case.refresh_from_db()
    assert case.final_on == date(2026, 12, 29)
    assert last_day("removal.period", case) == case.final_on + timedelta(days=90)


REVIEWS = {"removal.review_notice", "removal.review_90", "removal.six_months"}


def test_no_review_of_custody_is_due_of_who_is_not_held_when_the_order_is_final(service: Service) -> None:
    case = scenes.final(service)
    assert "removal.period" in due(case.person)
    assert not REVIEWS & due(case.person)


def test_who_is_taken_into_custody_after_the_order_is_reviewed_by_the_time_that_has_run(field: Field) -> None:
    case = scenes.final(field.service)
    with later(days=40):
        field.held("detain.order", case.person)
        acts_due = [(act, row) for act, row in decisions.due(timezone.now()) if row == case]
        assert [act.declaration.key for act, _row in acts_due] == ["removal.begin_reviews"]
        setup(*acts_due[0])
        assert due(case.person) >= REVIEWS
        assert last_day("removal.review_90", case) == case.final_on + timedelta(days=90)
        assert not [row for _act, row in decisions.due(timezone.now()) if row == case]
