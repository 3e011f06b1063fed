"""Whose record it is: the person's own, or the one record of that name, birth and nationality.

A school knows its student by what the student wrote, a port by the passport; until an officer joins the two they are
two people on record. Where exactly one record agrees, it is told as likely and never joined by itself; sealed people
are matched by nobody.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q, QuerySet, UUIDField

from limen.core.people.models import Person
from limen.core.people.queries import one_person
from limen.core.prepared import Prepared, Slot
from limen.offices.sevis.models import Dependant, Student, Visitor

MODELS: tuple[Any, ...] = (Student, Visitor, Dependant)


def _agrees(folded: Any, birth: Any, nationality: Any) -> Q:
    return Q(person__folded=folded, person__birth=birth, person__nationality=nationality, person__sealed="")


def _asked(which: Q) -> Prepared[Any]:
    """Return the question which records there are of a kind, in every table of them at once."""
    first, *others = (model.objects.filter(which).order_by().values_list("pk", flat=True) for model in MODELS)
    return Prepared(lambda: first.union(*others, all=True))


# two questions and not one: with an “or” between them the database would read every student there is
OWN = _asked(Q(person=Slot("person", UUIDField())))
ALIKE = _asked(_agrees(*(Slot(name, CharField()) for name in ("folded", "birth", "nationality"))))


def known(person: Person) -> bool:
    """Return whether a person is, or is likely, a student, an exchange visitor or a dependant of one."""
    if any(OWN.all(person=one) for one in one_person(person.pk)):
        return True
    return _told_apart(person) and bool(ALIKE.all(**_said(person)))


def likely(person_id: Any, rows: QuerySet[Any]) -> Any:
    """Return the one of some records that agrees with a person in name, birth and nationality; None when not one."""
    person = Person.objects.filter(pk=person_id).first()
    alike = _alike(person) if person is not None else None
    found = list(rows.filter(alike)[:2]) if alike else []
    return found[0] if len(found) == 1 else None


def _alike(person: Person) -> Q | None:
    """Return the condition that a record agrees with a person; None where too little is known of the person."""
    return _agrees(**_said(person)) if _told_apart(person) else None


def _told_apart(person: Person) -> bool:
    """Return whether enough is known of a person to tell them by it, and nothing of them is sealed."""
    whole = bool(person.birth_first) and person.birth_first == person.birth_last
    return bool(person.folded and whole and person.nationality) and not person.sealed


def _said(person: Person) -> dict[str, str]:
    return {"folded": person.folded, "birth": person.birth, "nationality": person.nationality}
