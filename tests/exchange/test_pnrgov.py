"""A booking is pushed: who travels, on what, with whom, and how it was paid and changed."""

from __future__ import annotations

from datetime import date

import pytest

from limen.exchange.pnrgov import Pnr, PnrMessage, parse
from limen.exchange.pnrgov.values import mask, mask_cards, split_title

HEAD = [
    "UNB+IATA:1+ZZ+XXPNRGOV+261120:0910+0042",
    "UNH+1+PNRGOV:18:1:IA+ZZ42",
    "MSG+:22",
    "ORG+ZZ:AAA",
    "TVL+211126:1200:211126:2210+AAA+BBB+ZZ+0042",
]
START = ["SRC", "RCI+ZZ:ABC123::011026:1210+1X:XYZ789"]
ADA = ["TIF+EXAMPLE+ADA MRS:A:1"]
LEG = ["TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42:Y", "RPI+1+HK"]
CARD = "4012888888881881"


def sent(*segments: str, head: list[str] = HEAD) -> str:
    """Return a transmission of segments."""
    body = [*head, *segments]
    return "".join(f"{segment}'\n" for segment in [*body, f"UNT+{len(body)}+1", "UNZ+1+0042"])


def message(*segments: str) -> PnrMessage:
    """Return a transmission of segments, read."""
    return parse(sent(*segments))


def booking(*segments: str) -> Pnr:
    """Return the one booking of a sound transmission."""
    read = message(*START, *segments)
    assert read.faults == ()
    (pnr,) = read.pnrs
    return pnr


def rules(read: PnrMessage) -> list[str]:
    """Return the rules that were broken."""
    return [fault.rule for fault in read.faults]


def test_the_header_says_who_sent_what_for_which_flight() -> None:
    read = message(*START, *ADA)
    assert (read.sender, read.receiver, read.prepared) == ("ZZ", "XXPNRGOV", "2026-11-20T09:10")
    assert (read.version, read.function) == ("18.1", "full")
    assert read.originator is not None
    assert read.originator.location == "AAA"
    flight = read.flight
    assert (flight.carrier, flight.number, flight.designator) == ("ZZ", "0042", "ZZ42")
    assert (flight.board, flight.off) == ("AAA", "BBB")
    assert (flight.departure, flight.arrival) == ("2026-11-21T12:00", "2026-11-21T22:10")


def test_an_update_is_told_from_a_full_push() -> None:
    assert parse(sent(*START, head=[part.replace("+:22", "+:141") for part in HEAD])).function == "change"


def test_record_locators_say_whose_and_when() -> None:
    first, second = booking(*ADA).locators
    assert (first.airline, first.number, first.created) == ("ZZ", "ABC123", "2026-10-01T12:10")
    assert (second.airline, second.number, second.created) == ("1X", "XYZ789", "")


def test_a_number_of_departure_control_is_no_booking() -> None:
    (pnr,) = message("SRC", "RCI+ZZ:89QM3LABML:C").pnrs
    assert pnr.locators[0].kind == "C"


def test_the_count_of_bookings_is_compared() -> None:
    assert message("EQN+1", *START).faults == ()
    read = message("EQN+2", *START)
    assert (rules(read), read.stated, read.faults[0].segment) == (["pnr.count"], 2, 6)


def test_a_passenger_is_named_typed_and_referred_to() -> None:
    pnr = booking("TIF+EXAMPLE:I+ADA MRS:A:1:1", "FTI+ZZ:1234:::GOLD", "REF+:00AA11", "FAR+A+52++++YFLEX+CH10")
    (ada,) = pnr.passengers
    assert (ada.surname, ada.given_names, ada.title, ada.written) == ("EXAMPLE", "ADA", "MRS", "ADA MRS")
    assert (ada.kind, ada.code, ada.reference, ada.with_infant) == ("adult", "A", "1", True)
    assert ada.system_reference == "00AA11"
    assert [(one.airline, one.number, one.level) for one in ada.frequent_flyer] == [("ZZ", "1234", "GOLD")]
    assert [(one.age, one.basis, one.designator) for one in ada.fares] == [("52", "YFLEX", "CH10")]


