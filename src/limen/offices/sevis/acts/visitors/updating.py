"""What changes about an exchange visitor: who they are, where they live, who pays, when they told of it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from limen.core.people.acts import ClaimReported
from limen.core.people.acts.persons import Sex
from limen.kernel import Act, Code, Personal, Scene
from limen.offices.sevis.acts.beginning import begin
from limen.offices.sevis.acts.common import VISITOR, VISITOR_RECORD, Remarks, keep
from limen.offices.sevis.acts.visitors.creating import judge_residence
from limen.offices.sevis.acts.visitors.parts import Email, Funds, FundsSaid, Phone, Residence, USAddress
from limen.offices.sevis.acts.visitors.rules import require_sponsor
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.ruling import refuse

REPORT = ("sevis.report_visitor",)
NAMED = ("surname", "given_names", "birth", "sex", "nationality", "birth_country")
WHOLE = ("birth_city", "residence_country", "position")
"""What a record always has; the rest may be emptied."""
KEPT = ("suffix", "passport_name", "preferred_name", "birth_reason", "email", "phone", "remarks")
MOVED = {"address": "sevis.visitor_moved", "site": "sevis.site_changed"}
"""What a sponsor may have learned before it knows the whole, and the event that is."""


class UpdateBiographical(
    Act, key="sevis.update_biographical", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT
):
    """Change who an exchange visitor is, where they live or how they are reached; what is left empty stays.

    What a batch or a program sends empty is emptied; an address is replaced as a whole. Of where a pupil lives, what is
    not said stays; what is said to be empty is emptied, and an empty whole empties all.
    """

    surname: Annotated[str, Personal, Field(title="Surname", max_length=40)] = ""
    given_names: Annotated[str, Personal, Field(title="Given names", max_length=80)] = ""
    suffix: Annotated[Literal["", "I", "II", "III", "IV", "Jr.", "Sr."], Personal, Field(title="Suffix")] = ""
    passport_name: Annotated[str, Personal, Field(title="Name as in the passport", max_length=39)] = ""
    preferred_name: Annotated[str, Personal, Field(title="Preferred name", max_length=145)] = ""
    birth: Annotated[date | None, Personal, Field(title="Date of birth")] = None
    sex: Sex = ""
    birth_city: Annotated[str, Personal, Field(title="City of birth", max_length=60)] = ""
    birth_country: Annotated[str, Personal, Code("icao_states"), Field(title="Country of birth", max_length=3)] = ""
    nationality: Annotated[str, Personal, Code("icao_states"), Field(title="Country of citizenship", max_length=3)] = ""
    residence_country: Annotated[
        str, Personal, Code("icao_states"), Field(title="Country of permanent residence", max_length=3)
    ] = ""
    birth_reason: Annotated[
        Literal["", "01", "02"], Field(title="Why somebody born in the United States is no citizen")
    ] = ""
    email: Annotated[Email, Personal, Field(title="E-mail")] = ""
    phone: Annotated[Phone, Personal, Field(title="Telephone", description="Ten digits")] = ""
    position: Annotated[str, Code("visitor_positions"), Field(title="Position at home", max_length=8)] = ""
    us_address: Annotated[USAddress | None, Personal, Field(title="Address in the United States")] = None
    mailing_address: Annotated[USAddress | None, Personal, Field(title="Mailing address")] = None
    residential: Annotated[Residence | None, Personal, Field(title="Where a pupil lives")] = None
    remarks: Remarks = ""
    print_form: Annotated[bool, Field(title="Print the form DS-2019")] = False

    @classmethod
    def held(cls, record: Visitor) -> dict[str, Any]:
        """Return where a pupil lives today."""
        return {"residential": record.residential}

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor that answers for the visitor reports; nobody is born after today."""
        require_sponsor(record, scene)
        if self.birth is not None and self.birth >= scene.day:
            raise refuse("birth_ahead", "Nobody is born after today.", field="birth")
        if self.us_address is not None and not self.us_address.whole:
            raise refuse("address_half", "An address has a street and a ZIP code.", field="us_address")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep what changed; a change of who the person is becomes another claim of theirs."""
        said = {name: getattr(self, name) for name in NAMED if getattr(self, name)}
        said |= {name: "" for name in ("given_names",) if name in self.model_fields_set and not self.given_names}
        if said:
            self._claim(record, said, scene)
        for name in WHOLE:
            setattr(record, name, getattr(self, name) or getattr(record, name))
        keep(self, record, *KEPT)
        if self.us_address is not None:
            told_address(record, self.us_address, scene)
        if self.mailing_address is not None:
            record.mailing_address = self.mailing_address.kept()
        if self.residential is not None:
            record.residential = lives_with(record.residential, self.residential)
        if said or self.phone or self.us_address is not None or self.mailing_address is not None:
            dealt_with(record, scene)
        if self.print_form:
            papers.certificate(record, scene)
        return record

    def _claim(self, record: Visitor, said: dict[str, Any], scene: Scene) -> None:
        person = record.person
        held = {name: getattr(person, name) for name in NAMED}
        birth = {"birth": self.birth.isoformat()} if self.birth is not None else {}
        scene.perform(ClaimReported(**{**held, **said, **birth}), on=person)
        person.refresh_from_db()


class UpdateVisitorFinances(
    Act, key="sevis.update_visitor_finances", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT
):
    """Change who pays for an exchange visitor's programme; what is not said stays.

    What a batch or a program sends empty is emptied.
    """

    funds: Annotated[FundsSaid, Personal, Field(title="Who pays")]
    print_form: Annotated[bool, Field(title="Print the form DS-2019")] = False

    @classmethod
    def held(cls, record: Visitor) -> dict[str, Any]:
        """Return who pays today."""
        return {"funds": record.funds}

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The sponsor that answers for the visitor reports; the whole as it then stands says who pays and how much."""
        require_sponsor(record, scene)
        try:
            Funds.model_validate(self._then(record))
        except ValidationError as error:
            told = str(error.errors()[0]["ctx"]["error"])
            raise refuse("funds_half", told, field="funds") from error

    def _then(self, record: Visitor) -> dict[str, Any]:
        return {**record.funds, **self.funds.model_dump(mode="json", exclude_unset=True)}

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it; money of a government may make the visitor owe presence at home."""
        record.funds = self._then(record)
        judge_residence(record, scene)
        if self.print_form:
            papers.certificate(record, scene)
        return record


class NoteVisitorChange(
    Act, key="sevis.note_visitor_change", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT
):
    """Record that a visitor's address or site changed, before the new one is known: the time to report it runs."""

    what: Annotated[Literal["address", "site"], Field(title="What changed")]
    since: Annotated[date, Field(title="Since")]
    remarks: Remarks = ""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """It has happened."""
        require_sponsor(record, scene)
        if self.since > scene.day:
            raise refuse("change_ahead", "That day is yet to come.", field="since")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Let the time run from the day of the change."""
        begin(MOVED[self.what], record, self.since, scene)
        return record


def lives_with(held: dict[str, Any], said: Residence) -> dict[str, Any]:
    """Return where a pupil lives once something was said of it: an empty value empties one, an empty whole all."""
    values = said.model_dump(mode="json", exclude_unset=True)
    return {name: value for name, value in {**held, **values}.items() if value not in ("", None)} if values else {}


def told_address(record: Visitor, address: USAddress, scene: Scene) -> None:
    """Keep an address that the visitor told."""
    record.us_address, record.address_on = address.kept(), scene.day
    scene.marks.append("sevis.visitor_address_told")


def dealt_with(record: Visitor, scene: Scene) -> None:
    """End what the visitor told of themself and waits, for the sponsor has dealt with it."""
    if record.told_on is not None:
        record.told, record.told_besides, record.told_on = {}, "", None
        scene.marks.append("sevis.visitor_told_entered")
