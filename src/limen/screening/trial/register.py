"""A made-up register of lookouts and a population of travellers, alike in names and dates, the same for the same seed.

What real lists hold was counted on two of them (5,350 people: 4,620 on the Treasury's list, 730 on that of the United
Nations): dates of birth missing 4.2 % and 7.3 % of people, only a year 12.2 % and 35.3 %, an interval or no more than a
month 4.2 % and 3.6 %; 1 January 3.2 % and 8.1 % of full dates; 2.4 and 3.9 names a person. National watch lists know
less than those two, so the register leaves out 15 % of dates, knows only a year for 10 %, and has 1.4 names a person;
1 January comes by tradition, 4.2 % of full dates over all. A million people bear some 445,000 distinct words in plain
letters as names and 130,000 with marks or in other scripts; 3.4 % are listed in another script alone. Nobody's data is
in it: names and dates are drawn, any likeness is chance.

The trials take nicknames and the readings of Chinese, Korean and Japanese signs from the data the engine reads; other
spellings and native forms come by rules of their own (``trial/data/spelling.toml``), which it never reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from limen.screening.model import Name, Number, Party
from limen.screening.trial.chance import BLOCK, Luck, rows
from limen.screening.trial.data import table
from limen.screening.trial.scripts import plain
from limen.screening.trial.shapes import SHAPES, Person, born_into, words
from limen.screening.trial.spelling import latin, native, respelled, styles

LISTED, TRAVELLING, ERRING = 1, 2, 3
"""Streams of chance that never meet."""
MISSING, YEAR_ONLY, INTERVAL, MONTH, ABOUT = 0.15, 0.10, 0.015, 0.005, 0.01
NATIVE_ONLY, NATIVE_TOO = 0.08, 0.22
"""Of people whose tradition has a script of its own: listed in it alone, listed in it besides."""
ALIASES = (0.79, 0.95, 0.985)
"""Running shares of people with no alias, with one, with two; the others have three."""
TRAVELLERS_DATES = (0.985, 0.995, 1.0)
"""Running shares of travellers whose document has a full date, a year alone, none."""
FULL, YEAR, NONE = "full", "year", "none"


@dataclass(frozen=True, slots=True)
class Written:
    """One name of an entry: who it is built from and how it is written.

    Args:
        person: the name as built; an alias has its own.
        script: ISO 15924 of what is written.
    """

    person: Person
    script: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One lookout with the truth behind it.

    Args:
        key: the key of the register.
        party: as the register describes it.
        written: for each of the party's names, what it is.
        born: the true date of birth, ISO 8601, whatever the register says of it.
        nationality: the true one.
    """

    key: str
    party: Party
    written: tuple[Written, ...]
    born: str
    nationality: str

    @property
    def person(self) -> Person:
        """Return the name the person was born with."""
        return self.written[0].person


