"""From bytes to text, and from mangled text to a text without line breaks that still knows its offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from limen.exchange.edifact.mail import without_coding, without_markup

BLANKS = "[^\\S\\x1c-\\x1f]"
"""A pattern of one blank. Python counts the information separators among the blanks; EDIFACT parts segments by them."""
BEGINS = ("UNA", "UNB")
EBCDIC_HEADER = "UNB".encode("cp500")
INDENTED = re.compile(r"\n([ \t]{1,40})(?=\S)")
WRITTEN_LINE = re.compile(r"\n(?=[ \t]*\S)")
MARGIN = 3
"""Lines of a mail or a heading that may stand beside the indented ones."""
WIDE = (("utf-16-le", b"U\0N\0"), ("utf-16-be", b"\0U\0N"))
"""How a service segment begins in UTF-16 without its mark."""


def decode(source: bytes | str) -> str:
    """Return the message in a source as text. Never raises.

    What a mail carries in base64 or quoted-printable is taken out of it, and the markup of a page is left out.
    """
    raw = source.encode("utf-8", "replace") if isinstance(source, str) and not source.startswith(BEGINS) else source
    if isinstance(raw, str):
        return without_markup(raw)
    plain = without_coding(raw)
    return without_markup(source if isinstance(source, str) and plain is raw else as_text(plain))


def as_text(source: bytes) -> str:
    """Return all of a source as text: UTF-8, UTF-16 with or without a mark, EBCDIC (cp500) or Latin-1. Never raises."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return source.decode("utf-16", "replace")
    for wide, header in WIDE:
        if source.find(header) % 2 == 0 and b"UN" not in source:
            return source.decode(wide, "replace")
    if EBCDIC_HEADER in source and b"UNB" not in source:
        return source.decode("cp500")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.decode("latin-1")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without its noise.

    Args:
        text: what is left.
        breaks: offsets in ``text`` at which a line began in the source.
        blanks: those of them with an empty line before.
        anchors: pairs of (offset in ``text``, offset in the source), where something was left out.
    """

    text: str
    breaks: tuple[int, ...] = ()
    blanks: tuple[int, ...] = ()
    anchors: tuple[tuple[int, int], ...] = field(default=((0, 0),))

    def origin(self, offset: int) -> int:
        """Return the offset in the source of an offset in the text."""
        squeezed, source = self.anchors[bisect_right(self.anchors, (offset, 1 << 62)) - 1]
        return source + offset - squeezed

    def breaks_between(self, start: int, end: int) -> tuple[int, ...]:
        """Return the line beginnings after ``start`` and before ``end``."""
        return self.breaks[bisect_right(self.breaks, start) : bisect_right(self.breaks, end - 1)]

    def begins_line(self, offset: int) -> bool:
        """Tell whether a line of the source begins at an offset of the text."""
        place = bisect_right(self.breaks, offset)
        return place > 0 and self.breaks[place - 1] == offset

    def blank_after(self, start: int) -> int:
        """Return where the first line after an empty line begins, or the text's end."""
        place = bisect_right(self.blanks, start)
        return self.blanks[place] if place < len(self.blanks) else len(self.text)


def squeeze(source: str, keep: str = "") -> Squeezed:
    """Leave line breaks, transmission controls, soft breaks and marks of quotation out of a text.

    Args:
        source: the decoded text.
        keep: characters that look like noise but separate segments here.
    """
    noise = re.compile(_pattern(source, keep))
    parts: list[str] = []
    breaks: list[int] = []
    blanks: list[int] = []
    anchors = [(0, 0)]
    size = last = 0
    for match in noise.finditer(source):
        parts.append(source[last : match.start()])
        size += match.start() - last
        last = match.end()
        anchors.append((size, last))
        lines = len(re.findall(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", match.group()))
        if lines:
            breaks.append(size)
        if lines > 1:
            blanks.append(size)
    parts.append(source[last:])
    return Squeezed("".join(parts), tuple(breaks), tuple(blanks), tuple(anchors))


def _pattern(source: str, keep: str) -> str:
    dropped = "".join(char for char in map(chr, _codes()) if char not in keep)
    run = f"[{re.escape(dropped)}]"
    soft = "=(?=\r?\n)|" if "=\n" in source or "=\r\n" in source else ""
    quoted = "(?:(?<=\n)(?:> ?)+)|" if "\n> UN" in source or "\n>UN" in source else ""
    indent = "" if keep else _indent(source)
    noise = f"(?:{soft}{quoted}{indent}{run})+"
    return f"{noise}(?:[ \t]*{noise})*"


def _indent(source: str) -> str:
    """Return a pattern of the indent by which lines that go on are marked; empty where they are not."""
    indents = Counter(INDENTED.findall(source))
    if not indents:
        return ""
    indent, times = indents.most_common(1)[0]
    most = len(WRITTEN_LINE.findall(source)) - MARGIN
    return f"(?<=\n){re.escape(indent)}(?!\\s)|" if times >= max(most, 2) else ""


def _codes() -> list[int]:
    return [*range(9), *range(10, 0x1C), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF]
