"""What becomes of the demonstration's people is made by acts, once, and leaves no deadline behind."""

from __future__ import annotations

from collections import Counter

import pytest

from limen.core.casefile.acts import LeaseNumbers
from limen.core.clocks.models import RunningClock
from limen.core.custody.models import Stay
from limen.core.ledger import verify
from limen.offices.removal.demo import removal_days
from limen.offices.removal.models import Bond, Case, Detainer, Hearing, Movement, Protection, Review, Seat, Supervision
from limen.offices.removal.tests.case_scenes import NOON
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db


def test_what_becomes_of_the_facilitys_people_is_made_once(service: Service) -> None:
    facility = service.place("facility", "DEMOSTX", "South Texas", "America/Chicago")
    office = service.place("office", "SNA", "San Antonio", "America/Chicago")
    setup(LeaseNumbers(kind="bond", picture="999999999", first=1, last=500))
    roles = {"deportation": "deportation_officer", "detention": "detention_officer"}
    officers = {
        name: service.officer(roles.get(name, name), f"{name}_there", service.agency)
        for name in ("deportation", "detention", "supervisor")
    }
    escorts = [service.officer("agent", name, service.agency) for name in ("agent_one", "agent_two")]
    for _again in range(2):
        removal_days(facility, office, {**officers, "escorts": escorts}, now=NOON)
    assert Counter(Stay.objects.values_list("state", flat=True)) == {"held": 5, "released": 2, "removed": 1}
    assert Counter(Case.objects.values_list("state", flat=True)) == {"in_proceedings": 2, "final": 4, "removed": 1}
    assert sorted(Movement.objects.values_list("state", flat=True)) == ["planned", "verified"]
    assert Counter(Seat.objects.values_list("state", flat=True)) == {"manifested": 1, "cleared": 1, "removed": 1}
    assert Hearing.objects.filter(outcome="", at__gt=NOON).count() == 2
    assert (Bond.objects.get().state, Supervision.objects.get().state) == ("posted", "active")
    assert {row.kind for row in Review.objects.filter(state="notified")} == {"ninety"}
    assert Detainer.objects.get().state == "issued"
    assert Protection.objects.get().kind == "citizenship_claim"
    late = RunningClock.objects.filter(due_at__lt=NOON, state__in=("running", "breached"))
    assert {clock.key for clock in late if not clock.theirs} == set()
    assert verify.verify("local").holds
