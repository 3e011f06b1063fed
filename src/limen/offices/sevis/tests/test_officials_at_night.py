"""After midnight in Washington it is still the day before in California: officials come and go by the minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from limen.core.access.acts import OpenAccount, PostOfficer
from limen.core.access.models import Account
from limen.kernel import NotPermitted, opened, perform
from limen.offices.sevis import acts
from limen.offices.sevis.models import Official, School
from limen.offices.sevis.tests.scenes import SEVIS, Campuses
from tests.factories import setup

NIGHT = datetime(2026, 11, 30, 6, 20, tzinfo=UTC)
HERE, THERE = date(2026, 11, 30), date(2026, 11, 29)


@pytest.fixture
def school(at: Campuses) -> Iterator[School]:
    with time_machine.travel(NIGHT, tick=False):
        petition = acts.OpenSchool(
            code="LOS214F10009000",
            name="Pacific College",
            kind="higher",
            visa_types=["F-1"],
            zone="America/Los_Angeles",
            address="1 Shore Road, Los Angeles",
        )
        yield at.govern(petition)


def named(at: Campuses, school: School, sign_in: str, role: str = "pdso") -> Account:
    """Name an official, as the government does at the agency."""
    account: Account = setup(OpenAccount(username=sign_in, full_name=sign_in))
    at.govern(acts.NameOfficial(account=account.pk, school=school.pk, role=role))
    return account


def report(school: School, account: Account, act: Any, on: Any = None) -> Any:
    """Do an act at the school."""
    (on or school).refresh_from_db()
    return perform(act, on=on or school, by=account, at=school.place, purpose=SEVIS).record


def test_who_is_named_works_from_that_minute_on_the_schools_own_day(at: Campuses, school: School) -> None:
    account = named(at, school, "pdso.pac")
    assert (school.place.valid_from, account.postings.get().valid_from) == (THERE, THERE)
    report(school, account, acts.AddBreak(name="Spring", starts=HERE, ends=HERE))


def test_who_leaves_is_out_that_minute_and_not_when_their_day_ends(at: Campuses, school: School) -> None:
    account = named(at, school, "dso.pac", "dso")
    official = Official.objects.get(account=account)
    with opened("test"):
        account.postings.update(valid_from=date(2026, 1, 1))
    at.govern(acts.EndOfficial(left_on=HERE, why="Takes a post elsewhere"), official)
    posting = account.postings.get()
    assert (posting.valid_to, posting.ended_at) == (THERE, NIGHT)
    with pytest.raises(NotPermitted):
        report(school, account, acts.AddBreak(name="Spring", starts=HERE, ends=HERE))


def test_who_left_and_is_posted_anew_works_again(at: Campuses, school: School) -> None:
    account = named(at, school, "dso.pac", "dso")
    at.govern(acts.EndOfficial(left_on=HERE, why="Takes a post elsewhere"), Official.objects.get(account=account))
    setup(PostOfficer(role="dso", place=school.place_id, valid_from=THERE), account)
    report(school, account, acts.AddBreak(name="Spring", starts=HERE, ends=HERE))
