"""What is asked of the list of accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.access.queries import STATES
from limen.core.access.roles import roles
from limen.core.pages import Filter


class AccountsForm(Filter):
    """Whose account, in which role and state."""

    q = forms.CharField(label=_("Name, sign-in name or organisation"), required=False, max_length=150)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("Any")), *STATES.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = sorted(((key, str(role.title)) for key, role in roles().items()), key=lambda pair: pair[1])
        self.fields["role"].choices = [("", _("Any")), *held]  # type: ignore[attr-defined]  # a choice field