@pytest.mark.parametrize(("code", "kind"), [("A", "adult"), ("C", "child"), ("IN", "infant"), ("", ""), ("Q7", "")])
def test_what_kind_of_traveller_a_code_means(code: str, kind: str) -> None:
    assert booking(f"TIF+EXAMPLE+ADA:{code}:1").passengers[0].kind == kind


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("JOHNMR", "JOHN", "MR"),
        ("KONG CHUN MRS", "KONG CHUN", "MRS"),
        ("ANNA MARIAMISS", "ANNA MARIA", "MISS"),
        ("TIMMSTR", "TIM", "MSTR"),
        ("MR JOHN", "JOHN", "MR"),
        ("JOHN DR", "JOHN", "DR"),
        ("LIMR", "LI", "MR"),
        ("AMR", "AMR", ""),
        ("ALEXANDR", "ALEXANDR", ""),
        ("MISS", "", "MISS"),
        ("", "", ""),
    ],
)
def test_a_title_is_parted_from_a_name_and_a_name_is_not_taken_for_one(written: str, name: str, title: str) -> None:
    assert split_title(written) == (name, title)


def test_a_travel_document_keeps_a_name_from_being_cut() -> None:
    assert split_title("WILLIAMS", sex="M") == ("WILLIAMS", "")
    assert split_title("ADAMS", documented="ADAMS") == ("ADAMS", "")
    docs = "SSR+DOCS:HK:1:ZZ:::::/P/XXA/P1/XXA/12JUL74/M/23AUG29/EXAMPLE/WILLIAMS+::1"
    assert booking("TIF+EXAMPLE+WILLIAMS:A:1", docs).passengers[0].given_names == "WILLIAMS"


def test_a_group_is_no_passenger() -> None:
    pnr = booking("TIF+SEE THE WORLD:G", *ADA)
    assert (pnr.group, len(pnr.passengers)) == ("SEE THE WORLD", 1)


def test_several_given_names_in_one_segment_are_several_passengers() -> None:
    pnr = booking("TIF+EXAMPLE+ADA:A:1+BEN:C:2")
    assert [(one.given_names, one.kind) for one in pnr.passengers] == [("ADA", "adult"), ("BEN", "child")]


DOCS = "SSR+DOCS:HK:1:ZZ:::::"


def test_a_passport_is_read_field_by_field() -> None:
    pnr = booking(*ADA, f"{DOCS}/P/GBR/123456789/GBR/12JUL64/F/23AUG29/SMITH/JONATHON/ROBERT/H+::1")
    (document,) = pnr.documents
    assert (document.kind, document.issuer, document.number, document.nationality) == ("P", "GBR", "123456789", "GBR")
    assert (document.birth, document.sex, document.expiry) == ("1964-07-12", "F", "2029-08-23")
    assert (document.surname, document.given_names, document.primary) == ("SMITH", "JONATHON ROBERT", True)
    assert pnr.passengers[0].documents == (document,)
    assert (pnr.passengers[0].birth, pnr.passengers[0].nationality) == ("1964-07-12", "GBR")


def test_the_century_of_birth_is_that_of_the_message_or_the_one_before() -> None:
    for written, read in (("01JAN26", "2026-01-01"), ("01JAN27", "1927-01-01"), ("01JAN1931", "1931-01-01")):
        assert booking(*ADA, f"{DOCS}/////{written}/F//EXAMPLE/ADA").documents[0].birth == read


def test_an_undated_message_takes_the_century_from_today() -> None:
    source = f"UNH+1+PNRGOV:13:1:IA'SRC'RCI+ZZ:A1B2C3'TIF+EXAMPLE+ADA:A:1'{DOCS}/////01JAN31/F//EXAMPLE/ADA'UNT+5+1'"
    assert parse(source, today=date(2030, 1, 1)).pnrs[0].documents[0].birth == "1931-01-01"
    assert parse(source, today=date(2031, 1, 1)).pnrs[0].documents[0].birth == "2031-01-01"


def test_an_infants_passport_sent_under_the_adult_is_the_infants() -> None:
    pnr = booking(
        "TIF+EXAMPLE+ADA MRS:A:1:1",
        f"{DOCS}/P/XXA/P1/XXA/12JUL74/F/23AUG29/EXAMPLE/ADA+::1",
        f"{DOCS}/P/XXA/P2/XXA/02FEB26/MI/23AUG29/EXAMPLE/IVO+::1",
        "SSR+INFT:HK:1:ZZ:::::EXAMPLE/IVO 02FEB26+::1",
        "TIF+EXAMPLE+IVO:IN:2",
    )
    ada, ivo = pnr.passengers
    assert [document.number for document in ada.documents] == ["P1"]
    assert [(document.number, document.infant, document.sex) for document in ivo.documents] == [("P2", True, "M")]
    assert ivo.travels_with == "1"


