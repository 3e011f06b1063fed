"""How a person's name comes to be written: in Latin letters in several ways, and in its native script."""

from __future__ import annotations

from functools import cache, lru_cache

from limen.screening.trial.chance import Luck
from limen.screening.trial.data import readings, table
from limen.screening.trial.scripts import native as in_script
from limen.screening.trial.scripts import plain
from limen.screening.trial.shapes import Person, japanese_surnames

Parts = tuple[tuple[str, ...], tuple[str, ...]]
"""Given names and surnames."""
WADE_GILES = (
    ("zhi$", "chih"),
    ("chi$", "chih"),
    ("shi$", "shih"),
    ("ri$", "jih"),
    ("zi$", "tzu"),
    ("ci$", "tzu"),
    ("si$", "ssu"),
    ("zh", "ch"),
    ("x", "hs"),
    ("j", "ch"),
    ("q", "ch"),
    ("z", "ts"),
    ("c@", "ts"),
    ("b", "p"),
    ("d", "t"),
    ("g@", "k"),
    ("r", "j"),
    ("ong", "ung"),
    ("ian", "ien"),
    ("yan", "yen"),
    ("ue$", "ueh"),
    ("ye$", "yeh"),
    ("yi$", "i"),
)
"""From Pinyin, apostrophes left out as people leave them out; ``@`` means at the beginning of a syllable."""


@cache
def _chinese(kind: str) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in readings("chinese", kind)}


@cache
def _korean(kind: str) -> dict[str, tuple[str, ...]]:
    return {row[0]: (row[2:] if kind == "surname" else row[1:]) for row in readings("korean", kind)}


@cache
def _japanese() -> dict[str, tuple[str, ...]]:
    known = dict(japanese_surnames())
    for kind in ("given_m", "given_f"):
        known |= {row[0]: row[1:] for row in readings("japanese", kind)}
    return known


@cache
def wade_giles(syllable: str) -> str:
    """Return a Pinyin syllable as Wade-Giles spells it."""
    for pinyin, spelled in WADE_GILES:
        if pinyin.endswith("$"):
            if syllable == pinyin[:-1] or (len(pinyin) > 3 and syllable.endswith(pinyin[:-1])):
                return syllable[: len(syllable) - len(pinyin) + 1] + spelled
        elif pinyin.endswith("@"):
            if syllable.startswith(pinyin[:-1]) and not syllable.startswith("ch"):
                syllable = spelled + syllable[1:]
        elif syllable.startswith(pinyin) or len(pinyin) > 2:
            syllable = syllable.replace(pinyin, spelled, 1)
            if len(pinyin) <= 2:
                break
    return syllable


def latin(person: Person, style: int | None = None) -> Parts:
    """Return a person's given names and surnames in Latin letters.

    Args:
        person: whose.
        style: which usual spelling; nothing means the one of their papers.
    """
    chosen = person.style if style is None else style
    if person.tradition == "chinese":
        return _latin_chinese(person, chosen)
    if person.tradition == "korean":
        return _latin_korean(person, chosen)
    if person.tradition == "japanese":
        known = _japanese()
        pick = lambda sign: known[sign][chosen % len(known[sign])] if sign in known else sign  # noqa: E731
        return tuple(map(pick, person.given)), tuple(map(pick, person.family))
    if person.tradition in ("russian", "ukrainian"):
        return _bare(person.given), _bare(person.family)
    return person.given, person.family


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.replace("'", "") for word in words)


def _latin_chinese(person: Person, style: int) -> Parts:
    surnames, givens = _chinese("surname"), _chinese("given")
    family = [surnames.get(sign, (sign,)) for sign in person.family]
    given = [givens.get(sign, (sign,)) for sign in person.given]
    if style == 2:
        return tuple(row[-1] for row in given), tuple(row[1] if len(row) > 1 else row[0] for row in family)
    if style == 3:
        return ("-".join(wade_giles(row[0]) for row in given),), tuple(wade_giles(row[0]) for row in family)
    if style == 4:
        return tuple(row[-1] for row in given), tuple(row[min(3, len(row) - 1)] for row in family)
    syllables = tuple(row[0] for row in given)
    return syllables if style == 1 else ("".join(syllables),), tuple(row[0] for row in family)


def _latin_korean(person: Person, style: int) -> Parts:
    surnames, syllables = _korean("surname"), _korean("syllable")
    choice, joining = style % 3, style // 3
    family = tuple(_at(surnames.get(sign, (sign,)), choice) for sign in person.family)
    given = [_at(syllables.get(sign, (sign,)), min(choice, 1)) for sign in person.given]
    return tuple(given) if joining == 2 else (("-" if joining == 1 else "").join(given),), family


def _at(spellings: tuple[str, ...], place: int) -> str:
    return spellings[min(place, len(spellings) - 1)]


def styles(person: Person) -> tuple[int, ...]:
    """Return the usual spellings there are besides the one of a person's papers."""
    count = {"chinese": 5, "korean": 9, "japanese": 2}.get(person.tradition, 1)
    return tuple(style for style in range(count) if latin(person, style) != latin(person))


def native(person: Person) -> str:
    """Return a person's whole name in their native script, or nothing where that is Latin."""
    own = table("traditions")[person.tradition]
    if "script" not in own:
        return ""
    given, family = person.given, person.family
    if person.tradition == "chinese":
        place = -1 if person.style > 1 else 0
        return "".join(sign.split("/")[place] for sign in (*family, *given))
    if person.tradition == "korean":
        return "".join((*family, *given))
    if person.tradition == "japanese":
        return "".join((*family, *given)) if person.style == 0 else " ".join((*family, *given))
    language = own["language"]
    return " ".join(in_script(word, language) for word in (*given, *family))


@lru_cache(maxsize=100)
def _spelling_rules(name: str) -> tuple[tuple[str, str], ...]:
    rules = (rule.partition(">") for rule in table("spelling")["rules"][name].split())
    return tuple((old.replace("_", " "), new.replace("_", " ")) for old, _, new in rules)


def respelled(word: str, rules: str, luck: Luck, most: int = 2) -> str:
    """Return a word as somebody else would spell it, or the word itself where no rule fits.

    Args:
        word: in Latin letters.
        rules: which rules of ``trial/data/spelling.toml``.
        luck: what decides.
        most: how many rules are used at most.
    """
    changed = word
    for _ in range(most if luck.chance(0.35) else 1):
        fitting = [rule for rule in _spelling_rules(rules) if _fits(changed, rule[0])]
        if not fitting:
            break
        old, new = luck.pick(fitting)
        changed = _replace(changed, old, new)
    return changed if len(plain(changed).replace(" ", "")) > 1 else word


def _fits(word: str, old: str) -> bool:
    bare = old.strip("^$")
    if old[0] == "^":
        return word.startswith(bare)
    return word.endswith(bare) if old[-1] == "$" else bare in word[1:]


def _replace(word: str, old: str, new: str) -> str:
    bare = old.strip("^$")
    if old[0] == "^":
        return new + word[len(bare) :]
    return word[: -len(bare)] + new if old[-1] == "$" else word[0] + word[1:].replace(bare, new, 1)
