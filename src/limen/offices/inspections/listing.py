"""Putting a carrier's people on the board: merge, match, screen, and what the carrier is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from limen.core.lookouts.hitting import keep_hits
from limen.core.lookouts.queries import Hit as Found
from limen.kernel import Scene
from limen.offices.inspections.judging import BATCH, COPIED, aboard_of, judged, said_of
from limen.offices.inspections.models import Booking, Change, Hit, Message, Traveller, Voyage
from limen.offices.inspections.recognising import BOOKED, Aboard
from limen.offices.inspections.rules import met_on_list

if TYPE_CHECKING:
    from limen.offices.inspections.acts.arrivals import Listed

KEPT = (
    "folded",
    "document_folded",
    "person",
    "matched_by",
    "priority",
    "directive",
    "directive_why",
    "state",
    "booking",
)
"""What the board keeps of a traveller beside that."""


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
    digest = hashlib.sha256(act.text.encode()).hexdigest()
    earlier = Message.objects.filter(voyage=voyage, digest=digest).order_by("-received_at", "-pk").first()
    if earlier is not None and act.text:
        scene.told["loaded_before"] = earlier.received_at.astimezone(scene.place.zone).strftime("%Y-%m-%d %H:%M")
    return Message.objects.create(
        voyage=voyage,
        kind=kind,
        function=getattr(act, "function", kind),
        reference=act.reference,
        received_at=scene.at,
        source=act.source,
        digest=digest,
        text=act.text,
        people=people,
        faults=act.faults,
    )


def merge(voyage: Voyage, act: Any, message: Message, scene: Scene) -> Done:
    """Add new people, change those known, match and screen whoever is new or changed."""
    done, named = Done(), set[Any]()
    aboard = aboard_of(voyage)
    role = "crew" if act.function == "crew" else None
    for row in act.people:
        listed = said_of(row, role)
        known = aboard.take(listed)
        if known is None:
            known = Traveller(voyage=voyage, state="listed", version=1, **listed)
            aboard.add(known, taken=True)
            put = done.added
        else:
            put = done.changed if _changed(known, listed) else done.same
            if known.state == BOOKED:  # a list names them now; what the booking said before is no change of a list
                known.state, put = "listed", done.changed
                known.__dict__.pop("_before", None)
        if known.pk not in named:  # a person named twice is screened once
            named.add(known.pk)
            put.append(known)
        elif put is done.changed and known in done.same:
            done.same.remove(known)
            done.changed.append(known)
    fresh = [*done.added, *done.changed]
    known_hits = _known_hits(done.changed)
    found = judged(fresh, known_hits, scene)
    hang(voyage, fresh)
    Traveller.objects.bulk_create(done.added, batch_size=BATCH)
    if done.changed:
        Traveller.objects.bulk_update(done.changed, [*COPIED, *KEPT], batch_size=BATCH)
        Change.objects.bulk_create(_changes(done.changed, message), batch_size=BATCH)
    done.hits = keep_found(fresh, found, known_hits, scene)
    return done


def hang(voyage: Voyage, rows: Iterable[Traveller]) -> None:
    """Hang travellers on the bookings of the voyage that name their locator, whichever message came first."""
    wanting = [row for row in rows if row.locator and row.booking_id is None]
    held = {row.locator: row for row in Booking.objects.filter(voyage=voyage)} if wanting else {}
    for row in wanting:
        row.booking = held.get(row.locator)


def cancel(voyage: Voyage, act: Any, message: Message) -> Done:
    """Take people off the list; an empty list takes off everyone."""
    done = Done()
    aboard = aboard_of(voyage)
    rows = [aboard.take(said_of(row, None)) for row in act.people] if act.people else list(voyage.travellers.all())
    done.off = [row for row in rows if row is not None and row.state not in ("arrived", "off_list")]
    for row in done.off:
        row.state = "off_list"
    Traveller.objects.bulk_update(done.off, ["state"], batch_size=BATCH)
    Change.objects.bulk_create(
        Change(traveller=row, message=message, field="state", before="listed", after="off_list") for row in done.off
    )
    return done


def close_out(voyage: Voyage, aboard: Sequence[Listed], absent: Sequence[Listed] = ()) -> dict[str, object]:
    """Mark who is aboard. Carriers name either who is or who is not; naming nobody confirms everyone listed."""
    known = aboard_of(voyage)
    present, missing = _named(known, aboard), _named(known, absent)
    everyone = [row for row in known.all if row.state in (BOOKED, "listed", "cleared", "held")]
    for row in everyone:
        # whom no list ever named is aboard only where the carrier names them
        here = row.pk in present if aboard or row.state == BOOKED else row.pk not in missing
        row.state = "boarded" if here else "no_show"
    Traveller.objects.bulk_update(everyone, ["state"], batch_size=BATCH)
    boarded = sum(row.state == "boarded" for row in everyone)
    return {"boarded": boarded, "no_shows": len(everyone) - boarded, "aboard_unlisted": len(aboard) - len(present)}


def _named(known: Aboard, people: Sequence[Listed]) -> set[Any]:
    return {row.pk for person in people if (row := known.take(said_of(person, None))) is not None}


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


def _known_hits(rows: list[Traveller]) -> dict[tuple[Any, Any], str]:
    ids = [row.pk for row in rows]
    some = (Hit.objects.filter(traveller__in=ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))
    kept = (row for hits in some for row in hits.values_list("traveller", "lookout", "state"))
    return {(traveller, lookout): state for traveller, lookout, state in kept}


def keep_found(
    rows: list[Traveller], found: list[list[Found]], known: Mapping[tuple[Any, Any], str], scene: Scene
) -> int:
    """Keep the hits that are new, and return how many they are."""
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
