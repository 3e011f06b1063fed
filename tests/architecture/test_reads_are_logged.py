"""Whoever looks at a person's record is on the record: every read that takes a viewer logs, or says why it need not."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from limen.core import reading
from tests.architecture.source import Source, called, functions, sources

LOGS = frozenset(
    {
        *("record_read", "log", "looked_at", "_log", "_shown", "_listed", "_kept", "audited", "logged"),
        *("hits_looked_at", "redress_looked_at"),
        *("cases_looked_at", "protections_looked_at"),
        *("deaths_looked_at", "seizures_looked_at"),
        *("leads_looked_at", "arrests_looked_at"),
        *("students_looked_at", "former_looked_at", "due_looked_at"),
        *("visitors_looked_at", "likely_people", "vetting_looked_at", "stayed_looked_at"),
        *("overstays_looked_at", "departures_looked_at"),
    }
)
"""What writes the read into the ledger, and the helpers of a room that do nothing but that."""

LOOKING = "limen/core/looking.py"
"""What the reads of every room share."""

UNLOGGED = {
    "looking.unsealed": "a condition, not a read",
    "access.queries.accounts": "what pages and the API narrow down; each account that is opened is logged",
    "access.queries.search": "officers' names and posts, for who manages or audits them; opening one is logged",
    "access.queries.account": "what page() and opened() stand on; both log",
    "access.queries.known_by": "names an officer's account by its sign-in name; the act done to it is an entry",
    "casefile.queries.timeline": "from the ledger's plain part alone: no personal data is in it",
    "casefile.queries.lease": "a run of numbers names nobody",
    "casefile.queries.known_by": "finds the number; file() logs what it opens",
    "clocks.queries.knowable": "a condition, not a read",
    "referrals.queries.knowable": "a condition, not a read",
    "clocks.queries.open_clocks": "what a queue narrows down; looked_at() logs what of it was shown",
    "criteria.queries.searched": "criteria: they name nobody",
    "criteria.queries.criterion": "a criterion names nobody",
    "criteria.queries.trials": "counts, without persons",
    "criteria.queries.tried_on": "counts, without persons, few people hidden",
    "criteria.queries.measures": "counts, without persons",
    "criteria.queries.falls_on": "counts, without persons, few people hidden",
    "criteria.queries.newest": "a moment: it names nobody",
    "criteria.queries.consideration": "counts of a voyage's travellers: it names nobody",
    "criteria.queries.queue": "what a list narrows down; looked_at() logs what of it was shown",
    "custody.queries.visible_stays": "a condition, not a read: what every read of stays starts from",
    "custody.queries.here": "what a board narrows down; board() and looked_at() log what of it was shown",
    "custody.queries.room": "counts and what a place can hold: it names nobody",
    "custody.queries.population": "counts by day, without persons",
    "custody.queries.lengths": "how long people were here, without persons",
    "custody.queries.holding": "what a place can hold: it names nobody",
    "ledger.queries.entries": "what an auditor narrows down; audited() logs what of it was shown",
    "lookouts.queries.lookouts.searched": "what a list narrows down; looked_at() logs what of it was shown",
    "lookouts.queries.lookouts.disclosures": "part of a lookout's page; lookout() logged that the viewer looked at it",
    "lookouts.queries.hits.hits": "what a queue narrows down; hits_looked_at() logs what of it was shown",
    "lookouts.queries.hits.first_to_last": "an order of what was read and logged",
    "lookouts.queries.statistics.statistics": "counts, without persons",
    "lookouts.queries.statistics.disparity": "counts, without persons; those too small are not said",
    "lookouts.queries.knowing.knowable": "a condition, not a read",
    "lookouts.queries.knowing.told": "takes away from what was read and logged",
    "lookouts.queries.setting_right.redresses": "what a list narrows down; redress_looked_at() logs what was shown",
    "lookouts.queries.setting_right.judgements_under": "part of a redress's page; redress() logged it was looked at",
    "people.queries.known_by": "find() logs the search",
    "people.queries.hidden_from": "a condition, not a read: which compartments are closed to a viewer",
    "people.queries.visible": "a condition, not a read: what every read of people starts from",
    "people.queries.hidden": "a condition, not a read: whom a list leaves out",
    "people.queries.family": "part of a person's page; person() logged that the viewer looked at it",
    "people.queries.judgements": "part of a person's page; person() logged that the viewer looked at it",
    "people.queries.proposals": "what a list narrows down; looked_at() logs what of it was shown",
    "people.queries.next_proposal": "which is opened next; proposal() logs that the viewer looked at it",
    "people.queries.resolutions": "counts of runs, without persons",
    "people.queries.resolution": "counts of a run, without persons",
    "people.queries.same_person": "part of a person's page; person() logged that the viewer looked at it",
    "patrol.queries.events.visible_apprehensions": "a condition, not a read: what every read here starts from",
    "patrol.queries.events.find_events": "what a list narrows down; events_looked_at() logs what of it was shown",
    "patrol.queries.events.unfinished": "what a list narrows down; apprehensions_looked_at() logs what of it was shown",
    "patrol.queries.events.proposals": "what a list narrows down; apprehensions_looked_at() logs what of it was shown",
    "patrol.queries.events.waiting_to_leave": "what a list narrows down; apprehensions_looked_at() logs what was shown",
    "patrol.queries.events.same_names": "part of an apprehension's page; apprehension() logged that it was looked at",
    "patrol.queries.events.apprehensions_counted": "counts, without persons, few people hidden",
    "places.queries.place": "where the service works is public",
    "watchlists.queries.lists": "which lists are taken, without what stands in them",
    "watchlists.queries.watchlist": "which lists are taken, without what stands in them",
    "watchlists.queries.by_key": "which lists are taken, without what stands in them",
    "watchlists.queries.versions": "counts and digests, without persons",
    "watchlists.queries.version": "counts and digests, without persons",
    "watchlists.queries.changes": "what pages narrow down; each entry that is shown is logged",
    "places.queries.directory": "where the service works is public",
    "places.queries.known_by": "where the service works is public",
    "removal.queries.cases.cases": "what a list narrows down; cases_looked_at() logs what of it was shown",
    "removal.queries.cases.standing_protections": "narrowed down; protections_looked_at() logs what of it was shown",
    "removal.queries.cases.seats_of": "keys of places on manifests of a case that case() logged: they name nobody",
    "removal.queries.decisions.ways_open": "part of a determination's page; determination() logged the look",
    "removal.queries.decisions.bonds": "what a list narrows down; looked_at() logs what of it was shown",
    "removal.queries.decisions.supervised": "what a list narrows down; looked_at() logs what of it was shown",
    "removal.queries.decisions.reviews": "what a list narrows down; looked_at() logs what of it was shown",
    "removal.queries.decisions.detainers": "what a list narrows down; looked_at() logs what of it was shown",
    "removal.queries.decisions.petitions": "what a list narrows down; looked_at() logs what of it was shown",
    "removal.queries.decisions.referred": "what a list narrows down; waiting() logs what of it was shown",
    "referrals.queries.queue": "what a list narrows down; looked_at() logs what of it was shown",
    "inspections.queries.arrivals.board": "voyages and counts: it names nobody",
    "inspections.queries.arrivals.voyage": "a voyage and counts: it names nobody",
    "inspections.queries.arrivals.travellers": "a condition, not a read: what every read here starts from",
    "inspections.queries.searching.voyages_by": "voyages and counts: it names nobody",
    "inspections.queries.searching.find_voyages": "voyages and counts: it names nobody",
    "inspections.queries.searching.find_travellers": "travellers_looked_at() logs what was shown",
    "inspections.queries.searching.travellers_by": "narrowed down; travellers_looked_at() logs what of it was shown",
    "inspections.queries.admissions.overstaying": "narrowed down; overstays_looked_at() logs what of it was shown",
    "inspections.queries.admissions.unmatched_departures": "narrowed down; departures_looked_at() logs what was shown",
    "inspections.queries.arrivals.to_be_vetted": "narrowed down; vetting_looked_at() logs what of it was shown",
    "inspections.queries.arrivals.late_lists": "voyages and times: it names nobody",
    "inspections.queries.arrivals.messages_of": "when and from whom a message came, without its text",
    "inspections.queries.arrivals.saved_queries": "an officer's own searches, and the office's",
    "inspections.queries.arrivals.saved_query": "an officer's own search, or the office's",
    "inspections.queries.counter.visible_inspections": "a condition, not a read: what every read here starts from",
    "inspections.queries.shift.lane": "a lane and who works it",
    "inspections.queries.shift.lanes": "lanes and who works them",
    "inspections.queries.shift.officers_here": "colleagues posted at the viewer's own port",
    "inspections.queries.shift.statistics": "counts, without persons",
    "investigations.queries.leads.visible_leads": "a condition, not a read: what every read here starts from",
    "investigations.queries.leads.leads": "what a list narrows down; leads_looked_at() logs what of it was shown",
    "investigations.queries.leads.waiting": "what a list narrows down; leads_looked_at() logs what of it was shown",
    "investigations.queries.arrests.visible_arrests": "a condition, not a read: what every read here starts from",
    "investigations.queries.arrests.arrests": "what a list narrows down; arrests_looked_at() logs what was shown",
    "removal.queries.facilities.facility": "where people are held is public",
    "removal.queries.facilities.facilities": "where people are held is public",
    "removal.queries.facilities.facility_list": "which list was loaded, and counts",
    "removal.queries.facilities.facility_lists": "which lists were loaded, and counts",
    "removal.queries.facilities.known_by": "where people are held is public",
    "removal.queries.releases.release_file": "which file was taken over, and counts",
    "removal.queries.releases.release_files": "which files were taken over, and counts",
    "removal.queries.releases.by_digest": "which file was taken over, and counts",
    "removal.queries.releases.aside": "rows as the agency published them: who they were is withheld",
    "removal.queries.releases.statistics": "counts of rows the agency published",
    "removal.queries.releases.population": "counts of rows the agency published",
    "removal.queries.releases.stays": "counts of rows the agency published",
    "removal.queries.departures.requests": "what a queue narrows down; looked_at() logs what of it was shown",
    "removal.queries.departures.board": "movements and counts: it names nobody",
    "removal.queries.departures.ahead": "movements and counts: it names nobody",
    "removal.queries.departures.movement": "a movement and counts: it names nobody who is removed",
    "removal.queries.departures.barred": "part of a manifest; manifest() logged that the viewer looked at it",
    "removal.queries.departures.candidates": "what a list narrows down; looked_at() logs what of it was shown",
    "removal.queries.departures.ready": "what stands in the way of those candidates() gave and looked_at() logged",
    "removal.queries.departures.movement_known_by": "movements: they name nobody",
    "removal.queries.departures.escorts_wanted": "a count: it names nobody",
    "sevis.queries.students.reachable": "a condition, not a read: what every read of students starts from",
    "sevis.queries.students.students": "what a list narrows down; students_looked_at() logs what of it was shown",
    "sevis.queries.students.former": "what a list narrows down; former_looked_at() logs what of it was shown",
    "sevis.queries.students.deadlines": "part of a student's page; student() logged that the viewer looked at it",
    "sevis.queries.students.history": "from the ledger's plain part alone: no personal data is in it",
    "sevis.queries.alerts.alerts": "what a list narrows down; due_looked_at() logs what of it was shown",
    "sevis.queries.alerts.alerts_of": "part of a student's page; student() logged that the viewer looked at it",
    "sevis.queries.standing.status_line": "of_person() and dependants_of_person(), which it asks, log",
    "sevis.queries.visitors.reachable": "a condition, not a read: what every read of visitors starts from",
    "sevis.queries.visitors.visitors": "what a list narrows down; visitors_looked_at() logs what of it was shown",
    "sevis.queries.visitors.bars_of": "part of a visitor's page; visitor() logged that the viewer looked at it",
    "sevis.queries.visitors.placements": "part of a visitor's page; visitor() logged that the viewer looked at it",
    "sevis.queries.visitors.visitor_deadlines": "part of a visitor's page; visitor() logged that it was looked at",
    "sevis.queries.visitors.visitor_history": "from the ledger's plain part alone: no personal data is in it",
    "sevis.queries.visitor_work.visitor_work": "what a list narrows down; due_looked_at() logs what of it was shown",
    "sevis.queries.visitor_work.work_on": "part of a visitor's page; visitor() logged that the viewer looked at it",
    "sevis.queries.visitor_standing.visitor_status": "visitors_of_person(), which it asks, logs",
    "patrol.queries.field.opening": "where the service works is public",
    "patrol.queries.field.landmark": "a landmark names nobody",
    "patrol.queries.field.landmarks": "landmarks: they name nobody",
    "patrol.queries.zones.zone": "a zone names nobody",
    "patrol.queries.zones.zones": "zones: they name nobody",
    "patrol.queries.zones.zones_to_choose": "zones: they name nobody",
    "patrol.queries.zones.zones_known_by": "zones: they name nobody",
    "patrol.queries.field.detections": "what a list narrows down; looked_at() logs what of it was shown",
    "patrol.queries.field.event_numbered": "an event's number alone; event() logs what it opens",
    "patrol.queries.field.events_from": "numbers of events alone; event() logs what it opens",
    "patrol.queries.measures.statistics": "counts, without persons",
    "patrol.queries.reads.here": "a condition, not a read",
    "patrol.queries.rescues.beacon": "a beacon names nobody",
    "patrol.queries.rescues.beacons": "beacons: they name nobody",
    "patrol.queries.rescues.beacons_known_by": "a beacon names nobody",
    "patrol.queries.rescues.rescues": "what a list narrows down; looked_at() logs what of it was shown",
    "patrol.queries.field.number_of_detection": "a detection's number alone; detection() logs what it opens",
    "patrol.queries.rescues.deaths_in": "what a page lists; deaths_looked_at() logs what of it was shown",
    "patrol.queries.rescues.deaths": "what a list narrows down; deaths_looked_at() logs what of it was shown",
    "sevis.queries.organisations.school": "a school names nobody",
    "sevis.queries.organisations.sponsor": "a sponsor names nobody",
    "sevis.queries.organisations.official": "who speaks for a school or sponsor, for it and the government",
    "sevis.queries.organisations.change": "what a school says of itself names nobody",
    "sevis.queries.organisations.allotment": "a request for forms names nobody",
    "sevis.queries.organisations.schools": "schools name nobody",
    "sevis.queries.organisations.sponsors": "sponsors name nobody",
    "sevis.queries.organisations.officials": "who speaks for a school or sponsor, for it and the government",
    "sevis.queries.organisations.changes": "what schools say of themselves names nobody",
    "sevis.queries.organisations.allotments": "requests for forms name nobody",
    "sevis.queries.inquiries.inquiries": "what pages narrow down; inquiry() and due_looked_at() log what was shown",
    "sevis.queries.inquiries.to_answer": "what a list narrows down; due_looked_at() logs what of it was shown",
    "sevis.queries.organisations.forms_filed": "which forms were filed and when; printed_form() logs what is opened",
    "sevis.queries.organisations.own": "a school or sponsor names nobody",
    "sevis.queries.organisations.school_known_by": "schools name nobody",
    "sevis.queries.organisations.sponsor_known_by": "sponsors name nobody",
    "sevis.queries.organisations.official_known_by": "who speaks for a school or sponsor, for it and the government",
    "sevis.queries.oversight.counted": "counts, without persons, few people hidden",
    "sevis.queries.oversight.trends": "counts, without persons, few people hidden",
    "sevis.queries.oversight.at_risk": "schools, with shares of their students: it names nobody",
    "sevis.queries.stayed.stayed_on": "what a list narrows down; stayed_looked_at() logs what of it was shown",
    "sevis.queries.oversight.waiting": "counts of what awaits a decision",
    "limen.portal.requests.queries.officers.visible_submissions": "a condition, not a read",
    "limen.portal.requests.queries.officers.submissions": "what a list narrows down; looked_at() logs what was shown",
    "limen.portal.requests.queries.officers.due_of": "part of its page; submission() logged the look",
    "limen.portal.requests.queries.officers.work_on": "part of its page; submission() logged the look",
    "patrol.queries.seizures.seizures": "what a list narrows down; seizures_looked_at() logs what of it was shown",
    "sevis.queries.batches.batches": "numbers, officials and counts; batch() logs what it opens",
    "sevis.queries.batches.results": "what a list narrows down; looked_at() logs what of it was shown",
    "sevis.queries.batches.certificates": "which software is known, and by what; nobody in it",
    "sevis.queries.batches.certificate": "which software is known, and by what; nobody in it",
    "sevis.queries.batches.columns": "what a school calls its columns",
    "sevis.queries.batches.own_columns": "what a school calls its columns",
    "sevis.queries.batches.own_official": "the viewer themselves",
    "sevis.queries.rosters.numbers": "numbers of those whose deadlines looked_at() of the clocks has logged",
    **dict.fromkeys(
        (
            "limen.portal.queries.pieces",
            "limen.portal.queries.piece",
            "limen.portal.queries.editions",
            "limen.portal.queries.edition",
            "limen.portal.queries.before",
            "limen.portal.queries.latest",
            "limen.portal.queries.expiring",
            "limen.portal.queries.languages",
            "limen.portal.queries.language",
            "limen.portal.queries.release",
            "limen.portal.queries.releases",
            "limen.portal.queries.known_by",
        ),
        "words of the public site: they are about nobody",
    ),
}
"""Reads with a viewer that log nothing, each with the reason; a new one is argued for here."""


def queries() -> list[Source]:
    return [source for source in sources() if "/queries" in source.path or source.path == LOOKING]


def readers() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield every public read that takes a viewer, under its room's name."""
    for source in queries():
        for function in functions(source.tree):
            names = {item.arg for item in (*function.args.args, *function.args.kwonlyargs)}
            if "viewer" in names and not function.name.startswith("_"):
                yield _known_as(source, function), function


