"""A full flight put before a thousand criteria, against the same criteria asked one traveller at a time, in one run.

The peer is a plain walk of the same trees, traveller by traveller, stopping at the first part that decides: what a
rules engine of the json-logic kind does. It is ours, in this file, and it answers the same (that is asserted). The node
part measures the whole of it on a database: reading the criteria, gathering what is known of 400 travellers with their
bookings and their past, evaluating, and the act that keeps what was selected.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

from node import node

PASSENGERS = 400
CRITERIA = 1_000
ROUNDS = 5
AIRPORTS = ["ARN", "IST", "DOH", "FRA", "LHR", "JFK", "BOG", "PTY", "ADD", "DXB", "NRT", "GRU", "MEX", "CDG", "AMS"]
STATES = ["SWE", "NOR", "GBR", "COL", "TUR", "BRA", "MEX", "JPN", "FRA", "ETH"]


def question(dice: random.Random) -> dict[str, Any]:
    """Return a question that is no sensitive one."""
    number = dice.randrange(8)
    return [
        {"field": "airports", "op": "has_any", "value": dice.sample(AIRPORTS, 3)},
        {"field": "paid_by", "op": "has_any", "value": [dice.choice(["cash", "card", "other"])]},
        {"field": "ticket_hours", "op": "at_most", "value": dice.randrange(6, 400)},
        {"field": "one_way", "op": dice.choice(["yes", "no"])},
        {"field": "bags", "op": "at_least", "value": dice.randrange(1, 4)},
        {"field": "changed_hours", "op": "at_most", "value": dice.randrange(6, 200)},
        {"field": "agency", "op": "is_any", "value": [f"{dice.randrange(50):08d}" for _ in range(4)]},
        {"field": "contact_shared", "op": "at_least", "value": dice.randrange(1, 6)},
    ][number]


def condition(seed: int) -> dict[str, Any]:
    """Return a condition of six to ten questions; one in five asks a nationality as well."""
    dice = random.Random(seed)
    parts: list[dict[str, Any]] = [question(dice) for _ in range(dice.randrange(4, 7))]
    parts.append({"any": [question(dice) for _ in range(2)]})
    if seed % 3 == 0:
        parts.append({"none": [question(dice)]})
    if seed % 5 == 0:
        parts.append({"field": "nationality", "op": "is_any", "value": dice.sample(STATES, 2)})
    return {"all": parts}


def passengers(seed: int) -> list[Any]:
    """Return what is known of a full flight; one in ten things is not."""
    from limen.core.criteria.rules import TravelFacts

    dice = random.Random(seed)

    def maybe(value: Any) -> Any:
        return value if dice.random() < 0.9 else None

    return [
        TravelFacts(
            airports=frozenset(dice.sample(AIRPORTS, dice.randrange(2, 5))),
            paid_by=maybe(frozenset({dice.choice(["cash", "card", "card", "card", "other"])})),
            ticket_hours=maybe(dice.randrange(1, 2_000)),
            one_way=maybe(dice.random() < 0.2),
            bags=maybe(dice.randrange(4)),
            changed_hours=maybe(dice.randrange(1, 1_000)),
            agency=maybe(f"{dice.randrange(50):08d}"),
            contact_shared=maybe(dice.randrange(4)),
            nationality=dice.choice(STATES),
            sex=dice.choice("FM"),
            age=dice.randrange(90),
        )
        for _ in range(PASSENGERS)
    ]


def walked(part: dict[str, Any], facts: Any) -> bool | None:
    """Return whether a condition holds of one traveller: the peer, a plain walk of the tree."""
    if "field" in part:
        return answered(part, getattr(facts, part["field"]))
    mode, parts = next(iter(part.items()))
    wanted, unknown = (mode == "all"), False
    for inner in parts:
        said = walked(inner, facts)
        if said is None:
            unknown = True
        elif said != wanted:
            return mode == "any"
    return None if unknown else mode != "any"


def answered(part: dict[str, Any], held: Any) -> bool | None:
    """Return whether a question is answered with yes."""
    if held is None:
        return None
    op, value = part["op"], part.get("value")
    if op in ("yes", "no"):
        return bool(held) == (op == "yes")
    if op == "at_most":
        return bool(held <= value)
    if op == "at_least":
        return bool(held >= value)
    words = {held} if isinstance(held, str) else held
    return bool(words & set(value)) == (op in ("is_any", "has_any"))


def evaluated() -> dict[str, Any]:
    """Measure the evaluation alone, in memory, and its peer."""
    from limen.core.criteria.rules import Flight, read

    conditions = [condition(seed) for seed in range(CRITERIA)]
    begun = time.perf_counter()
    read_in = [read(item) for item in conditions]
    reading = time.perf_counter() - begun
    ours, peers, hits = [], [], 0
    for seed in range(ROUNDS):
        rows = passengers(seed)
        begun = time.perf_counter()
        flight = Flight(rows)
        found = [flight.selected(item) for item in read_in]
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        peer = [[at for at, row in enumerate(rows) if walked(item, row)] for item in conditions]
        peers.append(time.perf_counter() - begun)
        assert found == peer
        hits += sum(map(len, found))
    return {
        "milliseconds": round(1000 * statistics.median(ours), 1),
        "worst_milliseconds": round(1000 * max(ours), 1),
        "reading_conditions_milliseconds": round(1000 * reading, 1),
        "selections_a_flight": hits // ROUNDS,
        "peer": "the same trees walked traveller by traveller, in Python, of our own",
        "peer_milliseconds": round(1000 * statistics.median(peers), 1),
        "ratio": round(statistics.median(peers) / statistics.median(ours), 1),
    }


def whole() -> dict[str, Any]:
    """Measure all of it on a node: from the tables to the selections kept."""
    from limen.core.access.gate import NODE, SYSTEM
    from limen.core.criteria.models import Criterion, Selection
    from limen.flows.criteria_to_vetting import put_before_criteria
    from limen.kernel import Scene, opened, the_door
    from limen.offices.inspections.models import Booking, Traveller, Voyage

    now, day = datetime.now(UTC), date(2026, 11, 25)
    dice = random.Random(1)
    with opened("maintenance.benchmark"):
        Criterion.objects.bulk_create(
            Criterion(
                state="active",
                name=f"Criterion {seed}",
                basis="benchmark",
                purpose="goods",
                condition=condition(seed),
                starts=day - timedelta(days=400),
                sunset=day + timedelta(days=4000),
                approved_at=now,
            )
            for seed in range(CRITERIA)
        )
        voyage = Voyage.objects.create(
            state="expected", carrier="SK", number="901", origin="ARN", destination="JFK", runs_on=day
        )
        for index in range(PASSENGERS // 2):
            booking = Booking.objects.create(
                voyage=voyage,
                locator=f"L{index:05d}",
                contacts=[f"+4681234{index:04d}"],
                data={"facts": booked(index, dice)},
            )
            Traveller.objects.bulk_create(
                Traveller(
                    state="listed",
                    voyage=voyage,
                    booking=booking,
                    locator=booking.locator,
                    surname="LIND",
                    folded=f"LIND A{index} {seat}",
                    birth="1974-08-12",
                    nationality=dice.choice(STATES),
                    document_folded=f"N{index}{seat}",
                )
                for seat in range(2)
            )
        scene = Scene(the_door(), SYSTEM, NODE, "targeting", now, day, the_door().law())
        took = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            put_before_criteria(None, voyage, scene, None)
            took.append(time.perf_counter() - begun)
    return {
        "whole_first_milliseconds": round(1000 * took[0], 1),
        "whole_again_milliseconds": round(1000 * statistics.median(took[1:]), 1),
        "whole_selections": Selection.objects.count(),
    }


def booked(index: int, dice: random.Random) -> dict[str, Any]:
    """Return what a booking says."""
    return {
        "legs": [
            {"from": "ARN", "to": "JFK", "departs": "2026-11-25T16:00", "arrives": "2026-11-25T18:30", "carrier": "SK"}
        ],
        "made": "2026-11-01T10:00",
        "changed": "2026-11-20T08:00",
        "ticketed": f"2026-11-{dice.randrange(1, 25):02d}T06:00",
        "paid": [dice.choice(["cash", "card"])],
        "agency": f"{dice.randrange(50):08d}",
        "people": [
            {"name": f"LIND A{index} {seat}", "surname": "LIND", "bags": dice.randrange(4)} for seat in range(2)
        ],
    }


def main() -> None:
    """Print one JSON line."""
    with node():
        measured = {**evaluated(), **whole()}
    print(
        json.dumps(
            {"bench": "criteria", "passengers": PASSENGERS, "criteria": CRITERIA, **measured, "cores": os.cpu_count()}
        )
    )


if __name__ == "__main__":
    main()
