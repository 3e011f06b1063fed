"""The filters of the lists of decisions on custody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.kernel import WORKFLOWS


def _states(record_type: str, first: Any) -> list[tuple[str, Any]]:
    return [("", first), *((state, words(state)) for state in WORKFLOWS[record_type].states)]


def _codes(table: str, day: Any) -> list[tuple[str, Any]]:
    return [("", _("Every kind")), *((key, row.title) for key, row in lawbook().codes(table).on(day).items())]


class _Stated(Filter):
    """A filter by state."""

    record_type = ""
    first: Any = _("Under way")
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = _states(self.record_type, self.first)  # type: ignore[attr-defined]  # a choice field


class BondForm(_Stated):
    """Which bonds."""

    record_type = "removal.bond"


class HabeasForm(_Stated):
    """Which petitions."""

    record_type = "removal.habeas"
    first = _("Before a court")


class DetainerForm(_Stated):
    """Which detainers."""

    record_type = "removal.detainer"
    first = _("Standing")
    soon = forms.BooleanField(label=_("Only where the other custody ended or ends soon"), required=False)


class ReviewForm(_Stated):
    """Which reviews."""

    record_type = "removal.review"
    first = _("To be decided")
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    by = Day(label=_("Due by"), required=False)

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _codes("custody_reviews", day)  # type: ignore[attr-defined]  # a choice field


SHOW = [
    ("", _("Everybody supervised")),
    ("today", _("Due to report today")),
    ("missed", _("Did not report")),
    ("remind", _("To be reminded")),
    ("soon", _("Due later")),
    ("over", _("Ended or taken back")),
]


class SupervisedForm(Filter):
    """Who of those supervised."""

    show = forms.ChoiceField(label=_("Who"), required=False, choices=SHOW)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _codes("supervision_kinds", day)  # type: ignore[attr-defined]  # a choice field
