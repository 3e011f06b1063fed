"""Protections: what stops removal, detention or charging of a person; stays; claims to citizenship."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import viewer_of
from limen.core.custody.rules import open_stay
from limen.core.people.acts import Protect
from limen.core.people.models import Person
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.offices.removal.acts.case_shared import JUDGE, KEEP, PROTECTION
from limen.offices.removal.models import Case, Protection

PROTECT = "removal.protect"
CLAIM = "removal.claim"
CITIZEN = ("protect.citizen",)
GRANTS = (
    "protect.withholding",
    "protect.torture",
    "protect.temporary",
    "protect.victim",
    "charge.discretion",
    "stay.administrative",
    "child.transfer",
    "remove.execute",
)

WEST = timezone(timedelta(hours=-12))
"""Where a day ends last."""

Kind = Annotated[str, Code("protections"), Field(title="Protection", max_length=32)]
OnlyTo = Annotated[
    str, Code("icao_states"), Field(title="Country", max_length=3, description="Where it stops removal to one alone")
]
PersonRef = Annotated[UUID, Ref("people.person"), Field(title="Person")]
CaseRef = Annotated[UUID | None, Ref("removal.case"), Field(title="Case")]
Reason = Annotated[str, Personal, Lines(3), Field(title="On what", min_length=3, max_length=2000)]
Until = Annotated[date | None, Field(title="Last day, if it has one")]
Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]


def law_of(kind: str, scene: Scene) -> Any:
    """Return what the law says of a kind of protection."""
    return scene.law.codes("protections").get(kind, scene.day)


def made(scene: Scene, **fields: Any) -> Protection:
    """Return a new protection of a person, sealed as the law asks."""
    case = Case.objects.filter(pk=fields.pop("case", None)).first()
    person = Person.objects.get(pk=fields.pop("person"))
    record = Protection(person=person, case=case, since=scene.day, **fields)
    begin(record, scene)
    return record


def begin(record: Protection, scene: Scene) -> None:
    """Seal the person's record where the law asks, and mark what its beginning is."""
    row = law_of(record.kind, scene)
    if mark := row.attributes.get("begins", ""):
        scene.marks.append(mark)
    if compartment := row.attributes.get("seals", ""):
        seal(record, compartment, row, scene)


def seal(record: Protection, compartment: str, row: Any, scene: Scene) -> None:
    """Keep the person's record in a compartment, where who acts may; a claim is taken down either way.

    Raises:
        GuardRefused: when who acts may not, and the protection is one that only a cleared officer records.
    """
    person = Person.objects.get(pk=record.person_id)
    if compartment in person.compartments:
        record.sealed_as = compartment
        return
    if not viewer_of(scene.actor, scene.place, scene.purpose, scene.day).may("people.protect"):
        if row.attributes.get("group", "") != "fear":
            raise GuardRefused(
                "The law keeps the record of such a person from others: who may seal it records this.",
                citation=row.citation,
            )
        scene.facts["to_be_sealed"] = compartment
        return
    record.person = scene.perform(Protect(compartment=compartment, reason=row.title), on=person).record
    record.sealed_as = compartment


def end(record: Protection, why: str, scene: Scene) -> Protection:
    """End a protection, and mark what its end is where an order is final."""
    record.ended_on, record.ended_why = scene.day, why
    row = law_of(record.kind, scene)
    mark = row.attributes.get("ends", "") if row is not None else ""
    if mark and Case.objects.filter(person=record.person_id, state="final").exists():
        scene.marks.append(mark)
        if open_stay(record.person_id) is None:
            scene.marks.append("removal.not_held")
    return record


def _check(kind: str, country: str, scene: Scene, groups: tuple[str, ...]) -> None:
    row = law_of(kind, scene)
    if row.attributes.get("reckoned", False) or row.attributes.get("group", "other") not in groups:
        raise BadInput(
            f"“{row.title}” is not recorded by this act.",
            problems=[Problem("kind", "protection.other_act", "Choose another, or the act that is for it.")],
        )
    if row.attributes["reach"] == "country" and not country:
        raise BadInput(
            "It stops removal to one country: say which.",
            problems=[Problem("country", "protection.country_needed", "Give the country.")],
        )


