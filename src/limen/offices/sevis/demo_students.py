"""Students for the demonstration: some forty at one school, in every state, by the acts their officials do."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.core.access.gate import SYSTEM
from limen.core.documents.acts import RecordDocument
from limen.kernel import perform
from limen.offices.sevis import acts
from limen.offices.sevis.acts.students.common import spread
from limen.offices.sevis.models import Student

DATA = Path(__file__).parent / "data" / "students.toml"
PURPOSE = "sevis"
COSTS = {"tuition": 32_000, "living_expense": 16_500}
FUNDS = {"personal": 21_500, "school": 27_000, "school_remarks": "Assistantship"}
HOME = {"address1": "12 Elm Street", "city": "Boston", "state": "MA", "postal_code": "02115"}
STREETS = ("Elm Street", "Harbor Way", "Mill Road", "Cedar Avenue", "Chapel Lane")
PERSON = ("surname", "given_names", "birth", "sex", "nationality")


@dataclass(frozen=True, slots=True)
class Stage:
    """The demonstration's school, who reports there, who decides for the government, and the moment it is made.

    Args:
        school: the school, certified.
        official: a designated school official posted there.
        adjudicator: an officer of the government who decides.
        agency: where that officer works.
        other: another school, to which some transfer; none do when absent.
        now: the moment it is made.
    """

    school: Any
    official: Any
    adjudicator: Any
    agency: Any
    other: Any
    now: datetime

    def day(self, days: int) -> date:
        """Return a day counted from today at the school."""
        return self.now.astimezone(self.school.place.zone).date() + timedelta(days=days)

    def report(self, act: Any, on: Any = None, *, day: int = 0) -> Any:
        """Do an act as the school's official some days ago."""
        return perform(act, on=on, by=self.official, at=self.school.place, purpose=PURPOSE, when=self._at(day)).record

    def decide(self, act: Any, on: Any, *, day: int = 0) -> Any:
        """Do an act as the government's officer some days ago."""
        return perform(act, on=on, by=self.adjudicator, at=self.agency, purpose=PURPOSE, when=self._at(day)).record

    def happen(self, act: Any, on: Any) -> Any:
        """Do what the node does by itself."""
        return perform(act, on=on, by=SYSTEM, at=self.school.place, purpose="administration").record

    def _at(self, day: int) -> datetime:
        return self.now + timedelta(days=min(day, 0))


def enrolled_students(
    school: Any, official: Any, adjudicator: Any, agency: Any, *, other: Any = None, now: datetime | None = None
) -> int:
    """Make students once; a second run finds them made.

    Numbers of the kind ``sevis`` must be leased to the node.

    Args:
        school: the school, certified for F-1 and M-1 students.
        official: an account that has held the role ``dso`` or ``pdso`` there for three years.
        adjudicator: an account that has held the role ``sevp_adjudicator`` as long.
        agency: where it holds that role.
        other: another certified school.
        now: the moment they are made; this one, when absent.

    Returns:
        How many were made.
    """
    if Student.objects.filter(school=school).exists():
        return 0
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["student"]
    stage = Stage(school, official, adjudicator, agency, other, now or datetime.now(UTC))
    for number, row in enumerate(rows):
        STORIES[row["story"]](stage, row, number)
        if "passport" in row:
            _known_outside(stage, row)
    return len(rows)


def _known_outside(stage: Stage, row: dict[str, Any]) -> None:
    """Put a passport on record, so that the student is found on the public site, and what they told there."""
    record = Student.objects.filter(school=stage.school, person__surname=row["surname"]).latest("id")
    paper = {"kind": "passport", "issuer": row["nationality"], "number": row["passport"]}
    stage.happen(RecordDocument(person=record.person_id, **paper), None)
    if "told" in row:
        stage.happen(acts.TellAddress(**row["told"]), record)


