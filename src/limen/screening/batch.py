"""Many parties searched for by every core at once, over one index on disk."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from limen.kernel.memory import set_aside
from limen.screening.engine import Engine
from limen.screening.model import Match, Party

TOGETHER = 100
"""How many parties a process is given at a time."""
_engine: list[Engine] = []


def screened(
    folder: Path, parties: Sequence[Party], *, at_least: float, limit: int = 10, workers: int | None = None
) -> Iterator[tuple[Match, ...]]:
    """Yield the matches of each party, in their order.

    Args:
        folder: where the index is.
        parties: who is searched for.
        at_least: the least score.
        limit: how many matches of each.
        workers: how many processes; one a core when not given. With one, this process does it.

    Raises:
        IndexUnreadable: when there is no index in the folder.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(parties) <= TOGETHER:
        engine = Engine.load(folder)
        for party in parties:
            yield engine.search(party, limit=limit, at_least=at_least).matches
        return
    rest = iter(parties)
    chunks = [(chunk, at_least, limit) for chunk in iter(lambda: tuple(islice(rest, TOGETHER)), ())]
    # spawned, not forked: the caller may hold a database connection
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_load, initargs=(folder,)) as pool:
        for found in pool.map(_search, chunks):
            yield from found


def _load(folder: Path) -> None:
    _engine[:] = [Engine.load(folder)]
    set_aside()


def _search(asked: tuple[tuple[Party, ...], float, int]) -> list[tuple[Match, ...]]:
    parties, at_least, limit = asked
    return [_engine[0].search(party, limit=limit, at_least=at_least).matches for party in parties]
