"""The receipt for the fee of Form I-901: whether it was paid, how much and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from limen.offices.sevis.queries import own
from limen.portal.asking import OWN, Asked, Born, LookUp
from limen.portal.frame import Answer, Frame, part
from limen.portal.times import UTC, day_said, moment_said

VISITOR = "sevis.visitor"


class FeeForm(Asked):
    """The SEVIS ID, the birth and the surname."""

    sevis_id = forms.CharField(label=_("SEVIS ID"), max_length=16, help_text=_("An N and ten digits: N0030000000"))
    surname = forms.CharField(label=_("Family name"), max_length=120, help_text=_("As it is on the I-20 or DS-2019"))
    birth = Born()


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of a fee.

    Args:
        fee: how it stands.
        name: the name on record.
        where: the school or sponsor.
        paid: the day it was paid, in words; empty where it was not.
        looked: when it was looked up.
    """

    fee: own.Fee
    name: str
    where: str
    paid: str
    looked: str


def _found(asked: Mapping[str, Any], now: datetime) -> Told | None:
    found = own.fee(**{name: asked[name] for name in ("sevis_id", "birth", "surname")}, now=now)
    if found is None:
        return None
    record: Any = found.record
    where = record.sponsor if record.record_type == VISITOR else record.school
    return Told(found, record.person.display_name, str(where), day_said(found.paid_on), moment_said(now, UTC))


FEE = LookUp(
    key="fee",
    most=OWN,
    template="portal/parts/fee_receipt.html",
    form=FeeForm,
    find=_found,
    title=_("The I-901 fee of your record"),
)


@part("fee_receipt", posts=True)
def fee_receipt(request: HttpRequest, frame: Frame) -> Answer:
    """Show whether a fee is paid, as a receipt where it is."""
    return FEE.answer(request, frame)
