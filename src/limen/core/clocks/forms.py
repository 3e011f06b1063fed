"""The filter of the queue of deadlines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.clocks.sections import owner
from limen.core.lawbook import lawbook
from limen.core.pages import Filter

STANDINGS = {
    "breached": _("Breached"),
    "at risk": _("Due within a day"),
    "running": _("Running"),
    "tolled": _("Tolled"),
}


class QueueForm(Filter):
    """How the deadlines stand, and who answers for them."""

    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("All")), *STANDINGS.items()])
    owner = forms.ChoiceField(label=_("Who answers for it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = sorted({clock.owner_role for clock in lawbook().clocks().values()})
        choices = [("", _("Everyone")), *((role, owner(role)) for role in held)]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]  # a choice field
