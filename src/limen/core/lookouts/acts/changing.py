"""Amend a lookout, approve or reject what makes it wider, and give it a new review date."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field

from limen.core.lookouts import rules
from limen.core.lookouts.acts.shared import CHECK, LOOKOUT, Reason, given_nationalities
from limen.core.lookouts.described import name_key, number_key, read_birth, read_name, read_number, widens
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import party_of, put_party
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene
from limen.screening.model import Party

Item = TypeVar("Item")
Several = Annotated[list[str], Personal, Lines(2)]
WORDS = ("action", "basis", "caveats", "handling")


class Amend(Act, key="lookouts.amend", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Amend a lookout.

    What narrows it (a name or number taken away, a date made more exact) holds at once. What makes it mean more people
    or asks for a graver action waits for a second person; until then it goes on stopping exactly whom it stopped
    before, no more and no fewer. A nominated lookout, which stops nobody yet, is changed at once and becomes the
    amending officer's, so that a second person, who wrote no part of it, still approves it.
    """

    add_names: Annotated[Several, Field(title="Names to add", description="One a line: SURNAME, Given names")] = []
    drop_names: Annotated[Several, Field(title="Names to take away")] = []
    add_births: Annotated[Several, Field(title="Dates of birth to add")] = []
    drop_births: Annotated[Several, Field(title="Dates of birth to take away")] = []
    add_nationalities: Annotated[list[str], Lines(2), Field(title="Nationalities to add")] = []
    drop_nationalities: Annotated[list[str], Lines(2), Field(title="Nationalities to take away")] = []
    add_numbers: Annotated[
        Several, Field(title="Numbers to add", description="One a line: passport SWE 12345678, or the number alone")
    ] = []
    drop_numbers: Annotated[Several, Field(title="Numbers to take away")] = []
    sex: Annotated[Literal["", "M", "F", "X", "unknown"], Personal, Field(title="Sex on document")] = ""
    action: Annotated[str, Code(rules.ACTIONS), Field(title="Action asked for", max_length=24)] = ""
    basis: Annotated[str, Field(title="Legal basis", max_length=300)] = ""
    caveats: Annotated[str, Personal, Field(title="Caveats", max_length=2000)] = ""
    handling: Annotated[str, Personal, Field(title="What the officer does first", max_length=2000)] = ""
    reason: Reason

    def guard(self, record: Lookout, scene: Scene) -> None:
        """Something changes, it still names somebody or something, and one change waits at a time."""
        if record.source_key:
            raise GuardRefused("It is kept as its list has it; a change is asked of whoever keeps the list.")
        after = self.changed(record)
        given_nationalities(self.add_nationalities, scene)
        if not (after.names or after.numbers):
            raise GuardRefused("A lookout names a person or a document; a nationality alone stops nobody.")
        if self.action:
            rules.category_fits(record.category, self.action, scene)
        if after == party_of(record) and not any(getattr(self, name) for name in WORDS):
            raise GuardRefused("Nothing would change.")
        if record.proposed and self.needs_second(record, scene):
            raise GuardRefused("A change waits for a second person already; it is approved or rejected first.")

    def changed(self, record: Lookout) -> Party:
        """Return whom or what the lookout would mean."""
        return self.changed_of(party_of(record))

    def changed_of(self, held: Party, *, there: bool = True) -> Party:
        """Return a party with what is added and without what is taken away.

        Args:
            held: the party.
            there: whether what is taken away must be of it.
        """
        return replace(
            held,
            names=_changed("drop_names", held.names, self.add_names, self.drop_names, read_name, name_key, there),
            births=_changed("drop_births", held.births, self.add_births, self.drop_births, read_birth, str, there),
            nationalities=_changed(
                "drop_nationalities",
                held.nationalities,
                self.add_nationalities,
                self.drop_nationalities,
                str,
                str,
                there,
            ),
            numbers=_changed(
                "drop_numbers", held.numbers, self.add_numbers, self.drop_numbers, read_number, number_key, there
            ),
            sex={"": held.sex, "unknown": ""}.get(self.sex, self.sex),
        )

    def needs_second(self, record: Lookout, scene: Scene) -> bool:
        """Return whether a second person approves the change: it widens what stops people already."""
        graver = bool(self.action) and rules.graver(record.action, self.action, scene)
        return record.state != "nominated" and (graver or widens(party_of(record), self.changed(record)))

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Change it, or keep the change until a second person has looked."""
        after = self.changed(record)
        said = {name: text for name in WORDS if (text := getattr(self, name))}
        if self.needs_second(record, scene):
            record.proposed = {"party": after.as_data(), "words": said, "reason": self.reason}
            record.proposed_by = scene.actor.id
            scene.facts["waits_for_second_person"] = True
            return record
        if record.state == "nominated":
            record.nominated_by = scene.actor.id
            record.authors = sorted({*record.authors, str(scene.actor.id)})
        if record.proposed:
            # what waits is approved as it then is: it brings nothing back that was taken away meanwhile
            waiting = self.changed_of(Party.from_data(record.proposed["party"]), there=False)
            words = {name: text for name, text in record.proposed["words"].items() if name not in said}
            record.proposed = {**record.proposed, "party": waiting.as_data(), "words": words}
        return _put(record, after, said)


class ApproveChange(Act, key="lookouts.approve_change", on=LOOKOUT, permission="lookouts.approve", authorities=CHECK):
    """Approve a change that makes a lookout wider or graver; nobody approves their own."""

    def guard(self, record: Lookout, scene: Scene) -> None:
        """A change waits, and a second person approves it."""
        _waiting(record)
        rules.second_person(record.proposed_by, scene, "a change they proposed")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """From now on it means what was proposed."""
        scene.personal["change"] = record.proposed
        _put(record, Party.from_data(record.proposed["party"]), record.proposed["words"])
        record.proposed, record.proposed_by = {}, None
        return record


class RejectChange(Act, key="lookouts.reject_change", on=LOOKOUT, permission="lookouts.approve", authorities=CHECK):
    """Reject a change that waits; the lookout stays as it is."""

    reason: Reason

    def guard(self, record: Lookout, scene: Scene) -> None:
        """A change waits."""
        _waiting(record)

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Drop it; the entry keeps what it was."""
        scene.personal["change"] = record.proposed
        record.proposed, record.proposed_by = {}, None
        return record


