"""Cutting segments into elements and components, with release characters (ISO 9735)."""

from __future__ import annotations

import re

from limen.exchange.edifact.model import Elements, Separators

Parts = list[list[str]]
"""A segment's elements as lists of components, the tag first."""
ESCAPED = "\x00"
"""Stands in a raw segment for a terminator that is text; a control character never occurs otherwise."""
NO_RELEASE = "\x01"
"""The release character of a sender who has none."""


def pieces_of(text: str, release: str, terminator: str) -> list[str]:
    """Return a text cut at every terminator that is not released; those that are stand as ``ESCAPED``.

    Args:
        text: without control characters.
        release: the release character, or an empty string.
        terminator: the segment terminator.
    """
    both = release + terminator
    if not release or both not in text:
        return text.split(terminator)
    if release * 2 not in text:
        return text.replace(both, ESCAPED).split(terminator)
    whole: list[str] = []
    held: list[str] = []
    for piece in text.split(terminator):
        if released(piece, release):
            held.append(piece[: -len(release)])
        else:
            whole.append(ESCAPED.join([*held, piece]))
            held = []
    return [*whole, ESCAPED.join(held)] if held else whole


def released(piece: str, release: str) -> bool:
    """Tell whether the character after a piece is text: an odd number of release characters ends the piece."""
    return piece.endswith(release) and (len(piece) - len(piece.rstrip(release))) % 2 == 1


def as_elements(parts: Parts) -> Elements:
    """Return the elements of a segment that was cut, without its tag."""
    return tuple([tuple(part) for part in parts[1:]])


class Splitter:
    """Cuts raw segments.

    Args:
        separators: of the interchange.
    """

    __slots__ = ("_component", "_element", "_release", "_terminator", "_token")

    def __init__(self, separators: Separators) -> None:
        self._component = separators.component
        self._element = separators.element
        self._release = separators.release or NO_RELEASE
        self._terminator = separators.terminator
        special = "".join(re.escape(char) for char in (self._component, self._element, self._release))
        self._token = re.compile(f"[^{special}]+|{re.escape(self._release)}.?|.", re.DOTALL)

    def recast(self, raw: str, other: Splitter) -> str:
        """Return a raw segment as another splitter would have cut it from the start.

        Args:
            raw: written with this splitter's separators.
            other: the splitter that will cut it.
        """
        special = re.compile(f"[{re.escape(other._component + other._element + other._release)}]")
        return other._element.join(
            other._component.join(special.sub(lambda sign: other._release + sign.group(), text) for text in components)
            for components in self.cut(raw)
        )

    def cut(self, raw: str) -> Parts:
        """Return a raw segment's elements, each a list of its components; the tag stands first."""
        if ESCAPED in raw:
            raw = raw.replace(ESCAPED, self._terminator)
        if self._release in raw:
            return self._released(raw)
        component = self._component
        return [part.split(component) for part in raw.split(self._element)]

    def _released(self, raw: str) -> Parts:
        elements: Parts = []
        components: list[str] = []
        text: list[str] = []
        for token in self._token.findall(raw):
            if token[0] == self._release:
                text.append(token[1:])
            elif token == self._element:
                components.append("".join(text))
                elements.append(components)
                components, text = [], []
            elif token == self._component:
                components.append("".join(text))
                text = []
            else:
                text.append(token)
        components.append("".join(text))
        elements.append(components)
        return elements
