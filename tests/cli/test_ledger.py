"""The ledger from a terminal: proved here, handed over, and proved elsewhere with a file and a key."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from limen.core.ledger import triggers
from limen.core.ledger.models import Entry
from limen.kernel import opened
from tests.cli.running import limen, told
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_key_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def tampered(sql: str, params: list[object]) -> None:
    """Change the ledger as somebody with the database's own password would."""
    with opened("maintenance.test"), connection.cursor() as cursor:
        for trigger, table in triggers.names(connection.vendor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
        cursor.execute(sql, params)


def broken() -> int:
    """Change an entry and return its number."""
    seq = int(Entry.objects.get(act="people.record").seq)
    tampered("UPDATE ledger_entry SET body = replace(body, 'inspection', 'custody') WHERE seq = %s", [seq])
    return seq


def handed_over(folder: Path) -> tuple[Path, Path, Path]:
    """Hand over the chain, an anchor and the public key."""
    files = folder / "chain.jsonl", folder / "anchor.json", folder / "key.pem"
    assert limen("ledger", "anchor", "--out", files[1]).exit_code == 0
    assert limen("ledger", "export", files[0]).exit_code == 0
    assert limen("ledger", "key", "--out", files[2]).exit_code == 0
    return files


def proved(files: tuple[Path, Path, Path], *more: str) -> Any:
    return limen("ledger", "prove", files[0], "--anchor", files[1], "--key", files[2], *more)


def test_a_chain_that_holds_is_0(service: Service) -> None:
    service.person()
    result = limen("ledger", "verify")
    assert result.exit_code == 0
    assert f"local: {Entry.objects.count()} entries hold" in result.stdout
    found = told(limen("ledger", "verify", "--node", "local", "--json"))
    assert (found["holds"], found["broken"]) == (True, None)
    assert found["head"] == Entry.objects.order_by("-seq").values_list("hash", flat=True)[0]


def test_a_broken_chain_is_1_and_names_the_first_broken_entry(service: Service) -> None:
    service.person()
    seq = broken()
    result = limen("ledger", "verify")
    assert result.exit_code == 1
    assert f"broken at entry {seq}. Entry {seq} was changed after it was written." in result.stderr
    found = limen("ledger", "verify", "--json")
    assert found.exit_code == 1
    assert told(found)["broken"] == seq


def test_a_changed_personal_part_is_found_unless_only_the_chain_is_asked_for(service: Service) -> None:
    service.person()
    tampered("UPDATE ledger_entrypersonal SET body = replace(body, 'Eriksson', 'Svensson') WHERE salt <> ''", [])
    assert limen("ledger", "verify").exit_code == 1
    assert limen("ledger", "verify", "--chain-only").exit_code == 0


def test_a_node_that_is_not_held_here_is_2(service: Service) -> None:
    for words in (("verify",), ("export", "nothing.jsonl")):
        result = limen("ledger", *words, "--node", "elsewhere")
        assert result.exit_code == 2
        assert "No chain of the node “elsewhere” is held here." in result.stderr


def test_an_anchor_is_written_and_a_broken_chain_gets_none(service: Service, tmp_path: Path) -> None:
    service.person()
    made = told(limen("ledger", "anchor", "--json"))
    assert json.loads(made["statement"])["seq"] == Entry.objects.count()
    broken()
    refused = limen("ledger", "anchor", "--out", tmp_path / "none.json")
    assert refused.exit_code == 1
    assert "is not anchored" in refused.stderr
    assert not (tmp_path / "none.json").exists()


def test_an_outside_body_proves_the_chain_without_a_database(service: Service, tmp_path: Path) -> None:
    service.person(surname="Eriksson")
    files = handed_over(tmp_path)
    assert "Eriksson" not in files[0].read_text(encoding="utf-8")
    code = (
        "import sys\nfrom limen.cli import build\n"
        "try:\n    build()(sys.argv[1:])\nexcept SystemExit as left:\n    assert not left.code\n"
        "assert 'django' not in sys.modules"
    )
    words = ["ledger", "prove", str(files[0]), "--anchor", str(files[1]), "--key", str(files[2])]
    found = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert "entries hold" in found.stdout


def test_later_entries_do_not_break_an_earlier_anchor(service: Service, tmp_path: Path) -> None:
    service.person()
    files = handed_over(tmp_path)
    service.person(surname="Later")
    limen("ledger", "export", files[0])
    assert proved(files).exit_code == 0


def test_a_chain_rewritten_from_its_first_entry_is_found_by_the_anchor(service: Service, tmp_path: Path) -> None:
    from limen.kernel.canonical import GENESIS, link

    service.person()
    files = handed_over(tmp_path)
    rows = [json.loads(line) for line in files[0].read_text(encoding="utf-8").splitlines()]
    previous = GENESIS
    for row in rows:
        row["body"] = row["body"].replace('"administration"', '"inspection"')
        row["previous"], row["hash"] = previous, link(previous, row["body"])
        previous = row["hash"]
    files[0].write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = proved(files, "--json")
    assert result.exit_code == 1
    assert told(result)["why"].endswith("differs from the anchor.")


def test_a_chain_cut_short_of_its_anchor_is_found(service: Service, tmp_path: Path) -> None:
    service.person()
    files = handed_over(tmp_path)
    lines = files[0].read_text(encoding="utf-8").splitlines()
    files[0].write_text("\n".join(lines[:-1]), encoding="utf-8")
    result = proved(files)
    assert result.exit_code == 1
    assert "is missing, though it stands in the anchor" in result.stderr


def test_an_anchor_of_another_key_is_not_believed(service: Service, tmp_path: Path) -> None:
    service.person()
    files = handed_over(tmp_path)
    files[2].write_text("00" * 32, encoding="utf-8")
    result = proved(files)
    assert result.exit_code == 1
    assert "is not signed by the key given" in result.stderr


@pytest.mark.parametrize(("which", "text"), [(0, "nonsense"), (0, "[1]"), (1, "{}"), (1, "["), (2, "no key")])
def test_files_that_are_not_what_they_should_be_are_2(service: Service, tmp_path: Path, which: int, text: str) -> None:
    service.person()
    files = handed_over(tmp_path)
    files[which].write_text(text, encoding="utf-8")
    assert proved(files).exit_code == 2


def test_entries_about_a_record_are_listed_and_that_is_an_entry(service: Service) -> None:
    person = service.person()
    rows = told(limen("ledger", "entries", "--about", person.pk, "--json"))
    assert [row["act"] for row in rows] == ["people.record"]
    assert "Eriksson" not in json.dumps(rows)
    assert "people.record" in limen("ledger", "entries", "--about", person.pk, "--kind", "all").stdout
    reads = Entry.objects.filter(kind="read", act="ledger.entries")
    assert reads.count() == 2
    assert limen("ledger", "entries", "--about", person.pk, "--kind", "other").exit_code == 2


def test_a_file_that_cannot_be_written_is_2(service: Service, tmp_path: Path) -> None:
    service.person()
    result = limen("ledger", "export", tmp_path / "none" / "chain.jsonl")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
