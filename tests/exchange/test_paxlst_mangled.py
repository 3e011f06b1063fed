"""Lists arrive wrapped, forwarded, cut short and with loose apostrophes: the same people are read, and it is said."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from limen.exchange.edifact import Separators, make, read_interchange
from limen.exchange.edifact import write as write_segments
from limen.exchange.paxlst import Bag, Contact, Document, Leg, Manifest, Party, PassengerList, Person, parse, write
from tests.exchange.lists import ADA, BO, LIST, names, one, rules, sent


def wrapped(text: str, width: int) -> str:
    """Return a text as a teletype wraps it."""
    return "\r\n".join(text[place : place + width] for place in range(0, len(text), width))


@pytest.mark.parametrize("width", [7, 20, 63, 69])
def test_wrapped_lines_give_the_same_people(width: int) -> None:
    read = parse(wrapped(LIST, width))
    assert read.faults == ()
    assert (read.people, read.legs) == (parse(LIST).people, parse(LIST).legs)


def test_mail_around_a_list_is_left_out() -> None:
    head, foot = "\r\nQP AAAAAZZ BBBBBZZ\r\n.HDQZZZZ 241705", "\r\n  24NOV26 1705Z *0042\r\nScanned by UN\r\n"
    mail = f"{head}\r\n{wrapped(LIST, 63)}\r\n{foot}"
    read = parse(mail)
    assert read.people == parse(LIST).people
    assert rules(read) == ["text.before", "text.after"]


@pytest.mark.parametrize(
    "separators",
    [
        Separators(":", "*", ".", "?", " ", "#"),
        Separators("|", "^", ".", "\\", " ", "~"),
        Separators("\x1f", "\x1d", ".", "?", " ", "\x1c"),
        Separators(":", "+", ",", "", " ", '"'),
        Separators(":", "+", ".", "?", "*", "$"),
    ],
)
def test_any_separators_give_the_same_people(separators: Separators) -> None:
    read = parse(write_segments(read_interchange(LIST).segments, separators))
    assert read.faults == ()
    assert read.people == parse(LIST).people


@pytest.mark.parametrize("terminator", ["\n", "\r\n", "'\n", " '\r\n ", "' "])
def test_segments_may_end_with_lines(terminator: str) -> None:
    text = LIST.removeprefix("UNA:+.? '").replace("'", terminator)
    read = parse(text)
    assert names(read) == ["EXAMPLE/ADA", "SPECIMEN/BO"]
    assert read.faults == ()


def test_apostrophes_in_names_stay_in_the_names() -> None:
    text = LIST.replace("EXAMPLE:ADA", "O'BRIEN:D'ARCY").replace("SPECIMEN:BO", "D'BEA:M'BAYE")
    read = parse(text)
    assert names(read) == ["O'BRIEN/D'ARCY", "D'BEA/M'BAYE"]
    assert set(rules(read)) == {"terminator.unescaped"}
    assert [len(person.documents) for person in read.people] == [1, 1]
    assert names(parse(wrapped(text, 69))) == names(read)


def test_a_released_apostrophe_is_no_fault() -> None:
    read = parse(LIST.replace("EXAMPLE:ADA", "O?'BRIEN:D?'ARCY"))
    assert (names(read)[0], read.faults) == ("O'BRIEN/D'ARCY", ())


@pytest.mark.parametrize("name", ["D'UNT", "UNZ", "N'UNE", "BGM", "UNT 3", "CNT"])
def test_a_name_that_looks_like_a_trailer_ends_nothing(name: str) -> None:
    read = parse(LIST.replace("EXAMPLE:ADA", f"{name}:ADA"))
    assert names(read) == [f"{name}/ADA", "SPECIMEN/BO"]
    assert [len(person.documents) for person in read.people] == [1, 1]


def test_a_trailer_before_its_time_loses_nobody() -> None:
    early = LIST.replace("NAD+FL+++SPECIMEN", "UNT+17+M1'NAD+FL+++SPECIMEN")
    read = parse(early)
    assert names(read) == ["EXAMPLE/ADA", "SPECIMEN/BO"]
    assert "segment.after_trailer" in rules(read)


@pytest.mark.parametrize("kept", ["SPECI", "SPECIMEN:BO'", "SPECIMEN:BO'ATT+2", "SPECIMEN:BO'ATT+2++M'DTM+3"])
def test_a_tail_cut_short_keeps_everyone_that_came(kept: str) -> None:
    read = parse(LIST[: LIST.index("SPECIMEN")] + kept)
    assert [person.surname for person in read.people] == ["EXAMPLE", kept[:8].rstrip(":")]
    assert read.people[0] == parse(LIST).people[0]
    assert "control.missing" in rules(read)


def test_a_head_cut_off_keeps_everyone_that_came() -> None:
    read = parse(LIST[LIST.index("NAD+FL") :])
    assert read.people == parse(LIST).people
    assert "interchange.header_missing" in rules(read)


def test_several_transmissions_in_one_file_are_read_each_with_its_separators() -> None:
    other = sent(one(("NAD+FL+++THIRD:CY'",))).replace("+", "*").replace("'", "#")
    read = parse(f"{LIST}\r\n{other}")
    assert names(read) == ["EXAMPLE/ADA", "SPECIMEN/BO", "THIRD/CY"]
    assert read.faults == ()
    assert [message.reference for message in read.messages] == ["M1", "M1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp500", "utf-16"])
def test_any_alphabet_gives_the_same_people(encoding: str) -> None:
    text = LIST.replace("EXAMPLE", "MÜLLER")
    assert parse(text.encode(encoding)).people == parse(text).people


@pytest.mark.parametrize("nothing", ["", " \n ", "Dear colleagues, no list today.", b"\x00\x01\x02", b"\xff\xfe"])
def test_a_text_without_a_list_is_a_fault_and_nobody(nothing: str | bytes) -> None:
    read = parse(nothing)
    assert (read.people, read.messages) == ((), ())
    assert len(read.faults) == 1


RUN_TOGETHER = ("NAD+FL", "NAD+MS", "ATT+2", "DTM+329", "LOC+178", "NAT+2", "RFF+ABO", "DOC+P", "LOC+91", "TDT+20")


@pytest.mark.parametrize("lost", RUN_TOGETHER)
def test_a_terminator_lost_within_a_line_loses_nobody_and_is_said(lost: str) -> None:
    read = parse(LIST.replace(f"'{lost}", lost))
    assert (read.people, read.legs) == (parse(LIST).people, parse(LIST).legs)
    assert set(rules(read)) == {"segment.unterminated"}
    assert all(fault.segment and fault.offset for fault in read.faults)
    assert names(parse(wrapped(LIST.replace(f"'{lost}", lost), 69))) == names(read)


@pytest.mark.parametrize(
    ("stated", "damaged"),
    [
        ("UNB+UNOA:4", "UNB:UNOA:4"),
        ("UNB+UNOA:4", "UNB+UNOA'4"),
        ("UNB+UNOA:4", "UNB*UNOA*4"),
        ("UNA:+.? '", "UNA:+.: '"),
        ("UNA:+.? '", "UNA:+.+ '"),
        ("UNA:+.? '", "UNA:+.' '"),
        ("UNA:+.? '", "UNA*+.? '"),
        ("UNA:+.? '", "UNA:*.? '"),
        ("UNB+UNOA:4", "UNB+UNOA"),
    ],
)
def test_of_a_header_and_an_advice_that_differ_the_one_the_message_follows_is_believed(
    stated: str, damaged: str
) -> None:
    read = parse(LIST.replace(stated, damaged))
    assert (read.people, read.legs) == (parse(LIST).people, parse(LIST).legs)
    assert "una.contradicted" in rules(read) or damaged == "UNB+UNOA"


@pytest.mark.parametrize("damaged", ["UNA:+.?B+UNOA", "UNA:+BUNOA", "UNAUNB+UNOA"])
def test_an_advice_run_into_the_header_keeps_everyone(damaged: str) -> None:
    read = parse(LIST.replace("UNA:+.? 'UNB+UNOA", damaged))
    assert read.people == parse(LIST).people


def test_what_looks_like_a_segment_in_a_name_or_an_address_is_none() -> None:
    read = parse(LIST.replace("EXAMPLE:ADA", "BONAD:FLORANAT+2 RUE DOC+PARIS"))
    assert names(read)[0] == "BONAD/FLORANAT"
    assert read.people[0].address == ("2 RUE DOC", "PARIS", "", "", "")
    assert read.faults == ()


@pytest.mark.parametrize("kind", ["PALST", "PAXLSX", "PAX LST", "PAXLSTATA", "paxlst", "2B", "PAXLS:T", "AXPLST"])
def test_a_message_whose_name_is_damaged_is_read_and_it_is_said(kind: str) -> None:
    read = parse(LIST.replace("PAXLST:D", f"{kind}:D").replace("UNG+PAXLST", "UNG+X"))
    assert read.people == parse(LIST).people
    assert rules(read) == ([] if kind == "paxlst" else ["message.type"])


@pytest.mark.parametrize(
    "damaged", ["XAD+FL", "AD+FL", "NADFL", "NA+FL", "ND+FL", "N0D+FL", "+FL", "FL", "nad+FL", "NAD.FL"]
)
def test_a_person_whose_name_segment_has_a_damaged_tag_keeps_the_name(damaged: str) -> None:
    read = parse(LIST.replace("NAD+FL+++SPECIMEN", f"{damaged}+++SPECIMEN"))
    assert read.people == parse(LIST).people
    assert rules(read) == ["tag.damaged"]
    assert read.faults[0].offset == LIST.index("NAD+FL+++SPECIMEN")


def test_a_list_in_small_letters_is_read_and_said_to_be() -> None:
    read = parse(LIST.lower())
    assert (read.people, read.legs) == (parse(LIST).people, parse(LIST).legs)
    assert rules(read) == ["text.small_letters"]


@pytest.mark.parametrize("line", ["<br>\n", "<br/>", "</p>\r\n<p class='x'>", '</div><div style="a:b">\n'])
def test_a_list_in_a_page_is_read_without_its_markup(line: str) -> None:
    page = f"<html><body><pre>{LIST.replace(chr(39), chr(39) + line)}</pre></body></html>"
    read = parse(page)
    assert (read.people, read.legs) == (parse(LIST).people, parse(LIST).legs)


def test_lines_that_go_on_after_an_indent_are_joined() -> None:
    for indent in ("  ", "\t", "        "):
        read = parse(f"\r\n{indent}".join(LIST[place : place + 69] for place in range(0, len(LIST), 69)))
        assert (read.people, read.legs) == (parse(LIST).people, parse(LIST).legs)


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("attached", [False, True])
def test_a_list_sent_by_mail_is_read_from_its_body_or_what_is_attached(coding: str, attached: bool) -> None:
    text = LIST.replace("EXAMPLE:ADA", "ÉXAMPLE:ADA")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ops@zz.example", "APIS ZZ42"
    if attached:
        mail.set_content("Dear colleagues, the list of our flight is attached. It isn't long.")
        mail.add_attachment(bytes(range(256)) * 40, maintype="image", subtype="png", filename="logo.png")
        mail.add_attachment(text, cte=coding, filename="list.edi")
    else:
        mail.set_content(text, cte=coding)
    for read in (parse(mail.as_bytes()), parse(mail.as_bytes().replace(b"\n", b"\r\n"))):
        assert names(read) == ["ÉXAMPLE/ADA", "SPECIMEN/BO"]
        assert read.legs == parse(LIST).legs
    assert parse(mail.as_string()).people == read.people


def test_a_coding_that_does_not_decode_stops_nothing() -> None:
    mail = b"Content-Transfer-Encoding: base64\n\n" + LIST.encode()
    assert names(parse(mail)) == names(parse(LIST))
    assert parse(b"Content-Transfer-Encoding: base64\n\n!!!").people == ()


def test_every_fault_says_where_it_stands() -> None:
    text = LIST.replace("329:990101", "329:993301")
    (fault,) = parse(text).faults
    assert text[fault.offset :].startswith("DTM+329:993301")
    assert fault.segment == 25


FRAGMENTS = st.sampled_from(
    [
        *ADA, *BO, *re.findall("[^']*'", LIST), "NAD+", "DOC'", "PDT+P/1:2:3+A:B'", "PDT'", "DTM+329:'", "UNA:*.? #",
        "#", "\r\n", "\x1d", "\x1c", "'", "?", "+", ":", "é", "LOC+125+'", "TDT'", "DTM+189:9'", "CNT+42:99999999999'",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=30).map("".join))
@example("PDT'")
@example("NAD+FL'DTM+36'")
def test_no_text_stops_the_reading_and_all_that_is_read_can_be_written(text: str) -> None:
    read = parse(text)
    assert all(0 <= fault.offset <= len(text) for fault in read.faults)
    parse(write(read))


@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reading(source: bytes) -> None:
    write(parse(source))


@given(st.integers(0, len(LIST)), st.integers(0, len(LIST)), st.text(max_size=4))
def test_no_hole_in_a_list_stops_the_reading(start: int, end: int, instead: str) -> None:
    parse(write(parse(LIST[:start] + instead + LIST[end:])))


WORD = st.text("ABCDEFGHXYZ0123456789", min_size=1, max_size=8)
NAME = st.text(st.characters(categories=["Lu", "Ll"], include_characters=" '-?+:."), min_size=1, max_size=12).map(
    str.strip
)
DATE = st.dates().map(lambda day: day.isoformat()) | st.sampled_from(["", "1974", "1974-08", "1900-01-01"])
STATE = st.sampled_from(["", "XXA", "XXB"])
MOMENT = st.builds(
    lambda day, hour, minute: f"{day}T{hour:02}:{minute:02}",
    st.dates(date(1985, 1, 1), date(2070, 1, 1)),
    st.integers(0, 23),
    st.integers(0, 59),
)
DOCUMENTS = st.lists(st.builds(Document, st.sampled_from("PVIA"), WORD, STATE, DATE), max_size=2).map(tuple)
PEOPLE = st.builds(
    Person,
    role=st.sampled_from(["passenger", "crew"]),
    transit=st.booleans(),
    surname=NAME.filter(bool),
    given_name=NAME.filter(bool),
    further_names=NAME,
    sex=st.sampled_from(["", "M", "F", "X"]),
    birth=DATE,
    nationality=STATE,
    residence=STATE,
    birth_country=STATE,
    birth_place=NAME,
    embarks=STATE,
    debarks=STATE,
    clears=STATE,
    locator=WORD | st.just(""),
    reference=WORD | st.just(""),
    seat=WORD | st.just(""),
    verified=st.sampled_from(["", "yes", "no"]),
    position=WORD | st.just(""),
    bag_count=st.none() | st.integers(0, 99),
    bag_weight=st.sampled_from(["", "20 KGM", "7"]),
    address=st.just(()) | st.tuples(NAME.filter(bool), *(WORD,) * 4),
    bags=st.lists(
        st.builds(Bag, WORD.filter(lambda tag: tag != "NULL"), st.none() | st.integers(0, 9)), max_size=2
    ).map(tuple),
    contacts=st.lists(st.builds(Contact, st.sampled_from(["TE", "EM"]), WORD), max_size=2).map(tuple),
    references=st.lists(st.tuples(st.sampled_from(["AEA", "CR"]), WORD), max_size=2).map(tuple),
    further=st.just(()) | st.just((make("CUX", ("2", "EUR")),)),
    documents=DOCUMENTS,
)
LEGS = st.builds(
    Leg,
    flight=st.just("ZZ42"),
    carrier=st.just("ZZ"),
    stage=st.just("20"),
    departure=st.just("AAA"),
    departs=MOMENT,
    arrival=st.just("BBB"),
    arrives=MOMENT,
    crosses=st.booleans(),
)
LISTS = st.builds(
    PassengerList,
    version=st.just("D.12B"),
    reference=WORD,
    access=WORD | st.just(""),
    part=st.integers(0, 99),
    final=st.booleans(),
    code=st.just("745"),
    kind=st.just("passengers"),
    transaction=WORD | st.just(""),
    party=st.builds(Party, NAME.filter(bool), st.lists(st.builds(Contact, st.just("TE"), WORD), max_size=2).map(tuple)),
    legs=st.lists(LEGS, max_size=2, unique_by=lambda leg: leg.departs).map(tuple),
    people=st.lists(PEOPLE, max_size=3).map(tuple),
)


@given(st.lists(LISTS, max_size=2).map(tuple), st.just("") | MOMENT, st.booleans())
def test_what_is_written_is_read_back(messages: tuple[PassengerList, ...], moment: str, lines: bool) -> None:
    manifest = Manifest(sender="ZZ", recipient="XXAPIS", sent=moment, reference="42", messages=messages)
    read = parse(write(manifest, lines=lines))
    assert read.people == manifest.people
    assert dataclasses.replace(read, faults=(), separators=Separators()) == manifest
    assert [fault for fault in read.faults if fault.rule.startswith(("control", "segment", "text"))] == []


@given(st.lists(LISTS, max_size=2).map(tuple))
def test_a_list_read_and_written_again_stays_the_same(messages: tuple[PassengerList, ...]) -> None:
    once = write(Manifest(sender="ZZ", recipient="XXAPIS", reference="42", messages=messages))
    assert write(parse(once)) == once


@given(st.lists(st.sampled_from([*ADA, *BO]), max_size=12))
def test_whatever_order_a_person_s_segments_have_writing_what_was_read_is_stable(segments: list[str]) -> None:
    once = write(parse(sent(one(segments))))
    again = parse(once)
    assert again.people == parse(sent(one(segments))).people
    assert write(again) == once
