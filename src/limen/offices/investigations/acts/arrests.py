"""The arrest of a person: on a warrant, or without one on two findings; custody follows from it at the same moment."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.casefile.acts import take_number
from limen.core.custody.rules import KIND_OF_PLACE, here, open_stay
from limen.core.documents.acts import ServePaper
from limen.core.documents.models import Paper
from limen.core.encounters.acts import OpenEncounter
from limen.core.people.acts import RecordPerson, Relate
from limen.core.people.acts.persons import Birth, GivenNames, Nationality, Sex, Surname
from limen.core.people.models import Person
from limen.core.people.names import birth_bounds, fold
from limen.core.people.queries import age_on, one_person
from limen.core.places.models import Place
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Ref, Scene
from limen.offices.investigations import screening
from limen.offices.investigations.acts.common import ARREST, LEAD, bad
from limen.offices.investigations.models import Arrest, Lead

ARRESTING = "investigations.arrest"
AUTHORITIES = {"warrant": "arrest.warrant", "without_warrant": "arrest.without_warrant"}
"""What an arrest stands on, by the law pack's keys."""

Claimed = Annotated[str, Personal, Lines(2), Field(max_length=1000)]
Finding = Annotated[str, Personal, Lines(3), Field(max_length=4000)]
Latitude = Annotated[Decimal | None, Field(title="Latitude", ge=-90, le=90, max_digits=9, decimal_places=6)]
Longitude = Annotated[Decimal | None, Field(title="Longitude", ge=-180, le=180, max_digits=9, decimal_places=6)]
Where = Annotated[
    str, Personal, Field(title="Where", min_length=3, max_length=240, description="The address, or what the place is")
]


