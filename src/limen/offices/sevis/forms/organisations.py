"""The filters of schools, sponsors, officials and counts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.lawbook import lawbook
from limen.core.pages import Day, Filter, words
from limen.kernel import WORKFLOWS
from limen.offices.sevis.queries.oversight import OF_STUDENTS, OF_VISITORS
from limen.offices.sevis.roles import ROLES

ROLE_CHOICES = [(key, _(title)) for key, title in ROLES.items()]
WHOM = {"students": _("Students"), "visitors": _("Exchange visitors")}
BY = {
    "school": _("School"),
    "level": _("Level"),
    "country": _("Country"),
    "field": _("Field of study"),
    "state": _("Standing"),
    "sponsor": _("Sponsor"),
    "category": _("Category"),
}


def standings(record_type: str) -> list[tuple[str, Any]]:
    """Return the states of a record as choices."""
    return [("", _("All")), *((state, words(state)) for state in WORKFLOWS[record_type].states)]


class SchoolFilter(Filter):
    """Words, the standing, by when it is due to be recertified, whether it was visited."""

    words = forms.CharField(label=_("Name, code or state"), max_length=120, required=False)
    state = forms.ChoiceField(label=_("Standing"), required=False)
    due_by = Day(label=_("Certificate ends by"), required=False)
    waiting = forms.ChoiceField(
        label=_("Awaits"),
        required=False,
        choices=[
            ("", _("All")),
            ("recertification", _("Recertification")),
            ("change", _("Approval of a change")),
            ("appeal", _("Decision of an appeal")),
        ],
    )
    unvisited = forms.BooleanField(label=_("Never visited"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = standings("sevis.school")  # type: ignore[attr-defined]  # a choice field


class SponsorFilter(Filter):
    """Words, the standing, the category, by when it is due to be redesignated."""

    words = forms.CharField(label=_("Name, number or state"), max_length=120, required=False)
    state = forms.ChoiceField(label=_("Standing"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    waiting = forms.ChoiceField(
        label=_("Awaits"),
        required=False,
        choices=[("", _("All")), ("redesignation", _("Redesignation")), ("forms", _("Forms"))],
    )
    due_by = Day(label=_("Designation ends by"), required=False)

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = standings("sevis.sponsor")  # type: ignore[attr-defined]  # a choice field
        found = lawbook().codes("visitor_categories").on(day).values()
        self.fields["category"].choices = [("", _("All")), *((row.code, row.title) for row in found)]  # type: ignore[attr-defined]  # a choice field


class OfficialFilter(Filter):
    """Words, the role, the standing."""

    words = forms.CharField(label=_("Name, school or sponsor"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("All")), *ROLE_CHOICES])
    state = forms.ChoiceField(label=_("Standing"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", _("Active and proposed")), *standings("sevis.official")[1:], ("any", _("All"))]
        self.fields["state"].choices = named  # type: ignore[attr-defined]  # a choice field


class StayedFilter(Filter):
    """Whose stay is over: students' or exchange visitors', of which country."""

    whom = forms.ChoiceField(label=_("Of"), required=False, choices=list(WHOM.items()))
    country = forms.CharField(label=_("Country of citizenship"), max_length=3, required=False)


class CountFilter(Filter):
    """Whom to count, by what, and whether those whose record has ended count too."""

    whom = forms.ChoiceField(label=_("Count"), required=False, choices=list(WHOM.items()))
    by = forms.ChoiceField(label=_("By"), required=False, choices=list(BY.items()))
    ended = forms.BooleanField(label=_("Ended records too"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for what can be counted of whom."""
        found = super().clean() or {}
        found["whom"] = found.get("whom") or "students"
        known = OF_VISITORS if found["whom"] == "visitors" else OF_STUDENTS
        found["by"] = found.get("by") or next(iter(known))
        if found["by"] not in known:
            self.add_error("by", _("That is not counted of them; choose another."))
        return found
