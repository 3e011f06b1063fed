"""Putting travellers before the criteria in force: what an office calls when it learns who is coming."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from limen.core.criteria.acts import Chosen, Consider, Identify
from limen.core.criteria.models import Consideration, Criterion, Selection
from limen.core.criteria.rules import Flight, Node, TravelFacts, counted, groups, read
from limen.kernel import Scene

CHUNK = 400
MOST_KEPT = 10_000
_conditions: dict[tuple[UUID, int], Node] = {}
"""Conditions as read: what an edition of a criterion says never changes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody put before the criteria.

    Args:
        record: the office's record type.
        id: which.
        label: the name a list shows.
        facts: what is known of the journey.
        person: who they are, where that is known.
    """

    record: str
    id: UUID
    label: str
    facts: TravelFacts
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """The voyage or the like whose travellers are considered together.

    Args:
        record: the office's record type.
        id: which.
        label: what a list calls it.
        place: where they are expected.
        expected_at: when.
    """

    record: str
    id: UUID
    label: str
    place: UUID | None = None
    expected_at: datetime | None = None


def in_force(day: date) -> list[tuple[Criterion, Node]]:
    """Return the criteria that select on a day, each with its condition."""
    rows = list(Criterion.objects.filter(state="active", starts__lte=day, sunset__gte=day).defer("condition"))
    unread = [row.pk for row in rows if (row.pk, row.edition) not in _conditions]
    if len(_conditions) + len(unread) > MOST_KEPT:
        _conditions.clear()
        unread = [row.pk for row in rows]
    for key, edition, condition in _said(unread):
        _conditions[key, edition] = read(condition)
    return [(row, _conditions[row.pk, row.edition]) for row in rows]


def _said(keys: Sequence[UUID]) -> Iterator[tuple[UUID, int, Any]]:
    for start in range(0, len(keys), CHUNK):
        rows = Criterion.objects.filter(pk__in=keys[start : start + CHUNK])
        yield from rows.values_list("pk", "edition", "condition")


def consider(
    occasion: Occasion,
    candidates: Sequence[Candidate],
    scene: Scene,
    criteria: Sequence[tuple[Criterion, Node]] | None = None,
) -> set[UUID]:
    """Put candidates before the criteria in force; return those who are newly selected.

    Nothing else follows from it: no hold, no refusal, no number. Asked again, when more is known of them, it selects
    whom it had not selected before; nobody is selected twice by one criterion.

    Args:
        occasion: what they have in common.
        candidates: everybody there, so that the counts are whole.
        scene: the act in whose course this happens.
        criteria: those in force, where the caller has asked for them already.
    """
    criteria = in_force(scene.day) if criteria is None else criteria
    if not criteria or not candidates:
        return set()
    known = _known(candidates, scene)
    flight = Flight([row.facts for row in candidates])
    chosen = [
        _chosen(criterion, candidates[at])
        for criterion, condition in criteria
        for at in flight.selected(condition)
        if (criterion.pk, candidates[at].id) not in known
    ]
    held = Consideration.objects.filter(subject_record=occasion.record, subject=occasion.id).first()
    act = Consider(
        subject_record=occasion.record,
        subject=occasion.id,
        label=occasion.label,
        criteria=len(criteria),
        considered=len(candidates),
        groups=counted(row.facts for row in candidates),
        chosen=chosen,
        place=occasion.place,
        expected_at=occasion.expected_at,
    )
    scene.perform(act, on=held)
    return {row.subject for row in chosen}


def waiting(subjects: Sequence[UUID]) -> set[UUID]:
    """Return which of an office's records are selected and wait for an officer to look."""
    found: set[UUID] = set()
    for start in range(0, len(subjects), CHUNK):
        rows = Selection.objects.filter(state="open", subject__in=subjects[start : start + CHUNK])
        found.update(rows.values_list("subject", flat=True))
    return found


def identified(record: str, subject: Any, person: Any, scene: Scene) -> None:
    """Say of everybody selected under an office's record which person it turned out to be."""
    for row in Selection.objects.filter(subject_record=record, subject=subject).exclude(person=person):
        scene.perform(Identify(person=person), on=row)


def _known(candidates: Sequence[Candidate], scene: Scene) -> set[tuple[Any, Any]]:
    """Return who is selected by what already; where it is known by now who that is, say so."""
    by_id = {row.id: row for row in candidates}
    ids = list(by_id)
    found: set[tuple[Any, Any]] = set()
    for start in range(0, len(ids), CHUNK):
        for row in Selection.objects.filter(subject__in=ids[start : start + CHUNK]):
            found.add((row.criterion_id, row.subject))
            person = by_id[row.subject].person
            if person is not None and row.person_id is None:
                scene.perform(Identify(person=person), on=row)
    return found


def _chosen(criterion: Criterion, who: Candidate) -> Chosen:
    return Chosen(
        criterion=criterion.pk,
        record=who.record,
        subject=who.id,
        label=who.label[:260],
        person=who.person,
        groups=groups(who.facts),
    )
