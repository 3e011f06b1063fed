"""From the three files to parties."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from limen.exchange.listed import (
    Countries,
    Fault,
    ListedName,
    ListedNumber,
    ListedParty,
    ListUnreadable,
    Reading,
    no_countries,
    reading_of,
)
from limen.exchange.ofac.remarks import Remarks, name_of, read_remarks

NULL = "-0-"
END_OF_FILE = "\x1a"
ENTRY, ALIAS, ADDRESS, COMMENT = 12, 5, 6, 2
LONGEST = 1000
KINDS = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft", "": "organisation"}
ALIASES = {"aka": "alias", "fka": "former", "nka": "now"}
COLUMNS = ("call_sign", "vessel_type", "tonnage", "gross_tonnage", "flag", "owner")
SHOWN = {"vessel_type": "Vessel type", "tonnage": "Tonnage", "gross_tonnage": "Gross tonnage", "owner": "Vessel owner"}
URL = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="


@dataclass(slots=True)
class _Entry:
    line: int
    kind: str
    names: list[ListedName]
    programmes: tuple[str, ...]
    title: str
    columns: dict[str, str]
    remarks: str
    addresses: list[str] = field(default_factory=list)


def parse(
    sdn: bytes,
    alt: bytes = b"",
    add: bytes = b"",
    comments: bytes = b"",
    *,
    country: Countries = no_countries,
) -> Reading:
    """Read the list.

    Args:
        sdn: the file of entries (SDN.CSV), Latin-1, ``-0-`` for what is not known.
        alt: the file of aliases (ALT.CSV).
        add: the file of addresses (ADD.CSV).
        comments: the file of remarks that go on beyond their column (SDN_COMMENTS.CSV).
        country: from a country's name to its ICAO code.

    Returns:
        Every entry, what could not be read, and counts; ``aliases`` and ``addresses`` count the rows of those files.

    Raises:
        ListUnreadable: when a file is not comma-separated, or the first holds no entry.
    """
    faults: list[Fault] = []
    entries = _entries(sdn, faults)
    if not entries:
        raise ListUnreadable("The file of entries holds no entry.", 1)
    aliases = _aliases(alt, entries, faults)
    addresses = _addresses(add, entries, faults)
    _comments(comments, entries, faults)
    parties = [_party(key, entry, country, faults) for key, entry in entries.items()]
    return reading_of(parties, faults, aliases=aliases, addresses=addresses)


def _rows(data: bytes, width: int, what: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a file with their lines, nulls emptied; a row of another width is a fault."""
    text = data.decode("latin-1").replace("\0", " ")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise ListUnreadable(f"The file of {what} is not comma-separated: {error}.", reader.line_num) from error
        cells = ["" if cell.strip() == NULL else " ".join(cell.split()) for cell in row]
        if not any(cells) or [cell.strip() for cell in row] == [END_OF_FILE] or cells == [""]:
            continue
        if len(cells) != width or not cells[0].isdecimal():
            text = f"A row of {what} has {len(cells)} columns beginning “{cells[0][:40]}”; it has {width} and a number."
            faults.append(Fault("row.columns", text, reader.line_num, lost=True))
            continue
        yield reader.line_num, cells


def _entries(data: bytes, faults: list[Fault]) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for line, (key, name, kind, programmes, title, *columns, remarks) in _rows(data, ENTRY, "entries", faults):
        if key in found:
            faults.append(Fault("entry.twice", f"Entry {key} stands twice; the first is kept.", line, key, lost=True))
            continue
        if kind.lower() not in KINDS:
            faults.append(Fault("entry.kind", f"“{kind}” is no kind of entry; taken as an organisation.", line, key))
        party_kind = KINDS.get(kind.lower(), "organisation")
        if not name:
            faults.append(Fault("name.none", "The entry has no name.", line, key))
        found[key] = _Entry(
            line,
            party_kind,
            [name_of(name, party_kind)] if name else [],
            tuple(part.strip(" []") for part in programmes.split("] [") if part.strip(" []")),
            title,
            dict(zip(COLUMNS, columns, strict=True)),
            remarks,
        )
    return found


def _aliases(data: bytes, entries: dict[str, _Entry], faults: list[Fault]) -> int:
    count = 0
    for line, (key, _, kind, name, _note) in _rows(data, ALIAS, "aliases", faults):
        count += 1
        entry = entries.get(key)
        if entry is None or not name:
            faults.append(Fault("alias.entry", f"An alias “{name}” belongs to no entry {key}.", line, key, lost=True))
            continue
        if kind not in ALIASES:
            faults.append(Fault("alias.kind", f"“{kind}” is no kind of alias; taken as one all the same.", line, key))
        entry.names.append(name_of(name, entry.kind, kind=ALIASES.get(kind, "alias")))
    return count


def _addresses(data: bytes, entries: dict[str, _Entry], faults: list[Fault]) -> int:
    count = 0
    for line, (key, _, *parts) in _rows(data, ADDRESS, "addresses", faults):
        count += 1
        said = ", ".join(part for part in parts if part)
        if key not in entries:
            faults.append(Fault("address.entry", f"An address belongs to no entry {key}.", line, key, lost=True))
        elif said:
            entries[key].addresses.append(said)
    return count


def _comments(data: bytes, entries: dict[str, _Entry], faults: list[Fault]) -> None:
    for line, (key, text) in _rows(data, COMMENT, "remarks", faults):
        if key in entries:
            entries[key].remarks += text
        else:
            faults.append(Fault("remarks.entry", f"Remarks belong to no entry {key}.", line, key, lost=True))


def _party(key: str, entry: _Entry, country: Countries, faults: list[Fault]) -> ListedParty:
    text = entry.remarks
    cut = len(text) == LONGEST and not text.endswith(".")
    read = read_remarks(text, entry.kind, country=country, cut=cut)
    faults.extend(Fault(rule, message, entry.line, key) for rule, message in read.faults)
    columns = entry.columns
    return ListedParty(
        key=key,
        party_kind=entry.kind,
        names=(*entry.names, *read.names),
        births=tuple(read.births),
        nationalities=_flags(columns["flag"], read, country, entry, key, faults),
        sex=read.sex,
        numbers=(*_own_numbers(entry), *read.numbers),
        programmes=entry.programmes,
        remarks="; ".join([text, *(f"{SHOWN[name]} {columns[name]}" for name in SHOWN if columns[name])]).strip("; "),
        addresses=tuple(entry.addresses),
        birth_places=tuple(read.birth_places),
        titles=(entry.title,) if entry.title else (),
        linked=tuple(read.linked),
        source_url=URL + key,
    )


def _flags(
    flag: str, read: Remarks, country: Countries, entry: _Entry, key: str, faults: list[Fault]
) -> tuple[str, ...]:
    found = list(read.nationalities)
    if flag and flag != "None Identified":
        code = country(flag)
        if code:
            found.append(code)
        else:
            faults.append(Fault("country.unknown", f"No country is known as “{flag}”.", entry.line, key))
    return tuple(dict.fromkeys(found))


def _own_numbers(entry: _Entry) -> list[ListedNumber]:
    """Return the numbers that stand in a vessel's columns, and the tail number that is an aircraft's name."""
    found = [ListedNumber(entry.columns["call_sign"], "call_sign")] if entry.columns["call_sign"] else []
    if entry.kind == "aircraft":
        for name in entry.names:
            serial = name.full.startswith("MSN ")
            found.append(ListedNumber(name.full.removeprefix("MSN "), "serial" if serial else "tail"))
    return found
