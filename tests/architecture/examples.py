"""One lawful example of each act: who does it, to what, in which state, for which purpose."""

from __future__ import annotations

from collections.abc import Callable

from limen.core.access import acts as access
from limen.core.casefile import acts as casefile
from limen.core.clocks import acts as clocks
from limen.core.documents import acts as documents
from limen.core.encounters import acts as encounters
from limen.core.ledger import acts as ledger
from limen.core.places import acts as places
from limen.core.referrals import acts as referrals
from limen.core.watchlists import acts as watchlists
from tests.architecture.examples_criteria import EXAMPLES as CRITERIA
from tests.architecture.examples_custody import EXAMPLES as CUSTODY
from tests.architecture.examples_decisions import EXAMPLES as DECISIONS
from tests.architecture.examples_departures import EXAMPLES as DEPARTURES
from tests.architecture.examples_facilities import EXAMPLES as FACILITIES
from tests.architecture.examples_inspections import EXAMPLES as INSPECTIONS
from tests.architecture.examples_investigations import EXAMPLES as INVESTIGATIONS
from tests.architecture.examples_lookouts import EXAMPLES as LOOKOUTS
from tests.architecture.examples_patrol import EXAMPLES as PATROL
from tests.architecture.examples_patrol_field import EXAMPLES as PATROL_FIELD
from tests.architecture.examples_people import EXAMPLES as PEOPLE
from tests.architecture.examples_portal import EXAMPLES as PORTAL
from tests.architecture.examples_proceedings import EXAMPLES as PROCEEDINGS
from tests.architecture.examples_requests import EXAMPLES as REQUESTS
from tests.architecture.examples_sevis import EXAMPLES as SEVIS
from tests.architecture.examples_sevis_batches import EXAMPLES as SEVIS_BATCHES
from tests.architecture.examples_sevis_sponsors import EXAMPLES as SEVIS_SPONSORS
from tests.architecture.examples_sevis_students import EXAMPLES as SEVIS_STUDENTS
from tests.architecture.examples_sevis_visitors import EXAMPLES as SEVIS_VISITORS
from tests.architecture.making import (
    ADMIN,
    PRIMARY,
    RECORDS,
    SECONDARY,
    SUPERVISOR,
    TARGETING,
    TODAY,
    Example,
    Made,
    example_of,
    listing,
    loading,
    sent,
)
from tests.factories import setup

