"""A hearing as the service has it on record, told to whoever gives the A-number and the country of birth; it is logged.

Why somebody is in court is not told, nor is any case of a person of whom anything is sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from limen.core.access.gate import SYSTEM
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.people.models import Person
from limen.core.people.queries import one_person
from limen.kernel import Subject
from limen.law.nationality import codes_of
from limen.offices.removal.models import Case, Decision, Hearing
from limen.offices.removal.queries.locator import may_be_told, numbers_of


@dataclass(frozen=True, slots=True)
class Heard:
    """What is told of a case before a judge.

    Args:
        case: the case.
        ahead: the next hearing; None where none is set.
        past: the last hearing whose day is past without what came of it being on record.
        decided_on: the day of the last decision of a judge, the Board or a court; None where there is none.
    """

    case: Case
    ahead: Hearing | None
    past: Hearing | None
    decided_on: date | None


def heard(number: str, country: str, *, now: datetime) -> Heard | None:
    """Return the hearing of the person an A-number and a country of birth name; the look is logged.

    Args:
        number: the A-number, with or without its A, spaces and dashes.
        country: ICAO code of the country of birth.
        now: this moment.
    """
    person = _person(number, country, now.date())
    case = _case(person) if person is not None else None
    subjects = []
    if person is not None and case is not None:
        subjects = [Subject("removal.case", case.pk), Subject("people.person", person.pk)]
    record_read(
        what="removal.own_hearing",
        actor=SYSTEM,
        place=None,
        purpose="administration",
        subjects=subjects,
        plain={"found": int(case is not None)},
        personal={"number": number, "country": country},
    )
    return _heard(case, now) if case is not None else None


def _person(number: str, country: str, day: date) -> Person | None:
    wanted = numbers_of(number, day)
    rows = Person.objects.filter(identifiers__kind="a_number", identifiers__number__in=wanted)
    codes = codes_of(lawbook(), country, day)
    rows = rows.filter(Q(birth_country__in=codes) | Q(identities__birth_country__in=codes)).distinct()
    people = list(rows.select_related("same_as"))
    return people[0] if people and all(may_be_told(row, day) for row in people) else None


def _case(person: Person) -> Case | None:
    """Return the last case of a person that came before a judge."""
    rows: QuerySet[Case] = Case.objects.filter(person__in=one_person(person.pk), hearings__isnull=False)
    return rows.distinct().select_related("place").order_by("-opened_at", "-pk").first()


def _heard(case: Case, now: datetime) -> Heard:
    waiting = case.hearings.filter(outcome="").order_by("at", "pk")
    if case.next_hearing_at is None:  # what was set down before the case was decided is not held
        waiting = waiting.none()
    decision = Decision.objects.filter(case=case).exclude(by="officer").order_by("-decided_at", "-pk").first()
    return Heard(
        case,
        ahead=waiting.filter(at__gte=now).first(),
        past=waiting.filter(at__lt=now).last(),
        decided_on=decision.decided_on if decision is not None else None,
    )
