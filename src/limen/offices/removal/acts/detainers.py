"""Detainers: issued, answered, lifted, and executed when the other custody ends."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.clocks.models import RunningClock
from limen.core.custody import rules
from limen.core.custody.acts import BookIn, FollowOrder, TakeIntoCustody
from limen.core.people.models import Person
from limen.core.people.queries import one_person
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal import custody_rules
from limen.offices.removal.models import Case, Detainer
from limen.offices.removal.papers import decisions as custody_papers

DETAINER = "removal.detainer"
MANAGE = "removal.detain"
CAUSES = "detainer_causes"
HOLD = "custody.detainer"
ISSUE = ("detainer.issue",)
STANDING = ("issued", "acknowledged", "declined")
Says = Annotated[str, Personal, Lines(3), Field(title="What the agency says", min_length=2, max_length=2000)]
Expected = Annotated[datetime | None, Field(title="When the agency expects to let the person go")]


class IssueDetainer(Act, key="removal.issue_detainer", on=DETAINER, permission=MANAGE, authorities=ISSUE):
    """Ask an agency that has a person to say when it lets them go, and to hold them until they are taken over."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    agency: Annotated[str, Field(title="Agency and institution", min_length=2, max_length=200)]
    county: Annotated[str, Field(title="County and state", max_length=80)] = ""
    telephone: Annotated[str, Field(title="Its telephone", max_length=40)] = ""
    fax: Annotated[str, Field(title="Its fax", max_length=40)] = ""
    causes: Annotated[list[str], Code(CAUSES), Field(title="Probable cause", min_length=1)]
    contact: Annotated[str, Field(title="Where the agency reaches the department", min_length=3, max_length=200)]
    booking_number: Annotated[str, Personal, Field(title="Local booking number", max_length=40)] = ""
    offence: Annotated[str, Personal, Field(title="Latest charge or conviction", max_length=200)] = ""
    release_expected: Expected = None

    def guard(self, record: Any, scene: Scene) -> None:
        """Not for one who may not be held, not for one held here, one for an agency."""
        custody_rules.may_be_held(self.person, scene)
        if rules.open_stay(self.person) is not None:
            raise GuardRefused("The person is in this service's own custody.")
        if Detainer.objects.filter(person=self.person, agency=self.agency, state__in=STANDING).exists():
            raise GuardRefused("A detainer stands with that agency already.")

    def apply(self, record: Any, scene: Scene) -> Detainer:
        """Keep it, and make the form."""
        table = scene.law.codes(CAUSES)
        made = Detainer(
            person=Person.objects.get(pk=self.person),
            agency=self.agency,
            county=self.county,
            telephone=self.telephone,
            fax=self.fax,
            contact=self.contact,
            causes=self.causes,
            booking_number=self.booking_number,
            offence=self.offence,
            release_expected=self.release_expected,
            issued_at=scene.at,
            issued_by=account_of(scene.actor),
            place_id=scene.place.id,
        )
        causes = "; ".join(table.get(code, scene.day).title for code in self.causes)
        custody_papers.detainer(made, causes, scene)
        return made


class AcknowledgeDetainer(Act, key="removal.detainer_acknowledged", on=DETAINER, permission=MANAGE, authorities=ISSUE):
    """Record that the agency will honour the detainer."""

    says: Says
    release_expected: Expected = None

    def apply(self, record: Detainer, scene: Scene) -> Detainer:
        """Keep the answer."""
        record.answered_at, record.answer = scene.at, self.says
        record.release_expected = self.release_expected or record.release_expected
        return record


class DeclineDetainer(Act, key="removal.detainer_declined", on=DETAINER, permission=MANAGE, authorities=ISSUE):
    """Record that the agency will not honour the detainer."""

    says: Says

    def apply(self, record: Detainer, scene: Scene) -> Detainer:
        """Keep the answer."""
        record.answered_at, record.answer = scene.at, self.says
        return record


