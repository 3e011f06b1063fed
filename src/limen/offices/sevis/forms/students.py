"""The filters of the lists of students and of what is to be done for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.offices.sevis.queries.alerts import READS
from limen.offices.sevis.queries.inquiries import KIND
from limen.offices.sevis.workflow.students import STUDENT


class StudentsForm(Filter):
    """Which students: by name or number, state, level, class, country, and what is due."""

    q = forms.CharField(label=_("Name or SEVIS ID"), required=False, max_length=120)
    state = forms.ChoiceField(label=_("State"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    visa_type = forms.ChoiceField(
        label=_("Class"), required=False, choices=[("", _("Any")), ("F-1", "F-1"), ("M-1", "M-1")]
    )
    country = forms.CharField(
        label=_("Country of citizenship"), required=False, max_length=3, help_text=_("Three letters")
    )
    due_by = Day(label=_("Something due by"), required=False)
    school = forms.CharField(label=_("School"), required=False, max_length=120)

    def __init__(self, *args: Any, oversees: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state, words(state)) for state in STUDENT.states]
        self.fields["state"].choices = [("", _("All that live")), *states]  # type: ignore[attr-defined]  # a choice field
        levels = [(row.code, _(row.title)) for row in lawbook().codes("student_levels").all()]
        self.fields["level"].choices = [("", _("Any")), *levels]  # type: ignore[attr-defined]  # a choice field
        if not oversees:
            # who works at a school has the students of that school only
            del self.fields["school"]


ALERTS = {
    "unregistered": _("Not registered"),
    "term": _("Term to register"),
    "ending": _("Programme ends"),
    "opt_ending": _("Training ends"),
    "unemployment": _("Unemployment"),
    "stem_validation": _("Confirmation in the extension"),
    "release": _("Transfer release"),
    "transfer_form": _("Form after a transfer"),
    "address": _("Address"),
    "fee": _("Fee I-901"),
    "duplicate": _("Two records"),
    "inquiry": _("Question of the government"),
    "told": _("Told by the student"),
    "class_inquiry": _("Question about a class of students"),
}


class AlertsForm(Filter):
    """Which work: of a kind, due soon."""

    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *((key, ALERTS[key]) for key in (*READS, KIND))]
    )
    within = forms.ChoiceField(
        label=_("Due"),
        required=False,
        choices=[("", _("Any day")), ("1", _("today")), ("7", _("within a week")), ("30", _("within thirty days"))],
    )
