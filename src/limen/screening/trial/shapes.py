"""How names are put together in each tradition: given names and surnames, patronymics, particles, fathers' names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from limen.screening.trial.chance import Luck
from limen.screening.trial.data import readings, seeds, table
from limen.screening.trial.scripts import plain
from limen.screening.trial.vocabulary import Vocabulary, grown

MEN = 0.72
"""Share of men on lists; travellers are drawn alike, so that chance namesakes are as frequent as they can be."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's name as it is built, before anybody spells it.

    Args:
        tradition: a key of ``trial/data/traditions.toml``.
        sex: ``M`` or ``F``.
        given: given names, patronymics and fathers' names, in order.
        family: surnames with their particles, in order; none for those who have none.
        style: which of the usual spellings this person's papers use.
        family_first: whether the surname comes first when the name is written in one line.
    """

    tradition: str
    sex: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    style: int = 0
    family_first: bool = False


@dataclass(frozen=True)
class Words:
    """The vocabularies of a tradition."""

    men: Vocabulary
    women: Vocabulary
    surnames: Vocabulary
    middles: tuple[str, ...]

    def given(self, luck: Luck, sex: str) -> str:
        """Return a given name."""
        return (self.men if sex == "M" else self.women).draw(luck)


@cache
def words(tradition: str, tails: float) -> Words:
    """Return a tradition's vocabularies.

    Args:
        tradition: a key of ``trial/data/traditions.toml``.
        tails: how much of the long tails: 1 for all, less for quick tests.
    """
    own = table("traditions")[tradition]
    size, *surname_law = own["surnames"]
    given_size, *given_law = own["givens"]
    lists = {"chinese": _chinese, "korean": _korean, "japanese": _japanese}.get(own["shape"])
    men, women, surnames = (
        lists()
        if lists
        else tuple(
            grown(seeds(tradition, kind), int(count * tails), f"{tradition} {kind}")
            for kind, count in (("given_m", given_size), ("given_f", given_size), ("surname", size))
        )
    )
    return Words(
        Vocabulary(men, *given_law),
        Vocabulary(women, *given_law),
        Vocabulary(surnames, *surname_law),
        seeds(tradition, "middle"),
    )


def _chinese() -> tuple[list[str], list[str], list[str]]:
    given = [row[0] for row in readings("chinese", "given")]
    return given, given[::-1], [row[0] for row in readings("chinese", "surname")]


def _korean() -> tuple[list[str], list[str], list[str]]:
    given = [row[0] for row in readings("korean", "syllable")]
    return given, given, [row[0] for row in readings("korean", "surname")]


def _japanese() -> tuple[list[str], list[str], list[str]]:
    return (
        [row[0] for row in readings("japanese", "given_m")],
        [row[0] for row in readings("japanese", "given_f")],
        list(japanese_surnames()),
    )


@cache
def japanese_surnames() -> dict[str, tuple[str, ...]]:
    """Return kanji to readings: the common surnames, then those made of a front and a back part."""
    known = {row[0]: row[1:] for row in readings("japanese", "surname")}
    for front in readings("japanese", "front"):
        for back in readings("japanese", "back"):
            if front[0] != back[0]:
                known.setdefault(front[0] + back[0], (front[1] + back[1],))
    return known


Shape = Callable[[Words, Luck, str], tuple[tuple[str, ...], tuple[str, ...]]]


def _western(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given = own.given(luck, sex)
    second = own.given(luck, sex) if luck.chance(0.45) else ""
    family = own.surnames.draw(luck)
    if luck.chance(0.04):
        family = f"{family}-{own.surnames.draw(luck)}"
    return (given, second) if second and second != given else (given,), (family,)


def _hispanic(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given = (own.given(luck, sex), own.given(luck, sex)) if luck.chance(0.55) else (own.given(luck, sex),)
    first, second = own.surnames.draw(luck), own.surnames.draw(luck)
    return given, (first, second) if luck.chance(0.82) else (first,)


def _portuguese(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given = (own.given(luck, sex), own.given(luck, sex)) if luck.chance(0.4) else (own.given(luck, sex),)
    count = 1 + luck.chance(0.75) + luck.chance(0.2)
    family = [own.surnames.draw(luck) for _ in range(count)]
    if luck.chance(0.25) and " " not in family[-1]:
        family[-1] = f"{luck.pick(('da', 'de', 'dos', 'do'))} {family[-1]}"
    return given, tuple(family)


def _filipino(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given = (own.given(luck, sex), own.given(luck, sex)) if luck.chance(0.5) else (own.given(luck, sex),)
    return (*given, own.surnames.draw(luck)) if luck.chance(0.7) else given, (own.surnames.draw(luck),)


def _slavic(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given, father, family = own.given(luck, sex), own.men.draw(luck), own.surnames.draw(luck)
    names = (given, patronymic(father, sex)) if luck.chance(0.7) else (given,)
    return names, (gendered(family, sex),)


def patronymic(father: str, sex: str) -> str:
    """Return a Slavic patronymic, spelled as the seeds are."""
    if father.endswith(("iy", "yy")):
        stem = father[:-2] + "'"
        return stem + ("yevich" if sex == "M" else "yevna")
    if father.endswith(("ey", "ay")):
        return father + ("evich" if sex == "M" else "evna")
    if father.endswith("'"):
        return father[:-1] + ("evich" if sex == "M" else "evna")
    if father[-1] in "aoy":
        return father[:-1] + ("ich" if sex == "M" else "ichna")
    return father + ("ovich" if sex == "M" else "ovna")


def gendered(family: str, sex: str) -> str:
    """Return a Slavic surname in its form for women or men."""
    if sex == "M":
        return family
    if family.endswith(("ov", "ev", "in", "yn")):
        return family + "a"
    return family[:-3] + "skaya" if family.endswith(("skiy", "kyy")) else family


def _arabic(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given, father = own.given(luck, sex), own.men.draw(luck)
    link = luck.draw()
    if link < 0.16:
        names: tuple[str, ...] = (given, f"{'bin' if sex == 'M' else 'bint'} {father}")
    elif link < 0.62:
        names = (given, father)
    else:
        names = (given,)
    if len(names) > 1 and luck.chance(0.35):
        names = (*names, own.men.draw(luck))
    family = own.surnames.draw(luck) if luck.chance(0.85) else own.men.draw(luck)
    return names, (family,)


def _persian(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given = own.given(luck, sex)
    if luck.chance(0.4):
        return (given, own.given(luck, sex)), (own.surnames.draw(luck),)
    return ((given,), (own.surnames.draw(luck),)) if luck.chance(0.9) else ((given,), ())


def _tamil(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given, father = own.given(luck, sex), own.surnames.draw(luck)
    return ((given,), (plain(father)[0],)) if luck.chance(0.25) else ((given,), (father,))


def _signs(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    count = 2 if luck.chance(0.85) else 1
    return tuple(own.given(luck, sex) for _ in range(count)), (own.surnames.draw(luck),)


def _japan(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (own.given(luck, sex),), (own.surnames.draw(luck),)


def _vietnamese(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    middle = ("văn" if sex == "M" else "thị") if luck.chance(0.4) else luck.pick(own.middles)
    given = (
        (middle, own.given(luck, sex), own.given(luck, sex)) if luck.chance(0.35) else (middle, own.given(luck, sex))
    )
    return given, (own.surnames.draw(luck),)


def _mononym(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given, lone = own.given(luck, sex), luck.draw()
    if lone < 0.25:
        return (given,), ()
    return ((given, own.given(luck, sex)), ()) if lone < 0.5 else ((given,), (own.surnames.draw(luck),))


def _malay(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    link = "bin" if sex == "M" else "binti"
    given = (own.given(luck, sex), own.given(luck, sex)) if luck.chance(0.6) else (own.given(luck, sex),)
    return (*given, f"{link} {own.surnames.draw(luck)}"), ()


def _fathers(own: Words, luck: Luck, sex: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    given, father = own.given(luck, sex), own.men.draw(luck)
    return ((given, father), (own.surnames.draw(luck),)) if luck.chance(0.7) else ((given,), (father,))


SHAPES: dict[str, Shape] = {
    "western": _western,
    "hispanic": _hispanic,
    "portuguese": _portuguese,
    "filipino": _filipino,
    "slavic": _slavic,
    "arabic": _arabic,
    "persian": _persian,
    "tamil": _tamil,
    "chinese": _signs,
    "korean": _signs,
    "japanese": _japan,
    "vietnamese": _vietnamese,
    "mononym": _mononym,
    "malay": _malay,
    "fathers": _fathers,
}
FAMILY_FIRST = frozenset({"chinese", "korean", "vietnamese", "japanese"})
STYLES = {"CHN": (0, 0, 0, 0, 1), "HKG": (2,), "TWN": (3, 3, 0), "SGP": (4, 2, 0), "MYS": (4, 2)}
KOREAN_STYLES = 9


@cache
def _shares() -> tuple[tuple[str, ...], tuple[float, ...]]:
    own = table("traditions")
    return tuple(own), tuple(accumulate(float(row["weight"]) for row in own.values()))


def born_into(luck: Luck, tails: float) -> tuple[Person, str]:
    """Return somebody and their nationality."""
    names, sums = _shares()
    tradition = luck.weigh(names, sums)
    own = table("traditions")[tradition]
    nationality = (
        luck.pick(nationalities(tradition)) if luck.chance(0.96) else luck.pick(nationalities(luck.pick(names)))
    )
    sex = "M" if luck.chance(MEN) else "F"
    given, family = SHAPES[own["shape"]](words(tradition, tails), luck, sex)
    return Person(
        tradition, sex, given, family, _style(tradition, nationality, luck), tradition in FAMILY_FIRST
    ), nationality


def _style(tradition: str, nationality: str, luck: Luck) -> int:
    if tradition == "chinese":
        return luck.pick(STYLES.get(nationality, (0, 1, 2, 3, 4)))
    return luck.below(KOREAN_STYLES) if tradition == "korean" else 0


@cache
def nationalities(tradition: str) -> tuple[str, ...]:
    """Return the nationalities of a tradition, each as often as it is likely."""
    return tuple(table("traditions")[tradition]["nationalities"].split())
