"""What goes wrong with a name between the list and the traveller's document, one kind at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from string import ascii_lowercase

from limen.screening import lore
from limen.screening.trial.chance import Luck
from limen.screening.trial.data import table
from limen.screening.trial.scripts import plain
from limen.screening.trial.shapes import Person
from limen.screening.trial.spelling import Parts, latin, respelled, styles

ErrorKind = str
SHORT = 3
"""Words no longer than this get no slips: too little of them would be left."""
TD3, TD1 = 39, 30
"""Letters the zone has for a name: on a passport, on a card."""
SLIP_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _slip(parts: Parts, luck: Luck, change: Callable[[str, int, Luck], str]) -> Parts | None:
    """Return the parts with one word changed at one place after its first letter (three in four) or at any."""
    given, family = parts
    places = [(0, at) for at, word in enumerate(given) if len(word) > SHORT]
    places += [(1, at) for at, word in enumerate(family) if len(word) > SHORT] * 2
    if not places:
        return None
    which, at = luck.pick(places)
    words = list(parts[which])
    word = words[at]
    first = 1 if luck.chance(0.85) else 0
    words[at] = change(word, first + luck.below(len(word) - first), luck)
    if words[at] == word:
        return None
    return (tuple(words), family) if which == 0 else (given, tuple(words))


def _letter(beside: str, luck: Luck) -> str:
    """Return another letter: one beside it on the keyboard, or any."""
    row = next((row for row in SLIP_ROWS if beside in row), "")
    if row and luck.chance(0.5):
        at = row.index(beside)
        return row[at - 1] if at and (luck.chance(0.5) or at == len(row) - 1) else row[at + 1]
    return luck.pick([letter for letter in ascii_lowercase if letter != beside])


def _insert(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    return _slip(
        parts,
        luck,
        lambda word, at, more: (
            word[: at + 1] + (word[at] if more.chance(0.4) else _letter(word[at], more)) + word[at + 1 :]
        ),
    )


def _delete(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    return _slip(parts, luck, lambda word, at, _more: word[:at] + word[at + 1 :])


def _substitute(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    return _slip(parts, luck, lambda word, at, more: word[:at] + _letter(word[at], more) + word[at + 1 :])


def _transpose(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    return _slip(
        parts,
        luck,
        lambda word, at, _more: (
            word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if at else word[1] + word[0] + word[2:]
        ),
    )


def _order(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    """Change the order of given names, of surnames, or which of them counts as what."""
    given, family = parts
    if len(family) > 1 and luck.chance(0.6):
        return given, family[::-1]
    if len(given) > 1:
        return (given[1:] + given[:1], family) if luck.chance(0.6) else (given[:1], given[1:] + family)
    return (given, family[::-1]) if len(family) > 1 else None


def _initial(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    given, family = parts
    at = luck.below(len(given)) if given else 0
    if not given or not family or len(given[at]) < SHORT:
        return None
    return (*given[:at], given[at][0], *given[at + 1 :]), family


def _missing_part(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    given, family = parts
    if len(given) > 1 and (len(family) < 2 or luck.chance(0.6)):
        at = luck.below(len(given))
        return (*given[:at], *given[at + 1 :]), family
    if len(family) > 1:
        at = 1 if luck.chance(0.7) else 0
        return given, (*family[:at], *family[at + 1 :])
    return None


def _joined(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    given, family = parts
    options: list[Parts] = []
    for which, words in enumerate((given, family)):
        flat = " ".join(words).replace("-", " ").split()
        if len(flat) > 1:
            at = luck.below(len(flat) - 1)
            joined = (*flat[:at], flat[at] + flat[at + 1], *flat[at + 2 :])
            options.append((joined, family) if which == 0 else (given, joined))
    return luck.pick(options) if options else None


def _split(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    least = 6
    given, family = parts
    places = [
        (which, at)
        for which, words in enumerate(parts)
        for at, word in enumerate(words)
        if len(word) >= least and word.isalpha()
    ]
    if not places:
        return None
    which, at = luck.pick(places)
    word = parts[which][at]
    cut = 2 + luck.below(len(word) - 3)
    words = (*parts[which][:at], word[:cut], word[cut:], *parts[which][at + 1 :])
    return (words, family) if which == 0 else (given, words)


def _spelled(parts: Parts, luck: Luck, person: Person) -> Parts | None:
    """Spell the name as another romanisation of the language does, or as another clerk does."""
    own = table("traditions")[person.tradition]
    if others := styles(person):
        return latin(person, luck.pick(others))
    if not table("spelling")["rules"].get(own["rules"]):
        return None
    given, family = parts
    changed = (
        tuple(respelled(word, own["rules"], luck) if luck.chance(0.4) else word for word in given),
        tuple(respelled(word, own["rules"], luck) if luck.chance(0.6) else word for word in family),
    )
    return None if _folded(changed) == _folded(parts) else changed


def _folded(parts: Parts) -> str:
    return plain(" ".join((*parts[0], *parts[1]))).replace("'", "")


def _swapped(parts: Parts, _luck: Luck, _: Person) -> Parts | None:
    given, family = parts
    return (family, given) if given and family and given != family else None


def _nickname(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    given, family = parts
    known = nicknames().get(plain(given[0])) if given else None
    return ((luck.pick(known), *given[1:]), family) if known else None


@cache
def nicknames() -> Mapping[str, tuple[str, ...]]:
    """Return given names and the short forms of each, from the data the engine reads as well."""
    found: dict[str, set[str]] = {}
    for group in lore.groups()[1]:
        latin_forms = [name for name in group if name.isascii()]
        if not latin_forms:
            continue
        full, *short = latin_forms
        for name in short:
            found.setdefault(full, set()).add(name)
            found.setdefault(name, set()).add(full)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _truncated(parts: Parts, luck: Luck, _: Person) -> Parts | None:
    """Cut the name where the zone ends, on a passport or on a card."""
    given, family = (plain(" ".join(part)).replace("'", "").replace("-", " ") for part in parts)
    zone = f"{family}<<{given}".replace(" ", "<")
    room = TD3 if len(zone) > TD3 and luck.chance(0.5) else TD1
    if len(zone) <= room or not given or not family:
        return None
    primary, _sign, secondary = zone[:room].partition("<<")
    return tuple(secondary.replace("<", " ").split()), tuple(primary.replace("<", " ").split())


ERRORS: dict[ErrorKind, Callable[[Parts, Luck, Person], Parts | None]] = {
    "insert": _insert,
    "delete": _delete,
    "substitute": _substitute,
    "transpose": _transpose,
    "order": _order,
    "initial": _initial,
    "missing part": _missing_part,
    "joined words": _joined,
    "split words": _split,
    "transliteration": _spelled,
    "swapped": _swapped,
    "nickname": _nickname,
    "truncated zone": _truncated,
}
"""Error kinds made from Latin spelling alone, in the order of the issue; ``other script`` is made in ``hits``."""
OTHER_SCRIPT = "other script"
KINDS: tuple[ErrorKind, ...] = (*ERRORS, OTHER_SCRIPT)
FIRST = ("transliteration", "nickname")
LAST = ("truncated zone",)


def ordered(kinds: tuple[ErrorKind, ...]) -> list[ErrorKind]:
    """Return kinds in the order in which they happen: spelling first, cutting the zone last."""
    return sorted(kinds, key=lambda kind: (kind not in FIRST, kind in LAST))
