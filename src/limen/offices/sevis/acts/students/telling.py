"""What students tell of themselves on the public site, with a code that only their e-mail has: address, phone, work.

Of whoever is in training after completion it is kept at once, as the government's own page for them does it; of all
others the school is told, enters it, and has its days to.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.ledger.models import Outgoing
from limen.kernel import Act, Lines, Personal, Scene
from limen.offices.sevis.acts.common import KEEP, RECORD, STUDENT
from limen.offices.sevis.acts.students.common import MailingAddress, OnStudent, Phone, Printing, UsAddress
from limen.offices.sevis.acts.students.employers import EmployerFields, keep_employer
from limen.offices.sevis.acts.students.personal import lives_at, told_is_entered
from limen.offices.sevis.models import Employer, Happening, Student, Training
from limen.offices.sevis.ruling import refused
from limen.offices.sevis.told import ADDRESS, EMPLOYER, TOLD, code_for, told_alone, waiting

REPORT = ("sevis.report_student",)
TRAIN = ("sevis.train_opt",)
WHOLE = ("us_address1", "us_city", "us_state", "us_postal_code")
LONGEST = 500

Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=LONGEST)]
Besides = Annotated[str, Personal, Lines(3), Field(title="What else changed", max_length=LONGEST)]


class SendsCode(Act):
    """Send a code to the e-mail address on record; whoever has it may tell of a change."""

    nonce: Annotated[str, Field(title="Opening of the form", min_length=8, max_length=64)]
    subject: Annotated[str, Field(title="Subject", min_length=1, max_length=200)]
    words: Annotated[str, Field(title="Message", min_length=1, max_length=2000, description="{code} is the code")]

    def guard(self, record: Any, scene: Scene) -> None:
        """There is where to send it."""
        if not record.email:
            raise refused(scene, "no_email", "No e-mail address is on record.")

    def apply(self, record: Any, scene: Scene) -> Any:
        """Put it in the outbox; the code itself stands in no entry."""
        body = self.words.replace("{code}", code_for(record, self.nonce))
        Outgoing.objects.create(channel="email", to=record.email, subject=self.subject, body=body)
        return record


class SendCode(SendsCode, key="sevis.send_code", on=STUDENT, permission=KEEP, authorities=REPORT, automatic=True):
    """Send a student a code to the e-mail address on record; whoever has it may tell of a change."""


class TellAddress(
    MailingAddress,
    UsAddress,
    key="sevis.tell_address",
    on=STUDENT,
    permission=KEEP,
    authorities=REPORT,
    automatic=True,
):
    """Take in what a student tells of themself: where they live, where mail goes, their telephone."""

    phone: Phone = ""
    besides: Besides = ""

    def guard(self, record: Student, scene: Scene) -> None:
        """Something is said, and an address is whole."""
        if not (self._said() or self.besides):
            raise refused(scene, "nothing", "Say what has changed.")
        if self.us_address1 and not all(getattr(self, name) for name in WHOLE):
            raise refused(scene, "address_whole", "An address has a street, a city, a state and a ZIP code.")

    def _said(self) -> dict[str, Any]:
        parts = {name: self.part(name) for name in ("us_address", "mailing_address")}
        return {name: value for name, value in {**parts, "phone": self.phone}.items() if value}

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it of whoever reports alone; else let it wait for the school, whose days run."""
        said = self._said()
        if said and told_alone(record, ADDRESS, scene.law, scene.day) is not None:
            _keep(record, said, scene)
            scene.marks.append("sevis.change_reported")
            said = {}
        if said or self.besides:
            _wait(record, said, self.besides, scene)
        return record


class TellEmployer(
    EmployerFields, key="sevis.tell_employer", on=STUDENT, permission=KEEP, authorities=TRAIN, automatic=True
):
    """Take in for whom a student in training says that they work."""

    def guard(self, record: Student, scene: Scene) -> None:
        """They are in training that they report alone, and the work lies within it."""
        row = _training(record, scene)
        self.check_employer(row, scene)
        if row.employers.filter(name=self.employer_name, starts=self.starts).exists():
            raise refused(scene, "employer_twice", "That employer is on record from that day.", field="starts")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        keep_employer(self, _training(record, scene), scene)
        return record


class TellWorkEnded(Act, key="sevis.tell_work_ended", on=STUDENT, permission=KEEP, authorities=TRAIN, automatic=True):
    """Take in when a student in training says that work ended."""

    employer: Annotated[UUID, Field(title="Employer")]
    ends: Annotated[date, Field(title="Last day of work")]

    def guard(self, record: Student, scene: Scene) -> None:
        """The employer is on record, and the work did not end before."""
        row = self._found(record, scene)
        if self.ends < row.starts:
            raise refused(scene, "dates", "It ends no earlier than it starts.", field="ends")
        if self.ends > scene.day:
            raise refused(scene, "work_ends_later", "Tell it once the work has ended.", field="ends")

    def _found(self, record: Student, scene: Scene) -> Employer:
        row = _training(record, scene).employers.filter(pk=self.employer, ends=None).first()
        if row is None:
            raise refused(scene, "employer_none", "No such employer is on record.", field="employer")
        return row

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep the day."""
        row = self._found(record, scene)
        row.ends, row.reported_on = self.ends, scene.day
        row.save()
        return record


class TakeTold(
    Printing,
    key="sevis.take_told",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.change_reported",),
):
    """Enter the address and telephone that a student told of themself."""

    def check(self, record: Student, scene: Scene) -> None:
        """Something waits that can be entered as it is."""
        row = waiting(record)
        if row is None or not row.said:
            raise refused(scene, "told_none", "The student told of no address that waits.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        row = waiting(record)
        if row is not None:
            _keep(record, row.said, scene)
        told_is_entered(record, scene)
        self.printed(record, scene, "updated")
        return record


class SetToldAside(
    OnStudent,
    key="sevis.set_told_aside",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.change_set_aside",),
):
    """Set aside what a student told of themself: it was a mistake, or was settled with them."""

    why: Why

    def check(self, record: Student, scene: Scene) -> None:
        """Something waits."""
        if waiting(record) is None:
            raise refused(scene, "told_none", "The student told of nothing that waits.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """End it."""
        told_is_entered(record, scene)
        return record


def _keep(record: Student, said: dict[str, Any], scene: Scene) -> None:
    lives_at(record, said, scene)
    record.phone = said.get("phone") or record.phone


def _wait(record: Student, said: dict[str, Any], besides: str, scene: Scene) -> None:
    """Let what was told wait for the school, with what waited before: nothing that was told is lost."""
    before = waiting(record)
    if before is not None:
        said = {**before.said, **said}
        besides = "\n".join(filter(None, (before.text, besides)))[-LONGEST:]
    told_is_entered(record, scene)
    Happening.objects.create(student=record, kind=TOLD, starts=scene.day, text=besides, said=said)
    scene.marks.append("sevis.change_told")


def _training(record: Student, scene: Scene) -> Training:
    row = told_alone(record, EMPLOYER, scene.law, scene.day)
    if row is None:
        raise refused(scene, "not_own", "Tell your school of your work: it enters it.")
    return row
