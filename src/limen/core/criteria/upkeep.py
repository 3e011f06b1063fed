"""What time does to criteria: the end comes, nothing was found, nobody looked. The sweep does it by acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q

from limen.core.criteria.acts import Lapse, PassOver
from limen.core.criteria.models import Criterion, Selection
from limen.core.lawbook import lawbook
from limen.kernel import Act


def due(now: datetime) -> Iterator[tuple[Act, Any]]:
    """Yield each act that is due, with the record it is done to."""
    law, day = lawbook(), now.date()
    idle_days = timedelta(days=law.value("criteria.idle_days", day).value)
    idle_examined = law.value("criteria.idle_examined", day).value
    over = Criterion.objects.filter(state__in=("active", "suspended"), sunset__lt=now.astimezone(UTC).date())
    for row in over.select_related("issued_by"):
        if row.issued_by is None or row.sunset < now.astimezone(row.issued_by.zone).date():
            yield Lapse(why="sunset"), row
    for row in _without_finding(idle_days, idle_examined, now):
        yield Lapse(why="nothing_found"), row
    late = timedelta(days=law.value("criteria.selection_days", day).value)
    for waiting in Selection.objects.filter(state="open", selected_at__lt=now - late):
        if waiting.expected_at is None or waiting.expected_at < now - late:
            yield PassOver(), waiting


def _without_finding(idle: timedelta, examined: int, now: datetime) -> Iterator[Criterion]:
    """Yield the criteria that, as they now stand, were in force so long or examined so often without a finding."""
    this = Q(selections__edition=F("edition"))
    rows = Criterion.objects.filter(state="active", sunset__gte=now.date()).annotate(
        looked=Count("selections", filter=this & Q(selections__state__in=("found", "nothing"))),
        finds=Count("selections", filter=this & Q(selections__state="found")),
    )
    for row in rows.filter(finds=0):
        since = max(row.approved_at or now, _start(row, now))
        if row.looked >= examined or now - since >= idle:
            yield row


def _start(row: Criterion, now: datetime) -> datetime:
    return datetime.combine(row.starts, datetime.min.time(), tzinfo=now.tzinfo)
