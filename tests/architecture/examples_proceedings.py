"""Lawful examples of the acts of proceedings and of protections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import time_machine

from limen.kernel import Act
from limen.offices.removal import acts
from limen.offices.removal.tests import case_scenes as scenes
from tests.architecture.making import NOON, TODAY, Example, Made, example_of

OFFICER = scenes.OFFICER
SUPERVISOR = scenes.SUPERVISOR
WHY = "Written down and signed"


def at(scene: Callable[..., Any], *then: Act, **more: Any) -> Callable[[Made], Any]:
    """Return what leads to a scene and does some more acts there."""

    def made(m: Made) -> Any:
        record = scene(m.service, **more)
        for act in then:
            record = scenes.do(m.service, act, record)
        return record

    return made


def heard(m: Made) -> Any:
    """Return a case whose first hearing was to be some days ago."""
    with time_machine.travel(NOON - timedelta(days=30)):
        case = scenes.opened(m.service)
        return scenes.do(m.service, scenes.serving(hearing_at=NOON - timedelta(days=5)), case)


def intended(m: Made, *then: Any) -> Any:
    """Return an administrative case."""
    record = scenes.do(m.service, intent(m))
    for act in then:
        record = scenes.do(m.service, act, record)
    return record


def intent(m: Made) -> acts.ServeIntent:
    """Return a notice of intent."""
    said = "1. You were convicted of an aggravated felony."
    return acts.ServeIntent(person=m.person.pk, how="in_person", charge="304", allegations=said)


def administrative(m: Made) -> Any:
    """Return a case with an administrative order."""
    return scenes.do(m.service, finding(), intended(m, acts.AnswerIntent(answer="I deny nothing")), SUPERVISOR)


def finding() -> acts.OrderAdministrative:
    """Return an administrative order."""
    return acts.OrderAdministrative(country="UTO", findings="The conviction is shown.")


def reinstated(m: Made) -> acts.ReinstateOrder:
    """Return an earlier order, reinstated."""
    return acts.ReinstateOrder(
        person=m.person.pk,
        country="UTO",
        prior_order="Order of a judge at Harlingen",
        prior_order_on=date(2019, 1, 8),
        removed_on=date(2019, 1, 20),
        returned_on=date(2026, 11, 20),
        identity_by="fingerprints",
        answer="no",
    )


def officers(m: Made) -> acts.OfficerOrder:
    """Return an officer's order."""
    return acts.OfficerOrder(person=m.person.pk, kind="expedited", country="UTO", charge="239")


def stowaway(m: Made) -> Any:
    """Return the case of a stowaway whom an officer ordered removed."""
    act = acts.OfficerOrder(person=m.person.pk, kind="stowaway", country="UTO", charge="239")
    return scenes.do(m.service, act, None, SUPERVISOR)


def relieved(m: Made) -> Any:
    """Return a case in which relief was granted and the government appealed."""
    case = scenes.do(m.service, acts.GrantRelief(relief="cancellation"), scenes.served(m.service), SUPERVISOR)
    return scenes.do(m.service, acts.FileAppeal(by="government"), case)


def fear(*then: Any, by: str = SUPERVISOR) -> Callable[[Made], Any]:
    """Return a claim of fear at some point."""

    def made(m: Made) -> Any:
        record = scenes.afraid(m.service)
        for act in then:
            record = scenes.do(m.service, act, record, by)
        return record

    return made


REFER = acts.ReferFear(to="New York asylum office")
HEARD = acts.RecordInterview(held_on=TODAY)
KEPT = acts.KeepForMerits(office="Newark asylum office", told_on=TODAY)
FOUND = (REFER, HEARD, acts.FindFear())


def citizen(m: Made, *then: Any) -> Any:
    """Return a claim to citizenship."""
    record = scenes.do(m.service, acts.ClaimCitizenship(person=m.person.pk, reason="Born in Laredo"))
    for act in then:
        record = scenes.do(m.service, act, record, SUPERVISOR)
    return record


def stay(m: Made) -> acts.RecordStay:
    """Return a stay."""
    return acts.RecordStay(person=m.person.pk, kind="stay_court", reason="No. 26-1234, order of today")


def claimed(m: Made) -> acts.ClaimProtection:
    """Return a protection asked for."""
    return acts.ClaimProtection(person=m.person.pk, kind="tps_prima_facie", reason="Good on its face")


def granted(m: Made) -> acts.GrantProtection:
    """Return a protection granted."""
    return acts.GrantProtection(person=m.person.pk, kind="deferred", reason="As a matter of discretion")


