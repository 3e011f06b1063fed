"""Transmissions arrive damaged: nothing makes the reader stop, and a bad segment costs no more than itself."""

from __future__ import annotations

import dataclasses
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.exchange.pnrgov import PnrMessage, parse
from limen.exchange.pnrgov.report import report, shown

WHOLE = (
    "UNA:+.?*'UNB+IATA:1+ZZ+XXPNRGOV+261120:0910+0042'UNH+1+PNRGOV:13:1:IA+ZZ42'MSG+:22'ORG+ZZ:AAA'"
    "TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42'EQN+2'"
    "SRC'RCI+ZZ:ABC123::011026:1210'SSR+OTHS:HK:1:ZZ:::::QUIET'DAT+700:201126:0805'ORG+1X:MUC+1:F31+LON++T'"
    "ADD++700:1 HARBOUR STREET:CCC:::XX:1:15550101'TIF+EXAMPLE+ADA MRS:A:1'FTI+ZZ:12'REF+:00A1'FAR+N+++++Y'"
    "SSR+DOCS:HK:1:ZZ:::::/P/XXA/P1/XXA/12JUL74/F/23AUG29/EXAMPLE/ADA+::1'TKT+9991234567890:T:1'MON+T:1.00:EUR'"
    "FOP+CA::1.00'TIF+EXAMPLE+BEN MR:A:2'SSR+DOCS:HK:1:ZZ:::::/P/XXA/P2/XXA/02FEB71/M/23AUG29/EXAMPLE/BEN+::2'"
    "TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42:Y'RPI+2+HK'APD+789'RCI+ZZ:ABC123'DAT+2:211126:1004'ORG+ZZ:AAA++++A'"
    "TRI++7:::1'TIF+EXAMPLE+ADA MRS:A:1'SSD+15A++++Y'TBD++1:20:700+++ZZ:123:1:BBB'"
    "SRC'RCI+ZZ:DEF456::011026:1210'TIF+OTHER+CYRIL MR:A:1'TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42:Y'RPI+1+HK'"
    "ABI+1+:OFFICE+CCC++ZZ'DAT+T:011026:1210'SAC+++A'TIF+OTHER+CYRIL MR:A:1'LTS+0/O/NM/OTHER/CYRIL MR'"
    "UNT+42+1'UNZ+1+0042'"
)
SEGMENTS = WHOLE.removeprefix("UNA:+.?*'").split("'")[:-1]


def people(read: PnrMessage) -> list[str]:
    """Return the given names of everybody."""
    return [passenger.given_names for pnr in read.pnrs for passenger in pnr.passengers]


def rules(read: PnrMessage) -> set[str]:
    """Return the rules that were broken."""
    return {fault.rule for fault in read.faults}


def test_the_whole_is_without_fault() -> None:
    read = parse(WHOLE)
    assert (people(read), read.faults) == (["ADA", "BEN", "CYRIL"], ())


@pytest.mark.parametrize("lost", [one for one in SEGMENTS if one[:3] not in ("TIF", "SRC")])
def test_a_lost_segment_costs_nobody(lost: str) -> None:
    assert people(parse(WHOLE.replace(f"'{lost}'", "'", 1))) == ["ADA", "BEN", "CYRIL"]


def test_a_lost_start_of_a_booking_is_made_up_for() -> None:
    first = parse(WHOLE.replace("SRC'RCI+ZZ:ABC123", "RCI+ZZ:ABC123", 1))
    second = parse(WHOLE.replace("SRC'RCI+ZZ:DEF456", "RCI+ZZ:DEF456", 1))
    for read in (first, second):
        assert ([pnr.locator for pnr in read.pnrs], people(read)) == (["ABC123", "DEF456"], ["ADA", "BEN", "CYRIL"])
        assert "pnr.start_missing" in rules(read)


@pytest.mark.parametrize("damaged", ["T+L", "TV", "TVL1", "tvl", "T VL"])
def test_what_follows_a_name_behind_a_damaged_tag_is_nobody(damaged: str) -> None:
    read = parse(WHOLE.replace("TIF+OTHER+CYRIL MR:A:1'TVL", f"TIF+OTHER+CYRIL MR:A:1'{damaged}"))
    assert people(read) == ["ADA", "BEN", "CYRIL"]
    assert read.pnrs[-1].passengers[0].reference == "1"
    assert "segment.damaged" in rules(read)
    assert any("211126" in unread.text for unread in read.pnrs[-1].unread)


RUN_TOGETHER = sorted({one[:3] for one in SEGMENTS} - {"UNB", "UNH", "UNT", "UNZ", "SRC", "LTS"})