def _issued(stage: Stage, row: dict[str, str], number: int, starts: int, ends: int, **more: Any) -> Student:
    """Return a student whose form was issued two months before the start, or today."""
    said = {name: row[name] for name in PERSON}
    act = acts.CreateStudent(
        **said,
        birth_country=row["nationality"],
        visa_type=more.pop("visa_type", "F-1"),
        level=row["level"],
        major=row["major"],
        length=max(1, (ends - starts) // 30),
        starts=stage.day(starts),
        ends=stage.day(ends),
        english_required=row["level"] != "07",
        english_met=True if row["level"] != "07" else None,
        english_why="" if row["level"] != "07" else "Studies English",
        **spread("costs", COSTS),
        **spread("funds", FUNDS),
        term_months=9,
        email=f"{row['given_names'].split()[0].lower()}.{row['surname'].lower()}@example.edu",
        **spread("foreign_address", {"address1": f"{number + 1} Main Road", "country_code": row["nationality"]}),
        **more,
    )
    record = stage.report(act, day=starts - 60)
    if row["story"] != "unpaid":
        stage.report(acts.RecordFee(paid_on=stage.day(min(0, starts - 40))), record, day=starts - 40)
    return record  # type: ignore[no-any-return]


def _registered(stage: Stage, row: dict[str, str], number: int, starts: int, ends: int, **more: Any) -> Student:
    """Return a student registered for the term that runs, or the last one."""
    record = _issued(stage, row, number, starts, ends, **more)
    term = max(starts, min(-80, ends - 110))
    address = {**HOME, "address1": f"{10 + number} {STREETS[number % len(STREETS)]}"}
    last = ends <= term + 200
    act = acts.RegisterStudent(
        session_starts=stage.day(term),
        session_ends=stage.day(min(term + 105, ends)),
        next_session=None if last else stage.day(term + 140),
        last_session=last,
        **spread("us_address", address),
    )
    return stage.report(act, record, day=term + 3)  # type: ignore[no-any-return]


def _active(stage: Stage, row: dict[str, str], number: int) -> None:
    _registered(stage, row, number, -80 - 30 * (number % 4), 600)


def _cpt(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -420, 300)
    act = acts.AuthoriseCpt(
        employer_name="Harbor Systems",
        **spread("employer_address", HOME),
        starts=stage.day(0),
        ends=stage.day(90),
        full_time=number % 2 == 0,
        relevance="Part of the course of practice",
    )
    stage.report(act, record)


def _reduced(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -80, 700)
    reason = "01" if number % 2 else "02"
    stage.report(acts.AuthoriseReducedLoad(reason=reason, starts=stage.day(-70), ends=stage.day(25)), record, day=-75)


def _family(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -200, 900)
    kin = {"surname": row["surname"], "nationality": row["nationality"], "birth_country": row["nationality"]}
    for given, birth, sex, kind in (("Alex", "1997-05-05", "X", "01"), ("Sam", "2021-06-01", "X", "02")):
        act = acts.AddDependant(student=record.pk, given_names=given, birth=birth, sex=sex, relationship=kind, **kin)
        stage.report(act, day=-190)


def _ending(stage: Stage, row: dict[str, str], number: int) -> None:
    _registered(stage, row, number, -650, 20 + number)


def _address(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _issued(stage, row, number, -420, 500)
    act = acts.RegisterStudent(
        session_starts=stage.day(-220),
        session_ends=stage.day(-110),
        next_session=stage.day(-15),
        **spread("us_address", {**HOME, "address1": f"{number} Pond Street"}),
    )
    stage.report(act, record, day=-215)


def _travel(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -150, 700)
    stage.report(acts.SignForTravel(), record)


def _leaving(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -300, 500)
    if stage.other is not None:
        out = acts.TransferOut(school=stage.other.pk, release_on=stage.day(7 + number % 20), reason="study")
        stage.report(out, record)


def _trains(stage: Stage, row: dict[str, str], number: int, ended: int) -> Student:
    """Return a student whose programme ended some days ago, in approved training since ten days after that."""
    record = _registered(stage, row, number, ended - 600, ended)
    days = {"starts": stage.day(ended + 10), "ends": stage.day(ended + 10 + 364)}
    stage.report(acts.RecommendOpt(**days, academic_year_met=True), record, day=ended - 30)
    stage.decide(acts.ApproveTraining(**days), record, day=ended - 5)
    return record


def _works(stage: Stage, record: Student, row: dict[str, str], ended: int, since: int, until: int | None) -> None:
    act = acts.AddOptEmployer(
        training_starts=stage.day(ended + 10),
        training_ends=stage.day(ended + 10 + 364),
        employer_name="Meridian Analytics",
        **spread("employer_address", HOME),
        ein="123456789",
        starts=stage.day(since),
        ends=stage.day(until) if until is not None else None,
        job_title="Analyst",
        relevance=f"Applies the studies of {row['major']}",
        supervisor_first="Robin",
        supervisor_last="Lee",
    )
    stage.report(act, record, day=since)


def _opt(stage: Stage, row: dict[str, str], number: int) -> None:
    _works(stage, _trains(stage, row, number, -200), row, -200, -170, None)


def _idle(stage: Stage, row: dict[str, str], number: int) -> None:
    ended = -150
    record = _trains(stage, row, number, ended)
    if number % 2:
        _works(stage, record, row, ended, -130, -52)


def _stem(stage: Stage, row: dict[str, str], number: int) -> None:
    ended = -375 - 180 - number
    record = _trains(stage, row, number, ended)
    act = acts.ExtendOpt(
        training_starts=stage.day(ended + 10),
        training_ends=stage.day(ended + 374),
        employer_name="Meridian Analytics",
        **spread("employer_address", HOME),
        ein="123456789",
        starts=stage.day(ended + 40),
        job_title="Engineer",
        e_verify=True,
        plan_on=stage.day(ended + 330),
        relevance=f"Applies the studies of {row['major']}",
    )
    stage.report(act, record, day=ended + 340)
    stem = record.trainings.get(kind="opt_stem")
    stage.decide(acts.ApproveTraining(starts=stem.starts, ends=stem.ends), record, day=ended + 360)


def _flight(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -280, 40, visa_type="M-1")
    if number % 2:
        stage.report(acts.ExtendProgram(ends=stage.day(130), explanation="Weather kept the hours down"), record)


def _unregistered(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _issued(stage, row, number, -40 + number % 20, 900)
    stage.happen(acts.NoteArrival(admitted_on=stage.day(-42)), record)


def _initial(stage: Stage, row: dict[str, str], number: int) -> None:
    _issued(stage, row, number, 12 + number % 15, 800)


def _draft(stage: Stage, row: dict[str, str], _number: int) -> None:
    said = {name: row[name] for name in (*PERSON, "level", "major")}
    act = acts.DraftStudent(**said, visa_type="F-1", starts=stage.day(50), ends=stage.day(900))
    stage.report(act)


def _completed(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -600, -10 - number % 9)
    stage.happen(acts.LapseStudent(), record)


def _terminated(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -200, 500)
    stage.report(acts.TerminateStudent(reason="04", remarks="Dropped to two courses"), record, day=-20)


def _correction(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -200, 500)
    stage.report(acts.TerminateStudent(reason="01"), record, day=-3)
    stage.report(acts.AskForCorrection(why="Another student of the same name was meant"), record, day=-1)


def _cancelled(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _issued(stage, row, number, 20, 900)
    stage.report(acts.CancelStudent(reason="01", remarks="Goes to another country"), record)


def _changed(stage: Stage, row: dict[str, str], number: int) -> None:
    record = _registered(stage, row, number, -500, 300)
    stage.decide(acts.RecordChangeOfStatus(to="H-1B", since=stage.day(-30)), record)


STORIES: dict[str, Callable[[Stage, dict[str, str], int], None]] = {
    "active": _active,
    "cpt": _cpt,
    "reduced": _reduced,
    "family": _family,
    "ending": _ending,
    "address": _address,
    "travel": _travel,
    "leaving": _leaving,
    "opt": _opt,
    "idle": _idle,
    "stem": _stem,
    "flight": _flight,
    "unregistered": _unregistered,
    "initial": _initial,
    "unpaid": _initial,
    "draft": _draft,
    "completed": _completed,
    "terminated": _terminated,
    "correction": _correction,
    "cancelled": _cancelled,
    "changed": _changed,
}
"""What is done to each student of the data, by the story it names."""
