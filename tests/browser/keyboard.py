"""A hand on the keyboard and eyes on a page of the public site: no pointer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, pgettext
from django.utils.translation.trans_real import CONTEXT_SEPARATOR

from limen.core.access.codes import code_of
from limen.portal.languages import prefixed
from limen.portal.parts.student_telling import read_ticket

MOST = 60
"""Looks at where the focus is, after which something is not within reach of anybody."""

MAILED = "{mailed}"
"""What is typed where the code from an e-mail belongs."""

FOCUSED = "one => one === document.activeElement"
ITS_FOCUS = "document.activeElement.outerHTML.slice(0, 200)"
ASKED = """words => {
    for (const label of document.querySelectorAll('main label')) {
        const said = label.cloneNode(true);
        said.querySelectorAll('.hint, input').forEach(one => one.remove());
        if (said.textContent.trim().replace(/\\s+/g, ' ') === words) return label.control;
    }
    return null;
}"""
"""The control of a label, by what the label says; what only says that it is optional is no part of it."""

BEFORE = """one => {
    const stops = [...document.querySelectorAll('a[href],button,select,textarea,input,summary,[tabindex="0"]')].filter(
        stop => stop.tabIndex >= 0 && stop.checkVisibility() && (stop.type !== 'radio' || stop.checked));
    const after = document.activeElement;
    const passed = stop => after.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING;
    return stops.filter(stop => passed(stop) && !(one.compareDocumentPosition(stop) & 4)).length;
}"""
"""How many stops of Tab lie between the focus and an element, at the least: a day has more than one."""

ASTRAY = """() => {
    const from = {start: 'rtl', end: 'ltr'};
    const right = one => from[getComputedStyle(one).textAlign] === getComputedStyle(one).direction;
    const all = [...document.querySelectorAll('[dir="rtl"] .facts dd, [dir="rtl"] .table td')];
    const turned = [...document.querySelectorAll('svg')].filter(one => getComputedStyle(one).direction === 'rtl');
    return [...all.filter(one => !right(one)), ...turned].map(one => one.outerHTML);
}"""
"""Values that stand at the far side of their label on a page from right to left, and drawings that are turned round."""

BUTTON = """(document.activeElement.closest('main form') ?? document.querySelector('main form'))
    .querySelector('button[type=submit]')"""
"""The button of the form that the focus is in, or of the first one."""

PLACE = "(one, value) => [one.selectedIndex, [...one.options].findIndex(option => option.value === value)]"
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


@dataclass
class Reader:
    """Somebody who works by keyboard alone.

    Args:
        page: the page of a browser.
        language: the language it is read in.
        waits: lets as much time pass as a person needs to fill a form in.
        noted: what was written down from pages read before.
    """

    page: Any
    language: str
    waits: Callable[[], None]
    noted: dict[str, str] = field(default_factory=dict)

    def said(self, words: str) -> str:
        """Return how the site says something in the reader's language; what is the same in all stays as it is."""
        with translation.override(self.language):
            context, apart, bare = words.rpartition(CONTEXT_SEPARATOR)
            return pgettext(context, bare) if apart else gettext(words)

    def address(self, path: str) -> str:
        """Return the address of a path of the site in the reader's language."""
        return prefixed(self.language, path)

    def past_the_header(self) -> None:
        """Take the first link of a page, which skips to its content, where the page itself puts the focus nowhere."""
        if not self.page.evaluate("document.activeElement === document.body"):
            return
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.className") == "skip", self.page.evaluate(ITS_FOCUS)
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "content", self.page.evaluate(ITS_FOCUS)

    def reaches(self, one: Any, what: str) -> None:
        """Press Tab until the focus is on an element, and see that it shows."""
        for _round in range(MOST):
            if one.evaluate(FOCUSED):
                assert one.is_visible(), f"“{what}” has the focus and cannot be seen"
                return
            for _press in range(max(1, one.evaluate(BEFORE))):
                self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached “{what}”: the focus is on {self.page.evaluate(ITS_FOCUS)}")

    def presses(self, one: Any, what: str) -> None:
        """Go to a link or a button and press Enter there; another page comes of it."""
        self.reaches(one, what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follows(self, path: str) -> None:
        """Go to the link that leads to a path of the site, and follow it."""
        address = self.address(path)
        link = self.page.query_selector(f'main a[href="{address}"]') or self.page.query_selector(f'a[href="{address}"]')
        assert link is not None, f"no link leads to {address}"
        self.presses(link, address)
        assert self.page.evaluate("location.pathname") == address

    def fills(self, typed: Mapping[str, str]) -> None:
        """Type or choose in each field, by what its label says, in the order of the form."""
        for label, value in typed.items():
            words = self.said(label)
            control = self.page.evaluate_handle(ASKED, words).as_element()
            assert control is not None, f"no field is called “{words}”"
            if value == MAILED:
                self.noted["mailed"] = self._mailed()
            self._fill(control, words, value.format(**self.noted))

    def _mailed(self) -> str:
        """Return the code that this opening of the page had sent; the mailbox is the holder's alone."""
        _record, nonce = read_ticket(self.page.locator("main input[name=ticket]").first.get_attribute("value"))
        return code_of(nonce, f"{self.noted['student']}:{self.noted['mail']}")

    def _fill(self, control: Any, words: str, value: str) -> None:
        kind = control.get_attribute("type") or control.evaluate("one => one.tagName.toLowerCase()")
        if kind == "radio":
            self._choose(control, words)
            return
        self.reaches(control, words)
        if kind == "select":
            self._select(control, value)
        elif kind == "checkbox":
            self.page.keyboard.press("Space")
            assert control.is_checked(), words
            return
        elif kind == "date":
            self._day(value)
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value) if value else self.page.keyboard.press("Delete")
        assert control.input_value() == value, f"“{words}” holds “{control.input_value()}”, not “{value}”"

    def _choose(self, control: Any, words: str) -> None:
        name = control.get_attribute("name")
        now = self.page.query_selector(f'main input[name="{name}"]:checked')
        self.reaches(now, words)
        for _press in range(MOST):
            if control.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"“{words}” was never chosen")

    def _select(self, control: Any, value: str) -> None:
        at, wanted = control.evaluate(PLACE, value)
        assert wanted >= 0, f"“{value}” is no choice"
        for _press in range(abs(wanted - at)):
            self.page.keyboard.press("ArrowDown" if wanted > at else "ArrowUp")

    def _day(self, value: str) -> None:
        if not value:
            return
        year, month, day = DAY.fullmatch(value).groups()  # type: ignore[union-attr]
        self.page.keyboard.type(f"{month}{day}{year}")

    def sends(self) -> None:
        """Go to the button of the form that was filled in last, or of the first, and press it."""
        self.waits()
        self.presses(self.page.evaluate_handle(BUTTON).as_element(), "the button of the form")

    def reads(self, words: str) -> None:
        """See that something stands in the content of the page, in the reader's language."""
        shown = " ".join(self.page.locator("main").inner_text().split())
        wanted = self.said(words).format(**self.noted)
        assert wanted in shown, f"“{wanted}” is not in “{shown[:600]}”"

    def needs_no_scrolling_sideways(self) -> None:
        """See that the page is no wider than the window; a table that is has a part of the page of its own."""
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide <= window, f"the page is {wide} wide in a window of {window}"

    def finds_values_at_their_labels(self) -> None:
        """See that what is in another direction than the page stands where the page is read from."""
        assert not (astray := self.page.evaluate(ASTRAY)), astray[0][:200]

    def notes(self, what: str, pattern: str) -> None:
        """Write down what has a form, such as a number."""
        found = re.search(pattern, self.page.locator("main").inner_text())
        assert found is not None, f"no {what} is on the page"
        self.noted[what] = found[0]

    def is_told_of(self, label: str) -> None:
        """See that the focus is on what says what is wrong, and go by its first link to the field that is meant."""
        summary = self.page.query_selector("main [role=alert]")
        assert summary is not None, "nothing says that something is wrong"
        assert summary.evaluate(FOCUSED), f"the focus is on {self.page.evaluate(ITS_FOCUS)}"
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.closest('[role=alert]') !== null"), "the summary has no link"
        self.page.keyboard.press("Enter")
        meant = self.page.evaluate_handle(ASKED, self.said(label)).as_element()
        assert meant.evaluate(FOCUSED), f"the focus is on {self.page.evaluate(ITS_FOCUS)}, not on “{self.said(label)}”"
        about = (meant.get_attribute("aria-describedby") or "").split()
        assert meant.get_attribute("aria-invalid") == "true", "the field does not say that it is wrong"
        assert any(name.endswith("_error") for name in about), "the field does not say what is wrong with it"
