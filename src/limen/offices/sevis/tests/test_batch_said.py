"""What a batch does not say of a record stays, and what it sends empty is emptied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import time_machine

from limen.core.lawbook import lawbook
from limen.exchange import sevis_batch as wire
from limen.exchange.sevis_batch.writing import draft, write_visitor_batch
from limen.offices.sevis import acts
from limen.offices.sevis.batch import intake
from limen.offices.sevis.batch.table import claimed, countries
from limen.offices.sevis.models import Batch, Student, Visitor
from limen.offices.sevis.student_lines import abroad
from limen.offices.sevis.tests.batches import (
    CREATE,
    OFFICER,
    PERSONAL,
    create,
    document,
    officer,
    official,
    sent,
    update,
)
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.student_scenes import active
from limen.offices.sevis.tests.visitor_scenes import creating

FULL = {
    **PERSONAL,
    "FullName": {
        "LastName": "Ferreira",
        "FirstName": "Ana",
        "PassportName": "Ana Ferreira",
        "PreferredName": "Ana F",
        "Suffix": "Jr.",
    },
    "BirthCity": "Recife",
    "Email": "ana@college.example",
    "Telephone": {"TelephoneExemptInd": "N", "Phone": {"USNumber": "6175550100"}},
}
MONEY = {
    "AcademicTerm": "09",
    "Expense": {"Tuition": "30000", "LivingExpense": "15000", "DependentExp": "4000"},
    "Funding": {"Personal": "45000", "Other": {"Amount": "6000", "Remarks": "An uncle"}, "Employment": "2000"},
}


@pytest.fixture
def ana(at: Campuses) -> Student:
    """Return a student of whom everything is on record."""
    official(at)
    draft_of = {**CREATE, "PersonalInfo": FULL, "FinancialInfo": MONEY}
    done(at, draft("student", "create", draft_of, request_id="C1", user_id="officialno"))
    return Student.objects.get()


def done(at: Campuses, record: Any, number: str = "1") -> Batch:
    """Have a record answered, and taken."""
    receipt = sent(
        at, document(at.school, record, batch_id=f"2026083100010{number}"), batch_id=f"2026083100010{number}"
    )
    assert receipt.batch is not None, receipt.message
    assert [(row.code, row.message) for row in receipt.batch.results.all()] == [("S0000", "")]
    return receipt.batch


def changed(at: Campuses, record: Student, event: str, values: Mapping[str, Any]) -> Student:
    """Return a student after an event."""
    done(at, update(event, values, record.sevis_id), "2")
    return Student.objects.get(pk=record.pk)


def test_what_an_update_does_not_say_stays(at: Campuses, ana: Student) -> None:
    values = {"@printForm": "false", "FullName": {"LastName": "Ferreira", "FirstName": "Ana"}, "BirthCity": "Olinda"}
    now = changed(at, ana, "personal", values)
    assert (now.birth_city, now.suffix, now.preferred_name) == ("Olinda", "Jr.", "Ana F")
    assert (now.email, now.phone, now.us_address["city"]) == ("ana@college.example", "6175550100", "Boston")
    assert (now.foreign_address["city"], now.person.nationality) == ("Recife", "BRA")


def test_what_an_update_sends_empty_is_emptied(at: Campuses, ana: Student) -> None:
    name = {"LastName": "Ferreira", "FirstName": "", "PassportName": "", "PreferredName": "", "Suffix": ""}
    now = changed(at, ana, "personal", {"@printForm": "false", "FullName": name})
    assert (now.passport_name, now.preferred_name, now.suffix) == ("", "", "")
    assert (now.person.surname, now.person.given_names) == ("Ferreira", "")
    assert now.birth_city == "Recife"


def test_amounts_sent_empty_are_emptied_and_the_others_stay(at: Campuses, ana: Student) -> None:
    values = {
        "@printForm": "false",
        "Expense": {"DependentExp": ""},
        "Funding": {"Other": {"Amount": "", "Remarks": ""}, "Employment": ""},
    }
    now = changed(at, ana, "financial", values)
    assert now.costs == {"tuition": 30000, "living_expense": 15000}
    assert now.funds == {"personal": 45000}
    assert now.term_months == 9


def test_a_second_subject_of_none_is_no_second_subject(at: Campuses, ana: Student) -> None:
    with_two = changed(at, ana, "program.edit", {"@printForm": "false", "MajorCode2": "27.0101"})
    assert with_two.second_major == "27.0101"
    done(at, update("program.edit", {"@printForm": "false", "MajorCode2": "00.0000"}, ana.sevis_id), "3")
    assert Student.objects.get().second_major == ""


def test_an_address_abroad_names_its_country_as_documents_do(at: Campuses, ana: Student) -> None:
    assert ana.foreign_address["country_code"] == "BRA"
    assert abroad(ana.foreign_address, date(2026, 8, 31)).endswith("Brazil")
    receipt = sent(at, document(at.school, create(2, ForeignAddress={"Address1": "Wet 1", "CountryCode": "PF"})))
    assert receipt.batch is not None
    row = receipt.batch.results.get()
    assert (row.code, row.rule) == ("S9999", "sevis.country_unmapped")
    assert "foreign_country_code: “PF” (Paracel Islands)" in row.message


def test_curricular_training_is_taken_with_all_that_an_employers_address_holds(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    student = active(at)
    official(at)
    morning.move_to("2027-06-01T13:00:00+00:00")
    where = {
        "Address1": "2 Work Street",
        "City": "Boston",
        "State": "MA",
        "PostalCode": "02116",
        "PostalRoutingCode": "1234",
    }
    values = {
        "@printForm": "false",
        "StartDate": "2027-06-10",
        "EndDate": "2027-08-20",
        "FullPartTimeIndicator": "02",
        "EmployerName": "Works Ltd",
        "EmployerAddress": where,
        "CourseRelevance": "Part of the course",
    }
    done(at, update("cpt.add", values, student.sevis_id), "4")
    assert student.trainings.get().employer_address["postal_routing_code"] == "1234"


def told(
    at: Campuses, event: str, values: Mapping[str, Any], record: Visitor, number: str = "1"
) -> list[tuple[str, str]]:
    """Return the answers to an event of a visitor."""
    batch = f"2026083100020{number}"
    item = draft("visitor", event, values, request_id="V1", user_id=OFFICER, sevis_id=record.sevis_id)
    body = write_visitor_batch(OFFICER, batch, at.sponsor.number, (item,))
    receipt = intake.receive(intake.Sent(at.sponsor.number, batch, OFFICER, body, officer(at)))
    assert receipt.batch is not None, receipt.message
    intake.process(receipt.batch)
    record.refresh_from_db()
    return [(row.code, row.message) for row in receipt.batch.results.all()]


def test_who_pays_for_a_visitor_is_judged_as_it_then_stands(at: Campuses) -> None:
    record = at.sponsored(creating(funds={"us_org1": "DOE", "us_amount1": 500, "personal": 100}))
    more = {"@printForm": "false", "OtherFunds": {"USGovt": {"Amount1": "900"}}}
    assert told(at, "financial", more, record) == [("S0000", "")]
    assert (record.funds["us_org1"], record.funds["us_amount1"], record.funds["personal"]) == ("DOE", 900, 100)


def test_a_payer_of_a_visitor_sent_empty_is_gone_and_half_a_payer_is_refused(at: Campuses) -> None:
    record = at.sponsored(creating(funds={"us_org1": "DOE", "us_amount1": 500, "personal": 100}))
    ((code, why),) = told(
        at, "financial", {"@printForm": "false", "OtherFunds": {"USGovt": {"Org1": "", "Amount1": "500"}}}, record
    )
    assert (code, "has a code, an amount" in why) == ("S9999", True)
    none = {"@printForm": "false", "OtherFunds": {"USGovt": {"Org1": "", "Amount1": ""}}}
    assert told(at, "financial", none, record, "2") == [("S0000", "")]
    assert (record.funds["us_org1"], record.funds["us_amount1"], record.funds["personal"]) == ("", None, 100)


def test_a_visitor_whose_sex_the_sponsor_does_not_know_is_taken(at: Campuses) -> None:
    record = at.sponsored(creating())
    assert told(at, "biographical", {"@printForm": "false", "Gender": "U"}, record) == [("S0000", "")]
    assert record.person.identities.filter(sex="X").exists()


def test_former_places_of_birth_stand_as_what_they_were(at: Campuses) -> None:
    states = lawbook().codes("icao_states").on(date(2026, 8, 31))
    former = {code: states[countries()[code]].title for code in ("FT", "GN", "PQ", "PT", "RH", "SK", "TQ", "VN", "IY")}
    assert former == {
        "FT": "French Afars and Issas",
        "GN": "Gilbert and Ellice Islands",
        "PQ": "Panama Canal Zone",
        "PT": "East Timor",
        "RH": "Southern Rhodesia",
        "SK": "Sikkim",
        "TQ": "Trust Territory of the Pacific Islands",
        "VN": "Democratic Republic of Viet-Nam",
        "IY": "Neutral Zone",
    }
    assert [countries()[code] for code in ("SS", "OD", "U3", "U5", "MW")] == ["ESH", "SSD", "XXA", "XXX", "MNE"]
    official(at)
    born = {**PERSONAL, "BirthCountryCode": "RH", "CitizenshipCountryCode": "U3"}
    done(at, create(1, PersonalInfo=born))
    person = Student.objects.get().person
    assert (person.birth_country, person.nationality) == ("RHO", "XXA")


def test_every_place_of_the_agencys_tables_is_read_or_refused_by_its_name() -> None:
    tables = wire.tables()
    assert (tables["birth-country"].codes | tables["country"].codes) == set(countries()) | set(claimed())


def test_a_page_that_fills_in_one_thing_empties_no_other(at: Campuses, ana: Student) -> None:
    at.report(acts.UpdatePersonal(birth_city="Olinda"), on=ana)
    ana.refresh_from_db()
    assert (ana.birth_city, ana.suffix, ana.email) == ("Olinda", "Jr.", "ana@college.example")
