"""Letters and digits that readers confuse: offered as corrections with what they would set right, never applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from limen.exchange.mrz.document import Document
from limen.exchange.mrz.reading import parse

CONFUSED = {
    "0": "ODQ",
    "O": "0",
    "D": "0",
    "Q": "0",
    "1": "IL",
    "I": "1",
    "L": "1",
    "8": "B",
    "B": "8",
    "5": "S",
    "S": "5",
    "2": "Z",
    "Z": "2",
    "6": "G",
    "G": "6",
    "K": "<",
}
FOR_A_FILLER = "K"
"""What a reader sees in a filler; in a name it stands where no check digit covers it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One sign read as another.

    Args:
        line: counted from 1.
        column: counted from 1.
        read: what stands there.
        perhaps: what may have been meant.
        mends: the codes of the faults it would remove, e.g. ``check.birth``.
    """

    line: int
    column: int
    read: str
    perhaps: str
    mends: tuple[str, ...]


def suggest_corrections(document: Document, *, today: date | None = None) -> list[Correction]:
    """Return the single confusions that mend a fault and break no check digit, the best first.

    At most one sign is changed at a time: two at once mend almost anything by chance.
    """
    if not document.format or document.valid:
        return []
    failing = {name for name, held in document.checks.items() if not held}
    wrong = Counter(fault.code for fault in document.faults)
    found = []
    for line, column, perhaps in _confusions(document):
        lines = list(document.lines)
        lines[line] = lines[line][:column] + perhaps + lines[line][column + 1 :]
        tried = parse(lines, today=today)
        if any(not held and name not in failing for name, held in tried.checks.items()):
            continue
        still = Counter(fault.code for fault in tried.faults)
        if still.total() < wrong.total():
            mends = tuple(sorted((wrong - still).keys()))
            found.append(Correction(line + 1, column + 1, document.lines[line][column], perhaps, mends))
    return sorted(found, key=lambda item: (-len(item.mends), item.line, item.column))


def _confusions(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield places where a confusion could show: where a check digit covers, and where a figure stands for a letter."""
    for line, text in enumerate(document.lines):
        for column, sign in enumerate(text):
            if sign in CONFUSED and (sign.isdigit() or sign == FOR_A_FILLER or _covered(document.format, line)):
                for perhaps in CONFUSED[sign]:
                    yield line, column, perhaps


def _covered(kind: str, line: int) -> bool:
    """Return whether a line bears check digits; one of names bears none."""
    if kind == "TD1":
        return line < 2  # noqa: PLR2004  the third is the name
    return kind == "FRA" or line == 1
