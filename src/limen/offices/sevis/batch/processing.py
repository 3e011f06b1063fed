"""Answering the records of a batch one by one: each done apart, so that one that is refused undoes itself alone."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError

from limen.core.store import apart
from limen.exchange import sevis_batch as wire
from limen.kernel import REGISTER, DeclarationError, LimenError, Scene, UnknownRecord, WrongState
from limen.offices.sevis.batch import answering, printing
from limen.offices.sevis.batch.organisations import Organisation, organisation
from limen.offices.sevis.batch.students import STUDENT_EVENTS
from limen.offices.sevis.batch.table import Step, Told
from limen.offices.sevis.batch.visitors import VISITOR_EVENTS
from limen.offices.sevis.models import Batch, BatchContent, Dependant, Student, Visitor
from limen.web.derived.endpoints import made

PURPOSE = "sevis"
EVENTS: Mapping[str, Mapping[str, Told]] = {"student": STUDENT_EVENTS, "visitor": VISITOR_EVENTS}
LONGEST = 500
REPEATED = "sevis.request_repeated"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one record; the fields are those of ``BatchResult``."""

    request_id: str
    user_id: str
    event: str
    code: str
    accepted: bool
    act: str = ""
    sevis_id: str = ""
    record: str = ""
    ref: UUID | None = None
    rule: str = ""
    message: str = ""
    user_defined: tuple[str, str] = ("", "")
    print_form: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)

    def as_row(self) -> dict[str, Any]:
        """Return the columns of its row."""
        names = ("request_id", "user_id", "event", "code", "accepted", "act", "sevis_id", "record", "ref", "rule")
        row: dict[str, Any] = {name: getattr(self, name) for name in names}
        user_a, user_b = self.user_defined
        more = {"user_defined_a": user_a, "user_defined_b": user_b, "print_form": self.print_form}
        return {**row, **more, "message": self.message[:LONGEST], "told": dict(self.told)}


@lru_cache(maxsize=2)
def read(body: bytes) -> wire.Batch:
    """Return what a batch says; the parts of one batch ask for it one after the other."""
    return wire.read(body)


def answers(batch: Batch, scene: Scene, begun: int, most: int) -> Iterator[Answer]:
    """Yield the answer to each of the next records of a batch, in order.

    Args:
        batch: the batch.
        scene: of the act that processes it.
        begun: how many of its records were answered before.
        most: how many to answer now.
    """
    body = zlib.decompress(BatchContent.objects.get(batch=batch).body)
    every = read(body).records
    records = every[begun : begun + most]
    work = Work(batch, scene, records)
    before = {item.request_id for item in every[:begun]}
    for record in records:
        yield work.repeated(record) if record.request_id in before else work.answer(record)
        before.add(record.request_id)