def test_an_infant_named_only_in_a_request_is_a_passenger() -> None:
    pnr = booking(
        *ADA, "SSR+INFT:HK:1:ZZ:::::EXAMPLE/IVO/02FEB26+::1", "SSR+TKNE:HK:1:ZZ:::AAA:BBB:INF9991234567890C1+::1"
    )
    ivo = pnr.passengers[1]
    assert (ivo.surname, ivo.given_names, ivo.kind, ivo.named_in) == ("EXAMPLE", "IVO", "infant", "SSR")
    assert (ivo.birth, ivo.travels_with, ivo.reference) == ("2026-02-02", "1", "p2")
    assert [ticket.number for ticket in ivo.tickets] == ["9991234567890"]


def test_a_document_repeated_for_every_flight_is_one_document() -> None:
    text = "/P/XXA/P1/XXA/12JUL74/F/23AUG29/EXAMPLE/ADA"
    pnr = booking(*ADA, f"{DOCS}{text}+::1", *LEG, f"SSR+DOCS:HK:1:ZZ:::AAA:BBB:{text}/+::1")
    assert (len(pnr.documents), len(pnr.requests), len(pnr.legs[0].requests)) == (1, 2, 1)


def test_documents_of_the_whole_booking_go_to_whom_they_name() -> None:
    pnr = booking(
        f"{DOCS}/P/XXA/P2/XXA/02FEB71/M/23AUG29/EXAMPLE/BEN",
        *ADA,
        "TIF+EXAMPLE+BENMR:A:2",
    )
    assert [len(passenger.documents) for passenger in pnr.passengers] == [0, 1]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("/P/GBR/1/GBR/31FEB64/M/23AUG29/SMITH/JO", "docs.date"),
        ("/P/GBR/1/GBR/12JUL64/Q/23AUG29/SMITH/JO", "docs.sex"),
        ("/P/GREAT/1/GBR/12JUL64/M/23AUG29/SMITH/JO", "docs.country"),
        ("/P/GBR/1/GBR/12JUL64/M/23AUG29", "docs.name"),
        ("", "docs.empty"),
    ],
)
def test_a_malformed_document_is_read_as_far_as_it_goes_and_the_fault_has_its_place(text: str, rule: str) -> None:
    source = sent(*START, *ADA, f"{DOCS}{text}+::1")
    read = parse(source)
    assert [(fault.rule, fault.segment) for fault in read.faults] == [(rule, 9)]
    assert source[read.faults[0].offset :].startswith("SSR+DOCS")
    assert read.pnrs[0].passengers[0].surname == "EXAMPLE"
    if text:
        assert read.pnrs[0].documents[0].number == "1"


@pytest.mark.parametrize(
    ("text", "issuer", "number"),
    [
        ("//P/GBR/1A/GBR/12JUL64/M/23AUG29/SMITH/JO", "GBR", "1A"),
        ("P/P00266142/12JUL64/M/23AUG29/SMITH/JO", "", "P00266142"),
        ("/P/P00266142/GBR/12JUL64/M/23AUG29/SMITH/JO", "", "P00266142"),
    ],
)
def test_fields_out_of_place_are_read_by_their_shape(text: str, issuer: str, number: str) -> None:
    read = message(*START, *ADA, f"{DOCS}{text}")
    (document,) = read.pnrs[0].documents
    assert (document.kind, document.issuer, document.number, document.birth) == ("P", issuer, number, "1964-07-12")
    assert (document.expiry, document.surname) == ("2029-08-23", "SMITH")
    assert rules(read) == ["docs.shifted"]


def test_a_document_without_a_leading_slash_or_with_names_behind_it_is_read() -> None:
    for text in ("P/GBR/1/GBR/12JUL64/M/23AUG29/SMITH/JO", "/P/GBR/1/GBR/12JUL64/M/23AUG29/SMITH/JO-1SMITH/JO MR"):
        assert booking(*ADA, f"{DOCS}{text}").documents[0].given_names == "JO"


