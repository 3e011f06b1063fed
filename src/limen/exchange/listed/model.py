"""A party as a published list describes it; the list's own words kept beside what was understood of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Countries = Callable[[str], str]
"""From a country as a list names it (a name, an adjective, two letters or three) to its ICAO code, or nothing."""


def no_countries(_name: str) -> str:
    """Return nothing: no country is known to a reader that was given no table of them."""
    return ""


class ListUnreadable(ValueError):
    """The file is no list of the kind it was given as.

    Args:
        message: what is wrong with it.
        line: where, counted from one; zero where no line can be named.
    """

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(f"{message} (line {line})" if line else message)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a list that could not be read.

    Args:
        rule: which rule, as a key: ``row.columns``, ``birth.unreadable`` …
        message: the same as a sentence, with the text it is about.
        line: where it stands, counted from one.
        entry: the key of the entry, where it is known.
        lost: whether a whole entry or alias was lost by it; otherwise the entry was taken without this part.
    """

    rule: str
    message: str
    line: int = 0
    entry: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as the list writes it: whole, in parts, or both.

    Args:
        full: the whole name.
        surname: the family name, where the list says which part it is.
        given: the given names, likewise.
        weak: the list itself marks it as a weak alias.
        kind: ``primary``, ``alias``, ``former``, ``now`` or ``script`` (the name in its own script).
    """

    full: str = ""
    surname: str = ""
    given: str = ""
    weak: bool = False
    kind: str = "primary"

    @property
    def said(self) -> str:
        """Return the whole name on one line."""
        return self.full or " ".join(part for part in (self.given, self.surname) if part)


@dataclass(frozen=True, slots=True)
class ListedNumber:
    """A document or official number.

    Args:
        value: as the list writes it.
        kind: ``passport``, ``identity``, ``tax``, ``registration``, ``imo`` …
        issuer: ICAO code of the country that issued it, where the list names one.
        note: what else the list says of it.
    """

    value: str
    kind: str = "other"
    issuer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One entry of a list.

    Args:
        key: the entry's own key in its list, which stays the same from one version to the next.
        party_kind: ``person``, ``organisation``, ``vessel``, ``aircraft``, ``vehicle`` or ``document``.
        names: every name; the first is the one the entry is listed under.
        births: dates of birth, founding or building: ``1970``, ``1970-05``, ``1970-05-17``, ``1968/1972``, with a
            trailing ``~`` where approximate.
        nationalities: ICAO codes; of a conveyance, its flag.
        sex: ``M``, ``F``, ``X`` or nothing.
        numbers: documents and official numbers.
        programmes: the programmes or regimes it is listed under.
        remarks: what else the list says, in its words.
        addresses: as the list writes them, on one line each.
        birth_places: likewise.
        titles: offices and ranks.
        linked: whom or what the entry is said to be linked to.
        listed_on: the day it was put on the list, where the list says so.
        source_url: where the list's publisher shows it.
    """

    key: str
    party_kind: str = "person"
    names: tuple[ListedName, ...] = ()
    births: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    sex: str = ""
    numbers: tuple[ListedNumber, ...] = ()
    programmes: tuple[str, ...] = ()
    remarks: str = ""
    addresses: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    listed_on: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a list.

    Args:
        parties: every entry that could be read, in the list's order.
        faults: everything that could not.
        counts: entries, names, births and numbers by kind, and what was left out on purpose.
    """

    parties: tuple[ListedParty, ...]
    faults: tuple[Fault, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


def reading_of(parties: Iterable[ListedParty], faults: Iterable[Fault], **left_out: int) -> Reading:
    """Return a reading with its counts.

    Args:
        parties: what was read.
        faults: what was not.
        left_out: counts of what the list holds and a watch list does not need, by name.
    """
    read, wrong = tuple(parties), tuple(faults)
    counts: Counter[str] = Counter(
        parties=0, names=0, weak_names=0, births=0, uncertain_births=0, numbers=0, faults=len(wrong)
    )
    counts["lost"] = sum(fault.lost for fault in wrong)
    for party in read:
        counts["parties"] += 1
        counts[f"kind.{party.party_kind}"] += 1
        counts["names"] += len(party.names)
        counts["weak_names"] += sum(name.weak for name in party.names)
        counts["births"] += len(party.births)
        counts["uncertain_births"] += sum("/" in birth or birth.endswith("~") for birth in party.births)
        counts["numbers"] += len(party.numbers)
        counts.update(f"number.{number.kind}" for number in party.numbers)
    counts.update(left_out)
    return Reading(read, wrong, MappingProxyType(dict(sorted(counts.items()))))
