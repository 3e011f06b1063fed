"""What the law pack says of an exchange visitor's programme, and how its refusals are said.

Every refusal that is a rule has a slug, by which the batch interface finds its result code, and the paragraph that
the law pack gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from limen.kernel import Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.reach import require_own
from limen.offices.sevis.ruling import months_after, refuse

CATEGORIES = "visitor_categories"
SHORT_TERM = "short_term_scholar"


def use(scene: Scene, key: str) -> str:
    """Return the code of the wire that an act gives or looks for, by what it means here."""
    return str(scene.law.codes("visitor_record_uses").get(key, scene.day).attributes["code"])


def require_sponsor(record: Visitor, scene: Scene) -> None:
    """Return when the act is done at the sponsor that answers for the visitor.

    Raises:
        GuardRefused: otherwise.
    """
    require_own(record.sponsor, scene)


def category_of(code: str, scene: Scene) -> Any:
    """Return the law pack's row of a category.

    Raises:
        GuardRefused: when there is no such category on the day.
    """
    row = scene.law.codes(CATEGORIES).get(code, scene.day)
    if row is None:
        raise refuse("category_unknown", f"There is no category “{code}” today.", field="category")
    return row


@dataclass(frozen=True, slots=True)
class Longest:
    """The last day a category allows.

    Args:
        last: the day; None where the regulation sets none.
        months: how many months that is.
        citation: the paragraph.
    """

    last: date | None
    months: int = 0
    citation: str = ""


def longest(category: Any, counted_from: date, law: Any, day: date) -> Longest:
    """Return the last day that a category allows a stay counted from a day."""
    key = category.attributes.get("months")
    if not key:
        return Longest(None, citation=category.citation)
    value = law.value(key, day)
    return Longest(months_after(counted_from, int(value.value)), int(value.value), value.citation)


def beyond(category: Any, limit: Longest, law: Any, day: date) -> Longest:
    """Return the last day that the department may allow beyond the longest time; the same where it may not."""
    key = category.attributes.get("extend")
    if not key or limit.last is None:
        return limit
    value = law.value(key, day)
    return Longest(add_months(limit.last, int(value.value)), int(value.value), value.citation)


def check_length(category: Any, starts: date, ends: date, counted_from: date, scene: Scene) -> None:
    """Return when a programme is neither shorter nor longer than its category allows.

    Raises:
        GuardRefused: otherwise, with the paragraph.
    """
    if ends <= starts:
        raise refuse("programme_backwards", "A programme ends after it starts.", field="ends")
    least = scene.law.value("sevis.visitor_min_days", scene.day)
    if category.attributes["family"] != SHORT_TERM and (ends - starts).days + 1 < least.value:
        text = f"A programme of this category lasts {least.value} days at least."
        raise refuse("programme_short", text, least.citation, "ends")
    limit = longest(category, counted_from, scene.law, scene.day)
    if limit.last is not None and ends > limit.last:
        text = f"{category.title}: {limit.months} months at most, until {limit.last} here."
        raise refuse("programme_long", text, limit.citation, "ends")


def grace(record: Visitor, key: str, last: date, scene: Scene) -> None:
    """Keep the last day to depart after a programme that ended on a day, by a number of the law pack."""
    record.grace_until = last + timedelta(days=int(scene.law.value(key, scene.day).value))
