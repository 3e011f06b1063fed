"""Declare an act once: its law, its permission, its form, its endpoint, its verb and its ledger entry are there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from typer.main import get_command

from limen.cli import build
from limen.config import verbs
from limen.core.access.roles import roles
from limen.core.lawbook import lawbook
from limen.core.ledger.models import Entry
from limen.kernel import NEW, REGISTER, WORKFLOWS, Act, Code, Ref, perform
from limen.kernel.said import marked
from limen.web.derived import act_form
from limen.web.derived.endpoints import component, path_of
from tests.architecture.examples import EXAMPLES, NOT_MADE
from tests.architecture.making import NOON, Made
from tests.factories import Service

ACTS = dict(sorted(REGISTER.items()))
BY_PERSONS = {key: act for key, act in ACTS.items() if not act.declaration.automatic}
NOT_IN_FORCE: dict[str, str] = {}
"""Authorities that no provision gives today, each with since when not; their acts are refused until one does."""

every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
every_act_of_a_person = pytest.mark.parametrize("act", BY_PERSONS.values(), ids=BY_PERSONS)


def row_of(act: type[Act]) -> Any:
    return next(item for item in WORKFLOWS[act.declaration.on] if item.act is act)


@every_act
def test_it_stands_in_the_transition_table_of_its_record(act: type[Act]) -> None:
    assert [item.act for item in WORKFLOWS[act.declaration.on]].count(act) == 1


@every_act
def test_the_law_that_allows_it_is_in_the_pack_and_in_force(act: type[Act]) -> None:
    today = datetime.now(UTC).date()
    for key in act.declaration.authorities:
        provisions = lawbook().authority(key)
        assert provisions, f"the law pack has no authority {key}"
        assert all(provision.citation for provision in provisions)
        assert any(provision.on(today) for provision in provisions) != (key in NOT_IN_FORCE)


@every_act
def test_some_role_may_do_it(act: type[Act]) -> None:
    assert any(act.declaration.permission in role.permissions for role in roles().values())


@every_act_of_a_person
def test_some_role_of_a_person_may_do_it(act: type[Act]) -> None:
    """An act that only the system may do is declared automatic, or is done from the command line of the node itself."""
    able = {key for key, role in roles().items() if act.declaration.permission in role.permissions}
    assert able - {"system"} or act.declaration.key in ONLY_THE_NODE


ONLY_THE_NODE = {
    "inspections.import_i94": "rows taken over from another system are loaded on the machine itself",
}
"""Acts that no person's role may do, each with the reason."""


def test_no_field_is_called_as_what_every_form_sends_beside_them() -> None:
    assert not [key for key, act in ACTS.items() if not act.model_fields.keys().isdisjoint({"act", "on"})]


@every_act
def test_its_codes_and_references_are_known(act: type[Act]) -> None:
    for found in marked(act, Code):
        assert lawbook().codes(found.mark.table), found.path
    for found in marked(act, Ref):
        assert found.mark.record in WORKFLOWS, found.path
        assert "UUID" in str(found.model.model_fields[found.name].annotation), f"{found.path} takes no identifier"


@every_act_of_a_person
def test_its_form_is_built_and_rendered(act: type[Act]) -> None:
    form = act_form(act)
    page = form.render()
    for name in act.model_fields:
        assert name in form.fields
        assert any(f'name="{name}{after}' in page for after in '"_.'), name
    assert form.title


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return found


@every_act_of_a_person
def test_its_endpoint_is_in_the_schema(act: type[Act], schema: dict[str, Any]) -> None:
    sources = row_of(act).sources
    ways = [*([True] if NEW in sources else []), *([False] if sources - {NEW} else [])]
    for creates in ways:
        address = "/api/v1" + path_of(act, creates=creates).replace("{uuid:", "{")
        operation = schema["paths"][address]["post"]
        assert operation["summary"] == act.title()
        reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        assert reference.endswith(f"/{component(act)}")
        fields = schema["components"]["schemas"][component(act)].get("properties", {})
        assert set(fields) == set(act.model_fields)


def test_what_the_system_does_by_itself_has_no_endpoint_and_no_verb(schema: dict[str, Any]) -> None:
    automatic = [act for act in ACTS.values() if act.declaration.automatic]
    assert automatic
    for act in automatic:
        assert component(act) not in schema["components"]["schemas"]
        assert act.declaration.verb not in getattr(office(act.declaration.office), "commands", {})


def office(name: str) -> Any:
    group = get_command(build())
    return group.commands["do"].get_command(None, name)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", sorted({act.declaration.office for act in BY_PERSONS.values()}))
def test_every_act_of_an_office_is_a_verb_with_an_option_for_each_field(name: str) -> None:
    room = office(name)
    mine = {act.declaration.verb: act for act in BY_PERSONS.values() if act.declaration.office == name}
    assert set(room.list_commands(None)) == set(mine)
    for verb, act in mine.items():
        options = {option.name for option in room.get_command(None, verb).params}
        assert {verbs._parameter(field) for field in act.model_fields} | set(verbs.COMMON) <= options
        assert ("on" in options) == bool(row_of(act).sources - {NEW})


@pytest.mark.django_db
@pytest.mark.parametrize("key", EXAMPLES)
def test_doing_it_writes_one_entry_of_its_own_with_its_law(service: Service, key: str) -> None:
    with time_machine.travel(NOON, tick=True):
        _doing_it_writes_one_entry(service, key)


def _doing_it_writes_one_entry(service: Service, key: str) -> None:
    made = Made(service)
    act, on, role, purpose, *at = EXAMPLES[key](made)
    place = at[0] if at else made.where
    officer = service.officer(role, f"{role}_{place.code}", place) if at else service.officer(role)
    before = Entry.objects.filter(kind="act", act=key).count()
    outcome = perform(act, on=on, by=officer, at=place, purpose=purpose)
    entries = Entry.objects.filter(kind="act", act=key)
    assert entries.count() == before + 1
    body = json.loads(outcome.entry.body)
    assert body["act"] == act.declaration.key == key
    assert body["authority"]["key"] in act.declaration.authorities
    assert body["authority"]["citation"]
    assert body["subjects"][0] == [outcome.record.record_type, str(outcome.record.pk)]
    assert body["state"][1] == outcome.record.state == (row_of(type(act)).target or body["state"][0])
    assert body["purpose"] == purpose


def test_every_act_of_a_person_has_an_example_or_says_why_not() -> None:
    assert set(EXAMPLES) | set(NOT_MADE) == set(BY_PERSONS)
    assert not set(EXAMPLES) & set(NOT_MADE)
