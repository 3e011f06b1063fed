"""My I-94: the most recent arrival record and the travels of whoever holds the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from limen.core.pages import ISSUING, meaning
from limen.offices.inspections.queries import own
from limen.portal.asking import OWN, Asked, Born, Country, LookUp
from limen.portal.frame import Answer, Frame, part
from limen.portal.times import UTC, day_said, moment_said

CLASSES = "classes_of_admission"


class RecordForm(Asked):
    """The document, who issued it, and the name and birth in it."""

    surname = forms.CharField(label=_("Family name"), max_length=120, help_text=_("As it is in the passport"))
    given_names = forms.CharField(label=_("Given names"), max_length=120, required=False)
    birth = Born()
    document = forms.CharField(label=_("Number of the passport or other document"), max_length=32)
    issuer = Country(label=_("Country that issued it"), kinds=ISSUING)


@dataclass(frozen=True, slots=True)
class Told:
    """What a traveller reads of their record.

    Args:
        travels: the record.
        meaning: what the class of admission means, in the words of the law pack.
        arrived: the day of the arrival.
        until: the last day; empty for the duration of status, and where none is on record.
        crossings: arrivals and departures, each with its day and what its class means.
        looked: when it was looked up.
    """

    travels: own.Travels
    meaning: str
    arrived: str
    until: str
    crossings: list[tuple[own.Crossing, str, str]]
    looked: str


def _found(asked: Mapping[str, Any], now: datetime) -> Told | None:
    names = ("document", "issuer", "surname", "given_names", "birth")
    found = own.travels(**{name: asked[name] for name in names}, now=now)
    if found is None:
        return None
    record = found.latest
    return Told(
        found,
        meaning(CLASSES, record.class_of_admission, record.admitted_on),
        day_said(record.admitted_on),
        "" if record.duration_of_status else day_said(record.until),
        [
            (row, day_said(row.day), meaning(CLASSES, row.class_of_admission, row.day) if row.arrival else "")
            for row in found.crossings
        ],
        moment_said(now, UTC),
    )


RECORD = LookUp(
    key="i94",
    most=OWN,
    template="portal/parts/i94.html",
    form=RecordForm,
    find=_found,
    title=_("Your most recent arrival record (I-94)"),
)


@part("i94", posts=True)
def i94(request: HttpRequest, frame: Frame) -> Answer:
    """Show a traveller their own arrival record."""
    return RECORD.answer(request, frame)
