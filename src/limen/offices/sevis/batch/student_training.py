"""Practical training and employment as a batch reports it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from limen.offices.sevis.batch.table import Step, Take, Told, code, day, letter, part, text, yes

PRINTED = {"@printForm": "the form stands in the download"}
DATES = (day("starts", "StartDate"), day("ends", "EndDate"))
FULL: Mapping[str, Any] = {"01": True, "02": False}
COMPLETION = {"01": "pre", "02": "post"}
LOAD = code("full_time", "FullPartTimeIndicator", FULL)
TRAINING_DATES = (day("training_starts", "StartDate"), day("training_ends", "EndDate"))


def one(act: str, *takes: Take) -> Told:
    """Return an event that asks for one act on the student's record."""
    return Told((Step(act, takes),), answered=PRINTED)


def employer(within: str = "") -> tuple[Take, ...]:
    """Return the fields of an employer."""
    return (
        text("employer_name", f"{within}EmployerName"),
        part("employer_address", f"{within}EmployerAddress"),
        text("ein", f"{within}EmployerEIN"),
        letter("self_employed", f"{within}SelfEmployed"),
        text("relevance", f"{within}CourseRelevance"),
        code("full_time", f"{within}FullPartTimeIndicator", FULL),
        day("starts", f"{within}StartDate"),
        day("ends", f"{within}EndDate"),
        text("supervisor_first", f"{within}SupervisorFirstName"),
        text("supervisor_last", f"{within}SupervisorLastName"),
        text("supervisor_phone", f"{within}SupervisorPhone"),
        text("supervisor_ext", f"{within}SupervisorPhoneExt"),
        text("supervisor_email", f"{within}SupervisorEmail"),
        text("job_title", f"{within}StudentsJobTitle"),
    )


def _extension(record: Any) -> dict[str, Any]:
    """Return the days of the extension that was recommended last."""
    row = record.trainings.filter(kind="opt_stem").order_by("-starts", "-pk").first()
    return {"training_starts": row.starts, "training_ends": row.ends} if row is not None else {}


TRAINING: Mapping[str, Told] = {
    "cpt.add": one(
        "sevis.authorise_cpt",
        *DATES,
        LOAD,
        text("employer_name", "EmployerName"),
        part("employer_address", "EmployerAddress"),
        text("relevance", "CourseRelevance"),
        text("work_remarks", "EmploymentRemarks"),
        text("student_remarks", "StudentRemarks"),
    ),
    "cpt.cancel": one("sevis.cancel_cpt", *DATES, LOAD, text("employer_name", "EmployerName")),
    "off-campus.add": one(
        "sevis.recommend_offcampus",
        *DATES,
        text("kind", "EmploymentType"),
        text("recommendation", "Recommendation"),
    ),
    "off-campus.cancel": one("sevis.cancel_offcampus", *DATES, text("kind", "EmploymentType")),
    "off-campus.edit": one(
        "sevis.edit_offcampus",
        *DATES,
        text("kind", "EmploymentType"),
        day("new_starts", "NewStartDate"),
        day("new_ends", "NewEndDate"),
        text("new_kind", "NewEmploymentType"),
        text("recommendation", "Recommendation"),
    ),
    "opt.add": Told(
        (
            Step(
                "sevis.recommend_opt",
                (
                    *DATES,
                    LOAD,
                    yes("academic_year_met", "AcademicYearMet"),
                    code("completion", "CompletionType", COMPLETION),
                    text("student_remarks", "StudentRemarks"),
                    text("remarks", "Remarks"),
                ),
            ),
            Step("sevis.add_opt_employer", employer(), each="Employer", around=TRAINING_DATES),
        ),
        answered=PRINTED,
    ),
    "opt.cancel": one("sevis.cancel_opt", *DATES, LOAD),
    "opt.edit": one(
        "sevis.edit_opt",
        *DATES,
        LOAD,
        code("new_full_time", "NewFullPartTimeIndicator", FULL),
        yes("academic_year_met", "AcademicYearMet"),
        text("student_remarks", "StudentRemarks"),
        text("remarks", "Remarks"),
    ),
    "opt.extend": Told(
        (
            Step("sevis.extend_opt", employer(), each="Employer", only="first", around=TRAINING_DATES),
            Step("sevis.add_opt_employer", employer(), each="Employer", only="rest", fill=_extension),
        ),
        answered={**PRINTED, "FullPartTimeIndicator": "each employer says whether it is full time"},
    ),
    "opt.report-participation": one("sevis.report_participation", *DATES, LOAD),
    "opt-employer.add": Told(
        (
            Step(
                "sevis.add_opt_employer",
                employer(),
                each="Employer",
                around=(
                    day("training_starts", "EmploymentIdentifier/StartDate"),
                    day("training_ends", "EmploymentIdentifier/EndDate"),
                ),
            ),
        ),
        answered=PRINTED,
    ),
    "opt-employer.edit": one(
        "sevis.edit_opt_employer",
        day("training_starts", "EmploymentIdentifier/StartDate"),
        day("training_ends", "EmploymentIdentifier/EndDate"),
        text("employer_was", "EmployerIdentifier/EmployerName"),
        day("employer_since", "EmployerIdentifier/StartDate"),
        *employer("Employer/"),
    ),
}
"""What a batch reports of practical training and of employment off campus."""
