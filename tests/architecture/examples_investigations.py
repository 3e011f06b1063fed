"""Lawful examples of the acts of investigations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from limen.core.custody import acts as custody
from limen.offices.investigations import acts
from limen.offices.investigations.tests.scenes import SAYS, Office, arresting
from tests.architecture.making import Example, Made, example_of

AGENT = ("special_agent", "investigation")
CHIEF = ("investigations_supervisor", "investigation")
RECORD = acts.RecordLead(
    kind="tip", area="immigration_fraud", summary=SAYS, source_grade="C", information_grade="3", priority="urgent"
)
ADVICE = acts.AdviseArrested(
    told=["identified", "reason", "counsel", "legal_services", "statement"], language="es", interpreter="B. Lind"
)
WHY = "Nothing is left for us to do."


def office(made: Made) -> Office:
    """Return the office of the examples: the port all examples happen at."""
    return Office(made.service, made.service.jfk)


def received(made: Made) -> Any:
    """Return a lead nobody has yet."""
    return office(made).lead()


def taken(made: Made) -> Any:
    """Return a lead with an agent, about somebody."""
    return office(made).taken(about=made.person.pk)


def declined(made: Made) -> Any:
    """Return a lead that was declined."""
    return office(made).by_chief(acts.DeclineLead(why=WHY), received(made))


def arrested(made: Made) -> Any:
    """Return an arrest of which nothing is decided."""
    return office(made).arrest()


def processed(made: Made) -> Any:
    """Return an arrest whose person was told everything and is charged."""
    here = office(made)
    arrest = here.do(ADVICE, here.arrest())
    here.do(custody.DecideCustody(decision="hold", says="Will not be found again."), arrest.stay)
    arrest.refresh_from_db()
    return arrest


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "investigations.record_lead": example_of(RECORD, None, AGENT),
    "investigations.amend_lead": example_of(
        lambda m: acts.AmendLead(about=m.person.pk, why="He gave his name."), received, AGENT
    ),
    "investigations.assign_lead": example_of(
        lambda m: acts.AssignLead(officer=m.service.officer("special_agent").pk), received, CHIEF
    ),
    "investigations.take_lead": example_of(acts.TakeLead(), received, AGENT),
    "investigations.note_lead": example_of(acts.NoteLead(says="Nobody at the address."), taken, AGENT),
    "investigations.issue_warrant": example_of(
        acts.IssueWarrant(cause="biometrics", says="Prints match the record.", notice="Issued with it"), taken, CHIEF
    ),
    "investigations.close_lead": example_of(acts.CloseLead(outcome="in_status", says="Seen in class."), taken, AGENT),
    "investigations.decline_lead": example_of(acts.DeclineLead(why=WHY), received, CHIEF),
    "investigations.reopen_lead": example_of(acts.ReopenLead(why="The same address came up."), declined, CHIEF),
    "investigations.arrest": example_of(arresting(), None, AGENT),
    "investigations.advise": example_of(ADVICE, arrested, AGENT),
    "investigations.citizenship": example_of(
        acts.RecordCitizenship(evidence="Says he was born in Ohio", finding="claimed"), arrested, AGENT
    ),
    "investigations.write_arrest": example_of(acts.WriteArrest(checks="No record."), arrested, AGENT),
    "investigations.correct_arrest": example_of(
        acts.CorrectArrest(where="43 Elm Street", why="The number was misread"), arrested, CHIEF
    ),
    "investigations.close_arrest": example_of(acts.CloseArrest(why=WHY), processed, AGENT),
}
