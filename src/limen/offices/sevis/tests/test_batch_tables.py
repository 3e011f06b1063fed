"""Nothing a school can send is dropped in silence: every value of the schemas goes into a field, or is answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from limen.core.lawbook import lawbook
from limen.exchange import sevis_batch as wire
from limen.kernel import REGISTER
from limen.offices.sevis.batch import answering, telling
from limen.offices.sevis.batch.processing import EVENTS
from limen.offices.sevis.batch.table import Step, claimed, countries

DOCS = Path(__file__).resolve().parents[5] / "docs" / "sevis-batch-acts.md"
EVERY = [(kind, key) for kind in ("student", "visitor") for key in wire.description(kind).events]
WHOLE = {"us_address", "mailing_address", "foreign_address", "employer_address", "costs", "funds"}
"""Fields that an act takes apart by itself."""


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_every_value_of_an_event_is_read_or_answered(kind: str, key: str) -> None:
    told = EVENTS[kind][key]
    event = wire.description(kind).events[key]
    assert [value.path for value in wire.values(event) if not told.reads(value.path)] == []


@pytest.mark.parametrize("kind", ["student", "visitor"])
def test_every_event_of_the_schema_has_its_acts_and_no_other_is_known(kind: str) -> None:
    assert set(EVENTS[kind]) == set(wire.description(kind).events)
    assert all(told.steps or told.refused for told in EVENTS[kind].values())


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_what_is_read_is_a_field_of_the_act(kind: str, key: str) -> None:
    for step in EVENTS[kind][key].steps:
        assert _filled(step) - set(REGISTER[step.act].model_fields) - WHOLE == set(), step.act


def _filled(step: Step) -> set[str]:
    link = {step.link} if step.link else set()
    return {take.field for take in (*step.takes, *step.around)} | set(step.fixed) | link


def test_every_result_code_that_is_answered_is_one_of_the_format() -> None:
    told = {code for table in answering.codes().values() for code in table.values()}
    assert told <= set(wire.results())


def test_the_page_of_what_a_batch_does_is_current() -> None:
    assert DOCS.read_text("utf-8") == telling.page(), "run: limen sevis acts --out docs/sevis-batch-acts.md"


def test_a_place_of_the_agencys_tables_has_a_code_of_documents_or_is_refused_by_name() -> None:
    tables = wire.tables()
    sent = tables["birth-country"].codes | tables["country"].codes
    assert sent - set(countries()) == set(claimed())
    states = lawbook().codes("icao_states").on(date(2026, 8, 31))
    assert [code for code, icao in countries().items() if icao not in states] == []
    assert {countries()[code] for code in ("BQ", "DQ", "FQ", "HQ", "IQ", "JQ", "KQ", "LQ", "MQ", "WQ")} == {"UMI"}
