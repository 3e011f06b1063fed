"""What is known of a traveller's journey, in the words of the vocabulary; an office fills it in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A number known only to lie between two, both possible: an age from a year of birth, hours from a local time."""

    lo: int
    hi: int


Number = int | Span | None
Words = frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelFacts:
    """What is known of one traveller's journey.

    None is not known: the carrier did not say, or what it said could not be read. The names are those of the
    vocabulary (data/fields.toml), where each is explained. Codes are in capitals; a set that is known is never empty.
    """

    airports: Words = None
    starts: str | None = None
    ends: str | None = None
    carriers: Words = None
    one_way: bool | None = None
    flights: Number = None
    open_segment: bool | None = None
    wait_hours: Number = None
    nights: Number = None
    booked_hours: Number = None
    changed_hours: Number = None
    changes: Number = None
    agency: str | None = None
    agency_country: str | None = None
    divided: bool | None = None
    party: Number = None
    contact_shared: Number = None
    contact_given: bool | None = None
    paid_by: Words = None
    ticket_hours: Number = None
    payer_travels: bool | None = None
    document_kind: str | None = None
    document_reported: bool | None = None
    document_days_left: Number = None
    document_names: Number = None
    visa_days: Number = None
    document_issuer: str | None = None
    crossings: Number = None
    adverse: Number = None
    no_shows: Number = None
    children: Number = None
    child_other_surname: bool | None = None
    bags: Number = None
    nights_per_bag: Number = None
    bag_kilograms: Number = None
    excess_bags: bool | None = None
    bag_elsewhere: bool | None = None
    nationality: str | None = None
    sex: str | None = None
    age: Number = None
    birthplace: str | None = None


BANDS = (18, 30, 45, 60)
"""Where the bands of age of a disparity report begin, after the first."""


def age_on(birth_first: date | None, birth_last: date | None, day: date) -> Number:
    """Return the age on a day of somebody born between two days; a span where it is not certain."""
    if birth_first is None or birth_last is None or birth_first > day:
        return None
    oldest, youngest = _years(birth_first, day), max(0, _years(birth_last, day))
    return oldest if oldest == youngest else Span(youngest, oldest)


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def groups(facts: TravelFacts) -> dict[str, str]:
    """Return the groups a traveller is counted in for a disparity report: nationality, sex and band of age."""
    return {"nationality": facts.nationality or "", "sex": facts.sex or "", "age": band(facts.age)}


def band(age: Number) -> str:
    """Return the band of an age: ``30-44``, ``60+``; empty when it is not known or could be two."""
    if age is None:
        return ""
    lo, hi = age if isinstance(age, Span) else (age, age)
    found = {_band(value) for value in (lo, hi)}
    return found.pop() if len(found) == 1 else ""


def _band(age: int) -> str:
    begins = max((start for start in BANDS if start <= age), default=0)
    after = next((start for start in BANDS if start > age), None)
    return f"{begins}-{after - 1}" if after else f"{begins}+"


def counted(rows: Iterable[TravelFacts]) -> dict[str, dict[str, int]]:
    """Return how many travellers are in each group of each dimension."""
    found: dict[str, dict[str, int]] = {"nationality": {}, "sex": {}, "age": {}}
    for row in rows:
        for dimension, group in groups(row).items():
            found[dimension][group] = found[dimension].get(group, 0) + 1
    return found