class Extend(Act, key="lookouts.extend", on=LOOKOUT, permission="lookouts.nominate", authorities=CHECK):
    """Review a lookout and give it a new review date, within what its category allows."""

    review_by: Annotated[date, Field(title="Review by")]
    reason: Annotated[str, Field(title="What was reviewed, and why it stands", min_length=5, max_length=300)]

    def guard(self, record: Lookout, scene: Scene) -> None:
        """A second person approved it once, it has not lapsed, and the new date is later and within the limit."""
        if record.authors:
            raise GuardRefused("A one-day lookout ends with its day. Nominate one that a second person approves.")
        if record.review_by < scene.day:
            raise GuardRefused("Its review date is past; it is nominated and approved again.")
        rules.review_fits(record.category, self.review_by, scene)
        if self.review_by <= record.review_by:
            raise GuardRefused("The new review date is not later than the one it has.")

    def apply(self, record: Lookout, scene: Scene) -> Lookout:
        """Set the date."""
        scene.facts["review_by_before"] = record.review_by.isoformat()
        record.review_by, record.standing_why = self.review_by, self.reason
        return record


def _waiting(record: Lookout) -> None:
    if not record.proposed:
        raise GuardRefused("No change waits.")


def _put(record: Lookout, party: Party, said: dict[str, Any]) -> Lookout:
    for name, text in said.items():
        setattr(record, name, text)
    return put_party(record, party)


def _changed(
    field: str,
    held: Iterable[Item],
    add: Iterable[str],
    drop: Iterable[str],
    read: Callable[[str], Item],
    key: Callable[[Item], Any],
    there: bool,
) -> tuple[Item, ...]:
    """Return what is left and what was added; what is to be taken away must be there, unless it need not."""
    kept = {key(item): item for item in held}
    for line in drop:
        found = key(read(line))
        if there and found not in kept:
            text = f"“{line}” is not on the lookout."
            raise BadInput(text, problems=[Problem(field, "change.unknown", text)])
        kept.pop(found, None)
    for line in add:
        item = read(line)
        kept.setdefault(key(item), item)
    return tuple(kept.values())
