"""People, addresses, money and sites of an exchange visitor's batch: which value fills which part."""

from __future__ import annotations

from limen.offices.sevis.batch.table import Take, amount, code, country, shaped, text, yes

SEXES = {"U": "X"}
SITE_KINDS = {
    "SOA": "SOA",
    "EXEMPT": "EXEMPT",
    "AddSOA": "SOA",
    "AddEXEMPT": "EXEMPT",
    "AddSEEKINGEMP": "SEEKINGEMP",
    "AddONTRAVEL": "ONTRAVEL",
}
ADDRESS = (
    text("address1", "Address1"),
    text("address2", "Address2"),
    text("city", "City"),
    text("state", "State"),
    text("postal_code", "PostalCode"),
    text("explanation_code", "ExplanationCode"),
    text("explanation", "Explanation"),
)
SITE = (
    code("kind", "@xsi:type", SITE_KINDS),
    *ADDRESS,
    text("name", "SiteName"),
    yes("primary", "PrimarySite"),
    text("remarks", "Remarks"),
)
FUNDS = (
    yes("us_government", "ReceivedUSGovtFunds"),
    amount("sponsor", "ProgramSponsorFunds"),
    *(
        take
        for ours, theirs in (("us", "USGovt"), ("int", "International"))
        for which in "12"
        for take in (
            text(f"{ours}_org{which}", f"OtherFunds/{theirs}/Org{which}"),
            text(f"{ours}_other{which}", f"OtherFunds/{theirs}/OtherName{which}"),
            amount(f"{ours}_amount{which}", f"OtherFunds/{theirs}/Amount{which}"),
        )
    ),
    amount("home_government", "OtherFunds/EVGovt"),
    amount("binational", "OtherFunds/BinationalCommission"),
    text("other_name", "OtherFunds/Other/Name"),
    amount("other_amount", "OtherFunds/Other/Amount"),
    amount("personal", "OtherFunds/Personal"),
)
RESIDENCE = (
    text("coordinator_surname", "LCCoordinator/LastName"),
    text("coordinator_given_names", "LCCoordinator/FirstName"),
    text("coordinator_postal_code", "LCCoordinator/PostalCode"),
    text("kind", "ResidentialType"),
    text("contact_surname", "PContact/LastName"),
    text("contact_given_names", "PContact/FirstName"),
    text("host_kind", "HostFamily/HostFamilyInd"),
    text("second_surname", "HostFamily/SContact/LastName"),
    text("second_given_names", "HostFamily/SContact/FirstName"),
    text("host_phone", "HostFamily/Phone"),
    text("host_phone_ext", "HostFamily/PhoneExt"),
    text("school_name", "BoardingSchool/Name"),
    text("school_contact_title", "BoardingSchool/PCTitle"),
    text("school_phone", "BoardingSchool/Phone"),
    text("school_phone_ext", "BoardingSchool/PhoneExt"),
)


def person(within: str = "") -> tuple[Take, ...]:
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
        country("nationality", f"{within}CitizenshipCountryCode"),
        country("residence_country", f"{within}PermanentResidenceCountryCode"),
        text("birth_reason", f"{within}BirthCountryReason"),
        text("email", f"{within}EmailAddress"),
    )


def address(field: str, path: str) -> Take:
    """Return an address in the United States."""
    return shaped(field, path, *ADDRESS)


DEPENDANT = (*person(), text("relationship", "Relationship"))
