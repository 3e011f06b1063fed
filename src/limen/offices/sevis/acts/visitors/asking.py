"""What a sponsor asks the department for one visitor, and what the department answers.

An extension beyond the longest time of the category, a change of category, a reinstatement after a substantive
infraction: the sponsor asks, the government decides, the sponsor acts on it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from limen.kernel import Act, Code, Lines, Scene
from limen.offices.sevis.acts.common import OVERSEE, VISITOR, VISITOR_RECORD
from limen.offices.sevis.acts.visitors.rules import beyond, category_of, grace, longest, require_sponsor
from limen.offices.sevis.models import Visitor, VisitorPermission
from limen.offices.sevis.ruling import refuse

EXTENSION, CATEGORY, REINSTATEMENT = "extension", "category", "reinstatement"
POWERS = {
    EXTENSION: "sevis.extend_visitor",
    CATEGORY: "sevis.change_category",
    REINSTATEMENT: "sevis.infraction",
}
ASKED = {REINSTATEMENT: "sevis.visitor_reinstatement_asked"}
REFUSED = {CATEGORY: "sevis.category_denied", REINSTATEMENT: "sevis.visitor_reinstatement_denied"}
"""The event of law that asking, or a refusal, is."""

Why = Annotated[str, Lines(3), Field(title="Why", min_length=5, max_length=500)]
Kind = Annotated[Literal["extension", "category", "reinstatement"], Field(title="What is asked")]


class AskPermission(
    Act,
    key="sevis.ask_visitor_permission",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=tuple(POWERS.values()),
):
    """Ask the department: to extend beyond the longest time, to change the category, to reinstate."""

    kind: Kind
    until: Annotated[date | None, Field(title="Until", description="For an extension")] = None
    category: Annotated[str, Code("visitor_categories"), Field(title="New category", max_length=4)] = ""
    reason: Why

    def authority(self, record: Any, scene: Scene) -> str:
        """Each is asked under a paragraph of its own."""
        return POWERS[self.kind]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """One thing is asked at a time, and it is one the department may give."""
        require_sponsor(record, scene)
        if open_request(record, self.kind) is not None:
            raise refuse("asked_already", "That has been asked and is not decided yet.", field="kind")
        {EXTENSION: self._extension, CATEGORY: self._category, REINSTATEMENT: self._reinstatement}[self.kind](
            record, scene
        )

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep what was asked."""
        record.permissions.create(
            kind=self.kind, until=self.until, category=self.category, reason=self.reason, asked_on=scene.day
        )
        scene.marks.extend(filter(None, [ASKED.get(self.kind)]))
        return record

    def _extension(self, record: Visitor, scene: Scene) -> None:
        _lasts(record)
        if self.until is None or self.until <= record.ends:
            raise refuse("extension_earlier", "Say until when; later than the programme ends now.", field="until")
        row = category_of(record.category, scene)
        limit = longest(row, record.counted_from, scene.law, scene.day)
        most = beyond(row, limit, scene.law, scene.day)
        if most.last is not None and self.until > most.last:
            text = f"“{row.title}” is not extended beyond {most.last}."
            raise refuse("extension_never", text, most.citation, "until")

    def _category(self, record: Visitor, scene: Scene) -> None:
        _lasts(record)
        if not self.category or self.category == record.category:
            raise refuse("category_same", "Say which other category.", field="category")
        check_category(record, self.category, scene)

    def _reinstatement(self, record: Visitor, scene: Scene) -> None:
        last = scene.law.value("sevis.infraction_last_days", scene.day)
        if without_status(record, scene) > last.value:
            text = f"Nobody is reinstated after {last.value} days without status."
            raise refuse("reinstatement_late", text, last.citation, "kind")


