"""A refusal has the agency's own code where its list of codes for F and M records names the rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
import time_machine

from limen.exchange import sevis_batch as wire
from limen.offices.sevis import acts
from limen.offices.sevis.batch import answering
from limen.offices.sevis.tests.batches import CREATE, create, document, official, sent, update
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.student_scenes import active

WORK = {"Address1": "2 Work Street", "City": "Boston", "State": "MA", "PostalCode": "02116"}
CPT = {
    "@printForm": "false",
    "StartDate": "2027-06-10",
    "EndDate": "2027-08-20",
    "FullPartTimeIndicator": "01",
    "EmployerName": "Works Ltd",
    "EmployerAddress": WORK,
    "CourseRelevance": "Part of the course",
}
OPT = {
    "@printForm": "false",
    "StartDate": "2027-06-10",
    "EndDate": "2027-08-20",
    "FullPartTimeIndicator": "01",
    "AcademicYearMet": "true",
    "CompletionType": "01",
}
OFF_CAMPUS = {"@printForm": "false", "StartDate": "2028-01-10", "EndDate": "2028-03-20", "EmploymentType": "02"}
SPOUSE = {
    "@printForm": "false",
    "FullName": {"LastName": "Berg", "FirstName": "Nils"},
    "BirthDate": "1999-01-02",
    "Gender": "M",
    "BirthCountryCode": "SW",
    "CitizenshipCountryCode": "SW",
    "Relationship": "01",
    "VisaType": "04",
}


def code(at: Campuses, event: str, values: Mapping[str, Any], record: Any, number: int = 1) -> tuple[str, str]:
    """Return the code and the rule by which an event is answered."""
    batch = f"202608310009{number:02}"
    receipt = sent(at, document(at.school, update(event, values, record.sevis_id), batch_id=batch), batch_id=batch)
    assert receipt.batch is not None, receipt.message
    row = receipt.batch.results.get()
    return row.code, row.rule


def test_a_programme_that_ends_before_it_starts_and_work_that_does_are_told_apart(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    official(at)
    backwards = {**CREATE["EducationalInfo"], "PrgEndDate": "2026-08-01"}
    receipt = sent(at, document(at.school, create(1, EducationalInfo=backwards)))
    assert receipt.batch is not None
    assert receipt.batch.results.get().code == "S1009"
    record = active(at)
    morning.move_to("2027-06-01T13:00:00+00:00")
    assert code(at, "cpt.add", {**CPT, "EndDate": "2027-06-01"}, record) == ("S1019", "sevis.dates")


def test_a_second_spouse_and_a_grown_child(at: Campuses) -> None:
    record = active(at)
    official(at)
    assert code(at, "dependent.add", SPOUSE, record)[0] == "S0000"
    assert code(at, "dependent.add", SPOUSE, record, 2) == ("S1006", "sevis.second_spouse")
    grown = {**SPOUSE, "Relationship": "02", "BirthDate": "2000-01-02"}
    assert code(at, "dependent.add", grown, record, 3) == ("S1014", "sevis.dependant_age")


def test_training_that_overlaps_is_answered_by_what_it_is(at: Campuses, morning: time_machine.Coordinates) -> None:
    record = active(at)
    official(at)
    morning.move_to("2027-06-01T13:00:00+00:00")
    assert code(at, "cpt.add", CPT, record)[0] == "S0000"
    assert code(at, "cpt.add", {**CPT, "EmployerName": "Other Ltd"}, record, 2) == ("S1015", "sevis.training_overlap")
    later = {**OPT, "StartDate": "2027-09-10", "EndDate": "2027-12-20"}
    assert code(at, "opt.add", later, record, 3) == ("S0000", "")
    again = {**later, "StartDate": "2027-10-01", "FullPartTimeIndicator": "02"}
    assert code(at, "opt.add", again, record, 4) == ("S1017", "sevis.opt_overlap")
    assert code(at, "off-campus.add", OFF_CAMPUS, record, 5)[0] == "S0000"
    assert code(at, "off-campus.add", OFF_CAMPUS, record, 6) == ("S1044", "sevis.training_overlap")


def test_optional_training_called_off_makes_room_for_other(at: Campuses, morning: time_machine.Coordinates) -> None:
    record = active(at)
    morning.move_to("2027-06-01T13:00:00+00:00")
    days = {"starts": date(2027, 6, 10), "ends": date(2027, 8, 20)}
    at.report(acts.RecommendOpt(completion="pre", academic_year_met=True, **days), on=record)
    at.report(acts.CancelOpt(**days), on=record)
    at.report(acts.RecommendOpt(completion="pre", academic_year_met=True, **days), on=record)


@pytest.mark.parametrize("kind", ["student"])
def test_every_code_of_a_rule_is_one_of_the_format(kind: str) -> None:
    assert set(answering.codes()[kind].values()) <= set(wire.results())
