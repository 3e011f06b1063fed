"""The filter of the list of lookouts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.lookouts.rules import CATEGORIES
from limen.core.pages import Day, Filter


class ListForm(Filter):
    """How the lookouts stand, what they are for, and whom or what they name."""

    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            ("", _("All")),
            ("nominated", _("Nominated")),
            ("active", _("Active")),
            ("waiting", _("Waiting for a second person")),
            ("due", _("To be reviewed soon")),
            ("suspended", _("Suspended")),
            ("lapsed", _("Lapsed, not reviewed in time")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    kind = forms.ChoiceField(
        label=_("On a"),
        required=False,
        choices=[
            ("", _("All")),
            ("person", _("Person")),
            ("document", _("Document")),
            ("vehicle", _("Vehicle")),
            ("vessel", _("Vessel")),
            ("aircraft", _("Aircraft")),
            ("organisation", _("Organisation")),
        ],
    )
    office = forms.CharField(label=_("Issued by (code of the place)"), max_length=16, required=False)
    source = forms.CharField(label=_("List it was taken from"), max_length=40, required=False)
    words = forms.CharField(label=_("Name or document number"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("All")), *categories()]  # type: ignore[attr-defined]  # a choice field


class HitsForm(Filter):
    """How hits stand, what the lookouts are for, and where they were found."""

    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            ("waiting", _("Waiting for a decision")),
            ("", _("All")),
            ("open", _("Open")),
            ("unsure", _("Unsure")),
            ("returned", _("Returned by the issuing office")),
            ("referred", _("With the issuing office")),
            ("same", _("The person meant")),
            ("not_same", _("Somebody else")),
            ("settled", _("Settled")),
        ],
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    office = forms.CharField(label=_("Found at (code of the place)"), max_length=16, required=False)
    lookout = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("All")), *categories()]  # type: ignore[attr-defined]  # a choice field


class RedressForm(Filter):
    """How redress stands, and whose it is."""

    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[("", _("All")), ("standing", _("Standing")), ("reversed", _("Reversed"))],
    )
    words = forms.CharField(label=_("Redress number, name or document number"), max_length=120, required=False)


class CountForm(Filter):
    """What lookouts are counted by, and over which days."""

    by = forms.ChoiceField(
        label=_("By"),
        required=False,
        choices=[("category", _("Category")), ("office", _("Issuing office")), ("source", _("List"))],
    )
    since = Day(label=_("From"), required=False)
    until = Day(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        asked: dict[str, Any] = super().clean() or {}
        since, until = asked.get("since"), asked.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return asked


def categories() -> list[tuple[str, str]]:
    """Return what lookouts may be for, by the law pack of today."""
    found = lawbook().codes(CATEGORIES).on(timezone.now().date())
    return [(row.code, str(_(row.title))) for row in found.values()]