class _New(Act):
    person: PersonRef
    kind: Kind
    country: OnlyTo = ""
    until: Until = None
    case: CaseRef = None
    reason: Reason

    def guard(self, record: Any, scene: Scene) -> None:
        """It is of a kind that is recorded so, and says its country where the law asks."""
        _check(self.kind, self.country, scene, ("other",))
        if self.until is not None and self.until < scene.day:
            raise BadInput("The last day is past.", problems=[Problem("until", "day.past", "Give a day to come.")])

    def authority(self, record: Any, scene: Scene) -> str:
        """Each kind stands on its own law."""
        row = law_of(self.kind, scene)
        wanted = str(row.attributes["authority"]) if row is not None else ""
        return wanted if wanted in self.declaration.authorities else self.declaration.authorities[0]

    def apply(self, record: Any, scene: Scene) -> Protection:
        """Keep it; it stands from now."""
        fields = {"kind": self.kind, "country": self.country, "until": self.until, "reason": self.reason}
        return made(scene, person=self.person, case=self.case, **fields)


class GrantProtection(_New, key="removal.grant_protection", on=PROTECTION, permission=PROTECT, authorities=GRANTS):
    """Record a protection that was granted."""


class ClaimProtection(_New, key="removal.claim_protection", on=PROTECTION, permission=PROTECT, authorities=GRANTS):
    """Record a protection that was asked for; it stands until it is decided."""


class AllowProtection(Act, key="removal.allow_protection", on=PROTECTION, permission=JUDGE, authorities=GRANTS):
    """Record that a protection asked for was granted."""

    kind: Annotated[
        str, Code("protections"), Field(title="As", max_length=32, description="The same as was asked for, if empty")
    ] = ""
    until: Until = None

    def guard(self, record: Protection, scene: Scene) -> None:
        """It is no claim of fear or citizenship: those have their own acts."""
        _check(self.kind or record.kind, record.country, scene, ("other",))
        own(record, scene, "other")

    def authority(self, record: Protection, scene: Scene) -> str:
        """Each kind stands on its own law."""
        row = law_of(self.kind or record.kind, scene)
        wanted = str(row.attributes["authority"]) if row is not None else ""
        return wanted if wanted in GRANTS else GRANTS[0]

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """It stands on, as what was granted."""
        record.kind, record.until = self.kind or record.kind, self.until
        begin(record, scene)
        return record


def own(record: Protection, scene: Scene, group: str) -> None:
    """Refuse an act on a protection of another kind than it is for."""
    row = law_of(record.kind, scene)
    if (row.attributes.get("group", "other") if row is not None else "other") != group:
        raise GuardRefused("Another act is for a protection of this kind.")


class EndProtection(Act, key="removal.end_protection", on=PROTECTION, permission=JUDGE, authorities=GRANTS):
    """End a protection: denied, lapsed, terminated, or decided by a judge."""

    why: Why

    def guard(self, record: Protection, scene: Scene) -> None:
        """A fear not yet heard, a claim to citizenship not yet judged, and a stay are ended by their own acts."""
        row = law_of(record.kind, scene)
        group = row.attributes.get("group", "other") if row is not None else "other"
        if group == "stay" or record.kind == "citizenship_claim" or (group == "fear" and record.kind != "fear_found"):
            raise GuardRefused("Another act ends a protection of this kind.")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep why; the record stays sealed until somebody unseals it."""
        return end(record, self.why, scene)


class LapseProtection(
    Act, key="removal.lapse_protection", on=PROTECTION, permission=KEEP, authorities=("records.keep",), automatic=True
):
    """End a protection whose last day is over."""

    def guard(self, record: Protection, scene: Scene) -> None:
        """It had a last day, and that is over wherever the person may be."""
        if record.until is None or record.until >= everywhere(scene.at):
            raise GuardRefused("The last day of this protection is not over.")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep when."""
        return end(record, "Its last day is over", scene)


def everywhere(moment: datetime) -> date:
    """Return the day before which every day is over, in whatever zone one is."""
    return moment.astimezone(WEST).date()


