"""What a school's officials have before them, by the lawful day: who is not registered, whose time runs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.kernel.clocks import add_months, calendar, last_day
from limen.offices.sevis.gaps import counted_from
from limen.offices.sevis.milestones import unconfirmed
from limen.offices.sevis.models import Student, TrainingReport
from limen.offices.sevis.queries.due import Due, soonest
from limen.offices.sevis.queries.inquiries import KIND, to_answer
from limen.offices.sevis.queries.students import reachable
from limen.offices.sevis.told import TOLD, last_to_enter, report_rule, waiting
from limen.offices.sevis.training_limits import unemployed

WORKED = ("initial", "active", "completed", "terminated")
"""The states in which something may be to be done: the government asks of who has ended too, and tells what waits."""


def alerts(*, viewer: Viewer, kind: str = "", within: int = 0) -> list[Due]:
    """Return what is to be done for the viewer's students, one or a class of them, the earliest first.

    What is shown of it names people; ``due_looked_at`` logs that the viewer looked.

    Args:
        viewer: who looks.
        kind: only alerts of a kind; all when empty.
        within: only what is due within so many days; all when nothing.
    """
    book = _Book(lawbook(), viewer.day)
    rows = reachable(viewer).filter(state__in=WORKED)
    found = [item for key, read in READS.items() if kind in ("", key) for item in read(rows, book)]
    if kind in ("", KIND):
        found += to_answer(viewer=viewer)
    return soonest(found, viewer.day, within)


def alerts_of(record: Student, *, viewer: Viewer) -> list[Due]:
    """Return what is to be done for one student; ``student`` logged that the viewer looked at the record."""
    viewer.require("sevis.view")
    book = _Book(lawbook(), viewer.day)
    rows = Student.objects.select_related("person", "school__place").filter(pk=record.pk, state__in=WORKED)
    return soonest((item for read in READS.values() for item in read(rows, book)), viewer.day)


@dataclass(frozen=True, slots=True)
class _Book:
    law: Any
    day: date

    def days(self, key: str) -> timedelta:
        return timedelta(days=int(self.law.value(f"sevis.{key}", self.day).value))

    def number(self, key: str) -> Any:
        return self.law.value(f"sevis.{key}", self.day).value

    def cited(self, key: str) -> str:
        return str(self.law.value(f"sevis.{key}", self.day).citation)


def _unregistered(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    cited = book.cited("register_days")
    for row in rows.filter(state="initial", starts__lte=book.day).exclude(issued_on=None):
        text = _("Register, or report that the student did not come.")
        yield Due(row.starts + book.days("register_days"), "unregistered", row, text, cited, "sevis.register_student")


def _term(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    cited = book.cited("register_days")
    for row in rows.filter(state="active", next_session__lte=book.day, last_session=False, opt_from=None):
        due = (row.next_session or book.day) + book.days("register_days")
        yield Due(due, "term", row, _("Register for the term."), cited, "sevis.register_student")


def _ending(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    ahead = book.day + timedelta(days=max(int(item) for item in book.number("programme_warn_days")))
    cited = book.cited("programme_warn_days")
    for row in rows.filter(state="active", ends__lte=ahead, ends__gte=book.day, opt_from=None):
        yield Due(
            row.ends,
            "ending",
            row,
            _("Extend it, change the level, recommend training, or complete the record."),
            cited,
        )


def _opt_ending(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    ahead, cited = book.day + book.days("stem_before_days"), book.cited("stem_before_days")
    current = Q(opt_until__gte=book.day, opt_until__lte=ahead, stem_from=None)
    for row in rows.filter(current | Q(stem_until__gte=book.day, stem_until__lte=ahead), state="active"):
        due = row.stem_until or row.opt_until or book.day
        yield Due(due, "opt_ending", row, _("See whether it is extended, or the student leaves or goes on."), cited)


def _unemployment(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    first = min(int(item) for item in book.number("unemployment_warn_days"))
    trained = rows.filter(state="active", opt_from__lte=book.day).filter(
        Q(opt_until__gte=book.day) | Q(stem_until__gte=book.day)
    )
    for row in trained.prefetch_related("trainings__employers"):
        found = unemployed(row, book.law, book.day, list(row.trainings.all()))
        if found is None or found.used < first:
            continue
        key = "unemployment_days_stem" if row.stem_from is not None else "unemployment_days"
        values = {"used": found.used, "allowed": found.allowed}
        text = _("%(used)s of %(allowed)s days of unemployment are used.") % values
        due = found.exceeded_on or book.day + timedelta(days=found.left + 1)
        yield Due(due - timedelta(days=1), "unemployment", row, text, book.cited(key), "sevis.add_opt_employer")


def _stem(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    soon = book.day + book.days("stem_validation_opens_days")
    cited = book.cited("stem_validation_months")
    in_stem = rows.filter(state="active", stem_from__lte=book.day, stem_until__gte=book.day)
    handed: dict[Any, list[date]] = {}
    for report in TrainingReport.objects.filter(training__student__in=in_stem, kind="validation").order_by("on", "pk"):
        handed.setdefault(report.training_id, []).append(report.on)
    for row in in_stem.prefetch_related("trainings"):
        training = next((item for item in row.trainings.all() if item.kind == "opt_stem"), None)
        done = handed.get(training.pk, []) if training is not None else []
        left = unconfirmed(row, book.law, done)
        if left and left[0] <= soon:
            text = _("The student confirms name, address, employer and work.")
            yield Due(left[0], "stem_validation", row, text, cited, "sevis.validate_stem")


def _release(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    cited = book.cited("transfer_report_days")
    for row in rows.filter(release_on__isnull=False, state__in=("initial", "active", "completed")):
        text = _("The record passes to %(school)s.") % {"school": row.transfer_to.name if row.transfer_to else ""}
        yield Due(row.release_on or book.day, "release", row, text, cited, "sevis.cancel_transfer_out")


def _transfer_form(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    months, cited = int(book.number("transfer_months")), book.cited("transfer_months")
    for row in rows.filter(state="initial", issued_on=None, came_on__isnull=False):
        due = add_months(counted_from(row) or book.day, months)
        yield Due(due, "transfer_form", row, _("Issue this school's form."), cited, "sevis.transfer_in")


def _address(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    stale = book.days("address_stale_days")
    cited = book.cited("address_stale_days")
    old = Q(address_on__lt=book.day - stale) | Q(address_on=None, commuter=False)
    for row in rows.filter(old, state="active"):
        due = (row.address_on or row.registered_on or book.day) + stale
        yield Due(due, "address", row, _("Confirm the address."), cited, "sevis.verify_student")


def _fee(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    ahead, cited = book.day + book.days("fee_warn_days"), book.cited("fee_student")
    for row in rows.filter(state="initial", fee_paid_on=None, fee_exempt="", starts__lte=ahead, came_from=None):
        yield Due(
            row.starts,
            "fee",
            row,
            _("Not paid: tell the student, and record it when it is."),
            cited,
            "sevis.record_fee",
        )


def _duplicate(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    cited = book.cited("duplicate_review_days")
    waiting = rows.filter(happenings__kind="duplicate", happenings__ends=None).distinct()
    for row in waiting.prefetch_related("happenings"):
        began = min(item.starts for item in row.happenings.all() if item.kind == "duplicate" and item.ends is None)
        text = _("Another record may be of the same person.")
        yield Due(began + book.days("duplicate_review_days"), "duplicate", row, text, cited)


def _inquiry(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    cited = book.cited("inquiry_business_days")
    for row in rows.filter(happenings__kind="inquiry", happenings__ends=None).distinct().prefetch_related("happenings"):
        began = min(item.starts for item in row.happenings.all() if item.kind == "inquiry" and item.ends is None)
        due = last_day(
            began,
            int(book.number("inquiry_business_days")),
            "business_days",
            calendar(str(lawbook().about["calendar"])),
        )
        yield Due(due, "inquiry", row, _("Answer what the government asked."), cited, "sevis.answer_about_student")


def _told(rows: QuerySet[Student], book: _Book) -> Iterator[Due]:
    rule = report_rule(book.law, book.day)
    found = rows.filter(happenings__kind=TOLD, happenings__ends=None).distinct()
    for row in found.prefetch_related("happenings"):
        item = waiting(row)
        if item is not None:
            act = "sevis.take_told" if item.said else "sevis.update_personal"
            due = last_to_enter(item, row, rule)
            yield Due(due, "told", row, _("Enter what the student told."), rule.citation, act)


READS: dict[str, Callable[[QuerySet[Student], _Book], Iterator[Due]]] = {
    "unregistered": _unregistered,
    "term": _term,
    "ending": _ending,
    "opt_ending": _opt_ending,
    "unemployment": _unemployment,
    "stem_validation": _stem,
    "release": _release,
    "transfer_form": _transfer_form,
    "address": _address,
    "fee": _fee,
    "duplicate": _duplicate,
    "inquiry": _inquiry,
    "told": _told,
}
"""Each kind of alert and what finds it among the records that live."""
