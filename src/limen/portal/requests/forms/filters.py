"""The filter of what the public sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from limen.core.lawbook import lawbook
from limen.core.offices import offices
from limen.core.pages import Day, Filter, words
from limen.kernel import WORKFLOWS
from limen.portal.requests.kinds import TABLE


class SubmissionsForm(Filter):
    """Which of what the public sent: by number, kind, state, office, day, whose."""

    q = forms.CharField(label=_("Number"), required=False, max_length=24)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=pgettext_lazy("of a record", "State"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)
    first = Day(label=_("First day"), required=False)
    last = Day(label=_("Last day"), required=False)
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    unread = forms.BooleanField(label=_("Only where the person wrote again"), required=False)

    def __init__(self, *args: Any, kinds: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = lawbook().codes(TABLE).on(timezone.now().date())
        mine = [(key, _(known[key].title)) for key in kinds if key in known]
        states = [(state, words(state)) for state in WORKFLOWS["portal.submission"].states]
        self.fields["kind"].choices = [("", _("All")), *mine]  # type: ignore[attr-defined]  # a choice field
        self.fields["state"].choices = [("", _("Open")), ("all", _("All")), *states]  # type: ignore[attr-defined]  # a choice field
        self.fields["office"].choices = [("", _("Every office")), *offices()]  # type: ignore[attr-defined]  # a choice field
