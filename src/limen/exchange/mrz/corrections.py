"""Letters and digits that readers confuse: offered as corrections with what they would set right, never applied."""

from __future__ import annotations

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
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One sign read as another.

    Args:
        line: counted from 1.
        column: counted from 1.
        read: what stands there.
        perhaps: what may have been meant.
        mends: the check digits that fail as read and hold as corrected.
    """

    line: int
    column: int
    read: str
    perhaps: str
    mends: tuple[str, ...]


def suggest_corrections(document: Document, *, today: date | None = None) -> list[Correction]:
    """Return the single confusions that make failing check digits hold and break none, the best first.

    At most one sign is changed at a time: two at once mend almost anything by chance.
    """
    failing = {name for name, held in document.checks.items() if not held}
    if not failing:
        return []
    found = []
    for line, column, perhaps in _confusions(document):
        lines = list(document.lines)
        lines[line] = lines[line][:column] + perhaps + lines[line][column + 1 :]
        tried = parse(lines, today=today)
        still = {name for name, held in tried.checks.items() if not held}
        if still < failing and len(tried.faults) < len(document.faults):
            read = document.lines[line][column]
            found.append(Correction(line + 1, column + 1, read, perhaps, tuple(sorted(failing - still))))
    return sorted(found, key=lambda item: (-len(item.mends), item.line, item.column))


def _confusions(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield places in the lines that carry check digits; a name has none and is left alone."""
    first = 0 if document.format in ("TD1", "FRA") else 1
    last = 2 if document.format == "TD1" else len(document.lines)
    for line in range(first, last):
        for column, sign in enumerate(document.lines[line]):
            for perhaps in CONFUSED.get(sign, ""):
                yield line, column, perhaps
