"""A carrier's list says who is on board: each person, document, bag and leg is found where the guide puts it."""

from __future__ import annotations

from datetime import date

import pytest

from limen.exchange.paxlst import Bag, Contact, Document, Leg, Party, dates, parse
from tests.exchange.lists import ADA, BO, FLIGHT, LIST, message, names, one, person, rules, sent


@pytest.mark.parametrize("version", ["D:02B", "D:03B", "D:05B", "D:12B", "D:16B"])
def test_every_directory_is_read(version: str) -> None:
    read = parse(sent(one(ADA, BO, version=version)))
    assert read.faults == ()
    assert read.messages[0].version == version.replace(":", ".")
    assert names(read) == ["EXAMPLE/ADA", "SPECIMEN/BO"]


def test_a_clean_list_is_read_whole() -> None:
    read = parse(LIST)
    assert read.faults == ()
    assert (read.sender, read.recipient, read.sent, read.reference) == ("ZZ", "XXAPIS", "2026-11-24T17:05", "42")
    assert read.counts == {"passenger": 2}
    found = read.messages[0]
    assert (found.kind, found.code, found.function, found.reference, found.access) == (
        "passengers", "745", "original", "M1", "ACC1",
    )  # fmt: skip
    assert (found.part, found.first, found.final, found.flight) == (1, False, True, "ZZ42")
    assert found.stated == (("42", 2),)
    assert found.party == Party("HELP DESK", (Contact("TE", "15550101"), Contact("FX", "15550102")))
    assert read.legs == (
        Leg("ZZ42", "ZZ", "20", "AAA", "2026-11-24T18:05", "BBB", "2026-11-24T22:10", crosses=True),
    )  # fmt: skip
    ada, bo = read.people
    assert (ada.surname, ada.given_name, ada.sex, ada.birth_date) == ("EXAMPLE", "ADA", "F", date(1974, 8, 12))
    assert (ada.nationality, ada.embarks, ada.debarks, ada.locator, ada.reference) == (
        "XXA", "AAA", "BBB", "ABC123", "101",
    )  # fmt: skip
    assert ada.documents == (Document("P", "P0001", "XXA", "2029-08-23"),)
    assert ada.documents[0].expiry_date == date(2029, 8, 23)
    assert (bo.birth, bo.documents) == ("1999-01-01", (Document("I", "I77"),))
    assert [person.segment for person in read.people] == [12, 23]


def test_the_older_form_of_the_united_states_is_read() -> None:
    text = (
        "UNB+UNOA:1+ZZAIR:NZ+USCS:US+020131:2359+9++CEDIPAX'UNG+PAXLST+ZZ:NZ+TECS:US+020131:2359+9+NZ+001:000'"
        "UNH+9+PAXLST:001:000:NZ+ZZ812/020131/2300'CTA+IC+:FRED? EXAMPLE+15550101:TE+15550102:FX'TDT++ZZ812+40+ZZ'"
        "LOC+005+XXAAA:50'DTM+136+020131+1030+M05'LOC+008+XXBBB:50'DTM+132+020131+2200+M05'UNS+D'"
        "PDT+P/182345:090909:XX+EXAMPLE:SIMON:P:590429:M+PAX+XXAAA:XXBBB'"
        "PDT+P/E5432:080831:XX+O?'SPECIMEN:KRIS::331231:F+CRW+XXAAA:XXBBB'"
        "PDT+P/C7654:120429:XX+BOYLE:ALVIN::521221:U+ITI+XXAAA:XXBBB'UNT+12+9'UNE+1+9'UNZ+1+9'"
    )
    found = message(text)
    assert (found.version, found.party) == (
        "US",
        Party("FRED EXAMPLE", (Contact("TE", "15550101"), Contact("FX", "15550102"))),
    )
    assert found.legs == (Leg("ZZ812", "ZZ", "", "AAA", "2002-01-31T10:30", "BBB", "2002-01-31T22:00"),)
    assert [(one.role, one.transit) for one in found.people] == [
        ("passenger", False), ("crew", False), ("passenger", True),
    ]  # fmt: skip
    simon, kris, _ = found.people
    assert (simon.surname, simon.given_names, simon.sex, simon.birth) == ("EXAMPLE", "SIMON P", "M", "1959-04-29")
    assert (simon.embarks, simon.debarks) == ("AAA", "BBB")
    assert simon.documents == (Document("P", "182345", "XX", "2009-09-09"),)
    assert (kris.surname, kris.birth) == ("O'SPECIMEN", "1933-12-31")
    wrong = parse(text.replace("590429", "599999").replace("+BOYLE:ALVIN:", "+:ALVIN:"))
    assert rules(wrong) == ["birth.unreadable", "name.missing"]


