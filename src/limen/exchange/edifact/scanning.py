"""From text to raw segments: a quick way for clean text, a patient one for mangled text."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from string import ascii_lowercase
from typing import NamedTuple

from limen.exchange.edifact.model import Fault, Segment, Separators
from limen.exchange.edifact.salvage import Salvage
from limen.exchange.edifact.service import Start, find_start, guess_start
from limen.exchange.edifact.splitting import ESCAPED, Splitter, as_elements, pieces_of
from limen.exchange.edifact.tags import KNOWN, RECORDS_RUN_TOGETHER, RUN_TOGETHER, starts
from limen.exchange.edifact.text import Squeezed, decode, squeeze

TAG = 3
HEADERS = 4096
"""Characters in which the headers of a clean text stand."""
CAPITALS = {ord(small): small.upper() for small in ascii_lowercase}


class Scan:
    """The segments of a source, still as text, and what was wrong with them.

    ``cut`` cuts a raw segment into a list of its elements, each a list of components; the tag stands first.

    Args:
        separators: in use; each raw segment is written with them.
        raws: each segment as text, tag first, escaped, without its terminator.
        offsets: each segment's offset in the decoded text; without them they are reckoned from ``pieces`` when asked.
        pieces: the text between terminators, blanks and line breaks included.
        first: offset of the first piece.
        faults: found while scanning.
    """

    __slots__ = ("_begins", "_offsets", "_pieces", "cut", "faults", "raws", "separators")

    def __init__(
        self,
        separators: Separators,
        raws: list[str],
        *,
        offsets: list[int] | None = None,
        pieces: list[str] | None = None,
        first: int = 0,
        faults: list[Fault] | None = None,
    ) -> None:
        self.separators = separators
        self.raws = raws
        self.faults = faults if faults is not None else []
        self.cut = Splitter(separators).cut
        self._offsets = offsets
        self._pieces = pieces or []
        self._begins = [first]

    def offset(self, number: int) -> int:
        """Return the offset of a segment by its number, from 1, in the decoded text."""
        if self._offsets is not None:
            return self._offsets[number - 1]
        pieces = self._pieces
        if len(self._begins) <= len(pieces):
            lengths = (len(piece) + piece.count(ESCAPED) for piece in pieces)
            self._begins = list(accumulate(lengths, initial=self._begins[0]))
        piece = pieces[number - 1]
        return self._begins[number - 1] + number - 1 + len(piece) - len(piece.lstrip())

    def segment(self, number: int) -> Segment:
        """Return a segment by its number, from 1."""
        raw = self.raws[number - 1]
        return Segment(raw[:TAG], as_elements(self.cut(raw)), number, self.offset(number))

    def segments(self) -> tuple[Segment, ...]:
        """Return every segment split; equal segments share their elements."""
        cut, offset = self.cut, self.offset
        seen = {raw: as_elements(cut(raw)) for raw in dict.fromkeys(self.raws)}
        return tuple([Segment(raw[:TAG], seen[raw], number, offset(number)) for number, raw in enumerate(self.raws, 1)])


class _Clean(NamedTuple):
    start: Start
    raws: list[str]
    pieces: list[str]


def scan(source: bytes | str) -> Scan:
    """Return the raw segments of a source. Never raises."""
    text = decode(source)
    clean = _clean(text)
    if clean is not None:
        return Scan(clean.start.separators, clean.raws, pieces=clean.pieces, first=clean.start.body)
    return _patient(text)


def _clean(text: str) -> _Clean | None:
    """Return the pieces of a text that shows no sign of mangling; None when it shows any."""
    start = find_start(text[:HEADERS])
    if start is None or start.offset or start.contradicted:
        return None
    separators = start.separators
    terminator = separators.terminator
    loose = f"{terminator} " in text
    if not text.isprintable():
        loose = True
        text_only = text.replace("\r\n", "\n").replace(f"{terminator}\n", terminator)
        if not text_only.isprintable():
            return None
    if separators.release == terminator or terminator.isspace():
        return None
    pieces = pieces_of(text[start.body :], separators.release, terminator)
    if pieces.pop().strip():
        return None
    raws = [piece.lstrip() for piece in pieces] if loose else pieces
    heads = Counter([raw[:4] for raw in raws])
    names = f"NAD{separators.element}" in text
    if not heads or not starts(separators.element, names=names).issuperset(heads):
        return None
    opens, closes = f"UNB{separators.element}", f"UNZ{separators.element}"
    if raws[0][:4] != opens or raws[-1][:4] != closes or text.count(opens) > 1 or text.count(closes) > 1:
        return None
    told = RECORDS_RUN_TOGETHER if "PNRGOV" in text[:HEADERS] else RUN_TOGETHER
    if any(text.count(tag + separators.element) != heads[tag + separators.element] for tag in told):
        return None
    return _Clean(start, raws, pieces)


def _salvaged(squeezed: Squeezed, start: Start | None) -> Salvage:
    work = Salvage(squeezed)
    while start is not None:
        start = work.interchange(start)
    return work


def _patient(text: str) -> Scan:
    squeezed = squeeze(text)
    start = find_start(squeezed.text) or guess_start(squeezed.text)
    small: list[Fault] = []
    if start is None and (start := find_start(squeezed.text.translate(CAPITALS))) is not None:
        text = text.translate(CAPITALS)
        squeezed = squeeze(text)
        small = [Fault("text.small_letters", "The message is in small letters; it was read in capitals.")]
    if start is None:
        faults = [Fault("interchange.none", "No EDIFACT segment was found in the text.")] if text.strip() else []
        faults = faults or [Fault("interchange.empty", "There is nothing to read.")]
        return Scan(Separators(), [], offsets=[], faults=faults)
    if start.separators.terminator == "\n":
        squeezed = squeeze(text, keep="\n" if "\n" in text else "\r")
        start = find_start(squeezed.text) or guess_start(squeezed.text) or start
    work = _salvaged(squeezed, start)
    if not any(raw.text[:TAG] in KNOWN for raw in work.raws) and (other := guess_start(squeezed.text)) is not None:
        work = _salvaged(squeezed, other)  # the advice or the header is damaged: the message itself is gone by
    raws = work.raws
    return Scan(
        work.separators, [raw.text for raw in raws], offsets=[raw.offset for raw in raws], faults=small + work.faults
    )
