"""Who a carrier's list means: two people never become one because of a number they share."""

from __future__ import annotations

from pathlib import Path

import pytest

from limen.core.documents.acts import ReportDocument
from limen.offices.inspections.acts import CloseOut, Listed
from limen.offices.inspections.intake import receive
from limen.offices.inspections.models import Change, Hit, Traveller
from limen.offices.inspections.tests.scenes import lookout, open_inspection
from limen.offices.inspections.tests.test_arrivals import ANNA, BO, do, listed
from tests.factories import Service

pytestmark = pytest.mark.django_db
PARTY = tuple(
    Listed(surname=name, given_names=given, birth=birth, document_issuer="GBR", document_number="123456789")
    for name, given, birth in (
        ("Kuchel", "Rachel", "1977-10-19"),
        ("Hasselbusch", "Manda", "1977-10-20"),
        ("Eriksson", "Anna Maria", "1974-08-12"),
    )
)


def names() -> set[str]:
    return {row.display_name for row in Traveller.objects.all()}


def test_a_party_whose_carrier_typed_one_number_for_all_is_listed_and_screened_one_by_one(service: Service) -> None:
    lookout(service, action="refuse")
    listed(service, *PARTY)
    assert names() == {"KUCHEL, Rachel", "HASSELBUSCH, Manda", "ERIKSSON, Anna Maria"}
    assert [hit.traveller.surname for hit in Hit.objects.all() if hit.traveller] == ["Eriksson"]
    assert not Change.objects.exists()


def test_a_party_under_one_number_is_the_same_party_in_the_next_message_and_at_the_close_out(service: Service) -> None:
    voyage = listed(service, *PARTY)
    listed(service, *PARTY, voyage=voyage, function="change")
    assert Traveller.objects.count() == len(PARTY)
    assert not Change.objects.exists()
    do(service, CloseOut(aboard=list(PARTY[:2])), on=voyage)
    gone = {row.surname: row.state for row in Traveller.objects.all()}
    assert gone == {"Kuchel": "boarded", "Hasselbusch": "boarded", "Eriksson": "no_show"}


def test_two_states_may_have_given_out_one_number(service: Service) -> None:
    listed(
        service,
        Listed(surname="Moreno", given_names="Ana", document_issuer="COL", document_number="N7"),
        Listed(surname="Moreno", given_names="Luis", document_issuer="ESP", document_number="N7"),
    )
    assert names() == {"MORENO, Ana", "MORENO, Luis"}


def test_references_counted_afresh_in_a_later_message_make_nobody_another(service: Service) -> None:
    voyage = listed(service, ANNA, BO)
    moved = BO.model_copy(update={"reference": "1", "document_issuer": "SWE"})
    listed(service, moved, voyage=voyage, function="change")
    assert names() == {"ERIKSSON, Anna Maria", "ERIKSSON, Bo"}
    carl = Listed(reference="1", surname="Carlsson", given_names="Carl", birth="1960-03-03", document_number="N2")
    listed(service, carl, voyage=voyage, function="change")
    assert names() == {"ERIKSSON, Anna Maria", "ERIKSSON, Bo", "CARLSSON, Carl"}


def test_a_name_set_right_by_the_carrier_is_the_same_traveller(service: Service) -> None:
    voyage = listed(service, ANNA)
    listed(service, ANNA.model_copy(update={"surname": "Ericsson", "given_names": "Anna"}), voyage=voyage)
    assert [row.surname for row in Traveller.objects.all()] == ["Ericsson"]


def test_somebody_named_twice_in_one_message_is_one_traveller_screened_once(service: Service) -> None:
    lookout(service, action="refuse")
    listed(service, ANNA, ANNA.model_copy(update={"seat": "14C"}))
    assert [(row.seat, row.hits.count()) for row in Traveller.objects.all()] == [("14C", 1)]


@pytest.mark.shared_data
def test_a_published_list_of_260_people_under_one_number_is_260_on_the_board(
    service: Service, shared_data: Path
) -> None:
    officer = service.officer("targeting_officer")
    message = (shared_data / "inspections" / "paxlst" / "gtas_Test3.txt").read_bytes()
    [received] = receive(message, by=officer, at=service.jfk, purpose="targeting")
    assert (received.people, Traveller.objects.count()) == (260, 260)


def test_a_document_reported_of_one_state_says_nothing_of_another_states_of_that_number(service: Service) -> None:
    document = open_inspection(service).document
    service.do(ReportDocument(why="stolen", reason="Told by the Swedish police"), on=document, role="supervisor")
    other = Listed(
        surname="Moreno", birth="1980-01-01", document_issuer="COL", document_number="L898902C3", given_names="Ana"
    )
    listed(service, ANNA, other)
    assert {row.surname: row.priority for row in Traveller.objects.all()} == {"Eriksson": 80, "Moreno": 0}
