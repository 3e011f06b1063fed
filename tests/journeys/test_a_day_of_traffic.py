"""The demonstration's day is made by the acts an officer does, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from limen.config.demo import prepare
from limen.core.ledger import verify
from limen.offices.inspections.models import Admission, Hit, Inspection, Traveller, Voyage

pytestmark = pytest.mark.django_db


def test_a_day_of_traffic_is_made_once_and_its_ledger_holds(tmp_path: Path) -> None:
    said: list[str] = []
    prepare(tmp_path, said.append)
    counts = [model.objects.count() for model in (Voyage, Traveller, Inspection, Admission)]
    assert counts[0] == 4
    states = set(Inspection.objects.values_list("state", flat=True))
    assert {"admitted", "referred", "deferred", "withdrawn", "fear_referred"} <= states
    assert Hit.objects.filter(state="open").count() == 2
    assert Traveller.objects.filter(state="no_show").count() == 4
    prepare(tmp_path, said.append)
    assert counts == [model.objects.count() for model in (Voyage, Traveller, Inspection, Admission)]
    assert verify.verify("local").holds
