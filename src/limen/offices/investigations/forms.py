"""The filters of the lists of investigations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.kernel import WORKFLOWS


def coded(table: str) -> list[tuple[str, Any]]:
    """Return the codes of a table in force today, each with its title."""
    return [(code.code, _(code.title)) for code in lawbook().codes(table).on(timezone.now().date()).values()]


def states(record: str) -> list[tuple[str, str]]:
    """Return the states of a record type."""
    return [(state, words(state)) for state in WORKFLOWS[record].states]


class LeadsForm(Filter):
    """Which leads: by number or name, in which state, of which kind and area, how urgent, whose."""

    q = forms.CharField(label=_("Number or name"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    area = forms.ChoiceField(label=_("Programme area"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    everywhere = forms.BooleanField(label=_("Every office's"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [("", _("Received or open")), ("all", _("All"))]
        self.fields["state"].choices = [*several, *states("investigations.lead")]  # type: ignore[attr-defined]  # a choice field
        tables = (("kind", "lead_kinds"), ("area", "programme_areas"), ("priority", "lead_priorities"))
        for name, table in tables:
            self.fields[name].choices = [("", _("All")), *coded(table)]  # type: ignore[attr-defined]  # a choice field


class ArrestsForm(Filter):
    """Which arrests: by number or name, in which state, how made, over which days."""

    q = forms.CharField(label=_("Number or name"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False)
    method = forms.ChoiceField(label=_("Method"), required=False)
    first = Day(label=_("First day"), required=False)
    last = Day(label=_("Last day"), required=False)
    everywhere = forms.BooleanField(label=_("Every office's"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *states("investigations.arrest")]  # type: ignore[attr-defined]  # a choice field
        self.fields["method"].choices = [("", _("All")), *coded("arrest_methods")]  # type: ignore[attr-defined]  # a choice field
