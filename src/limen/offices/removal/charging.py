"""Finding a charge by its paragraph, its code or its words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from limen.kernel import BadInput, Problem
from limen.law.values import Code

TABLE = "charges"
KEPT = re.compile(r"[^0-9a-z]")
STATUTES = re.compile(r"\b(?:ina|act|sec|section|usc|u\.?\s?s\.?\s?c\.?)\b\.?", re.IGNORECASE)
TITLE = re.compile(r"^\s*\d+\s*u\.?\s?s\.?\s?c\.?\s*", re.IGNORECASE)
PARAGRAPHS = ("paragraph", "act", "names")
BEFORE = frozenset({"ina", "act", "sec", "sec.", "section", "8", "usc", "u.s.c."})
FIRST = ("removable", "inadmissible")
"""Kinds of charge that come first: what a person is charged with in proceedings."""


def seek_charges(law: Any, text: str, day: date, limit: int = 40) -> list[Code]:
    """Return the charges in force that a text means, the likeliest first.

    A code or a whole paragraph comes before the beginning of one, and that before words. A paragraph is found as the
    code or the act numbers it, with its brackets or without, whatever stands before it.

    Args:
        law: the law pack.
        text: what was typed.
        day: the day.
        limit: the most to return.
    """
    wanted = text.strip()
    if not wanted:
        return []
    words = wanted.casefold().split()
    number = _bare(STATUTES.sub(" ", TITLE.sub("", wanted)))
    ranked = []
    for row in law.codes(TABLE).on(day).values():
        rank = _rank(row, wanted.casefold(), number, words)
        if rank is not None:
            ranked.append(((rank, row.attributes.get("kind") not in FIRST, _order(row.code)), row))
    return [row for _key, row in sorted(ranked, key=lambda item: item[0])][:limit]


def charge_meant(law: Any, text: str, day: date) -> Code:
    """Return the charge that a text names: a code, or a paragraph or words that one charge alone has.

    Raises:
        BadInput: when none is meant, or several.
    """
    exact: Code | None = law.codes(TABLE).get(text.strip(), day)
    if exact is not None:
        return exact
    found = seek_charges(law, text, day, limit=6)
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput("No charge is known by that.", problems=[Problem("charge", "charge.unknown", "Look it up.")])
    some = "; ".join(f"{row.code} {row.title}" for row in found[:5])
    raise BadInput(
        "More than one charge is meant.",
        problems=[Problem("charge", "charge.several", f"Give the code of one: {some}")],
    )


def charge_of_paper(law: Any, title: str, paragraph: str, day: date) -> Code | None:
    """Return the charge that a charging document means by its words and its paragraph; None when none stands on it."""
    rows = [row for row in law.codes(TABLE).on(day).values() if row.attributes.get("paragraph") == paragraph]
    named = [row for row in rows if row.title == title]
    return min(named or rows, key=lambda row: _order(row.code), default=None)


def _rank(row: Code, wanted: str, number: str, words: list[str]) -> int | None:
    if row.code.casefold() == wanted:
        return 0
    found = [_bare(TITLE.sub("", str(row.attributes[key]))) for key in PARAGRAPHS if key in row.attributes]
    if number and any(char.isdigit() for char in number):
        if number in found:
            return 1
        if len(number) > 2 and any(item.startswith(number) for item in found):  # noqa: PLR2004  two digits say little
            return 2
    title = row.title.casefold()
    if title == wanted:
        return 1
    if all(re.search(rf"\b{re.escape(word)}", title) for word in words):
        return 3
    return 4 if all(word in title or _named(word, found) for word in words) else None


def _named(word: str, paragraphs: list[str]) -> bool:
    """Return whether a word among others is (the beginning of) a paragraph, or what stands before one."""
    if word in BEFORE:
        return True
    bare = _bare(word)
    return any(char.isdigit() for char in bare) and any(item.startswith(bare) for item in paragraphs)


def _bare(text: str) -> str:
    return KEPT.sub("", text.casefold())


def _order(code: str) -> tuple[int, str]:
    return (int(code) if code.isdigit() else 99_999, code)
