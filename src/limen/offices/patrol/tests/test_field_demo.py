"""The demonstration's day in the field is made by acts, once, and its pages show it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from limen.offices.patrol import demo
from limen.offices.patrol.models import Detection, Rescue, Seizure
from limen.offices.patrol.tests.scenes_field import NOON, leased
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def test_a_day_in_the_field_is_made_once(service: Service) -> None:
    leased(service)
    agents = [service.officer("agent", name) for name in ("agent", "second", "third")]
    for _again in range(2):
        demo.field_day(service.jfk, agents, service.officer("supervisor"), now=NOON)
    assert Detection.objects.count() == 9
    assert set(Detection.objects.values_list("state", flat=True)) == {"closed", "reported"}
    assert Seizure.objects.filter(state="stored").count() == 2
    assert Rescue.objects.get().rescued.count() == 2
    client = signed_in(Client(), agents[0], service.jfk, "patrol")
    for name in ("detections", "statistics", "map", "shifts", "rescues", "seizures"):
        assert client.get(reverse(f"patrol:{name}")).status_code == 200
