"""``limen clocks``: what is due, how a deadline is reckoned, what would happen if."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from limen.core.clocks import acts
from limen.core.ledger.models import Entry
from limen.core.people import acts as people
from tests.cli.running import limen, told
from tests.core.clocks.running import AT, begun, did
from tests.factories import Service

pytestmark = pytest.mark.django_db
DESK = ("--by", "supervisor", "--at", "NYC")


@pytest.fixture(autouse=True)
def at() -> Iterator[Any]:
    """Stand still at the moment of the tests."""
    with time_machine.travel(AT, tick=False) as moment:
        yield moment


@pytest.fixture
def clock(service: Service) -> Any:
    """Return a meal that is due."""
    service.officer("supervisor")
    return begun(service)


def test_what_is_due_is_listed_with_its_owner_reason_and_next_step(service: Service, clock: Any) -> None:
    found = told(limen("clocks", "due", "--json", *DESK))
    [row] = found["clocks"]
    assert row["id"] == str(clock.pk)
    assert (row["standing"], row["office"], row["owner_role"]) == ("due soon", "patrol", "supervisor")
    assert row["due_here"] == "2026-11-25 20:00 EST"
    assert row["name"] == "ERIKSSON, Anna Maria"
    assert row["citation"]
    assert row["to_do"]
    assert found["counts"] == {"breached": 0, "at risk": 0, "due soon": 1, "running": 0, "tolled": 0}
    said = limen("clocks", "due", *DESK)
    assert said.exit_code == 0
    assert "Meal for an adult in a station" in said.output
    assert "1 due soon" in said.output
    assert Entry.objects.filter(act="clocks.due", kind="read").exists()


def test_the_node_itself_lists_what_is_due_and_names_nobody(service: Service, clock: Any) -> None:
    found = told(limen("clocks", "due", "--json"))
    [row] = found["clocks"]
    assert (row["id"], row["name"]) == (str(clock.pk), "")
    assert "ERIKSSON" not in limen("clocks", "due").output


def test_a_sealed_person_is_not_counted(service: Service, clock: Any) -> None:
    hidden = service.person("Zephyrine", "Child")
    begun(service, person=hidden)
    service.do(people.Protect(compartment="protected", reason="Victim"), on=hidden, role="supervisor")
    assert told(limen("clocks", "due", "--json"))["found"] == 1


def test_the_list_is_narrowed(service: Service, clock: Any) -> None:
    for words, count in (
        (("--office", "patrol"), 1),
        (("--office", "removal"), 0),
        (("--owner", "supervisor"), 1),
        (("--owner", "detention_officer"), 0),
        (("--within", "4"), 0),
        (("--within", "9"), 1),
        (("--standing", "due soon"), 1),
        (("--standing", "breached"), 0),
    ):
        assert told(limen("clocks", "due", "--json", *words, *DESK))["found"] == count, words
    officer = service.officer("secondary_officer", "svensson")
    service.do(acts.AssignClock(owner=officer.pk), clock, role="supervisor")
    assert told(limen("clocks", "due", "--json", "--owner", "svensson"))["found"] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("due", "--office", "nowhere"), 2),
        (("due", "--owner", "nobody"), 2),
        (("due", "--standing", "late"), 2),
        (("due", "--by", "nobody", "--at", "NYC"), 2),
        (("due", "--by", "admin", "--at", "NYC", "--purpose", "administration"), 3),
        (("explain", "x"), 2),
        (("explain", "01900000-0000-7000-8000-000000000000"), 2),
        (("whatif", "--mark", "no.such", "--at-time", "2026-03-01"), 2),
        (("whatif", "--mark", "removal.order_final", "--at-time", "soon"), 2),
        (("whatif", "--mark", "removal.order_final", "--at-time", "2026-03-01", "--zone", "Nowhere"), 2),
        (("whatif", "--mark", "removal.order_final", "--at-time", "2026-03-01", "--person", "x"), 2),
    ],
)
def test_what_cannot_be_done_ends_with_its_code(service: Service, words: tuple[str, ...], code: int) -> None:
    service.officer("administrator", "admin")
    assert limen("clocks", *words).exit_code == code


def test_a_deadline_is_explained_step_by_step(service: Service, clock: Any, at: Any) -> None:
    did(acts.TollClock(mark="test"), clock, service)
    at.shift(timedelta(hours=2))
    did(acts.ResumeClock(mark="test"), clock, service)
    found = told(limen("clocks", "explain", clock.pk, "--json"))
    assert found["started_by"] == "custody.adult_booked_in_station"
    assert found["tolled"][0]["mark"] == "test"
    assert found["on_breach"] == "Feed the person now."
    assert found["steps"][-1] == "It is due at 2026-11-25 22:00 EST (America/New_York)."
    said = limen("clocks", "explain", clock.pk, *DESK)
    assert "1. “Custody: adult booked in station” started it at 2026-11-25 12:00 EST." in said.output
    assert "It stood still from" in said.output
    assert "If it is breached: Feed the person now." in said.output
    assert (found["owner_role"], found["office"], found["place"]) == ("supervisor", "patrol", "NYC")
    assert "Who answers: supervisor · NYC · patrol" in said.output


def test_what_if_writes_nothing_and_says_what_would_follow(service: Service, clock: Any) -> None:
    before = Entry.objects.filter(kind="act").count()
    mark = ("--mark", "removal.order_final", "--at-time", "2026-03-01T12:00")
    found = told(limen("clocks", "whatif", *mark, "--json"))
    assert found["at"] == "2026-03-01T17:00:00Z"
    assert {"removal.period", "removal.review_90"} <= {row["key"] for row in found["starts"]}
    meal = ("--mark", "custody.meal_given", "--at-time", "2026-11-25T21:00", "--person", clock.person_id)
    found = told(limen("clocks", "whatif", *meal, "--json", *DESK))
    assert [(row["id"], row["late"]) for row in found["ends"]] == [(str(clock.pk), True)]
    moved = ("--mark", "custody.adult_booked_in_station", "--at-time", "2026-11-25T10:00", "--record", clock.subject)
    found = told(limen("clocks", "whatif", *moved, "--json", *DESK))
    assert [row["after"] for row in found["moves"]] == ["2026-11-25T23:00:00Z"]
    said = limen("clocks", "whatif", *moved, *DESK).output
    assert "moves   Meal for an adult in a station: from 2026-11-25 20:00 EST to 2026-11-25 18:00 EST" in said
    assert "ends " in limen("clocks", "whatif", *meal, *DESK).output
    lacking = ("--mark", "custody.arrested_without_warrant", "--at-time", "1950-01-01", "--zone", "America/Denver")
    assert "lacks " in limen("clocks", "whatif", *lacking).output
    assert Entry.objects.filter(kind="act").count() == before
    clock.refresh_from_db()
    assert clock.state == "running"
