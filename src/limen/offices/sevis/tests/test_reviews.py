"""A sponsor asks review officers to look at a decision to sanction it: what is stayed, and what comes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.core.ledger.chain import personal_of
from limen.core.ledger.models import Entry
from limen.kernel import BadInput, GuardRefused
from limen.offices.sevis import acts
from limen.offices.sevis.models import SanctionReview, Sponsor
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.test_sponsors import live, rule

SAYS = "Two visitors were left without housing for a week."
OFFICERS = "A. One, Consular Affairs\nB. Two, Legal Adviser\n\nC. Three, Public Diplomacy"
STATEMENT = acts.FileReviewStatement(says="The housing was found the same evening, as the receipts show.")
REVOCATION = acts.ServeSanction(kind="revocation", grounds=["violation"], says=SAYS)


def at_noon(day: str) -> Any:
    return time_machine.travel(f"{day}T15:00:00+00:00", tick=False)


def upheld(at: Campuses, served: Any = REVOCATION) -> Sponsor:
    """Return a sponsor whose revocation, served on 31 August, was upheld on 10 September 2026."""
    with at_noon("2026-08-31"):
        at.govern(served, at.sponsor)
        at.sponsored(acts.OpposeSanction(says="Both were housed on the second day."), at.sponsor)
    with at_noon("2026-09-10"):
        sponsor: Sponsor = at.govern(acts.UpholdSanction(says="The grounds are proved."), at.sponsor)
    return sponsor


def reviewed(at: Campuses) -> SanctionReview:
    return SanctionReview.objects.get(sanction__sponsor=at.sponsor)


def due(sponsor: Sponsor, key: str) -> date:
    clock = RunningClock.objects.get(subject=sponsor.pk, key=key, closed_at=None)
    return clock.due_at.astimezone(sponsor.place.zone).date()


def under_review(at: Campuses) -> Sponsor:
    upheld(at)
    with at_noon("2026-09-14"):
        at.sponsored(acts.RequestReview(says="The housing was found within a day."), at.sponsor)
    with at_noon("2026-09-21"):
        sponsor: Sponsor = at.govern(acts.NameReviewPanel(officers=OFFICERS), at.sponsor)
    return sponsor


def test_days_to_oppose_count_no_weekend_and_no_holiday(at: Campuses) -> None:
    with at_noon("2026-12-24"):
        at.govern(REVOCATION, at.sponsor)
    assert at.sponsor.sanctions.get().oppose_by == date(2027, 1, 11)
    assert due(at.sponsor, "sevis.sanction_oppose") == date(2027, 1, 11)
    with at_noon("2027-01-11"):
        at.sponsored(acts.OpposeSanction(says="Both were housed on the second day."), at.sponsor)


def test_notice_of_a_revocation_that_would_end_on_a_sunday_ends_on_the_business_day_after(at: Campuses) -> None:
    with at_noon("2026-09-11"):
        at.govern(REVOCATION, at.sponsor)
    # the thirtieth day is Sunday the 11th, the 12th a holiday
    assert at.sponsor.sanctions.get().effective_on == date(2026, 10, 13)


def test_a_revocation_that_is_upheld_waits_for_the_days_in_which_review_may_be_asked(at: Campuses) -> None:
    sponsor = upheld(at)
    assert (sponsor.state, at.sponsor.sanctions.get().review_by) == ("designated", date(2026, 9, 24))
    assert due(sponsor, "sevis.review_ask") == date(2026, 9, 24)
    with at_noon("2026-09-24"), pytest.raises(GuardRefused) as refused:
        at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor)
    assert rule(refused) == "sevis.notice_runs"
    with at_noon("2026-09-30"):
        assert at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor).state == "revoked"


def test_nothing_is_revoked_that_was_not_upheld(at: Campuses) -> None:
    at.govern(REVOCATION, at.sponsor)
    with at_noon("2026-11-02"), pytest.raises(GuardRefused, match="Uphold it first"):
        at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor)


def test_a_late_decision_gives_the_days_of_review_all_the_same(at: Campuses) -> None:
    at.govern(REVOCATION, at.sponsor)
    with at_noon("2026-11-02"):
        at.govern(acts.UpholdSanction(says="The grounds are proved."), at.sponsor)
        with pytest.raises(GuardRefused) as refused:
            at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor)
        assert rule(refused) == "sevis.review_awaited"
        at.sponsored(acts.DeclineReview(why="The programme ends anyway"), at.sponsor)
        assert at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor).state == "revoked"


def test_review_stays_a_revocation_until_it_is_affirmed(at: Campuses) -> None:
    sponsor = under_review(at)
    assert reviewed(at).officers.count("\n") == 2
    assert due(sponsor, "sevis.review_statement") == date(2026, 10, 6)
    with at_noon("2026-10-05"):
        with pytest.raises(GuardRefused) as refused:
            at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor)
        assert rule(refused) == "sevis.review_stays"
        with pytest.raises(GuardRefused) as refused:
            at.govern(acts.DecideReview(outcome="affirmed", says="The grounds are proved."), at.sponsor)
        assert rule(refused) == "sevis.review_statement_awaited"
        at.sponsored(STATEMENT, at.sponsor)
        assert {"sevis.review_answer"} <= live(sponsor)
        assert "sevis.review_decide" not in live(sponsor)
    with at_noon("2026-10-15"):
        at.govern(acts.AnswerReviewStatement(says="The city found it, not the sponsor."), at.sponsor)
        assert due(sponsor, "sevis.review_decide") == date(2026, 11, 16)
    with at_noon("2026-10-20"):
        at.govern(acts.HoldReviewMeeting(held_on=date(2026, 10, 20)), at.sponsor)
        assert due(sponsor, "sevis.review_decide") == date(2026, 11, 19)
    with at_noon("2026-11-10"):
        at.govern(acts.DecideReview(outcome="affirmed", says="The grounds are proved."), at.sponsor)
        revoked = at.govern(acts.RevokeSponsor(says="As the review officers decided."), at.sponsor)
    assert (revoked.state, revoked.ended_on) == ("revoked", date(2026, 11, 10))
    assert not {key for key in live(sponsor) if "review" in key}


def test_a_reversed_decision_ends_the_sanction(at: Campuses) -> None:
    sponsor = under_review(at)
    with at_noon("2026-10-07"):
        with pytest.raises(GuardRefused) as refused:
            at.sponsored(STATEMENT, at.sponsor)
        assert rule(refused) == "sevis.review_statement_late"
        at.govern(acts.DecideReview(outcome="reversed", says="The housing was found in time."), at.sponsor)
        assert at.sponsor.sanctions.get().outcome == "reversed"
        assert "sevis.revocation" not in live(sponsor)
        with pytest.raises(GuardRefused):
            at.govern(acts.RevokeSponsor(says="The grounds stand."), at.sponsor)
        at.govern(acts.ServeSanction(kind="reprimand", grounds=["pattern"], says=SAYS), at.sponsor)
    assert sponsor.state == "designated"


def test_a_modified_decision_says_which_lesser_sanction_stands_instead(at: Campuses) -> None:
    sponsor = under_review(at)
    said = "Fewer visitors are enough here."
    wrong: list[dict[str, Any]] = [
        {"outcome": "modified"},
        {"outcome": "affirmed", "instead": "probation"},
        {"outcome": "modified", "instead": "reduction"},
        {"outcome": "modified", "instead": "probation", "percent": 10},
        {"outcome": "modified", "instead": "probation", "until": date(2026, 12, 1)},
    ]
    with at_noon("2026-10-07"):
        for fields in wrong:
            with pytest.raises(BadInput):
                at.govern(acts.DecideReview(**fields, says=said), at.sponsor)
        sponsor = at.govern(
            acts.DecideReview(outcome="modified", instead="reduction", percent=15, says=said), at.sponsor
        )
    assert (reviewed(at).instead, at.sponsor.sanctions.get().outcome) == ("reduction", "modified")
    assert (sponsor.state, sponsor.forms_allotted) == ("designated", 85)
    assert "sevis.revocation" not in live(sponsor)


def test_a_suspension_that_is_modified_ends_earlier(at: Campuses) -> None:
    suspended(at)
    with at_noon("2026-09-16"):
        at.govern(acts.NameReviewPanel(officers=OFFICERS), at.sponsor)
        at.sponsored(STATEMENT, at.sponsor)
        with pytest.raises(GuardRefused, match="Lift the suspension"):
            at.govern(acts.DecideReview(outcome="reversed", says="The danger was over."), at.sponsor)
        with pytest.raises(BadInput):
            at.govern(
                acts.DecideReview(outcome="modified", until=date(2026, 12, 1), says="A month is enough for this."),
                at.sponsor,
            )
        sponsor = at.govern(
            acts.DecideReview(outcome="modified", until=date(2026, 9, 30), says="A month is enough for this."),
            at.sponsor,
        )
    assert (sponsor.state, sponsor.suspended_until) == ("suspended", date(2026, 9, 30))
    assert due(sponsor, "sevis.suspension") == date(2026, 9, 30)


def suspended(at: Campuses) -> Sponsor:
    """Return a sponsor that is suspended until 30 November 2026 and asked for review on 2 September."""
    with at_noon("2026-08-31"):
        at.govern(acts.SuspendSponsor(grounds=["danger"], says=SAYS, until=date(2026, 11, 30)), at.sponsor)
        assert at.sponsor.sanctions.get().oppose_by == date(2026, 9, 8)
        at.sponsored(acts.OpposeSanction(says="Both were housed on the second day."), at.sponsor)
    with at_noon("2026-09-02"):
        at.govern(acts.UpholdSanction(says="The danger is not over."), at.sponsor)
        sponsor: Sponsor = at.sponsored(acts.RequestReview(says="The housing was found within a day."), at.sponsor)
    return sponsor


def test_review_of_a_suspension_does_not_stay_it(at: Campuses) -> None:
    assert suspended(at).state == "suspended"
    with at_noon("2026-09-03"):
        at.govern(REVOCATION, at.sponsor)


def test_of_a_lesser_sanction_no_review_is_asked(at: Campuses) -> None:
    upheld(at, acts.ServeSanction(kind="reprimand", grounds=["pattern"], says=SAYS))
    with pytest.raises(GuardRefused):
        at.sponsored(acts.RequestReview(says="The housing was found within a day."), at.sponsor)


def test_review_is_asked_once_and_in_time_and_heard_by_as_many_as_the_rule_says(at: Campuses) -> None:
    upheld(at)
    with at_noon("2026-09-25"), pytest.raises(GuardRefused) as refused:
        at.sponsored(acts.RequestReview(says="The housing was found within a day."), at.sponsor)
    assert rule(refused) == "sevis.review_late"
    with at_noon("2026-09-24"):
        at.sponsored(acts.RequestReview(says="The housing was found within a day."), at.sponsor)
        with pytest.raises(GuardRefused):
            at.sponsored(acts.RequestReview(says="The housing was found within a day."), at.sponsor)
        with pytest.raises(BadInput):
            at.govern(acts.NameReviewPanel(officers="A. One, Consular Affairs"), at.sponsor)


def test_a_sanction_that_is_dropped_under_review_leaves_nothing_to_decide(at: Campuses) -> None:
    sponsor = under_review(at)
    with at_noon("2026-09-28"):
        at.govern(acts.DropSanction(says="Both were housed in time."), at.sponsor)
        assert not {key for key in live(sponsor) if "review" in key}
        with pytest.raises(GuardRefused):
            at.sponsored(STATEMENT, at.sponsor)


def test_what_is_said_in_a_review_and_who_hears_it_can_be_erased_from_the_ledger(at: Campuses) -> None:
    under_review(at)
    with at_noon("2026-09-28"):
        at.sponsored(STATEMENT, at.sponsor)
    for key, said in (("sevis.name_review_panel", "Legal Adviser"), ("sevis.file_review_statement", "receipts")):
        entry = Entry.objects.get(act=key)
        assert said not in entry.body
        assert said in str(personal_of(entry))
