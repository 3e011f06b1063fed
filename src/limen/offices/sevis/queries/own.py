"""A student's or exchange visitor's own record, told to whoever gives facts that they alone know; each look is logged.

Reasons why a record was ended, and what the government asks about it, are not told here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from limen.core.access.gate import SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.documents.models import TravelDocument
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.people.models import Person
from limen.core.people.names import fold, fold_number
from limen.core.people.queries import one_person, told_to_anybody
from limen.kernel import Subject
from limen.offices.sevis.models import Employer, Student, Training, Visitor
from limen.offices.sevis.told import ADDRESS, EMPLOYER, told_alone, waiting
from limen.offices.sevis.training_limits import COUNTED, Unemployment, unemployed

TOLD = tuple(
    f"sevis.{name}"
    for name in (
        *("fee", "missing_papers", "register", "register_term", "tell_change", "address_stale", "resume_full"),
        *("programme_ending", "absence", "reinstate", "transfer_report", "transfer_begin"),
        *("opt_file", "opt_complete", "stem_file", "stem_validate", "stem_validation_report", "stem_evaluate"),
        *("stem_evaluate_end", "stem_change", "m_stay", "m_total", "depart_f", "depart_withdrawn", "depart_m"),
        *("validate", "visitor_address", "visitor_ending", "depart_j", "depart_category_denied"),
        *("bar_research", "bar_trainee", "bar_au_pair"),
    )
)
"""Deadlines that the student or visitor keeps, or that are theirs to know; what is between others is not told."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a student or exchange visitor is told.

    Args:
        record: their record.
        town: town and state of the address on record, without the street; empty where none is.
        trainings: work and training that was authorised or approved.
        unemployment: days without work in practical training; None outside of it.
        due: deadlines that run, the earliest first.
        alone: what of ``address`` and ``employer`` they report themself, without the school.
        working: employers that they may say work has ended with.
        waits_since: the day they told their school or sponsor something that it has not entered yet.
    """

    record: Student | Visitor
    town: str
    trainings: tuple[Training, ...] = ()
    unemployment: Unemployment | None = None
    due: tuple[RunningClock, ...] = field(default=())
    alone: tuple[str, ...] = ()
    working: tuple[Employer, ...] = ()
    waits_since: date | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """How the fee of Form I-901 stands for a record.

    Args:
        record: the record of a student or visitor.
        paid_on: the day it was paid; None where it was not.
        amount: dollars that were paid, or are to be.
        receipt: the number of the receipt, where one is on record.
        owed: whether it is to be paid at all.
        citation: where the amount stands.
    """

    record: Student | Visitor
    paid_on: date | None
    amount: int | None
    receipt: str
    owed: bool
    citation: str


def own_record(*, sevis_id: str, birth: date, document: str, now: datetime) -> Own | None:
    """Return the record that a SEVIS ID, a birth and a travel document on record name together; the look is logged."""
    record = _numbered(sevis_id, now.date())
    if record is not None and not (_born(record.person, birth) and _carries(record.person, document)):
        record = None
    record = _told(record, now)
    asked: dict[str, object] = {"sevis_id": sevis_id, "birth": str(birth), "document": document}
    _log("sevis.own_record", record, asked)
    return _own(record, now.date()) if record is not None else None


def own_record_again(identifier: str, now: datetime) -> Own | None:
    """Return the record that somebody was just shown, for the pass they were given with it; the look is logged."""
    record = _told(_again(identifier), now)
    _log("sevis.own_record", record, {"again": identifier})
    return _own(record, now.date()) if record is not None else None


def fee(*, sevis_id: str, birth: date, surname: str, now: datetime) -> Fee | None:
    """Return how the fee stands for the record that a SEVIS ID, a birth and a surname name together; it is logged."""
    record = _numbered(sevis_id, now.date())
    if record is not None and not (_born(record.person, birth) and _named(record.person, surname)):
        record = None
    record = _told(record, now)
    _log("sevis.own_fee", record, {"sevis_id": sevis_id, "birth": str(birth), "surname": surname})
    return _fee(record, now.date()) if record is not None else None


def _numbered(sevis_id: str, day: date) -> Student | Visitor | None:
    """Return the record of a SEVIS ID, however it is written; a draft has none."""
    letters = str(lawbook().value("number_format.sevis", day).value).rstrip("9")
    number = letters + "".join(char for char in sevis_id if char.isdigit())
    student = Student.objects.select_related("person", "school__place").filter(sevis_id=number).first()
    if student is not None:
        return student
    return Visitor.objects.select_related("person", "sponsor__place").filter(sevis_id=number).first()


def _again(identifier: str) -> Student | Visitor | None:
    student = Student.objects.select_related("person", "school__place").filter(pk=identifier).first()
    if student is not None:
        return student
    return Visitor.objects.select_related("person", "sponsor__place").filter(pk=identifier).first()


def _born(person: Person, birth: date) -> bool:
    said = birth.isoformat()
    return person.birth == said or person.identities.filter(birth=said).exists()


def _named(person: Person, surname: str) -> bool:
    known = {fold(person.surname), *(fold(row.surname) for row in person.identities.all())}
    return bool(fold(surname)) and fold(surname) in known


def _carries(person: Person, document: str) -> bool:
    number = fold_number(document)
    rows = TravelDocument.objects.filter(person__in=one_person(person.pk), number_folded=number, state="good")
    return bool(number) and rows.exists()


def _told(record: Student | Visitor | None, now: datetime) -> Student | Visitor | None:
    return record if record is not None and told_to_anybody(record.person, now.date()) else None


def _log(what: str, record: Student | Visitor | None, asked: dict[str, object]) -> None:
    subjects = []
    if record is not None:
        subjects = [Subject(record.record_type, record.pk), Subject("people.person", record.person_id)]
    record_read(
        what=what,
        actor=SYSTEM,
        place=None,
        purpose="administration",
        subjects=subjects,
        plain={"found": int(record is not None)},
        personal=asked,
    )


def _own(record: Student | Visitor, day: date) -> Own:
    rows = RunningClock.objects.filter(subject=record.pk, closed_at=None, key__in=TOLD).order_by("due_at", "pk")
    due, town = tuple(rows), _town(record.us_address)
    if isinstance(record, Visitor):
        return Own(record, town, due=due, waits_since=record.told_on)
    trainings = list(record.trainings.filter(step__in=("authorised", "approved")).prefetch_related("employers"))
    counted = [row for row in trainings if row.kind in COUNTED]
    law, told = lawbook(), waiting(record)
    alone = {what: told_alone(record, what, law, day) for what in (ADDRESS, EMPLOYER)}
    work = alone[EMPLOYER]
    return Own(
        record,
        town,
        tuple(trainings),
        unemployed(record, law, day, counted),
        due,
        tuple(what for what, row in alone.items() if row is not None),
        tuple(work.employers.filter(ends=None)) if work is not None else (),
        told.starts if told is not None else None,
    )


def _town(address: dict[str, Any]) -> str:
    return ", ".join(str(address[name]) for name in ("city", "state") if address.get(name))


def _fee(record: Student | Visitor, day: date) -> Fee:
    key, owed = _fee_key(record, day)
    law = lawbook().value(key, record.fee_paid_on or day)
    amount = record.fee_amount if record.fee_paid_on is not None else int(law.value)
    return Fee(record, record.fee_paid_on, amount, record.fee_receipt, owed, law.citation)


def _fee_key(record: Student | Visitor, day: date) -> tuple[str, bool]:
    """Return the key of the amount of a record's fee, and whether it is owed."""
    if isinstance(record, Student):
        return "sevis.fee_student", not record.fee_exempt
    category = lawbook().codes("visitor_categories").get(record.category, day)
    prefix = "-".join(record.sponsor.number.split("-")[:2])
    kind = lawbook().codes("sponsor_kinds").get(prefix, day)
    key = str(category.attributes["fee"]) if category is not None else "sevis.fee_visitor"
    return key, kind is None or bool(kind.attributes["fee"])
