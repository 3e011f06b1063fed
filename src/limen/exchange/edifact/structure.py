"""Interchange, groups and messages out of a row of segments, with every control checked (ISO 9735)."""

from __future__ import annotations

from limen.exchange.edifact.model import Fault, Group, Message, Segment

EDGES = frozenset({"UNB", "UNG", "UNE", "UNZ", "UNA"})


class Structure:
    """Sorts segments into messages and groups; a missing or wrong control is a fault, never a refusal.

    Args:
        segments: in the order they stand.
    """

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.groups: list[Group] = []
        self.faults: list[Fault] = []
        self._header: Segment | None = None
        self._group: Segment | None = None
        self._messages: list[Message] = []
        self._body: list[Segment] = []
        self._counted_groups = 0
        self._counted_messages = 0
        for segment in segments:
            self._place(segment)
        self._end_message()
        self._end_group(None)
        self._end_text()

    def _end_text(self) -> None:
        if self._header is not None:
            self._fault("control.missing", "The interchange has no trailer (UNZ).", self._header)

    def _fault(self, rule: str, message: str, segment: Segment) -> None:
        self.faults.append(Fault(rule, message, segment.number, segment.offset))

    def _place(self, segment: Segment) -> None:
        tag = segment.tag
        if tag in EDGES:
            self._end_message()
            self._edge(segment)
        elif tag == "UNH":
            self._end_message()
            self._body.append(segment)
        else:
            if self._body and self._body[-1].tag == "UNT" and tag != "UNT":
                self._fault("segment.after_trailer", "A segment stands after the message's trailer (UNT).", segment)
            self._body.append(segment)

    def _edge(self, segment: Segment) -> None:
        if segment.tag == "UNB":
            self._end_group(None)
            if self._header is not None:
                self._fault("control.missing", "The interchange before this one has no trailer (UNZ).", segment)
            self._header = segment
            self._counted_groups = self._counted_messages = 0
        elif segment.tag == "UNG":
            self._end_group(None)
            self._group = segment
        elif segment.tag == "UNE":
            self._end_group(segment)
        elif segment.tag == "UNZ":
            self._end_group(None)
            self._end_interchange(segment)

    def _end_message(self) -> None:
        body, self._body = self._body, []
        if not body:
            return
        header = body[0] if body[0].tag == "UNH" else None
        trailer = next((segment for segment in reversed(body) if segment.tag == "UNT"), None)
        if header is None:
            self._fault("control.missing", "The message has no header (UNH).", body[0])
        if trailer is None:
            self._fault("control.missing", "The message has no trailer (UNT).", body[-1])
        else:
            self._check_count(trailer, len(body), "segments")
            self._check_reference(header, 0, trailer)
        self._messages.append(_message(header, tuple(body), complete=header is not None and trailer is not None))

    def _end_group(self, trailer: Segment | None) -> None:
        messages, self._messages = tuple(self._messages), []
        header, self._group = self._group, None
        if header is None and not messages and trailer is None:
            return
        if header is not None and trailer is None:
            self._fault("control.missing", "The functional group has no trailer (UNE).", header)
        if header is None and trailer is not None:
            self._fault("control.missing", "The functional group has no header (UNG).", trailer)
        if trailer is not None:
            self._check_count(trailer, len(messages), "messages")
            self._check_reference(header, 4, trailer)
        if header is not None or trailer is not None:
            self._counted_groups += 1
        self._counted_messages += len(messages)
        kind, sender, recipient, reference = (header.get(place) if header else "" for place in (0, 1, 2, 4))
        self.groups.append(Group(kind, sender, recipient, reference, messages))

    def _end_interchange(self, trailer: Segment) -> None:
        header, self._header = self._header, None
        if header is None:
            self._fault("control.missing", "The interchange has no header (UNB).", trailer)
        counted, what = (
            (self._counted_groups, "groups") if self._counted_groups else (self._counted_messages, "messages")
        )
        self._check_count(trailer, counted, what)
        self._check_reference(header, 4, trailer)
        self._counted_groups = self._counted_messages = 0

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


def _message(header: Segment | None, body: tuple[Segment, ...], *, complete: bool) -> Message:
    if header is None:
        return Message("", "", "", "", "", "", body, complete=False)
    kind, version, release, agency, association = (header.get(1, place) for place in range(5))
    reference = header.get(0)
    return Message(kind, version, release, agency, association, reference, body, complete=complete)
