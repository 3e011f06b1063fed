"""What an entry says was said, in words: each field by its name, each code with what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel

from limen.core.pages import marked_in_words
from limen.kernel import REGISTER, Code, Titled
from limen.kernel.said import mark_of, parts_of, title_of

MOST = 200
"""So many lines are shown in words; what a program brings may be longer, and stands in the entry whole."""
NOTHING: tuple[Any, ...] = (None, "", [], {})
Line = tuple[str, str, str]
"""What a field is called, what was said in it, and no address."""


def in_words(act: str, sent: Mapping[str, Any], day: date) -> list[Line]:
    """Return what was said in an act, line by line, down to the fields of its parts.

    Args:
        act: the act's key; of one that is no longer declared nothing is known.
        sent: what was said, as the entry has it.
        day: the day of the act, on which its codes meant what they meant.
    """
    declared = REGISTER.get(act)
    return list(islice(_lines(declared, sent, day, ()), MOST)) if declared is not None else []


def _lines(model: type[BaseModel], sent: Any, day: date, above: tuple[str, ...]) -> Iterator[Line]:
    if not isinstance(sent, Mapping):  # said before the act was declared as it is now
        yield ", ".join(above), _written(sent, None, day), ""
        return
    for name in model.model_fields:
        value = sent.get(name)
        if value in NOTHING:
            continue
        titles = (*above, _(title_of(model, name)))
        parts = parts_of(model.model_fields[name].annotation)
        if len(parts) == 1:
            yield from _parts(parts[0], value, day, titles)
        else:
            mark = mark_of(model, name, Code) or mark_of(model, name, Titled)
            yield ", ".join(titles), _written(value, mark, day), ""


def _parts(part: type[BaseModel], value: Any, day: date, titles: tuple[str, ...]) -> Iterator[Line]:
    """Yield the lines of a part, of each of a list of them by its number, or of each that has a name by it."""
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from _lines(part, item, day, (*titles, str(number)))
    elif isinstance(value, Mapping) and not set(value) <= set(part.model_fields):
        for name, item in value.items():
            yield from _lines(part, item, day, (*titles, str(name)))
    else:
        yield from _lines(part, value, day, titles)


def _written(value: Any, mark: Code | Titled | None, day: date) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(_written(item, mark, day) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_written(item, mark, day)}" for name, item in value.items())
    return marked_in_words(mark, str(value), day) if mark is not None else str(value)
