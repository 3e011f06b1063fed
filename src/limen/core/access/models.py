"""Who may act: accounts, where they are posted and in which role, what they are cleared for, their tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from limen.core.records import Detail, Record, WriteOutsideDoor
from limen.kernel import doing

CREDENTIALS = frozenset({"password", "must_change", "last_login", "failures", "locked_until"})
"""The columns that signing in writes; everything else about an account changes by an act."""


ENDINGS = {
    "left": _("signed out"),
    "idle": _("away too long"),
    "limit": _("reached the limit of a session"),
    "replaced": _("signed in elsewhere"),
    "ended": _("ended by an administrator"),
    "password": _("given a new password"),
    "factors": _("second factors reset"),
    "suspended": _("account suspended"),
    "closed": _("account closed"),
    "left_office": _("left the office"),
}
"""Every way a session ends."""

STEPS = {
    "password": _("password"),
    "totp": _("authenticator app"),
    "webauthn": _("security key"),
    "passkey": _("passkey"),
    "recovery_codes": _("recovery code"),
}
"""Every step of signing in."""


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account that signs in by a name, whatever its case."""
        return self.get(username__iexact=username)


class Account(AbstractBaseUser, Record):
    """An officer, a partner's official or a service that signs in."""

    written_outside_door = "signing in sets the password and the sign-in columns; save() lets nothing else through"

    username = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    full_name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, default="officer")
    organisation = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=12, default="en")
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    must_change = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "full_name"]
    objects = Accounts()

    class Meta:
        ordering: ClassVar = ["full_name"]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.username})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the account; outside an act only the columns that signing in writes.

        Raises:
            WriteOutsideDoor: when anything else would be written.
        """
        if not doing() and not self._state.adding:
            fields = kwargs.get("update_fields")
            kwargs["update_fields"] = CREDENTIALS if fields is None else fields
            if not set(kwargs["update_fields"]) <= CREDENTIALS:
                raise WriteOutsideDoor("An account changes only by an act.")
        elif not doing():
            raise WriteOutsideDoor("An account is opened only by an act.")
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's column; here it follows the state
        """Return whether the account may sign in."""
        return self.state == "active"

    @property
    def label(self) -> str:
        """Return the name the ledger shows."""
        return f"{self.full_name} ({self.username})"

    def locked(self, now: datetime) -> bool:
        """Return whether too many failed sign-ins keep the account out just now."""
        return self.locked_until is not None and now < self.locked_until

    def end_sessions(self, now: datetime, how: str) -> int:
        """End every session of the account, inside an act, and return how many there were."""
        return self.sessions.filter(ended_at=None).update(ended_at=now, ended_how=how)


class Session(Detail):
    """A person signed in, from one moment to another; once it ends the browser's cookie is worth nothing."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="sessions")
    method = models.CharField(max_length=40)
    address = models.CharField(max_length=64, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=24, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "ended_at"], name="access_session_account")]
        ordering: ClassVar = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.account_id} since {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def steps(self) -> str:
        """Return how its holder signed in, for a person to read."""
        return " + ".join(str(STEPS.get(step, step)) for step in self.method.split("+"))

    @property
    def ending(self) -> str:
        """Return how the session ended, for a person to read."""
        return str(ENDINGS.get(self.ended_how, self.ended_how))


class Posting(Detail):
    """A role held at an office from one day to another."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="postings")
    valid_from = models.DateField()
    ended_at = models.DateTimeField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "valid_from"], name="access_posting_account")]

    def __str__(self) -> str:
        return f"{self.role} at {self.place_id}"


class Clearance(Detail):
    """Need to know: the compartments an account may see into, until when, and why."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="clearances")
    compartment = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.compartment}"


class Token(Detail):
    """A service account's key to the API; only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=8)
    scopes = models.JSONField(default=list)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.hint}…"
