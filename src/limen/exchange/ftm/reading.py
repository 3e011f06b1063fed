"""From lines of JSON to parties: whole entities first, then what other entities say of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from limen.exchange.ftm.model import model
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

SEXES = {"male": "M", "female": "F", "other": "X"}
HOLDERS = ("holder", "entity")
REMARKS = ("notes", "summary", "description", "reason")


@dataclass(slots=True)
class _Read:
    """What is being read, and what it is read with."""

    country: Countries
    faults: list[Fault] = field(default_factory=list)
    parties: dict[str, ListedParty] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    documents: list[tuple[int, str, dict[str, list[Any]]]] = field(default_factory=list)
    sanctions: list[tuple[int, dict[str, list[Any]]]] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def fault(self, rule: str, message: str, line: int, key: str = "", *, lost: bool = False) -> None:
        """Note what cannot be read."""
        self.faults.append(Fault(rule, message, line, key, lost))


def parse(data: bytes, *, country: Countries = no_countries) -> Reading:
    """Read entities.

    Args:
        data: the file; one JSON object a line.
        country: from a country code or name to its ICAO code.

    Returns:
        Every party, with the documents and sanctions that name it; ``left.…`` counts entities of other schemata and
        those the publisher itself marks as no target.

    Raises:
        ListUnreadable: when the text is not UTF-8, or not one line of it is an entity.
    """
    read = _Read(country)
    entities = 0
    for line, raw in _lines(data, read):
        found = _properties(raw, line, read)
        if found is not None:
            entities += 1
            _entity(raw, found, line, read)
    if not entities:
        raise ListUnreadable("No line of the file is an entity.", 1)
    _join(read)
    return reading_of(read.parties.values(), read.faults, entities=entities, **read.left)


def _lines(data: bytes, read: _Read) -> Iterator[tuple[int, Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListUnreadable("The file is not UTF-8.", data[: error.start].count(b"\n") + 1) from error
    for line, written in enumerate(text.split("\n"), start=1):
        if not written.strip():
            continue
        try:
            yield line, json.loads(written)
        except (ValueError, RecursionError):
            read.fault("line.json", f"The line is not JSON: “{written[:60]}”.", line, lost=True)


def _properties(raw: Any, line: int, read: _Read) -> dict[str, list[Any]] | None:
    """Return an entity's properties, each a list; None where the value is no entity, with a fault."""
    if not isinstance(raw, dict) or not isinstance(raw.get("schema"), str) or not isinstance(raw.get("id"), str):
        read.fault("line.entity", "The line is no entity: it has no id or no schema.", line, lost=True)
        return None
    given = raw.get("properties")
    if not isinstance(given, dict):
        read.fault("entity.properties", "The entity has no properties.", line, raw["id"], lost=True)
        return None
    return {name: value if isinstance(value, list) else [value] for name, value in given.items()}


def _entity(raw: dict[str, Any], found: dict[str, list[Any]], line: int, read: _Read) -> None:
    schema, key = raw["schema"], raw["id"]
    if schema in model()["documents"]:
        read.documents.append((line, model()["documents"][schema], found))
    elif schema == "Sanction":
        read.sanctions.append((line, found))
    elif schema not in model()["schemata"]:
        read.left[f"left.{schema}"] += 1
    elif raw.get("target") is False:
        read.left["left.no_target"] += 1
    elif key in read.parties:
        read.fault("entry.twice", f"Entity {key} stands twice; the first is kept.", line, key, lost=True)
    else:
        read.lines[key] = line
        read.parties[key] = _party(raw, found, line, read)
        _nested(found, key, line, read)


def _nested(found: dict[str, list[Any]], key: str, line: int, read: _Read) -> None:
    """Take the documents and sanctions that stand within an entity, as nested files have them."""
    for value in (item for values in found.values() for item in values if isinstance(item, dict)):
        inner = value.get("properties")
        if not isinstance(inner, dict):
            continue
        properties = {name: item if isinstance(item, list) else [item] for name, item in inner.items()}
        schema = value.get("schema")
        if schema in model()["documents"]:
            read.documents.append((line, model()["documents"][schema], {**properties, "holder": [key]}))
        elif schema == "Sanction":
            read.sanctions.append((line, {**properties, "entity": [key]}))


def texts(found: dict[str, list[Any]], *names: str) -> list[str]:
    """Return the texts of properties, without what is empty, in order."""
    values = (value for name in names for value in _every(found.get(name)))
    return list(dict.fromkeys(text for value in values if isinstance(value, str) and (text := " ".join(value.split()))))


def _every(value: Any) -> list[Any]:
    """Return what stands under a property: a list as it is, anything else as the only one."""
    return value if isinstance(value, list) else [value]


