"""Who a student is, where they live, and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from limen.core.people.acts import ClaimReported
from limen.core.people.models import Person
from limen.kernel import Scene
from limen.offices.sevis.acts.common import RECORD, STUDENT, keep
from limen.offices.sevis.acts.students.common import (
    Email,
    ForeignAddress,
    ForeignPhone,
    MailingAddress,
    Money,
    Named,
    Phone,
    Printing,
    Text500,
    UsAddress,
)
from limen.offices.sevis.models import Student
from limen.offices.sevis.ruling import refused, warn
from limen.offices.sevis.told import TOLD

REPORT = ("sevis.report_student",)
ADDRESSES = ("us_address", "mailing_address", "foreign_address")


class UpdatePersonal(
    Printing,
    ForeignAddress,
    MailingAddress,
    UsAddress,
    Named,
    key="sevis.update_personal",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
    marks=("sevis.change_reported",),
):
    """Update a student's name, birth, nationality, address or telephone; what is left empty stays.

    What a batch or a program sends empty is emptied; an address is replaced as a whole.
    """

    email: Email = ""
    phone: Phone = ""
    phone_exempt: Annotated[bool | None, Field(title="Has no telephone in the country")] = None
    foreign_phone: ForeignPhone = ""
    commuter: Annotated[bool | None, Field(title="Commutes over the border")] = None
    remarks: Text500 = ""
    user_a: Annotated[str, Field(title="School's own field A", max_length=10)] = ""
    user_b: Annotated[str, Field(title="School's own field B", max_length=14)] = ""

    def check(self, record: Student, scene: Scene) -> None:
        """Something is said, and an address is whole."""
        if not self.model_fields_set - {"print_form"}:
            raise refused(scene, "nothing", "Say what has changed.")
        if self.us_address1 and not self.us_postal_code:
            raise refused(
                scene, "address_zip", "An address in the United States has a ZIP code.", field="us_postal_code"
            )

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it; a changed identity is a claim on the person."""
        identify(self, record.person, scene)
        self.put_extra(record)
        keep(
            self,
            record,
            *("email", "phone", "foreign_phone", "remarks", "phone_exempt", "commuter", "user_a", "user_b"),
        )
        lives_at(record, {name: self.part(name) for name in ADDRESSES}, scene)
        told_is_entered(record, scene)
        self.printed(record, scene, "updated")
        return record


class UpdateFinances(
    Printing,
    Money,
    key="sevis.update_finances",
    on=STUDENT,
    permission=RECORD,
    authorities=REPORT,
):
    """Update what a student's term costs and who pays; what is left empty stays.

    What a batch or a program sends empty is emptied.
    """

    remarks: Text500 = ""

    def check(self, record: Student, scene: Scene) -> None:
        """Something is said."""
        if not self.model_fields_set - {"print_form"}:
            raise refused(scene, "nothing", "Say what has changed.")

    def apply(self, record: Student, scene: Scene) -> Student:
        """Keep it."""
        self.put_money(record, scene)
        keep(self, record, "remarks")
        self.printed(record, scene, "updated")
        return record


def lives_at(record: Student, said: Mapping[str, Any], scene: Scene) -> None:
    """Keep the addresses of a student that are said, by the names of the record's parts; the others stay."""
    if said.get("us_address"):
        record.address_on = scene.day
        scene.marks.append("sevis.address_confirmed")
    for name in ADDRESSES:
        setattr(record, name, said.get(name) or getattr(record, name))


def told_is_entered(record: Student, scene: Scene) -> None:
    """End what the student told and waits, for the school has dealt with it."""
    record.happenings.filter(kind=TOLD, ends=None).update(ends=scene.day)


def identify(said: Named, person: Person, scene: Scene) -> None:
    """Put a changed name, birth, sex or nationality before the people room as a claim."""
    told = {name: value for name, value in said.claim().items() if value or name in said.model_fields_set}
    if not told:
        return
    claim = {name: told.get(name, getattr(person, name)) for name in said.CLAIM}
    if all(claim[name] == getattr(person, name) for name in claim):
        return
    scene.perform(ClaimReported(**claim), on=person)
    scene.about(person)
    if person.identities.exclude(source="reported").exists():
        warn(scene, "An officer has seen this person: the change is kept as a claim, and the name on record stays.")
