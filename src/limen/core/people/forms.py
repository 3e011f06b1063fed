"""The search for people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Filter
from limen.core.people.names import birth_bounds
from limen.kernel import BadInput


class FindForm(Filter):
    """A name, a birth as far as known, a number: what is given must all agree."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False, help_text=_("Any part, in any order"))
    birth = forms.CharField(
        label=_("Date of birth"), max_length=10, required=False, help_text=_("1985-04-12, 1985-04 or 1985")
    )
    number = forms.CharField(
        label=_("Number"), max_length=64, required=False, help_text=_("Of a document or of the person")
    )

    def clean_birth(self) -> Any:
        """Return the birth, when it is a year, a month or a day."""
        birth = self.cleaned_data["birth"]
        try:
            birth_bounds(birth)
        except BadInput as refused:
            raise forms.ValidationError([problem.message for problem in refused.problems]) from refused
        return birth


class SearchForm(Filter):
    """What an officer types into the search of every page."""

    q = forms.CharField(label=_("Name, number or code"), max_length=120, required=False)


class ProposalsForm(Filter):
    """Which proposals: how they stand, how likely they are, whose name is on either record."""

    state = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            ("waiting", _("Waiting for a decision")),
            ("", _("All")),
            ("open", _("Nobody has decided")),
            ("unsure", _("Could not be decided")),
            ("same", _("The same person")),
            ("not_same", _("Not the same person")),
            ("settled", _("Settled elsewhere")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    least = forms.FloatField(
        label=_("Least probability"),
        required=False,
        min_value=0,
        max_value=1,
        widget=forms.NumberInput(attrs={"step": "any"}),
        help_text=_("0 to 1"),
    )
    words = forms.CharField(label=_("Name"), max_length=120, required=False, help_text=_("On either record"))
    run = forms.UUIDField(required=False, widget=forms.HiddenInput)
