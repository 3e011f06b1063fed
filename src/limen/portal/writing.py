"""Content as a page shows it: Markdown without HTML, links in the reader's language, glossary words linked once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

NUMBER = re.compile(r"(?<![\w-])\d+(?:-\d+){2,}(?![\w-])")
"""A telephone number or a day: broken at a line's end, from right to left, it would be read in another order."""

EXTERNAL = re.compile(r"https://")
SENTENCE = re.compile(r"[.!?:]+(?:\s|$)")
WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""A letter of a script that writes no spaces between words: Thai, Lao, Burmese, Khmer, kana and Chinese."""

ARABIC = re.compile("[\u0620-\u064a]")
WRITTEN_ON = ("و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "كال", "لل", "ولل")
"""What Arabic writes onto the word that follows: and, so, by, to, as, the, and these together."""

MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
"""Marks above and below Latin letters, and the vowels of Arabic."""

VOWELS = re.compile(r"[aeiouy]+")


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def parsed(body: str) -> list[Token]:
    """Return a body as tokens: CommonMark and tables, HTML in it left as text."""
    return _markdown().parse(body)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page, for its table of contents."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML, with its headings."""

    html: SafeString
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True)
class Words:
    """Words of the glossary in one language, ready to be found in a text.

    Args:
        by_form: every form of every word, folded, to the word's slug.
    """

    by_form: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Return what finds any form, the longest first; None when there is no word."""
        ends = [_whole(form) for form in sorted(self.by_form, key=lambda form: (-len(form), form))]
        return re.compile("|".join(ends), re.IGNORECASE) if ends else None


def _whole(form: str) -> str:
    """Return what finds a form where it stands as a word of its own.

    A script without spaces between words has no word boundary to ask for. A mark that belongs to the letter before it
    is part of the word, though it is no letter. Arabic writes “and”, “to”, “the” and the like onto the word.
    """
    before, after = rf"(?<![\w{MARKS}])", rf"(?![\w{MARKS}])"
    if ARABIC.match(form[0]):
        before = "|".join([before, *(f"(?<={before}{prefix})" for prefix in WRITTEN_ON)])
    before = "" if UNSPACED.match(form[0]) else f"(?:{before})"
    return before + re.escape(form) + ("" if UNSPACED.match(form[-1]) else after)


def render(body: str, *, address: Callable[[str], str], words: Words | None = None, skip: str = "") -> Rendered:
    """Return a body as HTML.

    Args:
        body: Markdown; HTML in it is shown as text.
        address: turns a path of the site into an address in the reader's language.
        words: the glossary, each word of which is linked where it first stands; None for no links.
        skip: the slug of a word that is not linked, because this is its own meaning.
    """
    tokens = parsed(body)
    headings = _anchors(tokens)
    seen = {skip} if skip else set()
    in_heading = False
    for token in tokens:
        in_heading = (in_heading or token.type == "heading_open") and token.type != "heading_close"
        if token.type == "table_open":
            token.attrSet("class", "table")
        if token.children is not None:
            _links(token.children, address)
            if words is not None and words.pattern is not None and not in_heading:
                token.children = _glossed(token.children, words, address, seen)
            token.children = [part for child in token.children for part in _numbers(child)]
    html = _markdown().renderer.render(tokens, _markdown().options, {})
    return Rendered(mark_safe(html), tuple(headings))  # noqa: S308  the renderer escapes, HTML in content is off


def _anchors(tokens: Sequence[Token]) -> list[Heading]:
    found: list[Heading] = []
    for opened, inline in pairwise(tokens):
        if opened.type != "heading_open":
            continue
        anchor = slugify(inline.content, allow_unicode=True) or f"part-{len(found) + 1}"
        taken = sum(1 for heading in found if heading.anchor.partition("--")[0] == anchor)
        anchor = f"{anchor}--{taken + 1}" if taken else anchor
        opened.attrSet("id", anchor)
        found.append(Heading(int(opened.tag[1:]), anchor, _markdown_text(inline.content)))
    return found


def _markdown_text(content: str) -> str:
    return re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", content)


def _links(tokens: Iterable[Token], address: Callable[[str], str]) -> None:
    for token in tokens:
        if token.type != "link_open":
            continue
        target = str(token.attrGet("href") or "")
        if target.startswith("/"):
            token.attrSet("href", address(target))
        elif EXTERNAL.match(target):
            token.attrSet("rel", "external noreferrer")


def _glossed(tokens: Sequence[Token], words: Words, address: Callable[[str], str], seen: set[str]) -> list[Token]:
    found: list[Token] = []
    in_link = False
    for token in tokens:
        in_link = (in_link or token.type == "link_open") and token.type != "link_close"
        if token.type != "text" or in_link:
            found.append(token)
        else:
            found.extend(_split(token, words, address, seen))
    return found


def _split(token: Token, words: Words, address: Callable[[str], str], seen: set[str]) -> list[Token]:
    pattern, parts, start = words.pattern, [], 0
    assert pattern is not None  # noqa: S101  asked before the page is walked
    for match in pattern.finditer(token.content):
        slug = words.by_form.get(match.group().casefold(), "")
        if not slug or slug in seen:  # an i with and without its dot match each other, and are two letters
            continue
        seen.add(slug)
        parts += [_text(token, token.content[start : match.start()]), _link(match.group(), slug, address)]
        start = match.end()
    return [*parts, _text(token, token.content[start:])]


def _numbers(token: Token) -> Iterator[Token]:
    """Yield a text with its numbers of several parts kept whole and in their order."""
    start = 0
    for match in NUMBER.finditer(token.content) if token.type == "text" else ():
        yield _text(token, token.content[start : match.start()])
        yield Token("html_inline", "", 0, content=f'<span class="whole" dir="ltr">{match.group()}</span>')
        start = match.end()
    yield _text(token, token.content[start:]) if start else token


def _text(token: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=token.level)


def _link(text: str, slug: str, address: Callable[[str], str]) -> Token:
    html = f'<a class="term" href="{escape(address("/glossary/"))}#{escape(slug)}">{escape(text)}</a>'
    return Token("html_inline", "", 0, content=html)


def links(body: str) -> list[str]:
    """Return every address a body links to, in order, each once."""
    found = [
        str(child.attrGet("href") or "")
        for token in parsed(body)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    return list(dict.fromkeys(found))


def plain(body: str) -> str:
    """Return a body as bare text, for search, feeds and measuring."""
    inline = (token.children or () for token in parsed(body) if token.type == "inline")
    kinds = ("text", "code_inline")
    return "\n".join("".join(child.content for child in children if child.type in kinds) for children in inline)


def grade(body: str) -> float | None:
    """Return the reading grade of an English text; None for one too short to say.

    The grade level of Flesch and Kincaid (Kincaid and others, Research Branch Report 8-75, Naval Technical Training
    Command, 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    lines = [line if SENTENCE.search(line[-1:] + " ") else f"{line}." for line in plain(body).splitlines() if line]
    text = " ".join(lines)
    found = WORD.findall(text)
    if len(found) < 30:  # noqa: PLR2004  fewer words than this measure nothing
        return None
    sentences = max(1, len([part for part in SENTENCE.split(text) if WORD.search(part)]))
    syllables = sum(_syllables(word) for word in found)
    return round(0.39 * len(found) / sentences + 11.8 * syllables / len(found) - 15.59, 1)


def _syllables(word: str) -> int:
    folded = word.casefold()
    count = len(VOWELS.findall(folded))
    silent = folded.endswith("e") and not folded.endswith(("le", "ee")) and count > 1
    return max(1, count - silent)
