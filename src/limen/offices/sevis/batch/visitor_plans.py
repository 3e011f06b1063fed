"""Placement plans (Form DS-7002) as a batch brings them: which value fills which part."""

from __future__ import annotations

from collections.abc import Mapping

from limen.offices.sevis.batch.table import Step, Take, Told, day, days, letter, listed, number, shaped, text, yes
from limen.offices.sevis.batch.visitor_parts import ADDRESS

PRINTED = {"@print7002": "the plan stands in the download"}
PARTICIPANT = (
    text("email", "EmailAddress"),
    text("field_of_study", "FieldOfStudy"),
    number("years", "YearsOfExperience"),
    text("degree", "TypeOfDegree"),
    day("awarded_on", "DateAwardedOrExpected"),
)
NEW_PARTICIPANT = (yes("work_travel", "IsIWT"), *PARTICIPANT)
EMPLOYER = (
    text("employer_id", "EmployerID"),
    number("employees", "FullTimeEmployees"),
    text("revenue", "AnnualRevenue"),
    text("website", "WebsiteURL"),
    letter("insured", "WorkersCompInd"),
    text("carrier", "WorkersCompCarrier"),
    text("covers_visitor", "WorkersCompForEvInd"),
    number("hours", "EvHoursPerWeek"),
    letter("paid", "StipendInd"),
    text("stipend", "StipendAmount"),
    text("per", "StipendFrequency"),
    text("other_pay", "NonMonetaryComp"),
    text("official", "OfficialUserName"),
    day("official_signed_on", "OfficialSignatureDate"),
    day("visitor_signed_on", "EvSignatureDate"),
)
CONTACT = (
    text("surname", "SupervisorLastName"),
    text("given_names", "SupervisorFirstName"),
    text("title", "SupervisorTitle"),
    text("email", "SupervisorEmail"),
    text("phone", "SupervisorPhone"),
    text("phone_ext", "SupervisorPhoneExt"),
    text("fax", "SupervisorFax"),
)
PHASE = (
    text("number", "PhaseId"),
    text("name", "PhaseName"),
    day("starts", "StartDate"),
    day("ends", "EndDate"),
    text("field", "TrainingField"),
    shaped(
        "supervisor",
        ".",
        text("surname", "SuperLastName"),
        text("given_names", "SuperFirstName"),
        text("middle", "SuperMiddleInitial"),
        text("title", "SuperTitle"),
        text("email", "SuperEmail"),
        text("phone", "SuperPhone"),
        text("phone_ext", "SuperPhoneExt"),
    ),
    day("supervisor_signed_on", "SuperSignatureDate"),
    text("role", "EvRole"),
    text("goals", "GoalsAndObjectives"),
    text("qualifications", "SupervisorAndQualifications"),
    text("culture", "CulturalActivities"),
    text("skills", "SkillsLearned"),
    text("teaching", "TeachingMethod"),
    text("measured", "HowCompetencyMeasured"),
    text("more", "AdditionalRemarks"),
)
PLACE = (
    text("number", "SiteId"),
    *ADDRESS,
    text("name", "SiteName"),
    yes("primary", "PrimarySite"),
    text("remarks", "Remarks"),
)
SITE = (*PLACE, *EMPLOYER, shaped("contact", ".", *CONTACT), listed("phases", "TippPhase", *PHASE))
PLAN = (
    text("exempt", "TippExemptProgram"),
    shaped("participant", "ParticipantInfo", *NEW_PARTICIPANT),
    listed("sites", "TippSite", *SITE),
)
SIGNED = "Supervisors/TippPhase"
PHASE_DATES = listed(
    "phases", "TippPhaseDates/TippPhase", text("number", "PhaseId"), day("starts", "StartDate"), day("ends", "EndDate")
)


def signatures(field: str, path: str) -> Take:
    """Return who signed for each site of a plan, and when."""
    return listed(
        field,
        path,
        text("number", "SiteId"),
        text("official", "ProgramOfficial/UserName"),
        day("official_signed_on", "ProgramOfficial/SignatureDate"),
        day("visitor_signed_on", "EvSignatureDate"),
        days("phases", SIGNED, "PhaseId", "SignatureDate"),
    )


def one(act: str, *takes: Take, answered: Mapping[str, str] | None = None) -> Told:
    """Return an event that asks for one act on the visitor's record."""
    return Told((Step(act, takes),), answered=answered or {})


PLANS: Mapping[str, Told] = {
    "training-plan.add": one("sevis.add_tipp", shaped("plan", ".", *PLAN), answered=PRINTED),
    "training-plan.add-site": one("sevis.add_tipp_site", shaped("site", ".", *SITE), answered=PRINTED),
    "training-plan.edit-site": one(
        "sevis.edit_tipp_site",
        shaped("site", ".", *PLACE),
        shaped("employer", ".", *EMPLOYER),
        shaped("contact", ".", *CONTACT),
        days("phases", SIGNED, "PhaseId", "SignatureDate"),
        answered=PRINTED,
    ),
    "training-plan.delete-site": one("sevis.delete_tipp_site", text("number", "SiteId")),
    "training-plan.add-phase": one("sevis.add_tipp_phase", text("number", "SiteId"), shaped("phase", ".", *PHASE)),
    "training-plan.edit-phase": one("sevis.edit_tipp_phase", shaped("phase", ".", *PHASE)),
    "training-plan.delete-phase": one("sevis.delete_tipp_phase", text("number", "PhaseId")),
    "training-plan.signatures": one("sevis.sign_tipp", signatures("signatures", "TippSite")),
    "training-plan.participant": one("sevis.update_tipp_participant", shaped("participant", ".", *PARTICIPANT)),
    "training-plan.reprint": one("sevis.reprint_ds7002", text("number", "SiteId"), answered=PRINTED),
}
"""What a batch reports of placement plans."""
