"""Whatever is done to students in whatever order, what must never be is never so."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.lawbook import lawbook
from limen.kernel import Act, LimenError
from limen.offices.sevis import acts
from limen.offices.sevis.models import School, Student
from limen.offices.sevis.tests.scenes import Campuses, certified
from limen.offices.sevis.tests.student_scenes import (
    COMPUTING,
    MASTER,
    MONEY,
    created,
    creating,
    elsewhere,
    govern,
    registering,
    sweep,
)

FIRST = date(2026, 8, 31)
PERIODS = [(30, 60), (60, 120), (300, 365), (275, 640), (1, 90), (10, 9)]
"""Days from today on which something may begin and end; the last is the wrong way round."""
CPT = st.sampled_from(PERIODS).flatmap(
    lambda days: st.booleans().map(lambda full: lambda today, _other: cpt(today, days, full))
)


def cpt(today: date, days: tuple[int, int], full: bool) -> Act:
    return acts.AuthoriseCpt(
        employer_name="Engines", required=True, full_time=full, starts=after(today, days[0]), ends=after(today, days[1])
    )


def after(today: date, days: int) -> date:
    return today + timedelta(days=days)


def opt(today: date, days: tuple[int, int], full: bool, completion: Any) -> Act:
    return acts.RecommendOpt(
        completion=completion,
        full_time=full,
        starts=after(today, days[0]),
        ends=after(today, days[1]),
        academic_year_met=True,
    )


def term(today: date) -> Act:
    return registering(session_starts=today, session_ends=after(today, 100), next_session=after(today, 120))


OPT = st.tuples(st.sampled_from(PERIODS), st.booleans(), st.sampled_from(["pre", "post"])).map(
    lambda said: lambda today, _other: opt(today, *said)
)
PLAIN = st.sampled_from(
    [
        lambda today, _other: term(today),
        lambda today, other: acts.TransferOut(school=other.pk, release_on=after(today, 20)),
        lambda _today, _other: acts.CancelTransferOut(),
        lambda today, _other: acts.TransferIn(
            **MONEY, level=MASTER, major=COMPUTING, starts=after(today, 30), ends=after(today, 400), print_form=False
        ),
        lambda _today, _other: acts.CompleteStudent(),
        lambda _today, _other: acts.TerminateStudent(reason="04"),
        lambda _today, _other: acts.RequestReinstatement(reason="injury"),
        lambda today, _other: acts.ExtendProgram(ends=after(today, 700), explanation="Research"),
        lambda today, _other: acts.ShortenProgram(ends=after(today, 40)),
        lambda today, _other: acts.DeferStudent(starts=after(today, 60)),
        lambda today, _other: acts.ChangeLevel(
            **MONEY, level="06", major=COMPUTING, starts=after(today, 30), ends=after(today, 900)
        ),
        lambda _today, _other: acts.CancelLevelChange(),
        lambda _today, _other: acts.CancelStudent(reason="01"),
    ]
)
GOVERNMENT = st.sampled_from(["approve", "reinstate", "correct"])
STEP = st.one_of(
    st.tuples(st.just("school"), st.one_of(PLAIN, CPT, OPT)),
    st.tuples(st.just("government"), GOVERNMENT),
    st.tuples(st.just("wait"), st.sampled_from([1, 25, 90, 270])),
    st.tuples(st.just("again"), st.just(None)),
)


@pytest.fixture
def other(at: Campuses) -> School:
    """Certify another school."""
    return certified(at.service, "NYC214F10002000")


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """Leave nothing behind: each sequence begins from the same school."""
    with contextlib.suppress(_Enough), transaction.atomic():
        yield
        raise _Enough


class _Enough(Exception):
    pass


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(STEP, min_size=4, max_size=14))
def test_no_sequence_of_acts_breaks_the_rules(
    at: Campuses, other: School, morning: time_machine.Coordinates, steps: list[tuple[str, Any]]
) -> None:
    morning.move_to("2026-08-31T13:00:00+00:00")
    with undone():
        record, today = created(at), FIRST
        for kind, said in steps:
            if kind == "wait":
                today = after(today, said)
                morning.move_to(f"{today}T15:00:00+00:00")
                sweep()
            else:
                with contextlib.suppress(LimenError), transaction.atomic():
                    done(at, other, record, kind, said, today)
            record.refresh_from_db()
            lawful(record)


def done(at: Campuses, other: School, record: Student, kind: str, said: Any, today: date) -> None:
    """Do one step."""
    if kind == "again":
        at.report(creating(of=record.pk, starts=after(today, 10), ends=after(today, 400)))
        return
    if kind == "government":
        govern(at, decision(record, said), record)
        return
    act = said(today, other if record.school_id == at.school.pk else at.school)
    if record.school_id == at.school.pk:
        at.report(act, record)
    else:
        elsewhere(at, other, act, record)


def decision(record: Student, said: str) -> Act:
    """Return what the government decides."""
    waiting = record.trainings.filter(step="recommended").first()
    if said == "approve" and waiting is not None:
        return acts.ApproveTraining(starts=waiting.starts, ends=waiting.ends)
    if said == "reinstate":
        return acts.Reinstate()
    return acts.CorrectStatus(asked_by="The school", why="The school's own error")


def lawful(record: Student) -> None:
    """Fail where the record is what it may never be."""
    assert record.ends > record.starts
    assert Student.objects.filter(person=record.person, state="active").count() <= 1
    rows = list(record.trainings.filter(step__in=("authorised", "recommended", "approved")))
    full = sorted(((row.starts, row.ends) for row in rows if row.full_time), key=lambda span: span)
    assert all(left[1] < right[0] for left, right in pairwise(full))
    assert all(row.starts <= row.ends for row in rows)
    share = lawbook().codes("training_kinds")
    for level in {row.level for row in rows}:
        used = sum(
            ((row.ends - row.starts).days + 1) * share.get(row.kind, FIRST).attributes["share"] / 100
            for row in rows
            if row.level == level and row.kind.startswith("opt")
        )
        assert used <= 366
    if record.state in ("completed", "terminated"):
        assert record.ended_on is not None
        assert record.grace_until is not None
        assert record.grace_until >= record.ended_on
