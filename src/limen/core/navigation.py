"""What the officers' navigation offers: each room names its pages in ``NAV`` beside its addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.urls import get_script_prefix, reverse

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page in the navigation.

    Args:
        label: what it is called, marked for translation.
        page: the name of its address.
        permission: what a viewer needs to see it, or several of which one is enough; empty for everyone at a desk.
        order: where it stands; lower comes first.
        key: the letter that opens it after ``g``.
        work: the purpose of use whose work begins on this page; empty for none.
    """

    label: Any
    page: str
    permission: str | tuple[str, ...] = ""
    order: int = 50
    key: str = ""
    work: str = ""

    @property
    def permissions(self) -> tuple[str, ...]:
        """The permissions of which one is enough; none for everyone at a desk."""
        asked = (self.permission,) if isinstance(self.permission, str) else self.permission
        return tuple(one for one in asked if one)


@dataclass(frozen=True, slots=True)
class Link:
    """A page as the navigation shows it: the one a viewer is on, or the first of the room that they are within."""

    label: str
    address: str
    key: str
    current: bool
    room: str = ""
    within: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """The pages a viewer may open from here.

    Args:
        rooms: the rooms: each by its first page, and by those that a letter opens.
        pages: the other pages of the room the viewer is in.
    """

    rooms: list[Link]
    pages: list[Link]


@lru_cache(maxsize=1)
def _items() -> tuple[NavItem, ...]:
    found: list[NavItem] = []
    for config in apps.get_app_configs():
        if config.name.startswith("limen.") and find_spec(f"{config.name}.urls") is not None:
            found.extend(getattr(import_module(f"{config.name}.urls"), "NAV", ()))
    return tuple(sorted(found, key=lambda item: item.order))


@lru_cache(maxsize=8)
def _addresses(_before: str) -> tuple[tuple[NavItem, str], ...]:
    """Return every page with its address, which is the same until the process ends but for what the server puts before.

    Args:
        _before: what stands before every address here.
    """
    return tuple((item, reverse(item.page)) for item in _items())


def navigation(viewer: Viewer | None, path: str) -> Ways:
    """Return the pages a viewer may open, the one they are on marked; none to who is at no desk."""
    if viewer is None:
        return Ways([], [])
    shown = [(item, address) for item, address in _addresses(get_script_prefix()) if _open(item, viewer)]
    nearest = max((address for _, address in shown if path.startswith(address)), key=len, default="")
    links = [
        Link(str(item.label), address, item.key, address == nearest, item.page.partition(":")[0])
        for item, address in shown
    ]
    first: dict[str, Link] = {}
    for link in links:
        first.setdefault(link.room, link)
    here = next((link.room for link in links if link.current), "")
    top = [link for link in links if link.key or first[link.room] is link]
    pages = [link for link in links if link.room == here and link not in top]
    if any(link.current for link in pages):
        top = [replace(link, within=link is first[here]) for link in top]
    return Ways(top, pages)


def first_room(viewer: Viewer) -> str:
    """Return the address where a viewer's work begins, empty when none of the rooms is theirs.

    It is the page of the purpose they sit down for, and otherwise the first the navigation offers them. What is
    offered to everybody at a desk is nobody's work.
    """
    theirs = [item for item in _items() if item.permission and _open(item, viewer)]
    chosen = next((item for item in theirs if item.work == viewer.purpose), theirs[0] if theirs else None)
    return reverse(chosen.page) if chosen else ""


def _open(item: NavItem, viewer: Viewer) -> bool:
    return not item.permissions or any(viewer.may(one) for one in item.permissions)
