"""What a traveller presents at the counter: a zone as the reader gives it, or fields as the officer types them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from limen.exchange import mrz

UNKNOWN_KIND = "passport"
"""What a zone is taken for when the pack lists no kind for its document code; a check says so."""


@dataclass(frozen=True, slots=True)
class Presented:
    """A document and the identity it gives, as far as read."""

    surname: str = ""
    given_names: str = ""
    birth: str = ""
    sex: str = ""
    nationality: str = ""
    kind: str = ""
    issuer: str = ""
    number: str = ""
    expires: date | None = None
    zone: str = ""

    @property
    def has_document(self) -> bool:
        """Return whether a document that can be recorded was presented."""
        return bool(self.kind and self.issuer and self.number)

    def kept(self) -> dict[str, Any]:
        """Return it as the inspection keeps it."""
        row = asdict(self)
        row["expires"] = self.expires.isoformat() if self.expires else ""
        row.pop("zone")
        return row


def read_zone(text: str, law: Any, day: date) -> tuple[mrz.Document, Presented]:
    """Read a machine-readable zone into what it presents.

    Args:
        text: the zone's lines, as a document reader sends them.
        law: the law pack, for the kinds of document and the states that issue them.
        day: the local day, which decides the century of two-digit years.
    """
    states = {row.code for row in law.codes("icao_states").rows}
    zone = mrz.parse(text, today=day, known_states=states)
    return zone, Presented(
        surname=zone.surname,
        given_names=zone.given_names,
        birth=zone.birth,
        sex=zone.sex if zone.sex in ("M", "F", "X") else "",
        nationality=zone.nationality,
        kind=kind_of(law, zone, day),
        issuer=zone.state,
        number=zone.number,
        expires=zone.expiry_date,
        zone="\n".join(zone.lines),
    )


def kind_of(law: Any, zone: mrz.Document, day: date) -> str:
    """Return the pack's kind for a zone: the longest code listed that the zone's begins with, an issuer's own first."""
    found, best = UNKNOWN_KIND if zone.code else "", (0, False)
    for row in law.codes("document_kinds").on(day).values():
        issuers = row.attributes.get("issuers", ())
        if issuers and zone.state not in issuers:
            continue
        fits = [len(code) for code in row.attributes.get("mrz", ()) if zone.code.startswith(code)]
        rank = (max(fits, default=0), bool(issuers))
        if rank > best:
            found, best = row.code, rank
    return found


def typed_over(read: Presented, typed: dict[str, Any]) -> Presented:
    """Return what was read with what the officer typed in its place, where anything was typed."""
    return replace(read, **{name: value for name, value in typed.items() if value not in ("", None)})
