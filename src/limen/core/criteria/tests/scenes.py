"""Criteria that the room's tests tell their stories with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from limen.core.criteria import acts
from limen.kernel import perform
from tests.factories import Service

TODAY = date(2026, 11, 25)
NOON = "2026-11-25T17:00:00Z"
WRITER = ("targeting_officer", "targeting")
APPROVER = ("supervisor", "targeting")
CONDITION = {
    "all": [
        {"field": "paid_by", "op": "has_any", "value": ["cash"]},
        {"field": "ticket_hours", "op": "at_most", "value": 24},
        {"field": "one_way", "op": "yes"},
    ]
}


def saying(kind: type[Any] = acts.Draft, **fields: Any) -> Any:
    """Return what writes a criterion."""
    made = {
        "name": "Cash, late and one way",
        "basis": "Order 12 of the port director",
        "purpose": "trafficking",
        "categories": ["payment", "route"],
        "condition": CONDITION,
        "starts": TODAY,
        "sunset": TODAY + timedelta(days=90),
    }
    return kind(**{**made, **fields})


def drafted(service: Service, **fields: Any) -> Any:
    """Write a criterion."""
    return service.do(saying(**fields), role=WRITER[0], purpose=WRITER[1])


def tried(service: Service, **fields: Any) -> Any:
    """Write a criterion and try it."""
    return service.do(acts.Try(), drafted(service, **fields), role=WRITER[0], purpose=WRITER[1])


def approved(service: Service, **fields: Any) -> Any:
    """Write a criterion, try it, and approve it as somebody else."""
    record = tried(service, **fields)
    act = acts.Approve(remarks="Few would have been selected, and on nobody in particular.")
    return perform(act, on=record, by=service.officer("supervisor"), at=service.jfk, purpose="targeting").record
