"""Officials choose whether they are sent what is due, and are sent it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.core.ledger.models import Outgoing
from limen.kernel import Act, GuardRefused, Scene
from limen.offices.sevis.acts.common import OFFICIAL
from limen.offices.sevis.digesting import due_lines, message
from limen.offices.sevis.models import DigestSetting, Official

POWER = ("sevis.batch",)


class ChooseDigest(Act, key="sevis.choose_digest", on=OFFICIAL, permission="sevis.view", authorities=POWER):
    """Choose whether the daily digest of what is due is sent to you."""

    wanted: Annotated[bool, Field(title="Send me the digest")] = False

    def guard(self, record: Official, scene: Scene) -> None:
        """Everybody chooses for themselves."""
        if record.account_id != scene.actor.id:
            raise GuardRefused("Each official chooses for themselves.")

    def apply(self, record: Official, scene: Scene) -> Official:
        """Keep the choice."""
        DigestSetting.objects.update_or_create(official=record, defaults={"wanted": self.wanted})
        return record


class SendDigest(Act, key="sevis.send_digest", on=OFFICIAL, permission="sevis.keep", authorities=POWER, automatic=True):
    """Send an official the day's digest of what is due."""

    def apply(self, record: Official, scene: Scene) -> Official:
        """Put it in the outbox; who it is about is told by SEVIS ID and initials alone."""
        lines = due_lines(record, scene.at)
        if lines and record.account is not None:
            subject, body = message(record, lines, scene.day)
            Outgoing.objects.create(channel="email", to=record.account.email, subject=subject, body=body)
        DigestSetting.objects.update_or_create(official=record, defaults={"sent_on": scene.day})
        scene.facts["lines"] = len(lines)
        return record
