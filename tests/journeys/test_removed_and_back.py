"""A man ordered removed is documented, flown out and barred; when he comes back too soon, the counter knows why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from limen.core.documents.models import Paper
from limen.core.ledger import verify
from limen.core.lookouts import acts as lookouts
from limen.core.lookouts.models import Lookout
from limen.offices.inspections.tests.scenes import open_inspection, zone
from limen.offices.removal import acts
from limen.offices.removal.models import ReturnBar, Seat
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.case_scenes import SUPERVISOR, do, final
from tests.factories import Service

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
SPRING = datetime(2027, 4, 6, 15, tzinfo=UTC)


def test_who_comes_back_before_the_bar_is_over_is_met_at_the_counter(service: Service) -> None:
    with time_machine.travel(NOON, tick=True):
        seat = he_is_flown_out_on_the_document_his_country_gave(service)
        the_warrant_says_who_saw_him_leave(seat)
        a_second_person_approves_the_lookout(service, seat)
    with time_machine.travel(SPRING, tick=True):
        he_comes_back_and_is_met(service)
        consent_to_come_back_lets_him_pass(service)
    assert verify.verify("local").holds


def he_is_flown_out_on_the_document_his_country_gave(service: Service) -> Seat:
    case = final(service, service.person(surname="Svensson", given_names="Karl", sex="M"))
    scenes.received(service, case)
    seat = scenes.removed(service, case=case, label="12A", no_document_why="")
    assert seat.document is not None
    assert seat.case.state == "removed"
    return seat


def the_warrant_says_who_saw_him_leave(seat: Seat) -> None:
    paper = Paper.objects.get(form="i205")
    assert paper.person_id == seat.person_id
    assert paper.data["verified_by"] == "P. Watch, at the gate"


def a_second_person_approves_the_lookout(service: Service, seat: Seat) -> None:
    bar = ReturnBar.objects.get(person=seat.person_id)
    assert str(bar.until) == "2036-11-25"
    do(service, lookouts.Approve(), bar.lookout, SUPERVISOR)


def he_comes_back_and_is_met(service: Service) -> None:
    inspection = open_inspection(service, zone("Svensson", "Karl", number="X11223344", sex="M"))
    hit = inspection.hits.get()
    assert "May not come back until 2036-11-25" in hit.lookout.basis


def consent_to_come_back_lets_him_pass(service: Service) -> None:
    day = SPRING.date()
    do(service, acts.LiftBar(consent="I-212 EAC-77", consented_on=day), ReturnBar.objects.get(), SUPERVISOR)
    assert Lookout.objects.get().state == "withdrawn"
    assert not open_inspection(service, zone("Svensson", "Karl", number="X11223355", sex="M")).hits.exists()
