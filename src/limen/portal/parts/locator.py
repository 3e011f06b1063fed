"""Find a person who is held: the public locator of Detention and Removal, on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from limen.offices.removal.forms.locator import LocatorForm
from limen.offices.removal.queries import locator as queries
from limen.portal.asking import Born, LookUp, country_said
from limen.portal.frame import Answer, Frame, part


class Sought(LocatorForm):
    """Who is sought, in the words of the public site."""

    birth = Born(required=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What a family is told of one person."""

    located: queries.Located
    nationality: str


def _found(asked: Mapping[str, Any], now: datetime) -> list[Told]:
    if asked["number"]:
        rows = queries.by_number(asked["number"], asked["country"], now=now)
    else:
        rows = queries.by_name(asked["surname"], asked["given_names"], asked["birth"], asked["country"], now=now)
    return [Told(row, country_said(row.nationality, now.date())) for row in rows]


LOCATOR = LookUp(
    key="locator",
    most="policy.locator_searches",
    template="portal/parts/locator.html",
    form=Sought,
    find=_found,
    title=_("Found"),
)


@part("locator", posts=True)
def locator(request: HttpRequest, frame: Frame) -> Answer:
    """Find an adult who is held."""
    return LOCATOR.answer(request, frame)
