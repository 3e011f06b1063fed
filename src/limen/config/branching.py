"""Addresses that are found by their first words, branch by branch, and made when one of them is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property
from django.utils.translation import get_language


class Later(URLResolver):
    """Addresses that are made when one of them is first asked for, and not when the node starts.

    Django asks every resolver for the names below it when it first needs any name; this one is asked only for its own.

    Args:
        route: the words that all of them begin with.
        make: returns them, the same ones every time.
        app_name: the application they belong to.
        namespace: what their names begin with.
    """

    def __init__(
        self, route: str, make: Callable[[], list[URLPattern | URLResolver]], *, app_name: str, namespace: str
    ) -> None:
        super().__init__(RoutePattern(route), [], app_name=app_name, namespace=namespace)
        self._make = make

    @cached_property
    def url_patterns(self) -> list[URLPattern | URLResolver]:
        """Return the addresses."""
        return self._make()

    def _populate(self) -> None:
        """Leave the names for when one is asked for."""

    def _named(self) -> None:
        if get_language() not in self._reverse_dict:
            super()._populate()

    @property
    def reverse_dict(self) -> Any:
        """Return the addresses by name."""
        self._named()
        return super().reverse_dict

    @property
    def namespace_dict(self) -> Any:
        """Return the resolvers below, by namespace."""
        self._named()
        return super().namespace_dict

    @property
    def app_dict(self) -> Any:
        """Return the namespaces below, by application."""
        self._named()
        return super().app_dict


def branched(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return the same addresses under the words they begin with, each word once.

    What begins with something other than a plain word stays where it stands among the others. An address that begins
    with a word is asked for before one that takes any word, as in a room's own list.

    Args:
        patterns: routes of the ``path`` kind, in the order in which they are tried.
    """
    branches: dict[str, list[URLPattern]] = {}
    open_ended: list[URLPattern | URLResolver] = []
    for item in patterns:
        head, _slash, rest = str(item.pattern).partition("/")
        if isinstance(item, URLPattern) and rest and "<" not in head:
            branches.setdefault(head, []).append(_below(item, rest))
        else:
            open_ended.append(item)
    return [*(path(f"{head}/", include(branched(below))) for head, below in branches.items()), *open_ended]


def _below(item: URLPattern, rest: str) -> URLPattern:
    return URLPattern(RoutePattern(rest, name=item.name, is_endpoint=True), item.callback, item.default_args, item.name)
