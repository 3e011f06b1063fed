"""What the plain page of a record says: codes with their words, as the acts that fill its fields declare them."""

from __future__ import annotations

import pytest

from limen.kernel import Code
from limen.web.derived.records import summary, written
from tests.factories import Service

pytestmark = pytest.mark.django_db


def test_a_code_is_said_with_its_words(service: Service) -> None:
    rows = dict(summary(service.person(nationality="SWE")).rows)
    assert rows["Nationality"] == "Sweden (SWE)"
    assert rows["Surname"] == "Eriksson"


def test_a_code_that_the_law_does_not_know_stands_as_it_is() -> None:
    tables = {"nationality": Code("icao_states"), "sites.kind": Code("visitor_sites")}
    assert written("QQQ", tables, "nationality") == "QQQ"
    assert written([{"kind": "none such"}], tables, "sites") == "Kind: none such"
