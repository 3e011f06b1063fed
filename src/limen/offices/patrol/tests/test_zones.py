"""Zones of a station are places: opened with an outline, chosen, drawn on the map, filtered by, and closed."""

from __future__ import annotations

import pytest
from django.test import Client

from limen.core.places.models import Place
from limen.kernel import BadInput, GuardRefused, opened
from limen.offices.patrol import acts
from limen.offices.patrol.models import Detection, Zone
from limen.offices.patrol.tests.scenes_field import SPOT, detected, does, zone
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
SQUARE = "31.30, -110.90\n31.30, -110.80\n31.40, -110.80\n31.40, -110.90"


def read(service: Service, address: str) -> str:
    client = signed_in(Client(), service.officer("supervisor"), service.jfk, "patrol")
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_zone_is_a_place_of_its_own_under_the_station(service: Service) -> None:
    found = zone(service)
    place = Place.objects.get(kind="zone")
    assert (place.code, place.name, place.parent_id, place.zone_name) == (
        "NYC-W",
        "West",
        service.jfk.pk,
        "America/New_York",
    )
    assert place.within(service.agency.pk)
    assert len(found.corners) == 36
    assert max(north for north, _east in found.corners) == pytest.approx(31.3702, abs=0.0005), "four kilometres"
    with pytest.raises(GuardRefused, match="already"):
        zone(service, "west", code="W2")
    does(service, acts.CloseZone(reason="Joined to the next one"), found, role="supervisor")
    place.refresh_from_db()
    assert place.state == "closed"
    assert place.valid_to is not None


def test_its_outline_is_a_middle_with_a_radius_or_at_least_three_corners(service: Service) -> None:
    square = zone(service, where="", radius_km=None, corners=SQUARE)
    assert (float(square.latitude), float(square.longitude)) == (31.35, -110.85)
    for wrong in (
        {"where": ""},
        {"radius_km": None},
        {"corners": SQUARE},
        {"where": "", "corners": "31.3, -110.9\n31.4, -110.8"},
        {"where": "", "corners": f"{SQUARE}\nsomewhere"},
    ):
        with pytest.raises(BadInput):
            zone(service, "Other", **wrong)


def test_what_was_written_before_is_of_the_zone_that_takes_its_name(service: Service) -> None:
    before = detected(service)
    with opened("test.before_zones"):
        Detection.objects.filter(pk=before.pk).update(zone="west")
    found = zone(service)
    before.refresh_from_db()
    assert (before.in_zone_id, before.zone) == (found.pk, "west")


def test_a_detection_is_in_an_open_zone_of_its_station_and_is_found_by_it(service: Service) -> None:
    west, east = zone(service), zone(service, "East")
    inside, outside = detected(service, zone=west.pk), detected(service)
    assert (inside.zone, outside.zone) == ("West", "")
    listed = read(service, f"/patrol/detections/?zone={west.pk}")
    assert (inside.number in listed, outside.number in listed) == (True, False)
    does(service, acts.CloseZone(reason="Joined to the next one"), east, role="supervisor")
    with pytest.raises(BadInput, match="no open zone"):
        detected(service, zone=east.pk)
    assert inside.number in read(service, f"/patrol/detections/?zone={west.pk}&state=all")


def test_the_form_lists_the_stations_zones_and_the_map_draws_them(service: Service) -> None:
    west = zone(service)
    form = read(service, "/act/patrol.report_detection/")
    assert f'<option value="{west.pk}">West</option>' in form
    for address in ("/patrol/map/", "/patrol/zones/", f"/patrol/zone/{west.pk}/"):
        shown = read(service, address)
        assert "<polygon" in shown, address
        assert "West" in shown, address
    assert SPOT.split(",")[0] in read(service, "/patrol/zones/?format=csv")
    assert Zone.objects.get().state == "open"
