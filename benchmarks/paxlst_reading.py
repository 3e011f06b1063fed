"""People read a second on one core from a clean 400-passenger list, against PyPI's ``pydifact`` cutting its segments.

``pydifact`` refuses functional groups, so it is given the same bytes without UNG and UNE, and only cuts segments: it
has no reader for passenger lists.
"""

from __future__ import annotations

import json
import os
import random
import re
import time
from collections.abc import Callable

from pydifact.parser import Parser

from limen.exchange.paxlst import Bag, Document, Leg, Manifest, Party, PassengerList, Person, parse, write
from limen.exchange.paxlst.model import Contact

PEOPLE = 400
SURNAMES = ("ERIKSSON", "O'BRIEN", "GARCIA LOPEZ", "NGUYEN", "ABDULLAHI", "SMITH", "KOWALCZYK", "DE LA CRUZ")
GIVEN = ("ANNA MARIA", "JOHN", "LINH", "FATUMA", "JOSE", "PIOTR", "MARY ANN", "DAVID")
STATES = ("USA", "GBR", "MEX", "VNM", "SOM", "POL", "PHL")


def letters(number: int) -> str:
    """Return a number in letters, so that no two people have one name."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number))


def passenger(number: int, chance: random.Random) -> Person:
    """Return one passenger with what airlines send of most."""
    state = chance.choice(STATES)
    born, expires = chance.randrange(1930, 2024), chance.randrange(2027, 2036)
    return Person(
        surname=f"{chance.choice(SURNAMES)} {letters(number)}",
        given_name=chance.choice(GIVEN),
        sex=chance.choice("MF"),
        birth=f"{born}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
        nationality=state,
        residence=state,
        embarks="LHR",
        debarks="IAD",
        clears="IAD",
        locator=f"{chance.randrange(36**5):06X}",
        reference=f"{number:012}",
        seat=f"{number // 6 + 1}{'ABCDEF'[number % 6]}",
        verified="yes",
        bag_count=1,
        bags=(Bag(f"BA{number:06}"),),
        documents=(
            Document(
                "P",
                f"{chance.randrange(10**9):09}",
                state,
                f"{expires}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}",
            ),
        ),
    )


def transmission() -> bytes:
    """Return a clean D.12B list of 400 passengers."""
    chance = random.Random(12)
    leg = Leg("BA293", "BA", "20", "LHR", "2026-11-24T18:20", "IAD", "2026-11-24T21:35", crosses=True)
    people = tuple(passenger(number, chance) for number in range(PEOPLE))
    party = Party("OPERATIONS CONTROL", (Contact("TE", "442085132000"), Contact("FX", "442085132001")))
    message = PassengerList(kind="passengers", party=party, legs=(leg,), people=people, stated=(("42", PEOPLE),))
    sent = "2026-11-24T17:05"
    return write(Manifest(sender="BA", recipient="USCSAPIS", sent=sent, reference="261124170500", messages=(message,)))


def rate(read: Callable[[], object], seconds: float) -> float:
    """Return how many times a call runs in a second of one core's time; others may be busy on the machine."""
    count, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        read()
        count += 1
    return count / (time.process_time() - start)


def run(seconds: float = 5.0) -> dict[str, object]:
    """Return people a second, ours and theirs, in turn, and the median ratio."""
    source = transmission()
    manifest = parse(source)
    assert len(manifest.people) == PEOPLE
    assert not manifest.faults
    ungrouped = re.sub(r"UN[GE]\+[^']*'", "", source.decode())
    ours, theirs = [], []
    for _ in range(5):
        ours.append(rate(lambda: parse(source), seconds / 10) * PEOPLE)
        theirs.append(rate(lambda: list(Parser().parse(ungrouped)), seconds / 10) * PEOPLE)
    ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
    return {
        "bench": "paxlst",
        "people_per_second": round(sorted(ours)[2]),
        "peer": "pydifact (PyPI), segments only",
        "peer_people_per_second": round(sorted(theirs)[2]),
        "ratio": round(ratios[2], 1),
        "bytes_per_person": round(len(source) / PEOPLE),
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    print(json.dumps(run()))
