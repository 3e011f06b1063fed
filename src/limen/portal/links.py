"""Whether the links of a text lead somewhere."""

from __future__ import annotations

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
    path = urlsplit(target).path
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if found.view_name != PAGE:
        return True
    wanted = str(found.kwargs["path"]).strip("/")
    return Piece.objects.filter(kind="page", path=wanted, state="open").exists()
