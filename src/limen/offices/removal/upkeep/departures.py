"""What time asks for on the way home: a consulate is reminded of nobody whom the gate keeps from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from limen.core.clocks.models import RunningClock
from limen.core.lawbook import lawbook
from limen.kernel import Act
from limen.offices.removal.acts.travel_documents import HoldRequest, ResumeRequest
from limen.offices.removal.departure_states import OPEN_REQUESTS
from limen.offices.removal.gate import DOCUMENTS, gates
from limen.offices.removal.models import TravelDocumentRequest

REMINDER = "removal.document_reminder"


def due(now: datetime) -> Iterator[tuple[Act, TravelDocumentRequest]]:
    """Yield the holding of each request that the gate has shut since, and the resuming of each it has opened again.

    Args:
        now: the moment; whether the gate is shut is asked of the day where the case is.
    """
    live = RunningClock.objects.filter(key=REMINDER, state__in=("running", "tolled"))
    states = dict(live.values_list("subject", "state"))
    rows = TravelDocumentRequest.objects.filter(pk__in=states, state__in=OPEN_REQUESTS)
    alike: dict[tuple[str, date], list[TravelDocumentRequest]] = defaultdict(list)
    for request in rows.select_related("case__place").order_by("asked_at", "pk"):
        alike[request.country, now.astimezone(request.case.zone).date()].append(request)
    for (country, day), requests in alike.items():
        shut = gates([row.person_id for row in requests], country, day, lawbook(), DOCUMENTS)
        for request in requests:
            if shut[request.person_id] and states[request.pk] == "running":
                yield HoldRequest(), request
            elif not shut[request.person_id] and states[request.pk] == "tolled":
                yield ResumeRequest(), request
