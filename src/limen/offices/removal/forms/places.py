"""The filter of facilities that officers and the public share; the site's catalogues have its words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from limen.core.pages import Filter
from limen.offices.removal.queries import facilities


class FacilityFilter(Filter):
    """Words, the state, the type, the field office."""

    words = forms.CharField(label=_("Code, name, town or county"), max_length=120, required=False)
    region = forms.ChoiceField(label=pgettext_lazy("of a country", "State"), required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    area = forms.ChoiceField(label=_("Field office"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in facilities.choices().items():
            self.fields[name].choices = [("", _("All")), *((one, one) for one in found)]  # type: ignore[attr-defined]  # a choice field