@pytest.mark.parametrize(
    ("qualifier", "role", "transit"),
    [
        ("FL", "passenger", False),
        ("FM", "crew", False),
        ("DDU", "passenger", True),
        ("DDT", "crew", True),
        ("VW", "crew", False),
    ],
)
def test_passengers_crew_and_those_in_transit_are_told_apart(qualifier: str, role: str, transit: bool) -> None:
    found = person(f"NAD+{qualifier}+++EXAMPLE:ADA'")
    assert (found.role, found.transit) == (role, transit)


@pytest.mark.parametrize(
    ("begins", "kind", "function"),
    [
        ("BGM+745'", "passengers", "original"),
        ("BGM+745++9'", "passengers", "original"),
        ("BGM+745+CP'", "passengers", "change"),
        ("BGM+745++5'", "passengers", "change"),
        ("BGM+745+XR'", "passengers", "cancel"),
        ("BGM+745++1'", "passengers", "cancel"),
        ("BGM+745+RP'", "passengers", "reduction"),
        ("BGM+266+CL'", "status", "close"),
        ("BGM+266+CLNB'", "status", "close_not_aboard"),
        ("BGM+266+CLOB'", "status", "close_aboard"),
        ("BGM+266+XF'", "status", "cancel_flight"),
        ("BGM+266+CF'", "status", "change_flight"),
        ("BGM+250+C'", "crew", "original"),
        ("BGM+250+CC'", "crew", "change"),
        ("BGM+336+G'", "master_crew", "add"),
        ("BGM+336+H'", "master_crew", "delete"),
        ("BGM+336+I'", "master_crew", "change"),
        ("BGM+655'", "gate_pass", "original"),
    ],
)
def test_what_a_list_does_is_said_by_its_beginning(begins: str, kind: str, function: str) -> None:
    found = message(sent(one(ADA, kind=begins)))
    assert (found.kind, found.function) == (kind, function)


def test_a_beginning_nobody_knows_is_a_fault() -> None:
    assert rules(parse(sent(one(ADA, kind="BGM+999'")))) == ["message.kind"]


def test_several_flights_are_several_legs_and_one_crosses_the_border() -> None:
    domestic = ("TDT+20+ZZ41+++ZZ'", "LOC+92+CCC'", "DTM+189:2611241505:201'", "LOC+92+AAA'", "DTM+232:2611241600:201'")
    found = message(sent(one(ADA, flight=(*domestic, *FLIGHT))))
    assert [(leg.flight, leg.departure, leg.arrival, leg.crosses) for leg in found.legs] == [
        ("ZZ41", "CCC", "AAA", False), ("ZZ42", "AAA", "BBB", True),
    ]  # fmt: skip
    assert (found.legs[0].departs, found.legs[0].arrives) == ("2026-11-24T15:05", "2026-11-24T16:00")
    assert found.flight == "ZZ42"


def test_one_flight_with_a_stop_between_is_two_legs() -> None:
    stops = (
        "TDT+20+ZZ42'", "LOC+125+AAA'", "DTM+189:2611241805'", "LOC+87+BBB'", "DTM+232:2611242210'",
        "LOC+92+BBB'", "DTM+189:2611242300'", "LOC+92+CCC'", "DTM+232:202611250030:203'",
    )  # fmt: skip
    found = message(sent(one(ADA, flight=stops)))
    assert [(leg.departure, leg.departs, leg.arrival, leg.arrives) for leg in found.legs] == [
        ("AAA", "2026-11-24T18:05", "BBB", "2026-11-24T22:10"),
        ("BBB", "2026-11-24T23:00", "CCC", "2026-11-25T00:30"),
    ]
    assert {leg.carrier for leg in found.legs} == {"ZZ"}


@pytest.mark.parametrize("text", ["2611X41805", "26112418", "2613241805", "2611242561"])
def test_a_time_nobody_can_read_is_a_fault_and_leaves_the_leg(text: str) -> None:
    read = parse(LIST.replace("189:2611241805", f"189:{text}"))
    assert rules(read) == ["time.unreadable"]
    assert (read.legs[0].departs, read.legs[0].arrival) == ("", "BBB")


