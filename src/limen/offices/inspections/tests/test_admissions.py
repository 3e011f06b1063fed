"""Arrival/departure records: issued, corrected, printed, ended by a departure, outstayed."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from limen.core.documents.models import Paper
from limen.kernel import BadInput, GuardRefused, NotPermitted, WrongState
from limen.offices.inspections import acts, queries
from limen.offices.inspections.matching import overstay_days
from limen.offices.inspections.models import Admission, Departure
from limen.offices.inspections.tests.scenes import open_inspection, zone
from limen.offices.inspections.tests.test_pages import at_desk, page
from tests.factories import Service

pytestmark = pytest.mark.django_db
SECONDARY = "secondary_officer"


def admitted(service: Service, code: str = "B2", **passport: str) -> Admission:
    inspection = service.do(acts.Admit(class_of_admission=code), on=open_inspection(service, zone(**passport)))
    return Admission.objects.get(inspection=inspection)


def left(service: Service, **said: Any) -> Departure:
    return service.do(acts.RecordDeparture(departed_on=date(2026, 11, 25), **said), role=SECONDARY)


def test_numbers_are_issued_one_after_another_from_the_nodes_block(service: Service) -> None:
    first, second = admitted(service), admitted(service, number="M1234567", birth="1980-01-01")
    assert first.number != second.number
    assert all(len(row.number) == 11 and row.number[9].isalpha() for row in (first, second))


def test_a_departure_closes_the_stay_it_ends_by_document(service: Service) -> None:
    record = admitted(service)
    departure = left(service, document_number="L898902C3")
    record.refresh_from_db()
    assert (record.state, departure.admission_id, departure.person_id) == ("departed", record.pk, record.person_id)


def test_a_departure_nobody_matches_is_work_for_a_person(service: Service) -> None:
    departure = left(service, surname="Eriksson", given_names="Anna")
    assert departure.admission is None
    assert [row.pk for row in queries.unmatched_departures(viewer=service.viewer(SECONDARY))] == [departure.pk]
    record = admitted(service)
    act = acts.MatchDeparture(admission=record.pk, reason="Boarding pass shows her passport")
    matched = service.do(act, on=departure, role=SECONDARY)
    record.refresh_from_db()
    assert (matched.admission_id, record.state) == (record.pk, "departed")
    with pytest.raises(GuardRefused, match="matched already"):
        service.do(act, on=matched, role=SECONDARY)


def test_two_people_of_one_name_and_birth_are_left_for_an_officer(service: Service) -> None:
    admitted(service)
    admitted(service, number="K7654321")
    departure = left(service, surname="Eriksson", given_names="Anna Maria", birth="1974-08-12")
    assert departure.admission is None


def test_nobody_departs_in_the_future_and_somebody_departs(service: Service) -> None:
    with pytest.raises(BadInput) as refused:
        service.do(acts.RecordDeparture(departed_on=date(2026, 11, 27), document_number="X"), role=SECONDARY)
    assert refused.value.problems[0].field == "departed_on"
    with pytest.raises(BadInput, match="who left"):
        left(service)


@pytest.mark.parametrize(("day", "days"), [(date(2027, 5, 24), 0), (date(2027, 5, 25), 1), (date(2027, 6, 3), 10)])
def test_an_overstay_begins_the_day_after_the_last_day(service: Service, day: date, days: int) -> None:
    assert overstay_days(admitted(service), day) == days


def test_duration_of_status_is_never_an_overstay_by_date(service: Service) -> None:
    assert overstay_days(admitted(service, "F1"), date(2040, 1, 1)) == 0


def test_who_left_in_time_outstayed_nothing_however_late_it_is_asked(service: Service) -> None:
    record = admitted(service)
    left(service, person=record.person_id)
    record.refresh_from_db()
    assert overstay_days(record, date(2040, 1, 1)) == 0


def test_overstays_are_listed_longest_first(service: Service) -> None:
    short, longer = admitted(service), admitted(service, "WT", number="K7654321", birth="1980-01-01")
    viewer = service.viewer(SECONDARY)
    assert not queries.overstaying(viewer=viewer, day=date(2027, 2, 22)).exists()
    assert list(queries.overstaying(viewer=viewer, day=date(2027, 6, 1))) == [longer, short]


def test_a_correction_says_what_was_wrong_and_keeps_what_it_said(service: Service) -> None:
    record = admitted(service)
    act = acts.CorrectRecord(
        class_of_admission="B1",
        until=date(2027, 2, 25),
        admitted_on=date(2026, 11, 25),
        reason="Stamped as a visitor by mistake",
    )
    with pytest.raises(NotPermitted):
        service.do(act, on=record)
    corrected = service.do(act, on=record, role=SECONDARY)
    assert (corrected.class_of_admission, corrected.until) == ("B1", date(2027, 2, 25))
    with pytest.raises(GuardRefused, match="before it begins"):
        service.do(act.model_copy(update={"until": date(2026, 1, 1)}), on=record, role=SECONDARY)


def test_the_record_prints_as_an_i94_with_what_it_says(service: Service) -> None:
    record = admitted(service)
    service.do(acts.PrintRecord(), on=record)
    paper = Paper.objects.get(form="i94")
    text = PdfReader(BytesIO(bytes(paper.pdf))).pages[0].extract_text()
    assert record.number in text
    assert "2027-05-24" in text


def test_a_void_record_is_not_printed(service: Service) -> None:
    record = admitted(service)
    service.do(acts.VoidRecord(reason="Issued to the wrong person"), on=record, role=SECONDARY)
    with pytest.raises(WrongState):
        service.do(acts.PrintRecord(), on=record)


def test_an_arrival_record_keeps_what_was_said_of_the_stay_and_prints_it(service: Service) -> None:
    inspection = open_inspection(service)
    said = acts.Admit(class_of_admission="B2", purpose_of_trip="A wedding", address="12 Main Street, Albany")
    service.do(said, on=inspection)
    record = Admission.objects.get()
    shown = page(at_desk(service), "admission", record.pk)
    assert "A wedding" in shown
    assert "12 Main Street, Albany" in shown
    service.do(acts.PrintRecord(), on=record)
    paper = Paper.objects.get(form="i94")
    assert "12 Main Street, Albany" in PdfReader(BytesIO(bytes(paper.pdf))).pages[0].extract_text()


def test_arrival_records_are_found_by_name_and_birth(service: Service) -> None:
    service.do(acts.Admit(class_of_admission="B2"), on=open_inspection(service))
    client = at_desk(service)
    number = Admission.objects.get().number
    assert number in page(client, "admissions", name="eriksson anna")
    assert number in page(client, "admissions", name="Eriksson", birth="1974")
    assert number in page(client, "admissions", document="l 898902-c3")
    assert number not in page(client, "admissions", name="Eriksson", birth="1975")
    assert "or a name" in page(client, "admissions", birth="1974")


def test_overstays_are_narrowed_paged_and_taken_out(service: Service) -> None:
    for index in range(3):
        passport = zone(
            number=f"X{index}", surname="Berg", given_names="ABC"[index], state=("SWE", "SWE", "COL")[index]
        )
        service.do(acts.Admit(class_of_admission="B2"), on=open_inspection(service, passport))
    client = at_desk(service, "supervisor")
    assert "3 stays" in page(client, "overstays", day="2028-01-01")
    narrowed = page(client, "overstays", day="2028-01-01", nationality="col", here="1")
    assert "1 stay" in narrowed
    assert "BERG, C" in narrowed
    assert "BERG, A" not in narrowed
    where = reverse("inspections:overstays")
    rows = list(
        csv.reader(StringIO(client.get(where, {"day": "2028-01-01", "format": "csv"}).content.decode("utf-8-sig")))
    )
    assert (rows[0][0], len(rows)) == ("number", 4)


def test_a_correction_is_seen_on_the_record_with_what_stood_there_and_the_provision_of_the_class(
    service: Service,
) -> None:
    record = admitted(service, "WT")
    act = acts.CorrectRecord(
        class_of_admission="B2",
        until=date(2027, 5, 1),
        admitted_on=date(2026, 11, 25),
        reason="The officer meant B2; seen in the notes.",
    )
    corrected = service.do(act, on=record, role="supervisor")
    assert "214.2(b)(2)" in corrected.citation
    shown = page(at_desk(service), "admission", record.pk)
    assert "before: WT, 2026-11-25, 2027-02-22" in " ".join(shown.split())
    assert "The officer meant B2" in shown
    assert "2027-05-01" in shown
    assert "May 1" not in shown
