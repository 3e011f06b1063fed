"""Whether the links of a text lead somewhere."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from limen.portal.models import Piece
from limen.portal.writing import EXTERNAL, links

PAGE = "portal:page"
"""The address of a page that is content; every other address is there by itself."""


def broken(body: str) -> list[str]:
    """Return the links of a text that lead nowhere on this site, or that are no address at all.

    Addresses elsewhere must be ``https``; whether they answer is not asked, because the site asks nobody else.
    """
    return [target for target in links(body) if not leads_somewhere(target)]


def leads_somewhere(target: str) -> bool:
    """Return whether a link of a text leads somewhere."""
    if not target.startswith("/"):
        return bool(EXTERNAL.match(target)) or target.startswith("#")
    found = _at(urlsplit(target).path)
    if isinstance(found, bool):
        return found
    return Piece.objects.filter(kind="page", path=found, state="open").exists()


@lru_cache(maxsize=4096)
def _at(address: str) -> str | bool:
    """Return the path of the content that an address asks for, or whether something else is there.

    The addresses of a process are the same until it ends; which content there is, is asked every time.
    """
    try:
        found = resolve(address)
    except Resolver404:
        return False
    return str(found.kwargs["path"]).strip("/") if found.view_name == PAGE else True
