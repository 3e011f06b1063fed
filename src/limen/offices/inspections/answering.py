"""What a carrier is answered: a CUSRES message with one directive a person (WCO/IATA/ICAO API guidelines)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from limen.exchange.edifact import make, write
from limen.offices.inspections.models import Traveller, Voyage

SOLICITED, UNSOLICITED = "962", "132"
"""Document name codes of an answer and of a change sent unasked."""


def cusres(voyage: Voyage, travellers: Sequence[Traveller], at: datetime, *, unsolicited: bool = False) -> str:
    """Return the answer about some travellers of a voyage.

    Args:
        voyage: the voyage answered about.
        travellers: who is answered about, each with a directive.
        at: when, aware.
        unsolicited: whether the carrier was told otherwise before.
    """
    moment = at.astimezone(UTC)
    body = [
        make("BGM", UNSOLICITED if unsolicited else SOLICITED),
        make("RFF", ("TN", voyage.pk.hex[:14].upper())),
        make("DTM", ("189", voyage.runs_on.strftime("%y%m%d"), "101")),
        make("TDT", "20", voyage.label),
        make("LOC", "125", voyage.origin),
        make("LOC", "87", voyage.destination),
    ]
    for traveller in travellers:
        body.append(make("ERP", "2"))
        if traveller.reference:
            body.append(make("RFF", ("ABO", traveller.reference)))
        if traveller.document_number:
            body.append(make("RFF", ("AVF", traveller.document_number)))
        body.append(make("ERC", (traveller.directive,)))
    reference = moment.strftime("%y%m%d%H%M%S")
    segments = [
        make(
            "UNB",
            ("UNOA", "4"),
            "LIMEN",
            voyage.carrier,
            (moment.strftime("%y%m%d"), moment.strftime("%H%M")),
            reference,
        ),
        make("UNH", "1", ("CUSRES", "D", "02B", "UN", "IATA")),
        *body,
        make("UNT", str(len(body) + 2), "1"),
        make("UNZ", "1", reference),
    ]
    return write(segments, lines=True).decode()
