"""What follows an arrest: what the person is told and says, the record of it, corrections, its end."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody.acts import CorrectStint
from limen.core.custody.models import Stay
from limen.core.referrals.acts import SettleReferral
from limen.core.referrals.queries import open_about
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Ref, Scene
from limen.offices.investigations import papers
from limen.offices.investigations.acts.arrests import ARRESTING
from limen.offices.investigations.acts.common import ARREST, LEAD, RECEIVE, SUPERVISE, Why, bad
from limen.offices.investigations.models import Arrest, ArrestCorrection, Lead

CORRECT = ("custody.correct",)
TEXTS = ("where", "circumstances", "others")


class NoteCustody(
    Act, key="investigations.held", on=ARREST, permission=ARRESTING, authorities=("investigate.lead",), automatic=True
):
    """Keep with an arrest the stay in custody that began with it."""

    stay: Annotated[UUID, Ref("custody.stay"), Field(title="Stay in custody")]

    def apply(self, record: Arrest, scene: Scene) -> Arrest:
        """Keep it."""
        record.stay = Stay.objects.get(pk=self.stay)
        return record


class AdviseArrested(Act, key="investigations.advise", on=ARREST, permission=ARRESTING, authorities=("arrest.advise",)):
    """Record what the person was told of the arrest and of their rights, in which language."""

    told: Annotated[list[str], Code("arrest_advisals"), Field(title="The person was told", min_length=1)]
    language: Annotated[str, Code("interpreter_languages"), Field(title="Language", max_length=12)]
    interpreter: Annotated[
        str,
        Personal,
        Field(title="Interpreter", max_length=120, description="Empty when the officer speaks the language"),
    ] = ""

    def apply(self, record: Arrest, scene: Scene) -> Arrest:
        """Keep it; what was once told stays told."""
        record.told = [*record.told, *(code for code in self.told if code not in record.told)]
        record.told_at = record.told_at or scene.at
        record.language, record.interpreter = self.language, self.interpreter
        scene.about(record.person)
        return record


class RecordCitizenship(
    Act, key="investigations.citizenship", on=ARREST, permission=ARRESTING, authorities=("investigate.inquire",)
):
    """Record a claim to citizenship or evidence of it; a supervisor is called, and removal waits until it is judged."""

    evidence: Annotated[
        str, Personal, Lines(3), Field(title="What was claimed or shown", min_length=4, max_length=1000)
    ]
    finding: Annotated[
        Literal["claimed", "shown", "disproved"],
        Field(title="Finding", description="Disproved: say why in the evidence."),
    ]

    def guard(self, record: Arrest, scene: Scene) -> None:
        """Nothing is disproved that nobody claimed."""
        if self.finding == "disproved" and record.citizenship == "not_claimed":
            raise GuardRefused("Nobody claimed or showed it.")

    def apply(self, record: Arrest, scene: Scene) -> Arrest:
        """Keep it; a supervisor who was called for a claim that is disproved is called no more."""
        record.citizenship, record.citizenship_says = self.finding, self.evidence
        if self.finding == "disproved":
            for work in open_about(ARREST, record.pk, reason="citizenship"):
                scene.perform(SettleReferral(result="The claim was disproved."), on=work)
        scene.about(record.person)
        return record


class WriteArrest(
    Act, key="investigations.write_arrest", on=ARREST, permission=ARRESTING, authorities=("investigate.lead",)
):
    """Make the record of the arrest as a paper, for the file and for whoever takes the person over."""

    checks: Annotated[str, Personal, Lines(3), Field(title="Records checked, and what they show", max_length=4000)] = ""
    immigration: Annotated[str, Personal, Lines(3), Field(title="Immigration history", max_length=4000)] = ""
    criminal: Annotated[str, Personal, Lines(3), Field(title="Arrests and convictions", max_length=4000)] = ""
    health: Annotated[str, Personal, Lines(2), Field(title="Health and care needed", max_length=2000)] = ""
    address: Annotated[str, Personal, Lines(2), Field(title="Address in the country", max_length=400)] = ""

    def apply(self, record: Arrest, scene: Scene) -> Arrest:
        """Make it."""
        said = {
            "checks": self.checks.splitlines(),
            "immigration_history": self.immigration.splitlines(),
            "criminal_history": self.criminal.splitlines(),
            "health": self.health.splitlines(),
            "address": self.address.splitlines(),
        }
        scene.about(papers.record_of_arrest(record, said, scene))
        scene.about(record.person)
        return record


class CorrectArrest(Act, key="investigations.correct_arrest", on=ARREST, permission=SUPERVISE, authorities=CORRECT):
    """Correct the record of an arrest; what was recorded before stays. What is left empty stays as it was."""

    at: Annotated[datetime | None, Field(title="Arrested at")] = None
    where: Annotated[str, Personal, Field(title="Where", max_length=240)] = ""
    latitude: Annotated[Decimal | None, Field(title="Latitude", ge=-90, le=90, max_digits=9, decimal_places=6)] = None
    longitude: Annotated[Decimal | None, Field(title="Longitude", ge=-180, le=180, max_digits=9, decimal_places=6)] = (
        None
    )
    circumstances: Annotated[str, Personal, Lines(5), Field(title="Circumstances", max_length=8000)] = ""
    others: Annotated[str, Field(title="Other arresting officers", max_length=400)] = ""
    lead: Annotated[UUID | None, Ref(LEAD), Field(title="Lead it came from")] = None
    why: Annotated[str, Field(title="Why", min_length=5, max_length=500)]

    def guard(self, record: Arrest, scene: Scene) -> None:
        """Something changes; a moment has a zone and does not lie ahead; a point is whole."""
        if not any(self._changes(record)):
            raise bad("why", "correct.nothing", "Nothing is changed by that.")
        if self.at is not None and self.at.tzinfo is None:
            raise bad("at", "time.zone", "Give the time with its zone.")
        if self.at is not None and self.at > scene.at:
            raise bad("at", "time.future", "What happened cannot lie ahead.")
        if (self.latitude is None) != (self.longitude is None):
            raise bad("latitude", "where.half", "A point has a latitude and a longitude.")
        if self.at is not None and record.stay is not None:
            self._stint(record.stay).guard(record.stay, scene)

    def _changes(self, record: Arrest) -> list[tuple[str, Any, Any]]:
        asked = {name: getattr(self, name) for name in ("at", *TEXTS, "latitude", "longitude")}
        asked["lead_id"] = self.lead
        return [
            (name, getattr(record, name), value)
            for name, value in asked.items()
            if value not in ("", None) and value != getattr(record, name)
        ]

    def _stint(self, stay: Stay) -> CorrectStint:
        first = stay.stints.order_by("since", "id").values_list("pk", flat=True)[0]
        return CorrectStint(stint=first, since=self.at, why=self.why)

    def apply(self, record: Arrest, scene: Scene) -> Arrest:
        """Keep what was and what is; custody, and every deadline that began with it, move with the time."""
        moved = self.at is not None and self.at != record.at
        for name, was, now in self._changes(record):
            ArrestCorrection.objects.create(
                arrest=record,
                field=name.removesuffix("_id"),
                was=_text(was),
                now=_text(now),
                why=self.why,
                at=scene.at,
                by=account_of(scene.actor),
            )
            setattr(record, name, now)
        if moved and record.stay is not None:
            scene.perform(self._stint(record.stay), on=record.stay)
        if self.lead is not None:
            scene.about(Lead.objects.get(pk=self.lead))
        scene.about(record.person)
        return record


class NoteProcessed(
    Act,
    key="investigations.processed",
    on=ARREST,
    permission=RECEIVE,
    authorities=("investigate.lead",),
    automatic=True,
):
    """Record what became of a person arrested: charged and held, released, or handed over."""

    how: Literal["charged", "released", "handed_over", "removed", "died", "escaped"]

    def apply(self, record: Arrest, scene: Scene) -> Arrest:
        """Keep it."""
        record.processed_how, record.processed_at = self.how, scene.at
        scene.about(record.person)
        return record


class CloseArrest(
    Act, key="investigations.close_arrest", on=ARREST, permission=ARRESTING, authorities=("investigate.lead",)
):
    """Close the record of an arrest: nothing is left for this office to do."""

    why: Annotated[Why, Field(title="What is left to others, or nothing")] = ""

    def guard(self, record: Arrest, scene: Scene) -> None:
        """The person was told what is owed to them."""
        left = untold(record, scene.law, scene.day)
        if left:
            raise GuardRefused(f"The person is owed this still: {'; '.join(left)}.")

    def apply(self, record: Arrest, scene: Scene) -> Arrest:
        """Keep why."""
        record.closed_why = self.why
        scene.about(record.person)
        return record


def untold(record: Arrest, law: Any, day: Any) -> list[str]:
    """Return what a person arrested is owed to be told and was not, in the law pack's words."""
    rows = law.codes("arrest_advisals").on(day)
    owed = {code: row for code, row in rows.items() if row.attributes["always"] or record.authority != "arrest.warrant"}
    return [row.title for code, row in owed.items() if code not in record.told]


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else "" if value is None else str(value)
