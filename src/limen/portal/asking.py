"""Look-ups of what is on record of somebody, by facts that they know and others do not.

What is typed comes by POST and stands in no address. The questions of an address are counted. Who is not on record, who
does not match and who is not shown are answered in the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from limen.core.access.limits import too_often
from limen.core.pages import BORN_IN, Day, countries, meaning
from limen.portal.frame import Answer, Frame
from limen.portal.languages import ORIGINAL

OWN = "policy.own_record_looks"
"""How often an address may look up a record of its own in an hour."""


class Asked(forms.Form):
    """A form of the public site; what is wrong is said by us and linked, not by the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        for field in self.fields.values():
            if isinstance(field, Country):
                field.of(day)


class Born(Day):
    """A date of birth."""

    default_error_messages = {"invalid": _("Write the day as year, month and day: 1990-01-31.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Date of birth"))
        kwargs.setdefault("help_text", _("Where no calendar is shown, as year, month and day: 1990-01-31"))
        super().__init__(**kwargs)


class Country(forms.ChoiceField):
    """A country by its name, of those on a day; where somebody was born, unless other kinds are said."""

    def __init__(self, *args: Any, kinds: tuple[str, ...] = BORN_IN, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds

    def of(self, day: date) -> None:
        """Offer the countries of a day."""
        self.choices = countries(day, self.kinds)


def country_said(code: str, day: date) -> str:
    """Return the name of a country in the reader's language; nothing for none."""
    return gettext(meaning("icao_states", code, day)) if code else ""


def in_english(form: forms.Form, *names: str) -> None:
    """Say of choices whose words are the law pack's that they are English, on a page of another language."""
    if get_language() != ORIGINAL:
        for name in names:
            form.fields[name].widget.attrs |= {"lang": "en", "dir": "ltr"}


@dataclass(frozen=True, slots=True)
class LookUp:
    """One look-up.

    Args:
        key: what its questions are counted as.
        most: the law pack's value that says how many an address may ask in an hour.
        template: what shows the form and the answer.
        form: makes the form of a day, from what was sent or from nothing.
        find: returns what is on record for what the form holds, at a moment; nothing where nothing is told.
        title: the heading of what was found.
    """

    key: str
    most: str
    template: str
    form: Callable[..., forms.Form]
    find: Callable[[Mapping[str, Any], datetime], Any]
    title: str | Promise

    def answer(self, request: HttpRequest, _frame: Frame) -> Answer:
        """Return the form, what is wrong with it, or what it found."""
        now = timezone.now()
        if request.method != "POST":
            return self._answer(self.form(day=now.date()), kept=True)
        form = self.form(request.POST, day=now.date())
        if not form.is_valid():
            return self._answer(form, status=422)
        if too_often(request, f"limen-{self.key}", self.most):
            return self._answer(form, status=429, often=True)
        found = self.find(form.cleaned_data, now)
        if not found:
            return self._answer(form, title=_("Nothing is found"), nothing=True)
        return self._answer(form, title=self.title, alone=True, found=found)

    def _answer(
        self,
        form: forms.Form,
        *,
        status: int = 200,
        kept: bool = False,
        alone: bool = False,
        title: str | Promise = "",
        **more: Any,
    ) -> Answer:
        context = {"form": form, "first": True, **more}
        return Answer(self.template, context, status=status, kept=kept, title=str(title), alone=alone)
