"""One lawful example of each act of criteria."""

from __future__ import annotations

from collections.abc import Callable

from limen.core.criteria import acts
from limen.core.criteria.models import Selection
from limen.core.criteria.rules import TravelFacts
from limen.core.criteria.selecting import Candidate, Occasion, consider
from limen.core.criteria.tests import scenes
from limen.kernel import opened, the_door
from tests.architecture.making import PRIMARY, Example, Made, example_of

WRITER = ("targeting_officer", "targeting")
APPROVER = ("supervisor", "targeting")


def selected(made: Made) -> Selection:
    """Return somebody whom a criterion selected: the person is put before it as an office does."""
    from datetime import UTC, datetime

    from limen.core.access.gate import NODE, SYSTEM
    from limen.kernel import Scene

    scenes.approved(made.service)
    now = datetime.now(UTC)
    scene = Scene(the_door(), SYSTEM, NODE, "targeting", now, now.date(), the_door().law())
    facts = TravelFacts(paid_by=frozenset({"cash"}), ticket_hours=3, one_way=True)
    person = made.person
    with opened("maintenance.test"):
        consider(
            Occasion("people.person", person.pk, "A voyage"),
            [Candidate("people.person", person.pk, "ERIKSSON, Anna", facts, person.pk)],
            scene,
        )
    return Selection.objects.get()


def suspended(made: Made) -> object:
    """Return a criterion that is suspended."""
    return made.do(acts.Suspend(reason="Complaints"), scenes.approved(made.service), APPROVER)


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "criteria.draft": example_of(scenes.saying(), None, WRITER),
    "criteria.amend": example_of(
        scenes.saying(acts.Amend, name="Amended"), lambda m: scenes.drafted(m.service), WRITER
    ),
    "criteria.try": example_of(acts.Try(), lambda m: scenes.drafted(m.service), WRITER),
    "criteria.approve": example_of(
        acts.Approve(remarks="Few would have been selected."), lambda m: scenes.tried(m.service), APPROVER
    ),
    "criteria.suspend": example_of(acts.Suspend(reason="Complaints"), lambda m: scenes.approved(m.service), APPROVER),
    "criteria.resume": example_of(acts.Resume(reason="Looked into"), suspended, APPROVER),
    "criteria.withdraw": example_of(
        acts.Withdraw(reason="Served its purpose"), lambda m: scenes.drafted(m.service), WRITER
    ),
    "criteria.found": example_of(acts.RecordFound(minutes=20, finding="currency"), selected, PRIMARY),
    "criteria.nothing": example_of(acts.RecordNothing(minutes=5), selected, PRIMARY),
}
