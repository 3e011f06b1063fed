"""The filters of the pages of custody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Day, Filter

WHO = [
    ("", _("Everybody")),
    ("juveniles", _("Juveniles")),
    ("adults", _("Adults")),
    ("alone", _("Children alone")),
    ("families", _("Family units")),
    ("risk", _("At risk")),
    ("transit", _("On the way here")),
]


class BoardForm(Filter):
    """Who is shown on the board."""

    who = forms.ChoiceField(label=_("Who"), required=False, choices=WHO)
    cell = forms.CharField(label=_("Cell"), required=False, max_length=24)


class PopulationForm(Filter):
    """Over which days the population is counted."""

    first = Day(label=_("First day"), required=False)
    last = Day(label=_("Last day"), required=False)
