"""Somebody stands on record twice: the register is looked over, an officer judges, and may take it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from limen.core.access import acts as access
from limen.core.ledger.models import Entry
from limen.core.people import acts, queries
from limen.core.people.models import Judgement, Person, Proposal, Resolution
from limen.kernel import GuardRefused, NotPermitted, UnknownRecord, perform
from limen.offices.inspections.matching import one_person
from tests.architecture.making import TODAY
from tests.cli.running import limen, told
from tests.factories import Service, setup
from tests.factories_resolving import RECORDS, decide, pair, proposal_of, proposed, resolved
from tests.journeys.owned import all_is_owned_and_proved

YESTERDAY = TODAY - timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture(autouse=True)
def ends_proved(noon: None) -> Iterator[None]:
    """Hold every story to its end: the ledger proved, and somebody who answers for each open deadline."""
    yield
    all_is_owned_and_proved()


@pytest.fixture
def anna(service: Service) -> Person:
    return service.person()


@pytest.fixture
def again(service: Service) -> Person:
    """Return Anna as another clerk wrote her."""
    return service.person(surname="Erikson", given_names="Anna", birth="1974-12-08")


def viewer(service: Service) -> Any:
    return service.viewer(*RECORDS)


def run(service: Service, *words: str) -> Any:
    who = service.officer(RECORDS[0]).username
    return limen("people", "resolve", "--by", who, "--at", service.jfk.code, "--json", *words)


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def roots(*people: Person) -> list[Any]:
    return [fresh(person).same_as_id or person.pk for person in people]


def test_run_propose_judge_same_and_take_it_back(service: Service, anna: Person, again: Person) -> None:
    service.person(surname="Okafor", given_names="Ngozi", birth="1990-03-02")
    dry = told(run(service, "--dry-run"))
    assert (dry["people"], dry["pairs"], dry["resolution"]) == (3, 1, None)
    assert not Proposal.objects.exists()

    said = told(run(service))
    assert (said["proposed"], said["again"], said["judged"]) == (1, 0, 0)
    made = Resolution.objects.get()
    assert (str(made.pk), made.people, made.engine) == (said["resolution"], 3, "duckdb")
    proposal = proposal_of(anna, again)
    assert {item["comparison"] for item in proposal.why} >= {"family", "given", "birth"}

    decide(service, proposal, acts.ProposalSame(reason="The photographs agree"))
    assert len(set(roots(anna, again))) == 1
    assert set(one_person(anna.pk)) == set(one_person(again.pk)) == {anna.pk, again.pk}
    for person in (anna, again):
        assert queries.person(person.pk, viewer=viewer(service)).pk == person.pk
    assert told(run(service))["proposed"] == 0

    decide(service, proposal, acts.ReopenProposal(reason="The fingerprints differ"))
    assert roots(anna, again) == [anna.pk, again.pk]
    assert Proposal.objects.get().state == "open"
    chain = Entry.objects.filter(kind="act", act__startswith="people.").values_list("act", flat=True)
    assert [act for act in chain if "propos" in act or act == "people.resolve"] == [
        "people.resolve",
        "people.judge_proposed",
        "people.proposal_same",
        "people.resolve",
        "people.judge_proposed",
        "people.proposal_reopen",
    ]


def test_not_the_same_is_never_proposed_again(service: Service, anna: Person, again: Person) -> None:
    run(service)
    decide(service, proposal_of(anna, again), acts.ProposalNotSame(reason="Two sisters, met together"))
    said = told(run(service))
    assert (said["proposed"], said["again"], said["judged"]) == (0, 0, 1)
    assert proposal_of(anna, again).state == "not_same"
    assert roots(anna, again) == [anna.pk, again.pk]
    assert queries.latest_judgement(anna, again) == "not_same"


def test_what_is_judged_not_the_same_on_a_persons_page_is_not_proposed(
    service: Service, anna: Person, again: Person
) -> None:
    judge = acts.Judge(other=again.pk, verdict="not_same", reason="Met together at the counter")
    service.do(judge, anna, role=RECORDS[0], purpose=RECORDS[1])
    assert told(run(service))["proposed"] == 0


def test_unsure_waits_and_is_brought_up_to_date_by_the_next_run(service: Service, anna: Person, again: Person) -> None:
    proposal = proposed(service, anna, again, probability=0.95, bits=4.0)
    decide(service, proposal, acts.ProposalUnsure(reason="No photograph on file"))
    resolved(service, pair(anna, again, probability=0.99, bits=7.0))
    later = proposal_of(anna, again)
    assert (later.state, later.probability, later.resolution.again) == ("unsure", 0.99, 1)
    decide(service, later, acts.ProposalSame(reason="The photograph came"))
    assert proposal_of(anna, again).state == "same"


def test_three_records_are_one_person_and_come_apart_one_by_one(service: Service, anna: Person, again: Person) -> None:
    third = service.person(surname="Ericsson", given_names="Anna")
    first, second = proposed(service, anna, again), proposed(service, again, third)
    for item in (first, second):
        decide(service, item, acts.ProposalSame(reason="One and the same"))
    assert len(set(roots(anna, again, third))) == 1
    decide(service, first, acts.ReopenProposal(reason="The first was a mistake"))
    one, two, three = roots(anna, again, third)
    assert one == anna.pk
    assert two == three != one


def test_what_is_proposed_within_one_person_is_settled(service: Service, anna: Person, again: Person) -> None:
    third = service.person(surname="Ericsson", given_names="Anna")
    waiting = proposed(service, anna, third)
    for left, right in ((anna, again), (again, third)):
        decide(service, proposed(service, left, right), acts.ProposalSame(reason="One and the same"))
    assert Proposal.objects.get(pk=waiting.pk).state == "settled"


def test_parting_a_record_settles_nothing_between_it_and_those_it_leaves(
    service: Service, anna: Person, again: Person
) -> None:
    third = service.person(surname="Ericsson", given_names="Anna")
    joined = proposed(service, anna, again)
    decide(service, joined, acts.ProposalSame(reason="One and the same"))
    waiting = proposed(service, again, third)
    decide(service, joined, acts.ReopenProposal(reason="The fingerprints differ"))
    assert (proposal_of(anna, again).state, Proposal.objects.get(pk=waiting.pk).state) == ("open", "open")


def test_a_judgement_on_a_persons_page_settles_the_proposal(service: Service, anna: Person, again: Person) -> None:
    proposal = proposed(service, anna, again)
    judge = acts.Judge(other=again.pk, verdict="same", reason="The photographs agree")
    service.do(judge, anna, role=RECORDS[0], purpose=RECORDS[1])
    assert Proposal.objects.get(pk=proposal.pk).state == "settled"
    assert roots(anna, again) == [again.pk, again.pk]


def test_judgements_that_contradict_each_other_are_refused(service: Service, anna: Person, again: Person) -> None:
    third = service.person(surname="Ericsson", given_names="Anna")
    decide(service, proposed(service, anna, again), acts.ProposalSame(reason="One and the same"))
    decide(service, proposed(service, again, third), acts.ProposalNotSame(reason="Another woman"))
    judge = acts.Judge(other=third.pk, verdict="same", reason="The photographs agree")
    with pytest.raises(GuardRefused, match="not the same"):
        service.do(judge, anna, role=RECORDS[0], purpose=RECORDS[1])
    assert len(set(roots(anna, again, third))) == 2


def test_family_is_two_people_however_alike(service: Service, anna: Person, again: Person) -> None:
    relate = acts.Relate(other=again.pk, kind="sibling")
    service.do(relate, anna, role="secondary_officer")
    assert told(run(service))["judged"] == 1
    assert not Proposal.objects.exists()


def test_sealed_people_appear_to_nobody_who_is_not_cleared(service: Service, anna: Person, again: Person) -> None:
    proposal = proposed(service, anna, again)
    protect = acts.Protect(compartment="protected", reason="A shelter asked for it")
    clearance = access.Clear(
        compartment="protected", reason="Works with shelters", valid_from=YESTERDAY, valid_to=TODAY
    )
    setup(clearance, service.officer("supervisor"))
    service.do(protect, fresh(again), role="supervisor", purpose="redress")
    looks = viewer(service)
    assert not queries.proposals(viewer=looks).exists()
    assert queries.next_proposal(viewer=looks) is None
    with pytest.raises(UnknownRecord):
        queries.proposal(proposal.pk, viewer=looks)
    with pytest.raises(NotPermitted):
        decide(service, proposal, acts.ProposalSame(reason="One and the same"))
    assert told(run(service, "--dry-run"))["people"] == 1
    assert queries.proposals(viewer=service.viewer("supervisor", "redress")).count() == 1


def test_a_run_is_withdrawn_and_what_was_decided_stays(service: Service, anna: Person, again: Person) -> None:
    third = service.person(surname="Ericsson", given_names="Anna")
    made = resolved(service, pair(anna, again), pair(again, third))
    decide(service, proposal_of(anna, again), acts.ProposalSame(reason="One and the same"))
    withdraw = acts.WithdrawResolution(reason="A threshold too low")
    service.do(withdraw, Resolution.objects.get(pk=made.pk), role=RECORDS[0], purpose=RECORDS[1])
    assert proposal_of(anna, again).state == "same"
    assert proposal_of(again, third).state == "withdrawn"
    resolved(service, pair(again, third))
    assert proposal_of(again, third).state == "open"


def test_the_look_over_the_register_is_on_the_record(service: Service, anna: Person, again: Person) -> None:
    run(service, "--dry-run")
    entry = Entry.objects.get(kind="read", act="people.resolve")
    assert '"people":2' in entry.body.replace(" ", "")
    assert "redress" in entry.body


def test_who_may_not_is_told_so_by_the_exit_code(service: Service) -> None:
    officer = service.officer("primary_officer").username
    refused = limen("people", "resolve", "--by", officer, "--at", service.jfk.code, "--purpose", "inspection")
    assert refused.exit_code == 3
    assert run(service, "--threshold", "1.5").exit_code == 2
    assert limen("people", "resolve", "--by", "nobody", "--at", service.jfk.code).exit_code == 2


def test_only_the_door_keeps_a_run(service: Service, anna: Person, again: Person) -> None:
    act = acts.Resolve(engine="duckdb", model="0" * 64, at_least=Decimal("0.9"), people=2, pairs=[])
    with pytest.raises(NotPermitted):
        perform(act, by=service.officer("primary_officer"), at=service.jfk, purpose="inspection")
    assert not Judgement.objects.exists()
