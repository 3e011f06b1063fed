"""What the remarks of an entry say: they are clauses set apart by semicolons, each with a label of its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from limen.exchange.listed import Countries, ListedName, ListedNumber, no_countries, partial_date

ALTERNATE = re.compile(r"^(?:alt\.?|alternate)\s+", re.IGNORECASE)
ALIAS = re.compile(r"^([afn])\.k\.a\.,?\s*'(.+)'$", re.IGNORECASE)
BIRTH = re.compile(r"\bDOB:?\s+(.+)$")
MADE = re.compile(
    r"^(?:Organization Established|Aircraft Manufacture|Vessel Year of Build|Vessel Build)(?: Date)?\s+(.+)$"
)
PLACE = re.compile(r"^POB:?\s+(.+)$")
COUNTRY = re.compile(r"^(?:nationality|citizen(?:ship)?)(?: of)?:?\s+(.+)$")
GENDER = re.compile(r"^Gender:?\s+(\w+)$")
LINKED = re.compile(r"^Linked To:\s*(.+)$")
WHEN = r"(?:\d{1,2} )?(?:[A-Z][a-z]{2,8} )?\d{4}"
DATED = re.compile(rf",?\s+(?:issued|expires|expired)\s+(?:on )?{WHEN}")
ASIDE = re.compile(r"\s+(?:-\s+[\d/]+H|at\s.*|issued\s.*)$")
TAG = re.compile(r"^(?:No\.|[A-Z]{2,5}:)\s*")
BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
ALIAS_KINDS = {"a": "alias", "f": "former", "n": "now"}
SEXES = {"male": "M", "female": "F"}
SPELT_OUT = 3


@dataclass(slots=True)
class Remarks:
    """What was understood of an entry's remarks; ``faults`` are pairs of rule and sentence."""

    names: list[ListedName] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    sex: str = ""
    numbers: list[ListedNumber] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)


def name_of(text: str, party_kind: str, *, kind: str = "primary", weak: bool = False) -> ListedName:
    """Return a name; a person's is written “SURNAME, Given names”."""
    surname, comma, given = (part.strip() for part in text.partition(","))
    if party_kind != "person" or not comma or not given:
        return ListedName(full=text, weak=weak, kind=kind)
    return ListedName(surname=surname, given=given, weak=weak, kind=kind)


def read_remarks(text: str, party_kind: str, *, country: Countries = no_countries, cut: bool = False) -> Remarks:
    """Read an entry's remarks.

    Args:
        text: the remarks.
        party_kind: of what kind the entry is; only people's names have a surname.
        country: from a country's name to its ICAO code.
        cut: whether the text was cut off at the end of its column; its last clause is then a fault.
    """
    read = Remarks()
    clauses = [clause for part in text.rstrip().removesuffix(".").split(";") if (clause := part.strip())]
    if cut and clauses:
        read.faults.append(("remarks.cut", f"The remarks are cut off in “{clauses.pop()[:80]}”."))
    for clause in clauses:
        _clause(ALTERNATE.sub("", clause), party_kind, country, read)
    return read


def _clause(clause: str, party_kind: str, country: Countries, read: Remarks) -> None:
    if re.match(r"[afn]\.k\.a\.", clause, re.IGNORECASE):
        _alias(clause, party_kind, read)
    elif found := BIRTH.search(clause) or MADE.match(clause):
        _birth(found[1], read)
    elif found := PLACE.match(clause):
        read.birth_places.append(found[1])
    elif found := COUNTRY.match(clause):
        _nationality(found[1], country, read)
    elif found := GENDER.match(clause):
        read.sex = SEXES.get(found[1].lower(), "")
        if not read.sex:
            read.faults.append(("sex.unreadable", f"“{found[1]}” is not read as a sex."))
    elif found := LINKED.match(clause):
        read.linked.append(found[1])
    elif not clause.startswith(_left()):
        _number(clause, country, read)


