"""Hits are queued, decided and set right on pages of their own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from limen.core.ledger.models import Entry
from limen.core.lookouts import acts
from limen.core.lookouts.models import Hit, Redress
from limen.core.people import acts as people
from limen.kernel import perform
from tests.architecture.making import nominated
from tests.web.conftest import Scene
from tests.web.test_core_pages import main

pytestmark = pytest.mark.django_db
WHY = "Another birth date, and the photograph differs"


@pytest.fixture
def hit(scene: Scene) -> Hit:
    """Return a hit that an officer recorded on a person on record."""
    service = scene.service
    lookout = service.do(nominated(), role="secondary_officer")
    lookout = perform(
        acts.Approve(), on=lookout, by=service.officer("supervisor"), at=service.jfk, purpose="inspection"
    ).record
    person = service.do(people.RecordPerson(surname="Lindqvist", given_names="Nils", birth="1950-01-02"))
    record = acts.RecordHit(lookout=lookout.pk, person=person.pk, reason="Says it is his name")
    found: Hit = service.do(record, role="secondary_officer")
    return found


def test_a_hit_waits_in_the_queue_until_it_is_decided(scene: Scene, hit: Hit) -> None:
    client = scene.at_desk("secondary_officer")
    queue = main(client.get(reverse("lookouts:hits")))
    assert reverse("lookouts:hit", args=[hit.pk]) in queue
    shown = main(client.get(reverse("lookouts:hit", args=[hit.pk])))
    assert "Says it is his name" in shown
    assert Entry.objects.filter(act="lookouts.hit").exists()
    scene.service.do(acts.HitNotSame(reason=WHY), hit, role="secondary_officer")
    assert "No hit under that filter." in main(client.get(reverse("lookouts:hits")))
    decided = main(client.get(reverse("lookouts:hits"), {"standing": "not_same"}))
    assert reverse("lookouts:hit", args=[hit.pk]) in decided
    exported = client.get(reverse("lookouts:hits"), {"standing": "not_same", "format": "csv"})
    assert b"LINDQVIST" in exported.content


def test_redress_is_found_by_its_number_and_shows_what_it_clears(scene: Scene, hit: Hit) -> None:
    act = acts.GiveRedress(lookout=hit.lookout_id, person=hit.subject_person_id, reason=WHY)
    made: Redress = scene.service.do(act, role="supervisor")
    client = scene.at_desk("supervisor")
    listed = main(client.get(reverse("lookouts:redresses"), {"words": made.number}))
    assert made.number in listed
    shown = main(client.get(reverse("lookouts:redress_page", args=[made.pk])))
    assert WHY in shown
    assert "No redress under that filter." in main(client.get(reverse("lookouts:redresses"), {"words": "nobody"}))


def test_who_may_not_set_right_sees_no_redress(scene: Scene) -> None:
    assert scene.at_desk("primary_officer").get(reverse("lookouts:redresses")).status_code == 403
