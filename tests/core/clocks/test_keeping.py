"""Who has a deadline, who is told before it passes, and what is owed after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from limen.config import health, upkeep
from limen.core.access import acts as access
from limen.core.access.gate import SYSTEM, Viewer
from limen.core.access.models import Account
from limen.core.clocks import acts, queries, thresholds
from limen.core.clocks.models import RunningClock
from limen.core.clocks.redating import ArrangeClock, RedateClock
from limen.core.clocks.telling import Period
from limen.core.lawbook import lawbook
from limen.core.ledger.models import Entry
from limen.core.places.acts import OpenPlace
from limen.core.referrals.models import Referral
from limen.kernel import BadInput, GuardRefused, NotPermitted, perform
from tests.core.clocks.running import AT, WHY, begun, did
from tests.factories import OPENED, Service, setup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at() -> Iterator[Any]:
    """Stand still at the moment of the tests."""
    with time_machine.travel(AT, tick=False) as moment:
        yield moment


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Give the sweep a data directory of its own."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_a_clock_knows_its_event_its_office_and_when_it_is_at_risk(service: Service) -> None:
    clock = begun(service)
    assert clock.mark == "custody.adult_booked_in_station"
    assert clock.due_at - AT == timedelta(hours=8)
    assert clock.risk_at - AT == timedelta(hours=6)
    assert clock.escalate_at - AT == timedelta(hours=7, minutes=12)
    assert clock.office == "patrol"


def test_a_deadline_of_custody_is_the_office_s_whose_place_it_is(service: Service) -> None:
    key, mark = "custody.consular_advice", "custody.arrested_on_warrant"
    assert begun(service, key, mark).office == "inspections"
    parent = str(service.agency.pk)
    made = {"name": "X", "parent": parent, "zone": "America/Chicago", "country": "USA", "valid_from": OPENED}
    facility = setup(OpenPlace(code="F01", kind="facility", **made))
    ward = setup(OpenPlace(code="F01A", kind="ward", **{**made, "parent": str(facility.pk)}))
    for place in (facility, ward):
        start = acts.StartClock(clock=key, mark=mark, subject_record="custody.stay", subject=service.person().pk)
        assert setup_at(start, place).office == "removal"


def setup_at(act: Any, place: Any) -> RunningClock:
    record: RunningClock = perform(act, by=SYSTEM, at=place, purpose="administration").record
    return record


def test_a_clock_that_stood_still_is_at_risk_so_much_later(service: Service, at: Any) -> None:
    clock = begun(service)
    before = clock.escalate_at
    did(acts.TollClock(mark="test"), clock, service)
    at.shift(timedelta(hours=3))
    clock = did(acts.ResumeClock(mark="test"), clock, service)
    assert clock.escalate_at - before == timedelta(hours=3)
    assert clock.risk_at == clock.due_at - timedelta(hours=2)


def test_a_clock_dated_anew_is_at_risk_by_its_new_beginning(service: Service) -> None:
    clock = did(RedateClock(began=AT - timedelta(hours=2)), begun(service), service)
    assert (clock.due_at, clock.escalate_at) == (AT + timedelta(hours=6), AT + timedelta(hours=5, minutes=12))


def test_supervisors_are_told_once_before_a_deadline_passes(service: Service, folder: Path, at: Any) -> None:
    clock = begun(service)
    assert upkeep.sweep().escalated == 0
    at.shift(timedelta(hours=7, minutes=15))
    done = upkeep.sweep()
    assert (done.escalated, done.breached, done.faults) == (1, 0, [])
    clock.refresh_from_db()
    assert (clock.state, clock.escalated_at) == ("running", AT + timedelta(hours=7, minutes=15))
    work = Referral.objects.get()
    assert (work.to_office, work.to_place_id, work.subject) == ("patrol", service.jfk.pk, clock.pk)
    assert (work.reason, work.urgency, work.due_at) == ("deadline_at_risk", "immediate", clock.due_at)
    assert "2026-11-25 20:00 EST" in work.remarks
    assert upkeep.sweep().escalated == 0
    with pytest.raises(GuardRefused, match="told already"):
        did(acts.EscalateClock(), clock, service)


def test_what_was_sent_is_asked_of_nobody_once_the_deadline_is_met(service: Service, at: Any) -> None:
    clock = begun(service)
    did(acts.EscalateClock(), clock, service)
    did(acts.SatisfyClock(mark="custody.meal_given"), clock, service)
    work = Referral.objects.get()
    assert (work.state, work.result) == ("completed", "The deadline was met.")


def test_supervisors_are_told_again_where_a_deadline_was_moved_after_they_were_told(
    service: Service, folder: Path, at: Any
) -> None:
    clock = begun(service)
    at.shift(timedelta(hours=7, minutes=15))
    assert upkeep.sweep().escalated == 1
    clock = did(RedateClock(began=AT + timedelta(hours=4)), clock, service)
    assert clock.escalated_at is None
    assert Referral.objects.get().state == "completed"
    at.shift(timedelta(hours=4))
    assert upkeep.sweep().escalated == 1
    assert Referral.objects.filter(state="sent").get().due_at == AT + timedelta(hours=12)


def test_nobody_is_pressed_while_a_deadline_stands_still(service: Service, folder: Path, at: Any) -> None:
    clock = begun(service)
    at.shift(timedelta(hours=7, minutes=15))
    assert upkeep.sweep().escalated == 1
    clock = did(acts.TollClock(mark="test"), clock, service)
    assert (clock.escalated_at, Referral.objects.get().state) == (None, "completed")
    at.shift(timedelta(hours=2))
    clock = did(acts.ResumeClock(mark="test"), clock, service)
    assert upkeep.sweep().escalated == 1


def test_a_deadline_ends_on_the_day_that_was_agreed_and_never_later_than_the_law_s(service: Service) -> None:
    agreed = AT + timedelta(hours=3)
    clock = begun(service, until=agreed)
    assert (clock.due_at, clock.risk_at) == (agreed, AT + timedelta(hours=2, minutes=15))
    assert f"A sooner day was agreed or granted: {agreed.astimezone(clock.zone):%Y-%m-%d %H:%M %Z}." in steps(clock)
    clock = did(ArrangeClock(until=AT + timedelta(hours=5)), clock, service)
    assert clock.due_at == AT + timedelta(hours=5)
    clock = did(ArrangeClock(until=AT + timedelta(hours=50), answers_at=service.sys_.pk), clock, service)
    assert (clock.due_at, clock.place_id) == (AT + timedelta(hours=8), service.sys_.pk)
    assert not [step for step in steps(clock) if step.startswith("A sooner day")]


def steps(clock: RunningClock) -> list[str]:
    return list(Period.of(clock).steps())


def test_what_passed_between_two_sweeps_is_breached_and_not_told_of(service: Service, folder: Path, at: Any) -> None:
    begun(service)
    at.shift(timedelta(hours=9))
    done = upkeep.sweep()
    assert (done.breached, done.escalated) == (1, 0)
    assert not Referral.objects.exists()


def test_a_sweep_goes_through_many_in_chunks_and_past_what_is_refused(
    service: Service, folder: Path, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.in_chunks, "__defaults__", (2,))
    person = service.person()
    clocks = [begun(service, person=person) for _ in range(5)]
    guard = acts.BreachClock.guard

    def refusing(self: Any, record: Any, scene: Any) -> None:
        if record.pk == clocks[0].pk:
            raise GuardRefused("Not this one.")
        guard(self, record, scene)

    monkeypatch.setattr(acts.BreachClock, "guard", refusing)
    at.shift(timedelta(hours=9))
    done = upkeep.sweep()
    assert done.breached == 4
    assert len(done.faults) == 1


def test_a_breach_is_an_entry_and_is_closed_only_with_a_written_reason(service: Service, at: Any) -> None:
    clock = begun(service)
    at.shift(timedelta(hours=9))
    clock = did(acts.BreachClock(), clock, service)
    assert Entry.objects.filter(act="clocks.breach").count() == 1
    with pytest.raises(ValueError, match="at least 20"):
        acts.ExplainBreach(reason="Busy")
    with pytest.raises(NotPermitted):
        service.do(acts.ExplainBreach(reason=WHY), clock)
    assert service.do(acts.ExplainBreach(reason=WHY), clock, role="supervisor").state == "explained"


def test_a_meal_not_given_is_owed_again_once_that_is_explained(service: Service, at: Any) -> None:
    clock = begun(service)
    service.do(acts.AssignClock(owner=service.officer().pk), clock, role="supervisor")
    at.shift(timedelta(hours=9))
    clock = did(acts.BreachClock(), clock, service)
    service.do(acts.ExplainBreach(reason=WHY), clock, role="supervisor")
    fresh = RunningClock.objects.get(state="running")
    assert (fresh.key, fresh.subject, fresh.person_id) == (clock.key, clock.subject, clock.person_id)
    assert fresh.started_at == AT + timedelta(hours=9)
    assert fresh.due_at - fresh.started_at == timedelta(hours=8)
    assert fresh.renewed_from_id == clock.pk
    assert (fresh.place_id, fresh.zone_name, fresh.mark) == (clock.place_id, clock.zone_name, clock.mark)
    assert fresh.owner_id == service.officer().pk


def test_a_meal_given_late_is_not_owed_again(service: Service, at: Any) -> None:
    clock = begun(service)
    at.shift(timedelta(hours=9))
    clock = did(acts.BreachClock(), clock, service)
    clock = did(acts.MeetLate(mark="custody.meal_given"), clock, service)
    service.do(acts.ExplainBreach(reason=WHY), clock, role="supervisor")
    assert not RunningClock.objects.filter(state="running").exists()


def test_a_deadline_that_does_not_renew_is_over_with_its_explanation(service: Service, at: Any) -> None:
    clock = begun(service, "custody.bond_stay", "custody.bond_appealed")
    at.shift(timedelta(days=92))
    clock = did(acts.BreachClock(), clock, service)
    service.do(acts.ExplainBreach(reason=WHY), clock, role="supervisor")
    assert not RunningClock.objects.filter(state="running").exists()


def test_an_officer_has_a_deadline_and_gives_it_back(service: Service) -> None:
    clock = begun(service)
    officer = service.officer("secondary_officer")
    clock = service.do(acts.AssignClock(owner=officer.pk), clock, role="supervisor")
    viewer = service.viewer("secondary_officer")
    mine = queries.narrowed(queries.open_clocks(viewer=viewer), owner=officer.pk)
    assert [row.pk for row in mine] == [clock.pk]
    clock = service.do(acts.ReleaseOwner(why="On leave"), clock, role="supervisor")
    assert not mine.all().exists()
    with pytest.raises(GuardRefused, match="Nobody has"):
        service.do(acts.ReleaseOwner(), clock, role="supervisor")


def test_a_deadline_is_given_to_nobody_who_works_elsewhere_or_left(service: Service) -> None:
    clock = begun(service)
    for officer in (service.officer("secondary_officer", "far", place=service.sys_), left(service)):
        with pytest.raises(BadInput, match="not posted where"):
            service.do(acts.AssignClock(owner=officer.pk), clock, role="supervisor")


def left(service: Service) -> Account:
    account = service.officer("secondary_officer", "gone")
    setup(access.CloseAccount(reason="Left the service"), account)
    return Account.objects.get(pk=account.pk)


def test_an_agency_sees_the_deadlines_of_its_places_and_a_place_only_its_own(service: Service) -> None:
    begun(service)
    chief = service.officer("supervisor", "chief", place=service.agency)
    for place, seen in ((service.agency, 1), (service.jfk, 1), (service.sys_, 0)):
        viewer = Viewer(chief, place, "inspection", AT.date())
        assert queries.open_clocks(viewer=viewer).count() == seen


def test_deadlines_are_counted_as_they_stand(service: Service, at: Any) -> None:
    person = service.person()
    begun(service, person=person)
    begun(service, "removal.appeal", "removal.judge_decided", person=person)
    tolled = begun(service, person=person)
    did(acts.TollClock(mark="test"), tolled, service)
    rows = queries.open_clocks(viewer=service.viewer("supervisor"))
    wanted = {"breached": 0, "at risk": 0, "due soon": 1, "running": 1, "tolled": 1}
    for hours, change in ((0, {}), (6, {"due soon": 0, "at risk": 1}), (2, {"at risk": 0, "breached": 1})):
        at.shift(timedelta(hours=hours))
        wanted |= change
        now = timezone.now()
        assert queries.counts(rows.all(), now) == wanted
        for row in rows.all():
            assert queries.of_standing(rows.all(), queries.standing(row, now), now).filter(pk=row.pk).exists()


def test_a_persons_own_time_runs_out_without_a_breach(service: Service, folder: Path, at: Any) -> None:
    clock = begun(service, "removal.appeal", "removal.judge_decided", person=service.person())
    assert (clock.risk_at, clock.escalate_at) == (None, None)
    at.move_to(clock.due_at + timedelta(minutes=20))
    rows = queries.open_clocks(viewer=service.viewer("supervisor"))
    assert queries.standing(clock, timezone.now()) == "lapsed"
    assert not rows.all().exists()
    waiting = dict(health.LOOKS)["deadlines"]
    assert waiting()[0] == health.WORRY
    assert queries.counts(RunningClock.objects.all(), timezone.now())["breached"] == 0
    swept = upkeep.sweep()
    assert (swept.over, swept.breached, swept.escalated, swept.faults) == (1, 0, 0, [])
    assert waiting()[0] == health.GOOD
    clock.refresh_from_db()
    assert (clock.state, clock.closed_at, clock.ended_at, clock.reason) == ("lapsed", timezone.now(), None, "")
    assert not rows.all().exists()
    assert Entry.objects.filter(act="clocks.lapse").count() == 1


def test_what_is_to_be_done_follows_how_a_deadline_stands(service: Service, at: Any) -> None:
    clock = begun(service)
    assert clock.to_do == "Give a meal and record it."
    theirs = begun(service, "custody.release_terms", "custody.released")
    assert theirs.to_do.startswith("Nothing is due of the service: the person may ask a judge.")
    charging = begun(service, "custody.charging_decision", "custody.arrested_without_warrant")
    assert charging.to_do == "Decide custody and charge, or extend for an emergency in writing."
    at.shift(timedelta(hours=9))
    assert clock.to_do == "Feed the person now."
    clock = did(acts.BreachClock(), clock, service)
    clock = did(acts.MeetLate(mark="custody.meal_given"), clock, service)
    assert clock.to_do == "Say in writing why it was late."
    clock = service.do(acts.ExplainBreach(reason=WHY), clock, role="supervisor")
    assert clock.to_do == "", "it is over"


def test_where_the_law_names_no_share_nobody_is_told_early(service: Service) -> None:
    span = timedelta(hours=8)
    for law, day in ((lawbook(), date(2001, 9, 18)), (lawbook(), AT.date())):
        found = thresholds.after_share(thresholds.ESCALATE, law, day, due=AT, span=span)
        assert (found is None) == (day.year == 2001)
    clock = begun(service)
    clock.risk_at = None
    assert queries.standing(clock, clock.due_at - timedelta(minutes=1)) == "due soon"


def test_a_clock_of_another_country_s_pack_says_what_it_kept_and_no_more(service: Service) -> None:
    clock = begun(service)
    clock.key = "elsewhere.rule"
    assert (clock.next_step, clock.on_breach, clock.to_do) == ("", "", "")
    assert clock.citation
