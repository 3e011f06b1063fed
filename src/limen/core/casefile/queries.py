"""Reading files; a person's timeline is a projection of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from limen.core.access.gate import Viewer
from limen.core.casefile.models import CaseFile, NumberLease, Task
from limen.core.ledger.chain import entries_about, record_read
from limen.core.people.models import Person
from limen.core.people.queries import visible
from limen.kernel import REGISTER, Subject, UnknownRecord, as_uuid


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline."""

    at: datetime
    act: str
    title: str
    actor: str
    place: str
    authority: str
    state: tuple[str, str]
    hash: str


def file(identifier: Any, *, viewer: Viewer) -> CaseFile:
    """Return a file; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require("casefile.view")
    rows = CaseFile.objects.select_related("person", "opened_by").prefetch_related("notes", "parties", "tasks")
    found = rows.filter(pk=identifier, person__in=visible(viewer)).first()
    if found is None:
        raise UnknownRecord("No such file.")
    record_read(
        what="casefile.file",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("casefile.casefile", found.pk), Subject("people.person", found.person_id)],
    )
    return found


def files_of(person_id: Any, *, viewer: Viewer) -> list[CaseFile]:
    """Return the files on a person; that the viewer looked is logged."""
    viewer.require("casefile.view")
    found = list(CaseFile.objects.filter(person=person_id, person__in=visible(viewer)).order_by("opened_at", "pk"))
    record_read(
        what="casefile.files_of",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", person_id), *(Subject("casefile.casefile", row.pk) for row in found)],
    )
    return found


def own_tasks(*, viewer: Viewer) -> list[Task]:
    """Return what the viewer is to do in open files, the earliest due first; logged, for each names a person."""
    viewer.require("casefile.view")
    rows = Task.objects.select_related("file__person").filter(owner=viewer.account.id, done_at=None)
    rows = rows.filter(file__state="open", file__person__in=visible(viewer))
    found = list(rows.order_by(F("due_at").asc(nulls_last=True), "pk"))
    record_read(
        what="casefile.own_tasks",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("casefile.casefile", row.file_id) for row in found],
    )
    return found


def timeline(record_ids: list[Any], *, viewer: Viewer) -> list[Event]:
    """Return what happened to some records, newest first, from the ledger's plain part: no personal data is in it."""
    viewer.require("casefile.view")
    known = visible(viewer) if viewer.may("people.view") else Person.objects.none()
    hidden = set(Person.objects.filter(pk__in=record_ids).exclude(pk__in=known).values_list("pk", flat=True))
    return events_about([item for item in record_ids if as_uuid(str(item)) not in hidden])


def events_about(record_ids: list[Any]) -> list[Event]:
    """Return what was done to some records, newest first, for a room that has asked who looks at its own records."""
    return [_event(body) for body in entries_about(record_ids)]


def _event(body: dict[str, Any]) -> Event:
    act = REGISTER.get(body["act"])
    return Event(
        at=datetime.fromisoformat(body["at"]),
        act=body["act"],
        title=act.title() if act else body["act"],
        actor=body["actor"]["label"],
        place=body["place"]["code"] if body["place"] else "",
        authority=body["authority"]["citation"] if body["authority"] else "",
        state=(body["state"][0], body["state"][1]),
        hash=body["hash"],
    )


def lease(identifier: Any, *, viewer: Viewer) -> NumberLease:
    """Return a run of official numbers; it names nobody, so the read is not logged.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require("access.view")
    found = NumberLease.objects.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such lease of numbers.")
    return found


READERS = {"casefile.casefile": file, "casefile.numberlease": lease}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "casefile.casefile": ("number", "person_id", "opened_by_id", "opened_at"),
    "casefile.numberlease": ("kind", "picture", "first", "last", "next"),
}
"""What a reader may have of each as data."""

ADDRESSES = {"casefile.casefile": "casefile:file"}
"""The page of each, where its name is not the record's."""


def known_by(text: str, *, viewer: Viewer) -> list[CaseFile]:
    """Return the file that a number means; logged like any look at it."""
    viewer.require("casefile.view")
    found = CaseFile.objects.filter(number__iexact=text, person__in=visible(viewer)).first()
    return [file(found.pk, viewer=viewer)] if found else []


LOOKUPS = {"casefile.casefile": known_by}
"""How each record is found by what a person knows it by."""
