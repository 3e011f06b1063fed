"""Pages of the public site kept in memory, so that many readers cost little; the kept ones are as fresh as the site."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response

from limen.portal import site as sites

MOST = 4_000
"""The most pages a process keeps."""

Answer = Callable[[HttpRequest], HttpResponseBase]


class PublicPagesMiddleware:
    """Answers a public page that was made before, as long as no act has changed the site since.

    It stands before sessions: what is public is the same for everybody, and a kept page never read a cookie. A page is
    kept when the view says how long it may be held (``frame.keep``) and it was asked for without a query: what shows
    content alone until an act changes the site, what shows more for ``LIMEN_PORTAL_LIVE_SECONDS``.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.revision: tuple[Any, ...] = ()
        self.kept: dict[tuple[str, str], tuple[bytes, dict[str, str], float]] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from memory where that is the same answer."""
        if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
            return self.get_response(request)
        key = (f"{request.scheme}://{request.get_host()}", request.path)  # the page says where it stands
        held = self.kept.get(key)
        if held is not None and held[2] > time.monotonic() and self._fresh():
            return self._conditional(request, HttpResponse(held[0], headers=held[1]))
        before = sites.held()
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _may_be_kept(response):
            # the language stands in the address, so nothing that the reader sends makes another page of it
            response.headers.pop("Vary", None)
            response.headers.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
            self._keep(key, response, before)
            return self._conditional(request, response)
        return response

    def _fresh(self) -> bool:
        """Return whether the site is as it was when the kept pages were made; where it is not, let them go."""
        site = sites.current()
        # pages tell the law as it is today
        now = (site.revision, site.until, timezone.now().date())
        if self.revision == now:
            return True
        self.revision = now
        self.kept.clear()
        return False

    def _keep(self, key: tuple[str, str], response: HttpResponse, before: sites.Site | None) -> None:
        """Keep a page, unless the site is another than before the page was made: it may tell of either."""
        self._fresh()
        if sites.held() is before and len(self.kept) < MOST:
            seconds: float = response.limen_held  # type: ignore[attr-defined]  # set by the view, see frame.keep
            self.kept[key] = (response.content, dict(response.headers), time.monotonic() + seconds)

    def _conditional(self, request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
        answer = get_conditional_response(request, etag=response.get("ETag"), response=response)
        if isinstance(answer, HttpResponseNotModified):
            answer.headers.setdefault("Cache-Control", response["Cache-Control"])
        return answer if answer is not None else response


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        bool(getattr(response, "limen_held", 0) > 0) and response.status_code == HTTPStatus.OK and not response.cookies
    )
