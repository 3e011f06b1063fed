"""Batches for the tests: a school's software, documents, and what an upload answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from limen.core.access import acts as access
from limen.core.access.gate import NODE, SYSTEM
from limen.core.access.models import Account
from limen.exchange.sevis_batch import Record
from limen.exchange.sevis_batch.writing import draft, write_student_batch
from limen.kernel import perform
from limen.offices.sevis import acts
from limen.offices.sevis.batch import intake
from limen.offices.sevis.models import Batch, School
from limen.offices.sevis.tests.scenes import Campuses
from tests.factories import OPENED, setup

USER = "officialno"
OFFICER = "visitorofc"
BATCH = "20260831000001"
PERSONAL = {
    "FullName": {"LastName": "Ferreira", "FirstName": "Ana"},
    "BirthDate": "2004-05-06",
    "Gender": "F",
    "BirthCountryCode": "BR",
    "CitizenshipCountryCode": "BR",
    "VisaType": "01",
}
CREATE: Mapping[str, Any] = {
    "@printForm": "true",
    "PersonalInfo": PERSONAL,
    "IssueReason": "I",
    "USAddress": {"Address1": "1 College Street", "City": "Boston", "State": "MA", "PostalCode": "02115"},
    "ForeignAddress": {"Address1": "Rua A 1", "City": "Recife", "CountryCode": "BR"},
    "EducationalInfo": {
        "EduLevel": {"Level": "05"},
        "MajorCode1": "11.0701",
        "IssDate": "2026-08-31",
        "PrgStartDate": "2026-08-31",
        "PrgEndDate": "2028-05-31",
        "EngProficiency": {"EngRequired": "true", "RequirementsMet": "true"},
    },
    "FinancialInfo": {
        "AcademicTerm": "09",
        "Expense": {"Tuition": "30000", "LivingExpense": "15000"},
        "Funding": {"Personal": "50000"},
    },
}


def official(at: Campuses, name: str = USER) -> Account:
    """Return an official of the school under a user name as long as the format asks for, named on first mention."""
    held = Account.objects.filter(username=name).first()
    if held is not None:
        return held
    account = setup(access.OpenAccount(username=name, full_name="Olive Official", email=f"{name}@college.example"))
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    act = acts.NameOfficial(account=account.pk, role="dso", school=at.school.pk)
    perform(act, by=by, at=at.service.agency, purpose="sevis")
    return Account.objects.get(pk=account.pk)


def officer(at: Campuses) -> Account:
    """Return an officer of the sponsor under the same kind of user name, named on first mention."""
    held = Account.objects.filter(username=OFFICER).first()
    if held is not None:
        return held
    account = setup(access.OpenAccount(username=OFFICER, full_name="Ana Officer"))
    by = at.service.officer("sevp_adjudicator", place=at.service.agency)
    act = acts.NameOfficial(account=account.pk, role="alternate_responsible_officer", sponsor=at.sponsor.pk)
    perform(act, by=by, at=at.service.agency, purpose="sevis")
    return Account.objects.get(pk=account.pk)


def software(place: Any, name: str = "campus-software") -> tuple[Account, str]:
    """Return the account of a school's software and a token for it."""
    account = setup(access.OpenAccount(username=name, full_name=name, kind="service"))
    setup(access.PostOfficer(role="batch_software", place=place.pk, valid_from=OPENED), account)
    token = setup_told(access.IssueToken(scopes=["sevis.batch"]), account)
    return Account.objects.get(pk=account.pk), token


def setup_told(act: Any, on: Any) -> str:
    """Do an act as the system itself and return the token it tells."""
    return str(perform(act, on=on, by=SYSTEM, at=NODE, purpose="administration").told["token"])


def create(number: int = 1, **changes: Any) -> Record:
    """Return a student to create; ``changes`` replace whole parts."""
    person = {**PERSONAL, "FullName": {"LastName": f"Ferreira{letters(number)}", "FirstName": "Ana"}}
    values = {**CREATE, "PersonalInfo": person, **changes}
    return draft("student", "create", values, request_id=f"C{number}", user_id=USER, user_defined=(f"A{number}", ""))


def update(event: str, values: Mapping[str, Any], sevis_id: str, number: int = 1) -> Record:
    """Return an event of a student on record."""
    return draft("student", event, values, request_id=f"U{number}", user_id=USER, sevis_id=sevis_id)


def document(school: School, *records: Record, batch_id: str = BATCH) -> bytes:
    """Return a batch of a school as a document."""
    return write_student_batch(USER, batch_id, school.code, records)


def sent(at: Campuses, body: bytes, *, batch_id: str = BATCH, by: Any = None) -> intake.Receipt:
    """Send a batch as the school's own official, and have it answered."""
    receipt = intake.receive(intake.Sent(at.school.code, batch_id, USER, body, by or official(at), name="batch.xml"))
    if receipt.taken and receipt.batch is not None:
        intake.process(receipt.batch)
    return receipt


def answers(batch: Batch | None) -> list[tuple[str, str]]:
    """Return the request and the code of each answer."""
    assert batch is not None
    return list(batch.results.values_list("request_id", "code"))


def letters(number: int) -> str:
    """Return a number as letters: a name holds no digits."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))
