"""Which ways out of inspection the law pack closes to a person, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from limen.kernel import GuardRefused, Scene
from limen.offices.inspections import rules
from limen.offices.inspections.models import Inspection

Condition = Callable[[Inspection, Scene], bool]


def _expedited_ground(record: Inspection, scene: Scene) -> bool:
    grounds = scene.law.codes("inadmissibility_grounds")
    return any(
        (ground := grounds.get(code, scene.day)) is not None and ground.attributes.get("expedited")
        for code in applying(record)
    )


CONDITIONS: Mapping[str, Condition] = {
    "fear_unasked": lambda record, _: not record.fear,
    "fear_shown": lambda record, _: record.fear == "shown",
    "fear_not_shown": lambda record, _: record.fear != "shown",
    "citizen": lambda record, scene: rules.claims_citizenship(record, scene.law),
    "child_alone": lambda record, scene: rules.is_child_alone(record, scene.law, scene.day),
    "no_finding": lambda record, _: not applying(record),
    "no_expedited_ground": lambda record, scene: not _expedited_ground(record, scene),
    "no_interview": lambda record, _: not record.interview.exists(),
}
"""Every condition a bar of the law pack may name."""


def applying(record: Inspection) -> list[str]:
    """Return the grounds found to apply, the latest finding on each ground counting."""
    latest = {row.ground: row.applies for row in record.findings.order_by("at")}
    return [ground for ground, applies in latest.items() if applies]


def bars(record: Inspection, outcome: str, scene: Scene) -> list[tuple[str, str]]:
    """Return why an exit is closed to a person: (sentence, citation) for each bar that stands."""
    return [
        (bar.title, bar.citation)
        for bar in scene.law.codes("exit_bars").on(scene.day).values()
        if outcome in bar.attributes["closes"] and CONDITIONS[bar.attributes["when"]](record, scene)
    ]


def check(record: Inspection, outcome: str, scene: Scene) -> None:
    """Refuse an exit that a bar closes.

    Raises:
        GuardRefused: naming the first bar and its provision.
    """
    standing = bars(record, outcome, scene)
    if standing:
        says, citation = standing[0]
        raise GuardRefused(says, citation=citation)
