"""Students and their dependants as a batch first reports them, and what changes about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from limen.offices.sevis.batch.table import (
    Step,
    Take,
    Told,
    abroad,
    code,
    country,
    day,
    joined,
    letter,
    money,
    part,
    text,
    yes,
)

CLASSES = {"01": "F-1", "02": "M-1", "04": "F-2", "05": "M-2"}
SEXES = {"U": "X"}
NONE = {"00.0000": ""}
ABROAD = abroad("foreign_address", "ForeignAddress", country_field="foreign_country_code")
PRINTED = {"@printForm": "the form stands in the download"}
OWN_FIELDS = {
    "UserDefinedA": "kept, and given back in the log",
    "UserDefinedB": "kept, and given back in the log",
}


@dataclass(frozen=True, slots=True)
class Personal:
    """What recurs of a person: how they are reached, and the event that changes it."""

    reached: tuple[Take, ...]
    told: Told


def named(within: str = "") -> tuple[Take, ...]:
    """Return the fields that say who somebody is."""
    return (
        text("surname", f"{within}FullName/LastName"),
        text("given_names", f"{within}FullName/FirstName"),
        text("passport_name", f"{within}FullName/PassportName"),
        text("preferred_name", f"{within}FullName/PreferredName"),
        text("suffix", f"{within}FullName/Suffix"),
        text("birth", f"{within}BirthDate"),
        code("sex", f"{within}Gender", SEXES),
        text("birth_city", f"{within}BirthCity"),
        country("birth_country", f"{within}BirthCountryCode"),
        text("citizenship_status", f"{within}CitizenshipStatus"),
        country("nationality", f"{within}CitizenshipCountryCode"),
    )


def reached(within: str = "") -> tuple[Take, ...]:
    """Return the fields that say how a student is reached."""
    return (
        text("email", f"{within}Email"),
        letter("phone_exempt", f"{within}Telephone/TelephoneExemptInd"),
        text("phone", f"{within}Telephone/Phone/USNumber"),
        joined("foreign_phone", f"{within}Telephone/Phone/Foreign", "CountryNumber", "PhoneNumber"),
        yes("commuter", f"{within}Commuter"),
    )


DEPENDANT = (
    *named(),
    text("email", "Email"),
    code("visa_type", "VisaType", CLASSES),
    text("relationship", "Relationship"),
    text("phone", "USPhoneNumber"),
    part("us_address", "USAddress"),
    part("mailing_address", "MailingAddress"),
    text("remarks", "Remarks"),
)
DEPENDANT_FIELDS = (text("user_a", "UserDefinedA"), text("user_b", "UserDefinedB"))

CREATE = Told(
    (
        Step(
            "sevis.create_student",
            (
                text("user_a", "UserDefinedA"),
                text("user_b", "UserDefinedB"),
                *named("PersonalInfo/"),
                *reached("PersonalInfo/"),
                code("visa_type", "PersonalInfo/VisaType", CLASSES),
                text("issue_reason", "IssueReason"),
                part("us_address", "USAddress"),
                part("mailing_address", "MailingAddress"),
                ABROAD,
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
                text("remarks", "Remarks"),
            ),
            on="new",
        ),
        Step(
            "sevis.add_dependant",
            (*DEPENDANT, *DEPENDANT_FIELDS),
            each="CreateDependent/Dependent",
            on="new",
            link="student",
        ),
    ),
    answered={
        **PRINTED,
        "@requestID": "the answer is known by it",
        "@userID": "the official in whose name it is done",
    },
)

PERSONAL = Personal(
    reached(),
    Told(
        (
            Step(
                "sevis.update_personal",
                (
                    *named(),
                    *reached(),
                    part("us_address", "USAddress"),
                    part("mailing_address", "MailingAddress"),
                    ABROAD,
                    text("remarks", "Remarks"),
                ),
            ),
        ),
        answered=PRINTED,
    ),
)

WHICH = {"@dependentSevisID": "the dependant it is about"}


def on_dependant(act: str, *takes: Take, answered: Mapping[str, str] | None = None) -> Told:
    """Return an event that asks for one act on a dependant's record."""
    return Told((Step(act, takes, on="dependant"),), answered={**WHICH, **(answered or {})})


DEPENDANTS: Mapping[str, Told] = {
    "dependent.add": Told((Step("sevis.add_dependant", DEPENDANT, on="new", link="student"),), answered=PRINTED),
    "dependent.edit": on_dependant(
        "sevis.edit_dependant",
        *(take for take in DEPENDANT if take.field != "visa_type"),
        answered=PRINTED,
    ),
    "dependent.cancel": on_dependant("sevis.cancel_dependant", text("reason", "Reason"), text("remarks", "Remarks")),
    "dependent.terminate": on_dependant(
        "sevis.terminate_dependant",
        text("reason", "Reason"),
        text("other", "OtherRemarks"),
        text("remarks", "Remarks"),
    ),
    "dependent.reactivate": on_dependant("sevis.reactivate_dependant", answered=PRINTED),
    "dependent.reprint": on_dependant("sevis.reprint_dependant", answered=PRINTED),
}
"""What a batch reports of a student's dependants."""