class ExpectRelease(Act, key="removal.detainer_expected", on=DETAINER, permission=MANAGE, authorities=ISSUE):
    """Record when the agency expects to let the person go."""

    release_expected: Annotated[datetime, Field(title="When")]

    def guard(self, record: Detainer, scene: Scene) -> None:
        """The moment has a time zone."""
        if self.release_expected.tzinfo is None:
            raise BadInput(
                "Give the moment with its time zone.",
                problems=[Problem("release_expected", "time.zone", "Give a time zone.")],
            )

    def apply(self, record: Detainer, scene: Scene) -> Detainer:
        """Keep it."""
        record.release_expected = self.release_expected
        return record


class OtherCustodyEnds(Act, key="removal.detainer_ended", on=DETAINER, permission=MANAGE, authorities=ISSUE):
    """Record that the other custody has ended: from now the time to take the person over runs."""

    def guard(self, record: Detainer, scene: Scene) -> None:
        """It ends once."""
        if record.ended_at is not None:
            raise GuardRefused("That is recorded already.")

    def apply(self, record: Detainer, scene: Scene) -> Detainer:
        """Start the time."""
        record.ended_at = scene.at
        scene.marks.append("detainer.other_custody_ended")
        return record


class LiftDetainer(Act, key="removal.lift_detainer", on=DETAINER, permission=MANAGE, authorities=("detainer.lift",)):
    """Lift the detainer; the agency is told in writing that it keeps nobody any more."""

    why: Annotated[str, Code("detainer_lifts"), Field(title="Why")]
    note: Annotated[str, Personal, Lines(2), Field(title="Note", max_length=2000)] = ""

    def guard(self, record: Detainer, scene: Scene) -> None:
        """One on which custody was taken is executed, not lifted."""
        if scene.law.codes("detainer_lifts").get(self.why, scene.day).attributes["taken"]:
            raise BadInput(
                "Custody is taken by executing the detainer.",
                problems=[Problem("why", "detainer.taken", "Choose another reason, or execute the detainer.")],
            )

    def apply(self, record: Detainer, scene: Scene) -> Detainer:
        """Keep why, and tell the agency in writing; nothing is due any more."""
        record.lifted_why = self.why
        custody_papers.detainer_cancelled(record, scene)
        scene.marks.append("detainer.lifted")
        return record


class ExecuteDetainer(
    Act, key="removal.execute_detainer", on=DETAINER, permission=MANAGE, authorities=("arrest.warrant",)
):
    """Take the person over from the agency and book them in here."""

    cell: Annotated[str, Field(title="Cell or room", max_length=24)] = ""

    def guard(self, record: Detainer, scene: Scene) -> None:
        """Nobody is taken who may not be held, and nobody on a detainer whose time has run out."""
        custody_rules.may_be_held(record.person_id, scene)
        ran = (
            RunningClock.objects.filter(key=HOLD, subject=record.pk, due_at__lt=scene.at)
            .order_by("due_at", "pk")
            .last()
        )
        if ran is not None:
            over = ran.due_at.astimezone(scene.place.zone)
            raise GuardRefused(
                f"The time to take the person over on the detainer ran out at {over:%Y-%m-%d %H:%M %Z}: the agency had "
                "to let them go. Lift the detainer; whoever is at liberty is arrested on a warrant of their own.",
                citation=ran.citation,
            )

    def apply(self, record: Detainer, scene: Scene) -> Detainer:
        """Begin a stay on the warrant, and book the person in where the officer is."""
        act = TakeIntoCustody(
            person=record.person_id, under="arrest.warrant", subject_record=record.record_type, subject=record.pk
        )
        stay = scene.perform(act).record
        record.stay = scene.perform(BookIn(cell=self.cell), on=stay).record
        taken = scene.law.codes("detainer_lifts").on(scene.day).values()
        record.lifted_why = next((row.code for row in taken if row.attributes["taken"]), "")
        record.ended_at = record.ended_at or scene.at
        scene.marks.append("detainer.executed")
        if Case.objects.filter(person__in=one_person(record.person_id), state="final").exists():
            scene.perform(FollowOrder(under="detain.order", why=self.title()), on=record.stay)
            scene.marks.append("removal.other_custody_ended")
        return record
