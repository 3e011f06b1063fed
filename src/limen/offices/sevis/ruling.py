"""How a rule of the law pack refuses, or warns: by its number of the day, with its paragraph and a slug of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from limen.kernel import Act, GuardRefused, Problem, Scene
from limen.kernel.clocks import add_months, calendar, last_day, next_business_day


def value(scene: Scene, key: str) -> Any:
    """Return a value of the law pack on the day of the act; the office may be left out of its key."""
    return scene.law.value(key if key.startswith("sevis.") else f"sevis.{key}", scene.day)


def number(scene: Scene, key: str) -> int:
    """Return a number of the law pack on the day of the act; the office may be left out of its key."""
    return int(value(scene, key).value)


def use(scene: Scene, key: str) -> str:
    """Return the code of the wire that an act gives or looks for, by what it means here."""
    return str(scene.law.codes("student_record_uses").get(key, scene.day).attributes["code"])


def refuse(slug: str, message: str, citation: str = "", field: str = "") -> GuardRefused:
    """Return the refusal of a rule whose paragraph is known.

    Args:
        slug: the rule's own name, without the office; batches answer by it.
        message: a sentence for a person.
        citation: the paragraph, from the law pack.
        field: the field it is about.
    """
    return GuardRefused(message, citation=citation, problems=[Problem(field, f"sevis.{slug}", message)])


def refused(scene: Scene, slug: str, message: str, *, by: str = "", field: str = "") -> GuardRefused:
    """Return the refusal of a rule.

    Args:
        scene: where the act is done.
        slug: the rule's own name, e.g. ``opt_window``; batches answer by it.
        message: a sentence for a person.
        by: the value of the law pack that refuses, whose paragraph is named; else the authority the act stands on.
        field: the field it is about.
    """
    provision = value(scene, by) if by else scene.provision
    return refuse(slug, message, provision.citation if provision is not None else "", field)


def warn(scene: Scene, message: str, *, by: str = "") -> None:
    """Tell the official what the rule asks for, where they decide; it stands in the entry, and is shown afterwards."""
    provision = value(scene, by) if by else scene.provision
    text = f"{message} ({provision.citation})" if provision is not None else message
    for kept in (scene.told, scene.facts):
        held: Any = kept.setdefault("warnings", [])
        held.append(text)


def months_after(day: date, months: int) -> date:
    """Return the last day of a period of months that begins with a day, that day counted."""
    return add_months(day, months) - timedelta(days=1)


def whole_months(first: date, last: date) -> int:
    """Return how many whole months lie between two days, both counted."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    return months - (add_months(first, months) > after)


def days_of(first: date, last: date) -> int:
    """Return how many days lie between two days, both counted."""
    return (last - first).days + 1


def days_after(scene: Scene, key: str, since: date | None = None) -> date:
    """Return the last day of a period of days that the law pack names."""
    return last_day(since or scene.day, number(scene, key), "days", calendar(str(scene.law.about["calendar"])))


def rolled_days_after(scene: Scene, key: str) -> date:
    """Return the last day of a period of days that the law pack names; the next business day where it is none."""
    days, last = calendar(str(scene.law.about["calendar"])), days_after(scene, key)
    return last if days.is_business_day(last) else next_business_day(last, days)


def business_days_after(scene: Scene, key: str, since: date | None = None) -> date:
    """Return the last day of a period of business days that the law pack names."""
    return last_day(since or scene.day, number(scene, key), "business_days", calendar(str(scene.law.about["calendar"])))


def years_after(scene: Scene, key: str, since: date | None = None) -> date:
    """Return the last day of a period of years that the law pack names."""
    return add_months(since or scene.day, 12 * number(scene, key))


def field_named(act: type[Act], name: str) -> str:
    """Return what a form calls a field, within a sentence."""
    title = str(act.model_fields[name].title or name)
    return title[:1].lower() + title[1:]
