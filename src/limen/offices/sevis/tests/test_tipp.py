"""A trainee's placement plan (Form DS-7002): made with the record, changed, signed and printed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from limen.core.documents.models import Paper
from limen.kernel import GuardRefused
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.planning import PhaseDates, SiteSignatures
from limen.offices.sevis.acts.visitors.tipp_parts import PlanGiven
from limen.offices.sevis.models import TippPhase, Visitor
from limen.offices.sevis.tests.visitor_scenes import PLAN, Programme, phase, plan_site, programme
from tests.factories import open_service

TRAINEE: dict[str, Any] = {"category": "14", "occupation": "07", "sites": [], "ends": date(2027, 8, 31)}


@pytest.fixture
def at(db: None, morning: Any) -> Programme:
    """Make a sponsor with its responsible officer."""
    return programme(open_service())


def slug_of(refused: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refused.value.problems[0].rule


def trainee(at: Programme) -> Visitor:
    return at.initial(**TRAINEE, plan=PLAN)


def test_a_trainee_comes_with_a_plan_whose_site_is_the_site_of_activity(at: Programme) -> None:
    visitor = trainee(at)
    site = visitor.sites.get()
    assert (site.name, site.primary, site.placement.hours) == ("Lake Works", True, 40)
    assert site.placement.phases.get().texts["goals"] == "Build a gearbox"


def test_a_programme_that_needs_no_plan_says_so(at: Programme) -> None:
    visitor = at.do(acts.AddTipp(plan=PlanGiven(exempt="KW")), at.initial(surname="Wrona"))
    assert visitor.tipp.exempt == "KW"
    with pytest.raises(ValidationError):
        PlanGiven(exempt="KW", sites=[plan_site()])


def test_a_phase_lies_within_the_programme(at: Programme) -> None:
    far = phase(starts=date(2027, 9, 1), ends=date(2027, 12, 1))
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.AddTippPhase(number="1", phase=far), trainee(at))
    assert slug_of(refused) == "sevis.phase_outside"


def test_a_site_with_its_phases_is_added_changed_and_taken_out(at: Programme) -> None:
    added = at.outcome(acts.AddTippSite(site=plan_site(name="River Works")), trainee(at))
    assert added.told["site"] == "2"
    visitor = added.record
    given = plan_site(number="2", name="River Works North", hours=32)
    changed = acts.EditTippSite(
        site=given.model_dump(include=set(acts.AddSite.model_fields["site"].annotation.model_fields)),
        employer=given.model_dump(include=set(acts.EditTippSite.model_fields["employer"].annotation.model_fields)),
        contact=given.contact,
    )
    at.do(changed, visitor)
    assert visitor.sites.get(number="2").name == "River Works North"
    assert visitor.sites.get(number="2").placement.hours == 32
    at.do(acts.DeleteTippSite(number="1"), visitor)
    assert visitor.sites.get(number="2").primary
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.DeleteTippSite(number="2"), visitor)
    assert slug_of(refused) == "sevis.plan_last_site"


def test_phases_are_added_changed_and_taken_out(at: Programme) -> None:
    added = at.outcome(acts.AddTippPhase(number="1", phase=phase(name="Testing")), trainee(at))
    visitor, number = added.record, added.told["phase"]
    at.do(acts.EditTippPhase(phase=phase(number=number, name="Testing and repair")), visitor)
    assert TippPhase.objects.get(number=number).name == "Testing and repair"
    at.do(acts.DeleteTippPhase(number="1"), visitor)
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.DeleteTippPhase(number=number), visitor)
    assert slug_of(refused) == "sevis.plan_last_phase"


def test_a_plan_is_signed_and_printed_site_by_site(at: Programme) -> None:
    signed = SiteSignatures(
        number="1",
        official="ROLSEN01",
        official_signed_on=date(2026, 8, 30),
        visitor_signed_on=date(2026, 8, 29),
        phases={"1": date(2026, 8, 28)},
    )
    visitor = at.do(acts.SignTipp(signatures=[signed]), trainee(at))
    at.do(acts.ReprintDS7002(), visitor)
    paper = Paper.objects.get(form="ds7002")
    assert paper.data["sponsor_signed_on"] == "2026-08-30"
    assert paper.data["supervisor_signed_on"] == "2026-08-28"


def test_nobody_signs_on_a_day_to_come(at: Programme) -> None:
    ahead = SiteSignatures(number="1", visitor_signed_on=date(2026, 9, 29))
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.SignTipp(signatures=[ahead]), trainee(at))
    assert slug_of(refused) == "sevis.signed_ahead"


def test_a_shorter_programme_moves_its_phases(at: Programme) -> None:
    visitor = trainee(at)
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.AmendProgram(starts=visitor.starts, ends=date(2027, 1, 31)), visitor)
    assert slug_of(refused) == "sevis.phase_outside"
    moved = [PhaseDates(number="1", starts=visitor.starts, ends=date(2027, 1, 31))]
    visitor = at.do(acts.AmendProgram(starts=visitor.starts, ends=date(2027, 1, 31), phases=moved), visitor)
    assert TippPhase.objects.get().ends == date(2027, 1, 31)


def test_what_the_participant_studied_is_changed(at: Programme) -> None:
    said = acts.UpdateParticipant(participant={"degree": "MSc", "years": 3})
    visitor = at.do(said, trainee(at))
    assert (visitor.tipp.degree, visitor.tipp.years, visitor.tipp.field_of_study) == ("MSc", 3, "Mechanics")
