"""The pages of lookouts: what waits, what conflicts, who was told, and nothing that would be refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from limen.core.lookouts import acts, queries
from limen.core.lookouts.models import Cleared, Hit
from tests.core.lookouts.test_hits import meant, namesake
from tests.core.lookouts.test_standing import NOON, TODAY, WHY, in_force
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def at_desk(service: Service, role: str) -> Client:
    """Return the browser of an officer at the airport."""
    return signed_in(Client(), service.officer(role), service.jfk, "inspection")


def shown(client: Client, record: Any) -> str:
    """Return the page of a lookout."""
    response = client.get(reverse("lookouts:lookout", args=[record.pk]))
    assert response.status_code == 200
    return str(response.content.decode())


@time_machine.travel(NOON, tick=True)
def test_a_change_that_waits_is_shown_and_offered_to_a_second_person_only(service: Service) -> None:
    record = in_force(service, other_names=["Линдквист, Карл"])
    assert "lookouts.approve_change" not in shown(at_desk(service, "supervisor"), record)
    service.do(acts.Amend(add_names=["Berg, Olof"], reason=WHY), on=record, role="supervisor")
    mine = shown(at_desk(service, "supervisor"), record)
    assert "Olof Berg" in mine
    assert "You proposed it" in mine
    assert "Карл Линдквист" in mine
    assert "lookouts.approve_change" not in mine
    other = service.officer("supervisor", "second_supervisor")
    theirs = shown(signed_in(Client(), other, service.jfk, "inspection"), record)
    assert f"/act/lookouts.approve_change/{record.pk}/" in theirs


@time_machine.travel(NOON, tick=True)
def test_the_page_says_who_was_told_and_who_is_not_meant_and_undoes_it(service: Service) -> None:
    record = in_force(service)
    share = acts.Share(agency="Coast guard", basis="A standing agreement", told="The name")
    service.do(share, on=record, role="supervisor")
    service.do(acts.ClearPerson(person=namesake(service).pk, reason="Another birth date"), on=record)
    page = shown(at_desk(service, "supervisor"), record)
    assert "Coast guard" in page
    undo = f"/act/lookouts.undo_clear/{record.pk}/?judgement={Cleared.objects.get().pk}"
    assert undo in page
    assert at_desk(service, "supervisor").get(undo).status_code == 200
    primary = shown(at_desk(service, "primary_officer"), record)
    for withheld in ("Coast guard", undo, "Warrant of a district court"):
        assert withheld not in primary


@time_machine.travel(NOON, tick=True)
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"standing": "due"}, {"Soon"}),
        ({"standing": "waiting"}, {"Waiting"}),
        ({"standing": "suspended"}, {"Stayed"}),
        ({"kind": "vessel"}, {"Ship"}),
        ({"office": "nyc", "category": "wanted", "kind": "person"}, {"Soon", "Later", "Waiting", "Stayed"}),
        ({"office": "SYS"}, set()),
        ({"source": "un"}, set()),
    ],
)
def test_the_list_is_narrowed_down(service: Service, asked: dict[str, str], names: set[str]) -> None:
    in_force(service, surname="Soon", review_by=TODAY + timedelta(days=20))
    in_force(service, surname="Later")
    record = in_force(service, surname="Stayed")
    service.do(acts.Suspend(reason="The order is stayed"), on=record, role="secondary_officer")
    in_force(service, surname="Ship", kind="vessel", category="customs", other_numbers=["imo 9074729"])
    waiting = in_force(service, surname="Waiting")
    service.do(acts.Amend(add_names=["Berg, Olof"], reason=WHY), on=waiting, role="secondary_officer")
    page = at_desk(service, "supervisor").get(reverse("lookouts:lookouts"), asked).content.decode()
    every = {"Soon", "Later", "Waiting", "Stayed", "Ship"}
    assert {name for name in every if f"{name.upper()}, Karl" in page} == names


@time_machine.travel(NOON, tick=True)
@pytest.mark.parametrize("words", ["Kalle Bredberg", "бредберг", "X 777-2", "olofsson"])
def test_a_lookout_is_looked_up_by_each_of_its_names_and_numbers(service: Service, words: str) -> None:
    named = {"other_names": ["Bredberg, Kalle", "Карл Бредберг"], "other_numbers": ["passport SWE X7772"]}
    record = in_force(service, surname="Olofsson", given_names="Karl", document_number="X7771", **named)
    in_force(service, surname="Ek", given_names="Ulf")
    assert list(queries.searched(viewer=service.viewer("supervisor"), words=words)) == [record]


@time_machine.travel(NOON, tick=True)
@pytest.mark.parametrize("words", ["Бредберг", "李", "!!"])
def test_a_search_that_nothing_answers_finds_nothing(service: Service, words: str) -> None:
    record = in_force(service)
    service.do(acts.GiveRedress(lookout=record.pk, person=namesake(service).pk, reason=WHY), role="supervisor")
    viewer = service.viewer("supervisor")
    assert not queries.searched(viewer=viewer, words=words).exists()
    assert not queries.redresses(viewer=viewer, words=words).exists()


@time_machine.travel(NOON, tick=True)
def test_hits_of_one_lookout_and_of_one_person_are_found_and_redress_begins_there(service: Service) -> None:
    lookout, other, man = meant(service), meant(service), namesake(service)
    made = service.do(acts.RecordHit(lookout=lookout.pk, person=man.pk, reason="The name agrees"))
    service.do(acts.HitNotSame(reason="The photograph differs"), on=made)
    client = at_desk(service, "supervisor")
    address, queue = reverse("lookouts:hit", args=[made.pk]), reverse("lookouts:hits")
    assert address in client.get(queue, {"lookout": str(lookout.pk)}).content.decode()
    assert address not in client.get(queue, {"lookout": str(other.pk)}).content.decode()
    assert address in client.get(reverse("people:person", args=[man.pk])).content.decode()
    assert f"/act/lookouts.redress/?lookout={lookout.pk}&amp;person={man.pk}" in client.get(address).content.decode()
    assert client.get("/act/lookouts.redress/", {"lookout": str(lookout.pk), "person": str(man.pk)}).status_code == 200


@time_machine.travel(NOON, tick=True)
def test_the_api_lists_hits_and_redress(service: Service) -> None:
    lookout, man = meant(service), namesake(service)
    service.do(acts.RecordHit(lookout=lookout.pk, person=man.pk, reason="The name agrees"))
    service.do(acts.GiveRedress(lookout=lookout.pk, person=man.pk, reason=WHY), role="supervisor")
    client = at_desk(service, "supervisor")
    hits = client.get("/api/v1/lookouts/hits_listed").json()["items"]
    redress = client.get("/api/v1/lookouts/redress_listed").json()["items"]
    assert [item["id"] for item in hits] == [str(Hit.objects.get().pk)]
    assert redress[0]["data"]["person_id"] == str(man.pk)
    assert at_desk(service, "primary_officer").get("/api/v1/lookouts/redress_listed").status_code == 403
