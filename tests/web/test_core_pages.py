"""The pages of the core rooms, as officers, auditors and administrators meet them."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from django.urls import reverse

from limen.core.ledger.models import Entry
from tests.web.conftest import ROLES, Scene

pytestmark = pytest.mark.django_db

LISTS = {
    "people:people": "people.view",
    "people:search": "people.view",
    "documents:documents": "documents.view",
    "referrals:queue": "referrals.view",
    "clocks:queue": "clocks.view",
    "casefile:files": "casefile.view",
    "lookouts:lookouts": "lookouts.check",
    "places:places": "places.view",
    "law": "",
}
"""Each list, and what a viewer needs to see it."""

RECORDS = {
    "people:person": ("anna", "people.view"),
    "documents:traveldocument": ("document", "documents.view"),
    "documents:paper": ("paper", "documents.view"),
    "documents:paper_file": ("paper", "documents.view"),
    "referrals:referral": ("referral", "referrals.view"),
    "clocks:runningclock": ("clock", "clocks.view"),
    "casefile:casefile": ("file", "casefile.view"),
    "lookouts:lookout": ("lookout", "lookouts.check"),
}
"""Each page of a record, the record of the scene it shows, and what a viewer needs to see it."""


def text(response: Any) -> str:
    return response.content.decode()


def parsed(response: Any) -> Any:
    """Parse a page as strictly as HTML is defined."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())


def may(role: str, permission: str) -> bool:
    from limen.core.access.roles import roles

    return not permission or permission in roles()[role].permissions


def reads() -> list[str]:
    return list(Entry.objects.filter(kind="read").order_by("seq").values_list("act", flat=True))


def main(response: Any) -> str:
    return text(response).partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("role", ROLES)
def test_every_list_opens_for_the_roles_that_may_and_refuses_the_others(scene: Scene, role: str) -> None:
    client = scene.at_desk(role)
    for name, permission in LISTS.items():
        response = client.get(reverse(name))
        opens = may(role, permission) or (name == "people:search" and may(role, "places.view"))
        assert response.status_code == (200 if opens else 403), (name, role)
        parsed(response)


@pytest.mark.parametrize("role", ROLES)
def test_every_record_opens_for_the_roles_that_may_and_refuses_the_others(scene: Scene, role: str) -> None:
    client = scene.at_desk(role)
    for name, (which, permission) in RECORDS.items():
        response = client.get(reverse(name, args=[getattr(scene, which).pk]))
        assert response.status_code == (200 if may(role, permission) else 403), (name, role)
        if response["Content-Type"].startswith("text/html"):
            parsed(response)
    place = client.get(reverse("places:place", args=[scene.service.jfk.pk]))
    assert place.status_code == (200 if may(role, "places.view") else 403)
    parsed(place)


def test_a_record_of_every_room_has_its_own_page(scene: Scene) -> None:
    from limen.core import reading

    for name, (which, _permission) in RECORDS.items():
        if name != "documents:paper_file":
            record = getattr(scene, which)
            assert reading.address(record) == reverse(name, args=[record.pk])
    assert reading.address(scene.service.jfk) == reverse("places:place", args=[scene.service.jfk.pk])


def test_every_page_of_personal_data_is_a_read_in_the_ledger(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    asked = {"people:people": "name=Eriksson", "people:search": "q=Eriksson", "documents:documents": "number=L1"}
    for name in LISTS:
        if name not in ("places:places", "law"):
            before = len(reads())
            assert client.get(f"{reverse(name)}?{asked.get(name, '')}").status_code == 200
            assert len(reads()) > before, name
    for name, (which, _permission) in RECORDS.items():
        before = len(reads())
        client.get(reverse(name, args=[getattr(scene, which).pk]))
        assert len(reads()) > before, name
