"""Lawful examples of the acts of custody."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from limen.core.custody import acts
from limen.core.people import acts as people
from tests.architecture.making import SUPERVISOR, Example, Made, example_of

AGENT = ("agent", "custody")
WHY = "Found hiding in the cargo of a lorry."


def taken(made: Made) -> Any:
    """Return somebody in an agent's hands."""
    return made.do(acts.TakeIntoCustody(person=made.person.pk, under="arrest.without_warrant"), who=AGENT)


def held(made: Made, cell: str = "") -> Any:
    """Return somebody booked in."""
    return made.do(acts.BookIn(cell=cell), taken(made), AGENT)


def in_hospital(made: Made) -> Any:
    """Return somebody in hospital."""
    return made.do(acts.ToHospital(hospital="Jamaica"), held(made), AGENT)


def keeping(made: Made) -> Any:
    """Return somebody whose watch is kept for them."""
    act = acts.ListProperty(kind="valuables", description="A watch", seal="B1")
    return made.do(act, held(made), AGENT)


def of_a_family(made: Made) -> Any:
    """Return somebody held with a family unit."""
    link = people.Relate(other=made.other.pk, kind="parent", family_unit=True)
    made.do(link, made.person, ("secondary_officer", "inspection"))
    return held(made)


def apart(made: Made) -> Any:
    """Return somebody kept apart from their family."""
    act = acts.SeparateFamily(why="The mother is taken to surgery tonight.")
    return made.do(act, of_a_family(made), ("supervisor", "custody"))


def holding(made: Made) -> Any:
    """Return what the port can hold."""
    return made.do(acts.OpenHolding(place=made.service.jfk.pk, adults=10), who=("supervisor", "custody"))


def dead(made: Made) -> Any:
    """Return somebody who died."""
    return made.do(acts.RecordDeath(says="Collapsed; the ambulance could not revive them."), held(made), AGENT)


CHIEF = (SUPERVISOR[0], "custody")
EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "custody.take": example_of(
        lambda m: acts.TakeIntoCustody(person=m.person.pk, under="arrest.without_warrant"), None, AGENT
    ),
    "custody.book_in": example_of(acts.BookIn(cell="4"), taken, AGENT),
    "custody.cell": example_of(acts.MoveCell(cell="5"), held, AGENT),
    "custody.transfer": example_of(
        lambda m: acts.Transfer(to_place=m.service.sys_.pk, why="No room here"), held, AGENT
    ),
    "custody.hospital": example_of(acts.ToHospital(hospital="Jamaica"), held, AGENT),
    "custody.hospital_return": example_of(acts.FromHospital(), in_hospital, AGENT),
    "custody.basis": example_of(acts.ChangeBasis(under="detain.proceedings", why="Charged today"), held, AGENT),
    "custody.care": example_of(acts.RecordCare(kind="meal"), held, AGENT),
    "custody.advise_consular": example_of(acts.AdviseConsular(wants=True, language="es"), held, AGENT),
    "custody.need": example_of(acts.NoteNeed(need="pregnant"), held, AGENT),
    "custody.need_ended": example_of(
        acts.EndNeed(need="pregnant"), lambda m: m.do(acts.NoteNeed(need="pregnant"), held(m), AGENT), AGENT
    ),
    "custody.property": example_of(acts.ListProperty(kind="valuables", description="A watch"), held, AGENT),
    "custody.property_returned": example_of(
        lambda m: acts.ReturnProperty(item=m.person.stays.get().property.get().pk, to="The person"), keeping, AGENT
    ),
    "custody.funds": example_of(acts.MoveFunds(way="in", amount=Decimal(20), why="By mail"), held, AGENT),
    "custody.visit": example_of(
        acts.RecordVisit(kind="counsel", visitor="A. Lind", minutes=45, how="telephone"), held, AGENT
    ),
    "custody.examine": example_of(acts.Examine(says=WHY), held, CHIEF),
    "custody.decide": example_of(acts.DecideCustody(decision="hold", says=WHY), held, CHIEF),
    "custody.extend_decision": example_of(
        acts.ExtendDecision(says="A storm has closed every road to the court."), held, CHIEF
    ),
    "custody.find_child": example_of(acts.FindChild(alone=True, why="The birth record shows 2010"), held, AGENT),
    "custody.doubt_age": example_of(acts.DoubtAge(why="Says that he is sixteen"), held, AGENT),
    "custody.classify": example_of(acts.Classify(level="low", says="No history at all"), held, AGENT),
    "custody.apart": example_of(lambda m: acts.KeepApart(other=m.other.pk, why="They fought on the way"), held, AGENT),
    "custody.apart_ended": example_of(
        lambda m: acts.EndApart(other=m.other.pk, why="They made their peace"),
        lambda m: m.do(acts.KeepApart(other=m.other.pk, why="They fought on the way"), held(m), AGENT),
        CHIEF,
    ),
    "custody.separate": example_of(
        acts.SeparateFamily(why="The mother is taken to surgery tonight."), of_a_family, CHIEF
    ),
    "custody.separation_reviewed": example_of(
        acts.ReviewSeparation(says="She is still in intensive care."), apart, CHIEF
    ),
    "custody.reunite": example_of(acts.Reunite(), apart, AGENT),
    "custody.correct": example_of(
        lambda m: acts.CorrectStint(
            stint=m.person.stays.get().stints.get(kind="port").pk,
            since=m.person.stays.get().stints.get(kind="port").since,
            why="The clock was slow",
        ),
        held,
        CHIEF,
    ),
    "custody.correct_leaving": example_of(
        lambda m: acts.CorrectLeaving(left_at=m.person.stays.get().ended_at, why="The clock was slow"), dead, CHIEF
    ),
    "custody.release": example_of(acts.Release(way="citizen"), held, AGENT),
    "custody.hand_over": example_of(
        acts.HandOver(way="agency", to="County sheriff", receipt="Deputy Ames"), held, AGENT
    ),
    "custody.escaped": example_of(acts.RecordEscape(says="Over the fence of the yard at night."), held, AGENT),
    "custody.died": example_of(acts.RecordDeath(says="Collapsed; the ambulance could not revive them."), held, AGENT),
    "custody.death_report": example_of(acts.ReportDeath(which="command", says="By telephone"), dead, CHIEF),
    "custody.open_holding": example_of(
        lambda m: acts.OpenHolding(place=m.service.jfk.pk, adults=10, juveniles=2), None, CHIEF
    ),
    "custody.change_holding": example_of(acts.ChangeHolding(adults=12), holding, CHIEF),
    "custody.round": example_of(lambda m: acts.CareRound(kind="meal", stays=[held(m).pk]), holding, AGENT),
}
