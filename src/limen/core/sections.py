"""The parts of a record's page that other rooms write: each room names them in ``SECTIONS`` of its ``sections``.

A person's page shows documents, referrals and deadlines without the people room knowing any of those rooms, and an
office adds its own records the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps

from limen.core.offering import Offer, begun

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer


def nothing(_record: Any) -> Mapping[str, Mapping[str, Any]]:
    """Return no acts."""
    return {}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a record's page.

    Args:
        title: its heading, marked for translation.
        template: what writes its ``rows``.
        permission: what a viewer needs to see it.
        read: ``read(record, viewer)`` returns the rows; it hides what is sealed and logs that the viewer looked.
        on: the record type it is shown on; every record's page when empty.
        order: where it stands; lower comes first.
        begins: ``begins(record)`` returns the acts that make such a row, each with the fields its form has filled in.
    """

    title: Any
    template: str
    permission: str
    read: Callable[[Any, Viewer], Any]
    on: str = ""
    order: int = 50
    begins: Callable[[Any], Mapping[str, Mapping[str, Any]]] = nothing


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as one viewer's page shows it."""

    title: Any
    template: str
    rows: Any
    begins: list[Offer]


@lru_cache(maxsize=1)
def _all() -> tuple[Section, ...]:
    found: list[Section] = []
    for config in apps.get_app_configs():
        if config.name.startswith("limen.") and find_spec(f"{config.name}.sections") is not None:
            found.extend(import_module(f"{config.name}.sections").SECTIONS)
    return tuple(sorted(found, key=lambda section: section.order))


def sections_of(record: Any, viewer: Viewer, *, own: bool = False) -> list[Shown]:
    """Return the sections of a record's page that a viewer may see, in order.

    Args:
        record: the record.
        viewer: who looks.
        own: only those written for this type of record, not those that every record's page has.
    """
    wanted = (record.record_type,) if own else ("", record.record_type)
    return [
        Shown(section.title, section.template, section.read(record, viewer), begun(section.begins(record), viewer))
        for section in _all()
        if section.on in wanted and viewer.may(section.permission)
    ]
