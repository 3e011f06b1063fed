"""Where an interchange begins, and which service characters it uses, stated or not (ISO 9735)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from limen.exchange.edifact.model import Separators
from limen.exchange.edifact.tags import KNOWN
from limen.exchange.edifact.text import BLANKS

SIGN = r"(?![A-Za-z0-9])[\S\x1c-\x1f]"
"""A pattern of one character that may part something."""
BEGIN = re.compile(
    rf"UNA(?P<component>{SIGN})(?P<element>{SIGN})(?P<decimal>[.,* ]?)(?P<release>.)(?P<repetition>.)"
    rf"(?P<terminator>.?){BLANKS}*(?=UN[BGH])"
    rf"|UNB{BLANKS}?(?P<e>(?!\?){SIGN})[A-Z0-9]{{4}}(?P<c>(?!\?){SIGN}|(?=(?P=e)))\d?",
    re.DOTALL,
)
LONE_UNA = re.compile(
    rf"{BLANKS}*UNA(?P<component>{SIGN})(?P<element>{SIGN})(?P<decimal>[.,* ])(?P<release>.)(?P<repetition>.)"
    rf"(?P<terminator>[^A-Za-z0-9])(?={BLANKS}*[A-Z]{{3}}|{BLANKS}*$)",
    re.DOTALL,
)
ANY_TAG = "|".join(sorted(KNOWN))
GUESSED = re.compile(rf"(?<![A-Z])(?:UNG|UNH|BGM|NAD|TDT|ERP|RFF|LOC|DTM|DOC|NAT)(?P<element>(?![?:.,()/-]){SIGN})")
BARE_FIRST = re.compile(rf"(?<![A-Z])SRC(?:{SIGN})?{BLANKS}*(?:{ANY_TAG})(?P<element>(?![?:.,()/-]){SIGN})")
"""A record's first segment, which has no element, and the segment after it."""
NEXT_HEADER = re.compile(rf"([\S\x1c-\x1f]){BLANKS}*UN[GH]{BLANKS}?")
INFORMATION = "\x1c\x1d\x1e\x1f"
"""The information separators, which the character set UNOB parts by: the first ends a segment, none is released."""
BODY = 4000
"""How much of a message is looked at to tell which separators it follows, in characters."""
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
    seen = [*GUESSED.finditer(text), *BARE_FIRST.finditer(text)]
    if not seen:
        return None
    match = min(seen, key=lambda found: found.start())
    element = Counter(found["element"] for found in seen).most_common(1)[0][0]
    ending = re.compile(rf"({SIGN}){BLANKS}*(?:{ANY_TAG}){re.escape(element)}")
    ends = Counter(found.group(1) for found in ending.finditer(text, match.start()) if found.group(1) != element)
    terminator = ends.most_common(1)[0][0] if ends else "'" if "'" in text else "\n"
    separators = Separators(component="*" if element == ":" else ":", element=element, terminator=terminator)
    return Start(match.start(), match.start(), separators, headless=True)


def _stated(text: str, una: re.Match[str]) -> Start:
    component, element, decimal, release, repetition, terminator = una.group(
        "component", "element", "decimal", "release", "repetition", "terminator"
    )
    if not terminator:
        terminator, repetition = ("\n", repetition) if repetition in " *" else (repetition, " ")
    doubtful = release in (component, element, terminator)
    stated = Separators(
        component, element, decimal or ".", _release(release, doubtful=doubtful), repetition, terminator, stated=True
    )
    header = BEGIN.search(text, una.end(), una.end() + WINDOW)
    if header is None or not header.group("e") or (header["e"] == element and header["c"] in ("", component, element)):
        return _ended(text, Start(una.start(), una.end(), stated, contradicted=doubtful), header)
    if _followed(text, una.end(), stated) > _followed(text, una.end(), _guessed_from_header(text, header)):
        return Start(una.start(), una.end(), stated, contradicted=True)
    seen = _guessed_from_header(text, header)
    if header["e"] == element:
        seen = replace(seen, release=stated.release, decimal=decimal, repetition=repetition)
    return Start(una.start(), una.end(), replace(seen, stated=True), contradicted=True)


def _release(release: str, *, doubtful: bool) -> str:
    """Return the release character; ISO 9735's own where what stands in its place parts something else."""
    return "?" if doubtful else "" if release == " " else release


def _followed(text: str, position: int, separators: Separators) -> int:
    """Return how many segments follow that are written with these separators: a terminator, a tag, an element."""
    terminator, element = re.escape(separators.terminator), re.escape(separators.element)
    head = re.compile(
        rf"{terminator}{BLANKS}*(?:{ANY_TAG}){element}(?:[^{terminator}]*{re.escape(separators.component)})?"
    )
    found = head.finditer(text, position, position + BODY)
    return sum(1 + (match.group()[-1:] == separators.component) for match in found)


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
    information = element in INFORMATION
    terminator = follower.group(1) if follower else "\x1c" if information else "'"
    if terminator.isalnum() or terminator in (element, component):
        terminator = "\n"
    release = "" if information else "?"
    return Separators(component, element, ".", release, " ", terminator)
