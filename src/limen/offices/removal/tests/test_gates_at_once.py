"""The gate of a whole manifest is asked in as many reads as that of one person, and answers the same."""

from __future__ import annotations

from typing import Any

import pytest

from limen.core.lawbook import lawbook
from limen.core.people.queries import one_person, same_people
from limen.offices.removal.gate import gate, gates
from limen.offices.removal.tests.case_scenes import NOON, final, ordered, protected
from tests.factories import Service

pytestmark = pytest.mark.django_db
DAY = NOON.date()
READS = 6
"""Two of the records of one person, one each of protections, cases, appeals and motions."""


def test_a_manifest_is_asked_about_in_one_read(service: Service, django_assert_max_num_queries: Any) -> None:
    people = [service.person(surname=f"Alder{letter}") for letter in "ABCDE"]
    for person in people[:3]:
        final(service, person)
    ordered(service, people[3])
    protected(service, "deferred", person=people[0])
    law = lawbook()
    one_by_one = {person.pk: gate(person.pk, "UTO", DAY, law) for person in people}
    with django_assert_max_num_queries(READS):
        at_once = gates([person.pk for person in people], "UTO", DAY, law)
    assert at_once == one_by_one
    assert {row.kind for row in at_once[people[0].pk]} == {"deferred"}
    assert at_once[people[1].pk] == []
    assert {row.kind for row in at_once[people[4].pk]} == {"no_order"}
    assert same_people([people[0].pk]) == {people[0].pk: one_person(people[0].pk)}
