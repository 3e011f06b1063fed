"""The filter of the directory of places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Day, Filter, words
from limen.core.places import queries


class DirectoryForm(Filter):
    """The day, the kind, and a code or words of the name."""

    words = forms.CharField(label=_("Code or name"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    on = Day(label=_("As it stood on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind, words(kind)) for kind in queries.kinds()]
        self.fields["kind"].choices = [("", _("All")), *kinds]  # type: ignore[attr-defined]  # a choice field
