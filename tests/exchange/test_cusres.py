"""A carrier is answered about each person, tells us it understood, or that it could not: written and read alike."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.exchange.cusres import (
    Directive,
    Error,
    Response,
    acknowledge,
    answer,
    codes,
    parse,
    parse_all,
    refuse,
    write,
)
from limen.exchange.paxlst import Leg
from limen.exchange.paxlst import parse as parse_list
from limen.kernel.errors import BadInput, DeclarationError
from tests.exchange.lists import ADA, one, sent

BO = ("NAD+FL+++SPECIMEN:BO'", "RFF+AVF:DEF456'", "RFF+ABO:102'")
LEG = Leg("ZZ42", departure="AAA", departs="2026-11-24T18:05", arrival="BBB", arrives="2026-11-24T22:10", crosses=True)
ANSWER = Response(
    "answer",
    "TRX1",
    (LEG,),
    (Directive("0Z", "101", "ABC123", "OK TO BOARD"), Directive("1Z", "102", "DEF456", "NO BOARD, O'NEIL: CALL +1?")),
    sender="XXAPIS",
    recipient="ZZ",
    sent="2026-11-24T17:06",
    control="43",
    reference="M9",
    access="ACC1",
    part=1,
    final=True,
)
TEXT = (
    "UNB+UNOA:4+XXAPIS+ZZ+261124:1706+43++IAPI'UNG+CUSRES+XXAPIS+ZZ+261124:1706+1+UN+D:05B'"
    "UNH+M9+CUSRES:D:05B:UN:IATA+ACC1+01:F'BGM+962'RFF+TN:TRX1'RFF+AF:ZZ42'DTM+189:2611241805:201'"
    "DTM+232:2611242210:201'LOC+125+AAA'LOC+87+BBB'ERP+2'RFF+AVF:ABC123'RFF+ABO:101'ERC+0Z'FTX+AAP+++OK TO BOARD'"
    "ERP+2'RFF+AVF:DEF456'RFF+ABO:102'ERC+1Z'FTX+AAP+++NO BOARD, O?'NEIL?: CALL ?+1??'UNT+19+M9'UNE+1+1'UNZ+1+43'"
)


def rules(text: str) -> list[str]:
    """Return the rules of an answer's faults."""
    return [fault.rule for fault in parse(text).faults]


def changed(before: str, after: str) -> str:
    """Return the answer's text with a change, and its count of segments right."""
    text = TEXT.replace(before, after)
    assert text != TEXT
    return text.replace("UNT+19", f"UNT+{19 + after.count(chr(39)) - before.count(chr(39))}")


def test_an_answer_says_of_each_person_whether_to_board() -> None:
    read = parse(TEXT)
    assert read.faults == ()
    assert read == ANSWER
    second = read.of("102")
    assert second is not None
    assert (second.code, codes().may_board(second.code), codes().title(second.code)) == (
        "1Z", False, "Must not board",
    )  # fmt: skip
    assert read.of("999") is None


def test_an_answer_is_written_as_the_guide_has_it() -> None:
    assert write(ANSWER).decode() == "UNA:+.? '" + TEXT
    assert parse(write(ANSWER, lines=True)) == ANSWER


def test_a_list_is_answered_with_one_directive_a_person() -> None:
    text = sent(one(ADA, BO)).replace("BGM+745'", "BGM+745'RFF+TN:TRX1'")
    made = answer(parse_list(text), lambda person: Directive("0Z" if person.surname == "EXAMPLE" else "1Z"))
    assert (made.sender, made.recipient, made.transaction, made.access, made.legs) == (
        "XXAPIS", "ZZ", "TRX1", "ACC1", (LEG,),
    )  # fmt: skip
    assert made.directives == (Directive("0Z", "101", "ABC123"), Directive("1Z", "102", "DEF456"))
    read = parse(write(made))
    assert (read.directives, read.legs, read.faults) == (made.directives, made.legs, ())
    assert answer(parse_list(""), lambda person: Directive("0Z")).directives == ()


def test_a_change_unasked_is_acknowledged_by_echo_or_refused() -> None:
    change = parse(write(dataclasses.replace(ANSWER, kind="change", directives=(Directive("1Z", "101", "ABC123"),))))
    assert (change.kind, change.faults) == ("change", ())
    echo = acknowledge(change)
    assert (echo.kind, echo.sender, echo.recipient) == ("acknowledgement", "ZZ", "XXAPIS")
    assert (echo.directives, echo.legs, echo.transaction) == (change.directives, change.legs, "TRX1")
    assert parse(write(echo)) == echo
    refused = refuse(change, "118", "NO SUCH PERSON")
    assert refused.errors == (Error("118", "1", "NO SUCH PERSON"),)
    assert (refused.directives, refused.legs, refused.transaction) == ((), (), "")
    assert parse(write(refused)) == refused
    assert codes().title("118")


