"""Who calls the API: a token with its place and purpose, or a person signed in at a desk."""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _

from limen.core.access.desks import Desk, desk_by_code, desks
from limen.core.access.gate import TokenActor, Viewer, viewer_of
from limen.core.access.models import Account
from limen.core.access.queries import bearer
from limen.core.access.roles import purposes
from limen.core.places.models import Place
from limen.core.problems import MEDIA_TYPE, document
from limen.kernel import BadInput, LimenError, NotPermitted, Problem

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class NotSignedIn(LimenError):
    """Nobody, or nobody known, is calling."""

    slug = "not-signed-in"


class Caller(NamedTuple):
    """Who calls, where and why, as ``perform`` and the queries ask for it."""

    actor: Account | TokenActor
    place: Place
    purpose: str

    @property
    def viewer(self) -> Viewer:
        """Return the caller as a viewer on the place's own day."""
        from django.utils import timezone

        return viewer_of(self.actor, self.place, self.purpose, timezone.now().astimezone(self.place.zone).date())


class _Forgery(CsrfViewMiddleware):
    """Django's check for forged requests, asked as a question."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def actor_of(request: HttpRequest) -> Caller:
    """Return who calls: by ``Authorization: Bearer`` with ``X-Limen-Place`` and ``X-Limen-Purpose``, or by session.

    ``Authorization: ApiKey token@place/purpose`` says the same in one. A token's place and purpose may be left out when
    the account has one. A session must also carry the forgery token on every request that may change something.

    Raises:
        NotSignedIn: no known token, and nobody signed in at a desk.
        BadInput: the headers name no place or purpose, or not one of the account's.
        NotPermitted: the request was forged.
    """
    known: Caller | None = getattr(request, "limen_caller", None)
    if known is None:
        known = _by_token(request) if "Authorization" in request.headers else _by_session(request)
        request.limen_caller = known  # type: ignore[attr-defined]  # asked for once a request
    return known


def problem(error: LimenError, status: int) -> JsonResponse:
    """Return a refusal as problem+json (RFC 9457)."""
    response = JsonResponse(document(error, status), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="limen"'
    return response


def _by_token(request: HttpRequest) -> Caller:
    scheme, _space, secret = request.headers["Authorization"].partition(" ")
    secret, place, purpose = _parts(secret.strip()) if scheme.lower() == "apikey" else (secret.strip(), "", "")
    actor = bearer(secret) if scheme.lower() in ("bearer", "apikey") else None
    if actor is None:
        raise NotSignedIn(_("The token is unknown, expired or revoked."))
    desk = _desk(actor.account, request.headers.get("X-Limen-Place", place))
    return Caller(actor, desk.place, _purpose(desk, request.headers.get("X-Limen-Purpose", purpose)))


def _parts(key: str) -> tuple[str, str, str]:
    """Return the token, place and purpose of an API key: a client that sends no other header says all in one."""
    secret, _at, desk = key.partition("@")
    place, _slash, purpose = desk.partition("/")
    return secret, place, purpose


def _desk(account: Account, code: str) -> Desk:
    if code:
        desk = desk_by_code(account, code)
    else:
        found = desks(account)
        desk = found[0] if len(found) == 1 else None
    if desk is None:
        raise BadInput(
            _("Say at which place the account acts."),
            problems=[Problem("X-Limen-Place", "place.unknown", _("Send the code of a place where it is posted."))],
        )
    return desk


def _purpose(desk: Desk, purpose: str) -> str:
    if not purpose and len(desk.purposes) == 1:
        return desk.purposes[0]
    if purpose not in purposes():
        raise BadInput(
            _("Say for which purpose the account acts."),
            problems=[Problem("X-Limen-Purpose", "purpose.unknown", f"One of: {', '.join(desk.purposes)}.")],
        )
    return purpose


def _by_session(request: HttpRequest) -> Caller:
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None or not isinstance(viewer.account, Account):
        raise NotSignedIn(_("Sign in and choose a desk, or send a token."))
    if request.method not in SAFE:
        _refuse_forged(request)
    return Caller(viewer.account, viewer.place, viewer.purpose)


def _refuse_forged(request: HttpRequest) -> None:
    check = _Forgery(lambda _request: JsonResponse({}))
    check.process_request(request)
    reason = check.process_view(request, _unexempted, (), {})  # type: ignore[arg-type]  # Django asks it only whether it is exempt
    if reason:
        raise NotPermitted(_("The request carries no valid forgery token (X-CSRFToken)."))


def _unexempted() -> None:
    """Stand in for the view, which the API framework exempts from the check."""
