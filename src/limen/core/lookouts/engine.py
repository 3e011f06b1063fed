"""The screening engine over the lookouts in force: built once, then led by the ledger; stale or missing, it says so."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, CharField, QuerySet

from limen.core.ledger.models import Entry, EntrySubject
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import party_of
from limen.core.prepared import Prepared, Slot
from limen.kernel import LimenError
from limen.kernel.memory import set_aside
from limen.screening import Answer, Party
from limen.screening.engine import Engine, IndexUnreadable

RECORD = "lookouts.lookout"
OWN, LISTS = "lookouts.", "watchlists."
BUILT_AT_ONCE = 20_000
"""Up to so many lookouts an index is made in a moment where there is none; more wait for ``limen index``."""
CHUNK = 500
OVERLAP = timedelta(seconds=1)
"""A row that a list changes is dated by its act or later; so much is allowed for how times are rounded."""


class ScreeningUnavailable(LimenError):
    """The index of lookouts is missing or stale: nobody is screened by it until it is made again."""

    slug = "screening-unavailable"


@dataclass(frozen=True, slots=True)
class Mark:
    """The last entry of the ledger that an index knows.

    Args:
        entry: its number in the database; 0 for none.
        hash: its hash, so that another ledger is noticed.
    """

    entry: int = 0
    hash: str = ""


@dataclass
class _Held:
    engine: Engine | None = None
    mark: Mark = Mark()


_held = _Held()
_lock = threading.RLock()


def search(party: Party, *, day: date, limit: int = 10, at_least: float = 0.0) -> Answer:
    """Return the lookouts in force on a day that may mean a party, the likeliest first, each explained.

    Args:
        party: as the traveller's papers describe them.
        day: the day whose lookouts count; one past its review stops nobody.
        limit: how many to return.
        at_least: the least score.

    Raises:
        ScreeningUnavailable: when there is no index, or it does not follow the ledger.
    """
    found = current().search(party, limit=limit, at_least=at_least)
    keys = [match.key for match in found.matches]
    in_force = Lookout.objects.filter(pk__in=keys, state="active", review_by__gte=day)
    known = {str(key) for key in in_force.values_list("pk", flat=True)}
    return Answer(tuple(match for match in found.matches if match.key in known), found.more, found.searched)


def current() -> Engine:
    """Return the engine, brought up to the ledger's last entry about lookouts.

    Raises:
        ScreeningUnavailable: when there is no index, or it does not follow the ledger.
    """
    with _lock:
        if _held.engine is None or not _follows(_held.mark):
            _begin()
        engine = _held.engine
        if engine is None:
            raise ScreeningUnavailable("There is no index of lookouts. Make one: limen index.")
        _catch_up(engine)
        return engine


def forget() -> None:
    """Forget the engine of this process; the next search begins anew."""
    with _lock:
        _held.engine, _held.mark = None, Mark()


def folder() -> Path:
    """Return where the index is kept on disk."""
    return Path(settings.LIMEN_INDEX)


def rebuild() -> dict[str, Any]:
    """Make the index anew from the lookouts in force and keep it on disk; say how large it is."""
    with _lock:
        mark = _newest()
        engine = Engine.of(_in_force(), mark=_as_data(mark))
        engine.save(folder())
        _held.engine, _held.mark = engine, mark
        return {"lookouts": len(engine), "entry": mark.entry, "folder": str(folder())}


def kept() -> Engine:
    """Return the engine as ``current`` does, with the index on disk as new as it is, for other processes to read.

    Raises:
        ScreeningUnavailable: when there is no index, or it does not follow the ledger.
    """
    with _lock:
        engine = current()
        try:
            same = Engine.load(folder()).mark == engine.mark
        except IndexUnreadable:
            same = False
        if not same:
            engine.save(folder())
        return engine


def _begin() -> None:
    """Take the index from disk; where there is none and the lookouts are few, make one."""
    _held.engine, _held.mark = None, Mark()
    try:
        engine = Engine.load(folder())
        mark = Mark(**engine.mark)
        if _follows(mark):
            _held.engine, _held.mark = engine, mark
            # it lives as long as the process: no search waits for the collector to look at every name listed
            set_aside()
            return
    except (IndexUnreadable, TypeError):
        pass
    if Lookout.objects.filter(state="active").count() <= BUILT_AT_ONCE:
        mark = _newest()
        _held.engine, _held.mark = Engine.of(_in_force(), mark=_as_data(mark)), mark


def _follows(mark: Mark) -> bool:
    """Return whether the entry an index ends with is in this ledger."""
    return not mark.entry or bool(KEPT.all(entry=mark.entry, hash=mark.hash))


def _catch_up(engine: Engine) -> None:
    """Take over what acts changed since the mark; entries are numbered in the order they are committed."""
    newest = _newest()
    if newest.entry <= _held.mark.entry:
        return
    rows = _changed(_held.mark.entry, newest.entry)
    now = {key: party_of(row) if row.state == "active" else None for key, row in rows.items()}
    # a hit is about its lookout, and changes nothing of it
    engine.change({key: party for key, party in now.items() if party != engine.get(key)})
    _held.mark, engine.mark = newest, _as_data(newest)


def _acts(room: str) -> QuerySet[Entry]:
    """Return the acts of a room among the entries after one, up to another."""
    between = {"pk__gt": Slot("after", BigIntegerField()), "pk__lte": Slot("last", BigIntegerField())}
    return Entry.objects.filter(**between, kind="act", act__startswith=room)


LOADED = Prepared(lambda: _acts(LISTS).order_by("at").values_list("at", flat=True)[:1])
TOUCHED = Prepared(
    lambda: EntrySubject.objects.filter(entry__in=_acts(OWN).order_by().values("pk"), record=RECORD).values_list(
        "ref", flat=True
    )
)
KEPT = Prepared(
    lambda: (
        Entry.objects.filter(pk=Slot("entry", BigIntegerField()), hash=Slot("hash", CharField()))
        .order_by()
        .values_list("pk", flat=True)
    )
)
NEWEST = Prepared(lambda: Entry.objects.order_by("-pk").values_list("pk", "hash")[:1])


def _changed(after: int, last: int) -> dict[str, Lookout]:
    """Return the lookouts that some entries are about, and those that loading or retiring a list changed in bulk."""
    rows: dict[str, Lookout] = {}
    loaded = LOADED.first(after=after, last=last)
    if loaded:
        in_bulk = Lookout.objects.exclude(source_key="").filter(
            changed_at__gte=datetime.fromisoformat(loaded) - OVERLAP
        )
        rows.update((str(row.pk), row) for row in in_bulk)
    missing = [ref for ref in dict.fromkeys(TOUCHED.all(after=after, last=last)) if str(ref) not in rows]
    for start in range(0, len(missing), CHUNK):
        rows.update((str(row.pk), row) for row in Lookout.objects.filter(pk__in=missing[start : start + CHUNK]))
    return rows


def _newest() -> Mark:
    row = NEWEST.first()
    return Mark(*row) if row else Mark()


def _in_force() -> Iterator[tuple[str, Party]]:
    for row in Lookout.objects.filter(state="active").iterator(chunk_size=5_000):
        yield str(row.pk), party_of(row)


def _as_data(mark: Mark) -> dict[str, Any]:
    return {"entry": mark.entry, "hash": mark.hash}
