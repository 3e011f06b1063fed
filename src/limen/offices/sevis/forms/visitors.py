"""The filters of the lists of exchange visitors and of what is to be done for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.offices.sevis.queries.visitor_work import kinds
from limen.offices.sevis.workflow.visitors import VISITOR


class VisitorsForm(Filter):
    """Which visitors: by name or number, state, category, country, and whose programme ends."""

    q = forms.CharField(label=_("Name or SEVIS ID"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    country = forms.CharField(
        label=_("Country of citizenship"), required=False, max_length=3, help_text=_("Three letters")
    )
    ends_by = Day(label=_("Ends by"), required=False)
    sponsor = forms.CharField(label=_("Sponsor"), required=False, max_length=120)

    def __init__(self, *args: Any, oversees: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state, words(state)) for state in VISITOR.states]
        self.fields["state"].choices = [("", _("All that live")), *states]  # type: ignore[attr-defined]  # a choice field
        rows = [(row.code, _(row.title)) for row in lawbook().codes("visitor_categories").all()]
        self.fields["category"].choices = [("", _("Any")), *rows]  # type: ignore[attr-defined]  # a choice field
        if not oversees:
            # who works at a sponsor has the visitors of that sponsor only
            del self.fields["sponsor"]


WORK = {
    "validation": _("Not validated"),
    "ending": _("Programme ends"),
    "fee": _("Fee I-901"),
    "stale": _("Address"),
    "transfer": _("Transfer"),
    "noted": _("Change or infraction"),
    "address": _("Address changed"),
    "site": _("Site changed"),
    "infraction": _("Infraction"),
    "told": _("Told by the visitor"),
}


class VisitorWorkForm(Filter):
    """Which work: of a kind, due soon."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *((key, WORK[key]) for key in kinds())]
    )
    within = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[("", _("Any day")), ("1", _("today")), ("7", _("within a week")), ("30", _("within thirty days"))],
    )