class RecordStay(
    Act, key="removal.record_stay", on=PROTECTION, permission=PROTECT, authorities=("stay.court", "stay.administrative")
):
    """Record a stay of removal."""

    person: PersonRef
    kind: Kind
    until: Until = None
    case: CaseRef = None
    reason: Reason

    def authority(self, record: Any, scene: Scene) -> str:
        """A court's or judge's stay is obeyed, the service's own is granted."""
        row = law_of(self.kind, scene)
        wanted = str(row.attributes["authority"]) if row is not None else ""
        return wanted if wanted in self.declaration.authorities else "stay.court"

    def guard(self, record: Any, scene: Scene) -> None:
        """It is a stay."""
        _check(self.kind, "", scene, ("stay",))

    def apply(self, record: Any, scene: Scene) -> Protection:
        """Keep it: nobody is removed while it stands."""
        return made(scene, person=self.person, case=self.case, kind=self.kind, until=self.until, reason=self.reason)


class LiftStay(
    Act, key="removal.lift_stay", on=PROTECTION, permission=PROTECT, authorities=("stay.court", "stay.administrative")
):
    """Record that a stay was lifted or has ended."""

    why: Why

    def guard(self, record: Protection, scene: Scene) -> None:
        """It is a stay."""
        own(record, scene, "stay")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep why; the removal period begins anew where a court had stayed a final order."""
        return end(record, self.why, scene)


class ClaimCitizenship(
    Act,
    key="removal.claim_citizenship",
    on=PROTECTION,
    permission=CLAIM,
    authorities=CITIZEN,
    marks=("removal.citizenship_claimed",),
):
    """Record a claim to citizenship, or evidence of it; removal stops."""

    person: PersonRef
    case: CaseRef = None
    reason: Annotated[str, Personal, Lines(3), Field(title="What was said or found", min_length=3, max_length=2000)]

    def apply(self, record: Any, scene: Scene) -> Protection:
        """Keep it; a supervisor looks at once."""
        return made(
            scene, person=self.person, case=self.case, kind="citizenship_claim", step="claimed", reason=self.reason
        )


class LookAtCitizenship(
    Act,
    key="removal.look_at_citizenship",
    on=PROTECTION,
    permission=JUDGE,
    authorities=CITIZEN,
    marks=("removal.citizenship_looked",),
):
    """Record a supervisor's first look at the evidence of citizenship."""

    found: Annotated[str, Personal, Lines(3), Field(title="What it shows", min_length=5, max_length=2000)]

    def guard(self, record: Protection, scene: Scene) -> None:
        """It is a claim to citizenship."""
        own(record, scene, "citizenship")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep what was found."""
        record.step, record.reason = "looked", f"{record.reason}\n{self.found}"
        return record


class _JudgeCitizenship(Act):
    memorandum: Annotated[
        str,
        Personal,
        Lines(4),
        Field(title="Memorandum: the evidence and what it comes to", min_length=10, max_length=4000),
    ]

    def guard(self, record: Protection, scene: Scene) -> None:
        """It is a claim to citizenship."""
        own(record, scene, "citizenship")


class UpholdCitizenship(
    _JudgeCitizenship,
    key="removal.uphold_citizenship",
    on=PROTECTION,
    permission=JUDGE,
    authorities=CITIZEN,
    marks=("removal.citizenship_judged",),
):
    """Judge that the person is a citizen, or is to be held one."""

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Nobody removes, holds or charges them."""
        record.kind, record.step, record.reason = "citizen", "judged", f"{record.reason}\n{self.memorandum}"
        return record


class RejectCitizenship(
    _JudgeCitizenship,
    key="removal.reject_citizenship",
    on=PROTECTION,
    permission=JUDGE,
    authorities=CITIZEN,
    marks=("removal.citizenship_judged",),
):
    """Judge that the evidence does not show citizenship."""

    def guard(self, record: Protection, scene: Scene) -> None:
        """The evidence was looked at first."""
        super().guard(record, scene)
        if record.step != "looked":
            raise GuardRefused("A claim is not rejected before somebody has looked at the evidence.")

    def apply(self, record: Protection, scene: Scene) -> Protection:
        """Keep the memorandum; the claim no longer stops removal."""
        return end(record, self.memorandum, scene)
