"""When an order is final: waived, dismissed, not appealed, made in absence, overstayed, made by an officer."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.people.acts import Protect
from limen.kernel import BadInput, GuardRefused, LimenError, WrongState, perform
from limen.offices.removal import acts, upkeep
from limen.offices.removal.gate import require_open
from limen.offices.removal.models import Case
from limen.offices.removal.orders import Appealed, Course, Departure, final_order
from limen.offices.removal.tests import case_scenes as scenes
from limen.offices.removal.tests.case_scenes import NOON, SUPERVISOR, do
from tests.factories import Service

DAY = timedelta(days=1)


def swept(when: datetime, case: Case) -> Case:
    """Let the node do its upkeep at a moment; return the case as it then is."""
    with time_machine.travel(when, tick=False):
        for act, record in upkeep.due(when):
            perform(act, on=record, by=SYSTEM, at=record.place, purpose="administration")
    case.refresh_from_db()
    return case


def test_an_order_whose_appeal_is_waived_is_final_that_day(service: Service) -> None:
    case = scenes.final(service)
    assert (case.state, case.final_on, case.final_why) == ("final", date(2026, 11, 25), "waived")
    assert RunningClock.objects.get(key="removal.period").started_at == pytest.approx(NOON, abs=timedelta(minutes=5))
    assert RunningClock.objects.get(key="removal.appeal").state == "satisfied"


def test_an_appeal_is_due_after_the_holiday_weekend(service: Service) -> None:
    """Thirty days after 25 November is Christmas, a Friday: Monday 28 December is the last day."""
    assert scenes.ordered(service).appeal_until == date(2026, 12, 28)


def test_an_order_that_nobody_appeals_is_final_when_the_weekend_after_the_holiday_is_over(service: Service) -> None:
    case = scenes.ordered(service)
    assert swept(datetime(2026, 12, 29, 4, 55, tzinfo=UTC), case).state == "ordered"
    case = swept(datetime(2026, 12, 29, 5, 5, tzinfo=UTC), case)
    assert (case.state, case.final_on, case.final_why) == ("final", date(2026, 12, 29), "expired")
    assert RunningClock.objects.get(key="removal.period").zone_name == "America/New_York"


def test_the_order_of_a_sealed_person_becomes_final_in_time_as_well(service: Service) -> None:
    case = scenes.ordered(service)
    do(service, Protect(compartment="protected", reason="A victim of trafficking"), case.person, SUPERVISOR)
    assert swept(datetime(2026, 12, 29, 5, 5, tzinfo=UTC), case).state == "final"


def test_an_appeal_filed_on_the_last_day_holds_the_order_up(service: Service) -> None:
    case = scenes.ordered(service)
    with time_machine.travel(datetime(2026, 12, 29, 4, 30, tzinfo=UTC)):
        case = do(service, acts.FileAppeal(), case)
    assert case.appeals.get().in_time
    assert swept(datetime(2027, 6, 1, tzinfo=UTC), case).state == "ordered"


def test_an_appeal_filed_late_holds_nothing_up(service: Service) -> None:
    case = scenes.ordered(service)
    with time_machine.travel(datetime(2026, 12, 29, 6, tzinfo=UTC)):
        case = do(service, acts.FileAppeal(), case)
    assert not case.appeals.get().in_time
    assert swept(datetime(2026, 12, 29, 7, tzinfo=UTC), case).final_why == "expired"


def test_a_dismissed_appeal_makes_the_order_final_on_the_day_of_the_dismissal(service: Service) -> None:
    case = do(service, acts.FileAppeal(), scenes.ordered(service))
    with time_machine.travel(datetime(2027, 3, 2, 17, tzinfo=UTC)):
        case = do(service, acts.DismissAppeal(), case)
    assert (case.state, case.final_on, case.final_why) == ("final", date(2027, 3, 2), "dismissed")


def test_a_withdrawn_appeal_leaves_the_time_to_appeal_to_run_out(service: Service) -> None:
    case = do(service, acts.FileAppeal(), scenes.ordered(service))
    case = do(service, acts.WithdrawAppeal(), case)
    assert swept(NOON + 10 * DAY, case).state == "ordered"
    case = swept(datetime(2026, 12, 29, 6, tzinfo=UTC), case)
    assert (case.final_on, case.final_why) == (date(2026, 12, 29), "withdrawn")


def test_a_case_sent_back_is_before_the_judge_again_and_a_new_order_has_its_own_time(service: Service) -> None:
    case = do(service, acts.RemandCase(), do(service, acts.FileAppeal(), scenes.ordered(service)))
    assert (case.state, case.ordered_on, case.appeal_until) == ("in_proceedings", None, None)
    with time_machine.travel(NOON + 60 * DAY):
        case = do(service, acts.OrderRemoval(country="UTO"), case)
    assert case.appeal_until == date(2027, 2, 23)


def test_an_order_in_absence_is_final_on_entry_and_a_motion_against_it_stays_removal(service: Service) -> None:
    case = scenes.absent(service)
    assert (case.state, case.final_why) == ("final", "absence")
    assert RunningClock.objects.filter(key="removal.motion_absent", state="running").exists()
    case = do(service, acts.FileMotion(kind="reopen", basis="absence"), case)
    assert case.motions.get().stays
    case = do(service, acts.GrantMotion(note="No notice"), case)
    assert (case.state, case.final_on, case.in_absence) == ("in_proceedings", None, False)
    assert RunningClock.objects.get(key="removal.period").state == "satisfied"


def test_nobody_is_ordered_removed_in_absence_without_notice(service: Service) -> None:
    with pytest.raises(GuardRefused, match="notice"):
        do(service, acts.OrderInAbsence(country="UTO", notice=False), scenes.served(service))


def test_a_motion_that_stays_removal_is_against_an_order_in_absence_alone(service: Service) -> None:
    with pytest.raises(GuardRefused, match="in absence"):
        do(service, acts.FileMotion(kind="reopen", basis="absence"), scenes.final(service))


def test_voluntary_departure_that_is_overstayed_turns_into_the_order(service: Service) -> None:
    case = do(service, acts.PostDepartureBond(), scenes.leaving(service))
    assert case.departure_until == date(2027, 1, 24)
    assert swept(datetime(2027, 1, 25, 4, tzinfo=UTC), case).state == "voluntary_departure"
    case = swept(datetime(2027, 1, 25, 6, tzinfo=UTC), case)
    assert (case.state, case.final_on, case.final_why) == ("final", date(2027, 1, 25), "overstay")


def test_voluntary_departure_whose_bond_is_not_posted_turns_into_the_order_where_appeal_was_waived(
    service: Service,
) -> None:
    case = scenes.leaving(service, waived=True)
    assert case.departure_bond_until == date(2026, 12, 3)
    assert swept(datetime(2026, 12, 4, 4, tzinfo=UTC), case).state == "voluntary_departure"
    assert swept(datetime(2026, 12, 4, 6, tzinfo=UTC), case).final_why == "bond"


def test_who_leaves_in_time_is_not_removed(service: Service) -> None:
    case = scenes.leaving(service)
    with time_machine.travel(NOON + 30 * DAY):
        act = acts.RecordOwnDeparture(departed_on=date(2026, 12, 20), verified_by="Seen at the consulate")
        case = do(service, act, case)
    assert case.state == "departed"
    assert RunningClock.objects.get(key="removal.voluntary_after").state == "satisfied"


def test_who_leaves_too_late_left_under_the_order(service: Service) -> None:
    case = scenes.leaving(service)
    with time_machine.travel(NOON + 90 * DAY), pytest.raises(GuardRefused, match="under the order"):
        do(service, acts.RecordOwnDeparture(departed_on=date(2027, 2, 1), verified_by="A stamp"), case)


@pytest.mark.parametrize(
    ("act", "why"),
    [(acts.MoveDuringDeparture(kind="reopen"), "motion"), (acts.PetitionDuringDeparture(), "petition")],
)
def test_a_motion_or_a_petition_within_the_time_to_leave_ends_the_grant(service: Service, act: Any, why: str) -> None:
    case = do(service, act, scenes.leaving(service))
    assert (case.state, case.final_on, case.final_why) == ("final", date(2026, 11, 25), why)
    assert RunningClock.objects.get(key="removal.voluntary_after").state == "satisfied"


def test_voluntary_departure_is_not_longer_than_the_law_allows(service: Service) -> None:
    with pytest.raises(Exception, match="at the latest"):
        scenes.leaving(service, until=date(2027, 1, 25))


def test_an_appeal_holds_up_the_order_beside_voluntary_departure(service: Service) -> None:
    case = do(service, acts.FileAppeal(), scenes.leaving(service))
    assert swept(datetime(2027, 6, 1, tzinfo=UTC), case).state == "voluntary_departure"
    with time_machine.travel(datetime(2027, 6, 1, 17, tzinfo=UTC)):
        case = do(service, acts.DismissAppeal(), case)
    assert (case.state, case.final_on, case.final_why) == ("final", date(2027, 6, 1), "dismissed")


def test_an_officers_order_is_final_at_once(service: Service) -> None:
    person = service.person()
    act = acts.OfficerOrder(person=person.pk, kind="expedited", country="UTO", charge="212(a)(7)(A)(i)(I) immigrant")
    with pytest.raises(Exception, match="charge"):
        do(service, act, None, SUPERVISOR)
    act = acts.OfficerOrder(person=person.pk, kind="expedited", country="UTO")
    case = do(service, act, None, SUPERVISOR)
    assert (case.state, case.final_why) == ("final", "at_once")


def test_an_administrative_order_waits_for_the_answer_and_then_for_a_fortnight(service: Service) -> None:
    person = service.person()
    case = do(
        service,
        acts.ServeIntent(person=person.pk, how="by_mail", charge="304", allegations="1. You were convicted."),
    )
    assert case.response_until == date(2026, 12, 8)
    order = acts.OrderAdministrative(country="UTO", findings="The conviction is shown.")
    with pytest.raises(GuardRefused, match="may answer until"):
        do(service, order, case, SUPERVISOR)
    case = do(service, order, do(service, acts.AnswerIntent(answer="I deny nothing"), case), SUPERVISOR)
    assert (case.state, case.final_why, case.wait_until) == ("final", "at_once", date(2026, 12, 9))


def test_an_order_that_is_not_final_is_not_made_final_by_hand(service: Service) -> None:
    case = scenes.ordered(service)
    with pytest.raises(WrongState):
        do(service, acts.FilePetition(), case)


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SPAN = st.integers(1, 120)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    ordered = draw(DAYS)
    until = ordered + draw(SPAN) * DAY
    appeals = []
    if draw(st.booleans()):
        filed = ordered + draw(st.integers(0, 140)) * DAY
        outcome = draw(st.sampled_from(["", "dismissed", "withdrawn", "removal"]))
        decided = filed + draw(SPAN) * DAY if outcome else None
        appeals.append(Appealed(filed, filed <= until, outcome, decided))
    grant = Departure(ordered + draw(SPAN) * DAY) if draw(st.booleans()) else None
    waived = ordered + draw(st.integers(0, 10)) * DAY if not appeals and draw(st.booleans()) else None
    return Course(ordered, waived_on=waived, appeal_until=until, appeals=tuple(appeals), departure=grant)


@given(courses())
def test_an_order_is_never_final_before_the_time_to_appeal_unless_waived_or_decided(course: Course) -> None:
    found = final_order(course)
    if found is None or course.departure is not None:
        return
    assert found.on >= course.ordered_on  # type: ignore[operator]  # it was ordered
    if found.why in ("expired", "withdrawn"):
        assert found.on > course.appeal_until  # type: ignore[operator]  # a judge's order has a last day
    else:
        assert found.why in ("waived", "dismissed", "board")


@given(courses())
def test_an_order_is_never_final_while_an_appeal_in_time_waits(course: Course) -> None:
    if any(row.in_time and not row.outcome for row in course.appeals):
        assert final_order(course) is None


@given(courses())
def test_an_order_beside_voluntary_departure_is_not_final_while_the_time_to_leave_runs(course: Course) -> None:
    found = final_order(course)
    if found is not None and course.departure is not None and not course.appeals:
        assert found.on > course.departure.until


STEPS: list[Any] = [
    acts.FileAppeal(),
    acts.FileAppeal(by="government"),
    acts.WithdrawAppeal(),
    acts.DismissAppeal(),
    acts.RejectAppeal(by="person"),
    acts.RemandCase(),
    acts.OrderRemoval(country="UTO"),
    acts.GrantDepartureBefore(waived=True, country="UTO"),
    acts.GrantDepartureAfter(bond=500, country="UTO"),
    acts.BoardGrantsDeparture(),
    acts.PostDepartureBond(),
    acts.MoveDuringDeparture(kind="reopen"),
    acts.FileMotion(kind="reopen"),
    acts.GrantMotion(),
    acts.DenyMotion(),
    acts.FilePetition(),
    acts.GrantPetition(),
    acts.Terminate(why="Nothing is shown"),
]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 20)), max_size=10))
def test_whatever_is_done_an_order_is_final_only_for_a_reason_of_the_law(
    service: Service, steps: list[tuple[Any, int]]
) -> None:
    """A final case has a day and a reason, never a day to come; one final by time alone was not appealed in time."""
    case, now = scenes.served(service, service.person()), NOON
    for act, days in steps:
        now += days * DAY
        with time_machine.travel(now), contextlib.suppress(LimenError):
            case = do(service, act, case)
        case = swept(now, Case.objects.get(pk=case.pk))
        assert (case.state == "final") == (case.final_on is not None)
        if case.final_on is not None:
            assert case.final_on <= now.astimezone(case.zone).date()
            assert lawbook().codes("finality").get(case.final_why, case.final_on)
        if case.final_why == "expired":
            assert case.final_on > case.appeal_until  # type: ignore[operator]  # a judge's order has a last day
            since = {"to": "board", "by": "person", "in_time": True, "filed_on__gte": case.ordered_on}
            assert not case.appeals.filter(**since).exclude(outcome__in=["sustained", "withdrawn"]).exists()


def test_a_case_that_the_border_charged_is_taken_over_where_it_stands_and_no_form_is_made_twice(
    service: Service,
) -> None:
    person = service.person()
    case = do(service, scenes.taking_over(person))
    assert (case.state, case.next_hearing_at) == ("in_proceedings", NOON + timedelta(days=20))
    assert not Paper.objects.exists()
    assert do(service, acts.OrderRemoval(country="UTO"), case).state == "ordered"
    with pytest.raises(GuardRefused, match="is open"):
        do(service, scenes.taking_over(person))
    with pytest.raises(BadInput, match="lies ahead"):
        do(service, scenes.taking_over(service.person(surname="Berg"), served_on=date(2026, 12, 24)))


def test_each_order_of_an_officer_is_on_its_form_and_is_carried_out_once(service: Service) -> None:
    case = scenes.do(
        service,
        acts.ServeIntent(
            person=service.person().pk, how="in_person", charge="304", allegations="1. You were convicted."
        ),
    )
    case = do(service, acts.AnswerIntent(answer="I deny nothing"), case)
    case = do(service, acts.OrderAdministrative(country="UTO", findings="The conviction is shown."), case, SUPERVISOR)
    assert set(Paper.objects.filter(about=case.pk).values_list("form", "state")) == {
        ("i851", "served"),
        ("i851a", "made"),
    }
    with pytest.raises(GuardRefused, match="Fourteen days"):
        require_open(case.person_id, "UTO", NOON.date(), lawbook())
    case = do(service, acts.WaiveWait(in_writing=True), case)
    case = perform(acts.CaseRemoved(why="By air"), on=case, by=SYSTEM, at=service.jfk, purpose="administration").record
    assert case.state == "removed"


def test_an_earlier_order_is_reinstated_on_its_form(service: Service) -> None:
    act = acts.ReinstateOrder(
        person=service.person().pk,
        country="UTO",
        prior_order="Order of a judge at Harlingen",
        prior_order_on=date(2019, 1, 8),
        removed_on=date(2019, 1, 20),
        returned_on=date(2026, 11, 20),
        identity_by="fingerprints",
        answer="no",
    )
    case = do(service, act, None, SUPERVISOR)
    assert (case.state, case.final_why) == ("final", "at_once")
    assert Paper.objects.get(about=case.pk).form == "i871"
    with pytest.raises(Exception, match="before the removal"):
        do(service, act.model_copy(update={"removed_on": date(2018, 1, 1)}), None, SUPERVISOR)
