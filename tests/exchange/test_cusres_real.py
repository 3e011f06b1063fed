"""The dialogue of a carrier with a border agency, as certification plays it, replayed message by message."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from limen.exchange.cusres import Directive, Error, acknowledge, answer, codes, parse, refuse, write
from limen.exchange.paxlst import Manifest
from limen.exchange.paxlst import parse as parse_list

OK, NO = "OK TO BOARD", "NO BOARD, if there is a question, please contact with NIA of China, tel861056095288."
SAID = {
    "iapi-02": ("answer", [("101", "MWZRDQ", "0Z", OK), ("102", "MWZRCY", "0Z", OK)]),
    "iapi-04": ("answer", [("104", "MXRLBK", "1Z", NO)]),
    "iapi-06": ("answer", [("104", "MXRLBK", "0Z", OK)]),
    "iapi-09": ("answer", [("101", "MWZRDQ", "0Z", OK)]),
    "iapi-10": ("answer", [("101", "MWZRDQ", "0Z", OK), ("107", "MWZRCQ", "1Z", NO)]),
    "iapi-11": ("change", [("105", "NY7HZZ", "1Z", "")]),
    "iapi-12": ("acknowledgement", [("105", "NY7HZZ", "1Z", "")]),
    "iapi-13": ("change", [("105", "NY7HZZ", "0Z", "")]),
    "iapi-14": ("acknowledgement", []),
}
"""Kind of each answer, and reference, locator, code and text of each directive in it, read from the text by hand."""


@pytest.fixture
def dialogue(shared_data: Path) -> dict[str, str]:
    """Return every message of the dialogue by its number."""
    file = shared_data / "inspections" / "iapi" / "iapi_cn_scenarios.jsonl"
    return {entry["id"]: entry["message"] for entry in map(json.loads, file.read_text("utf-8").splitlines())}


def listed(dialogue: dict[str, str], name: str) -> Manifest:
    """Return a list of the dialogue."""
    return parse_list(dialogue[name])


@pytest.mark.shared_data
@pytest.mark.parametrize("name", sorted(SAID))
def test_each_answer_says_what_the_dialogue_says(dialogue: dict[str, str], name: str) -> None:
    kind, directives = SAID[name]
    read = parse(dialogue[name])
    assert (read.kind, read.faults) == (kind, ())
    assert [(one.reference, one.locator, one.code, one.text) for one in read.directives] == directives
    assert parse(write(read)) == read
    assert all(codes().may_board(one.code) == one.code.startswith("0") for one in read.directives)


@pytest.mark.shared_data
def test_the_files_beside_the_dialogue_say_the_same(dialogue: dict[str, str], shared_data: Path) -> None:
    files = sorted((shared_data / "inspections" / "iapi").glob("*.edi"))
    assert [file.stem.replace("iapi_cn_", "iapi-") for file in files] == sorted(SAID)
    for file in files:
        assert parse(file.read_bytes()) == parse(dialogue[file.stem.replace("iapi_cn_", "iapi-")])


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("list_name", "answer_name"), [("iapi-01", "iapi-02"), ("iapi-05", "iapi-06"), ("iapi-08", "iapi-09")]
)
def test_our_answer_to_each_list_is_the_dialogue_s(dialogue: dict[str, str], list_name: str, answer_name: str) -> None:
    theirs = parse(dialogue[answer_name])
    ours = answer(listed(dialogue, list_name), lambda person: Directive("0Z", text=OK))
    assert ours == dataclasses.replace(theirs, sent="", control="", reference="")
    stamped = dataclasses.replace(ours, sent=theirs.sent, control=theirs.control, reference=theirs.reference)
    assert parse(write(stamped)) == theirs


@pytest.mark.shared_data
def test_the_whole_dialogue_is_replayed(dialogue: dict[str, str]) -> None:
    first, changed = parse(dialogue["iapi-04"]), listed(dialogue, "iapi-05")
    assert codes().may_board(first.directives[0].code) is False
    assert (changed.messages[0].function, changed.people[0].reference) == ("change", first.directives[0].reference)
    second = parse(dialogue["iapi-06"])
    assert (second.transaction, second.directives[0].code) == (changed.messages[0].transaction, "0Z")
    visa = answer(listed(dialogue, "iapi-03"), lambda person: Directive("0Z" if len(person.documents) == 2 else "1Z"))
    assert parse(write(visa)).directives == (Directive("0Z", "103", "MLCKPK"),)
    nameless = answer(
        listed(dialogue, "iapi-07"), lambda person: Directive("1Z" if person.given_name == "FNU" else "0Z")
    )
    assert parse(write(nameless)).directives == (Directive("1Z", "106", "PD1WJW"),)
    told, echoed = parse(dialogue["iapi-11"]), parse(dialogue["iapi-12"])
    assert acknowledge(told) == echoed
    undone = parse(dialogue["iapi-13"])
    assert undone.directives == (dataclasses.replace(told.directives[0], code="0Z"),)
    unmatched = parse(dialogue["iapi-14"])
    assert unmatched.errors == (Error("118", "1"),)
    ours = dataclasses.replace(refuse(told, "118"), control=unmatched.control)
    assert ours == unmatched
