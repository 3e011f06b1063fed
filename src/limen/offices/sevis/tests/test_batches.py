"""A school's software sends a batch: taken in, answered record by record, in the name of its official."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from limen.core.access.gate import SYSTEM
from limen.core.documents.models import Paper
from limen.core.ledger.models import Entry
from limen.core.ledger.verify import verify
from limen.kernel import GuardRefused, perform
from limen.offices.sevis import acts
from limen.offices.sevis.batch import intake
from limen.offices.sevis.models import Batch, BatchContent, Student
from limen.offices.sevis.tests.batches import (
    BATCH,
    CREATE,
    PERSONAL,
    USER,
    answers,
    create,
    document,
    official,
    sent,
    software,
    update,
)
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.student_scenes import creating
from limen.offices.sevis.upkeep.batches import due

TERM = {
    "@printForm": "true",
    "LastSession": "false",
    "CurrentSessionStartDate": "2026-08-31",
    "CurrentSessionEndDate": "2026-12-18",
    "NextSessionStartDate": "2027-01-19",
}


def enrolled(at: Campuses) -> str:
    """Return the SEVIS ID of a student created by a batch of their own."""
    batch = sent(at, document(at.school, create(99), batch_id="20260830000000"), batch_id="20260830000000").batch
    assert batch is not None
    return str(batch.results.get().sevis_id)


def swept(at: Campuses) -> list[tuple[Any, Any]]:
    """Do what the node's upkeep does about batches, and return what it did."""
    done = [(act, record) for act, record in due(timezone.now()) if isinstance(record, Batch)]
    for act, record in done:
        perform(act, on=record, by=SYSTEM, at=at.school.place, purpose="administration")
    return done


def test_a_student_is_created_and_the_answer_gives_the_number(at: Campuses) -> None:
    receipt = sent(at, document(at.school, create()))
    assert receipt.code == "S0000", receipt.message
    student = Student.objects.get()
    row = receipt.batch.results.get()  # type: ignore[union-attr]  # it was taken
    assert (row.code, row.sevis_id, row.ref) == ("S0000", student.sevis_id, student.pk)
    assert (student.state, student.person.surname, student.person.nationality) == ("initial", "Ferreirab", "BRA")
    assert student.us_address["postal_code"] == "02115"
    assert student.costs == {"tuition": 30000, "living_expense": 15000}
    assert row.user_defined_a == "A1"


def test_it_is_done_in_the_name_of_the_official_and_the_software_is_named(at: Campuses) -> None:
    account, _token = software(at.school.place)
    official(at)
    receipt = sent(at, document(at.school, create()), by=account)
    assert receipt.code == "S0000", receipt.message
    made = Entry.objects.get(act="sevis.create_student")
    assert json.loads(made.body)["actor"]["id"] == str(official(at).pk)
    processed = json.loads(Entry.objects.get(act="sevis.process_batch").body)
    assert processed["plain"]["facts"]["sent_by"]["id"] == str(account.pk)


def test_one_bad_record_is_answered_and_the_rest_stand(at: Campuses) -> None:
    known = enrolled(at)
    body = document(
        at.school,
        create(1),
        create(2, IssueReason="I", EducationalInfo={**CREATE["EducationalInfo"], "PrgEndDate": "2026-08-01"}),
        create(3),
        update("registration", TERM, "N0099999999", 4),
        update("registration", TERM, known, 5),
        update("status.cancel", {"Reason": "01"}, known, 6),
    )
    batch = sent(at, body).batch
    assert [code for _request, code in answers(batch)] == ["S0000", "S1009", "S0000", "S1003", "S0000", "S1005"]
    assert batch is not None
    batch.refresh_from_db()
    assert (batch.accepted, batch.refused, batch.process_code) == (3, 3, "S0020")
    assert batch.results.get(order=2).rule == "sevis.dates"
    assert Student.objects.count() == 3
    assert verify("local").broken is None


