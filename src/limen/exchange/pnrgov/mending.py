"""Damage that is of PNRGOV traffic: typographic quotes for terminators, empty segments, segments run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from limen.exchange.edifact import Fault, Interchange, Segment
from limen.exchange.pnrgov.notes import Notes

QUOTE = re.compile(r"[\u2018\u2019](?=\s*(?:[A-Z]{3}[+'\u2019]|\Z)|[ \t]*[\r\n])")
"""A typographic apostrophe where a terminator belongs: word processors put it there."""
EMPTY = re.compile(r"\s*(ABI|APD|DAT|EBD|FOP|IFT|LTS|ORG|REF|RPI|SAC|SSD|TBD|TRI)\s*\Z")
"""Segments sent without any element; the guide asks for an empty ORG when a flight is cancelled from a booking."""
TAG = 3
DAMAGED = "?"
"""In the place of a tag nobody can read."""
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
            for whole in _undamaged(part, interchange.separators.terminator, notes):
                segments.extend(_untangled(whole, notes))
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


def _undamaged(segment: Segment, terminator: str, notes: Notes) -> Iterator[Segment]:
    """Part a traveller's name from a segment behind it whose tag is damaged: only in a name is an apostrophe text."""
    for at, element in enumerate(segment.elements if segment.tag == "TIF" else ()):
        for place, component in enumerate(element):
            name, cut, rest = component.partition(terminator)
            if cut and place:
                notes.add("segment.damaged", f"A segment with a damaged tag follows {segment.tag}.", at=segment.number)
                yield replace(segment, elements=(*segment.elements[:at], (*element[:place], name)))
                elements = ((rest, *element[place + 1 :]), *segment.elements[at + 1 :])
                yield Segment(DAMAGED, elements, segment.number, segment.offset)
                return
    yield segment


def _untangled(segment: Segment, notes: Notes) -> Iterator[Segment]:
    """Part a segment of codes from those that follow it without a terminator: ``ORG+…+9TIF+KIM+KONG MR:A:3``."""
    while segment.tag in CODED and (found := _run_together(segment)):
        at, tag = found
        notes.add(
            "segment.unterminated",
            f"{segment.tag} ends without a terminator; {tag} was read behind it.",
            at=segment.number,
        )
        own = segment.elements[at][0][:-TAG]
        yield replace(segment, elements=(*segment.elements[:at], (own,)))
        segment = replace(segment, tag=tag, elements=segment.elements[at + 1 :])
    yield segment


def _run_together(segment: Segment) -> tuple[int, str] | None:
    """Return the element that ends in a following segment's tag, and that tag; nothing where there is none."""
    for at, element in enumerate(segment.elements[:-1]):
        text = element[0]
        tag = text[-TAG:]
        if len(element) > 1 or tag not in FOLLOWED or not text[:-TAG] or text[-TAG - 1].isalpha():
            continue
        if FOLLOWED[tag].match(segment.get(at + 1)):
            return at, tag
    return None
