"""Putting a carrier's people on the board: merge, match, screen, and what the carrier is told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from limen.core.documents.models import TravelDocument
from limen.core.lookouts.hitting import keep_hits
from limen.core.lookouts.queries import Hit as Found
from limen.core.lookouts.queries import screen
from limen.core.people.models import Person
from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import BadInput, Scene
from limen.offices.inspections.booked import contact_key
from limen.offices.inspections.directing import HELD_WHY, directive_for, hit_priority, holds
from limen.offices.inspections.models import (
    Booking,
    BookingContact,
    Change,
    Hit,
    Inspection,
    Message,
    Traveller,
    Voyage,
)
from limen.offices.inspections.recognising import Aboard
from limen.offices.inspections.rules import met_on_list

if TYPE_CHECKING:
    from limen.offices.inspections.acts.arrivals import Booked, Listed

COPIED = (
    "role",
    "reference",
    "locator",
    "surname",
    "given_names",
    "birth",
    "sex",
    "nationality",
    "document_kind",
    "document_issuer",
    "document_number",
    "document_expires",
    "embarks",
    "debarks",
    "seat",
    "bags",
    "contacts",
)
"""What a list says of a person, field by field as a traveller keeps it."""
KEPT = ("folded", "document_folded", "person", "matched_by", "priority", "directive", "directive_why", "state")
"""What the board keeps of a traveller beside that."""
ADVERSE = ("refused", "removed", "withdrawn", "charged")
BATCH = 400


@dataclass
class Done:
    """What a list did to the board."""

    added: list[Traveller] = field(default_factory=list)
    changed: list[Traveller] = field(default_factory=list)
    same: list[Traveller] = field(default_factory=list)
    off: list[Traveller] = field(default_factory=list)
    hits: int = 0

    @property
    def touched(self) -> list[Traveller]:
        """Return everyone the list names."""
        return [*self.added, *self.changed, *self.same]

    def counts(self) -> dict[str, object]:
        """Return how many, for the ledger."""
        return {
            "added": len(self.added),
            "changed": len(self.changed),
            "unchanged": len(self.same),
            "off": len(self.off),
            "hits": self.hits,
        }


def keep(voyage: Voyage, act: Any, kind: str, people: int, scene: Scene) -> Message:
    """Keep a message as it came; the voyage is saved first so that the message can hang from it."""
    return Message.objects.create(
        voyage=voyage,
        kind=kind,
        function=getattr(act, "function", kind),
        reference=act.reference,
        received_at=scene.at,
        source=act.source,
        digest=hashlib.sha256(act.text.encode()).hexdigest(),
        text=act.text,
        people=people,
        faults=act.faults,
    )


def merge(voyage: Voyage, act: Any, message: Message, scene: Scene) -> Done:
    """Add new people, change those known, match and screen whoever is new or changed."""
    done, named = Done(), set[Any]()
    aboard = _aboard(voyage)
    role = "crew" if act.function == "crew" else None
    for row in act.people:
        listed = _folded(row, role)
        known = aboard.take(listed)
        if known is None:
            known = Traveller(voyage=voyage, state="listed", version=1, **listed)
            aboard.add(known, taken=True)
            put = done.added
        else:
            put = done.changed if _changed(known, listed) else done.same
        if known.pk not in named:  # a person named twice is screened once
            named.add(known.pk)
            put.append(known)
        elif put is done.changed and known in done.same:
            done.same.remove(known)
            done.changed.append(known)
    fresh = [*done.added, *done.changed]
    _match(fresh)
    found = _screened(fresh, scene)
    known_hits = _known_hits(done.changed)
    _decide(fresh, found, known_hits, scene)
    Traveller.objects.bulk_create(done.added, batch_size=BATCH)
    if done.changed:
        Traveller.objects.bulk_update(done.changed, [*COPIED, *KEPT], batch_size=BATCH)
        Change.objects.bulk_create(_changes(done.changed, message), batch_size=BATCH)
    done.hits = _keep_hits(fresh, found, known_hits, scene)
    return done


def cancel(voyage: Voyage, act: Any, message: Message) -> Done:
    """Take people off the list; an empty list takes off everyone."""
    done = Done()
    aboard = _aboard(voyage)
    rows = [aboard.take(_folded(row, None)) for row in act.people] if act.people else list(voyage.travellers.all())
    done.off = [row for row in rows if row is not None and row.state not in ("arrived", "off_list")]
    for row in done.off:
        row.state = "off_list"
    Traveller.objects.bulk_update(done.off, ["state"], batch_size=BATCH)
    Change.objects.bulk_create(
        Change(traveller=row, message=message, field="state", before="listed", after="off_list") for row in done.off
    )
    return done


def book(voyage: Voyage, bookings: Sequence[Booked], message: Message) -> dict[str, object]:
    """Keep bookings and hang each traveller on theirs; people in a booking who are on no list are not listed by it."""
    aboard = _aboard(voyage)
    hung: list[Traveller] = []
    for row in bookings:
        booking, _ = Booking.objects.update_or_create(
            voyage=voyage, locator=row.locator, defaults={"data": row.data, "contacts": row.contacts}
        )
        _keep_contacts(booking)
        mine = [aboard.find(_folded(person, None)) for person in row.people]
        same = [traveller for traveller in aboard.all if traveller.locator == row.locator]
        for traveller in dict.fromkeys([*filter(None, mine), *same]):
            traveller.booking = booking
            traveller.locator = traveller.locator or row.locator
            hung.append(traveller)
    Traveller.objects.bulk_update(hung, ["booking", "locator"], batch_size=BATCH)
    return {"bookings": len(bookings), "hung": len(hung), "message": str(message.pk)}


def _keep_contacts(booking: Booking) -> None:
    """Keep the booking's telephones and e-mails, so that others which share one are found; later ones are added."""
    keys = {contact_key(item) for item in booking.contacts} - {""}
    keys -= set(BookingContact.objects.filter(booking=booking).values_list("key", flat=True))
    BookingContact.objects.bulk_create(BookingContact(booking=booking, key=key) for key in sorted(keys))


