"""Documents: the number stands in one of four places, often with what it is and whose in words before it."""

from __future__ import annotations

import re

from limen.exchange.listed import Countries, ListedNumber

KINDS = (
    ("travel", ("travel document", "laissez-passer")),
    ("passport", ("passport", "passeport", "pasaporte")),
    ("driving", ("driving", "driver")),
    ("tax", ("fiscal",)),
    ("birth_certificate", ("birth certificate",)),
    ("residence", ("residential", "alien registration")),
    ("identity", ("identi", "social security", "ssn", "voter", "card", "tazkira")),
)
NAMED = re.compile(r"\b(?:number|no\.|code|card|ssn)\b|N°|^\W*\d", re.IGNORECASE)
AFTER = re.compile(r"\s*(?:,|;|\bissued\b|\bexpire[sd]?\b|\bunder\b|\bin the name\b).*$", re.IGNORECASE)
BRACKET = re.compile(r"\s*\(([^()]*)\)")
ORDINAL = re.compile(r"^(?:N[o°]\.?\s*(?=\d))")
IN_NOTE = re.compile(r"\bpassport (?:no\.|number)\s*:?\s*([A-Z]{0,3}[ -]?[\dA-Z./-]*\d[\dA-Z]*)", re.IGNORECASE)
BEHIND = re.compile(r"\bpassport (?:no\.|number)[^()]*\(([A-Z][^()]+)\)", re.IGNORECASE)
SERIES = 3


def document(kinds: tuple[str, ...], number: str, note: str, country: Countries) -> ListedNumber | None:
    """Return a document, or None where no number can be read.

    Args:
        kinds: what the list calls it; a number may stand behind the words here too.
        number: the number, often with words before it: ``Libyan passport No. 513519``.
        note: where the number stands in the note, it is read there.
        country: from a country's name to its ICAO code.
    """
    for text in (number, *reversed(kinds), note if NAMED.search(note) else ""):
        value, words, behind = _taken_apart(text)
        if value:
            issuer = next((code for name in behind if name and (code := country(name))), "") or _first(words, country)
            return ListedNumber(value, _kind((text, *reversed(kinds))), issuer, note)
    return None


def documents_in(note: str, country: Countries) -> list[ListedNumber]:
    """Return the passports a note beside an alias names."""
    behind = [code for name in BEHIND.findall(note) if (code := country(name))]
    before = _first(note.split("passport", maxsplit=1)[0].split()[-1:], country) if "passport" in note else ""
    issuer = next(iter(behind), before)
    return [ListedNumber(value.strip(), "passport", issuer, note) for value in IN_NOTE.findall(note)]


def _taken_apart(text: str) -> tuple[str, list[str], list[str]]:
    """Return a number, the words before it, and the words behind it in brackets or after a comma."""
    behind = [*BRACKET.findall(text), *(part.strip() for part in text.split(",")[1:])]
    tokens = AFTER.sub("", BRACKET.sub(" ", text)).split()
    start = next((place for place, token in enumerate(tokens) if any(sign.isdigit() for sign in token)), None)
    if start is None:
        return "", tokens, behind
    words = tokens[:start]
    if words and _series(words[-1]):
        start -= 1
        words = words[:-1]
    return ORDINAL.sub("", " ".join(tokens[start:])).strip(" .:"), words, behind


def _series(token: str) -> bool:
    """Return whether a token is the letters a number begins with."""
    letters = token.replace("-", "")
    return letters.isalpha() and letters.isupper() and len(letters) <= SERIES and letters not in ("CAR", "SSN")


def _first(words: list[str], country: Countries) -> str:
    """Return the country the words begin with, the longest name first; an adjective will do."""
    plain = [word.strip(".:,") for word in words]
    return next((code for end in range(len(plain), 0, -1) if (code := country(" ".join(plain[:end])))), "")


def _kind(texts: tuple[str, ...]) -> str:
    for text in texts:
        low = text.lower()
        for kind, signs in KINDS:
            if any(sign in low for sign in signs):
                return kind
    return "other"
