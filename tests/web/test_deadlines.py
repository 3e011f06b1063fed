"""The pages of deadlines: whose they are, what is next, how they are reckoned, and what would happen if."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from limen.core.clocks import acts
from limen.core.clocks.models import RunningClock
from limen.core.ledger.models import Entry
from tests.api.conftest import caller
from tests.core.clocks.running import begun, did
from tests.web.conftest import Scene
from tests.web.test_core_pages import main, parsed, reads, text

pytestmark = pytest.mark.django_db
QUEUE = "clocks:queue"
WHAT_IF = "clocks:what_if"


def test_the_queue_says_what_is_to_be_done_and_is_narrowed(scene: Scene) -> None:
    meal = begun(scene.service, person=scene.anna)
    client = scene.at_desk("supervisor")
    shown = main(client.get(reverse(QUEUE)))
    assert "Give a meal and record it." in shown
    for query, count in (
        ({}, 2),
        ({"office": "patrol"}, 1),
        ({"office": "inspections"}, 1),
        ({"office": "removal"}, 0),
        ({"standing": "due soon"}, 1),
        ({"mine": "on"}, 0),
    ):
        assert main(client.get(reverse(QUEUE), query)).count('<th scope="row">') == count, query
    scene.service.do(acts.AssignClock(owner=scene.service.officer("supervisor").pk), meal, role="supervisor")
    mine = client.get(reverse(QUEUE), {"mine": "on", "office": "patrol"})
    assert main(mine).count('<th scope="row">') == 1
    for officer, count in (("Supervisor", 1), ("nobody", 0)):
        assert main(client.get(reverse(QUEUE), {"officer": officer})).count('<th scope="row">') == count
    assert "?standing=tolled&amp;mine=on&amp;office=patrol" in main(mine)
    parsed(mine)


def test_an_escalated_deadline_shows_it(scene: Scene) -> None:
    meal = did(acts.EscalateClock(), begun(scene.service, person=scene.anna), scene.service)
    client = scene.at_desk("supervisor")
    assert "supervisors told" in main(client.get(reverse(QUEUE)))
    assert "supervisors told" in main(client.get(reverse("clocks:runningclock", args=[meal.pk])))
    assert "Deadline at risk" in main(client.get(reverse("referrals:queue"), {"office": "patrol"}))


def test_a_deadline_says_how_it_is_reckoned_and_what_a_breach_asks(scene: Scene) -> None:
    meal = begun(scene.service, person=scene.anna)
    response = scene.at_desk("supervisor").get(reverse("clocks:runningclock", args=[meal.pk]))
    shown = main(response)
    assert "started it at" in shown
    assert "Elapsed time counts" in shown
    assert "Feed the person now." in shown
    assert reverse("act", args=["clocks.assign", meal.pk]) in shown
    assert reverse("act", args=["clocks.release_owner", meal.pk]) not in shown
    supposed = shown.partition(f"{reverse(WHAT_IF)}?")[2].partition('"')[0].replace("&amp;", "&")
    assert "Would move" in main(scene.at_desk("supervisor").get(f"{reverse(WHAT_IF)}?{supposed}"))
    parsed(response)


def test_what_was_breached_and_explained_leads_to_what_is_owed_again(scene: Scene) -> None:
    meal = did(acts.BreachClock(), begun(scene.service, person=scene.anna), scene.service)
    scene.service.do(acts.ExplainBreach(reason="Nobody was at the kitchen."), meal, role="supervisor")
    fresh = RunningClock.objects.get(renewed_from=meal)
    shown = main(scene.at_desk("supervisor").get(reverse("clocks:runningclock", args=[fresh.pk])))
    assert reverse("clocks:runningclock", args=[meal.pk]) in shown


def test_the_export_holds_times_in_the_clocks_own_zone(scene: Scene) -> None:
    begun(scene.service, person=scene.anna)
    response = scene.at_desk("supervisor").get(reverse(QUEUE), {"format": "csv", "office": "patrol"})
    [row] = csv.DictReader(io.StringIO(text(response).removeprefix("\ufeff")))
    assert row["due"].endswith("-05:00")
    assert row["event"] == "custody.adult_booked_in_station"
    assert row["next"] == "Give a meal and record it."
    assert row["office"] == "patrol"


def test_what_if_is_asked_for_nobody_in_particular(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    empty = client.get(reverse(WHAT_IF))
    assert empty.status_code == 200
    parsed(empty)
    response = client.get(reverse(WHAT_IF), {"mark": "removal.order_final", "at": "2026-03-01T12:00"})
    shown = main(response)
    assert "Remove within the removal period" in shown
    assert "2026-05-30 23:59 EDT" in shown
    parsed(response)
    none = main(client.get(reverse(WHAT_IF), {"mark": "custody.telephoned", "at": "2026-03-01T12:00"}))
    assert "starts no deadline" in none


def test_what_if_moves_and_ends_the_deadlines_of_a_person_and_writes_nothing(scene: Scene) -> None:
    meal = begun(scene.service, person=scene.anna)
    client = scene.at_desk("supervisor")
    before = Entry.objects.filter(kind="act").count()
    at = (timezone.localtime(meal.started_at) - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    asked = {"mark": "custody.adult_booked_in_station", "at": at, "person": str(scene.anna.pk)}
    shown = main(client.get(reverse(WHAT_IF), asked))
    assert "Would move" in shown
    by_number = main(client.get(reverse(WHAT_IF), {**asked, "person": "FIN1234567"}))
    assert "Would move" in by_number
    asked["mark"] = "custody.telephoned"
    assert "No running deadline" in main(client.get(reverse(WHAT_IF), asked))
    later = (timezone.localtime(meal.due_at) + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    ends = main(client.get(reverse(WHAT_IF), {**asked, "mark": "custody.released", "at": later}))
    assert "Would end" in ends
    assert "late" in ends
    assert "clocks.what_if" in reads()
    assert Entry.objects.filter(kind="act").count() == before


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"mark": "no.such", "at": "2026-03-01T12:00"}, 422),
        ({"mark": "removal.order_final", "at": "soon"}, 422),
        ({"mark": "removal.order_final", "at": "2026-03-01T12:00", "person": "Nobody at all"}, 422),
        ({"mark": "removal.order_final", "at": "2026-03-01T12:00", "person": "0" * 32}, 404),
        ({"mark": "removal.order_final", "at": "0001-01-01T00:00"}, 200),
        ({"mark": "removal.order_final", "at": "9999-12-31T23:59"}, 422),
    ],
)
def test_what_cannot_be_supposed_is_said(scene: Scene, asked: dict[str, str], status: int) -> None:
    assert scene.at_desk("supervisor").get(reverse(WHAT_IF), asked).status_code == status


def test_what_if_tells_nothing_of_a_protected_person(scene: Scene) -> None:
    asked = {"mark": "removal.order_final", "at": "2026-03-01T12:00", "person": str(scene.hidden.pk)}
    assert scene.at_desk("supervisor").get(reverse(WHAT_IF), asked).status_code == 404
    assert scene.at_desk("carrier").get(reverse(WHAT_IF), asked).status_code == 403


def test_the_api_gives_the_queue_the_counts_the_reckoning_and_what_if(scene: Scene) -> None:
    meal = begun(scene.service, person=scene.anna)
    who = caller(scene.service, "supervisor")
    [row] = who.get("/clocks/open", office="patrol").json()["items"]
    assert row["data"]["on_breach"] == "Feed the person now."
    assert row["data"]["office"] == "patrol"
    for query, count in (({"standing": "due soon"}, 1), ({"mine": "true"}, 0), ({"owner_role": "supervisor"}, 1)):
        found = who.get("/clocks/open", **{"office": "patrol", **query}).json()["items"]
        assert len(found) == count, query
    assert who.get("/clocks/counts").json()["due soon"] == 1
    reckoned = who.get(f"/clocks/{meal.pk}/reckoned").json()
    assert reckoned["standing"] == "due soon"
    assert len(reckoned["steps"]) == 4
    asked: dict[str, Any] = {"mark": "custody.meal_given", "at": "2026-11-25T13:00", "person": str(scene.anna.pk)}
    found = who.get("/clocks/what-if", **asked).json()
    assert found["at"] == "2026-11-25T18:00:00Z"
    assert [row["id"] for row in found["ends"]] == [str(meal.pk)]
    by_record = who.get("/clocks/what-if", mark="custody.released", at=asked["at"], subject=str(meal.subject)).json()
    assert str(meal.pk) in [row["id"] for row in by_record["ends"]]
    assert "Zephyrine" not in json.dumps(found)
    assert who.get("/clocks/what-if", mark="no.such", at="2026-11-25T13:00").status_code == 422
    assert who.get(f"/clocks/{scene.hidden.clocks.get().pk}/reckoned").status_code == 404


def test_the_deadlines_of_a_record_are_not_told_to_who_may_not_know_its_person(scene: Scene) -> None:
    child = begun(scene.service, person=scene.hidden)
    who = caller(scene.service, "supervisor")
    found = who.get("/clocks/what-if", mark="custody.released", at="2026-11-25T13:00", subject=str(child.subject))
    assert found.json()["ends"] == []
