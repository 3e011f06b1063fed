"""The family of an exchange visitor (J-2): with a form of their own, ended with the principal, alone or by age."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from limen.core.documents.models import Paper
from limen.kernel import GuardRefused
from limen.offices.sevis import acts as office
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.models import Dependant, Visitor
from limen.offices.sevis.tests.visitor_scenes import Programme, programme
from limen.offices.sevis.upkeep import visitors as upkeep
from tests.factories import open_service


@pytest.fixture
def at(db: None, morning: Any) -> Programme:
    """Make a sponsor with its responsible officer."""
    return programme(open_service())


def slug_of(refused: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refused.value.problems[0].rule


def child(at: Programme, visitor: Visitor, born: str = "2015-02-03", **changed: Any) -> Dependant:
    said = {"surname": "Nowak", "given_names": "Jan", "sex": "M", "nationality": "POL", "birth_country": "POL"}
    said |= {"relationship": "02", "birth": born, "birth_city": "Gdansk"}
    made: Dependant = at.do(office.AddDependant(visitor=visitor.pk, **{**said, **changed}))
    return made


def test_a_child_comes_with_a_form_of_their_own(at: Programme) -> None:
    visitor = at.initial()
    added = child(at, visitor, print_form=True)
    assert (added.visa_type, added.state) == ("J-2", "active")
    paper = Paper.objects.get(form="ds2019")
    assert (paper.data["class"], paper.data["dependant_of"]) == ("J-2", visitor.sevis_id)


def test_the_family_ends_with_the_principal_and_comes_back_with_them(at: Programme) -> None:
    visitor = at.active(starts=date(2026, 8, 31))
    added = child(at, visitor)
    visitor = at.do(acts.TerminateVisitor(reason="DISCIP", effective_on=date(2026, 8, 31)), visitor)
    added.refresh_from_db()
    assert added.state == "terminated"
    at.decide(acts.CorrectVisitorStatus(why="Another visitor of the same name."), visitor)
    added.refresh_from_db()
    assert added.state == "active"


def test_a_spouse_who_divorced_ends_alone(at: Programme) -> None:
    spouse = child(at, at.active(), born="1989-01-02", relationship="01")
    assert at.do(acts.EndDependant(reason="04"), spouse).end_reason == "04"


def test_who_never_began_is_deleted_and_who_did_is_ended(at: Programme) -> None:
    assert at.do(acts.DeleteDependant(), child(at, at.initial())).state == "cancelled"
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.DeleteDependant(), child(at, at.active(surname="Wrona")))
    assert slug_of(refused) == "sevis.dependant_begun"


def test_a_child_who_comes_of_age_is_a_dependant_no_longer(at: Programme) -> None:
    added = child(at, at.active(), born="2005-10-10")
    with time_machine.travel("2026-10-09T15:00:00+00:00", tick=False):
        assert not [act for act, row in upkeep.due(datetime.now(UTC)) if row == added]
    with time_machine.travel("2026-10-10T15:00:00+00:00", tick=False):
        due = [(act, row) for act, row in upkeep.due(datetime.now(UTC)) if row == added]
        for act, row in due:
            at.time(act, row)
    added.refresh_from_db()
    assert (added.state, added.end_reason) == ("terminated", "21")


def test_a_stay_as_a_dependant_counts_for_the_bar_of_twelve_months(at: Programme) -> None:
    spouse = child(at, at.active(), born="1989-01-02", relationship="01", surname="Lis")
    with time_machine.travel("2027-06-01T15:00:00+00:00", tick=False), pytest.raises(GuardRefused) as refused:
        at.initial(
            earlier_sevis_id=spouse.sevis_id,
            surname="Lis",
            given_names="Jan",
            birth=date(1989, 1, 2),
            starts=date(2027, 12, 1),
            ends=date(2028, 11, 30),
        )
    assert refused.value.citation == "22 CFR 62.20(d)(2)"


def test_a_form_is_printed_again_for_a_reason(at: Programme) -> None:
    added = child(at, at.active())
    with pytest.raises(GuardRefused) as refused:
        at.do(office.ReprintDependant(), added)
    assert slug_of(refused) == "sevis.reprint_reason"
    assert at.do(office.ReprintDependant(reason="13"), added).reprint_reason == "13"
