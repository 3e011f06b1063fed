"""The filters of the lists of cases, of hearings and of protections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.offices.removal.workflow.cases import CASE


class CasesForm(Filter):
    """Which cases: by person, state, kind, court and next hearing."""

    q = forms.CharField(label=_("Name or A-number"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind of case"), required=False)
    court = forms.CharField(label=_("Immigration court"), required=False, max_length=120)
    hearing_from = Day(label=_("Next hearing from"), required=False)
    hearing_to = Day(label=_("Next hearing to"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state, words(state)) for state in CASE.states]
        self.fields["state"].choices = [("", _("All that live")), *states]  # type: ignore[attr-defined]  # a choice field
        kinds = {row.code: _(row.title) for row in lawbook().codes("case_kinds").all()}
        self.fields["kind"].choices = [("", _("All")), *kinds.items()]  # type: ignore[attr-defined]  # a choice field


class HearingsForm(Filter):
    """Which hearings: from which day, for how long, at which court."""

    day = Day(label=_("From"), required=False)
    days = forms.ChoiceField(
        label=_("For"),
        required=False,
        choices=[("7", _("a week")), ("1", _("a day")), ("14", _("two weeks")), ("31", _("a month"))],
    )
    court = forms.CharField(label=_("Immigration court"), required=False, max_length=120)


class ProtectionsForm(Filter):
    """Which protections that stand."""

    kind = forms.ChoiceField(label=_("Protection"), required=False)
    unsealed = forms.BooleanField(label=_("Only those whose record is still to be sealed"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in lawbook().codes("protections").all() if not row.attributes.get("reckoned", False)]
        kinds = {row.code: _(row.title) for row in rows}
        self.fields["kind"].choices = [("", _("All")), *kinds.items()]  # type: ignore[attr-defined]  # a choice field


class ChargesForm(Filter):
    """Which charges: by paragraph, words or code."""

    q = forms.CharField(
        label=_("Charge"),
        required=False,
        max_length=160,
        help_text=_("Its paragraph, its words or its code"),
    )
