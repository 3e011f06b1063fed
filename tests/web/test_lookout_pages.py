"""A lookout's page shows what else may mean the same person."""

from __future__ import annotations

import pytest
from django.urls import reverse

from limen.core.lookouts import acts
from limen.core.lookouts.models import Lookout
from limen.kernel import perform
from tests.architecture.making import nominated
from tests.web.conftest import Scene
from tests.web.test_core_pages import main

pytestmark = pytest.mark.django_db


def approved(scene: Scene) -> Lookout:
    """Return a lookout that stops people."""
    service = scene.service
    made = service.do(nominated(), role="secondary_officer")
    found: Lookout = perform(
        acts.Approve(), on=made, by=service.officer("supervisor"), at=service.jfk, purpose="inspection"
    ).record
    return found


def test_a_lookout_shows_another_in_force_on_the_same_name(scene: Scene) -> None:
    first, second = approved(scene), approved(scene)
    client = scene.at_desk("supervisor")
    there = reverse("lookouts:lookout", args=[second.pk])
    assert there in main(client.get(reverse("lookouts:lookout", args=[first.pk])))
