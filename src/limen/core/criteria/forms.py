"""The filters of the lists of criteria and of selections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.criteria.rules import CATEGORIES
from limen.core.criteria.words import CATEGORY_TITLES
from limen.core.pages import Day, Filter
from limen.kernel import LimenError, Problem


class CriteriaFilter(Filter):
    """How criteria stand, what they ask of, and what they are called."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            ("drafted", _("Drafted")),
            ("tried", _("Tried, waiting for approval")),
            ("active", _("Active")),
            ("suspended", _("Suspended")),
            ("lapsed", _("Lapsed")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    category = forms.ChoiceField(
        label=_("Allowed to ask of"),
        required=False,
        choices=[("", _("Anything")), *((key, _(CATEGORY_TITLES[key])) for key in CATEGORIES)],
    )
    words = forms.CharField(label=_("Name or legal basis"), max_length=120, required=False)


class SelectionFilter(Filter):
    """Who waits, who was examined, by which criterion."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("open", _("Waiting for an officer")),
            ("found", _("Something found")),
            ("nothing", _("Nothing found")),
            ("passed", _("Nobody looked in time")),
            ("all", _("All")),
        ],
    )
    criterion = forms.CharField(label=_("Criterion"), max_length=120, required=False)
    words = forms.CharField(label=_("Name"), max_length=120, required=False)
    everywhere = forms.BooleanField(label=_("At every port"), required=False)

    def asked(self) -> dict[str, Any] | None:
        """Return what was asked; those who wait, when no state was chosen."""
        found = super().asked()
        if found is not None:
            found["state"] = {"": "open", "all": ""}.get(found["state"], found["state"])
        return found


class WritingForm(forms.Form):
    """What a criterion says beside its condition, with what makes sending it twice, or over a newer one, safe."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name"), min_length=3, max_length=120)
    basis = forms.CharField(label=_("Legal basis"), min_length=5, max_length=300)
    purpose = forms.ChoiceField(label=_("Purpose"))
    categories = forms.MultipleChoiceField(
        label=_("May ask of"),
        choices=[(key, _(CATEGORY_TITLES[key])) for key in CATEGORIES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The condition is held to these categories of data."),
    )
    starts = Day(label=_("In force from"))
    sunset = Day(label=_("Ends on"))
    handling = forms.CharField(
        label=_("What the officer does first"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    once = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [("", _("Choose")), *purposes]  # type: ignore[attr-defined]  # a choice field

    def said(self) -> dict[str, Any]:
        """Return the fields of the act."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "version")}

    def refuse(self, error: LimenError) -> None:
        """Show why the door refused, at the field where it has one; what is wrong with the condition, above all."""
        for problem in error.problems or [Problem("", error.slug, error.message)]:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)
