"""A case in words: how its final order was reckoned, with the law; what comes next; what does not fit it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from limen.core.pages import meaning, words
from limen.offices.removal.acts.case_shared import course_of
from limen.offices.removal.acts.fear import before_a_judge
from limen.offices.removal.models import Case, Protection
from limen.offices.removal.orders import final_order


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence of the reckoning, with the provision it stands on."""

    text: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next: what, until when or on which day, and whether that is past."""

    text: str
    by: date | None = None
    late: bool = False
    exact: bool = False


def finality(case: Case, law: Any, day: date) -> list[Step]:
    """Return how it was reckoned whether and since when the order of a case is final; nothing without an order."""
    if case.ordered_on is None:
        return []
    steps = [_made(case), *_time(case, law), *_appeals(case), *_departure(case, law, day)]
    found = final_order(course_of(case))
    if found is None:
        return [*steps, Step(_("The order is not final: that waits for what is decided or done."))]
    row = law.codes("finality").get(found.why, day)
    why = Step(row.title, row.citation) if row is not None else Step(words(found.why))
    if found.on > day:
        text = _("If nothing else happens the order is final on %(day)s, and then for this reason:") % {"day": found.on}
    else:
        text = _("The order is final since %(day)s.") % {"day": found.on}
    return [*steps, Step(text), why]


def _made(case: Case) -> Step:
    made = {"judge": _("a judge"), "board": _("the Board"), "officer": _("an officer")}
    text = _("The order was made on %(day)s by %(who)s.") % {
        "day": case.ordered_on,
        "who": made.get(case.ordered_by, case.ordered_by),
    }
    return Step(f"{text} {_('The person was absent.')}" if case.in_absence else text)


def _time(case: Case, law: Any) -> list[Step]:
    steps = []
    if case.waived_on is not None:
        steps.append(Step(_("The person waived appeal on %(day)s.") % {"day": case.waived_on}))
    elif case.appeal_until is not None and case.ordered_on is not None:
        rule = law.clock("removal.appeal").on(case.ordered_on)
        text = _("The last day to appeal is %(day)s: %(many)s days, on to the next business day.") % {
            "day": case.appeal_until,
            "many": rule.value,
        }
        steps.append(Step(text, rule.citation))
    return steps


def _appeals(case: Case) -> list[Step]:
    return [
        Step(
            _("Appeal by the %(who)s filed on %(day)s, %(when)s: %(what)s.")
            % {
                "who": row.by,
                "day": row.filed_on,
                "when": _("in time") if row.in_time else _("late"),
                "what": f"{_(row.outcome)} {row.decided_on}" if row.outcome else _("waits"),
            }
        )
        for row in case.appeals.filter(to="board")
        if case.ordered_on is not None and row.filed_on >= case.ordered_on
    ]


def _departure(case: Case, law: Any, day: date) -> list[Step]:
    if case.departure_until is None or case.ordered_on is None:
        return []
    key = "removal.voluntary_before" if case.departure_kind == "before" else "removal.voluntary_after"
    rule = law.clock(key).on(case.ordered_on)
    steps = [Step(_("Voluntary departure runs until %(day)s.") % {"day": case.departure_until}, rule.citation)]
    if case.departure_bond_until is not None:
        text = _("The bond is due by %(day)s: %(posted)s.") % {
            "day": case.departure_bond_until,
            "posted": _posted(case, day),
        }
        steps.append(Step(text, law.clock("removal.voluntary_bond").on(case.ordered_on).citation))
    return steps


def _posted(case: Case, day: date) -> str:
    if case.departure_bond_on is not None:
        return _("posted on %(day)s") % {"day": case.departure_bond_on}
    late = case.departure_bond_until is not None and case.departure_bond_until < day
    return _("not posted") if late else _("not posted yet")


DECISIONS = {
    "order_removal": _l("Ordered removed"),
    "order_in_absence": _l("Ordered removed in absence"),
    "reinstated": _l("Earlier order reinstated"),
    "terminated": _l("Proceedings terminated"),
    "departure_before": _l("Voluntary departure, before proceedings ended"),
    "departure_after": _l("Voluntary departure, at the end of proceedings"),
    "dismissed": _l("Appeal dismissed"),
    "rejected": _l("Appeal rejected"),
    "remanded": _l("Sent back to the judge"),
    "denied": _l("Petition denied"),
    "motion_granted": _l("Motion granted"),
    "motion_denied": _l("Motion denied"),
    "vacated": _l("Order vacated"),
}
"""What each decision is called; relief is called what the law pack calls it."""


def decision(what: str, day: date) -> str:
    """Return what a decision is called."""
    return str(DECISIONS[what]) if what in DECISIONS else meaning("case_reliefs", what, day)


def comes_next(case: Case, day: date, *, barred: bool) -> list[Next]:
    """Return what comes next in a case, as tasks.

    Args:
        case: the case.
        day: the day.
        barred: whether something stands in the way of removal.
    """
    steps = [step for step in _steps(case, day, barred=barred) if step is not None]
    waiting = case.appeals.filter(outcome="").first()
    if waiting is not None:
        steps.append(Next(_("The appeal or petition of %(day)s is decided") % {"day": waiting.filed_on}))
    motion = case.motions.filter(outcome="").first()
    if motion is not None:
        steps.append(Next(_("The motion of %(day)s is decided") % {"day": motion.filed_on}))
    return steps


def _steps(case: Case, day: date, *, barred: bool) -> list[Next | None]:
    if case.state == "open" and case.response_until is not None:
        answered = case.answered_on is not None
        waits = None if answered else _by(_("The person may answer the notice"), case.response_until, day)
        return [waits, Next(_("An officer decides"))]
    if case.state == "open":
        charged = case.charges.filter(withdrawn_on=None).exists()
        return [None if charged else Next(_("Add a charge")), Next(_("Serve the charging document"))]
    if case.state == "in_proceedings":
        at = case.next_hearing_at
        if at is None:
            return [Next(_("Set a hearing down, or record the decision"))]
        on = at.astimezone(case.zone).date()
        return [Next(_("Next hearing"), on, on < day, exact=True)]
    if case.state == "ordered":
        return [_by(_("Appeal is open"), case.appeal_until, day)]
    if case.state == "voluntary_departure":
        unpaid = case.departure_bond_until if case.departure_bond_on is None else None
        bond = _by(_("Post the bond"), unpaid, day) if unpaid else None
        return [bond, _by(_("Leave"), case.departure_until, day)]
    if case.state == "final":
        text = _("Something stands in the way of removal: see below") if barred else _("Carry the order out")
        return [Next(text)]
    return []


def _by(text: str, last: date | None, day: date) -> Next:
    return Next(text, last, last is not None and last < day)


HEARD = frozenset(
    {
        "removal.serve_charges",
        "removal.schedule_hearing",
        "removal.adjourn_hearing",
        "removal.file_motion",
        "removal.cancel_case",
    }
)
"""Acts of cases that a judge decides."""


def not_now(case: Case, kind: Any) -> set[str]:
    """Return the acts that the case's state allows but what happened in it does not; its page leaves them out.

    Args:
        case: the case.
        kind: the law pack's row of its kind, on the day; None where the kind is not in force.
    """
    says = kind.attributes if kind is not None else {}
    left: set[str] = set() if says.get("hearing") else set(HEARD)
    waiting = list(case.appeals.filter(outcome=""))
    board = {row.by for row in waiting if row.to == "board"}
    late = {row.by for row in waiting if row.to == "board" and not row.in_time}
    for needed, keys in (
        (bool(board), ("withdraw_appeal", "remand")),
        ("person" in board, ("dismiss_appeal", "board_grants_departure")),
        ("government" in board, ("board_orders",)),
        ("government" in board or bool(late), ("reject_appeal",)),
        (any(row.to == "court" for row in waiting), ("deny_petition", "grant_petition")),
        (case.motions.filter(outcome="").exists(), ("grant_motion", "deny_motion")),
        (case.next_hearing_at is not None, ("hold_hearing", "adjourn_hearing")),
        (case.response_until is not None and case.answered_on is None, ("answer_intent",)),
        (case.response_until is not None, ("order_administrative",)),
        (case.wait_until is not None and case.wait_waived_on is None, ("waive_wait",)),
        (case.ordered_by == "officer", ("vacate_order",)),
        (bool(says.get("tells_carrier")), ("tell_carrier",)),
        (case.departure_bond is not None and case.departure_bond_on is None, ("post_departure_bond",)),
        (case.waived_on is None, ("file_appeal",)),
        ("person" not in board, ("waive_appeal",)),
    ):
        if not needed:
            left.update(f"removal.{key}" for key in keys)
    return left


OWN = {
    "citizenship": {"look_at_citizenship", "uphold_citizenship", "reject_citizenship"},
    "stay": {"lift_stay"},
    "other": {"allow_protection", "end_protection"},
}
STEPS = {
    "claimed": {"refer_fear", "record_interview", "withdraw_fear"},
    "referred": {"record_interview", "withdraw_fear"},
    "interviewed": {"find_fear", "find_no_fear", "withdraw_fear"},
    "negative": {"ask_review", "decline_review", "review_vacated", "review_affirmed", "withdraw_fear"},
    "review": {"review_vacated", "review_affirmed", "withdraw_fear"},
    "found": {"keep_for_merits", "end_protection"},
    "merits": {"grant_merits", "refer_merits", "end_protection"},
}
"""What is done to a claim of fear where it stands."""


def fits(record: Protection, law: Any, day: date) -> set[str]:
    """Return the keys of the acts that are for a protection of this kind, where it stands."""
    row = law.codes("protections").get(record.kind, day)
    group = row.attributes.get("group", "other") if row is not None else "other"
    verbs = STEPS.get(record.step, set()) if group == "fear" else OWN.get(group, set())
    if record.kind == "citizen":
        verbs = {"end_protection"}
    if "keep_for_merits" in verbs and before_a_judge(record):
        verbs = verbs - {"keep_for_merits"}
    return {f"removal.{verb}" for verb in verbs}