def _party(raw: dict[str, Any], found: dict[str, list[Any]], line: int, read: _Read) -> ListedParty:
    key, kind = raw["id"], model()["schemata"][raw["schema"]]
    names = _names(raw, found, kind)
    if not names:
        read.fault("name.none", "The entity has no name.", line, key)
    genders = texts(found, "gender")
    return ListedParty(
        key=key,
        party_kind=kind,
        names=names,
        births=_births(texts(found, *model()["births"][kind]), line, key, read),
        nationalities=_countries(texts(found, *model()["countries"][kind]), line, key, read),
        sex=next((SEXES[text.lower()] for text in genders if text.lower() in SEXES), ""),
        numbers=_numbers(found, kind),
        programmes=tuple(texts(found, "program", "programId") + texts(raw, "datasets")),
        remarks="\n".join(texts(found, *REMARKS)),
        addresses=(*texts(found, "address"), *_within(found, "addressEntity", "full")),
        birth_places=tuple(texts(found, "birthPlace")),
        titles=tuple(texts(found, "title", "position")),
        source_url=next(iter(texts(found, "sourceUrl")), ""),
    )


def _within(found: dict[str, list[Any]], name: str, inner: str) -> list[str]:
    values = [value.get("properties") for value in found.get(name, ()) if isinstance(value, dict)]
    return [text for value in values if isinstance(value, dict) for text in texts(_listed(value), inner)]


def _listed(value: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: item if isinstance(item, list) else [item] for name, item in value.items()}


def _names(raw: dict[str, Any], found: dict[str, list[Any]], kind: str) -> tuple[ListedName, ...]:
    """Return every name; the caption is the first, and the parts of a person's name make one of their own."""
    names: dict[str, ListedName] = {}
    for name, what in model()["names"].items():
        for text in texts(found, name):
            names.setdefault(text, ListedName(full=text, weak=what == "weak", kind="alias" if what == "weak" else what))
    caption = raw.get("caption")
    first = caption if isinstance(caption, str) and caption in names else next(iter(names), "")
    rest = [value for text, value in names.items() if text != first]
    whole = [replace(names[first], kind="primary")] if first else []
    if kind == "person" and (parts := _in_parts(found)) and parts.said not in names:
        rest.append(parts)
    elif kind == "person" and parts:
        return _with_parts([*whole, *rest], parts)
    return (*whole, *rest)


def _in_parts(found: dict[str, list[Any]]) -> ListedName | None:
    given = " ".join([*texts(found, "firstName")[:1], *texts(found, "secondName")[:1], *texts(found, "middleName")[:1]])
    father, surname = " ".join(texts(found, "fatherName")[:1]), " ".join(texts(found, "lastName")[:1])
    whole = " ".join(part for part in (given, father) if part)
    return ListedName(surname=surname, given=whole, kind="alias") if surname and whole else None


def _with_parts(names: list[ListedName], parts: ListedName) -> tuple[ListedName, ...]:
    """Return names, the parts written on the one they make."""
    return tuple(
        replace(name, surname=parts.surname, given=parts.given) if name.full == parts.said else name for name in names
    )


def _births(written: list[str], line: int, key: str, read: _Read) -> tuple[str, ...]:
    births = []
    for text in written:
        if found := partial_date(text):
            births.append(found)
        else:
            read.fault("birth.unreadable", f"The date “{text[:60]}” cannot be read.", line, key)
    return tuple(births)


def _countries(written: list[str], line: int, key: str, read: _Read) -> tuple[str, ...]:
    codes = []
    for text in written:
        if code := read.country(text):
            codes.append(code)
        else:
            read.fault("country.unknown", f"No country is known as “{text[:60]}”.", line, key)
    return tuple(dict.fromkeys(codes))


def _numbers(found: dict[str, list[Any]], kind: str) -> tuple[ListedNumber, ...]:
    numbers: list[ListedNumber] = []
    for name, what in model()["numbers"].items():
        tail = kind == "aircraft" and name == "registrationNumber"
        numbers.extend(ListedNumber(text, "tail" if tail else what) for text in texts(found, name))
    return tuple(numbers)


def _join(read: _Read) -> None:
    """Give every party the documents and sanctions that name it."""
    for line, kind, found in read.documents:
        number = next(iter(texts(found, "number")), "")
        keys = [key for key in texts(found, *HOLDERS) if key in read.parties]
        if not number or not keys:
            read.left["left.documents"] += 1
            if keys:
                read.fault("number.none", "A document has no number.", line, keys[0])
            continue
        says = texts(found, "type", "summary")
        what = "passport" if any("passport" in text.lower() for text in says) else kind
        issuer = next((code for text in texts(found, "country") if (code := read.country(text))), "")
        for key in keys:
            _put_number(read, key, ListedNumber(number, what, issuer, "; ".join(says)))
    for _, found in read.sanctions:
        for key in (key for key in texts(found, "entity") if key in read.parties):
            party = read.parties[key]
            programmes = dict.fromkeys((*texts(found, "program", "programId"), *party.programmes))
            listed = next((day for text in texts(found, "listingDate", "startDate") if (day := partial_date(text))), "")
            read.parties[key] = replace(party, programmes=tuple(programmes), listed_on=party.listed_on or listed)


def _put_number(read: _Read, key: str, number: ListedNumber) -> None:
    """Put a document in the place of the same number given without its issuer."""
    party = read.parties[key]
    others = [held for held in party.numbers if (held.value, held.issuer) != (number.value, "")]
    read.parties[key] = replace(party, numbers=tuple(dict.fromkeys((*others, number))))