class Register:
    """Lookouts, made when they are asked for.

    Args:
        size: how many.
        seed: the same seed gives the same register, whatever the size.
        tails: how much of the long tails of rare names: 1 for all of them, less for quick tests.
    """

    def __init__(self, size: int, seed: int = 1, tails: float = 1.0) -> None:
        self.size = size
        self.seed = seed
        self.tails = tails
        self._block = lru_cache(maxsize=4)(self._rows)

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[tuple[str, Party]]:
        """Yield key and party, one after another."""
        for entry in self.entries():
            yield entry.key, entry.party

    def entries(self) -> Iterator[Entry]:
        """Yield every entry with the truth behind it."""
        for start in range(0, self.size, BLOCK):
            block = rows(self.seed, LISTED, start // BLOCK)
            for place in range(min(BLOCK, self.size - start)):
                yield listed(start + place, Luck(block[place]), self.tails)

    def entry(self, number: int) -> Entry:
        """Return the entry of a number from 0 to less than ``size``; neighbours are quick."""
        if not 0 <= number < self.size:
            raise IndexError(number)
        return listed(number, Luck(self._block(number // BLOCK)[number % BLOCK]), self.tails)

    def party(self, key: str) -> Party:
        """Return the party of a key."""
        return self.entry(int(key.removeprefix("r"))).party

    def travellers(self, count: int, seed: int = 1) -> Iterator[Party]:
        """Yield clean travellers: drawn alike, none of them listed; namesakes come by chance.

        Args:
            count: how many.
            seed: another seed gives other people.
        """
        for start in range(0, count, BLOCK):
            block = rows(self.seed * 1_000_003 + seed, TRAVELLING, start // BLOCK)
            for place in range(min(BLOCK, count - start)):
                yield travelling(Luck(block[place]), self.tails)

    def _rows(self, block: int) -> list[list[float]]:
        return rows(self.seed, LISTED, block)


def listed(number: int, luck: Luck, tails: float) -> Entry:
    """Return one entry of the register."""
    person, nationality = born_into(luck, tails)
    born = _born(person, luck)
    births = _births(born, luck)
    names, written = _names(person, luck, tails)
    nationalities = (nationality,) if luck.chance(0.85) else ()
    sex = person.sex if luck.chance(0.8) else ""
    numbers = (passport(nationality, luck),) if luck.chance(0.35) else ()
    if luck.chance(0.08):
        numbers = (*numbers, Number(_digits(luck, 10), "identity", nationality))
    party = Party("person", names, births, nationalities, sex, numbers)
    return Entry(f"r{number:07d}", party, written, born, nationality)


def travelling(luck: Luck, tails: float) -> Party:
    """Return one clean traveller, as the machine-readable zone of their document describes them."""
    person, nationality = born_into(luck, tails)
    born = _born(person, luck)
    kind = luck.draw()
    birth = born if kind < TRAVELLERS_DATES[0] else born[:4]
    births = (birth,) if kind < TRAVELLERS_DATES[1] else ()
    number = passport(nationality, luck)
    return Party("person", (zone_name(*latin(person)),), births, (nationality,), person.sex, (number,))


def zone_name(given: tuple[str, ...], family: tuple[str, ...]) -> Name:
    """Return a name in two parts, in capitals without marks; one with no surname is all surname, as Doc 9303 has it."""
    first, last = (plain(" ".join(part).replace("'", "")).upper().replace("-", " ") for part in (given, family))
    return Name(surname=last, given=first) if last else Name(surname=first)


def passport(nationality: str, luck: Luck) -> Number:
    """Return a passport number in one of the usual forms."""
    letter = "ABCDEFGHKLMNPRTUVXYZ"[luck.below(20)]
    value = letter + _digits(luck, 7) if luck.chance(0.6) else _digits(luck, 9)
    return Number(value, "passport", nationality)


def _digits(luck: Luck, count: int) -> str:
    return f"{int(luck.draw() * 10**count):0{count}d}"


def _born(person: Person, luck: Luck) -> str:
    year = min(max(int(luck.normal(1975, 13)), 1932), 2008)
    if luck.chance(table("traditions")[person.tradition]["new_year"]):
        return f"{year}-01-01"
    month = 1 + luck.below(12)
    return f"{year}-{month:02d}-{1 + luck.below(28 if month == 2 else 30):02d}"


def _births(born: str, luck: Luck) -> tuple[str, ...]:
    """Return what a list says of a date of birth."""
    draw = luck.draw()
    for share, said in (
        (MISSING, ()),
        (YEAR_ONLY, (born[:4],)),
        (INTERVAL, (f"{int(born[:4]) - 2}/{int(born[:4]) + 1}",)),
        (MONTH, (born[:7],)),
        (ABOUT, (born[:4] + "~",)),
    ):
        if draw < share:
            return said
        draw -= share
    if luck.chance(0.04):
        other = f"{int(born[:4]) + luck.pick((-3, -2, -1, 1, 2, 3))}{born[4:]}"
        return born, other if other[4:] != "-02-29" else born[:4]
    return (born,)


def _names(person: Person, luck: Luck, tails: float) -> tuple[tuple[Name, ...], tuple[Written, ...]]:
    """Return a party's names and what each of them is."""
    script = table("traditions")[person.tradition].get("script", "")
    how = luck.draw() if script else 1.0
    names: list[Name] = []
    written: list[Written] = []
    if how >= NATIVE_ONLY:
        names.append(_latin_name(person, luck))
        written.append(Written(person, "Latn"))
    if how < NATIVE_ONLY + NATIVE_TOO:
        names.append(Name(full=native(person)))
        written.append(Written(person, script))
    aliases = luck.draw()
    for _ in range(sum(aliases >= share for share in ALIASES)):
        other, weak = alias(person, luck, tails)
        names.append(replace(_latin_name(other, luck), weak=weak))
        written.append(Written(other, "Latn"))
    return tuple(names), tuple(written)


def _latin_name(person: Person, luck: Luck) -> Name:
    given, family = latin(person)
    marks = luck.chance(0.3)
    first, last = (" ".join(part) if marks else plain(" ".join(part)) for part in (given, family))
    first, last = _capitals(first), _capitals(last)
    if luck.chance(0.62):
        return Name(surname=last, given=first) if last else Name(full=first)
    whole = (last, first) if person.family_first else (first, last)
    return Name(full=" ".join(part for part in whole if part))


def _capitals(text: str) -> str:
    return "-".join(" ".join(word[:1].upper() + word[1:] for word in part.split()) for part in text.split("-"))


def alias(person: Person, luck: Luck, tails: float) -> tuple[Person, bool]:
    """Return another name a person is listed under, and whether it is a weak one.

    Half are other spellings of the same name; the others leave parts out, keep the surname with another given name, are
    another name altogether, or are what only friends say (weak).
    """
    kind = luck.draw()
    own = table("traditions")[person.tradition]
    if kind < 0.5:
        return spelled_otherwise(person, luck), False
    vocabulary = words(person.tradition, tails)
    if kind < 0.65:
        return replace(person, given=person.given[:1], family=person.family[-1:]), False
    given, family = SHAPES[own["shape"]](vocabulary, luck, person.sex)
    if kind < 0.75:
        return replace(person, given=given), False
    if kind < 0.88:
        return replace(person, given=given, family=family), False
    if own["shape"] == "arabic":
        return replace(person, given=(f"abu {given[0]}",), family=family if luck.chance(0.6) else ()), True
    return replace(person, given=given[:1], family=()), True


def spelled_otherwise(person: Person, luck: Luck) -> Person:
    """Return the same name in another spelling of the usual ones."""
    others = styles(person)
    if others:
        return replace(person, style=luck.pick(others))
    rules = table("traditions")[person.tradition]["rules"]
    if not table("spelling")["rules"].get(rules):
        return person
    given, family = latin(person)
    given = (respelled(given[0], rules, luck), *given[1:]) if luck.chance(0.6) else given
    family = (respelled(family[0], rules, luck), *family[1:]) if family and luck.chance(0.7) else family
    return replace(person, given=given, family=family)
