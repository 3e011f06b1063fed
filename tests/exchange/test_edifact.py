"""An interchange arrives as senders, teletypes and mail systems leave it: it is read, and every fault said."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from limen.exchange.edifact import Segment, Separators, make, read_interchange, write

CLEAN = (
    "UNA:+.? 'UNB+UNOA:4+SENDER+RECIPIENT+261124:1805+42++APIS'UNG+PAXLST+SENDER+RECIPIENT+261124:1805+7+UN+D:12B'"
    "UNH+M1+PAXLST:D:12B:UN:IATA+ACCESS+01:F'BGM+745'NAD+FL+++DOE:JANE'ATT+2++F'CNT+42:1'UNT+6+M1'UNE+1+7'UNZ+1+42'"
)


def rules(source: bytes | str) -> list[str]:
    """Return the rules of an interchange's faults."""
    return [fault.rule for fault in read_interchange(source).faults]


def body(source: bytes | str) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Return tags and elements of every segment."""
    return [(segment.tag, segment.elements) for segment in read_interchange(source).segments]


def wrapped(text: str, width: int = 20) -> str:
    """Return a text as a teletype wraps it."""
    return "\r\n".join(text[place : place + width] for place in range(0, len(text), width))


def test_a_clean_interchange_is_read_without_fault() -> None:
    read = read_interchange(CLEAN)
    assert read.faults == ()
    assert [segment.tag for segment in read.segments] == [
        "UNB", "UNG", "UNH", "BGM", "NAD", "ATT", "CNT", "UNT", "UNE", "UNZ",
    ]  # fmt: skip
    (group,), (message,) = read.groups, read.messages
    assert (group.type, group.sender, group.recipient, group.reference) == ("PAXLST", "SENDER", "RECIPIENT", "7")
    assert (message.type, message.version, message.release, message.agency) == ("PAXLST", "D", "12B", "UN")
    assert (message.reference, message.complete, len(message.segments)) == ("M1", True, 6)
    name = read.segments[4]
    assert (name.number, CLEAN[name.offset : name.offset + 6]) == (5, "NAD+FL")
    assert (name.get(0), name.get(3), name.get(3, 1), name.get(3, 9), name.get(9)) == ("FL", "DOE", "JANE", "", "")
    assert read.header is not None
    assert read.header.get(4) == "42"


@pytest.mark.parametrize(
    ("component", "element", "release", "terminator"),
    [
        (":", "+", "?", "'"),
        (":", "*", "?", "#"),
        ("|", "^", "\\", "~"),
        ("\x1f", "\x1d", "?", "\x1c"),
        (":", "+", "", '"'),
    ],
)
def test_any_separators_a_una_states_are_used(component: str, element: str, release: str, terminator: str) -> None:
    separators = Separators(component, element, ".", release, " ", terminator)
    segments = read_interchange(CLEAN).segments
    read = read_interchange(write(segments, separators))
    assert [segment.elements for segment in read.segments] == [segment.elements for segment in segments]
    assert (read.separators.element, read.separators.terminator, read.separators.stated) == (element, terminator, True)


@pytest.mark.parametrize(("element", "component", "terminator"), [("+", ":", "'"), ("*", ":", "#"), ("+", ":", '"')])
def test_separators_are_guessed_where_there_is_no_una(element: str, component: str, terminator: str) -> None:
    text = CLEAN.removeprefix("UNA:+.? '").replace("+", element).replace(":", component).replace("'", terminator)
    read = read_interchange(text)
    assert read.faults == ()
    assert (read.separators.element, read.separators.terminator, read.separators.stated) == (element, terminator, False)


def test_lines_may_end_segments() -> None:
    stated = CLEAN.replace("'", "\n")
    guessed = CLEAN.removeprefix("UNA:+.? '").replace("'", "\r\n")
    assert body(stated) == body(CLEAN) == body(guessed)


@pytest.mark.parametrize("width", [1, 2, 3, 7, 20, 69])
def test_wrapped_lines_are_joined_wherever_the_line_breaks(width: int) -> None:
    read = read_interchange(wrapped(CLEAN, width))
    assert [(segment.tag, segment.elements) for segment in read.segments] == body(CLEAN)
    assert read.faults == ()


def test_each_segment_on_its_line_keeps_its_offset() -> None:
    text = CLEAN.replace("'", "'\r\n")
    read = read_interchange(text)
    assert read.faults == ()
    assert all(text[segment.offset :].startswith(segment.tag) for segment in read.segments)
    mangled = read_interchange("HEADER LINE\r\n" + wrapped(text))
    assert [segment.elements for segment in mangled.segments] == [segment.elements for segment in read.segments]


def test_mail_around_the_message_is_left_out_and_reported() -> None:
    mail = f"QP ABCDEFG\r\n.HIJKLMN 241805\r\n{wrapped(CLEAN)}\r\n\r\nChecked by an UNZ+1 virus scanner: UNT, UNB\r\n"
    assert body(mail) == body(CLEAN)
    assert rules(mail) == ["text.before", "text.after"]


def test_soft_breaks_and_marks_of_quotation_are_left_out() -> None:
    soft = "=\r\n".join(CLEAN[place : place + 30] for place in range(0, len(CLEAN), 30))
    quoted = "Forwarded\n" + "\n".join(f"> {CLEAN[place : place + 30]}" for place in range(0, len(CLEAN), 30))
    assert body(soft) == body(CLEAN) == body(quoted)


def test_an_apostrophe_in_a_name_does_not_end_the_segment() -> None:
    text = CLEAN.replace("DOE:JANE", "O'BRIEN:D'ARCY O'NEIL")
    read = read_interchange(text)
    assert read.segments[4].elements[3] == ("O'BRIEN", "D'ARCY O'NEIL")
    assert [(fault.rule, fault.segment) for fault in read.faults] == [("terminator.unescaped", 5)] * 3
    assert text[read.faults[0].offset] == "'"


@pytest.mark.parametrize("name", ["D'BEA", "M'ALI", "D'UNG", "O'DEA:UNA", "N'UNT"])
def test_a_name_that_looks_like_a_tag_stays_a_name(name: str) -> None:
    read = read_interchange(CLEAN.replace("DOE:JANE", name).replace("NAD+FL+++N'UNT", "NAD+FL+++N'UNTA"))
    assert read.segments[4].get(3).startswith(name[:2])
    assert [segment.tag for segment in read.segments] == [tag for tag, _ in body(CLEAN)]


def test_released_separators_are_text() -> None:
    text = CLEAN.replace("DOE:JANE", "O?'BRIEN?+?:??:JANE")
    read = read_interchange(text)
    assert read.faults == ()
    assert read.segments[4].elements[3] == ("O'BRIEN+:?", "JANE")
    assert text[read.segments[5].offset :].startswith("ATT")


def test_a_released_release_character_before_a_terminator_ends_the_segment() -> None:
    read = read_interchange(CLEAN.replace("DOE:JANE", "DOE:WHAT??"))
    assert read.faults == ()
    assert read.segments[4].get(3, 1) == "WHAT?"


def test_a_lost_terminator_at_a_line_end_is_put_back() -> None:
    text = CLEAN.replace("ATT+2++F'", "ATT+2++F\n")
    assert body(text) == body(CLEAN)
    assert rules(text) == ["segment.unterminated"]


def test_a_truncated_tail_keeps_what_came() -> None:
    text = CLEAN[: CLEAN.index("JANE") + 2]
    read = read_interchange(text)
    assert read.segments[-1].elements[3] == ("DOE", "JA")
    assert rules(text) == ["interchange.truncated", "control.missing", "control.missing", "control.missing"]


def test_a_trailer_before_its_time_does_not_end_the_message() -> None:
    text = CLEAN.replace("ATT+2++F'", "UNT+3+M1'ATT+2++F'")
    (message,) = read_interchange(text).messages
    assert [segment.tag for segment in message.segments][-3:] == ["ATT", "CNT", "UNT"]
    assert rules(text) == ["segment.after_trailer", "control.count"]
    after = CLEAN + "ATT+2++M'"
    assert [segment.tag for segment in read_interchange(after).segments][-1] == "ATT"
    assert "segment.after_trailer" in rules(after)


def test_controls_that_do_not_hold_are_faults() -> None:
    assert rules(CLEAN.replace("UNT+6", "UNT+9")) == ["control.count"]
    assert rules(CLEAN.replace("UNT+6+M1", "UNT+6+M2")) == ["control.reference"]
    assert rules(CLEAN.replace("UNE+1+7", "UNE+2+8")) == ["control.count", "control.reference"]
    assert rules(CLEAN.replace("UNZ+1", "UNZ+3")) == ["control.count"]
    assert rules(CLEAN.replace("UNE+1+7'", "")) == ["control.missing"]
    assert "control.missing" in rules(CLEAN.replace("UNH+M1+PAXLST:D:12B:UN:IATA+ACCESS+01:F'", ""))


def test_several_interchanges_in_one_text_are_all_read() -> None:
    other = CLEAN.replace("+", "*").replace("'", "#")
    read = read_interchange(CLEAN + "\r\n" + other)
    assert [message.reference for message in read.messages] == ["M1", "M1"]
    assert read.faults == ()


@pytest.mark.parametrize(
    ("component", "element", "release", "terminator"),
    [(":", "*", "?", "#"), ("|", "^", "\\", "~"), ("\x1f", "\x1d", "?", "\x1c"), (":", "+", "", '"')],
)
def test_each_interchange_is_read_with_its_own_separators(
    component: str, element: str, release: str, terminator: str
) -> None:
    ours = read_interchange(CLEAN.replace("DOE:JANE", "D+O:J*N|E^~#" if not release else "D?+O??:J*N|E^~#")).segments
    other = write(ours, Separators(component, element, ".", release, " ", terminator)).decode()
    first, second = read_interchange(CLEAN + other), read_interchange(other + CLEAN)
    expected = [segment.elements for segment in read_interchange(other).segments]
    clean = [segment.elements for segment in read_interchange(CLEAN).segments]
    assert [segment.elements for segment in first.segments] == clean + expected
    assert [segment.elements for segment in second.segments] == expected + clean
    assert [segment.number for segment in second.segments] == list(range(1, 21))
    assert {fault.rule for fault in (*first.faults, *second.faults)} == set()
    assert all((CLEAN + other)[segment.offset :].startswith(segment.tag) for segment in first.segments)


def test_information_separators_are_guessed_where_there_is_no_una() -> None:
    text = CLEAN.removeprefix("UNA:+.? '").translate({ord("+"): "\x1d", ord(":"): "\x1f", ord("'"): "\x1c"})
    assert body(text) == body(CLEAN)
    assert read_interchange(text).separators.release == ""
    inner = text[text.index("UNH") : text.index("UNE")]
    assert read_interchange(inner).separators.element == "\x1d"


def test_an_empty_element_between_information_separators_is_kept() -> None:
    assert read_interchange("UNB\x1dUNOA\x1f4\x1dA\x1dB\x1cNAD\x1d\x1dX\x1c").segments[1].elements == (("",), ("X",))


@pytest.mark.parametrize("terminator", ["'", "#"])
def test_a_record_without_header_may_begin_with_a_tag_alone(terminator: str) -> None:
    read = read_interchange("SRC'RCI+1A:X'DAT'ORG'TIF+DOE:A+JANE:A:1'".replace("'", terminator))
    assert [segment.tag for segment in read.segments] == ["SRC", "RCI", "DAT", "ORG", "TIF"]
    assert (read.separators.element, read.separators.terminator) == ("+", terminator)
    assert [fault.rule for fault in read.faults] == ["interchange.header_missing", "control.missing", "control.missing"]


def test_empty_segments_of_a_record_are_segments_and_the_rest_of_a_name_is_none() -> None:
    record = CLEAN.replace("PAXLST", "PNRGOV").replace("NAD+FL+++DOE:JANE'", "SRC'ORG'DAT'")
    assert [tag for tag, _ in body(record)][4:7] == ["SRC", "ORG", "DAT"]
    assert [tag for tag, _ in body(record + "\r\nFOOTER")][4:7] == ["SRC", "ORG", "DAT"]
    assert body(CLEAN.replace("DOE:JANE", "D'ORG"))[4] == ("NAD", (("FL",), ("",), ("",), ("D'ORG",)))


def test_a_message_without_interchange_is_read() -> None:
    inner = CLEAN[CLEAN.index("UNH") : CLEAN.index("UNE")]
    read = read_interchange(inner)
    assert [message.type for message in read.messages] == ["PAXLST"]
    assert [fault.rule for fault in read.faults] == ["interchange.header_missing"]


def test_a_una_the_message_contradicts_is_not_believed() -> None:
    assert rules(CLEAN.replace("UNA:+.? '", "UNA:*.? '")) == ["una.contradicted"]
    assert body(CLEAN.replace("UNA:+.? '", "UNA:+.? \u2019")) == body(CLEAN)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "cp500", "utf-16"])
def test_bytes_are_read_in_the_sender_s_alphabet(encoding: str) -> None:
    text = CLEAN.replace("DOE", "MÜLLER")
    assert read_interchange(text.encode(encoding)).segments[4].get(3) == "MÜLLER"


@pytest.mark.parametrize("nothing", ["", "   \n", "no message here", "\x00\xff", b"\xff\xfe\x00"])
def test_a_text_without_a_segment_is_a_fault(nothing: str | bytes) -> None:
    read = read_interchange(nothing)
    assert read.segments == ()
    assert len(read.faults) == 1


TEXT = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=12)
SEGMENTS = st.lists(
    st.builds(
        lambda tag, elements: make(tag, *elements),
        st.sampled_from(["NAD", "DOC", "FTX", "LOC", "COM"]),
        st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=4),
    ),
    max_size=8,
)


def trimmed(segment: Segment) -> list[list[str]]:
    """Return elements without what writing leaves out at the ends."""
    elements = [list(components) for components in segment.elements]
    for components in elements:
        while components and not components[-1]:
            components.pop()
    while elements and not elements[-1]:
        elements.pop()
    return elements


@given(SEGMENTS)
def test_what_is_written_is_read_back(segments: list[Segment]) -> None:
    head, tail = make("UNB", ("UNOA", "4"), "A", "B", ("261124", "1805"), "1"), make("UNZ", "0", "1")
    whole = [head, *(segment for segment in segments if trimmed(segment)), tail]
    read = read_interchange(write(whole))
    assert [(segment.tag, trimmed(segment)) for segment in read.segments] == [
        (segment.tag, trimmed(segment)) for segment in whole
    ]


FRAGMENTS = st.sampled_from(
    [
        "UNA:+.? '", "UNA:*.? #", "UNB+UNOA:4+A+B+261124:1805+3'", "UNB*UNOA:4*", "UNH+1+PAXLST:D:12B:UN'", "UNZ+1+3'",
        "NAD+FL+++O'BRIEN:X'", "UNT+2+1'", "UNE+1+1'", "UNG+PAXLST+", "ABC+", "SRC'", "\r\n", "\n\n", "=\n", "> UNB",
        "'", "?", "+", ":", "\x1c", "\x1d", "é", " ", "\x00", "\x01",
    ]
)  # fmt: skip


@given(st.lists(FRAGMENTS | st.text(max_size=5), max_size=25).map("".join))
@example("UNA:+.? \n")
def test_no_text_stops_the_reading(text: str) -> None:
    read = read_interchange(text)
    assert all(0 <= segment.offset <= len(text) for segment in read.segments)
    assert all(0 <= fault.offset <= len(text) for fault in read.faults)
    assert [segment.number for segment in read.segments] == list(range(1, len(read.segments) + 1))
    read_interchange(write(read.segments, read.separators))


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reading(source: bytes) -> None:
    read_interchange(source)
