"""Reading criteria, whom they selected, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from limen.core.access.gate import Viewer
from limen.core.criteria.disparity import Report, report
from limen.core.criteria.models import Consideration, Criterion, Selection, Trial
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.people.queries import visible
from limen.kernel import Subject, UnknownRecord

VIEW = "criteria.view"
EXAMINE = "criteria.examine"
EXAMINED = ("found", "nothing")


@dataclass(frozen=True, slots=True)
class Measures:
    """What a criterion cost and what came of it, as it now stands.

    Args:
        selected: whom it selected.
        open: who of these waits to be examined.
        passed: whom nobody examined in time.
        examined: whom an officer examined.
        found: with whom something was found.
        minutes: what the examinations cost.
    """

    selected: int = 0
    open: int = 0
    passed: int = 0
    examined: int = 0
    found: int = 0
    minutes: int = 0

    @property
    def percent(self) -> str:
        """Return in how many of those examined something was found."""
        return f"{100 * self.found / self.examined:.1f} %" if self.examined else ""

    @property
    def minutes_each(self) -> str:
        """Return what it costs to find something once."""
        return f"{self.minutes / self.found:.0f}" if self.found else ""


def searched(
    *, viewer: Viewer, state: str = "", purpose: str = "", category: str = "", words: str = ""
) -> QuerySet[Criterion]:
    """Return criteria by state, purpose, category of data and words of name or basis; they name nobody."""
    viewer.require(VIEW)
    rows = Criterion.objects.select_related("author", "approver")
    rows = rows.annotate(chosen=Count("selections"), finds=Count("selections", filter=Q(selections__state="found")))
    if state:
        rows = rows.filter(state=state)
    if purpose:
        rows = rows.filter(purpose=purpose)
    if category:
        # a list of closed words as text, on either database
        rows = rows.filter(categories__icontains=f'"{category}"')
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(basis__icontains=word))
    return rows.order_by("name", "pk")


def criterion(identifier: Any, *, viewer: Viewer) -> Criterion:
    """Return one criterion; it names nobody.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    rows = Criterion.objects.select_related("author", "approver", "issued_by")
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such criterion.")
    return found


def trials(of: Criterion, *, viewer: Viewer) -> list[Trial]:
    """Return the trials of a criterion, newest first; counts alone."""
    viewer.require(VIEW)
    return list(of.trials.all()[:20])


def tried_on(of: Trial, *, viewer: Viewer) -> Report:
    """Return on whom a trial says a criterion falls; counts, with few people hidden."""
    viewer.require(VIEW)
    return report(of.groups.get("considered", {}), of.groups.get("selected", {}), _few(viewer))


def measures(of: Criterion, *, viewer: Viewer, edition: int | None = None) -> Measures:
    """Return what a criterion cost and found, in one edition or all; people sealed from the viewer are not counted."""
    viewer.require(VIEW)
    rows = Selection.objects.filter(_knowable(viewer), criterion=of)
    if edition is not None:
        rows = rows.filter(edition=edition)
    counted = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    examined = sum(counted.get(state, 0) for state in EXAMINED)
    minutes = rows.aggregate(minutes=Sum("minutes"))["minutes"] or 0
    return Measures(
        sum(counted.values()),
        counted.get("open", 0),
        counted.get("passed", 0),
        examined,
        counted.get("found", 0),
        minutes,
    )


def falls_on(of: Criterion, *, viewer: Viewer) -> Report | None:
    """Return on whom a criterion has fallen since it was approved; counts, with few people hidden.

    Considered are the travellers who were put before the criteria since then. None before it was ever in force.
    """
    viewer.require(VIEW)
    if of.approved_at is None:
        return None
    considered: dict[str, dict[str, int]] = {}
    for groups in Consideration.objects.filter(at__gte=of.approved_at).values_list("groups", flat=True).iterator():
        for dimension, counts in groups.items():
            mine = considered.setdefault(dimension, {})
            for group, number in counts.items():
                mine[group] = mine.get(group, 0) + number
    selected: dict[str, dict[str, int]] = {}
    rows = Selection.objects.filter(_knowable(viewer), criterion=of, edition=of.edition)
    for groups in rows.values_list("groups", flat=True).iterator():
        for dimension, group in groups.items():
            mine = selected.setdefault(dimension, {})
            mine[group] = mine.get(group, 0) + 1
    return report(considered, selected, _few(viewer))


