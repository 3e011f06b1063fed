"""Travellers who are on the list, described with errors: the trials by which recall is measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import numpy as np

from limen.screening.model import Name, Party
from limen.screening.trial import errors
from limen.screening.trial.chance import BLOCK, Luck, rows
from limen.screening.trial.data import table
from limen.screening.trial.register import ERRING, Entry, Register, Written, listed, passport, zone_name
from limen.screening.trial.scripts import zone
from limen.screening.trial.shapes import Person, nationalities
from limen.screening.trial.spelling import Parts, latin, native
from limen.screening.trial.split import Half, deciding, split

DATE_KINDS = ("exact", "swapped", "year only", "digit", "missing")
SEX_MISSING, SEX_WRONG = 0.03, 0.02
NATIONALITY_MISSING, NATIONALITY_OTHER = 0.05, 0.07
TAKEN = 0.12
"""Share of a block's entries that are tried, so that hits come from all over the register."""
TO_ZONE = {"Cyrl": 0.4, "Arab": 0.12}
"""How often a native name comes as the zone's table writes it; otherwise as people romanise it."""
PASSES = 3
"""How often the register is gone through for what is rare, before a trial is left out."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One traveller who is on the list.

    Args:
        party: what the document says.
        key: the entry it should find.
        kinds: what went wrong with the name; nothing for a name as listed.
        date_kind: how the two dates of birth stand to each other.
        script: ISO 15924 of the listed name it came from, and after an arrow of the traveller's where that differs.
        tradition: whose names they are.
        half: of the disjoint halves by name.
        listed: the listed name it came from.
    """

    party: Party
    key: str
    kinds: tuple[str, ...]
    date_kind: str
    script: str
    tradition: str
    half: Half
    listed: str


def singles() -> list[tuple[str, ...]]:
    """Return every error kind alone."""
    return [(kind,) for kind in errors.KINDS]


def doubles() -> list[tuple[str, ...]]:
    """Return every two error kinds together."""
    return list(combinations(errors.KINDS, 2))


def hits(
    register: Register,
    kinds: Sequence[tuple[str, ...]] | None = None,
    date_kinds: Sequence[str] = DATE_KINDS,
    seed: int = 1,
    each: int = 20,
    half: Half | None = None,
) -> list[Trial]:
    """Return trials: for each combination of name errors and kind of date, travellers who are on the list.

    Args:
        register: the list.
        kinds: combinations of error kinds, ``()`` for none; every single one where left out.
        date_kinds: of ``DATE_KINDS``.
        seed: another seed gives other trials.
        each: how many of each combination; fewer where the register has too few fitting entries.
        half: only entries of one half, by name.
    """
    wanted = {(kind, dates): each for kind in (singles() if kinds is None else kinds) for dates in date_kinds}
    made: list[Trial] = []
    for turn, entry in enumerate(_entries(register, seed)):
        if not wanted:
            break
        where = split(deciding(entry.person))
        if half is not None and where != half:
            continue
        luck = Luck(np.random.default_rng([seed, ERRING, turn]).random(96).tolist())
        asked = list(wanted)
        start = luck.below(len(asked))
        for kind, dates in asked[start:] + asked[:start]:
            trial = _trial(entry, kind, dates, where, luck)
            if trial is not None:
                made.append(trial)
                wanted[kind, dates] -= 1
                if not wanted[kind, dates]:
                    del wanted[kind, dates]
                break
    return made


