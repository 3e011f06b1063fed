"""Published lists: read whole, their faults named with their lines, and written where we write."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.exchange import ftm, ofac, people_csv, un
from limen.exchange.listed import ListedName, ListedNumber, ListedParty, ListUnreadable, partial_date

CODES = {"sweden": "SWE", "se": "SWE", "swedish": "SWE", "iran": "IRN", "utopia": "UTO", "ut": "UTO"}


def country(name: str) -> str:
    return CODES.get(name.casefold(), "")


def sdn(*rows: str) -> bytes:
    return "\r\n".join(rows).encode("latin-1") + b"\r\n\x1a"


def person(remarks: str) -> ListedParty:
    row = f'7,"EXAMPLE, Adam Bo","individual","SDGT] [IFSR","Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"{remarks}"'
    (party,) = ofac.parse(sdn(row), country=country).parties
    return party


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15 Jan 1955", "1955-01-15"),
        ("Jan 1955", "1955-01"),
        ("1955", "1955"),
        ("circa 1951", "1951~"),
        ("circa 18 Mar 1964", "1964-03-18~"),
        ("1951 to 1953", "1951/1953"),
        ("circa 1951-1955", "1951/1955~"),
        ("01 Jan 1955 to 20 Feb 1956", "1955-01-01/1956-02-20"),
        ("Between Aug. and Sep. 1977", "1977-08/1977-09"),
        ("10 October 1969", "1969-10-10"),
        ("1960s", "1960/1969"),
        ("1955-02-30", ""),
        ("30 Feb 1955", ""),
        ("30-35 years old", ""),
    ],
)
def test_a_date_is_read_with_its_uncertainty(written: str, read: str) -> None:
    assert partial_date(written) == read


def test_an_entry_of_ofac_is_read_with_all_its_remarks_say() -> None:
    read = person(
        "DOB 03 May 1970; alt. DOB circa 1971; POB Atlantis, Utopia; nationality Iran; citizen Sweden; Gender Male; "
        "a.k.a. 'BO''; Passport RL 1622378 (Sweden) issued 18 Jan 1984 expires 17 Jan 1994; "
        "National ID No.: 1372584, Utopia; Phone Number 98218; Linked To: EXAMPLE CO."
    )
    assert read.names == (
        ListedName(surname="EXAMPLE", given="Adam Bo"),
        ListedName(full="BO'", weak=True, kind="alias"),
    )
    assert read.births == ("1970-05-03", "1971~")
    assert (read.nationalities, read.sex, read.birth_places) == (("IRN", "SWE"), "M", ("Atlantis, Utopia",))
    assert [(number.value, number.kind, number.issuer) for number in read.numbers] == [
        ("RL 1622378", "passport", "SWE"),
        ("1372584", "identity", "UTO"),
    ]
    assert (read.programmes, read.titles, read.linked) == (("SDGT", "IFSR"), ("Director",), ("EXAMPLE CO",))


EMPTY = "-0- ," * 4


def test_a_vessel_and_an_aircraft_of_ofac_bear_their_numbers_and_flag() -> None:
    ship_says = "Vessel Registration Identification IMO 8002664."
    plane_says = "Aircraft Manufacture Date 1992; Aircraft Manufacturer's Serial Number (MSN) 1023."
    rows = (
        f'8,"BLUE","vessel","X",-0- ,"T2EM4","Tanker",-0- ,-0- ,"Utopia",-0- ,"{ship_says}"',
        f'9,"UT-ABC","aircraft","X",{EMPTY}{EMPTY[:15]}"{plane_says}"',
    )
    ship, plane = ofac.parse(sdn(*rows), country=country).parties
    assert (ship.party_kind, ship.nationalities) == ("vessel", ("UTO",))
    assert {(number.kind, number.value) for number in ship.numbers} == {("call_sign", "T2EM4"), ("imo", "8002664")}
    assert (plane.party_kind, plane.births) == ("aircraft", ("1992",))
    assert {(number.kind, number.value) for number in plane.numbers} == {("tail", "UT-ABC"), ("serial", "1023")}


def test_nothing_of_ofac_is_dropped_without_a_fault() -> None:
    good = '1,"A, B","individual",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB long ago; nationality Nowhere"'
    read = ofac.parse(sdn(good, "2,too,short"), b'9,1,"aka","GHOST",-0- \r\n', country=country)
    assert [(fault.rule, fault.line, fault.lost) for fault in read.faults] == [
        ("row.columns", 2, True),
        ("alias.entry", 1, True),
        ("birth.unreadable", 1, False),
        ("country.unknown", 1, False),
    ]
    assert len(read.parties) == 1


UN = """<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>ADAM</FIRST_NAME>
<SECOND_NAME>BO</SECOND_NAME><THIRD_NAME>EXAMPLE</THIRD_NAME><UN_LIST_TYPE>Utopia</UN_LIST_TYPE>
<REFERENCE_NUMBER>UTi.001</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON><GENDER>Male</GENDER>
<NAME_ORIGINAL_SCRIPT>آدم</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Iran</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>“The Tailor”</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY>
<ALIAS_NAME>EXAMPLE, Adam (previously listed as)</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1968</FROM_YEAR><TO_YEAR>1973</TO_YEAR>
</INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR>
</INDIVIDUAL_DATE_OF_BIRTH><INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
<NUMBER>Swedish passport number AB 12345</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL></INDIVIDUALS>
<ENTITIES/></CONSOLIDATED_LIST>"""


def test_an_individual_of_the_united_nations_is_read_whole() -> None:
    read = un.parse(UN.encode(), country=country)
    (party,) = read.parties
    assert read.faults == ()
    assert (party.key, party.sex, party.nationalities) == ("UTi.001", "M", ("IRN",))
    assert party.names == (
        ListedName(full="ADAM BO EXAMPLE"),
        ListedName(full="آدم", kind="script"),
        ListedName(full="The Tailor", weak=True, kind="alias"),
        ListedName(surname="EXAMPLE", given="Adam", kind="former"),
    )
    assert party.births == ("1968/1973", "1970~")
    assert [(number.value, number.kind, number.issuer) for number in party.numbers] == [("AB 12345", "passport", "SWE")]


def test_a_broken_list_is_refused_with_its_line_and_no_entity_is_resolved() -> None:
    with pytest.raises(ListUnreadable) as broken:
        un.parse(b"<CONSOLIDATED_LIST>\n<INDIVIDUALS>\n")
    assert broken.value.line >= 2
    with pytest.raises(ListUnreadable):
        un.parse(b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>')
    with pytest.raises(ListUnreadable):
        ofac.parse(b"")


def lines(*entities: object) -> bytes:
    return "\n".join(json.dumps(item) for item in entities).encode()


def test_entities_are_joined_with_their_documents_and_sanctions_in_any_order() -> None:
    read = ftm.parse(
        lines(
            {"id": "d", "schema": "Passport", "properties": {"holder": ["p"], "number": ["AB1"], "country": ["se"]}},
            {"id": "p", "schema": "Person", "caption": "Adam Example", "properties": {
                "name": ["Adam Example", "آدم"], "weakAlias": ["Bo"], "firstName": ["Adam"], "lastName": ["Example"],
                "birthDate": ["1970-05"], "nationality": ["se"], "gender": ["male"], "passportNumber": ["AB1"]}},
            {"id": "s", "schema": "Sanction", "properties": {"entity": ["p"], "program": ["Utopia"]}},
            {"id": "r", "schema": "Person", "target": False, "properties": {"name": ["A Relative"]}},
            {"id": "f", "schema": "Family", "properties": {"person": ["p"]}},
        ) + b"\nnot json\n",
        country=country,
    )  # fmt: skip
    (party,) = read.parties
    assert party.names == (
        ListedName("Adam Example", "Example", "Adam"),
        ListedName("آدم", kind="alias"),
        ListedName("Bo", weak=True, kind="alias"),
    )
    assert party.numbers == (ListedNumber("AB1", "passport", "SWE"),)
    assert (party.births, party.sex, party.programmes) == (("1970-05",), "M", ("Utopia",))
    assert (read.counts["left.no_target"], read.counts["left.Family"]) == (1, 1)
    assert [(fault.rule, fault.line) for fault in read.faults] == [("line.json", 6)]


def test_people_are_read_by_a_mapping_of_columns() -> None:
    data = "Nachname;Vorname;Geburt;Staat;Pass\nExample;Ådam;1970-05-03;Sweden;AB1\nshort;row\n".encode("cp1252")
    mapping = people_csv.mapping_of(
        ["Nachname=surname", "Vorname=given_names", "Geburt=birth_date", "Staat=nationality", "Pass=document_number"]
    )
    read = people_csv.parse(data, mapping, country=country)
    (party,) = read.parties
    assert party.names == (ListedName(surname="Example", given="Ådam"),)
    assert (party.births, party.nationalities) == (("1970-05-03",), ("SWE",))
    assert [(fault.rule, fault.line, fault.lost) for fault in read.faults] == [("row.columns", 3, True)]
    assert people_csv.parse(data, mapping, country=country).parties[0].key == party.key
    with pytest.raises(ListUnreadable, match="no column"):
        people_csv.parse(data, {"Name": "surname"})
    with pytest.raises(ListUnreadable, match="COLUMN=FIELD"):
        people_csv.mapping_of(["Name=nothing"])


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\n\r", exclude_categories=("Cs", "Cc")), max_size=30)
CLEAN = WORDS.map(lambda text: " ".join(text.split())).filter(bool)


@given(
    name=CLEAN,
    aliases=st.lists(CLEAN, max_size=3, unique=True),
    weak=st.lists(CLEAN, max_size=3, unique=True),
    birth=st.sampled_from(["", "1970", "1970-05", "1970-05-03"]),
    sex=st.sampled_from(["", "M", "F", "X"]),
    kind=st.sampled_from(["passport", "identity", "tax"]),
    number=CLEAN,
)
def test_what_is_written_as_an_entity_is_read_again(
    name: str, aliases: list[str], weak: list[str], birth: str, sex: str, kind: str, number: str
) -> None:
    named = list(dict.fromkeys([name, *aliases, *weak]))
    names = tuple(
        ListedName(text, weak=text in weak and text != name and text not in aliases,
                   kind="primary" if text == name else "alias")
        for text in named
    )  # fmt: skip
    party = ListedParty(
        "k",
        names=names,
        births=(birth,) if birth else (),
        nationalities=("SWE",),
        sex=sex,
        numbers=(ListedNumber(number, kind),),
    )
    written = ftm.write([party], short=lambda code: {"SWE": "se"}[code])
    assert ftm.parse(written, country=country).parties == (party,)


@given(st.one_of(st.binary(max_size=400), WORDS.map(lambda text: (text * 3).encode())))
def test_no_bytes_break_a_reader_but_by_its_own_error(data: bytes) -> None:
    for read in (ofac.parse, un.parse, ftm.parse, people_csv.parse):
        try:
            assert read(data).counts["parties"] >= 0
        except ListUnreadable:
            continue


@given(st.lists(st.sampled_from(["DOB", "alt.", ";", "(", ")", "'", "a.k.a.", "Passport", "issued", "1970", "#", "x"])))
def test_no_remarks_break_the_reader(words: list[str]) -> None:
    ofac.read_remarks(" ".join(words), "person", country=country)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | WORDS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    )
)
def test_no_properties_break_the_reader(value: object) -> None:
    properties = dict.fromkeys(("name", "birthDate", "nationality", "gender", "passportNumber", "addressEntity"), value)
    entity = {"id": "a", "schema": "Person", "properties": properties, "caption": value, "datasets": value}
    ftm.parse(lines(entity, {"id": "b", "schema": "Passport", "properties": {"holder": ["a"], "number": value}}))
