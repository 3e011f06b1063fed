"""Reading accounts and who may do what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core.access.acts import token_digest
from limen.core.access.desks import Desk, desk_by_code, desks
from limen.core.access.gate import TokenActor, Viewer, posted_on
from limen.core.access.models import STEPS, Account, Posting, Token
from limen.core.access.roles import purposes, roles
from limen.core.ledger.chain import record_read
from limen.kernel import WORKFLOWS, Subject, UnknownRecord

if TYPE_CHECKING:
    from limen.core.access.sessions import Standing

__all__ = ["Desk", "account", "accounts", "bearer", "desk_by_code", "desks"]


STATES = {"active": _("Active"), "suspended": _("Suspended"), "closed": _("Closed")}


def accounts(*, viewer: Viewer) -> QuerySet[Account]:
    """Return every account, for those who manage or audit them."""
    viewer.require("access.view")
    return Account.objects.prefetch_related("postings__place")


def search(term: str, state: str = "", role: str = "", *, viewer: Viewer) -> QuerySet[Account]:
    """Return the accounts whose name, sign-in name or organisation holds a term.

    Args:
        term: words of it.
        state: only those in this state.
        role: only those who hold this role today.
        viewer: who asks.
    """
    rows = accounts(viewer=viewer)
    if state in STATES:
        rows = rows.filter(state=state)
    if role:
        held = Posting.objects.filter(posted_on(viewer.day), role=role)
        rows = rows.filter(pk__in=held.values("account"))
    for word in term.split():
        rows = rows.filter(Q(full_name__icontains=word) | Q(username__icontains=word) | Q(organisation__icontains=word))
    return rows


def posted(holder: Account, day: date) -> str:
    """Return what an account is posted as on a day, a role and its place a line."""
    held = [
        posting
        for posting in holder.postings.all()
        if posting.valid_from <= day and (posting.valid_to is None or posting.valid_to >= day) and not posting.ended_at
    ]
    titles = roles()
    return "\n".join(
        sorted({f"{titles[row.role].title if row.role in titles else row.role}, {row.place.code}" for row in held})
    )


def account(identifier: Any, *, viewer: Viewer) -> Account:
    """Return an account by identifier.

    Raises:
        UnknownRecord: when there is none.
    """
    found = accounts(viewer=viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such account.")
    return found


def page(identifier: Any, *, viewer: Viewer) -> dict[str, Any]:
    """Return all that the page of an account shows, and log that it was looked at."""
    holder = account(identifier, viewer=viewer)
    record_read(
        what="access.account.page",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject(Account.record_type, holder.pk)],
    )
    now = timezone.now()
    manages = viewer.may("access.manage")
    return {
        "holder": holder,
        "postings": postings(holder, viewer.day),
        "clearances": holder.clearances.order_by("-valid_from", "-pk"),
        "tokens": holder.tokens.order_by("-expires_at", "-pk"),
        "live": holder.sessions.filter(ended_at=None),
        "past": holder.sessions.exclude(ended_at=None)[:20],
        "factors": factors(holder),
        "locked": holder.locked(now),
        "now": now,
        "may_manage": manages,
        "acts": offered(holder) if manages else [],
    }


def own(standing: Standing) -> dict[str, Any]:
    """Return what an account is shown of itself; it is the holder's own, so no read is logged."""
    holder = standing.account
    return {
        "holder": holder,
        "postings": postings(holder, timezone.now().date()),
        "clearances": holder.clearances.order_by("-valid_from", "-pk"),
        "live": holder.sessions.filter(ended_at=None),
        "past": holder.sessions.exclude(ended_at=None)[:10],
        "this": standing.session,
        "purpose": purposes()[standing.viewer.purpose] if standing.viewer else "",
        "factors": factors(holder),
    }


def offered(holder: Account) -> list[dict[str, str]]:
    """Return the acts that may be done to an account in its state and are of use to its kind."""
    kind = "service" if holder.kind == "service" else "person"
    others = {"person": SERVICE_ONLY, "service": PERSON_ONLY}[kind]
    found = WORKFLOWS[Account.record_type].acts_from(holder.state)
    return [
        {"key": act.declaration.key, "title": act.title()}
        for act in found
        if act.declaration.verb not in others | OFFERED_BY_ROW
    ]


SERVICE_ONLY = frozenset({"issue_token", "revoke_token"})
PERSON_ONLY = frozenset({"give_password", "reset_factors", "end_session", "unlock"})
OFFERED_BY_ROW = frozenset({"issue_token", "revoke_token", "end_session"})
"""What is offered beside the token or session it is about, or has a page of its own."""


def postings(holder: Account, day: date) -> list[dict[str, Any]]:
    """Return an account's postings, the running first, each with its role's title and whether it runs on the day."""
    known = roles()
    rows = [
        {
            "posting": row,
            "title": known[row.role].title if row.role in known else row.role,
            "runs": row.valid_from <= day and (row.valid_to is None or day <= row.valid_to),
        }
        for row in holder.postings.select_related("place").order_by("-valid_from", "-pk")
    ]
    return sorted(rows, key=lambda row: not row["runs"])


def factors(holder: Account) -> list[dict[str, Any]]:
    """Return an account's second factors, without their secrets."""
    return [
        {"title": STEPS.get(row.type, row.type), "created_at": row.created_at, "last_used_at": row.last_used_at}
        for row in holder.authenticator_set.order_by("created_at", "pk")  # type: ignore[attr-defined]  # the second-factor library adds it
    ]


def bearer(secret: str) -> TokenActor | None:
    """Return who a token acts as, or None when it is unknown, expired, revoked or its account is shut out."""
    now = datetime.now(UTC)
    token = (
        Token.objects.select_related("account")
        .filter(digest=token_digest(secret), revoked_at=None, expires_at__gt=now)
        .first()
    )
    if token is None or not token.account.is_active:
        return None
    return TokenActor(token.account, frozenset(token.scopes))


def opened(identifier: Any, *, viewer: Viewer) -> Account:
    """Return an account that an act is to be done to; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none.
    """
    found = account(identifier, viewer=viewer)
    record_read(
        what="access.account",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject(Account.record_type, found.pk)],
    )
    return found


READERS = {"access.account": opened}
"""How each record of this room is read before an act is done to it."""

SHOWN = {"access.account": ("username", "full_name", "email", "kind", "organisation", "language", "locked_until")}
"""What a reader may have of each as data."""

ADDRESSES = {"access.account": "account"}
"""The page of each, where its name is not the record's."""


def known_by(text: str, *, viewer: Viewer) -> list[Account]:
    """Return the account that a sign-in name means, for those who may see accounts, or post whom they name."""
    if not viewer.may("access.manage"):
        viewer.require("access.view")
    return list(Account.objects.filter(username__iexact=text)[:2])


LOOKUPS = {"access.account": known_by}
"""How each record is found by what a person knows it by."""
