"""Who stands before the view, what every answer carries, and how large a question may be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from limen.core.access import sessions
from limen.core.access.callers import actor_of, problem
from limen.core.access.doors import DESK, OPEN, PASSWORD, SIGNED_IN, door_of
from limen.core.ledger.chain import reads_together
from limen.core.problems import TooLarge, status_of
from limen.kernel import BadInput, DeclarationError, LimenError

Answer = Callable[[HttpRequest], HttpResponseBase]


class ViewerMiddleware:
    """Puts on every request who looks, where and why, and turns away whoever the view is not for.

    ``request.viewer`` is a ``Viewer`` or None; ``request.standing`` says how a signed-in account stands. A view is for
    enrolled officers at a desk unless it says otherwise (``core.access.doors``).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        """Say who looks, log all that is shown before it goes out, and keep personal pages out of caches."""
        with reads_together():
            return self._answer(request)

    def _answer(self, request: Any) -> HttpResponseBase:
        """Answer in the officer's language and the place's time."""
        request.viewer = request.standing = None
        found = sessions.standing(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        request.session_over = found if isinstance(found, str) else ""
        if not isinstance(found, sessions.Standing):
            return self.get_response(request)
        request.standing, request.viewer = found, found.viewer
        zone = found.viewer.place.zone if found.viewer else None
        request.LANGUAGE_CODE = _language(found.account.language)
        with translation.override(request.LANGUAGE_CODE), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Turn away whoever the view is not for; renew the session of whoever it is for."""
        door = door_of(view)
        if request.path.startswith(settings.LIMEN_API_PREFIX) and door != OPEN:
            return _api(request)
        if request.standing is not None and not getattr(view, "limen_unattended", False):
            sessions.renew(request)
        if door == OPEN:
            return None
        if request.standing is None:
            return _to_sign_in(request)
        return self._in_order(request, door)

    def process_exception(self, request: Any, error: Exception) -> HttpResponseBase | None:
        """Show a refusal that a page let through as a page that says so, with the status it has on the API."""
        if not isinstance(error, LimenError) or isinstance(error, DeclarationError):
            return None
        status = status_of(error)
        if request.path.startswith(settings.LIMEN_API_PREFIX):
            return problem(error, status)
        return render(request, ["web/refused.html", "access/refused.html"], {"error": error}, status=status)

    def _in_order(self, request: Any, door: str) -> HttpResponseBase | None:
        standing = request.standing
        if door == PASSWORD:
            return None
        if not standing.enrolled:
            page = "account_change_password" if standing.account.must_change else "enrol"
            return _go(request, reverse(page))
        if door == SIGNED_IN or request.viewer is not None:
            return None
        request.viewer = sessions.choose_if_one(request, standing.account)
        if request.viewer is not None and door == DESK:
            timezone.activate(request.viewer.place.zone)
            return None
        return _go(request, _with_next("desk", request))


def _api(request: HttpRequest) -> HttpResponseBase | None:
    try:
        request.viewer = actor_of(request).viewer  # type: ignore[attr-defined]  # as the pages have it
    except LimenError as error:
        return problem(error, status_of(error))
    return None


def _to_sign_in(request: Any) -> HttpResponseBase:
    if request.session_over:
        messages.info(request, _said(request.session_over))
    return _go(request, _with_next("account_login", request), HTTPStatus.UNAUTHORIZED)


def _said(over: str) -> str:
    return {
        "idle": _("You were signed out after %(minutes)s minutes away.") % {"minutes": settings.LIMEN_IDLE_MINUTES},
        "limit": _("A session lasts %(hours)s hours at most. Sign in again.") % {"hours": settings.LIMEN_SESSION_HOURS},
    }.get(over, _("Your session was ended. Sign in again."))


def _with_next(page: str, request: HttpRequest) -> str:
    if request.method != "GET" or request.headers.get("HX-Request"):
        return reverse(page)
    return f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}"


def _go(request: HttpRequest, where: str, status: int = HTTPStatus.FORBIDDEN) -> HttpResponseBase:
    """Send the browser elsewhere; a part of a page asks the whole page to go."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=status, headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)


def _language(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class HeadersMiddleware:
    """Puts on every answer what neither Django nor the content policy puts there."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        response = self.get_response(request)
        for name, value in settings.LIMEN_HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class BodyLimitMiddleware:
    """Refuses a question whose body is larger than any of ours, before a byte of it is read."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, unless the body is too large or its length is not a number."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal():
            return HttpResponse(_("The length of the request is not a number."), status=HTTPStatus.BAD_REQUEST)
        if int(length) > settings.LIMEN_MAX_BODY:
            limit = settings.LIMEN_MAX_BODY // 1_000_000
            text = _("The request is larger than the %(limit)s MB this service takes.") % {"limit": limit}
            if request.path.startswith(settings.LIMEN_API_PREFIX):
                return problem(TooLarge(text), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return HttpResponse(text, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, content_type="text/plain")
        return self.get_response(request)


class AddressMiddleware:
    """Refuses an address with a NUL in it: no name holds one, and one of our two databases takes none in a text."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, unless the path or the query holds a NUL; then say so on a page of the site that was asked."""
        if "\0" not in request.path and "\0" not in unquote(request.META.get("QUERY_STRING", "")):
            return self.get_response(request)
        if request.path.startswith(settings.LIMEN_API_PREFIX):
            return problem(BadInput(unreadable()), HTTPStatus.BAD_REQUEST)
        own = _own_page(request.path_info)
        if own is not None:
            return own(request)
        context = {"error": BadInput(unreadable())}
        return render(request, ["web/refused.html", "access/refused.html"], context, status=HTTPStatus.BAD_REQUEST)


def unreadable() -> str:
    """Return what is said of an address that holds a NUL."""
    return _("The address holds a character that no text has (NUL).")


def _own_page(path: str) -> Answer | None:
    """Return how the site at an address says itself that it cannot be read, where it does (``limen_unreadable``)."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    own = getattr(found.func, "limen_unreadable", None)
    return partial(own, **found.kwargs) if own is not None else None
