"""What the examples of acts are done to, made by the acts that lead there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from limen.core.access import acts as access
from limen.core.access import signing
from limen.core.access.gate import NODE, SYSTEM
from limen.core.access.models import Account
from limen.core.casefile import acts as casefile
from limen.core.clocks import acts as clocks
from limen.core.clocks.models import RunningClock
from limen.core.documents import acts as documents
from limen.core.documents.models import Paper
from limen.core.ledger import acts as ledger
from limen.core.lookouts import acts as lookouts
from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.core.places.models import Place
from limen.core.referrals import acts as referrals
from limen.core.watchlists import acts as watchlists
from limen.kernel import Act, perform
from limen.offices.inspections import acts
from limen.offices.inspections.models import Admission, Departure, Hit, Inspection, Traveller, Vehicle, Voyage
from limen.offices.inspections.tests import scenes
from limen.offices.inspections.tests.test_arrivals import ANNA
from tests.factories import OPENED, Service, setup

NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
TODAY = date(2026, 11, 25)
WHY = "Seen and judged at the counter"
ADMIN = ("administrator", "administration")
RECORDS = ("records_officer", "redress")
SUPERVISOR = ("supervisor", "inspection")
SECONDARY = ("secondary_officer", "inspection")
PRIMARY = ("primary_officer", "inspection")
TARGETING = ("targeting_officer", "targeting")

Example = tuple[Act, Any, str, str] | tuple[Act, Any, str, str, Any]
"""The act, what it is done to, the role, the purpose, and the place where that is not the airport."""


class Made:
    """What the examples are done to, made by the acts that lead there.

    Args:
        service: a small service.

    ``where`` is the place the example is done at: the airport, unless what leads to it says another, below the airport.
    """

    def __init__(self, service: Service) -> None:
        self.service = service
        self.where = service.jfk

    def do(self, act: Act, on: Any = None, who: tuple[str, str] = PRIMARY) -> Any:
        """Do an act that leads to the example and return the record."""
        return self.service.do(act, on, role=who[0], purpose=who[1])

    @cached_property
    def person(self) -> Person:
        """Return a person on record."""
        return self.service.person()

    @cached_property
    def other(self) -> Person:
        """Return another person on record."""
        return self.service.person(surname="Svensson", given_names="Karl")

    @cached_property
    def account(self) -> Account:
        """Return a service account."""
        record = setup(access.OpenAccount(username="svc", full_name="A system", kind="service"))
        setup(access.PostOfficer(role="carrier", place=self.service.jfk.pk, valid_from=date(2003, 3, 1)), record)
        return Account.objects.get(pk=record.pk)

    @cached_property
    def officer(self) -> Account:
        """Return an officer's account."""
        return self.service.officer("primary_officer")

    @cached_property
    def session(self) -> str:
        """Return a running session of the officer's."""
        told = perform(signing.SignIn(method="test"), on=self.officer, by=SYSTEM, at=NODE, purpose="administration")
        return str(told.told["session"])

    @cached_property
    def token(self) -> Any:
        """Return a token of the service account's."""
        setup(access.IssueToken(scopes=["inspections.manifest"]), self.account)
        return self.account.tokens.get()

    def file(self, *, closed: bool = False) -> Any:
        """Return the person's file."""
        record = self.do(casefile.OpenFile(person=self.person.pk), who=SECONDARY)
        return self.do(casefile.CloseFile(reason="Nothing is left"), record, SECONDARY) if closed else record

    @cached_property
    def task(self) -> Any:
        """Return a task in the person's file."""
        return self.do(casefile.AddTask(text="Call the consulate"), self.file(), SECONDARY).tasks.get()

    def document(self, *, reported: bool = False) -> Any:
        """Return a travel document."""
        act = documents.RecordDocument(person=self.person.pk, kind="passport", issuer="SWE", number="L898902C3")
        record = self.do(act)
        report = documents.ReportDocument(why="lost", reason="The holder at the counter")
        return self.do(report, record) if reported else record

    def paper_of_withdrawal(self) -> Any:
        """Return a paper made for a person who withdrew."""
        withdrawal = acts.AcceptWithdrawal(asked=True, able=True, why="First error")
        self.do(withdrawal, self.secondary(fear=False, asked=True), SECONDARY)
        return Paper.objects.get(form="i275")

    def cleared_for(self) -> Person:
        """Return a person kept in a compartment that the supervisor is cleared for."""
        clearance = access.Clear(compartment="asylum", reason="Handles these", valid_from=TODAY, valid_to=TODAY)
        setup(clearance, self.service.officer("supervisor"))
        return self.do(people.Protect(compartment="asylum", reason="A claim of asylum"), self.person, SUPERVISOR)

    def lookout(self, *, active: bool = True, suspended: bool = False) -> Any:
        """Return a lookout."""
        record = self.do(nominated(), who=SECONDARY)
        if active:
            record = self.do(lookouts.Approve(), record, SUPERVISOR)
        return self.do(lookouts.Suspend(reason="The order is stayed"), record, SECONDARY) if suspended else record

    def watchlist(self, *, approved: bool = True) -> Any:
        """Return a list of others."""
        record = self.do(listing(), who=TARGETING)
        return self.do(watchlists.ApproveList(), record, SUPERVISOR) if approved else record

    def referral(self, *, accepted: bool = False) -> Any:
        """Return work sent to the office."""
        record = self.do(sent(self))
        return self.do(referrals.AcceptReferral(), record, SECONDARY) if accepted else record

    def hold(self) -> Any:
        """Return a legal hold."""
        return self.do(ledger.PlaceHold(about=self.person.pk, reason="Litigation is pending"), who=RECORDS)

    def erasing(self, by: str = "records_officer") -> Any:
        """Return a proposal to erase, made by an officer."""
        act = ledger.ProposeErasure(about=self.person.pk, reason="Retention has run out")
        proposer = self.service.officer("records_officer", by)
        return perform(act, by=proposer, at=self.service.jfk, purpose="redress").record

    def breached(self) -> Any:
        """Return a breached clock."""
        self.deferred()
        clock = RunningClock.objects.get(key="inspection.deferred")
        when = clock.due_at + timedelta(days=1)
        assert when > NOON
        return perform(clocks.BreachClock(), on=clock, by=SYSTEM, at=NODE, purpose="administration").record

    def inspection(self) -> Inspection:
        """Return an inspection at the counter."""
        return scenes.open_inspection(self.service)

    def secondary(self, *, fear: bool | None = None, asked: bool = False) -> Inspection:
        """Return an inspection in secondary, with what was asked there."""
        record = scenes.refer(self.service, self.inspection())
        if asked:
            self.do(acts.AskQuestion(question="What will you do here?", answer="Work in a kitchen."), record, SECONDARY)
            self.do(acts.RecordFinding(ground="7A1I", evidence="No visa, and will work."), record, SECONDARY)
        return record if fear is None else scenes.ask_about_fear(self.service, record, fear=fear)

    def stowaway(self, *, fear: bool) -> Inspection:
        """Return an inspection in secondary of somebody found hidden on a ship."""
        record = scenes.refer(self.service, self.inspection())
        self.do(acts.AskQuestion(question="How did you come?", answer="In the hold."), record, SECONDARY)
        self.do(acts.RecordFinding(ground="6D", evidence="Found in the hold of the Aurora."), record, SECONDARY)
        return scenes.ask_about_fear(self.service, record, fear=fear)

    def proposed(self) -> Inspection:
        """Return an inspection with a proposed order of removal."""
        return self.do(acts.ProposeExpeditedRemoval(), self.secondary(fear=False, asked=True), SECONDARY)

    def deferred(self) -> Inspection:
        """Return a deferred inspection."""
        return self.do(deferral(), self.secondary(), SECONDARY)

    def admission(self) -> Admission:
        """Return an arrival/departure record."""
        self.do(acts.Admit(class_of_admission="B2"), self.inspection())
        return Admission.objects.get()

    def unmatched(self) -> Departure:
        """Return a departure that nobody matched."""
        act = acts.RecordDeparture(departed_on=TODAY, surname="Eriksson", given_names="Anna")
        return self.do(act, who=SECONDARY)

    def overridden(self) -> Inspection:
        """Return an admission despite a failed check."""
        text = scenes.zone()
        mistyped = text[:53] + ("0" if text[53] != "0" else "1") + text[54:]
        record = scenes.open_inspection(self.service, mistyped)
        return self.do(acts.Admit(class_of_admission="B2", override="read_error"), record)

    def hit(self) -> Hit:
        """Return a hit that nobody has decided."""
        scenes.lookout(self.service)
        return self.inspection().hits.get()

    def voyage(self) -> Voyage:
        """Return a voyage on the board."""
        return self.do(voyage(self), who=TARGETING)

    def traveller(self) -> Traveller:
        """Return a traveller on a list."""
        self.do(acts.ReceiveList(people=[ANNA]), self.voyage(), TARGETING)
        return Traveller.objects.get()

    def reached(self) -> Place:
        """Return the airport, where a supervisor has an e-mail address."""
        chief = setup(access.OpenAccount(username="chief", full_name="Chief", email="chief@example.org"))
        setup(access.PostOfficer(role="supervisor", place=self.service.jfk.pk, valid_from=OPENED), chief)
        return self.service.jfk

    def vehicle(self, people: int = 1) -> Vehicle:
        """Return a vehicle at a lane."""
        return self.do(acts.OpenVehicle(plate="ABC 123", people=people))

    def emptied(self) -> Vehicle:
        """Return a vehicle whose one occupant was inspected."""
        found = self.vehicle()
        record = scenes.open_inspection(self.service, mode="land", vehicle=found.pk)
        self.do(acts.Admit(class_of_admission="B2"), record)
        return found

    def lane(self, *, staffed: bool = False) -> Any:
        """Return a lane."""
        record = self.do(acts.AddLane(name="7"), who=SUPERVISOR)
        return self.do(acts.StaffLane(officer=self.officer.pk), record, SUPERVISOR) if staffed else record

    def query(self) -> Any:
        """Return a kept search."""
        return self.do(acts.SaveQuery(name="Stockholm", about="voyages", terms={"origin": "ARN"}), who=TARGETING)