def _known_as(source: Source, function: ast.FunctionDef) -> str:
    inner = source.module.removeprefix("limen.core.").removeprefix("limen.offices.")
    return f"{inner}.{function.name}"


def logs(function: ast.FunctionDef) -> bool:
    return bool(called(function) & LOGS) or function.name in LOGS


def test_every_read_that_takes_a_viewer_logs_or_says_why_not() -> None:
    found = {name for name, function in readers() if not logs(function)}
    assert found == set(UNLOGGED)


def test_what_logs_for_a_room_does_log() -> None:
    """A helper named as logging ends in the ledger's own ``record_read``."""
    trusted = LOGS - {"record_read"}
    for source in queries():
        for function in functions(source.tree):
            if function.name in trusted:
                assert called(function) & (LOGS - {function.name}), f"{source.path}: {function.name} logs nothing"


def _reads(source: Source, function: ast.FunctionDef) -> bool:
    """Return whether a function asks the database: by a query of its own, or by one its module has prepared."""
    text = ast.unparse(function)
    prepared = (
        name.id
        for node in source.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and "Prepared(" in ast.unparse(node)
        for name in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(name, ast.Name)
    )
    return ".objects" in text or any(f"{name}." in text for name in prepared)


def test_a_room_reads_persons_only_for_a_viewer_or_for_the_systems_own_matching() -> None:
    """What takes no viewer is never shown: it matches, sweeps, or counts."""
    found = {
        _known_as(source, function)
        for source in queries()
        for function in source.tree.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if _reads(source, function)
        and "viewer" not in {item.arg for item in (*function.args.args, *function.args.kwonlyargs)}
    }
    assert found == set(UNSEEN)


