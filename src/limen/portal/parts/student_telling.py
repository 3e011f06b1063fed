"""Somebody tells of a change: a code goes to the e-mail address on record, and with it they say what changed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from limen.core.access.codes import digest_of, same_code
from limen.core.access.gate import SYSTEM
from limen.core.access.limits import counted
from limen.core.lawbook import lawbook
from limen.core.ledger.outbox import mail_now
from limen.core.pages import Day
from limen.kernel import WORKFLOWS, Act, LimenError, perform
from limen.offices.sevis import acts
from limen.offices.sevis.acts import visitors
from limen.offices.sevis.queries.own import Own
from limen.offices.sevis.told import ADDRESS, EMPLOYER, code_for
from limen.portal.asking import Asked, in_english

SALT = "portal.own"
CODES = "policy.own_codes_an_hour"
MINUTES = "policy.own_pass_minutes"
ZIP = r"^\d{5}(-?\d{4})?$"


def ticket_of(record: Any) -> str:
    """Return what opens the telling for whoever was just shown a record."""
    return signing.dumps(
        [str(record.pk), secrets.token_urlsafe(12), timezone.now().timestamp()], salt=SALT, compress=False
    )


def read_ticket(token: str) -> tuple[str, str]:
    """Return the record's identifier and the name of this opening; nothing where it is none of ours or too old."""
    try:
        identifier, nonce, at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return "", ""
    fresh = timezone.now().timestamp() - at <= _minutes() * 60
    return (str(identifier), str(nonce)) if fresh else ("", "")


def _minutes() -> int:
    return int(lawbook().value(MINUTES, timezone.now().date()).value)


class Address(forms.CharField):
    """A line of an address, which browsers may fill in."""

    def __init__(self, fills: str, *, label: Any, required: bool = False, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            max_length=64,
            required=required,
            widget=forms.TextInput({"autocomplete": fills}),
            **kwargs,
        )


class State(forms.ChoiceField):
    """A state of the country, by the code that mail bears."""

    def of(self, day: date) -> None:
        """Offer the states of a day."""
        rows = lawbook().codes("us_states").on(day).values()
        named = sorted((row.title, row.code) for row in rows)
        self.choices = [("", _("Choose a state")), *((code, title) for title, code in named)]


def _state(label: Any = "", *, required: bool = False) -> State:
    label = label or gettext_lazy("State or territory")
    return State(label=label, required=required, widget=forms.Select({"autocomplete": "address-level1"}))