def nominated(kind: type[lookouts.Nominate] = lookouts.Nominate, days: int = 90) -> lookouts.Nominate:
    """Return a nomination."""
    return kind(
        category="inadmissible",
        action="refer",
        basis="Prior order of removal",
        surname="Lindqvist",
        review_by=TODAY + timedelta(days=days),
    )


def listing() -> watchlists.RegisterList:
    """Return the registration of a list."""
    return watchlists.RegisterList(
        key="un", name="Consolidated list", form="un", basis="A resolution of the Council", category="wanted"
    )


def loading() -> watchlists.LoadVersion:
    """Return a version of a list with one entry."""
    party = {"kind": "person", "names": [{"full": "Adam Example"}]}
    return watchlists.LoadVersion(entries=[watchlists.ListEntry(key="1", party=party)], digest="0" * 64)


def sent(made: Made) -> referrals.SendReferral:
    """Return work to be sent."""
    return referrals.SendReferral(
        to_office="inspections",
        subject_record="people.person",
        subject=made.person.pk,
        person=made.person.pk,
        reason="document",
        due_in_minutes=60,
    )


def deferral() -> acts.Defer:
    """Return a deferral."""
    return acts.Defer(appear_at=NOON + timedelta(days=20), appear_office="JFK", bring="The visa")


def voyage(made: Made) -> acts.OpenVoyage:
    """Return a flight."""
    return acts.OpenVoyage(
        carrier="SK", number="901", origin="ARN", destination="JFK", port=made.service.jfk.pk, runs_on=TODAY
    )


def charge() -> acts.ChargeNoticeToAppear:
    """Return a charge."""
    return acts.ChargeNoticeToAppear(
        custody="detained",
        hearing_court="New York, Varick Street",
        hearing_place="201 Varick Street",
        hearing_at=NOON + timedelta(days=20),
        allegations="1. You are not a citizen.",
    )


def example_of(
    act: Callable[[Made], Act] | Act, on: Callable[[Made], Any] | None, who: tuple[str, str]
) -> Callable[[Made], Example]:
    def example(made: Made) -> Example:
        record = on(made) if on is not None else None
        return (act(made) if callable(act) else act), record, *who

    return example
