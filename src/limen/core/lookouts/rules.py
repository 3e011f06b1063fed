"""What the acts on lookouts share: what the law pack says of categories and actions, and who the second person is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from limen.core.lawbook import lawbook
from limen.core.lookouts.models import Lookout
from limen.kernel import BadInput, GuardRefused, Problem, Scene

CATEGORIES = "lookout_categories"
ACTIONS = "lookout_actions"
LAST = 99
"""Where an action stands that the law pack of the day does not know: after all others."""


def category_fits(category: str, action: str, scene: Scene) -> None:
    """Refuse an action that a category may not ask for.

    Raises:
        BadInput: naming those it may.
    """
    row = scene.law.codes(CATEGORIES).get(category, scene.day)
    allowed = row.attributes["actions"]
    if action not in allowed:
        text = f"A lookout of this category ({row.title.lower()}) asks for one of: {', '.join(allowed)}."
        raise BadInput(text, problems=[Problem("action", "action.category", text)])


def review_fits(category: str, review_by: date, scene: Scene) -> None:
    """Refuse a review date that is past, or farther off than the category allows.

    Raises:
        GuardRefused: when it is past.
        BadInput: when it is too far, with the last day that is not.
    """
    if review_by < scene.day:
        raise GuardRefused("The review date is past.")
    latest = latest_review(category, scene)
    if review_by > latest:
        text = f"A lookout of this category is reviewed by {latest} at the latest."
        raise BadInput(text, problems=[Problem("review_by", "review.too_far", text)])


def latest_review(category: str, scene: Scene) -> date:
    """Return the last day by which a lookout of a category is to be reviewed, counted from today."""
    row = scene.law.codes(CATEGORIES).get(category, scene.day)
    days: int = scene.law.value(row.attributes["review"], scene.day).value
    return scene.day + timedelta(days=days)


def answering_office(lookout: Lookout, scene: Scene) -> str:
    """Return the office that answers for a lookout: its own, or its category's."""
    row = scene.law.codes(CATEGORIES).get(lookout.category, scene.day)
    return lookout.office or (row.attributes["office"] if row is not None else "inspections")


def due_minutes(lookout: Lookout, scene: Scene) -> int:
    """Return the minutes within which the issuing office takes a hit."""
    row = scene.law.codes(ACTIONS).get(lookout.action, scene.day)
    key = row.attributes["due"] if row is not None else "policy.lookout_minutes_soon"
    minutes: int = scene.law.value(key, scene.day).value
    return minutes


def second_person(author: Any, scene: Scene, what: str) -> None:
    """Refuse when whoever proposed something would approve it."""
    if author == scene.actor.id:
        raise GuardRefused(f"Nobody approves {what}.")


def first_things(action: str, day: date) -> int:
    """Return where an action stands in the order in which an officer acts; the lowest is done first."""
    row = lawbook().codes(ACTIONS).get(action, day)
    return int(row.attributes["first"]) if row is not None else LAST


def graver(before: str, after: str, scene: Scene) -> bool:
    """Return whether an action takes more from a person than another."""
    rows = scene.law.codes(ACTIONS)
    return int(rows.get(after, scene.day).attributes["grave"]) > int(rows.get(before, scene.day).attributes["grave"])


def ranked(lookouts: Iterable[Lookout], day: date) -> list[Lookout]:
    """Return lookouts in the order in which an officer acts on them."""
    return sorted(lookouts, key=lambda item: (first_things(item.action, day), item.review_by, str(item.pk)))


def discreet_actions(day: date) -> list[str]:
    """Return the actions whose hits are kept from whoever has no need to know."""
    return [row.code for row in lawbook().codes(ACTIONS).on(day).values() if row.attributes["discreet"]]


def is_discreet(lookout: Lookout, day: date) -> bool:
    """Return whether a lookout's hits are kept from whoever has no need to know."""
    row = lawbook().codes(ACTIONS).get(lookout.action, day)
    return bool(row is not None and row.attributes["discreet"])


def hush(lookout: Lookout, scene: Scene) -> None:
    """Leave the person out of what an entry is about, where their lookout is discreet: no timeline of theirs tells."""
    if is_discreet(lookout, scene.day):
        scene.subjects[:] = [item for item in scene.subjects if item.record != "people.person"]


def asks_for(action: str, day: date) -> str:
    """Return what an action asks of the officer, in the law pack's words."""
    row = lawbook().codes(ACTIONS).get(action, day)
    return row.title if row is not None else action
