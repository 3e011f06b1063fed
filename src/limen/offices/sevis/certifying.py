"""What the acts on schools and sponsors take from the law pack: numbers of the day, and refusals that cite."""

from __future__ import annotations

from datetime import date
from typing import Any

from limen.kernel import GuardRefused, Problem, Scene
from limen.kernel.clocks import add_months, calendar, last_day

CALENDAR = "us-federal"


def number(scene: Scene, key: str) -> int:
    """Return a number of the law pack as it stands on the day of the act."""
    return int(scene.law.value(key, scene.day).value)


def refusal(scene: Scene, rule: str, message: str, key: str = "") -> GuardRefused:
    """Return a refusal by a rule of business.

    Args:
        scene: the act's.
        rule: the rule's slug, which a batch answers with a code of its own.
        message: a sentence for a person.
        key: the value of the law pack that refuses, where one does.
    """
    citation = scene.law.value(key, scene.day).citation if key else ""
    return GuardRefused(message, citation=citation, problems=[Problem("", rule, message)])


def days_after(scene: Scene, key: str, since: date | None = None) -> date:
    """Return the last day of a period of days that the law pack names."""
    return last_day(since or scene.day, number(scene, key), "days", calendar(CALENDAR))


def business_days_after(scene: Scene, key: str, since: date | None = None) -> date:
    """Return the last day of a period of business days that the law pack names."""
    return last_day(since or scene.day, number(scene, key), "business_days", calendar(CALENDAR))


def years_after(scene: Scene, key: str, since: date | None = None) -> date:
    """Return the last day of a period of years that the law pack names."""
    return add_months(since or scene.day, 12 * number(scene, key))


def warn(scene: Scene, text: str) -> None:
    """Tell who acts of something that they may do and should know."""
    told: Any = scene.told.setdefault("warnings", [])
    told.append(text)
