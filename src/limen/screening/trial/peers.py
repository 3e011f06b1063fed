"""Other ways to search the same register, for the comparison: each built on a library of others, measured in one run.

They are of the ``peers`` extra, which the runtime never needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import numpy as np

from limen.screening.dates import birth, tier
from limen.screening.engine import Engine
from limen.screening.model import Party
from limen.screening.naming import forms

Found = list[tuple[str, float]]
BY_DATE = {"exact": 0.1, "year": -0.05, "near-year": -0.1, "span": -0.1, "conflict": -0.5}
"""What the dates of birth add to a score of names, the best of each tier: a careful policy over a name score."""
UNKNOWN = -0.15
"""What is taken where either date is missing: a name alone is worth less than a name with a date."""


class Peer(Protocol):
    """A way to search a register."""

    def search(self, party: Party) -> Found:
        """Return keys and scores, the best first."""


def _said(party: Party) -> list[str]:
    return [" ".join(form.tokens) for form in forms(party.names, most=24)]


def _dated(asked: Party, births: Sequence[str], score: float) -> float:
    """Return a score of names with what the dates of birth add or take."""
    mine = [known for text in asked.births if (known := birth(text))]
    theirs = [known for text in births if (known := birth(text))]
    if not (mine and theirs):
        return score + UNKNOWN
    return score + max(BY_DATE.get(tier(one, other), 0.0) for one in mine for other in theirs)


class Tantivy:
    """Plain fuzzy search by tantivy, one edit a token, rescored by rapidfuzz with a birth-date penalty."""

    def __init__(self, items: Iterable[tuple[str, Party]], most: int = 200) -> None:
        import tantivy

        self._tantivy, self._most = tantivy, most
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("name", stored=True, tokenizer_name="whitespace")
        schema.add_unsigned_field("place", stored=True)
        self._index = tantivy.Index(schema.build())
        self._keys: list[str] = []
        self._births: list[tuple[str, ...]] = []
        writer = self._index.writer(heap_size=200_000_000, num_threads=1)
        for key, party in items:
            for name in _said(party):
                writer.add_document(tantivy.Document(name=name, place=len(self._keys)))
            self._keys.append(key)
            self._births.append(party.births)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._schema = self._index.schema

    def search(self, party: Party) -> Found:
        """Return keys and scores, the best first."""
        from rapidfuzz.fuzz import token_sort_ratio

        searcher, query = self._index.searcher(), self._tantivy.Query
        best: dict[int, float] = {}
        for name in _said(party):
            parts = [
                (
                    self._tantivy.Occur.Should,
                    query.fuzzy_term_query(
                        self._schema, "name", token, distance=1, transposition_cost_one=True, prefix=False
                    ),
                )
                for token in name.split()
            ]
            for _, address in searcher.search(query.boolean_query(parts), self._most).hits:
                document = searcher.doc(address)
                place = document["place"][0]
                score = token_sort_ratio(name, document["name"][0]) / 100
                best[place] = max(best.get(place, 0.0), _dated(party, self._births[place], score))
        return sorted(((self._keys[place], score) for place, score in best.items()), key=lambda item: -item[1])[:10]


class Brute:
    """Every name of the register by rapidfuzz: slow, and misses no candidate."""

    def __init__(self, items: Iterable[tuple[str, Party]], most: int = 100) -> None:
        self._most = most
        self._names: list[str] = []
        self._owners: list[int] = []
        self._keys: list[str] = []
        self._births: list[tuple[str, ...]] = []
        for key, party in items:
            for name in _said(party):
                self._names.append(" ".join(sorted(name.split())))
                self._owners.append(len(self._keys))
            self._keys.append(key)
            self._births.append(party.births)

    def search(self, party: Party) -> Found:
        """Return keys and scores, the best first."""
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import cdist

        best: dict[int, float] = {}
        for name in _said(party):
            asked = " ".join(sorted(name.split()))
            scores = cdist([asked], self._names, scorer=ratio, dtype=np.float32, workers=1)[0]
            for at in np.argpartition(scores, -self._most)[-self._most :].tolist():
                place = self._owners[at]
                best[place] = max(best.get(place, 0.0), _dated(party, self._births[place], float(scores[at]) / 100))
        return sorted(((self._keys[place], score) for place, score in best.items()), key=lambda item: -item[1])[:10]


class LogicV2:
    """nomenklatura's logic-v2 with a birth-date penalty, on the candidates that Limen's engine finds."""

    def __init__(self, engine: Engine, most: int = 10) -> None:
        from followthemoney import model
        from nomenklatura.matching import LogicV2
        from nomenklatura.matching.types import ScoringConfig

        self._engine, self._most, self._model = engine, most, model
        self._matcher, self._config = LogicV2, ScoringConfig.defaults()
        self._asked = 0

    def search(self, party: Party) -> Found:
        """Return keys and scores, the best first."""
        self._asked += 1  # the matcher remembers the names of an entity by its id
        asked = self._entity(f"asked{self._asked}", party)
        found = []
        for match in self._engine.search(party, limit=self._most).matches:
            listed = self._engine.get(match.key)
            if listed is not None:
                score = self._matcher.compare(asked, self._entity(match.key, listed), self._config).score
                found.append((match.key, _dated(party, listed.births, score)))
        return sorted(found, key=lambda item: -item[1])

    def _entity(self, key: str, party: Party) -> Any:
        properties = {"name": [name.said for name in party.names]}
        births = [text for text in party.births if re.fullmatch(r"[\d-]+", text)]
        if births:
            properties["birthDate"] = births
        return self._model.get_proxy({"id": key, "schema": "Person", "properties": properties})
