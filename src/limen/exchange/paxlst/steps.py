"""What each segment of a person does to the person, worked out once however many people share it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from limen.exchange.edifact import ESCAPED, NO_RELEASE, Parts, Scan, Segment, as_elements
from limen.exchange.paxlst import codes, dates
from limen.exchange.paxlst.model import FIELDS, Bag, Contact, Person

Step = tuple[int, Any]
"""A field's place and its value, or one of the marks below and its matter."""

NEW = -1  # a person begins: how
END = -2  # no more people
NOTHING = -3
OPEN = -4  # a document begins: kind and number
ADD = -5  # a field's place and what is added to it
FURTHER = -6  # no field for it
WRONG = -7  # rule and sentence of a fault
MANY = -8  # several steps

KIND = len(FIELDS)  # the document being read stands behind the person's fields
NUMBER, ISSUER, EXPIRY = KIND + 1, KIND + 2, KIND + 3

ENDS = frozenset({"UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ", "UNS", "BGM", "TDT", "CNT"})
BEGINS = frozenset({"ATT", "GEI", "NAT", "DOC", "MEA", "EMP"})
"""Segments only a person has: where one stands outside a person, the person's own NAD is lost."""

PLACE = {name: FIELDS[name] for name in FIELDS}


HEAD = 5
"""How many fields of a person its beginning gives: role, transit, and three names."""
REST = (*(getattr(Person(), name) for name in FIELDS), "", "", "", "")[HEAD:]
"""What the other fields, and the document, hold while nothing is known."""


Beginning = tuple[tuple[str, bool, str, str, str], tuple[Step, ...], tuple[str, str] | None]
"""How a person begins: the first fields, places and values of others, and rule and sentence of a fault."""
NOBODY: Beginning = (("passenger", False, "", "", ""), (), None)
NAMES = 4
"""Which part of a NAD holds the names; the address follows."""


def part(elements: Sequence[Sequence[str]], element: int, component: int = 0) -> str:
    """Return a component without blanks around it, or an empty string where there is none."""
    try:
        return elements[element][component].strip()
    except IndexError:
        return ""


def contacts(elements: Sequence[Sequence[str]]) -> tuple[Contact, ...]:
    """Return the contacts of a COM: each element is a value and its kind."""
    found = ((components[1].strip() if len(components) > 1 else "", components[0].strip()) for components in elements)
    return tuple(Contact(kind, value) for kind, value in found if value)


