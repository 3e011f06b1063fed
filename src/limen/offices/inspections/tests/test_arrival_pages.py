"""The board, a voyage and a passenger, as an analyst meets them before arrival."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.urls import reverse

from limen.core.people.names import fold
from limen.kernel import opened
from limen.offices.inspections import queries
from limen.offices.inspections.acts import Booked, CloseOut, Listed, ReceiveBookings
from limen.offices.inspections.models import Traveller
from limen.offices.inspections.tests.test_arrivals import ANNA, BO, CARL, TARGETING, do, flight, listed
from limen.offices.inspections.tests.test_pages import at_desk, page
from tests.factories import Service

pytestmark = pytest.mark.django_db
BOOKING = Booked(
    locator="XK3T9Q",
    contacts=["+46 70 123 45 67"],
    data={
        "legs": ["SK901 ARN–JFK 2026-11-25T12:00", "SK902 JFK–ARN 2026-12-01T18:00"],
        "agent": "Resebyrå Norr STO",
        "requests": ["VGML on all flights"],
        "facts": {
            "made": "2026-11-01T10:00",
            "paid": ["cash"],
            "people": [{"name": fold("Eriksson", "Anna"), "bags": 2, "kilograms": 40}],
        },
    },
)


def test_a_passenger_page_says_who_booked_how_it_was_paid_and_where_they_sit(service: Service) -> None:
    voyage = listed(service, ANNA, BO.model_copy(update={"seat": "13C"}), CARL.model_copy(update={"seat": "40F"}))
    do(service, ReceiveBookings(bookings=[BOOKING]), on=voyage)
    anna = Traveller.objects.get(reference="1")
    shown = page(at_desk(service, TARGETING, "targeting"), "traveller", anna.pk)
    for told in ("Resebyrå Norr STO", "2026-11-01 10:00", "cash", "SK902 JFK–ARN", "VGML on all flights", "May board"):
        assert told in shown, told
    assert "2 checked, 40 kg" in shown
    seats = shown.split('class="table seats"')[1].split("</table>")[0]
    assert 'aria-current="true">Eriksson</a>' in seats
    assert "Carlsson" not in seats


def test_a_contact_shared_with_a_booking_of_another_voyage_is_shown(service: Service) -> None:
    voyage = listed(service, ANNA)
    do(service, ReceiveBookings(bookings=[BOOKING]), on=voyage)
    other = flight(service, number="903", runs_on=date(2026, 11, 20))
    same = Booked(locator="OTHER1", contacts=["0046701234567"], people=[Listed(surname="Dahl", given_names="Dan")])
    do(service, ReceiveBookings(bookings=[same]), on=other)
    anna = Traveller.objects.get(reference="1")
    found = queries.sharing_contacts(anna, viewer=service.viewer(TARGETING, "targeting"))
    assert [row.surname for row in found] == ["Dahl"]
    assert "DAHL, Dan" in page(at_desk(service, TARGETING, "targeting"), "traveller", anna.pk)


def test_a_voyage_shows_a_part_of_its_list_and_what_each_message_changed(service: Service) -> None:
    voyage = listed(service, ANNA, BO)
    listed(service, Listed(reference="1", seat="14C"), voyage=voyage, function="change")
    do(service, CloseOut(aboard=[ANNA]), on=voyage)
    client = at_desk(service, TARGETING, "targeting")
    shown = page(client, "voyage", voyage.pk)
    assert "<del>12A</del>" in shown
    missing = page(client, "voyage", voyage.pk, show="no-shows").split("</table>")[0]
    assert "ERIKSSON, Bo" in missing
    assert "Anna" not in missing


def test_a_list_is_taken_out_as_a_file_with_no_formula_in_it(service: Service) -> None:
    voyage = listed(service, ANNA.model_copy(update={"surname": "=HYPERLINK(1)", "given_names": "Élise"}))
    client = at_desk(service, TARGETING, "targeting")
    answer = client.get(reverse("inspections:voyage", args=[voyage.pk]), {"format": "csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="SK901-2026-11-25.csv"'
    head, line = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert dict(zip(head, line, strict=True))["name"] == "'=HYPERLINK(1), Élise"


def test_missing_lists_and_no_shows_of_the_last_days_stand_on_one_page(service: Service) -> None:
    flight(service, number="905", departs_at=datetime(2026, 11, 25, 17, 10, tzinfo=UTC))
    voyage = listed(service, ANNA, BO)
    do(service, CloseOut(aboard=[ANNA]), on=voyage)
    shown = page(at_desk(service, TARGETING, "targeting"), "late")
    assert "SK905" in shown
    assert "list missing" in shown
    assert "ERIKSSON, Bo" in shown
    assert "Anna Maria" not in shown


def test_a_group_without_an_address_is_told_of_at_once_and_a_message_says_how_many_were_told(service: Service) -> None:
    listed(service, ANNA)
    anna = Traveller.objects.get()
    client = at_desk(service, TARGETING, "targeting")
    where = reverse("inspections:traveller", args=[anna.pk])
    fields = {"act": "inspections.notify", "place": str(service.jfk.pk), "role": "supervisor"}
    refused = client.post(where, fields)
    assert refused.status_code == 422
    assert "nobody would be told" in refused.content.decode()
    supervisor = service.officer("supervisor")
    with opened("maintenance.test"):
        type(supervisor).objects.filter(pk=supervisor.pk).update(email="chief@example.org")
    assert "1 officer is told by e-mail." in client.post(where, fields, follow=True).content.decode()


def test_a_search_that_is_kept_stays_on_the_page(service: Service) -> None:
    client = at_desk(service, TARGETING, "targeting")
    answer = client.post(reverse("inspections:search"), {"name": "Eriksson", "save_name": "Erikssons"})
    assert answer["Location"] == reverse("inspections:search") + "?about=travellers&name=Eriksson"


def test_the_vetting_list_says_what_puts_each_traveller_there_and_when_they_land(service: Service) -> None:
    listed(
        service,
        ANNA.model_copy(update={"document_expires": date(2026, 11, 1)}),
        BO.model_copy(update={"document_number": ""}),
        CARL,
    )
    shown = page(at_desk(service, TARGETING, "targeting"), "vetting")
    assert shown.index("document expired") < shown.index("document or date of birth missing")
    assert "lands 23:00" in " ".join(shown.split())
    assert "CARLSSON" not in shown


def test_nobody_to_be_vetted_is_left_out_when_they_are_many(service: Service) -> None:
    many = [
        BO.model_copy(update={"document_number": "", "surname": f"BO{chr(65 + at % 26) * (at // 26 + 1)}"})
        for at in range(60)
    ]
    listed(service, *many)
    desk = at_desk(service, TARGETING, "targeting")
    shown = page(desk, "vetting")
    assert "Page 1 of 2" in " ".join(shown.split())
    assert shown.count("document or date of birth missing") == 50
    rest = desk.get(reverse("inspections:vetting"), {"page": "2"}).content.decode()
    assert rest.count("document or date of birth missing") == 10


def test_a_passenger_page_leads_an_inspector_to_the_counter(service: Service) -> None:
    listed(service, ANNA)
    anna = Traveller.objects.get()
    where = f"{reverse('inspections:primary')}?traveller={anna.pk}"
    assert where in page(at_desk(service), "traveller", anna.pk)
    assert where not in page(at_desk(service, TARGETING, "targeting"), "traveller", anna.pk)
