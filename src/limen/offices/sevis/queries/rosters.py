"""Reads of rosters: everybody a school or sponsor answers for, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from limen.core.ledger.chain import record_read
from limen.core.pages import exported
from limen.kernel import Subject
from limen.offices.sevis.models import Dependant, Student, Visitor
from limen.offices.sevis.queries.students import reachable as students_in_reach
from limen.offices.sevis.queries.visitors import reachable as visitors_in_reach

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

VIEW = "sevis.view"
STUDENTS = (
    *("sevis_id", "state", "surname", "given_names", "birth", "nationality", "class", "level", "major", "starts"),
    *("ends", "session_ends", "email", "us_address1", "us_city", "us_state", "us_zip", "end_reason"),
)
VISITORS = (
    *("sevis_id", "state", "surname", "given_names", "birth", "nationality", "category", "subject", "starts", "ends"),
    *("email", "us_address1", "us_city", "us_state", "us_zip", "end_reason"),
)


def roster(*, viewer: Viewer) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the head and the rows of the roster of the viewer's school or sponsor; it is logged, with all in it."""
    viewer.require(VIEW)
    students = exported(_numbered(students_in_reach(viewer)))
    visitors = [] if students else exported(_numbered(visitors_in_reach(viewer)))
    about = [Subject(row.record_type, row.pk) for row in (*students, *visitors)]
    record_read(
        what="sevis.roster.export", actor=viewer.account, place=viewer.place, purpose=viewer.purpose, subjects=about
    )
    if students:
        return STUDENTS, [_student(row) for row in students]
    return (VISITORS, [_visitor(row) for row in visitors]) if visitors else (STUDENTS, [])


def numbers(clocks: Sequence[Any], *, viewer: Viewer) -> dict[Any, str]:
    """Return the SEVIS ID of whom each deadline is about, of those the viewer has read."""
    viewer.require(VIEW)
    subjects = {clock.subject for clock in clocks}
    found: dict[Any, str] = {}
    for model in (Student, Visitor, Dependant):
        found.update(model.objects.filter(pk__in=subjects).values_list("pk", "sevis_id"))
    return found


def _numbered(rows: Any) -> Any:
    return rows.exclude(sevis_id="").order_by("person__folded", "pk")


def _student(row: Student) -> tuple[Any, ...]:
    return (
        *(row.sevis_id, row.state, row.person.surname, row.person.given_names, row.person.birth),
        *(row.person.nationality, row.visa_type, row.level, row.major, row.starts, row.ends, row.session_ends),
        *(row.email, *_address(row.us_address), row.end_reason),
    )


def _visitor(row: Visitor) -> tuple[Any, ...]:
    return (
        *(row.sevis_id, row.state, row.person.surname, row.person.given_names, row.person.birth),
        *(row.person.nationality, row.category, row.subject, row.starts, row.ends),
        *(row.email, *_address(row.us_address), row.end_reason),
    )


def _address(held: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(held.get(name, "")) for name in ("address1", "city", "state", "postal_code"))
