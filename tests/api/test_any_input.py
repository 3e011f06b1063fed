"""No input makes the API fail: whatever the schema allows or forbids is answered, never with a fault of ours."""

from __future__ import annotations

import base64
import json
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode, openapi

from limen.config.api import PLACE_HEADERS, api
from limen.core.access import acts as access
from limen.core.access.gate import NODE, SYSTEM
from limen.core.access.models import Account
from limen.core.access.roles import roles
from limen.kernel import REGISTER, Act, perform
from limen.offices.removal.tests import case_scenes as scenes
from limen.web.derived.endpoints import path_of
from tests.architecture.making import NOON, Made
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db
EXAMPLES = 3
"""Requests tried on an operation, of each kind; each database is asked other ones."""
NEVER = ("system",)


def rooms() -> list[str]:
    """Return the rooms whose operations are tried, one test each."""
    return sorted({act.declaration.office for act in REGISTER.values()} | {"law"})


RECORDS: dict[str, Any] = {
    "access.account": lambda made: made.account,
    "casefile.casefile": lambda made: made.file(),
    "clocks.runningclock": lambda made: made.breached(),
    "documents.paper": lambda made: made.paper_of_withdrawal(),
    "documents.traveldocument": lambda made: made.document(),
    "encounters.encounter": lambda made: made.inspection().encounter,
    "inspections.admission": lambda made: made.admission(),
    "inspections.departure": lambda made: made.unmatched(),
    "inspections.hit": lambda made: made.hit(),
    "inspections.inspection": lambda made: made.secondary(asked=True),
    "inspections.lane": lambda made: made.lane(),
    "inspections.savedquery": lambda made: made.query(),
    "inspections.traveller": lambda made: made.traveller(),
    "inspections.vehicle": lambda made: made.vehicle(),
    "inspections.voyage": lambda made: made.voyage(),
    "ledger.erasing": lambda made: made.erasing(),
    "ledger.legalhold": lambda made: made.hold(),
    "lookouts.lookout": lambda made: made.lookout(),
    "people.person": lambda made: made.person,
    "places.place": lambda made: made.service.sys_,
    "referrals.referral": lambda made: made.referral(),
    "removal.case": lambda made: scenes.served(made.service),
    "removal.protection": lambda made: scenes.afraid(made.service),
}
"""A record of each type, so that what is asked reaches the act and not only the search for its record."""


def everybody(service: Service) -> str:
    """Return the token of a system that holds every role: what is refused is refused by the act itself."""
    account = setup(access.OpenAccount(username="everybody", full_name="Everybody", kind="service"))
    held = [key for key in roles() if key not in NEVER]
    for key in held:
        setup(access.PostOfficer(role=key, place=service.jfk.pk, valid_from=date(2003, 3, 1)), account)
    scopes = sorted(set().union(*(roles()[key].permissions for key in held)))
    act = access.IssueToken(scopes=scopes)
    account = Account.objects.get(pk=account.pk)
    return str(perform(act, on=account, by=SYSTEM, at=NODE, purpose="administration").told["token"])


@lru_cache(maxsize=1)
def acts_by_address() -> dict[str, type[Act]]:
    """Return the act that is done at each address."""
    ways = [(act, creates) for act in REGISTER.values() for creates in (True, False)]
    # of two at one address, the first
    return {path_of(act, creates=creates).replace("{uuid:", "{"): act for act, creates in reversed(ways)}


def purpose_for(path: str) -> str:
    """Return a purpose for which some role may do the act at an address; its room's own for what is no act."""
    act = acts_by_address().get(path.removeprefix("/api/v1"))
    if act is not None:
        able = [role for key, role in roles().items() if key not in NEVER]
        mine = [role for role in able if act.declaration.permission in role.permissions]
        return min((min(role.purposes) for role in mine), default="administration")
    rooms = {"ledger": "oversight", "access": "oversight", "sevis": "sevis", "investigations": "investigation"}
    rooms |= {"portal_requests": "public", "portal": "administration"}
    return next((why for room, why in rooms.items() if f"/{room}/" in path), "inspection")


