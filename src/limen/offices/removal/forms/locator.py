"""Forms of this office that are not one act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Day, countries


class LocatorForm(forms.Form):
    """Who is sought: an A-number and a country of birth, or an exact name, date and country of birth."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("A-number"), required=False, max_length=16, help_text=_("Nine digits; A123456789 or 123-456-789")
    )
    surname = forms.CharField(label=_("Surname"), required=False, max_length=120, help_text=_("Exactly as on record"))
    given_names = forms.CharField(label=_("Given names"), required=False, max_length=120)
    birth = Day(label=_("Date of birth"), required=False)
    country = forms.ChoiceField(label=_("Country of birth"))

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(day)  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """Ask for a number, or for a whole name and date."""
        data = super().clean() or self.cleaned_data
        if not data.get("number") and not (data.get("surname") and data.get("birth")):
            missing = "birth" if data.get("surname") else "number"
            if missing not in self.errors:
                self.add_error(
                    missing,
                    _("Give an A-number, or the surname, given names and date of birth exactly as they are on record."),
                )
        return data
