"""Whoever died or escaped is on no flight, and one person under two records is removed once and barred for both."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from limen.core.custody import acts as custody
from limen.core.people import acts as people
from limen.kernel import GuardRefused
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Movement, Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import do, final
from tests.factories import Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DIED = custody.RecordDeath(says="Collapsed; the ambulance could not revive them.")
ESCAPED = custody.RecordEscape(says="Over the fence of the yard at night.")
GONE = pytest.mark.parametrize("gone", [DIED, ESCAPED], ids=["died", "escaped"])


def held(service: Service, case: Case) -> Any:
    """Return the stay of the person of a case, at a facility."""
    taken = custody.TakeIntoCustody(person=case.person_id, under="detain.order")
    stay = at_facility(service, taken)
    return at_facility(service, custody.BookIn(), stay)


def at_facility(service: Service, act: Any, on: Any = None) -> Any:
    facility = service.place("facility", "ELZ", "Elizabeth", "America/New_York")
    role = "supervisor" if isinstance(act, custody.TakeIntoCustody) else "detention_officer"
    return service.act(act, on, at=facility, role=role)


@GONE
def test_who_is_gone_is_put_on_no_manifest(service: Service, gone: Any) -> None:
    case = final(service)
    at_facility(service, gone, held(service, case))
    with pytest.raises(GuardRefused, match=r"died in custody|escaped"):
        scenes.listed(service, case=case)


@GONE
def test_who_is_gone_does_not_embark(service: Service, gone: Any) -> None:
    case = final(service)
    stay = held(service, case)
    seat = scenes.at_the_door(service, case=case)
    at_facility(service, gone, stay)
    with pytest.raises(GuardRefused, match=r"died in custody|escaped"):
        do(service, acts.Embark(), seat)


@GONE
def test_the_flight_does_not_leave_with_who_is_gone(service: Service, gone: Any) -> None:
    case = final(service)
    stay = held(service, case)
    seat = scenes.embarked(service, case=case)
    at_facility(service, gone, stay)
    with pytest.raises(GuardRefused, match="must not go"):
        do(service, acts.Depart(), Movement.objects.get(pk=seat.movement_id))


def test_who_escaped_and_was_taken_again_goes(service: Service) -> None:
    case = final(service)
    at_facility(service, ESCAPED, held(service, case))
    held(service, case)
    assert scenes.embarked(service, case=case).state == "embarked"


def known_twice(service: Service) -> tuple[Case, Case]:
    """Return the cases of two records that are judged to be one person."""
    one, two = final(service), final(service, service.person(surname="Erikson", given_names="Anna"))
    same = people.Judge(other=one.person_id, verdict="same", reason="One set of prints")
    service.do(same, two.person, role="supervisor")
    return one, two


def test_one_person_under_two_records_is_on_one_manifest(service: Service) -> None:
    one, two = known_twice(service)
    scenes.listed(service, case=one)
    later = scenes.escorted(service, scenes.run(service, number="RPN 14"))
    with pytest.raises(GuardRefused, match="on an open manifest already"):
        scenes.listed(service, later, two)


def test_a_removal_under_another_record_is_an_earlier_removal(service: Service) -> None:
    one, two = known_twice(service)
    scenes.removed(service, case=one)
    later = scenes.escorted(service, scenes.run(service, number="RPN 14", departs_at=scenes.NOON + timedelta(hours=5)))
    scenes.removed(service, movement=later, case=two)
    bars = Seat.objects.get(case=two).person.return_bars.filter(case=two)
    assert {row.code for row in bars} == {"second"}
