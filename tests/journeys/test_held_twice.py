"""Somebody is held under two records; when the records are judged one person, those who hold them are called."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from limen.core.custody import acts as custody
from limen.core.people import acts as people
from limen.core.referrals.models import Referral
from tests.architecture.making import NOON
from tests.factories import Service
from tests.journeys.owned import all_is_owned_and_proved

pytestmark = pytest.mark.django_db


def held(service: Service, person: Any, place: Any, role: str) -> Any:
    taken = custody.TakeIntoCustody(person=person.pk, under="arrest.without_warrant")
    stay = service.act(taken, at=place, role="agent")
    return service.act(custody.BookIn(), stay, at=place, role=role)


def test_both_places_are_called_and_the_wrong_stay_is_ended(service: Service) -> None:
    station = service.place("station", "UVA", "Uvalde")
    facility = service.place("facility", "STFRCTX", "South Texas")
    with time_machine.travel(NOON, tick=False):
        anna, again = service.person(), service.person(surname="Erikson", given_names="Anna")
        first = held(service, anna, station, "agent")
        held(service, again, facility, "detention_officer")
        same = people.Judge(other=anna.pk, verdict="same", reason="One set of prints")
        service.do(same, again, role="supervisor")
        called = Referral.objects.filter(reason="held_twice")
        assert {(row.to_office, row.to_place_id) for row in called} == {
            ("patrol", station.pk),
            ("removal", facility.pk),
        }
        assert all(row.due_at is not None for row in called)
        wrong = custody.Release(way="other", reason="", to="Entered in error: held at South Texas")
        service.act(wrong, first, at=station, role="agent")
    all_is_owned_and_proved()


def test_nobody_is_called_while_only_one_record_is_held(service: Service) -> None:
    station = service.place("station", "UVA", "Uvalde")
    with time_machine.travel(NOON, tick=False):
        anna, again = service.person(), service.person(surname="Erikson", given_names="Anna")
        held(service, anna, station, "agent")
        same = people.Judge(other=anna.pk, verdict="same", reason="One set of prints")
        service.do(same, again, role="supervisor")
        assert not Referral.objects.filter(reason="held_twice").exists()