class WithdrawRequest(
    Act,
    key="sevis.withdraw_visitor_request",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=tuple(POWERS.values()),
):
    """Withdraw what was asked of the department."""

    kind: Kind

    def authority(self, record: Any, scene: Scene) -> str:
        """Each was asked under a paragraph of its own."""
        return POWERS[self.kind]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """Something is asked."""
        require_sponsor(record, scene)
        require_open(record, self.kind)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say that it was withdrawn."""
        decide(record, self.kind, "Withdrawn by the sponsor.", scene, given=False)
        if self.kind == REINSTATEMENT:
            scene.marks.append("sevis.visitor_reinstatement_withdrawn")
        return record


class GrantPermission(
    Act,
    key="sevis.grant_visitor_permission",
    on=VISITOR,
    permission=OVERSEE,
    authorities=tuple(POWERS.values()),
):
    """Grant what a sponsor asked for a visitor."""

    kind: Kind
    reason: Why

    def authority(self, record: Any, scene: Scene) -> str:
        """Each is granted under a paragraph of its own."""
        return POWERS[self.kind]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """Something is asked."""
        require_open(record, self.kind)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the decision."""
        decide(record, self.kind, self.reason, scene, given=True)
        return record


class RefusePermission(
    Act,
    key="sevis.refuse_visitor_permission",
    on=VISITOR,
    permission=OVERSEE,
    authorities=tuple(POWERS.values()),
):
    """Refuse what a sponsor asked for a visitor."""

    kind: Kind
    reason: Why

    def authority(self, record: Any, scene: Scene) -> str:
        """Each is refused under a paragraph of its own."""
        return POWERS[self.kind]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """Something is asked."""
        require_open(record, self.kind)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep the decision; after a change of category was denied there is time to travel."""
        decide(record, self.kind, self.reason, scene, given=False)
        scene.marks.extend(filter(None, [REFUSED.get(self.kind)]))
        if self.kind == CATEGORY:
            grace(record, "sevis.grace_days_category_denied", scene.day, scene)
        return record


def _lasts(record: Visitor) -> None:
    """Refuse to ask for what only a programme that lasts can be given."""
    if record.state != "active":
        raise refuse("programme_over", "The programme has ended: only reinstatement can be asked for.", field="kind")


def check_category(record: Visitor, category: str, scene: Scene) -> None:
    """Return when a visitor's sponsor is designated for another category.

    Raises:
        GuardRefused: otherwise.
    """
    row = category_of(category, scene)
    if category not in record.sponsor.categories:
        cited = scene.law.require_authority("sevis.designate_sponsor", scene.day).citation
        text = f"The sponsor is not designated for the category “{row.title}”."
        raise refuse("category_not_designated", text, cited, "category")


def open_request(record: Visitor, kind: str) -> VisitorPermission | None:
    """Return what was asked and is not decided, or None."""
    found: VisitorPermission | None = record.permissions.filter(kind=kind, granted=None).first()
    return found


def require_open(record: Visitor, kind: str) -> VisitorPermission:
    """Return what was asked and is not decided.

    Raises:
        GuardRefused: when there is nothing.
    """
    found = open_request(record, kind)
    if found is None:
        raise refuse("nothing_asked", "Nothing of that kind is asked.", field="kind")
    return found


def decide(record: Visitor, kind: str, reason: str, scene: Scene, *, given: bool) -> None:
    """Keep what was decided on a request."""
    asked = require_open(record, kind)
    asked.granted, asked.decided_on, asked.decision = given, scene.day, reason
    asked.save()


def granted(record: Visitor, kind: str) -> VisitorPermission | None:
    """Return what the department granted and nobody has acted on yet, or None."""
    found: VisitorPermission | None = record.permissions.filter(kind=kind, granted=True, used_on=None).last()
    return found


def spend(record: Visitor, kind: str, scene: Scene) -> None:
    """Say that a permission was acted on."""
    held = granted(record, kind)
    if held is not None:
        held.used_on = scene.day
        held.save()


def without_status(record: Visitor, scene: Scene) -> int:
    """Return how many days a visitor has been without valid status; none while the programme lasts."""
    since = record.ended_on or record.ends
    return max(0, (scene.day - since).days)
