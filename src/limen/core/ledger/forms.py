"""The search of the ledger."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.pages import Day, Filter
from limen.kernel import NotPermitted


class EntriesForm(Filter):
    """What an entry is about, what was done, by whom, and when.

    Args:
        viewer: the auditor, as whom a sign-in name is looked up.
    """

    about = forms.UUIDField(label=_("Record"), required=False, help_text=_("Its identifier"))
    act = forms.CharField(
        label=_("Act or read"), max_length=80, required=False, help_text=_("Its key, such as people.record")
    )
    actor = forms.CharField(
        label=_("By"), max_length=150, required=False, help_text=_("A sign-in name or an identifier")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("Acts and reads")), ("act", _("Acts")), ("read", _("Reads"))]
    )
    first = Day(label=_("From"), required=False)
    last = Day(label=_("Until"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def clean_actor(self) -> UUID | None:
        """Return the account's identifier."""
        typed = self.cleaned_data["actor"].strip()
        if not typed:
            return None
        try:
            return UUID(typed)
        except ValueError:
            return self._account(typed)

    def _account(self, name: str) -> UUID:
        try:
            found = reading.look_up("access.account", name, viewer=self.viewer)
        except NotPermitted as refused:
            raise forms.ValidationError(refused.message) from refused
        if not found:
            raise forms.ValidationError(_("No account has that sign-in name."))
        identifier: UUID = found[0].pk
        return identifier
