"""Lists that carriers and their vendors publish: everyone is found, however the list was mangled on the way.

The counts were made by hand, on the text: passengers are its ``NAD+FL``, crew its ``NAD+FM``, legs its pairs of ``LOC``
before the first person, documents its ``DOC``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from limen.exchange.paxlst import Manifest, parse, write
from tests.exchange.lists import names

COUNTS = {
    "paxlst/ediclean_original_A.txt": (1, 0, 1, 1),
    "paxlst/ediclean_original_B.txt": (1, 0, 1, 1),
    "paxlst/ediclean_original_C.txt": (3, 0, 1, 3),
    "paxlst/ediclean_reference_A.txt": (1, 0, 1, 1),
    "paxlst/ediclean_reference_B.txt": (1, 0, 1, 1),
    "paxlst/ediclean_reference_C.txt": (3, 0, 1, 3),
    "paxlst/gtas_Test1.txt": (0, 8, 1, 8),
    "paxlst/gtas_Test3.txt": (260, 0, 1, 260),
    "paxlst/gtas_airline2.edi": (10, 0, 1, 10),
    "paxlst/gtas_apisMessage.txt": (2, 0, 2, 0),
    "paxlst/gtas_multiple_flight_leg_apis.txt": (2, 0, 3, 2),
}
"""Passengers, crew, legs and documents of each file."""
DIALOGUE = {
    "iapi-01": (2, 0, 1, 2),
    "iapi-03": (1, 0, 1, 2),
    "iapi-05": (1, 0, 1, 1),
    "iapi-07": (1, 0, 1, 1),
    "iapi-08": (1, 0, 2, 1),
}
"""The same of each list in the dialogue with a border agency; the second of iapi-03's documents is a visa."""


@pytest.fixture
def inspections(shared_data: Path) -> Path:
    """Return the folder of inspection samples."""
    return shared_data / "inspections"


@pytest.fixture
def dialogue(inspections: Path) -> dict[str, str]:
    """Return the lists of the dialogue by their number."""
    lines = (inspections / "iapi" / "iapi_cn_scenarios.jsonl").read_text("utf-8").splitlines()
    return {entry["id"]: entry["message"] for entry in map(json.loads, lines) if entry["type"] == "PAXLST"}


def counted(read: Manifest) -> tuple[int, int, int, int]:
    """Return how many passengers, crew, legs and documents were read."""
    documents = sum(len(person.documents) for person in read.people)
    return read.counts.get("passenger", 0), read.counts.get("crew", 0), len(read.legs), documents


@pytest.mark.shared_data
def test_every_list_there_is_has_been_counted(inspections: Path, dialogue: dict[str, str]) -> None:
    assert {f"paxlst/{file.name}" for file in (inspections / "paxlst").iterdir()} == set(COUNTS)
    assert set(dialogue) == set(DIALOGUE)


@pytest.mark.shared_data
@pytest.mark.parametrize("name", sorted(COUNTS))
def test_everyone_on_a_published_list_is_found(inspections: Path, name: str) -> None:
    read = parse((inspections / name).read_bytes())
    assert counted(read) == COUNTS[name]
    assert all(person.surname and person.given_name and person.sex and person.birth_date for person in read.people)
    assert all(one.number and one.expiry_date and one.issuer for person in read.people for one in person.documents)
    again = parse(write(read))
    assert (again.people, again.legs, again.faults) == (read.people, read.legs, ())


@pytest.mark.shared_data
@pytest.mark.parametrize("name", sorted(DIALOGUE))
def test_everyone_in_the_dialogue_is_found(dialogue: dict[str, str], name: str) -> None:
    read = parse(dialogue[name])
    assert counted(read) == DIALOGUE[name]
    assert read.faults == ()
    assert parse(write(read)).messages[0].people == read.people


@pytest.mark.shared_data
@pytest.mark.parametrize("letter", "ABC")
def test_the_mangled_and_the_cleaned_form_of_a_list_give_the_same_people(inspections: Path, letter: str) -> None:
    mangled = parse((inspections / "paxlst" / f"ediclean_original_{letter}.txt").read_bytes())
    cleaned = parse((inspections / "paxlst" / f"ediclean_reference_{letter}.txt").read_bytes())
    assert mangled.messages == cleaned.messages
    assert (mangled.sender, mangled.sent, mangled.reference) == (cleaned.sender, cleaned.sent, cleaned.reference)
    said = [fault.rule for fault in mangled.faults]
    assert [rule for rule in said if not rule.startswith("text")] == [fault.rule for fault in cleaned.faults]
    assert {"text.before", "text.after"} <= set(said)


@pytest.mark.shared_data
def test_what_the_samples_say_of_one_person_is_found(inspections: Path, dialogue: dict[str, str]) -> None:
    (first,) = parse((inspections / "paxlst" / "ediclean_original_A.txt").read_bytes()).people
    assert (first.clears, first.embarks, first.seat, first.bag_count, first.bags) == ("VIE", "TBS", "9F", 0, ())
    domestic = parse((inspections / "paxlst" / "gtas_apisMessage.txt").read_bytes())
    assert domestic.people[0].references == (("AEA", "1234567890ABC"), ("CR", "20060907NY123"))
    assert domestic.faults == ()
    legs = parse((inspections / "paxlst" / "gtas_multiple_flight_leg_apis.txt").read_bytes()).legs
    assert [(leg.departure, leg.arrival, leg.crosses) for leg in legs] == [
        ("MIA", "IAD", False), ("IAD", "JFK", False), ("JFK", "CDG", True),
    ]  # fmt: skip
    crew = parse((inspections / "paxlst" / "gtas_Test1.txt").read_bytes())
    assert (crew.messages[0].kind, crew.messages[0].stated) == ("crew", (("41", 8),))
    assert names(crew)[0] == "Steur/Andrea Pat"
    change = parse(dialogue["iapi-05"]).messages[0]
    assert (change.function, change.transaction, change.people[0].documents[0].kind) == ("change", "0000103", "T")
    assert [one.kind for one in parse(dialogue["iapi-03"]).people[0].documents] == ["P", "V"]
