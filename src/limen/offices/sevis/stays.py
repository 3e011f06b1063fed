"""Which stays in J status a person had, from the records of sponsors: what the bars are reckoned from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from limen.core.people.queries import one_person
from limen.offices.sevis.bars import Stay
from limen.offices.sevis.models import Dependant, Visitor

CATEGORIES = "visitor_categories"


def stays_of(person: Any, law: Any, day: date, *, but: Any = None) -> list[Stay]:
    """Return the stays of everybody judged to be this person, the first one first.

    Args:
        person: the person's identifier.
        law: the law pack.
        day: the day whose tables name the families of categories.
        but: a record that is left out: the one that is judged.
    """
    group = one_person(person)
    mine = Visitor.objects.filter(person__in=group, validated_on__isnull=False).exclude(pk=but)
    families = law.codes(CATEGORIES)
    found = [stay for record in mine.prefetch_related("periods") for stay in _of(record, families, day)]
    as_family = Dependant.objects.filter(person__in=group, visitor__validated_on__isnull=False)
    for row in as_family.exclude(visitor=but).select_related("visitor"):
        principal = row.visitor
        found.append(Stay("", principal.validated_on, row.ended_on or principal.ended_on or principal.ends))
    return sorted(found, key=lambda stay: (stay.since, stay.until))


def _of(record: Visitor, families: Any, day: date) -> Iterator[Stay]:
    since = record.starts
    for period in record.periods.all():
        yield Stay(_family(period.category, families, day), period.starts, period.ends)
        since = period.ends
    yield Stay(_family(record.category, families, day), since, record.ended_on or record.ends)


def _family(code: str, families: Any, day: date) -> str:
    row = families.get(code, day)
    return str(row.attributes["family"]) if row is not None else code
