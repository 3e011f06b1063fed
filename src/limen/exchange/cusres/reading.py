"""Reading answers about passengers, as tolerantly as the lists they answer."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from limen.exchange.cusres.codes import Codes, codes
from limen.exchange.cusres.model import KINDS, Directive, Error, Response
from limen.exchange.edifact import Fault, Interchange, Message, Segment, another, read_interchange
from limen.exchange.paxlst import Leg
from limen.exchange.paxlst.codes import BORDER
from limen.exchange.paxlst.dates import moment

TEXT = 3
"""Which element of FTX holds the text."""
PERSON = "2"
"""ERP, error point: what follows is said of a person."""


def parse(source: bytes | str, *, table: Codes | None = None) -> Response:
    """Read the first CUSRES message of a transmission. Never raises; what is wrong stands in ``faults``.

    Args:
        source: bytes or text.
        table: codes known; the shipped ones by default.
    """
    return parse_all(source, table=table)[0]


def parse_all(source: bytes | str, *, table: Codes | None = None) -> tuple[Response, ...]:
    """Read every CUSRES message of a transmission; one without any content where there is none. Never raises.

    Each has the faults that stand in it; the first has those that stand outside every message as well.

    Args:
        source: bytes or text.
        table: codes known; the shipped ones by default.
    """
    interchange = read_interchange(source)
    head, known = _head(interchange), table or codes()
    ours = [message for message in interchange.messages if not another(message.type, "CUSRES")]
    outside, inside = _sorted(interchange, ours)
    found = []
    for message, faults in zip(ours, inside, strict=True):
        draft = _Draft(head, known, [*outside, *faults])
        outside = []
        for segment in message.segments:
            draft.take(segment)
        found.append(draft.done())
    return tuple(found) or (replace(head, kind="", faults=tuple(outside)),)


def _sorted(interchange: Interchange, ours: list[Message]) -> tuple[list[Fault], list[list[Fault]]]:
    """Return the faults outside the messages read, and those in each."""
    outside: list[Fault] = []
    inside: list[list[Fault]] = [[] for _ in ours]
    firsts = [message.segments[0].number for message in ours]
    for fault in interchange.faults:
        place = bisect_right(firsts, fault.segment) - 1
        held = place >= 0 and fault.segment <= ours[place].segments[-1].number
        (inside[place] if held else outside).append(fault)
    for message in interchange.messages:
        if message.type.upper() not in ("CUSRES", ""):
            read = message in ours
            done = "it was read as CUSRES" if read else "it is not CUSRES and was not read"
            first = message.segments[0]
            fault = Fault("message.type", f"The message is called {message.type}; {done}.", first.number, first.offset)
            (inside[ours.index(message)] if read else outside).append(fault)
    return outside, inside


def _head(interchange: Interchange) -> Response:
    header = interchange.header
    base = Response()
    if header is None:
        return base
    return replace(
        base,
        sender=header.get(1),
        recipient=header.get(2),
        sent=moment(header.get(3) + header.get(3, 1)),
        control=header.get(4),
    )


@dataclass(slots=True)
class _Person:
    """What follows an ERP, while it is read."""

    level: str
    segment: Segment
    locator: str = ""
    reference: str = ""
    text: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


class _Draft:
    """A message being read."""

    def __init__(self, head: Response, table: Codes, faults: list[Fault]) -> None:
        self._head = head
        self._table = table
        self._faults = faults
        self._legs: list[Leg] = []
        self._person: _Person | None = None
        self._directives: list[Directive] = []
        self._told: set[str] = set()
        self._errors: list[Error] = []

    def done(self) -> Response:
        """Return the message."""
        self._close()
        return replace(
            self._head,
            legs=tuple(self._legs),
            directives=tuple(self._directives),
            errors=tuple(self._errors),
            faults=tuple(self._faults),
        )

    def take(self, segment: Segment) -> None:
        """Take a segment; those an answer has no use for are passed over."""
        reader = getattr(self, f"_{segment.tag.lower()}", None) if segment.tag in READ else None
        if reader is not None:
            reader(segment)

    def _fault(self, rule: str, message: str, segment: Segment) -> None:
        self._faults.append(Fault(rule, message, segment.number, segment.offset))

    def _unh(self, segment: Segment) -> None:
        number = segment.get(3)
        self._head = replace(
            self._head,
            reference=segment.get(0),
            access=segment.get(2),
            part=int(number[:4]) if number.isascii() and number.isdigit() else 0,
            final=segment.get(3, 1).upper() == "F",
        )

    def _bgm(self, segment: Segment) -> None:
        kind = KINDS.get(segment.get(0), "")
        self._head = replace(self._head, kind=kind)
        if not kind:
            self._fault(
                "message.kind", f"The document name code {segment.get(0) or 'is missing'} is not known.", segment
            )

    def _rff(self, segment: Segment) -> None:
        qualifier, value = segment.get(0), segment.get(0, 1)
        if self._person is not None:
            if qualifier == "ABO":
                self._person.reference = value
            elif qualifier == "AVF":
                self._person.locator = value
        elif qualifier == "TN":
            self._head = replace(self._head, transaction=value)
        elif qualifier == "AF":
            self._legs.append(Leg(flight=value))

    def _dtm(self, segment: Segment) -> None:
        names = {"189": "departs", "232": "arrives"}
        name, text = names.get(segment.get(0)), segment.get(0, 1)
        if name is None or self._person is not None:
            return
        found = moment(text)
        if found:
            self._leg(**{name: found})
        else:
            self._fault("time.unreadable", f"{text or 'Nothing'} is no scheduled time.", segment)

    def _loc(self, segment: Segment) -> None:
        if self._person is not None:
            return
        qualifier, place = segment.get(0), segment.get(1)
        leg = self._legs[-1] if self._legs else Leg()
        if qualifier == "87" or leg.departure:
            self._leg(arrival=place, crosses=leg.crosses and qualifier in BORDER)
        else:
            self._leg(departure=place, crosses=qualifier in BORDER)

    def _leg(self, **values: object) -> None:
        if not self._legs:
            self._legs.append(Leg())
        self._legs[-1] = replace(self._legs[-1], **values)  # type: ignore[arg-type]  # fields by name

    def _erp(self, segment: Segment) -> None:
        self._close()
        self._person = _Person(segment.get(0), segment)

    def _erc(self, segment: Segment) -> None:
        if self._person is None:
            self._person = _Person("1", segment)
            self._fault("error_point.missing", "A code stands here without its error point (ERP).", segment)
        self._person.codes.append(segment.get(0))

    def _ftx(self, segment: Segment) -> None:
        lines = [
            segment.get(TEXT, place) for element in segment.elements[TEXT : TEXT + 1] for place in range(len(element))
        ]
        if self._person is not None:
            self._person.text += filter(None, lines)

    def _close(self) -> None:
        """Keep what was said since the last ERP."""
        person, self._person = self._person, None
        if person is None:
            return
        if not person.codes:
            self._fault("code.missing", "Nothing is said of this person: there is no code (ERC).", person.segment)
        text = " ".join(person.text)
        if person.level != PERSON and not (person.reference or person.locator):
            self._errors += [Error(code, person.level, text) for code in person.codes]
            return
        code, *more = person.codes or [""]
        if code and not self._table.knows(code):
            self._fault("code.unknown", f"{code} is no directive of the table.", person.segment)
        if person.reference in self._told:
            sentence = (
                f"{person.reference} has a directive already; both were kept, and the one that stops is in force."
            )
            self._fault("directive.twice", sentence, person.segment)
        if person.reference:
            self._told.add(person.reference)
        self._directives.append(Directive(code, person.reference, person.locator, text, tuple(more)))


READ = frozenset({"UNH", "BGM", "RFF", "DTM", "LOC", "ERP", "ERC", "FTX"})
