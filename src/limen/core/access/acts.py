"""Opening accounts, posting officers, clearing them, and giving services their tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q
from pydantic import Field, SecretStr

from limen.core.access import passwords
from limen.core.access.models import Account, Clearance, Posting, Token
from limen.core.access.roles import roles
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, GuardRefused, Personal, Problem, Ref, Scene

KEEP = ("records.keep",)
MANAGE = "access.manage"
PERSON = "access.account"


class OpenAccount(Act, key="access.open_account", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Open an account."""

    username: Annotated[str, Field(title="Sign-in name", min_length=2, max_length=64, pattern=r"^[\w.@+-]+$")]
    full_name: Annotated[str, Personal, Field(title="Name", max_length=160)]
    email: Annotated[str, Personal, Field(title="E-mail", max_length=254)] = ""
    kind: Annotated[Literal["officer", "partner", "service"], Field(title="Kind")] = "officer"
    organisation: Annotated[str, Field(title="Organisation", max_length=64)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A sign-in name is one person's, whatever its case."""
        if Account.objects.filter(username__iexact=self.username).exists():
            raise GuardRefused(f"The sign-in name “{self.username}” is taken.")

    def apply(self, record: Any, scene: Scene) -> Account:
        """Make the account; it cannot sign in until a password or a token is given."""
        account = Account(
            username=self.username,
            full_name=self.full_name,
            email=self.email,
            kind=self.kind,
            organisation=self.organisation,
        )
        account.set_unusable_password()
        return account


class GivePassword(Act, key="access.give_password", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Give an account a password, to be changed by its owner at the next sign-in; whoever is signed in is shut out."""

    password: Annotated[SecretStr, Personal, Field(title="Password", min_length=12, exclude=True)]
    temporary: Annotated[bool, Field(title="To be changed at the next sign-in")] = True

    def guard(self, record: Account, scene: Scene) -> None:
        """It is a password the service accepts, and services have none."""
        if record.kind == "service":
            raise GuardRefused("A service account has tokens, not a password.")
        weaknesses = passwords.weaknesses(self.password.get_secret_value(), record)
        if weaknesses:
            raise BadInput(weaknesses[0], problems=[Problem("password", "password.weak", why) for why in weaknesses])

    def apply(self, record: Account, scene: Scene) -> Account:
        """Set it; the ledger says that it was given, never what it is."""
        record.set_password(self.password.get_secret_value())
        record.must_change = self.temporary
        record.failures, record.locked_until = 0, None
        record.end_sessions(scene.at, "password")
        return record


class PostOfficer(Act, key="access.post", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Post an account to an office in a role."""

    role: Annotated[str, Field(title="Role")]
    place: Annotated[UUID, Ref("places.place"), Field(title="Office")]
    valid_from: Annotated[date, Field(title="From")]
    valid_to: Annotated[date | None, Field(title="Last day")] = None

    def guard(self, record: Account, scene: Scene) -> None:
        """The role exists, and nobody posts themselves."""
        if self.role not in roles() or self.role == "system":
            raise BadInput(
                f"“{self.role}” is not a role.",
                problems=[Problem("role", "role.unknown", f"One of: {', '.join(sorted(roles()))}.")],
            )
        if record.id == scene.actor.id:
            raise GuardRefused("Nobody gives themselves a role; another administrator does it.")

    def apply(self, record: Account, scene: Scene) -> Account:
        """Add the posting."""
        Posting.objects.create(
            account=record,
            role=self.role,
            place=Place.objects.get(pk=self.place),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )
        return record


class EndPosting(Act, key="access.end_posting", on=PERSON, permission=MANAGE, authorities=KEEP):
    """End a posting; access through it ends with the last day given."""

    posting: Annotated[UUID, Field(title="Posting")]
    last_day: Annotated[date, Field(title="Last day")]

    def apply(self, record: Account, scene: Scene) -> Account:
        """Set the last day."""
        if not record.postings.filter(pk=self.posting).update(valid_to=self.last_day):
            raise BadInput(
                "That posting is not this account's.",
                problems=[Problem("posting", "record.unknown", "Choose one of the account's postings.")],
            )
        return record


class LeaveOffice(Act, key="access.leave_office", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Shut an account out of an office that it works for no more, at once."""

    place: Annotated[UUID, Ref("places.place"), Field(title="Office")]
    role: Annotated[str, Field(title="Role; every one when left out", max_length=40)] = ""
    reason: Annotated[str, Field(title="Reason", max_length=500)]

    def apply(self, record: Account, scene: Scene) -> Account:
        """End its postings there, its sessions, and its tokens where it is posted nowhere else."""
        yesterday = scene.day - timedelta(days=1)
        live = record.postings.filter(Q(valid_to=None) | Q(valid_to__gte=scene.day))
        here = live.filter(place=self.place, **({"role": self.role} if self.role else {}))
        scene.facts["postings"] = here.update(valid_to=yesterday, ended_at=scene.at)
        scene.facts["sessions"] = record.end_sessions(scene.at, "left_office")
        if not live.exists():
            scene.facts["tokens"] = record.tokens.filter(revoked_at=None).update(revoked_at=scene.at)
        return record


class Clear(Act, key="access.clear", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Clear an account for a compartment."""

    compartment: Annotated[Literal["protected", "asylum", "juvenile", "intelligence"], Field(title="Compartment")]
    reason: Annotated[str, Field(title="Need to know", min_length=10, max_length=300)]
    valid_from: Annotated[date, Field(title="From")]
    valid_to: Annotated[date, Field(title="Last day")]

    def guard(self, record: Account, scene: Scene) -> None:
        """Nobody clears themselves, and a clearance lapses."""
        if record.id == scene.actor.id:
            raise GuardRefused("Nobody clears themselves; another administrator does it.")
        if not self.valid_from <= self.valid_to <= self.valid_from + timedelta(days=366):
            raise GuardRefused("A clearance lasts a year at most and is then asked for again.")

    def apply(self, record: Account, scene: Scene) -> Account:
        """Add the clearance."""
        Clearance.objects.create(
            account=record,
            compartment=self.compartment,
            reason=self.reason,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )
        return record


class SuspendAccount(Act, key="access.suspend", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Suspend an account; it is shut out at once."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Account, scene: Scene) -> Account:
        """End its sessions, so that restoring it revives none."""
        record.end_sessions(scene.at, "suspended")
        return record


class RestoreAccount(Act, key="access.restore", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Restore a suspended account."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Account, scene: Scene) -> Account:
        """Clear its lock-out."""
        record.failures, record.locked_until = 0, None
        return record


class CloseAccount(Act, key="access.close", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Close the account of someone who has left; it is shut out at once and for good."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Account, scene: Scene) -> Account:
        """Take away the password, the tokens and the sessions."""
        record.set_unusable_password()
        record.end_sessions(scene.at, "closed")
        record.tokens.filter(revoked_at=None).update(revoked_at=scene.at)
        return record


class IssueToken(Act, key="access.issue_token", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Issue a token to a service account; it is shown once."""

    scopes: Annotated[list[str], Field(title="Scopes", min_length=1)]
    days: Annotated[int, Field(title="Days it lasts", ge=1, le=366)] = 90

    def guard(self, record: Account, scene: Scene) -> None:
        """Only services have tokens, and a scope is a permission some role has."""
        if record.kind != "service":
            raise GuardRefused("Tokens are for service accounts; people sign in.")
        known = frozenset[str]().union(*(role.permissions for role in roles().values()))
        unknown = sorted(set(self.scopes) - known)
        if unknown:
            raise BadInput(
                f"Unknown scopes: {', '.join(unknown)}.",
                problems=[Problem("scopes", "scope.unknown", "A scope is a permission.")],
            )

    def apply(self, record: Account, scene: Scene) -> Account:
        """Keep the digest; tell the caller the token."""
        secret = "lmn_" + secrets.token_urlsafe(32)
        token = Token.objects.create(
            account=record,
            digest=token_digest(secret),
            hint=secret[:8],
            scopes=self.scopes,
            expires_at=scene.at + timedelta(days=self.days),
        )
        scene.told["token"] = secret
        scene.facts["token"] = {"id": token.pk, "expires_at": token.expires_at}
        return record


class RevokeToken(Act, key="access.revoke_token", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Revoke a token at once."""

    token: Annotated[UUID, Field(title="Token")]

    def apply(self, record: Account, scene: Scene) -> Account:
        """Mark it revoked."""
        if not record.tokens.filter(pk=self.token, revoked_at=None).update(revoked_at=scene.at):
            raise BadInput(
                "That token is not this account's, or was revoked before.",
                problems=[Problem("token", "record.unknown", "Choose one of the account's tokens.")],
            )
        return record


class ResetFactors(Act, key="access.reset_factors", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Take away an account's second factors, lost or stolen; its owner enrols new ones at the next sign-in."""

    reason: Annotated[str, Field(title="Reason", min_length=10, max_length=300)]

    def guard(self, record: Account, scene: Scene) -> None:
        """Nobody takes away their own this way."""
        if record.id == scene.actor.id:
            raise GuardRefused("Nobody resets their own second factors; another administrator does it.")

    def apply(self, record: Account, scene: Scene) -> Account:
        """Delete them and end the sessions."""
        kinds = sorted(record.authenticator_set.values_list("type", flat=True))  # type: ignore[attr-defined]  # the second-factor library adds it
        record.authenticator_set.all().delete()  # type: ignore[attr-defined]  # the second-factor library adds it
        record.end_sessions(scene.at, "factors")
        scene.facts["factors"] = kinds
        return record


class EndSession(Act, key="access.end_session", on=PERSON, permission=MANAGE, authorities=KEEP):
    """End somebody's session at once."""

    session: Annotated[UUID, Field(title="Session")]
    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Account, scene: Scene) -> Account:
        """End it."""
        live = record.sessions.filter(pk=self.session, ended_at=None)
        if not live.update(ended_at=scene.at, ended_how="ended"):
            raise BadInput(
                "That session is not this account's, or has ended.",
                problems=[Problem("session", "record.unknown", "Choose one of the account's sessions.")],
            )
        return record


class Unlock(Act, key="access.unlock", on=PERSON, permission=MANAGE, authorities=KEEP):
    """Lift a lock-out before its time."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Account, scene: Scene) -> Account:
        """Forget the failures."""
        record.failures, record.locked_until = 0, None
        return record


def token_digest(secret: str) -> str:
    """Return the digest a token is kept under; tokens are random, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()
