"""What the acts on a case share: its fields, its final order, and what is refused."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.custody.rules import open_stay
from limen.kernel import Code, GuardRefused, Lines, Personal, Scene
from limen.offices.removal.models import Appeal, Case
from limen.offices.removal.orders import Appealed, Course, Departure, Finality, final_order

CASE = "removal.case"
PROTECTION = "removal.protection"
WRITE = "removal.case"
JUDGE = "removal.judge"
KEEP = "removal.keep_cases"
PROCEED = ("remove.proceedings",)
APPEAL = ("appeal.record",)

Country = Annotated[str, Code("icao_states"), Field(title="Country of removal", max_length=3)]
Alternative = Annotated[str, Code("icao_states"), Field(title="Or to", max_length=3)]
Judge = Annotated[str, Field(title="Judge", max_length=120)]
Note = Annotated[str, Personal, Lines(3), Field(title="Note", max_length=2000)]
Why = Annotated[str, Personal, Lines(2), Field(title="Why", min_length=5, max_length=400)]
Party = Literal["person", "government"]


def is_heard(case: Case, scene: Scene) -> bool:
    """Return whether a judge decides the case."""
    row = scene.law.codes("case_kinds").get(case.kind, scene.day)
    return row is not None and bool(row.attributes["hearing"])


def require_heard(case: Case, scene: Scene) -> None:
    """Refuse what only a judge, or who stands before one, does."""
    if not is_heard(case, scene):
        raise GuardRefused("No judge decides this case; an officer does.")


def require_served(case: Case, scene: Scene) -> None:
    """Refuse an order in a case that is no judge's, or whose charging document was not served."""
    require_heard(case, scene)
    if case.served_on is None:
        raise GuardRefused("The charging document has not been served.")


def local_day(case: Case, scene: Scene) -> date:
    """Return the day of an act where the case is."""
    return scene.at.astimezone(case.zone).date()


def last_day(key: str, case: Case, scene: Scene) -> date:
    """Return the last day of a period of law that begins with this act, in the zone of the case's office."""
    provision = scene.law.clock(key).on(scene.day)
    ends: date = provision.due(scene.at, zone=case.zone).astimezone(case.zone).date()
    return ends


def take(case: Case, scene: Scene) -> None:
    """Give the case to who works on it, when nobody has it."""
    case.officer = case.officer or account_of(scene.actor)


def course_of(case: Case) -> Course:
    """Return what happened in a case, as far as it bears on when its order is final."""
    since = case.ordered_on
    appeals = tuple(
        Appealed(row.filed_on, row.in_time, row.outcome, row.decided_on)
        for row in case.appeals.filter(to="board", by="person").order_by("filed_on", "id")
        if row.outcome != "sustained" and (since is None or row.filed_on >= since)
    )
    grant = None
    if case.departure_until is not None:
        grant = Departure(
            until=case.departure_until,
            bond_until=case.departure_bond_until,
            bond_on=case.departure_bond_on,
            ended_by=case.departure_ended_by,
            ended_on=case.departure_ended_on,
            departed_on=case.departed_on,
        )
    return Course(
        ordered_on=since,
        by=case.ordered_by or "judge",
        in_absence=case.in_absence,
        waived_on=case.waived_on,
        appeal_until=case.appeal_until,
        appeals=appeals,
        departure=grant,
    )


def make_final(case: Case, scene: Scene) -> None:
    """Put on the case when its order is final, and why, and mark it: the removal period begins."""
    found = final_order(course_of(case))
    if found is None or found.on > local_day(case, scene):
        when = f"; it will be on {found.on} if nothing is filed" if found is not None else ""
        raise GuardRefused(f"The order is not final{when}.", citation=_citation(found, scene))
    _put(case, found, scene)


def _put(case: Case, found: Finality, scene: Scene) -> None:
    case.final_on, case.final_why = found.on, found.why
    scene.facts["final_on"] = found.on.isoformat()
    scene.facts["final_why"] = found.why
    scene.marks.append("removal.order_final")
    if found.on < local_day(case, scene):
        scene.since["removal.order_final"] = datetime.combine(found.on, time.min, case.zone)
    if open_stay(case.person_id) is None:
        scene.marks.append("removal.not_held")


def _citation(found: Finality | None, scene: Scene) -> str:
    if found is None:
        return ""
    row = scene.law.codes("finality").get(found.why, scene.day)
    return row.citation if row is not None else ""


def unmake_order(case: Case) -> None:
    """Take the order off a case that goes on: vacated, reopened or remanded."""
    case.ordered_on = case.appeal_until = case.waived_on = case.final_on = None
    case.wait_until = case.wait_waived_on = case.ended_on = None
    case.ordered_by = case.final_why = case.relief = case.ended_why = ""
    case.in_absence = False
    unmake_departure(case)


def unmake_departure(case: Case) -> None:
    """Take voluntary departure off a case."""
    case.departure_until = case.departure_bond = case.departure_bond_until = case.departure_bond_on = None
    case.departure_ended_on = None
    case.departure_kind = case.departure_ended_by = ""


def waiting_appeal(case: Case, to: str, by: str = "") -> Appeal:
    """Return the appeal of a case that waits.

    Raises:
        GuardRefused: when none does.
    """
    rows = case.appeals.filter(to=to, outcome="")
    found = (rows.filter(by=by) if by else rows).order_by("filed_on", "pk").last()
    if found is None:
        raise GuardRefused("No such appeal waits in this case.")
    return found
