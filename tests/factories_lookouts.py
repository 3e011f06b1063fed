"""Lookouts to tell stories with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from limen.core.lookouts import acts as lookouts
from limen.core.lookouts.met import Met
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import put_party
from limen.kernel import opened, perform
from limen.screening.model import Name, Number, Party
from tests.factories import Service

MEANT = Party(
    names=(Name(surname="Lindqvist", given="Karl Johan"),),
    births=("1970-05-17",),
    nationalities=("SWE",),
    sex="M",
    numbers=(Number("SE4471120", "passport", "SWE"),),
)
"""Somebody whom a lookout means."""


def lookout_on(service: Service, party: Party = MEANT, *, day: date, **fields: Any) -> Lookout:
    """Return a lookout in force on a party, put there as a loaded list would be, by the service's supervisor.

    Args:
        service: a small service.
        party: whom or what it means.
        day: the day it is put up; it is in force for ninety more.
        fields: columns that are to differ.
    """
    made = Lookout(
        **{
            "state": "active",
            "category": "wanted",
            "action": "refer",
            "basis": "Warrant of a district court",
            "issued_by_id": service.jfk.pk,
            "nominated_by": service.officer("supervisor").pk,
            "active_from": f"{day}T00:00:00Z",
            "review_by": day + timedelta(days=90),
            **fields,
        }
    )
    with opened("maintenance.test"):
        put_party(made, party).save()
    return made


def met(person: Any = None, document_number: str = "", document_issuer: str = "", **asked: str) -> Met:
    """Return somebody met, with what their papers say."""
    return Met(person=person, number=document_number, issuer=document_issuer, asked=asked)


def lookout(service: Service, **fields: Any) -> Any:
    """Put up a lookout, nominated by one officer and approved by another."""
    made = {
        "category": "inadmissible",
        "action": "refer",
        "basis": "Prior order of removal, case 12-345",
        "surname": "Eriksson",
        "given_names": "Anna Maria",
        "birth": "1974-08-12",
        "review_by": date(2026, 11, 25) + timedelta(days=90),
    }
    record = service.do(lookouts.Nominate(**{**made, **fields}), role="secondary_officer")
    return perform(
        lookouts.Approve(), on=record, by=service.officer("supervisor"), at=service.jfk, purpose="inspection"
    ).record
