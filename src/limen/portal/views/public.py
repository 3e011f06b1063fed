"""Every page of the public site: its words from the content, what the code adds below them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from limen.core.access.doors import open_to_all
from limen.core.lawbook import lawbook
from limen.portal import site as sites
from limen.portal.frame import HOME, PARTS, Answer, Frame, Part, body_of, frame_of, keep, keep_not, shown
from limen.portal.languages import ORIGINAL
from limen.portal.law import Rule, rules
from limen.portal.site import Shown


@dataclass(frozen=True, slots=True)
class Version:
    """How a page is asked for."""

    language: str = ORIGINAL
    text: bool = False
    printed: bool = False


@open_to_all
@csrf_exempt
def page(
    request: HttpRequest, path: str = "", language: str = ORIGINAL, *, text: bool = False, printed: bool = False
) -> HttpResponse:
    """Show a page. What is sent to one changes nothing in the name of the browser, so it needs no session's token."""
    site = sites.current()
    offered = {spoken.code for spoken in site.languages}
    if language not in offered:
        return HttpResponsePermanentRedirect(frame_of(site, ORIGINAL, path).canonical)
    host = f"{request.scheme}://{request.get_host()}"
    frame = frame_of(site, language, path, text=text, printed=printed, host=host)
    with translation.override(language), timezone.override(None):
        return _page(request, frame)


def _page(request: HttpRequest, frame: Frame) -> HttpResponse:
    original = frame.site.get("page", frame.path, ORIGINAL)
    added = _part(original, frame.path)
    if original is None and (added is None or not added.posts):
        return _below(request, frame) if frame.site.shown or frame.path != HOME else nothing_yet(frame)
    allowed = ["GET", "HEAD", "POST"] if added is not None and added.posts else ["GET", "HEAD"]
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    row = frame.site.get("page", frame.path, frame.language)
    answer = _added(added, request, frame)
    if isinstance(answer, HttpResponse):
        return answer
    if original is None:
        # what can be sent can be sent, whether or not a page is written for it
        context = {"title": answer.title or answer.name, "added": answer, **answer.context} if answer else {}
        return keep_not(shown(frame, "portal/bare.html", context, status=answer.status if answer else 200))
    context = _context(frame, row, original, answer)
    response = shown(frame, "portal/page.html", context, status=answer.status if answer else 200)
    live = added is not None and added.live
    if request.method == "POST" or (answer is not None and not answer.kept):
        return keep_not(response)
    return keep(response, None if live else _changed(row or original, frame), held=not live)


def _part(original: Shown | None, path: str) -> Part | None:
    return (PARTS.get(original.form) if original else None) or PARTS.get(path)


def _below(request: HttpRequest, frame: Frame) -> HttpResponse:
    """Show what a part shows one step below its page, or say that there is no such page."""
    above, _slash, name = frame.path.rpartition("/")
    page_above = frame.site.get("page", above, ORIGINAL)
    added = _part(page_above, above) if page_above is not None else None
    if added is None or added.below is None:
        return missing(frame)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    answer = added.below(request, frame, name)
    if answer is None:
        return missing(frame)
    if isinstance(answer, HttpResponse):
        return answer
    context = {"title": answer.title, "added": answer, **answer.context}
    response = shown(frame, "portal/below.html", context, status=answer.status)
    return keep(response, None, held=False) if answer.kept else keep_not(response)


def _added(added: Part | None, request: HttpRequest, frame: Frame) -> Answer | HttpResponse | None:
    return added.read(request, frame) if added is not None else None


def _context(frame: Frame, row: Shown | None, original: Shown, answer: Answer | None) -> dict[str, Any]:
    return {
        "row": row,
        "original": original,
        "title": (answer.title if answer and answer.title else "") or (row.title if row else _("Not translated yet")),
        "words": body_of(frame, row) if row and not (answer and answer.alone) else None,
        "rules": law_of(original),
        "below": frame.site.below(frame.path, frame.language) if frame.path != HOME else [],
        "added": answer,
        **(dict(answer.context) if answer else {}),
    }


def law_of(row: Shown) -> list[Rule]:
    """Return the rules a piece stands on, as the law pack has them today."""
    return rules(lawbook(), row.law, timezone.now().date())


def _changed(row: Shown, frame: Frame) -> datetime | None:
    # a page that lists others changes with them
    return frame.site.changed if frame.path in PARTS else row.changed


def nothing_yet(frame: Frame) -> HttpResponse:
    """Say that this service has published nothing yet, and where its officers sign in."""
    return keep_not(shown(frame, "portal/empty.html", {"title": _("Nothing is published here yet")}))


def unreadable(_request: HttpRequest, language: str = ORIGINAL, **_asked: Any) -> HttpResponse:
    """Say, as any page of the site does, that the address asked for cannot be read."""
    site = sites.current()
    offered = {spoken.code for spoken in site.languages}
    frame = frame_of(site, language if language in offered else ORIGINAL, "")
    with translation.override(frame.language), timezone.override(None):
        says = _("The address holds a character that no text has (NUL).")
        context = {"title": _("There is no such page"), "says": says, "looked_for": ""}
        return keep_not(shown(frame, "portal/missing.html", context, status=400))


page.limen_unreadable = unreadable  # type: ignore[attr-defined]  # read where addresses are judged, before any view


def missing(frame: Frame) -> HttpResponse:
    """Say that there is no such page, and what might be meant."""
    context = {"title": _("There is no such page"), "looked_for": frame.path.replace("/", " ").replace("-", " ")}
    return keep_not(shown(frame, "portal/missing.html", context, status=404))