def queue(
    *, viewer: Viewer, state: str = "open", criterion: str = "", words: str = "", everywhere: bool = False
) -> QuerySet[Selection]:
    """Return who is selected, by state, criterion and words of the label; ``looked_at`` logs what of it was shown.

    At a port, those expected there and those of whom it is not known where; elsewhere, or asked so, all.
    """
    viewer.require(EXAMINE)
    rows = Selection.objects.filter(_knowable(viewer)).select_related("criterion", "place", "examined_by")
    if state:
        rows = rows.filter(state=state)
    if criterion:
        rows = rows.filter(criterion__name__icontains=criterion)
    for word in words.split():
        rows = rows.filter(label__icontains=word)
    if not everywhere and getattr(viewer.place, "kind", "") == "port":
        rows = rows.filter(Q(place=viewer.place.id) | Q(place=None))
    return rows.order_by("expected_at", "selected_at", "pk")


def looked_at(
    rows: Iterable[Selection], *, viewer: Viewer, what: str = "criteria.selections", words: str = ""
) -> list[Selection]:
    """Log that selections were shown, and return them."""
    found = list(rows)
    subjects = [Subject("criteria.selection", row.pk) for row in found]
    subjects += [Subject("people.person", row.person_id) for row in found if row.person_id]
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=subjects,
        plain={"shown": len(found)},
        personal={"words": words} if words else None,
    )
    return found


def selection(identifier: Any, *, viewer: Viewer) -> Selection:
    """Return one selection; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(EXAMINE)
    rows = Selection.objects.filter(_knowable(viewer)).select_related("criterion", "place", "examined_by", "person")
    found = rows.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such selection.")
    looked_at([found], viewer=viewer, what="criteria.selection")
    return found


def why(record: str, subject: Any, *, viewer: Viewer) -> list[Selection]:
    """Return what selected an office's record, for who examines; nothing to who does not. Logged where it shows any."""
    if not viewer.may(EXAMINE):
        return []
    rows = Selection.objects.filter(_knowable(viewer), subject_record=record, subject=subject)
    found = list(rows.select_related("criterion", "place"))
    return looked_at(found, viewer=viewer, what="criteria.why") if found else []


def consideration(identifier: Any, *, viewer: Viewer) -> Consideration:
    """Return how many of a voyage were put before the criteria; it names nobody.

    Raises:
        UnknownRecord: when there is none.
    """
    viewer.require(VIEW)
    found = Consideration.objects.filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such consideration.")
    return found


def newest(of: Criterion, *, viewer: Viewer) -> Any:
    """Return when something was last found by a criterion; it names nobody."""
    viewer.require(VIEW)
    return of.selections.filter(_knowable(viewer), state="found").aggregate(at=Max("examined_at"))["at"]


def _knowable(viewer: Viewer) -> Q:
    if viewer.may("people.view"):
        return Q(person=None) | Q(person__in=visible(viewer))
    return Q(person=None) | Q(person__sealed="")


def _few(viewer: Viewer) -> int:
    return int(lawbook().value("criteria.few", viewer.day).value)


READERS = {
    "criteria.criterion": criterion,
    "criteria.selection": selection,
    "criteria.consideration": consideration,
}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "criteria.criterion": (
        "name",
        "basis",
        "purpose",
        "categories",
        "condition",
        "handling",
        "starts",
        "sunset",
        "edition",
        "author_id",
        "approver_id",
        "approved_at",
        "reason",
    ),
    "criteria.selection": (
        "criterion_id",
        "edition",
        "subject_record",
        "subject",
        "label",
        "person_id",
        "place_id",
        "expected_at",
        "selected_at",
        "examined_at",
        "examined_by_id",
        "minutes",
        "finding",
        "remarks",
    ),
    "criteria.consideration": ("label", "at", "criteria", "considered", "selected"),
}
"""What a reader may have of each as data."""