class Work:
    """The records of one part of a batch, with whom and what they name read ahead.

    Args:
        batch: the batch.
        scene: of the act that processes it.
        records: those to answer.
    """

    def __init__(self, batch: Batch, scene: Scene, records: tuple[wire.Record, ...]) -> None:
        self.batch, self.scene = batch, scene
        self.events = EVENTS[batch.kind]
        self.organisation: Organisation = organisation(batch.org)
        self.officials = self.organisation.officials()
        self.known = _known(batch.kind, self.organisation, {item.sevis_id for item in records if item.sevis_id})

    def answer(self, item: wire.Record) -> Answer:
        """Return what became of a record; nothing of it stands when it was refused."""
        if item.refusals:
            first = item.refusals[0]
            return self._said(item, "schema", f"Line {first.line}: {first.reason}", rule=first.rule)
        try:
            with apart():
                return self._done(item)
        except DeclarationError:
            raise
        except LimenError as refused:
            kind, rule = answering.kind_of(refused)
            return self._said(item, kind, answering.sentence(refused), rule=rule)
        except (DataError, IntegrityError, OverflowError):
            return self._said(item, "schema", "A value is larger than the record can hold.", rule="value.large")

    def repeated(self, item: wire.Record) -> Answer:
        """Return the refusal of a record whose request an earlier one of the batch has: answers are told by it."""
        told = f"An earlier record of this batch has the request {item.request_id}; each needs its own."
        return self._said(item, "rule", told, rule=REPEATED)

    def _said(self, item: wire.Record, kind: str, message: str, *, rule: str = "") -> Answer:
        return Answer(
            request_id=item.request_id,
            user_id=item.user_id[:10],
            event=item.event,
            code=answering.code_of(kind, rule, event=item.event, of=self.batch.kind),
            accepted=False,
            sevis_id=item.sevis_id,
            rule=rule,
            message=message,
            user_defined=item.user_defined,
        )

    def _done(self, item: wire.Record) -> Answer:
        told = self.events[item.event]
        if told.refused:
            raise answering.not_taken(told.refused, told.why)
        by = self._official(item)
        record = self.known.get(item.sevis_id) if item.sevis_id else None
        if item.sevis_id and record is None:
            raise UnknownRecord("This school or sponsor has no record with this SEVIS ID.")
        if item.status_code and record is not None and item.status_code.lower() != record.state:
            raise WrongState(f"The record is {record.state}, not {item.status_code.lower()} as was sent.")
        answer: dict[str, Any] = {}
        for step in told.steps:
            record = self._step(step, item, record, by, answer)
        return Answer(
            request_id=item.request_id,
            user_id=item.user_id[:10],
            event=item.event,
            code=answering.code_of("accepted"),
            accepted=True,
            act=told.steps[0].act,
            sevis_id=getattr(record, "sevis_id", "") or item.sevis_id,
            record=getattr(record, "record_type", ""),
            ref=getattr(record, "id", None),
            user_defined=item.user_defined,
            print_form=_prints(item) or _prints_plan(item),
            told={**answer, **({printing.PLAN: True} if _prints_plan(item) else {})},
        )

    def _step(self, step: Step, item: wire.Record, record: Any, by: Any, answer: dict[str, Any]) -> Any:
        """Do the act a step asks for, or one for each element it names; return the record the event is about."""
        for node in step.nodes(item.payload):
            fields = step.fields(node, item.payload, record)
            if step.link:
                fields[step.link] = record.id
            elif step.on == "new" and self.organisation.campus:
                fields["campus"] = self.organisation.campus
            on = self._on(step, node, record)
            outcome = self.scene.door.perform(
                made(REGISTER[step.act], fields),
                on=on,
                by=by,
                at=self.scene.place,
                purpose=PURPOSE,
                when=self.scene.at,
                nested=True,
            )
            answering.keep(answer, outcome)
            if step.on == "new" and not step.link:
                record = outcome.record
            elif isinstance(outcome.record, Dependant):
                answer.setdefault("dependants", []).append(_dependant(outcome.record, _own(item) or node))
        return record

    def _on(self, step: Step, node: wire.Node, record: Any) -> Any:
        if step.on == "new":
            return None
        if step.on == "record":
            return record
        named = node.text_of("@dependentSevisID")
        holder = "student" if self.batch.kind == "student" else "visitor"
        found = Dependant.objects.filter(sevis_id=named, **{holder: record}).first()
        if found is None:
            raise UnknownRecord("This record has no dependant with this SEVIS ID.")
        return found

    def _official(self, item: wire.Record) -> Any:
        """Return the official a record is sent by: an official of this school or sponsor today."""
        found = self.officials.get(item.user_id.strip().lower())
        if found is None:
            raise answering.user_unknown()
        return found.account


def _prints(item: wire.Record) -> bool:
    """Return whether the form is to be printed; a reprint prints unless it says otherwise."""
    return item.print_form or (item.event.endswith("reprint") and not item.has("@printForm"))


def _prints_plan(item: wire.Record) -> bool:
    """Return whether the placement plan is to be printed."""
    return bool(item.yes("@print7002") or item.yes("AddTIPP/@print7002"))


def _own(item: wire.Record) -> wire.Node | None:
    """Return the element around a dependant's event, in which the sender's two fields stand."""
    return item.node.first("Dependent") if item.event.startswith(printing.OF_DEPENDANT) else None


def _dependant(record: Dependant, node: wire.Node) -> dict[str, Any]:
    """Return what the log says of a dependant: the SEVIS ID, and the sender's two fields as sent."""
    return {"sevis_id": record.sevis_id, "a": node.text_of("UserDefinedA"), "b": node.text_of("UserDefinedB")}


def _known(kind: str, owner: Organisation, numbers: set[str]) -> dict[str, Any]:
    """Return the records of this school or sponsor by SEVIS ID, of all that some records name, in one read."""
    if not numbers:
        return {}
    if kind == "student":
        rows: Any = Student.objects.filter(sevis_id__in=numbers, school=owner.record)
    else:
        rows = Visitor.objects.filter(sevis_id__in=numbers, sponsor=owner.record)
    return {row.sevis_id: row for row in rows.order_by()}
