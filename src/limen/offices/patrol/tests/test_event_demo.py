"""The demonstration's encounter events are made by acts, once."""

from __future__ import annotations

from collections import Counter

import pytest

from limen.core.custody.models import Stay
from limen.offices.patrol.event_demo import events_day
from limen.offices.patrol.models import Apprehension, Event
from limen.offices.patrol.tests.event_scenes import NOON
from tests.factories import Service

pytestmark = pytest.mark.django_db


def test_a_day_of_events_is_made_once(service: Service) -> None:
    station = service.place("station", "UVA", "Uvalde")
    agents = [service.officer("agent", name, service.agency) for name in ("agent_one", "agent_two")]
    chief = service.officer("supervisor", "chief", service.agency)
    for _again in range(2):
        events_day(station, agents, chief, now=NOON)
    assert Event.objects.count() == 4
    states = Counter(Apprehension.objects.values_list("state", flat=True))
    assert states == {"released": 2, "proposed": 1, "processing": 1, "apprehended": 3}
    assert Counter(Stay.objects.values_list("state", flat=True)) == {"released": 2, "held": 5}
    assert {row.taken_by.username for row in Apprehension.objects.exclude(taken_by=None) if row.taken_by} == {
        "agent_one",
        "agent_two",
    }
