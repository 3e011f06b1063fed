"""Officials are sent what is due, once a day, with nothing of a person but the SEVIS ID and initials."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from typer.testing import CliRunner

from limen.core.access.gate import SYSTEM
from limen.core.clocks.acts import StartClock
from limen.core.lawbook import lawbook
from limen.core.ledger.models import Outgoing
from limen.kernel import GuardRefused, perform
from limen.offices.sevis.acts.digests import ChooseDigest, SendDigest
from limen.offices.sevis.cli import cli
from limen.offices.sevis.digesting import due_lines, initials, to_send
from limen.offices.sevis.models import Official, Student
from limen.offices.sevis.tests.batches import create, document, official, sent
from limen.offices.sevis.tests.scenes import Campuses

CLOCK = "sevis.register"


def due(at: Campuses) -> tuple[Official, Student]:
    """Return an official, and a student for whom something is due at the school."""
    account = official(at)
    sent(at, document(at.school, create(1)))
    return Official.objects.get(account=account), Student.objects.get()


def started(at: Campuses, student: Student) -> None:
    act = StartClock(
        clock=CLOCK,
        mark="sevis.programme_started",
        subject_record=student.record_type,
        subject=student.pk,
        person=student.person_id,
    )
    perform(act, by=SYSTEM, at=at.school.place, purpose="administration")


def near(morning: time_machine.Coordinates) -> None:
    """Stand a week before the deadline, after the hour from which digests go."""
    morning.move_to(timezone.now() + timedelta(days=23, hours=2))


def test_the_digest_names_nobody_but_by_number_and_initials(at: Campuses, morning: time_machine.Coordinates) -> None:
    member, student = due(at)
    started(at, student)
    near(morning)
    perform(SendDigest(), on=member, by=SYSTEM, at=at.school.place, purpose="administration")
    message = Outgoing.objects.get(channel="email")
    assert message.to == member.account.email
    assert f"2026-09-30  due   {student.sevis_id} A.F.  Registration" in message.body
    assert "8 CFR 214.3(g)" in message.body
    assert student.person.surname not in message.body + message.subject


def test_it_goes_once_a_day_and_late_ones_stand_first(at: Campuses, morning: time_machine.Coordinates) -> None:
    member, student = due(at)
    started(at, student)
    near(morning)
    assert member in list(to_send(timezone.now()))
    first = CliRunner().invoke(cli, ["digests", "--json"])
    assert first.exit_code == 0, first.output
    assert member not in list(to_send(timezone.now()))
    morning.move_to(timezone.now() + timedelta(days=9))
    assert [line.late for line in due_lines(member, timezone.now())] == [True]
    assert member in list(to_send(timezone.now()))


def test_who_wants_none_is_sent_none_and_chooses_for_themselves(
    at: Campuses, morning: time_machine.Coordinates
) -> None:
    member, student = due(at)
    started(at, student)
    near(morning)
    with pytest.raises(GuardRefused):
        at.report(ChooseDigest(wanted=False), member)
    at.report(ChooseDigest(wanted=False), member, by=member.account)
    assert member not in list(to_send(timezone.now()))


def test_who_is_sealed_has_no_initials(at: Campuses) -> None:
    _member, student = due(at)
    assert initials(student.person) == "A.F."
    student.person.sealed = "protected"
    assert initials(student.person) == ""


def test_every_deadline_of_this_office_says_what_is_to_be_done() -> None:
    rules = [rule for key, rule in lawbook().clocks().items() if key.startswith("sevis.")]
    assert [rule.key for rule in rules for provision in rule.provisions if not provision.next_step] == []
