"""The outbox: what an act caused to be sent leaves after the act is committed, and is marked when it has left."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.mail import EmailMessage, get_connection
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
    for message in list(Outgoing.objects.filter(channel=channel, sent_at=None).order_by("made_at", "pk")):
        yield message, _delivered(message, send)


def mail_now(to: str) -> str:
    """Send the e-mail that waits for somebody who waits for it; return what went wrong, empty when nothing did.

    What cannot leave now leaves with the sweep, like all else. A sweep at the same moment may send it as well: it goes
    out twice rather than never.

    Args:
        to: the address.
    """
    message = Outgoing.objects.filter(channel="email", to=to, sent_at=None).order_by("-made_at", "-pk").first()
    return _delivered(message, mailer()) if message is not None else ""


def mailer() -> Callable[[Outgoing], None]:
    """Return what sends e-mails, over one connection to the mail server."""
    connection = get_connection()

    def send(message: Outgoing) -> None:
        to = [address.strip() for address in message.to.replace(";", ",").split(",") if address.strip()]
        EmailMessage(message.subject, message.body, to=to, connection=connection).send()

    return send


def _delivered(message: Outgoing, send: Callable[[Outgoing], None]) -> str:
    try:
        send(message)
        message.sent_at, message.fault = timezone.now(), ""
    except OSError as failed:
        message.fault = str(failed)[:MOST_FAULT]
    with opened("maintenance.outbox"):
        message.save(update_fields=["sent_at", "fault"])
    return message.fault
