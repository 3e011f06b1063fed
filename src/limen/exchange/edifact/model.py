"""What an EDIFACT interchange is made of (ISO 9735)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

Elements = tuple[tuple[str, ...], ...]
"""A segment's data elements, each a tuple of its components, without the tag."""


NAME = re.compile(r"[A-Z]{6}")
NEAR = 0.75
"""How like another a message's name must be to be taken for it, damaged: from 0, nothing alike, to 1."""


def another(kind: str, wanted: str) -> bool:
    """Return whether a message's name is that of another message, not the one wanted with some letters damaged.

    Args:
        kind: as the header has it.
        wanted: six capitals.
    """
    kind = kind.upper()
    return NAME.fullmatch(kind) is not None and SequenceMatcher(None, kind, wanted).ratio() < NEAR


@dataclass(frozen=True, slots=True)
class Separators:
    """The six service characters of an interchange (ISO 9735, service string advice UNA).

    Args:
        component: parts the components of an element.
        element: parts the elements of a segment.
        decimal: the decimal mark.
        release: the next character is text; empty when the sender uses none.
        repetition: parts repetitions of an element in syntax version 4; a space where none is used.
        terminator: ends a segment.
        stated: true when a UNA said so, false when guessed from the text.
    """

    component: str = ":"
    element: str = "+"
    decimal: str = "."
    release: str = "?"
    repetition: str = " "
    terminator: str = "'"
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was read; reading went on.

    Args:
        rule: the rule's slug, e.g. ``control.count``.
        message: a sentence for a person.
        segment: number of the segment, from 1; 0 when the fault stands outside every segment.
        offset: characters from the beginning of the decoded text.
    """

    rule: str
    message: str
    segment: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment.

    Args:
        tag: three letters.
        elements: data elements after the tag, each a tuple of components, unescaped.
        number: place in the interchange, from 1; a UNA is not counted.
        offset: characters from the beginning of the decoded text to the tag.
    """

    tag: str
    elements: Elements
    number: int = 0
    offset: int = 0

    def get(self, element: int, component: int = 0) -> str:
        """Return a component without blanks around it, or an empty string where the segment is shorter.

        Args:
            element: index into ``elements``, from 0.
            component: index into the element, from 0.
        """
        if element < len(self.elements):
            components = self.elements[element]
            if component < len(components):
                return components[component].strip()
        return ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message, from its UNH to its UNT, or what is left of it.

    Args:
        type: e.g. ``PAXLST``; empty when the header is lost.
        version: e.g. ``D``.
        release: e.g. ``05B``.
        agency: controlling agency, e.g. ``UN``.
        association: association assigned code, e.g. ``IATA``.
        reference: message reference number.
        segments: every segment, service segments included.
        complete: true when header and trailer are both there.
    """

    type: str
    version: str
    release: str
    agency: str
    association: str
    reference: str
    segments: tuple[Segment, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A functional group: the messages between a UNG and its UNE.

    Args:
        type: e.g. ``PAXLST``; empty for messages outside any group.
        sender: application sender.
        recipient: application recipient.
        reference: group reference number.
        messages: the messages of the group.
    """

    type: str
    sender: str
    recipient: str
    reference: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Interchange:
    """Everything read from one source.

    Args:
        separators: of the (first) interchange.
        segments: in the order they stand.
        groups: functional groups; messages outside any group stand in one with an empty ``type``.
        faults: in the order they were found.
    """

    separators: Separators
    segments: tuple[Segment, ...]
    groups: tuple[Group, ...]
    faults: tuple[Fault, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return the messages of every group, in order."""
        return tuple(message for group in self.groups for message in group.messages)

    @property
    def header(self) -> Segment | None:
        """Return the first interchange header (UNB), where there is one."""
        return next((segment for segment in self.segments if segment.tag == "UNB"), None)
