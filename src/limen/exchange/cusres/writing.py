"""Writing answers about passengers, and making them from what was received."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from limen.exchange import edifact
from limen.exchange.cusres.codes import Codes, codes
from limen.exchange.cusres.model import KINDS, Directive, Error, Response
from limen.exchange.edifact import Segment, make
from limen.exchange.paxlst import Leg, Manifest, Person
from limen.exchange.paxlst.dates import SHORT
from limen.kernel.errors import BadInput, Problem

VERSION = ("D", "05B", "UN", "IATA")
NAMES = {kind: code for code, kind in KINDS.items()}


def write(response: Response, *, table: Codes | None = None, lines: bool = False) -> bytes:
    """Return an answer as one interchange; reading it gives an equal answer back.

    Args:
        response: what to write; its faults are not written.
        table: codes a directive may have; the shipped ones by default.
        lines: whether each segment stands on a line of its own.

    Raises:
        BadInput: a directive that is in no table, names nobody, or is the second for a person.
    """
    problems = tuple(_problems(response, table or codes()))
    if problems:
        raise BadInput("The answer cannot be sent: " + problems[0].message, problems=problems)
    stamp = response.sent.replace("-", "").replace("T", "").replace(":", "")[2:]
    sent = (stamp[:6], stamp[6:]) if stamp else ("", "")
    control, reference = response.control or "1", response.reference or "1"
    body = [*_opening(response, reference), *_legs(response.legs), *_said(response)]
    segments = [
        make("UNB", ("UNOA", "4"), response.sender, response.recipient, sent, control, "", "IAPI"),
        make("UNG", "CUSRES", response.sender, response.recipient, sent, "1", "UN", VERSION[:2]),
        *body,
        make("UNT", str(len(body) + 1), reference),
        make("UNE", "1", "1"),
        make("UNZ", "1", control),
    ]
    return edifact.write(segments, lines=lines)


def answer(manifest: Manifest, decide: Callable[[Person], Directive]) -> Response:
    """Return the answer to a list: one directive a person, to the carrier that sent it.

    Args:
        manifest: as received; its first message is answered.
        decide: gives each person's directive; reference and locator are filled in where it leaves them out.
    """
    message = manifest.messages[0] if manifest.messages else None
    directives = tuple(_named(decide(person), person) for person in manifest.people)
    return Response(
        "answer",
        message.transaction if message is not None else "",
        tuple(replace(leg, carrier="", stage="") for leg in manifest.legs),
        directives,
        sender=manifest.recipient,
        recipient=manifest.sender,
        access=message.access if message is not None else "",
        part=1,
        final=True,
    )


def acknowledge(received: Response) -> Response:
    """Return a carrier's acknowledgement of a change: it echoes what was received."""
    sender, recipient = received.recipient, received.sender
    return replace(received, kind="acknowledgement", errors=(), faults=(), sender=sender, recipient=recipient)


def refuse(received: Response, error: str, text: str = "") -> Response:
    """Return a carrier's answer to a change it could not apply.

    Args:
        received: the change.
        error: application error code.
        text: for a person.
    """
    empty = replace(acknowledge(received), transaction="", legs=(), directives=())
    return replace(empty, errors=(Error(error, "1", text),))


def _named(directive: Directive, person: Person) -> Directive:
    return replace(
        directive,
        reference=directive.reference or person.reference,
        locator=directive.locator or person.locator,
    )


def _problems(response: Response, table: Codes) -> Iterator[Problem]:
    if response.kind not in NAMES:
        yield Problem("kind", "kind.unknown", f"{response.kind or 'Nothing'} is no kind of answer.")
    for place, directive in enumerate(response.directives):
        where = f"directives[{place}]"
        if not table.knows(directive.code):
            yield Problem(where, "directive.unknown", f"{directive.code or 'Nothing'} is no directive of the table.")
        if not (directive.reference or directive.locator):
            yield Problem(where, "directive.nobody", "The directive names nobody: reference and locator are missing.")
    counted = Counter(directive.reference for directive in response.directives if directive.reference)
    for reference, times in counted.items():
        if times > 1:
            yield Problem("directives", "directive.twice", f"{reference} has {times} directives; a person has one.")


def _opening(response: Response, reference: str) -> Iterator[Segment]:
    mark = "F" if response.final else ""
    yield make(
        "UNH", reference, ("CUSRES", *VERSION), response.access, (f"{response.part:02}" if response.part else "", mark)
    )
    yield make("BGM", NAMES[response.kind])
    if response.transaction:
        yield make("RFF", ("TN", response.transaction))


def _legs(legs: tuple[Leg, ...]) -> Iterator[Segment]:
    for leg in legs:
        yield make("RFF", ("AF", leg.flight))
        for qualifier, moment in (("189", leg.departs), ("232", leg.arrives)):
            if moment:
                stamp = moment.replace("-", "").replace("T", "").replace(":", "")[2:]
                yield make("DTM", (qualifier, stamp, "201" if len(stamp) > SHORT else "101"))
        departure, arrival = ("125", "87") if leg.crosses else ("92", "92")
        yield make("LOC", departure, leg.departure)
        yield make("LOC", arrival, leg.arrival)


def _said(response: Response) -> Iterator[Segment]:
    for error in response.errors:
        yield make("ERP", error.level)
        yield make("ERC", error.code)
        yield from _text(error.text)
    for directive in response.directives:
        yield make("ERP", "2")
        for qualifier, value in (("AVF", directive.locator), ("ABO", directive.reference)):
            if value:
                yield make("RFF", (qualifier, value))
        for code in (directive.code, *directive.more):
            yield make("ERC", code)
        yield from _text(directive.text)


def _text(text: str) -> Iterator[Segment]:
    if text:
        yield make("FTX", "AAP", "", "", text)
