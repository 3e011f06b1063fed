"""Lawful examples of the acts of apprehension and processing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from limen.offices.patrol import acts
from limen.offices.patrol.tests.event_scenes import WHY, Station, charge, child, man
from tests.architecture.making import TODAY, Example, Made, example_of

AGENT = ("agent", "patrol")
CHIEF = ("supervisor", "patrol")
RETURN = acts.DecideDisposition(
    disposition="voluntary_return", says=WHY, depart_by=TODAY + timedelta(days=1), choice="to return"
)
PROPOSAL = acts.ProposeDisposition(disposition="expedited_removal", says=WHY)


def station(made: Made) -> Station:
    """Return the station of the examples: the port all examples happen at."""
    return Station(made.service, made.service.jfk)


def event(made: Made) -> Any:
    """Return an event with one person."""
    return station(made).event()


def met(made: Made) -> Any:
    """Return somebody whose record nobody has taken."""
    return event(made).apprehensions.get()


def taken(made: Made) -> Any:
    """Return somebody with an agent."""
    return station(made).taken(met(made))


def child_taken(made: Made) -> Any:
    """Return a child with an agent."""
    here = station(made)
    return here.taken(here.event(child(alone=False)).apprehensions.get())


def asked(made: Made) -> Any:
    """Return somebody of whom only the disposition is left."""
    return station(made).asked()


def proposed(made: Made) -> Any:
    """Return somebody with a proposed disposition."""
    here = station(made)
    return here.do(PROPOSAL, here.asked())


def returning(made: Made) -> Any:
    """Return somebody who was let return."""
    here = station(made)
    record = here.asked(who=man(nationality="MEX"))
    here.do(acts.AskForReturn(asks=True, agrees=True), record)
    return here.do(RETURN, record)


def citizen(made: Made) -> Any:
    """Return a citizen who waits to be let go."""
    here = station(made)
    record = here.asked("citizenship")
    return here.do(acts.DecideDisposition(disposition="citizen", says="A birth certificate."), record)


def for_agency(made: Made) -> Any:
    """Return somebody whom another agency takes."""
    here = station(made)
    act = acts.DecideDisposition(
        disposition="transfer_agency", says=WHY, agency="The Sheriff", conditions="Tell us of release."
    )
    return here.do(act, here.asked())


def processed_event(made: Made) -> Any:
    """Return an event whose one person is processed."""
    return citizen(made).event


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "patrol.open_event": example_of(acts.OpenEvent(people=[man()], where="Ladder at the bend"), None, AGENT),
    "patrol.add_people": example_of(acts.AddPeople(people=[man(given_names="Juan")]), event, AGENT),
    "patrol.amend_event": example_of(acts.AmendEvent(narrative="Footprints led north."), event, AGENT),
    "patrol.close_event": example_of(acts.CloseEvent(), processed_event, AGENT),
    "patrol.take": example_of(acts.TakeRecord(), met, AGENT),
    "patrol.interview": example_of(acts.SetInterview(language="es"), taken, AGENT),
    "patrol.biographics": example_of(acts.RecordBiographics(given_names="Luis Alberto"), taken, AGENT),
    "patrol.biometrics": example_of(acts.RecordBiometrics(number="FIN42", reference="S1"), taken, AGENT),
    "patrol.check_document": example_of(acts.CheckDocument(finding="none"), taken, AGENT),
    "patrol.ask": example_of(acts.AskQuestion(question="harmed", answer="No", shows="none"), taken, AGENT),
    "patrol.ask_all": example_of(acts.AskQuestions(answers=[acts.Answered(code="harmed", answer="No")]), taken, AGENT),
    "patrol.citizenship": example_of(
        acts.RecordCitizenship(evidence="Says he was born in Texas", finding="claimed"), taken, AGENT
    ),
    "patrol.entry": example_of(acts.RecordEntry(manner="without_inspection"), taken, AGENT),
    "patrol.history": example_of(acts.RecordHistory(status="none"), taken, AGENT),
    "patrol.ground": example_of(acts.RecordGround(ground="7A1I", evidence="No document at all"), taken, AGENT),
    "patrol.ask_return": example_of(acts.AskForReturn(asks=True, agrees=True), taken, AGENT),
    "patrol.find_alone": example_of(acts.FindAlone(why="The aunt is no guardian"), child_taken, AGENT),
    "patrol.propose": example_of(PROPOSAL, asked, AGENT),
    "patrol.return_proposal": example_of(acts.ReturnDisposition(why="Ask again when he came"), proposed, CHIEF),
    "patrol.approve": example_of(acts.ApproveDisposition(), proposed, CHIEF),
    "patrol.decide": example_of(acts.DecideDisposition(**charge("notice_to_appear_detained")), asked, AGENT),
    "patrol.reopen": example_of(acts.ReopenProcessing(why="Says he would be killed"), returning, AGENT),
    "patrol.release": example_of(acts.ReleasePerson(), citizen, AGENT),
    "patrol.hand_person": example_of(acts.HandPersonOver(to="The Sheriff", receipt="D. Ames"), for_agency, AGENT),
    "patrol.record_return": example_of(
        lambda m: acts.RecordReturn(port=m.service.sys_.pk, seen_by="Agent Ortiz"), returning, AGENT
    ),
}
