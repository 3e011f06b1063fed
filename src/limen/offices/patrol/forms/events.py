"""The forms of the pages of encounter events: filters, and the rows of a group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from limen.core.pages import Day, Filter
from limen.offices.patrol.acts.events import Found, Kin, Role

STATES = [("", _("Any")), ("open", _("Open")), ("closed", _("Closed"))]
BY = [
    ("day", _("Day")),
    ("station", _("Station")),
    ("nationality", _("Nationality")),
    ("disposition", _("Disposition")),
]
ROWS = 6
"""Rows a new group begins with; the page adds as many at a time."""
TEXTS = ("surname", "given_names", "birth", "sex", "nationality", "role", "family", "kin")
ROW = re.compile(r"^(?:" + "|".join((*TEXTS, "alone", "person")) + r")_(\d{1,3})$")
ROLES = get_args(Role)
KINS = get_args(Kin)


class EventsForm(Filter):
    """Which events are listed."""

    q = forms.CharField(label=_("Number or name"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    first = Day(label=_("First day"), required=False)
    last = Day(label=_("Last day"), required=False)
    here = forms.BooleanField(label=_("This station only"), required=False)


class CountForm(Filter):
    """What is counted over which days."""

    by = forms.ChoiceField(label=_("By"), required=False, choices=BY)
    first = Day(label=_("First day"), required=False)
    last = Day(label=_("Last day"), required=False)
    here = forms.BooleanField(label=_("This station only"), required=False)


@dataclass
class Row:
    """A row of the page of a group.

    Args:
        number: where it stands.
        data: what was typed.
        alike: people on record who may be the one.
        chosen: whom the agent judged it to be; ``new`` for nobody on record, empty while not asked.
        fault: what is wrong with it.
    """

    number: int
    data: dict[str, str]
    alike: list[Any] = field(default_factory=list)
    chosen: str = ""
    fault: str = ""

    @property
    def empty(self) -> bool:
        """Return whether nothing was typed that says who is meant."""
        return not any(self.data.get(name) for name in ("surname", "given_names", "birth", "nationality"))

    def found(self) -> Found | None:
        """Return the person of the row; None, with the fault kept, when it cannot be taken."""
        said: dict[str, Any] = {name: self.data.get(name, "") for name in TEXTS}
        said["nationality"] = said["nationality"].upper()
        said["alone"] = bool(self.data.get("alone"))
        if self.chosen not in ("", "new"):
            try:
                said["person"] = UUID(self.chosen)
            except ValueError:
                self.fault = str(_("Choose one of those on record, or somebody new."))
                return None
        try:
            return Found(**said)
        except ValidationError as error:
            first = error.errors()[0]
            self.fault = f"{first['loc'][0]}: {first['msg']}"
            return None


def rows_of(sent: Mapping[str, Any], wanted: int = ROWS) -> list[Row]:
    """Return the rows of a group as they were sent, and as many empty ones as the page shows."""
    numbers = [int(match[1]) for name in sent if (match := ROW.match(name))]
    most = min(max([wanted, *numbers]), 200)
    found = []
    for number in range(1, most + 1):
        data = {name: str(sent.get(f"{name}_{number}", "")).strip() for name in (*TEXTS, "alone")}
        found.append(Row(number, data, chosen=str(sent.get(f"person_{number}", ""))))
    return found