class MakeArrest(
    Act, key="investigations.arrest", on=ARREST, permission=ARRESTING, authorities=tuple(AUTHORITIES.values())
):
    """Record the arrest of a person; custody begins at the moment of it."""

    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person on record")] = None
    surname: Surname = ""
    given_names: GivenNames = ""
    birth: Birth = ""
    sex: Sex = ""
    nationality: Nationality = ""
    alone: Annotated[bool, Field(title="A child with no parent or guardian here who can care for them")] = False
    together_with: Annotated[UUID | None, Ref(ARREST), Field(title="Arrested together with")] = None
    kin: Annotated[
        Literal["", "parent", "child", "spouse", "sibling", "guardian", "ward", "other_family"],
        Field(title="Is that person's", description="Makes them a family unit, kept together from now on"),
    ] = ""
    lead: Annotated[UUID | None, Ref(LEAD), Field(title="Lead it came from")] = None
    under: Annotated[Literal["warrant", "without_warrant"], Field(title="On a warrant, or without one")]
    warrant: Annotated[UUID | None, Ref("documents.paper"), Field(title="Warrant on record here")] = None
    warrant_by: Annotated[str, Field(title="Or: warrant issued by", max_length=160)] = ""
    warrant_on: Annotated[date | None, Field(title="Warrant of")] = None
    unlawful_why: Annotated[Finding, Field(title="Without a warrant: why they are believed to be here unlawfully")] = ""
    escape_why: Annotated[Finding, Field(title="Without a warrant: why they would escape before one could be had")] = ""
    at: Annotated[datetime | None, Field(title="When, if not now")] = None
    where: Where
    latitude: Latitude = None
    longitude: Longitude = None
    entry: Annotated[str, Code("arrest_entries"), Field(title="How officers came there", max_length=24)]
    entry_by: Annotated[str, Personal, Field(title="Who agreed, or which court's warrant", max_length=240)] = ""
    method: Annotated[str, Code("arrest_methods"), Field(title="Method", max_length=12)] = "L"
    others: Annotated[str, Field(title="Other arresting officers", max_length=400)] = ""
    citizenship: Annotated[
        Literal["not_claimed", "claimed", "shown"],
        Field(title="Asked about citizenship of this country", description="Shown: nobody is arrested here"),
    ]
    citizenship_says: Annotated[Claimed, Field(title="What was claimed or shown")] = ""
    circumstances: Annotated[str, Personal, Lines(6), Field(title="Circumstances", min_length=10, max_length=8000)]
    held_at: Annotated[
        UUID | None, Ref("places.place"), Field(title="Held first at", description="Empty: at this office")
    ] = None

    def authority(self, record: Any, scene: Scene) -> str:
        """It stands on the warrant, or on the power to arrest without one."""
        return AUTHORITIES[self.under]

    def guard(self, record: Any, scene: Scene) -> None:
        """It is said who, where, when and on what; no citizen is arrested, and nobody who is held already."""
        here(scene)
        self._moment(scene)
        self._place(scene)
        self._who(scene)
        self._entry(scene)
        if self.citizenship == "shown":
            raise GuardRefused("Whoever is shown to be a citizen is not arrested under these powers.")
        if self.citizenship == "claimed" and len(self.citizenship_says) < len("Yes."):
            raise bad("citizenship_says", "citizenship.says", "Write down what the person claims.")
        if self.under == "warrant":
            self._warrant()
        else:
            self._findings()
        self._lead()

    def _moment(self, scene: Scene) -> None:
        if self.at is not None and self.at.tzinfo is None:
            raise bad("at", "time.zone", "Give the time with its zone.")
        if self.at is not None and self.at > scene.at:
            raise bad("at", "time.future", "What happened cannot lie ahead.")

    def _place(self, scene: Scene) -> None:
        if (self.latitude is None) != (self.longitude is None):
            name = "longitude" if self.longitude is None else "latitude"
            raise bad(name, "where.half", "A point has a latitude and a longitude.")
        held = Place.objects.get(pk=self.held_at) if self.held_at else None
        if held is not None and held.kind not in KIND_OF_PLACE:
            raise bad("held_at", "custody.place", "People are held at a station, a port, an office or a facility.")

    def _who(self, scene: Scene) -> None:
        if self.person is None and not fold(self.surname, self.given_names):
            raise bad("surname", "person.name", "Name somebody on record, or give at least one name.")
        known = self.known()
        if known is not None and open_stay(known) is not None:
            raise bad("person", "person.held", f"{known.display_name} is in custody already.")
        last = known.birth_last if known is not None else birth_bounds(self.birth)[1]
        years = age_on(last, scene.day)
        if self.alone and years is not None and years >= scene.law.value("child.adult_age", scene.day).value:
            raise bad("alone", "child.adult", "One who is not a child is not a child alone.")
        if self.kin and self.together_with is None:
            raise bad("together_with", "family.whom", "Say together with whom, to link them as a family.")
        if self.alone and self.kin in ("child", "ward"):
            raise bad("alone", "child.accompanied", "A child with a parent or guardian here is not alone.")

    def _entry(self, scene: Scene) -> None:
        row = scene.law.codes("arrest_entries").get(self.entry, scene.day)
        if (row.attributes["consent"] or row.attributes["court"]) and not self.entry_by:
            what = "who agreed" if row.attributes["consent"] else "which court's warrant it was"
            raise bad("entry_by", "entry.by", f"Say {what}; a warrant of the service opens no door.")

    def _warrant(self) -> None:
        if self.warrant is None:
            if not (self.warrant_by and self.warrant_on):
                raise bad("warrant", "warrant.missing", "Name the warrant, or who issued it and on which day.")
            return
        paper = Paper.objects.get(pk=self.warrant)
        known = self.known()
        if paper.form != "i200" or paper.state != "made":
            raise bad("warrant", "warrant.spent", "That is no warrant of arrest that is still to be served.")
        if known is None or paper.person_id not in one_person(known.pk):
            raise bad("warrant", "warrant.another", "That warrant names somebody else.")

    def _findings(self) -> None:
        for name in ("unlawful_why", "escape_why"):
            if len(getattr(self, name)) < len("Says so."):
                text = "An arrest without a warrant stands on both findings: unlawfully here, and likely to escape."
                raise bad(name, "arrest.finding", text)

    def _lead(self) -> None:
        lead = Lead.objects.get(pk=self.lead) if self.lead else None
        if lead is not None and lead.state == "withdrawn":
            raise GuardRefused(f"Lead {lead.number} was withdrawn: {lead.ended_why} Nobody is arrested on it.")

    def known(self) -> Person | None:
        """Return the person on record who is meant, or None for somebody new."""
        if self.person is None:
            return None
        found = Person.objects.get(pk=self.person)
        return found.same_as or found

    def apply(self, record: Any, scene: Scene) -> Arrest:
        """Record who it is and the family, meet them, ask the lookouts, and serve the warrant."""
        person = self.known() or self._new(scene)
        beside = Arrest.objects.get(pk=self.together_with) if self.together_with else None
        if beside is not None and self.kin:
            scene.perform(Relate(other=beside.person_id, kind=self.kin, family_unit=True), on=person)
        arrest = Arrest(
            person=person,
            office_id=scene.place.id,
            held_at_id=self.held_at or scene.place.id,
            at=self.at or scene.at,
            authority=AUTHORITIES[self.under],
            citation=scene.provision.citation if scene.provision else "",
            officer=account_of(scene.actor),
            lead_id=self.lead,
            warrant_id=self.warrant,
            encounter=scene.perform(OpenEncounter(person=person.pk, kind="arrest", direction="between")).record,
            **{name: getattr(self, name) for name in KEPT},
        )
        arrest.number, arrest.line = _numbered(beside, scene)
        arrest.screened = screening.screened(arrest, scene)
        if self.warrant is not None:
            scene.perform(ServePaper(how="in person"), on=Paper.objects.get(pk=self.warrant))
        scene.about(person)
        return arrest

    def _new(self, scene: Scene) -> Person:
        claim = {name: getattr(self, name) for name in ("surname", "given_names", "birth", "sex", "nationality")}
        made: Person = scene.perform(RecordPerson(**claim, source="arrest")).record
        return made


KEPT = (
    "where",
    "latitude",
    "longitude",
    "entry",
    "entry_by",
    "method",
    "warrant_by",
    "warrant_on",
    "unlawful_why",
    "escape_why",
    "circumstances",
    "others",
    "alone",
    "citizenship",
    "citizenship_says",
)
"""Fields of the act that the record keeps as they were said."""


def _numbered(beside: Arrest | None, scene: Scene) -> tuple[str, int]:
    if beside is None:
        return take_number("event", scene), 1
    last = Arrest.objects.filter(number=beside.number).order_by("-line").values_list("line", flat=True)[0]
    return beside.number, last + 1
