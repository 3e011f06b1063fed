"""An officer reads a transmission at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from limen.cli import build
from limen.exchange.pnrgov import parse
from limen.exchange.pnrgov.cli import cli
from limen.exchange.pnrgov.report import report

CARD = "4012888888881881"
SOURCE = (
    "UNB+IATA:1+ZZ+XXPNRGOV+261120:0910+0042'UNH+1+PNRGOV:13:1:IA+ZZ42'MSG+:22'ORG+ZZ:AAA'"
    "TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42'EQN+1'SRC'RCI+ZZ:ABC123::011026:1210'TIF+EXAMPLE+ADA\x1b[2J MRS:A:1'"
    "SSR+DOCS:HK:1:ZZ:::::/P/XXA/P1/XXA/12JUL74/F/23AUG29/EXAMPLE/ADA+::1'SSR+CTCM:HK:1:ZZ:::::15550102+::1'"
    f"TKT+9991234567890:T:1'FOP+CC::1.00:VI:{CARD}:0928'TVL+211126:1200:211126:2210+AAA+BBB+ZZ+42:Y'RPI+1+HK'"
    "SSR+SEAT:HK:1:ZZ:::AAA:BBB+15A::1'UNT+15+1'UNZ+1+0042'"
)


def test_the_command_prints_one_object(tmp_path: Path) -> None:
    file = tmp_path / "push.edi"
    file.write_text(SOURCE)
    done = CliRunner().invoke(cli, ["read", str(file), "--json"])
    assert done.exit_code == 0
    printed = json.loads(done.stdout)
    assert (printed["flight"]["number"], printed["version"], printed["function"]) == ("42", "13.1", "full")
    (pnr,) = printed["pnrs"]
    assert pnr["locators"][0]["number"] == "ABC123"
    assert pnr["passengers"][0]["surname"] == "EXAMPLE"
    assert pnr["passengers"][0]["documents"][0]["number"] == "P1"
    assert (pnr["legs"][0]["board"], pnr["seats"][0]["number"], pnr["contacts"][0]["value"]) == (
        "AAA",
        "15A",
        "15550102",
    )
    assert set(printed["faults"][0]) == {"rule", "message", "segment", "offset"}
    assert CARD not in done.stdout
    assert "XXXXXXXXXXXX1881" in done.stdout


def test_the_command_reads_standard_input_and_prints_a_table() -> None:
    done = CliRunner().invoke(cli, ["read", "-"], input=SOURCE)
    assert done.exit_code == 0
    assert "ZZ42 AAA-BBB 2026-11-21 12:00" in done.stdout
    assert "document P XXA P1 until 2029-08-23" in done.stdout
    assert "phone: 15550102" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_verb_stands_in_the_house() -> None:
    done = CliRunner().invoke(build(), ["pnr", "read", "-", "--json"], input=SOURCE)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["sender"] == "ZZ"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hello", "No EDIFACT segment was found in the text."),
        ("", "There is nothing to read."),
        ("UNB+UNOA:4+A+B+1:1+1'UNH+1+PAXLST:D:12B'BGM+745'UNT+3+1'UNZ+1+1'", "The message is PAXLST, not PNRGOV"),
    ],
)
def test_a_text_in_which_nothing_can_be_read_is_bad_input_and_says_why(text: str, said: str) -> None:
    done = CliRunner().invoke(cli, ["read", "-", "--json"], input=text)
    assert done.exit_code == 2
    assert json.loads(done.stdout)["pnrs"] == []
    assert f"Standard input holds no passenger name record: {said}" in done.stderr
    assert CliRunner().invoke(cli, ["read", "-"], input=text).exit_code == 2


def test_a_file_that_cannot_be_opened_exits_2_with_a_sentence(tmp_path: Path) -> None:
    for name in (str(tmp_path / "none.edi"), str(tmp_path), "a\x00b"):
        done = CliRunner().invoke(cli, ["read", name])
        assert done.exit_code == 2
        assert done.stderr.endswith(".\n")
        assert done.stdout == ""


def test_a_file_over_the_limit_is_refused_and_the_limit_can_be_raised(tmp_path: Path) -> None:
    file = tmp_path / "push.edi"
    file.write_text(SOURCE + " " * 1_000_000)
    refused = CliRunner().invoke(cli, ["read", str(file), "--most", "1"])
    assert (refused.exit_code, "more than 1 MB" in refused.stderr) == (2, True)
    assert CliRunner().invoke(cli, ["read", str(file), "--most", "2"]).exit_code == 0


def test_a_card_number_kept_by_a_reader_is_hidden_in_the_report() -> None:
    assert CARD not in json.dumps(report(parse(SOURCE, keep_card_numbers=True)))
