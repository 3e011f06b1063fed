"""Parole from custody: for a time, with its paper and its deadline; refused, extended, ended in writing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from limen.core.clocks.models import RunningClock
from limen.core.custody.models import OPEN, Stay
from limen.core.documents.models import Paper
from limen.core.people import acts as people
from limen.kernel import BadInput, GuardRefused
from limen.offices.removal import acts
from limen.offices.removal.models import Determination
from limen.offices.removal.tests import case_scenes
from limen.offices.removal.tests.custody_scenes import HOME, WHY, Field, due, in_days
from limen.offices.removal.upkeep import decisions as upkeep
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db
CLOCK = "removal.parole"


@pytest.fixture
def field(service: Service) -> Field:
    return Field(service)


def later(**how: int) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**how))


def decided(field: Field, person: Any = None) -> Determination:
    """Return the determination of an applicant for admission who is held."""
    stay = field.held("detain.arriving", person)
    made: Determination = field.do(acts.Determine(stay=stay.pk, under="detain.arriving", decision="hold"))
    return made


def parole(days: int = 90, **more: Any) -> acts.ParoleFromCustody:
    return acts.ParoleFromCustody(**{"ground": "medical", "until": in_days(days), "to": HOME, "why": WHY, **more})


def paroled(field: Field, days: int = 90) -> Determination:
    made: Determination = field.do(parole(days), decided(field))
    return made


def last_day(record: Determination) -> date:
    clock = RunningClock.objects.get(key=CLOCK, subject=record.pk, state="running")
    return clock.due_at.astimezone(clock.zone).date()


def test_a_parole_has_its_paper_and_its_last_day_is_a_deadline(field: Field) -> None:
    record = paroled(field)
    assert last_day(record) == record.paroled_until == in_days(90)
    said = Paper.objects.get(form="i94", about=record.pk).data
    assert (said["admit_until"], said["class_of_admission"]) == (in_days(90).isoformat(), "DT")
    assert said["parole_purpose"] == "A serious medical condition"
    assert said["admission_number"]


def test_parole_is_not_given_for_longer_than_a_year_at_a_time(field: Field) -> None:
    with pytest.raises(BadInput, match="at the latest"):
        field.do(parole(400), decided(field))
    with pytest.raises(BadInput, match="time to come"):
        field.do(parole(0), decided(field, field.service.person("Dahl")))


def test_a_refusal_of_parole_is_told_in_writing_and_the_person_is_held_on(field: Field) -> None:
    record = field.do(acts.RefuseParole(why="No address was given, and no sponsor."), decided(field))
    assert (record.state, record.stay.state) == ("made", "held")
    paper = Paper.objects.get(form="parole_notice")
    assert (paper.state, paper.data["decision"]) == ("served", "Parole is refused.")
    assert paper.data["reasons"] == ["No address was given, and no sponsor."]


def test_parole_is_neither_given_nor_refused_to_whom_it_is_not_open(field: Field) -> None:
    stay = field.held()
    made = field.do(acts.Determine(stay=stay.pk, under="detain.proceedings", decision="hold", flight="No ties"))
    for act in (parole(), acts.RefuseParole(why=WHY)):
        with pytest.raises(GuardRefused, match="not open to a person held"):
            field.do(act, made)


def test_a_further_time_moves_the_deadline_and_makes_a_new_paper(field: Field) -> None:
    record = paroled(field)
    with pytest.raises(BadInput, match="already"):
        field.do(acts.ExtendParole(until=in_days(30), why=WHY), record)
    record = field.do(acts.ExtendParole(until=in_days(200), why=WHY), record)
    assert last_day(record) == in_days(200)
    assert Paper.objects.filter(form="i94", about=record.pk).count() == 2
    assert RunningClock.objects.filter(key=CLOCK).count() == 2
    with later(days=201), pytest.raises(GuardRefused, match="nothing is left to extend"):
        field.do(acts.ExtendParole(until=in_days(30), why=WHY), record)


def test_parole_is_ended_on_written_notice_and_the_person_held_again_as_before(field: Field) -> None:
    record = paroled(field)
    with pytest.raises(BadInput, match="has not run out"):
        field.do(acts.EndParole(because="time ran out", why=WHY), record)
    act = acts.EndParole(because="no longer warranted", why=WHY, how="in person", take_back=True)
    record = field.do(act, record)
    assert record.state == "parole_ended"
    assert Paper.objects.get(form="parole_notice").data["decision"] == "Your parole is ended."
    stay = Stay.objects.get(person=record.person, state__in=OPEN)
    assert (stay.authority, stay.subject) == ("detain.arriving", record.pk)
    assert CLOCK not in due(record.person)
    assert "custody.transit" in due(record.person)


def test_a_parole_that_ran_out_is_an_officers_to_settle_and_needs_no_notice(field: Field) -> None:
    record = paroled(field)
    with later(days=91):
        with pytest.raises(BadInput, match="ended with its time"):
            field.do(acts.EndParole(because="purpose accomplished", why=WHY), record)
        assert CLOCK in due(record.person)
        field.do(acts.EndParole(because="time ran out", why=WHY), record)
        assert not Paper.objects.filter(form="parole_notice").exists()
        assert CLOCK not in due(record.person)


def test_a_family_is_paroled_together_each_with_a_parole_of_their_own(field: Field) -> None:
    mother, child = field.service.person(), field.service.person("Eriksson", "Ida", birth="2015-02-03")
    relate = people.Relate(other=mother.pk, kind="parent", family_unit=True)
    field.service.do(relate, child, role="secondary_officer")
    record = decided(field, mother)
    field.held("detain.arriving", child)
    field.do(parole(), record)
    other = Determination.objects.get(person=child)
    assert (other.state, other.paroled_until, other.stay.way) == ("paroled", in_days(90), "parole")
    assert Paper.objects.filter(form="i94", person=child).exists()
    assert CLOCK in due(child)


def test_parole_ends_with_the_departure(field: Field) -> None:
    record = paroled(field)
    setup(acts.CaseRemoved(), case_scenes.final(field.service, record.person))
    done = list(upkeep.due(timezone.now()))
    assert [act.declaration.key for act, _row in done] == ["removal.lapse_parole"]
    setup(*done[0])
    record.refresh_from_db()
    assert record.state == "parole_ended"
    assert CLOCK not in due(record.person)
