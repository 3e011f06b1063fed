"""Pages ask queries, never tables; and no sentence of ours cites a law: that is the law pack's to say."""

from __future__ import annotations

import re

from tests.architecture.source import imports, sources, strings

CITED = re.compile(
    r"\bU\.\s?S\.\s?C\.|\b\d+ C\.?F\.?R\.?(?: |§|$)|\bPub\. ?L\.|\bStat\. \d|§\s?\d|\bINA \d|\bFed\. R\b"
)


def test_pages_import_no_models() -> None:
    """What only the type checker imports is let through."""
    found = [
        (source.path, module)
        for source in sources()
        if "/views/" in source.path or source.path.endswith("/views.py")
        for module, name in imports(source, at_run_time=True)
        if module.startswith("limen.") and (module.endswith(".models") or name == "models")
    ]
    assert found == []


def test_pages_ask_no_table_by_themselves() -> None:
    found = [
        source.path
        for source in sources()
        if ("/views/" in source.path or source.path.endswith("/views.py"))
        and (".objects." in source.text or "_default_manager" in source.text)
    ]
    assert found == []


def test_no_text_in_the_code_cites_a_law() -> None:
    """Another country's pack can stand in for this one only when no citation is in Python."""
    found = [
        f"{source.path}:{text.lineno} {text.value!r:.60}"
        for source in sources()
        for text in strings(source.tree)
        if CITED.search(str(text.value))
    ]
    assert found == []
