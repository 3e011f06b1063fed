"""Where an officer's work begins: signing in and the name in the masthead lead to their room, not to their account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from limen.core.access.roles import purposes, roles
from limen.core.navigation import _items
from tests.access.walking_in import enrolled, walk_in
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

BEGINS = [
    ("primary_officer", "inspection", "inspections:home"),
    ("primary_officer", "custody", "inspections:home"),
    ("secondary_officer", "custody", "custody:board"),
    ("supervisor", "inspection", "inspections:home"),
    ("supervisor", "redress", "lookouts:redresses"),
    ("supervisor", "patrol", "patrol:home"),
    ("targeting_officer", "targeting", "inspections:vetting"),
    ("agent", "patrol", "patrol:home"),
    ("detention_officer", "custody", "custody:board"),
    ("deportation_officer", "removal", "removal:home"),
    ("special_agent", "investigation", "investigations:home"),
    ("dso", "sevis", "sevis:home"),
    ("sevp_adjudicator", "sevis", "sevis:home"),
    ("public_liaison", "public", "portal_requests:queue"),
    ("auditor", "oversight", "ledger:entries"),
    ("oversight", "oversight", "referrals:queue"),
    ("records_officer", "redress", "lookouts:redresses"),
    ("administrator", "administration", "accounts"),
    ("portal_editor", "administration", "portal:editions"),
    ("carrier", "targeting", "my_account"),
]


@pytest.mark.parametrize(("role", "purpose", "page"), BEGINS)
def test_work_begins_in_the_room_of_the_purpose(service: Service, role: str, purpose: str, page: str) -> None:
    client = signed_in(Client(), service.officer(role), service.jfk, purpose)
    assert client.get("/work/")["Location"] == reverse(page)


@pytest.mark.parametrize("role", [key for key in roles() if key not in ("system", "carrier")])
def test_every_role_begins_in_a_room_that_its_navigation_offers(service: Service, role: str) -> None:
    for purpose in sorted(roles()[role].purposes):
        client = signed_in(Client(), service.officer(role), service.jfk, purpose)
        page = client.get("/work/", follow=True)
        assert page.status_code == 200, purpose
        assert page.redirect_chain != [(reverse("my_account"), 302)], purpose
        assert 'aria-current="page"' in page.content.decode(), purpose


def test_signing_in_leads_to_work(client: Client, service: Service) -> None:
    auditor = service.officer("auditor")
    secret = enrolled(auditor)
    assert walk_in(client, auditor, secret)["Location"] == "/work/"
    assert client.get("/work/")["Location"] == reverse("ledger:entries")


def test_who_has_yet_to_choose_a_desk_chooses_it_first(client: Client, service: Service) -> None:
    officer = service.officer()
    secret = enrolled(officer)
    walk_in(client, officer, secret)
    assert client.get("/work/")["Location"] == f"{reverse('desk')}?next=%2Fwork%2F"
    client.post(reverse("desk"), {"desk": str(service.jfk.pk), "purpose": "inspection", "next": "/work/"})
    assert client.get("/work/")["Location"] == reverse("inspections:home")


def test_who_is_not_signed_in_signs_in() -> None:
    assert Client().get("/work/")["Location"] == "/sign-in/?next=%2Fwork%2F"


def test_the_navigation_names_purposes_there_are_and_one_page_for_a_room() -> None:
    named = [(item.work, item.page.partition(":")[0]) for item in _items() if item.work]
    assert {work for work, _room in named} <= set(purposes())
    assert len(named) == len(set(named))


@pytest.mark.django_db
def test_the_room_one_is_within_is_marked_on_all_of_its_pages(service: Service) -> None:
    client = signed_in(Client(), service.officer("special_agent"), service.jfk, "investigation")
    ways = client.get(reverse("investigations:leads")).context["frame"]
    assert [link.label for link in ways["navigation"] if link.within] == ["Investigations"]
    assert not [link.label for link in ways["navigation"] if link.current]
    assert [link.label for link in ways["pages"] if link.current] == ["Leads"]
    home = client.get(reverse("investigations:home")).context["frame"]
    assert [(link.label, link.within) for link in home["navigation"] if link.current] == [("Investigations", False)]


def test_no_two_pages_of_the_navigation_open_by_the_same_letter() -> None:
    keys = [item.key for item in _items() if item.key]
    assert len(keys) == len(set(keys))
