"""Where an interchange begins, and which service characters it uses, stated or not (ISO 9735)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from limen.exchange.edifact.model import Separators
from limen.exchange.edifact.tags import KNOWN

BEGIN = re.compile(
    r"UNA(?P<component>[^A-Za-z0-9\s])(?P<element>[^A-Za-z0-9\s])(?P<decimal>[.,* ]?)(?P<release>.)(?P<repetition>.)"
    r"(?P<terminator>.?)\s*(?=UN[BGH])"
    r"|UNB\s?(?P<e>[^A-Za-z0-9\s?])[A-Z0-9]{4}(?P<c>[^A-Za-z0-9\s?]|(?=(?P=e)))\d?",
    re.DOTALL,
)
LONE_UNA = re.compile(
    r"\s*UNA(?P<component>[^A-Za-z0-9\s])(?P<element>[^A-Za-z0-9\s])(?P<decimal>[.,* ])(?P<release>.)(?P<repetition>.)"
    r"(?P<terminator>[^A-Za-z0-9])(?=\s*[A-Z]{3}|\s*$)",
    re.DOTALL,
)
GUESSED = re.compile(r"(?<![A-Z])(UNG|UNH|BGM|NAD|TDT|ERP|SRC|RFF|LOC|DTM|DOC|NAT)([^A-Za-z0-9\s?:.,()/-])")
NEXT_HEADER = re.compile(r"(\S)\s*UN[GH]\s?")
WINDOW = 800
"""How far behind an interchange header its first terminator is looked for, in characters."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where an interchange begins.

    Args:
        offset: of its UNA, or of its first segment.
        body: of its first segment.
        separators: in use.
        contradicted: true when the UNA states other separators than the header uses.
        headless: true when there is no interchange header.
    """

    offset: int
    body: int
    separators: Separators
    contradicted: bool = False
    headless: bool = False


def find_start(text: str, position: int = 0) -> Start | None:
    """Return the next UNA or UNB at or after a position; None where there is none.

    Args:
        text: without line breaks.
        position: where to begin looking.
    """
    match = BEGIN.search(text, position)
    if match is None:
        match = LONE_UNA.match(text) if not position else None
    if match is None or match.start() == match.end():
        return None
    if match.group("component"):
        return _stated(text, match)
    return Start(match.start(), match.start(), _guessed_from_header(text, match))


def guess_start(text: str) -> Start | None:
    """Return where a text without interchange header seems to begin, judged by segments any message has."""
    match = GUESSED.search(text)
    if match is None:
        return None
    element = Counter(found.group(2) for found in GUESSED.finditer(text)).most_common(1)[0][0]
    ending = re.compile(rf"([^A-Za-z0-9\s])\s*(?:{'|'.join(sorted(KNOWN))}){re.escape(element)}")
    ends = Counter(found.group(1) for found in ending.finditer(text, match.end()) if found.group(1) != element)
    terminator = ends.most_common(1)[0][0] if ends else "'" if "'" in text else "\n"
    separators = Separators(component="*" if element == ":" else ":", element=element, terminator=terminator)
    return Start(match.start(), match.start(), separators, headless=True)


def _stated(text: str, una: re.Match[str]) -> Start:
    component, element, decimal, release, repetition, terminator = una.group(
        "component", "element", "decimal", "release", "repetition", "terminator"
    )
    if not terminator:
        terminator, repetition = ("\n", repetition) if repetition in " *" else (repetition, " ")
    stated = Separators(
        component, element, decimal or ".", "" if release == " " else release, repetition, terminator, stated=True
    )
    header = BEGIN.search(text, una.end(), una.end() + WINDOW)
    if header is None or not header.group("e") or (header["e"] == element and header["c"] in ("", component)):
        return _ended(text, Start(una.start(), una.end(), stated), header)
    seen = _guessed_from_header(text, header)
    if header["e"] == element:
        seen = replace(seen, release=stated.release, decimal=decimal, repetition=repetition)
    return Start(una.start(), una.end(), replace(seen, stated=True), contradicted=True)


def _ended(text: str, start: Start, header: re.Match[str] | None) -> Start:
    """Return a start whose terminator is the one that really ends the header, as a word processor may change it."""
    if header is None or not header["e"]:
        return start
    follower = NEXT_HEADER.search(text, header.end(), header.end() + WINDOW)
    terminator = start.separators.terminator
    if follower is None or terminator in "\r\n" or terminator in text[header.end() : follower.end()]:
        return start
    found = follower.group(1)
    if found.isalnum() or found in (start.separators.element, start.separators.component):
        return start
    return replace(start, separators=replace(start.separators, terminator=found), contradicted=True)


def _guessed_from_header(text: str, header: re.Match[str]) -> Separators:
    element, component = header["e"], header["c"] or ":"
    follower = NEXT_HEADER.search(text, header.end(), header.end() + WINDOW)
    terminator = follower.group(1) if follower else "'"
    if terminator.isalnum() or terminator in (element, component):
        terminator = "\n"
    release = "" if element in "\x1c\x1d\x1e\x1f" else "?"
    return Separators(component, element, ".", release, " ", terminator)
