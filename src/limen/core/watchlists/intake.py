"""Between the files that came and the act that loads them: read, turn into parties, compare."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from limen.core.lawbook import lawbook
from limen.core.watchlists.acts import ListEntry, LoadVersion
from limen.core.watchlists.countries import countries
from limen.exchange import ftm, ofac, people_csv, un
from limen.exchange.listed import Fault, ListedParty, ListUnreadable, Reading
from limen.kernel import BadInput, Problem
from limen.screening.model import Name, Number, Party

REMARKS = 20_000
PRIMARY = ("passport", "travel", "identity", "imo", "tail")
"""The kinds of number that stand first on a lookout, in this order."""


@dataclass(frozen=True, slots=True)
class Came:
    """A list that came: its entries, what could not be read, and the act that would load it."""

    reading: Reading
    faults: tuple[Fault, ...]
    act: LoadVersion


def read(form: str, files: Mapping[str, bytes], *, mapping: Sequence[str] = (), day: date, source: str = "") -> Came:
    """Read the files of a list.

    Args:
        form: ``ofac``, ``un``, ``ftm`` or ``csv``.
        files: by part: ``sdn``, ``alt``, ``add`` and ``comments`` of the first, ``file`` of the others.
        mapping: of a CSV file, ``column=field`` pairs.
        day: the day, for the names of countries.
        source: how the files are called.

    Raises:
        BadInput: when they are no such list, with the line.
    """
    country = countries(lawbook(), day)
    try:
        if form == "ofac":
            names = ("sdn", "alt", "add", "comments")
            found = ofac.parse(*(files.get(name, b"") for name in names), country=country)
        elif form == "un":
            found = un.parse(files["file"], country=country)
        elif form == "ftm":
            found = ftm.parse(files["file"], country=country)
        else:
            found = people_csv.parse(files["file"], people_csv.mapping_of(mapping), country=country)
    except ListUnreadable as error:
        raise BadInput(str(error), problems=[Problem("file", "list.unreadable", str(error))]) from error
    entries, faults = [], list(found.faults)
    for party in found.parties:
        if any(name.said for name in party.names) or party.numbers:
            entries.append(ListEntry(key=party.key[:80], party=as_party(party).as_data(), remarks=remarks_of(party)))
        else:
            faults.append(Fault("entry.bare", "The entry bears no name and no number.", 0, party.key, lost=True))
    act = LoadVersion(entries=entries, digest=digest_of(files), source=source[:300], faults=len(faults))
    return Came(found, tuple(faults), act)


def people(data: bytes, mapping: Sequence[str], day: date) -> list[tuple[str, Party]]:
    """Return the people of separated text, each with its key in the file.

    Raises:
        BadInput: when it is no such text, with the line.
    """
    try:
        found = people_csv.parse(data, people_csv.mapping_of(mapping), country=countries(lawbook(), day))
    except ListUnreadable as error:
        raise BadInput(str(error), problems=[Problem("file", "list.unreadable", str(error))]) from error
    return [(party.key, as_party(party)) for party in found.parties]


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of files, of each with its part's name."""
    told = hashlib.sha256()
    for name in sorted(files):
        told.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return told.hexdigest()


def as_party(listed: ListedParty) -> Party:
    """Return whom or what an entry means, as the engine asks for it: passports and ship numbers before others."""
    numbers = sorted(listed.numbers, key=lambda number: PRIMARY.index(number.kind) if number.kind in PRIMARY else 9)
    return Party(
        kind=listed.party_kind,
        names=tuple(dict.fromkeys(Name(name.full, name.surname, name.given, name.weak) for name in listed.names)),
        births=listed.births,
        nationalities=listed.nationalities,
        sex=listed.sex,
        numbers=tuple(dict.fromkeys(Number(number.value, number.kind, number.issuer) for number in numbers)),
    )


def remarks_of(listed: ListedParty) -> str:
    """Return what else the list says of an entry, for the officer who reads it."""
    lines = [
        " · ".join(filter(None, (", ".join(listed.programmes), listed.listed_on))),
        ", ".join(listed.titles),
        listed.remarks,
        "; ".join(listed.birth_places),
        "; ".join(listed.addresses),
        listed.source_url,
    ]
    return "\n".join(line for line in lines if line)[:REMARKS].replace("\0", " ").strip()
