"""A list of 400 passengers read, matched, screened and answered, against reading it alone in the same run.

The node holds people on record, some of whom fly, and lookouts; the message is written by our own writer and loaded by
the door a carrier uses.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from datetime import date, timedelta
from typing import Any

from node import node

PASSENGERS = 400
ROUNDS = 5
KNOWN = 2_000
LOOKOUTS = 5_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def message(flight: str, seed: int) -> bytes:
    """Return a passenger list of a full flight."""
    from limen.exchange import paxlst
    from limen.exchange.paxlst import Document, Leg, Manifest, PassengerList, Person

    dice = random.Random(seed)
    people = tuple(
        Person(
            surname="".join(dice.choices(LETTERS, k=7)),
            given_name="".join(dice.choices(LETTERS, k=6)),
            sex=dice.choice("MF"),
            birth=(date(1950, 1, 1) + timedelta(days=dice.randrange(18_000))).isoformat(),
            nationality="SWE",
            embarks="ARN",
            debarks="JFK",
            reference=str(index),
            locator="".join(dice.choices(LETTERS, k=6)),
            seat=f"{10 + index // 6}{'ABCDEF'[index % 6]}",
            documents=(Document("P", f"{seed:02d}{index:06d}", "SWE", "2031-01-01"),),
        )
        for index in range(PASSENGERS)
    )
    leg = Leg(flight, flight[:2], "20", "ARN", "2026-11-25T10:00", "JFK", "2026-11-25T13:00", crosses=True)
    return paxlst.write(
        Manifest(messages=(PassengerList(reference="1", code="745", kind="passengers", legs=(leg,), people=people),))
    )


def filled(service: Any) -> None:
    """Put people and lookouts on record, in bulk: what stands there, not how it came, is measured."""
    from limen.core.documents.models import TravelDocument
    from limen.core.lookouts.models import Lookout
    from limen.core.people.models import Person
    from limen.kernel import opened

    dice = random.Random(1)
    with opened("maintenance.benchmark"):
        people = Person.objects.bulk_create(
            Person(
                state="known", surname="".join(dice.choices(LETTERS, k=7)), folded="".join(dice.choices(LETTERS, k=14))
            )
            for _ in range(KNOWN)
        )
        TravelDocument.objects.bulk_create(
            TravelDocument(
                state="good",
                person=person,
                kind="passport",
                issuer="SWE",
                number=f"K{index}",
                number_folded=f"K{index}",
            )
            for index, person in enumerate(people)
        )
        Lookout.objects.bulk_create(
            Lookout(
                state="active",
                category="inadmissible",
                action="refer",
                basis="benchmark",
                folded=" ".join("".join(dice.choices(LETTERS, k=7)) for _ in range(2)),
                document_folded=f"01{index:06d}" if index < 5 else "",
                issued_by=service.jfk,
                nominated_by=service.officer().pk,
                active_from="2026-01-01T00:00:00Z",
                review_by=date(2099, 1, 1),
            )
            for index in range(LOOKOUTS)
        )


def main() -> None:
    """Print one JSON line."""
    with node():
        from limen.exchange import paxlst
        from limen.offices.inspections import intake
        from limen.offices.inspections.models import Hit, Traveller
        from tests.factories import open_service

        service = open_service()
        officer = service.officer("supervisor")
        filled(service)
        took, read = [], []
        for number in range(1, ROUNDS + 1):
            data = message(f"SK9{number:02d}", number)
            begun = time.perf_counter()
            assert len(paxlst.parse(data).people) == PASSENGERS
            read.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            (received,) = intake.receive(data, by=officer, at=service.jfk, purpose="targeting")
            took.append(time.perf_counter() - begun)
            assert received.people == PASSENGERS, received
            assert received.answer.count("ERC") == PASSENGERS
        assert Traveller.objects.count() == PASSENGERS * ROUNDS
        assert Hit.objects.count() == 5
        print(
            json.dumps(
                {
                    "bench": "manifest",
                    "passengers": PASSENGERS,
                    "seconds": round(statistics.median(took), 3),
                    "worst_seconds": round(max(took), 3),
                    "peer": "reading the message alone",
                    "peer_seconds": round(statistics.median(read), 4),
                    "ratio": round(statistics.median(took) / statistics.median(read), 1),
                    "lookouts": LOOKOUTS,
                    "people": KNOWN,
                    "cores": os.cpu_count(),
                }
            )
        )


if __name__ == "__main__":
    main()