def _zip(label: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.RegexField(
        ZIP,
        label=label or gettext_lazy("ZIP code"),
        required=required,
        max_length=10,
        widget=forms.TextInput({"autocomplete": "postal-code", "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("A ZIP code has five digits, or nine.")},
    )


class Telling(Asked):
    """What somebody tells, with the code that was sent to them; ``does`` is the act that takes it in."""

    does: ClassVar[type[Act]]

    code = forms.CharField(
        label=gettext_lazy("Code from the e-mail"),
        max_length=40,
        help_text=gettext_lazy("Four groups of four signs"),
        widget=forms.TextInput({"autocomplete": "one-time-code"}),
    )

    def __init__(self, *args: Any, own: Own, nonce: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own, self.nonce = own, nonce
        self.student: Any = own.record
        # the code comes last: it is looked up in another window, and that window takes its time
        self.order_fields([name for name in self.fields if name != "code"])
        for name, field in self.fields.items():
            if isinstance(field, State):
                field.of(self.day)
                in_english(self, name)

    def clean_code(self) -> str:
        """Take the code of this opening alone."""
        typed = str(self.cleaned_data["code"])
        if not same_code(typed, digest_of(code_for(self.student, self.nonce))):
            raise ValidationError(_("This is not the code that we sent last. Look at the e-mail once more."))
        return typed

    def said(self) -> dict[str, Any]:
        """Return what was told, by the names of the act's fields; what was left empty is not among it."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "code"}
        return {name: value for name, value in kept.items() if value not in ("", None)}

    def act(self) -> Act:
        """Return what is done with what was told."""
        return self.does(**self.said())


class AddressForm(Telling):
    """Where they live, where mail goes, the telephone, and what else the school should know."""

    does: ClassVar[type[Act]] = acts.TellAddress

    us_address1 = Address("address-line1", label=gettext_lazy("Street and number of where you live"))
    us_address2 = Address("address-line2", label=gettext_lazy("Flat or room"))
    us_city = Address("address-level2", label=gettext_lazy("City"))
    us_state = _state()
    us_postal_code = _zip()
    mailing_address1 = Address("off", label=gettext_lazy("Street or box for your mail, if it goes elsewhere"))
    mailing_city = Address("off", label=gettext_lazy("City of that address"))
    mailing_state = _state(gettext_lazy("State or territory of that address"))
    mailing_postal_code = _zip(gettext_lazy("ZIP code of that address"))
    phone = forms.RegexField(
        r"^\D*(\d\D*){10}$",
        label=gettext_lazy("Telephone in the United States"),
        required=False,
        max_length=24,
        widget=forms.TextInput({"autocomplete": "tel-national", "type": "tel"}),
        error_messages={"invalid": gettext_lazy("A telephone number has ten digits.")},
    )
    besides = forms.CharField(
        label=gettext_lazy("Anything else that changed"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "A new name, for example. Your school reads this and asks you for papers if it needs them."
        ),
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_phone(self) -> str:
        """Keep the digits alone."""
        return "".join(char for char in str(self.cleaned_data["phone"]) if char.isdigit())

    def clean(self) -> dict[str, Any]:
        """An address is whole, and something is told."""
        found = super().clean() or {}
        for start in ("us", "mailing"):
            names = [f"{start}_{part}" for part in ("address1", "city", "state", "postal_code")]
            if any(found.get(name) for name in (*names, f"{start}_address2")):
                for name in names:
                    if name not in self.errors and not found.get(name):
                        self.add_error(name, _("This belongs to an address."))
        if not self.errors and not any(value for name, value in found.items() if name != "code"):
            raise ValidationError(_("Say what has changed."))
        return found


class VisitorAddressForm(AddressForm):
    """The same of an exchange visitor, whose sponsor is told."""

    does: ClassVar[type[Act]] = visitors.TellVisitorAddress

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besides"].help_text = _(
            "A new name, for example. Your sponsor reads this and asks you for papers if it needs them."
        )

    def said(self) -> dict[str, Any]:
        """Return what was told, its addresses in parts; a ZIP code has five digits there."""
        said = super().said()
        kept: dict[str, Any] = {name: said[name] for name in ("phone", "besides") if name in said}
        for field, start in (("us_address", "us_"), ("mailing_address", "mailing_")):
            part = {name.removeprefix(start): value for name, value in said.items() if name.startswith(start)}
            if part:
                kept[field] = {**part, "postal_code": part.get("postal_code", "")[:5]}
        return kept


class WorkForm(Telling):
    """For whom they work, from when, how many hours, and how it follows from the degree."""

    does = acts.TellEmployer

    employer_name = forms.CharField(
        label=gettext_lazy("Employer"),
        max_length=121,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    own_work = forms.ChoiceField(
        label=gettext_lazy("You work"),
        choices=[("", gettext_lazy("for this employer")), ("self", gettext_lazy("for yourself"))],
        required=False,
    )
    employer_address1 = Address("off", label=gettext_lazy("Street and number of where you work"), required=True)
    employer_city = Address("off", label=gettext_lazy("City"), required=True)
    employer_state = _state(required=True)
    employer_postal_code = _zip(required=True)
    job_title = forms.CharField(label=gettext_lazy("What you are called there"), max_length=64, required=False)
    starts = Day(label=gettext_lazy("First day of work"))
    hours = forms.IntegerField(label=gettext_lazy("Hours a week"), min_value=1, max_value=99)
    relevance = forms.CharField(
        label=gettext_lazy("How the work follows from your degree"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """Somebody employs them, or nobody does."""
        found = super().clean() or {}
        if not found.get("employer_name") and found.get("own_work") != "self":
            self.add_error("employer_name", _("Name the employer, or say that you work for yourself."))
        return found

    def said(self) -> dict[str, Any]:
        """Return what was told; whether it is full time, the law says by the hours."""
        said = super().said()
        least = int(lawbook().value("sevis.opt_min_hours", self.day).value)
        own = said.pop("own_work", "") == "self"
        return {**said, "self_employed": own, "full_time": said["hours"] >= least}


class EndedForm(Telling):
    """With whom work ended, and when."""

    does = acts.TellWorkEnded

    employer = forms.ChoiceField(label=gettext_lazy("Employer"))
    ends = Day(label=gettext_lazy("Last day of work"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["employer"]
        choice.choices = [(str(row.pk), row.name or _("Yourself")) for row in self.own.working]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be told.

    Args:
        key: what the page calls it.
        title: its heading, and its button.
        form: makes its form.
        asks: what is to be filled in.
    """

    key: str
    title: Any
    form: Callable[..., Telling]
    asks: Any = ""


ASKS = gettext_lazy("Fill in what has changed, and leave the rest empty. An address needs all its parts.")
VISITOR = "sevis.visitor"
OFFERS = (
    Offer("address", gettext_lazy("Tell a new address or telephone"), AddressForm, ASKS),
    Offer("work", gettext_lazy("Tell of new work"), WorkForm),
    Offer("ended", gettext_lazy("Tell that work has ended"), EndedForm),
)


VISITORS = (Offer("address", gettext_lazy("Tell a new address or telephone"), VisitorAddressForm, ASKS),)
CODES_BY = {"sevis.student": acts.SendCode, VISITOR: visitors.SendVisitorCode}
"""The act that sends a code, by the kind of record."""


def offers(own: Own) -> list[Offer]:
    """Return what somebody may tell: everybody an address, whoever reports their work alone their work."""
    record: Any = own.record
    coding = CODES_BY[record.record_type]
    telling = any(row.act is coding and record.state in row.sources for row in WORKFLOWS[record.record_type])
    if not telling or not record.email:
        return []
    if record.record_type == VISITOR:
        return list(VISITORS)
    fits = {"address": True, "work": EMPLOYER in own.alone, "ended": bool(own.working)}
    return [offer for offer in OFFERS if fits[offer.key]]


def kept_at_once(own: Own) -> bool:
    """Return whether what a student tells of an address is kept without the school."""
    return ADDRESS in own.alone


def masked(email: str) -> str:
    """Return an e-mail address so that whoever has it knows it and nobody else learns it."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}…{at}{domain}"


def send_code(own: Own, nonce: str) -> bool:
    """Send the code of an opening to the address on record, once; return whether it was.

    Nobody fills somebody's mail: only so many are sent for one record in an hour. It leaves at once, for somebody waits
    for it; where it cannot, it leaves with the next sweep.
    """
    record: Any = own.record
    if counted(f"limen-own-code:{record.pk}", CODES):
        return False
    subject = _("Your code")
    words = _(
        "Somebody who knows your SEVIS ID, your date of birth and your passport wants to tell us of a change. If it is "
        "you, type this code on the page:\n\n{code}\n\nIt holds for %(minutes)s minutes. If it is not you, do nothing, "
        "and tell your school or sponsor."
    ) % {"minutes": _minutes()}
    # asked for again on the page of another language, it is sent again in that one
    send = CODES_BY[record.record_type]
    _do(own, send(nonce=nonce, subject=subject, words=words), f"code:{nonce}:{get_language()}")
    mail_now(own.record.email)
    return True


def tell(own: Own, form: Telling) -> str:
    """Do what a form that holds asks; return why it is refused, or nothing."""
    try:
        _do(own, form.act(), f"told:{form.nonce}")
    except LimenError as refusal:
        return refusal.message
    return ""


def _do(own: Own, act: Act, key: str) -> None:
    record: Any = own.record
    perform(act, on=record, by=SYSTEM, at=record.place, purpose="administration", key=key)


def asked_of(offer: Offer, own: Own, nonce: str, day: date, sent: Mapping[str, Any] | None = None) -> Telling:
    """Return the form of an offer, blank or with what was sent."""
    return (
        offer.form(sent, day=day, own=own, nonce=nonce)
        if sent is not None
        else offer.form(day=day, own=own, nonce=nonce)
    )


def is_own(request: HttpRequest) -> bool:
    """Return whether a request goes on from a record that was shown."""
    return request.method == "POST" and "ticket" in request.POST
