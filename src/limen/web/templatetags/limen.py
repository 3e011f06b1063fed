"""What pages say of codes, of keys and of moments."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import template

from limen.core.lawbook import lawbook
from limen.core.offices import office_title
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


@register.filter
def office(key: Any) -> str:
    """Return what people call an office by its key: ``{{ row.office|office }}``."""
    return office_title(str(key or ""))


@register.filter
def moment(value: date | datetime | None) -> str:
    """Return a moment or a day as a machine reads it: ``<time datetime="{{ row.at|moment }}">``; nothing for none.

    A moment with a zone is told in universal time, one without as it is; both to the second, for HTML takes no more
    than three decimals of one.

    Source: HTML Living Standard, 4.5.14 “The time element”.
    """
    if not isinstance(value, datetime):
        return value.isoformat() if value else ""
    if value.tzinfo is None:
        return value.isoformat(timespec="seconds")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
