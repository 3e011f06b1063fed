"""The pack as a whole: it checks, every example runs, and what is not in force refuses with its citation."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from limen.kernel import BadInput, NoAuthority
from limen.law import NotInForce, Pack, UnknownKey, load
from limen.law.check import check
from limen.law.cli import cli
from limen.law.values import amount

LAW = load()
TODAY = dt.date(2026, 11, 25)
EXAMPLES = [(clock, example) for clock in LAW.clocks().values() for example in clock.examples]
RUN = CliRunner()


def test_the_pack_has_no_fault() -> None:
    assert check(LAW) == []


@pytest.mark.parametrize(
    ("clock", "example"), EXAMPLES, ids=[f"{clock.key}-{example.start:%Y%m%dT%H%M}" for clock, example in EXAMPLES]
)
def test_a_boundary_example_of_a_clock_comes_out_as_reckoned_by_hand(clock: Any, example: Any) -> None:
    zone = ZoneInfo(example.zone)
    provision = clock.on(example.start.astimezone(zone).date())
    assert provision.due(example.start, zone=zone, tolled=example.tolled) == example.due, example.note


def test_a_list_due_before_a_moment_and_a_wait_are_started_by_no_event() -> None:
    for clock in LAW.clocks().values():
        for event in clock.starts:
            started = clock in LAW.clocks_started_by(event)
            assert started != any(row.before or row.wait for row in clock.provisions), clock.key


def test_every_deadline_tells_who_answers_for_it_the_next_lawful_step_or_why_there_is_none() -> None:
    every = [(rule, row) for rule in load().clocks().values() for row in rule.provisions]
    assert [rule.key for rule, row in every if not (row.next_step and row.on_breach)] == []
    waits = [row.next_step for _rule, row in every if row.wait]
    assert waits
    assert all(step.startswith("Wait:") for step in waits)


def test_special_registration_is_refused_in_2026_with_the_rule_that_ended_it() -> None:
    assert LAW.require_authority("register.special", dt.date(2002, 9, 11)).citation
    assert LAW.require_authority("register.special", dt.date(2016, 12, 22))
    for day in (dt.date(2002, 9, 10), dt.date(2016, 12, 23), TODAY):
        with pytest.raises(NotInForce) as refused:
            LAW.require_authority("register.special", day)
        assert "81 FR 94231" in refused.value.citation
    assert "2016-12-22" in refused.value.message


def test_custody_had_a_day_until_2001_and_two_since() -> None:
    clock = LAW.clock("custody.charging_decision")
    first, second = clock.on(dt.date(2001, 9, 16)), clock.on(dt.date(2001, 9, 17))
    assert first is not None
    assert second is not None
    assert (first.value, second.value) == (24, 48)


def test_a_key_the_pack_lacks_is_named() -> None:
    for ask in (LAW.authority, LAW.clock, LAW.codes, lambda key: LAW.value(key, TODAY)):
        with pytest.raises(UnknownKey, match=r"no\.such"):
            ask("no.such")
    with pytest.raises(BadInput):
        load("atlantis")


def test_a_value_has_no_number_before_its_first_day() -> None:
    with pytest.raises(NoAuthority) as refused:
        LAW.value("admission.visa_waiver", dt.date(1986, 11, 5))
    assert "1187" in refused.value.citation


def test_policy_is_never_passed_off_as_law() -> None:
    for key, rows in LAW.values().items():
        if key.startswith("policy."):
            assert all(row.citation.startswith("Service policy") for row in rows), key


def test_the_clock_and_the_value_of_the_wait_for_secondary_agree() -> None:
    clock = LAW.clock("inspection.secondary").on(TODAY)
    assert clock is not None
    assert (clock.value, clock.unit) == (LAW.value("policy.secondary_due_minutes", TODAY).value, "minutes")


def test_only_fraud_and_lack_of_documents_allow_an_order_without_a_hearing() -> None:
    grounds = LAW.codes("inadmissibility_grounds").on(TODAY)
    allowed = {code for code, row in grounds.items() if row.attributes["expedited"]}
    assert allowed == {"6C1", "6C2", "7A1I", "7A1II", "7B1I", "7B1II"}


def test_every_paragraph_of_the_grounds_is_there() -> None:
    citations = {row.citation for row in LAW.codes("inadmissibility_grounds").rows}
    paragraphs = {text.split("1182(a)")[1] for text in citations}
    assert {text[:3].strip("()") for text in paragraphs} >= {str(number) for number in range(1, 10)}
    for number, letters in {2: "ABCDEGHI", 3: "ABCDEFG", 4: "ACD", 5: "ABC", 6: "ABCDEFG", 7: "AB", 8: "AB"}.items():
        for letter in letters:
            assert any(text.startswith(f"({number})({letter})") for text in paragraphs), (number, letter)
    assert {text[4:7] for text in paragraphs if text.startswith("(10)")} == {"(A)", "(B)", "(C)", "(D)", "(E)"}


def test_no_waiver_is_offered_for_likely_terrorist_activity() -> None:
    grounds = LAW.codes("inadmissibility_grounds").on(TODAY)
    assert "waiver" not in grounds["3B1II"].attributes
    shut = {code for code, row in grounds.items() if not row.attributes["nonimmigrant_waiver"]}
    assert {"3A1I", "3A2", "3A3", "3C", "3E1", "3E2"} <= shut
    assert "3E3" not in shut


def test_fear_closes_every_way_back_and_opens_a_hearing() -> None:
    outcomes = LAW.codes("inspection_outcomes").on(TODAY)
    closed = {code for code, row in outcomes.items() if not row.attributes["open_to_fear"]}
    assert closed == {
        "withdrawal",
        "refuse_visa_waiver",
        "refuse_crew",
        "refuse_transit",
        "expedited_removal",
        "stowaway",
    }
    assert outcomes["expedited_removal_fear"].attributes["papers"] == ["i867a", "i867b", "m444", "i870"]


def test_no_carrier_is_told_that_fear_is_heard() -> None:
    """8 CFR 208.6: what would tell a carrier of it has other words on what a carrier is given."""
    heard = {"m444", "i870", "i863"}
    rows = [row for row in LAW.codes("inspection_outcomes").rows if heard & set(row.attributes.get("papers", ()))]
    assert {row.code for row in rows} == {"expedited_removal_fear", "refer_judge", "stowaway_fear"}
    assert all("fear" not in row.attributes["shown_carrier"].lower() for row in rows)
    for table in ("inspection_outcomes", "processing"):
        for row in LAW.codes(table).rows:
            if "i259" in row.attributes.get("papers", ()) and heard & set(row.attributes["papers"]):
                assert "fear" not in row.attributes["tells_carrier"].lower(), row.code


@pytest.mark.shared_data
def test_names_of_outcomes_in_releases_are_real(shared_data: Path) -> None:
    path = shared_data / "enforcement" / "processing_dispositions.csv"
    with path.open(encoding="utf-8") as file:
        clean = {row["processing_disposition_clean"].strip() for row in csv.DictReader(file, delimiter="|")}
    for row in LAW.codes("inspection_outcomes").rows:
        assert set(row.attributes.get("released_as", ())) <= clean, row.code


def test_kinds_of_document_have_keys_a_record_can_hold() -> None:
    kinds = LAW.codes("document_kinds").on(TODAY)
    assert {"passport", "passport_card", "visa", "resident_card", "border_crossing_card", "none"} <= kinds.keys()
    assert all(len(code) <= 24 for code in kinds)
    assert {code for code, row in kinds.items() if row.attributes["citizen"]} == {
        "us_passport",
        "passport_card",
        "merchant_mariner",
        "tribal_card",
        "birth_report",
        "naturalization",
    }


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)))
def test_no_rule_has_two_provisions_on_a_day(day: dt.date) -> None:
    for rows in (*LAW.authorities().values(), *LAW.values().values()):
        assert sum(row.from_ <= day and (row.to is None or day <= row.to) for row in rows) <= 1
    for clock in LAW.clocks().values():
        assert sum(row.from_ <= day and (row.to is None or day <= row.to) for row in clock.provisions) <= 1


def test_a_changed_number_leaves_no_day_between() -> None:
    for key, rows in LAW.values().items():
        for earlier, later in pairwise(sorted(rows, key=lambda row: row.from_)):
            assert earlier.to is not None, key
            assert later.from_ - earlier.to == dt.timedelta(days=1), key


@lru_cache(maxsize=1024)
def parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


class Copied(Pack):
    """A copy of the pack, of which one file is changed: a text that stands in many copies is parsed once."""

    def read(self, path: Path) -> Mapping[str, Any]:
        return parsed(path.read_text(encoding="utf-8"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "us"
    shutil.copytree(LAW.folder, folder)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("values/admission.toml", 'unit = "months"', 'unit = ""', "should be non-empty"),
        ("values/admission.toml", "from = 1986-11-06", 'from = "1986-11-06"', "not a date"),
        ("values/policy.toml", 'citation = "Service policy"', 'citation = ""', "citation"),
        ("values/admission.toml", "to = 2009-11-27\n", "to = 1980-01-01\n", "before it begins"),
        ("values/admission.toml", "to = 2017-01-16\n", "", "two provisions in force"),
        ("values/policy.toml", '"policy.manifest_late_minutes"', '"policy.hand_over_minutes"', "stands in"),
        ("clocks/inspection.toml", "due = 2026-03-02T23:59:59-05:00", "due = 2026-03-03T23:59:59-05:00", "runs from"),
        ("clocks/carriers.toml", "before = true", "", "runs for no time"),
        ("clocks/lookouts.toml", "next_step = ", "# next_step = ", "'next_step' is a required property"),
        ("codes/admission_rules.toml", '"admission.crew"', '"admission.ghost"', "names no value"),
        ("codes/classes_of_admission.toml", 'rule = "crew"', 'rule = "ghost"', "names no admission_rules"),
        ("dispositions/inspection_outcomes.toml", '"i546"', '"i999"', "names no form"),
        ("dispositions/inspection_outcomes.toml", '"defer.inspection"', '"defer.ghost"', "names no authority"),
        ("dispositions/inspection_outcomes.toml", "open_to_fear = false", "open_to_fear = true", "claim of fear"),
        ("codes/carrier_obligations.toml", "fine = ", "fines = ", "which the table lacks"),
        ("codes/conveyance_modes.toml", "manifest = true", 'manifest = "yes"', "not a boolean"),
        ("codes/override_reasons.toml", "[table]", "[table", "is not TOML"),
    ],
)
def test_a_mistake_in_a_pack_is_found_and_named(copy: Path, file: str, old: str, new: str, fault: str) -> None:
    path = copy / file
    text = path.read_text(encoding="utf-8")
    if (file, old) == ("clocks/carriers.toml", "before = true"):
        text = text.replace('value = 0\nunit = "minutes"\nbefore = true', 'value = 0\nunit = "minutes"')
    else:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    assert any(fault in found.message for found in check(Copied(copy)))


def test_the_digest_of_a_pack_changes_with_a_letter(copy: Path) -> None:
    before = Pack(copy).digest()
    assert before == LAW.digest()
    path = copy / "values" / "policy.toml"
    path.write_text(path.read_text(encoding="utf-8") + "#\n", encoding="utf-8")
    assert Pack(copy).digest() != before


def test_the_command_checks_the_pack() -> None:
    told = RUN.invoke(cli, ["check", "--json"])
    assert told.exit_code == 0
    assert json.loads(told.stdout)["faults"] == []


def test_the_command_says_what_a_rule_was_on_a_day() -> None:
    told = RUN.invoke(cli, ["explain", "custody.charging_decision", "--on", "2001-09-16"])
    assert told.exit_code == 0
    assert "On 2001-09-16: 24 hours" in told.stdout
    rows = json.loads(RUN.invoke(cli, ["explain", "custody.charging_decision", "--on", "2001-09-17", "--json"]).stdout)[
        "provisions"
    ]
    assert [row["says"] for row in rows if row["in_force"]] == ["48 hours"]


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("register.special", "not in force"),
        ("carrier.manifest_air_arrival", "30 minutes before"),
        ("waiver.conditions", "electronic passport"),
        ("inspection_outcomes/defer", "8 CFR 235.2"),
        ("removal.appeal", "30 days, or to the next business day"),
    ],
)
def test_every_kind_of_rule_is_explained(rule: str, says: str) -> None:
    told = RUN.invoke(cli, ["explain", rule, "--on", "2026-11-25"])
    assert told.exit_code == 0
    assert says in told.stdout


def test_a_rule_the_pack_lacks_exits_with_two() -> None:
    assert RUN.invoke(cli, ["explain", "no.such"]).exit_code == 2
    assert RUN.invoke(cli, ["check", "--pack", "atlantis"]).exit_code == 2


def test_rules_are_found_by_their_words_and_citations() -> None:
    told = RUN.invoke(cli, ["search", "deferred", "inspection", "--json"])
    assert "inspection.deferred" in {row["rule"] for row in json.loads(told.stdout)["found"]}
    told = RUN.invoke(cli, ["search", "1323"])
    assert "carrier.fine_no_documents" in told.stdout
    assert RUN.invoke(cli, ["search", "xyzzy"]).exit_code == 1


def test_every_rule_is_listed() -> None:
    listed = json.loads(RUN.invoke(cli, ["list", "--json"]).stdout)
    assert {part: len(keys) for part, keys in listed.items()} == {
        "authorities": len(LAW.authorities()),
        "clocks": len(LAW.clocks()),
        "values": len(LAW.values()),
        "tables": len(LAW.tables()),
    }
    assert "inspection.deferred: Appear for deferred inspection" in RUN.invoke(cli, ["list"]).stdout


def test_a_form_that_nobody_checked_is_named_among_what_is_unverified() -> None:
    pack = load()
    unchecked = {path.stem for path in pack.files("forms") if 'verified = "unverified' in path.read_text("utf-8")}
    assert {item for item in pack.unverified() if item.startswith("form ")} == {f"form {key}" for key in unchecked}
    assert unchecked


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (4, "days", "4 days"),
        (10, "business_days", "10 business days"),
        ("A9", "picture", "A9"),
        (["a", "b"], "", "a; b"),
    ],
)
def test_a_value_is_said_as_a_person_reads_it(value: object, unit: str, said: str) -> None:
    assert amount(value, unit) == said
