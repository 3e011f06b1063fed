"""Several readings of one zone: which lines are it, and what most of them say at each place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from limen.exchange.mrz.corrections import CONFUSED
from limen.exchange.mrz.document import SIZES, Document
from limen.exchange.mrz.reading import parse

WIDTHS = frozenset(width for _, width in SIZES.values())
NEAR = 3
"""Signs by which a line may be read too long or too short and still be taken for a zone's."""
VARIANTS = 24
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
FIGURES = frozenset("0123456789<")
ANY = LETTERS | FIGURES
KINDS = frozenset("ACIPV")
"""First letters Doc 9303 gives documents; a state may use others, so this only decides between readings."""
PAIRS = ("0O", "1I", "8B", "5S", "2Z")
ALIKE = {pair[at]: frozenset(pair[1 - at]) for pair in PAIRS for at in (0, 1)}
"""What a reader takes for one another, and a person would as well."""
Spans = tuple[tuple[tuple[int, int, frozenset[str]], ...], ...]
"""For each line, the spans of columns that hold only letters or only figures."""
TWO_LINE: Spans = (((0, 44, LETTERS),), ((10, 13, LETTERS), (13, 20, FIGURES), (21, 28, FIGURES)))
SPANS: dict[str, Spans] = {
    "TD1": (((0, 5, LETTERS),), ((0, 7, FIGURES), (8, 15, FIGURES), (15, 18, LETTERS)), ((0, 30, LETTERS),)),
    "FRA": (((0, 30, LETTERS),), ((0, 4, FIGURES), (13, 27, LETTERS), (27, 34, FIGURES))),
}
SEEN_DOUBLE = frozenset(a + b for a, others in CONFUSED.items() for b in others) | {"7T", "T7", "7J", "J7", "1J"}
"""Two signs a reader may give for one; its two guesses stand side by side."""


def zones(lines: Sequence[str], today: date | None) -> Iterator[Document]:
    """Yield the zones that lines of text may be, three lines or two of a like width.

    Where a line is too long and shows two guesses for one sign, either guess is tried.

    Args:
        lines: as read, from the top.
        today: as for ``parse``.
    """
    for count, width in sorted(set(SIZES.values()), reverse=True):
        kept = [line for line in lines if abs(len(line) - width) <= NEAR]
        for start in range(len(kept) - count, -1, -1):
            choices = product(*(undoubled(line, width) for line in kept[start : start + count]))
            for chosen, _ in zip(choices, range(VARIANTS), strict=False):
                document = parse(chosen, today=today)
                if document.format:
                    yield document


def undoubled(line: str, width: int) -> list[str]:
    """Return a line as read or, when it is too long, every way of dropping one of two guesses for one sign.

    Args:
        line: as read.
        width: how many signs it should have.
    """
    found = {line}
    for _ in range(len(line) - width):
        found |= {
            shorter
            for longer in found
            for place in range(len(longer) - 1)
            if longer[place : place + 2] in SEEN_DOUBLE
            for shorter in (longer[:place] + longer[place + 1 :], longer[: place + 1] + longer[place + 2 :])
        }
    right = sorted(one for one in found if len(one) == width)
    return right[:VARIANTS] or [line]


def elect(taken: Sequence[Document]) -> list[str]:
    """Return lines that have at each place the sign most readings have, weighed by the check digits that hold in them.

    Where most have a sign the place's alphabet does not allow, one read there that looks like it and is allowed is
    preferred; any other is a worse reading, not a better one. Nothing is returned where no reading has lines of the
    right width, for then a sign would stand that nobody read.
    """
    kind = taken[0].format
    count, width = SIZES[kind]
    lines = []
    for line in range(count):
        texts = [(read.lines[line], 1 + sum(read.checks.values())) for read in taken if len(read.lines[line]) == width]
        if not texts:
            return []
        lines.append("".join(_elected(texts, column, _alphabet(kind, line, column)) for column in range(width)))
    return lines


def _elected(texts: Sequence[tuple[str, int]], column: int, allowed: frozenset[str]) -> str:
    votes: Counter[str] = Counter()
    for text, weight in texts:
        votes[text[column]] += weight
    most = max(votes, key=lambda sign: (votes[sign], sign))
    if most in allowed:
        return most
    rivals = votes.keys() & (allowed if allowed is KINDS else allowed & ALIKE.get(most, frozenset()))
    return max(rivals, key=lambda sign: (votes[sign], sign), default=most)


def _alphabet(kind: str, line: int, column: int) -> frozenset[str]:
    """Return the signs a place may hold, where Doc 9303 gives it only letters or only figures."""
    if (line, column) == (0, 0):
        return KINDS
    spans = SPANS.get(kind, TWO_LINE)[line]
    return next((signs for start, end, signs in spans if start <= column < end), ANY)


def fits(document: Document) -> bool:
    """Return whether nothing is wrong with a zone and every sign is one Doc 9303 gives its place."""
    return document.valid and all(
        sign in _alphabet(document.format, line, column)
        for line, text in enumerate(document.lines)
        for column, sign in enumerate(text)
    )


def agreement(kept: Document, taken: Sequence[Document]) -> float:
    """Return the share of the signs kept that the readings have, 0 to 1."""
    text = "".join(kept.lines)
    others = [other for read in taken if len(other := "".join(read.lines)) == len(text)]
    same = sum(a == b for other in others for a, b in zip(text, other, strict=True))
    return same / (len(text) * len(others)) if others and text else 0.0
