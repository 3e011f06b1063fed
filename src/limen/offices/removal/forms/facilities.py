"""The filters of facilities and of released data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Day, Filter, words
from limen.exchange.ice_release import KINDS
from limen.offices.removal.counting import dimensions
from limen.offices.removal.forms.places import FacilityFilter
from limen.offices.removal.queries.releases import MEASURES

ROWS, STAYS = "rows", "stays"
NAMED = {
    ROWS: _("Rows"),
    "midnight": _("People held at midnight"),
    "24h": _("People held at any time of the day"),
    "book-ins": _("Book-ins"),
    "book-outs": _("Book-outs"),
    STAYS: _("Stays that ended"),
}


class OfficeFilter(FacilityFilter):
    """The same, for officers: closed ones too."""

    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[("", _("All")), ("open", _("Open")), ("closed", _("Closed"))],
    )


class StatisticsFilter(Filter):
    """What is counted, of which rows, by what, and in which days."""

    count = forms.ChoiceField(
        label=_("Count"), required=False, choices=[(name, NAMED[name]) for name in (ROWS, *MEASURES, STAYS)]
    )
    kind = forms.ChoiceField(label=_("Rows of"), required=False, choices=[(kind, words(f"{kind}s")) for kind in KINDS])
    by = forms.ChoiceField(label=_("By"), required=False)
    first = Day(label=_("From"), required=False)
    last = Day(label=_("Until"), required=False)
    facility = forms.CharField(label=_("Facility, by code or name"), max_length=80, required=False)
    each = forms.BooleanField(label=_("Each facility by itself"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = dict.fromkeys(by for kind in KINDS for by in dimensions(kind))
        self.fields["by"].choices = [(by, words(by.replace("-", "_"))) for by in every]  # type: ignore[attr-defined]  # a choice field
