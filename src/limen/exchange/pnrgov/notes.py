"""The list of what is wrong, kept while reading."""

from __future__ import annotations

from collections.abc import Mapping

from limen.exchange.edifact import Fault


class Notes:
    """Collects faults; ``at`` is the segment being read, so that every fault has its place.

    Args:
        latest: the last year a two-digit year of birth may mean: that of the message.
        offsets: of every segment by its number.
    """

    __slots__ = ("_offsets", "at", "faults", "latest")

    def __init__(self, latest: int, offsets: Mapping[int, int]) -> None:
        self.faults: list[Fault] = []
        self.at = 0
        self.latest = latest
        self._offsets = offsets

    def add(self, rule: str, message: str, *, at: int = 0) -> None:
        """Note a fault at the segment of a number, or at the one being read."""
        number = at or self.at
        self.faults.append(Fault(rule, message, number, self._offsets.get(number, 0)))
