"""Transmissions as they were sent, damaged ones among them: every passenger, booking, leg and document is found.

What each file holds was counted by hand in its text. A document is one passport or one person's details, however often
the message repeats it; the second number says how many of them have a number.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from limen.exchange.pnrgov import PnrMessage, parse


class Counted(NamedTuple):
    """What was counted in a file."""

    pnrs: int
    passengers: int
    legs: int
    documents: int
    numbered: int
    flight: str


COUNTED = {
    "gtas_2_pnrs_basic.edi": Counted(2, 4, 4, 4, 3, "DL324 LHR-JFK 2010-12-12"),
    "gtas_3_pnrs.edi": Counted(3, 13, 8, 5, 4, "TZ6 SIN-OOL 2013-05-28"),
    "gtas_adult_and_infant.edi": Counted(1, 2, 3, 2, 2, "AM498 MTY-LAS 2013-05-23"),
    "gtas_codeshare.edi": Counted(2, 2, 2, 2, 2, "SQ609 ICN-SIN 2013-05-27"),
    "gtas_infant.edi": Counted(1, 2, 1, 2, 2, "SQ602 SIN-ICN 2013-05-27"),
    "gtas_loader_pnr1.txt": Counted(1, 2, 2, 2, 1, "DL324 LHR-JFK 2010-12-12"),
    "gtas_loader_pnr2.txt": Counted(1, 2, 2, 2, 2, "DL324 LHR-JFK 2010-12-12"),
    "gtas_loader_pnr3.txt": Counted(1, 4, 3, 4, 4, "UA988 FRA-IAD 2019-08-30"),
    "gtas_loader_pnr4.txt": Counted(1, 1, 2, 1, 1, "UA988 FRA-IAD 2019-08-26"),
    "gtas_loader_pnrMessageExample.txt": Counted(1, 5, 3, 5, 5, "UA988 FRA-IAD 2018-09-28"),
    "gtas_multiple_flight_leg_pnr.txt": Counted(1, 2, 4, 2, 2, "UA988 FRA-IAD 2018-05-12"),
    "gtas_no_pnr_history.edi": Counted(3, 4, 4, 4, 1, "LH474 MUC-YUL 2013-05-27"),
    "gtas_parsers_bigMessagePnr.txt": Counted(1, 7, 3, 7, 7, "UA988 FRA-IAD 2018-09-28"),
    "gtas_parsers_pnrAddressPhoneCTCM.txt": Counted(1, 1, 0, 0, 0, "UA988 FRA-IAD 2018-09-28"),
    "gtas_parsers_pnrMessage.txt": Counted(1, 2, 2, 2, 1, "DL324 LHR-JFK 2010-12-12"),
    "gtas_parsers_pnrMessagePg75.txt": Counted(2, 2, 2, 2, 2, "SQ609 ICN-SIN 2013-05-27"),
    "gtas_parsers_pnrMessagePg76.txt": Counted(1, 2, 1, 2, 0, "TZ6 SIN-OOL 2013-05-28"),
    "gtas_parsers_pnrWithDoco.txt": Counted(1, 1, 3, 1, 1, "UA988 FRA-IAD 2018-05-12"),
    "gtas_pnr_split.edi": Counted(2, 3, 4, 1, 1, "AM498 MTY-LAS 2013-05-23"),
}

pytestmark = pytest.mark.shared_data


def read(shared_data: Path, name: str) -> PnrMessage:
    """Return one of the files, read."""
    return parse((shared_data / "inspections/pnrgov" / name).read_bytes())


def test_every_file_there_is_was_counted(shared_data: Path) -> None:
    assert {path.name for path in (shared_data / "inspections/pnrgov").iterdir()} == set(COUNTED)


@pytest.mark.parametrize("name", COUNTED)
def test_every_booking_passenger_leg_and_document_is_found(shared_data: Path, name: str) -> None:
    message = read(shared_data, name)
    flight = message.flight
    documents = [document for pnr in message.pnrs for document in pnr.documents]
    found = Counted(
        len(message.pnrs),
        sum(len(pnr.passengers) for pnr in message.pnrs),
        sum(len(pnr.legs) for pnr in message.pnrs),
        len(documents),
        sum(bool(document.number) for document in documents),
        f"{flight.designator} {flight.board}-{flight.off} {flight.departure[:10]}",
    )
    assert found == COUNTED[name]
    assert all(document.traveller for document in documents)
    assert message.unread == ()
    assert [pnr.unread for pnr in message.pnrs if pnr.unread] == []
    assert message.function == "full"


def test_what_is_wrong_with_sound_files_is_nothing(shared_data: Path) -> None:
    for name in ("gtas_3_pnrs.edi", "gtas_adult_and_infant.edi", "gtas_no_pnr_history.edi", "gtas_pnr_split.edi"):
        assert read(shared_data, name).faults == (), name


def test_two_bookings_with_tickets_payer_hotel_and_history(shared_data: Path) -> None:
    message = read(shared_data, "gtas_2_pnrs_basic.edi")
    assert (message.sender, message.receiver, message.prepared, message.version) == (
        "DL",
        "",
        "2010-12-09T21:00",
        "10.1",
    )
    first, second = message.pnrs
    assert (first.locator, second.locator) == ("MFN4TI", "23456")
    smith, jones = first.passengers
    assert (smith.surname, smith.given_names, smith.title, smith.written) == ("SMITHJR", "JOHN", "MR", "JOHNMR")
    assert (smith.birth, smith.sex, smith.nationality) == ("1964-07-12", "M", "GBR")
    assert smith.documents[0].expiry == "2019-08-23"
    assert smith.frequent_flyer[0].number == "1234567890"
    (ticket,) = smith.tickets
    assert (ticket.number, ticket.issued, len(ticket.taxes)) == ("0062120234533", "2010-12-06T12:00", 6)
    assert [(amount.kind, amount.amount) for amount in ticket.amounts] == [("B", "2888.00"), ("T", "2957.94")]
    assert ticket.payments[0].card_number == "XXXXXXXX1186"
    assert ticket.payments[0].payer == ("TIMOTHY SIMS", "2234 MAIN STREET ATLANTA, GA 30067", "7705632891")
    assert jones.documents[0].number == ""
    assert [(locator.airline, locator.number) for locator in first.splits[0].locators] == [("DL", "ABCDEF")]
    assert [(service.name, service.start, service.end) for service in first.services] == [
        ("VANCOUVER ARMS", "2010-12-12T15:00", "2010-12-15")
    ]
    assert [event.action for event in first.history] == ["cancelled"] * 6 + ["added"] * 6
    assert {event.at for event in first.history} == {"2010-12-07T10:10"}
    assert second.history[1].items == ("TIF+WAYNE+JOHNMR:A:1",)
    assert [(seat.number, seat.traveller) for seat in first.seats if seat.assigned] == [("15A", "1")]
    paid = "7705632891"
    assert [contact.value for contact in first.contacts] == ["00441753637285", "00115555555555", paid, paid]


def test_a_family_with_an_infant_a_group_and_their_addresses(shared_data: Path) -> None:
    _, family, party = read(shared_data, "gtas_3_pnrs.edi").pnrs
    dolan, kayla, archer = family.passengers
    assert [passenger.kind for passenger in family.passengers] == ["adult", "adult", "infant"]
    assert kayla.with_infant
    assert (archer.travels_with, archer.birth, archer.sex) == (kayla.reference, "2012-04-15", "M")
    assert archer.documents[0].infant
    assert [ticket.number for ticket in archer.tickets if ticket.number] == ["9631270001236"]
    assert dolan.addresses[0].city == "BROADBEACH"
    assert [(leg.board, leg.off) for leg in family.legs] == [
        ("LHR", "SIN"),
        ("SIN", "OOL"),
        ("OOL", "SIN"),
        ("SIN", "LHR"),
    ]
    assert (party.group, len(party.passengers)) == ("ACME TEAM PARTY", 9)
    assert party.history[0].action == "changed"


@pytest.mark.parametrize("name", ["gtas_codeshare.edi", "gtas_parsers_pnrMessagePg75.txt"])
def test_a_flight_sold_by_one_and_flown_by_another(shared_data: Path, name: str) -> None:
    park, kim = read(shared_data, name).pnrs
    assert [(locator.airline, locator.number) for locator in park.locators] == [("1A", "2LS6KP"), ("KE", "EDP2RW")]
    (leg,) = park.legs
    assert (leg.carrier, leg.number, leg.booking_class) == ("KE", "609", "B")
    assert (leg.operating_carrier, leg.operating_number, leg.operating_class) == ("SQ", "303", "Y")
    assert kim.passengers[0].title == "MRS"
    assert [(seat.number, seat.assigned) for seat in kim.seats] == [("14A", False), ("14A", True)]
    assert [tag.number for tag in park.bags[0].tags] == ["1026000001", "1026000002"]
    assert len(park.history_lines) + len(kim.history_lines) == 8


def test_an_infant_whose_passport_is_sent_under_the_adult(shared_data: Path) -> None:
    (pnr,) = read(shared_data, "gtas_infant.edi").pnrs
    isabelle, sophy = pnr.passengers
    assert [document.number for document in isabelle.documents] == ["509229987"]
    assert [document.number for document in sophy.documents] == ["512731999"]
    assert (sophy.birth, sophy.travels_with) == ("2012-09-20", isabelle.reference)
    assert len(pnr.history_lines) == 49


def test_a_visa_an_email_address_and_a_plus_sign_in_one(shared_data: Path) -> None:
    (pnr,) = read(shared_data, "gtas_parsers_pnrWithDoco.txt").pnrs
    (visa,) = pnr.passengers[0].visas
    assert (visa.kind, visa.number, visa.birth_place, visa.issue_place) == ("V", "8675309", "HERE VA", "OTHER PLACE")
    assert (visa.issued, visa.country) == ("2006-12-22", "LI")
    (other,) = read(shared_data, "gtas_parsers_pnrAddressPhoneCTCM.txt").pnrs
    assert [contact.value for contact in other.contacts] == ["8675309", "5432109876", "MOLLY_LONT+50BB@GMAIL.COM"]


def test_a_booking_divided(shared_data: Path) -> None:
    first, second = read(shared_data, "gtas_pnr_split.edi").pnrs
    assert (first.splits, second.splits[0].count) == ((), "1")
    assert second.splits[0].locators[0].number == "ZLMXXX"
    assert [seat.number for seat in first.seats] == ["3B", "3A", "3B", "3A"]
    assert len([contact for contact in first.contacts if contact.kind == "phone"]) == 5


def test_the_damage_of_a_file_is_named_with_its_place(shared_data: Path) -> None:
    message = read(shared_data, "gtas_parsers_pnrMessagePg75.txt")
    rules = [fault.rule for fault in message.faults]
    assert rules.count("terminator.quote") == 3
    assert "segment.unterminated" in rules
    assert all(fault.offset for fault in message.faults)
