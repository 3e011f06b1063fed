"""Reading mangled text: mail around the message, wrapped lines, unescaped terminators, lost ones, truncated tails."""

from __future__ import annotations

import re
from typing import NamedTuple

from limen.exchange.edifact.model import Fault, Separators
from limen.exchange.edifact.service import Start, find_start
from limen.exchange.edifact.splitting import ESCAPED, NO_RELEASE, Splitter, released
from limen.exchange.edifact.tags import BARE, KNOWN, run_together
from limen.exchange.edifact.text import BLANKS, Squeezed

SHOWN = 40
"""Characters of stray text quoted in a fault."""
SPACES = " \t\r\n\f\v"
RECORD = frozenset({"DAT", "ORG", "SRC"})
"""Tags of a passenger record that stand alone; no list of people has them."""


class Raw(NamedTuple):
    """A segment as text, tag first, and its offset in the decoded source."""

    text: str
    offset: int


class Salvage:
    """The work of reading one mangled text, interchange by interchange.

    Args:
        squeezed: the text without its noise.
    """

    def __init__(self, squeezed: Squeezed) -> None:
        self.squeezed = squeezed
        self.text = squeezed.text
        self.separators = Separators()
        self.raws: list[Raw] = []
        self.faults: list[Fault] = []
        self._used = Separators()
        self._read_to = 0
        self._closed = False
        self._held: list[str] = []
        self._head = re.compile("")
        self._line_head = self._joined = self._name = re.compile("")

    def interchange(self, start: Start) -> Start | None:
        """Read one interchange and return where the next begins; None at the end of the text."""
        if not self.raws:
            self.separators = start.separators
        self._use(start.separators)
        self._outside("text.before", self._read_to, start.offset)
        if start.contradicted:
            self._fault("una.contradicted", "The UNA states other separators than the header uses.", start.offset)
        if start.headless:
            self._fault("interchange.header_missing", "There is no interchange header (UNB).", start.offset)
        following = self._following(start.body + 1)
        end = len(self.text) if following is None else following.offset
        self._closed, first = False, len(self.raws)
        position = start.body
        while position < end:
            position = self._piece(position, end)
        self._settle()
        self._recast(first)
        self._read_to = end
        return following

    def _recast(self, first: int) -> None:
        """Write the segments from a place on with the first interchange's separators, as every other is."""
        if self._used == self.separators:
            return
        theirs, ours = Splitter(self._used), Splitter(self.separators)
        self.raws[first:] = [raw._replace(text=theirs.recast(raw.text, ours)) for raw in self.raws[first:]]

    def _following(self, position: int) -> Start | None:
        """Return the next interchange that begins where a segment may begin."""
        start = find_start(self.text, position)
        while start is not None:
            before = self.text[max(0, start.offset - SHOWN) : start.offset].rstrip(SPACES)
            if before.endswith(self._used.terminator) or self.squeezed.begins_line(start.offset):
                return start
            start = find_start(self.text, start.body + 1)
        return None

    def _use(self, separators: Separators) -> None:
        self._used = separators
        element = re.escape(separators.element)
        self._head = re.compile(rf"{BLANKS}*([A-Z]{{3}}){BLANKS}?(?={element})|{BLANKS}*({'|'.join(sorted(BARE))})\s*$")
        self._line_head = re.compile(rf"{BLANKS}*({'|'.join(sorted(KNOWN))}){BLANKS}?(?={element})")
        self._name = re.compile(
            rf"{BLANKS}*[A-Za-z0-9]{{0,3}}.?((?:FL|FM|DDU|DDT){element}{{3}}[^{element}]+$)", re.DOTALL
        )
        self._joined = run_together(separators.element, separators.component)

    def _fault(self, rule: str, message: str, offset: int, *, segment: int | None = None) -> None:
        number = len(self.raws) if segment is None else segment
        self.faults.append(Fault(rule, message, number, self.squeezed.origin(offset)))

    def _outside(self, rule: str, start: int, end: int) -> None:
        stray = self.text[start:end].strip()
        if stray:
            shown = stray if len(stray) <= SHOWN else stray[:SHOWN] + "…"
            self._fault(rule, f"Text that is no segment was left out: {shown}", start, segment=0)

    def _piece(self, position: int, end: int) -> int:
        """Read the text up to the next terminator that is not released; return where the next piece begins."""
        terminator, release = self._used.terminator, self._used.release or NO_RELEASE
        close = self.text.find(terminator, position, end)
        while close >= 0 and released(self.text[max(position, close - 64) : close], release):
            close = self.text.find(terminator, close + 1, end)
        if close < 0:
            self._tail(position, end)
            return end
        self._lines(position, close)
        return close + 1

    def _tail(self, position: int, end: int) -> None:
        """Read what stands behind the last terminator: nothing, a footer, or a segment cut short."""
        blank = min(self.squeezed.blank_after(position), end)
        if not self.text[position:end].strip():
            return
        if self._head.match(self.text[position:blank]) is None:
            begins_line = self.squeezed.begins_line(position)
            if begins_line or self._closed or not self.raws:
                self._outside("text.after", position, end)
            else:
                self._join(position, blank)
                self._outside("text.after", blank, end)
            return
        self._lines(position, blank)
        if self._closed:
            self._fault("segment.unterminated", "The last segment has no terminator.", position)
        else:
            self._fault("interchange.truncated", "The text ends inside this segment.", position)
        self._outside("text.after", blank, end)

    def _lines(self, start: int, end: int) -> None:
        """Take a piece, cutting it where a line, or a text run together with it, begins like a segment."""
        breaks = self.squeezed.breaks_between(start, end)
        lines = {place for place in breaks if self._line_head.match(self.text, place, end)}
        joined = {found.start() for found in self._joined.finditer(self.text, start, end)}
        for place in sorted(lines | joined):
            if self._take(start, place):
                what = "A line" if place in lines else "A segment"
                self._fault("segment.unterminated", f"{what} ends without the segment's terminator.", start)
            start = place
        self._take(start, end)

    def _take(self, start: int, end: int) -> bool:
        """Read a piece as a segment or as the rest of one; return false when it is neither."""
        piece = self.text[start:end]
        if not piece.strip():
            return False
        head = self._head.match(piece)
        if (head is None or head.group(1) not in KNOWN) and (name := self._name.match(piece)) is not None:
            return self._named(name, start)
        if head is None or self._is_text(head, start):
            return self._rest(start, end)
        tag = head.group(1) or head.group(2)
        begin = start + head.start(1 if head.group(1) else 2)
        self._settle()
        self.raws.append(Raw(tag + piece[head.end() :], self.squeezed.origin(begin)))
        if tag == "UNZ":
            self._closed = True
        elif self._closed:
            self._fault("segment.after_trailer", "A segment stands after the interchange's trailer (UNZ).", begin)
        elif tag not in KNOWN:
            self._fault("tag.unknown", f"{tag} is no segment of the directories; it was kept.", begin)
        return True

    def _named(self, name: re.Match[str], start: int) -> bool:
        """Read a piece that can only be a person's name segment, though its tag is damaged."""
        self._settle()
        self.raws.append(Raw(f"NAD{self._used.element}{name.group(1)}", self.squeezed.origin(start)))
        self._fault("tag.damaged", "A person's name stands here behind a damaged tag; it was read as NAD.", start)
        return True

    def _is_text(self, head: re.Match[str], start: int) -> bool:
        """Tell whether what looks like a tag is text: a footer, or the BEA of ``D'BEA`` or ORG of ``D'ORG``."""
        if head.group(2) in RECORD and self.raws and self.raws[-1].text.startswith("NAD"):
            return not self.squeezed.begins_line(start)
        if (head.group(1) or head.group(2)) in KNOWN:
            return False
        if self._closed or not self.raws:
            return True
        last = self._held[-1] if self._held else self.raws[-1].text
        return last[-1:].isalpha() and not self.squeezed.begins_line(start)

    def _rest(self, start: int, end: int) -> bool:
        if self._closed or not self.raws:
            self._outside("text.after" if self._closed else "text.before", start, end)
            return False
        self._join(start, end)
        return True

    def _join(self, start: int, end: int) -> None:
        """Put a piece back behind the terminator that was meant as text."""
        terminator = self._used.terminator
        if terminator in "\r\n":
            self._held.append(self.text[start:end])
            return
        self._held += [ESCAPED, self.text[start:end]]
        message = f"A terminator ({terminator}) stands in the middle of a segment without a release character."
        self._fault("terminator.unescaped", message, start - 1)

    def _settle(self) -> None:
        """Write what was put back into the segment it belongs to."""
        if self._held:
            last = self.raws[-1]
            self.raws[-1] = last._replace(text="".join([last.text, *self._held]))
            self._held = []
