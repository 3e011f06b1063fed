"""A file of people is screened from the command line, and the index is made there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from limen.cli import build
from limen.core.ledger.models import Entry
from limen.core.lookouts import acts
from limen.kernel import perform
from tests.architecture.making import nominated
from tests.factories import Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
PEOPLE = "id,surname,given_names,birth_date\n1,Lindkvist,,\n2,Somebody,Else,1980-01-02\n"


def run(*arguments: str) -> Any:
    return CliRunner().invoke(build(), arguments)


def test_a_file_of_people_is_screened_and_the_look_is_logged(service: Service, tmp_path: Path) -> None:
    record = service.do(nominated(), role="secondary_officer")
    perform(acts.Approve(), on=record, by=service.officer("supervisor"), at=service.jfk, purpose="inspection")
    made = run("index", "--json")
    assert json.loads(made.stdout)["lookouts"] == 1
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    by = service.officer("targeting_officer").username
    found = run("screen", "--file", str(file), "--by", by, "--at", service.jfk.code, "--at-least=0.1", "--json")
    assert found.exit_code == 0, found.output
    rows = [json.loads(line) for line in found.stdout.splitlines() if line.startswith("{")]
    assert [[match["lookout"] for match in row["matches"]] for row in rows] == [[str(record.pk)], []]
    assert Entry.objects.filter(act="lookouts.screened").exists()


def test_who_may_not_look_screens_nobody(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    by = service.officer("administrator").username
    found = run(
        "screen", "--file", str(file), "--by", by, "--at", service.jfk.code, "--purpose", "administration", "--json"
    )
    assert found.exit_code == 3
