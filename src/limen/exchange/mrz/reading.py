"""Reading a zone. Any text is read as far as it goes; what is wrong is said, never thrown."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from limen.exchange.mrz.document import SIZES, Document, Fault
from limen.exchange.mrz.layouts import READERS

ALLOWED = re.compile(r"[A-Z0-9<]*\Z")
MOST = 400
"""Characters looked at in a line; a longer line is no zone, and reading stays linear in what is looked at."""
LINES_MOST = 8
AT_A_STRETCH = {88: 44, 72: 36, 90: 30}
"""Readers that send a zone without line breaks: the whole's length, and a line's."""
WIDTHS = (30, 36, 44)
TD1_LINES, TD1_WIDTH = SIZES["TD1"]
LINES = 2
"""Lines of every format but TD1."""
SLACK = 4
"""A line is read although up to this many of its characters are missing or too many."""


def parse(
    text: str | bytes | Sequence[str], *, today: date | None = None, known_states: Container[str] | None = None
) -> Document:
    """Read one zone.

    Args:
        text: the zone as text with line breaks or at a stretch, as bytes, or as its lines.
        today: the day that decides the century of two-digit years; the current day, when absent.
        known_states: issuing states and nationalities that exist (Doc 9303-3, section 5); others are a fault.

    Returns:
        What was read, with every fault. A line a few characters short or long is read as if fillers at its end were
        missing or too many, and that is a fault. Nothing is raised for any input.
    """
    lines = _lines(text)
    faults: list[Fault] = []
    if not ALLOWED.match("".join(lines)):
        for index, line in enumerate(lines, 1):
            faults.extend(_illegal(index, line))
    sizes = [len(line) for line in lines]
    width = sizes[0] if len(set(sizes)) == 1 and sizes[0] in WIDTHS else _nearest(sizes)
    kind = _format(lines, width)
    if not kind:
        faults.append(Fault("format.unknown", _shape(lines)))
        return Document("", tuple(lines), faults=tuple(faults))
    fitted = lines
    if sizes.count(width) != len(sizes):
        faults.extend(_lengths(lines, width))
        fitted = [line[:width].ljust(width, "<") for line in lines]
    day = today or date.today()  # noqa: DTZ011  a century needs no time zone
    read = READERS[kind](tuple(lines), fitted, kind, day, faults)
    return read if known_states is None else _stated(read, known_states)


def split_documents(lines: Iterable[str]) -> Iterator[list[str]]:
    """Part a stream of lines into zones: by blank lines, and by the shape of the lines between them.

    A line that fits no zone begun so far stands as a document of its own, to be reported as such.
    """
    held: list[str] = []
    for raw in lines:
        line = raw.strip()
        if held and (not line or _complete(held) or not _alike(len(line), len(held[0]))):
            yield held
            held = []
        if line:
            held.append(line)
    if held:
        yield held


def _complete(held: list[str]) -> bool:
    if len(held) == 1 and len(held[0]) in AT_A_STRETCH:
        return True
    return len(held) == (TD1_LINES if _width(len(held[0])) == TD1_WIDTH else LINES)


def _alike(size: int, other: int) -> bool:
    return size == other or (_width(size) == _width(other) != 0)


def _width(size: int) -> int:
    """Return the width of the format a line of a length is nearest to, or 0 when it is near none."""
    return next((width for width in WIDTHS if abs(size - width) <= SLACK and size - width < 3), 0)  # noqa: PLR2004  33 lies nearer 36


def _lines(text: str | bytes | Sequence[str]) -> list[str]:
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    parts = text.splitlines() if isinstance(text, str) else text
    found = [line[:MOST] for part in parts if (line := part.strip(" \t\r\n\x00"))][:LINES_MOST]
    if len(found) == 1 and len(found[0]) in AT_A_STRETCH:
        whole, width = found[0], AT_A_STRETCH[len(found[0])]
        return [whole[start : start + width] for start in range(0, len(whole), width)]
    return found


def _illegal(index: int, line: str) -> Iterator[Fault]:
    for column, sign in enumerate(line, 1):
        if not ("A" <= sign <= "Z" or "0" <= sign <= "9" or sign == "<"):
            shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
            yield Fault("char.illegal", f"“{shown}” does not occur in a zone.", index, column)


def _shape(lines: list[str]) -> str:
    sizes = ", ".join(str(len(line)) for line in lines) or "none"
    return f"A zone has two lines of 36 or 44 characters or three of 30; this has {len(lines)} (of {sizes})."


def _lengths(lines: list[str], width: int) -> Iterator[Fault]:
    for index, line in enumerate(lines, 1):
        if len(line) != width:
            what = f"This line has {len(line)} characters in place of {width}."
            yield Fault("line.length", what, index, min(len(line), width) + 1)


def _nearest(sizes: list[int]) -> int:
    widths = {_width(size) for size in sizes}
    return widths.pop() if len(widths) == 1 else 0


def _format(lines: list[str], width: int) -> str:
    """Return the format of lines of a width; an empty text when it is none."""
    if len(lines) == TD1_LINES:
        return "TD1" if width == TD1_WIDTH else ""
    if len(lines) != LINES or width in (0, TD1_WIDTH):
        return ""
    visa = lines[0][0] == "V"
    if width == SIZES["TD3"][1]:
        return "MRVA" if visa else "TD3"
    if lines[0].startswith("IDFRA"):
        return "FRA"
    return "MRVB" if visa else "TD2"


def _stated(read: Document, known: Container[str]) -> Document:
    faults = [
        Fault("state.unknown", f"“{code}” is not a known {what}.")
        for code, what in ((read.state, "issuing state"), (read.nationality, "nationality"))
        if code and code not in known
    ]
    return replace(read, faults=(*read.faults, *faults)) if faults else read
