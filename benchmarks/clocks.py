"""A million open clocks looked over: what ran out and what is about to is found, counted, breached and told of.

    limen bench clocks --n 1000000 --json

The clocks are of a hundred thousand people, one in thirty sealed, at forty places; they run out over three months, but
for the thousand that ran out since the last sweep, of which supervisors were told, and the thousand about to. They are
written straight into a scratch database before the clock starts. ``sweep_find_seconds`` is what the sweep does with
what is not due: find what is, and read it. Breaching and telling are acts, each with its ledger entry in a transaction
of its own, and are timed apart.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from node import node

MOVED = 1_000
PLACES = 40
LOOKED_UP = 200
CHUNK = 5_000
DAY = timedelta(days=1)


def fill(count: int, moved: int) -> dict[str, Any]:
    """Write the people and their clocks; return what was written."""
    from limen.core.clocks.models import RunningClock
    from limen.core.people.models import Person
    from limen.kernel import opened
    from tests.factories import open_service

    service = open_service()
    places = [service.jfk, *(_facility(service, number) for number in range(PLACES - 1))]
    dice = random.Random(11)
    with opened("maintenance.bench"):
        people = [
            Person(surname=f"P{n}", folded=f"p{n}", state="recorded", sealed="asylum" if n % 30 == 0 else "")
            for n in range(max(1, count // 10))
        ]
        for some in _in(people, CHUNK):
            Person.objects.bulk_create(some)
        ids = [person.pk for person in people]
        made = _clocks(count, moved, ids, places, dice)
        for some in _in(made, CHUNK):
            RunningClock.objects.bulk_create(some)
    return {"place": places[1], "agency": service.agency, "service": service}


def _facility(service: Any, number: int) -> Any:
    from limen.core.places.acts import OpenPlace
    from tests.factories import OPENED, setup

    act = OpenPlace(
        code=f"F{number:03}",
        kind="facility",
        name=f"Facility {number}",
        parent=str(service.agency.pk),
        zone="America/Chicago",
        valid_from=OPENED,
    )
    return setup(act)


def _in(rows: Any, size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some


def _clocks(count: int, moved: int, people: list[Any], places: list[Any], dice: random.Random) -> Iterator[Any]:
    """Yield clocks in no order of their due times; the share that ran out or is about to comes in between."""
    from limen.core.clocks.models import RunningClock
    from limen.core.lawbook import lawbook
    from limen.kernel import uuid7

    rules = [rule for rule in lawbook().clocks().values() if rule.key.startswith(("custody.", "removal.", "patrol."))]
    now = datetime.now(UTC)
    every = count // moved
    for number in range(count):
        rule = dice.choice(rules)
        row = rule.provisions[-1]
        if number % every == 0:
            due = now - timedelta(seconds=dice.randrange(1, 300))
        elif number % every == 1:
            due = now + timedelta(minutes=dice.randrange(6, 120))
        else:
            due = now + timedelta(hours=3) + DAY * 90 * dice.random()
        late, soon = number % every == 0, number % every == 1
        began = due - (timedelta(days=2) if number % every < 2 else timedelta(days=100))
        yield RunningClock(
            key=rule.key,
            title=rule.title,
            citation=row.citation,
            amount=row.value,
            unit=row.unit,
            calendar=row.calendar,
            zone_name="America/Chicago",
            mark=rule.starts[0],
            subject_record="people.person",
            subject=uuid7(),
            person_id=dice.choice(people),
            place=dice.choice(places),
            office="removal",
            owner_role=rule.owner_role,
            started_at=began,
            due_at=due,
            risk_at=due - (timedelta(hours=12) if soon else timedelta(hours=2)),
            escalate_at=None if late else due - (timedelta(hours=5) if soon else timedelta(hours=2)),
            escalated_at=due - timedelta(hours=5) if late else None,
            state="tolled" if number % 20 == 19 and not (late or soon) else "running",
        )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long something took, and what it gave."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def main(count: int, moved: int) -> dict[str, Any]:
    """Return what was measured."""
    from django.db import connection
    from django.utils import timezone

    from limen.config.upkeep import Swept, breach, escalate
    from limen.core.access.gate import Viewer
    from limen.core.clocks import queries
    from limen.core.clocks.book import LIVE, concerning
    from limen.core.clocks.models import RunningClock

    filled, world = timed(lambda: fill(count, moved))
    officer = world["service"].officer("supervisor", "chief", place=world["agency"])
    now = timezone.now()

    def found() -> tuple[int, int]:
        late = sum(1 for _ in queries.in_chunks(queries.overdue(now), "due_at"))
        soon = sum(1 for _ in queries.in_chunks(queries.to_escalate(now), "escalate_at"))
        return late, soon

    find, (late, soon) = timed(found)
    day = timezone.localdate()
    figures: dict[str, Any] = {}
    for name, place in (("facility", world["place"]), ("whole", world["agency"])):
        viewer = Viewer(officer, place, "custody", day)
        seconds, counted = timed(lambda viewer=viewer: queries.counts(queries.open_clocks(viewer=viewer), now))
        page, _rows = timed(
            lambda viewer=viewer: list(queries.open_clocks(viewer=viewer).order_by("due_at", "pk")[:50])
        )
        figures[f"{name}_open"] = sum(counted.values())
        figures[f"{name}_count_seconds"] = round(seconds, 3)
        figures[f"{name}_page_seconds"] = round(page, 3)
    some = list(RunningClock.objects.order_by("pk")[:LOOKED_UP])
    looking, _none = timed(lambda: [concerning(row.key, row, LIVE) for row in some])
    done = Swept()
    breaching, _none = timed(lambda: breach(done, now))
    telling, _none = timed(lambda: escalate(done, now))
    return {
        "bench": "clocks",
        "clocks": RunningClock.objects.count(),
        "found_late": late,
        "found_at_risk": soon,
        "sweep_find_seconds": round(find, 3),
        **figures,
        "clocks_of_a_record_ms": round(looking / len(some) * 1000, 2),
        "breached": done.breached,
        "breaching_seconds": round(breaching, 2),
        "breached_per_second": round(done.breached / breaching, 1),
        "escalated": done.escalated,
        "telling_seconds": round(telling, 2),
        "escalated_per_second": round(done.escalated / telling, 1),
        "sweep_seconds": round(find + breaching + telling, 2),
        "faults": len(done.faults),
        "filling_seconds": round(filled, 1),
        "database": connection.vendor,
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=1_000_000)
    parser.add_argument("--moved", type=int, default=MOVED)
    asked = parser.parse_args()
    with node():
        print(json.dumps(main(asked.n, min(asked.moved, asked.n // 3))))