def test_visas_redress_numbers_and_addresses_are_read() -> None:
    pnr = booking(
        *ADA,
        "SSR+DOCO:HK:1:ZZ:::::/AMBER PORT/V/1234/BERN CHE/14MAR23/XXB+::1",
        "SSR+DOCO:HK:1:ZZ::::://R/9988776///USA+::1",
        "SSR+DOCA:HK:1:ZZ:::::/D/XXB/1 QUAY ROAD/BBB/BB/12345/I+::1",
    )
    (ada,) = pnr.passengers
    assert [(visa.kind, visa.number, visa.issued, visa.country) for visa in ada.visas] == [
        ("V", "1234", "2023-03-14", "XXB"),
        ("R", "9988776", "", "USA"),
    ]
    assert (ada.visas[0].birth_place, ada.visas[0].issue_place) == ("AMBER PORT", "BERN CHE")
    (address,) = ada.addresses
    assert (address.kind, address.country, address.street, address.city) == ("D", "XXB", "1 QUAY ROAD", "BBB")
    assert (address.region, address.postcode, address.infant) == ("BB", "12345", True)


def test_what_is_asked_for_is_of_the_booking_a_passenger_or_a_leg() -> None:
    pnr = booking("SSR+OTHS:HK:1:ZZ:::::QUIET PARTY", *ADA, "SSR+VGML:HK:1:ZZ", *LEG, "SSR+WCHR:HK:1:ZZ:::AAA:BBB+::1")
    assert [(one.code, one.scope, one.traveller, one.leg) for one in pnr.requests] == [
        ("OTHS", "pnr", "", 0),
        ("VGML", "passenger", "1", 0),
        ("WCHR", "leg", "1", 1),
    ]
    assert [one.code for one in pnr.passengers[0].requests] == ["VGML", "WCHR"]
    assert [one.code for one in pnr.legs[0].requests] == ["WCHR"]
    assert pnr.requests[0].text == "QUIET PARTY"


def test_a_request_for_somebody_the_booking_does_not_name_is_kept_and_said() -> None:
    read = message(*START, *ADA, *LEG, "SSR+WCHR:HK:1:ZZ:::AAA:BBB+::7")
    assert rules(read) == ["traveller.unknown"]
    assert read.pnrs[0].requests[0].details[0].traveller == "7"


def test_a_leg_is_read_with_status_aircraft_and_locator() -> None:
    pnr = booking("TVL+211126:0800::0955+CCC+AAA+ZZ+4042:Y:D", "RPI+2+HK", "APD+320", "RCI+ZZ:ABC123")
    (leg,) = pnr.legs
    assert (leg.carrier, leg.number, leg.booking_class, leg.suffix) == ("ZZ", "4042", "Y", "D")
    assert (leg.departure, leg.arrival) == ("2026-11-21T08:00", "2026-11-21T09:55")
    assert (leg.status, leg.seats_held, leg.aircraft) == ("HK", "2", "320")
    assert leg.locators[0].number == "ABC123"


def test_an_operating_carrier_is_read_in_either_form() -> None:
    second_segment = booking("TVL+211126:0800+CCC+AAA+ZZ:YY+4042:Y", "RPI+1+HK", "TVL+++++77:M").legs
    transport = booking("TVL+211126:0800+CCC+AAA+ZZ+4042:Y", "TRA+YY+77:M").legs
    for (leg,) in (second_segment, transport):
        assert (leg.operating_carrier, leg.operating_number, leg.operating_class) == ("YY", "77", "M")


def test_open_and_surface_legs_need_no_places() -> None:
    legs = booking("TVL+++ +ZZ+OPEN:Y", "TVL++AAA+BBB++ARNK").legs
    assert [leg.kind for leg in legs] == ["open", "surface"]


def test_an_arrival_before_the_departure_is_of_the_next_day_and_said_to_be_assumed() -> None:
    read = message(*START, "TVL+211126:2200::0630+AAA+BBB+ZZ+42")
    assert (read.pnrs[0].legs[0].arrival, rules(read)) == ("2026-11-22T06:30", ["tvl.arrival_day"])
    stated = message(*START, "TVL+211126:2200::0630:1+AAA+BBB+ZZ+42")
    assert (stated.pnrs[0].legs[0].arrival, rules(stated)) == ("2026-11-22T06:30", [])


