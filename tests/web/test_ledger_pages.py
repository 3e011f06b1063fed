"""The ledger's pages, as an auditor reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from limen.core.ledger.models import Entry
from tests.web.conftest import ROLES, Scene
from tests.web.test_core_pages import main, parsed, reads, text

pytestmark = pytest.mark.django_db


def rows_of(response: Any) -> list[Any]:
    return list(html.fromstring(response.content).xpath("//*[@class='summary__row']"))


def made(scene: Scene, who: Any) -> Entry:
    return Entry.objects.get(act="people.record", subjects__ref=who.pk)


@pytest.mark.parametrize("role", ROLES)
def test_only_an_auditor_reads_the_ledger(scene: Scene, role: str) -> None:
    client = scene.at_desk(role)
    expected = 200 if role == "auditor" else 403
    for address in (reverse("ledger:entries"), reverse("ledger:entry", args=[made(scene, scene.anna).hash])):
        response = client.get(address)
        assert response.status_code == expected
        parsed(response)


def test_entries_are_found_by_record_act_actor_kind_and_day(scene: Scene) -> None:
    client = scene.at_desk("auditor")
    address = reverse("ledger:entries")

    def rows(**asked: str) -> int:
        response = client.get(address, asked)
        assert response.status_code == 200, text(response)
        return main(response).count('<th scope="row">')

    assert rows(about=str(scene.anna.pk), act="people.record") == 1
    assert rows(act="people.record") == 2
    assert rows(act="people.record", actor="primary_officer") == 2
    assert rows(act="people.record", actor=str(scene.service.officer("supervisor").pk)) == 0
    assert rows(act="people.record", kind="read") == 0
    assert rows(act="people.record", first="2026-11-25", last="2026-11-25") == 2
    assert rows(act="people.record", first="2026-11-26") == 0
    assert rows(act="people.record", last="2026-11-24") == 0
    assert reads().count("ledger.entries") == 8


def test_what_cannot_be_taken_is_said_and_stays(scene: Scene) -> None:
    client = scene.at_desk("auditor")
    for sent in ({"about": "not-a-record"}, {"actor": "nobody.here"}, {"first": "tomorrow"}, {"kind": "guess"}):
        response = client.get(reverse("ledger:entries"), sent)
        assert response.status_code == 422
        parsed(response)
    assert 'value="nobody.here"' in text(client.get(reverse("ledger:entries"), {"actor": "nobody.here"}))


def test_entries_are_read_a_page_at_a_time_without_counting_them(scene: Scene) -> None:
    for number in range(55):
        scene.service.person("Svensson", f"Nr{number:02}")
    client = scene.at_desk("auditor")
    first = client.get(reverse("ledger:entries"), {"act": "people.record"})
    shown = main(first)
    assert shown.count('<th scope="row">') == 50
    older = shown.partition("before=")[2].partition('"')[0]
    second = main(client.get(reverse("ledger:entries"), {"act": "people.record", "before": older}))
    assert second.count('<th scope="row">') == 7
    assert "Newest" in second
    assert client.get(reverse("ledger:entries"), {"before": "9" * 40}).status_code == 200


def test_an_entry_shows_that_the_chain_holds_here_and_its_neighbours(scene: Scene) -> None:
    client = scene.at_desk("auditor")
    entry = made(scene, scene.anna)
    response = client.get(reverse("ledger:entry", args=[entry.hash]))
    shown = main(response)
    assert "The chain holds here" in shown
    assert entry.previous in shown
    for near in Entry.objects.filter(seq__in=(entry.seq - 1, entry.seq + 1)):
        assert reverse("ledger:entry", args=[near.hash]) in shown
    assert reverse("people:person", args=[scene.anna.pk]) in shown
    first = Entry.objects.order_by("seq").first()
    assert first is not None
    assert "The chain holds here" in main(client.get(reverse("ledger:entry", args=[first.hash])))
    assert client.get(reverse("ledger:entry", args=["0" * 64])).status_code == 404


def test_a_broken_link_is_said_on_the_page(scene: Scene) -> None:
    from limen.core.ledger.entries import standing

    entry = made(scene, scene.anna)
    assert standing(entry).holds
    entry.body = entry.body.replace("people.record", "people.recorb")
    found = standing(entry)
    assert (found.own, found.back, found.onward, found.holds) == (False, True, True, False)
    entry.previous = "1" * 64
    assert not standing(entry).back


def test_the_personal_part_is_shown_only_when_asked_for_and_that_is_logged(scene: Scene) -> None:
    client = scene.at_desk("auditor")
    address = reverse("ledger:entry", args=[made(scene, scene.anna).hash])
    assert "Anna Maria" not in text(client.get(address))
    assert "ledger.personal" not in reads()
    shown = client.get(address, {"personal": "1"})
    assert "Anna Maria" in text(shown)
    assert "as it was sealed" in text(shown)
    said = {row.find("dt").text: row.find("dd").text_content().strip() for row in rows_of(shown)}
    assert (said["Given names"], said["Nationality"]) == ("Anna Maria", "Utopia (specimen) (UTO)")
    parsed(shown)
    logged = Entry.objects.get(act="ledger.personal")
    assert ["people.person", str(scene.anna.pk)] in json.loads(logged.body)["subjects"]


def test_the_personal_part_about_a_protected_person_is_not_shown_to_who_is_not_cleared(scene: Scene) -> None:
    entry = made(scene, scene.hidden)
    address = reverse("ledger:entry", args=[entry.hash])
    refused = scene.at_desk("auditor").get(address, {"personal": "1"})
    assert refused.status_code == 404
    assert "Child" not in text(refused)
    assert "Child" in text(scene.cleared("auditor").get(address, {"personal": "1"}))


def test_holds_and_erasures_are_listed_and_stand_on_the_persons_page(scene: Scene) -> None:
    from limen.core.ledger.acts import PlaceHold

    empty = scene.at_desk("records_officer").get(reverse("ledger:keeping"))
    assert "Nothing is held" in main(empty)
    parsed(empty)
    act = PlaceHold(about_record="people.person", about=scene.anna.pk, reason="Litigation, case 12-345")
    scene.service.do(act, role="records_officer", purpose="redress")
    for role in ("records_officer", "auditor"):
        client = scene.at_desk(role)
        assert "Litigation, case 12-345" in main(client.get(reverse("ledger:keeping")))
        person = client.get(reverse("people:person", args=[scene.anna.pk]))
        assert "Litigation, case 12-345" in main(person)
        parsed(person)
    begin = f"/act/ledger.hold/?about_record=people.person&amp;about={scene.anna.pk}"
    assert begin in text(scene.at_desk("records_officer").get(reverse("people:person", args=[scene.anna.pk])))
    assert scene.at_desk("supervisor").get(reverse("ledger:keeping")).status_code == 403
    assert {"ledger.holds", "ledger.erasings"} <= set(reads())
