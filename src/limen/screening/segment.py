"""One segment of an index: parties as arrays, built once and searched many times."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from limen.screening.company import circles
from limen.screening.dates import birth
from limen.screening.dictionary import Dictionary, prepared
from limen.screening.model import KINDS, Party
from limen.screening.naming import MOST_TOKENS, Form, forms
from limen.screening.numbers import folded
from limen.screening.sound import respelled, skeleton

Array = NDArray[Any]
BIRTHS, NATIONALITIES = 3, 3
SEXES = ("", "M", "F", "X")
MOST_SPAN = 3 * 366
"""Longer spans of days than this are not looked up by date: they say too little."""
VERSION = 6
TEXTS = ("tokens", "sounds")


def code(nationality: str) -> int:
    """Return a nationality as a number, 0 for none."""
    return crc32(nationality.encode()) >> 1 if nationality else 0


@dataclass
class Segment:
    """Parties as arrays.

    Args:
        dictionary: the distinct tokens of their names.
        arrays: by name; ``row`` ones have a line for each form of a name, ``party`` ones for each party. Rows stand in
            the order of their parties' days of birth, those of no one day first.
        keys: the keys of the parties, one a line, as bytes.
        parties: the parties as JSON, one after another.
        alive: which parties are still listed, shape (parties,).
    """

    dictionary: Dictionary
    arrays: dict[str, Array]
    keys: Array
    parties: Array
    alive: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.alive)

    @property
    def rows(self) -> int:
        """Return how many forms of names there are."""
        return len(self.arrays["row_party"])

    def key(self, place: int) -> str:
        """Return the key of a party."""
        starts = self.arrays["key_starts"]
        return bytes(self.keys[starts[place] : starts[place + 1]]).decode()

    def party(self, place: int) -> Party:
        """Return a party as it was listed."""
        starts = self.arrays["party_starts"]
        return Party.from_data(json.loads(bytes(self.parties[starts[place] : starts[place + 1]])))

    def form(self, row: int) -> Form:
        """Return a form of a name."""
        tokens = tuple(self.dictionary.tokens[place] for place in self.arrays["row_tokens"][row].tolist() if place >= 0)
        flags = int(self.arrays["row_flags"][row])
        return Form(tokens, int(self.arrays["row_family"][row]), bool(flags & 1), bool(flags & 2))

    def rows_of(self, places: Array) -> Array:
        """Return the rows of parties; a party's rows stand together."""
        first = self.arrays["party_first"][places]
        return spread(first, first + self.arrays["party_count"][places])

    def place_of(self, key: str) -> int | None:
        """Return where a key's party stands, or None."""
        order, hashes = self.arrays["key_order"], self.arrays["key_hashes"]
        low, high = (
            int(np.searchsorted(hashes, np.uint32(crc32(key.encode())), side=side)) for side in ("left", "right")
        )
        for at in range(low, high):
            if self.key(int(order[at])) == key:
                return int(order[at])
        return None

    def numbered(self, number: str) -> list[int]:
        """Return the parties that bear a folded number, and perhaps one or two that only seem to."""
        hashes = self.arrays["number_hashes"]
        low, high = (
            int(np.searchsorted(hashes, np.uint32(crc32(number.encode())), side=side)) for side in ("left", "right")
        )
        places: list[int] = self.arrays["number_parties"][low:high].tolist()
        return places

    def save(self, folder: Path) -> None:
        """Write the segment into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, held in {**self.arrays, "keys": self.keys, "parties": self.parties, "alive": self.alive}.items():
            np.save(folder / f"{name}.npy", held, allow_pickle=False)
        for name in TEXTS:
            (folder / f"{name}.txt").write_text("\n".join(getattr(self.dictionary, name)), encoding="ascii")

    @classmethod
    def load(cls, folder: Path) -> Segment:
        """Read a segment that ``save`` wrote; what only explanations need stays on disk until it is asked for."""
        arrays = {}
        for path in folder.glob("*.npy"):
            late = path.stem in {"keys", "parties"}
            arrays[path.stem] = np.load(path, mmap_mode="r" if late else None, allow_pickle=False)
        texts = [(folder / f"{name}.txt").read_text(encoding="ascii").split("\n") for name in TEXTS]
        if len(arrays["held"]) == 0:
            texts = [[], []]
        keys, parties, alive = arrays.pop("keys"), arrays.pop("parties"), arrays.pop("alive")
        return cls(Dictionary(texts[0], texts[1], arrays), arrays, keys, parties, alive)


def alone(births: Array) -> Array:
    """Return the one day, as an ordinal, on which each party was born; 0 where no day or more than one is known.

    Args:
        births: of parties, shape (parties, dates, 3): the first day, the last, whether it is about then.
    """
    known = (births[:, 0, 0] == births[:, 0, 1]) & (births[:, 1, 0] == 0)
    days: Array = np.where(known, births[:, 0, 0], 0).astype(np.int32)
    return days


def spread(starts: Array, ends: Array) -> Array:
    """Return the numbers of several ranges, one range after another."""
    sizes = ends - starts
    total = int(sizes.sum())
    if not total:
        return np.zeros(0, np.int64)
    offsets = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
    places: Array = np.arange(total) + offsets
    return places


def build(items: Iterable[tuple[str, Party]], *, circled: bool = False) -> Segment:
    """Return a segment of parties.

    Args:
        items: keys, each once, and their parties.
        circled: whether to learn which names keep company; only the large segment of an engine is asked for it.
    """
    gathered = _Gathered()
    for key, party in items:
        gathered.add(key, party)
    segment = gathered.segment()
    arrays, count = segment.arrays, len(segment.dictionary.tokens)
    # in the order in which they came, whatever the dates of birth: the same names teach the same
    order = np.argsort(arrays["row_party"], kind="stable") if circled else np.zeros(0, np.intp)
    arrays["circles"] = circles(arrays["row_tokens"][order], count)
    return segment


class _Blobs:
    """Bytes one after another, and where each begins."""

    def __init__(self) -> None:
        self.whole = bytearray()
        self.starts = array("q", [0])

    def add(self, blob: bytes) -> None:
        self.whole += blob
        self.starts.append(len(self.whole))

    def arrays(self) -> tuple[Array, Array]:
        return np.frombuffer(self.whole, np.uint8), np.array(self.starts, np.int64)


class _Gathered:
    """Parties on their way into arrays. Numbers are kept as machine words: a million parties as objects fill memory."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.tokens = array("i")
        self.lengths = array("b")
        self.family = array("b")
        self.flags = array("b")
        self.row_party = array("i")
        self.party_count = array("b")
        self.births = array("i")
        self.attributes = array("i")
        self.numbers = array("q")
        self.hashes = array("I")
        self.keys, self.parties = _Blobs(), _Blobs()

    def add(self, key: str, party: Party) -> None:
        place = len(self.hashes)
        self.keys.add(key.encode())
        self.hashes.append(crc32(key.encode()))
        self.parties.add(json.dumps(party.as_data(), ensure_ascii=False, separators=(",", ":")).encode())
        had = len(self.row_party)
        for form in forms(party.names, most=24):
            self.tokens.extend(self.ids.setdefault(token, len(self.ids)) for token in form.tokens)
            self.lengths.append(len(form.tokens))
            self.family.append(form.family)
            self.flags.append(form.cut | form.weak << 1)
            self.row_party.append(place)
        self.party_count.append(len(self.row_party) - had)
        for item in filter(None, map(birth, party.births)):
            self.births.extend((place, item.first, item.last, item.about))
        nations = [*map(code, party.nationalities[:NATIONALITIES]), 0, 0, 0][:NATIONALITIES]
        sex = SEXES.index(party.sex) if party.sex in SEXES else 0
        kind = KINDS.index(party.kind) if party.kind in KINDS else len(KINDS)
        self.attributes.extend((sex, kind, *nations))
        for number in filter(None, (folded(item.value) for item in party.numbers)):
            self.numbers.extend((crc32(number.encode()), place))

    def segment(self) -> Segment:
        arrays = self._dates()
        arrays |= self._parties()
        arrays |= self._rows(alone(arrays["births"]))
        tokens = list(self.ids)
        sounds, frames = [respelled(token) for token in tokens], [skeleton(token) for token in tokens]
        arrays |= prepared(tokens, sounds, frames, arrays["held"])
        dictionary = Dictionary(tokens, sounds, arrays)
        keys, arrays["key_starts"] = self.keys.arrays()
        parties, arrays["party_starts"] = self.parties.arrays()
        return Segment(dictionary, arrays, keys, parties, np.ones(len(self.hashes), np.bool_))

    def _rows(self, days: Array) -> dict[str, Array]:
        count, lengths = len(self.row_party), np.array(self.lengths, np.int64)
        party = np.array(self.row_party, np.int32)
        # who was born about the same time stands together: a search looks at few stretches of all
        order = np.argsort(days[party], kind="stable")
        place = np.empty(count, np.int32)
        place[order] = np.arange(count, dtype=np.int32)
        flat = np.array(self.tokens, np.int32)
        owner = np.repeat(place, lengths)
        tokens = np.full((count, MOST_TOKENS), -1, np.int32)
        column = np.arange(len(flat)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        tokens[owner, column] = flat
        # a token twice in a name is posted once
        pairs = np.unique(flat.astype(np.int64) * max(count, 1) + owner)
        posted, rows = pairs // max(count, 1), pairs % max(count, 1)
        starts = np.searchsorted(posted, np.arange(len(self.ids) + 1)).astype(np.int64)
        counts = np.array(self.party_count, np.int8)
        first = np.append(place, np.int32(0))[np.cumsum(counts, dtype=np.int64) - counts]
        return {
            "row_tokens": tokens,
            "row_length": lengths[order].astype(np.int8),
            "row_family": np.array(self.family, np.int8)[order],
            "row_flags": np.array(self.flags, np.int8)[order],
            "row_party": party[order],
            "party_first": first,
            "party_count": counts,
            "post_starts": starts,
            "post_rows": rows.astype(np.int32),
            "held": np.diff(starts),
        }

    def _parties(self) -> dict[str, Array]:
        attributes = np.array(self.attributes, np.int32).reshape(-1, 2 + NATIONALITIES)
        numbers = np.array(self.numbers, np.int64).reshape(-1, 2)
        numbers = numbers[np.argsort(numbers[:, 0], kind="stable")]
        hashes = np.array(self.hashes, np.uint32)
        order = np.argsort(hashes, kind="stable")
        return {
            "sex": attributes[:, 0].astype(np.int8),
            "kind": attributes[:, 1].astype(np.int8),
            "nations": np.ascontiguousarray(attributes[:, 2:]),
            "number_hashes": numbers[:, 0].astype(np.uint32),
            "number_parties": numbers[:, 1].astype(np.int32),
            "key_hashes": hashes[order],
            "key_order": order.astype(np.int32),
        }

    def _dates(self) -> dict[str, Array]:
        births = np.array(self.births, np.int32).reshape(-1, 4)
        table = np.zeros((len(self.hashes), BIRTHS, 3), np.int32)
        # those of a party stand together: how far each is behind its first
        places = births[:, 0]
        at = np.arange(len(births)) - np.searchsorted(places, places)
        table[places[at < BIRTHS], at[at < BIRTHS]] = births[at < BIRTHS, 1:]
        full = births[births[:, 1] == births[:, 2]]
        full = full[np.argsort(full[:, 1], kind="stable")]
        spans = births[(births[:, 1] < births[:, 2]) & (births[:, 2] - births[:, 1] <= MOST_SPAN)]
        spans = spans[np.argsort(spans[:, 1], kind="stable")]
        return {
            "births": table,
            "day_keys": full[:, 1].astype(np.int32),
            "day_parties": full[:, 0].astype(np.int32),
            "span_first": spans[:, 1].astype(np.int32),
            "span_parties": spans[:, 0].astype(np.int32),
        }


def living(segment: Segment) -> Mapping[str, int]:
    """Return how large a segment is: parties, names, tokens."""
    return {"parties": int(segment.alive.sum()), "names": segment.rows, "tokens": len(segment.dictionary.tokens)}
