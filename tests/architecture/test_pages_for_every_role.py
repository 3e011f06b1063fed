"""Every page that needs no record is shown to every role, or refused in words; none breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from limen.core.access.roles import Role, roles
from limen.kernel import NEW, REGISTER, WORKFLOWS, Act
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SHOWN, ELSEWHERE, REFUSED = {200}, {301, 302, 303}, {401, 403}
NOBODY = "00000000-0000-7000-8000-000000000000"
SIGN_OUT = "/sign-out/"
ONLY_SENT = {"/account/language/", "/theme/"}
"""Pages that answer a form and show nothing by themselves."""

OF_A_FACTOR = {"/account/factors/app/remove/", "/account/factors/codes/", "/account/factors/codes/new/"}
"""Pages of the sign-in library about a second factor that the officer here does not have: not found."""

SHARE = 6
"""Of the acts a role may not do, one in so many is asked for: each act by several roles, each role many acts."""

every_role = pytest.mark.parametrize(
    "role", [role for key, role in roles().items() if key != "system"], ids=lambda role: role.key
)


def pages(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Yield every address without arguments, with its view; the API has tests of its own."""
    for item in (resolver or get_resolver()).url_patterns:
        route = before + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from pages(item, route)
        elif isinstance(item, URLPattern) and "<" not in route and not route.startswith(("/api/", "/^")):
            yield route, item.callback


def addresses() -> list[str]:
    return [*sorted({address for address, _view in pages()} - ONLY_SENT - {SIGN_OUT}), SIGN_OUT]


def asked(role: Role) -> list[type[Act]]:
    """Return the acts of persons whose pages a role asks for: all it may do, and its share of those it may not."""
    acts = [act for act in REGISTER.values() if not act.declaration.automatic]
    turn = list(roles()).index(role.key)
    return [
        act
        for number, act in enumerate(acts)
        if act.declaration.permission in role.permissions or (number + turn) % SHARE == 0
    ]


def test_every_act_is_asked_for_by_roles_that_may_not_do_it() -> None:
    persons = [role for key, role in roles().items() if key != "system"]
    refused = {act for role in persons for act in asked(role) if act.declaration.permission not in role.permissions}
    for act in REGISTER.values():
        if not act.declaration.automatic and act not in refused:
            assert all(act.declaration.permission in role.permissions for role in persons), act.declaration.key


def desk(service: Service, role: Role) -> Client:
    return signed_in(Client(), service.officer(role.key), service.jfk, min(role.purposes))


def test_there_are_pages() -> None:
    found = addresses()
    assert len(found) > 40
    assert {"/desk/", "/accounts/", "/inspections/primary/", "/law/", "/places/"} <= set(found)


@every_role
def test_every_page_is_shown_or_refused(service: Service, role: Role) -> None:
    client = desk(service, role)
    for address in addresses():
        response = client.get(address)
        allowed = SHOWN | ELSEWHERE | REFUSED | ({404} if address in OF_A_FACTOR else set())
        assert response.status_code in allowed, (address, response.status_code)
        if response.status_code in SHOWN and "html" in response["Content-Type"]:
            page = response.content.decode()
            assert "<html" in page, address
            assert "<h1" in page, address
        if response.status_code == 403:
            assert response.content, address


def test_who_is_not_signed_in_is_shown_the_way_in_and_nothing_else(service: Service) -> None:
    client = Client()
    for address in addresses():
        response = client.get(address)
        assert response.status_code in SHOWN | ELSEWHERE | REFUSED, (address, response.status_code)
        if response.status_code in SHOWN:
            assert address == "/" or address.startswith(
                (
                    "/sign-",
                    "/health",
                    "/readyz",
                    "/theme",
                    "/components",
                    "/robots",
                    "/favicon",
                    "/sitemap.xml",
                    "/text/",
                    "/print/",
                    "/wait-times",
                )
            ), address


@every_role
def test_the_page_of_every_act_that_makes_a_record_is_for_who_may_do_it(service: Service, role: Role) -> None:
    client = desk(service, role)
    for act in asked(role):
        row = next(item for item in WORKFLOWS[act.declaration.on] if item.act is act)
        if NEW in row.sources:
            response = client.get(f"/act/{act.declaration.key}/")
            may = act.declaration.permission in role.permissions
            assert response.status_code == (200 if may else 403), (act.declaration.key, role.key)


@every_role
def test_the_page_of_an_act_on_a_record_that_is_not_there_is_404_for_who_may_do_it(
    service: Service, role: Role
) -> None:
    client = desk(service, role)
    for act in asked(role):
        if act.declaration.office == "inspections":
            continue
        response = client.get(f"/act/{act.declaration.key}/{NOBODY}/")
        may = act.declaration.permission in role.permissions
        assert response.status_code in ({404, 403} if may else {403}), (act.declaration.key, role.key)


@every_role
def test_a_record_that_is_not_there_is_404_or_refused(service: Service, role: Role) -> None:
    client = desk(service, role)
    for table in WORKFLOWS:
        response = client.get(f"/record/{table.record}/{NOBODY}/")
        assert response.status_code in {403, 404}, (table.record, role.key)
