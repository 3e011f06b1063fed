"""Reading decisions on custody: determinations, bonds, supervision, habeas, reviews, detainers, people to take over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from limen.core import looking
from limen.core.access.gate import Viewer
from limen.core.custody.models import OPEN as HELD
from limen.core.custody.models import Stay
from limen.core.lawbook import lawbook
from limen.core.people.queries import visible
from limen.core.referrals import queries as referrals
from limen.core.referrals.models import Referral
from limen.offices.removal.custody_rules import held_by_referral
from limen.offices.removal.models import (
    Bond,
    CheckIn,
    Detainer,
    Determination,
    Habeas,
    Review,
    Supervision,
    Takeover,
)

VIEW = "removal.decisions"
OFFICE = "removal"
UNDER_WAY = {
    "bond": ("set", "stayed", "posted"),
    "supervision": ("active", "violated"),
    "review": ("opened", "notified", "interviewed"),
    "detainer": ("issued", "acknowledged", "declined"),
    "habeas": ("filed", "ordered", "returned"),
    "takeover": ("awaited",),
}
"""The states in which a record of each kind still asks for something."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person referred to this office and not taken over yet.

    Args:
        referral: the referral.
        stay: the custody they are in, none where nobody has taken them yet.
    """

    referral: Referral
    stay: Stay | None


def _of(model: Any, viewer: Viewer) -> QuerySet[Any]:
    viewer.require(VIEW)
    rows: QuerySet[Any] = model.objects.filter(person__in=visible(viewer)).select_related("person")
    return rows


def _log(viewer: Viewer, what: str, rows: Iterable[Any], **plain: Any) -> None:
    people = [("people.person", row.person_id) for row in rows]
    looking.log(viewer, what, people, shown=len(people), **plain)


def looked_at(rows: list[Any], *, viewer: Viewer, what: str) -> list[Any]:
    """Log that a list was shown, and return it."""
    _log(viewer, what, rows)
    return rows


def _one(rows: QuerySet[Any], identifier: Any, name: str) -> Any:
    return looking.one(rows, identifier, f"No such {name}.")


def determination(identifier: Any, *, viewer: Viewer) -> Determination:
    """Return one determination; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Determination = _one(
        _of(Determination, viewer).select_related("stay__place", "decided_by"), identifier, "determination"
    )
    _log(viewer, "removal.determination", [found])
    return found


def ways_open(of: Determination, *, viewer: Viewer) -> list[str]:
    """Return the ways out that the service may choose for the person of a determination, as they are held now."""
    row = lawbook().codes("custody_bases").get(of.stay.authority, viewer.day)
    return list(row.attributes["ways"]) if row is not None and of.stay.state in HELD else []


def bond(identifier: Any, *, viewer: Viewer) -> Bond:
    """Return one bond; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = _of(Bond, viewer).select_related("stay__place", "place")
    found: Bond = _one(rows, identifier, "bond")
    _log(viewer, "removal.bond", [found])
    return found


def supervision(identifier: Any, *, viewer: Viewer) -> Supervision:
    """Return one supervision with its reports; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    reports = Prefetch("check_ins", CheckIn.objects.select_related("by"))
    rows = _of(Supervision, viewer).select_related("stay__place", "office", "ordered_by").prefetch_related(reports)
    found: Supervision = _one(rows, identifier, "supervision")
    _log(viewer, "removal.supervision", [found])
    return found


def habeas(identifier: Any, *, viewer: Viewer) -> Habeas:
    """Return one habeas petition; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Habeas = _one(_of(Habeas, viewer).select_related("stay__place"), identifier, "habeas petition")
    _log(viewer, "removal.habeas", [found])
    return found


def review(identifier: Any, *, viewer: Viewer) -> Review:
    """Return one review with its plans of release; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = _of(Review, viewer).select_related("stay__place", "place", "decided_by").prefetch_related("plans")
    found: Review = _one(rows, identifier, "review")
    _log(viewer, "removal.review", [found])
    return found


def detainer(identifier: Any, *, viewer: Viewer) -> Detainer:
    """Return one detainer; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = _of(Detainer, viewer).select_related("place", "issued_by", "stay")
    found: Detainer = _one(rows, identifier, "detainer")
    _log(viewer, "removal.detainer", [found])
    return found


def takeover(identifier: Any, *, viewer: Viewer) -> Takeover:
    """Return one taking over; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = _of(Takeover, viewer).select_related("stay__place", "place", "referral", "accepted_by")
    found: Takeover = _one(rows, identifier, "takeover")
    _log(viewer, "removal.takeover", [found])
    return found


