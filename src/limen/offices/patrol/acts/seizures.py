"""Seizing: what was taken, from whom, under which authority, against a receipt given at once."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.casefile.acts import take_number
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Ref, Scene
from limen.offices.patrol import chain, counting, placing, vin
from limen.offices.patrol.acts.common import SEIZE, Reason, Text, When, WhereText, bad
from limen.offices.patrol.models import Item, SeizedFrom, Seizure, Weighing
from limen.offices.patrol.papers import receipts

SEIZURE = "patrol.seizure"
KEEPING = ("seize.custody_chain",)
POWERS = (
    "seize.controlled_substances",
    "seize.currency",
    "seize.weapons",
    "seize.conveyance",
    "seize.merchandise",
    "seize.documents",
)
ITEM = (
    "kind",
    "what",
    "quantity",
    "narcotic",
    "tested",
    "currency",
    "dollars",
    "maker",
    "model",
    "serial",
    "plate",
    "plate_issuer",
)


class OfItem(Act):
    """The fields of one thing seized."""

    kind: Annotated[str, Code("seizure_kinds"), Field(title="Kind", max_length=24)]
    what: Annotated[str, Field(title="What it is", min_length=2, max_length=200)]
    quantity: Annotated[
        Decimal,
        Field(
            title="Gross weight, sum or number",
            gt=0,
            max_digits=14,
            decimal_places=3,
            description="Narcotics with their packing",
        ),
    ]
    narcotic: Annotated[str, Code("narcotic_kinds"), Field(title="Narcotic", max_length=24)] = ""
    tested: Annotated[str, Field(title="Field test and its result", max_length=120)] = ""
    currency: Annotated[str, Field(title="Currency, three letters", pattern=r"^([A-Z]{3})?$")] = ""
    denominations: Annotated[list[str], Lines(4), Field(title="Notes and coins, as 100 x 25", max_length=40)] = []
    dollars: Annotated[Decimal | None, Field(title="Value in dollars", ge=0, max_digits=14, decimal_places=2)] = None
    maker: Annotated[str, Field(title="Make", max_length=60)] = ""
    model: Annotated[str, Field(title="Model", max_length=60)] = ""
    serial: Annotated[str, Personal, Field(title="Serial or document number", max_length=60)] = ""
    plate: Annotated[str, Personal, Field(title="Number plate", max_length=16)] = ""
    plate_issuer: Annotated[str, Field(title="Plate of", max_length=16)] = ""
    vin: Annotated[str, Personal, Field(title="Vehicle identification number", max_length=24)] = ""

    def check_item(self, scene: Scene) -> None:
        """Refuse an item that says too little of what its kind must say.

        Raises:
            BadInput: when it does.
        """
        if self.kind == "narcotics" and not self.narcotic:
            raise bad("narcotic", "item.narcotic", "Say which narcotic.")
        if self.kind == "currency":
            if not self.currency:
                raise bad("currency", "item.currency", "Say in which currency.")
            fault = counting.fault(self.denominations, self.quantity)
            if fault:
                raise bad("denominations", "item.denominations", fault)

    def made_item(self, record: Seizure, scene: Scene) -> Item:
        """Return the item, with the unit the law gives and what was odd about its numbers."""
        code = scene.law.codes("seizure_kinds").get(self.kind, scene.day)
        narcotic = scene.law.codes("narcotic_kinds").get(self.narcotic, scene.day) if self.narcotic else None
        unit = narcotic.attributes["unit"] if narcotic else self.currency or code.attributes["unit"]
        found = [{"rule": fault.rule, "message": fault.message} for fault in vin.faults(self.vin)]
        if code.attributes["locked"] and not _locked_before(record, scene):
            scene.marks.append("patrol.evidence_taken")
        scene.told["faults"] = [fault["message"] for fault in found]
        return Item.objects.create(
            seizure=record,
            line=record.items.count() + 1,
            unit=unit,
            denominations=list(self.denominations),
            vin=vin.folded(self.vin),
            faults=found,
            reportable=self._reportable(scene),
            **{name: getattr(self, name) for name in ITEM},
        )

    def _reportable(self, scene: Scene) -> bool:
        """Return whether so much currency had to be reported at the border."""
        dollars = self.quantity if self.currency == "USD" else self.dollars
        limit = Decimal(str(scene.law.value("patrol.currency_report", scene.day).value))
        return self.kind == "currency" and dollars is not None and dollars > limit

    def power(self, scene: Scene) -> str:
        """Return the authority that things of this kind are seized under."""
        code = scene.law.codes("seizure_kinds").get(self.kind, scene.day)
        return str(code.attributes["authority"]) if code else POWERS[0]


def _locked_before(record: Seizure, scene: Scene) -> bool:
    table = scene.law.codes("seizure_kinds").on(scene.day)
    kinds = [code.code for code in table.values() if code.attributes["locked"]]
    return record.items.filter(kind__in=kinds).exists()


class OfSeizure(OfItem):
    """The fields of a seizure with its first item."""

    where: WhereText
    at: When = None
    person: Annotated[UUID | None, Ref("people.person"), Field(title="From whom, if anybody was there")] = None
    event: Annotated[str, Field(title="Event number", max_length=24)] = ""
    circumstances: Annotated[Text, Field(title="How it was found", min_length=5)]
    seal: Annotated[str, Field(title="Seal number", max_length=40)] = ""
    condition: Annotated[str, Field(title="Condition", max_length=300)] = ""

    def authority(self, record: Any, scene: Scene) -> str:
        """Return the power that the kind of thing is seized under."""
        return self.power(scene)

    def guard(self, record: Any, scene: Scene) -> None:
        """An officer takes it; the place can be read; the item says what it must."""
        if account_of(scene.actor) is None:
            raise GuardRefused("An officer seizes: the first hand has a name.")
        placing.placed(self.where, scene)
        placing.moment(self.at, scene)
        self.check_item(scene)

    def taken(self, scene: Scene, first: str, adopted_from: str = "") -> Seizure:
        """Return the seizure with its first item, its first hand and its receipt."""
        at = placing.moment(self.at, scene)
        officer = account_of(scene.actor)
        record = Seizure(
            state="seized",
            number=take_number("seizure", scene),
            station_id=scene.place.id,
            at=at,
            place_text=self.where,
            officer=officer,
            authority=scene.provision.key if scene.provision else "",
            citation=scene.provision.citation if scene.provision else "",
            event=self.event,
            adopted_from=adopted_from,
            circumstances=self.circumstances,
            **placing.kept(placing.placed(self.where, scene)),
        )
        record.save(force_insert=True)
        if self.person is not None:
            SeizedFrom.objects.create(seizure=record, person_id=self.person)
        self.made_item(record, scene)
        reason = "Adopted" if adopted_from else "Seized"
        hand = chain.begin(record, scene, giver=first, at=at, reason=reason, seal=self.seal, condition=self.condition)
        hand.save(force_insert=True)
        receipts.give(record, scene)
        return record


class SeizeProperty(
    OfSeizure, key="patrol.seize", on=SEIZURE, permission=SEIZE, authorities=POWERS, marks=("patrol.seized",)
):
    """Seize something, and give a receipt for it at once."""

    def apply(self, record: Any, scene: Scene) -> Seizure:
        """Number it, begin its chain of hands, and make the receipt."""
        return self.taken(scene, "whom it was seized from" if self.person else "where it was found")


class AdoptSeizure(
    OfSeizure,
    key="patrol.adopt_seizure",
    on=SEIZURE,
    permission=SEIZE,
    authorities=POWERS,
    marks=("patrol.seizure_adopted",),
):
    """Take over what a state or local agency seized."""

    agency: Annotated[str, Field(title="Agency that seized it", min_length=2, max_length=160)]

    def apply(self, record: Any, scene: Scene) -> Seizure:
        """Number it; the agency is the first to give."""
        return self.taken(scene, self.agency, self.agency)


class AddItem(OfItem, key="patrol.add_item", on=SEIZURE, permission=SEIZE, authorities=POWERS):
    """Add a thing to a seizure while it is in the first hand; a new receipt lists them all."""

    def authority(self, record: Seizure, scene: Scene) -> str:
        """Return the power that the kind of thing is seized under."""
        return self.power(scene)

    def guard(self, record: Seizure, scene: Scene) -> None:
        """The item says what it must."""
        self.check_item(scene)

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Add it and make the receipt anew."""
        self.made_item(record, scene)
        receipts.give(record, scene)
        return record


