"""Reading what the government asks schools about classes of their students."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from limen.core.lawbook import lawbook
from limen.core.looking import log, one
from limen.offices.sevis.models import SchoolInquiry
from limen.offices.sevis.queries.due import Due
from limen.offices.sevis.reach import within_reach

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from limen.core.access.gate import Viewer

VIEW = "sevis.view"
KIND = "class_inquiry"
"""The kind of work that an answer is."""


def inquiry(identifier: Any, *, viewer: Viewer) -> SchoolInquiry:
    """Return one question about a class of students; question and answer may name people, so it is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found: SchoolInquiry = one(inquiries(viewer=viewer), identifier, "No such question.")
    log(viewer, "sevis.inquiry", [(found.record_type, found.pk), ("sevis.school", found.school_id)])
    return found


def inquiries(*, viewer: Viewer, state: str = "") -> QuerySet[SchoolInquiry]:
    """Return what schools within reach were asked about classes of students, the latest first."""
    viewer.require(VIEW)
    rows = SchoolInquiry.objects.select_related("school__place").filter(within_reach(viewer, "school"))
    return rows.filter(state=state) if state else rows


def to_answer(*, viewer: Viewer) -> Iterator[Due]:
    """Yield the questions about classes of students that wait for an answer, as work by its lawful day."""
    cited = lawbook().value("sevis.inquiry_class_business_days", viewer.day).citation
    for row in inquiries(viewer=viewer, state="asked"):
        yield Due(
            row.due_on,
            KIND,
            row,
            _("Answer what the government asked about a class of students."),
            cited,
            "sevis.answer_about_class",
        )


READERS: dict[str, object] = {"sevis.schoolinquiry": inquiry}
SHOWN: dict[str, tuple[str, ...]] = {
    "sevis.schoolinquiry": (
        *("school_id", "whom", "question", "why", "asked_on", "due_on", "answered_on", "answer"),
        *("withdrawn_on", "withdrawn_why"),
    ),
}