@pytest.mark.parametrize(("code", "kind"), [("962", "answer"), ("132", "change"), ("312", "acknowledgement")])
def test_the_beginning_says_what_kind_of_answer_it_is(code: str, kind: str) -> None:
    read = parse(TEXT.replace("BGM+962", f"BGM+{code}"))
    assert (read.kind, read.faults) == (kind, ())


def test_a_flight_of_several_legs_is_told_leg_by_leg() -> None:
    domestic = dataclasses.replace(LEG, departure="CCC", arrival="AAA", departs="2026-11-24T15:00", crosses=False)
    two = dataclasses.replace(ANSWER, legs=(domestic, LEG))
    assert parse(write(two)) == two
    day_alone = dataclasses.replace(ANSWER, legs=(dataclasses.replace(LEG, departs="2026-11-24", arrives=""),))
    assert b"DTM+189:261124:101'" in write(day_alone)
    assert parse(write(day_alone)) == day_alone


def test_several_codes_for_a_person_are_kept() -> None:
    read = parse(changed("ERC+0Z'", "ERC+0Z'ERC+A1'ERC+B2'"))
    assert read.directives[0].more == ("A1", "B2")
    assert read.faults == ()
    assert parse(write(read)) == read


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("BGM+962'", "BGM+999'", "message.kind"),
        ("ERC+0Z'", "ERC+9Z'", "code.unknown"),
        ("ERC+0Z'", "ERC+0ZZ'", "code.unknown"),
        ("ERC+0Z'", "", "code.missing"),
        ("ERP+2'RFF+AVF:ABC123'RFF+ABO:101'ERC+0Z'", "ERC+118'", "error_point.missing"),
        ("189:2611241805", "189:26112418XX", "time.unreadable"),
        ("CUSRES:D", "CUSCAR:D", "message.type"),
        ("CUSRES:D", "CUSREX:D", "message.type"),
        ("UNT+19", "UNT+18", "control.count"),
    ],
)
def test_what_is_wrong_with_an_answer_is_said(before: str, after: str, rule: str) -> None:
    assert rules(TEXT.replace(before, after) if before == "UNT+19" else changed(before, after)) == [rule]


def test_two_directives_for_one_person_are_said_and_the_one_that_stops_is_kept_in_force() -> None:
    for first, second in (("0Z", "1Z"), ("1Z", "0Z")):
        said = f"ERP+2'RFF+ABO:101'ERC+{first}'ERP+2'RFF+ABO:101'ERC+{second}'"
        read = parse(f"UNB+UNOA:4+A+B+1:1+1'UNH+1+CUSRES:D:05B'BGM+962'{said}UNT+9+1'UNZ+1+1'")
        assert [directive.code for directive in read.directives] == [first, second]
        assert [(fault.rule, fault.segment) for fault in read.faults] == [("directive.twice", 7)]
        found = read.of("101")
        assert found is not None
        assert found.code == "1Z"


def test_an_answer_whose_name_is_damaged_is_read() -> None:
    assert parse(changed("CUSRES:D", "CURES:D")).directives == parse(TEXT).directives


def test_text_is_read_and_its_language_is_not() -> None:
    read = parse(changed("FTX+AAP+++OK TO BOARD'", "FTX+AAP+++OK TO:BOARD+EN'FTX+AAP+++GATE 4'"))
    assert (read.directives[0].text, read.faults) == ("OK TO BOARD GATE 4", ())


def test_every_answer_in_a_transmission_is_read() -> None:
    message = TEXT[TEXT.index("UNH") : TEXT.index("UNE")]
    both = parse_all(TEXT.replace(message, message + message.replace("+M9", "+M10")).replace("UNE+1", "UNE+2"))
    assert [one.reference for one in both] == ["M9", "M10"]
    assert [len(one.directives) for one in both] == [2, 2]
    assert both[0].faults == ()


def test_a_fault_stands_with_the_message_it_stands_in() -> None:
    message = TEXT[TEXT.index("UNH") : TEXT.index("UNE")]
    second = message.replace("+M9", "+M10").replace("UNT+19", "UNT+18")
    foreign = message.replace("CUSRES:D", "CUSCAR:D")
    text = "MAIL\r\n" + TEXT.replace(message, message + second + foreign).replace("UNE+1", "UNE+3")
    one, two = parse_all(text)
    assert [fault.rule for fault in one.faults] == ["text.before", "message.type"]
    assert text[one.faults[1].offset :].startswith("UNH+M9+CUSCAR")
    assert [fault.rule for fault in two.faults] == ["control.count"]