def test_a_flight_without_number_is_a_fault() -> None:
    assert rules(parse(LIST.replace("TDT+20+ZZ42+++ZZ", "TDT+20"))) == ["flight.missing"]


def test_every_document_and_visa_of_a_person_is_kept_in_order() -> None:
    found = person(
        "NAD+FL+++EXAMPLE:ADA'", "DOC+P:110:111+P1'", "DTM+36:290823'", "LOC+91+XXA'", "DOC+V:110:111+V1'",
        "DTM+36:20270101:102'", "DOC+A+A1'", "LOC+91+XXB'",
    )  # fmt: skip
    assert found.documents == (
        Document("P", "P1", "XXA", "2029-08-23"),
        Document("V", "V1", "", "2027-01-01"),
        Document("A", "A1", "XXB", ""),
    )


def test_what_a_document_lacks_is_a_fault() -> None:
    read = parse(sent(one(("NAD+FL+++EXAMPLE:ADA'", "DOC+P:110:111'", "LOC+91+XXA'"))))
    assert read.people[0].documents == (Document("P", "", "XXA"),)
    assert rules(read) == ["document.incomplete"]
    orphan = parse(sent(one(("NAD+FL+++EXAMPLE:ADA'", "DTM+36:290823'"))))
    assert orphan.people[0].documents == (Document("", "", "", "2029-08-23"),)
    assert rules(orphan) == ["document.incomplete"]


def test_bags_are_counted_weighed_and_named() -> None:
    found = person(
        "NAD+FL+++EXAMPLE:ADA'", "MEA+CT++:3'", "MEA+WT++KGM:20'", "FTX+BAG+++ZZ987654'", "FTX+BAG+++ZZ111222:2'",
        "FTX+BAG+++NULL'",
    )  # fmt: skip
    assert (found.bag_count, found.bag_weight) == (3, "20 KGM")
    assert found.bags == (Bag("ZZ987654"), Bag("ZZ111222", 2))


def test_contacts_address_places_and_work_of_a_person_are_read() -> None:
    found = person(
        "NAD+FL+++EXAMPLE:ADA:BEA+1 HIGH STREET+ANYTOWN+XX+12345+XXA'", "LOC+22+BBB'", "LOC+174+XXB'",
        "LOC+180+XXC:::ANYTOWN'", "COM+15550103:TE+ADA?+1@EXAMPLE.ORG:EM'", "EMP+1+CR1:110:111'", "GEI+4+173'",
        "RFF+SEA:12A'", "RFF+AEA:REDRESS1'", "RFF+CR:LOYAL1'", "RFF+AVF:ABC123'", "RFF+AVF:DEF456'",
    )  # fmt: skip
    assert (found.further_names, found.given_names) == ("BEA", "ADA BEA")
    assert found.address == ("1 HIGH STREET", "ANYTOWN", "XX", "12345", "XXA")
    assert (found.clears, found.residence, found.birth_country, found.birth_place) == ("BBB", "XXB", "XXC", "ANYTOWN")
    assert found.contacts == (Contact("TE", "15550103"), Contact("EM", "ADA+1@EXAMPLE.ORG"))
    assert (found.position, found.verified, found.seat, found.locator) == ("CR1", "yes", "12A", "ABC123")
    assert found.references == (("AEA", "REDRESS1"), ("CR", "LOYAL1"), ("AVF", "DEF456"))


def test_a_segment_without_a_field_is_kept() -> None:
    found = person("NAD+FL+++EXAMPLE:ADA'", "CUX+2:EUR'", "GEI+9+A'")
    assert [(segment.tag, segment.elements) for segment in found.further] == [
        ("CUX", (("2", "EUR"),)), ("GEI", (("9",), ("A",))),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("740812", "1974-08-12"),
        ("261124", "2026-11-24"),
        ("261125", "1926-11-25"),
        ("270101", "1927-01-01"),
        ("19740812:102", "1974-08-12"),
        ("740800", "1974-08"),
        ("740000", "1974"),
        ("74XXXX", "1974"),
        ("1974XXXX:102", "1974"),
        ("040229", "2004-02-29"),
    ],
)
def test_a_birth_is_told_as_far_as_it_is_known(text: str, birth: str) -> None:
    found = person("NAD+FL+++EXAMPLE:ADA'", f"DTM+329:{text}'")
    assert found.birth == birth
    assert (found.birth_date is None) == (len(birth) < len("1974-08-12"))


