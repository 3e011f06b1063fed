"""The filters of the editors' lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from limen.core.pages import Filter, words
from limen.kernel import WORKFLOWS
from limen.portal.files import KINDS
from limen.portal.languages import SPOKEN


class PiecesForm(Filter):
    """Which pieces: by address or title, of which kind, open or retired."""

    q = forms.CharField(label=_("Address or title"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("of a record", "State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *((kind, words(kind)) for kind in KINDS)]  # type: ignore[attr-defined]  # a choice field
        self.fields["state"].choices = [(state, words(state)) for state in WORKFLOWS["portal.piece"].states]  # type: ignore[attr-defined]  # a choice field


class EditionsForm(Filter):
    """Which editions: by address or title, in which language and state."""

    q = forms.CharField(label=_("Address or title"), required=False, max_length=120)
    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("of a record", "State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [(code, one.english) for code, one in SPOKEN.items()]
        states = [(state, words(state)) for state in WORKFLOWS["portal.edition"].states]
        self.fields["language"].choices = [("", _("All")), *spoken]  # type: ignore[attr-defined]  # a choice field
        self.fields["state"].choices = [("", _("Somebody has work with it")), *states]  # type: ignore[attr-defined]  # a choice field