def bonds(*, viewer: Viewer, state: str = "") -> QuerySet[Bond]:
    """Return the bonds of the viewer's place in a state, newest first; those under way when none is named."""
    rows = _of(Bond, viewer).filter(place=viewer.place.id, state__in=(state,) if state else UNDER_WAY["bond"])
    return rows.select_related("stay__place").order_by("-set_at", "pk")


def supervised(*, viewer: Viewer, show: str = "", kind: str = "", day: date | None = None) -> QuerySet[Supervision]:
    """Return who is supervised from the viewer's place, the next report first.

    Args:
        viewer: who looks.
        show: ``today`` (due on the day), ``missed`` (due before it), ``remind`` (due so soon after it that the person
            is reminded), ``soon`` (due after it), ``over``.
        kind: only those of a kind.
        day: the day; the viewer's own when none is given.
    """
    on = day or viewer.day
    rows = _of(Supervision, viewer).filter(office=viewer.place.id)
    rows = (
        rows.exclude(state__in=UNDER_WAY["supervision"])
        if show == "over"
        else rows.filter(state__in=UNDER_WAY["supervision"])
    )
    ahead = on + timedelta(days=lawbook().value("policy.check_in_remind_days", on).value)
    narrowed = {
        "today": Q(next_on=on),
        "missed": Q(next_on__lt=on),
        "remind": Q(next_on__gt=on, next_on__lte=ahead),
        "soon": Q(next_on__gt=on),
    }
    rows = rows.filter(narrowed.get(show, Q()))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.select_related("office").order_by("next_on", "pk")


def reviews(*, viewer: Viewer, kind: str = "", state: str = "", by: date | None = None) -> QuerySet[Review]:
    """Return the reviews of people held at the viewer's place, the earliest due first.

    Args:
        viewer: who looks.
        kind: only those of a kind.
        state: only those in a state; those open when none is named.
        by: only those due by a day.
    """
    rows = _of(Review, viewer).filter(stay__place=viewer.place.id)
    rows = rows.filter(state__in=(state,) if state else UNDER_WAY["review"])
    if kind:
        rows = rows.filter(kind=kind)
    if by is not None:
        rows = rows.filter(due_on__lte=by)
    return rows.select_related("stay__place").order_by("due_on", "pk")


def detainers(*, viewer: Viewer, state: str = "", by: datetime | None = None) -> QuerySet[Detainer]:
    """Return the detainers of the viewer's place; those whose other custody ended or ends soonest come first.

    Args:
        viewer: who looks.
        state: only those in a state; those that stand when none is named.
        by: only those whose other custody has ended, or is expected to by a moment.
    """
    rows = _of(Detainer, viewer).filter(place=viewer.place.id)
    rows = rows.filter(state__in=(state,) if state else UNDER_WAY["detainer"])
    if by is not None:
        rows = rows.filter(Q(release_expected__lte=by) | Q(ended_at__isnull=False))
    return rows.select_related("issued_by").order_by("release_expected", "pk")


def petitions(*, viewer: Viewer, state: str = "") -> QuerySet[Habeas]:
    """Return habeas petitions of people held at the viewer's place, newest first; those open when no state is named."""
    rows = _of(Habeas, viewer).filter(stay__place=viewer.place.id)
    rows = rows.filter(state__in=(state,) if state else UNDER_WAY["habeas"])
    return rows.select_related("stay__place").order_by("-filed_on", "pk")


def referred(*, viewer: Viewer) -> QuerySet[Referral]:
    """Return the people referred to this office at the viewer's place and not taken over, the earliest due first.

    Those are left out who are at liberty, and whom nobody asks to hold: their proceedings come here, they do not.
    """
    viewer.require(VIEW)
    rows = referrals.queue(viewer=viewer, office=OFFICE).filter(person__isnull=False, takeover=None)
    held = Stay.objects.filter(state__in=HELD).values("person")
    asked = list(held_by_referral(lawbook(), viewer.day))
    return rows.filter(Q(person__in=held) | Q(reason__in=asked)).order_by("due_at", "pk")


