"""Cutting segments into elements and components, with release characters (ISO 9735)."""

from __future__ import annotations

import re

from limen.exchange.edifact.model import Elements, Separators

NO_RELEASE = "\x00"
"""Stands for the release character of a sender who has none: it is noise everywhere, so it never occurs."""


def joined(pieces: list[str], release: str, terminator: str) -> list[str]:
    """Return pieces of a text cut at every terminator, put together again where the terminator was released."""
    whole: list[str] = []
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if not released(piece, release):
            whole.append(terminator.join(held) if len(held) > 1 else piece)
            held = []
    if held:
        whole.append(terminator.join(held))
    return whole


def released(piece: str, release: str) -> bool:
    """Tell whether the character after a piece is text: an odd number of release characters ends the piece."""
    return piece.endswith(release) and (len(piece) - len(piece.rstrip(release))) % 2 == 1


class Splitter:
    """Cuts raw segments; equal segments of one interchange are cut once.

    Args:
        separators: of the interchange.
    """

    __slots__ = ("_component", "_element", "_release", "_seen", "_token")

    def __init__(self, separators: Separators) -> None:
        self._component = separators.component
        self._element = separators.element
        self._release = separators.release or NO_RELEASE
        special = "".join(re.escape(char) for char in (self._component, self._element, self._release))
        self._token = re.compile(f"[^{special}]+|{re.escape(self._release)}.?|.", re.DOTALL)
        self._seen: dict[str, Elements] = {}

    def elements(self, raw: str) -> Elements:
        """Return a raw segment's elements, without its tag."""
        found = self._seen.get(raw)
        if found is None:
            found = self._seen[raw] = self._cut(raw)
        return found

    def _cut(self, raw: str) -> Elements:
        if self._release in raw:
            return self._released(raw)
        component = self._component
        return tuple([tuple(part.split(component)) for part in raw.split(self._element)[1:]])

    def _released(self, raw: str) -> Elements:
        elements: list[tuple[str, ...]] = []
        components: list[str] = []
        text: list[str] = []
        for token in self._token.findall(raw):
            if token[0] == self._release:
                text.append(token[1:])
            elif token == self._element:
                components.append("".join(text))
                elements.append(tuple(components))
                components, text = [], []
            elif token == self._component:
                components.append("".join(text))
                text = []
            else:
                text.append(token)
        components.append("".join(text))
        elements.append(tuple(components))
        return tuple(elements[1:])
