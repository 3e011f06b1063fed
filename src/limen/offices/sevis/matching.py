"""Whose record it is: the person's own, or the one record of that name, birth and nationality.

A school knows its student by what the student wrote, a port by the passport; until an officer joins the two they are
two people on record. Where exactly one record agrees, it is told as likely and never joined by itself; sealed people
are matched by nobody.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from limen.core.people.models import Person
from limen.core.people.queries import one_person
from limen.offices.sevis.models import Dependant, Student, Visitor

MODELS: tuple[Any, ...] = (Student, Visitor, Dependant)


def known(person_id: Any) -> bool:
    """Return whether a person is, or is likely, a student, an exchange visitor or a dependant of one."""
    whose = Q(person__in=one_person(person_id))
    person = Person.objects.get(pk=person_id)
    alike = _alike(person)
    return any(model.objects.filter(whose | alike if alike else whose).exists() for model in MODELS)


def likely(person_id: Any, rows: QuerySet[Any]) -> Any:
    """Return the one of some records that agrees with a person in name, birth and nationality; None when not one."""
    person = Person.objects.filter(pk=person_id).first()
    alike = _alike(person) if person is not None else None
    found = list(rows.filter(alike)[:2]) if alike else []
    return found[0] if len(found) == 1 else None


def _alike(person: Person) -> Q | None:
    """Return the condition that a record agrees with a person; None where too little is known of the person."""
    whole = bool(person.birth_first) and person.birth_first == person.birth_last
    if not (person.folded and whole and person.nationality) or person.sealed:
        return None
    return Q(
        person__folded=person.folded,
        person__birth=person.birth,
        person__nationality=person.nationality,
        person__sealed="",
    )
