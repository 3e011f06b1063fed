"""Which desk an officer takes, where a port and a field office bear the same code."""

from __future__ import annotations

import pytest
from django.test import Client

from limen.core.access import acts as access
from limen.core.access.desks import desk_by_code, desks
from limen.core.access.forms import DeskForm
from limen.core.access.models import Account
from limen.kernel import BadInput
from limen.kernel.acts import Place
from tests.factories import OPENED, Service, setup

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(service: Service) -> tuple[Place, Place]:
    return service.place("port", "SNA", "Santa Ana"), service.place("office", "SNA", "San Antonio")


@pytest.fixture
def chief(service: Service, places: tuple[Place, Place]) -> Account:
    return service.officer("supervisor", "chief", service.agency)


def test_no_desk_is_guessed_of_two(chief: Account, places: tuple[Place, Place]) -> None:
    with pytest.raises(BadInput, match=r"office:SNA \(San Antonio\), port:SNA \(Santa Ana\)"):
        desk_by_code(chief, "sna")


def test_each_is_taken_when_its_kind_is_said(chief: Account, places: tuple[Place, Place]) -> None:
    taken = [desk_by_code(chief, code) for code in ("port:SNA", " Office:sna ", "station:SNA")]
    assert [desk and desk.place for desk in taken] == [*places, None]


def test_who_works_at_one_of_them_alone_is_not_asked(service: Service, places: tuple[Place, Place]) -> None:
    officer = service.officer("supervisor", "there", places[1])  # type: ignore[arg-type]  # a place of the database
    desk = desk_by_code(officer, "SNA")
    assert desk is not None
    assert desk.place == places[1]


def test_the_form_says_how_to_tell_them_apart(chief: Account) -> None:
    form = DeskForm({"code": "SNA", "purpose": "inspection"}, account=chief, found=desks(chief))
    assert "port:SNA" in form.errors["code"][0]
    assert DeskForm({"code": "port:SNA", "purpose": "inspection"}, account=chief, found=desks(chief)).is_valid()


def test_a_system_is_told_so_as_well(client: Client, service: Service, places: tuple[Place, Place]) -> None:
    account = setup(access.OpenAccount(username="svc", full_name="A system", kind="service"))
    setup(access.PostOfficer(role="supervisor", place=service.agency.pk, valid_from=OPENED), account)
    token = setup_token(account)
    headers = {"Authorization": f"Bearer {token}", "X-Limen-Purpose": "inspection"}
    refused = client.get("/api/v1/places/list", headers={**headers, "X-Limen-Place": "SNA"})
    assert refused.status_code == 422
    assert "office:SNA" in refused.json()["detail"]
    assert client.get("/api/v1/places/list", headers={**headers, "X-Limen-Place": "office:SNA"}).status_code == 200


def setup_token(account: Account) -> str:
    from limen.core.access.gate import NODE, SYSTEM
    from limen.kernel import perform

    act = access.IssueToken(scopes=["places.view"])
    return str(perform(act, on=account, by=SYSTEM, at=NODE, purpose="administration").told["token"])
