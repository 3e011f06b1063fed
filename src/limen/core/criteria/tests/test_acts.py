"""Writing criteria: a second person, a trial, an end, and nobody selected for who they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from limen.core.access.gate import NODE, SYSTEM
from limen.core.criteria import acts, upkeep
from limen.core.criteria.models import Criterion, Selection
from limen.core.criteria.selecting import in_force
from limen.core.criteria.tests.scenes import CONDITION, NOON, TODAY, approved, drafted, saying, tried
from limen.kernel import BadInput, GuardRefused, NotPermitted, WrongState, perform
from tests.factories import Service

pytestmark = pytest.mark.django_db
WHY = "Few would have been selected by it."


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=True):
        yield


def do(service: Service, act: Any, on: Any = None) -> Any:
    return service.do(act, on, role="targeting_officer", purpose="targeting")


def supervise(service: Service, act: Any, on: Any) -> Any:
    return service.do(act, on, role="supervisor", purpose="targeting")


def swept() -> list[str]:
    """Do what time asks for, as the sweep does."""
    from django.utils import timezone

    done = []
    for act, record in list(upkeep.due(timezone.now())):
        perform(act, on=record, by=SYSTEM, at=NODE, purpose="administration")
        done.append(f"{act.declaration.key}:{getattr(act, 'why', '')}")
    return done


def test_a_draft_selects_nobody_until_it_was_tried_and_approved_by_somebody_else(service: Service) -> None:
    record = drafted(service)
    assert record.state == "drafted"
    assert in_force(TODAY) == []
    record = do(service, acts.Try(), record)
    assert in_force(TODAY) == []
    record = supervise(service, acts.Approve(remarks=WHY), record)
    assert (record.state, record.approver) == ("active", service.officer("supervisor"))
    assert [row for row, _condition in in_force(TODAY)] == [record]
    assert in_force(TODAY - timedelta(days=1)) == in_force(TODAY + timedelta(days=91)) == []


def test_a_draft_is_not_approved_untried(service: Service) -> None:
    with pytest.raises(WrongState):
        supervise(service, acts.Approve(remarks=WHY), drafted(service))


def test_whoever_wrote_may_not_approve(service: Service) -> None:
    with pytest.raises(NotPermitted):
        do(service, acts.Approve(remarks=WHY), tried(service))


def test_nobody_approves_what_they_wrote_or_amended_in_whatever_role(service: Service) -> None:
    from limen.core.access import acts as access
    from tests.factories import OPENED, setup

    both = service.officer("supervisor", "both")
    setup(access.PostOfficer(role="targeting_officer", place=service.jfk.pk, valid_from=OPENED), both)
    mine = perform(saying(), by=both, at=service.jfk, purpose="targeting").record
    amended = do(service, saying(acts.Amend, name="Amended by another"), mine)
    amended = do(service, acts.Try(), amended)
    with pytest.raises(GuardRefused, match="wrote or amended"):
        perform(acts.Approve(remarks=WHY), on=amended, by=both, at=service.jfk, purpose="targeting")


def test_a_trial_that_is_too_old_is_made_again(service: Service) -> None:
    record = tried(service)
    with time_machine.travel("2026-12-26T17:00:01Z", tick=True), pytest.raises(GuardRefused, match="tried"):
        supervise(service, acts.Approve(remarks=WHY), record)


def test_amending_makes_it_a_draft_that_needs_a_trial_of_its_own(service: Service) -> None:
    record = do(service, saying(acts.Amend, name="Amended"), approved(service))
    assert (record.state, record.edition, record.approver) == ("drafted", 2, None)
    assert in_force(TODAY) == []
    Criterion.objects.get(pk=record.pk, name="Amended")
    assert record.trials.filter(edition=2).count() == 0


@pytest.mark.parametrize("field", ["nationality", "birthplace", "document_issuer"])
def test_one_that_rests_on_who_somebody_is_alone_is_refused(service: Service, field: str) -> None:
    condition = {"any": [{"field": field, "op": "is_any", "value": ["NOR"]}, CONDITION]}
    with pytest.raises(GuardRefused, match="alone"):
        drafted(service, condition=condition, categories=["payment", "route", "identity"])


def test_one_that_selects_everybody_is_refused(service: Service) -> None:
    either = {"any": [{"field": "one_way", "op": "yes"}, {"field": "one_way", "op": "no"}]}
    with pytest.raises(GuardRefused, match="everybody"):
        drafted(service, condition=either)


def test_it_keeps_to_the_categories_of_data_it_allows(service: Service) -> None:
    with pytest.raises(BadInput, match="route"):
        drafted(service, categories=["payment"])


def test_a_code_that_the_law_pack_does_not_know_is_refused(service: Service) -> None:
    strange = {"all": [CONDITION, {"field": "nationality", "op": "is_any", "value": ["QQQ"]}]}
    with pytest.raises(BadInput, match="QQQ"):
        drafted(service, condition=strange, categories=["payment", "route", "identity"])


@pytest.mark.parametrize(("starts", "days"), [(TODAY, 366), (TODAY, -1), (TODAY - timedelta(days=30), 29)])
def test_it_has_an_end_that_is_neither_past_nor_too_far(service: Service, starts: Any, days: int) -> None:
    with pytest.raises(BadInput):
        drafted(service, starts=starts, sunset=starts + timedelta(days=days))
    assert drafted(service, sunset=TODAY + timedelta(days=365)).state == "drafted"


def test_a_suspended_one_selects_nobody_and_is_resumed_by_a_second_person(service: Service) -> None:
    record = supervise(service, acts.Suspend(reason="Complaints"), approved(service))
    assert in_force(TODAY) == []
    assert supervise(service, acts.Resume(reason="Looked into"), record).state == "active"


def test_one_past_its_last_day_lapses(service: Service) -> None:
    record = approved(service)
    assert swept() == []
    with time_machine.travel(NOON.replace("2026-11-25", "2027-02-24"), tick=True):
        assert swept() == ["criteria.lapse:sunset"]
        assert swept() == []
    assert Criterion.objects.get(pk=record.pk).state == "lapsed"


def test_its_last_day_ends_where_it_was_issued_and_not_in_greenwich(service: Service) -> None:
    approved(service)
    with time_machine.travel("2027-02-24T03:00:00Z", tick=True):  # ten in the evening of its last day at the airport
        assert swept() == []
    with time_machine.travel("2027-02-24T06:00:00Z", tick=True):
        assert swept() == ["criteria.lapse:sunset"]


def test_one_that_finds_nothing_for_long_lapses(service: Service) -> None:
    approved(service, sunset=TODAY + timedelta(days=365))
    with time_machine.travel("2027-05-24T16:00:00Z", tick=True):
        assert swept() == []
    with time_machine.travel("2027-05-24T18:00:00Z", tick=True):
        assert swept() == ["criteria.lapse:nothing_found"]


def selected(record: Any, service: Service, number: int, state: str) -> None:
    """Put selections there as they stand after so many were examined."""
    from datetime import datetime
    from uuid import uuid4

    from limen.kernel import opened

    with opened("maintenance.test"):
        Selection.objects.bulk_create(
            Selection(
                state=state,
                criterion=record,
                edition=record.edition,
                subject_record="x.y",
                subject=uuid4(),
                label="A",
                selected_at=datetime.fromisoformat(NOON),
                minutes=5,
                groups={"nationality": "NOR", "sex": "F", "age": "30-44"},
            )
            for _ in range(number)
        )


@pytest.mark.parametrize(("nothing", "found", "lapses"), [(199, 0, False), (200, 0, True), (200, 1, False)])
def test_one_that_found_nothing_on_many_lapses(service: Service, nothing: int, found: int, *, lapses: bool) -> None:
    record = approved(service)
    selected(record, service, nothing, "nothing")
    selected(record, service, found, "found")
    assert ("criteria.lapse:nothing_found" in swept()) == lapses


def test_whom_nobody_examined_in_time_is_passed_over(service: Service) -> None:
    selected(approved(service), service, 1, "open")
    assert swept() == []
    with time_machine.travel("2026-12-09T17:00:01Z", tick=True):
        assert swept() == ["criteria.pass_over:"]
    assert Selection.objects.get().state == "passed"
