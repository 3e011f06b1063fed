"""Who is signed in, at which desk, and for how long still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.db.models import UUIDField
from django.http import HttpRequest
from django.utils import timezone

from limen.core.access.desks import Desk, desk_at, desks
from limen.core.access.gate import NODE, SYSTEM, Viewer
from limen.core.access.models import Account, Session
from limen.core.access.signing import Ending, SignIn, SignOut
from limen.core.prepared import Prepared, Slot
from limen.kernel import Act, Outcome, perform

KEY = "limen"
"""Where Limen keeps its part of Django's session."""

RENEWAL = timedelta(minutes=1)
"""How often a session's last use is written down; finer would cost a durable write a page."""

ENROLMENT = timedelta(minutes=10)
"""How long after signing in by password alone a second factor is enrolled without the password again."""

ENDED = "ended elsewhere"


@dataclass(frozen=True)
class Standing:
    """How a signed-in account stands.

    Args:
        account: whose session it is.
        session: the session's identifier.
        enrolled: whether the password is the owner's own and a second factor is enrolled.
        viewer: the account at its desk; None until one is chosen.
    """

    account: Account
    session: UUID
    enrolled: bool
    viewer: Viewer | None


def recorded(act: Act, account: Account) -> Outcome:
    """Do one of the acts of signing in to an account, as Limen itself."""
    return perform(act, on=account, by=SYSTEM, at=NODE, purpose="administration")


def begin(request: HttpRequest, account: Account, *, method: str, address: str = "") -> UUID:
    """Record a sign-in and open its session; Django has given the browser a fresh key already.

    Raises:
        GuardRefused: for a service account, or one that is locked.
    """
    agent = str(request.META.get("HTTP_USER_AGENT", ""))[:200]
    told = recorded(SignIn(method=method, address=address, agent=agent), account).told
    now = timezone.now().timestamp()
    request.session[KEY] = {"session": str(told["session"]), "started": now, "seen": now, "bare": method == "password"}
    return UUID(str(told["session"]))


def end(request: HttpRequest, how: Ending) -> None:
    """Record that a session ended, and forget it."""
    held = request.session.get(KEY)
    account = get_user(request)
    if held and isinstance(account, Account):
        recorded(SignOut(session=UUID(held["session"]), how=how), account)
    logout(request)


def standing(request: HttpRequest) -> Standing | str | None:
    """Return how the request's account stands; the reason when its session is over; None when nobody is signed in.

    Asked on every request, so that an ended posting, an ended session or a suspended account is shut out at once.
    """
    account = get_user(request)
    if not isinstance(account, Account):
        return _leftover(request)
    held = request.session.get(KEY)
    if held is None or not _live(account, held):
        logout(request)
        return ENDED
    over = _over(held, timezone.now())
    if over is not None:
        end(request, over)
        return over
    return Standing(account, UUID(held["session"]), _enrolled(request, account, held), _viewer(request, account, held))


def renew(request: HttpRequest) -> None:
    """Say that a person is at work in the session."""
    held = request.session[KEY]
    now = timezone.now()
    if now - _moment(held["seen"]) >= RENEWAL:
        request.session[KEY] = {**held, "seen": now.timestamp()}


def enrolling(request: HttpRequest) -> bool:
    """Return whether the session began only minutes ago with a password alone, so that a second factor is enrolled."""
    held = request.session.get(KEY)
    return held is not None and held.get("bare", False) and timezone.now() - _moment(held["started"]) < ENROLMENT


def choose(request: HttpRequest, desk: Desk, purpose: str) -> None:
    """Take a desk for a purpose."""
    request.session[KEY] = {**request.session[KEY], "place": str(desk.place.pk), "purpose": purpose}


def choose_if_one(request: HttpRequest, account: Account) -> Viewer | None:
    """Take the desk when there is one, for its one purpose, and return who now reads."""
    found = desks(account)
    if len(found) != 1 or len(found[0].purposes) != 1:
        return None
    choose(request, found[0], found[0].purposes[0])
    return _viewer(request, account, request.session[KEY])


def forget_enrolment(request: HttpRequest) -> None:
    """Ask again, at the next request, whether a second factor is enrolled."""
    held = request.session.get(KEY)
    if held and held.pop("enrolled", None):
        request.session[KEY] = held


def _leftover(request: HttpRequest) -> str | None:
    """Return why a session that names nobody who may sign in is over; it is forgotten."""
    if KEY not in request.session:
        return None
    request.session.flush()
    return ENDED


LIVE = Prepared(
    lambda: (
        Session.objects.filter(pk=Slot("pk", UUIDField()), account=Slot("account", UUIDField()), ended_at=None)
        .order_by()
        .values_list("pk", flat=True)
    )
)


def _live(account: Account, held: dict[str, Any]) -> bool:
    return bool(LIVE.all(pk=held["session"], account=account.pk))


def _over(held: dict[str, Any], now: datetime) -> Ending | None:
    if now - _moment(held["started"]) >= timedelta(hours=settings.LIMEN_SESSION_HOURS):
        return "limit"
    if now - _moment(held["seen"]) >= timedelta(minutes=settings.LIMEN_IDLE_MINUTES):
        return "idle"
    return None


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=timezone.get_default_timezone())


def _enrolled(request: HttpRequest, account: Account, held: dict[str, Any]) -> bool:
    """Return whether nothing is left to enrol. Whatever undoes it ends the session or forgets that it was asked."""
    if held.get("enrolled"):
        return True
    found = not account.must_change and account.authenticator_set.exclude(type="recovery_codes").exists()  # type: ignore[attr-defined]  # the second-factor library adds it
    if found:
        request.session[KEY] = held | {"enrolled": True}
    return found


def _viewer(request: HttpRequest, account: Account, held: dict[str, Any]) -> Viewer | None:
    if "place" not in held:
        return None
    viewer = desk_at(account, held["place"], held["purpose"])
    if viewer is None:
        request.session[KEY] = {key: value for key, value in request.session[KEY].items() if key not in _DESK}
    return viewer


_DESK = frozenset({"place", "purpose"})
