"""Names and the notes beside them: one cell may hold a name, its native script, and further spellings in brackets."""

from __future__ import annotations

import re
import unicodedata

from limen.exchange.listed import ListedName, partial_date

LETTER = r"[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f]"
NATIVE = re.compile(rf"{LETTER}+(?:[\s\u200b-\u200f]+{LETTER}+)*")
"""A run of letters of another script than Latin."""
LISTED_AS = re.compile(r"\(?\s*(?:previously|formerly) listed as\s*\)?", re.IGNORECASE)
ASIDE = re.compile(r",?\s*\b(?:born|DPOB)\b.*$|\([^()]*\b(?:name|identity|third|guerre)\b.*$", re.IGNORECASE)
SCRIPT_NOTE = re.compile(r"\(?\s*original script\s*\)?", re.IGNORECASE)
BORN = re.compile(r"\b(?:born(?: on| in)?|DPOB)\s*[-:]?\s*((?:\d{1,2}\.? )?(?:[A-Z][a-z]{2,8}\.? ?)?\d{4})(?!\d)")
EDGES = " ,;.–-\"'“”‘’"


def names_of(text: str, *, person: bool, weak: bool = False, kind: str = "primary") -> list[ListedName]:
    """Return every name one cell holds, the one it begins with first.

    Args:
        text: as the list writes it, perhaps with other spellings or the native script in brackets.
        person: whether it is a person's; theirs may be written “SURNAME, Given names”.
        weak: whether the list says its quality is low.
        kind: what the name is to the entry.
    """
    plain = (ASIDE if person else SCRIPT_NOTE).sub("", SCRIPT_NOTE.sub("", LISTED_AS.sub("", text)))
    native = NATIVE.findall(plain)
    latin = NATIVE.sub(" ", plain) if native else plain
    several = bool(native) or ";" in plain
    spellings = re.split(r"[();]", latin) if several else [latin]
    found = [_name(cleaned, person, weak, kind) for part in spellings if (cleaned := _cleaned(part))]
    scripts = [ListedName(full=part.strip(EDGES), weak=weak, kind="script") for part in native if _letters(part)]
    return _distinct([*found, *scripts] if text[:1].isascii() else [*scripts, *found])


def of_another_script(name: str, note: str) -> list[ListedName]:
    """Return the names a note beside an alias holds: the same in its own script, or a native alias in Latin letters."""
    native = [ListedName(full=part.strip(EDGES), kind="script") for part in NATIVE.findall(note) if _letters(part)]
    if NATIVE.match(name) and ";" in note and not re.search(r"\d", note):
        native.extend(ListedName(full=part.strip(EDGES), kind="alias") for part in note.split(";") if part.strip(EDGES))
    return native


def births_in(note: str) -> list[str]:
    """Return the dates of birth a note beside an alias gives."""
    return [found for text in BORN.findall(note) if (found := partial_date(text.replace(". ", " ")))]


def _cleaned(text: str) -> str:
    plain = " ".join(text.split()).strip(EDGES)
    return plain if plain.count("(") == plain.count(")") else plain.replace("(", " ").replace(")", " ").strip(EDGES)


def _name(text: str, person: bool, weak: bool, kind: str) -> ListedName:
    surname, given = (part.strip(EDGES) for part in text.partition(",")[::2])
    if person and surname and given and surname.isupper() and "," not in given:
        return ListedName(surname=surname, given=given, weak=weak, kind=kind)
    return ListedName(full=text, weak=weak, kind=kind)


def _letters(text: str) -> bool:
    return any(unicodedata.category(sign).startswith("L") for sign in text)


def _distinct(names: list[ListedName]) -> list[ListedName]:
    return list({(name.full, name.surname, name.given): name for name in reversed(names)}.values())[::-1]
