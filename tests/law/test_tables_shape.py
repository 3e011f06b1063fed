"""Every code table says what it holds, whence it came and until when each code stood."""

from __future__ import annotations

import re

import pytest

from tests.law.tables_support import CODES, MINE, TYPES, documents, overlaps, parts, rows

TABLE_KEYS = {"key", "part", "title", "citation", "source", "verified", "attributes"}
ROW_KEYS = {"code", "title", "from", "to", "citation", "source", "verified", "attributes"}
VERIFIED = re.compile(r"^(unverified(:.*)?|\d{4}-\d{2}-\d{2}: .+)$")


@pytest.mark.parametrize("name", MINE)
def test_a_table_names_its_law_its_source_and_how_it_was_verified(name: str) -> None:
    assert documents(name), f"{name} has no file"
    for document in documents(name):
        table = document["table"]
        assert set(document) == {"table", "code"}
        assert table.keys() <= TABLE_KEYS
        assert table["key"] == name
        assert all(table[field].strip() for field in ("title", "citation", "source"))
        assert VERIFIED.match(table["verified"]), table["verified"]
        for attribute in table.get("attributes", {}).values():
            assert attribute.keys() == {"type", "title", "required"}
            assert attribute["type"] in TYPES


@pytest.mark.parametrize("name", MINE)
def test_every_row_has_a_code_a_title_and_only_the_attributes_the_table_declares(name: str) -> None:
    for document in documents(name):
        declared = document["table"].get("attributes", {})
        for row in document["code"]:
            assert row.keys() <= ROW_KEYS, row
            assert row["code"] == row["code"].strip() != ""
            assert row["title"] == row["title"].strip() != ""
            assert VERIFIED.match(row.get("verified", "unverified")), row
            held = row.get("attributes", {})
            assert held.keys() <= declared.keys(), row
            for key, attribute in declared.items():
                assert not attribute["required"] or key in held, (key, row)
            for key, value in held.items():
                assert isinstance(value, TYPES[declared[key]["type"]]), (key, row)
                assert not isinstance(value, bool) or declared[key]["type"] == "boolean", (key, row)
                assert value not in ("", []), f"leave {key} out rather than empty: {row}"


@pytest.mark.parametrize("name", MINE)
def test_a_code_means_one_thing_on_any_day(name: str) -> None:
    assert list(overlaps(name)) == []


@pytest.mark.parametrize("name", MINE)
def test_a_period_ends_no_earlier_than_it_begins(name: str) -> None:
    for row in rows(name):
        if "from" in row and "to" in row:
            assert row["from"] <= row["to"], row


@pytest.mark.parametrize("name", MINE)
def test_parts_of_a_table_agree_on_its_attributes(name: str) -> None:
    files = parts(name)
    if len(files) == 1:
        assert "part" not in documents(name)[0]["table"]
        return
    named = {document["table"]["part"] for document in documents(name)}
    assert named == {path.name.removeprefix(f"{name}.").removesuffix(".toml") for path in files}
    assert len({str(sorted(document["table"]["attributes"].items())) for document in documents(name)}) == 1


def test_the_tables_stay_small_enough_to_read() -> None:
    sizes = {path.name: path.stat().st_size for name in MINE for path in parts(name)}
    assert max(sizes.values()) < 400_000
    assert sum(sizes.values()) < 1_500_000


def test_no_table_names_a_machine_or_a_registry() -> None:
    for path in CODES.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w./])/\w+/\w", text)
        assert "://" not in text
