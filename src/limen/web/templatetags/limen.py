"""What pages say of codes, of keys and of moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from django import template
from django.utils import timezone

from limen.core.documents import sections
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
def form_title(paper: Any) -> str:
    """Return the number and the title of a paper's form: ``{{ paper|form_title }}``."""
    return sections.form_title(paper)


@register.filter
def words(value: Any) -> str:
    """Return a state or key as words: ``fear_referred`` becomes ``fear referred``."""
    return str(value).replace("_", " ")


@register.filter
def office(key: Any) -> str:
    """Return what people call an office by its key: ``{{ row.office|office }}``."""
    return office_title(str(key or ""))


@register.filter
def lately(value: datetime | None) -> str:
    """Return a moment in the place's time: the time alone where it is today, the day with it otherwise."""
    if value is None:
        return ""
    here = timezone.localtime(value)
    today = here.date() == timezone.localdate()
    return here.strftime("%H:%M" if today else "%Y-%m-%d %H:%M")


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


@register.inclusion_tag("web/parts/errors.html")
def error_summary(form: Any) -> dict[str, Any]:
    """Show what is wrong with a form, each line a link to its field: ``{% error_summary form %}``; nothing for none."""
    return {"lines": list(_wrong(form)) if form is not None and form.errors else []}


def _wrong(form: Any) -> Iterator[tuple[str, str]]:
    """Yield where each error of a form stands, nowhere for one of the whole, and what it says."""
    yield from (("", error) for error in form.non_field_errors())
    for field in form:
        inner = getattr(field, "placed", ())
        if inner:
            yield from inner
        else:
            yield from ((_place(field), _said(field, error)) for error in field.errors)


def _place(field: Any) -> str:
    if field.is_hidden:
        return ""
    return str(field.auto_id if field.use_fieldset else field.id_for_label)


def _said(field: Any, error: str) -> str:
    """Return an error with the name of its field, where the error does not begin with it by itself."""
    # the label of a box to tick is what is agreed to, not a name
    named = field.is_hidden or field.widget_type == "checkbox" or error.startswith(str(field.label))
    return error if named else f"{field.label}: {error}"
