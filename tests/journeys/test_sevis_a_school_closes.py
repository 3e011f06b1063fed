"""A school with four hundred students closes: each is followed until none is left, and only then is it closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from limen.core.access.gate import Viewer
from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import WANTED
from limen.exchange.sevis_batch import Record
from limen.kernel import GuardRefused
from limen.offices.sevis import acts
from limen.offices.sevis.models import School, Student
from limen.offices.sevis.queries import organisations as queries
from limen.offices.sevis.tests.batches import create, document, official, sent, update
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, campuses, certified
from limen.offices.sevis.tests.student_scenes import sweep
from tests.factories import open_service
from tests.journeys.owned import all_is_owned_and_proved

pytestmark = pytest.mark.django_db
STUDENTS, TRANSFERRED, COMPLETED = 400, 200, 120
FILE = 250
"""As many records as one batch holds."""
TERM = {
    "@printForm": "false",
    "LastSession": "false",
    "CurrentSessionStartDate": "2026-08-31",
    "CurrentSessionEndDate": "2026-12-18",
    "NextSessionStartDate": "2027-01-19",
}
LAST_DAY = date(2026, 12, 18)


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """Begin on the first Monday of term."""
    with time_machine.travel("2026-08-31T13:00:00+00:00", tick=False) as found:
        yield found


@pytest.fixture
def at(db: None, clock: time_machine.Coordinates) -> Campuses:
    """Open a school with its people and its software's official."""
    found = campuses(open_service())
    official(found)
    return found


def send(at: Campuses, day: str, records: list[Record]) -> None:
    """Send records in as many batches as they need; every one is accepted."""
    for number, file in enumerate(records[first : first + FILE] for first in range(0, len(records), FILE)):
        name = f"{day}{number:06}"
        batch = sent(at, document(at.school, *file, batch_id=name), batch_id=name).batch
        assert batch is not None
        batch.refresh_from_db()
        assert (batch.accepted, batch.refused) == (len(file), 0), list(batch.results.values_list("message"))[:3]


def enrolled(at: Campuses) -> list[str]:
    """Return the SEVIS IDs of the students: created by batch, and registered by batch for the term."""
    send(at, "20260831", [create(number) for number in range(STUDENTS)])
    numbers = list(at.school.students.order_by("sevis_id").values_list("sevis_id", flat=True))
    send(at, "20260901", [update("registration", TERM, one, order) for order, one in enumerate(numbers)])
    return numbers


def ways(at: Campuses) -> tuple[int, dict[str, int], int]:
    """Return what the page counts: how many were written down, how they went, and how many are left."""
    viewer = Viewer(at.pdso, at.school.place, SEVIS, date(2026, 12, 1))
    found = queries.leaving(queries.school(at.school.pk, viewer=viewer))
    return found.began, found.ways, found.left


def finish(at: Campuses) -> Any:
    return at.govern(acts.FinishClosing(why="The college gave up teaching"), at.school)


def refused(at: Campuses) -> str:
    """Return why the school is not closed yet."""
    with pytest.raises(GuardRefused) as found:
        finish(at)
    return found.value.message


def test_a_school_closes_when_each_of_four_hundred_students_has_gone(
    at: Campuses, clock: time_machine.Coordinates
) -> None:
    other = certified(at.service, "NYC214F10002000")
    numbers = enrolled(at)
    assert at.school.students.filter(state="active").count() == STUDENTS

    clock.move_to("2026-11-02T15:00:00+00:00")
    at.report(acts.BeginClosing(closing_on=LAST_DAY, why="The college gives up teaching"), at.school)
    assert ways(at) == (STUDENTS, {"active": STUDENTS}, STUDENTS)
    assert refused(at).startswith(f"{STUDENTS} students are still with the school.")

    going, rest = numbers[:TRANSFERRED], numbers[TRANSFERRED:]
    moved(at, other, going, clock)
    assert ways(at) == (STUDENTS, {"active": len(rest), "transferred": TRANSFERRED}, len(rest))

    clock.move_to("2026-12-18T15:00:00+00:00")
    done, ended = rest[:COMPLETED], rest[COMPLETED:]
    send(at, "20261218", [update("status.complete", {}, one, order) for order, one in enumerate(done)])
    withdrew = {"Reason": "23"}
    last = ended.pop()
    send(at, "20261219", [update("status.terminate", withdrew, one, order) for order, one in enumerate(ended)])
    assert refused(at).startswith("1 student is still with the school.")
    send(at, "20261220", [update("status.terminate", withdrew, last)])

    gone = {"completed": COMPLETED, "terminated": STUDENTS - TRANSFERRED - COMPLETED, "transferred": TRANSFERRED}
    assert ways(at) == (STUDENTS, gone, 0)
    assert finish(at).state == "closed"
    assert other.students.filter(state="initial").count() == TRANSFERRED
    assert not at.pdso.postings.filter(valid_to__gte=LAST_DAY).exists()
    left = RunningClock.objects.filter(place=at.school.place, state__in=WANTED)
    assert set(left.values_list("owner_role", flat=True)) == {"sevp_analyst"}, "the government waits for departures"
    all_is_owned_and_proved()


def moved(at: Campuses, other: School, numbers: list[str], clock: time_machine.Coordinates) -> None:
    """Release students to another school: each by an act, as batches hold none, and passed on by the sweep."""
    for record in Student.objects.filter(sevis_id__in=numbers):
        at.report(acts.TransferOut(school=other.pk, release_on=date(2026, 11, 30), reason="school_closing"), record)
    clock.move_to("2026-11-30T15:00:00+00:00")
    sweep()
