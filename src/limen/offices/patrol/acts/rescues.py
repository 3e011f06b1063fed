"""Beacons and rescues: called, reached, everybody recorded, closed."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, Code, GuardRefused, Personal, Ref, Scene
from limen.offices.patrol import placing
from limen.offices.patrol.acts.common import FIELD, SHIFTS, Caller, People, Reason, Text, When, WhereText, bad
from limen.offices.patrol.models import Rescue, RescueBeacon, RescuedPerson

BEACON = "patrol.rescuebeacon"
RESCUE = "patrol.rescue"
SAVE = ("patrol.rescue",)


class SetBeacon(Act, key="patrol.set_beacon", on=BEACON, permission=SHIFTS, authorities=SAVE):
    """Set a rescue beacon in the field."""

    code: Annotated[str, Field(title="Beacon", min_length=1, max_length=24)]
    where: WhereText
    note: Annotated[str, Field(title="What it stands by", max_length=300)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A beacon has a code of its own."""
        if RescueBeacon.objects.filter(code=self.code).exists():
            raise GuardRefused(f"There is a beacon {self.code} already.")
        placing.placed(self.where, scene)

    def apply(self, record: Any, scene: Scene) -> RescueBeacon:
        """Keep where it stands."""
        return RescueBeacon(
            code=self.code,
            station_id=scene.place.id,
            place_text=self.where,
            set_on=scene.day,
            note=self.note,
            **placing.kept(placing.placed(self.where, scene)),
        )


class TestBeacon(Act, key="patrol.test_beacon", on=BEACON, permission=FIELD, authorities=SAVE):
    """Test a rescue beacon."""

    __test__ = False

    works: Annotated[Literal["works", "fails"], Field(title="It")]
    note: Annotated[str, Field(title="What is wrong with it", max_length=300)] = ""

    def apply(self, record: RescueBeacon, scene: Scene) -> RescueBeacon:
        """Keep the day and the result."""
        record.tested_at, record.works, record.note = scene.at, self.works == "works", self.note or record.note
        return record


class RetireBeacon(Act, key="patrol.retire_beacon", on=BEACON, permission=SHIFTS, authorities=SAVE):
    """Take a rescue beacon out of the field."""

    reason: Reason


class CallRescue(
    Act,
    key="patrol.call_rescue",
    on=RESCUE,
    permission=FIELD,
    authorities=SAVE,
    marks=("patrol.rescue_called",),
):
    """Record a call for help and send who can go."""

    source: Annotated[Literal["beacon", "call", "agent", "aircraft", "other_agency"], Field(title="From")]
    where: WhereText
    beacon: Annotated[UUID | None, Ref(BEACON), Field(title="Beacon")] = None
    detection: Annotated[UUID | None, Ref("patrol.detection"), Field(title="Detection")] = None
    at: When = None
    caller: Caller = ""
    people: People = None
    told: Annotated[Text, Field(title="What was said")] = ""
    sent: Annotated[str, Field(title="Who was sent", max_length=200)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """A beacon's call names the beacon."""
        placing.placed(self.where, scene)
        placing.moment(self.at, scene)
        if self.source == "beacon" and self.beacon is None:
            raise bad("beacon", "beacon.missing", "Say which beacon called.")

    def apply(self, record: Any, scene: Scene) -> Rescue:
        """Keep it."""
        return Rescue(
            source=self.source,
            beacon_id=self.beacon,
            detection_id=self.detection,
            station_id=scene.place.id,
            at=placing.moment(self.at, scene),
            place_text=self.where,
            caller=self.caller,
            people=self.people,
            told=self.told,
            sent=self.sent,
            **placing.kept(placing.placed(self.where, scene)),
        )


class ReachPeople(
    Act,
    key="patrol.reach_people",
    on=RESCUE,
    permission=FIELD,
    authorities=SAVE,
    marks=("patrol.rescue_reached",),
):
    """Say that those who called were reached."""

    people: People = None
    at: When = None

    def guard(self, record: Rescue, scene: Scene) -> None:
        """Nobody is reached before they called."""
        if placing.moment(self.at, scene) < record.at:
            raise bad("at", "time.before", "They were reached after they called.")

    def apply(self, record: Rescue, scene: Scene) -> Rescue:
        """Keep when, and how many."""
        record.reached_at = placing.moment(self.at, scene)
        record.people = self.people if self.people is not None else record.people
        return record


class AddPersonRescued(Act, key="patrol.add_rescued", on=RESCUE, permission=FIELD, authorities=SAVE):
    """Record somebody reached: how they were, what was done, how it ended for them."""

    person: Annotated[UUID | None, Ref("people.person"), Field(title="Person, where known")] = None
    description: Annotated[str, Personal, Field(title="Description, where not known", max_length=300)] = ""
    condition: Annotated[str, Code("rescue_conditions"), Field(title="Condition", max_length=24)]
    care: Annotated[Text, Field(title="What was done for them")] = ""
    outcome: Annotated[str, Code("rescue_outcomes"), Field(title="How it ended for them", max_length=24)]
    hospital: Annotated[str, Field(title="Hospital", max_length=120)] = ""

    def guard(self, record: Rescue, scene: Scene) -> None:
        """Who is not known is described; a hospital has a name; an outcome of nobody is nobody's."""
        if self.person is None and not self.description:
            raise bad("description", "rescued.nobody", "Name the person, or describe them.")
        if not scene.law.codes("rescue_outcomes").get(self.outcome, scene.day).attributes["people"]:
            raise bad("outcome", "rescued.none", "That outcome is for a call at which nobody was found.")
        if self.outcome == "hospital" and not self.hospital:
            raise bad("hospital", "hospital.missing", "Say to which hospital.")

    def apply(self, record: Rescue, scene: Scene) -> Rescue:
        """Add them."""
        RescuedPerson.objects.create(
            rescue=record,
            person_id=self.person,
            description=self.description,
            condition=self.condition,
            care=self.care,
            outcome=self.outcome,
            hospital=self.hospital,
            at=scene.at,
        )
        return record


class CloseRescue(
    Act,
    key="patrol.close_rescue",
    on=RESCUE,
    permission=FIELD,
    authorities=SAVE,
    marks=("patrol.rescue_closed",),
):
    """Close a call for help with how it ended."""

    outcome: Annotated[str, Code("rescue_outcomes"), Field(title="How it ended", max_length=24)]
    remarks: Annotated[Text, Field(title="Remarks")] = ""

    def guard(self, record: Rescue, scene: Scene) -> None:
        """Everybody found is on the record, and nobody is where nobody was found."""
        found = scene.law.codes("rescue_outcomes").get(self.outcome, scene.day).attributes["people"]
        listed = record.rescued.count()
        if found and not listed:
            raise GuardRefused("Record everybody who was reached before closing.")
        if not found and listed:
            raise bad("outcome", "rescue.people", "People are on the record of this rescue.")
        if found and record.people is not None and listed < record.people:
            raise GuardRefused(f"{record.people} people were reached and {listed} are on the record.")
        died, recorded = record.rescued.filter(outcome="died").count(), record.deaths.count()
        if recorded < died:
            raise GuardRefused("Record the death of who died first: coroner, consulate and kin are to be told.")
        if not found and not self.remarks:
            raise bad("remarks", "rescue.silent", "Say how long and where the search went.")

    def apply(self, record: Rescue, scene: Scene) -> Rescue:
        """Keep the outcome."""
        record.outcome, record.remarks, record.closed_at = self.outcome, self.remarks, scene.at
        return record
