"""The addresses of the public site; they come after every office's, and take what is left."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, re_path, register_converter
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.portal import parts
from limen.portal.languages import ORIGINAL, SPOKEN
from limen.portal.views import desk, feeds, printed, public, waits

app_name = "portal"
PARTS = parts.__all__
"""Importing them enters what stands on the pages."""

NAV: list[NavItem] = [
    NavItem(_("Public site"), "portal:editions", "portal.view", 80, work="administration"),
    NavItem(_("Pieces"), "portal:pieces", "portal.view", 81),
    NavItem(_("Languages"), "portal:languages", "portal.view", 82),
]


class Tongue:
    """A language other than the original, as it begins an address."""

    regex = "|".join(code for code in SPOKEN if code != ORIGINAL)

    def to_python(self, value: str) -> str:
        """Return the code."""
        return value

    def to_url(self, value: str) -> str:
        """Return the code."""
        return value


class SitePath:
    """The path of a page: small letters, digits and hyphens between slashes; never one that belongs to machines."""

    regex = r"(?!api/|static/)[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*"

    def to_python(self, value: str) -> str:
        """Return the path."""
        return value

    def to_url(self, value: str) -> str:
        """Return the path."""
        return value


register_converter(Tongue, "tongue")
register_converter(SitePath, "site")

VERSIONS: dict[str, dict[str, bool]] = {"text/": {"text": True}, "print/": {"printed": True}, "": {}}


def _pages() -> list[Any]:
    """Return the addresses that stand once for each language."""
    found: list[Any] = [re_path(r"^feed\.(?P<form>rss|atom)$", feeds.feed, name="feed")]
    found.append(re_path(r"^wait-times\.(?P<form>json|csv|rss)$", waits.waits, name="waits"))
    found.append(path("pdf/<site:path>.pdf", printed.pdf, name="pdf"))
    for prefix, asked in VERSIONS.items():
        found.append(path(prefix, public.page, asked, name=f"{prefix.strip('/') or 'home'}"))
        found.append(path(f"{prefix}<site:path>/", public.page, asked, name=f"{prefix.strip('/')}page"))
    return found


DESK: list[Any] = [
    path("portal/", desk.editions, name="editions"),
    path("portal/pieces/", desk.pieces, name="pieces"),
    path("portal/piece/<uuid:identifier>/", desk.piece, name="piece"),
    path("portal/piece/<uuid:identifier>/draft/<str:language>/", desk.draft, name="draft"),
    path("portal/edition/<uuid:identifier>/", desk.edition, name="edition"),
    path("portal/edition/<uuid:identifier>/write/", desk.write, name="write"),
    path("portal/languages/", desk.languages, name="languages"),
    path("portal/language/<uuid:identifier>/", desk.language, name="language"),
    path("portal/release/<uuid:identifier>/", desk.release, name="release"),
]
"""The editors' pages."""

urlpatterns: list[Any] = [
    *DESK,
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path("<tongue:language>/", include(_pages())),
    *_pages(),
]
