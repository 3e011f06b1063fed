"""The family of an exchange visitor by batch: all that a sponsor's software says of them is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from limen.core.documents.models import Paper
from limen.exchange.sevis_batch.writing import draft, write_visitor_batch
from limen.offices.sevis.acts import ReprintDependant
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.batch import intake
from limen.offices.sevis.models import Dependant, Visitor
from limen.offices.sevis.tests.batches import OFFICER, answers, officer
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.visitor_scenes import HOME, creating

JAN: Mapping[str, Any] = {
    "@printForm": "true",
    "FullName": {"LastName": "Nowak", "FirstName": "Jan"},
    "BirthDate": "1989-01-02",
    "Gender": "M",
    "BirthCity": "Gdansk",
    "BirthCountryCode": "PL",
    "CitizenshipCountryCode": "PL",
    "PermanentResidenceCountryCode": "GM",
    "BirthCountryReason": "01",
    "Relationship": "01",
    "FormPurpose": "06",
}


@pytest.fixture
def visitor(at: Campuses) -> Visitor:
    """Return a visitor who takes part since the day the programme began."""
    made = at.sponsored(creating(starts=date(2026, 8, 3), ends=date(2027, 8, 2)))
    started: Visitor = at.sponsored(acts.ValidateVisitor(us_address=HOME), made)
    return started


def said(at: Campuses, visitor: Visitor, event: str, values: Mapping[str, Any], number: int) -> Any:
    """Send one event of a visitor's family and return its answer."""
    name = f"202608310001{number:02}"
    record = draft("visitor", event, values, request_id=f"F{number}", user_id=OFFICER, sevis_id=visitor.sevis_id)
    body = write_visitor_batch(OFFICER, name, at.sponsor.number, [record])
    receipt = intake.receive(intake.Sent(at.sponsor.number, name, OFFICER, body, officer(at), name="batch.xml"))
    assert receipt.batch is not None, receipt.message
    return intake.process(receipt.batch)


def joined(at: Campuses, visitor: Visitor) -> Dependant:
    assert answers(said(at, visitor, "dependent.add", JAN, 1)) == [("F1", "S0000")]
    return visitor.dependants.get()


def test_what_a_batch_says_of_who_joins_a_visitor_is_on_their_record_and_form(at: Campuses, visitor: Visitor) -> None:
    jan = joined(at, visitor)
    assert (jan.residence_country, jan.birth_reason, jan.form_purpose) == ("DEU", "01", "06")
    at.sponsored(ReprintDependant(reason="05"), jan)
    form = Paper.objects.get(form="ds2019").data
    assert (form["residence_country"], form["purpose"]) == ("Germany", "Begin a new programme")


def test_a_correction_changes_where_they_live(at: Campuses, visitor: Visitor) -> None:
    jan = joined(at, visitor)
    moved = {
        **JAN,
        "@dependentSevisID": jan.sevis_id,
        "PermanentResidenceCountryCode": "FR",
        "BirthCountryReason": "02",
    }
    del moved["FormPurpose"]
    assert answers(said(at, visitor, "dependent.edit", moved, 2)) == [("F2", "S0000")]
    jan.refresh_from_db()
    assert (jan.residence_country, jan.birth_reason, jan.form_purpose) == ("FRA", "02", "06")


def test_why_a_form_is_printed_again_is_kept(at: Campuses, visitor: Visitor) -> None:
    jan = joined(at, visitor)
    lost = {"@dependentSevisID": jan.sevis_id, "Reason": "12", "OtherRemarks": "Left on a train"}
    assert answers(said(at, visitor, "dependent.reprint", lost, 2)) == [("F2", "S0000")]
    jan.refresh_from_db()
    kept = (jan.reprint_reason, jan.reprint_remarks, jan.reprinted_on)
    assert kept == ("12", "Left on a train", date(2026, 8, 31))


@pytest.mark.parametrize(
    ("day", "ended"),
    [("2026-08-20", date(2026, 8, 20)), ("2026-09-01", None), ("2026-08-02", None)],
)
def test_a_termination_takes_effect_on_the_day_said_not_ahead_nor_before_the_start(
    at: Campuses, visitor: Visitor, day: str, ended: date | None
) -> None:
    jan = joined(at, visitor)
    over = {"@dependentSevisID": jan.sevis_id, "Reason": "01", "EffectiveDate": day}
    batch = said(at, visitor, "dependent.terminate", over, 2)
    jan.refresh_from_db()
    assert (batch.accepted, jan.ended_on, jan.state) == ((1, ended, "terminated") if ended else (0, None, "active"))


HOST = {
    "ResidentialAddress": {
        "ResidentialType": "HST",
        "PContact": {"LastName": "Miller", "FirstName": "Ann"},
        "HostFamily": {"HostFamilyInd": "PERM"},
    }
}


def test_where_a_pupil_lives_is_told_changed_and_emptied_by_batch(at: Campuses, visitor: Visitor) -> None:
    told = {"@printForm": "false", **HOST}
    assert answers(said(at, visitor, "biographical", told, 1)) == [("F1", "S0000")]
    visitor.refresh_from_db()
    assert visitor.residential["contact_surname"] == "Miller"
    left = {"@printForm": "false", "ResidentialAddress": {"HostFamily": {"HostFamilyInd": ""}}}
    assert answers(said(at, visitor, "biographical", left, 2)) == [("F2", "S0000")]
    visitor.refresh_from_db()
    assert visitor.residential == {"kind": "HST", "contact_surname": "Miller", "contact_given_names": "Ann"}
    gone = {"@printForm": "false", "ResidentialAddress": ""}
    assert answers(said(at, visitor, "biographical", gone, 3)) == [("F3", "S0000")]
    visitor.refresh_from_db()
    assert visitor.residential == {}


def test_an_event_that_does_not_speak_of_where_a_pupil_lives_leaves_it(at: Campuses, visitor: Visitor) -> None:
    said(at, visitor, "biographical", {"@printForm": "false", **HOST}, 1)
    said(at, visitor, "biographical", {"@printForm": "false", "PhoneNumber": "3125550100"}, 2)
    visitor.refresh_from_db()
    assert (visitor.phone, visitor.residential["kind"]) == ("3125550100", "HST")
