"""A made-up register of people of whom some stand twice or thrice, described anew each time; the same for a seed.

One record in ``DOUBLES`` is of somebody who has a record already: met again with another passport, the name as another
clerk or another document spells it, the birth as it was typed that day. Nobody's data is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from limen.screening.model import Name, Number
from limen.screening.trial.chance import BLOCK, Luck, rows
from limen.screening.trial.errors import ERRORS, ordered
from limen.screening.trial.register import Entry, listed, passport, zone_name
from limen.screening.trial.spelling import latin
from limen.screening.trial.split import Half, deciding, split

DOUBLED, AGAIN = 11, 12
"""Streams of chance that never meet those of other trials."""
DOUBLES = 0.15
"""Share of records that are of somebody on record."""
NAME_ERRORS = (0.55, 0.90, 1.0)
"""Running shares of doubles whose name has no error, one, two."""
BIRTHS = {"exact": 0.84, "one digit": 0.05, "swapped": 0.03, "year only": 0.04, "missing": 0.04}
"""How the birth of a double stands to the true one."""
YEAR_ONLY, NO_BIRTH = 0.02, 0.02
"""Of people met for the first time: only the year is known, nothing is."""
SAME_NUMBER, NO_NUMBER = 0.04, 0.10
"""Of doubles, the same document written in another way; of all, no document."""
SEX_WRONG, NATIONALITY_OTHER = 0.01, 0.03


@dataclass(frozen=True, slots=True)
class Met:
    """One record.

    Args:
        key: the record's own.
        person: who it truly is.
        name: in two parts.
        birth: as recorded.
        nationality, sex: as recorded.
        number: the document they showed, or None.
        kinds: what went wrong with the name.
        half: of the disjoint halves by name.
    """

    key: str
    person: str
    name: Name
    birth: str
    nationality: str
    sex: str
    number: Number | None
    kinds: tuple[str, ...]
    half: Half


def register(size: int, seed: int = 1, tails: float = 1.0) -> Iterator[Met]:
    """Yield the records of a register: those met for the first time, then their doubles.

    Args:
        size: how many records.
        seed: another seed gives other people.
        tails: how much of the long tails of rare names: 1 for all of them, less for quick tests.
    """
    people = size - int(size * DOUBLES)
    for number, luck in _lucks(seed, DOUBLED, people):
        yield _first(number, luck, tails)
    for number, luck in _lucks(seed, AGAIN, size - people):
        yield _double(number, int(luck.draw() * people), luck, seed, tails)


def _lucks(seed: int, stream: int, count: int) -> Iterator[tuple[int, Luck]]:
    for start in range(0, count, BLOCK):
        block = rows(seed, stream, start // BLOCK)
        for place in range(min(BLOCK, count - start)):
            yield start + place, Luck(block[place])


def _first(number: int, luck: Luck, tails: float) -> Met:
    entry = listed(number, luck, tails)
    kind = luck.draw()
    birth = entry.born[:4] if kind < YEAR_ONLY else "" if kind < YEAR_ONLY + NO_BIRTH else entry.born
    shown = _shown(entry)
    return Met(
        key=f"a{number}",
        person=entry.key,
        name=zone_name(*latin(entry.person)),
        birth=birth,
        nationality=entry.nationality,
        sex=entry.person.sex,
        number=None if luck.chance(NO_NUMBER) else shown,
        kinds=(),
        half=split(deciding(entry.person)),
    )


def _double(number: int, of: int, luck: Luck, seed: int, tails: float) -> Met:
    entry = listed(of, Luck(_row(seed, of)), tails)
    kinds, name = _renamed(entry, luck)
    nationality = luck.pick(("DEU", "USA", "GBR", "CAN")) if luck.chance(NATIONALITY_OTHER) else entry.nationality
    sex = entry.person.sex
    if luck.chance(SEX_WRONG):
        sex = "F" if sex == "M" else "M"
    document: Number | None = passport(nationality, luck)
    shown = luck.draw()
    if shown < SAME_NUMBER:
        same = _shown(entry)
        document = Number(f"{same.value[:3]} {same.value[3:]}", same.kind, same.issuer)
    elif shown < SAME_NUMBER + NO_NUMBER:
        document = None
    birth = _reborn(entry.born, luck)
    return Met(f"b{number}", entry.key, name, birth, nationality, sex, document, kinds, split(deciding(entry.person)))


_kept: dict[tuple[int, int], list[list[float]]] = {}


def _row(seed: int, number: int) -> list[float]:
    """Return the row of chance of somebody met for the first time; doubles ask all over the register."""
    block = number // BLOCK
    if (seed, block) not in _kept:
        if len(_kept) >= 300:
            _kept.clear()
        _kept[seed, block] = rows(seed, DOUBLED, block)
    return _kept[seed, block][number % BLOCK]


def _shown(entry: Entry) -> Number:
    """Return the document of the first meeting, the same each time it is asked for."""
    value = int(entry.key.removeprefix("r")) * 7_919 % 10_000_000
    return Number(f"P{value:07d}", "passport", entry.nationality)


def _renamed(entry: Entry, luck: Luck) -> tuple[tuple[str, ...], Name]:
    """Return the errors that were made, and the name with them."""
    parts = latin(entry.person)
    draw = luck.draw()
    wanted = sum(draw >= share for share in NAME_ERRORS)
    chosen = [luck.pick(tuple(ERRORS)) for _ in range(wanted)]
    made: list[str] = []
    for kind in ordered(tuple(dict.fromkeys(chosen))):
        changed = ERRORS[kind](parts, luck, entry.person)
        if changed is not None and any((*changed[0], *changed[1])):
            parts, made = changed, [*made, kind]
    return tuple(made), zone_name(*parts)


def _reborn(born: str, luck: Luck) -> str:
    draw = luck.draw()
    for kind, share in BIRTHS.items():
        if draw < share:
            return _written(born, kind, luck)
        draw -= share
    return born


def _written(born: str, kind: str, luck: Luck) -> str:
    year, month, day = born.split("-")
    if kind == "swapped" and day <= "12":
        return f"{year}-{day}-{month}"
    if kind == "one digit":
        at = luck.pick((2, 3, 3, 5, 6, 6, 8, 9, 9))
        other = born[:at] + luck.pick("0123456789") + born[at + 1 :]
        try:
            date.fromisoformat(other)
        except ValueError:
            return born
        return other
    return {"year only": year, "missing": ""}.get(kind, born)
