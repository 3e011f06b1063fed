"""Passenger and crew lists of our own, for the tests of reading and writing them."""

from __future__ import annotations

from collections.abc import Sequence

from limen.exchange.paxlst import Manifest, PassengerList, Person, parse

ADA = (
    "NAD+FL+++EXAMPLE:ADA'", "ATT+2++F'", "DTM+329:740812'", "LOC+178+AAA'", "LOC+179+BBB'", "NAT+2+XXA'",
    "RFF+AVF:ABC123'", "RFF+ABO:101'", "DOC+P:110:111+P0001'", "DTM+36:290823'", "LOC+91+XXA'",
)  # fmt: skip
BO = ("NAD+FL+++SPECIMEN:BO'", "ATT+2++M'", "DTM+329:990101'", "DOC+I:110:111+I77'")
FLIGHT = ("TDT+20+ZZ42+++ZZ'", "LOC+125+AAA'", "DTM+189:2611241805:201'", "LOC+87+BBB'", "DTM+232:2611242210:201'")
OFFICE = ("NAD+MS+++HELP DESK'", "COM+15550101:TE+15550102:FX'")


def one(
    *people: Sequence[str],
    kind: str = "BGM+745'",
    version: str = "D:05B",
    flight: Sequence[str] = FLIGHT,
    office: Sequence[str] = OFFICE,
    count: str = "",
    part: str = "01:F",
) -> str:
    """Return one message, its own count of segments right.

    Args:
        people: each the segments of one person.
        kind: the BGM.
        version: version and release, as UNH writes them.
        flight: the segments of the flight.
        office: the segments of who reports.
        count: the CNT, where there is one.
        part: sequence number and mark.
    """
    body = [kind, *office, *flight, *(segment for person in people for segment in person), *([count] if count else [])]
    return f"UNH+M1+PAXLST:{version}:UN:IATA+ACC1+{part}'{''.join(body)}UNT+{len(body) + 2}+M1'"


def sent(*messages: str) -> str:
    """Return messages as one interchange with one group."""
    head = "UNA:+.? 'UNB+UNOA:4+ZZ+XXAPIS+261124:1705+42++APIS'UNG+PAXLST+ZZ+XXAPIS+261124:1705+7+UN+D:05B'"
    return f"{head}{''.join(messages)}UNE+{len(messages)}+7'UNZ+1+42'"


LIST = sent(one(ADA, BO, count="CNT+42:2'"))
"""A clean list of two."""


def message(text: str) -> PassengerList:
    """Return the only message of a text that is read without fault."""
    read = parse(text)
    assert read.faults == ()
    (found,) = read.messages
    return found


def person(*segments: str) -> Person:
    """Return the only person of a list, given the person's segments; nothing is wrong with them."""
    (found,) = message(sent(one(segments))).people
    return found


def rules(read: Manifest) -> list[str]:
    """Return the rules of a manifest's faults."""
    return [fault.rule for fault in read.faults]


def names(read: Manifest) -> list[str]:
    """Return everybody's name."""
    return [f"{person.surname}/{person.given_names}" for person in read.people]
