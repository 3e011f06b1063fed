"""A school's software sends a batch; what it says is read, and what is wrong with it is told with its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.exchange.sevis_batch import (
    Batch,
    Record,
    description,
    limits,
    read,
    results,
    tables,
    unread,
    values,
)
from limen.exchange.sevis_batch.codes import contents
from limen.exchange.sevis_batch.notation import Outline
from limen.exchange.sevis_batch.values import Kinds
from limen.exchange.sevis_batch.writing import (
    assembled,
    document,
    draft,
    write,
    write_student_batch,
    write_visitor_batch,
)
from limen.kernel.errors import DeclarationError
from tests.exchange.sevis_documents import (
    ADDRESS,
    BATCH,
    PROGRAMME,
    SCHOOL,
    USER,
    batches,
    created,
    mangled,
    sent,
    terminated,
)

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def reasons(batch: Batch) -> list[str]:
    """Return everything wrong with a batch, in words."""
    return [refusal.reason for refusal in batch.everything_wrong]


def changed(old: str, new: str, *records: Record) -> Batch:
    """Return a batch as read after somebody changed its text."""
    text = sent(*(records or (terminated(),))).decode()
    assert old in text
    return read(text.replace(old, new, 1).encode())


def test_a_batch_says_who_sends_it_and_its_records_in_order() -> None:
    batch = read(sent(created(), terminated(1), terminated(2)))
    assert batch.valid
    assert (batch.kind, batch.user_id, batch.batch_id, batch.org_id) == ("student", USER, BATCH, SCHOOL)
    assert [(record.number, record.event, record.request_id) for record in batch.records] == [
        (1, "create", "C1"),
        (2, "status.terminate", "T1"),
        (3, "status.terminate", "T2"),
    ]
    assert batch.good_records == batch.records


def test_a_student_to_create_is_read_whole() -> None:
    (ada,) = read(sent(created())).records
    assert ada.text("PersonalInfo/FullName/LastName") == "EXAMPLE"
    assert ada.date("PersonalInfo/BirthDate") == date(2004, 8, 12)
    assert ada.whole("FinancialInfo/Expense/Tuition") == 30000
    assert ada.yes("EducationalInfo/EngProficiency/RequirementsMet") is True
    assert ada.print_form
    assert (ada.sevis_id, ada.user_id, ada.status_code, ada.user_defined) == ("", USER, "", ("", ""))
    assert not ada.has("CreateDependent")
    assert ada.date("CreateDependent/Dependent/BirthDate") is None
    assert ada.yes("PersonalInfo/Commuter") is None
    assert ada.whole("FinancialInfo/Funding/Employment") is None


def test_an_event_of_a_dependant_names_the_dependant() -> None:
    bo = {"@dependentSevisID": "N0099999999", "Reason": "02", "Remarks": "", "OtherRemarks": "Told by the family"}
    sent_by = {"request_id": "7", "user_id": USER, "sevis_id": "N0012345678", "status_code": "ACTIVE"}
    record = draft("student", "dependent.terminate", bo, user_defined=("A1", "B2"), **sent_by)
    (read_back,) = read(sent(record)).records
    assert read_back.event == "dependent.terminate"
    assert (read_back.sevis_id, read_back.dependent_sevis_id) == ("N0012345678", "N0099999999")
    assert (read_back.status_code, read_back.user_defined) == ("ACTIVE", ("A1", "B2"))
    assert read_back.has("Remarks")
    assert read_back.text("Remarks") == ""
    assert not read_back.print_form


def test_a_visitor_with_a_site_says_which_kind_of_site() -> None:
    site = {"@xsi:type": "SOA", **ADDRESS, "SiteName": "LAB", "PrimarySite": "true"}
    sent_by = {"request_id": "S1", "user_id": USER, "sevis_id": "N0012345678"}
    added = {**site, "@xsi:type": "AddSOA", "@printForm": "false"}
    batch = read(sent(draft("visitor", "site.add", added, **sent_by), kind="visitor"))
    assert batch.valid, batch.everything_wrong
    assert batch.records[0].text("@xsi:type") == "AddSOA"
    nameless = draft("visitor", "site.add", {"@printForm": "false"}, **sent_by)
    assert (
        "does not say by xsi:type what it is; it is one of: AddEXEMPT" in reasons(assembled_of("visitor", nameless))[0]
    )


def assembled_of(kind: str, *records: Record) -> Batch:
    """Return a batch that never was a document."""
    return assembled(kind, USER, BATCH, PROGRAMME, records)


def test_what_is_written_is_read_back() -> None:
    records = [created(), terminated()]
    once = write_student_batch(USER, BATCH, SCHOOL, records)
    assert write(read(once)) == once == write(assembled("student", USER, BATCH, SCHOOL, records))
    show = draft("visitor", "status.no-show", {}, request_id="1", user_id=USER, sevis_id="N0012345678")
    visitors = read(write_visitor_batch(USER, BATCH, PROGRAMME, [show]))
    assert (visitors.kind, visitors.valid, visitors.records[0].event) == ("visitor", True, "status.no-show")


def test_a_value_that_has_no_place_is_not_written() -> None:
    with pytest.raises(ValueError, match="Terminate has no place for Colour"):
        terminated(Colour="red")


def test_what_nobody_acted_on_is_named() -> None:
    record = read(sent(terminated())).records[0]
    assert unread(record, []) == ("Reason", "Remarks")
    assert unread(record, ["Reason"]) == ("Remarks",)
    assert unread(record, ["Reason", "Remarks"]) == ()
    ada = read(sent(created())).records[0]
    assert unread(
        ada, ["PersonalInfo/*", "EducationalInfo/*", "FinancialInfo/*", "ForeignAddress/*", "@printForm"]
    ) == ("IssueReason",)


def test_every_value_an_event_can_hold_is_listed() -> None:
    paths = [value.path for value in values(description("student").events["status.terminate"])]
    assert paths == ["Reason", "OtherRemarks", "Remarks"]
    reason = values(description("student").events["status.terminate"])[0]
    assert (reason.required, reason.tables) == (True, ("student-termination-reason",))
    site = [value.path for value in values(description("visitor").events["site.add"])]
    assert {"@xsi:type", "@printForm", "Address1", "Remarks"} <= set(site)


@pytest.mark.parametrize(
    ("old", "new", "rule", "reason"),
    [
        ("<Reason>16", "<Reason>24", "value", "Reason holds “24”; it must be one of 01, 02"),
        ("<Reason>16", "<Reason> 16", "value", "Reason holds “ 16”; it must be one of"),
        ("<Reason>16</Reason>", "", "missing", "Terminate lacks Reason: one of 01"),
        ("<Reason>16</Reason>", "<Why/>", "missing", "Terminate lacks Reason: one of 01"),
        ("</Terminate>", "<Remarks/></Terminate>", "unexpected", "Remarks may stand in Terminate once"),
        ("</Terminate>", "<OtherRemarks/></Terminate>", "unexpected", "out of its place"),
        ("</Terminate>", "<Bogus/></Terminate>", "unexpected", "Terminate holds no Bogus."),
        ("</Reason>", "</Reason>loose", "content", "Terminate holds elements; the text “loose” stands in it."),
        ("<Reason>16", "<Reason>16<b/>", "content", "Reason holds a value, no elements; b stands in it."),
        ("<Reason>", '<Reason kind="1">', "attribute", "Reason has no attribute kind."),
        ("<Reason>", '<Reason xsi:nil="true">', "attribute", "Reason may not be empty by xsi:nil."),
        ("<Terminate>", '<Terminate xsi:nil="true">', "attribute", "Terminate may not be empty by xsi:nil."),
        ("<Terminate>", '<Terminate xsi:type="Other">', "attribute", "says by xsi:type that it is “Other”; it is not"),
        ("<Terminate>", '<Terminate printForm="true">', "attribute", "Terminate has no attribute printForm."),
        (' requestID="T1"', "", "missing", "Student lacks its attribute requestID: 1 to 20 characters"),
        ('"N0012345678"', '"12345678"', "value", "Attribute sevisID of Student holds “12345678”; it must be N and ten"),
        ("<Status>", "<Status/><Status>", "missing", "Status lacks one of: Cancel, Complete, Terminate, Verify."),
        ("<Remarks>L", f"<Remarks>{'x' * 500}L", "value", "it must be 1 to 500 characters or nothing"),
    ],
)
def test_what_the_schema_refuses_is_told_with_line_and_reason(old: str, new: str, rule: str, reason: str) -> None:
    batch = changed(old, new)
    assert not batch.valid
    assert batch.refusals == ()
    refusal = batch.records[0].refusals[0]
    assert refusal.line == 2
    assert refusal.path.startswith("/SEVISBatchCreateUpdateStudent/UpdateStudent/Student")
    assert (refusal.rule, reason in refusal.reason) == (rule, True), refusal


def test_an_event_without_content_holds_none() -> None:
    batch = read(sent(terminated()).replace(b"Terminate>", b"Verify>"))
    assert reasons(batch) == ["Verify holds no Reason."]
    blank = read(re.sub(rb"<Terminate>.*</Terminate>", b"<Verify> </Verify>", sent(terminated())))
    assert reasons(blank) == ["Verify holds nothing, no blanks either."]


def test_one_bad_record_leaves_the_others_good() -> None:
    batch = changed("<Reason>16", "<Reason>99", terminated(1), terminated(2), terminated(3))
    assert not batch.valid
    assert [record.good for record in batch.records] == [False, True, True]
    assert [record.request_id for record in batch.good_records] == ["T2", "T3"]
    assert batch.records[0].refusals[0].path.endswith("/UpdateStudent/Student[1]/Status/Terminate/Reason")


def test_what_is_wrong_with_the_batch_leaves_no_record_good() -> None:
    batch = changed(f"<BatchID>{BATCH}", "<BatchID>1")
    assert [refusal.reason for refusal in batch.refusals] == ["BatchID holds “1”; it must be 14 characters."]
    assert (len(batch.records), batch.records[0].good, batch.good_records) == (1, True, ())


def test_lines_are_those_of_the_document() -> None:
    text = sent(terminated()).decode().replace("><", ">\n<").replace("<Reason>16", "<Reason>99")
    (refusal,) = read(text.encode()).everything_wrong
    assert "<Reason>99" in text.splitlines()[refusal.line - 1]


def test_250_records_may_be_created_and_250_updated_and_no_more() -> None:
    updates = [terminated(number) for number in range(251)]
    assert read(sent(created(), *updates[:250])).valid
    batch = read(sent(created(), *updates))
    assert [refusal.rule for refusal in batch.refusals] == ["unexpected"]
    assert "may stand in UpdateStudent 250 times" in batch.refusals[0].reason
    assert batch.good_records == ()


def test_an_event_that_does_not_exist_is_a_record_without_an_event() -> None:
    batch = changed("<Status>", "<Mood>", terminated())
    assert not batch.well_formed
    batch = read(sent(terminated()).replace(b"Status>", b"Mood>"))
    assert batch.records[0].event == ""
    assert "lacks one of: AuthDropBelowFC" in batch.records[0].refusals[0].reason


def test_a_date_that_no_calendar_holds_is_refused_though_the_schema_allows_it() -> None:
    batch = changed("2004-08-12", "12004-08-12", created())
    assert batch.valid
    assert [refusal.rule for refusal in batch.records[0].refusals] == ["calendar"]
    assert batch.good_records == ()
    assert changed("2004-08-12", "2004-08-12Z", created()).records[0].date("PersonalInfo/BirthDate") == date(
        2004, 8, 12
    )


@pytest.mark.parametrize("wrong", ["2026-02-29", "2026-13-01", "0000-01-01", "2026-1-1", "", "2026-01-01+14:01", "x"])
def test_a_day_that_does_not_exist_is_refused(wrong: str) -> None:
    assert not changed("2004-08-12", wrong, created()).valid


def test_an_address_may_say_that_it_has_no_city() -> None:
    ada = created(USAddress=ADDRESS)
    nil = changed("<City>SEATTLE</City>", '<City xsi:nil="true"/>', ada)
    assert nil.valid
    assert nil.records[0].text("USAddress/City") == ""
    full = changed("<City>SEATTLE</City>", '<City xsi:nil="true">SEATTLE</City>', ada)
    assert reasons(full) == ["City says it has no value (xsi:nil) and has one."]


def test_where_a_schema_might_be_is_nobodys_business() -> None:
    hint = ' xsi:noNamespaceSchemaLocation="http://schema.example/Create-UpdateStudent.xsd"'
    assert changed(f' userID="{USER}"', f' userID="{USER}"{hint}').valid


def test_another_document_is_no_batch() -> None:
    batch = read(b"<TransactionLog/>")
    assert (batch.kind, batch.valid, batch.well_formed) == ("", False, True)
    assert "of a batch it is SEVISBatchCreateUpdateStudent or SEVISBatchCreateUpdateEV" in reasons(batch)[0]


def test_refusals_of_one_record_end_somewhere() -> None:
    many = {"Dependent": [{"FullName": {"LastName": "1"}} for _ in range(25)]}
    batch = assembled_of("student", created(CreateDependent=many), terminated())
    assert len(batch.records[0].refusals) <= limits().refusals
    assert batch.records[1].good


@SOME
@given(st.data())
def test_whatever_is_sent_is_answered(data: st.DataObject) -> None:
    root = data.draw(mangled(batches(data.draw(st.sampled_from(["student", "visitor"])))))
    batch = read(document(root))
    for refusal in batch.everything_wrong:
        assert refusal.reason.endswith(".")
        assert refusal.path
    for record in batch.good_records:
        assert record.event
        unread(record, [])


@SOME
@given(st.binary(max_size=300))
def test_bytes_that_are_nothing_are_refused(data: bytes) -> None:
    assert not read(data).valid


@pytest.mark.parametrize("kind", ["student", "visitor"])
def test_every_event_of_the_schema_has_a_key_and_no_other(kind: str) -> None:
    known = description(kind)
    paths = set()
    for outer in known.holder(known.update).elements():
        inner = list(outer.shape.elements())
        choice = [part for part in outer.shape.content if not hasattr(part, "name")]
        whole = not choice or len(choice) != 1 or any(element.shape.kind for element in _of(choice[0]))
        if outer.name not in {"UserDefinedA", "UserDefinedB"}:
            paths |= {outer.name} if whole or not inner else {f"{outer.name}/{one.name}" for one in _of(choice[0])}
    assert paths == set(known.places)


def _of(group: object) -> list[object]:
    return list(getattr(group, "content", ()))


def test_the_tables_hold_every_field_of_study_and_every_place() -> None:
    sizes = {key: len(table.codes) for key, table in tables().items()}
    assert (sizes["subject"], sizes["visitor-subject"], sizes["country"], sizes["birth-country"]) == (
        2142,
        1720,
        258,
        307,
    )
    assert tables()["education-level"].words["05"] == "Master's"
    assert all(set(table.words) <= table.codes for table in tables().values())
    assert all(table.words_from for key, table in tables().items() if table.words and key != "subject")


def test_every_result_code_says_where_it_is_from() -> None:
    assert results()["S0000"].title == "Done"
    assert {result.step for result in results().values()} == {"any", "upload", "process", "download", "record"}
    assert all(result.source and result.verified for result in results().values())


@pytest.mark.parametrize(
    "wrong",
    ["Name colour", ": Nothing", "Name : Nothing", "? text 1..5", "like Nothing"],
)
def test_a_description_that_cannot_be_understood_is_refused(wrong: str) -> None:
    (types,) = contents("types")
    outline = Outline({"One": wrong}, Kinds(types, tables()))
    with pytest.raises(DeclarationError):
        outline.shape("One")


def test_the_page_of_the_format_tells_every_event_result_and_limit() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "sevis-batch.md").read_text("utf-8")
    for kind in ("student", "visitor"):
        known = description(kind)
        for event in known.events.values():
            place = f"{known.update}/{known.record}/{event.place}" if event.place else f"{known.create}/{known.record}"
            assert f"| `{place}` | `{event.key}` | {event.title} | {len(values(event))} |" in page
    assert all(f"| {result.code} | {result.step} | {result.title} |" in page for result in results().values())
    assert all(limit["why"] in page for limit in contents("limits")[0].values())