CHECK_IN = ["DAT+2:211126:1004", "ORG+ZZ:AAA++++A", "TRI++ABC-7:::1", "TIF+EXAMPLE+ADA MRS:A:1", "SSD+039G++++Y"]


def test_a_check_in_has_its_time_agent_seat_and_bags() -> None:
    pnr = booking(*ADA, *LEG, *CHECK_IN, "TBD++3:41:700++HP+ZZ:4074902824:3:BBB")
    (check_in,) = pnr.legs[0].check_ins
    assert (check_in.times, check_in.agent.kind if check_in.agent else "") == ({"2": "2026-11-21T10:04"}, "A")
    (boarding,) = check_in.boardings
    assert (boarding.sequence, boarding.traveller, boarding.seat, boarding.cabin) == ("ABC-7", "1", "39G", "Y")
    (bags,) = pnr.bags
    assert (bags.pieces, bags.weight, bags.unit, bags.pool, bags.traveller, bags.leg) == ("3", "41", "kg", "HP", "1", 1)
    assert bags.tags[0].numbers == ("4074902824", "4074902825", "4074902826")
    assert [(seat.number, seat.assigned, seat.leg) for seat in pnr.seats] == [("39G", True, 1)]


def test_a_member_of_a_pool_of_bags_names_its_head() -> None:
    (bags,) = booking(*ADA, *LEG, *CHECK_IN, "TBD+++MP:0741234123456").bags
    assert (bags.pool, bags.pool_reference, bags.tags) == ("MP", "0741234123456", ())


def test_counts_of_tags_that_do_not_make_up_the_pieces_are_not_believed() -> None:
    read = message(*START, *ADA, *LEG, *CHECK_IN, "TBD++2:34:700++MP+618:1001:2:BBB+618:1002:3:BBB")
    assert rules(read) == ["tbd.count"]
    assert [tag.numbers for tag in read.pnrs[0].bags[0].tags] == [("1001",), ("1002",)]


def test_seats_asked_for_are_read_from_details_and_from_text() -> None:
    pnr = booking(*ADA, *LEG, "SSR+SEAT:HK:2:ZZ:::AAA:BBB+15A::1:N+15B::2", "SSR+NSSA:DK:2:ZZ:::AAA:BBB:.03BN03AN")
    assert [(seat.number, seat.traveller) for seat in pnr.seats] == [("15A", "1"), ("15B", "2"), ("3B", ""), ("3A", "")]


def test_somebody_who_checked_in_without_being_named_before_is_a_passenger() -> None:
    read = message(*START, *ADA, *LEG, "TRI++9:::9", "TIF+OTHER+CYRIL MR:A:9", "SSD+1C++++Y")
    cyril = read.pnrs[0].passengers[1]
    assert (cyril.surname, cyril.given_names, cyril.named_in) == ("OTHER", "CYRIL", "TRI")
    assert rules(read) == ["passenger.only_checked_in"]


TICKET = [
    "TKT+9991234567890:T:1",
    "MON+B:512.00:EUR+T:640.20:EUR",
    "PTK+NR++031026:2359+ZZ+999+CCC",
    "TXD++40.10:XX:EUR:YQ",
    "DAT+710:021026:1100",
]


def test_a_ticket_is_read_with_fare_taxes_conditions_and_payment() -> None:
    pnr = booking(*ADA, *TICKET, f"FOP+CC::640.20:VI:{CARD}:0928+CA::10.00", "FOP+GR::200.00::AB123456")
    (ticket,) = pnr.passengers[0].tickets
    assert (ticket.number, ticket.kind, ticket.booklets, ticket.issued) == (
        "9991234567890",
        "T",
        "1",
        "2026-10-02T11:00",
    )
    assert [(tax.amount, tax.country, tax.currency, tax.kind) for tax in ticket.taxes] == [("40.10", "XX", "EUR", "YQ")]
    assert (ticket.pricing[0].conditions, ticket.pricing[0].deadline) == ("NR", "2026-10-03T23:59")
    card, cash, receipt = ticket.payments
    assert (card.kind, card.vendor, card.amount, card.expires) == ("CC", "VI", "640.20", "2028-09")
    assert card.card_number == "XXXXXXXXXXXX1881"
    assert (cash.kind, cash.amount, receipt.reference) == ("CA", "10.00", "AB123456")


