"""The gate: may this person be removed to this country, detained or charged, or the country asked? Why not, by name.

``barriers`` is pure; ``gate`` asks the records. Both take the law from the pack's table ``protections``. A protection
closes the gate from the moment it is claimed until it is ended; in doubt the gate is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from limen.core.people.queries import same_people
from limen.kernel import GuardRefused
from limen.offices.removal.models import Case, Protection

TABLE = "protections"
STANDING = ("pending", "granted")
GONE = ("removed", "departed")
"""States of a case whose person has left the country."""
REMOVAL, DETENTION, CHARGING, DOCUMENTS = "removal", "detention", "charging", "documents"


@dataclass(frozen=True, slots=True)
class Barrier:
    """A reason why the gate is closed.

    Args:
        kind: a code of the law pack's ``protections``.
        title: what it is, in words.
        citation: the provision.
        country: the only country it closes, an ICAO code; empty when it closes every one.
        since: since when.
    """

    kind: str
    title: str
    citation: str
    country: str
    since: date


@dataclass(frozen=True, slots=True)
class Standing:
    """A protection that stands, as the gate needs it."""

    kind: str
    country: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A case as the gate needs it.

    Args:
        state: its state.
        since: when it came to it, as far as that is known.
        appealed_on: when an appeal that still waits was filed; None when none waits.
        stayed_on: when a motion that stays removal by itself and still waits was filed.
        wait_until: the last day on which an administrative order may not yet be carried out.
    """

    state: str
    since: date
    appealed_on: date | None = None
    stayed_on: date | None = None
    wait_until: date | None = None


STATES = {
    "open": "proceedings",
    "in_proceedings": "proceedings",
    "ordered": "appeal_pending",
    "voluntary_departure": "voluntary_departure",
}
"""What a case in a state stands in the way as, a code of ``protections``."""


def barriers(
    standing: Iterable[Standing],
    courses: Sequence[Course],
    *,
    country: str,
    law: Any,
    day: date,
    closes: str = REMOVAL,
) -> list[Barrier]:
    """Return every reason why a gate is closed, the oldest first; an empty list when it is open.

    Args:
        standing: the person's protections that are not ended.
        courses: the person's cases.
        country: the country of removal, an ICAO code; empty where none is chosen, which every country's barrier closes.
        law: the law pack.
        day: the day.
        closes: the gate: removal, detention, charging, or documents, asked of the country itself.
    """
    found = [Standing(*row) for row in _reckoned(courses, day)]
    found += [row for row in standing if row.until is None or row.until >= day]
    shut = [barrier for row in found if (barrier := _barrier(row, country, law, day, closes)) is not None]
    return sorted(shut, key=lambda barrier: (barrier.since, barrier.kind))


def _reckoned(courses: Sequence[Course], day: date) -> Iterable[tuple[str, str, date]]:
    for course in courses:
        if course.state in STATES:
            yield STATES[course.state], "", course.since
        if course.appealed_on is not None and course.state != "ordered":
            yield "appeal_pending", "", course.appealed_on
        if course.stayed_on is not None:
            yield "stay_automatic", "", course.stayed_on
        if course.state == "final" and course.wait_until is not None and day <= course.wait_until:
            yield "wait", "", course.since
    if not any(course.state == "final" for course in courses):
        yield "no_order", "", min((course.since for course in courses), default=day)


def _barrier(row: Standing, country: str, law: Any, day: date, closes: str) -> Barrier | None:
    code = _row(law, row.kind, day)
    if code is None:
        return Barrier(row.kind, row.kind, "", row.country, row.since)
    if closes not in code.attributes["closes"]:
        return None
    only = row.country if code.attributes["reach"] == "country" else ""
    if only and country and only != country:
        return None
    return Barrier(row.kind, code.title, code.citation, only, row.since)


def _row(law: Any, kind: str, day: date) -> Any:
    """Return what the law says of a protection: as it stands on the day, else as it last stood."""
    table = law.codes(TABLE)
    return table.get(kind, day) or next((row for row in table.all() if row.code == kind), None)


def gate(person_id: UUID, country: str, day: date, law: Any, closes: str = REMOVAL) -> list[Barrier]:
    """Return every reason why a person may not be removed to a country (or detained, or charged) on a day.

    Every record judged to be the same person counts. It takes no viewer: a protection stops removal whoever may
    know of it, and whoever is refused learns its name.
    """
    return gates([person_id], country, day, law, closes)[person_id]


def gates(
    people: Iterable[UUID], country: str, day: date, law: Any, closes: str = REMOVAL
) -> dict[UUID, list[Barrier]]:
    """Return what ``gate`` does for each of many people, as for a whole manifest, in as many reads as for one."""
    same = same_people(people)
    everyone = {pk for group in same.values() for pk in group}
    standing: dict[UUID, list[Standing]] = {}
    for row in Protection.objects.filter(person__in=everyone, state__in=STANDING):
        found = Standing(row.kind, row.country, row.since, row.until)
        standing.setdefault(row.person_id, []).append(found)
    courses: dict[UUID, list[Course]] = {}
    for case in Case.objects.filter(person__in=everyone).select_related("place").prefetch_related("appeals", "motions"):
        courses.setdefault(case.person_id, []).append(_course(case))
    return {
        pk: barriers(
            [row for one in group for row in standing.get(one, ())],
            [course for one in group for course in courses.get(one, ())],
            country=country,
            law=law,
            day=day,
            closes=closes,
        )
        for pk, group in same.items()
    }


def require_open(person_id: UUID, country: str, day: date, law: Any, closes: str = REMOVAL) -> None:
    """Return when the gate is open.

    Raises:
        GuardRefused: otherwise, naming every reason with the provision of the first.
    """
    require_none(gate(person_id, country, day, law, closes))


def require_none(shut: Sequence[Barrier]) -> None:
    """Return when nothing is in the way.

    Raises:
        GuardRefused: otherwise, naming every reason with the provision of the first.
    """
    if shut:
        raise GuardRefused("; ".join(f"{row.title} ({row.citation})" for row in shut) + ".", citation=shut[0].citation)


def _course(case: Case) -> Course:
    waiting = [row.filed_on for row in case.appeals.all() if row.to == "board" and not row.outcome and row.in_time]
    stays = [row.filed_on for row in case.motions.all() if row.stays and not row.outcome]
    since = case.final_on or case.ordered_on or case.served_on or case.opened_at.astimezone(case.zone).date()
    wait = case.wait_until if case.wait_waived_on is None else None
    return Course(case.state, since, min(waiting, default=None), min(stays, default=None), wait)