@pytest.mark.parametrize("text", ["741301", "030229", "ABCDEF", "7408", "740832"])
def test_a_birth_nobody_can_read_is_a_fault(text: str) -> None:
    read = parse(sent(one(("NAD+FL+++EXAMPLE:ADA'", f"DTM+329:{text}'"))))
    assert read.people[0].birth == ""
    assert rules(read) == ["birth.unreadable"]


@pytest.mark.parametrize(
    ("text", "expiry"), [("261123", "2026-11-23"), ("760101", "2076-01-01"), ("990101", "1999-01-01")]
)
def test_an_expiry_lies_at_most_fifty_years_ahead(text: str, expiry: str) -> None:
    found = person("NAD+FL+++EXAMPLE:ADA'", "DOC+P+P1'", f"DTM+36:{text}'")
    assert found.documents[0].expiry == expiry


def test_an_expiry_nobody_can_read_is_a_fault() -> None:
    assert rules(parse(LIST.replace("36:290823", "36:299923"))) == ["expiry.unreadable"]


def test_names_in_unusual_places_are_found_and_said() -> None:
    read = parse(
        sent(one(("NAD+FL+++EXAMPLE/ADA'",), ("NAD+FL+SPECIMEN:BO'",), ("NAD+FL'",), ("NAD+FL+++MONONYM'",), ADA))
    )
    assert names(read) == ["EXAMPLE/ADA", "SPECIMEN/BO", "/", "MONONYM/", "EXAMPLE/ADA"]
    assert rules(read) == ["name.slashed", "name.misplaced", "name.missing"]


def test_a_person_with_a_qualifier_nobody_knows_is_still_a_person() -> None:
    read = parse(sent(one(ADA, ("NAD+ZQ+++SPECIMEN:BO'", "ATT+2++M'"))))
    assert names(read) == ["EXAMPLE/ADA", "SPECIMEN/BO"]
    assert rules(read) == ["person.qualifier"]


def test_a_person_whose_name_segment_is_lost_is_still_a_person() -> None:
    read = parse(LIST.replace("NAD+FL+++SPECIMEN:BO'", ""))
    assert len(read.people) == 2
    assert (read.people[1].birth, read.people[1].documents) == ("1999-01-01", (Document("I", "I77"),))
    assert "person.header_lost" in rules(read)
    first = parse(LIST.replace("NAD+FL+++EXAMPLE:ADA'", ""))
    assert [one.birth for one in first.people] == ["1974-08-12", "1999-01-01"]


def test_a_value_given_twice_is_a_fault_and_the_first_is_kept() -> None:
    read = parse(LIST.replace("NAT+2+XXA'", "NAT+2+XXA'NAT+2+XXB'"))
    assert read.people[0].nationality == "XXA"
    assert rules(read) == ["field.repeated", "control.count"]


def test_the_number_of_people_stated_is_compared_with_those_read() -> None:
    assert rules(parse(LIST.replace("CNT+42:2", "CNT+42:3"))) == ["count.people"]
    crew = ("NAD+FM+++CREW:CY'",)
    both = parse(sent(one(ADA, BO, crew, count="CNT+42:2'")))
    assert (both.counts, both.faults) == ({"passenger": 2, "crew": 1}, ())
    assert rules(parse(sent(one(crew, kind="BGM+250'", count="CNT+41:2'")))) == ["count.people"]
    assert parse(sent(one(crew, kind="BGM+250'", count="CNT+41+1'"))).messages[0].stated == (("41", 1),)


def test_a_list_in_parts_is_read_part_by_part() -> None:
    read = parse(sent(one(ADA, part="01:C"), one(BO, part="02"), one(("NAD+FL+++THIRD:CY'",), part="03:F")))
    assert read.faults == ()
    assert [(part.part, part.first, part.final, part.access) for part in read.messages] == [
        (1, True, False, "ACC1"), (2, False, False, "ACC1"), (3, False, True, "ACC1"),
    ]  # fmt: skip
    assert names(read) == ["EXAMPLE/ADA", "SPECIMEN/BO", "THIRD/CY"]
    assert len(read.legs) == 1


