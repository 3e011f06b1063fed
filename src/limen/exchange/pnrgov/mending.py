"""Damage that is of PNRGOV traffic: typographic quotes for terminators, empty segments, segments run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from limen.exchange.edifact import Fault, Interchange, Segment
from limen.exchange.pnrgov.notes import Notes

QUOTE = re.compile(r"[\u2018\u2019](?=\s*(?:[A-Z]{3}[+'\u2019]|\Z)|[ \t]*[\r\n])")
"""A typographic apostrophe where a terminator belongs: word processors put it there."""
EMPTY = re.compile(r"\s*(ABI|APD|DAT|EBD|FOP|IFT|LTS|ORG|REF|RPI|SAC|SSD|TBD|TRI)\s*\Z")
"""Segments sent without any element; the guide asks for an empty ORG when a flight is cancelled from a booking."""
RUN_TOGETHER = re.compile(r"(.*[^A-Z].*|)(TIF|TVL|SSR|RCI)\Z", re.DOTALL)
FOLLOWED = {
    "TIF": re.compile(r"[A-Z][A-Z '\-]+\Z"),
    "TVL": re.compile(r"\d{6}\Z"),
    "SSR": re.compile(r"[A-Z]{4}\Z"),
    "RCI": re.compile(r"[A-Z0-9]{2}\Z"),
}
"""What the first component after a tag looks like."""
CODED = frozenset(("APD", "EQN", "FAR", "ORG", "PTK", "RCI", "REF", "RPI", "SSD", "TKT", "TRI"))
"""Segments of codes alone, in which a tag can only be that of a segment whose terminator was lost."""


def straightened(text: str) -> tuple[str, list[int]]:
    """Return a text with straight terminators, and where they were not."""
    if "\u2019" not in text and "\u2018" not in text:
        return text, []
    return QUOTE.sub("'", text), [found.start() for found in QUOTE.finditer(text)]


def mended(interchange: Interchange, notes: Notes) -> tuple[list[Segment], list[Fault]]:
    """Return the segments with those told apart that were read as one, and the interchange's faults that still hold."""
    segments: list[Segment] = []
    empty: set[int] = set()
    for segment in interchange.segments:
        for part in _parts(segment, interchange.separators.terminator, empty):
            segments.extend(_untangled(part, notes))
    faults = [
        fault for fault in interchange.faults if not (fault.rule == "terminator.unescaped" and fault.segment in empty)
    ]
    return segments, faults


def _parts(segment: Segment, terminator: str, empty: set[int]) -> Iterator[Segment]:
    """Part a segment from empty ones that were taken for its text: ``RCI+1A:X'DAT'``."""
    last = segment.elements[-1][-1] if segment.elements and segment.elements[-1] else ""
    if terminator not in last:
        yield segment
        return
    pieces = last.split(terminator)
    tags = []
    while len(pieces) > 1 and (found := EMPTY.match(pieces[-1])):
        tags.append(found[1])
        pieces.pop()
    if not tags:
        yield segment
        return
    empty.add(segment.number)
    final = (*segment.elements[-1][:-1], terminator.join(pieces))
    yield Segment(segment.tag, (*segment.elements[:-1], final), segment.number, segment.offset)
    for tag in reversed(tags):
        yield Segment(tag, (), segment.number, segment.offset)


def _untangled(segment: Segment, notes: Notes) -> Iterator[Segment]:
    """Part a segment of codes from one that follows it without a terminator: ``ORG+…+9TIF+KIM+KONG MR:A:3``."""
    if segment.tag in CODED:
        for at, element in enumerate(segment.elements[:-1]):
            found = RUN_TOGETHER.match(element[0]) if len(element) == 1 and len(element[0]) > 3 else None  # noqa: PLR2004  letters of a tag
            if found is not None and FOLLOWED[found[2]].match(segment.get(at + 1)):
                message = f"{segment.tag} ends without a terminator; {found[2]} was read behind it."
                notes.add("segment.unterminated", message, at=segment.number)
                yield Segment(segment.tag, (*segment.elements[:at], (found[1],)), segment.number, segment.offset)
                rest = Segment(found[2], segment.elements[at + 1 :], segment.number, segment.offset)
                yield from _untangled(rest, notes)
                return
    yield segment
