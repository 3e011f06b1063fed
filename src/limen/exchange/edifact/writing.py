"""Writing segments, with what looks like a separator released."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from limen.exchange.edifact.model import Segment, Separators

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def make(tag: str, *elements: str | Sequence[str]) -> Segment:
    """Return a segment to write.

    Args:
        tag: three letters.
        elements: each a text, or its components.
    """
    return Segment(tag, tuple((part,) if isinstance(part, str) else tuple(part) for part in elements))


def write(
    segments: Iterable[Segment], separators: Separators | None = None, *, una: bool = True, lines: bool = False
) -> bytes:
    """Return segments as an interchange in UTF-8; empty elements and components at an end are left out.

    Args:
        segments: in order, service segments included; numbers and offsets are not used.
        separators: the service characters; ISO 9735's own when not given.
        una: whether to begin with a service string advice.
        lines: whether each segment stands on a line of its own.
    """
    used = separators or Separators()
    ending = used.terminator + ("\r\n" if lines and used.terminator not in "\r\n" else "")
    parts = []
    if una:
        advice = (used.component, used.element, used.decimal, used.release or " ", used.repetition, ending)
        parts.append("UNA" + "".join(advice))
    special = re.compile("([" + re.escape(used.component + used.element + used.release + used.terminator) + "])")
    for segment in segments:
        body = [_element(components, used, special) for components in segment.elements]
        while body and not body[-1]:
            body.pop()
        parts.append(used.element.join([segment.tag, *body]) + ending)
    return "".join(parts).encode("utf-8", "replace")


def _element(components: Sequence[str], used: Separators, special: re.Pattern[str]) -> str:
    written = [_escaped(component, used, special) for component in components]
    while written and not written[-1]:
        written.pop()
    return used.component.join(written)


def _escaped(text: str, used: Separators, special: re.Pattern[str]) -> str:
    plain = CONTROL.sub(" ", text)
    if used.release:
        return special.sub(lambda match: used.release + match.group(), plain)
    return special.sub(" ", plain)
