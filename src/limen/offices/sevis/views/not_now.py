"""What the tables of schools and sponsors allow, and their course does not ask for just now: it is not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limen.core.lawbook import lawbook
from limen.offices.sevis.acts.certification import recertification_opens
from limen.offices.sevis.acts.reports import to_report
from limen.offices.sevis.acts.reviews import decision_to_review, pending_review
from limen.offices.sevis.acts.sanctions import SUSPENSION
from limen.offices.sevis.acts.schools import INTENT, awaits_appeal
from limen.offices.sevis.acts.sponsors import redesignation_opens
from limen.offices.sevis.queries import organisations as queries

if TYPE_CHECKING:
    from datetime import date

    from limen.offices.sevis.models import School, Sponsor

ANSWERS = ("oppose_sanction", "accept_sanction")
"""What a sponsor says to a notice, once, and until the day by which it may."""
REVIEWING = (
    *("request_review", "decline_review", "name_review_panel", "file_review_statement"),
    *("answer_review_statement", "hold_review_meeting", "decide_review"),
)
BESIDE = ("sevis.decide_part", "sevis.end_part", "sevis.remove_dates")
"""What is offered beside the campus, programme, term or break that it is done to."""


def of_school(record: School, day: date) -> tuple[str, ...]:
    """Return what the table allows and this school's course does not ask for just now."""
    left_out = [*BESIDE]
    if record.state == "certified" and not record.petition_pending:
        left_out.append("sevis.certify")
    if record.recertification_filed_on is None:
        left_out += ["sevis.recertify", "sevis.deny_recertification"]
    opens = recertification_opens(record, queries.number_of("sevis.recertify_window_days", day))
    if record.recertification_filed_on is not None or (opens is not None and day < opens):
        left_out.append("sevis.file_recertification")
    if record.review_opened_on is None:
        left_out.append("sevis.close_review")
    if not record.evidence.filter(answered_on=None).exists():
        left_out.append("sevis.answer_evidence")
    if not record.visits.filter(done_on=None).exists():
        left_out.append("sevis.record_visit")
    return (*left_out, *_of_a_decision(record, day))


def _of_a_decision(record: School, day: date) -> tuple[str, ...]:
    """Return the acts on a decision, its answer and its appeal, and on the closing after it, that do not fit now."""
    left_out = []
    notice = record.decisions.filter(kind=INTENT, outcome="").first()
    if notice is not None and (notice.answered_on is not None or (notice.answer_due_on or day) < day):
        left_out.append("sevis.answer_intent")
    asked = notice is not None and notice.interview and notice.interview_closed_on is None
    if not asked:
        left_out.append("sevis.set_interview")
    if notice is None or not asked or notice.interview_on is None or day < notice.interview_on:
        left_out.append("sevis.record_interview")
    found = record.decisions.exclude(kind=INTENT).order_by("-served_on", "-pk").first()
    awaits = awaits_appeal(record, day)
    appealed = found is not None and found.appealed_on is not None
    if not awaits or appealed:
        left_out += ["sevis.appeal_decision", "sevis.waive_appeal"]
    if not (awaits and appealed):
        left_out += ["sevis.sustain_appeal", "sevis.dismiss_appeal"]
    if awaits or queries.has_students(record):
        left_out.append("sevis.finish_closing")
    return tuple(left_out)


def of_sponsor(record: Sponsor, day: date) -> tuple[str, ...]:
    """Return what the table allows and this sponsor's course does not ask for just now."""
    left_out = []
    if record.redesignation_filed_on is None:
        left_out.append("sevis.redesignate")
    opens = redesignation_opens(record, queries.number_of("sevis.redesignate_earliest_months", day))
    if record.redesignation_filed_on is not None or (opens is not None and day < opens):
        left_out.append("sevis.file_redesignation")
    if queries.still_there(record):
        left_out.append("sevis.close_sponsor")
    over = to_report(record, lawbook(), day)
    if over is not None and over >= day:
        left_out.append("sevis.file_annual_report")
    return (*left_out, *_of_a_sanction(record, day), *_of_a_review(record, day))


def _of_a_sanction(record: Sponsor, day: date) -> tuple[str, ...]:
    """Return the acts on a notice of a sanction that fit none, or not the one that is open."""
    found = record.sanctions.filter(outcome="").order_by("-served_on", "-pk").first()
    if found is None:
        return tuple(f"sevis.{verb}" for verb in (*ANSWERS, "uphold_sanction", "drop_sanction", "revoke_sponsor"))
    left_out = ["serve_sanction"]
    heard = found.opposed_on is not None or day > found.oppose_by
    if heard:
        left_out += ANSWERS
    if found.confirmed_on is not None or not heard:
        left_out.append("uphold_sanction")
    if not queries.may_be_revoked(found, day):
        left_out.append("revoke_sponsor")
    if found.kind == SUSPENSION:
        left_out.append("drop_sanction")
    return tuple(f"sevis.{verb}" for verb in left_out)


def _of_a_review(record: Sponsor, day: date) -> tuple[str, ...]:
    """Return the acts on the review of a decision to sanction that are not done now."""
    now: set[str] = set()
    found, decided = pending_review(record), decision_to_review(record)
    if found is None:
        if decided is not None and decided.review_by is not None and day <= decided.review_by:
            now |= {"request_review", "decline_review"}
    elif found.named_on is None:
        now.add("name_review_panel")
    else:
        late = found.statement_by is not None and day > found.statement_by
        if found.met_on is None:
            now.add("hold_review_meeting")
        if found.stated_on is None and not late:
            now.add("file_review_statement")
        if found.stated_on is not None and found.answered_on is None:
            now.add("answer_review_statement")
        if found.stated_on is not None or late:
            now.add("decide_review")
    return tuple(f"sevis.{verb}" for verb in REVIEWING if verb not in now)
