"""A part of an act, such as an address, is filled in field by field; so is each of a list of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from pydantic import BaseModel

from limen.core.watchlists.acts import LoadVersion
from limen.kernel import Act, BadInput, Problem
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds
from limen.offices.sevis.acts.visitors.tipp_parts import PlanGiven
from limen.offices.sevis.tests.visitor_scenes import PLAN
from limen.web.derived import ActForm, act_form
from limen.web.derived.fields import PairsField

pytestmark = pytest.mark.django_db

UNTICKED = "(not ticked)"
HOME = {"us_address.address1": "12 Elm Street", "us_address.city": "Chicago", "us_address.postal_code": "60637"}


def typed(name: str, value: Any) -> dict[str, str]:
    """Return a value as the fields of a form that somebody typed it into."""
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    if isinstance(value, list):
        value = {str(number): item for number, item in enumerate(value)}
    if isinstance(value, dict):
        return {key: text for part, item in value.items() for key, text in typed(f"{name}.{part}", item).items()}
    return {} if value in (None, False) else {name: "on" if value is True else str(value)}


def made(act: type[Act], sent: dict[str, str]) -> Any:
    form = act_form(act, sent)
    assert form.is_valid(), form.errors
    return form.made


def told(form: ActForm) -> list[tuple[str, str]]:
    """Return what the summary says is wrong, each with the name of the field it leads to."""
    page = form.render()
    found = [pair for name in form.fields for pair in getattr(form[name], "placed", [])]
    for where, message in found:
        assert f'href="#{where}"' in page
        assert f'id="{where}"' in page
        assert page.count(message) == 2, "it is said in the summary and where it is wrong"
    return [(where.partition("_visitor-")[2] or where.rpartition("-")[2], message) for where, message in found]


def test_an_address_is_typed_line_by_line() -> None:
    act = made(acts.ValidateVisitor, HOME | {"us_address.explanation_code": "OB"})
    address = act.us_address
    assert (address.address1, address.city, address.postal_code) == ("12 Elm Street", "Chicago", "60637")
    assert address.explanation_code == "OB"


def test_its_fieldset_names_it_and_each_field_has_its_label() -> None:
    page = act_form(acts.ValidateVisitor).render()
    assert '<label class="field__label" for="sevis-validate_visitor-us_address.postal_code">' in page
    assert 'name="us_address.postal_code"' in page
    assert 'name="us_address"' not in page
    assert "<legend" in page.partition('name="us_address.address1"')[0]


def test_an_optional_address_left_wholly_empty_is_absent() -> None:
    blank = {f"mailing_address.{name}": " " for name in ("address1", "city", "postal_code")}
    act = made(acts.UpdateBiographical, {"email": "lis@example.org", **HOME, **blank})
    assert act.us_address.city == "Chicago"
    assert act.mailing_address is None
    assert act.residential is None


def test_what_is_not_said_of_a_part_stays_as_it_was() -> None:
    act = made(acts.UpdateVisitorFinances, {"funds.sponsor": "40000"})
    assert act.funds.model_dump(exclude_unset=True) == {"sponsor": 40_000}


def posted(form: ActForm, **changed: str) -> dict[str, str]:
    """Return what a browser sends of a form in which some fields were changed, those of its parts by their paths."""
    sent = dict(html.fromstring(f"<form>{form.render()}</form>").form_values())
    return {name: text for name, text in {**sent, **changed}.items() if text != UNTICKED}


KNOWN = {"funds": {"us_government": True, "sponsor": 40_000, "us_org1": "NSF", "us_amount1": 9_000, "personal": 50}}


def test_a_field_within_that_is_cleared_is_put_back_to_its_default() -> None:
    page = act_form(acts.UpdateVisitorFinances, initial=KNOWN)
    cleared = {"funds.us_government": UNTICKED, "funds.us_org1": "", "funds.us_amount1": "", "funds.personal": "60"}
    act = made(acts.UpdateVisitorFinances, posted(page, **cleared))
    assert act.funds.model_dump(exclude_unset=True) == {
        "us_government": False,
        "us_org1": "",
        "us_amount1": None,
        "sponsor": 40_000,
        "personal": 60,
    }


def test_what_was_cleared_stays_cleared_when_the_form_is_sent_again() -> None:
    page = act_form(acts.UpdateVisitorFinances, initial=KNOWN)
    again = act_form(acts.UpdateVisitorFinances, posted(page, **{"funds.sponsor": "", "funds.us_amount1": "-1"}))
    assert not again.is_valid()
    act = made(acts.UpdateVisitorFinances, posted(again, **{"funds.us_amount1": "1"}))
    assert act.funds.model_dump(exclude_unset=True)["sponsor"] is None


def test_a_field_within_that_must_be_given_cannot_be_cleared() -> None:
    page = act_form(acts.AddTippPhase, initial={"phase": {"name": "First", "supervisor": {"surname": "Lind"}}})
    form = act_form(acts.AddTippPhase, posted(page, **{"phase.name": "", "phase.supervisor.surname": ""}))
    said = [where.rpartition("-")[2] for where, _said in form["phase"].placed]  # type: ignore[attr-defined]
    assert {"phase.name", "phase.supervisor.surname"} <= set(said)


MONEY = st.none() | st.integers(1, 99_999_999)
FUNDS = st.fixed_dictionaries(
    {"sponsor": MONEY, "personal": MONEY, "binational": MONEY, "us_government": st.booleans()}
    | {"us_org1": st.just(""), "us_amount1": st.none()}
) | st.fixed_dictionaries(
    {"sponsor": MONEY, "us_org1": st.sampled_from(["NSF", "DOE"]), "us_amount1": st.integers(1, 9), "personal": MONEY}
)


@settings(deadline=None)
@given(FUNDS, FUNDS)
def test_what_is_held_and_what_is_said_of_it_together_are_what_the_page_showed(
    held: dict[str, Any], wanted: dict[str, Any]
) -> None:
    page = act_form(acts.UpdateVisitorFinances, initial={"funds": held})
    fields = Funds.model_fields
    changed = {f"funds.{name}": str(wanted.get(name) or "") for name in fields}
    changed["funds.us_government"] = "on" if wanted.get("us_government") else UNTICKED
    act = made(acts.UpdateVisitorFinances, posted(page, **changed))
    kept = {**held, **act.funds.model_dump(exclude_unset=True)}
    assert Funds(**kept) == Funds(**wanted)


def test_what_is_wrong_is_said_at_the_field_within() -> None:
    form = act_form(acts.ValidateVisitor, HOME | {"us_address.postal_code": "606"})
    assert not form.is_valid()
    said = "ZIP code: this has characters or a form that is not taken here."
    assert told(form) == [("us_address.postal_code", said)]
    assert 'value="606"' in form.render()


def test_what_is_wrong_with_the_part_as_such_is_said_at_its_fieldset() -> None:
    form = act_form(acts.ValidateVisitor, HOME | {"us_address.explanation_code": "OO"})
    assert told(form) == [("us_address", "Address in the United States: Explain why the address is kept.")]


def test_what_a_required_part_needs_is_asked_for() -> None:
    form = act_form(acts.AddTippPhase, {"phase.name": "First"})
    assert ("phase.supervisor.surname", "Surname: this is needed.") in [
        (where.rpartition("-")[2], message)
        for where, message in form["phase"].placed  # type: ignore[attr-defined]
    ]
    assert not form.is_valid()


def test_of_a_list_only_what_is_filled_in_counts() -> None:
    sent = {"phases.1.number": "7", "phases.1.starts": "2026-09-01", "phases.1.ends": "2027-01-31"}
    act = made(acts.ExtendVisitor, sent | {"new_end": "2027-12-31", "phases.0.number": "", "phases.0.starts": ""})
    assert [(phase.number, phase.starts) for phase in act.phases] == [("7", date(2026, 9, 1))]


def test_two_empty_fieldsets_stand_under_those_filled_in() -> None:
    form = act_form(acts.ExtendVisitor, {"phases.0.number": "7", "phases.1.number": ""})
    assert [row.prefix for row in form["phases"].rows] == ["phases.0", "phases.1", "phases.2"]  # type: ignore[attr-defined]
    assert 'name="phases.2.starts"' in form.render()
    assert 'name="phases.3.starts"' not in form.render()


def test_a_half_filled_one_of_a_list_says_what_it_needs() -> None:
    form = act_form(
        acts.ExtendVisitor, {"new_end": "2027-12-31", "phases.1.number": "7", "phases.1.ends": "2027-01-31"}
    )
    assert not form.is_valid()
    assert told(form) == [("phases.1.starts", "Starts: this is needed.")]


def test_no_more_fieldsets_are_read_than_may_be_given() -> None:
    sent = {f"signatures.{number}.number": "1" for number in range(500)} | {"signatures.99999999.number": "1"}
    form = act_form(acts.ValidateVisitor, HOME | sent)
    assert not form.is_valid()
    assert len(form["signatures"].rows) <= 26  # type: ignore[attr-defined]
    assert "signatures" in form.errors


def test_a_whole_plan_with_its_sites_phases_and_supervisors_is_typed() -> None:
    form = act_form(acts.AddTipp, typed("plan", PLAN))
    assert form.is_valid(), form.errors
    assert isinstance(PLAN, PlanGiven)
    assert form.made.plan.model_dump() == PLAN.model_dump()  # type: ignore[union-attr]


def test_a_long_part_that_need_not_be_given_stands_folded_until_it_is() -> None:
    assert "<details" in act_form(acts.CreateVisitor).render()
    assert "<details" not in act_form(acts.CreateVisitor, typed("plan", PLAN)).render()
    assert "<details" not in act_form(acts.AddTipp).render()


def test_what_the_door_refuses_is_said_where_it_is_wrong() -> None:
    """The act's first phase is the form's second, since the first was left empty."""
    form = act_form(
        acts.ExtendVisitor, typed("phases", [{}, {"number": "7", "starts": "2026-09-01", "ends": "2027-01-31"}])
    )
    assert form["phases"].rows  # type: ignore[attr-defined]
    form.refuse(BadInput("Not that day.", problems=[Problem("phases.0.starts", "x", "Not that day.")]))
    assert [where.rpartition("-")[2] for where, _said in form["phases"].placed] == ["phases.1.starts"]  # type: ignore[attr-defined]


def test_what_is_known_stands_in_the_fields() -> None:
    form = act_form(acts.ValidateVisitor, initial={"us_address": {"city": "Chicago"}, "signatures": [{"number": "4"}]})
    page = form.render()
    assert 'name="us_address.city" value="Chicago"' in page
    assert 'name="signatures.0.number" value="4"' in page
    assert 'name="signatures.2.number"' in page


def test_a_part_may_still_be_sent_as_data() -> None:
    act = made(acts.ValidateVisitor, {"us_address": '{"address1": "12 Elm Street", "postal_code": "60637"}'})
    assert act.us_address.whole
    form = act_form(acts.ValidateVisitor, {"us_address": "{no"})
    assert told(form) == [("us_address", "This is not JSON.")]


def test_a_long_list_that_a_program_brings_stays_data() -> None:
    assert 'name="entries"' in act_form(LoadVersion).render()


def test_days_by_number_are_typed_one_a_line() -> None:
    signed = {"signatures.0.number": "4", "signatures.0.phases": "1: 2026-09-01\n\n 2 :2026-09-02 "}
    act = made(acts.ValidateVisitor, HOME | signed)
    assert act.signatures[0].phases == {"1": date(2026, 9, 1), "2": date(2026, 9, 2)}
    wrong = act_form(acts.ValidateVisitor, HOME | signed | {"signatures.0.phases": "2026-09-01"})
    assert told(wrong) == [("signatures.0.phases", "Give one a line, as name: value.")]


@settings(deadline=None)
@given(st.dictionaries(st.text(), st.text()))
def test_values_by_name_read_as_they_are_shown(pairs: dict[str, str]) -> None:
    field = PairsField(required=False)
    assert (field.clean(field.prepare_value(pairs)) or {}) == pairs


NAMES = st.sampled_from(
    [
        *("us_address", "us_address.city", "us_address.explanation_code"),
        *(
            "signatures",
            "signatures.0",
            "signatures.0.number",
            "signatures.0.phases",
            "signatures.1.official_signed_on",
            "us_address._shown",
            "signatures.0._shown",
        ),
        *("signatures.x.number", "signatures.-1.number"),
    ]
)


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.text() | st.sampled_from(["[]", "[1]", "{}", '{"city": {"x": [1]}}', "[[]]", "null"])))
def test_whatever_is_sent_is_answered(sent: dict[str, str]) -> None:
    form = act_form(acts.ValidateVisitor, sent)
    assert form.is_valid() == (form.made is not None)
    assert form.render()
    assert act_form(acts.ValidateVisitor, initial=sent).render()
