"""Write a criterion, amend it, try it, approve it, suspend, resume and withdraw it; let it lapse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from limen.core.access.gate import account_of
from limen.core.criteria import lawful
from limen.core.criteria.models import Criterion, Trial
from limen.core.criteria.rules import deeper_than
from limen.core.criteria.trying import tried
from limen.core.places.models import Place
from limen.kernel import Act, Code, GuardRefused, Lines, Scene

CRITERION = "criteria.criterion"
SELECT = ("criteria.select",)
WRITE = "criteria.write"
APPROVE = "criteria.approve"
DEEPEST_DATA = 16
"""Levels of plain data: groups, their lists, the questions and their values."""

Category = Literal["route", "booking", "payment", "document", "history", "companions", "consignment", "identity"]


class _Written(Act):
    """What a criterion says."""

    name: Annotated[str, Field(title="Name", min_length=3, max_length=120)]
    basis: Annotated[str, Field(title="Legal basis", min_length=5, max_length=300)]
    purpose: Annotated[str, Code("criteria_purposes"), Field(title="Purpose", max_length=40)]
    categories: Annotated[
        list[Category], Field(title="Categories of data allowed", min_length=1, max_length=len(Category.__args__))
    ]
    condition: Annotated[dict[str, Any], Field(title="Condition")]
    starts: Annotated[date, Field(title="In force from")]
    sunset: Annotated[date, Field(title="Ends on")]
    handling: Annotated[str, Lines(3), Field(title="What the officer does first", max_length=1000)] = ""

    @field_validator("condition")
    @classmethod
    def _no_deeper_than_a_condition_is(cls, value: dict[str, Any]) -> dict[str, Any]:
        if deeper_than(value, DEEPEST_DATA):
            raise ValueError("the condition is nested too deep")
        return value

    def guard(self, record: Any, scene: Scene) -> None:
        """It can be read, keeps to its categories, rests on more than who somebody is, and has an end."""
        lawful.condition_of(self.condition, self.categories, scene)
        lawful.period(self.starts, self.sunset, scene)

    def put(self, record: Criterion, scene: Scene) -> Criterion:
        """Put what it says on the record; whoever writes is an author, and approves it no more."""
        for name in ("name", "basis", "purpose", "condition", "starts", "sunset", "handling"):
            setattr(record, name, getattr(self, name))
        record.categories = sorted(set(self.categories))
        record.author = account_of(scene.actor)
        record.authors = sorted({*record.authors, str(scene.actor.id)})
        record.approver, record.approved_at, record.reason = None, None, ""
        return record


class Draft(_Written, key="criteria.draft", on=CRITERION, permission=WRITE, authorities=SELECT):
    """Write a criterion; it selects nobody until it was tried, and approved by somebody else."""

    def apply(self, record: Any, scene: Scene) -> Criterion:
        """Keep it."""
        return self.put(Criterion(issued_by=Place.objects.filter(pk=scene.place.id).first()), scene)


class Amend(_Written, key="criteria.amend", on=CRITERION, permission=WRITE, authorities=SELECT):
    """Amend a criterion; it is a draft again, to be tried and approved anew."""

    def apply(self, record: Criterion, scene: Scene) -> Criterion:
        """Keep what it says now, under the next edition."""
        record.edition += 1
        return self.put(record, scene)


class Try(Act, key="criteria.try", on=CRITERION, permission=WRITE, authorities=SELECT):
    """Try a criterion against history: how many it would have selected, what was found, and of whom."""

    def guard(self, record: Criterion, scene: Scene) -> None:
        """It is still one that may run."""
        lawful.condition_of(record.condition, record.categories, scene)

    def apply(self, record: Criterion, scene: Scene) -> Criterion:
        """Count, and keep the counts; nobody is selected by a trial."""
        days = scene.law.value("criteria.trial_days", scene.day).value
        since = scene.day - timedelta(days=days)
        counted = tried(lawful.condition_of(record.condition, record.categories, scene), since, scene.day)
        Trial.objects.create(
            criterion=record,
            edition=record.edition,
            at=scene.at,
            since=since,
            until=scene.day,
            considered=counted.considered,
            selected=counted.selected,
            inspected=counted.inspected,
            found=counted.found,
            groups=counted.groups,
        )
        scene.facts.update(considered=counted.considered, selected=counted.selected, found=counted.found)
        return record


class Approve(Act, key="criteria.approve", on=CRITERION, permission=APPROVE, authorities=SELECT):
    """Approve a criterion on its trial; nobody approves one they wrote."""

    remarks: Annotated[
        str,
        Lines(3),
        Field(
            title="Why it is necessary and in proportion",
            description="In view of its trial: whom it would have selected, what was found, and on whom it falls",
            min_length=10,
            max_length=1000,
        ),
    ]

    def guard(self, record: Criterion, scene: Scene) -> None:
        """A second person approves, on a trial of this edition that is not too old, for a period not too long."""
        if str(scene.actor.id) in record.authors:
            raise GuardRefused("Nobody approves a criterion they wrote or amended.")
        days = scene.law.value("criteria.trial_fresh_days", scene.day).value
        if not record.trials.filter(edition=record.edition, at__gte=scene.at - timedelta(days=days)).exists():
            raise GuardRefused(f"It was not tried within the last {days} days. Try it against history again.")
        lawful.condition_of(record.condition, record.categories, scene)
        lawful.period(record.starts, record.sunset, scene)

    def apply(self, record: Criterion, scene: Scene) -> Criterion:
        """It selects from its first day on."""
        record.approver, record.approved_at = account_of(scene.actor), scene.at
        return record


class Suspend(Act, key="criteria.suspend", on=CRITERION, permission=APPROVE, authorities=SELECT):
    """Suspend a criterion; it selects nobody while it is suspended."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Criterion, scene: Scene) -> Criterion:
        """Say why."""
        record.reason = self.reason
        return record


class Resume(Act, key="criteria.resume", on=CRITERION, permission=APPROVE, authorities=SELECT):
    """Let a suspended criterion select again."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def guard(self, record: Criterion, scene: Scene) -> None:
        """A second person resumes it, before its end."""
        if str(scene.actor.id) in record.authors:
            raise GuardRefused("Nobody resumes a criterion they wrote or amended.")
        lawful.period(record.starts, record.sunset, scene)

    def apply(self, record: Criterion, scene: Scene) -> Criterion:
        """It selects again."""
        record.reason = ""
        return record


class Withdraw(Act, key="criteria.withdraw", on=CRITERION, permission=WRITE, authorities=SELECT):
    """Withdraw a criterion for good."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]

    def apply(self, record: Criterion, scene: Scene) -> Criterion:
        """Say why."""
        record.reason = self.reason
        return record


class Lapse(Act, key="criteria.lapse", on=CRITERION, permission="criteria.keep", authorities=SELECT, automatic=True):
    """Let a criterion lapse: its end has come, or it found nothing."""

    why: Annotated[Literal["sunset", "nothing_found"], Field(title="Why")]

    def apply(self, record: Criterion, scene: Scene) -> Criterion:
        """Say why."""
        record.reason = {"sunset": "Its last day has passed.", "nothing_found": "It found nothing."}[self.why]
        return record
