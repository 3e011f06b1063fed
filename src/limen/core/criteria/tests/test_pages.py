"""The pages of criteria: written without scripts, read as a sentence, filtered, taken out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from limen.core.criteria import acts
from limen.core.criteria.building import Builder
from limen.core.criteria.models import Criterion
from limen.core.criteria.tests.scenes import CONDITION, NOON, TODAY, approved, drafted, saying, tried
from limen.core.criteria.words import sentence
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SAID = (
    "Refer a traveller when the ticket was paid by cash, the ticket was bought within 24 hours of departure "
    "and the journey is one way."
)
TYPED = {
    "name": "Cash, late and one way",
    "basis": "Order 12 of the port director",
    "purpose": "trafficking",
    "categories": ["payment", "route"],
    "starts": TODAY.isoformat(),
    "sunset": (TODAY + timedelta(days=90)).isoformat(),
    "g0-mode": "all",
    "g0-r0-what": "paid_by",
    "g0-r0-op": "has_any",
    "g0-r0-value": "cash",
    "g0-r1-what": "ticket_hours",
    "g0-r1-op": "at_most",
    "g0-r1-value": "24",
    "g0-r2-what": "one_way",
    "g0-r2-op": "yes",
    "g0-r2-value": "",
}


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def writer(service: Service) -> Client:
    return signed_in(Client(), service.officer("targeting_officer"), service.jfk, "targeting")


@pytest.fixture
def supervisor(service: Service) -> Client:
    return signed_in(Client(), service.officer("supervisor"), service.jfk, "targeting")


def text(response: Any) -> str:
    found: str = response.content.decode()
    return found


def test_a_condition_reads_as_a_sentence() -> None:
    assert sentence(CONDITION, TODAY) == SAID
    either = {"any": [{"field": "nationality", "op": "is_any", "value": ["NOR"]}, {"none": [CONDITION]}]}
    assert "either the nationality is Norway or it is not so that (" in sentence(either, TODAY)
    assert sentence({"all": []}, TODAY) == "The condition cannot be read."


def test_a_criterion_is_written_row_by_row_without_scripts(writer: Client) -> None:
    page = text(writer.get("/criteria/new/"))
    assert "Nothing is asked yet." in page
    grown = text(writer.post("/criteria/new/", {**TYPED, "do": "add:0"}))
    assert SAID in grown
    assert 'name="g0-r3-what"' in grown
    assert 'value="Order 12 of the port director"' in grown
    dropped = text(writer.post("/criteria/new/", {**TYPED, "do": "drop:0:2"}))
    assert "one way" not in dropped.split('id="sentence"')[1].split("</p>")[0]
    assert 'name="g1-mode"' in text(writer.post("/criteria/new/", {**TYPED, "do": "group"}))
    assert not Criterion.objects.exists()
    saved = writer.post("/criteria/new/", {**TYPED, "do": "save"})
    record = Criterion.objects.get()
    assert (saved.status_code, saved["Location"]) == (303, f"/criteria/{record.pk}/")
    assert (record.condition, record.state) == (CONDITION, "drafted")


def test_one_that_names_a_nationality_alone_is_refused_on_the_page(writer: Client) -> None:
    alone = {"g0-r0-what": "nationality", "g0-r0-op": "is_any", "g0-r0-value": "NOR", "g0-mode": "all"}
    typed = {name: value for name, value in TYPED.items() if not name.startswith("g0-")}
    answer = writer.post("/criteria/new/", {**typed, **alone, "categories": ["identity"], "do": "save"})
    assert answer.status_code == 422
    assert "nationality alone" in text(answer)
    assert not Criterion.objects.exists()


def test_a_value_that_does_not_fit_is_told_and_nothing_typed_is_lost(writer: Client) -> None:
    answer = writer.post("/criteria/new/", {**TYPED, "g0-r1-value": "a day", "do": "save"})
    assert answer.status_code == 422
    assert "give a whole number" in text(answer)
    assert 'value="a day"' in text(answer)


def test_sending_it_twice_makes_one(writer: Client) -> None:
    for _ in range(2):
        writer.post("/criteria/new/", {**TYPED, "once": "0190", "do": "save"})
    assert Criterion.objects.count() == 1


def test_amending_begins_with_what_it_says_and_refuses_over_a_newer_one(service: Service, writer: Client) -> None:
    record = drafted(service)
    page = text(writer.get(f"/criteria/{record.pk}/amend/"))
    assert SAID in page
    typed = {**TYPED, "name": "Amended", "version": str(record.version), "do": "save"}
    assert writer.post(f"/criteria/{record.pk}/amend/", typed).status_code == 303
    assert writer.post(f"/criteria/{record.pk}/amend/", {**typed, "name": "Again"}).status_code == 409
    assert Criterion.objects.get().name == "Amended"


def test_one_nested_deeper_than_the_form_is_amended_as_data(service: Service, writer: Client) -> None:
    deep = {"all": [{"any": [{"none": [CONDITION]}, CONDITION]}]}
    record = drafted(service, condition={"all": [CONDITION, *deep["all"]]})
    assert "nested deeper" in text(writer.get(f"/criteria/{record.pk}/amend/"))


def test_the_form_gives_back_the_condition_it_was_made_of() -> None:
    none = {"none": [{"field": "bags", "op": "at_least", "value": 2}]}
    for condition in (CONDITION, {"all": [*CONDITION["all"], none]}, none, {"any": CONDITION["all"]}):
        built = Builder.of(condition)
        assert built is not None
        assert built.condition() == condition


def test_a_criterions_page_says_what_it_is_and_who_may_go_on(
    service: Service, writer: Client, supervisor: Client
) -> None:
    record = tried(service)
    mine, theirs = text(writer.get(f"/criteria/{record.pk}/")), text(supervisor.get(f"/criteria/{record.pk}/"))
    assert SAID in mine
    assert "until somebody else approves it" in mine
    assert "criteria.approve" not in mine
    assert "criteria.approve" in theirs
    assert "it would have selected 0 of 0" in mine
    assert "Nobody was put before it yet." in mine


def test_the_list_is_filtered_and_taken_out(service: Service, writer: Client) -> None:
    approved(service)
    service.do(
        saying(name="Heavy trunks", categories=["payment", "route", "booking"]),
        role="targeting_officer",
        purpose="targeting",
    )
    assert "2 criteria" in text(writer.get("/criteria/"))
    assert "Heavy trunks" not in text(writer.get("/criteria/?state=active"))
    assert "1 criterion" in text(writer.get("/criteria/?category=booking"))
    assert "No criterion stands" in text(writer.get("/criteria/?words=nothing"))
    assert "Cash, late and one way" in text(writer.get("/criteria/?format=csv"))
    assert writer.get("/criteria/?state=x").status_code == 422


def test_the_queue_says_when_nobody_waits(writer: Client) -> None:
    assert "Nobody is selected under that filter." in text(writer.get("/selections/"))
    assert writer.get("/selections/?format=csv").status_code == 200


def test_who_may_not_write_is_refused(service: Service, supervisor: Client) -> None:
    assert supervisor.get("/criteria/new/").status_code == 403
    primary = signed_in(Client(), service.officer(), service.jfk, "inspection")
    assert primary.get("/criteria/").status_code == 403
    assert primary.get("/selections/").status_code == 200


def test_criteria_on_the_api(service: Service, writer: Client) -> None:
    record = approved(service)
    listed = writer.get("/api/v1/criteria/listed?state=active").json()
    assert [row["id"] for row in listed["items"]] == [str(record.pk)]
    assert listed["items"][0]["data"]["condition"] == CONDITION
    known = {row["key"]: row for row in writer.get("/api/v1/criteria/vocabulary").json()}
    assert known["nationality"]["sensitive"]
    assert writer.get(f"/api/v1/criteria/{record.pk}/measures").json()["selected"] == 0
    assert writer.get("/api/v1/criteria/selections").json()["items"] == []
    assert acts.Draft.declaration.permission == "criteria.write"
