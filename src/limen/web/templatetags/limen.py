"""What pages say of the law pack's codes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import template

from limen.core.lawbook import lawbook
from limen.law.pack import UnknownKey

register = template.Library()


@register.filter
def code_title(value: Any, table: str) -> str:
    """Return what a code of a table means, the code itself where the table does not say: ``{{ x|code_title:"t" }}``."""
    if not value:
        return ""
    try:
        rows = lawbook().codes(table)
    except UnknownKey:
        return str(value)
    found = rows.get(str(value), datetime.now(UTC).date())
    return found.title if found else str(value)


@register.filter
def words(value: Any) -> str:
    """Return a state or key as words: ``fear_referred`` becomes ``fear referred``."""
    return str(value).replace("_", " ")
