"""What each event of an exchange visitor's batch asks for: acts, and the fields of each."""

from __future__ import annotations

from collections.abc import Mapping

from limen.offices.sevis.batch.table import Step, Take, Told, code, day, listed, shaped, text, yes
from limen.offices.sevis.batch.visitor_parts import (
    DEPENDANT,
    FUNDS,
    RESIDENCE,
    SITE,
    SITE_KINDS,
    address,
    person,
)
from limen.offices.sevis.batch.visitor_plans import PHASE_DATES, PLAN, PLANS, signatures

PRINTED = {"@printForm": "the form stands in the download"}
REMARKS = text("remarks", "Remarks")
NUMBER = text("number", "SiteId")


def one(act: str, *takes: Take, answered: Mapping[str, str] | None = None) -> Told:
    """Return an event that asks for one act on the visitor's record."""
    return Told((Step(act, takes),), answered=PRINTED if answered is None else answered)


CREATE = Told(
    (
        Step(
            "sevis.create_visitor",
            (
                text("user_a", "UserDefinedA"),
                text("user_b", "UserDefinedB"),
                *person("Biographical/"),
                text("phone", "Biographical/PhoneNumber"),
                text("position", "PositionCode"),
                day("starts", "PrgStartDate"),
                day("ends", "PrgEndDate"),
                text("category", "CategoryCode"),
                text("occupation", "OccupationCategoryCode"),
                text("subject", "SubjectField/SubjectFieldCode"),
                text("subject_remarks", "SubjectField/Remarks"),
                address("us_address", "USAddress"),
                address("mailing_address", "MailAddress"),
                shaped("funds", "FinancialInfo", *FUNDS),
                listed("sites", "AddSiteOfActivity/SiteOfActivity", *SITE),
                shaped("plan", "AddTIPP", *PLAN),
                shaped("residential", "ResidentialAddress", *RESIDENCE),
            ),
            fixed={"print_form": False},
            on="new",
        ),
        Step(
            "sevis.add_dependant",
            (*DEPENDANT, text("user_a", "UserDefinedA"), text("user_b", "UserDefinedB")),
            fixed={"visa_type": "J-2"},
            each="CreateDependent/Dependent",
            on="new",
            link="visitor",
        ),
    ),
    answered={
        **PRINTED,
        "@requestID": "the answer is known by it",
        "@userID": "the official in whose name it is done",
        "AddTIPP/@print7002": "the plan stands in the download",
    },
)

PROGRAMME: Mapping[str, Told] = {
    "biographical": one(
        "sevis.update_biographical",
        *person(),
        text("phone", "PhoneNumber"),
        text("position", "PositionCode"),
        address("us_address", "USAddress"),
        address("mailing_address", "MailAddress"),
        shaped("residential", "ResidentialAddress", *RESIDENCE),
        REMARKS,
    ),
    "financial": one("sevis.update_visitor_finances", shaped("funds", ".", *FUNDS)),
    "program.amend": one(
        "sevis.amend_program", day("starts", "PrgStartDate"), day("ends", "PrgEndDate"), PHASE_DATES, REMARKS
    ),
    "program.edit-subject": one(
        "sevis.edit_subject",
        text("subject", "SubjectFieldCode"),
        text("subject_remarks", "SubjectFieldRemarks"),
        REMARKS,
    ),
    "program.extend": one("sevis.extend_visitor", day("new_end", "NewPrgEndDate"), PHASE_DATES, REMARKS),
    "program.matriculate": one("sevis.matriculate", day("new_end", "NewPrgEndDate"), text("code", "MatriculationCode")),
    "program.shorten": one(
        "sevis.shorten_visitor",
        day("new_end", "NewPrgEndDate"),
        text("reason", "ShortenReason"),
        PHASE_DATES,
        REMARKS,
    ),
    "reprint": one("sevis.reprint_ds2019", text("reason", "Reason"), text("other_remarks", "OtherRemarks"), REMARKS),
}

SITES: Mapping[str, Told] = {
    "site.add": Told(
        (
            Step(
                "sevis.add_site",
                (shaped("site", ".", code("kind", "@xsi:type", SITE_KINDS), *(take for take in SITE[1:])),),
            ),
        ),
        answered=PRINTED,
    ),
    "site.edit": one(
        "sevis.edit_site",
        NUMBER,
        text("name", "SiteName"),
        text("new_name", "NewSiteName"),
        address("address", "."),
        yes("primary", "PrimarySite"),
        REMARKS,
    ),
    "site.delete": one("sevis.delete_site", NUMBER, text("name", "SiteName"), answered={}),
}

ENDS: Mapping[str, Told] = {
    "status.correct-infraction": one(
        "sevis.correct_infraction",
        text("kind", "InfractionType"),
        day("new_end", "NewEndDate"),
        PHASE_DATES,
        REMARKS,
        answered={},
    ),
    "status.invalid": one("sevis.mark_invalid", REMARKS, answered={}),
    "status.no-show": one("sevis.mark_no_show", answered={".": "it holds nothing"}),
    "status.terminate": one(
        "sevis.terminate_visitor",
        text("reason", "Reason"),
        day("effective_on", "EffectiveDate"),
        text("other_remarks", "OtherRemarks"),
        REMARKS,
        answered={},
    ),
    "validate": one(
        "sevis.validate_visitor",
        address("us_address", "USAddress"),
        text("email", "EmailAddress"),
        text("phone", "PhoneNumber"),
        signatures("signatures", "TippSignatureDates/TippSite"),
        answered={},
    ),
}

WHICH = {"@dependentSevisID": "the dependant it is about"}


def on_dependant(act: str, *takes: Take, answered: Mapping[str, str] | None = None) -> Told:
    """Return an event that asks for one act on a dependant's record."""
    return Told((Step(act, takes, on="dependant"),), answered={**WHICH, **(answered or {})})


DEPENDANTS: Mapping[str, Told] = {
    "dependent.add": Told(
        (
            Step(
                "sevis.add_dependant",
                (*DEPENDANT, text("form_purpose", "FormPurpose")),
                fixed={"visa_type": "J-2"},
                on="new",
                link="visitor",
            ),
        ),
        answered=PRINTED,
    ),
    "dependent.edit": on_dependant("sevis.edit_dependant", *DEPENDANT, REMARKS, answered=PRINTED),
    "dependent.delete": on_dependant("sevis.delete_dependant"),
    "dependent.end": on_dependant(
        "sevis.end_dependant", text("reason", "Reason"), text("other_remarks", "OtherRemarks"), REMARKS
    ),
    "dependent.terminate": on_dependant(
        "sevis.terminate_dependant",
        text("reason", "Reason"),
        day("effective_on", "EffectiveDate"),
        text("other", "OtherRemarks"),
        REMARKS,
    ),
    "dependent.reprint": on_dependant(
        "sevis.reprint_dependant",
        text("reason", "Reason"),
        text("other_remarks", "OtherRemarks"),
        REMARKS,
        answered=PRINTED,
    ),
}

VISITOR_EVENTS: Mapping[str, Told] = {
    "create": CREATE,
    **PROGRAMME,
    **SITES,
    **ENDS,
    **DEPENDANTS,
    **PLANS,
}
"""Each event of the exchange-visitor schema, and what becomes of it."""
