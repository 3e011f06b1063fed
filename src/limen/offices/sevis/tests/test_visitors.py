"""An exchange visitor is issued a certificate, comes, and is validated; what is refused is refused by paragraph."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from limen.core.documents.models import Paper
from limen.kernel import BadInput, GuardRefused, WrongState, opened
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds
from limen.offices.sevis.acts.visitors.tipp_parts import PlanGiven
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.tests.visitor_scenes import CATEGORIES, HOME, LABORATORY, PLAN, Programme, creating, programme
from tests.factories import open_service


@pytest.fixture
def at(db: None, morning: Any) -> Programme:
    """Make a sponsor with its responsible officer."""
    return programme(open_service())


def slug_of(refused: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refused.value.problems[0].rule


def test_a_certificate_gives_the_visitor_a_number_and_uses_a_form(at: Programme) -> None:
    visitor = at.initial()
    at.sponsor.refresh_from_db()
    assert visitor.state == "initial"
    assert visitor.sevis_id.startswith("N00")
    assert visitor.person.identifiers.get(kind="sevis_id").number == visitor.sevis_id
    assert at.sponsor.forms_used == 1
    assert visitor.sites.get().primary


def test_a_draft_uses_no_form_until_it_is_issued(at: Programme) -> None:
    draft = at.do(creating(acts.DraftVisitor))
    assert (draft.state, draft.sevis_id) == ("draft", "")
    issued = at.do(acts.IssueDS2019(print_form=True), draft)
    at.sponsor.refresh_from_db()
    assert (issued.state, at.sponsor.forms_used) == ("initial", 1)
    assert Paper.objects.get().form == "ds2019"


def test_no_certificate_is_issued_beyond_the_allotment(at: Programme) -> None:
    for _ in range(2):
        at.initial()
    _allot(at, 2)
    with pytest.raises(GuardRefused) as refused:
        at.initial()
    assert slug_of(refused) == "sevis.forms_exhausted"
    assert "62.12" in refused.value.citation


def _allot(at: Programme, forms: int) -> None:
    at.sponsor.refresh_from_db()
    at.sponsor.forms_allotted = forms
    with opened("a test"):
        at.sponsor.save()


@pytest.mark.parametrize(
    ("changed", "slug"),
    [
        ({"category": "05"}, "category_not_designated"),
        ({"category": "2A"}, "category_former"),
        ({"ends": date(2026, 9, 10)}, "programme_short"),
        ({"ends": date(2032, 1, 1)}, "programme_long"),
        ({"category": "09", "ends": date(2027, 4, 1)}, "programme_long"),
        ({"ends": date(2026, 8, 1)}, "programme_backwards"),
        ({"funds": Funds()}, "funds_missing"),
        ({"sites": []}, "site_missing"),
        ({"category": "14", "occupation": "07"}, "tipp_missing"),
        ({"birth": date(2030, 1, 1)}, "birth_ahead"),
        ({"sites": [LABORATORY.model_copy(update={"address1": ""})]}, "site_address"),
    ],
)
def test_what_the_rules_refuse_is_refused_by_its_paragraph(at: Programme, changed: dict[str, Any], slug: str) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.initial(**changed)
    assert slug_of(refused) == f"sevis.{slug}"
    assert Visitor.objects.count() == 0


def planned(**changed: str) -> Any:
    """Return the plan with something else said of its first site."""
    first, *others = PLAN.sites
    return PLAN.model_copy(update={"sites": [first.model_copy(update=changed), *others]})


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"funds": Funds(us_org1="XXX", us_amount1=1)}, "funds.us_org1"),
        ({"funds": Funds(int_org2="NSF", int_amount2=1)}, "funds.int_org2"),
        ({"sites": [LABORATORY, LABORATORY.model_copy(update={"kind": "HOME"})]}, "sites.1.kind"),
        ({"plan": planned(revenue="09")}, "plan.sites.0.revenue"),
        ({"plan": planned(per="09")}, "plan.sites.0.per"),
        ({"plan": PlanGiven(exempt="NONE")}, "plan.exempt"),
    ],
)
def test_a_code_within_a_part_that_is_not_in_force_is_refused_where_it_stands(
    at: Programme, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        at.initial(**changed)
    assert [(item.field, item.rule) for item in refused.value.problems] == [(field, "code.not_in_force")]
    assert Visitor.objects.count() == 0


def test_a_short_term_scholar_may_come_for_less_than_three_weeks(at: Programme) -> None:
    assert at.initial(category="09", ends=date(2026, 9, 10)).state == "initial"


def test_a_visitor_who_came_is_validated_with_an_address(at: Programme) -> None:
    outcome = at.outcome(acts.ValidateVisitor(us_address=HOME, email="maria@example.org"), at.initial())
    visitor = outcome.record
    assert (visitor.state, visitor.validated_on) == ("active", date(2026, 8, 31))
    assert visitor.us_address["postal_code"] == "60637"
    assert any("I-901" in text for text in outcome.told["warnings"])


@pytest.mark.parametrize(
    ("starts", "day", "slug"),
    [
        (date(2026, 11, 1), "2026-10-01", "validation_early"),
        (date(2026, 9, 1), "2026-10-03", "validation_late"),
    ],
)
def test_nobody_is_validated_outside_the_thirty_days(at: Programme, starts: date, day: str, slug: str) -> None:
    visitor = at.initial(starts=starts)
    with time_machine.travel(f"{day}T13:00:00+00:00", tick=False), pytest.raises(GuardRefused) as refused:
        at.do(acts.ValidateVisitor(us_address=HOME), visitor)
    assert slug_of(refused) == f"sevis.{slug}"


def test_a_visitor_who_entered_and_did_not_come_is_a_no_show(at: Programme) -> None:
    visitor = at.initial(starts=date(2026, 8, 31))
    assert at.do(acts.MarkNoShow(), visitor).state == "no_show"


def test_nobody_is_a_no_show_before_the_programme_starts(at: Programme) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.MarkNoShow(), at.initial())
    assert slug_of(refused) == "sevis.no_show_early"


def test_a_certificate_that_will_not_be_used_is_invalid(at: Programme) -> None:
    assert at.do(acts.MarkInvalid(remarks="The visa was refused."), at.initial()).state == "invalid"


def test_a_termination_for_cause_leaves_no_time_to_travel(at: Programme) -> None:
    act = acts.TerminateVisitor(reason="ENGEMP", effective_on=date(2026, 8, 31))
    with time_machine.travel("2026-10-01T13:00:00+00:00", tick=False):
        visitor = at.do(act.model_copy(update={"effective_on": date(2026, 9, 30)}), at.active())
    assert (visitor.state, visitor.grace_until) == ("terminated", date(2026, 9, 30))


def test_another_reason_is_said(at: Programme) -> None:
    with pytest.raises(GuardRefused) as refused:
        at.do(
            acts.TerminateVisitor(reason="OTHER", effective_on=date(2026, 8, 31)), at.active(starts=date(2026, 8, 31))
        )
    assert slug_of(refused) == "sevis.other_unsaid"


def test_what_is_over_is_not_extended(at: Programme) -> None:
    visitor = at.do(acts.MarkInvalid(remarks="The visa was refused."), at.initial())
    with pytest.raises(WrongState):
        at.do(acts.ExtendVisitor(new_end=date(2028, 1, 1)), visitor)


def test_another_sponsor_reports_nothing_on_the_record(at: Programme) -> None:
    other = programme(at.service, "P-1-00003", CATEGORIES)
    with pytest.raises(GuardRefused):
        other.do(acts.MarkInvalid(remarks="Not ours."), at.initial())


def test_the_earlier_number_brings_the_person_back_only_with_name_and_birth(at: Programme) -> None:
    first = at.initial()
    again = at.initial(earlier_sevis_id=first.sevis_id, category="09", ends=date(2027, 1, 31))
    assert again.person_id == first.person_id
    with pytest.raises(GuardRefused) as refused:
        at.initial(earlier_sevis_id=first.sevis_id, surname="Kowalska")
    assert slug_of(refused) == "sevis.earlier_unknown"


def test_a_record_is_made_in_few_queries(at: Programme, django_assert_max_num_queries: Any) -> None:
    at.initial()
    with django_assert_max_num_queries(26):
        at.initial(surname="Wrona")
