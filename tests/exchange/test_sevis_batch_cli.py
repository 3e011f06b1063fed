"""A school checks a batch at the command line before it sends it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from limen.cli import build
from limen.exchange.sevis_batch.cli import cli
from tests.exchange.sevis_documents import BATCH, SCHOOL, created, sent, terminated

WIDE = {"COLUMNS": "220"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with a batch whose second record is bad."""
    path = tmp_path / "batch.xml"
    path.write_bytes(sent(created(), terminated()).replace(b"<Reason>16", b"<Reason>\xc2\x9b99"))
    return path


def test_the_command_stands_in_the_house() -> None:
    done = CliRunner().invoke(build(), ["sevis", "check", "-", "--json"], input=sent(terminated()))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["valid"] is True


def test_a_good_batch_is_said_to_be_good(tmp_path: Path) -> None:
    path = tmp_path / "batch.xml"
    path.write_bytes(sent(created(), terminated(1), terminated(2)))
    done = CliRunner().invoke(cli, ["check", str(path)], env=WIDE)
    assert done.exit_code == 0
    assert f"Batch {BATCH} of {SCHOOL}" in done.stdout
    assert "The record is terminated" in done.stdout
    assert "The batch is valid." in done.stdout


def test_a_bad_batch_is_told_as_one_object(file: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(file), "--json"])
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["valid"], told["counts"]["records"], told["counts"]["good"]) == (False, 2, 1)
    assert told["counts"]["events"] == {"create": 1, "status.terminate": 1}
    assert told["records"][1]["refusals"][0]["line"] == 2


def test_a_bad_batch_is_told_in_tables_that_steer_no_terminal(file: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(file)], env=WIDE)
    assert done.exit_code == 1
    assert "Reason holds “\ufffd99”" in done.stdout
    assert "\x9b" not in done.stdout
    assert "The batch is valid." not in done.stdout


def test_a_file_that_is_no_batch_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,name\n")
    done = CliRunner().invoke(cli, ["check", str(path)], env=WIDE)
    assert done.exit_code == 1
    assert "The document is not well-formed XML" in done.stdout


def test_a_file_that_cannot_be_opened_ends_with_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check", str(tmp_path / "none.xml")])
    assert done.exit_code == 2
    assert "cannot be opened: No such file or directory." in done.stderr
    assert CliRunner().invoke(cli, ["check", "a\0b"]).exit_code == 2