def close_out(voyage: Voyage, aboard: Sequence[Listed], absent: Sequence[Listed] = ()) -> dict[str, object]:
    """Mark who is aboard. Carriers name either who is or who is not; naming nobody confirms everyone listed."""
    known = _aboard(voyage)
    present, missing = _named(known, aboard), _named(known, absent)
    everyone = [row for row in known.all if row.state in ("listed", "cleared", "held")]
    for row in everyone:
        here = row.pk in present if aboard else row.pk not in missing
        row.state = "boarded" if here else "no_show"
    Traveller.objects.bulk_update(everyone, ["state"], batch_size=BATCH)
    boarded = sum(row.state == "boarded" for row in everyone)
    return {"boarded": boarded, "no_shows": len(everyone) - boarded, "aboard_unlisted": len(aboard) - len(present)}


def _named(known: Aboard, people: Sequence[Listed]) -> set[Any]:
    return {row.pk for person in people if (row := known.take(_folded(person, None))) is not None}


def _folded(row: Listed, role: str | None) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in COPIED}
    if role and row.role == "passenger":
        fields["role"] = role
    fields["folded"] = fold(row.surname, row.given_names)
    fields["document_folded"] = fold_number(row.document_number)
    return fields


def _aboard(voyage: Voyage) -> Aboard:
    return Aboard(Traveller.objects.filter(voyage=voyage).exclude(state="off_list"))


def _changed(known: Traveller, listed: dict[str, Any]) -> bool:
    """Put what a later list says on a traveller; what it leaves out stays. Return whether anything differs."""
    before = dict[str, Any]()
    for name, value in listed.items():
        held = getattr(known, name)
        if value not in ("", None, []) and value != held:
            before[name] = held
            setattr(known, name, value)
    known.__dict__["_before"] = before | known.__dict__.get("_before", {})
    return bool(before)


def _changes(rows: list[Traveller], message: Message) -> list[Change]:
    return [
        Change(
            traveller=row,
            message=message,
            field=name,
            before=str(held or "")[:280],
            after=str(getattr(row, name))[:280],
        )
        for row in rows
        for name, held in row.__dict__.pop("_before", {}).items()
        if name in COPIED
    ]