class NameParty(Act, key="patrol.name_party", on=SEIZURE, permission=SEIZE, authorities=KEEPING):
    """Name another person that something was seized from, or its owner, and give them a receipt."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    role: Annotated[Literal["holder", "owner"], Field(title="As")]

    def guard(self, record: Seizure, scene: Scene) -> None:
        """They are not named yet."""
        if record.parties.filter(person=self.person).exists():
            raise GuardRefused("That person is named already.")

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Name them and make their receipt."""
        party = SeizedFrom.objects.create(seizure=record, person_id=self.person, role=self.role)
        receipts.give(record, scene, only=party.person)
        return record


class WeighAgain(Act, key="patrol.weigh_again", on=SEIZURE, permission=SEIZE, authorities=KEEPING):
    """Weigh or count a thing again before a witness."""

    line: Annotated[int, Field(title="Line", ge=1, le=999)]
    quantity: Annotated[Decimal, Field(title="Weight, sum or number now", ge=0, max_digits=14, decimal_places=3)]
    witness: Annotated[str, Personal, Field(title="Witness", min_length=2, max_length=120)]
    reason: Reason

    def guard(self, record: Seizure, scene: Scene) -> None:
        """There is such a line."""
        if not record.items.filter(line=self.line).exists():
            raise bad("line", "item.unknown", "This seizure has no such line.")

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Keep both; the first stays beside the last."""
        item = record.items.get(line=self.line)
        Weighing.objects.create(
            item=item,
            before=item.quantity,
            quantity=self.quantity,
            unit=item.unit,
            why=self.reason,
            witness=self.witness,
            at=scene.at,
        )
        item.quantity = self.quantity
        item.save()
        return record


class GiveReceipt(Act, key="patrol.give_receipt", on=SEIZURE, permission=SEIZE, authorities=KEEPING):
    """Make the receipt anew, with the chain of custody so far."""

    def apply(self, record: Seizure, scene: Scene) -> Seizure:
        """Make it."""
        receipts.give(record, scene)
        return record
