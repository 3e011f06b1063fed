"""Loading what carriers send: read, find or open the voyage, do the act, answer. One bad person spoils no list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from limen.core.lawbook import lawbook
from limen.core.places.models import Place
from limen.exchange import paxlst, pnrgov
from limen.exchange.edifact import Fault, as_text
from limen.kernel import Act, BadInput, LimenError, Problem, perform
from limen.offices.inspections import reading
from limen.offices.inspections.acts import (
    AnswerCarrier,
    CancelVoyage,
    CloseOut,
    Listed,
    OpenVoyage,
    ReceiveBookings,
    ReceiveList,
)
from limen.offices.inspections.acts.arrivals import MOST_TEXT
from limen.offices.inspections.answering import cusres
from limen.offices.inspections.models import Traveller, Voyage
from limen.web.problems import bad_input

LISTS = {
    "original": "passengers",
    "add": "change",
    "change": "change",
    "change_flight": "change",
    "cancel": "cancel",
    "delete": "cancel",
    "reduction": "cancel",
}
CLOSES = ("close", "close_aboard", "close_not_aboard")
BOOKINGS = re.compile(r"UNH\W\w*\W+PNRGOV")
"""A message's header that says it holds bookings; a list's text may speak of them too."""
OF_THE_OTHER = re.compile("The message is (?:PNRGOV, not PAXLST|PAXLST, not PNRGOV)")
FUNCTION_MOST = 24


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one message.

    Args:
        voyage: the voyage it is about; None when it could not be told.
        says: a sentence on what was done.
        people: how many people it held.
        faults: what was wrong, each with rule, message and segment.
        answer: the CUSRES that answers it, where one is due.
    """

    voyage: Voyage | None
    says: str
    people: int
    faults: tuple[dict[str, Any], ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Who loads it, where, and why."""

    by: Any
    at: Any
    purpose: str
    source: str

    def do(self, act: Any, on: Any = None) -> Any:
        """Do an act here and return the outcome."""
        return perform(act, on=on, by=self.by, at=self.at, purpose=self.purpose)


def receive(data: bytes, *, by: Any, at: Any, purpose: str, source: str = "") -> list[Received]:
    """Load a PAXLST or PNRGOV transmission, however mangled.

    Args:
        data: as it came.
        by: who loads it.
        at: where.
        purpose: why.
        source: how it came: a file name, a queue.

    Returns:
        One item a message; an item without a voyage says why nothing could be done with it.

    Raises:
        BadInput: no message can be read in it, or it is longer than any of a voyage and would not be kept whole.
    """
    desk = Desk(by, at, purpose, source)
    text = as_text(data).replace("\0", "")  # no text column holds a NUL, and PostgreSQL refuses the whole row for one
    if len(text) > MOST_TEXT:
        raise _too_long(len(text))
    manifest = paxlst.parse(text)
    faults = _faults(manifest.faults)
    booked = BOOKINGS.search(text) is not None
    found = [_message(message, text, faults, desk) for message in manifest.messages]
    if booked or not found:
        bookings = pnrgov.parse(text)
        if booked or bookings.pnrs:
            found.append(_bookings(bookings, text, desk))
    if not found:
        raise _nothing_in(manifest.faults)
    return found


def _nothing_in(faults: Sequence[Fault]) -> BadInput:
    why = next((fault.message for fault in faults if fault.rule.startswith("interchange.")), "it holds no list.")
    sentence = f"No passenger list or booking could be read in it: {why}"
    return BadInput(sentence, problems=[Problem("message", "message.none", sentence)])


def _too_long(size: int) -> BadInput:
    sentence = f"The message is {size:,} characters long; one of a voyage is kept whole up to {MOST_TEXT:,}."
    return BadInput(sentence, problems=[Problem("message", "message.size", sentence)])


def _faults(found: Iterable[Fault]) -> tuple[dict[str, Any], ...]:
    """Return what was wrong; that a list is no booking, and a booking no list, is nothing wrong with a file of both."""
    return tuple(
        {"rule": item.rule, "message": item.message, "segment": item.segment}
        for item in found
        if item.rule != "message.type" or OF_THE_OTHER.search(item.message) is None
    )


def _message(message: paxlst.PassengerList, text: str, faults: tuple[dict[str, Any], ...], desk: Desk) -> Received:
    law, day = lawbook(), datetime.now(UTC).date()
    run = reading.run_of_list(message, law)
    if run is None:
        return Received(None, "It names no flight or no day, so nobody could be put on the board.", 0, faults)
    people = reading.people_of(message.people, law, day)
    every = (*faults, *people.faults)
    common = {
        "reference": message.reference[:40],
        "source": desk.source[:160],
        "text": text,
        "faults": list(every),
    }
    try:
        with transaction.atomic():
            voyage = _voyage(run, desk)
            return _done(message, voyage, people.listed, common, every, desk)
    except (LimenError, ValidationError) as refused:
        return Received(None, _said(refused, ReceiveList), len(people.listed), every)


def _said(refused: LimenError | ValidationError, act: type[Act]) -> str:
    """Return why a message was not taken; of what an act's fields do not take, the field and the rule."""
    return refused.message if isinstance(refused, LimenError) else bad_input(act, refused).message


def _done(
    message: paxlst.PassengerList,
    voyage: Voyage,
    people: list[Listed],
    common: dict[str, Any],
    faults: tuple[dict[str, Any], ...],
    desk: Desk,
) -> Received:
    if message.function == "cancel_flight":
        desk.do(CancelVoyage(reason="Cancelled by the carrier"), voyage)
        return Received(voyage, "The voyage was taken off the board.", 0, faults)
    if message.function in CLOSES:
        absent = message.function == "close_not_aboard"
        act = CloseOut(aboard=[] if absent else people, absent=people if absent else [], **common)
        desk.do(act, voyage)
        return Received(voyage, f"Closed out; {len(people)} people named.", len(people), faults)
    function = "crew" if message.kind == "crew" and message.function == "original" else LISTS.get(message.function)
    outcome = desk.do(ReceiveList(function=function or "change", people=people, **common), voyage)
    answer = _answer(voyage, outcome.told, desk)
    counted = "1 person" if len(people) == 1 else f"{len(people)} people"
    says = f"{counted} listed ({message.function}).{_again(outcome.told)}"
    return Received(voyage, says, len(people), faults, answer)


def _again(told: Any) -> str:
    """Return that the very same message was loaded before, where it was."""
    earlier = told.get("loaded_before")
    return f" The same message was loaded before, at {earlier}; whom it names is kept once." if earlier else ""


def _answer(voyage: Voyage, told: Any, desk: Desk) -> str:
    """Answer the carrier about everyone the message named, and keep the answer beside the message."""
    travellers = list(Traveller.objects.filter(pk__in=told["travellers"]).order_by("reference", "folded", "pk"))
    if not travellers:
        return ""
    answer = cusres(voyage, travellers, datetime.now(UTC))
    counts: dict[str, int] = {}
    for row in travellers:
        counts[row.directive] = counts.get(row.directive, 0) + 1
    desk.do(AnswerCarrier(message=told["message"], answer=answer, directives=counts), voyage)
    return answer


def _bookings(message: pnrgov.PnrMessage, text: str, desk: Desk) -> Received:
    law, day = lawbook(), datetime.now(UTC).date()
    faults = (*_faults(message.faults), *reading.nameless(message))
    run = reading.run_of_bookings(message, law)
    if run is None:
        return Received(None, "It names no flight or no day, so no booking could be kept.", 0, faults)
    bookings = reading.bookings_of(message, law, day)
    people = sum(len(row.people) for row in bookings)
    try:
        act = ReceiveBookings(
            bookings=bookings,
            function=message.function[:FUNCTION_MOST] or "push",
            source=desk.source[:160],
            text=text,
            faults=list(faults),
        )
        with transaction.atomic():
            voyage = _voyage(run, desk)
            desk.do(act, voyage)
    except (LimenError, ValidationError) as refused:
        return Received(None, _said(refused, ReceiveBookings), people, faults)
    return Received(voyage, f"{len(bookings)} bookings of {people} people kept.", people, faults)


def _voyage(run: reading.Run, desk: Desk) -> Voyage:
    """Return the voyage on the board, put there when it is new."""
    found = Voyage.objects.filter(
        carrier=run.carrier,
        number=run.number,
        runs_on=run.runs_on,
        origin=run.origin,
        destination=run.destination,
    ).first()
    if found is not None:
        return found
    port = Place.objects.filter(code=run.port, kind="port", valid_to=None).first() if run.port else None
    act = OpenVoyage(
        mode="air",
        direction=run.direction,
        carrier=run.carrier,
        number=run.number,
        origin=run.origin,
        destination=run.destination,
        port=port.pk if port else None,
        runs_on=run.runs_on,
        departs_at=run.departs_at,
        arrives_at=run.arrives_at,
        legs=list(run.legs),
    )
    made: Voyage = desk.do(act).record
    return made