def _match(rows: list[Traveller]) -> None:
    """Find each traveller's person by document number; a name or birth that conflicts is no match."""
    from limen.offices.inspections.checks import conflicts
    from limen.offices.inspections.presented import Presented

    numbers = sorted({row.document_folded for row in rows if row.document_folded})
    held: dict[tuple[str, str], Person] = {}
    for start in range(0, len(numbers), BATCH):
        documents = TravelDocument.objects.filter(number_folded__in=numbers[start : start + BATCH])
        for document in documents.select_related("person__same_as").prefetch_related("person__identities"):
            held[document.issuer, document.number_folded] = document.person
    for row in (row for row in rows if row.matched_by != "inspection"):
        person = held.get((row.document_issuer, row.document_folded))
        shown = Presented(surname=row.surname, given_names=row.given_names, birth=_readable(row.birth))
        if person is not None and not conflicts(shown, person):
            row.person, row.matched_by = person.same_as or person, "document"
        else:
            row.person, row.matched_by = None, ""


def _readable(birth: str) -> str:
    try:
        birth_bounds(birth)
    except BadInput:
        return ""
    return birth


def _screened(rows: list[Traveller], scene: Scene) -> list[list[Found]]:
    screened = screen([met_on_list(row) for row in rows], day=scene.day)
    if screened.exactly:
        scene.facts["screened_exactly"] = screened.exactly
    return screened.hits


def _decide(rows: list[Traveller], found: list[list[Found]], known: set[tuple[Any, Any]], scene: Scene) -> None:
    """Put each traveller in order of who needs a person first, and set what the carrier is told."""
    may, must_not = directive_for(scene, may_board=True), directive_for(scene, may_board=False)
    adverse = set(
        Inspection.objects.filter(
            person__in={row.person_id for row in rows if row.person_id}, state__in=ADVERSE
        ).values_list("person", flat=True)
    )
    reported = _reported(rows)
    for row, hits in zip(rows, found, strict=True):
        row.priority = _priority(
            row, hits, reported=row.document_folded in reported, adverse=row.person_id in adverse, day=scene.day
        )
        stops = [hit for hit in hits if holds(hit.lookout, strong=hit.strong)]
        if row.state == "cleared":
            stops = [hit for hit in stops if (row.pk, hit.lookout.pk) not in known]
        _tell(row, may, must_not, stop=bool(stops))


def _tell(row: Traveller, may: str, must_not: str, *, stop: bool) -> None:
    """Set what the carrier is told; an officer alone lifts a hold, and a later list undoes no officer's decision."""
    if stop and row.state in ("listed", "cleared"):
        row.directive, row.directive_why, row.state = must_not, HELD_WHY, "held"
    elif row.state == "listed":
        row.directive, row.directive_why = may, ""


def _reported(rows: list[Traveller]) -> set[str]:
    wanted = {row.document_folded for row in rows if row.document_folded}
    return wanted & set(TravelDocument.objects.filter(state="reported").values_list("number_folded", flat=True))


def _priority(row: Traveller, hits: list[Found], *, reported: bool, adverse: bool, day: date) -> int:
    reasons = [0]
    reasons.extend(hit_priority(strong=hit.strong) for hit in hits)
    if reported:
        reasons.append(80)
    if adverse:
        reasons.append(50)
    if row.document_expires and row.document_expires < day:
        reasons.append(40)
    if not row.document_number or not row.birth:
        reasons.append(20)
    return max(reasons)


def _known_hits(rows: list[Traveller]) -> set[tuple[Any, Any]]:
    ids = [row.pk for row in rows]
    some = (Hit.objects.filter(traveller__in=ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))
    return {pair for hits in some for pair in hits.values_list("traveller", "lookout")}


def _keep_hits(rows: list[Traveller], found: list[list[Found]], known: set[tuple[Any, Any]], scene: Scene) -> int:
    made = [
        Hit(
            state="open",
            version=1,
            lookout=hit.lookout,
            traveller=row,
            why=list(hit.why),
            strong=hit.strong,
            found=kept,
            found_at=scene.at,
        )
        for row, hits in zip(rows, found, strict=True)
        for hit, kept in keep_hits(
            [hit for hit in hits if (row.pk, hit.lookout.pk) not in known], met_on_list(row), scene
        )
    ]
    Hit.objects.bulk_create(made, batch_size=BATCH)
    return len(made)
