"""Reading schools, sponsors and their officials: the government's officers see all, a school's people their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.looking import one
from limen.offices.sevis.acts.sanctions import stayed, waits
from limen.offices.sevis.models import (
    Allotment,
    Official,
    Sanction,
    School,
    SchoolChange,
    SchoolDecision,
    SchoolVisit,
    Sponsor,
)
from limen.offices.sevis.reach import OVERSEE, within_reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limen.core.access.gate import Viewer

VIEW = "sevis.view"
FEW = 8
"""The most records that a lookup offers to choose from."""
HELD = ("initial", "active")
SCHOOL_AWAITS = {
    "recertification": Q(recertification_filed_on__isnull=False),
    "change": Exists(SchoolChange.objects.filter(school=OuterRef("pk"), state="proposed")),
    "appeal": Exists(
        SchoolDecision.objects.filter(school=OuterRef("pk"), appeal_decided_on=None).exclude(appealed_on=None)
    ),
}
SPONSOR_AWAITS = {
    "redesignation": Q(redesignation_filed_on__isnull=False),
    "forms": Exists(Allotment.objects.filter(sponsor=OuterRef("pk"), state="asked")),
}
"""What may be awaited, each with its condition."""


@dataclass(frozen=True, slots=True)
class Left:
    """How a closing school parts with its students.

    Args:
        began: how many there were when closing began.
        ways: how many went which way.
        left: how many are still there, whoever came after closing began included.
    """

    began: int
    ways: dict[str, int]
    left: int


def school(identifier: Any, *, viewer: Viewer) -> School:
    """Return one school.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = School.objects.select_related("place").filter(within_reach(viewer, ""))
    found: School = one(rows, identifier, "No such school.")
    return found


def sponsor(identifier: Any, *, viewer: Viewer) -> Sponsor:
    """Return one sponsor.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    rows = Sponsor.objects.select_related("place").filter(within_reach(viewer, ""))
    found: Sponsor = one(rows, identifier, "No such sponsor.")
    return found


def official(identifier: Any, *, viewer: Viewer) -> Official:
    """Return one official.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Official = one(officials(viewer=viewer, state="any"), identifier, "No such official.")
    return found


def change(identifier: Any, *, viewer: Viewer) -> SchoolChange:
    """Return one change of a school.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: SchoolChange = one(changes(viewer=viewer), identifier, "No such change.")
    return found


def allotment(identifier: Any, *, viewer: Viewer) -> Allotment:
    """Return one request for forms.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Allotment = one(allotments(viewer=viewer), identifier, "No such request.")
    return found


def schools(
    *,
    viewer: Viewer,
    words: str = "",
    state: str = "",
    due_by: date | None = None,
    waiting: str = "",
    unvisited: bool = False,
) -> QuerySet[School]:
    """Return the schools within reach by name or code, standing, when their certificate ends, what they await."""
    viewer.require(VIEW)
    rows = School.objects.select_related("place").filter(within_reach(viewer, ""))
    for token in words.split():
        rows = rows.filter(Q(name__icontains=token) | Q(code__icontains=token) | Q(region__iexact=token))
    if state:
        rows = rows.filter(state=state)
    if due_by is not None:
        rows = rows.filter(certified_until__lte=due_by, state__in=("certified", "intent_served", "closing"))
    if unvisited:
        rows = rows.filter(~Exists(SchoolVisit.objects.filter(school=OuterRef("pk")).exclude(done_on=None)))
    if waiting:
        rows = rows.filter(SCHOOL_AWAITS[waiting])
    active = Count("students", filter=Q(students__state="active"))
    return rows.annotate(active=active).order_by("name", "pk")


def sponsors(
    *,
    viewer: Viewer,
    words: str = "",
    state: str = "",
    category: str = "",
    waiting: str = "",
    due_by: date | None = None,
) -> QuerySet[Sponsor]:
    """Return the sponsors within reach by name or number, standing, category, when they are due, what they await."""
    viewer.require(VIEW)
    rows = Sponsor.objects.select_related("place").filter(within_reach(viewer, ""))
    for token in words.split():
        rows = rows.filter(Q(name__icontains=token) | Q(number__icontains=token) | Q(region__iexact=token))
    if state:
        rows = rows.filter(state=state)
    if due_by is not None:
        rows = rows.filter(designated_until__lte=due_by, state__in=("designated", "suspended"))
    if category:
        # lists in JSON are searched as text, which both databases can do; a code stands in quotes
        rows = rows.filter(categories__icontains=f'"{category}"')
    if waiting:
        rows = rows.filter(SPONSOR_AWAITS[waiting])
    active = Count("visitors", filter=Q(visitors__state="active"))
    return rows.annotate(active=active).order_by("name", "pk")


def officials(*, viewer: Viewer, words: str = "", role: str = "", state: str = "") -> QuerySet[Official]:
    """Return the officials within reach: those who speak for somebody now, unless another standing is asked."""
    viewer.require(VIEW)
    rows = Official.objects.select_related("account", "school__place", "sponsor__place", "campus")
    if not viewer.may(OVERSEE):
        rows = rows.filter(within_reach(viewer, "school") | within_reach(viewer, "sponsor"))
    for token in words.split():
        of = Q(school__name__icontains=token) | Q(sponsor__name__icontains=token)
        called = Q(account__full_name__icontains=token) | Q(name__icontains=token)
        rows = rows.filter(of | called | Q(school__code__icontains=token) | Q(sponsor__number__icontains=token))
    if role:
        rows = rows.filter(role=role)
    if state != "any":
        rows = rows.filter(state=state) if state else rows.filter(state__in=("active", "proposed"))
    return rows.order_by("role", "account__full_name", "name", "pk")


