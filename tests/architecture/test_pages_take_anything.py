"""Pages answer whatever is typed into an address or a form: with what is wrong, never with a fault of ours."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from limen.core.access import acts as access
from limen.core.access.models import Account
from limen.core.access.roles import roles
from limen.kernel import NEW, REGISTER, WORKFLOWS, Act
from limen.web.derived import act_form
from tests.architecture.source import sources
from tests.architecture.test_pages_for_every_role import SIGN_OUT, addresses
from tests.factories import PASSWORD, Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
ASKED = re.compile(
    r"""GET\.get(?:list)?\(\s*["'](\w+)["']|GET\[["'](\w+)["']\]|^    (\w+) = (?:forms\.|Day\()""", re.MULTILINE
)
ODD = [
    "x",
    "-1",
    "99999999999999999999",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "\0",
    "\u202e\U000103a0%_'\"<b>",
    "e" * 5_000,
    "[]",
    '{"a": 1}',
    "00000000-0000-7000-8000-000000000000",
]
"""What nobody should type, and somebody will."""


def names_asked() -> list[str]:
    """Return every name that some page asks of its address."""
    found = {name for source in sources() for match in ASKED.findall(source.text) for name in match if name}
    return sorted(found)


def everybody(service: Service) -> Account:
    """Return an officer in every role, so that no page is closed to them."""
    account: Account = setup(access.OpenAccount(username="everybody", full_name="Everybody"))
    for key in (key for key in roles() if key != "system"):
        setup(access.PostOfficer(role=key, place=service.jfk.pk, valid_from=date(2003, 3, 1)), account)
    return setup(access.GivePassword(password=PASSWORD, temporary=False), account)  # type: ignore[no-any-return]


def purpose_of(permission: str) -> str:
    able = [role for key, role in roles().items() if key != "system" and permission in role.permissions]
    return min((min(role.purposes) for role in able), default="administration")


def test_the_names_that_pages_ask_for_are_found() -> None:
    assert {"page", "format", "day", "q"} <= set(names_asked())


PURPOSES = ("inspection", "oversight", "administration")
OPEN_FOR: dict[str, str] = {}
"""The first of the purposes for which a page is shown to an officer in every role, found once."""


def open_for(account: Account, service: Service) -> dict[str, str]:
    """Return for which purpose each page is asked: one it is shown for, where there is one."""
    if not OPEN_FOR:
        closed = set(addresses()) - {SIGN_OUT}
        for purpose in PURPOSES:
            client = signed_in(Client(raise_request_exception=False), account, service.jfk, purpose)
            shown = {address for address in closed if client.get(address).status_code == 200}
            OPEN_FOR.update(dict.fromkeys(shown, purpose))
            closed -= shown
        OPEN_FOR.update(dict.fromkeys(closed, PURPOSES[-1]))
    return OPEN_FOR


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_no_address_breaks_a_page(service: Service, odd: str) -> None:
    account = everybody(service)
    pages = open_for(account, service)
    query = dict.fromkeys(names_asked(), odd)
    for purpose in PURPOSES:
        client = signed_in(Client(raise_request_exception=False), account, service.jfk, purpose)
        for address in sorted(address for address, why in pages.items() if why == purpose):
            response = client.get(address, query)
            assert response.status_code < 500, (address, odd)


@pytest.mark.parametrize("address", ["/?q=a%00b", "/people/%00/", "/api/v1/people?q=%00"])
def test_an_address_with_a_nul_is_refused_before_anybody_looks(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert b"NUL" in answer.content


def test_an_address_with_a_nul_is_answered_on_a_page_of_the_site_that_was_asked(
    client: Client, service: Service
) -> None:
    for address in ("/find/?q=%00", "/nowhere/%00/"):
        public = client.get(address)
        assert (public.status_code, public["Content-Type"]) == (400, "text/html; charset=utf-8")
        assert "</html>" in public.content.decode()
    assert 'type="search"' in client.get("/find/?q=%00").content.decode()
    officers = signed_in(client, service.officer(), service.jfk).get("/inspections/search/?name=%00")
    assert officers.status_code == 400
    assert "Inspections" in officers.content.decode()
    assert "NUL" in officers.content.decode()


def test_a_percent_sign_before_two_noughts_is_no_nul(client: Client) -> None:
    assert client.get("/?q=100%2500").status_code != 400


@cache
def names_within(act: type[Act]) -> list[str]:
    """Return the names of what the parts of an act's form ask for, which are the same whatever is typed."""
    return re.findall(r'name="([a-z_]+\.[^"]+)"', act_form(act).render())


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_no_form_of_an_act_is_broken_by_what_is_typed(service: Service, odd: str) -> None:
    account = everybody(service)
    clients: dict[str, Any] = {}
    for act in REGISTER.values():
        row = next(item for item in WORKFLOWS[act.declaration.on] if item.act is act)
        if act.declaration.automatic or NEW not in row.sources:
            continue
        purpose = purpose_of(act.declaration.permission)
        if purpose not in clients:
            clients[purpose] = signed_in(Client(raise_request_exception=False), account, service.jfk, purpose)
        within = names_within(act)
        for names in [list(act.model_fields), *([within] if within else [])]:
            with transaction.atomic():
                response = clients[purpose].post(f"/act/{act.declaration.key}/", dict.fromkeys(names, odd))
                transaction.set_rollback(True)
            assert response.status_code < 500, (act.declaration.key, names, odd)
