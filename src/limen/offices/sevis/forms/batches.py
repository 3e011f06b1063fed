"""The forms of batches and rosters: filters, and files to send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Filter
from limen.offices.sevis.batch.rosters import COLUMNS

LONGEST_MAPPING = 6_000


class BatchFilter(Filter):
    """Which batches to show."""

    q = forms.CharField(label=_("Number, user or organisation"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            ("", _("All")),
            ("received", _("Being answered")),
            ("processed", _("Answered")),
            ("refused", _("Not taken")),
        ],
    )


class ResultFilter(Filter):
    """Which answers of a batch to show."""

    only = forms.ChoiceField(
        label=_("Records"),
        required=False,
        choices=[("", _("All")), ("refused", _("Refused")), ("accepted", _("Accepted"))],
    )
    q = forms.CharField(label=_("Request, SEVIS ID, event or code"), required=False, max_length=40)


class UploadForm(forms.Form):
    """A batch as a file, checked only or sent."""

    use_required_attribute = False
    file = forms.FileField(label=_("The batch, as XML"), allow_empty_file=True)
    check = forms.BooleanField(
        label=_("Check only"),
        required=False,
        initial=True,
        help_text=_("Everything is tried and undone; you see what would happen."),
    )


class RosterForm(forms.Form):
    """A roster of the school's own system, with how its columns are called."""

    use_required_attribute = False
    file = forms.FileField(label=_("The roster, as CSV"), allow_empty_file=True)
    mapping = forms.CharField(
        label=_("Columns, one a line: FIELD=COLUMN, or FIELD:=VALUE where it is the same in every row"),
        required=False,
        max_length=LONGEST_MAPPING,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Kept for the next file. A field that is not named is taken from a column of its own name."),
    )
    check = forms.BooleanField(
        label=_("Check only"),
        required=False,
        initial=True,
        help_text=_("Everything is tried and undone; you see what would happen."),
    )

    def lines(self) -> list[str]:
        """Return the mapping, line by line."""
        return [line for line in self.cleaned_data.get("mapping", "").splitlines() if line.strip()]


def fields() -> list[tuple[str, Any]]:
    """Return the fields a roster can have, each with its title."""
    return [(name, column.title) for name, column in COLUMNS.items()]
