"""What a carrier is answered: a CUSRES message with one directive a person (WCO/IATA/ICAO API guidelines)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime

from limen.core.lawbook import lawbook
from limen.exchange import paxlst
from limen.exchange.cusres import Code, Codes, Directive, Response, write
from limen.exchange.paxlst import Leg, Manifest, PassengerList
from limen.exchange.paxlst.dates import moment as local_time
from limen.offices.inspections.models import Traveller, Voyage

US = "LIMEN"
"""Our address, where the list answered names none."""
MINUTE = len("2026-11-25T17:00")


def cusres(voyage: Voyage, travellers: Sequence[Traveller], at: datetime, *, unsolicited: bool = False) -> str:
    """Return the answer about some travellers of a voyage, addressed to whoever sent the voyage's last list.

    Why a person may not board is never said: a carrier is told what to do, not what the service holds.

    Args:
        voyage: the voyage answered about.
        travellers: who is answered about, each with a directive.
        at: when, aware.
        unsolicited: whether the carrier was told otherwise before.

    Raises:
        BadInput: a traveller's directive is not in force on that day.
    """
    now = at.astimezone(UTC)
    table = directives(now.date())
    stamp = f"{now:%y%m%d%H%M%S%f}"
    manifest, message = _answered(voyage)
    response = Response(
        kind="change" if unsolicited else "answer",
        transaction=stamp if unsolicited else message.transaction,
        legs=_legs(voyage),
        directives=tuple(_directive(traveller, table) for traveller in travellers),
        sender=manifest.recipient or US,
        recipient=manifest.sender or voyage.carrier,
        sent=now.isoformat()[:MINUTE],
        control=stamp[:14],
        access=message.access,
        part=1,
        final=True,
    )
    return write(response, table=table, lines=True).decode()


def directives(day: date) -> Codes:
    """Return the directives the law pack has in force on a day, as the message's writer takes them."""
    rows = lawbook().codes("board_directives").on(day).values()
    firsts = {
        row.code[:1]: Code(row.code[:1], row.title, row.source, may_board=bool(row.attributes["may_board"]))
        for row in rows
    }
    return Codes(firsts, {row.code[1:]: Code(row.code[1:], row.title, row.source) for row in rows}, {})


def _answered(voyage: Voyage) -> tuple[Manifest, PassengerList]:
    """Return the last list of a voyage as it came, and the message in it that is about the voyage."""
    kept = voyage.messages.filter(kind="list").order_by("-received_at", "-pk").first()
    if kept is None or not kept.text:
        return Manifest(), PassengerList()
    manifest = paxlst.parse(kept.text)
    same = (message for message in manifest.messages if message.reference == kept.reference)
    return manifest, next(same, PassengerList())


def _directive(traveller: Traveller, table: Codes) -> Directive:
    """Return what is said of a traveller; one for whom the carrier sent no reference is named in the text."""
    code, text = traveller.directive, table.title(traveller.directive).upper()
    if traveller.reference:
        return Directive(code, traveller.reference, traveller.locator, text)
    locator = traveller.locator or traveller.document_number
    ours = "" if locator else traveller.pk.hex.upper()
    return Directive(code, ours, locator, f"{text}: {traveller.display_name.upper()}")


def _legs(voyage: Voyage) -> tuple[Leg, ...]:
    """Return the legs a list gave the voyage, times local to their airports, or the voyage as one leg."""
    crossing = (voyage.origin, voyage.destination)
    if not voyage.legs:
        day = voyage.runs_on.isoformat()
        return (Leg(voyage.label, departure=crossing[0], departs=day, arrival=crossing[1], crosses=True),)
    return tuple(_leg(leg, crossing) for leg in voyage.legs)


def _leg(leg: dict[str, str], crossing: tuple[str, str]) -> Leg:
    departure, arrival = leg.get("from", ""), leg.get("to", "")
    departs, arrives = (local_time(re.sub(r"\D", "", leg.get(name, ""))[:12]) for name in ("departs", "arrives"))
    return Leg(
        leg.get("flight", ""),
        departure=departure,
        departs=departs,
        arrival=arrival,
        arrives=arrives,
        crosses=(departure, arrival) == crossing,
    )
