"""Facilities: opened, amended, filled from the agency's list, and closed when nobody is held there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.core.lawbook import lawbook
from limen.core.places.models import Place
from limen.exchange import ice_facilities
from limen.kernel import BadInput, GuardRefused
from limen.offices.removal import acts, facility_listing, zoning
from limen.offices.removal.models import Facility, FacilityList
from tests.factories import Service

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)
HEAD = "detloc|name|address|city|county|state|zip|aor|type|type_detailed|capacity|date_of_first_use|over_72"
ROWS = (
    "SEATHOL|SEATTLE HOLD ROOM|1000 SECOND AVE|SEATTLE|KING|WA|98104|SEA|Other|HOLD|20|1/2/2003|FALSE",
    "BERKSPA|BERKS FAMILY CENTER|1040 BERKS ROAD|LEESPORT|BERKS|PA|19533|PHI|IGSA|FAMILY|96|3/1/2001|TRUE",
    "HUDSPTX|HUDSPETH COUNTY JAIL|NA|SIERRA BLANCA|HUDSPETH|TX|79851|ELP|IGSA|IGSA|NA|NA|NA",
)


def listed(*rows: str) -> bytes:
    return "\n".join([HEAD, *(rows or ROWS), ""]).encode()


def came(source: bytes) -> facility_listing.Came:
    return facility_listing.read(source, law=lawbook(), day=DAY, zone="America/New_York")


def load(service: Service, source: bytes, **more: Any) -> FacilityList:
    found = came(source)
    act = acts.LoadFacilities(entries=list(found.entries), name="list.csv", digest=found.digest, **more)
    return service.do(act, role="administrator", purpose="administration")  # type: ignore[no-any-return]


def opened(service: Service, **more: Any) -> Facility:
    told = {"code": "TESTNY", "name": "Test Center", "kind": "SPC", "region": "NY", "opened_on": date(2020, 1, 1)}
    act = acts.OpenFacility(**{**told, **more})
    return service.do(act, role="administrator", purpose="administration")  # type: ignore[no-any-return]


def test_a_facility_opens_with_its_place_in_the_zone_of_its_state(service: Service) -> None:
    found = opened(service, region="WA", city="Tacoma", under=service.agency.pk)
    assert found.place.kind == "facility"
    assert found.place.zone_name == "America/Los_Angeles"
    assert found.place.country == "USA"
    assert found.place.parent == service.agency


def test_a_code_is_one_facilitys(service: Service) -> None:
    opened(service)
    with pytest.raises(GuardRefused, match="already"):
        opened(service)


def test_a_latitude_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="go together"):
        acts.AmendFacility(latitude=40)


def test_what_is_left_out_of_an_amendment_stays(service: Service) -> None:
    record = opened(service, telephone="555 0100")
    act = acts.AmendFacility(name="Test Processing Center", visiting="Daily, 8 to 4.")
    found = service.do(act, record, role="administrator", purpose="administration")
    assert (found.telephone, found.visiting) == ("555 0100", "Daily, 8 to 4.")
    place = Place.objects.get(pk=record.place_id)
    assert place.name == "Test Processing Center"
    assert Place.objects.filter(code="TESTNY", name="Test Center", state="closed").exists()


def test_an_amendment_of_nothing_is_refused(service: Service) -> None:
    with pytest.raises(BadInput, match="Nothing"):
        service.do(acts.AmendFacility(), opened(service), role="administrator", purpose="administration")


def test_beds_are_said_by_sex_and_level_and_no_part_is_more_than_the_whole(service: Service) -> None:
    record = opened(service, capacity=40)
    for beds in (12, 14):
        act = acts.SetCapacity(beds=beds, sex="F", level="low")
        record = service.do(act, record, role="supervisor", purpose="custody")
    assert [(row.sex, row.level, row.beds) for row in record.capacities.all()] == [("F", "low", 14)]
    with pytest.raises(GuardRefused, match="40 beds"):
        service.do(acts.SetCapacity(beds=41, sex="M"), record, role="supervisor", purpose="custody")


def test_a_closed_facility_closes_its_place(service: Service) -> None:
    act = acts.CloseFacility(last_day=DAY, reason="The contract ended")
    found = service.do(act, opened(service), role="administrator", purpose="administration")
    place = Place.objects.get(pk=found.place_id)
    assert (found.state, place.state, place.valid_to) == ("closed", "closed", DAY)


def test_a_facility_where_people_are_held_does_not_close(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("limen.offices.removal.acts.facilities.population_now", lambda _place: 3)
    act = acts.CloseFacility(last_day=DAY, reason="The contract ended")
    with pytest.raises(GuardRefused, match="3 people"):
        service.do(act, opened(service), role="administrator", purpose="administration")


def test_a_list_opens_what_is_new_and_says_what_it_holds(service: Service) -> None:
    found = load(service, listed(), under=service.agency.pk)
    assert (found.opened, found.amended, found.gone) == (3, 0, [])
    hold, family, jail = (Facility.objects.get(code=code) for code in ("SEATHOL", "BERKSPA", "HUDSPTX"))
    assert (hold.capacity, hold.over_72, hold.first_used) == (20, False, date(2003, 1, 2))
    assert family.families
    assert not family.juveniles
    assert jail.place.zone_name == "America/Denver"
    assert (jail.capacity, jail.address) == (None, "")
    assert hold.place.within(service.agency.pk)
    assert hold.located == "town"


def test_a_second_load_changes_nothing(service: Service) -> None:
    load(service, listed())
    assert facility_listing.difference(came(listed()).entries).nothing
    with pytest.raises(GuardRefused, match="Nothing would change"):
        load(service, listed())


def test_a_later_list_amends_and_tells_what_is_gone_without_closing_it(service: Service) -> None:
    load(service, listed())
    found = load(service, listed(ROWS[0].replace("|20|", "|30|").replace("HOLD ROOM", "HOLD"), ROWS[1]))
    assert (found.opened, found.amended, found.unchanged, found.gone) == (0, 1, 1, ["HUDSPTX"])
    hold = Facility.objects.get(code="SEATHOL")
    assert (hold.capacity, hold.place.name) == (30, "SEATTLE HOLD")
    assert Facility.objects.get(code="HUDSPTX").state == "open"


def test_a_load_leaves_what_officers_wrote(service: Service) -> None:
    load(service, listed())
    record = Facility.objects.get(code="SEATHOL")
    act = acts.AmendFacility(telephone="555 0100", latitude="47.6", longitude="-122.3")
    service.do(act, record, role="administrator", purpose="administration")
    assert facility_listing.difference(came(listed()).entries).nothing
    record.refresh_from_db()
    assert (record.telephone, record.located) == ("555 0100", "given")


def test_what_is_no_list_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="no list of facilities"):
        came(b"a,b\n1,2\n")


def test_rows_that_cannot_be_read_are_told_with_their_line() -> None:
    found = ice_facilities.parse(listed(ROWS[0], "SHORT|X", ROWS[1].replace("|96|", "|many|"), ROWS[0]))
    assert [(fault.rule, fault.line, fault.lost) for fault in found.faults] == [
        ("row.columns", 3, True),
        ("field.unreadable", 4, False),
        ("code.twice", 5, True),
    ]
    assert [row.capacity for row in found.facilities] == [20, None]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(noise: bytes) -> None:
    for source in (noise, listed() + noise):
        try:
            found = ice_facilities.parse(source)
        except ice_facilities.ListUnreadable:
            continue
        assert len({row.code for row in found.facilities}) == len(found.facilities)


@pytest.mark.parametrize(
    ("state", "county", "city", "zone"),
    [
        ("TX", "EL PASO", "EL PASO", "America/Denver"),
        ("TX", "HARRIS", "HOUSTON", "America/Chicago"),
        ("FL", "ESCAMBIA", "PENSACOLA", "America/Chicago"),
        ("FL", "MIAMI-DADE", "MIAMI", "America/New_York"),
        ("AZ", "PINAL", "FLORENCE", "America/Phoenix"),
        ("KY", "WARREN", "BOWLING GREEN", "America/Chicago"),
        ("GU", "GUAM", "HAGATNA", "Pacific/Guam"),
        ("PR", "AGUADILLA", "AGUADILLA", "America/Puerto_Rico"),
        ("", "", "", ""),
    ],
)
def test_a_town_keeps_the_time_of_its_county_or_state(state: str, county: str, city: str, zone: str) -> None:
    assert zoning.zone_of(state, county, city) == zone


@pytest.mark.shared_data
def test_the_released_list_of_1532_facilities_loads_and_a_second_load_changes_nothing(
    service: Service, shared_data: Path
) -> None:
    """1,532 lines after the heading line: ``tail -n +2 ice_facilities.csv | wc -l``."""
    source = (shared_data / "enforcement" / "ice_facilities.csv").read_bytes()
    found = load(service, source)
    assert (found.rows, found.opened, found.amended) == (1532, 1532, 0)
    assert Facility.objects.count() == 1532
    adelanto = Facility.objects.get(code="ADLNTCA")
    assert (adelanto.capacity, adelanto.guaranteed, adelanto.detail) == (1940, 1455, "DIGSA")
    # awk -F'|' '$12=="JUVENILE"' ice_facilities.csv | wc -l
    assert Facility.objects.filter(juveniles=True).count() == 67
    assert facility_listing.difference(came(source).entries).nothing
