"""Interchange, groups and messages out of a row of segments, with every control checked (ISO 9735)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from limen.exchange.edifact.model import Fault, Segment

SERVICE = frozenset({"UNA", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ"})


@dataclass(slots=True)
class Span:
    """Where a message lies.

    Args:
        first: number of its first segment.
        last: number of its last segment.
        header: its UNH, where there is one.
        trailer: its UNT, where there is one.
    """

    first: int
    last: int
    header: Segment | None = None
    trailer: Segment | None = None


@dataclass(slots=True)
class Bundle:
    """A functional group and the messages in it; a bundle without header or trailer holds messages outside any group.

    Args:
        header: its UNG, where there is one.
        spans: its messages.
    """

    header: Segment | None
    spans: list[Span] = field(default_factory=list)


class Structure:
    """Sorts segments into messages and groups; a missing or wrong control is a fault, never a refusal.

    Only service segments are looked at: a message's length is the difference of its segments' numbers.

    Args:
        service: every segment whose tag is in ``SERVICE``, in order, numbered.
        total: how many segments there are in all.
        at: returns a segment by its number.
    """

    def __init__(self, service: Iterable[Segment], total: int, at: Callable[[int], Segment]) -> None:
        self.bundles: list[Bundle] = []
        self.faults: list[Fault] = []
        self._at = at
        self._header: Segment | None = None
        self._bundle = Bundle(None)
        self._open: Span | None = None
        self._groups = self._messages = 0
        last = 0
        for segment in service:
            self._plain(last + 1, segment.number - 1)
            self._place(segment)
            last = segment.number
        self._plain(last + 1, total)
        self._end_message()
        self._end_group(None)
        self._end_text()

    def _fault(self, rule: str, message: str, segment: Segment) -> None:
        self.faults.append(Fault(rule, message, segment.number, segment.offset))

    def _plain(self, first: int, last: int) -> None:
        """Take segments that are no service segments, if there are any between two numbers."""
        if last < first:
            return
        if self._open is None:
            self._open = Span(first, last)
        elif self._open.trailer is not None:
            self._fault("segment.after_trailer", "A segment stands after the message's trailer (UNT).", self._at(first))
        self._open.last = last

    def _place(self, segment: Segment) -> None:
        number = segment.number
        if segment.tag == "UNT":
            if self._open is None:
                self._open = Span(number, number)
            self._open.trailer, self._open.last = segment, number
            return
        self._end_message()
        if segment.tag == "UNH":
            self._open = Span(number, number, header=segment)
        elif segment.tag == "UNG":
            self._end_group(None)
            self._bundle = Bundle(segment)
        elif segment.tag == "UNE":
            self._end_group(segment)
        elif segment.tag == "UNB":
            self._begin(segment)
        elif segment.tag == "UNZ":
            self._end_group(None)
            self._end_interchange(segment)

    def _begin(self, header: Segment) -> None:
        self._end_group(None)
        if self._header is not None:
            self._fault("control.missing", "The interchange before this one has no trailer (UNZ).", header)
        self._header = header
        self._groups = self._messages = 0

    def _end_message(self) -> None:
        span, self._open = self._open, None
        if span is None:
            return
        if span.header is None:
            self._fault("control.missing", "The message has no header (UNH).", self._at(span.first))
        if span.trailer is None:
            self._fault("control.missing", "The message has no trailer (UNT).", self._at(span.last))
        else:
            self._check_count(span.trailer, span.last - span.first + 1, "segments")
            self._check_reference(span.header, 0, span.trailer)
        self._bundle.spans.append(span)

    def _end_group(self, trailer: Segment | None) -> None:
        bundle, self._bundle = self._bundle, Bundle(None)
        header, messages = bundle.header, len(bundle.spans)
        if header is None and trailer is None and not messages:
            return
        if header is not None and trailer is None:
            self._fault("control.missing", "The functional group has no trailer (UNE).", header)
        if header is None and trailer is not None:
            self._fault("control.missing", "The functional group has no header (UNG).", trailer)
        if trailer is not None:
            self._check_count(trailer, messages, "messages")
            self._check_reference(header, 4, trailer)
        if header is not None or trailer is not None:
            self._groups += 1
        self._messages += messages
        self.bundles.append(bundle)

    def _end_interchange(self, trailer: Segment) -> None:
        header, self._header = self._header, None
        if header is None:
            self._fault("control.missing", "The interchange has no header (UNB).", trailer)
        counted, what = (self._groups, "groups") if self._groups else (self._messages, "messages")
        self._check_count(trailer, counted, what)
        self._check_reference(header, 4, trailer)
        self._groups = self._messages = 0

    def _end_text(self) -> None:
        if self._header is not None:
            self._fault("control.missing", "The interchange has no trailer (UNZ).", self._header)

    def _check_count(self, trailer: Segment, counted: int, what: str) -> None:
        stated = trailer.get(0)
        if not (stated.isascii() and stated.isdigit() and int(stated[:18]) == counted):
            message = f"{trailer.tag} states {stated or 'no count'}; there are {counted} {what}."
            self._fault("control.count", message, trailer)

    def _check_reference(self, header: Segment | None, place: int, trailer: Segment) -> None:
        if header is None:
            return
        opened, closed = header.get(place), trailer.get(1)
        if opened.replace(" ", "") != closed.replace(" ", ""):
            message = f"{trailer.tag} closes {closed or 'nothing'}; {header.tag} opened {opened or 'nothing'}."
            self._fault("control.reference", message, trailer)
