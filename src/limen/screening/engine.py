"""The engine: a large segment from disk, small live ones for what changed since, one answer from all."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from limen.screening.company import BARELY, together
from limen.screening.kindred import worked_out
from limen.screening.kinship import members
from limen.screening.model import Answer, Match, Name, Party
from limen.screening.naming import Form
from limen.screening.policy import Policy, policy
from limen.screening.rarity import background, bits, bits_of
from limen.screening.seeking import Seeker
from limen.screening.segment import VERSION, Segment, build
from limen.screening.weighing import Pair, alone, matched, names

MOST_LIVE = 2_000
"""How many parties the live segment takes before it is set aside and a new one is begun."""
MOST_SEGMENTS = 6
_ROUGHLY = 4.0
"""How many bits the rough weighing may be short of the exact one."""
_FAR = 1e9
_MISJUDGED = 15.0
"""How many bits a row may roughly be behind another of its party and be weighed too: joined words are hard to tell."""
MOST_WAYS = 3


class IndexUnreadable(Exception):
    """The index on disk is missing, broken, or of another version."""


class Engine:
    """Searches parties. Searches and changes wait for each other: one engine serves one process.

    Args:
        base: the large segment.
        mark: what the index stands for: a version, the last entry of a ledger … kept with it on disk.
        by: the weights of evidence; those in use when not given.
    """

    def __init__(self, base: Segment, *, mark: Mapping[str, Any] | None = None, by: Policy | None = None) -> None:
        self.by = by or policy()
        self.mark: dict[str, Any] = dict(mark or {})
        self._lock = threading.RLock()
        self._base = base
        self.said = lru_cache(maxsize=65_536)(self._said_alone)
        self._listed = 0
        self._shares = np.exp2(base.arrays["circles"][-1].astype(np.float32))
        self._seekers = [self._seeking(base, base.arrays["circles"])]
        self._live: dict[str, Party] = {}
        self._count()
        self._warm()

    @classmethod
    def of(cls, items: Iterable[tuple[str, Party]], **options: Any) -> Engine:
        """Return an engine over parties by key."""
        return cls(build(items, circled=True), **options)

    def __len__(self) -> int:
        return self._listed

    def search(self, party: Party, *, limit: int = 10, at_least: float = 0.0) -> Answer:
        """Return the listed parties that may be the one asked for, the likeliest first, each explained.

        Args:
            party: as the traveller's papers describe them; names as printed and as the zone has them.
            limit: how many to return; those with an agreeing number always are.
            at_least: the least score.
        """
        with self._lock:
            forms, born = alone(party)
            found: list[Match] = []
            least = self.by.bits(at_least) - _ROUGHLY if at_least else -_FAR
            for seeker in self._seekers:
                rough = seeker.candidates(forms, born, party, least)
                likely = sorted(rough, key=lambda place: -rough[place][0][0])[
                    : max(int(self.by.search["weighed"]), limit)
                ]
                numbered = seeker.numbered(party)
                likely = [place for place in likely if rough[place][0][0] >= least]
                places = dict.fromkeys((*numbered, *likely))
                found += [self._weighed(seeker, place, rough.get(place), forms, party) for place in places]
            found = [match for match in found if match.score >= at_least or match.exact_number]
            found.sort(key=lambda match: (not match.exact_number, -match.score, match.key))
            shown = max(limit, sum(match.exact_number for match in found))
            return Answer(tuple(found[:shown]), max(len(found) - shown, 0), len(self))

    def put(self, key: str, party: Party) -> None:
        """List a party, or list it anew; it is found from now on."""
        self.change({key: party})

    def drop(self, key: str) -> None:
        """Take a party off the list; it is not found any more."""
        self.change({key: None})

    def change(self, changes: Mapping[str, Party | None]) -> None:
        """List parties and take others off, all at once.

        Args:
            changes: by key, the party as it now is, or None where it is off the list.
        """
        with self._lock:
            for key, party in changes.items():
                self._live.pop(key, None)
                for seeker in self._seekers:
                    place = seeker.segment.place_of(key)
                    if place is not None:
                        seeker.segment.alive[place] = False
                if party is not None:
                    self._live[key] = party
            self._renew()
            self._count()

    def get(self, key: str) -> Party | None:
        """Return the party listed under a key, or None."""
        with self._lock:
            for seeker in self._seekers:
                place = seeker.segment.place_of(key)
                if place is not None and seeker.segment.alive[place]:
                    return seeker.segment.party(place)
        return None

    def save(self, folder: Path) -> None:
        """Write the whole index into a folder, in one step: a reader sees the old one or the new one."""
        with self._lock:
            whole = build(self.items(), circled=True) if len(self._seekers) > 1 else self._base
            whole.arrays.update(worked_out(whole.dictionary, whole.arrays["held"], self.by.name))
        fresh = folder.with_name(f".{folder.name}.{os.getpid()}")
        shutil.rmtree(fresh, ignore_errors=True)
        whole.save(fresh)
        about = {"version": VERSION, "mark": self.mark, "parties": len(whole), "names": whole.rows}
        (fresh / "about.json").write_text(json.dumps(about), encoding="utf-8")
        old = folder.with_name(f".{folder.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path, *, by: Policy | None = None) -> Engine:
        """Return the engine over an index on disk.

        Raises:
            IndexUnreadable: when there is none, or it is broken or of another version.
        """
        try:
            about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
            if about["version"] != VERSION:
                raise IndexUnreadable(f"The index is of version {about['version']}; {VERSION} is wanted.")
            segment = Segment.load(folder)
            if len(segment) != about["parties"] or segment.rows != about["names"]:
                raise IndexUnreadable("The index holds less than it says.")
        except (OSError, KeyError, ValueError) as error:
            raise IndexUnreadable(str(error)) from error
        return cls(segment, mark=about["mark"], by=by)

    def items(self) -> Iterable[tuple[str, Party]]:
        """Yield every party listed, by key."""
        for seeker in self._seekers:
            for place in np.flatnonzero(seeker.segment.alive).tolist():
                yield seeker.segment.key(place), seeker.segment.party(place)

    def _said_alone(self, token: str) -> float:
        """Return what a shared token says, in bits."""
        place = self._base.dictionary.ids.get(token)
        held = int(self._base.arrays["held"][place]) if place is not None else 0
        return bits_of(token, held, self._base.rows)

    def _count(self) -> None:
        self._listed = sum(int(seeker.segment.alive.sum()) for seeker in self._seekers)

    def _warm(self) -> None:
        """Read every table of names and touch every channel, so that the first traveller waits no longer than any."""
        members()
        for text in ("Warm Enough", "مرحبا بكم", "Добро Пожаловать", "王小明", "김민지", "Γιάννης", "สมชาย"):
            self.search(Party(names=(Name(text),), births=("1970-02-03",)))

    def _said(self, tokens: list[str]) -> NDArray[np.float32]:
        ids, held = self._base.dictionary.ids, self._base.arrays["held"]
        places = np.fromiter((ids.get(token, -1) for token in tokens), np.int64, len(tokens))
        count = np.where(places >= 0, held[places] if len(held) else 0, 0)
        return bits(background(tokens), count, self._base.rows)

    def _sought(self, items: Iterable[tuple[str, Party]]) -> Seeker:
        segment = build(items)
        return self._seeking(segment, self._circled(segment.dictionary.tokens))

    def _seeking(self, segment: Segment, circles: NDArray[np.float16]) -> Seeker:
        bits_of_all = self._said(segment.dictionary.tokens)
        return Seeker(segment, self.said, bits_of_all, (circles, self._shares), self.by)

    def _circled(self, tokens: Sequence[str]) -> NDArray[np.float16]:
        """Return the company that tokens keep on the large list; none where it does not hold them."""
        known, ids = self._base.arrays["circles"], self._base.dictionary.ids
        places = np.fromiter((ids.get(token, -1) for token in tokens), np.int64, len(tokens))
        found = np.zeros((len(tokens) + 1, known.shape[1]), np.float16)
        found[:-1][places >= 0] = known[places[places >= 0]]
        return found

    def beside(self, pairs: Sequence[Pair]) -> float:
        """Return what tokens that agree say together beyond each alone, in bits."""
        known = self._base.arrays["circles"]
        if known.shape[1] == 1:
            return 0.0
        likelier = np.zeros((1, known.shape[1]), np.float32)
        for pair in pairs:
            if pair.how != "initial":
                words = pair.listed.split()
                weight = min(pair.bits / max(sum(self.said(word) for word in words), 1.0), 1.0)
                if weight >= BARELY:
                    for word in words:
                        place = self._base.dictionary.ids.get(word)
                        if place is not None:
                            likelier[0] += known[place] * np.float32(weight)
        return float(together(likelier, self._shares)[0])

    def _renew(self) -> None:
        settled = [seeker for seeker in self._seekers if not seeker.live]
        if len(self._live) > MOST_LIVE:
            if len(settled) >= MOST_SEGMENTS:
                older = [item for seeker in settled[1:] for item in _alive(seeker.segment)]
                settled = [settled[0], self._sought([*older, *self._live.items()])]
            else:
                settled.append(self._sought(self._live.items()))
            self._live = {}
        self._seekers = settled
        if self._live:
            live = self._sought(self._live.items())
            live.live = True
            self._seekers = [*settled, live]

    def _weighed(
        self,
        seeker: Seeker,
        place: int,
        rough: Sequence[tuple[float, int, int]] | None,
        forms: Sequence[Form],
        party: Party,
    ) -> Match:
        segment = seeker.segment
        if rough is not None:
            ways = [(forms[at], row) for bits, at, row in rough[:MOST_WAYS] if bits > rough[0][0] - _MISJUDGED]
        else:
            ways = [(form, row) for form in forms for row in segment.rows_of(np.array([place])).tolist()]
        options = [names(form, segment.form(row), self.said, self.by, self.beside, seeker.capped) for form, row in ways]
        named = max(options, key=lambda item: sum(one.bits for one in item), default=[])
        return matched(party, segment.party(place), named, key=segment.key(place), by=self.by)


def _alive(segment: Segment) -> Iterable[tuple[str, Party]]:
    for place in np.flatnonzero(segment.alive).tolist():
        yield segment.key(place), segment.party(place)
