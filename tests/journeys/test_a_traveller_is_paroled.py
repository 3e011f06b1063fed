"""From the manifest to the parole, told as one day; the ledger proved at the end and every look on it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from limen.core.documents import queries as documents
from limen.core.ledger import verify
from limen.core.ledger.models import Entry
from limen.core.people import queries as people
from limen.offices.inspections import acts, intake, queries
from limen.offices.inspections.models import Admission, Inspection, Traveller, Voyage
from limen.offices.inspections.tests.scenes import lookout, zone
from limen.offices.inspections.tests.test_pages import LIST
from tests.factories import Service

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 13, tzinfo=UTC)
LANDED = datetime(2026, 11, 25, 18, 30, tzinfo=UTC)


def test_from_the_manifest_to_the_parole(service: Service) -> None:
    with time_machine.travel(MORNING, tick=True):
        voyage = the_carrier_sends_its_list(service)
        the_analyst_finds_her_at_the_top_and_lets_her_board(service, voyage)
    with time_machine.travel(LANDED, tick=True):
        inspection = she_stands_at_the_counter_and_is_referred(service)
        inspection = secondary_hears_why_she_came(service, inspection)
        record = she_is_paroled_to_her_daughters_bedside(service, inspection)
        her_paper_can_be_handed_over(service, inspection)
    with time_machine.travel(datetime(2027, 1, 20, 12, tzinfo=UTC), tick=True):
        she_leaves_in_time(service, record)
    the_record_can_be_proved_and_every_look_is_on_it(service, inspection)


def the_carrier_sends_its_list(service: Service) -> Voyage:
    lookout(service, action="refer", birth="1974")
    carrier = service.officer("supervisor")
    received = intake.receive(LIST.encode(), by=carrier, at=service.jfk, purpose="targeting", source="SK901.edi")
    assert [item.people for item in received] == [2]
    assert "0Z" in received[0].answer
    return Voyage.objects.get()


def the_analyst_finds_her_at_the_top_and_lets_her_board(service: Service, voyage: Voyage) -> None:
    viewer = service.viewer("targeting_officer", "targeting")
    board = queries.board(viewer=viewer, day=date(2026, 11, 25))
    assert [(row.label, row.people, row.open_hits) for row in board] == [("SK901", 2, 1)]
    (first,) = queries.vetting_list(viewer=viewer, now=MORNING)
    assert first.surname == "ERIKSSON"
    shown = queries.traveller(first.pk, viewer=viewer)
    act = acts.ConfirmHit(reason="Name and year of birth agree; to be seen on arrival")
    service.do(act, on=shown.hits.get(), role="targeting_officer", purpose="targeting")
    cleared = acts.ClearToBoard(reason="May board; secondary is told")
    service.do(cleared, on=shown, role="targeting_officer", purpose="targeting")
    service.do(acts.CloseOut(), on=voyage, role="targeting_officer", purpose="targeting")


def she_stands_at_the_counter_and_is_referred(service: Service) -> Inspection:
    inspection: Inspection = service.do(acts.OpenInspection(zone=zone(), lane="7"))
    assert inspection.traveller == Traveller.objects.get(surname="ERIKSSON")
    hit = queries.inspection(inspection.pk, viewer=service.viewer()).hits.get()
    service.do(acts.ConfirmHit(reason="The photograph agrees as well"), on=hit)
    referred: Inspection = service.do(acts.Refer(reason="lookout"), on=inspection)
    return referred


def secondary_hears_why_she_came(service: Service, inspection: Inspection) -> Inspection:
    (waiting,) = queries.queue(viewer=service.viewer("secondary_officer"))
    assert waiting.pk == inspection.pk

    def do(act: Any, on: Any) -> Any:
        return service.do(act, on=on, role="secondary_officer")

    inspection = do(acts.TakeSecondary(), inspection)
    inspection = do(acts.SetInterview(language="es", interpreter="B. Lind"), inspection)
    inspection = do(
        acts.AskQuestion(question="Why have you come?", answer="My daughter is in hospital in Boston."), inspection
    )
    inspection = do(acts.RecordFinding(ground="7A1I", evidence="No visa; the waiver is closed to her."), inspection)
    return do(acts.AskAboutFear(answers=["To see her", "No", "No", "No"], fear="none"), inspection)  # type: ignore[no-any-return]


def she_is_paroled_to_her_daughters_bedside(service: Service, inspection: Inspection) -> Admission:
    act = acts.Parole(
        class_of_admission="DT",
        until=date(2027, 1, 25),
        basis="urgent humanitarian reasons",
        why="Her daughter is in intensive care; the hospital confirmed it by telephone.",
    )
    done = service.do(act, on=inspection, role="secondary_officer")
    assert (done.state, done.until) == ("paroled", "2027-01-25")
    return Admission.objects.get(inspection=done)


def her_paper_can_be_handed_over(service: Service, inspection: Inspection) -> None:
    viewer = service.viewer("secondary_officer")
    (paper,) = documents.papers_about(inspection.pk, viewer=viewer)
    assert paper.form == "i94"
    assert bytes(documents.paper(paper.pk, viewer=viewer).pdf).startswith(b"%PDF-")


def she_leaves_in_time(service: Service, record: Admission) -> None:
    viewer = service.viewer("secondary_officer")
    assert people.find(viewer=viewer, name="Eriksson Anna")[0].pk == record.person_id
    gone = acts.RecordDeparture(departed_on=date(2027, 1, 20), document_number="L898902C3")
    departure = service.do(gone, role="secondary_officer")
    assert departure.admission_id == record.pk
    assert not queries.overstaying(viewer=viewer, day=date(2027, 6, 1)).exists()


def the_record_can_be_proved_and_every_look_is_on_it(service: Service, inspection: Inspection) -> None:
    proof = verify.verify("local")
    assert proof.holds, proof.why
    entries = [json.loads(body) for body in Entry.objects.order_by("seq").values_list("body", flat=True)]
    done = [
        entry["act"] for entry in entries if entry["kind"] == "act" and str(inspection.pk) in str(entry["subjects"])
    ]
    assert [act for act in done if act.startswith("inspections.") and act != "inspections.issue_i94"] == [
        "inspections.open",
        "inspections.confirm_hit",
        "inspections.refer",
        "inspections.take",
        "inspections.interview",
        "inspections.ask",
        "inspections.find",
        "inspections.ask_fear",
        "inspections.parole",
    ]
    looked = {entry["act"] for entry in entries if entry["kind"] == "read"}
    assert {
        "inspections.vetting",
        "inspections.traveller",
        "inspections.inspection",
        "inspections.queue",
        "documents.paper",
        "people.find",
    } <= looked
    assert all(entry["purpose"] for entry in entries)
    assert not any("Eriksson" in json.dumps(entry).title() for entry in entries), "no name stands in the plain part"
