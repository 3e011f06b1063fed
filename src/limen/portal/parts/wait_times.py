"""How long people wait at the ports of entry: now, and at that hour as a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from limen.core.lawbook import lawbook
from limen.core.pages import meaning
from limen.offices.inspections.queries import public
from limen.offices.inspections.queries.public import Waiting
from limen.portal.frame import Answer, Frame, part
from limen.portal.times import moment_said, zone_said

TARGET = "policy.wait_time_target_minutes"
MODES = {
    "air": gettext_lazy("By air"),
    "sea": gettext_lazy("By sea"),
    "land": gettext_lazy("By road"),
    "rail": gettext_lazy("By rail"),
    "pedestrian": gettext_lazy("On foot"),
}
"""How people arrive, in the words of the site."""


class WaitsForm(forms.Form):
    """Which ports: of a state, for people who arrive in one way."""

    use_required_attribute = False
    state = forms.ChoiceField(label=pgettext_lazy("of a country", "State"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("How you come"), required=False)

    def __init__(self, *args: Any, rows: Iterable[Waiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(rows)
        states = sorted({row.port.region for row in found if row.port.region})
        modes = [mode for mode in MODES if any(row.mode == mode for row in found)]
        self.fields["state"].choices = [("", _("All")), *((state, state) for state in states)]  # type: ignore[attr-defined]  # a choice field
        self.fields["kind"].choices = [("", _("All")), *((mode, MODES[mode]) for mode in modes)]  # type: ignore[attr-defined]  # a choice field

    def of(self, rows: Iterable[Waiting]) -> list[Waiting]:
        """Return those of some rows that are asked for; none where what was asked cannot be."""
        if not self.is_valid():
            return []
        state, kind = self.cleaned_data["state"], self.cleaned_data["kind"]
        return [row for row in rows if state in ("", row.port.region) and kind in ("", row.mode)]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the board, in words."""

    row: Waiting
    name: str
    way: str
    measured: str
    zone: str


def lines(rows: Iterable[Waiting]) -> list[Line]:
    """Return the rows as they are shown."""
    return [
        Line(
            row,
            row.port.name,
            way_said(row, timezone.now().date()),
            moment_said(row.at, row.port.zone) if row.at is not None else "",
            zone_said(row.port.zone),
        )
        for row in rows
    ]


def way_said(row: Waiting, day: date) -> str:
    """Return how people come for whom some lanes are: “By road, trucks”."""
    mode = str(MODES[row.mode]) if row.mode in MODES else meaning("conveyance_modes", row.mode, day)
    return f"{mode}, {row.kind}" if row.kind else mode


def target(day: date) -> int:
    """Return the wait a port aims not to exceed, in minutes."""
    return int(lawbook().value(TARGET, day).value)


def port(_request: HttpRequest, _frame: Frame, name: str) -> Answer | None:
    """Show one port: how long people wait now, and each hour of its day as a rule."""
    now = timezone.now()
    rows = public.waiting(now=now, code=name)
    if not rows:
        return None
    days = [(line, _hours(line.row, now)) for line in lines(rows)]
    context = {"days": days, "zone": zone_said(rows[0].port.zone), "target": target(now.date()), "english": True}
    return Answer("portal/parts/wait_times_port.html", context, title=rows[0].port.name)


def _hours(row: Waiting, now: datetime) -> list[tuple[str, int | None]]:
    hours = public.typical_day(row.port, row.mode, row.kind, now=now)
    known = any(minutes is not None for _hour, minutes in hours)
    return [(f"{hour:02}:00", minutes) for hour, minutes in hours] if known else []


@part("wait_times", live=True, below=port)
def wait_times(request: HttpRequest, frame: Frame) -> Answer:
    """Show how long people wait at each port now, and at this hour as a rule."""
    now = timezone.now()
    every = public.waiting(now=now)
    form = WaitsForm(request.GET, rows=every)
    rows = form.of(every)
    query = request.GET.urlencode()
    context = {
        "form": form,
        "lines": lines(rows),
        "measured": bool(every),
        "target": target(now.date()),
        "query": f"?{query}" if query else "",
        "rss": frame.address("wait-times.rss", text=False),
        "first": True,
    }
    return Answer("portal/parts/wait_times.html", context, status=200 if form.is_valid() else 422)
