"""What a node does by itself every few minutes: breach what is overdue, warn of what soon is, send, clear."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import QuerySet
from django.utils import timezone

from limen.core.access.gate import NODE, SYSTEM
from limen.core.access.models import Session
from limen.core.access.sessions import recorded
from limen.core.access.signing import SignOut
from limen.core.clocks.acts import BreachClock, EscalateClock, LapseClock
from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import in_chunks, overdue, run_out, to_escalate
from limen.core.ledger.models import Outgoing
from limen.core.ledger.outbox import deliver, mailer
from limen.core.places.models import Place
from limen.kernel import Act, LimenError, perform

Tick = Callable[[str, int, int], None]


@dataclass
class Swept:
    """What a sweep did.

    Args:
        breached: clocks found overdue and breached.
        over: clocks of people's own time that ran out.
        escalated: clocks about to run out, of which supervisors were told.
        lapsed: records that time changed, each by an act its room asked for.
        sent: messages sent.
        ended: sessions past their limit, ended.
        faults: what could not be done, each as a sentence; the rest was.
        busy: another sweep was at work, so this one did nothing.
    """

    breached: int = 0
    over: int = 0
    escalated: int = 0
    lapsed: int = 0
    sent: int = 0
    ended: int = 0
    faults: list[str] = field(default_factory=list)
    busy: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return the sweep for JSON."""
        return asdict(self)


def sweep(tick: Tick | None = None) -> Swept:
    """Do the node's upkeep once; two sweeps never run at the same time on one machine.

    Args:
        tick: told of progress: what, how many are done, of how many.
    """
    done = Swept()
    with _alone() as mine:
        if not mine:
            done.busy = True
            return done
        now = timezone.now()
        breach(done, now, tick)
        escalate(done, now, tick)
        _age(done, now, tick)
        _send(done, tick)
        _end_sessions(done, now)
        call_command("clearsessions")
    return done


@contextmanager
def _alone() -> Iterator[bool]:
    lock = Path(settings.DATA_DIR) / "sweep.lock"
    lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def breach(done: Swept, now: datetime, tick: Tick | None = None) -> None:
    """Breach the clocks that are past due, close those of people's own time; only those are read, a few at a time."""
    done.breached += _each(done, overdue(now), "due_at", BreachClock(), "deadlines", tick)
    done.over += _each(done, run_out(now), "due_at", LapseClock(), "people's own times", tick)


def escalate(done: Swept, now: datetime, tick: Tick | None = None) -> None:
    """Tell supervisors of the clocks about to run out."""
    done.escalated += _each(done, to_escalate(now), "escalate_at", EscalateClock(), "warnings", tick)


def _each(done: Swept, rows: QuerySet[RunningClock], column: str, act: Act, what: str, tick: Tick | None) -> int:
    """Do an act to each of some clocks and return how many it was done to; one that is refused stops no other."""
    count, total = 0, rows.count()
    for number, clock in enumerate(in_chunks(rows, column), 1):
        try:
            perform(act, on=clock, by=SYSTEM, at=clock.place or NODE, purpose="administration")
            count += 1
        except LimenError as refused:
            done.faults.append(f"{clock}: {refused.message}")
        if tick:
            tick(what, number, total)
    return count


def _age(done: Swept, now: datetime, tick: Tick | None) -> None:
    """Do what time asks for in each room: the acts its ``upkeep`` module says are due."""
    for config in apps.get_app_configs():
        name = f"{config.name}.upkeep"
        # this module is the caller, not a room
        if not config.name.startswith("limen.") or name == __name__ or find_spec(name) is None:
            continue
        due = list(import_module(name).due(now))
        for number, (act, record) in enumerate(due, 1):
            try:
                perform(act, on=record, by=SYSTEM, at=_where(record), purpose="administration")
                done.lapsed += 1
            except LimenError as refused:
                done.faults.append(f"{record}: {refused.message}")
            if tick:
                tick(str(config.verbose_name), number, len(due))


def _where(record: Any) -> Any:
    """Return where time acts on a record: at its own place, so that the clocks it starts run in that place's zone."""
    place = getattr(record, "place", None)
    return place if isinstance(place, Place) else NODE


def _send(done: Swept, tick: Tick | None) -> None:
    """Send the e-mails that wait. One that fails waits for the next sweep and says why; the others go.

    A message is marked after it left: should the machine stop between the two, it goes out twice rather than never.
    """
    waiting = Outgoing.objects.filter(channel="email", sent_at=None).count()
    if not waiting:
        return
    for number, (message, fault) in enumerate(deliver("email", mailer()), 1):
        if fault:
            done.faults.append(f"Message {message.pk}: {fault}")
        else:
            done.sent += 1
        if tick:
            tick("messages", number, waiting)


def _end_sessions(done: Swept, now: datetime) -> None:
    limit = now - timedelta(hours=settings.LIMEN_SESSION_HOURS)
    for session in Session.objects.filter(ended_at=None, started_at__lte=limit).select_related("account"):
        recorded(SignOut(session=session.pk, how="limit"), session.account)
        done.ended += 1
