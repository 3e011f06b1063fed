"""Lawful examples of the acts of travel documents and removal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from limen.core.documents import acts as documents
from limen.offices.removal import acts
from limen.offices.removal.models import Movement
from limen.offices.removal.tests import case_scenes as cases
from limen.offices.removal.tests import departure_scenes as scenes
from limen.offices.removal.tests.test_travel_documents import warning
from tests.architecture.making import NOON, TODAY, Example, Made, example_of

OFFICER = cases.OFFICER
SUPERVISOR = cases.SUPERVISOR
WHY = "Moved to another flight"


def run_of(make: Callable[..., Any]) -> Callable[[Made], Movement]:
    """Return what makes the movement of a seat in some state."""
    return lambda m: Movement.objects.get(pk=make(m.service).movement_id)


def requesting(made: Made) -> acts.RequestDocument:
    """Return a request for a document."""
    case = cases.final(made.service)
    return acts.RequestDocument(person=case.person_id, case=case.pk, country=scenes.THERE)


def asked(made: Made) -> Any:
    """Return a request whose country has been asked to accept the person."""
    return made.do(acts.AskAcceptance(), scenes.requested(made.service), OFFICER)


def refused(made: Made) -> Any:
    """Return a request that was refused."""
    return made.do(acts.RefuseDocument(why="Nationality not proved"), scenes.requested(made.service), OFFICER)


def warned(made: Made) -> Any:
    """Return a request whose person was warned."""
    return made.do(warning(), scenes.requested(made.service), OFFICER)


def listing(made: Made) -> acts.ManifestPerson:
    """Return the listing of a person."""
    return scenes.listing(scenes.run(made.service), cases.final(made.service))


def changing(made: Made) -> Example:
    """Return a change to the document of a person on a manifest."""
    seat = scenes.listed(made.service)
    act = documents.RecordDocument(person=seat.person_id, kind="passport", issuer=scenes.THERE, number="P1")
    return acts.ChangeDocument(document=made.do(act).pk), seat, *OFFICER


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "removal.request_document": example_of(requesting, None, OFFICER),
    "removal.take_step": example_of(acts.TakeStep(), lambda m: scenes.requested(m.service), OFFICER),
    "removal.remind_consulate": example_of(acts.Remind(), lambda m: scenes.requested(m.service), OFFICER),
    "removal.ask_acceptance": example_of(acts.AskAcceptance(), lambda m: scenes.requested(m.service), OFFICER),
    "removal.record_acceptance": example_of(acts.RecordAcceptance(answer="accepted"), asked, OFFICER),
    "removal.receive_document": example_of(scenes.receipt(), lambda m: scenes.requested(m.service), OFFICER),
    "removal.document_refused": example_of(
        acts.RefuseDocument(why="Nationality not proved"), lambda m: scenes.requested(m.service), OFFICER
    ),
    "removal.ask_document_again": example_of(acts.AskAgain(), refused, OFFICER),
    "removal.withdraw_request": example_of(
        acts.WithdrawRequest(why="Asked of the wrong country"), lambda m: scenes.requested(m.service), OFFICER
    ),
    "removal.serve_noncompliance": example_of(warning(), lambda m: scenes.requested(m.service), OFFICER),
    "removal.record_compliance": example_of(acts.RecordCompliance(), warned, OFFICER),
    "removal.plan_movement": example_of(scenes.planning(), None, OFFICER),
    "removal.reschedule_movement": example_of(
        acts.RescheduleMovement(departs_at=NOON + timedelta(hours=5), why="Late crew at the gate"),
        lambda m: scenes.run(m.service),
        OFFICER,
    ),
    "removal.add_leg": example_of(
        acts.AddLeg(
            origin="KJFK",
            destination="Zenith",
            departs_at=NOON + timedelta(hours=3),
            arrives_at=NOON + timedelta(hours=9),
        ),
        lambda m: scenes.run(m.service),
        OFFICER,
    ),
    "removal.add_escort": example_of(
        lambda m: acts.AddEscort(account=m.officer.pk), lambda m: scenes.run(m.service), OFFICER
    ),
    "removal.drop_escort": example_of(
        lambda m: acts.DropEscort(account=m.service.officer("agent").pk),
        lambda m: scenes.escorted(m.service, scenes.run(m.service)),
        OFFICER,
    ),
    "removal.open_boarding": example_of(acts.OpenBoarding(), run_of(scenes.listed), OFFICER),
    "removal.depart": example_of(acts.Depart(), run_of(scenes.embarked), OFFICER),
    "removal.verify_departure": example_of(
        acts.VerifyDeparture(how="carrier", by="Station manager"), run_of(scenes.departed), OFFICER
    ),
    "removal.cancel_movement": example_of(
        acts.CancelMovement(why="Aircraft out of service"), run_of(scenes.listed), OFFICER
    ),
    "removal.manifest_person": example_of(listing, None, OFFICER),
    "removal.assign_seat": example_of(acts.AssignSeat(label="3C"), lambda m: scenes.listed(m.service), OFFICER),
    "removal.change_seat_document": changing,
    "removal.note_seat": example_of(
        acts.NoteSeat(medical_notes="Insulin at noon"), lambda m: scenes.listed(m.service), OFFICER
    ),
    "removal.part_family": example_of(
        acts.PartFamily(why="The child stays with the father, who is a citizen."),
        lambda m: scenes.listed(m.service),
        SUPERVISOR,
    ),
    "removal.clear_medically": example_of(
        acts.ClearMedically(by="R. Nurse, RN"), lambda m: scenes.listed(m.service), ("detention_officer", "custody")
    ),
    "removal.find_unfit": example_of(
        acts.FindUnfit(by="D. Doctor, MD", notes="Fever of 39 degrees"), lambda m: scenes.cleared(m.service), OFFICER
    ),
    "removal.embark": example_of(acts.Embark(), lambda m: scenes.at_the_door(m.service), OFFICER),
    "removal.do_not_embark": example_of(
        acts.DoNotEmbark(why="Fell ill at the door"), lambda m: scenes.at_the_door(m.service), OFFICER
    ),
    "removal.take_off": example_of(acts.TakeOff(why=WHY), lambda m: scenes.listed(m.service), OFFICER),
    "removal.warn_of_bar": example_of(acts.WarnOfBar(language="es"), lambda m: scenes.listed(m.service), OFFICER),
    "removal.return_person": example_of(
        acts.ReturnPerson(by="Officer at Zenith", why="Nationality not accepted there"),
        lambda m: scenes.removed(m.service),
        OFFICER,
    ),
    "removal.record_bar": example_of(
        lambda m: acts.RecordBar(person=m.person.pk, code="other_first", since=TODAY), None, OFFICER
    ),
    "removal.lift_bar": example_of(
        acts.LiftBar(consent="I-212 EAC-77", consented_on=TODAY), lambda m: scenes.barred(m.service), SUPERVISOR
    ),
    "removal.strike_bar": example_of(
        acts.StrikeBar(why="Recorded in error"), lambda m: scenes.barred(m.service), OFFICER
    ),
}
