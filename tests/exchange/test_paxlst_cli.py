"""An officer reads a carrier's list at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from limen.cli import ROOMS, build
from limen.exchange.paxlst import parse
from limen.exchange.paxlst.cli import cli
from limen.exchange.paxlst.report import report
from tests.exchange.lists import ADA, FLIGHT, LIST, one, sent

CREW = ("NAD+FM+++CREW\x1b[2J:CY'", "FTX+BAG+++ZZ1'", "CUX+2:EUR'")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with a clean list."""
    path = tmp_path / "list.edi"
    path.write_text(LIST)
    return path


def test_the_command_stands_in_the_house() -> None:
    assert ("limen.exchange.paxlst.cli", "manifest") in ROOMS
    done = CliRunner().invoke(build(), ["manifest", "read", "-", "--json"], input=LIST)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["counts"]["passengers"] == 2


def test_the_command_prints_one_object(file: Path) -> None:
    done = CliRunner().invoke(cli, ["read", str(file), "--json"])
    assert done.exit_code == 0
    printed = json.loads(done.stdout)
    assert printed == json.loads(json.dumps(report(parse(LIST))))
    assert (printed["flight"], printed["sender"], printed["sent"]) == ("ZZ42", "ZZ", "2026-11-24T17:05")
    assert printed["counts"] == {"passengers": 2, "crew": 0, "legs": 1, "documents": 2}
    assert (printed["legs"][0]["departure"], printed["messages"][0]["version"]) == ("AAA", "D.05B")
    ada = printed["people"][0]
    assert (ada["surname"], ada["given_names"], ada["documents"][0]["number"]) == ("EXAMPLE", "ADA", "P0001")
    assert printed["faults"] == []


def test_the_command_prints_tables(file: Path) -> None:
    done = CliRunner().invoke(cli, ["read", str(file)], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert "EXAMPLE, ADA" in done.stdout
    assert "P P0001 XXA 2029-08-23" in done.stdout
    assert "2026-11-24T18:05" in done.stdout
    assert "Faults" not in done.stdout


def test_what_would_steer_a_terminal_is_shown_as_a_mark(tmp_path: Path) -> None:
    file = tmp_path / "list.edi"
    file.write_text(sent(one(ADA, CREW, count="CNT+42:9'")))
    done = CliRunner().invoke(cli, ["read", str(file)], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    assert "(crew)" in done.stdout
    assert "states 9 people" in done.stdout


def test_a_list_without_people_is_still_a_list(tmp_path: Path) -> None:
    file = tmp_path / "close.edi"
    file.write_text(sent(one(kind="BGM+266+CL'", flight=FLIGHT)))
    done = CliRunner().invoke(cli, ["read", str(file), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["messages"][0]["function"] == "close"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear colleagues, no list today.", "No EDIFACT segment was found in the text."),
        (b"", "There is nothing to read."),
        (b"\x1f\x8b\x08\x08\x00" + bytes(range(256)), "No EDIFACT segment was found in the text."),
        (b"UNB+UNOA:4+A+B+1:1+1'UNH+1+PNRGOV:13:1:IA'UNT+2+1'UNZ+1+1'", "The message is PNRGOV, not PAXLST"),
    ],
)
def test_a_file_that_is_no_list_is_bad_input_and_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    for words in (["read", str(file), "--json"], ["read", str(file)]):
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 2
        assert f"{file} holds no passenger or crew list: {said}" in done.stderr
    assert json.loads(CliRunner().invoke(cli, ["read", str(file), "--json"]).stdout)["faults"]


@pytest.mark.parametrize(("name", "said"), [("absent.edi", "cannot be opened"), ("bad\x00name", "can hold")])
def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path, name: str, said: str) -> None:
    done = CliRunner().invoke(cli, ["read", str(tmp_path / name)])
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    assert CliRunner().invoke(cli, ["read", str(tmp_path)]).exit_code == 2


@pytest.mark.parametrize("source", ["file", "standard input"])
def test_no_more_than_the_limit_is_read(tmp_path: Path, source: str) -> None:
    file = tmp_path / "large.edi"
    text = LIST + "\n" * (1 << 20)
    file.write_text(text)
    where, given = (str(file), None) if source == "file" else ("-", text)
    refused = CliRunner().invoke(cli, ["read", where, "--most", "1", "--json"], input=given)
    assert refused.exit_code == 2
    assert "holds more than 1 MiB" in refused.stderr
    assert CliRunner().invoke(cli, ["read", where, "--most", "2", "--json"], input=given).exit_code == 0


@pytest.mark.shared_data
def test_every_published_list_is_read_at_the_command_line(shared_data: Path) -> None:
    for file in sorted((shared_data / "inspections" / "paxlst").iterdir()):
        done = CliRunner().invoke(cli, ["read", str(file), "--json"])
        assert done.exit_code == 0, file.name
        assert json.loads(done.stdout)["people"], file.name
