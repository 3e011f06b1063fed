"""Look up a hearing: the next one that is on record, for whoever knows the A-number and the country of birth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from limen.offices.removal.queries import own
from limen.portal.asking import OWN, Asked, Country, LookUp
from limen.portal.frame import Answer, Frame, part
from limen.portal.times import UTC, day_said, moment_said

MODES = {
    "in_person": _("In person, at the court"),
    "video": _("By video"),
    "telephone": _("By telephone"),
}


class HearingForm(Asked):
    """The A-number and the country of birth."""

    number = forms.CharField(label=_("A-number"), max_length=16, help_text=_("Nine digits; A123456789 or 123-456-789"))
    country = Country(label=_("Country of birth"))


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a hearing.

    Args:
        heard: what is on record.
        ahead: when the next hearing is, in words; empty where none is set.
        past: when the last was whose outcome is not on record, in words.
        mode: how the next one is held.
        decided: the day of the last decision, in words.
        looked: when it was looked up.
    """

    heard: own.Heard
    ahead: str
    past: str
    mode: str
    decided: str
    looked: str


def _found(asked: Mapping[str, Any], now: datetime) -> Told | None:
    found = own.heard(asked["number"], asked["country"], now=now)
    if found is None:
        return None
    zone = found.case.zone
    ahead, past = found.ahead, found.past
    return Told(
        found,
        moment_said(ahead.at, zone) if ahead is not None else "",
        moment_said(past.at, zone) if past is not None else "",
        str(MODES.get(ahead.mode, ahead.mode)) if ahead is not None else "",
        day_said(found.decided_on),
        moment_said(now, UTC),
    )


HEARING = LookUp(
    key="hearing",
    most=OWN,
    template="portal/parts/hearing.html",
    form=HearingForm,
    find=_found,
    title=_("The hearing on record"),
)


@part("hearing", posts=True)
def hearing(request: HttpRequest, frame: Frame) -> Answer:
    """Show the next hearing of a case."""
    return HEARING.answer(request, frame)