class Steps:
    """Works out steps for the people of one message.

    Args:
        scan: the transmission.
        today: the day of the flight, by which centuries are told.
    """

    def __init__(self, scan: Scan, today: date) -> None:
        self._cut = scan.cut
        self._today = today
        self._readers: dict[str, Callable[[Parts], Step | None]] = {
            "NAD": _name,
            "PDT": self._us_person,
            "ATT": _attribute,
            "DTM": self._date,
            "LOC": _place,
            "NAT": lambda parts: _set("nationality", part(parts, 2).upper()),
            "RFF": _reference,
            "DOC": lambda parts: (OPEN, (part(parts, 1), part(parts, 2))),
            "GEI": _processing,
            "MEA": _measure,
            "FTX": _text,
            "COM": lambda parts: (ADD, (PLACE["contacts"], contacts(parts[1:]))),
            "EMP": lambda parts: _set("position", part(parts, 2)),
        }

        self.seen: dict[str, Step] = {}
        self._births = dates.birth_years(today.year)
        self._expiries = dates.expiry_years(today.year)
        self._separators = scan.separators
        self._quick = self._quick_readers(scan.separators.element, scan.separators.component)

    def _quick_readers(self, element: str, component: str) -> dict[str, Callable[[str], Step | None]]:
        """Return readers by a segment's first seven characters; each is given the rest, and may decline."""
        gap = element * 2
        quick: dict[str, Callable[[str], Step | None]] = {
            f"DTM{element}329": self._quick_birth,
            f"DTM{element}36{component}": self._quick_expiry,
            f"FTX{element}BAG": functools.partial(_quick_bag, element + gap),
        }
        for qualifier, name in codes.REFERENCES.items():
            quick[f"RFF{element}{qualifier}"] = functools.partial(_quick_text, PLACE[name])
        for qualifier in ("FL", "FM"):
            quick[f"NAD{element}{qualifier}{element}"] = functools.partial(
                self._quick_name, *codes.ROLES[qualifier], gap
            )
        for kind in "ACFILPTV":
            quick[f"DOC{element}{kind}{component}1"] = functools.partial(self._quick_document, kind)
        return quick

    def step(self, raw: str) -> Step:
        """Return what a segment does, and remember it where others may say the same."""
        quick = self._quick.get(raw[:7])
        found = quick(raw[7:]) if quick is not None else None
        if found is None:
            found = self.seen[raw] = self._slowly(raw)
        return found

    def _quick_name(self, role: str, transit: bool, gap: str, text: str) -> Step | None:
        separators = self._separators
        names = text.replace(ESCAPED, separators.terminator).split(separators.component)
        surname, given = names[0][2:], names[-1]
        if (
            len(names) != len(gap)
            or text[:2] != gap
            or separators.element in text[2:]
            or (separators.release or NO_RELEASE) in text
            or not (surname and given)
        ):
            return None
        return NEW, ((role, transit, surname.strip(), given.strip(), ""), (), None)

    def _quick_document(self, kind: str, text: str) -> Step | None:
        number = text.partition(self._separators.element)[2]
        return (OPEN, (kind, number)) if number.isalnum() else None

    def _quick_birth(self, text: str) -> Step | None:
        year, day = self._births.get(text[1:3]), dates.MONTH_DAYS.get(text[3:])
        return (PLACE["birth"], year + day) if year and day else None

    def _quick_expiry(self, text: str) -> Step | None:
        year, day = self._expiries.get(text[:2]), dates.MONTH_DAYS.get(text[2:])
        return (EXPIRY, year + day) if year and day else None

    def _slowly(self, raw: str) -> Step:
        tag = raw[:3]
        if tag in ENDS:
            return END, None
        parts = self._cut(raw)
        reader = self._readers.get(tag)
        found = reader(parts) if reader is not None else None
        return found or (FURTHER, Segment(tag, as_elements(parts)))

    def _us_person(self, parts: Parts) -> Step:
        """Read a PDT: document, names with birth and sex, status, and route, each an element (older US form)."""
        kind, _, number = part(parts, 1).partition("/")
        surname, given, further, born, sex = (part(parts, 2, place) for place in range(5))
        birth = dates.birth(born, self._today)
        more = (
            (KIND, kind),
            (NUMBER, number),
            (ISSUER, part(parts, 1, 2)),
            (EXPIRY, dates.expiry(part(parts, 1, 1), self._today)),
            (PLACE["birth"], birth),
            (PLACE["sex"], sex[:1].upper()),
            (PLACE["embarks"], airport(part(parts, 4))),
            (PLACE["debarks"], airport(part(parts, 4, 1))),
        )
        fault = None if surname else NAMELESS
        if born and not birth:
            fault = ("birth.unreadable", f"{born} is no date of birth.")
        role, transit = codes.US_ROLES.get(part(parts, 3), ("passenger", False))
        return NEW, ((role, transit, surname, given, further), more, fault)

    def _date(self, parts: Parts) -> Step | None:
        qualifier, text = part(parts, 1), part(parts, 1, 1)
        if qualifier == "329":
            found = dates.birth(text, self._today)
            return (PLACE["birth"], found) if found else _wrong(text, "birth.unreadable", "date of birth")
        if qualifier == "36":
            found = dates.expiry(text, self._today)
            return (EXPIRY, found) if found else _wrong(text, "expiry.unreadable", "date of expiry")
        return None


NAMELESS = ("name.missing", "The person has no name.")


def _name(parts: Parts) -> Step:
    qualifier = part(parts, 1)
    role, transit = codes.ROLES.get(qualifier, ("passenger", False))
    fault = None
    names = parts[NAMES] if len(parts) > NAMES else []
    if len(names) < 2 or not names[0] or qualifier not in codes.ROLES:  # noqa: PLR2004  a surname and a given name
        names, fault = _odd_name(parts, names)
    surname, given, *further = [name.strip() for name in (*names, "", "")]
    more = ((PLACE["address"], _address(parts)),) if len(parts) > NAMES + 1 else ()
    return NEW, ((role, transit, surname, given, " ".join(filter(None, further))), more, fault)