def test_a_traveller_without_a_ticket_is_ticketless() -> None:
    assert booking(*ADA, "TKT+:1").passengers[0].tickets[0].ticketless


def test_a_card_number_is_nowhere_in_what_was_read() -> None:
    spaced = "4012 8888 8888 1881"
    read = message(
        *START, f"IFT+4:28::ZZ+PAID WITH {spaced}", f"SSR+OTHS:HK:1:ZZ:::::CARD {CARD}",
        *ADA, *TICKET, f"FOP+CC::640.20:VI:{CARD}:0928", f"IFT+4:43+ADA EXAMPLE {CARD}",
        f"XXX+{CARD}", "ABI+1+:OFFICE+CCC++ZZ", "SAC+++A", f"FOP+CC::640.20:VI:{CARD}:0928",
        f"LTS+0/O/FPCCVI{CARD}/D0928",
    )  # fmt: skip
    shown = repr(read)
    assert CARD not in shown
    assert spaced not in shown
    assert read.pnrs[0].unread[0].text == "XXX+XXXXXXXXXXXX1881"
    assert read.pnrs[0].history[0].items == ("FOP+CC::640.20:VI:XXXXXXXXXXXX1881:0928",)
    assert read.pnrs[0].history_lines == ("0/O/FPCCVIXXXXXXXXXXXX1881/D0928",)


def test_a_card_number_is_kept_only_where_asked_and_never_printed() -> None:
    read = parse(sent(*START, *ADA, *TICKET, f"FOP+CC::640.20:VI:{CARD}:0928"), keep_card_numbers=True)
    assert read.pnrs[0].passengers[0].tickets[0].payments[0].card_number == CARD
    assert CARD not in repr(read)


def test_tickets_and_telephones_are_no_cards() -> None:
    for text in ("0062120234533", "TKT 4571234567890", "00441753637285", "+1 555 010 0123"):
        assert mask_cards(text) == text
    assert mask("370266XXXXX6916") == "XXXXXXXXXXX6916"
    assert mask("") == ""


def test_contacts_are_found_wherever_they_stand() -> None:
    pnr = booking(
        "IFT+4:28::ZZ+CTCT BBB 5550100 TRAVEL SHOP",
        "ADD++700:1 HARBOUR STREET:CCC:::XX:12345:15550101",
        "ADD++E:::::::ADA@EXAMPLE.ORG",
        *ADA,
        "SSR+CTCM:HK:1:ZZ:::::/15550102/EN+::1",
        "SSR+CTCE:HK:1:ZZ:::::ADA..MAY//EXA./MPLE.ORG/EN+::1",
        "SSR+CTCR:HK:1:ZZ:::::REFUSED+::1",
        "LTS+0/O/5/APM 15550103/EXAMPLE/ADA MRS",
    )
    assert [(one.kind, one.value, one.source, one.traveller) for one in pnr.contacts] == [
        ("phone", "15550102", "SSR CTCM", "1"),
        ("email", "ADA_MAY@EXA-MPLE.ORG", "SSR CTCE", "1"),
        ("other", "REFUSED", "SSR CTCR", "1"),
        ("phone", "15550101", "ADD", ""),
        ("email", "ADA@EXAMPLE.ORG", "ADD", ""),
        ("phone", "BBB 5550100 TRAVEL SHOP", "IFT", ""),
        ("phone", "15550103", "LTS", ""),
    ]
    assert [address.street for address in pnr.addresses] == ["1 HARBOUR STREET"]


def test_whoever_paid_can_be_reached_and_so_can_what_an_address_says_last() -> None:
    pnr = booking(
        "ADD++700:45 HARBOUR ROAD:CCC::NORTH:XX:AB1 2CD::CTCT 020 5550 8888",
        *ADA, *TICKET, "FOP+CC::640.20:VI::0928", "IFT+4:43+CY SPONSOR+2234 MAIN STREET CCC, XX 30067+770 5550104",
        "FOP+CA::10.00", "IFT+4:43+DI SPONSOR+DI@EXAMPLE.ORG",
    )  # fmt: skip
    assert [(one.kind, one.value, one.source, one.traveller) for one in pnr.contacts] == [
        ("phone", "020 5550 8888", "ADD", ""),
        ("phone", "770 5550104", "IFT 43", ""),
        ("email", "DI@EXAMPLE.ORG", "IFT 43", ""),
    ]
    assert (pnr.addresses[0].region, pnr.addresses[0].country, pnr.addresses[0].postcode) == ("NORTH", "XX", "AB1 2CD")
    assert [payment.payer[0] for payment in pnr.passengers[0].tickets[0].payments] == ["CY SPONSOR", "DI SPONSOR"]


