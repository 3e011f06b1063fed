"""What signing in leaves on the record. Limen itself does these acts; the account is what they are about."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from pydantic import Field

from limen.core.access.acts import KEEP, MANAGE, PERSON
from limen.core.access.models import Account, Session
from limen.kernel import Act, GuardRefused, Personal, Scene

Ending = Literal["left", "idle", "limit"]
"""How a session ends by itself: its owner left, was away too long, or reached the day's limit."""


class SignIn(Act, key="access.sign_in", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Sign in."""

    method: Annotated[str, Field(title="How", max_length=40)]
    address: Annotated[str, Personal, Field(title="From", max_length=64)] = ""
    agent: Annotated[str, Personal, Field(title="Browser", max_length=200)] = ""

    def guard(self, record: Account, scene: Scene) -> None:
        """People sign in; services have tokens. A locked account waits."""
        if record.kind == "service":
            raise GuardRefused("A service account has tokens; it never signs in.")
        if record.locked(scene.at):
            raise GuardRefused("The account is locked for a while after too many failed sign-ins.")

    def apply(self, record: Account, scene: Scene) -> Account:
        """Open a session; the oldest give way when the account has as many as it may."""
        live = record.sessions.filter(ended_at=None).order_by("-started_at", "-pk")
        kept = list(live.values_list("pk", flat=True)[: settings.LIMEN_SESSIONS_EACH - 1])
        replaced = live.exclude(pk__in=kept).update(ended_at=scene.at, ended_how="replaced")
        session = Session.objects.create(
            account=record, method=self.method, address=self.address, agent=self.agent, started_at=scene.at
        )
        record.failures, record.locked_until = 0, None
        scene.told["session"] = session.pk
        scene.facts["session"] = session.pk
        if replaced:
            scene.facts["replaced"] = replaced
        return record


class SignOut(Act, key="access.sign_out", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Sign out."""

    session: Annotated[UUID, Field(title="Session")]
    how: Annotated[Ending, Field(title="How")] = "left"

    def apply(self, record: Account, scene: Scene) -> Account:
        """End the session, unless it has ended."""
        record.sessions.filter(pk=self.session, ended_at=None).update(ended_at=scene.at, ended_how=self.how)
        return record


class LockOut(Act, key="access.lock_out", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Lock an account out after too many failed sign-ins."""

    minutes: Annotated[int, Field(title="Minutes", ge=1)]

    def apply(self, record: Account, scene: Scene) -> Account:
        """Say until when, and count afresh after."""
        record.locked_until = scene.at + timedelta(minutes=self.minutes)
        record.failures = 0
        return record


class ChangePassword(Act, key="access.change_password", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Record that an account's owner changed the password."""

    def apply(self, record: Account, scene: Scene) -> Account:
        """It is the owner's own now."""
        record.must_change = False
        return record


class AddFactor(Act, key="access.add_factor", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Record that an account's owner added a second factor."""

    factor: Annotated[str, Field(title="Factor", max_length=24)]


class RemoveFactor(Act, key="access.remove_factor", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Record that an account's owner removed a second factor."""

    factor: Annotated[str, Field(title="Factor", max_length=24)]


class ChooseLanguage(Act, key="access.choose_language", on=PERSON, permission=MANAGE, authorities=KEEP, automatic=True):
    """Choose the language of one's own pages."""

    language: Annotated[str, Field(title="Language", max_length=12)]

    def guard(self, record: Account, scene: Scene) -> None:
        """It is a language the service speaks."""
        if self.language not in dict(settings.LANGUAGES):
            raise GuardRefused(f"“{self.language}” is not a language of this service.")

    def apply(self, record: Account, scene: Scene) -> Account:
        """Keep it."""
        record.language = self.language
        return record
