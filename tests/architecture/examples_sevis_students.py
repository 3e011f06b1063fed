"""Lawful examples of the acts of students and their dependants: done at a school, or by the government."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from limen.kernel import Act, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import Student
from limen.offices.sevis.tests.scenes import SEVIS, Campuses, campuses, certified
from limen.offices.sevis.tests.student_scenes import COMPUTING, MONEY, alone, creating, govern, registering
from tests.architecture.making import TODAY, Example, Made

On = Callable[[Made], Any] | None
Said = Act | Callable[[Made], Act]
WHY = "Seen and judged"
TERM = {"session_starts": date(2026, 9, 8), "session_ends": date(2026, 12, 18), "next_session": date(2027, 1, 19)}
OPT = {"starts": date(2027, 1, 4), "ends": date(2027, 12, 31)}
RUNS = {"starts": date(2026, 1, 5), "ends": date(2027, 1, 4)}
WHOLE = {"training_starts": RUNS["starts"], "training_ends": RUNS["ends"]}
WORK = {"employer_name": "Analytical Engines", "starts": date(2026, 2, 1), "e_verify": True, "plan_on": TODAY}
LOAD = {"reason": "01", "starts": date(2026, 12, 1), "ends": date(2026, 12, 18)}
CPT = {"starts": date(2026, 12, 1), "ends": date(2027, 2, 1), "employer_name": "Analytical Engines"}
OFF = {"kind": "03", "starts": date(2026, 12, 1), "ends": date(2027, 2, 1)}


def campus(made: Made) -> Campuses:
    """Return the school of the examples, opened on first mention."""
    found: Campuses = made.__dict__.setdefault("_campuses", None) or campuses(made.service)
    made.__dict__["_campuses"] = found
    return found


def at_school(act: Said, on: On = None) -> Callable[[Made], Example]:
    """Return an example that a designated school official does at the school."""

    def example(made: Made) -> Example:
        at = campus(made)
        record = on(made) if on is not None else None
        return (act(made) if callable(act) else act), record, "dso", SEVIS, at.school.place

    return example


def by_government(act: Said, on: On) -> Callable[[Made], Example]:
    """Return an example that an adjudicator does."""

    def example(made: Made) -> Example:
        campus(made)
        record = on(made) if on is not None else None
        return (act(made) if callable(act) else act), record, "sevp_adjudicator", SEVIS, made.service.agency

    return example


def then(on: Callable[[Made], Any], *done: Act) -> Callable[[Made], Any]:
    """Return what makes a record and does further acts to it at the school."""

    def make(made: Made) -> Any:
        record = on(made)
        for act in done:
            record = campus(made).report(act, record)
        return record

    return make


def initial(made: Made) -> Student:
    """Return a student with a form."""
    record: Student = campus(made).report(creating())
    return record


def draft(made: Made) -> Student:
    """Return a draft."""
    record: Student = campus(made).report(drafting())
    return record


def drafting() -> acts.DraftStudent:
    """Return the beginning of a draft."""
    said = creating().model_dump()
    return acts.DraftStudent(**{name: said[name] for name in acts.DraftStudent.model_fields})


def active(made: Made) -> Student:
    """Return a student who is registered."""
    return campus(made).report(registering(), initial(made))  # type: ignore[no-any-return]


def senior(made: Made, **said: Any) -> Student:
    """Return a student in the last weeks of the programme."""
    given = {"starts": date(2025, 9, 2), "ends": date(2026, 12, 18), **said}
    record = campus(made).report(creating(**given))
    over = given["ends"] < TERM["session_starts"]
    term = {**TERM, "session_starts": given["starts"], "session_ends": given["ends"]} if over else TERM
    return campus(made).report(registering(**term), record)  # type: ignore[no-any-return]


def flyer(made: Made) -> Student:
    """Return a vocational student in the last weeks."""
    at = {
        "visa_type": "M-1",
        "level": "09",
        "major": "49.0102",
        "starts": date(2026, 1, 12),
        "ends": date(2026, 12, 30),
    }
    return senior(made, **at)


def waiting(made: Made) -> Student:
    """Return a vocational student whose extension waits."""
    asked = acts.ExtendProgram(ends=date(2027, 3, 30), explanation="Illness")
    return campus(made).report(asked, flyer(made))  # type: ignore[no-any-return]


def recommended(made: Made) -> Student:
    """Return a student whose training was recommended."""
    return campus(made).report(acts.RecommendOpt(**OPT, academic_year_met=True), senior(made))  # type: ignore[no-any-return]


def trains(made: Made) -> Student:
    """Return a student in training after completion."""
    record = senior(made, starts=date(2024, 9, 3), ends=date(2025, 12, 12))
    past(made, acts.RecommendOpt(**RUNS, academic_year_met=True), record, datetime(2025, 11, 20, 15, tzinfo=UTC))
    return govern(campus(made), acts.ApproveTraining(**RUNS), record)  # type: ignore[no-any-return]


def past(made: Made, act: Act, record: Any, when: datetime) -> Any:
    """Do an act at the school as of an earlier day, and return the record."""
    at = campus(made)
    record.refresh_from_db()
    place = at.school.place
    by = made.service.officer("dso", f"dso_{place.code}", place)
    return perform(act, on=record, by=by, at=place, purpose=SEVIS, when=when).record


def extends(made: Made) -> Student:
    """Return a student in the extension."""
    record = senior(made, starts=date(2023, 9, 5), ends=date(2024, 12, 13))
    first = {"starts": date(2025, 1, 6), "ends": date(2025, 11, 5)}
    past(made, acts.RecommendOpt(**first, academic_year_met=True), record, datetime(2024, 11, 20, 15, tzinfo=UTC))
    govern(campus(made), acts.ApproveTraining(**first), record)
    asked = acts.ExtendOpt(
        training_starts=first["starts"], training_ends=first["ends"], **{**WORK, "starts": first["starts"]}
    )
    past(made, asked, record, datetime(2025, 10, 20, 15, tzinfo=UTC))
    stem = record.trainings.get(kind="opt_stem")
    return govern(campus(made), acts.ApproveTraining(starts=stem.starts, ends=stem.ends), record)  # type: ignore[no-any-return]


def other(made: Made) -> Any:
    """Return another school."""
    return certified(made.service, "NYC214F10002000")


def leaving(made: Made) -> Student:
    """Return a student whose record is to pass to another school."""
    out = acts.TransferOut(school=other(made).pk, release_on=date(2026, 12, 19))
    return campus(made).report(out, active(made))  # type: ignore[no-any-return]


def arrived(made: Made) -> Student:
    """Return a student whose record came from another school today."""
    at, school = campus(made), other(made)
    by = made.service.officer("dso", f"dso_{school.place.code}", school.place)
    record = perform(creating(), by=by, at=school.place, purpose=SEVIS).record
    out = acts.TransferOut(school=at.school.pk, release_on=TODAY)
    perform(out, on=record, by=by, at=school.place, purpose=SEVIS)
    return alone(acts.ReleaseStudent(), record)  # type: ignore[no-any-return]


def twin(made: Made) -> Student:
    """Return a second record of the same student, of which the first is over."""
    first = then(active, acts.CompleteStudent())(made)
    return campus(made).report(creating(of=first.pk))  # type: ignore[no-any-return]


def child(made: Made) -> Any:
    """Return a student's child."""
    return campus(made).report(adding(made))


