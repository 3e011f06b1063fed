"""Every disposition with its papers; and whatever is done before, none that a bar closes is made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.core.referrals.models import Referral
from limen.kernel import GuardRefused
from limen.offices.patrol import acts, processing_bars
from limen.offices.patrol.models import Apprehension
from limen.offices.patrol.papers import processing as processing_papers
from limen.offices.patrol.tests.event_scenes import (
    REMOVAL,
    RETURNS,
    SENDING_BACK,
    TODAY,
    WHY,
    Station,
    charge,
    child,
    man,
)
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(service: Service) -> Station:
    return Station(service)


MORE: dict[str, dict[str, Any]] = {
    "voluntary_return": RETURNS,
    "notice_to_appear_detained": charge("notice_to_appear_detained"),
    "notice_to_appear_released": charge(
        "notice_to_appear_released", address="12 Oak Street", conditions="Report when told."
    ),
    "expedited_removal": REMOVAL,
    "reinstatement": {"country": "HND"},
    "administrative_removal": {"allegations": "1. Convicted of an aggravated felony."},
    "prosecution": {"agency": "The Marshals", "conditions": "Keep until heard."},
    "transfer_hhs": charge("transfer_hhs", choice="a hearing before a judge"),
    "transfer_agency": {"agency": "The Sheriff", "conditions": "Tell us of release."},
    "parole": {"class_of_admission": "DT", "admit_until": TODAY + timedelta(days=90)},
    "release_recognizance": {"address": "12 Oak Street", "conditions": "Report when told."},
    "detainer": {"agency": "The Sheriff", "conditions": "Hold for two days."},
    "stowaway": {"carrier": "Atlantic Lines"},
    "stowaway_fear": {"carrier": "Atlantic Lines"},
}
"""What each disposition's papers need that the record does not hold."""

BEFORE: dict[str, list[Any]] = {
    "expedited_removal_fear": [acts.AskQuestion(question="harmed", answer="Yes", shows="shown")],
    "reinstatement_fear": [acts.AskQuestion(question="harmed", answer="Yes", shows="shown")],
    "administrative_removal": [acts.RecordHistory(felony="aggravated")],
    "citizen": [acts.RecordCitizenship(evidence="A birth certificate", finding="shown")],
    "stowaway": [acts.RecordEntry(manner="stowaway", entered_on=TODAY)],
    "stowaway_fear": [
        acts.RecordEntry(manner="stowaway", entered_on=TODAY),
        acts.AskQuestion(question="harmed", answer="Yes", shows="shown"),
    ],
    "voluntary_return": [acts.AskForReturn(asks=True, agrees=True)],
}
PRIOR = acts.RecordHistory(
    prior_order="obtained", order_text="Order of San Antonio", order_on=date(2019, 5, 6), identity="proved"
)


@pytest.mark.parametrize("disposition", sorted(lawbook().codes("processing").on(TODAY)))
def test_the_papers_of_every_disposition_are_made(station: Station, disposition: str) -> None:
    record = station.asked(who=child() if disposition == "transfer_hhs" else None)
    for act in BEFORE.get(disposition, []):
        station.do(act, record)
    if disposition.startswith("reinstatement"):
        station.do(PRIOR, record)
    code = lawbook().codes("processing").on(TODAY)[disposition]
    said = {"disposition": disposition, "says": WHY, **MORE.get(disposition, {})}
    if code.attributes["approver"]:
        station.do(acts.ProposeDisposition(**said), record)
        station.do(acts.ApproveDisposition(), record, role="supervisor")
    else:
        station.do(acts.DecideDisposition(**said), record)
    record.refresh_from_db()
    assert (record.state, record.disposition) == ("processed", disposition)
    papers = Paper.objects.filter(about=record.pk).order_by("created_at", "pk")
    assert [paper.form for paper in papers] == list(code.attributes["papers"])
    assert all(bytes(paper.pdf).startswith(b"%PDF-") for paper in papers)
    sent = Referral.objects.filter(subject=record.pk, to_office="removal").exists()
    assert sent == (code.attributes["custody"] or code.attributes["after"] == "proceedings")


CHANGES = st.lists(
    st.sampled_from(
        [
            acts.AskQuestion(question="fear_return", answer="Yes", shows="shown"),
            acts.AskQuestion(question="trafficking_force", answer="Yes", shows="shown"),
            acts.AskQuestion(question="medical_now", answer="Yes", shows="shown"),
            acts.RecordCitizenship(evidence="Says so.", finding="claimed"),
            acts.RecordCitizenship(evidence="No record.", finding="disproved"),
            acts.RecordEntry(manner="arriving", entered_on=TODAY),
            acts.RecordEntry(manner="without_inspection", entered_on=TODAY),
            acts.RecordHistory(status="resident"),
            acts.RecordHistory(felony="aggravated"),
            PRIOR,
            acts.AskForReturn(asks=True, agrees=True),
            acts.FindAlone(why="Nobody of the family."),
        ]
    ),
    max_size=5,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES, who=st.sampled_from(["man", "child", "neighbour"]))
def test_no_sequence_of_acts_makes_a_disposition_that_a_bar_closes(
    station: Station, changes: list[Any], who: str
) -> None:
    name = f"P{Apprehension.objects.count()}"
    people = {"man": man(given_names=name), "child": child(given_names=name)}
    people["neighbour"] = child(given_names=name, nationality="MEX")
    record = station.asked(who=people[who])
    for act in changes:
        try:
            station.do(act, record)
        except GuardRefused:
            continue
    record = Apprehension.objects.get(pk=record.pk)
    standing = processing_bars.bars(record, lawbook(), TODAY)
    fear = any(row.shows for row in record.questions.filter(about="fear"))
    open_now = {code for code, why in standing.items() if not why}
    if fear:
        assert not SENDING_BACK & open_now
    if who == "child":
        assert not {*SENDING_BACK, "notice_to_appear_released", "transfer_custody"} & open_now
    if who != "man":
        assert not (SENDING_BACK - {"voluntary_return"}) & open_now
    for code, why in standing.items():
        if not why:
            continue
        said = {"disposition": code, "says": WHY, **MORE.get(code, {})}
        needs = lawbook().codes("processing").on(TODAY)[code].attributes["approver"]
        act = acts.ProposeDisposition(**said) if needs else acts.DecideDisposition(**said)
        with pytest.raises(GuardRefused) as refused:
            station.do(act, record)
        assert refused.value.message == why[0].says
    record.refresh_from_db()
    assert (record.state, record.disposition) == ("processing", "")


def test_every_field_a_form_asks_for_is_said_by_a_field_of_the_deciding_act() -> None:
    fields = set(acts.DecideDisposition.model_fields)
    assert fields >= processing_papers.TYPED
    assert set(processing_papers.SAID_BY.values()) <= fields
