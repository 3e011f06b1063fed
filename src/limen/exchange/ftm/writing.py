"""From a party to an entity."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from limen.exchange.ftm.model import model
from limen.exchange.listed import ListedName, ListedParty

Short = Callable[[str], str]
"""From an ICAO code to the two letters the model uses, or nothing."""

SCHEMATA = {
    "person": "Person",
    "organisation": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "vehicle": "Vehicle",
    "document": "Thing",
}
SEXES = {"M": "male", "F": "female", "X": "other"}
BIRTHS = {"person": "birthDate", "organisation": "incorporationDate"}
COUNTRIES = {"person": "nationality", "organisation": "country", "vessel": "flag"}
NAMES = {"alias": "alias", "former": "previousName", "now": "name", "script": "name", "primary": "name"}
KINDS = {
    "tax": "taxNumber",
    "registration": "registrationNumber",
    "tail": "registrationNumber",
    "serial": "serialNumber",
    "transponder": "icaoCode",
}
OWN = {
    "person": frozenset({"passportNumber", "idNumber", "taxNumber", "registrationNumber"}),
    "organisation": frozenset({"idNumber", "taxNumber", "registrationNumber", "imoNumber"}),
    "vessel": frozenset({"registrationNumber", "imoNumber", "mmsi", "callSign"}),
    "aircraft": frozenset({"registrationNumber", "serialNumber", "icaoCode"}),
    "vehicle": frozenset({"registrationNumber", "vinCode"}),
    "document": frozenset(),
}
"""Which number properties each schema has; a number of another kind is written as ``idNumber`` or, of a thing, as
``registrationNumber``."""


def entity(party: ListedParty, *, short: Short, datasets: Iterable[str] = (), caption: str = "") -> dict[str, Any]:
    """Return a party as a FollowTheMoney entity.

    Args:
        party: the party.
        short: from an ICAO code to two letters; a country without is left out.
        datasets: the data sets it belongs to.
        caption: what it is called; its first name, when absent.
    """
    properties: dict[str, list[str]] = {}
    for name in party.names:
        _name(name, party.party_kind, properties)
    for birth in party.births:
        _add(properties, BIRTHS.get(party.party_kind, "buildDate"), _date(birth))
    for code in party.nationalities:
        _add(properties, COUNTRIES.get(party.party_kind, "country"), short(code))
    if party.party_kind == "person":
        _add(properties, "gender", SEXES.get(party.sex, ""))
    for number in party.numbers:
        _add(properties, _property(number.kind, party.party_kind), number.value)
    for where, values in _further(party):
        for value in values:
            _add(properties, where, value)
    said = caption or next((name.said for name in party.names), party.key)
    return {
        "id": party.key,
        "caption": said,
        "schema": SCHEMATA[party.party_kind],
        "properties": properties,
        "datasets": list(datasets),
        "referents": [],
        "target": True,
    }


def write(parties: Iterable[ListedParty], *, short: Short, datasets: Iterable[str] = ()) -> bytes:
    """Return parties as lines of JSON."""
    names = list(datasets)
    lines = (json.dumps(entity(party, short=short, datasets=names), ensure_ascii=False) for party in parties)
    return "".join(f"{line}\n" for line in lines).encode()


def _further(party: ListedParty) -> tuple[tuple[str, tuple[str, ...]], ...]:
    texts = (
        ("notes", (party.remarks,)),
        ("address", party.addresses),
        ("program", party.programmes),
        ("sourceUrl", (party.source_url,)),
    )
    own = (("birthPlace", party.birth_places), ("position", party.titles)) if party.party_kind == "person" else ()
    return (*texts, *own)


def _name(name: ListedName, kind: str, properties: dict[str, list[str]]) -> None:
    _add(properties, "weakAlias" if name.weak else NAMES[name.kind], name.said)
    if kind == "person" and not name.weak and name.kind == "primary":
        _add(properties, "lastName", name.surname)
        _add(properties, "firstName", name.given)


def _add(properties: dict[str, list[str]], name: str, value: str) -> None:
    held = properties.setdefault(name, []) if value else []
    if value and value not in held:
        held.append(value)


def _date(birth: str) -> str:
    """Return a date as the model has it: as much of one as is known; of an interval, the year or nothing more."""
    first, interval, last = birth.rstrip("~").partition("/")
    if not interval:
        return first
    return first[:4] if first[:4] == last[:4] else ""


def _property(kind: str, party_kind: str) -> str:
    by_kind = {what: name for name, what in reversed(list(model()["numbers"].items()))}
    wanted = KINDS.get(kind) or by_kind.get(kind, "idNumber")
    if wanted in OWN[party_kind]:
        return wanted
    return "idNumber" if party_kind in ("person", "organisation") else "registrationNumber"
