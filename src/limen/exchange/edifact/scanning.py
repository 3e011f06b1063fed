"""From text to raw segments: a quick way for clean text, a patient one for mangled text."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from limen.exchange.edifact.model import Elements, Fault, Segment, Separators
from limen.exchange.edifact.salvage import Salvage
from limen.exchange.edifact.service import Start, find_start, guess_start
from limen.exchange.edifact.splitting import Splitter, joined
from limen.exchange.edifact.tags import starts
from limen.exchange.edifact.text import decode, squeeze

TAG = 3


class Scan:
    """The segments of a source, still as text, and what was wrong with them.

    Args:
        separators: in use; each raw segment is written with them.
        raws: each segment as text, tag first, escaped, without its terminator.
        offsets: each segment's offset in the decoded text; None to reckon them from ``pieces`` when asked.
        pieces: the text between terminators, blanks and line breaks included.
        first: offset of the first piece.
        faults: found while scanning.
    """

    __slots__ = ("_first", "_offsets", "_pieces", "faults", "raws", "separators", "splitter")

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
        self.splitter = Splitter(separators)
        self._offsets = offsets
        self._pieces = pieces
        self._first = first

    def segment(self, number: int) -> Segment:
        """Return a segment by its number, from 1."""
        raw = self.raws[number - 1]
        return Segment(raw[:TAG], self.splitter.elements(raw), number, self.offsets[number - 1])

    @property
    def offsets(self) -> list[int]:
        """Return the offset of every segment."""
        if self._offsets is None:
            pieces = self._pieces or []
            begins = accumulate((len(piece) + 1 for piece in pieces), initial=self._first)
            blanks = (len(piece) - len(piece.lstrip()) for piece in pieces)
            self._offsets = [begin + blank for begin, blank in zip(begins, blanks, strict=False)]
        return self._offsets

    def elements(self, raw: str) -> Elements:
        """Return a raw segment's elements."""
        return self.splitter.elements(raw)

    def segments(self) -> tuple[Segment, ...]:
        """Return every segment split."""
        elements = self.splitter.elements
        return tuple(
            Segment(raw[:TAG], elements(raw), number, offset)
            for number, (raw, offset) in enumerate(zip(self.raws, self.offsets, strict=False), 1)
        )


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
    start = find_start(text[:4096])
    if start is None or start.offset or start.contradicted:
        return None
    separators = start.separators
    terminator = separators.terminator
    if not text.isprintable():
        text_only = text.replace("\r\n", "\n").replace(f"{terminator}\n", terminator)
        if not text_only.isprintable():
            return None
    if separators.release == terminator or terminator.isspace():
        return None
    pieces = text[start.body :].split(terminator)
    if pieces.pop().strip():
        return None
    if separators.release and separators.release + terminator in text:
        pieces = joined(pieces, separators.release, terminator)
    raws = [piece.lstrip() for piece in pieces]
    known = starts(separators.element)
    if not all(raw[:4] in known or raw == "SRC" for raw in raws):
        return None
    edges = [place for place, raw in enumerate(raws) if raw[:2] == "UN" and raw[2] in "BZA"]
    return _Clean(start, raws, pieces) if edges == [0, len(raws) - 1] else None


def _patient(text: str) -> Scan:
    squeezed = squeeze(text)
    start = find_start(squeezed.text) or guess_start(squeezed.text)
    if start is None:
        faults = [Fault("interchange.none", "No EDIFACT segment was found in the text.")] if text.strip() else []
        faults = faults or [Fault("interchange.empty", "There is nothing to read.")]
        return Scan(Separators(), [], offsets=[], faults=faults)
    if start.separators.terminator == "\n":
        squeezed = squeeze(text, keep="\n" if "\n" in text else "\r")
        start = find_start(squeezed.text) or guess_start(squeezed.text) or start
    work = Salvage(squeezed)
    while start is not None:
        start = work.interchange(start)
    raws = work.raws
    return Scan(work.separators, [raw.text for raw in raws], offsets=[raw.offset for raw in raws], faults=work.faults)