def test_the_total_of_a_list_in_parts_is_compared_with_everyone_in_them() -> None:
    parts = one(ADA, part="01:C"), one(BO, part="02:F", count="CNT+42:2'")
    assert parse(sent(*parts)).faults == ()
    assert parse(sent(*reversed(parts))).faults == ()
    wrong = parse(sent(parts[0], one(BO, part="02:F", count="CNT+42:5'")))
    assert [fault.message for fault in wrong.faults] == ["The list's parts state 5 people; 2 were read."]


def test_a_part_that_did_not_come_with_the_others_is_said() -> None:
    for parts, missing in (
        ((one(ADA, part="01:C"), one(BO, part="03:F", count="CNT+42:3'")), "Part 2"),
        ((one(ADA, part="02"), one(BO, part="03:F", count="CNT+42:3'")), "Part 1"),
        ((one(ADA, part="01:C"), one(BO, part="02")), "The last part"),
        ((one(ADA, part="02"), one(BO, part="09")), "Parts 1, 3, 4, 5, 6 and others and the last part"),
    ):
        read = parse(sent(*parts))
        assert [fault.message for fault in read.faults] == [f"{missing} of the list ACC1 did not come with the others."]
        assert [fault.rule for fault in read.faults] == ["parts.missing"]


def test_of_a_part_sent_alone_nothing_can_be_said() -> None:
    for part in ("01:C", "02", "14:F"):
        assert parse(sent(one(ADA, part=part))).faults == ()


def test_where_a_flight_is_filed_or_reported_is_no_stop_of_it() -> None:
    read = message(sent(one(ADA, flight=(*FLIGHT, "LOC+188+DCA'", "LOC+172+DCA'"))))
    assert [(leg.departure, leg.arrival) for leg in read.legs] == [("AAA", "BBB")]


def test_a_transaction_reference_is_kept() -> None:
    found = message(LIST.replace("BGM+745'", "BGM+745'RFF+TN:TRX0001'").replace("UNT+26", "UNT+27"))
    assert found.transaction == "TRX0001"


def test_messages_outside_any_group_are_read() -> None:
    text = LIST[: LIST.index("UNG")] + one(ADA) + "UNZ+1+42'"
    assert parse(text).faults == ()
    assert names(parse(text)) == ["EXAMPLE/ADA"]


def test_several_groups_are_read() -> None:
    group = LIST[LIST.index("UNG") : LIST.index("UNZ")]
    read = parse(LIST.replace(group, group * 2).replace("UNZ+1", "UNZ+2"))
    assert read.faults == ()
    assert len(read.people) == 4


def test_another_kind_of_message_is_left_unread_and_said() -> None:
    read = parse(sent(one(ADA).replace("PAXLST:D", "CUSCAR:D"), one(BO)))
    assert rules(read) == ["message.type"]
    assert names(read) == ["SPECIMEN/BO"]


def test_the_century_is_told_by_the_day_given_where_the_list_has_none() -> None:
    bare = "UNH+M1+PAXLST:D:05B:UN'BGM+745'NAD+FL+++EXAMPLE:ADA'DTM+329:270101'UNT+5+M1'"
    assert parse(bare, today=date(2026, 11, 24)).people[0].birth == "1927-01-01"
    assert parse(bare, today=date(2028, 1, 1)).people[0].birth == "2027-01-01"


@pytest.mark.parametrize("this", [1987, 1999, 2000, 2026, 2050, 2051, 2099])
def test_the_quick_way_to_a_century_is_the_slow_one(this: int) -> None:
    flight = date(this, 6, 15)
    for short, year in dates.birth_years(this).items():
        assert dates.birth(f"{short}0812", flight) == f"{year}-08-12"
    for short, year in dates.expiry_years(this).items():
        assert dates.expiry(f"{short}0812", flight) == f"{year}-08-12"
    assert dates.birth(f"{this % 100:02}0616", flight) == f"{this - 100}-06-16"


def test_a_person_with_very_many_values_of_one_kind_keeps_them_all_in_order() -> None:
    many = [f"RFF+CR:L{number}'" for number in range(300)]
    found = person("NAD+FL+++EXAMPLE:ADA'", *many, "RFF+AVF:A1'", "RFF+AVF:A2'")
    assert found.references == (*(("CR", f"L{number}") for number in range(300)), ("AVF", "A2"))
    assert message(sent(one(("NAD+FL+++EXAMPLE:ADA'", *many), BO))).people[1].references == ()