APPEALED = acts.FileAppeal()
MOVED = acts.FileMotion(kind="reopen")
PETITIONED = acts.FilePetition()
LATER = NOON + timedelta(days=40)

EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "removal.open_case": example_of(lambda m: acts.OpenCase(person=m.person.pk), None, OFFICER),
    "removal.take_over_case": example_of(lambda m: scenes.taking_over(m.person), None, OFFICER),
    "removal.take_case": example_of(
        lambda m: acts.TakeCase(officer=m.service.officer("supervisor").pk), at(scenes.opened), OFFICER
    ),
    "removal.add_charge": example_of(acts.AddCharge(charge="285"), at(scenes.opened), OFFICER),
    "removal.withdraw_charge": example_of(acts.WithdrawCharge(charge="280"), at(scenes.served), OFFICER),
    "removal.decide_charge": example_of(acts.DecideCharge(charge="280", sustained=True), at(scenes.served), OFFICER),
    "removal.serve_charges": example_of(scenes.serving(), at(scenes.opened), OFFICER),
    "removal.cancel_case": example_of(acts.CancelCharges(why=WHY), at(scenes.opened), OFFICER),
    "removal.terminate": example_of(acts.Terminate(why=WHY), at(scenes.served), OFFICER),
    "removal.grant_relief": example_of(acts.GrantRelief(relief="cancellation"), at(scenes.served), SUPERVISOR),
    "removal.schedule_hearing": example_of(acts.ScheduleHearing(at=LATER), at(scenes.served), OFFICER),
    "removal.hold_hearing": example_of(acts.HoldHearing(), heard, OFFICER),
    "removal.adjourn_hearing": example_of(
        acts.AdjournHearing(reason="person_asked", until=LATER), at(scenes.served), OFFICER
    ),
    "removal.order_removal": example_of(acts.OrderRemoval(country="UTO"), at(scenes.served), OFFICER),
    "removal.order_in_absence": example_of(acts.OrderInAbsence(country="UTO", notice=True), at(scenes.served), OFFICER),
    "removal.waive_appeal": example_of(acts.WaiveAppeal(knowing=True), at(scenes.ordered), OFFICER),
    "removal.officer_order": example_of(officers, None, SUPERVISOR),
    "removal.reinstate": example_of(reinstated, None, SUPERVISOR),
    "removal.serve_intent": example_of(intent, None, OFFICER),
    "removal.answer_intent": example_of(acts.AnswerIntent(answer="I deny it"), intended, OFFICER),
    "removal.order_administrative": example_of(
        finding(), lambda m: intended(m, acts.AnswerIntent(answer="I deny nothing")), SUPERVISOR
    ),
    "removal.waive_wait": example_of(acts.WaiveWait(in_writing=True), administrative, OFFICER),
    "removal.vacate_order": example_of(acts.VacateOrder(why=WHY), administrative, SUPERVISOR),
    "removal.tell_carrier": example_of(acts.TellCarrier(carrier="Atlantic Lines", country="UTO"), stowaway, SUPERVISOR),
    "removal.file_appeal": example_of(APPEALED, at(scenes.ordered), OFFICER),
    "removal.withdraw_appeal": example_of(acts.WithdrawAppeal(), at(scenes.ordered, APPEALED), OFFICER),
    "removal.dismiss_appeal": example_of(acts.DismissAppeal(), at(scenes.ordered, APPEALED), OFFICER),
    "removal.reject_appeal": example_of(acts.RejectAppeal(), relieved, OFFICER),
    "removal.remand": example_of(acts.RemandCase(), at(scenes.ordered, APPEALED), OFFICER),
    "removal.board_orders": example_of(acts.BoardOrdersRemoval(country="UTO"), relieved, OFFICER),
    "removal.file_petition": example_of(PETITIONED, at(scenes.final), OFFICER),
    "removal.deny_petition": example_of(acts.DenyPetition(), at(scenes.final, PETITIONED), OFFICER),
    "removal.grant_petition": example_of(acts.GrantPetition(), at(scenes.final, PETITIONED), OFFICER),
    "removal.file_motion": example_of(MOVED, at(scenes.final), OFFICER),
    "removal.grant_motion": example_of(acts.GrantMotion(), at(scenes.final, MOVED), OFFICER),
    "removal.deny_motion": example_of(acts.DenyMotion(), at(scenes.final, MOVED), OFFICER),
    "removal.grant_departure_before": example_of(
        acts.GrantDepartureBefore(waived=True, country="UTO"), at(scenes.served), OFFICER
    ),
    "removal.grant_departure_after": example_of(
        acts.GrantDepartureAfter(bond=500, country="UTO"), at(scenes.served), OFFICER
    ),
    "removal.board_grants_departure": example_of(acts.BoardGrantsDeparture(), at(scenes.leaving, APPEALED), OFFICER),
    "removal.post_departure_bond": example_of(acts.PostDepartureBond(), at(scenes.leaving), OFFICER),
    "removal.show_document": example_of(acts.ShowDocument(), at(scenes.leaving), OFFICER),
    "removal.own_departure": example_of(
        acts.RecordOwnDeparture(departed_on=TODAY, verified_by="The carrier's list"), at(scenes.leaving), OFFICER
    ),
    "removal.move_during_departure": example_of(acts.MoveDuringDeparture(kind="reopen"), at(scenes.leaving), OFFICER),
    "removal.petition_during_departure": example_of(acts.PetitionDuringDeparture(), at(scenes.leaving), OFFICER),
    "removal.claim_fear": example_of(
        lambda m: acts.ClaimFear(person=m.person.pk, reason="Says the police look for her"), None, OFFICER
    ),
    "removal.refer_fear": example_of(REFER, fear(), OFFICER),
    "removal.record_interview": example_of(HEARD, fear(REFER), OFFICER),
    "removal.find_fear": example_of(acts.FindFear(), fear(REFER, HEARD), OFFICER),
    "removal.keep_for_merits": example_of(KEPT, fear(*FOUND, by=OFFICER), OFFICER),
    "removal.grant_merits": example_of(
        acts.GrantMerits(heard_on=TODAY, sooner=True), fear(*FOUND, KEPT, by=OFFICER), SUPERVISOR
    ),
    "removal.refer_merits": example_of(
        acts.ReferMerits(heard_on=TODAY, sooner=True), fear(*FOUND, KEPT, by=OFFICER), OFFICER
    ),
    "removal.find_no_fear": example_of(acts.FindNoFear(), fear(REFER, HEARD), SUPERVISOR),
    "removal.ask_review": example_of(acts.AskReview(), fear(REFER, HEARD, acts.FindNoFear()), OFFICER),
    "removal.decline_review": example_of(
        acts.DeclineReview(in_words=True), fear(REFER, HEARD, acts.FindNoFear()), OFFICER
    ),
    "removal.review_vacated": example_of(acts.ReviewVacated(), fear(REFER, HEARD, acts.FindNoFear()), OFFICER),
    "removal.review_affirmed": example_of(acts.ReviewAffirmed(), fear(REFER, HEARD, acts.FindNoFear()), SUPERVISOR),
    "removal.withdraw_fear": example_of(acts.WithdrawFear(own_will=True, why=WHY), fear(), SUPERVISOR),
    "removal.claim_citizenship": example_of(
        lambda m: acts.ClaimCitizenship(person=m.person.pk, reason="Born in Laredo"), None, OFFICER
    ),
    "removal.look_at_citizenship": example_of(acts.LookAtCitizenship(found="A birth certificate"), citizen, SUPERVISOR),
    "removal.uphold_citizenship": example_of(
        acts.UpholdCitizenship(memorandum="The certificate is on file."), citizen, SUPERVISOR
    ),
    "removal.reject_citizenship": example_of(
        acts.RejectCitizenship(memorandum="The certificate is another's."),
        lambda m: citizen(m, acts.LookAtCitizenship(found="A birth certificate")),
        SUPERVISOR,
    ),
    "removal.extend_departure": example_of(
        acts.ExtendDeparture(until=TODAY + timedelta(days=50), why="The passport comes next month"),
        at(scenes.leaving, until=TODAY + timedelta(days=30)),
        SUPERVISOR,
    ),
    "removal.record_stay": example_of(stay, None, OFFICER),
    "removal.lift_stay": example_of(
        acts.LiftStay(why="The petition was denied"), lambda m: scenes.do(m.service, stay(m)), OFFICER
    ),
    "removal.claim_protection": example_of(claimed, None, OFFICER),
    "removal.allow_protection": example_of(
        acts.AllowProtection(kind="tps"), lambda m: scenes.do(m.service, claimed(m)), SUPERVISOR
    ),
    "removal.grant_protection": example_of(granted, None, OFFICER),
    "removal.end_protection": example_of(
        acts.EndProtection(why="It has run out"), lambda m: scenes.do(m.service, granted(m)), SUPERVISOR
    ),
}
