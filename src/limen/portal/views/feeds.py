"""What machines read of the site: RSS and Atom of what is new, the map as XML, and what robots may read."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core.access.doors import open_to_all
from limen.portal import site as sites
from limen.portal.frame import Frame, frame_of, keep, service
from limen.portal.languages import ORIGINAL
from limen.portal.site import Shown
from limen.portal.writing import render

FEEDS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@open_to_all
@require_safe
def feed(request: HttpRequest, form: str, language: str = ORIGINAL) -> HttpResponse:
    """Return the news as RSS or Atom, in a language."""
    site = sites.current()
    frame = frame_of(site, language, "whats-new")
    here = request.build_absolute_uri(frame.address("whats-new/"))
    with translation.override(language):
        made = FEEDS[form](
            title=str(_("What’s new")),
            link=here,
            description=str(_("News of the service")),
            language=language,
            feed_url=request.build_absolute_uri(),
            author_name=service(),
        )
        rows = site.listed("news", language)
        for row in rows:
            made.add_item(
                title=row.title,
                link=f"{here}#{row.path}",
                description=_whole(request, frame, row) if form == "atom" else row.summary,
                unique_id=f"{here}#{row.path}",
                pubdate=datetime.combine(row.dated, time(12), UTC) if row.dated else row.changed,
                updateddate=row.changed,
            )
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)  # type: ignore[attr-defined]  # the stubs leave it out
    return keep(response, max((row.changed for row in rows), default=None))


def _whole(request: HttpRequest, frame: Frame, row: Shown) -> str:
    """Return a piece of news as HTML whose links are whole: a feed is read away from the site."""
    words = frame.site.words(row.language)
    return str(render(row.body, address=lambda path: request.build_absolute_uri(frame.address(path)), words=words).html)


@open_to_all
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return every page in every language it is shown in, as the sitemaps protocol 0.9 has it."""
    site = sites.current()
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for row in site.listed("page", ORIGINAL):
        versions = [spoken.code for spoken in site.languages if site.get("page", row.path, spoken.code)]
        for code in versions:
            shown: Any = site.get("page", row.path, code)
            url = SubElement(root, "url")
            SubElement(url, "loc").text = _absolute(request, site, code, row.path)
            SubElement(url, "lastmod").text = shown.changed.date().isoformat()
            for other in versions:
                SubElement(
                    url,
                    "xhtml:link",
                    {"rel": "alternate", "hreflang": other, "href": _absolute(request, site, other, row.path)},
                )
    body = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8")
    return keep(HttpResponse(body, content_type="application/xml; charset=utf-8"), site.changed)


def _absolute(request: HttpRequest, site: sites.Site, language: str, path: str) -> str:
    return request.build_absolute_uri(frame_of(site, language, path).canonical)


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read: the public pages, and no page of an answer to somebody."""
    lines = [
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /find/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return keep(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"), None)
