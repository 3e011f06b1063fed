"""Reading students and their dependants: each school its own, the government every one.

A school knows who its own students are, whatever compartment the rest of the service keeps them in; what it is shown
is its own record and nothing else of the person. Whoever else reads is not shown whom they may not know of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from limen.core.access.gate import Viewer
from limen.core.casefile.queries import Event, events_about
from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.core.looking import log, one, unsealed
from limen.core.people.queries import one_person
from limen.offices.sevis.matching import likely
from limen.offices.sevis.models import Dependant, Student, Tenure
from limen.offices.sevis.queries.finding import named, numbered
from limen.offices.sevis.reach import OVERSEE, within_reach

VIEW = "sevis.view"
STATUS = "sevis.status"
LIVE = ("draft", "initial", "active")
MET = ("initial", "active", "completed", "terminated")
"""States in which somebody of that name may stand at a port."""
WITH = ("person", "school__place", "campus", "transfer_to", "came_from")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of students is narrowed to; empty parts narrow nothing."""

    text: str = ""
    state: str = ""
    level: str = ""
    visa_type: str = ""
    country: str = ""
    due_by: Any = None
    school: str = ""


def reachable(viewer: Viewer) -> QuerySet[Student]:
    """Return the students whose records a viewer may read."""
    viewer.require(VIEW)
    rows = Student.objects.select_related(*WITH).filter(within_reach(viewer))
    return rows.filter(unsealed(viewer)) if viewer.may(OVERSEE) else rows


def students(*, viewer: Viewer, wanted: Wanted = Wanted()) -> QuerySet[Student]:
    """Return students by name: those whose record lives, or those in a state.

    The list names people, so that the viewer looked is logged by ``students_looked_at``.
    """
    rows = reachable(viewer)
    rows = rows.filter(state=wanted.state) if wanted.state else rows.filter(state__in=(*LIVE, "completed"))
    exact = {"level": wanted.level, "visa_type": wanted.visa_type, "person__nationality": wanted.country.upper()}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.school:
        rows = rows.filter(Q(school__code__istartswith=wanted.school) | Q(school__name__icontains=wanted.school))
    if wanted.due_by:
        ends = Q(ends__lte=wanted.due_by) & Q(state="active")
        rows = rows.filter(Q(next_due__lte=wanted.due_by) | ends | Q(release_on__lte=wanted.due_by))
    return named(rows, wanted.text)