def _entries(register: Register, seed: int) -> Iterator[Entry]:
    """Yield entries in random blocks, each at most once a pass."""
    order = np.random.default_rng([seed, ERRING])
    blocks = -(-register.size // BLOCK)
    for _ in range(PASSES if blocks > 1 else PASSES * 8):
        for block in order.permutation(blocks).tolist():
            lucks = rows(register.seed, 1, block)
            chosen = order.random(BLOCK) < TAKEN
            for place in range(min(BLOCK, register.size - block * BLOCK)):
                if chosen[place]:
                    yield listed(block * BLOCK + place, Luck(lucks[place]), register.tails)


def _trial(entry: Entry, kinds: tuple[str, ...], dates: str, half: Half, luck: Luck) -> Trial | None:
    born = _dated(entry, dates, luck)
    if born is None:
        return None
    named = _named(entry, kinds, luck)
    if named is None:
        return None
    name, at, script = named
    return Trial(
        _party(entry, name, born, luck),
        entry.key,
        kinds,
        dates,
        script,
        entry.person.tradition,
        half,
        entry.party.names[at].said,
    )


def _party(entry: Entry, name: Name, births: tuple[str, ...], luck: Luck) -> Party:
    sex = luck.draw()
    said = "" if sex < SEX_MISSING else entry.person.sex
    if SEX_MISSING <= sex < SEX_MISSING + SEX_WRONG:
        said = "F" if said == "M" else "M"
    kind = luck.draw()
    nationality: tuple[str, ...] = (entry.nationality,)
    if kind < NATIONALITY_MISSING:
        nationality = ()
    elif kind < NATIONALITY_MISSING + NATIONALITY_OTHER:
        nationality = (luck.pick(nationalities(luck.pick(tuple(table("traditions"))))),)
    number = passport(nationality[0] if nationality else "", luck)
    return Party("person", (name,), births, nationality, said, (number,))


def _named(entry: Entry, kinds: tuple[str, ...], luck: Luck) -> tuple[Name, int, str] | None:
    """Return the traveller's name, which listed name it came from, and the scripts of the two."""
    names = entry.party.names
    across = errors.OTHER_SCRIPT in kinds
    usable = [at for at, written in enumerate(entry.written) if not names[at].weak]
    latins = [at for at in usable if entry.written[at].script == "Latn"]
    if across and not latins:
        return _from_native(entry, kinds, luck)
    if across and len(latins) == len(usable):
        return _to_native(entry, kinds, luck)
    if across or not latins:
        return None
    at = luck.pick(latins)
    parts = _erred(latin(entry.written[at].person), kinds, entry.written[at].person, luck)
    return None if parts is None else (zone_name(*parts), at, "Latn")


def _from_native(entry: Entry, kinds: tuple[str, ...], luck: Luck) -> tuple[Name, int, str] | None:
    """Return a Latin name for somebody listed in their native script alone."""
    written = entry.written[0]
    others = tuple(kind for kind in kinds if kind != errors.OTHER_SCRIPT)
    parts = _erred(_romanised(written, luck), others, written.person, luck)
    return None if parts is None else (zone_name(*parts), 0, f"{written.script}>Latn")


def _romanised(written: Written, luck: Luck) -> Parts:
    person = written.person
    language = table("traditions")[person.tradition].get("language", "")
    if luck.chance(TO_ZONE.get(written.script, 0.0)):
        given, family = (
            tuple(zone(native(Person(person.tradition, person.sex, (word,), ())), language).lower() for word in words)
            for words in (person.given, person.family)
        )
        return given, family
    return latin(person)


def _to_native(entry: Entry, kinds: tuple[str, ...], luck: Luck) -> tuple[Name, int, str] | None:
    """Return a name in native script for somebody listed in Latin letters alone."""
    person = entry.written[0].person
    own = table("traditions")[person.tradition]
    if "script" not in own or len(kinds) > 1 or luck.chance(0.88):
        return None
    return Name(full=native(person)), 0, f"Latn>{own['script']}"


def _erred(parts: Parts, kinds: tuple[str, ...], person: Person, luck: Luck) -> Parts | None:
    for kind in errors.ordered(kinds):
        changed = errors.ERRORS[kind](parts, luck, person)
        if changed is None or not any((*changed[0], *changed[1])):
            return None
        parts = changed
    return parts


def _dated(entry: Entry, kind: str, luck: Luck) -> tuple[str, ...] | None:
    """Return the traveller's date of birth, or nothing at all where the entry is not of that kind."""
    births, born = entry.party.births, entry.born
    full = births[:1] == (born,)
    if kind == "missing":
        return (born,) if not births else () if full and luck.chance(0.02) else None
    if kind == "year only":
        return (born,) if births == (born[:4],) else (born[:4],) if full and luck.chance(0.02) else None
    if not full:
        return None
    if kind == "exact":
        return (born,)
    other = _day_and_month_swapped(born) if kind == "swapped" else _one_digit_off(born, luck)
    return (other,) if other else None


def _day_and_month_swapped(born: str) -> str:
    year, month, day = born.split("-")
    return f"{year}-{day}-{month}" if day != month and day <= "12" else ""


def _one_digit_off(born: str, luck: Luck) -> str:
    at = luck.pick((2, 3, 3, 5, 6, 6, 8, 9, 9))
    other = born[:at] + luck.pick([digit for digit in "0123456789" if digit != born[at]]) + born[at + 1 :]
    try:
        return other if date.fromisoformat(other).year < 2012 else ""
    except ValueError:
        return ""
