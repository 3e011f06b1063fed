"""What every public form has: its token, its trap, its words and language, and how the person may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core import pages
from limen.core.lawbook import lawbook
from limen.core.pages import BORN_IN, Day
from limen.portal.requests import tokens

LONG, LINE = 4000, 400
TRAP = "website"
"""The name of the field that nobody sees and programs fill in."""

WRITTEN = {"zh-hans": "zh"}
"""The language somebody writes who reads a page of the site, where its code is another."""

ANSWERS = {
    "here": _("On this site, with the number and code you are given"),
    "email": _("By e-mail"),
    "post": _("By post"),
    "none": _("I need no answer"),
}
OUTSIDE = ("token", TRAP)


def coded(table: str) -> list[tuple[str, Any]]:
    """Return the codes of a table in force today, each with its title."""
    return [(code.code, _(code.title)) for code in lawbook().codes(table).on(timezone.now().date()).values()]


def countries(kinds: tuple[str, ...] = BORN_IN) -> list[tuple[str, str]]:
    """Return the countries of today by name, an empty choice first: where somebody may be born, or other kinds."""
    return pages.countries(timezone.now().date(), kinds)


class PublicForm(forms.Form):
    """A form that anybody may fill in, without a cookie and without signing in.

    ``key`` names the task; ``kind`` is the kind of what is sent by it; ``send`` is what its button says; ``reach`` says
    whether it asks how the person may be reached, ``answers`` which ways of being answered it offers.
    """

    use_required_attribute = False
    key: ClassVar[str]
    kind: ClassVar[str] = ""
    title: ClassVar[Any]
    send: ClassVar[Any] = _("Send")
    order: ClassVar[tuple[str, ...]] = ()
    answers: ClassVar[tuple[str, ...]] = ("here", "email", "post")

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, language: str = "en", files: bool = False) -> None:
        super().__init__(data, auto_id=f"{self.key.replace('_', '-')}-%s", label_suffix="")
        self.language, self.files_sent = language, files
        self.nonce = ""
        self.order_fields(self.order)
        if not self.is_bound:
            self.initial["token"] = tokens.form_token(self.key)

    @property
    def shown(self) -> list[forms.BoundField]:
        """Return the fields that a person fills in, in their order."""
        return [field for field in self.visible_fields() if field.name != TRAP]

    @property
    def trap(self) -> forms.BoundField:
        """Return the field that nobody sees."""
        return self[TRAP]

    def clean(self) -> dict[str, Any]:
        """Refuse what no person sent: too fast, too late, into the field that nobody sees, with a file."""
        cleaned = super().clean() or self.cleaned_data
        found = tokens.read_token(str(cleaned.get("token", "")), self.key)
        if cleaned.get(TRAP):
            self.add_error(TRAP, _("Leave this field empty: it is there to catch programs."))
        if self.files_sent:
            self.add_error(None, _("No file can be sent with this form. Say in words what it shows."))
        if tokens.too_old(found):
            self.add_error(None, _("This form was open too long. Nothing is lost: look it over and send it again."))
        elif tokens.too_young(found):
            self.add_error(None, _("That was faster than a person can type. Wait a moment and send it again."))
        self.nonce = found.nonce
        return cleaned

    def renew(self) -> None:
        """Give the form a fresh token, so that what was typed can be sent again."""
        data = self.data.copy() if hasattr(self.data, "copy") else dict(self.data)
        data["token"] = tokens.form_token(self.key)
        data[TRAP] = ""
        self.data = data

    def said(self) -> dict[str, Any]:
        """Return what was typed, without what only guards the form."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OUTSIDE}


class SendingForm(PublicForm):
    """A form by which something is sent: its words, its language, and how to be answered."""

    reach: ClassVar[bool] = True

    text = forms.CharField(
        label=_("What do you want to tell us?"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 8})
    )
    written_in = forms.ChoiceField(label=_("Language you write in"))
    answer_by = forms.ChoiceField(label=_("How do you want the answer?"), widget=forms.RadioSelect)
    contact_name = forms.CharField(
        label=_("Your name"), required=False, max_length=160, widget=forms.TextInput({"autocomplete": "name"})
    )
    contact_email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    contact_phone = forms.CharField(
        label=_("Your telephone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    contact_post = forms.CharField(
        label=_("Your postal address"),
        required=False,
        max_length=LINE,
        widget=forms.Textarea({"rows": 3, "autocomplete": "street-address"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, language: str = "en", files: bool = False) -> None:
        super().__init__(data, language=language, files=files)
        written = coded("interpreter_languages")
        self.fields["written_in"].choices = written  # type: ignore[attr-defined]  # a choice field
        self.fields["answer_by"].choices = [(key, ANSWERS[key]) for key in self.answers]  # type: ignore[attr-defined]  # a choice field
        own = WRITTEN.get(language, language)
        self.initial.setdefault("written_in", own if own in dict(written) else "en")
        self.initial.setdefault("answer_by", self.answers[0])

    def clean_contact_email(self) -> str:
        """Take one address, and nothing that could be read as two."""
        email = str(self.cleaned_data["contact_email"])
        if set(email) & set(' ,;<>"'):
            raise forms.ValidationError(_("Give one e-mail address, without quotation marks."))
        return email

    def clean(self) -> dict[str, Any]:
        """Ask for what it takes to send the answer that is wanted."""
        cleaned = super().clean()
        wanted = cleaned.get("answer_by")
        if wanted == "email" and not cleaned.get("contact_email") and "contact_email" not in self.errors:
            self.add_error("contact_email", _("Give an e-mail address, or choose another way to be answered."))
        if wanted == "post":
            for name in ("contact_name", "contact_post"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Give your name and address, or choose another way to be answered."))
        return cleaned


def birthday(label: Any, *, required: bool = False) -> Day:
    """Return a field for a day."""
    return Day(label=label, required=required, help_text=_("Year, month and day, such as 1984-03-27"))
