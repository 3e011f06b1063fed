"""A traveller's own record of arrivals, told to whoever gives document, name and birth; each look is logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from limen.core.access.gate import SYSTEM
from limen.core.documents.models import TravelDocument
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.people.models import Person
from limen.core.people.names import fold, fold_number
from limen.core.people.queries import one_person, told_to_anybody
from limen.kernel import Subject
from limen.law.nationality import codes_of
from limen.offices.inspections.models import Admission, Departure

SHOWN = ("open", "departed")
"""States of a record that stands; one issued in error is void."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """An arrival or a departure of a traveller.

    Args:
        day: when.
        place: the name of the port; empty where it is not on record.
        class_of_admission: the class of an arrival; empty for a departure.
    """

    day: date
    place: str
    class_of_admission: str = ""

    @property
    def arrival(self) -> bool:
        """Return whether it was an arrival."""
        return bool(self.class_of_admission)


@dataclass(frozen=True, slots=True)
class Travels:
    """What a traveller is told.

    Args:
        name: the name on record.
        latest: the most recent arrival record.
        crossings: arrivals and departures, the latest first.
    """

    name: str
    latest: Admission
    crossings: tuple[Crossing, ...]


def travels(
    *, document: str, issuer: str, surname: str, given_names: str, birth: date, now: datetime
) -> Travels | None:
    """Return the record of the traveller whom a document, a name and a birth name exactly; the look is logged.

    A document that was reported lost or stolen opens nothing: whoever holds it may have found it.
    """
    person = _person(document, issuer, fold(surname, given_names), birth, now.date())
    found = _travels(person, now) if person is not None else None
    record_read(
        what="inspections.own_record",
        actor=SYSTEM,
        place=None,
        purpose="administration",
        subjects=[Subject("people.person", person.pk)] if person is not None and found is not None else [],
        plain={"found": int(found is not None)},
        personal={"document": document, "issuer": issuer, "name": f"{surname}, {given_names}", "birth": str(birth)},
    )
    return found


def _person(document: str, issuer: str, name: str, birth: date, day: date) -> Person | None:
    number = fold_number(document)
    if not (number and name):
        return None
    codes = codes_of(lawbook(), issuer, day)
    papers = TravelDocument.objects.filter(issuer__in=codes, number_folded=number, state="good")
    rows = Person.objects.filter(pk__in=papers.values("person"))
    rows = rows.filter(
        Q(folded=name, birth=birth.isoformat()) | Q(identities__folded=name, identities__birth=birth.isoformat())
    )
    people = list(rows.distinct().select_related("same_as"))
    return people[0] if people and all(told_to_anybody(row, day) for row in people) else None


def _travels(person: Person, now: datetime) -> Travels | None:
    everybody = one_person(person.pk)
    rows = Admission.objects.filter(person__in=everybody, state__in=SHOWN).select_related("place")
    latest = rows.order_by("-admitted_on", "-created_at", "-pk").first()
    if latest is None:
        return None
    years = int(lawbook().value("policy.travel_history_years", now.date()).value)
    first = _years_before(now.date(), years)
    left = Departure.objects.filter(person__in=everybody, departed_on__gte=first).select_related("place")
    crossings = [
        *(Crossing(row.admitted_on, row.place.name, row.class_of_admission) for row in _since(rows, first)),
        *(Crossing(row.departed_on, row.place.name if row.place else "") for row in left if row.departed_on),
    ]
    # of two on one day the departure came last, as far as is known
    crossings.sort(key=lambda row: (row.day, not row.arrival), reverse=True)
    return Travels(person.display_name, latest, tuple(crossings))


def _since(rows: Any, first: date) -> Iterable[Admission]:
    found: Iterable[Admission] = rows.filter(admitted_on__gte=first)
    return found


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=day.day - 1)