def _odd_name(parts: Parts, names: list[str]) -> tuple[list[str], tuple[str, str] | None]:
    """Return the names of a NAD that lacks some, has them elsewhere, or names nobody the message knows."""
    fault = None
    if part(parts, 1) not in codes.ROLES:
        known = ", ".join(codes.ROLES)
        fault = ("person.qualifier", f"The qualifier {part(parts, 1) or 'of nobody'} is none of {known}.")
    if not any(names):
        names = next((components for components in parts[2:NAMES] if any(components)), [])
        fault = ("name.misplaced", "The name stands in the wrong element.") if names else NAMELESS
    if len(names) == 1 and "/" in names[0]:
        names = names[0].split("/", 1)
        fault = fault or ("name.slashed", "Surname and given name are parted by a slash.")
    return names, fault


def airport(text: str) -> str:
    """Return an airport without the country before it, as the older US form writes it."""
    return text[2:] if len(text) == len("NZAKL") else text


def _quick_text(place: int, text: str) -> Step | None:
    value = text[1:]
    return (place, value) if value.isalnum() else None


def _quick_bag(before: str, text: str) -> Step | None:
    tag = text[len(before) :]
    plain = tag.isalnum() and tag != "NULL" and text.startswith(before)
    return (ADD, (PLACE["bags"], (Bag(tag),))) if plain else None


def _set(name: str, value: Any) -> Step:
    return (PLACE[name], value) if value else (NOTHING, None)


def _wrong(text: str, rule: str, what: str) -> Step:
    return (WRONG, (rule, f"{text} is no {what}.")) if text else (NOTHING, None)


def _address(parts: Parts) -> tuple[str, ...]:
    street = " ".join(line.strip() for line in parts[NAMES + 1] if line.strip())
    address = (street, *(part(parts, NAMES + place) for place in range(2, 6)))
    return address if any(address) else ()


def _attribute(parts: Parts) -> Step | None:
    return _set("sex", (part(parts, 3) or part(parts, 2))[:1].upper()) if part(parts, 1) in ("2", "") else None


def _place(parts: Parts) -> Step | None:
    qualifier, place = part(parts, 1), part(parts, 2).upper()
    name = codes.PLACES.get(qualifier)
    if name is not None:
        return _set(name, place or part(parts, 2, 3).upper())
    if qualifier == "91":
        return (ISSUER, place) if place else (NOTHING, None)
    if qualifier == "180":
        steps = (_set("birth_country", place), _set("birth_place", part(parts, 2, 3)))
        return MANY, tuple(step for step in steps if step[0] != NOTHING)
    return None


def _reference(parts: Parts) -> Step:
    qualifier, value = part(parts, 1), part(parts, 1, 1)
    if not value:
        return NOTHING, None
    name = codes.REFERENCES.get(qualifier)
    return (PLACE[name], value) if name else (ADD, (PLACE["references"], ((qualifier, value),)))


def _processing(parts: Parts) -> Step | None:
    verified = codes.VERIFIED.get(part(parts, 2)) if part(parts, 1) == "4" else None
    return (PLACE["verified"], verified) if verified else None


def _measure(parts: Parts) -> Step | None:
    kind, unit, amount = part(parts, 1), part(parts, 3), part(parts, 3, 1)
    if kind == "CT" and amount.isascii() and amount.isdigit():
        return PLACE["bag_count"], int(amount[:9])
    if kind == "WT" and amount:
        return PLACE["bag_weight"], f"{amount} {unit}".strip()
    return None


def _text(parts: Parts) -> Step | None:
    if part(parts, 1) != "BAG":
        return None
    bags = [_bag(components) for components in parts[4:]]
    return ADD, (PLACE["bags"], tuple([bag for bag in bags if bag.tag not in ("", "NULL")]))


def _bag(components: Sequence[str]) -> Bag:
    if len(components) == 1:
        return Bag(components[0].strip())
    count = components[1].strip()
    return Bag(components[0].strip(), int(count[:9]) if count.isascii() and count.isdigit() else None)
