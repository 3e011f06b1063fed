"""From the XML to parties."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    safe_tree,
)
from limen.exchange.un.documents import document, documents_in
from limen.exchange.un.naming import births_in, names_of, of_another_script

ROOT = "CONSOLIDATED_LIST"
PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "FIFTH_NAME", "SIXTH_NAME")
QUALITIES = {"good": "alias", "low": "alias", "a.k.a.": "alias", "f.k.a.": "former"}
SEXES = {"male": "M", "female": "F"}
PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")


@dataclass(slots=True)
class _Entry:
    """What is being read of one entry, and what it is read with."""

    element: Any
    key: str
    kind: str
    country: Countries
    faults: list[Fault]
    names: list[ListedName] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    numbers: list[ListedNumber] = field(default_factory=list)

    @property
    def person(self) -> bool:
        """Return whether it is an individual."""
        return self.kind == "INDIVIDUAL"

    def fault(self, rule: str, message: str, at: Any = None, *, lost: bool = False) -> None:
        """Note what cannot be read, with its line."""
        line = (self.element if at is None else at).sourceline or 0
        self.faults.append(Fault(rule, message, line, self.key, lost))


def parse(data: bytes, *, country: Countries = no_countries) -> Reading:
    """Read the list.

    Args:
        data: the file.
        country: from a country's name to its ICAO code.

    Returns:
        Every entry, what could not be read, and counts.

    Raises:
        ListUnreadable: when the file is not well-formed, or is not this list.
    """
    root = safe_tree(data)
    if root.tag != ROOT:
        raise ListUnreadable(f"The file holds {str(root.tag)[:60]}, not {ROOT}.", root.sourceline or 1)
    faults: list[Fault] = []
    parties: dict[str, ListedParty] = {}
    for kind, group in (("INDIVIDUAL", "INDIVIDUALS"), ("ENTITY", "ENTITIES")):
        for element in root.iterfind(f"{group}/{kind}"):
            party = _party(element, kind, country, faults)
            if not party.key:
                faults.append(Fault("entry.key", "An entry has no number.", element.sourceline or 0, lost=True))
            elif party.key in parties:
                text = f"Entry {party.key} stands twice; the first is kept."
                faults.append(Fault("entry.twice", text, element.sourceline or 0, party.key, lost=True))
            else:
                parties[party.key] = party
    if not parties:
        raise ListUnreadable("The list holds no entry.", root.sourceline or 1)
    return reading_of(parties.values(), faults)


def _party(element: Any, kind: str, country: Countries, faults: list[Fault]) -> ListedParty:
    entry = _Entry(element, said(element, "REFERENCE_NUMBER") or said(element, "DATAID"), kind, country, faults)
    _primary(entry)
    for alias in element.iterfind(f"{kind}_ALIAS"):
        _alias(entry, alias)
    births = [found for item in element.iterfind(f"{kind}_DATE_OF_BIRTH") if (found := _birth(entry, item))]
    for item in element.iterfind(f"{kind}_DOCUMENT"):
        _document(entry, item)
    return ListedParty(
        key=entry.key,
        party_kind="person" if entry.person else "organisation",
        names=tuple(entry.names),
        births=tuple(dict.fromkeys((*births, *entry.births))),
        nationalities=_nationalities(entry),
        sex=_sex(entry),
        numbers=tuple(dict.fromkeys(entry.numbers)),
        programmes=tuple(text for text in (said(element, "UN_LIST_TYPE"),) if text),
        remarks="\n".join(filter(None, (said(element, "COMMENTS1"), *_notes(entry)))),
        addresses=tuple(_places(element, f"{kind}_ADDRESS")),
        birth_places=tuple(_places(element, f"{kind}_PLACE_OF_BIRTH")),
        titles=(*_values(element, "TITLE"), *_values(element, "DESIGNATION")),
        listed_on=partial_date(said(element, "LISTED_ON")),
    )


def said(element: Any, tag: str) -> str:
    """Return the text of a child on one line, or nothing."""
    return " ".join((element.findtext(tag) or "").split())


def _values(element: Any, tag: str) -> list[str]:
    return [text for item in element.iterfind(f"{tag}/VALUE") if (text := " ".join((item.text or "").split()))]


def _primary(entry: _Entry) -> None:
    whole = " ".join(filter(None, (said(entry.element, part) for part in PARTS)))
    first, *others = names_of(whole, person=False) or [ListedName()]
    if not whole:
        entry.fault("name.none", "The entry has no name.")
    else:
        entry.names.append(first)
        entry.names.extend(ListedName(full=other.full, kind="alias") for other in others)
    for text in said(entry.element, "NAME_ORIGINAL_SCRIPT").split(";"):
        if text.strip():
            entry.names.append(ListedName(full=text.strip(), kind="script"))


def _alias(entry: _Entry, alias: Any) -> None:
    text, note, quality = said(alias, "ALIAS_NAME"), said(alias, "NOTE"), said(alias, "QUALITY").lower()
    if not text:
        if quality:
            entry.fault("alias.name", f"An alias of quality “{quality}” has no name.", alias, lost=True)
        return
    if quality not in QUALITIES:
        entry.fault("alias.quality", f"“{quality}” is no quality of an alias; taken as a good one.", alias)
    kind = "former" if "listed as" in note or "listed as" in text else QUALITIES.get(quality, "alias")
    found = names_of(text, person=entry.person, weak=quality == "low", kind=kind)
    if not found:
        entry.fault("alias.name", f"No name can be read in “{text[:80]}”.", alias, lost=True)
    entry.names.extend(found)
    entry.names.extend(of_another_script(text, note))
    for words in (text, note):
        entry.births.extend(births_in(words))
        entry.numbers.extend(documents_in(words, entry.country))
    birth = said(alias, "DATE_OF_BIRTH")
    if birth:
        _put_birth(entry, birth, alias)


def _put_birth(entry: _Entry, text: str, at: Any) -> None:
    found = partial_date(text)
    if found:
        entry.births.append(found)
    else:
        entry.fault("birth.unreadable", f"The date of birth “{text[:60]}” cannot be read.", at)


def _birth(entry: _Entry, item: Any) -> str:
    kind, note = said(item, "TYPE_OF_DATE").upper(), said(item, "NOTE")
    first, last = said(item, "FROM_YEAR"), said(item, "TO_YEAR")
    day, year = said(item, "DATE"), said(item, "YEAR")
    if kind == "BETWEEN" or (first and last):
        text = f"{first} to {last}"
    elif year and not day and partial_date(f"{note} {year}"):
        text = f"{note} {year}"  # the month alone stands in the note
    else:
        text = day or year or note
    if not text:
        return ""
    found = partial_date(text)
    if not found:
        entry.fault("birth.unreadable", f"The date of birth “{text[:60]}” cannot be read.", item)
    rough = kind == "APPROXIMATELY" or note.lower().startswith("approx")
    return f"{found.rstrip('~')}~" if found and rough else found


def _document(entry: _Entry, item: Any) -> None:
    kinds = (said(item, "TYPE_OF_DOCUMENT"), said(item, "TYPE_OF_DOCUMENT2"))
    number, note = said(item, "NUMBER"), said(item, "NOTE")
    if not any((*kinds, number, note)):
        return
    found = document(kinds, number, note, entry.country)
    if found is None:
        text = "; ".join(filter(None, (*kinds, number, note)))
        entry.fault("number.none", f"A document without a number: “{text[:100]}”.", item)
        return
    for tag in ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"):
        name = said(item, tag)
        if name and not (code := entry.country(name)):
            entry.fault("country.unknown", f"No country is known as “{name[:60]}”.", item)
        elif name:
            found = ListedNumber(found.value, found.kind, code, found.note)
            break
    entry.numbers.append(found)


def _nationalities(entry: _Entry) -> tuple[str, ...]:
    found = []
    for tag in ("NATIONALITY", "NATIONALITY2"):
        for name in _values(entry.element, tag):
            if code := entry.country(name):
                found.append(code)
            else:
                entry.fault("country.unknown", f"No country is known as “{name[:60]}”.")
    return tuple(dict.fromkeys(found))


def _sex(entry: _Entry) -> str:
    text = said(entry.element, "GENDER")
    if text and text.lower() not in SEXES:
        entry.fault("sex.unreadable", f"“{text[:20]}” is not read as a sex.")
    return SEXES.get(text.lower(), "")


def _places(element: Any, tag: str) -> list[str]:
    found = (", ".join(filter(None, (said(item, part) for part in PLACE))) for item in element.iterfind(tag))
    return [text for text in found if text]


def _notes(entry: _Entry) -> list[str]:
    """Return the notes beside dates, aliases and documents, which the remarks keep in the list's own words."""
    kind = entry.kind
    found = []
    for tag in (f"{kind}_ALIAS", f"{kind}_DATE_OF_BIRTH", f"{kind}_DOCUMENT"):
        for item in entry.element.iterfind(tag):
            note = said(item, "NOTE")
            if note:
                what = said(item, "ALIAS_NAME") or said(item, "NUMBER") or said(item, "TYPE_OF_DOCUMENT")
                found.append(f"{what}: {note}" if what else note)
    return found
