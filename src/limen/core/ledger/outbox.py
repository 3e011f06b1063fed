"""The outbox: what an act caused to be sent leaves after the act is committed, and is marked when it has left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils import timezone

from limen.core.ledger.models import Outgoing
from limen.kernel import opened

MOST_FAULT = 500


def deliver(channel: str, send: Callable[[Outgoing], None]) -> Iterator[tuple[Outgoing, str]]:
    """Send what waits on a channel, oldest first, and yield each message with what went wrong, empty when nothing did.

    Args:
        channel: ``email``, ``carrier``.
        send: sends one message; an ``OSError`` (a mail server's refusal is one) leaves it waiting, with the fault.
    """
    for message in list(Outgoing.objects.filter(channel=channel, sent_at=None).order_by("made_at")):
        try:
            send(message)
            message.sent_at, message.fault = timezone.now(), ""
        except OSError as failed:
            message.fault = str(failed)[:MOST_FAULT]
        with opened("maintenance.outbox"):
            message.save(update_fields=["sent_at", "fault"])
        yield message, message.fault
