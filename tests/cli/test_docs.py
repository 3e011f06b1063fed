"""The pages of documentation that derive from the code."""

from __future__ import annotations

from pathlib import Path

from limen.core.problems import STATUS
from limen.kernel import WORKFLOWS, BadInput, GuardRefused
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


def test_the_page_of_the_api_names_every_refusal_with_its_status() -> None:
    page = (STATES.parent / "api.md").read_text(encoding="utf-8")
    for slug, status in STATUS.items():
        assert f"| {int(status)} | `{slug}` |" in page, slug
    for slug in (BadInput.slug, GuardRefused.slug):
        assert f"| 422 | `{slug}` |" in page
    for name in ("Authorization", "X-Limen-Place", "X-Limen-Purpose", "Idempotency-Key", "If-Match", "X-CSRFToken"):
        assert name in page
