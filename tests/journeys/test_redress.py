"""A traveller is stopped for a namesake, is set right once, and is never stopped by that mistake again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from limen.core.ledger import verify
from limen.core.lookouts import acts as lookouts
from limen.core.lookouts.models import Redress
from limen.offices.inspections import acts
from limen.offices.inspections.models import Inspection
from limen.offices.inspections.tests.scenes import lookout, open_inspection, zone
from tests.factories import Service

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 13, tzinfo=UTC)
SPRING = datetime(2027, 2, 1, 15, tzinfo=UTC)
WHY = "Her fingerprints and her photograph are another woman's"


def test_who_was_stopped_for_a_namesake_is_not_stopped_by_it_again(service: Service) -> None:
    with time_machine.travel(MORNING, tick=True):
        wanted = lookout(service, birth="1974")
        first = she_is_stopped_at_the_counter(service)
        number = she_is_given_a_redress_number(service, wanted, first)
    with time_machine.travel(SPRING, tick=True):
        she_comes_again_under_another_spelling_with_the_same_passport(service)
        the_woman_meant_is_still_stopped(service, wanted)
        another_lookout_on_her_own_name_still_stops_her(service)
        it_was_wrong_and_is_reversed(service, number, wanted)
    assert verify.verify("local").holds


def she_is_stopped_at_the_counter(service: Service) -> Inspection:
    inspection = open_inspection(service)
    hit = inspection.hits.get()
    service.do(acts.DismissHit(reason="The photograph shows another woman"), on=hit)
    service.do(acts.Admit(class_of_admission="B2"), on=inspection)
    return inspection


def she_is_given_a_redress_number(service: Service, wanted: Any, inspection: Inspection) -> str:
    act = lookouts.GiveRedress(
        lookout=wanted.pk, person=inspection.person_id, document_number="L898902C3", document_issuer="SWE", reason=WHY
    )
    made: Redress = service.do(act, role="supervisor")
    assert len(made.number) == 7
    assert made.person_id == inspection.person_id
    return made.number


def she_comes_again_under_another_spelling_with_the_same_passport(service: Service) -> None:
    """The document clears her though the name she gives now makes her a new person on record."""
    again = open_inspection(service, zone(surname="Ericsson", given_names="Anna Marie", birth="1974-12-08"))
    assert not again.hits.exists()
    assert again.person_id != Redress.objects.get().person_id


def the_woman_meant_is_still_stopped(service: Service, wanted: Any) -> None:
    meant = open_inspection(service, zone(number="X11223344", birth="1974-01-30"))
    assert [hit.lookout_id for hit in meant.hits.all()] == [wanted.pk]


def another_lookout_on_her_own_name_still_stops_her(service: Service) -> None:
    later = lookout(service, basis="A warrant of another court", birth="1974-08-12", review_by="2027-04-01")
    inspection = open_inspection(service)
    assert [hit.lookout_id for hit in inspection.hits.all()] == [later.pk]


def it_was_wrong_and_is_reversed(service: Service, number: str, wanted: Any) -> None:
    record = Redress.objects.get(number=number)
    service.do(lookouts.ReverseRedress(reason="She was the woman meant after all"), on=record, role="supervisor")
    inspection = open_inspection(service)
    assert wanted.pk in {hit.lookout_id for hit in inspection.hits.all()}
