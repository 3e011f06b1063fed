"""What is wrong with a page as HTML: what the parser of the standard finds, and what the standard says beyond grammar.

The parser is html5lib, which reads as browsers do and reports every error of grammar. Beyond it: what may stand in
what, which attributes there are, and that whatever names another element names one that is there (WHATWG HTML, “content
models” and “index of attributes”; WAI-ARIA 1.2 for the ``aria-`` attributes that name others).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import html5lib

__all__ = ["faults"]


def _tags(words: str) -> frozenset[str]:
    return frozenset(words.split())


PHRASING = _tags(
    "a abbr b bdi bdo br button cite code data dfn em i img input kbd label mark meter output progress q "
    "s samp select small span strong sub sup textarea time u var wbr"
)
"""What may stand in a sentence."""

SENTENCES = _tags(
    "abbr b bdi bdo button caption cite code dfn em h1 h2 h3 h4 h5 h6 i kbd label legend mark p q s samp "
    "small span strong summary time title u var"
)
"""What holds sentences and no block; the standard allows a heading in a summary or a legend, the site has none."""

CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup"},
    "optgroup": {"option"},
    "head": {"meta", "title", "link"},
}
"""What alone may stand directly in some elements."""

INTERACTIVE = _tags("a button details input label select textarea")
GLOBAL = _tags("class dir hidden id lang role tabindex title autofocus")
ATTRIBUTES = {
    "a": "href hreflang rel download",
    "button": "type name value",
    "circle": "",
    "form": "method action novalidate autocomplete",
    "html": "",
    "input": "type name value id maxlength minlength autocomplete checked min max required placeholder",
    "label": "for",
    "link": "rel href hreflang type title",
    "meta": "charset name content",
    "ol": "start",
    "option": "value selected",
    "select": "name required",
    "td": "colspan rowspan headers",
    "textarea": "name rows cols maxlength minlength autocomplete required",
    "th": "scope colspan rowspan abbr",
    "time": "datetime",
}
"""The attributes of an element besides the global ones and those of ARIA."""

NAMES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
"""Attributes that name other elements of the page."""

FINE = re.compile(r"\.\d{4}")
"""More of a second than a moment on a page may have."""

LABELLED = _tags("button input meter output progress select textarea")


def faults(html: str) -> list[str]:
    """Return what is wrong with a page, each fault in words; nothing where nothing is."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    lines = [f"line {at[0]}: {code} {more}" for at, code, more in parser.errors]
    return [*lines, *_of_names(root), *_of_elements(root), *_of_nesting(root)]


def _every(root: Any) -> Iterator[Any]:
    """Yield every element of HTML; a drawing has rules of its own."""
    for one in root.iter():
        if isinstance(one.tag, str) and not one.tag.startswith("{"):
            yield one


def _said(one: Any) -> str:
    return f"<{one.tag}{''.join(f' {name}={value!r}' for name, value in list(one.attrib.items())[:3])}>"


def _of_names(root: Any) -> Iterator[str]:
    """Yield identifiers that stand twice or are none, and names that lead to nothing."""
    named = Counter(one.get("id") for one in root.iter() if one.get("id") is not None)
    yield from (f"id {name!r} stands {count} times" for name, count in named.items() if count > 1)
    yield from (f"id {name!r} is none" for name in named if not name or " " in name)
    by_id = {one.get("id"): one for one in root.iter() if one.get("id")}
    for one in root.iter():
        for attribute in NAMES:
            for name in (one.get(attribute) or "").split():
                if name not in by_id:
                    yield f"{_said(one)}: {attribute} names {name!r}, which is not there"
        if one.get("for") in by_id and by_id[one.get("for")].tag not in LABELLED:
            yield f"{_said(one)} labels what takes no label"
        link = one.get("href") or ""
        if len(link) > 1 and link.startswith("#") and link[1:] not in by_id:
            yield f"{_said(one)} leads to no place of the page"


def _of_elements(root: Any) -> Iterator[str]:
    """Yield what is wrong with an element by itself: its attributes, its day, an image or heading without words."""
    for one in _every(root):
        known = GLOBAL | set(ATTRIBUTES.get(one.tag, "").split())
        for name in one.attrib:
            if name not in known and not name.startswith(("aria-", "data-")):
                yield f"{_said(one)}: there is no attribute {name!r}"
        if one.tag == "img" and one.get("alt") is None:
            yield f"{_said(one)} says nothing to who does not see it"
        if one.tag in {"h1", "h2", "h3", "h4", "title", "legend", "label", "caption", "th"} and not _words(one):
            yield f"{_said(one)} is empty"
        if one.tag == "time" and not _moment(one.get("datetime") or _words(one)):
            yield f"{_said(one)} is no moment"
    if not root.get("lang") or root.get("dir") not in ("ltr", "rtl"):
        yield "the page does not say its language and direction"
    if len(list(root.iter("h1"))) != 1 or len(list(root.iter("main"))) != 1:
        yield "a page has one heading of the first level and one main part"


def _words(one: Any) -> str:
    return "".join(one.itertext()).strip()


def _moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return FINE.search(text) is None


def _of_nesting(root: Any) -> Iterator[str]:
    """Yield what stands where it may not."""
    for one in _every(root):
        inside = [child for child in one if isinstance(child.tag, str)]
        allowed = CHILDREN.get(one.tag)
        if allowed is not None:
            yield from (f"{_said(one)} holds {_said(child)}" for child in inside if child.tag not in allowed)
        if one.tag in SENTENCES:
            yield from (f"{_said(one)} holds {_said(child)}" for child in inside if child.tag not in PHRASING)
        if one.tag in {"a", "button"}:
            within = [child for child in _every(one) if child is not one]
            yield from (f"{_said(one)} holds {_said(child)}" for child in within if child.tag in INTERACTIVE)
        if one.tag == "dl" and not [child for child in one.iter() if child.tag in {"dt", "dd"}]:
            yield f"{_said(one)} is empty"
