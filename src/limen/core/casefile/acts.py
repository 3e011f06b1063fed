"""Leasing numbers, opening files, and writing in them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import CharField
from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.casefile.models import CaseFile, Note, NumberLease, Party, Task
from limen.core.people.models import Identifier, Person
from limen.core.prepared import Prepared, Slot
from limen.kernel import (
    Act,
    BadInput,
    Block,
    GuardRefused,
    NumberFormat,
    NumbersExhausted,
    Personal,
    Problem,
    Ref,
    Scene,
)

LEASE = "casefile.numberlease"
FILE = "casefile.casefile"
KEEP = ("records.keep",)


class LeaseNumbers(Act, key="casefile.lease", on=LEASE, permission="access.manage", authorities=KEEP):
    """Lease a run of official numbers to this node."""

    kind: Annotated[
        Literal["i94", "a_number", "event", "redress", "bond", "detection", "seizure", "lead", "sevis", "submission"],
        Field(title="Kind of number"),
    ]
    picture: Annotated[str, Field(title="Form", max_length=24)]
    first: Annotated[int, Field(title="First", ge=0)]
    last: Annotated[int, Field(title="Last", ge=0)]

    def guard(self, record: Any, scene: Scene) -> None:
        """Runs of one kind never overlap, and every number in one can be written."""
        if not self.first <= self.last < NumberFormat(self.picture).capacity:
            raise GuardRefused(f"The form {self.picture} cannot write the numbers {self.first} to {self.last}.")
        if NumberLease.objects.filter(kind=self.kind, first__lte=self.last, last__gte=self.first).exists():
            raise GuardRefused("Part of that run is leased already.")

    def apply(self, record: Any, scene: Scene) -> NumberLease:
        """Keep the run."""
        return NumberLease(kind=self.kind, picture=self.picture, first=self.first, last=self.last, next=self.first)


class TakeNumber(Act, key="casefile.take", on=LEASE, permission="access.manage", authorities=KEEP, automatic=True):
    """Issue the next number of a run."""

    def apply(self, record: NumberLease, scene: Scene) -> NumberLease:
        """Take it."""
        serial, after = Block(record.first, record.last, record.next).take()
        record.next = after.next
        scene.told["number"] = NumberFormat(record.picture).write(serial)
        scene.facts["number"] = scene.told["number"]
        return record


LEASED: Prepared[NumberLease] = Prepared(
    lambda: NumberLease.objects.filter(kind=Slot("kind", CharField()), state="leased").order_by("first", "pk")
)


def take_number(kind: str, scene: Scene) -> str:
    """Issue the node's next official number of a kind, inside another act.

    Raises:
        NumbersExhausted: when every lease of the kind is used up, or there is none.
    """
    for lease in LEASED.all(kind=kind):
        if lease.next <= lease.last:
            return str(scene.perform(TakeNumber(), on=lease).told["number"])
    raise NumbersExhausted(f"This node has no number of the kind “{kind}” left; ask for another lease.")


class OpenFile(Act, key="casefile.open", on=FILE, permission="casefile.open", authorities=KEEP):
    """Open a file on a person."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]

    def guard(self, record: Any, scene: Scene) -> None:
        """A person has one file."""
        if CaseFile.objects.filter(person=self.person).exists():
            raise GuardRefused("This person has a file already.")

    def apply(self, record: Any, scene: Scene) -> CaseFile:
        """Give it a number, which becomes the person's."""
        number = take_number("a_number", scene)
        person = Person.objects.get(pk=self.person)
        Identifier.objects.create(person=person, kind="a_number", number=number)
        return CaseFile(
            number=number,
            person=person,
            opened_by=account_of(scene.actor),
            opened_at=scene.at,
        )


class AddNote(Act, key="casefile.note", on=FILE, permission="casefile.note", authorities=KEEP):
    """Write a note in a file."""

    text: Annotated[str, Personal, Field(title="Note", min_length=2, max_length=8000)]

    def apply(self, record: CaseFile, scene: Scene) -> CaseFile:
        """Keep it."""
        Note.objects.create(file=record, text=self.text, by=account_of(scene.actor), at=scene.at)
        return record


class AddParty(Act, key="casefile.party", on=FILE, permission="casefile.note", authorities=KEEP):
    """Add a party to a file: counsel, a sponsor, a witness."""

    role: Annotated[Literal["counsel", "representative", "sponsor", "witness", "interpreter"], Field(title="Role")]
    name: Annotated[str, Personal, Field(title="Name", max_length=160)]
    contact: Annotated[str, Personal, Field(title="How to reach them", max_length=200)] = ""

    def apply(self, record: CaseFile, scene: Scene) -> CaseFile:
        """Keep it."""
        Party.objects.create(file=record, role=self.role, name=self.name, contact=self.contact)
        return record


class AddTask(Act, key="casefile.task", on=FILE, permission="casefile.note", authorities=KEEP):
    """Put a task in a file."""

    text: Annotated[str, Personal, Field(title="What is to be done", min_length=2, max_length=300)]
    owner: Annotated[UUID | None, Ref("access.account"), Field(title="By whom")] = None
    due_at: Annotated[datetime | None, Field(title="By when")] = None

    def apply(self, record: CaseFile, scene: Scene) -> CaseFile:
        """Keep it."""
        Task.objects.create(file=record, text=self.text, owner_id=self.owner, due_at=self.due_at)
        return record


class DoTask(Act, key="casefile.done", on=FILE, permission="casefile.note", authorities=KEEP):
    """Mark a task done."""

    task: Annotated[UUID, Field(title="Task")]

    def apply(self, record: CaseFile, scene: Scene) -> CaseFile:
        """Say when."""
        if not record.tasks.filter(pk=self.task, done_at=None).update(done_at=scene.at):
            raise BadInput(
                "That task is not in this file, or is done.",
                problems=[Problem("task", "record.unknown", "Choose an open task of this file.")],
            )
        return record


class CloseFile(Act, key="casefile.close", on=FILE, permission="casefile.open", authorities=KEEP):
    """Close a file."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]


class ReopenFile(Act, key="casefile.reopen", on=FILE, permission="casefile.open", authorities=KEEP):
    """Reopen a closed file."""

    reason: Annotated[str, Field(title="Reason", min_length=5, max_length=300)]
