"""A name as the tokens that are compared: romanised, without titles and particles, family name first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from limen.screening import lore
from limen.screening.model import Name
from limen.screening.romanising import romanised, words

MOST_TOKENS = 8
MOST_FORMS = 6
ZONE_WIDTHS = (30, 31, 39)
"""How many characters the name field of a TD1, TD2 and TD3 zone holds (ICAO Doc 9303 parts 5, 6 and 4)."""
_SERVANT = re.compile(r"ab[dt](?:[aeou]?l|[aeou]r(?=r)|[aeou]s(?=s)|[aeou]n(?=n)|[aeou]z(?=z)|[aeou]t(?=t))?(?=.{3})")
_SERVANT_ALONE = re.compile(r"(?:abd|abt|bd)(?:[aeou][lrsntz]{0,2}h?)?")
_ARTICLE = re.compile(r"[aeu][lrsntz]h?")
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Form:
    """One way a name is spelled, as tokens.

    Args:
        tokens: lower-case Latin tokens, those of the family name first where it is known.
        family: how many of them are the family name's; 0 where that is not known.
        cut: whether the last token may have been cut by a machine-readable zone.
        weak: whether the name is a weak alias.
    """

    tokens: tuple[str, ...]
    family: int = 0
    cut: bool = False
    weak: bool = False


def forms(names: Iterable[Name], most: int = MOST_FORMS) -> tuple[Form, ...]:
    """Return the ways that names are spelled, each once, strong names first."""
    found: dict[tuple[str, ...], Form] = {}
    for name in sorted(names, key=lambda item: item.weak):
        for form in _forms(name):
            found.setdefault(form.tokens, form)
    return tuple(found.values())[:most]


@lru_cache(maxsize=65_536)
def _forms(name: Name) -> tuple[Form, ...]:
    if not (name.surname or name.given):
        return tuple(Form(tokens, 0, weak=name.weak) for way in romanised(name.full) if (tokens := cleaned(way)))
    family, given = romanised(name.surname), romanised(name.given)
    width = len(name.surname.strip()) + len(name.given.strip()) + 2
    found = []
    for place in range(max(len(family), len(given))):
        first = cleaned(family[min(place, len(family) - 1)], bool(given)) if family else ()
        second = cleaned(given[min(place, len(given) - 1)], bool(family)) if given else ()
        if first or second:
            tokens = (*first, *second)[:MOST_TOKENS]
            found.append(Form(tokens, len(first) if second else 0, width in ZONE_WIDTHS, name.weak))
    return tuple(found)


@lru_cache(maxsize=131_072)
def cleaned(plain: str, part: bool = False) -> tuple[str, ...]:  # a cached private switch
    """Return the tokens of a romanised name that carry it: no titles, no particles, servant-of names in one.

    Args:
        plain: lower-case Latin words.
        part: whether it is only a part of a name, so that one token is enough to keep.
    """
    tokens = _servants(words(plain))
    enough = 1 if part else _ENOUGH
    for dropped in (lore.titles(), lore.particles()):
        kept = [token for token in tokens if token not in dropped]
        if len(kept) >= enough or (kept and len(kept) == len(tokens)):
            tokens = kept
    return tuple(tokens[:MOST_TOKENS])


def _servants(tokens: list[str]) -> list[str]:
    """Join Arabic servant-of names as they are one name: abd al rahman, abdul rahman and abdurrahman alike."""
    found: list[str] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if _SERVANT_ALONE.fullmatch(token) and place + 1 < len(tokens):
            following = place + 1
            if _ARTICLE.fullmatch(tokens[following]) and following + 1 < len(tokens):
                following += 1
            found.append("abd" + tokens[following])
            place = following + 1
            continue
        found.append(_SERVANT.sub("abd", token, count=1) if token.startswith("ab") and _SERVANT.match(token) else token)
        place += 1
    return found
