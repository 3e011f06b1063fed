"""Bookings before any list: whom they name is on the board and screened; the list then names the same people."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from limen.offices.inspections import acts, queries
from limen.offices.inspections.acts import Booked, CloseOut, Listed, ReceiveBookings
from limen.offices.inspections.models import Change, Hit, Traveller, Voyage
from limen.offices.inspections.tests.scenes import lookout, open_inspection
from limen.offices.inspections.tests.test_arrivals import ANNA, BO, CARL, TARGETING, do, flight, listed
from tests.factories import Service

pytestmark = pytest.mark.django_db
ANNA_BOOKED = Listed(surname="Eriksson", given_names="Anna")
BO_BOOKED = Listed(surname="Eriksson", given_names="Bo")
NOW = datetime(2026, 11, 25, 17, tzinfo=UTC)


def booked(service: Service, *people: Listed, voyage: Voyage | None = None, locator: str = "XK3T9Q") -> Voyage:
    act = ReceiveBookings(bookings=[Booked(locator=locator, people=list(people), contacts=["+46701234567"])])
    return do(service, act, on=voyage or flight(service))


def standing() -> dict[str, str]:
    return {row.given_names: row.state for row in Traveller.objects.all()}


def test_whom_a_booking_names_is_on_the_board_and_screened_before_any_list(service: Service) -> None:
    lookout(service, birth="", action="refuse")
    voyage = booked(service, ANNA_BOOKED.model_copy(update={"given_names": "Anna Maria"}), BO_BOOKED)
    assert standing() == {"Anna Maria": "booked", "Bo": "booked"}
    assert {row.directive for row in Traveller.objects.all()} == {""}
    assert [hit.traveller.given_names for hit in Hit.objects.all() if hit.traveller] == ["Anna Maria"]
    viewer = service.viewer(TARGETING, "targeting")
    assert next(iter(queries.vetting_list(viewer=viewer, now=NOW))).given_names == "Anna Maria"
    shown = queries.voyage(voyage.pk, viewer=viewer)
    assert (shown.people, shown.booked) == (0, 2)  # type: ignore[attr-defined]  # counted by the query


def test_the_list_names_the_same_people_with_what_the_booking_left_out(service: Service) -> None:
    voyage = booked(service, ANNA_BOOKED, BO_BOOKED)
    listed(service, ANNA, BO, CARL, voyage=voyage)
    assert standing() == {"Anna Maria": "listed", "Bo": "listed", "Carl": "listed"}
    anna = Traveller.objects.get(given_names="Anna Maria")
    assert (anna.birth, anna.directive) == ("1974-08-12", "0Z")
    assert anna.booking is not None
    assert not Change.objects.exists()


def test_a_list_without_locators_names_whom_the_booking_named(service: Service) -> None:
    voyage = booked(service, BO_BOOKED)
    listed(service, BO.model_copy(update={"locator": ""}), voyage=voyage)
    assert standing() == {"Bo": "listed"}


def test_bookings_that_come_after_the_list_name_whom_it_listed_and_nobody_twice(service: Service) -> None:
    voyage = flight(service)
    listed(service, ANNA, BO.model_copy(update={"locator": ""}), voyage=voyage)
    booked(service, ANNA_BOOKED, BO_BOOKED, voyage=voyage)
    assert standing() == {"Anna Maria": "listed", "Bo": "listed"}
    assert {row.booking.locator for row in Traveller.objects.all() if row.booking} == {"XK3T9Q"}


def test_two_of_a_booking_with_a_name_in_common_are_two_whichever_of_them_the_list_has(service: Service) -> None:
    anna_maria = ANNA_BOOKED.model_copy(update={"given_names": "Anna Maria"})
    for at, listed_one in enumerate((ANNA, ANNA.model_copy(update={"given_names": "Anna"}))):
        voyage = flight(service, number=f"77{at}")
        listed(service, listed_one, voyage=voyage)
        booked(service, ANNA_BOOKED, anna_maria, voyage=voyage)
        assert sorted(voyage.travellers.values_list("given_names", flat=True)) == ["Anna", "Anna Maria"]


def test_a_second_booking_of_a_listed_name_is_another_person(service: Service) -> None:
    voyage = flight(service)
    listed(service, BO, voyage=voyage)
    booked(service, BO_BOOKED, voyage=voyage)
    booked(service, BO_BOOKED, voyage=voyage, locator="ZZZ999")
    assert sorted(Traveller.objects.values_list("state", "locator")) == [("booked", "ZZZ999"), ("listed", "XK3T9Q")]


def test_two_of_one_name_in_two_bookings_are_two(service: Service) -> None:
    voyage = booked(service, BO_BOOKED)
    booked(service, BO_BOOKED, voyage=voyage, locator="ZZZ999")
    assert Traveller.objects.count() == 2


def test_a_booking_sent_again_names_nobody_twice_and_takes_off_who_left_it(service: Service) -> None:
    voyage = booked(service, ANNA_BOOKED, BO_BOOKED)
    booked(service, BO_BOOKED, voyage=voyage)
    assert standing() == {"Anna": "off_list", "Bo": "booked"}


def test_a_hit_dismissed_on_the_booking_does_not_hold_the_listed_traveller(service: Service) -> None:
    lookout(service, action="refuse")
    voyage = booked(service, ANNA.model_copy(update={"reference": ""}))
    do(service, acts.DismissHit(reason="Another photograph on file"), on=Hit.objects.get())
    listed(service, ANNA.model_copy(update={"seat": "1A"}), voyage=voyage)
    anna = Traveller.objects.get()
    assert (anna.state, anna.directive) == ("listed", "0Z")


def test_whom_no_list_named_is_a_no_show_unless_the_carrier_names_them_aboard(service: Service) -> None:
    voyage = booked(service, ANNA_BOOKED, BO_BOOKED)
    listed(service, CARL, voyage=voyage)
    do(service, CloseOut(aboard=[CARL, ANNA.model_copy(update={"reference": ""})]), on=voyage)
    assert standing() == {"Anna": "boarded", "Bo": "no_show", "Carl": "boarded"}


def test_who_comes_to_the_counter_on_a_booking_alone_is_found_on_it(service: Service) -> None:
    booked(service, ANNA.model_copy(update={"reference": ""}))
    inspection = open_inspection(service)
    assert inspection.traveller is not None
    assert Traveller.objects.get().state == "arrived"


def test_a_list_that_comes_after_its_bookings_hangs_on_them(service: Service) -> None:
    voyage = booked(service)
    listed(service, ANNA, voyage=voyage)
    booking = Traveller.objects.get().booking
    assert booking is not None
    assert booking.locator == "XK3T9Q"
