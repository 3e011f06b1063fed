"""What is asked of the queue of deadlines, and of what would happen if."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.clocks.sections import owner
from limen.core.clocks.supposing import marks
from limen.core.clocks.telling import event
from limen.core.lawbook import lawbook
from limen.core.offices import offices
from limen.core.pages import Filter

STANDINGS = {
    "breached": _("Breached"),
    "at risk": _("At risk"),
    "due soon": _("Due soon"),
    "running": _("Running"),
    "tolled": _("Tolled"),
}


class QueueForm(Filter):
    """How the deadlines stand, and who answers for them."""

    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("All")), *STANDINGS.items()])
    office = forms.ChoiceField(label=_("Office"), required=False)
    owner = forms.ChoiceField(label=_("Who answers for it"), required=False)
    officer = forms.CharField(label=_("Officer's sign-in name"), required=False, max_length=150)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = sorted({clock.owner_role for clock in lawbook().clocks().values()})
        choices = [("", _("Everyone")), *((role, owner(role)) for role in held)]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["office"].choices = [("", _("Every office")), *offices()]  # type: ignore[attr-defined]  # a choice field


class WhatIfForm(Filter):
    """An event of law, the moment it is supposed to happen, and to whom."""

    mark = forms.ChoiceField(label=_("Event"))
    at = forms.DateTimeField(
        label=_("When, at this place"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
    )
    person = forms.CharField(
        label=_("Person"),
        help_text=_("A number, or the record's identifier; nobody in particular, when left out."),
        required=False,
        max_length=64,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((mark, event(mark)) for mark in marks(lawbook())), key=lambda pair: pair[1])
        self.fields["mark"].choices = [("", _("Choose an event")), *named]  # type: ignore[attr-defined]  # a choice field
