"""The filters of the queue of travel-document requests and of the board of movements."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.offices.removal.departure_states import OPEN_REQUESTS
from limen.offices.removal.workflow.departures import REQUEST


class RequestsForm(Filter):
    """Of which country, at which step, in which state, whose."""

    country = forms.CharField(label=_("Country"), required=False, max_length=3)
    step = forms.ChoiceField(label=_("Next step"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    overdue = forms.BooleanField(label=_("Only those past the day expected"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(code, _(row.title)) for code, row in lawbook().codes("document_steps").on(day).items()]
        self.fields["step"].choices = [("", _("Any")), *steps]  # type: ignore[attr-defined]  # a choice field
        states = [(state, words(state)) for state in REQUEST.states]
        self.fields["state"].choices = [("", _("Requested or refused")), *states]  # type: ignore[attr-defined]  # a choice field

    def clean_country(self) -> str:
        """Return the country's code as the record has it."""
        return str(self.cleaned_data["country"]).upper()

    def states(self) -> tuple[str, ...]:
        """Return the states asked for: the open ones when none is."""
        state = self.cleaned_data["state"]
        return (state,) if state else OPEN_REQUESTS


class BoardForm(Filter):
    """Which day, to which country, from here or from everywhere."""

    day = Day(label=_("Day"), required=False)
    country = forms.CharField(label=_("To country"), required=False, max_length=3)
    elsewhere = forms.BooleanField(label=_("From every place"), required=False)

    def clean_country(self) -> str:
        """Return the country's code as the record has it."""
        return str(self.cleaned_data["country"]).upper()
