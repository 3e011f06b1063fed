"""Leads: received, given to somebody, worked and closed; taken back when their source is set right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from limen.core.access.gate import NODE, SYSTEM
from limen.core.clocks.models import RunningClock
from limen.core.ledger.models import Entry
from limen.core.people.acts import Protect
from limen.kernel import BadInput, GuardRefused, NotPermitted, UnknownRecord, WrongState, perform
from limen.offices.investigations import acts, queries
from limen.offices.investigations.models import Lead
from limen.offices.investigations.tests.scenes import AGENT, CHIEF, NOON, SAYS, Office
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(service: Service) -> Office:
    return Office(service)


def clocks(lead: Lead) -> dict[str, str]:
    return dict(RunningClock.objects.filter(subject=lead.pk).values_list("key", "state"))


def test_a_lead_sent_by_another_office_waits_with_a_number_a_due_time_and_a_triage_clock(office: Office) -> None:
    person = office.service.person()
    fact = acts.Fact(what="Terminated", says="Failed to report to the school", at=NOON)
    lead = office.sent(
        kind="compliance", about=person.pk, subject_record="people.person", subject=person.pk, attached=[fact]
    )
    assert (lead.state, lead.number, lead.officer) == ("received", "L00000001", None)
    assert lead.attached[0]["what"] == "Terminated"
    assert lead.due_at - lead.received_at == timedelta(hours=2160)
    assert clocks(lead) == {"investigations.triage": "running"}
    assert RunningClock.objects.get(subject=lead.pk).owner_role == CHIEF


def test_the_nodes_own_upkeep_may_send_a_lead(office: Office) -> None:
    fields = {"area": "immigration_fraud", "source_grade": "B", "information_grade": "2"}
    act = acts.ReceiveLead(kind="overstay", summary="No departure on record.", **fields)
    lead = perform(act, by=SYSTEM, at=NODE, purpose="administration").record
    assert (lead.from_place, lead.place) == (None, None)
    assert lead in queries.leads(viewer=office.viewer())


def test_a_lead_is_given_to_an_agent_worked_and_closed(office: Office) -> None:
    lead = office.lead(priority="urgent")
    agent = office.service.officer(AGENT, f"{AGENT}_at_large", office.service.agency)
    lead = office.by_chief(acts.AssignLead(officer=agent.pk), lead)
    assert (lead.state, lead.officer_id, lead.place_id) == ("open", agent.pk, office.place.pk)
    assert clocks(lead) == {"investigations.triage": "satisfied", "investigations.lead_work": "running"}
    lead = office.do(acts.NoteLead(says="The roommate says he left for Ohio.", source_grade="B"), lead)
    assert lead.notes.get().source_grade == "B"
    lead = office.do(acts.CloseLead(outcome="departed", says="Seen on the manifest of 4 October."), lead)
    assert (lead.state, lead.outcome) == ("closed", "departed")
    assert not RunningClock.objects.filter(subject=lead.pk, state="running").exists()


def test_the_deadline_of_one_lead_is_not_met_by_another_about_the_same_person(office: Office) -> None:
    person = office.service.person()
    one, two = office.lead(about=person.pk), office.lead(about=person.pk, kind="overstay")
    office.do(acts.TakeLead(), one)
    assert clocks(two) == {"investigations.triage": "running"}


def test_a_lead_nobody_takes_up_is_late_at_the_end_of_the_second_business_day(office: Office) -> None:
    lead = office.lead()
    due = RunningClock.objects.get(subject=lead.pk).due_at.astimezone(office.place.zone)
    # Wednesday 25 November; Thursday is Thanksgiving, Friday and Monday count
    assert f"{due:%Y-%m-%d}" == "2026-11-30"


def test_only_who_works_leads_here_is_given_one(office: Office) -> None:
    stranger = office.service.officer("primary_officer")
    with pytest.raises(BadInput, match="investigator"):
        office.by_chief(acts.AssignLead(officer=stranger.pk), office.lead())


def test_an_agent_takes_what_waits_here_and_not_what_another_office_has(office: Office) -> None:
    elsewhere = office.service.place("office", "SAC-LA", "Los Angeles")
    with pytest.raises(GuardRefused, match="another office"):
        office.do(acts.TakeLead(), office.lead(at_place=elsewhere.pk))
    assert office.taken().state == "open"


def test_a_lead_is_declined_by_a_supervisor_with_a_reason_and_may_be_reopened(office: Office) -> None:
    lead = office.lead()
    with pytest.raises(NotPermitted):
        office.do(acts.DeclineLead(why="Too old to follow up."), lead)
    lead = office.by_chief(acts.DeclineLead(why="Too old to follow up."), lead)
    assert (lead.state, lead.ended_why) == ("declined", "Too old to follow up.")
    lead = office.by_chief(acts.ReopenLead(why="The same address came up again."), lead)
    assert (lead.state, lead.officer, lead.ended_at) == ("received", None, None)
    assert "Too old to follow up." in lead.notes.get().says
    assert RunningClock.objects.filter(subject=lead.pk, key="investigations.triage", state="running").count() == 1


@pytest.mark.parametrize("taken", [False, True])
def test_a_lead_is_taken_back_at_once_when_its_source_is_corrected(office: Office, taken: bool) -> None:
    person = office.service.person()
    lead = office.sent(kind="compliance", subject_record="people.person", subject=person.pk)
    if taken:
        lead = office.do(acts.TakeLead(), lead)
    assert queries.open_from("people.person", person.pk, kind="compliance") == [lead]
    act = acts.WithdrawLead(why="The record was set right: she had registered.", corrected_by="The school's official")
    lead = perform(act, on=lead, by=SYSTEM, at=office.place, purpose="administration").record
    assert (lead.state, lead.corrected_by) == ("withdrawn", "The school's official")
    assert queries.open_from("people.person", person.pk) == []
    assert not RunningClock.objects.filter(subject=lead.pk, state="running").exists()
    with pytest.raises(WrongState):
        office.by_chief(acts.ReopenLead(why="Let us look again anyway."), lead)


def test_one_record_gives_rise_to_one_open_lead_of_a_kind(office: Office) -> None:
    person = office.service.person()
    source: dict[str, Any] = {"subject_record": "people.person", "subject": person.pk}
    office.sent(kind="compliance", **source)
    with pytest.raises(GuardRefused, match="add to that one"):
        office.sent(kind="compliance", **source)
    assert office.sent(kind="overstay", **source).state == "received"
    with pytest.raises(BadInput, match="neither"):
        office.lead(subject_record="people.person")


def test_whom_a_lead_is_about_and_how_good_it_is_is_said_later_and_what_stood_before_stays(office: Office) -> None:
    lead, person = office.taken(), office.service.person()
    received = lead.received_at
    act = acts.AmendLead(about=person.pk, priority="immediate", information_grade="1", why="He gave his name himself.")
    lead = office.do(act, lead)
    assert (lead.about_id, lead.information_grade, lead.source_grade) == (person.pk, "1", "C")
    assert lead.due_at == received + timedelta(hours=24)
    entry = Entry.objects.filter(act="investigations.amend_lead").get()
    assert '"information_grade":"3"' in entry.body


def test_leads_are_for_who_works_for_this_purpose(office: Office) -> None:
    lead = office.lead()
    with pytest.raises(NotPermitted):
        queries.lead(lead.pk, viewer=office.viewer("supervisor", "inspection"))
    assert queries.lead(lead.pk, viewer=office.viewer("auditor", "oversight")).pk == lead.pk


def test_a_lead_about_somebody_sealed_is_in_no_list_and_not_found(office: Office) -> None:
    person = office.service.person()
    lead = office.lead(about=person.pk)
    viewer = office.viewer()
    assert lead in queries.leads(viewer=viewer)
    assert queries.leads_of(person.pk, viewer=viewer) == [lead]
    office.service.do(Protect(compartment="protected", reason="Victim of trafficking"), person, role="supervisor")
    assert list(queries.leads(viewer=viewer)) == []
    assert queries.leads_of(person.pk, viewer=viewer) == []
    with pytest.raises(UnknownRecord):
        queries.lead(lead.pk, viewer=viewer)


def test_a_list_is_narrowed_and_the_first_due_comes_first(office: Office) -> None:
    person = office.service.person()
    routine, urgent = office.lead(about=person.pk), office.lead(priority="urgent", kind="overstay")
    viewer = office.viewer()
    assert list(queries.leads(viewer=viewer)) == [urgent, routine]
    assert list(queries.leads(viewer=viewer, asked={"q": "eriksson"})) == [routine]
    assert list(queries.leads(viewer=viewer, asked={"kind": "overstay"})) == [urgent]
    assert list(queries.leads(viewer=viewer, asked={"state": "closed"})) == []
    with time_machine.travel(NOON + timedelta(days=11)):
        assert queries.overdue(urgent, urgent.due_at + timedelta(seconds=1))
        assert not queries.overdue(routine, urgent.due_at)


def test_a_warrant_names_a_person_and_is_issued_by_another_than_who_works_the_lead(office: Office) -> None:
    lead = office.taken()
    issue = acts.IssueWarrant(cause="biometrics", says="Prints match the record.", notice="Issued with it")
    with pytest.raises(GuardRefused, match="names a person"):
        office.by_chief(issue, lead)
    person = office.service.person()
    office.do(acts.AmendLead(about=person.pk, why="He gave his name."), lead)
    with pytest.raises(NotPermitted):
        office.do(issue, lead)
    paper = office.warrant(lead)
    assert (paper.person_id, paper.data["cause_text"][-1]) == (person.pk, "Notice to Appear: Issued with it")
    assert [row.pk for row in queries.warrants_on(lead, viewer=office.viewer())] == [paper.pk]
    own = office.by_chief(acts.TakeLead(), office.lead(about=person.pk))
    with pytest.raises(GuardRefused, match="other than the one"):
        office.by_chief(issue, own)


def test_reading_is_on_the_record(office: Office) -> None:
    lead = office.lead()
    queries.lead(lead.pk, viewer=office.viewer())
    assert Entry.objects.filter(kind="read", act="investigations.lead").exists()
    assert SAYS not in Entry.objects.filter(act="investigations.record_lead").get().body.split('"personal"')[0]
