"""``limen removal``: a charge is found from the terminal."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from limen.cli import build


def test_a_charge_is_found_by_its_paragraph() -> None:
    done = CliRunner().invoke(build(), ["removal", "charges", "237(a)(1)(B)", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)[0]["paragraph"] == "8 U.S.C. 1227(a)(1)(B)"


def test_a_charge_is_found_by_its_words() -> None:
    done = CliRunner().invoke(build(), ["removal", "charges", "present", "without", "admission"])
    assert done.exit_code == 0
    assert "8 U.S.C. 1182(a)(6)(A)(i)" in done.stdout


def test_what_is_no_charge_ends_with_code_1() -> None:
    assert CliRunner().invoke(build(), ["removal", "charges", "kite"]).exit_code == 1