def waiting(rows: Iterable[Referral], *, viewer: Viewer) -> list[Waiting]:
    """Return people to be taken over with the custody they are in; that the viewer looked is logged."""
    found = list(rows)
    people = [row.person_id for row in found]
    stays = Stay.objects.filter(person__in=people, state__in=HELD).select_related("place", "person")
    of = {stay.person_id: stay for stay in stays}
    _log(viewer, "removal.waiting", found)
    return [Waiting(row, of.get(row.person_id) if row.person_id else None) for row in found]


def on_the_way(*, viewer: Viewer) -> list[Takeover]:
    """Return who was accepted and is on the way to the viewer's place; logged."""
    rows = _of(Takeover, viewer).filter(place=viewer.place.id, state="awaited").select_related("stay__place")
    found = list(rows.order_by("accepted_at", "pk"))
    _log(viewer, "removal.on_the_way", found)
    return found


def of_person(person_id: Any, *, viewer: Viewer) -> list[Any]:
    """Return every decision on a person's custody, the newest first; logged."""
    return _listed(Q(person=person_id), viewer, "removal.decisions_of_person")


def of_stay(stay_id: Any, *, viewer: Viewer) -> list[Any]:
    """Return every decision on a stay in custody, the newest first; logged."""
    return _listed(Q(stay=stay_id), viewer, "removal.decisions_of_stay")


MODELS = (Determination, Bond, Supervision, Habeas, Review, Detainer, Takeover)


def _listed(condition: Q, viewer: Viewer, what: str) -> list[Any]:
    found = [row for model in MODELS for row in _of(model, viewer).filter(condition)]
    found.sort(key=lambda row: (since(row), row.created_at), reverse=True)
    _log(viewer, what, found)
    return found


SINCE = {
    "removal.determination": "decided_at",
    "removal.bond": "set_at",
    "removal.supervision": "began_at",
    "removal.habeas": "filed_on",
    "removal.review": "opened_at",
    "removal.detainer": "issued_at",
    "removal.takeover": "accepted_at",
}
"""What says of each kind of decision when it was made, whenever it was written down."""


def since(row: Any) -> date:
    """Return the day a decision on custody was made."""
    made: date | datetime = getattr(row, SINCE[row.record_type])
    return timezone.localtime(made).date() if isinstance(made, datetime) else made


READERS = {
    "removal.determination": determination,
    "removal.bond": bond,
    "removal.supervision": supervision,
    "removal.habeas": habeas,
    "removal.review": review,
    "removal.detainer": detainer,
    "removal.takeover": takeover,
}
"""How each record is read before an act is done to it."""

SHOWN: dict[str, tuple[str, ...]] = {
    "removal.determination": (
        *("person_id", "stay_id", "under", "citation", "mandatory", "ground", "charges", "decision", "decided_at"),
        *("review_asked", "court", "judge", "judged_at", "parole_ground", "paroled_until"),
        *("parole_refused_at", "parole_ended_at"),
    ),
    "removal.bond": (
        *("person_id", "stay_id", "number", "amount", "service_amount", "set_by", "set_at", "place_id", "court"),
        *("judge", "ordered_at", "appealed_at", "conditions", "security", "receipt", "posted_at", "ended_at"),
    ),
    "removal.supervision": (
        *("person_id", "stay_id", "kind", "citation", "began_at", "office_id", "conditions", "ordered_on"),
        *("next_on", "ended_at"),
    ),
    "removal.habeas": (
        *("person_id", "stay_id", "court", "number", "filed_on", "ordered_at", "returned_at", "stayed_at"),
        *("stay_lifted_at", "decided_at", "judge"),
    ),
    "removal.review": (
        *("person_id", "stay_id", "kind", "opened_at", "place_id", "due_on", "acknowledged_at", "notified_at"),
        *("heard_at", "decided_at", "why"),
    ),
    "removal.detainer": (
        *("person_id", "agency", "county", "causes", "release_expected", "issued_at", "place_id", "answered_at"),
        *("ended_at", "lifted_why", "stay_id"),
    ),
    "removal.takeover": ("person_id", "referral_id", "stay_id", "accepted_at", "place_id", "received_at"),
}
"""What of each a reader may have as data."""
