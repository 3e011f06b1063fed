"""What is done for a person in custody: care and notices, needs, consulate, property, money, visits."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import Sum
from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody import rules
from limen.core.custody.models import OPEN, Care, Funds, Need, Property, Stay, Visit
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene

STAY = rules.STAY
CARE = "custody.care"
Note = Annotated[str, Personal, Lines(2), Field(title="Note", max_length=2000)]


class RecordCare(Act, key="custody.care", on=STAY, permission=CARE, authorities=("custody.care",)):
    """Record what was done for a person, or who was told of them."""

    kind: Annotated[str, Code("custody_care"), Field(title="What was done")]
    note: Note = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """What is done for children only is recorded of children only."""
        code = scene.law.codes("custody_care").get(self.kind, scene.day)
        if code.attributes["where"] == "child" and not record.juvenile:
            raise GuardRefused(f"“{code.title}” is recorded of a juvenile.")
        if record.state not in OPEN and code.attributes["where"] != "after":
            raise GuardRefused("The person is not held any more.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep it; the clocks it meets are met."""
        code = scene.law.codes("custody_care").get(self.kind, scene.day)
        Care.objects.create(stay=record, kind=self.kind, at=scene.at, by=account_of(scene.actor), note=self.note)
        scene.marks += rules.events_of(code, record)
        return record


class AdviseConsular(
    Act, key="custody.advise_consular", on=STAY, permission=CARE, authorities=("custody.notify_consul",)
):
    """Tell a person that they may communicate with their consulate."""

    wants: Annotated[bool, Field(title="The person wants the consulate told")] = False
    language: Annotated[str, Code("interpreter_languages"), Field(title="In which language", max_length=12)] = ""
    note: Note = ""

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep what the person said."""
        said = "wants the consulate told" if self.wants else "does not ask for the consulate"
        note = " ".join(part for part in (said, self.language, self.note) if part)
        Care.objects.create(stay=record, kind="consular_advised", at=scene.at, by=account_of(scene.actor), note=note)
        scene.marks.append("custody.consular_advised")
        return record


class NoteNeed(Act, key="custody.need", on=STAY, permission=CARE, authorities=("custody.care",)):
    """Note a special need of a person in custody."""

    need: Annotated[str, Code("special_needs"), Field(title="Need")]
    note: Note = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """A need is noted once."""
        if record.needs.filter(code=self.need, until=None).exists():
            raise GuardRefused("That need is noted already.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep it; one that asks for stricter checks starts them."""
        Need.objects.create(stay=record, code=self.need, note=self.note, since=scene.at)
        strict = scene.law.codes("special_needs").get(self.need, scene.day).attributes["check"]
        if strict and not record.at_risk:
            record.at_risk = True
            scene.marks.append("custody.at_risk_noted")
        return record


class EndNeed(Act, key="custody.need_ended", on=STAY, permission=CARE, authorities=("custody.care",)):
    """Record that a special need has ended."""

    need: Annotated[str, Code("special_needs"), Field(title="Need")]
    note: Note = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """There is one to end."""
        if not record.needs.filter(code=self.need, until=None).exists():
            raise GuardRefused("No such need is noted.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """End it; the stricter checks go on until the person leaves."""
        record.needs.filter(code=self.need, until=None).update(until=scene.at)
        return record


class ListProperty(
    Act, key="custody.property", on=STAY, permission="custody.property", authorities=("custody.property",)
):
    """List a thing or a sum of a person's that is kept for them."""

    kind: Annotated[str, Code("property_kinds"), Field(title="Kind")]
    description: Annotated[str, Personal, Field(title="Description", min_length=2, max_length=300)]
    amount: Annotated[Decimal | None, Field(title="Sum", ge=0, max_digits=14, decimal_places=2)] = None
    currency: Annotated[str, Field(title="Currency", pattern=r"^([A-Z]{3})?$")] = ""
    seal: Annotated[str, Field(title="Seal or bag number", max_length=40)] = ""

    def guard(self, record: Stay, scene: Scene) -> None:
        """A sum of money says its currency."""
        if (self.amount is None) != (not self.currency):
            raise BadInput(
                "A sum and its currency are given together.",
                problems=[Problem("currency", "property.currency", "Give both, or neither.")],
            )

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep it on the list."""
        made = Property.objects.create(
            stay=record,
            kind=self.kind,
            description=self.description,
            amount=self.amount,
            currency=self.currency,
            seal=self.seal,
            at=scene.at,
        )
        scene.told["property"] = made.pk
        return record


class ReturnProperty(
    Act, key="custody.property_returned", on=STAY, permission="custody.property", authorities=("custody.property",)
):
    """Give a person's property back."""

    item: Annotated[UUID, Field(title="Which")]
    to: Annotated[str, Personal, Field(title="To whom", min_length=2, max_length=160)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """It is on the person's list and not given back yet."""
        if not record.property.filter(pk=self.item, returned_at=None).exists():
            raise GuardRefused("No such thing is kept for this person.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Say when and to whom."""
        record.property.filter(pk=self.item).update(returned_at=scene.at, returned_to=self.to)
        return record


class MoveFunds(Act, key="custody.funds", on=STAY, permission="custody.property", authorities=("custody.property",)):
    """Pay into or out of a person's account."""

    way: Annotated[Literal["in", "out"], Field(title="Paid")]
    amount: Annotated[Decimal, Field(title="Sum", gt=0, max_digits=12, decimal_places=2)]
    why: Annotated[str, Personal, Field(title="For what", min_length=2, max_length=160)]

    def guard(self, record: Stay, scene: Scene) -> None:
        """Nobody is paid more than they have."""
        if self.way == "out" and self.amount > balance(record):
            raise GuardRefused("There is not that much on the person's account.")

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep the movement."""
        signed = self.amount if self.way == "in" else -self.amount
        Funds.objects.create(stay=record, amount=signed, why=self.why, at=scene.at)
        return record


def balance(record: Stay) -> Decimal:
    """Return what stands on a person's account."""
    found = record.funds.aggregate(total=Sum("amount"))["total"]
    return found if found is not None else Decimal(0)


class RecordVisit(Act, key="custody.visit", on=STAY, permission=CARE, authorities=("custody.visit",)):
    """Record a visit or a call by counsel, a consul, family or an official."""

    kind: Annotated[Literal["counsel", "consul", "family", "official", "other"], Field(title="Who")]
    visitor: Annotated[str, Personal, Field(title="Name", min_length=2, max_length=160)]
    how: Annotated[Literal["in person", "telephone", "video"], Field(title="How")] = "in person"
    minutes: Annotated[int, Field(title="Minutes", ge=0, le=1440)]

    def apply(self, record: Stay, scene: Scene) -> Stay:
        """Keep it."""
        Visit.objects.create(
            stay=record, kind=self.kind, visitor=self.visitor, how=self.how, minutes=self.minutes, at=scene.at
        )
        return record
