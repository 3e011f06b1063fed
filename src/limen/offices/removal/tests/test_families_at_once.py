"""Whether a departure parts a family is asked once for the whole manifest, and answered person by person."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.core.people.queries import families_of, family_of
from limen.kernel import GuardRefused
from limen.offices.removal import acts, departing
from limen.offices.removal.models import Movement, Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import SUPERVISOR, do, final
from tests.factories import Service

pytestmark = pytest.mark.django_db
READS = 2
"""One of the family units, one of who of them stays behind."""


def family(service: Service, surname: str, children: int = 1) -> list[Person]:
    """Return a mother and her children, one family unit."""
    mother = service.person(surname=surname)
    found = [mother]
    for number in range(children):
        child = service.person(surname=surname, given_names=f"Child {'ABC'[number]}", birth="2015-02-03")
        act = people.Relate(other=mother.pk, kind="parent", family_unit=True)
        service.do(act, child, role="secondary_officer")
        found.append(child)
    return found


def listed(service: Service, movement: Movement, *going: Person) -> list[Seat]:
    return [do(service, scenes.listing(movement, final(service, person))) for person in going]


def asked(movement: Movement) -> tuple[list[Seat], int]:
    """Return who would be parted, and in how many reads that was found."""
    seats = list(movement.seats.select_related("person").order_by("label", "pk"))
    with CaptureQueriesContext(
        connection,
    ) as reads:
        found = departing.parted(seats)
    return found, len(reads)


def test_a_manifest_is_asked_about_in_as_many_reads_as_one_family(service: Service) -> None:
    movement = scenes.run(service, capacity=20)
    listed(service, movement, *family(service, "Alder"))
    assert asked(movement) == ([], READS)
    for surname in ("Birk", "Cedar", "Dahl"):
        listed(service, movement, *family(service, surname, 2))
    listed(service, movement, service.person(surname="Ek"))
    assert asked(movement) == ([], READS)


def test_who_leaves_one_of_theirs_behind_is_named_and_nobody_else(service: Service) -> None:
    movement = scenes.run(service, capacity=20)
    listed(service, movement, *family(service, "Alder"))
    mother, child = family(service, "Birk")
    free_mother, _citizen = family(service, "Cedar")
    listed(service, movement, mother, free_mother)
    assert asked(movement)[0] == [], "a child who is neither held nor ordered removed is not left behind by this"
    final(service, child)
    assert [seat.person_id for seat in asked(movement)[0]] == [mother.pk]


def test_whose_parting_was_allowed_for_a_reason_is_not_asked_about(service: Service) -> None:
    movement = scenes.run(service, capacity=20)
    mother, child = family(service, "Alder")
    (seat,) = listed(service, movement, mother)
    final(service, child)
    assert asked(movement)[0] == [seat]
    do(service, acts.PartFamily(why="The child stays with the father, who is a citizen."), seat, SUPERVISOR)
    assert asked(movement) == ([], 0)
    allowed = Seat.objects.get(pk=seat.pk)
    assert allowed.apart_by == service.officer("supervisor")


def test_who_stays_at_the_door_keeps_the_family_on_the_ground(service: Service) -> None:
    movement = scenes.escorted(service, scenes.run(service, capacity=20))
    mother, child = family(service, "Alder")
    seats = listed(service, movement, mother, child)
    for seat in seats:
        do(service, acts.ClearMedically(by="R. Nurse, RN"), seat)
    do(service, acts.OpenBoarding(), movement)
    embark = acts.Embark(print_reference="FP-77", print_by="D. Officer", photograph="PH-77")
    do(service, embark, Seat.objects.get(pk=seats[0].pk))
    do(service, acts.DoNotEmbark(why="Fell ill at the door"), Seat.objects.get(pk=seats[1].pk))
    with pytest.raises(GuardRefused, match="parted from their family unit"):
        do(service, acts.Depart(), Movement.objects.get())
    allow = acts.PartFamily(why="The mother asks to go; the child is in hospital with an aunt.")
    do(service, allow, Seat.objects.get(pk=seats[0].pk), SUPERVISOR)
    assert do(service, acts.Depart(), Movement.objects.get()).state == "departed"


def test_families_of_many_are_the_families_of_each(service: Service, django_assert_num_queries: Any) -> None:
    everyone = [*family(service, "Alder", 2), *family(service, "Birk"), service.person(surname="Ek")]
    gone = everyone[1]
    service.do(people.Relate(other=everyone[3].pk, kind="parent", family_unit=True), gone, role="secondary_officer")
    with django_assert_num_queries(1):
        found = families_of(person.pk for person in everyone)
    assert found == {person.pk: set(family_of(person.pk)) for person in everyone}
    assert families_of([]) == {}
