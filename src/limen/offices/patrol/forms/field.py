"""The filters of the lists of the field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.kernel import WORKFLOWS


def coded(table: str) -> list[tuple[str, Any]]:
    """Return the codes of a table in force today, each with its title."""
    return [(code.code, _(code.title)) for code in lawbook().codes(table).on(timezone.now().date()).values()]


def states(record: str) -> list[tuple[str, str]]:
    """Return the states of a record type."""
    return [(state, words(state)) for state in WORKFLOWS[record].states]


class DetectionFilter(Filter):
    """Which detections: in which state, of which kind and outcome, where and when."""

    words = forms.CharField(label=_("Number, place or zone as written"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("How detected"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), required=False)
    zone = forms.ChoiceField(label=_("Zone"), required=False)
    first = Day(label=_("From"), required=False)
    last = Day(label=_("Until"), required=False)

    def __init__(self, *args: Any, zones: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(zone.pk), str(zone)) for zone in zones]
        self.fields["zone"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]  # a choice field
        several = [("", _("Without an outcome yet")), ("all", _("All"))]
        self.fields["state"].choices = [*several, *states("patrol.detection")]  # type: ignore[attr-defined]  # a choice field
        for name, table in (("kind", "detection_kinds"), ("outcome", "detection_outcomes")):
            self.fields[name].choices = [("", _("All")), *coded(table)]  # type: ignore[attr-defined]  # a choice field


class SeizureFilter(Filter):
    """Which seizures: by number, in which state, of which kind."""

    words = forms.CharField(label=_("Number, event, serial, plate or VIN"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *states("patrol.seizure")]  # type: ignore[attr-defined]  # a choice field
        self.fields["kind"].choices = [("", _("All")), *coded("seizure_kinds")]  # type: ignore[attr-defined]  # a choice field


class StateFilter(Filter):
    """Records in a state."""

    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, record: str, first: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", first), ("all", _("All")), *states(record)]  # type: ignore[attr-defined]  # a choice field