def test_the_booking_agent_is_told_from_the_sender() -> None:
    agent = booking("ORG+1X:MUC+12345678:F31:Q2+LON+ZZ:LON+T+GB:GBP:EN+A78987+003956+94").agent
    assert agent is not None
    assert (agent.system, agent.location, agent.number, agent.office) == ("1X", "MUC", "12345678", "F31 Q2")
    assert (agent.city, agent.company, agent.kind, agent.country) == ("LON", "ZZ", "T", "GB")
    assert (agent.currency, agent.language, agent.authority, agent.further) == ("GBP", "EN", "A78987", ("003956", "94"))


def test_dates_excess_baggage_and_remarks_are_kept() -> None:
    pnr = booking(
        "DAT+700:201126:0805+710:021026", "EBD+USD:50.00+1::N", "IFT+4:28::ZZ+VIP", *ADA, "EBD+USD:20.00+2::N"
    )
    assert pnr.dates == {"700": "2026-11-20T08:05", "710": "2026-10-02"}
    assert (pnr.excess_baggage[0].rate, pnr.excess_baggage[0].basis) == ("50.00", "N")
    assert pnr.passengers[0].excess_baggage[0].quantity == "2"
    assert [(remark.code, remark.text) for remark in pnr.remarks] == [("28", "VIP")]


def test_a_divided_booking_an_hotel_and_the_history_follow_the_itinerary() -> None:
    pnr = booking(
        *ADA, *LEG, "EQN+1", "RCI+ZZ:DEF456", "MSG+8", "TVL+211126:1500:231126+BBB:HARBOUR ARMS++HH+67576:ROH",
        "RPI+1+HK",
        "ABI+4+05FD28:GS+CCC++ZZ", "DAT+T:011026:1210", "SAC+++X", "TIF+EXAMPEL+ADA MRS:A:1", "SAC+++A",
        "TIF+EXAMPLE+ADA MRS:A:1", "TVL+211126:1200+AAA+BBB+ZZ+42:Y", "LTS+0/O/NM/EXAMPLE/ADA MRS",
    )  # fmt: skip
    assert [(split.count, split.locators[0].number) for split in pnr.splits] == [("1", "DEF456")]
    (hotel,) = pnr.services
    assert (hotel.code, hotel.name, hotel.start, hotel.end) == ("8", "HARBOUR ARMS", "2026-11-21T15:00", "2026-11-23")
    assert (hotel.company, hotel.reference, hotel.product, hotel.status) == ("HH", "67576", "ROH", "HK")
    cancelled, added = pnr.history
    assert (cancelled.action, cancelled.items) == ("cancelled", ("TIF+EXAMPEL+ADA MRS:A:1",))
    assert (added.action, len(added.items), added.at) == ("added", 2, "2026-10-01T12:10")
    assert added.by is not None
    assert (added.by.number, added.by.office, added.by.city, added.by.company) == ("05FD28", "GS", "CCC", "ZZ")
    assert pnr.history_lines == ("0/O/NM/EXAMPLE/ADA MRS",)
    assert (len(pnr.passengers), len(pnr.legs)) == (1, 1)


def test_several_messages_in_one_transmission_keep_their_flights() -> None:
    second = ["UNH+2+PNRGOV:18:1:IA", "MSG+:22", "TVL+221126:1200+AAA+CCC+ZZ+43", "EQN+1", "SRC", "RCI+ZZ:SECOND"]
    read = parse("".join(f"{one}'" for one in [*HEAD, *START, "UNT+7+1", *second, "UNT+7+2", "UNZ+2+0042"]))
    assert read.faults == ()
    assert [(pnr.locator, pnr.flight.number) for pnr in read.pnrs] == [("ABC123", "0042"), ("SECOND", "43")]
