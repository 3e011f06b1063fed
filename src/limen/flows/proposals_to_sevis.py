"""Two records of students that may be one person's are told to both schools, and what was judged of them too.

Both records stay as they are and can be read; an officer decides whether they are one person's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from limen.core.people.models import Proposal
from limen.kernel import Scene
from limen.offices.sevis.acts import NoteDuplicate
from limen.offices.sevis.models import Student

STEPS = {"same": "joined", "not_same": "rejected"}


def proposed(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Note on each student's record that another may be of the same person."""
    waiting = Proposal.objects.filter(state="open", resolution=record)
    pairs = list(waiting.values_list("left_id", "right_id"))
    known = {row.person_id: row for row in _students(person for pair in pairs for person in pair)}
    for left, right in pairs:
        if left in known and right in known:
            for student in (known[left], known[right]):
                if not student.happenings.filter(kind="duplicate", ends=None).exists():
                    scene.perform(NoteDuplicate(step="proposed"), on=student)


def judged(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Note what was judged of the two, on records that waited for it."""
    step = STEPS.get(act.verdict)
    if step is None:
        return
    for student in _students((record.pk, act.other)):
        if student.happenings.filter(kind="duplicate", ends=None).exists():
            scene.perform(NoteDuplicate(step=step), on=student)


def _students(people: Iterable[Any]) -> Iterable[Any]:
    return Student.objects.filter(person__in=set(people)).exclude(sevis_id="").order_by("created_at", "pk")


LISTENS = {
    "people.resolve": proposed,
    **dict.fromkeys(("people.judge", "people.judge_proposed"), judged),
}