@pytest.mark.parametrize("tag", RUN_TOGETHER)
def test_a_terminator_lost_before_a_segment_costs_nothing(tag: str) -> None:
    read, whole = parse(WHOLE.replace(f"'{tag}+", f"{tag}+")), parse(WHOLE)
    assert people(read) == people(whole)
    for have, had in zip(read.pnrs, whole.pnrs, strict=True):
        assert [dataclasses.replace(one, segment=0) for one in have.documents] == [
            dataclasses.replace(one, segment=0) for one in had.documents
        ]
        assert (have.locators, have.contacts, have.dates) == (had.locators, had.contacts, had.dates)
        assert [(leg.board, leg.number, leg.departure, leg.status) for leg in have.legs] == [
            (leg.board, leg.number, leg.departure, leg.status) for leg in had.legs
        ]
        assert [(seat.number, seat.traveller) for seat in have.seats] == [
            (seat.number, seat.traveller) for seat in had.seats
        ]
        assert [tag for bags in have.bags for tag in bags.tags] == [tag for bags in had.bags for tag in bags.tags]
    assert read.flight == whole.flight
    assert rules(read) == {"segment.unterminated"}


@pytest.mark.parametrize("name", ["SAVATIF+ADA", "SIMON+T", "MARCI+JO", "MAZZAFAR+N", "MUSSA+DAT", "HADDADD+RPI"])
def test_a_name_that_ends_like_a_tag_is_no_segment(name: str) -> None:
    read = parse(WHOLE.replace("TIF+OTHER+CYRIL MR", f"TIF+{name}"))
    last = read.pnrs[-1].passengers[-1]
    assert f"{last.surname}+{last.given_names}" == name
    assert read.faults == ()


def test_a_booking_after_history_needs_no_start() -> None:
    tail = "RCI+ZZ:GHI789'TIF+LAST+DORA:A:1'UNT+42"
    read = parse(WHOLE.replace("UNT+42", tail))
    assert people(read) == ["ADA", "BEN", "CYRIL", "DORA"]


def test_a_transmission_without_its_header_is_read() -> None:
    read = parse(WHOLE[WHOLE.index("SRC'") :])
    assert people(read) == ["ADA", "BEN", "CYRIL"]
    assert "interchange.header_missing" in rules(read)


def test_a_text_cut_short_is_read_to_its_end() -> None:
    read = parse(WHOLE[: WHOLE.index("CYRIL") + 5])
    assert people(read) == ["ADA", "BEN", "CYRIL"]
    assert "interchange.truncated" in rules(read)


def test_what_belongs_to_a_flight_whose_segment_is_lost_is_kept_with_an_unknown_one() -> None:
    read = parse(WHOLE.replace("'TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42:Y'", "'", 1))
    (leg,) = read.pnrs[0].legs
    assert (leg.number, leg.status, leg.check_ins[0].boardings[0].seat) == ("", "HK", "15A")
    assert "tvl.missing" in rules(read)


def test_wrapped_lines_and_empty_segments_change_nothing() -> None:
    wrapped = "\r\n".join(WHOLE[at : at + 69] for at in range(0, len(WHOLE), 69))
    assert people(parse(wrapped)) == ["ADA", "BEN", "CYRIL"]
    empty = parse(WHOLE.replace("DAT+2:211126:1004'ORG+ZZ:AAA++++A'", "DAT'ORG'").replace("UNT+42", "UNT+41"))
    assert people(empty) == ["ADA", "BEN", "CYRIL"]
    assert "terminator.unescaped" not in rules(empty)
    assert [boarding.seat for check in empty.pnrs[0].legs[0].check_ins for boarding in check.boardings] == ["15A"]


def test_typographic_apostrophes_end_segments_too() -> None:
    for damaged in (WHOLE.replace("'TIF+", "’TIF+"), WHOLE.replace("'", "’\n").replace("’\n", "'", 1)):
        read = parse(damaged.encode())
        assert people(read) == ["ADA", "BEN", "CYRIL"]
        assert "terminator.quote" in rules(read)


def test_an_apostrophe_in_a_name_is_left_there() -> None:
    read = parse(WHOLE.replace("OTHER+CYRIL", "O’BRIEN+CYRIL"))
    assert read.pnrs[1].passengers[0].surname == "O’BRIEN"


def test_segments_run_together_are_told_apart() -> None:
    damaged = WHOLE.replace(
        "ORG+1X:MUC+1:F31+LON++T'ADD++700:1 HARBOUR STREET:CCC:::XX:1:15550101'TIF", "ORG+1X:MUC+1:F31+LON++9TIF"
    )
    read = parse(damaged)
    assert people(read) == ["ADA", "BEN", "CYRIL"]
    assert "segment.unterminated" in rules(read)


def test_a_passenger_behind_the_itinerary_is_found() -> None:
    read = parse(WHOLE.replace("RPI+1+HK'", "RPI+1+HK'TIF+LATE+DORA:A:2'"))
    assert people(read) == ["ADA", "BEN", "CYRIL", "DORA"]
    assert "passenger.late" in rules(read)


