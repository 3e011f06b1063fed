"""The law a page stands on, in the words of the law pack."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from limen.law import Pack
from limen.law.pack import UnknownKey

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONEY = re.compile(r"\d{4,}(?= dollars)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a page shows it.

    Args:
        title: what it is called.
        citation: where it stands.
        text: what it says, in short; for a deadline or a value, how much it is.
        in_force: whether it is in force on the day asked about.
        checked: the day it was last held against its source; none where that was never done.
        to: its last day, where it has ended.
    """

    title: str
    citation: str
    text: str
    in_force: bool
    checked: date | None = None
    to: date | None = None


def rules(pack: Pack, keys: Iterable[str], day: date) -> list[Rule]:
    """Return the rules that keys name (``authority:``, ``clock:`` or ``value:``) as they stand on a day.

    A key that the law pack of this service does not have is left out: another country's pack may name less.
    """
    return [rule for rule in (_rule(pack, key, day) for key in keys) if rule is not None]


def _rule(pack: Pack, key: str, day: date) -> Rule | None:
    kind, _, name = key.partition(":")
    try:
        return READ[kind](pack, name, day)
    except (KeyError, UnknownKey):
        return None


def _authority(pack: Pack, name: str, day: date) -> Rule:
    row = _standing(pack.authority(name), day)
    return Rule(row.title, row.citation, row.text, row.on(day), _checked(row), row.to)


def _clock(pack: Pack, name: str, day: date) -> Rule:
    clock = pack.clock(name)
    row = _standing(clock.provisions, day)
    return Rule(
        clock.title, row.citation, f"{row.value} {row.unit.replace('_', ' ')}", _on(row, day), _checked(row), row.to
    )


def _value(pack: Pack, name: str, day: date) -> Rule:
    row = pack.value(name, day)
    return Rule(row.title, row.citation, _plainly(row.amount), in_force=True, checked=_checked(row), to=row.to)


def _plainly(amount: str) -> str:
    """Return an amount as it is written on a page: keys as words, dollars in groups of three digits."""
    return MONEY.sub(lambda digits: f"{int(digits[0]):,}", amount.replace("_", " "))


READ = {"authority": _authority, "clock": _clock, "value": _value}


def _checked(row: Any) -> date | None:
    """Return the day a rule was checked, as the law pack says it before its words; none for ``unverified``."""
    day = str(row.verified).partition(":")[0].strip()
    return date.fromisoformat(day) if DAY.fullmatch(day) else None


def _on(row: Any, day: date) -> bool:
    return bool(row.from_ <= day and (row.to is None or day <= row.to))


def _standing(rows: Any, day: date) -> Any:
    return next((row for row in rows if _on(row, day)), rows[-1])
