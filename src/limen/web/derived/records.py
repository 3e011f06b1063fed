"""What a page says of a record, whatever its room: its name, its state, and the fields a reader may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.pages import marked_in_words
from limen.kernel import WORKFLOWS, Code, Titled
from limen.kernel.said import marked
from limen.web.derived.fields import humanised

NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Summary:
    """A record as a page shows it.

    Args:
        name: what it calls itself, and whose it is.
        url: where its own page is.
        state: the state's name.
        meaning: what the state means.
        rows: label and value of each field a reader may have and that is filled in.
    """

    name: str
    url: str
    state: str
    meaning: str
    rows: tuple[tuple[str, str], ...]


def summary(record: Any) -> Summary:
    """Return what a page shows of a record that its viewer has read."""
    meaning = WORKFLOWS[record.record_type].states.get(record.state, "")
    tables = _tables(record.record_type)
    rows = tuple(
        (_label(record, name), written(value, tables, name))
        for name, value in reading.shown(record).items()
        if value not in NOTHING and not _is_key(record, name)
    )
    return Summary(name_of(record), reading.address(record), _(humanised(record.state)), _(meaning), rows)


def _is_key(record: Any, name: str) -> bool:
    """Return whether a field is the bare key of another record: not every name that ends like one is."""
    if not name.endswith("_id"):
        return False
    try:
        return bool(record._meta.get_field(name).is_relation)  # noqa: SLF001  Django's documented name
    except FieldDoesNotExist:
        return True


def name_of(record: Any) -> str:
    """Return what a record calls itself; with the name of whom it is about where it says so (``named``)."""
    return str(getattr(record, "named", "") or record)


def offered(record: Any, viewer: Viewer) -> list[dict[str, str]]:
    """Return the acts a viewer may do to a record in its state, each with its address."""
    return [
        {
            "key": act.declaration.key,
            "title": _(act.title()),
            "url": reverse("act", args=[act.declaration.key, record.id]),
        }
        for act in WORKFLOWS[record.record_type].acts_from(record.state)
        if viewer.may(act.declaration.permission)
    ]


def written(value: Any, tables: Mapping[str, Code | Titled] = MappingProxyType({}), path: str = "") -> str:
    """Return a value as a page writes it: times in the place's zone, lists with commas, parts by their names.

    Args:
        value: the value.
        tables: how what stands at a path within it is declared, where its values are said in words.
        path: where the value stands.
    """
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(written(item, tables, path) for item in value)
    if isinstance(value, dict):
        said = ((str(name), part) for name, part in value.items() if part not in NOTHING)
        return "; ".join(f"{_(humanised(name))}: {written(part, tables, f'{path}.{name}')}" for name, part in said)
    if path in tables:
        return marked_in_words(tables[path], str(value), timezone.localdate())
    return str(formats.localize(value)) if not isinstance(value, str) else value


@cache
def _tables(record_type: str) -> Mapping[str, Code | Titled]:
    """Return the marks of the codes in a record's fields and their parts, as the acts that fill them declare them."""
    found: dict[str, list[Code | Titled]] = {}
    for item in WORKFLOWS[record_type]:
        for one in marked(item.act, Code, Titled):
            # which of a table's codes an act takes does not change what they mean
            mark = Code(one.mark.table) if isinstance(one.mark, Code) else one.mark
            marks = found.setdefault(one.path, [])
            if mark not in marks:
                marks.append(mark)
    return {path: marks[0] for path, marks in found.items() if len(marks) == 1}


@cache
def _titles(record_type: str) -> Mapping[str, str]:
    """Return what the fields of a record are called, where the acts that fill them agree on it."""
    found: dict[str, list[str]] = {}
    for item in WORKFLOWS[record_type]:
        for name, info in item.act.model_fields.items():
            if info.title:
                found.setdefault(name, []).append(info.title)
    return {name: titles[0] for name, titles in found.items() if len(titles) > 1 and len(set(titles)) == 1}


def _label(record: Any, name: str) -> str:
    said = _titles(record.record_type).get(name)
    if said is not None:
        return str(_(said))
    try:
        text = str(record._meta.get_field(name).verbose_name)  # noqa: SLF001  Django's documented name
    except FieldDoesNotExist:
        text = name.replace("_", " ")
    return _(text[:1].upper() + text[1:])
