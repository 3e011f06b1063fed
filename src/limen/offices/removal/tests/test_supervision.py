"""Supervision, reviews after the order, habeas: nobody is free and held at once, and every look is in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.clocks.models import RunningClock
from limen.core.custody.acts import Release
from limen.core.custody.models import OPEN, Stay
from limen.core.documents.models import Paper
from limen.core.lawbook import lawbook
from limen.kernel import BadInput, GuardRefused, LimenError, NotPermitted
from limen.offices.removal import acts
from limen.offices.removal.gate import gate
from limen.offices.removal.models import Review, Supervision
from limen.offices.removal.tests import case_scenes
from limen.offices.removal.tests.custody_scenes import HOME, WHY, Field, due, in_days, supervision
from limen.offices.removal.upkeep import decisions as custody_upkeep
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db
HQ = "supervisor"
TOLD = acts.NotifyReview(how="in person", language="es")


@pytest.fixture
def field(service: Service) -> Field:
    return Field(service)


def later(**how: int) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**how))


def upkeep() -> list[str]:
    done = []
    for act, record in list(custody_upkeep.due(timezone.now())):
        setup(act, record)
        done.append(act.declaration.key)
    return done


# Supervision


def test_a_person_released_on_recognizance_reports_and_the_next_report_falls_due(field: Field) -> None:
    stay = field.held()
    made = field.do(supervision(field, stay.person, "recognizance"))
    stay.refresh_from_db()
    assert (stay.state, stay.way, stay.reason) == ("released", "recognizance", "OREC")
    assert Paper.objects.get(form="i220a").about == made.pk
    assert made.next_on == date(2026, 12, 25)
    assert "removal.check_in" in due(stay.person)
    with later(days=20):
        made = field.do(acts.ReportIn(how="in person"), made)
        clock = RunningClock.objects.get(key="removal.check_in", person=stay.person, state="running")
        assert made.next_on == clock.due_at.astimezone(field.office.zone).date() == date(2027, 1, 14)


def test_an_order_of_supervision_names_the_order_of_removal_it_follows(field: Field) -> None:
    stay = field.held("detain.beyond")
    with pytest.raises(BadInput, match="follows an order of removal"):
        field.do(supervision(field, stay.person, ordered_on=None))
    made = field.do(supervision(field, stay.person))
    assert (made.state, made.citation) == ("active", "8 U.S.C. 1231(a)(3); 8 CFR 241.5, 241.13(h)")
    assert Paper.objects.get(form="i220b").data["order_on"] == "2026-08-03"


def test_a_report_later_than_the_law_allows_is_not_set(field: Field) -> None:
    stay = field.held()
    with pytest.raises(BadInput, match="by 2026-12-25"):
        field.do(supervision(field, stay.person, "recognizance", next_on=date(2026, 12, 26)))
    made = field.do(supervision(field, stay.person, "recognizance", next_on=date(2026, 12, 2)))
    assert made.next_on == date(2026, 12, 2)


def test_who_the_law_holds_is_not_let_go_on_recognizance(field: Field) -> None:
    stay = field.held("detain.criminal")
    with pytest.raises(GuardRefused, match="not open to a person held"):
        field.do(supervision(field, stay.person, "recognizance"))


def test_a_missed_report_is_kept_once_and_only_when_it_was_due(field: Field) -> None:
    made = field.supervised()
    with pytest.raises(GuardRefused, match="not due yet"):
        field.do(acts.MissReport(), made)
    with later(days=31):
        made = field.do(acts.MissReport(note="The telephone is cut off"), made)
        assert [row.kept for row in made.check_ins.all()] == [False]
        with pytest.raises(GuardRefused, match="recorded already"):
            field.do(acts.MissReport(), made)


def test_a_person_who_broke_a_condition_is_taken_back_and_the_release_reviewed(field: Field) -> None:
    made = field.supervised()
    made = field.do(acts.Violate(why="Left the state without leave"), made)
    taken = field.do(acts.Retake(why="Left the state without leave"), made)
    stay = Stay.objects.get(person=made.person, state__in=OPEN)
    assert (taken.state, stay.authority, stay.subject) == ("retaken", "detain.beyond", made.pk)
    review = Review.objects.get(stay=stay)
    assert (review.kind, review.state) == ("revoked", "opened")
    assert {"removal.review_revoked", "removal.revoked_interview"} <= due(made.person)
    assert "removal.check_in" not in due(made.person)


def test_a_person_taken_back_within_the_removal_period_is_held_in_it(field: Field) -> None:
    made = field.supervised()
    field.marked(made, "removal.order_final")
    field.do(acts.Retake(why="A travel document has come"), made)
    assert Stay.objects.get(person=made.person, state__in=OPEN).authority == "detain.order"


def test_supervision_is_forgiven_changed_and_ended(field: Field) -> None:
    made = field.do(acts.Violate(why="Came late twice"), field.supervised())
    made = field.do(acts.Forgive(why="The bus had broken down"), made)
    made = field.do(acts.ChangeConditions(conditions="Report by telephone", telephone="210 555 0100"), made)
    assert (made.state, made.conditions, made.address) == ("active", ["Report by telephone"], HOME)
    told = Paper.objects.filter(about=made.pk).order_by("created_at", "pk")
    assert [row.data["conditions"] for row in told][-1] == ["Report by telephone"], "on paper, as they now are"
    assert len({row.form for row in told}) == 1
    made = field.do(acts.EndSupervision(why="Relief was granted"), made)
    assert (made.state, made.next_on) == ("ended", None)
    assert "removal.check_in" not in due(made.person)


STEPS = st.lists(
    st.sampled_from(("supervise", "recognizance", "alternative", "report", "violate", "retake", "end", "book")),
    max_size=14,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, under=st.sampled_from(("detain.proceedings", "detain.beyond", "detain.criminal")))
def test_whatever_is_done_nobody_is_supervised_and_held_at_once(field: Field, steps: list[str], under: str) -> None:
    from limen.core.custody.acts import BookIn

    person = field.service.person(surname=f"Case {Stay.objects.count()} {timezone.now().timestamp()}")
    field.held(under, person)
    plain = {
        "report": acts.ReportIn(how="telephone"),
        "violate": acts.Violate(why="Did not come"),
        "retake": acts.Retake(why="Did not come"),
        "end": acts.EndSupervision(why="Relief was granted"),
    }
    for step in steps:
        on = Supervision.objects.filter(person=person).order_by("-began_at", "-pk").first()
        try:
            if step == "book":
                field.do(BookIn(), Stay.objects.filter(person=person).order_by("-began_at", "-pk").first())
            elif step in plain and on is not None:
                field.do(plain[step], on)
            elif step not in plain:
                kind = "supervision" if step == "supervise" else step
                field.do(supervision(field, person, kind))
        except LimenError:
            pass
        stays = Stay.objects.filter(person=person)
        live = Supervision.objects.filter(person=person, state__in=("active", "violated"))
        assert not (live.exists() and stays.filter(state__in=OPEN).exists())
        assert not stays.exclude(state__in=OPEN).filter(ended_at=None).exists()
        assert not stays.exclude(state__in=OPEN).filter(stints__until=None).exists()
        if live.exists():
            assert "removal.check_in" in due(person)


def test_the_supervision_of_somebody_who_has_left_is_ended_by_the_sweep(field: Field) -> None:
    made = field.supervised()
    case = case_scenes.final(field.service, made.person)
    setup(acts.CaseRemoved(), case)
    assert upkeep() == ["removal.lapse_supervision"]
    made.refresh_from_db()
    assert made.state == "ended"
    assert "removal.check_in" not in due(made.person)


# Reviews


def ordered(field: Field) -> Stay:
    """Return somebody held whose order of removal is final today."""
    stay = field.held("detain.order")
    field.marked(stay, "removal.order_final")
    return stay


def test_the_review_before_the_period_ends_is_opened_in_good_time_and_told(field: Field) -> None:
    stay = ordered(field)
    assert upkeep() == []
    with later(days=61):
        assert upkeep() == ["removal.begin_review"]
        assert upkeep() == []
        review = Review.objects.get(stay=stay)
        assert (review.kind, review.due_on) == ("ninety", date(2027, 2, 23))
        field.do(TOLD, review)
        assert "removal.review_notice" not in due(stay.person)
        paper = Paper.objects.get(form="custody_review_notice")
        assert (paper.state, paper.served_how) == ("served", "in person")


def decide(**more: Any) -> acts.ContinueDetention:
    return acts.ContinueDetention(**{"why": "A violent record, and no plan of release.", **more})


def test_detention_goes_on_and_headquarters_looks_after_three_months_and_then_yearly(field: Field) -> None:
    stay = ordered(field)
    with later(days=80):
        review = field.do(acts.OpenReview(stay=stay.pk, kind="ninety"))
        with pytest.raises(GuardRefused, match="Tell the person"):
            field.do(decide(), review, role=HQ)
        review = field.do(TOLD, review)
        assert field.do(decide(), review, role=HQ).state == "continued"
        told = Paper.objects.get(form="custody_review_decision")
        assert (told.state, told.data["decision"]) == ("served", "You are held further.")
        assert (told.data["reasons"], told.data["next_review"]) == ([decide().why], "2027-05-13")
        stay.refresh_from_db()
        assert stay.authority == "detain.beyond"
        assert "removal.review_90" not in due(stay.person)
        assert "removal.review_180" in due(stay.person)
    with later(days=140):
        assert upkeep() == ["removal.begin_review"]
        review = field.do(TOLD, Review.objects.get(stay=stay, state="opened"))
        assert review.kind == "one_eighty"
        field.do(decide(), review, role=HQ)
        assert "removal.review_180" not in due(stay.person)
        assert "removal.review_yearly" in due(stay.person)


def test_only_a_supervisor_decides_a_review(field: Field) -> None:
    review = field.do(TOLD, field.do(acts.OpenReview(stay=ordered(field).pk, kind="ninety")))
    with pytest.raises(NotPermitted):
        field.do(decide(), review)


def test_a_person_released_on_review_is_supervised_and_no_review_is_due(field: Field) -> None:
    stay = ordered(field)
    review = field.do(acts.OpenReview(stay=stay.pk, kind="ninety"))
    plan = acts.PlanRelease(sponsor="Rosa Ixcoy", relation="Sister", address=HOME, work="A bakery", checked=True)
    review = field.do(plan, review)
    assert review.plans.get().sponsor == "Rosa Ixcoy"
    act = acts.ReleaseOnReview(
        why="No danger to anybody, and a sponsor.",
        address=HOME,
        office=field.office.pk,
        conditions="Report as told",
        ordered_on=date(2026, 11, 25),
    )
    assert field.do(act, review, role=HQ).state == "released"
    stay.refresh_from_db()
    assert (stay.state, stay.way) == ("released", "supervision")
    assert Supervision.objects.get(person=stay.person).kind == "supervision"
    assert not {key for key in due(stay.person) if key.startswith("removal.review")}


def test_a_request_to_find_removal_unlikely_is_acknowledged_and_answered(field: Field) -> None:
    stay = ordered(field)
    with later(days=185):
        asked = acts.OpenReview(stay=stay.pk, kind="likelihood", asked="No consulate answers for my country.")
        review = field.do(asked)
        assert "removal.likelihood_answer" in due(stay.person)
        field.do(acts.AcknowledgeReview(), review)
        assert "removal.likelihood_answer" not in due(stay.person)
        assert "removal.likelihood_decision" in due(stay.person), "what was acknowledged is still to be decided"
        answered = field.do(decide(why="The consulate promised a document this month."), review, role=HQ)
        assert answered.state == "continued"
        assert not {"removal.likelihood_decision", "removal.six_months"} & due(stay.person)


def test_as_six_months_run_out_the_service_itself_asks_whether_removal_is_likely_once(field: Field) -> None:
    stay = ordered(field)
    with later(days=155):
        assert upkeep().count("removal.begin_review") == 2
        review = Review.objects.get(stay=stay, kind="likelihood")
        assert review.due_on == date(2027, 5, 25)
        review = field.do(TOLD, review)
        field.do(decide(why="The consulate promised a document this month."), review, role=HQ)
        assert upkeep() == []
        assert "removal.six_months" not in due(stay.person), "it was weighed in time, and nothing is breached"


def test_what_is_decided_early_leaves_the_six_months_to_be_weighed(field: Field) -> None:
    stay = ordered(field)
    with later(days=40):
        review = field.do(acts.OpenReview(stay=stay.pk, kind="likelihood", asked="No consulate answers."))
        field.do(decide(), review, role=HQ)
        assert "removal.six_months" in due(stay.person)


def test_a_second_request_within_three_months_is_refused(field: Field) -> None:
    stay = ordered(field)
    ask = acts.OpenReview(stay=stay.pk, kind="request", asked="My mother is ill.")
    field.do(decide(), field.do(ask), role=HQ)
    with pytest.raises(GuardRefused, match="less than 3 months"):
        field.do(ask)
    with later(days=95):
        assert field.do(ask).state == "opened"


def test_no_such_review_before_an_order(field: Field) -> None:
    with pytest.raises(GuardRefused, match="follows an order of removal"):
        field.do(acts.OpenReview(stay=field.held().pk, kind="ninety"))


def test_after_a_revocation_the_person_is_heard_before_detention_goes_on(field: Field) -> None:
    made = field.do(acts.Retake(why="Did not report twice"), field.supervised())
    review = field.do(TOLD, Review.objects.get(person=made.person))
    with pytest.raises(GuardRefused, match="Hear the person first"):
        field.do(decide(), review, role=HQ)
    review = field.do(acts.InterviewForReview(says="Was in hospital that week"), review)
    assert "removal.revoked_interview" not in due(made.person)
    assert field.do(decide(), review, role=HQ).state == "continued"
    assert "removal.review_yearly" in due(made.person)


def test_the_review_of_somebody_gone_is_closed_by_the_sweep(field: Field) -> None:
    stay = ordered(field)
    review = field.do(acts.OpenReview(stay=stay.pk, kind="ninety"))
    field.do(Release(way="court"), stay)
    assert upkeep() == ["removal.lapse_review"]
    review.refresh_from_db()
    assert review.state == "lapsed"


# Habeas


def petition(field: Field, stay: Stay) -> Any:
    act = acts.FileHabeas(stay=stay.pk, court="W.D. Texas", number="5:26-cv-101", filed_on=in_days(-2))
    return field.do(act)


def test_a_court_orders_cause_shown_and_denies_the_petition(field: Field) -> None:
    stay = field.held()
    record = field.do(acts.OrderToShowCause(judge="J. Reyes"), petition(field, stay))
    assert "custody.habeas_return" in due(stay.person)
    record = field.do(acts.FileReturn(), record)
    assert "custody.habeas_return" not in due(stay.person)
    assert field.do(acts.DenyHabeas(judge="J. Reyes", says="Lawfully held"), record).state == "denied"
    stay.refresh_from_db()
    assert stay.state == "held"


def test_the_writ_opens_what_the_law_itself_had_closed(field: Field) -> None:
    stay = field.held("detain.criminal")
    granted = field.do(acts.ReleaseByCourt(judge="J. Reyes", says="Release today"), petition(field, stay))
    stay.refresh_from_db()
    assert (granted.state, stay.state, stay.way) == ("granted", "released", "court")


def test_a_courts_stay_stops_the_removal_period_and_nobody_removes_the_person(field: Field) -> None:
    stay = ordered(field)
    record = field.do(acts.StayRemoval(says="Not to be removed meanwhile"), petition(field, stay))
    assert "removal.period" not in due(stay.person)
    assert "stay_court" in {row.kind for row in barriers(stay)}
    with pytest.raises(GuardRefused, match="already"):
        field.do(acts.StayRemoval(says="Not to be removed meanwhile"), record)
    record = field.do(acts.EndStay(why="The petition is decided"), record)
    assert "stay_court" not in {row.kind for row in barriers(stay)}
    with pytest.raises(GuardRefused, match="stayed nothing"):
        field.do(acts.EndStay(why="The petition is decided"), record)
    assert field.do(acts.WithdrawHabeas(says=WHY), record).state == "withdrawn"


def barriers(stay: Stay) -> Any:
    return gate(stay.person_id, "GTM", timezone.now().date(), lawbook())
