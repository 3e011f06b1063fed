"""What an act says, field by field and in the parts inside it, and what its fields are marked with.

A part is a model of its own among an act's fields, such as an address, or one of a list of them. Whether a code stands
on the act or three parts down, it is found here, so that the door, the forms and the schema treat it alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

PLAIN = frozenset({str, int, bool, type(None), bytes, date, datetime, time, timedelta, Decimal, UUID})
"""Types of what is said that have no fields of their own."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A field that is marked.

    Args:
        path: where it stands, such as ``plan.sites.kind``.
        mark: the mark.
        model: the act, or the part of it, whose field it is.
        name: the field's own name.
    """

    path: str
    mark: Any
    model: type[BaseModel]
    name: str


@dataclass(frozen=True, slots=True)
class Value:
    """What was said in a marked field.

    Args:
        path: where it stands, such as ``plan.sites.0.kind``; a list of plain values stands at its field.
        mark: the mark.
        value: all that was said there.
        default: what the field holds when nothing is said; pydantic's own mark where it must be said.
    """

    path: str
    mark: Any
    value: Any
    default: Any

    def each(self) -> tuple[Any, ...]:
        """Return what was said one by one, where several may be said."""
        return tuple(self.value) if isinstance(self.value, (list, tuple, set, frozenset)) else (self.value,)


def parts_of(annotation: Any) -> tuple[type[BaseModel], ...]:
    """Return the parts that a field may hold: itself one, None or one, a list of them, or them by name."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(dict.fromkeys(part for inner in get_args(annotation) for part in parts_of(inner)))


@cache
def parts_within(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """Return every part of an act, and the parts of those."""
    found: dict[type[BaseModel], None] = {}
    waiting = [model]
    while waiting:
        for info in waiting.pop().model_fields.values():
            new = [part for part in parts_of(info.annotation) if part not in found]
            found.update(dict.fromkeys(new))
            waiting += new
    return tuple(found)


def mark_of(model: type[BaseModel], name: str, kind: type[Any]) -> Any:
    """Return the mark of a kind on a field, or None.

    Args:
        model: the act, or a part of one.
        name: the field.
        kind: the mark's class; the class itself is a mark as well.
    """
    return _mark(model, name, kind)  # type: ignore[arg-type]  # a class can be a key


def title_of(model: type[BaseModel], name: str) -> str:
    """Return what a person calls a field of an act, or of a part of one, as it was declared."""
    info = model.model_fields.get(name)
    return info.title if info is not None and info.title else name.replace("_", " ").capitalize()


def marked(model: type[BaseModel], *kinds: type[Any]) -> tuple[Marked, ...]:
    """Return the fields that bear a mark of some kinds, an act's own and those of its parts, in their order.

    Args:
        model: the act, or a part of one.
        kinds: the classes of marks.
    """
    return tuple(_marked(model, kinds, "", (model,)))


def marked_values(said: BaseModel, *kinds: type[Any]) -> Iterator[Value]:
    """Yield what was said in every field that bears a mark of some kinds, empty or not, in the order of the fields.

    Args:
        said: the act, or a part of one.
        kinds: the classes of marks.
    """
    yield from _values(said, kinds, "")


def _marked(
    model: type[BaseModel], kinds: tuple[type[Any], ...], before: str, above: tuple[type[BaseModel], ...]
) -> Iterator[Marked]:
    for name, info in model.model_fields.items():
        for mark in _marks(model, name, kinds):
            yield Marked(before + name, mark, model, name)
        for part in parts_of(info.annotation):
            if part not in above:  # a part of its own kind would never end
                yield from _marked(part, kinds, f"{before}{name}.", (*above, part))


def _values(said: BaseModel, kinds: tuple[type[Any], ...], before: str) -> Iterator[Value]:
    for name, marks, default, parted in _walked(type(said), kinds):
        value = getattr(said, name)
        for mark in marks:
            yield Value(before + name, mark, value, default)
        for path, part in _parts_in(value, before + name) if parted else ():
            if _bears(type(part), kinds):
                yield from _values(part, kinds, f"{path}.")


@cache
def _mark(model: type[BaseModel], name: str, kind: type[Any]) -> Any:
    """Return a field's mark; every act asks for each of its fields, and none ever changes."""
    info = model.model_fields[name]
    for item in (*info.metadata, *_written_inside(info.annotation)):
        if isinstance(item, kind) or item is kind:
            return item
    return None


@cache
def _marks(model: type[BaseModel], name: str, kinds: tuple[type[Any], ...]) -> tuple[Any, ...]:
    found = (mark_of(model, name, kind) for kind in kinds)
    return tuple(mark for mark in found if mark is not None)


@cache
def _walked(model: type[BaseModel], kinds: tuple[type[Any], ...]) -> tuple[tuple[str, tuple[Any, ...], Any, bool], ...]:
    """Return the fields that bear such a mark or may hold a part: name, marks, default, whether it may hold one."""
    walked = (
        (name, _marks(model, name, kinds), info.default, not _surely_plain(info.annotation))
        for name, info in model.model_fields.items()
    )
    return tuple(field for field in walked if field[1] or field[3])


def _surely_plain(annotation: Any) -> bool:
    """Return whether a field's type leaves no room for a part: one of the plain types, or nothing but such."""
    if annotation in PLAIN or get_origin(annotation) is Literal:
        return True
    inner = [item for item in get_args(annotation) if item is not Ellipsis]
    if get_origin(annotation) is Annotated:
        inner = inner[:1]
    return bool(inner) and all(map(_surely_plain, inner))


@cache
def _bears(model: type[BaseModel], kinds: tuple[type[Any], ...]) -> bool:
    """Return whether a part has such a mark at all: of a list of a hundred thousand without one, none is walked."""
    models = (model, *parts_within(model))
    return any(_marks(part, name, kinds) for part in models for name in part.model_fields)


def _parts_in(value: Any, path: str) -> Iterator[tuple[str, BaseModel]]:
    """Yield the parts in a value, each with where it stands."""
    if isinstance(value, BaseModel):
        yield path, value
        return
    if isinstance(value, Mapping):
        places: Iterator[tuple[Any, Any]] = iter(value.items())
    elif isinstance(value, (list, tuple)):
        places = iter(enumerate(value))
    else:
        return
    for place, item in places:
        yield from _parts_in(item, f"{path}.{place}")


def _written_inside(annotation: Any) -> Iterator[Any]:
    """Yield the marks that stand within a type, as in ``Country | None`` where the country is marked."""
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
        yield from _written_inside(annotation.__origin__)
        return
    if get_origin(annotation) is not dict:
        for inner in get_args(annotation):
            yield from _written_inside(inner)
