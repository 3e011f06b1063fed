"""What time asks for in proceedings: an order is final, a protection over, when its last day is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from limen.kernel import Act
from limen.offices.removal.acts.case_shared import course_of
from limen.offices.removal.acts.orders import MakeFinal
from limen.offices.removal.acts.protections import LapseProtection, everywhere
from limen.offices.removal.acts.voluntary import ConvertDeparture
from limen.offices.removal.gate import STANDING
from limen.offices.removal.models import Case, Protection
from limen.offices.removal.orders import final_order


def due(now: datetime) -> Iterator[tuple[Act, Case | Protection]]:
    """Yield an act for each case whose order became final, and each protection that ended, by what did not happen.

    Args:
        now: the moment; each case is reckoned in the zone of the office that has it.
    """
    for case in _may_be_final(now):
        found = final_order(course_of(case))
        if found is not None and found.on <= now.astimezone(case.zone).date():
            yield (MakeFinal() if case.state == "ordered" else ConvertDeparture()), case
    over = Protection.objects.filter(state__in=STANDING, until__lt=everywhere(now))
    for protection in over.select_related("person").order_by("until", "pk"):
        yield LapseProtection(), protection


def _may_be_final(now: datetime) -> list[Case]:
    """Return the cases some last day of which is over somewhere."""
    tomorrow = (now + timedelta(days=1)).date()
    ordered = Q(state="ordered", appeal_until__lt=tomorrow)
    last = Q(departure_until__lt=tomorrow) | Q(departure_bond_until__lt=tomorrow) | Q(appeal_until__lt=tomorrow)
    rows = Case.objects.filter(ordered | (Q(state="voluntary_departure") & last))
    return list(rows.select_related("place", "person").order_by("ordered_on", "pk"))
