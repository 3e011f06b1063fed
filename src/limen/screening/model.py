"""What is searched for and what is searched: a party as a list or a traveller's papers describe it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

PERSON = "person"
KINDS = ("person", "organisation", "document", "vehicle", "vessel", "aircraft")
"""What a lookout may be on."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as somebody wrote it, in any script; whole, in parts, or both.

    Args:
        full: the whole name as written.
        surname: the family name, or the primary identifier of a machine-readable zone (ICAO Doc 9303).
        given: the given names, or the secondary identifier.
        weak: a weak alias, as lists mark the nicknames and noms de guerre that many people bear.
    """

    full: str = ""
    surname: str = ""
    given: str = ""
    weak: bool = False

    @property
    def said(self) -> str:
        """Return the whole name on one line."""
        return self.full or " ".join(part for part in (self.given, self.surname) if part)


@dataclass(frozen=True, slots=True)
class Number:
    """A document or official number, a registration, a hull or tail number.

    Args:
        value: as written; folded when compared.
        kind: ``passport``, ``identity``, ``imo``, ``registration``, ``other`` …
        issuer: three-letter ICAO code of whoever issued it, or nothing.
    """

    value: str
    kind: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something, as described.

    Args:
        kind: one of ``KINDS``.
        names: every name and alias; any of them may be in any script.
        births: dates of birth (for an organisation, of founding; for a vessel, of building), each as much of an
            ISO 8601 date as is known (``1970``, ``1970-05``, ``1970-05-17``), an interval ``1968/1972``, and a
            trailing ``~`` where it is approximate.
        nationalities: three-letter ICAO codes (flag, for a conveyance).
        sex: ``M``, ``F``, ``X`` or nothing.
        numbers: document and official numbers.
    """

    kind: str = PERSON
    names: tuple[Name, ...] = ()
    births: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    sex: str = ""
    numbers: tuple[Number, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return the party as JSON data, leaving out what is not known."""
        data = {key: value for key, value in asdict(self).items() if value}
        for key in ("names", "numbers"):
            if key in data:
                data[key] = [{name: value for name, value in item.items() if value} for item in data[key]]
        return {key: list(value) if isinstance(value, tuple) else value for key, value in data.items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Party:
        """Return the party that ``as_data`` wrote down."""
        return cls(
            kind=data.get("kind", PERSON),
            names=tuple(Name(**item) for item in data.get("names", ())),
            births=tuple(data.get("births", ())),
            nationalities=tuple(data.get("nationalities", ())),
            sex=data.get("sex", ""),
            numbers=tuple(Number(**item) for item in data.get("numbers", ())),
        )


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for or against, with its weight.

    Args:
        kind: ``name``, ``birth``, ``number``, ``sex``, ``nationality`` …
        how: how the two agree or differ: ``exact``, ``one letter``, ``spelling``, ``initial``, ``swapped`` …
        bits: what it adds (or takes away), in bits of evidence: log2 of a likelihood ratio.
        asked: what the traveller's papers say.
        listed: what the list says.
    """

    kind: str
    how: str
    bits: float
    asked: str = ""
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A listed party that may be the one asked for.

    Args:
        key: the key under which it was listed.
        score: 0 to 1; what score means what flag rate is measured (``docs/screening.md``).
        tier: how the dates of birth stand: ``exact``, ``swapped``, ``near``, ``year``, ``missing``, ``conflict``.
        evidence: the reasons, whose bits add up to the score's.
        exact_number: whether a document or official number agrees, whatever else does.
    """

    key: str
    score: float
    tier: str
    evidence: tuple[Evidence, ...]
    exact_number: bool = False

    @property
    def bits(self) -> float:
        """Return the sum of the evidence, in bits."""
        return sum(item.bits for item in self.evidence)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found.

    Args:
        matches: the likeliest first.
        more: how many further ones reached the threshold and were left out for length.
        searched: how many parties the index holds.
    """

    matches: tuple[Match, ...]
    more: int
    searched: int
