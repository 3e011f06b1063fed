"""Reading people: every read takes a viewer, hides what the viewer may not know of, and is itself an entry."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.ledger.chain import record_read
from limen.core.people.models import Judgement, Person, Relationship
from limen.core.people.names import birth_bounds, fold
from limen.kernel import Subject, UnknownRecord

COMPARTMENTS = ("protected", "asylum", "juvenile", "intelligence")


def visible(viewer: Viewer) -> QuerySet[Person]:
    """Return the persons whose records the viewer may know of; sealed ones are not even counted."""
    viewer.require("people.view")
    rows = Person.objects.all()
    for compartment in COMPARTMENTS:
        if compartment not in viewer.compartments:
            rows = rows.exclude(sealed__contains=compartment)
    return rows


def find(
    *, viewer: Viewer, name: str = "", birth: str = "", number: str = "", limit: int = 50, skip: int = 0
) -> list[Person]:
    """Return persons by name, birth or number, best matches first; the search is logged with who was shown."""
    rows = visible(viewer).filter(same_as=None)
    if number:
        rows = rows.filter(Q(identifiers__number__iexact=number) | Q(travel_documents__number__iexact=number))
    for token in fold(name).split():
        rows = rows.filter(Q(folded__contains=token) | Q(identities__folded__contains=token))
    if birth:
        first, last = birth_bounds(birth)
        rows = rows.filter(birth_first__lte=last, birth_last__gte=first)
    found = list(rows.distinct().order_by("folded", "pk")[skip : skip + limit]) if (name or birth or number) else []
    record_read(
        what="people.find",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", person.pk) for person in found],
        plain={"found": len(found)},
        personal={"name": name, "birth": birth, "number": number},
    )
    return found


def person(identifier: Any, *, viewer: Viewer, what: str = "people.person") -> Person:
    """Return one person; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found = (
        visible(viewer)
        .prefetch_related("identities", "identifiers", "relationships__other")
        .filter(pk=identifier)
        .first()
    )
    if found is None:
        raise UnknownRecord("No such person.")
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", found.pk)],
    )
    return found


def family(record: Person, *, viewer: Viewer) -> list[Relationship]:
    """Return whom a person belongs to, lasting links first; relatives the viewer may not know of are left out."""
    rows = Relationship.objects.select_related("other").filter(person=record, other__in=visible(viewer))
    return sorted(rows, key=lambda row: (row.until is not None, row.other.folded))


def same_person(record: Person, *, viewer: Viewer) -> Person | None:
    """Return the record a person was judged to be the same as, where the viewer may know of that one."""
    return visible(viewer).filter(pk=record.same_as_id).first() if record.same_as_id else None


def judgements(record: Person, *, viewer: Viewer) -> list[tuple[Judgement, Person]]:
    """Return each judgement on a person with the other record judged, where the viewer may know of that one."""
    known = visible(viewer)
    rows = Judgement.objects.select_related("left", "right").filter(left__in=known, right__in=known)
    mine = rows.filter(Q(left=record) | Q(right=record))
    return [(row, row.right if row.left_id == record.pk else row.left) for row in mine]


def candidates(*, surname: str, given_names: str, birth: str, numbers: list[str]) -> list[Person]:
    """Return who a traveller may be, for the system's own matching; nobody is shown anything here.

    By a document or identifier number first; otherwise by the whole folded name and a birth that does not conflict.
    """
    by_number = Person.objects.filter(
        Q(identifiers__number__in=numbers) | Q(travel_documents__number_folded__in=numbers)
    ).distinct()
    name = fold(surname, given_names)
    rows = Person.objects.filter(Q(folded=name) | Q(identities__folded=name)) if name else Person.objects.none()
    if birth:
        first, last = birth_bounds(birth)
        rows = rows.filter(Q(birth_first=None) | Q(birth_first__lte=last, birth_last__gte=first))
    found = {person.pk: person for person in [*by_number[:20], *rows.distinct()[:20]]}
    return [known.same_as or known for known in found.values()]


def latest_judgement(left: Any, right: Any) -> str:
    """Return the latest judgement on two records, or an empty string."""
    rows = Judgement.objects.filter(Q(left=left, right=right) | Q(left=right, right=left))
    return rows.values_list("verdict", flat=True).first() or ""


def age_on(born: date | None, day: date) -> int | None:
    """Return the age in whole years, by the last day the birth may have been on; None when unknown."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


READERS = {"people.person": person}
"""How each record of this room is read before an act is done to it."""

SHOWN = {"people.person": ("display_name", "surname", "given_names", "birth", "sex", "nationality", "same_as_id")}
"""What a reader may have of each as data."""


def known_by(text: str, *, viewer: Viewer) -> list[Person]:
    """Return the persons that a number, or else a name, means; ten at most; logged as a search."""
    by_number = find(viewer=viewer, number=text, limit=10)
    return by_number or find(viewer=viewer, name=text, limit=10)


LOOKUPS = {"people.person": known_by}
"""How each record is found by what a person knows it by."""