def test_nothing_is_no_answer() -> None:
    read = parse("")
    assert (read.kind, read.directives) == ("", ())
    assert rules("") == ["interchange.empty"]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (dataclasses.replace(ANSWER, kind=""), "kind.unknown"),
        (dataclasses.replace(ANSWER, directives=(Directive("9Z", "101"),)), "directive.unknown"),
        (dataclasses.replace(ANSWER, directives=(Directive("", "101"),)), "directive.unknown"),
        (dataclasses.replace(ANSWER, directives=(Directive("0Z"),)), "directive.nobody"),
        (dataclasses.replace(ANSWER, directives=(Directive("0Z", "1"), Directive("1Z", "1"))), "directive.twice"),
    ],
)
def test_an_answer_that_would_mislead_a_carrier_is_not_written(wrong: Response, rule: str) -> None:
    with pytest.raises(BadInput) as refused:
        write(wrong)
    assert [problem.rule for problem in refused.value.problems] == [rule]


def test_codes_are_data_and_a_state_adds_its_own(tmp_path: Path) -> None:
    ours = codes()
    assert (ours.may_board("0Z"), ours.may_board("1Z"), ours.may_board("4Z"), ours.may_board("2Z")) == (
        True, False, False, None,
    )  # fmt: skip
    assert (ours.may_board("0"), ours.may_board("XZ"), ours.title("XZ"), ours.knows("0A")) == (None, None, "", False)
    assert all(code.source for code in (*ours.directives.values(), *ours.statuses.values(), *ours.errors.values()))
    file = tmp_path / "state.toml"
    file.write_text(
        '[[directive]]\nfirst = "7"\ntitle = "Wait"\nsource = "decree"\nmay_board = false\n'
        '[[status]]\nsecond = "A"\ntitle = "Authorised"\nsource = "decree"\n'
    )
    theirs = codes(file)
    assert (theirs.knows("7A"), theirs.may_board("7A"), theirs.title("7A"), theirs.knows("0A")) == (
        True, False, "Wait", True,
    )  # fmt: skip
    answer_in_theirs = dataclasses.replace(ANSWER, directives=(Directive("7A", "101"),))
    assert parse(write(answer_in_theirs, table=theirs), table=theirs).faults == ()
    assert rules(write(answer_in_theirs, table=theirs).decode()) == ["code.unknown"]


@pytest.mark.parametrize("content", ["[[directive]]\nfirst = '7'\n", "directive = [1]", "not toml", "\x00"])
def test_a_table_of_codes_that_lacks_something_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "state.toml"
    file.write_text(content)
    with pytest.raises(DeclarationError, match=r"state\.toml"):
        codes(file)


def test_a_table_of_codes_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"absent\.toml"):
        codes(tmp_path / "absent.toml")


FRAGMENTS = st.sampled_from(
    [f"{segment}'" for segment in TEXT.split("'")] + ["ERP'", "ERC'", "FTX+AAP'", "LOC'", "RFF+AF'", "DTM+189'", "'"]
)


@given(st.lists(FRAGMENTS | st.text(max_size=6), max_size=30).map("".join))
def test_no_text_stops_the_reading(text: str) -> None:
    for read in parse_all(text):
        assert all(0 <= fault.offset <= len(text) for fault in read.faults)


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reading(source: bytes) -> None:
    parse_all(source)


WORD = st.text("ABCDEFGHXYZ0123456789", min_size=1, max_size=8)
SAID = st.text(st.characters(categories=["Lu", "Ll", "Nd"], include_characters=" '-?+:."), max_size=20).map(str.strip)
DIRECTIVES = st.lists(
    st.builds(Directive, st.sampled_from(["0Z", "1Z", "2Z", "4Z"]), WORD, WORD | st.just(""), SAID),
    max_size=4,
    unique_by=lambda directive: directive.reference,
).map(tuple)
RESPONSES = st.builds(
    Response,
    kind=st.sampled_from(["answer", "change", "acknowledgement"]),
    transaction=WORD | st.just(""),
    legs=st.just((LEG,)) | st.just(()),
    directives=DIRECTIVES,
    errors=st.lists(st.builds(Error, WORD, st.sampled_from("13"), SAID), max_size=2).map(tuple),
    sender=WORD,
    recipient=WORD,
    sent=st.dates(date(1985, 1, 1), date(2070, 1, 1)).map(lambda day: f"{day}T12:00") | st.just(""),
    control=WORD,
    reference=WORD,
    access=WORD | st.just(""),
    part=st.integers(0, 99),
    final=st.booleans(),
)


@given(RESPONSES, st.booleans())
def test_what_is_written_is_read_back(response: Response, lines: bool) -> None:
    read = parse(write(response, lines=lines))
    assert read == response
    assert read.faults == ()
    assert write(read) == write(response)