def changes(*, viewer: Viewer, state: str = "") -> QuerySet[SchoolChange]:
    """Return what schools within reach said has changed, the latest first."""
    viewer.require(VIEW)
    rows = SchoolChange.objects.select_related("school__place").filter(within_reach(viewer, "school"))
    return (rows.filter(state=state) if state else rows).order_by("-told_on", "pk")


def allotments(*, viewer: Viewer, state: str = "") -> QuerySet[Allotment]:
    """Return what forms sponsors within reach asked for, the latest first."""
    viewer.require(VIEW)
    rows = Allotment.objects.select_related("sponsor__place").filter(within_reach(viewer, "sponsor"))
    return (rows.filter(state=state) if state else rows).order_by("-asked_on", "pk")


def own(viewer: Viewer) -> School | Sponsor | None:
    """Return the school or sponsor whose place the viewer works at; None for the government's officers."""
    viewer.require(VIEW)
    if viewer.place is None:
        return None
    here = {"place": viewer.place.pk}
    school_here = School.objects.select_related("place").filter(**here).first()
    return school_here or Sponsor.objects.select_related("place").filter(**here).first()


def states_of(record: School | Sponsor) -> dict[str, int]:
    """Return how many students or exchange visitors of an organisation stand in each state."""
    rows: Any = record.students if isinstance(record, School) else record.visitors
    return dict(rows.order_by().values_list("state").annotate(number=Count("pk")))


def still_there(record: Sponsor) -> int:
    """Return how many exchange visitors are still in a sponsor's programme."""
    return record.visitors.filter(state__in=HELD).count()


def has_students(record: School) -> bool:
    """Return whether students are still with a school."""
    return record.students.filter(state__in=HELD).exists()


def forms_filed(record: School | Sponsor, *, viewer: Viewer) -> list[Paper]:
    """Return the forms that an organisation filed, the latest first, without their contents."""
    viewer.require(VIEW)
    return list(Paper.objects.defer("pdf", "data").filter(about=record.pk).order_by("-created_at", "-pk"))


def leaving(record: School) -> Left:
    """Return how a school that closes, or was withdrawn, parts with its students."""
    ways: dict[str, int] = {}
    for at, state in record.leaving.values_list("student__school", "student__state"):
        way = "transferred" if at != record.pk else state
        ways[way] = ways.get(way, 0) + 1
    left = record.students.filter(state__in=HELD).count()
    return Left(sum(ways.values()), dict(sorted(ways.items())), left)


def school_known_by(text: str, *, viewer: Viewer) -> Sequence[School]:
    """Return the schools a person knows by a text.

    The government's officers find any by code or words of its name. A school's people name another only by its whole
    code, which is public: they learn its name, to transfer a student there, and nothing else of it.
    """
    viewer.require(VIEW)
    exact = School.objects.filter(code__iexact=text.strip())
    found = list(exact[:1])
    return found or list(schools(viewer=viewer, words=text)[:FEW])


def sponsor_known_by(text: str, *, viewer: Viewer) -> Sequence[Sponsor]:
    """Return the sponsors a person knows by a number or words of a name; another's only by its whole number."""
    viewer.require(VIEW)
    found = list(Sponsor.objects.filter(number__iexact=text.strip())[:1])
    return found or list(sponsors(viewer=viewer, words=text)[:FEW])


def official_known_by(text: str, *, viewer: Viewer) -> Sequence[Official]:
    """Return the officials within reach that a person knows by a name."""
    return list(officials(viewer=viewer, words=text)[:FEW])


def number_of(key: str, day: date) -> int:
    """Return a number of the law pack on a day."""
    return int(lawbook().value(key, day).value)


def sanctions(record: Sponsor) -> Sequence[Sanction]:
    """Return the sanctions against a sponsor, each with the review of it."""
    return list(record.sanctions.select_related("review"))


def may_be_revoked(sanction: Sanction, day: date) -> bool:
    """Return whether a designation may be ended now: as announced and upheld, with no review to wait for."""
    said = lawbook().codes("sponsor_sanctions").get(sanction.kind, day)
    if said is None or not waits(said.attributes) or sanction.confirmed_on is None:
        return False
    return not stayed(sanction, said.attributes, day) and day >= (sanction.effective_on or day)


READERS: dict[str, object] = {
    "sevis.school": school,
    "sevis.sponsor": sponsor,
    "sevis.official": official,
    "sevis.schoolchange": change,
    "sevis.allotment": allotment,
}
SHOWN: dict[str, tuple[str, ...]] = {
    "sevis.school": (
        *("code", "name", "kind", "visa_types", "place_id", "ownership", "owner", "head", "accreditation", "address"),
        *("region", "phone", "email", "website", "average_students", "filed_on", "certified_on", "certified_until"),
        *("recertification_filed_on", "petition_pending", "officials_confirmed_on", "closing_on", "ended_on"),
    ),
    "sevis.sponsor": (
        *("number", "name", "categories", "place_id", "head", "address", "region", "phone", "email", "website"),
        *("reporting_year", "purpose", "activities", "filed_on", "designated_on", "designated_until"),
        *("redesignation_filed_on", "reported_until", "forms_allotted", "forms_used", "suspended_until", "ended_on"),
    ),
    "sevis.official": (
        *("school_id", "sponsor_id", "campus_id", "role", "called", "position", "duties", "standing", "trained_on"),
        *("since", "until"),
    ),
    "sevis.schoolchange": ("school_id", "wanted", "was", "happened_on", "told_on", "late", "decided_on", "why"),
    "sevis.allotment": ("sponsor_id", "asked", "why", "asked_on", "granted", "decided_on", "says"),
}
LOOKUPS: dict[str, object] = {
    "sevis.school": school_known_by,
    "sevis.sponsor": sponsor_known_by,
    "sevis.official": official_known_by,
}
