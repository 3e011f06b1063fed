"""Addresses that are found by their first words, branch by branch, and not by trying every one there is."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern


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
