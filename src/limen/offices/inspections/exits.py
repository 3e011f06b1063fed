"""Which ways out of inspection the law pack closes to a person, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from limen.kernel import GuardRefused, Scene
from limen.law.visas import waiver_open
from limen.offices.inspections import rules
from limen.offices.inspections.models import Inspection

Condition = Callable[[Inspection, Any, date], bool]


def _ground(record: Inspection, law: Any, day: date, says: str) -> bool:
    grounds = law.codes("inadmissibility_grounds")
    return any(
        (ground := grounds.get(code, day)) is not None and ground.attributes.get(says) for code in applying(record)
    )


def is_stowaway(record: Inspection, law: Any, day: date) -> bool:
    """Return whether the person was found to have come hidden, by a ground that the law says is a stowaway's."""
    return _ground(record, law, day, "stowaway")


CONDITIONS: Mapping[str, Condition] = {
    "fear_unasked": lambda record, *_: not record.fear,
    "fear_shown": lambda record, *_: record.fear == "shown",
    "fear_not_shown": lambda record, *_: record.fear != "shown",
    "citizen": lambda record, law, _: rules.claims_citizenship(record, law),
    "child_alone": rules.is_child_alone,
    "child_alone_from_elsewhere": lambda record, law, day: (
        record.presented.get("nationality") not in law.value("child.bordering_countries", day).value
        and rules.is_child_alone(record, law, day)
    ),
    "finding_applies": lambda record, *_: bool(applying(record)),
    "not_of_waiver_country": lambda record, law, day: (
        not waiver_open(law, record.presented.get("nationality", ""), day).open
    ),
    "no_finding": lambda record, *_: not applying(record),
    "no_expedited_ground": lambda record, law, day: not _ground(record, law, day, "expedited"),
    "stowaway_of_age_or_cared_for": lambda record, law, day: (
        is_stowaway(record, law, day) and not rules.is_child_alone(record, law, day)
    ),
    "not_stowaway": lambda record, law, day: not is_stowaway(record, law, day),
    "no_interview": lambda record, *_: not record.interview.exists(),
}
"""Every condition a bar of the law pack may name."""


def applying(record: Inspection) -> list[str]:
    """Return the grounds found to apply, the latest finding on each ground counting."""
    latest = {row.ground: row.applies for row in record.findings.order_by("at", "pk")}
    return [ground for ground, applies in latest.items() if applies]


def bars(record: Inspection, outcome: str, law: Any, day: date) -> list[tuple[str, str]]:
    """Return why an exit is closed to a person: (sentence, citation) for each bar that stands."""
    return [
        (bar.title, bar.citation)
        for bar in law.codes("exit_bars").on(day).values()
        if outcome in bar.attributes["closes"] and CONDITIONS[bar.attributes["when"]](record, law, day)
    ]


OUTCOMES = {
    "inspections.defer": "defer",
    "inspections.parole": "parole",
    "inspections.withdrawal": "withdrawal",
    "inspections.refuse_waiver": "refuse_visa_waiver",
    "inspections.refuse_crew": "refuse_crew",
    "inspections.refuse_transit": "refuse_transit",
    "inspections.propose_removal": "expedited_removal",
    "inspections.refer_fear": "expedited_removal_fear",
    "inspections.refer_judge": "refer_judge",
    "inspections.charge": "notice_to_appear",
    "inspections.order_stowaway": "stowaway",
    "inspections.refer_stowaway": "stowaway_fear",
    "inspections.hand_over": "hand_over",
}
"""The outcome that each way out leads to."""


ADMISSIONS = {"inspections.admit": "admit", "inspections.admit_resident": "admit_resident"}
"""The outcome that each way of being admitted leads to."""


def check_admission(record: Inspection, outcome: str, scene: Scene) -> None:
    """Refuse an admission that a bar closes; at the counter nothing is found yet that could.

    Raises:
        GuardRefused: naming the first bar and its provision.
    """
    if record.state != "primary":
        check(record, outcome, scene)


def check(record: Inspection, outcome: str, scene: Scene) -> None:
    """Refuse an exit that a bar closes.

    Raises:
        GuardRefused: naming the first bar and its provision.
    """
    standing = bars(record, outcome, scene.law, scene.day)
    if standing:
        says, citation = standing[0]
        raise GuardRefused(says, citation=citation)
