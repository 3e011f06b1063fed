"""Pages as PDF, set for the printer and for screen readers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core.access.doors import open_to_all
from limen.portal import papers
from limen.portal import site as sites
from limen.portal.frame import Frame, frame_of, keep, service
from limen.portal.languages import ORIGINAL
from limen.portal.site import Shown
from limen.portal.views.public import law_of, missing

LISTS = {"questions": "answer", "glossary": "term", "whats-new": "news"}
"""Pages whose words are other pieces, printed below their own."""


@open_to_all
@require_safe
def pdf(request: HttpRequest, path: str, language: str = ORIGINAL) -> HttpResponse:
    """Return a page as PDF/UA; where no font here writes its script, the page laid out for the printer."""
    site = sites.current()
    frame = frame_of(site, language, path)
    with translation.override(language):
        row = site.get("page", frame.path, language)
        if row is None:
            return missing(frame)
        sheet = _sheet(request, frame, row)
        if papers.unwritten(f"{row.title} {row.body}"):
            return HttpResponseRedirect(frame.print_version)
        response = HttpResponse(papers.compiled(sheet, row.changed), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{frame.path.replace("/", "-")}-{language}.pdf"'
    return keep(response, site.changed if frame.path in LISTS else row.changed)


def _sheet(request: HttpRequest, frame: Frame, row: Shown) -> papers.Sheet:
    def address(path: str) -> str:
        return request.build_absolute_uri(frame.address(path))

    changed = _("Last modified %(day)s") % {"day": date_format(row.changed, "DATE_FORMAT")}
    return papers.Sheet(
        title=row.title,
        summary=row.summary,
        service=service(),
        lang=frame.language.partition("-")[0],
        rtl=frame.spoken.rtl,
        address=request.build_absolute_uri(frame.canonical),
        changed=changed,
        blocks=[*papers.blocks(row.body, address=address), *_listed(frame, address)],
        law=[(rule.title, rule.citation, rule.text) for rule in law_of(row)],
        labels={"law": _("The law this page stands on"), "page": _("Page")},
    )


def _listed(frame: Frame, address: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for row in frame.site.listed(LISTS[frame.path], frame.language) if frame.path in LISTS else ():
        runs = [{"text": row.title, "bold": False, "italic": False, "href": ""}]
        found += [{"kind": "heading", "level": 2, "runs": runs}, *papers.blocks(row.body, address=address)]
    return found
