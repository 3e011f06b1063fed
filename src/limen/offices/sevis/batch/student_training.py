"""Practical training and employment as a batch reports it."""

from __future__ import annotations

from collections.abc import Mapping

from limen.offices.sevis.batch.table import Step, Take, Told, code, day, letter, part, parts, text, yes

PRINTED = {"@printForm": "the form stands in the download"}
DATES = (day("starts", "StartDate"), day("ends", "EndDate"))
FULL = {"01": "full", "02": "part"}
LOAD = code("load", "FullPartTimeIndicator", FULL)


def one(act: str, *takes: Take) -> Told:
    """Return an event that asks for one act on the student's record."""
    return Told((Step(act, takes),), answered=PRINTED)


def employer(within: str = "") -> tuple[Take, ...]:
    """Return the fields of an employer."""
    return (
        text("name", f"{within}EmployerName"),
        part("employer_address", f"{within}EmployerAddress"),
        text("ein", f"{within}EmployerEIN"),
        letter("self_employed", f"{within}SelfEmployed"),
        text("relevance", f"{within}CourseRelevance"),
        code("load", f"{within}FullPartTimeIndicator", FULL),
        day("starts", f"{within}StartDate"),
        day("ends", f"{within}EndDate"),
        text("supervisor_given_names", f"{within}SupervisorFirstName"),
        text("supervisor_surname", f"{within}SupervisorLastName"),
        text("supervisor_phone", f"{within}SupervisorPhone"),
        text("supervisor_phone_ext", f"{within}SupervisorPhoneExt"),
        text("supervisor_email", f"{within}SupervisorEmail"),
        text("job_title", f"{within}StudentsJobTitle"),
    )


TRAINING: Mapping[str, Told] = {
    "cpt.add": one(
        "sevis.authorise_cpt",
        *DATES,
        LOAD,
        text("employer", "EmployerName"),
        part("employer_address", "EmployerAddress"),
        text("relevance", "CourseRelevance"),
        text("employment_remarks", "EmploymentRemarks"),
        text("student_remarks", "StudentRemarks"),
    ),
    "cpt.cancel": one("sevis.cancel_cpt", *DATES, LOAD, text("employer", "EmployerName")),
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
    "opt.add": one(
        "sevis.recommend_opt",
        *DATES,
        LOAD,
        yes("academic_year_met", "AcademicYearMet"),
        text("completion", "CompletionType"),
        text("student_remarks", "StudentRemarks"),
        text("remarks", "Remarks"),
        parts("employers", "Employer"),
    ),
    "opt.cancel": one("sevis.cancel_opt", *DATES, LOAD),
    "opt.edit": one(
        "sevis.edit_opt",
        *DATES,
        LOAD,
        code("new_load", "NewFullPartTimeIndicator", FULL),
        yes("academic_year_met", "AcademicYearMet"),
        text("student_remarks", "StudentRemarks"),
        text("remarks", "Remarks"),
    ),
    "opt.extend": one("sevis.extend_opt", *DATES, LOAD, parts("employers", "Employer")),
    "opt.report-participation": one("sevis.report_participation", *DATES, LOAD),
    "opt-employer.add": one(
        "sevis.add_opt_employer",
        day("training_starts", "EmploymentIdentifier/StartDate"),
        day("training_ends", "EmploymentIdentifier/EndDate"),
        parts("employers", "Employer"),
    ),
    "opt-employer.edit": one(
        "sevis.edit_opt_employer",
        day("training_starts", "EmploymentIdentifier/StartDate"),
        day("training_ends", "EmploymentIdentifier/EndDate"),
        text("employer", "EmployerIdentifier/EmployerName"),
        day("employer_starts", "EmployerIdentifier/StartDate"),
        *employer("Employer/"),
    ),
}
"""What a batch reports of practical training and of employment off campus."""