def students_looked_at(rows: Iterable[Student], *, viewer: Viewer, what: str = "sevis.students") -> list[Student]:
    """Log that a list of students was shown, and return it."""
    found = list(rows)
    log(viewer, what, [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def student(identifier: Any, *, viewer: Viewer) -> Student:
    """Return one student; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    rows = reachable(viewer).prefetch_related(
        "trainings__employers", "loads", "sessions", "happenings", "tenures__school"
    )
    found: Student = one(rows, identifier, "No such student.")
    log(viewer, "sevis.student", [("sevis.student", found.pk), ("people.person", found.person_id)])
    return found


def by_number(sevis_id: str, *, viewer: Viewer) -> Student:
    """Return the student with a SEVIS ID; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: Student = numbered(reachable(viewer), sevis_id, "No such student.")
    log(viewer, "sevis.student", [("sevis.student", found.pk), ("people.person", found.person_id)])
    return found


def known_by(text: str, *, viewer: Viewer) -> list[Student]:
    """Return the students that are known by a name or a number, a few at most; the search is logged."""
    return students_looked_at(named(reachable(viewer), text)[:10], viewer=viewer, what="sevis.students_known_by")


def incoming(*, viewer: Viewer) -> list[Student]:
    """Return whose records are to pass to the viewer's school, and when; that the viewer looked is logged.

    Until the release date the new school knows who comes, from where and when, and no more.
    """
    viewer.require(VIEW)
    rows = Student.objects.select_related("person", "school").filter(transfer_to__place=viewer.place.pk)
    kept = (
        "sevis_id",
        "release_on",
        "state",
        "visa_type",
        "person",
        "person__surname",
        "person__given_names",
        "school",
    )
    found = list(rows.only(*kept, "school__name", "school__code").order_by("release_on", "pk"))
    log(viewer, "sevis.incoming", [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def former(*, viewer: Viewer) -> QuerySet[Tenure]:
    """Return what records that the viewer's school passed on were there, the latest first.

    The list names people, so that the viewer looked is logged by ``former_looked_at``.
    """
    viewer.require(VIEW)
    rows = Tenure.objects.select_related("student__person", "student__school", "school").filter(within_reach(viewer))
    if viewer.may(OVERSEE):
        rows = rows.filter(unsealed(viewer, "student__person"))
    return rows.order_by("-until", "pk")


def former_looked_at(rows: Iterable[Tenure], *, viewer: Viewer) -> list[Tenure]:
    """Log that a list of former students was shown, and return it."""
    found = list(rows)
    log(viewer, "sevis.former", [("people.person", row.student.person_id) for row in found], shown=len(found))
    return found


def of_person(person_id: Any, *, viewer: Viewer) -> list[Student]:
    """Return a person's records as a student, the newest first; that the viewer looked is logged.

    For the record itself ``student`` is asked: who may not read records is told the state alone.
    """
    viewer.require(STATUS)
    rows = Student.objects.select_related(*WITH).filter(person__in=one_person(person_id)).filter(unsealed(viewer))
    found = list(rows.order_by("-created_at", "-pk"))
    log(viewer, "sevis.status", [("people.person", person_id)], shown=len(found))
    return found


def student_alike(person_id: Any, *, viewer: Viewer) -> Student | None:
    """Return the one record that is likely a person's and not joined with them; that the viewer looked is logged."""
    viewer.require(STATUS)
    rows = Student.objects.select_related(*WITH).filter(state__in=MET).filter(unsealed(viewer))
    found: Student | None = likely(person_id, rows)
    log(viewer, "sevis.status", [("people.person", person_id)], likely=found is not None)
    return found


def dependants_of_person(person_id: Any, *, viewer: Viewer) -> list[Dependant]:
    """Return a person's records as a dependant, the newest first; that the viewer looked is logged."""
    viewer.require(STATUS)
    rows = Dependant.objects.select_related("person", "student__school", "visitor__sponsor")
    rows = rows.filter(person__in=one_person(person_id)).filter(unsealed(viewer))
    found = list(rows.order_by("-created_at", "-pk"))
    log(viewer, "sevis.status", [("people.person", person_id)], shown=len(found))
    return found


def dependant(identifier: Any, *, viewer: Viewer) -> Dependant:
    """Return one dependant; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    viewer.require(VIEW)
    reach = within_reach(viewer, "student__school") | within_reach(viewer, "visitor__sponsor")
    rows = Dependant.objects.select_related("person", "student__school__place", "student__person", "visitor__sponsor")
    rows = rows.filter(reach)
    if viewer.may(OVERSEE):
        rows = rows.filter(unsealed(viewer))
    found: Dependant = one(rows, identifier, "No such dependant.")
    log(viewer, "sevis.dependant", [("sevis.dependant", found.pk), ("people.person", found.person_id)])
    return found


def dependants(of: Student, *, viewer: Viewer) -> list[Dependant]:
    """Return a student's dependants; that the viewer looked is logged."""
    viewer.require(VIEW)
    found = list(of.dependants.select_related("person").order_by("created_at", "pk"))
    log(viewer, "sevis.dependants", [("people.person", row.person_id) for row in found], shown=len(found))
    return found


def deadlines(of: Student, *, viewer: Viewer) -> list[RunningClock]:
    """Return the deadlines that run for a student's record; ``student`` logged that the viewer looked at it."""
    viewer.require(VIEW)
    rows = RunningClock.objects.select_related("place").filter(subject=of.pk, closed_at=None)
    return list(rows.order_by("due_at", "pk"))


def history(of: Student, *, viewer: Viewer) -> list[Event]:
    """Return what was done to a student's record, the newest first, from the ledger's plain part."""
    viewer.require(VIEW)
    return events_about([of.pk])


def forms_of(about: Any, *, viewer: Viewer) -> list[Paper]:
    """Return the forms printed on a student's or dependant's record, without their contents; it is logged."""
    viewer.require(VIEW)
    found = list(Paper.objects.defer("pdf", "data").filter(about=about.pk).order_by("-created_at", "-pk"))
    log(viewer, "sevis.forms", [("people.person", about.person_id)], shown=len(found))
    return found


READERS: dict[str, object] = {"sevis.student": student, "sevis.dependant": dependant}
"""How a student and a dependant are read before an act is done to them."""

SHOWN: dict[str, tuple[str, ...]] = {
    "sevis.student": (
        *("sevis_id", "person_id", "school_id", "campus_id", "visa_type", "issue_reason", "issued_on", "level"),
        *("major", "second_major", "minor", "length", "starts", "ends", "english_required", "english_met"),
        *("english_why", "us_address", "mailing_address", "foreign_address", "address_on", "email", "phone"),
        *("commuter", "term_months", "costs", "funds", "remarks", "user_a", "user_b", "fee_paid_on", "fee_exempt"),
        *("admitted_on", "departed_on", "registered_on", "session_starts", "session_ends", "next_session"),
        *("last_session", "travel_until", "transfer_to_id", "release_on", "came_from_id", "came_on", "extension_to"),
        *("cap_gap", "cap_gap_until", "opt_from", "opt_until", "stem_from", "stem_until", "ended_on", "end_reason"),
        "grace_until",
    ),
    "sevis.dependant": (
        *("sevis_id", "person_id", "student_id", "visitor_id", "visa_type", "relationship", "us_address", "email"),
        *("phone", "residence_country", "birth_reason", "form_purpose", "reprinted_on", "reprint_reason"),
        *("reprint_remarks", "remarks", "ended_on", "end_reason"),
    ),
}
"""What a reader may have of each as data."""

LOOKUPS: dict[str, object] = {"sevis.student": known_by}
"""How a student is found by what a person knows them by."""
