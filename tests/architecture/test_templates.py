"""What every template keeps to, whoever wrote it."""

from __future__ import annotations

import re

from tests.architecture.source import SRC

ASKED = re.compile(r'datetime="\{\{ [\w.]+\|moment \}\}"')
WRITTEN = re.compile(r'datetime="[^{"]+"')
NOT_FOR_MACHINES = re.compile(r"""\|date:\s*(['"])c\1""")


def test_a_moment_for_machines_is_written_in_one_place() -> None:
    """Django's ``date:'c'`` has six decimals of a second, which HTML does not read."""
    found, asked = [], 0
    for path in sorted((SRC / "limen").rglob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            others = WRITTEN.sub("", ASKED.sub("", line))
            asked += len(ASKED.findall(line))
            if 'datetime="' in others or NOT_FOR_MACHINES.search(line):
                found.append(f"{path.relative_to(SRC)}:{number}")
    assert found == []
    assert asked > 50


FILTER = re.compile(r'<form[^>]*class="act filter".*?</form>', re.DOTALL)
BARE = re.compile(r"<label for=")


def test_a_filter_keeps_each_label_with_its_field() -> None:
    """A label that stands by itself in the grid of a filter is beside another field than its own."""
    filters = {
        path.relative_to(SRC): form
        for path in sorted((SRC / "limen").rglob("*.html"))
        for form in FILTER.findall(path.read_text(encoding="utf-8"))
    }
    assert len(filters) >= 5
    assert [path for path, form in filters.items() if BARE.search(form)] == []


PAPER = {"removal/movement_print.html"}
"""Pages made to be printed, whose tables are as wide as the paper."""


def test_a_table_scrolls_by_itself_where_the_screen_is_narrow() -> None:
    """The public site draws its tables in its own way."""
    found, tables = [], 0
    for path in sorted((SRC / "limen").rglob("*.html")):
        name = "/".join(path.parts[path.parts.index("templates") + 1 :])
        if name in PAPER or name.startswith("portal/"):
            continue
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"<table\b", text):
            tables += 1
            before = text[: match.start()]
            if 'class="scroll"' not in before or "</div>" in before[before.rindex('class="scroll"') :]:
                found.append(f"{name}:{before.count(chr(10)) + 1}")
    assert found == []
    assert tables > 50