def _alias(clause: str, party_kind: str, read: Remarks) -> None:
    found = ALIAS.match(clause.rstrip("."))
    if found is None:
        read.faults.append(("alias.unreadable", f"The alias in “{clause[:80]}” cannot be read."))
        return
    read.names.append(name_of(found[2].strip(), party_kind, kind=ALIAS_KINDS[found[1].lower()], weak=True))


def _birth(text: str, read: Remarks) -> None:
    found = partial_date(text)
    if not found:
        read.faults.append(("birth.unreadable", f"The date “{text[:60]}” cannot be read."))
    elif found not in read.births:
        read.births.append(found)


def _nationality(text: str, country: Countries, read: Remarks) -> None:
    code = country(text)
    if not code:
        read.faults.append(("country.unknown", f"No country is known as “{text[:60]}”."))
    elif code not in read.nationalities:
        read.nationalities.append(code)


def _number(clause: str, country: Countries, read: Remarks) -> None:
    """Read a clause that may be a document; one that bears no label of a document stays in the remarks alone."""
    found = _labels().match(clause)
    if found is None:
        return
    kind = _kinds()[found["label"].lower()]
    rest, note = _without_dates(found["rest"].lstrip(" #:.").strip())
    value, issuers = _without_brackets(rest)
    value, _, second = value.partition(" and ")
    value, *said = value.split(", ")
    value = TAG.sub("", ASIDE.sub("", value).strip(" ():"))
    if kind == "imo":
        value = value.removeprefix("IMO").strip()
    named = (name.strip() for name in (*issuers, *said, found["prefix"]))
    issuer = next((code for name in named if name and (code := country(name))), "")
    if not issuer and (last := _last_word(value)) and (issuer := country(last)):
        value = value.removesuffix(last).strip()
    if not re.search(r"\d", value) and kind != "tail":
        read.faults.append(("number.none", f"A document without a number: “{clause[:80]}”."))
        return
    if issuers and not issuer:
        read.faults.append(("country.unknown", f"No country is known as “{issuers[0][:60]}”."))
    label = f"{found['prefix']}{found['label']}".strip()
    note = "; ".join(part for part in (label, *(text.strip() for text in said), note) if part)
    read.numbers.append(ListedNumber(value, kind, issuer, note))
    if second:
        _number(second, country, read)


def _without_dates(text: str) -> tuple[str, str]:
    """Return a number's text without when it was issued and when it expires, and these as a note."""
    found = DATED.search(text)
    if found is None:
        return text, ""
    return text[: found.start()], text[found.start() :].strip(" ,")


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """Return a number's text without what stands in brackets behind it, and the bracketed texts, the last first."""
    found: list[str] = []
    while bracket := BRACKET.search(text):
        if not bracket.start():
            return bracket[1], found
        found.append(bracket[1])
        text = text[: bracket.start()]
    return text, found


def _last_word(value: str) -> str:
    word = value.rpartition(" ")[2]
    return word if len(word) > SPELT_OUT and word.isalpha() and word != value else ""


@cache
def _data() -> tuple[dict[str, str], tuple[str, ...]]:
    data = tomllib.loads((files("limen.exchange.ofac") / "data" / "labels.toml").read_text("utf-8"))
    kinds = {label.lower(): kind for kind, labels in data["kinds"].items() for label in labels}
    return kinds, tuple(data["left"]["begins"])


def _kinds() -> dict[str, str]:
    return _data()[0]


def _left() -> tuple[str, ...]:
    return _data()[1]


def _by_length() -> Iterator[str]:
    yield from sorted(_kinds(), key=len, reverse=True)


@cache
def _labels() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in _by_length())
    return re.compile(
        rf"^(?P<prefix>(?:[^\W\d][\w.]*\s+){{0,3}}?)(?P<label>{labels})(?![\w])(?P<rest>.*)$", re.IGNORECASE
    )
