"""The settings of the linker as data: what is compared, what agreement is worth, which pairs are looked at."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NOT_ENOUGH = "unknown"
"""How a comparison stands when one of the two records does not know."""


@dataclass(frozen=True, slots=True)
class Level:
    """One way two records may stand to each other.

    Args:
        how: what it is called.
        when: an SQL condition both engines read, of columns ending in ``_l`` and ``_r``; nothing for all that is left.
        share: a column of lists that have a value in common, in place of ``when``.
        m: how often it is so of two records of one person, 0 to 1.
        u: how often it is so of two records of different people, 0 to 1.
        rare: the column whose rare values count for more, where there is one.
    """

    how: str
    m: float
    u: float
    when: str = ""
    share: str = ""
    rare: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, its levels tried in order; ``unknown`` is the SQL condition under which it says nothing."""

    name: str
    unknown: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which pairs are looked at: those that agree on all of some columns, or share a value of a list."""

    same: tuple[str, ...] = ()
    share: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """The whole model.

    Args:
        comparisons: what is compared.
        rules: which pairs are looked at.
        proposing: the probability, 0 to 1, from which a pair is proposed.
        most: how many pairs one run proposes at most, the likeliest.
        per_record: how many other records of the same person a record has, before anything is compared.
        least_records: smaller registers are taken to be this large, so that what is rare among ten is not called rare.
        digest: SHA-256 of the data file.
    """

    comparisons: tuple[Comparison, ...]
    rules: tuple[Rule, ...]
    proposing: float
    most: int
    per_record: float
    least_records: int
    digest: str

    def prior(self, records: int) -> float:
        """Return the probability that two records drawn from a register are of one person."""
        return self.per_record / max(records, self.least_records)

    def counts_rarity(self, records: int) -> bool:
        """Return whether a register is large enough to say which values are rare."""
        return records >= self.least_records


@cache
def model() -> Model:
    """Return the model in use, from ``data/model.toml``."""
    text = (files("limen.core.people.resolving") / "data" / "model.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Model(
        comparisons=tuple(_comparison(item) for item in data["comparison"]),
        rules=tuple(Rule(tuple(item.get("same", ())), item.get("share", "")) for item in data["rule"]),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        **data["proposing"],
        **data["prior"],
    )


def _comparison(item: Mapping[str, object]) -> Comparison:
    levels = item["level"]
    assert isinstance(levels, list)  # noqa: S101  the file is ours; the type checker is told its shape
    return Comparison(str(item["name"]), str(item["unknown"]), tuple(Level(**level) for level in levels))
