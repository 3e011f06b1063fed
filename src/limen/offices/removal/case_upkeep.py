"""What time asks for in proceedings: an order is final when the time to appeal, or to leave, is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from limen.kernel import Act
from limen.offices.removal.acts.case_shared import course_of
from limen.offices.removal.acts.orders import MakeFinal
from limen.offices.removal.acts.voluntary import ConvertDeparture
from limen.offices.removal.models import Case
from limen.offices.removal.orders import final_order


def due(now: datetime) -> Iterator[tuple[Act, Case]]:
    """Yield an act for each case whose order became final by what did not happen.

    Args:
        now: the moment; each case is reckoned in the zone of the office that has it.
    """
    rows = Case.objects.filter(state__in=("ordered", "voluntary_departure")).select_related("place", "person")
    for case in rows.order_by("ordered_on", "pk"):
        found = final_order(course_of(case))
        if found is not None and found.on <= now.astimezone(case.zone).date():
            yield (MakeFinal() if case.state == "ordered" else ConvertDeparture()), case
