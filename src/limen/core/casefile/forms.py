"""The search for files."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Filter


class NumberForm(Filter):
    """The number of a file."""

    number = forms.CharField(label=_("File number"), max_length=24, required=False, help_text="A240000001")
