"""Before arrival: lists, changes, hits, directives, close-outs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from limen.core.documents.models import Paper
from limen.core.ledger.models import Outgoing
from limen.exchange.cusres import parse
from limen.kernel import BadInput, GuardRefused, perform
from limen.offices.inspections import acts, intake, queries
from limen.offices.inspections.acts import Listed
from limen.offices.inspections.answering import cusres
from limen.offices.inspections.intake import receive
from limen.offices.inspections.models import Admission, Change, Hit, Message, Traveller, Voyage
from limen.offices.inspections.tests.scenes import ask_about_fear, lookout, open_inspection, refer
from tests.factories import Service

pytestmark = pytest.mark.django_db
TARGETING = "targeting_officer"
ANNA = Listed(
    reference="1",
    surname="Eriksson",
    given_names="Anna Maria",
    birth="1974-08-12",
    nationality="SWE",
    document_kind="passport",
    document_issuer="SWE",
    document_number="L898902C3",
    document_expires=date(2032, 4, 15),
    seat="12A",
    locator="XK3T9Q",
)
BO = Listed(
    reference="2", surname="Eriksson", given_names="Bo", birth="1970-02-01", document_number="N1", locator="XK3T9Q"
)
CARL = Listed(reference="3", surname="Carlsson", given_names="Carl", birth="1960-03-03", document_number="N2")


def do(service: Service, act: Any, on: Any = None) -> Any:
    return service.do(act, on=on, role=TARGETING, purpose="targeting")


def flight(service: Service, **more: Any) -> Voyage:
    fields = {
        "carrier": "SK",
        "number": "901",
        "origin": "ARN",
        "destination": "JFK",
        "port": service.jfk.pk,
        "runs_on": date(2026, 11, 25),
        "departs_at": datetime(2026, 11, 25, 20, tzinfo=UTC),
        "arrives_at": datetime(2026, 11, 26, 4, tzinfo=UTC),
    }
    return do(service, acts.OpenVoyage(**{**fields, **more}))


def listed(service: Service, *people: Listed, voyage: Voyage | None = None, function: str = "passengers") -> Voyage:
    return do(service, acts.ReceiveList(people=list(people), function=function), on=voyage or flight(service))


def test_a_list_puts_people_on_the_board_and_lets_them_board(service: Service) -> None:
    voyage = listed(service, ANNA, BO)
    rows = Traveller.objects.filter(voyage=voyage)
    assert {(row.state, row.directive) for row in rows} == {("listed", "0Z")}
    board = queries.board(viewer=service.viewer(TARGETING, "targeting"), day=date(2026, 11, 25))
    assert [(row.label, row.people, row.open_hits) for row in board] == [("SK901", 2, 0)]


def test_a_voyage_is_on_the_board_once(service: Service) -> None:
    flight(service)
    with pytest.raises(GuardRefused, match="already"):
        flight(service)


def test_a_change_is_kept_field_by_field_and_what_it_leaves_out_stays(service: Service) -> None:
    voyage = listed(service, ANNA)
    listed(service, Listed(reference="1", seat="14C"), voyage=voyage, function="change")
    anna = Traveller.objects.get()
    assert (anna.seat, anna.surname) == ("14C", "Eriksson")
    change = Change.objects.get()
    assert (change.field, change.before, change.after) == ("seat", "12A", "14C")


def test_the_same_list_twice_changes_nothing(service: Service) -> None:
    voyage = listed(service, ANNA, BO)
    listed(service, ANNA, BO, voyage=voyage)
    assert Traveller.objects.count() == 2
    assert not Change.objects.exists()


def test_a_cancellation_takes_one_person_off_and_an_empty_one_everybody(service: Service) -> None:
    voyage = listed(service, ANNA, BO, CARL)
    listed(service, Listed(reference="3"), voyage=voyage, function="cancel")
    assert Traveller.objects.get(reference="3").state == "off_list"
    listed(service, voyage=voyage, function="cancel")
    assert set(Traveller.objects.values_list("state", flat=True)) == {"off_list"}


def test_a_lookout_that_asks_to_refuse_holds_boarding_and_an_officer_decides(service: Service) -> None:
    lookout(service, action="refuse")
    voyage = listed(service, ANNA, BO)
    anna = Traveller.objects.get(reference="1")
    assert (anna.state, anna.directive, anna.priority) == ("held", "1Z", 90)
    viewer = service.viewer(TARGETING, "targeting")
    first = queries.vetting_list(viewer=viewer, now=datetime(2026, 11, 25, 17, tzinfo=UTC))
    assert [row.pk for row in first] == [anna.pk]
    with pytest.raises(GuardRefused, match="lookout may mean"):
        do(service, acts.ClearToBoard(reason="Looks fine"), on=anna)
    do(service, acts.DismissHit(reason="Another date of birth on file"), on=anna.hits.get())
    cleared = do(service, acts.ClearToBoard(reason="Hit dismissed"), on=anna)
    assert (cleared.state, cleared.directive) == ("cleared", "0Z")
    told = Outgoing.objects.get(channel="carrier")
    assert "SK901" in told.subject
    assert voyage.pk == cleared.voyage_id


def test_a_lookout_that_lands_after_the_answer_is_held_against_the_list_and_the_carrier_is_told(
    service: Service,
) -> None:
    voyage = listed(service, ANNA, BO)
    lookout(service, action="refuse")
    anna = Traveller.objects.get(reference="1")
    assert (anna.state, anna.directive) == ("held", "1Z")
    assert Hit.objects.get(traveller=anna).strong
    assert Outgoing.objects.filter(channel="carrier", to=voyage.carrier).count() == 1


def test_a_lookout_that_lands_later_finds_another_spelling_on_the_list_and_not_somebody_else(service: Service) -> None:
    listed(service, ANNA, BO)
    lookout(service, surname="Ericsson", given_names="Ana Marie", action="refuse")
    assert [row.traveller.reference for row in Hit.objects.all()] == ["1"]


def test_a_directive_that_says_the_opposite_of_the_act_is_refused(service: Service) -> None:
    listed(service, ANNA)
    with pytest.raises(BadInput, match="May board"):
        do(service, acts.HoldBoarding(directive="0Z", reason="Not to board"), on=Traveller.objects.get())


def test_whoever_is_listed_and_not_aboard_is_a_no_show(service: Service) -> None:
    voyage = listed(service, ANNA, BO, CARL)
    do(service, acts.CloseOut(aboard=[ANNA, CARL]), on=voyage)
    states = dict(Traveller.objects.values_list("reference", "state"))
    assert states == {"1": "boarded", "2": "no_show", "3": "boarded"}


def test_a_traveller_who_stands_at_the_counter_has_arrived_as_listed(service: Service) -> None:
    voyage = listed(service, ANNA)
    do(service, acts.CloseOut(), on=voyage)
    inspection = open_inspection(service)
    assert inspection.traveller is not None
    inspection.traveller.refresh_from_db()
    assert (inspection.traveller.state, inspection.traveller.person_id) == ("arrived", inspection.person_id)


def test_who_travels_together_is_seen_by_booking_and_by_shared_contact(service: Service) -> None:
    voyage = listed(
        service,
        ANNA.model_copy(update={"contacts": ["+46 70 1"]}),
        BO,
        CARL.model_copy(update={"contacts": ["+46 70 1"]}),
    )
    viewer = service.viewer(TARGETING, "targeting")
    anna = queries.traveller(Traveller.objects.get(voyage=voyage, reference="1").pk, viewer=viewer)
    found = {row.reference: why for row, why in queries.companions(anna, viewer=viewer)}
    assert found == {"2": "booking", "3": "contact"}


def test_a_missing_list_and_a_late_one_are_named(service: Service) -> None:
    missing = flight(service, departs_at=datetime(2026, 11, 25, 17, 10, tzinfo=UTC))
    late = flight(service, number="903", departs_at=datetime(2026, 11, 25, 17, 10, tzinfo=UTC))
    in_time = flight(service, number="905", departs_at=datetime(2026, 11, 25, 23, tzinfo=UTC))
    listed(service, ANNA, voyage=late)
    listed(service, ANNA, voyage=in_time)
    viewer = service.viewer(TARGETING, "targeting")
    now = datetime(2026, 11, 25, 17, 5, tzinfo=UTC)
    assert {(row.pk, why) for row, why in queries.late_lists(viewer=viewer, now=now)} == {
        (missing.pk, "missing"),
        (late.pk, "late"),
    }


def test_an_outbound_close_out_ends_the_stay_of_whoever_is_aboard(service: Service) -> None:
    inspection = service.do(acts.Admit(class_of_admission="B2"), on=open_inspection(service))
    out = flight(service, number="902", direction="outbound", origin="JFK", destination="ARN")
    listed(service, ANNA, voyage=out)
    do(service, acts.CloseOut(), on=out)
    record = Admission.objects.get(inspection=inspection)
    assert record.state == "departed"
    assert record.departures.get().source == "manifest"


def test_travellers_are_found_by_what_is_known_of_them(service: Service) -> None:
    listed(service, ANNA, BO, CARL)
    viewer = service.viewer(TARGETING, "targeting")

    def found(**terms: str) -> list[str]:
        return sorted(row.reference for row in queries.find_travellers(viewer=viewer, terms=terms))

    assert found(name="eriksson") == ["1", "2"]
    assert found(locator="xk3t9q", birth="1970") == ["2"]
    assert found(document="l8989o2c3") == ["1"]
    assert found(carrier="SK", seat="12a") == ["1"]
    assert found(carrier="LH") == []


def test_a_group_is_told_by_mail_that_names_nobody(service: Service) -> None:
    listed(service, ANNA)
    supervisor = service.officer("supervisor")
    with_mail = type(supervisor).objects.filter(pk=supervisor.pk)
    from limen.kernel import opened

    with opened("maintenance.test"):
        with_mail.update(email="chief@example.org")
    act = acts.NotifyGroup(place=service.jfk.pk, role="supervisor", words="Please look before landing")
    do(service, act, on=Traveller.objects.get())
    mail = Outgoing.objects.get(channel="email")
    assert mail.to == "chief@example.org"
    assert "Eriksson" not in mail.subject + mail.body


def test_a_kept_search_is_its_owners_until_put_away(service: Service) -> None:
    kept = do(service, acts.SaveQuery(name="Stockholm", about="voyages", terms={"origin": "ARN"}))
    viewer = service.viewer(TARGETING, "targeting")
    assert [row.pk for row in queries.saved_queries(viewer=viewer)] == [kept.pk]
    with pytest.raises(GuardRefused, match="owner"):
        perform(acts.DropQuery(), on=kept, by=service.officer("supervisor"), at=service.jfk, purpose="targeting")
    do(service, acts.DropQuery(), on=kept)
    assert queries.saved_queries(viewer=viewer) == []


def test_the_crew_list_prints_with_what_was_decided(service: Service) -> None:
    crew = ANNA.model_copy(update={"role": "crew"})
    voyage = listed(service, crew, BO, voyage=flight(service, mode="sea", carrier="MSC", number="AURORA"))
    service.do(acts.Admit(class_of_admission="D1"), on=open_inspection(service))
    service.do(acts.PrintCrewList(vessel="MSC Aurora", master="J. Conrad"), on=voyage)
    paper = Paper.objects.get(form="i418")
    text = " ".join(PdfReader(BytesIO(bytes(paper.pdf))).pages[0].extract_text().split())
    assert "ERIKSSON, Anna Maria" in text
    assert "Permitted to land as crew" in text
    assert "1 crew, 1 passenger" in text
    assert "1 passengers" not in text


def test_the_crew_list_tells_no_carrier_that_fear_is_heard(service: Service) -> None:
    voyage = listed(service, ANNA, voyage=flight(service, mode="sea", carrier="MSC", number="AURORA"))
    inspection = refer(service, open_inspection(service))
    found = acts.RecordFinding(ground="7A1I", evidence="No visa and not exempt; says she will work.")
    inspection = ask_about_fear(service, service.do(found, on=inspection, role="secondary_officer"), fear=True)
    service.do(acts.ReferToJudge(why="Came under the waiver"), on=inspection, role="secondary_officer")
    service.do(acts.PrintCrewList(vessel="MSC Aurora", master="J. Conrad"), on=voyage)
    (row,) = Paper.objects.get(form="i418").data["passengers"]
    assert (row["name"], row["decision"]) == ("ERIKSSON, Anna Maria", "Held by the officers")


def test_time_moves_on(service: Service) -> None:
    voyage = listed(service, ANNA)
    with time_machine.travel(datetime(2026, 11, 26, 5, tzinfo=UTC) + timedelta(hours=0), tick=True):
        arrived = do(service, acts.Arrive(), on=voyage)
    assert arrived.state == "arrived"


def test_a_carrier_s_answer_read_back_has_one_directive_a_traveller(service: Service) -> None:
    lookout(service, action="refuse")
    unreferenced = CARL.model_copy(update={"reference": ""})
    bare = Listed(surname="Nemo", birth="1990-01-01")
    voyage = listed(service, ANNA, BO, unreferenced, bare)
    rows = list(Traveller.objects.filter(voyage=voyage).order_by("surname", "given_names"))
    read = parse(cusres(voyage, rows, datetime(2026, 11, 25, 17, tzinfo=UTC)))
    assert read.faults == ()
    assert (read.kind, read.sender, read.recipient, read.sent) == ("answer", "LIMEN", "SK", "2026-11-25T17:00")
    assert [(leg.flight, leg.departure, leg.departs, leg.arrival, leg.crosses) for leg in read.legs] == [
        ("SK901", "ARN", "2026-11-25", "JFK", True)
    ]
    assert [(one.reference, one.locator, one.code) for one in read.directives] == [
        ("", "N2", "0Z"),
        ("1", "XK3T9Q", "1Z"),
        ("2", "XK3T9Q", "0Z"),
        (rows[3].pk.hex.upper(), "", "0Z"),
    ]
    assert read.directives[0].text.endswith("CARLSSON, CARL")
    assert "LOOKOUT" not in read.directives[1].text.upper()


def test_an_answer_goes_to_whoever_sent_the_list_and_echoes_its_transaction(service: Service) -> None:
    text = (
        "UNB+UNOA:4+SKCENTRAL+USCSAPIS+261125:1600+7'UNH+M1+PAXLST:D:05B:UN:IATA+ACC7'BGM+745'RFF+TN:TRX7'"
        "TDT+20+SK901+++SK'LOC+92+OSL'DTM+189:2611251700:201'LOC+92+ARN'DTM+232:2611251800:201'"
        "TDT+20+SK901+++SK'LOC+125+ARN'DTM+189:2611252100:201'LOC+87+JFK'DTM+232:2611252300:201'"
        "NAD+FL+++ERIKSSON:BO'DTM+329:700201'RFF+ABO:2'DOC+P:110:111+N1'UNT+18+M1'UNZ+1+7'"
    )
    account = service.officer("supervisor")
    (received,) = receive(text.encode(), by=account, at=service.jfk, purpose="targeting")
    assert received.voyage is not None
    read = parse(received.answer)
    assert read.faults == ()
    assert (read.sender, read.recipient, read.transaction, read.access) == ("USCSAPIS", "SKCENTRAL", "TRX7", "ACC7")
    assert [(leg.departure, leg.departs, leg.arrival, leg.arrives, leg.crosses) for leg in read.legs] == [
        ("OSL", "2026-11-25T17:00", "ARN", "2026-11-25T18:00", False),
        ("ARN", "2026-11-25T21:00", "JFK", "2026-11-25T23:00", True),
    ]
    assert [(one.reference, one.code) for one in read.directives] == [("2", "0Z")]
    told = parse(cusres(received.voyage, list(Traveller.objects.all()), datetime.now(UTC), unsolicited=True))
    assert (told.kind, told.recipient, len(told.transaction), told.faults) == ("change", "SKCENTRAL", 18, ())


def test_a_later_list_does_not_undo_an_officers_hold(service: Service) -> None:
    voyage = listed(service, ANNA)
    anna = Traveller.objects.get()
    do(service, acts.HoldBoarding(reason="Visa revoked by telephone"), on=anna)
    listed(service, Listed(reference="1", seat="14C"), voyage=voyage, function="change")
    anna.refresh_from_db()
    assert (anna.state, anna.directive, anna.directive_why) == ("held", "1Z", "Visa revoked by telephone")
    assert anna.seat == "14C"


def test_a_later_list_does_not_stop_again_whom_an_officer_cleared_of_the_same_lookout(service: Service) -> None:
    lookout(service, action="refuse")
    voyage = listed(service, ANNA)
    anna = Traveller.objects.get()
    do(service, acts.ConfirmHit(reason="It is she; the police wait for her here"), on=anna.hits.get())
    do(service, acts.ClearToBoard(reason="To be met on arrival"), on=anna)
    listed(service, Listed(reference="1", seat="14C"), voyage=voyage, function="change")
    anna.refresh_from_db()
    assert (anna.state, anna.directive) == ("cleared", "0Z")
    lookout(service, action="refuse", basis="Another case, 98-765")
    listed(service, Listed(reference="1", seat="15C"), voyage=voyage, function="change")
    anna.refresh_from_db()
    assert (anna.state, anna.directive, anna.hits.count()) == ("held", "1Z", 2)


def test_a_later_list_does_not_take_back_a_boarding_or_an_arrival(service: Service) -> None:
    lookout(service, action="refuse", surname="Nobody", given_names="")
    voyage = listed(service, ANNA)
    do(service, acts.CloseOut(), on=voyage)
    lookout(service, action="refuse")
    listed(service, Listed(reference="1", seat="14C"), voyage=voyage, function="change")
    assert Traveller.objects.get().state == "boarded"


def test_a_nul_in_a_carriers_message_spoils_nothing(service: Service) -> None:
    from limen.offices.inspections.tests.test_pages import LIST

    data = LIST.encode().replace(b"ERIKSSON", b"ERIKSSON\0", 1) + b"\0\0"
    officer = service.officer("supervisor")
    received = intake.receive(data, by=officer, at=service.jfk, purpose="targeting", source="teletype")
    assert [item.people for item in received] == [2]
    assert not any("\0" in text for text in Message.objects.values_list("text", flat=True))
    assert not any("\0" in surname for surname in Traveller.objects.values_list("surname", flat=True))


def test_a_voyage_has_not_arrived_in_an_hour_to_come(service: Service) -> None:
    voyage = flight(service)
    with pytest.raises(BadInput, match="cannot lie ahead"):
        do(service, acts.Arrive(happened_at=datetime(2026, 11, 26, 4, tzinfo=UTC)), on=voyage)
