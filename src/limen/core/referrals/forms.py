"""The filter of the queue of referrals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.offices import offices
from limen.core.pages import Filter, words
from limen.core.referrals.queries import OPEN
from limen.core.referrals.workflow import REFERRAL


class QueueForm(Filter):
    """Whose work, and in which state."""

    office = forms.ChoiceField(label=_("Office"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    mine = forms.BooleanField(label=_("Only what I accepted"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].choices = [("", _("Every office")), *offices()]  # type: ignore[attr-defined]  # a choice field
        states = [(state, words(state)) for state in REFERRAL.states]
        self.fields["state"].choices = [("", _("Waiting or accepted")), *states]  # type: ignore[attr-defined]  # a choice field

    def states(self) -> tuple[str, ...]:
        """Return the states asked for: the open ones when none is."""
        state = self.cleaned_data["state"]
        return (state,) if state else OPEN
