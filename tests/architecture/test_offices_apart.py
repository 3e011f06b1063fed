"""Offices know nothing of each other: not by import, not by a key in the database, not by an address, not in SQL."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.source import SRC, below, imports, sources

OFFICES = sorted(path.name for path in (SRC / "limen" / "offices").iterdir() if (path / "apps.py").is_file())
ADDRESS = re.compile(r"""{%\s*url\s+['"]([a-z_]+):""")
REVERSED = frozenset({"reverse", "reverse_lazy", "redirect", "resolve_url"})
LOWER = ("limen/kernel/", "limen/law/", "limen/exchange/", "limen/core/", "limen/web/")


def templates(office: str) -> list[Path]:
    return sorted((SRC / "limen" / "offices" / office).rglob("*.html"))


def others(office: str) -> set[str]:
    return set(OFFICES) - {office}


@pytest.mark.parametrize("office", OFFICES)
def test_no_office_imports_another(office: str) -> None:
    found = [
        (source.path, module)
        for source in below(f"limen/offices/{office}/")
        for module, name in imports(source)
        if any(f"{module}.{name}.".startswith(f"limen.offices.{other}.") for other in others(office))
    ]
    assert found == []


@pytest.mark.parametrize("office", OFFICES)
def test_no_office_keeps_a_key_to_another(office: str) -> None:
    found = [
        (model._meta.label, field.name)
        for model in apps.get_app_config(office).get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if field.related_model._meta.app_label in others(office)  # type: ignore[union-attr]
    ]
    assert found == []


@pytest.mark.parametrize("office", OFFICES)
def test_no_page_of_an_office_leads_to_anothers_by_name(office: str) -> None:
    named = [(path.name, room) for path in templates(office) for room in ADDRESS.findall(path.read_text("utf-8"))]
    assert [(path, room) for path, room in named if room in others(office)] == []
    reversed_ = [
        (source.path, node.args[0].value)
        for source in below(f"limen/offices/{office}/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if getattr(node.func, "id", getattr(node.func, "attr", "")) in REVERSED
    ]
    assert [item for item in reversed_ if str(item[1]).partition(":")[0] in others(office)] == []


@pytest.mark.parametrize("office", OFFICES)
def test_no_office_names_anothers_table(office: str) -> None:
    tables = {
        model._meta.db_table
        for other in others(office)
        for model in apps.get_app_config(other).get_models(include_auto_created=True)
    }
    texts = [*below(f"limen/offices/{office}/")]
    assert [(source.path, table) for source in texts for table in tables if table in source.text] == []


def test_what_lies_lower_names_no_office() -> None:
    """The core finds an office's acts and readers in the registers; it knows none by name."""
    found = [
        (source.path, module)
        for source in sources()
        if source.path.startswith(LOWER)
        for module, name in imports(source)
        if f"{module}.{name}".startswith(("limen.offices", "limen.flows", "limen.overview", "limen.config"))
    ]
    assert found == []
    keyed = [
        (model._meta.label, field.name)
        for config in apps.get_app_configs()
        if config.name.startswith(("limen.core.", "limen.web"))
        for model in config.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
        if field.related_model._meta.app_label in OFFICES  # type: ignore[union-attr]
    ]
    assert keyed == []


def test_templates_of_the_core_lead_to_no_offices_pages_by_name() -> None:
    found = [
        (path.name, room)
        for part in ("core", "web")
        for path in sorted((SRC / "limen" / part).rglob("*.html"))
        for room in ADDRESS.findall(path.read_text("utf-8"))
        if room in OFFICES
    ]
    assert found == []
