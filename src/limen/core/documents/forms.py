"""The search for travel documents."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Filter


class NumberForm(Filter):
    """The number of a travel document."""

    number = forms.CharField(
        label=_("Document number"),
        max_length=40,
        required=False,
        help_text=_("Spaces, hyphens and O for 0 make no difference"),
    )