@lru_cache(maxsize=1)
def operations() -> dict[str, list[Any]]:
    """Return the operations of each room, read from the API's own document as a client downloads it.

    Where a caller acts and why is always said as it is: what else could be made up for it would never be sent.
    """
    document = Client().get("/api/v1/openapi.json").json()
    for item in document["paths"].values():
        for told in item.values():
            told["parameters"] = [part for part in told["parameters"] if part not in PLACE_HEADERS]
    found: dict[str, list[Any]] = {}
    for result in openapi.from_dict(document).get_all_operations():
        operation = result.ok()
        (room,) = operation.tags
        found.setdefault(room, []).append(operation)
    return found


def record_type_of(path: str) -> str:
    """Return the record type an address names: ``people.person`` of ``/api/v1/people/person/{record_id}/judge``."""
    parts = path.split("/")
    return ".".join(parts[3:5]) if "{record_id}" in parts else ""


def ask(client: Client, case: Any, token: str, purpose: str) -> Any:
    """Send a generated request, in process."""
    sent = {name: str(value).encode("latin-1", "replace").decode("latin-1") for name, value in case.headers.items()}
    body = b"" if case.method == "GET" else json.dumps(case.body, default=str).encode()
    headers = {**sent, "Authorization": f"Bearer {token}", "X-Limen-Place": "NYC", "X-Limen-Purpose": purpose}
    return client.generic(
        case.method,
        case.formatted_path,
        body,
        content_type="application/json",
        headers=headers,
        query_params={name: value for name, value in (case.query or {}).items() if value is not None},
    )


def test_every_operation_is_of_a_room_that_is_tried() -> None:
    assert sorted(operations()) == rooms()


@time_machine.travel(NOON, tick=True)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("room", rooms())
def test_no_request_is_answered_with_a_fault_of_ours(service: Service, room: str, mode: Any) -> None:
    token, client = everybody(service), Client(raise_request_exception=False)
    for role in (key for key in roles() if key not in NEVER):
        service.officer(role)
    by_record: dict[str, list[Any]] = {}
    for operation in operations()[room]:
        by_record.setdefault(record_type_of(operation.path), []).append(operation)
    for kind, found in by_record.items():
        with transaction.atomic():
            known = {"record_id": str(RECORDS[kind](Made(service)).pk)} if kind in RECORDS else None
            for operation in found:
                _try(operation, mode, known, client, token)
            transaction.set_rollback(True)


def _try(operation: Any, mode: Any, known: dict[str, str] | None, client: Client, token: str) -> None:
    purpose = purpose_for(operation.path)

    @seed(f"{connection.vendor} {operation.label} {mode.value}")
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode, path_parameters=known))
    def answered(case: Any) -> None:
        cache.clear()
        with transaction.atomic():
            response = ask(client, case, token, purpose)
            transaction.set_rollback(True)
        assert response.status_code < 500, (operation.label, case.body, case.query, response.content[:300])
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json", operation.label
            assert response.json()["detail"]

    answered()


MADE_UP = [
    ["x"],
    [1],
    [10**30],
    ["x", "y"],
    [1, 2],
    ["2026-11-25", "x"],
    ["2026-11-25T00:00:00Z", "x"],
    ["", ""],
    [True],
]
"""Places in a list that the service never gave out, of the form it gives them out in."""


def lists() -> list[str]:
    """Return the addresses that are read a page at a time."""
    paths = api().get_openapi_schema()["paths"]
    return sorted(
        path
        for path, item in paths.items()
        if any(parameter["name"] == "cursor" for parameter in item.get("get", {}).get("parameters", ()))
    )


@pytest.mark.parametrize("path", lists())
def test_a_place_in_a_list_that_was_made_up_is_refused(service: Service, path: str) -> None:
    token, client = everybody(service), Client(raise_request_exception=False)
    headers = {"Authorization": f"Bearer {token}", "X-Limen-Place": "NYC", "X-Limen-Purpose": purpose_for(path)}
    for values in MADE_UP:
        cursor = base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")
        query = {"cursor": cursor, "office": "inspections"} if "referrals" in path else {"cursor": cursor}
        response = client.get(path, query, headers=headers)
        assert response.status_code in (200, 422), (values, response.status_code, response.content[:200])
