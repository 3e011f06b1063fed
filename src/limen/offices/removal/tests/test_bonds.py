"""Determinations and bonds: whom the law holds, what an officer may decide, and what a judge changes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.clocks.models import RunningClock
from limen.core.clocks.queries import overdue
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.kernel import BadInput, GuardRefused, NotPermitted, NumbersExhausted
from limen.offices.removal import acts
from limen.offices.removal.models import Bond, Determination
from limen.offices.removal.tests.custody_scenes import FELONY, HOME, PRESENT, WHY, Field, due
from tests.factories import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def field(service: Service) -> Field:
    return Field(service)


def post(**more: Any) -> acts.PostBond:
    said = {"obligor": "Rosa Ixcoy", "obligor_address": HOME, "security": "cash", "receipt": "R1", "address": HOME}
    return acts.PostBond(**{**said, **more})


def judge_sets(amount: int, stay: Any = None) -> acts.JudgeSetsBond:
    return acts.JudgeSetsBond(stay=stay, amount=Decimal(amount), court="Pearsall", judge="R. Alvarez")


def determine(stay: Any, **more: Any) -> acts.Determine:
    said = {"stay": stay.pk, "under": "detain.proceedings", "decision": "bond", "flight": "No ties here"}
    return acts.Determine(**{**said, **more})


def test_a_felon_is_held_by_the_law_itself_and_no_bond_is_open(field: Field) -> None:
    stay = field.held("arrest.warrant")
    with pytest.raises(GuardRefused, match="law itself holds"):
        field.do(determine(stay, charges=[FELONY]))
    made = field.do(determine(stay, charges=[FELONY], under="detain.criminal", decision="hold"))
    stay.refresh_from_db()
    assert (made.mandatory, made.ground, made.citation) == (True, "B", "8 U.S.C. 1226(c)(1)(B)")
    assert stay.authority == "detain.criminal"
    assert Paper.objects.get(form="i286").about == made.pk
    with pytest.raises(GuardRefused, match="No bond is open"):
        field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))


def test_nobody_is_held_as_named_by_law_on_a_charge_that_names_nobody(field: Field) -> None:
    stay = field.held("arrest.warrant")
    with pytest.raises(BadInput, match="None of these charges"):
        field.do(determine(stay, charges=[PRESENT], under="detain.criminal", decision="hold"))


def test_theft_holds_an_inadmissible_person_since_the_law_of_2025(field: Field) -> None:
    charge = next(
        row.code
        for row in lawbook().codes("charges").on(timezone.now().date()).values()
        if row.attributes.get("ground") == "6A" and row.attributes["kind"] == "inadmissible"
    )
    stay = field.held("arrest.warrant")
    with pytest.raises(GuardRefused, match="law itself holds"):
        field.do(determine(stay, charges=[charge], named_offence=True))
    assert field.do(determine(stay, charges=[charge])).decision == "bond"


def test_holding_somebody_the_law_does_not_hold_needs_a_reason(field: Field) -> None:
    stay = field.held()
    with pytest.raises(BadInput, match="needs a reason"):
        field.do(determine(stay, decision="hold", flight=""))


def test_a_later_determination_stands_in_the_place_of_the_earlier(field: Field) -> None:
    stay = field.held()
    first = field.do(determine(stay, decision="hold"))
    second = field.do(determine(stay, decision="recognizance"))
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "made")
    assert Determination.objects.filter(stay=stay, state="made").count() == 1


def test_an_applicant_for_admission_is_paroled_and_released(field: Field) -> None:
    stay = field.held("detain.arriving")
    made = field.do(determine(stay, under="detain.arriving", decision="hold", flight=""))
    act = acts.ParoleFromCustody(
        ground="medical", until=timezone.now().date() + timedelta(days=90), to=HOME, why="Needs surgery this month."
    )
    assert field.do(act, made).state == "paroled"
    stay.refresh_from_db()
    assert (stay.state, stay.way, stay.reason) == ("released", "parole", "PARO")


def test_parole_is_not_open_to_who_was_admitted(field: Field) -> None:
    made = field.do(determine(field.held(), decision="hold"))
    act = acts.ParoleFromCustody(
        ground="medical", until=timezone.now().date() + timedelta(days=90), to=HOME, why="Needs surgery this month."
    )
    with pytest.raises(GuardRefused, match="not open to a person held"):
        field.do(act, made)


def test_a_bond_is_posted_and_the_person_goes_home(field: Field) -> None:
    stay = field.held()
    bond = field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))
    assert bond.number == "000000001"
    posted = field.do(post(), bond)
    stay.refresh_from_db()
    assert (posted.state, stay.state, stay.way, stay.left_to) == ("posted", "released", "bond", HOME)
    assert Paper.objects.get(form="i352").data["bond_number"] == bond.number
    assert "custody.release_terms" in due(stay.person)
    assert field.do(acts.BreachBond(why="Did not come to court"), posted).state == "breached"
    notice = Paper.objects.get(form="i323")
    assert (notice.data["bond_number"], notice.data["reasons"]) == (posted.number, ["Did not come to court"])


def test_who_left_already_is_not_bonded_out(field: Field) -> None:
    from limen.core.custody.acts import Release

    stay = field.held()
    bond = field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))
    field.do(Release(way="discretion"), stay)
    with pytest.raises(GuardRefused, match="not held any more"):
        field.do(post(), bond)


def test_an_order_made_final_meanwhile_closes_the_bond(field: Field) -> None:
    from limen.core.custody.acts import ChangeBasis

    stay = field.held()
    bond = field.do(judge_sets(3000, stay.pk))
    field.do(ChangeBasis(under="detain.order", why="The order is final"), stay)
    with pytest.raises(GuardRefused, match="no bond opens that"):
        field.do(post(), bond)


def test_a_node_without_bond_numbers_sets_none(service: Service) -> None:
    bare = Field.__new__(Field)
    bare.service = service
    stay = bare.held()
    with pytest.raises(NumbersExhausted, match="another lease"):
        bare.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=st.decimals(Decimal("0.01"), Decimal(20000), places=2))
def test_the_service_sets_no_bond_below_the_least(field: Field, amount: Decimal) -> None:
    least = lawbook().value("custody.bond_minimum", timezone.now().date()).value
    stay = field.held(person=field.service.person(surname=f"Case {Bond.objects.count()} {amount}"))
    act = acts.SetBond(stay=stay.pk, amount=amount)
    if amount < least:
        with pytest.raises(BadInput, match="at least"):
            field.do(act)
        bond = field.do(acts.SetBond(stay=stay.pk, amount=Decimal(least)))
        with pytest.raises(BadInput, match="at least"):
            field.do(acts.ChangeBond(amount=amount, why="Hardship shown"), bond)
    else:
        assert field.do(act).amount == amount
    assert not Bond.objects.filter(set_by="service", amount__lt=least).exists()


def test_a_judge_may_go_below_the_services_amount_and_only_a_judge_changes_that(field: Field) -> None:
    stay = field.held()
    bond = field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))
    bond = field.do(judge_sets(1500), bond)
    assert (bond.amount, bond.service_amount, bond.set_by) == (1500, 5000, "judge")
    assert "custody.stay_of_release" in due(stay.person)
    with pytest.raises(GuardRefused, match="a judge changes it"):
        field.do(acts.ChangeBond(amount=Decimal(4000), why="Too low by far"), bond)


def test_a_low_bond_is_no_ground_to_stay_a_judges_order(field: Field) -> None:
    bond = field.do(acts.SetBond(stay=field.held().pk, amount=Decimal(5000)))
    bond = field.do(judge_sets(1500), bond)
    with pytest.raises(GuardRefused, match="stayed only from"):
        field.do(acts.FileIntentToAppeal(), bond)


def test_a_refused_bond_that_a_judge_sets_is_stayed_within_one_business_day(field: Field) -> None:
    stay = field.held()
    bond = field.do(acts.DeclineBond(stay=stay.pk, why="A danger to others"))
    assert not bond.number
    bond = field.do(judge_sets(8000), bond)
    assert bond.number
    stayed = field.do(acts.FileIntentToAppeal(), bond)
    assert stayed.state == "stayed"
    assert "custody.stay_of_release" not in due(stay.person)
    clock = RunningClock.objects.get(key="custody.bond_appeal", person=stay.person)
    assert clock.started_at == stayed.ordered_at
    stayed = field.do(acts.AppealBond(), stayed)
    assert ("custody.bond_appeal" in due(stay.person), "custody.bond_stay" in due(stay.person)) == (False, True)
    with pytest.raises(GuardRefused, match="filed already"):
        field.do(acts.AppealBond(), stayed)
    assert field.do(acts.EndBondStay(why="The board dismissed the appeal"), stayed).state == "set"


def test_a_stay_for_which_no_appeal_is_filed_lapses(field: Field) -> None:
    bond = field.do(acts.DeclineBond(stay=field.held().pk, why="A danger to others"))
    stayed = field.do(acts.FileIntentToAppeal(), field.do(judge_sets(8000), bond))
    with time_machine.travel(timezone.now() + timedelta(days=16)):
        assert "custody.bond_appeal" in {row.key for row in overdue(timezone.now())}
        field.do(acts.EndBondStay(why="No appeal was filed in time"), stayed)
        assert "custody.bond_appeal" not in {row.key for row in overdue(timezone.now())}
        assert field.do(post(), stayed).state == "posted"


def test_an_intent_filed_too_late_stays_nothing(field: Field) -> None:
    bond = field.do(acts.DeclineBond(stay=field.held().pk, why="A danger to others"))
    bond = field.do(judge_sets(8000), bond)
    with time_machine.travel(timezone.now() + timedelta(days=7)), pytest.raises(GuardRefused, match="ran out"):
        field.do(acts.FileIntentToAppeal(), bond)


def test_a_judge_who_redetermines_custody_sets_the_bond_with_it(field: Field) -> None:
    stay = field.held("arrest.warrant")
    made = field.do(determine(stay, charges=[FELONY], under="detain.criminal", decision="hold"))
    act = acts.RedetermineByJudge(
        court="Pearsall",
        judge="R. Alvarez",
        outcome="bond",
        amount=Decimal(7500),
        under="detain.proceedings",
        says="Not convicted of what is charged",
    )
    assert field.do(act, made).state == "redetermined"
    stay.refresh_from_db()
    assert stay.authority == "detain.proceedings"
    bond = Bond.objects.get(stay=stay)
    assert (bond.amount, bond.set_by, bond.service_amount) == (Decimal(7500), "judge", None)
    assert field.do(post(), bond).state == "posted"


def test_a_bond_has_an_amount_and_nothing_else_has_one(field: Field) -> None:
    made = field.do(determine(field.held(), decision="hold"))
    with pytest.raises(BadInput, match="has an amount"):
        field.do(acts.RedetermineByJudge(court="Pearsall", judge="R. Alvarez", outcome="bond", says=WHY), made)


def test_a_detention_officer_sets_no_bond(field: Field) -> None:
    stay = field.held()
    with pytest.raises(NotPermitted):
        field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)), role="detention_officer")


def test_the_person_is_told_in_writing_what_bond_is_set_and_each_change(field: Field) -> None:
    stay = field.held()
    bond = field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000), conditions="Tell us each new address"))
    field.do(acts.ChangeBond(amount=Decimal(4000), why="Hardship shown"), bond)
    told = [row.data for row in Paper.objects.filter(form="i286", about=bond.pk).order_by("created_at", "pk")]
    assert [row["bond_amount"] for row in told] == ["5000", "4000"]
    assert told[0]["conditions"] == ["Tell us each new address"]
    assert told[0]["judge_may_review"] == "yes"


def test_the_person_is_told_in_writing_that_no_bond_is_set(field: Field) -> None:
    bond = field.do(acts.DeclineBond(stay=field.held().pk, why="A danger to others"))
    told = Paper.objects.get(form="i286", about=bond.pk).data
    assert told["custody"].endswith("no bond is set")
    assert not told["bond_amount"]


def judged(outcome: str) -> acts.RedetermineByJudge:
    amount = Decimal(3000) if outcome == "bond" else None
    said = {"court": "Pearsall", "judge": "R. Alvarez", "says": "No danger to anybody"}
    return acts.RedetermineByJudge(outcome=outcome, amount=amount, **said)


@pytest.mark.parametrize("outcome", ["release", "bond"])
def test_no_officer_decides_against_a_judge_who_let_the_person_go(field: Field, outcome: str) -> None:
    stay = field.held()
    made = field.do(determine(stay, decision="hold"))
    field.do(judged(outcome), made)
    with pytest.raises(GuardRefused, match="only a judge or the Board"):
        field.do(determine(stay, decision="hold"))
    made.refresh_from_db()
    assert (made.state, made.decision) == ("redetermined", outcome), "the judge's decision stands"
    final = determine(stay, under="detain.order", decision="hold")
    assert field.do(final).state == "made", "a final order is another ground to hold, and no judge has decided on it"


def test_what_the_judge_takes_back_an_officer_decides_anew(field: Field) -> None:
    stay = field.held()
    made = field.do(determine(stay, decision="hold"))
    field.do(judged("release"), made)
    field.do(judged("upheld"), made)
    assert field.do(determine(stay, decision="hold")).state == "made"


def test_no_officer_cancels_a_judges_bond_while_the_person_is_held(field: Field) -> None:
    stay = field.held()
    bond = field.do(judge_sets(2500, stay.pk))
    with pytest.raises(GuardRefused, match="only a judge or the Board"):
        field.do(acts.CancelBond(why="It is too low by far"), bond)
    assert field.do(post(), bond).state == "posted"
    assert field.do(acts.CancelBond(why="He came to every hearing"), bond).state == "cancelled"


def test_a_bond_that_the_board_took_back_is_cancelled_and_says_who_did(field: Field) -> None:
    bond = field.do(judge_sets(2500, field.held().pk))
    ended = field.do(acts.CancelBond(why="Appeal sustained", taken_back_by="Board, 12 May 2027"), bond)
    assert ended.state == "cancelled"