EXAMPLES: dict[str, Callable[[Made], Example]] = {
    **CRITERIA,
    **LOOKOUTS,
    **PEOPLE,
    **INSPECTIONS,
    **CUSTODY,
    **FACILITIES,
    **PORTAL,
    **PROCEEDINGS,
    **DECISIONS,
    **DEPARTURES,
    **PATROL_FIELD,
    **SEVIS_STUDENTS,
    **SEVIS_VISITORS,
    **PATROL,
    **INVESTIGATIONS,
    **REQUESTS,
    **SEVIS,
    **SEVIS_BATCHES,
    **SEVIS_SPONSORS,
    "access.open_account": example_of(access.OpenAccount(username="new", full_name="New"), None, ADMIN),
    "access.give_password": example_of(
        access.GivePassword(password="correct-horse-battery"), lambda m: m.officer, ADMIN
    ),
    "access.post": example_of(
        lambda m: access.PostOfficer(role="carrier", place=m.service.sys_.pk, valid_from=TODAY),
        lambda m: m.account,
        ADMIN,
    ),
    "access.end_posting": example_of(
        lambda m: access.EndPosting(posting=m.account.postings.get().pk, last_day=TODAY), lambda m: m.account, ADMIN
    ),
    "access.clear": example_of(
        access.Clear(compartment="asylum", reason="Handles these files", valid_from=TODAY, valid_to=TODAY),
        lambda m: m.officer,
        ADMIN,
    ),
    "access.suspend": example_of(access.SuspendAccount(reason="On leave"), lambda m: m.account, ADMIN),
    "access.restore": example_of(
        access.RestoreAccount(reason="Is back"),
        lambda m: setup(access.SuspendAccount(reason="On leave"), m.account),
        ADMIN,
    ),
    "access.close": example_of(access.CloseAccount(reason="Left the service"), lambda m: m.account, ADMIN),
    "access.issue_token": example_of(access.IssueToken(scopes=["inspections.manifest"]), lambda m: m.account, ADMIN),
    "access.revoke_token": example_of(lambda m: access.RevokeToken(token=m.token.pk), lambda m: m.account, ADMIN),
    "access.reset_factors": example_of(access.ResetFactors(reason="Lost the telephone"), lambda m: m.officer, ADMIN),
    "access.end_session": example_of(
        lambda m: access.EndSession(session=m.session, reason="Left open"), lambda m: m.officer, ADMIN
    ),
    "access.unlock": example_of(access.Unlock(reason="Knows it again"), lambda m: m.officer, ADMIN),
    "casefile.lease": example_of(
        casefile.LeaseNumbers(kind="event", picture="EV99999999", first=200_001, last=200_100), None, ADMIN
    ),
    "casefile.open": example_of(lambda m: casefile.OpenFile(person=m.person.pk), None, SECONDARY),
    "casefile.note": example_of(casefile.AddNote(text="Called the consulate."), lambda m: m.file(), SECONDARY),
    "casefile.party": example_of(casefile.AddParty(role="counsel", name="A. Lind"), lambda m: m.file(), SECONDARY),
    "casefile.task": example_of(casefile.AddTask(text="Call the consulate"), lambda m: m.file(), SECONDARY),
    "casefile.close": example_of(casefile.CloseFile(reason="Nothing is left"), lambda m: m.file(), SECONDARY),
    "casefile.reopen": example_of(casefile.ReopenFile(reason="Came again"), lambda m: m.file(closed=True), SECONDARY),
    "casefile.done": example_of(lambda m: casefile.DoTask(task=m.task.pk), lambda m: m.task.file, SECONDARY),
    "clocks.assign": example_of(lambda m: clocks.AssignClock(owner=m.officer.pk), lambda m: m.breached(), SUPERVISOR),
    "clocks.release_owner": example_of(
        clocks.ReleaseOwner(why="On leave"),
        lambda m: m.do(clocks.AssignClock(owner=m.officer.pk), m.breached(), SUPERVISOR),
        SUPERVISOR,
    ),
    "clocks.explain": example_of(
        clocks.ExplainBreach(reason="The person was in hospital that day."), lambda m: m.breached(), SUPERVISOR
    ),
    "documents.record": example_of(
        lambda m: documents.RecordDocument(person=m.person.pk, kind="passport", issuer="SWE", number="X1"),
        None,
        PRIMARY,
    ),
    "documents.report": example_of(
        documents.ReportDocument(why="stolen", reason="The police told us"), lambda m: m.document(), PRIMARY
    ),
    "documents.clear": example_of(
        documents.ClearDocument(reason="Found again"), lambda m: m.document(reported=True), PRIMARY
    ),
    "documents.serve": example_of(documents.ServePaper(how="in person"), lambda m: m.paper_of_withdrawal(), SECONDARY),
    "documents.void": example_of(
        documents.VoidPaper(reason="Wrong name"), lambda m: m.paper_of_withdrawal(), SECONDARY
    ),
    "encounters.open": example_of(encounters.OpenEncounter(), None, PRIMARY),
    "encounters.close": example_of(
        encounters.CloseEncounter(outcome="released"), lambda m: m.do(encounters.OpenEncounter()), PRIMARY
    ),
    "ledger.hold": example_of(
        lambda m: ledger.PlaceHold(about=m.person.pk, reason="Litigation is pending"), None, RECORDS
    ),
    "ledger.lift_hold": example_of(ledger.LiftHold(reason="The case is over"), lambda m: m.hold(), RECORDS),
    "ledger.propose_erasure": example_of(
        lambda m: ledger.ProposeErasure(about=m.person.pk, reason="Retention has run out"), None, RECORDS
    ),
    "ledger.erase": example_of(ledger.Erase(), lambda m: m.erasing(by="another_records_officer"), RECORDS),
    "ledger.drop_erasure": example_of(ledger.DropErasure(reason="Asked for again"), lambda m: m.erasing(), RECORDS),
    "watchlists.register": example_of(listing(), None, TARGETING),
    "watchlists.approve": example_of(watchlists.ApproveList(), lambda m: m.watchlist(approved=False), SUPERVISOR),
    "watchlists.load": example_of(loading(), lambda m: m.watchlist(), TARGETING),
    "watchlists.allow_shrunken": example_of(
        watchlists.AllowShrunken(digest="0" * 64, reason="The publisher confirmed it"),
        lambda m: m.watchlist(),
        SUPERVISOR,
    ),
    "watchlists.retire": example_of(
        watchlists.RetireList(reason="No longer published"), lambda m: m.watchlist(), SUPERVISOR
    ),
    "places.open": example_of(
        places.OpenPlace(code="BOS", kind="port", name="Boston", zone="America/New_York", valid_from=TODAY),
        None,
        ADMIN,
    ),
    "places.open_ports": example_of(places.OpenPorts(), lambda m: m.service.agency, ADMIN),
    "places.amend": example_of(
        places.AmendPlace(name="Kennedy", zone="America/New_York", valid_from=TODAY), lambda m: m.service.sys_, ADMIN
    ),
    "places.close": example_of(places.ClosePlace(last_day=TODAY), lambda m: m.service.sys_, ADMIN),
    "places.give_jurisdiction": example_of(
        places.GiveJurisdiction(area_kind="county", area="San Diego", valid_from=TODAY),
        lambda m: m.service.sys_,
        ADMIN,
    ),
    "referrals.send": example_of(sent, None, PRIMARY),
    "referrals.accept": example_of(referrals.AcceptReferral(), lambda m: m.referral(), SECONDARY),
    "referrals.return": example_of(
        referrals.ReturnReferral(reason_returned="Not ours"), lambda m: m.referral(), SECONDARY
    ),
    "referrals.complete": example_of(
        referrals.CompleteReferral(result="Done."), lambda m: m.referral(accepted=True), SECONDARY
    ),
    "referrals.withdraw": example_of(
        referrals.WithdrawReferral(reason_withdrawn="Sent in error"), lambda m: m.referral(), PRIMARY
    ),
}

NOT_MADE = {
    "documents.make_paper": "needs every field of a form; the acts that make papers are its examples",
    "inspections.import_i94": "done by the system on the machine itself; tests/test_importing shows it",
}
"""Acts without an example here, each with the reason."""
