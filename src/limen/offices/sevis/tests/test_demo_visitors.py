"""The demonstration has exchange visitors in every state."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from limen.offices.sevis.demo_visitors import exchange_visitors
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.tests.visitor_scenes import CATEGORIES, programme
from tests.factories import open_service


def test_a_dozen_visitors_are_made_once_in_every_state(db: None, morning: Any) -> None:
    at = programme(open_service(), categories=CATEGORIES)
    assert exchange_visitors(at.sponsor, at.officer) == 12
    assert exchange_visitors(at.sponsor, at.officer) == 0
    states = dict(Visitor.objects.values_list("state").annotate(Count("pk")))
    assert set(states) == {"draft", "initial", "active", "inactive", "terminated", "no_show", "invalid"}
