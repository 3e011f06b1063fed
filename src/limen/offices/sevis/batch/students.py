"""What each event of a student's batch asks for: acts, and the fields of each."""

from __future__ import annotations

from collections.abc import Mapping

from limen.offices.sevis.batch.student_people import ABROAD, CREATE, DEPENDANTS, NONE, PERSONAL
from limen.offices.sevis.batch.student_training import TRAINING
from limen.offices.sevis.batch.table import Step, Take, Told, code, day, money, part, text, yes

PRINTED = {"@printForm": "the form stands in the download"}
ENGLISH = (
    yes("english_required", "EngProficiency/EngRequired"),
    yes("english_met", "EngProficiency/RequirementsMet"),
    text("english_why", "EngProficiency/NotRequiredReason"),
)
REMARKS = text("remarks", "Remarks")


def one(act: str, *takes: Take, answered: Mapping[str, str] | None = None) -> Told:
    """Return an event that asks for one act on the student's record."""
    return Told((Step(act, takes),), answered=PRINTED if answered is None else answered)


PROGRAMME: Mapping[str, Told] = {
    "program.edit": one(
        "sevis.update_program",
        text("level", "Level"),
        text("major", "MajorCode1"),
        code("second_major", "MajorCode2", NONE),
        code("minor", "Minor", NONE),
        *ENGLISH,
        REMARKS,
    ),
    "program.extend": one(
        "sevis.extend_program", day("ends", "NewPrgEndDate"), text("explanation", "Explanation"), REMARKS
    ),
    "program.cancel-extension": one("sevis.cancel_extension", day("ends", "NewPrgEndDate"), REMARKS),
    "program.shorten": one("sevis.shorten_program", day("ends", "NewPrgEndDate"), REMARKS),
    "program.session-dates": one(
        "sevis.manage_session_dates",
        day("issued", "IssDate"),
        day("starts", "NewPrgStartDate"),
        day("ends", "NewPrgEndDate"),
        REMARKS,
    ),
    "education-level.change": one(
        "sevis.change_level",
        text("level", "EducationalInfo/EduLevel/Level"),
        text("level_remarks", "EducationalInfo/EduLevel/OtherRemarks"),
        text("major", "EducationalInfo/MajorCode1"),
        code("second_major", "EducationalInfo/MajorCode2", NONE),
        code("minor", "EducationalInfo/Minor", NONE),
        day("issued", "EducationalInfo/IssDate"),
        day("starts", "EducationalInfo/PrgStartDate"),
        day("ends", "EducationalInfo/PrgEndDate"),
        yes("english_required", "EducationalInfo/EngProficiency/EngRequired"),
        yes("english_met", "EducationalInfo/EngProficiency/RequirementsMet"),
        text("english_why", "EducationalInfo/EngProficiency/NotRequiredReason"),
        code("term_months", "FinancialInfo/AcademicTerm", {}),
        money("costs", "FinancialInfo/Expense"),
        money("funds", "FinancialInfo/Funding"),
        REMARKS,
    ),
    "education-level.cancel": one("sevis.cancel_level_change", REMARKS, answered={}),
    "financial": one(
        "sevis.update_finances",
        code("term_months", "AcademicTerm", {}),
        money("costs", "Expense"),
        money("funds", "Funding"),
        REMARKS,
    ),
}

TERM: Mapping[str, Told] = {
    "registration": one(
        "sevis.register_student",
        yes("last_session", "LastSession"),
        day("session_starts", "CurrentSessionStartDate"),
        day("session_ends", "CurrentSessionEndDate"),
        day("next_session", "NextSessionStartDate"),
        yes("study_abroad", "StudyResearchAbroad"),
        yes("thesis", "ThesisDissertation"),
        *PERSONAL.reached,
        part("us_address", "USAddress"),
        ABROAD,
        REMARKS,
    ),
    "reduced-load.add": one(
        "sevis.authorise_reduced_load",
        text("reason", "Reason"),
        day("starts", "StartDate"),
        day("ends", "EndDate"),
        REMARKS,
    ),
    "reduced-load.cancel": one(
        "sevis.cancel_reduced_load", text("reason", "Reason"), day("starts", "StartDate"), day("ends", "EndDate")
    ),
    "reduced-load.edit": one(
        "sevis.edit_reduced_load",
        text("reason", "Reason"),
        day("starts", "StartDate"),
        day("ends", "EndDate"),
        text("new_reason", "NewReason"),
        day("new_starts", "NewStartDate"),
        day("new_ends", "NewEndDate"),
        REMARKS,
    ),
    "disciplinary-action": one("sevis.discipline", text("explanation", "Explanation"), answered={}),
    "reprint": one("sevis.reprint_form", text("reason", "Reason"), REMARKS),
    "cap-gap": one("sevis.cap_gap", text("status", "Status")),
}

ENDS: Mapping[str, Told] = {
    "status.cancel": one("sevis.cancel_student", text("reason", "Reason"), REMARKS, answered={}),
    "status.complete": one("sevis.complete_student", REMARKS, answered={}),
    "status.terminate": one(
        "sevis.terminate_student",
        text("reason", "Reason"),
        text("other", "OtherRemarks"),
        REMARKS,
        answered={},
    ),
    "status.verify": one("sevis.verify_student", answered={".": "it holds nothing"}),
}

STUDENT_EVENTS: Mapping[str, Told] = {
    "create": CREATE,
    "personal": PERSONAL.told,
    **PROGRAMME,
    **TERM,
    **ENDS,
    **TRAINING,
    **DEPENDANTS,
}
"""Each event of the student schema, and what becomes of it."""