UNSEEN = {
    "access.queries.bearer": "who a token acts as, before anybody is known to be calling",
    "clocks.queries.overdue": "the sweep's own",
    "clocks.queries.run_out": "the sweep's own",
    "clocks.queries.to_escalate": "the sweep's own",
    "custody.queries.population_now": "a count of a place's people at this moment",
    "documents.queries.on_record": "the system's own matching",
    "inspections.queries.shift.waits": "waiting times are public",
    "inspections.queries.public.figures": "counts, without persons",
    "investigations.queries.public.figures": "counts, without persons",
    "patrol.queries.public.figures": "counts, without persons",
    "removal.queries.public.figures": "counts, without persons",
    "sevis.queries.public.figures": "counts, without persons",
    "sevis.queries.public.schools": "schools name nobody",
    "sevis.queries.public.sponsors": "sponsors name nobody",
    "investigations.queries.leads.open_from": "for the flows that send leads and take them back",
    "lookouts.queries.finding.active": "the screening's own",
    "lookouts.queries.finding.explain": "the screening's own",
    "lookouts.queries.lookouts.age": "when the set last changed",
    "people.queries.families_of": "the system's own: who is of the family units of a manifest, to keep them together",
    "people.queries.unhidden": "a condition, not a read: of compartments that are closed to a viewer",
    "people.queries.family_of": "the system's own: who is of a family unit, to keep it together",
    "people.queries.same_people": "the gate's own matching, for everybody on a manifest",
    "people.queries.one_person": "the system's own: which records are one person's",
    "people.queries.candidates": "the system's own matching",
    "people.queries.latest_judgement": "the system's own matching",
    "referrals.queries.open_about": "for the acts that end what the work was asked for",
    "removal.queries.locator.by_name": "the public looks, and is logged as the public",
    "removal.queries.locator.by_number": "the public looks, and is logged as the public",
    "removal.queries.locator.may_be_told": "says only whether the public is told at all",
    "limen.portal.requests.queries.outside.followed": "whoever sent it looks, by number and code, and is logged",
    "limen.portal.requests.queries.outside.reopened": "whoever sent it looks, by a pass, and is logged",
    "limen.portal.requests.queries.outside.received_again": "the system's own matching",
    "limen.portal.requests.queries.outside.due_at": "when an answer is due: it names nobody",
    "places.queries.as_of": "where the service works is public",
    "places.queries.below": "where the service works is public",
    "places.queries.by_code": "where the service works is public",
    "places.queries.get": "where the service works is public",
    "places.queries.history": "where the service works is public",
    "places.queries.kinds": "where the service works is public",
    "removal.queries.facilities.choices": "where people are held is public",
    "removal.queries.facilities.dots_of": "where people are held is public",
    "removal.queries.facilities.published": "where people are held is public",
    "removal.queries.facilities.published_one": "where people are held is public",
    "sevis.queries.batches.unprocessed": "the upkeep's own",
    "sevis.queries.batches.unprinted": "the upkeep's own",
    "sevis.queries.batches.certified": "who a certificate means, before anybody is known to be calling",
    "sevis.queries.batches.fetched": "for software that is known by token or certificate; it logs",
    "sevis.queries.batches.wants_digest": "an official's own choice",
}
"""Reads of tables that take no viewer, each with the reason."""


@pytest.mark.parametrize("record_type", list(reading.record_types()))
def test_what_an_act_is_done_to_is_read_by_a_function_that_logs(record_type: str) -> None:
    reader = reading.reader(record_type)
    name = f"{reader.__module__.removeprefix('limen.core.').removeprefix('limen.offices.')}.{reader.__name__}"
    function = dict(readers())[name]
    assert logs(function) or name in UNLOGGED