def adding(made: Made) -> acts.AddDependant:
    """Return the adding of a child to a student."""
    return acts.AddDependant(student=active(made).pk, surname="Berg", birth="2020-05-05", relationship="02")


LEVEL = acts.ChangeLevel(**MONEY, level="06", major=COMPUTING, starts=date(2027, 1, 11), ends=date(2031, 5, 15))
ENDED = acts.TerminateStudent(reason="04")
ASKED = acts.RequestReinstatement(reason="injury")
WRONG = acts.AskForCorrection(why="The school's own error")
CHANGE = acts.RequestChangeOfStatus(to="F-1", asked_on=TODAY)


def changing(made: Made) -> Student:
    """Return somebody who asks for a change to student status."""
    record = campus(made).report(creating(issue_reason="S"))
    return campus(made).report(CHANGE, record)  # type: ignore[no-any-return]


def papers(made: Made) -> Student:
    """Return a student admitted with papers missing."""
    return alone(acts.NoteMissingPapers(missing="Signature"), active(made))  # type: ignore[no-any-return]


def told(made: Made) -> Student:
    """Return a student who told of a new telephone that the school has not entered."""
    return alone(acts.TellAddress(phone="6175550100"), active(made))  # type: ignore[no-any-return]


def inquired(made: Made) -> Student:
    """Return a student about whom the government asked."""
    return govern(campus(made), acts.AskAboutStudent(question="Does she attend?"), active(made))  # type: ignore[no-any-return]


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "sevis.create_student": at_school(creating()),
    "sevis.draft_student": at_school(drafting()),
    "sevis.issue_form": at_school(acts.IssueForm(), draft),
    "sevis.reprint_form": at_school(acts.ReprintForm(reason="02"), initial),
    "sevis.sign_for_travel": at_school(acts.SignForTravel(), active),
    "sevis.record_fee": at_school(acts.RecordFee(paid_on=TODAY), initial),
    "sevis.register_student": at_school(registering(), initial),
    "sevis.manage_session_dates": at_school(
        acts.ManageSessionDates(issued=date(2027, 1, 5), starts=date(2027, 1, 11), ends=date(2028, 12, 15)), initial
    ),
    "sevis.defer_student": at_school(acts.DeferStudent(starts=date(2027, 1, 11)), initial),
    "sevis.verify_student": at_school(acts.VerifyStudent(), active),
    "sevis.discipline": at_school(acts.Discipline(explanation="Suspended for a week"), active),
    "sevis.record_absence": at_school(acts.RecordAbsence(left_on=TODAY), active),
    "sevis.end_absence": at_school(
        acts.EndAbsence(back_on=TODAY), then(active, acts.RecordAbsence(left_on=date(2026, 11, 1)))
    ),
    "sevis.note_change": at_school(acts.NoteChange(what="told", text="Moved"), active),
    "sevis.take_told": at_school(acts.TakeTold(), told),
    "sevis.set_told_aside": at_school(acts.SetToldAside(why="Settled by telephone"), told),
    "sevis.answer_about_student": at_school(acts.AnswerAboutStudent(answer="She does."), inquired),
    "sevis.ask_about_student": by_government(acts.AskAboutStudent(question="Does she attend?"), active),
    "sevis.receive_papers": by_government(acts.ReceivePapers(), papers),
    "sevis.update_personal": at_school(acts.UpdatePersonal(email="anna@example.org"), active),
    "sevis.update_finances": at_school(acts.UpdateFinances(cost_tuition=31_000), active),
    "sevis.update_program": at_school(acts.UpdateProgram(minor="27.0101"), active),
    "sevis.extend_program": at_school(acts.ExtendProgram(ends=date(2028, 12, 15), explanation="Research"), active),
    "sevis.cancel_extension": at_school(acts.CancelExtension(), waiting),
    "sevis.decide_extension": by_government(acts.DecideExtension(outcome="approved"), waiting),
    "sevis.shorten_program": at_school(acts.ShortenProgram(ends=date(2027, 12, 15)), active),
    "sevis.change_level": at_school(LEVEL, active),
    "sevis.cancel_level_change": at_school(acts.CancelLevelChange(), then(active, LEVEL)),
    "sevis.authorise_reduced_load": at_school(acts.AuthoriseReducedLoad(**LOAD), active),
    "sevis.edit_reduced_load": at_school(
        acts.EditReducedLoad(**LOAD, new_ends=date(2026, 12, 15)), then(active, acts.AuthoriseReducedLoad(**LOAD))
    ),
    "sevis.cancel_reduced_load": at_school(
        acts.CancelReducedLoad(**LOAD), then(active, acts.AuthoriseReducedLoad(**LOAD))
    ),
    "sevis.authorise_cpt": at_school(acts.AuthoriseCpt(**CPT, required=True), active),
    "sevis.cancel_cpt": at_school(
        acts.CancelCpt(starts=CPT["starts"], ends=CPT["ends"]), then(active, acts.AuthoriseCpt(**CPT, required=True))
    ),
    "sevis.recommend_offcampus": at_school(acts.RecommendOffcampus(**OFF), active),
    "sevis.edit_offcampus": at_school(
        acts.EditOffcampus(**OFF, new_ends=date(2027, 3, 1)), then(active, acts.RecommendOffcampus(**OFF))
    ),
    "sevis.cancel_offcampus": at_school(acts.CancelOffcampus(**OFF), then(active, acts.RecommendOffcampus(**OFF))),
    "sevis.approve_offcampus": by_government(
        acts.ApproveOffcampus(starts=OFF["starts"], ends=OFF["ends"]),
        then(active, acts.RecommendOffcampus(**{**OFF, "kind": "02"})),
    ),
    "sevis.recommend_opt": at_school(acts.RecommendOpt(**OPT, academic_year_met=True), senior),
    "sevis.edit_opt": at_school(acts.EditOpt(**OPT, remarks="Corrected"), recommended),
    "sevis.cancel_opt": at_school(acts.CancelOpt(**OPT), recommended),
    "sevis.file_training": at_school(acts.FileTraining(**OPT, filed_on=TODAY), recommended),
    "sevis.approve_training": by_government(acts.ApproveTraining(**OPT), recommended),
    "sevis.deny_training": by_government(acts.DenyTraining(**OPT), recommended),
    "sevis.report_participation": at_school(acts.ReportParticipation(**RUNS), trains),
    "sevis.end_training": at_school(acts.EndTraining(**RUNS), trains),
    "sevis.extend_opt": at_school(acts.ExtendOpt(**WHOLE, **WORK), trains),
    "sevis.add_opt_employer": at_school(acts.AddOptEmployer(**WHOLE, **WORK), trains),
    "sevis.edit_opt_employer": at_school(
        acts.EditOptEmployer(
            **WHOLE, employer_was="Analytical Engines", employer_since=WORK["starts"], job_title="Engineer"
        ),
        then(trains, acts.AddOptEmployer(**WHOLE, **WORK)),
    ),
    "sevis.validate_stem": at_school(acts.ValidateStem(kind="validation"), extends),
    "sevis.ask_transfer": at_school(acts.AskTransfer(where="A college in New York"), active),
    "sevis.transfer_out": at_school(
        lambda m: acts.TransferOut(school=other(m).pk, release_on=date(2026, 12, 19)), active
    ),
    "sevis.cancel_transfer_out": at_school(acts.CancelTransferOut(), leaving),
    "sevis.transfer_in": at_school(
        acts.TransferIn(**MONEY, level="05", major=COMPUTING, starts=date(2027, 1, 11), ends=date(2028, 12, 15)),
        arrived,
    ),
    "sevis.request_change_of_status": at_school(acts.RequestChangeOfStatus(to="H-1B", asked_on=TODAY), active),
    "sevis.grant_status": by_government(acts.GrantStatus(granted_on=TODAY), changing),
    "sevis.refuse_status": by_government(acts.RefuseStatus(outcome="denied"), changing),
    "sevis.record_change_of_status": by_government(acts.RecordChangeOfStatus(to="H-1B", since=TODAY), active),
    "sevis.drop_change_of_status": at_school(
        acts.DropChangeOfStatus(outcome="denied"), then(active, acts.RequestChangeOfStatus(to="H-1B", asked_on=TODAY))
    ),
    "sevis.cap_gap": at_school(acts.CapGap(status="F"), active),
    "sevis.complete_student": at_school(acts.CompleteStudent(), active),
    "sevis.terminate_student": at_school(ENDED, active),
    "sevis.cancel_student": at_school(acts.CancelStudent(reason="01"), initial),
    "sevis.request_reinstatement": at_school(ASKED, then(active, ENDED)),
    "sevis.reinstate": by_government(acts.Reinstate(), then(active, ENDED, ASKED)),
    "sevis.deny_reinstatement": by_government(acts.DenyReinstatement(why=WHY), then(active, ENDED, ASKED)),
    "sevis.ask_correction": at_school(WRONG, then(active, ENDED)),
    "sevis.withdraw_correction": at_school(acts.WithdrawCorrection(), then(active, ENDED, WRONG)),
    "sevis.refuse_correction": by_government(acts.RefuseCorrection(why=WHY), then(active, ENDED, WRONG)),
    "sevis.correct_status": by_government(
        acts.CorrectStatus(asked_by="The school", why=WHY), then(active, ENDED, WRONG)
    ),
    "sevis.deactivate_student": by_government(
        lambda m: acts.DeactivateStudent(into=Student.objects.get(state="completed").pk, why=WHY), twin
    ),
    "sevis.add_dependant": at_school(adding),
    "sevis.edit_dependant": at_school(acts.EditDependant(email="eva@example.org"), child),
    "sevis.cancel_dependant": at_school(acts.CancelDependant(reason="02"), child),
    "sevis.terminate_dependant": at_school(acts.TerminateDependant(reason="03"), child),
    "sevis.reactivate_dependant": at_school(
        acts.ReactivateDependant(), then(child, acts.TerminateDependant(reason="09"))
    ),
    "sevis.reprint_dependant": at_school(acts.ReprintDependant(), child),
}