def test_two_passengers_of_one_reference_stay_two() -> None:
    read = parse(WHOLE.replace("TIF+EXAMPLE+BEN MR:A:2", "TIF+EXAMPLE+BEN MR:A:1"))
    assert [passenger.reference for passenger in read.pnrs[0].passengers] == ["1", "p2"]
    assert [passenger.documents[0].number for passenger in read.pnrs[0].passengers] == ["P1", "P2"]
    assert "traveller.twice" in rules(read)


def test_what_is_not_understood_is_kept_as_text_where_it_stood() -> None:
    read = parse(
        WHOLE.replace("MSG+:22'", "QQQ+1:2+3'MSG+:22'")
        .replace("FAR+N+++++Y'", "QQQ+4'")
        .replace("SRC'RCI", "SRC'SSD+1A'RCI", 1)
    )
    assert [unread.text for unread in read.unread] == ["QQQ+1:2+3"]
    assert [unread.text for unread in read.pnrs[0].unread] == ["SSD+1A", "QQQ+4"]
    assert people(read) == ["ADA", "BEN", "CYRIL"]
    assert [fault.segment for fault in read.faults if fault.rule == "segment.unplaced"] == [3, 9, 18]


def test_a_message_of_another_type_is_said_to_be_one() -> None:
    read = parse("UNB+UNOA:4+A+B+261120:0910+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'NAD+FL+++DOE:JO'UNT+4+1'UNZ+1+1'")
    assert {"message.type", "pnr.none"} <= rules(read)
    assert [unread.text for unread in read.unread] == ["BGM+745", "NAD+FL+++DOE:JO"]


def test_the_empty_text_is_read() -> None:
    for nothing in ("", b"", " \r\n", "hello"):
        assert (parse(nothing).pnrs, "pnr.none" in rules(parse(nothing))) == ((), True)


def checked(source: bytes | str) -> None:
    """Read a source and print what was read, twice with one outcome."""
    read = parse(source)
    assert parse(source) == read
    report(read)
    list(shown(read))


TAGS = sorted({segment[:3] for segment in SEGMENTS})
PIECE = st.one_of(
    st.sampled_from(
        ["", "+", ":", "'", "?", "’", "/", "//", "-1", "DOCS", "INFT", "TKNE", "CTCE", "SEAT", "CC", "700", "A", "G"]
    ),
    st.sampled_from(["211126", "1200", "12JUL74", "000000", "999999", "2500", "1", "99", "٣", "²", "4012888888881881"]),
    st.text(max_size=6),
)
SEGMENT = st.builds(
    lambda tag, pieces, end: tag + "+".join(["", *pieces]) + end,
    st.sampled_from(TAGS),
    st.lists(PIECE, max_size=9),
    st.sampled_from(["'", "'", "'", ""]),
)


@given(st.one_of(st.text(), st.binary(), st.lists(SEGMENT, max_size=40).map("".join)))
@settings(deadline=None)
def test_no_input_raises_and_the_outcome_is_always_the_same(source: bytes | str) -> None:
    checked(source)


@given(st.lists(st.one_of(st.sampled_from(SEGMENTS).map(lambda one: f"{one}'"), SEGMENT), max_size=60).map("".join))
@settings(deadline=None)
def test_no_order_of_segments_raises(body: str) -> None:
    checked(body)


@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.text(max_size=5))
@settings(deadline=None)
def test_no_cut_or_insertion_raises(at: int, size: int, text: str) -> None:
    checked(WHOLE[:at] + text + WHOLE[at + size :])


def taken(text: str) -> float:
    """Return the processor's time that reading a text takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        parse(text)
        best = min(best, time.process_time() - start)
    return best


PARTS = (
    "SRC'", "TIF+A+B:A:1'", "RCI+ZZ:A'", "TVL+1+A+B+C+D'", "LTS+CTC CTC '", "SSR+CTCE:::::::: / - '", "CC ", "1 ",
    "?", "'", "-1", "EQN+1'", "SAC+++A'", "TRI++1'TIF+A+B'", "DAT'", "9TIF+AB+", "’", "SSR+INFT::::::::A/B 01JAN26'",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_the_time_taken_grows_no_faster_than_the_text(part: str) -> None:
    """Four times the text may take four times the time; sixteen times would be its square."""
    head = WHOLE[: WHOLE.index("TIF+EXAMPLE+BEN")]
    assert taken(head + part * 8000) < 10 * taken(head + part * 2000) + 0.05


@pytest.mark.parametrize(
    "begin", ["ORG+", "RCI+ZZ:", "SSR+DOCS::::::::", "SSR+INFT::::::::A/", "LTS+/AP ", "IFT+4:28+CTC", "FOP+CC::1:VI:"]
)
@pytest.mark.parametrize("part", ["1", "A", " ", "/", "-1", "CC", "9TIF", "'DAT", "1 ", "12A"])
def test_nor_than_one_element(begin: str, part: str) -> None:
    head = WHOLE[: WHOLE.index("TIF+EXAMPLE+ADA")] + begin
    assert taken(head + part * 20000 + "+B'") < 10 * taken(head + part * 5000 + "+B'") + 0.05
