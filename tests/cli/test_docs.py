"""The pages of documentation that derive from the code."""

from __future__ import annotations

from pathlib import Path

from limen.kernel import WORKFLOWS
from tests.cli.running import limen

STATES = Path(__file__).resolve().parents[2] / "docs" / "states.md"


def test_every_transition_table_is_a_diagram() -> None:
    page = limen("docs", "states").stdout
    for table in WORKFLOWS:
        assert f"## {table.record}\n" in page
        assert all(f"| `{state}` |" in page for state in table.states)
    assert page.count("```mermaid") == len(list(WORKFLOWS))


def test_the_page_of_states_is_current(tmp_path: Path) -> None:
    written = tmp_path / "states.md"
    assert limen("docs", "states", "--out", written).exit_code == 0
    assert STATES.read_text(encoding="utf-8") == written.read_text(encoding="utf-8"), (
        "docs/states.md is not current: run limen docs states --out docs/states.md"
    )