def test_a_refused_record_leaves_no_trace_and_the_chain_goes_on_without_a_gap(at: Campuses) -> None:
    bad = create(1, CreateDependent={"Dependent": [{**DEPENDANT, "BirthDate": "1990-01-01", "Relationship": "02"}]})
    batch = sent(at, document(at.school, bad, create(2))).batch
    assert [code for _request, code in answers(batch)] == ["S1014", "S0000"]
    assert Student.objects.count() == 1
    numbers = list(Entry.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert verify("local").broken is None


DEPENDANT = {
    "FullName": {"LastName": "Ferreira", "FirstName": "Bia"},
    "BirthDate": "2015-02-03",
    "Gender": "F",
    "BirthCountryCode": "BR",
    "CitizenshipCountryCode": "BR",
    "VisaType": "04",
    "Relationship": "02",
}


def test_dependants_come_with_the_student_and_the_answer_gives_their_numbers(at: Campuses) -> None:
    batch = sent(at, document(at.school, create(1, CreateDependent={"Dependent": [DEPENDANT]}))).batch
    assert batch is not None
    row = batch.results.get()
    student = Student.objects.get()
    assert row.sevis_id == student.sevis_id
    assert [one["sevis_id"] for one in row.told["dependants"]] == [student.dependants.get().sevis_id]


def test_the_same_file_sent_again_changes_nothing_and_says_so(at: Campuses) -> None:
    body = document(at.school, create())
    first = sent(at, body)
    entries = Entry.objects.count()
    again = sent(at, body)
    assert (again.code, again.repeated, again.batch) == ("S0010", True, first.batch)
    assert (Student.objects.count(), Entry.objects.count(), Batch.objects.count()) == (1, entries, 1)


def test_another_file_under_the_same_number_is_refused(at: Campuses) -> None:
    sent(at, document(at.school, create(1)))
    other = sent(at, document(at.school, create(2)))
    assert (other.code, other.repeated) == ("S0010", False)
    assert "Another batch" in other.message
    assert Student.objects.count() == 1


def test_a_document_the_schema_refuses_is_refused_with_line_and_reason_and_may_be_mended(at: Campuses) -> None:
    wrong = document(at.school, create(1)).replace(b"<Gender>F</Gender>", b"<Gender>Q</Gender>")
    receipt = sent(at, wrong)
    assert receipt.code == "S0013"
    assert receipt.message.startswith("Line 2: ")
    assert (receipt.batch.state, Student.objects.count()) == ("refused", 0)  # type: ignore[union-attr]  # it is kept
    assert sent(at, document(at.school, create(1))).code == "S0000"


def test_what_is_no_document_is_refused(at: Campuses) -> None:
    assert sent(at, b"not xml").code == "S0012"


def test_the_header_names_the_batch_and_the_school_it_is_sent_for(at: Campuses) -> None:
    assert sent(at, document(at.school, create(), batch_id="20260831000009")).code == "S0013"
    other = document(at.school, create()).replace(at.school.code.encode(), b"NYC214F00000000")
    assert sent(at, other).code == "S0002"


def test_only_software_of_the_school_sends_for_it_and_only_in_an_officials_name(at: Campuses) -> None:
    stranger, _token = software(at.sponsor.place, "elsewhere")
    official(at)
    body = document(at.school, create())
    assert sent(at, body, by=stranger).code == "S0002"
    receipt = intake.receive(intake.Sent(at.school.code, BATCH, "nobodyhere", body, official(at)))
    assert receipt.code == "S0003"
    assert intake.receive(intake.Sent("XXX214F00000000", BATCH, USER, body, official(at))).code == "S0002"
    assert not Batch.objects.exists()


def test_a_record_in_the_name_of_somebody_who_left_is_not_done(at: Campuses) -> None:
    body = document(at.school, create()).replace(
        b'requestID="C1" userID="officialno"', b'requestID="C1" userID="whoeverish"'
    )
    assert answers(sent(at, body).batch) == [("C1", "S1001")]


def test_a_request_is_one_record_of_a_batch_and_a_later_one_is_refused(at: Campuses) -> None:
    body = document(at.school, create(1), create(2), create(3)).replace(b'requestID="C2"', b'requestID=" C1 "')
    batch = sent(at, body).batch
    assert answers(batch) == [("C1", "S0000"), ("C1", "S9999"), ("C3", "S0000")]
    assert batch is not None
    refused = batch.results.get(accepted=False)
    assert refused.rule == "sevis.request_repeated"
    assert "C1" in refused.message
    assert Student.objects.count() == 2


def test_a_request_repeated_in_a_later_part_of_a_batch_is_refused_as_well(
    at: Campuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "together_today", lambda: 1)
    body = document(at.school, create(1), create(2)).replace(b'requestID="C2"', b'requestID="C1"')
    assert answers(sent(at, body).batch) == [("C1", "S0000"), ("C1", "S9999")]


def test_a_request_may_be_used_again_in_another_batch(at: Campuses) -> None:
    assert answers(sent(at, document(at.school, create(1))).batch) == [("C1", "S0000")]
    other = "20260831000002"
    again = sent(at, document(at.school, create(2), batch_id=other).replace(b'"C2"', b'"C1"'), batch_id=other)
    assert answers(again.batch) == [("C1", "S0000")]


def test_blanks_in_a_request_are_one_as_the_schema_says(at: Campuses) -> None:
    wide = b'requestID="' + b" " * 30 + b"C" + b" " * 30 + b'1"'
    assert answers(sent(at, document(at.school, create(1)).replace(b'requestID="C1"', wide)).batch) == [
        ("C 1", "S0000")
    ]


def test_what_a_batch_held_is_emptied_once_it_is_answered(at: Campuses) -> None:
    sent(at, document(at.school, create()))
    assert not BatchContent.objects.exists()


def test_a_batch_left_over_is_answered_by_the_nodes_upkeep(at: Campuses) -> None:
    official(at)
    receipt = intake.receive(intake.Sent(at.school.code, BATCH, USER, document(at.school, create()), official(at)))
    assert receipt.batch is not None
    assert receipt.batch.state == "received"
    done = [act.declaration.verb for act, _record in swept(at)]
    receipt.batch.refresh_from_db()
    assert (receipt.batch.state, receipt.batch.accepted) == ("processed", 1)
    assert done == ["process_batch", "close_batch"]
    assert [act.declaration.verb for act, _record in swept(at)] == ["print_batch"]
    assert swept(at) == []


def test_a_check_says_what_would_happen_and_changes_nothing(at: Campuses) -> None:
    official(at)
    body = document(at.school, create(1), create(2, PersonalInfo={**PERSONAL, "BirthCountryCode": "PF"}))
    entries = Entry.objects.count()
    asked = intake.Sent(at.school.code, BATCH, USER, body, official(at))
    found = intake.supposed(asked, lambda receipt: [row.code for row in receipt.batch.results.all()])  # type: ignore[union-attr]  # it is taken
    assert found == ["S0000", "S9999"]
    assert (Student.objects.count(), Batch.objects.count(), Entry.objects.count()) == (0, 0, entries)
    assert sent(at, body).code == "S0000"


def test_a_campus_sends_by_its_own_code_and_its_students_are_of_it(at: Campuses) -> None:
    official(at)
    school = at.report(acts.AddCampus(code="BOS214F10001001", name="North", address="9 North St"), at.school)
    north = school.campuses.get(name="North")
    body = document(at.school, create(1)).replace(at.school.code.encode(), north.code.encode())
    asked = intake.Sent(north.code, BATCH, USER, body, official(at))
    assert intake.receive(asked).code == "S0002"
    with pytest.raises(GuardRefused, match="approved"):
        at.report(creating(campus=north.code))
    at.govern(acts.DecidePart(part=north.pk, approve=True), at.school)
    receipt = intake.receive(asked)
    assert receipt.batch is not None, receipt.message
    intake.process(receipt.batch)
    record = Student.objects.get()
    assert (record.school, record.campus) == (at.school, north)
    sent(at, document(at.school, create(2), batch_id="20260831000002"), batch_id="20260831000002")
    assert Student.objects.exclude(pk=record.pk).get().campus.code == at.school.code  # type: ignore[union-attr]  # it has one


def test_a_form_says_for_what_it_is_issued_in_the_words_of_the_page(at: Campuses) -> None:
    batch = sent(at, document(at.school, create(1))).batch
    assert batch is not None
    swept(at)
    assert Paper.objects.get(form="i20").data["issue_reason"] == "initial"
    record = Student.objects.get()
    changed = update("personal", {"@printForm": "true", "BirthCity": "Recife"}, record.sevis_id)
    sent(at, document(at.school, changed, batch_id="20260831000003"), batch_id="20260831000003")
    swept(at)
    assert sorted(paper.data["issue_reason"] for paper in Paper.objects.filter(form="i20")) == ["initial", "updated"]
