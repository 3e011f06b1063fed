"""The filter of the list of lookouts."""

from __future__ import annotations

from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.lookouts.acts import Nominate
from limen.core.pages import Filter, words


class ListForm(Filter):
    """How the lookouts stand, what they are for, and whom or what they name."""

    standing = forms.ChoiceField(
        label=_("Standing"),
        required=False,
        choices=[
            ("", _("All")),
            ("nominated", _("Nominated")),
            ("active", _("Active")),
            ("lapsed", _("Lapsed, not reviewed in time")),
            ("withdrawn", _("Withdrawn")),
        ],
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    words = forms.CharField(label=_("Name or document number"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(key, words(key)) for key in get_args(Nominate.model_fields["category"].annotation)]
        self.fields["category"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]  # a choice field
