"""From rows to parties, by a mapping of columns to fields."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from typing import Any

from limen.exchange.listed import (
    Countries,
    Fault,
    ListedName,
    ListedNumber,
    ListedParty,
    ListUnreadable,
    Reading,
    no_countries,
    partial_date,
    reading_of,
)

FIELDS = (
    "id",
    "full_name",
    "surname",
    "given_names",
    "alias",
    "weak_alias",
    "birth_date",
    "nationality",
    "sex",
    "document_number",
    "document_issuer",
    "document_kind",
    "programme",
    "remarks",
)
"""What a column may hold. A cell of ``alias``, ``weak_alias``, ``birth_date``, ``nationality`` may hold several, set
apart by semicolons."""

NAMES = ("full_name", "surname", "given_names", "document_number")
DELIMITERS = ",;\t|"
SEXES = {"m": "M", "male": "M", "f": "F", "female": "F", "x": "X"}
SAMPLE = 64 * 1024


def mapping_of(pairs: Iterable[str]) -> dict[str, str]:
    """Return a mapping from column to field, from ``column=field`` pairs.

    Raises:
        ListUnreadable: when a pair is none, or names no field.
    """
    found = {}
    for pair in pairs:
        column, sign, name = pair.rpartition("=")
        if not (sign and column.strip()) or name.strip() not in FIELDS:
            raise ListUnreadable(f"“{pair}” is not COLUMN=FIELD; the fields are {', '.join(FIELDS)}.")
        found[column.strip()] = name.strip()
    return found


def parse(data: bytes, mapping: Mapping[str, str] | None = None, *, country: Countries = no_countries) -> Reading:
    """Read people.

    Args:
        data: the file, in UTF-8, UTF-16 with its mark, or Windows-1252; its first row names the columns.
        mapping: from column to field; a column named as a field needs none.
        country: from a country's name or code to its ICAO code.

    Returns:
        A party a row, what could not be read, and counts. A row without an identifier is known by its name, birth and
        document, so that the same row in the next version is the same entry.

    Raises:
        ListUnreadable: when it is not such a text, or no column holds a name or a document.
    """
    text = _text(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    faults: list[Fault] = []
    parties: dict[str, ListedParty] = {}
    columns: list[str] | None = None
    while (row := _next(reader)) is not None:
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = _columns(row, mapping or {}, reader.line_num)
            continue
        _take(row, columns, reader.line_num, country, parties, faults)
    if columns is None:
        raise ListUnreadable("The file is empty.", 1)
    return reading_of(parties.values(), faults)


def _next(reader: Any) -> list[str] | None:
    try:
        row: list[str] = next(reader)
    except StopIteration:
        return None
    except csv.Error as error:
        raise ListUnreadable(f"The file is not separated text: {error}.", reader.line_num) from error
    return row


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").replace("\0", " ")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\0", " ")


def _delimiter(text: str) -> str:
    """Return the sign that stands most often in the first line."""
    head = text[:SAMPLE].lstrip().partition("\n")[0]
    return max(DELIMITERS, key=head.count)


def _columns(row: list[str], mapping: Mapping[str, str], line: int) -> list[str]:
    """Return the field of each column, empty for those nobody asked for."""
    heads = [cell.strip() for cell in row]
    missing = [column for column in mapping if column not in heads]
    if missing:
        raise ListUnreadable(f"There is no column {missing[0]!r}; there are {', '.join(heads)}.", line)
    fields = [mapping.get(head, head if head in FIELDS else "") for head in heads]
    if not any(name in fields for name in NAMES):
        raise ListUnreadable("No column holds a name or a document; say which with a mapping.", line)
    return fields


def _take(
    row: list[str],
    columns: list[str],
    line: int,
    country: Countries,
    parties: dict[str, ListedParty],
    faults: list[Fault],
) -> None:
    if len(row) != len(columns):
        text = f"The row has {len(row)} cells; there are {len(columns)} columns."
        faults.append(Fault("row.columns", text, line, lost=True))
        return
    cells: dict[str, str] = {}
    for name, cell in zip(columns, row, strict=True):
        if name and cell.strip():
            cells[name] = f"{cells[name]}; {' '.join(cell.split())}" if name in cells else " ".join(cell.split())
    if not any(name in cells for name in NAMES):
        faults.append(Fault("name.none", "The row names nobody and no document.", line, lost=True))
        return
    party = _party(cells, line, country, faults)
    if party.key in parties:
        faults.append(Fault("entry.twice", "The row stands twice; the first is kept.", line, party.key, lost=True))
        return
    parties[party.key] = party


def _party(cells: dict[str, str], line: int, country: Countries, faults: list[Fault]) -> ListedParty:
    key = cells.get("id") or _made_key(cells)

    def known(name: str) -> list[str]:
        codes = []
        for text in _several(cells.get(name, "")):
            if code := country(text):
                codes.append(code)
            else:
                faults.append(Fault("country.unknown", f"No country is known as “{text[:60]}”.", line, key))
        return list(dict.fromkeys(codes))

    births = []
    for text in _several(cells.get("birth_date", "")):
        if found := partial_date(text):
            births.append(found)
        else:
            faults.append(Fault("birth.unreadable", f"The date “{text[:60]}” cannot be read.", line, key))
    sex = cells.get("sex", "").lower()
    if sex and sex not in SEXES:
        faults.append(Fault("sex.unreadable", f"“{sex[:20]}” is not read as a sex.", line, key))
    issuer = next(iter(known("document_issuer")), "")
    number = cells.get("document_number", "")
    names = _names(cells)
    return ListedParty(
        key=key,
        party_kind="person" if names else "document",
        names=names,
        births=tuple(births),
        nationalities=tuple(known("nationality")),
        sex=SEXES.get(sex, ""),
        numbers=(ListedNumber(number, cells.get("document_kind", "passport"), issuer),) if number else (),
        programmes=tuple(_several(cells.get("programme", ""))),
        remarks=cells.get("remarks", ""),
    )


def _names(cells: dict[str, str]) -> tuple[ListedName, ...]:
    first = ListedName(cells.get("full_name", ""), cells.get("surname", ""), cells.get("given_names", ""))
    aliases = [ListedName(full=text, kind="alias") for text in _several(cells.get("alias", ""))]
    weak = [ListedName(full=text, kind="alias", weak=True) for text in _several(cells.get("weak_alias", ""))]
    return (*([first] if first.said else []), *aliases, *weak)


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _made_key(cells: dict[str, str]) -> str:
    names = ("full_name", "surname", "given_names", "birth_date", "document_issuer", "document_number")
    told = "\x1f".join(cells.get(name, "").casefold() for name in names)
    return hashlib.sha256(told.encode()).hexdigest()[:32]
