"""Running the command line in process, as a terminal does."""

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner

from limen.cli import build


def limen(*words: Any, stdin: str = "") -> Any:
    """Run ``limen`` with some words and return what it printed and its exit code."""
    return CliRunner().invoke(build(), [str(word) for word in words], input=stdin, catch_exceptions=False)


def told(result: Any) -> Any:
    """Return the JSON that a command printed."""
    return json.loads(result.stdout)
