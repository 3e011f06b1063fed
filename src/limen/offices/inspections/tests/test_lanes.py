"""Who works a lane is posted at its port on that day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from limen.core.access.acts import EndPosting
from limen.core.people.acts import Relate
from limen.kernel import BadInput
from limen.offices.inspections import acts
from limen.offices.inspections.models import Vehicle
from limen.offices.inspections.tests.test_pages import at_desk, page
from tests.factories import Service, setup

NOBODY = "01890a5d-ac96-774b-bcce-b302099a8057"


def staffed(service: Service, lane: Any, officer: Any) -> Any:
    return service.do(acts.StaffLane(officer=officer.pk), on=lane, role="supervisor")


def test_an_officer_whose_posting_has_ended_is_put_at_no_lane(service: Service) -> None:
    officer, lane = service.officer(), service.do(acts.AddLane(name="7"), role="supervisor")
    assert staffed(service, lane, officer).officer_id == officer.pk
    setup(EndPosting(posting=officer.postings.get().pk, last_day=date(2020, 1, 1)), officer)
    with pytest.raises(BadInput, match="not posted at this port"):
        staffed(service, lane, officer)


def test_a_record_that_is_not_there_is_called_by_its_own_name(service: Service) -> None:
    with pytest.raises(BadInput, match=r"No such person\."):
        service.do(Relate(other=NOBODY, kind="parent"), on=service.person(), role="supervisor")


def test_a_vehicle_left_standing_is_found_again(service: Service) -> None:
    client = at_desk(service)
    service.do(acts.OpenVehicle(plate="7abc 123", plate_issuer="US-CA", people=2))
    shown = page(client, "new_vehicle")
    assert reverse("inspections:vehicle", args=[Vehicle.objects.get().pk]) in shown
    assert "7ABC123" in shown
