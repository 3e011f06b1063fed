"""The weights of evidence and the limits of a search, read from ``data/policy.toml``."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Policy:
    """What agreement and difference are worth, in bits; see the data file for each key.

    Args:
        name: of names.
        birth: of dates of birth, by tier.
        other: of numbers, sex, nationality and kind.
        score: where the score is one half, and how many bits double its odds.
        flag: the bits at which one clean traveller in a hundred is flagged.
        search: how much a search looks at.
    """

    name: Mapping[str, float]
    birth: Mapping[str, float]
    other: Mapping[str, float]
    score: Mapping[str, float]
    flag: Mapping[str, float]
    search: Mapping[str, float]

    def scored(self, bits: float) -> float:
        """Return the score, 0 to 1, of a sum of evidence in bits."""
        odds: float = 2.0 ** (max(-60.0, min(60.0, bits - self.score["half"])) / self.score["step"])
        return odds / (1.0 + odds)

    def bits(self, score: float) -> float:
        """Return the sum of evidence, in bits, of a score; ``scored`` the other way round."""
        score = min(max(score, 1e-18), 1.0 - 1e-12)
        return self.score["half"] + self.score["step"] * math.log2(score / (1.0 - score))

    def flagging(self, listed: int) -> float:
        """Return the score at which one clean traveller in a hundred is flagged, by how many parties are listed."""
        bits = self.flag["at_100000"] + self.flag["doubling"] * math.log2(max(listed, 1) / 100_000)
        return self.scored(max(bits, self.flag["least"]))

    def changed(self, **parts: Mapping[str, float]) -> Policy:
        """Return a policy with some weights changed, for tuning."""
        now: dict[str, Any] = {part: {**getattr(self, part), **values} for part, values in parts.items()}
        return replace(self, **now)


@cache
def policy() -> Policy:
    """Return the policy in use."""
    data = tomllib.loads((files("limen.screening") / "data" / "policy.toml").read_text(encoding="utf-8"))
    return Policy(**{part: data[part] for part in ("name", "birth", "other", "score", "flag", "search")})
