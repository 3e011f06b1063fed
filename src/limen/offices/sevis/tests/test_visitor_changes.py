"""What happens to an exchange visitor while the programme lasts, and how it ends."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from limen.core.clocks.models import RunningClock
from limen.core.documents.models import Paper
from limen.kernel import GuardRefused, WrongState
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds, USAddress
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.tests.visitor_scenes import LABORATORY, Programme, creating, programme
from limen.offices.sevis.upkeep import visitors as upkeep
from tests.factories import open_service

WHY = "The experiment is not complete."


@pytest.fixture
def at(db: None, morning: Any) -> Programme:
    """Make a sponsor with its responsible officer."""
    return programme(open_service())


def slug_of(refused: pytest.ExceptionInfo[GuardRefused]) -> str:
    return refused.value.problems[0].rule


def on(day: str) -> Any:
    return time_machine.travel(f"{day}T15:00:00+00:00", tick=False)


def swept(at: Programme, day: str) -> list[str]:
    """Do what time asks for on a day; return what was done."""
    with on(day):
        due = list(upkeep.due(datetime.now(UTC)))
        for act, record in due:
            at.time(act, record)
    return [act.declaration.verb for act, _ in due]


def test_an_extension_stays_within_the_longest_time_of_the_category(at: Programme) -> None:
    visitor = at.do(acts.ExtendVisitor(new_end=date(2031, 8, 31), remarks=WHY), at.active())
    assert visitor.ends == date(2031, 8, 31)
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.ExtendVisitor(new_end=date(2031, 9, 1)), visitor)
    assert slug_of(refused) == "sevis.extension_beyond"
    assert refused.value.citation == "22 CFR 62.20(i)(1)"


def test_beyond_it_the_department_permits_and_the_sponsor_extends(at: Programme) -> None:
    visitor = at.active(ends=date(2031, 8, 31))
    asked = at.do(acts.AskPermission(kind="extension", until=date(2032, 2, 28), reason=WHY), visitor)
    with pytest.raises(GuardRefused):
        at.do(acts.ExtendVisitor(new_end=date(2032, 2, 28)), asked)
    at.decide(acts.GrantPermission(kind="extension", reason="A federal laboratory."), asked)
    assert at.do(acts.ExtendVisitor(new_end=date(2032, 2, 28)), visitor).ends == date(2032, 2, 28)
    assert visitor.permissions.get().used_on == date(2026, 8, 31)


def test_summer_work_and_travel_is_not_extended(at: Programme) -> None:
    visitor = at.active(category="12", ends=date(2026, 11, 30))
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.ExtendVisitor(new_end=date(2026, 12, 15)), visitor)
    assert slug_of(refused) == "sevis.not_extendable"


def test_a_start_moves_until_the_visitor_has_begun(at: Programme) -> None:
    visitor = at.do(acts.AmendProgram(starts=date(2026, 10, 1), ends=date(2027, 9, 30)), at.initial())
    assert (visitor.starts, visitor.counted_from) == (date(2026, 10, 1), date(2026, 10, 1))
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.AmendProgram(starts=date(2026, 9, 15), ends=date(2027, 9, 30)), at.active(surname="Wrona"))
    assert slug_of(refused) == "sevis.start_fixed"


def test_a_student_goes_on_to_a_degree(at: Programme) -> None:
    visitor = at.do(acts.Matriculate(new_end=date(2030, 5, 31), code="B"), at.active(category="1F"))
    assert (visitor.category, visitor.ends, visitor.matriculated) == ("1C", date(2030, 5, 31), "B")
    assert visitor.periods.get().category == "1F"
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.Matriculate(new_end=date(2030, 5, 31), code="B"), at.active(surname="Wrona"))
    assert slug_of(refused) == "sevis.matriculate_student"


def test_money_of_a_government_makes_presence_at_home_owed(at: Programme) -> None:
    visitor = at.active()
    assert visitor.residence_rule == "not"
    visitor = at.do(acts.UpdateVisitorFinances(funds=Funds(home_government=9_000)), visitor)
    assert (visitor.residence_rule, visitor.residence_grounds) == ("subject", ["funded"])
    assert visitor.funds["sponsor"] == 42_000
    waived = acts.WaiveResidence(waived_on=date(2026, 8, 30), basis="no_objection", reason="Case 123")
    assert at.decide(waived, visitor).residence_rule == "waived"


def test_who_owes_presence_at_home_keeps_the_class(at: Programme) -> None:
    visitor = at.active(funds=Funds(us_government=True, sponsor=1))
    with pytest.raises(GuardRefused) as refused:
        at.decide(acts.StatusChanged(to="H-1B", granted_on=date(2026, 8, 31)), visitor)
    assert slug_of(refused) == "sevis.residence_owed"
    assert refused.value.citation == "8 U.S.C. 1182(e)"


def test_what_changes_of_the_person_is_another_claim_of_theirs(at: Programme) -> None:
    moved = USAddress(address1="9 Oak Street", city="Chicago", state="IL", postal_code="60615")
    act = acts.UpdateBiographical(surname="Nowak-Lis", us_address=moved, email="lis@example.org")
    visitor = at.do(act, at.active())
    assert visitor.person.surname == "Nowak-Lis"
    assert visitor.person.identities.count() == 2
    assert visitor.us_address["address1"] == "9 Oak Street"


def test_a_change_learned_of_runs_until_the_new_address_is_told(at: Programme) -> None:
    visitor = at.do(acts.NoteVisitorChange(what="address", since=date(2026, 8, 25)), at.active())
    clock = RunningClock.objects.get(key="sevis.visitor_address", subject=visitor.pk)
    assert clock.due_at.astimezone(at.sponsor.place.zone).date() == date(2026, 9, 4)
    told = USAddress(address1="9 Oak Street", city="Chicago", state="IL", postal_code="60615")
    at.do(acts.UpdateBiographical(us_address=told), visitor)
    clock.refresh_from_db()
    assert clock.state == "satisfied"


def test_a_site_is_added_and_made_the_primary_one(at: Programme) -> None:
    visitor = at.do(acts.AddSite(site=LABORATORY.model_copy(update={"name": "Fermilab", "primary": True})), at.active())
    assert [(site.number, site.name, site.primary) for site in visitor.sites.all()] == [
        ("2", "Fermilab", True),
        ("1", "Institute of Physics", False),
    ]
    visitor = at.do(acts.DeleteSite(number="1"), visitor)
    assert visitor.sites.filter(until=None).get().name == "Fermilab"
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.DeleteSite(number="2"), visitor)
    assert slug_of(refused) == "sevis.site_primary"


def test_a_site_is_known_by_its_name_when_no_number_is_given(at: Programme) -> None:
    act = acts.EditSite(name="institute of physics", new_name="Enrico Fermi Institute")
    assert at.do(act, at.active()).sites.get().name == "Enrico Fermi Institute"
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.EditSite(name="Argonne", new_name="x"), at.active(surname="Wrona"))
    assert slug_of(refused) == "sevis.site_unknown"


def test_time_starts_the_deadline_to_validate_and_lapses_who_did_not_come(at: Programme) -> None:
    visitor = at.initial()
    assert not RunningClock.objects.filter(key="sevis.validate").exists()
    assert swept(at, "2026-09-01") == ["note_visitor_start"]
    clock = RunningClock.objects.get(key="sevis.validate", subject=visitor.pk)
    assert clock.due_at.astimezone(at.sponsor.place.zone).date() == date(2026, 10, 1)
    assert swept(at, "2026-09-02") == []
    assert swept(at, "2026-10-02") == ["lapse_invalid"]
    visitor.refresh_from_db()
    assert visitor.state == "invalid"


def test_who_entered_and_was_not_validated_turns_to_no_show(at: Programme) -> None:
    visitor = at.time(acts.NoteVisitorTravel(what="admitted", on_day=date(2026, 8, 30)), at.initial())
    assert swept(at, "2026-10-02") == ["note_visitor_start", "lapse_no_show"]
    visitor.refresh_from_db()
    assert visitor.state == "no_show"


def test_time_warns_of_the_end_and_ends_the_programme(at: Programme) -> None:
    visitor = at.active()
    assert swept(at, "2027-06-02") == ["note_visitor_end"]
    assert swept(at, "2027-06-03") == []
    assert swept(at, "2027-09-01") == ["conclude_visitor"]
    visitor.refresh_from_db()
    assert (visitor.state, visitor.ended_on, visitor.grace_until) == ("inactive", date(2027, 8, 31), date(2027, 9, 30))
    clock = RunningClock.objects.get(key="sevis.depart_j")
    assert clock.due_at.astimezone(at.sponsor.place.zone).date() == date(2027, 9, 30)


def test_a_programme_is_shortened_and_ends_on_its_new_day(at: Programme) -> None:
    act = acts.ShortenVisitor(new_end=date(2026, 12, 15), reason="POCE", remarks="The work is done.")
    visitor = at.do(act, at.active())
    assert swept(at, "2026-12-16")[-1] == "conclude_visitor"
    visitor.refresh_from_db()
    assert (visitor.ended_on, visitor.end_reason) == (date(2026, 12, 15), "POCE")


def test_a_transfer_keeps_the_category_and_the_number(at: Programme) -> None:
    visitor = at.active()
    other = programme(at.service, "P-1-00003")
    at.do(acts.VisitorTransferOut(sponsor=other.sponsor.pk, effective_on=date(2026, 12, 1)), visitor)
    taking = acts.VisitorTransferIn(
        ends=date(2028, 8, 31), site=LABORATORY.model_copy(update={"name": "MIT"}), print_form=False
    )
    with pytest.raises(GuardRefused) as refused:
        other.do(taking, visitor)
    assert slug_of(refused) == "sevis.transfer_early"
    with on("2026-12-01"):
        moved = other.do(taking, visitor)
    assert (moved.sponsor, moved.state, moved.sevis_id) == (other.sponsor, "active", visitor.sevis_id)
    assert moved.counted_from == visitor.starts
    assert moved.sites.filter(until=None).get().name == "MIT"
    with pytest.raises(GuardRefused):
        at.do(acts.EndorseTravel(print_form=False), moved)


def test_nobody_transfers_into_a_category_the_other_sponsor_has_not(at: Programme) -> None:
    other = programme(at.service, "P-1-00003", ("09",))
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.VisitorTransferOut(sponsor=other.sponsor.pk, effective_on=date(2026, 12, 1)), at.active())
    assert slug_of(refused) == "sevis.transfer_category"


def test_a_category_changes_as_the_department_permits(at: Programme) -> None:
    visitor = at.active(category="09", ends=date(2027, 1, 31))
    change = acts.ChangeCategory(ends=date(2028, 8, 31), print_form=False)
    with pytest.raises(GuardRefused) as refused:
        at.do(change, visitor)
    assert slug_of(refused) == "sevis.category_unpermitted"
    at.do(acts.AskPermission(kind="category", category="08", reason=WHY), visitor)
    at.decide(acts.GrantPermission(kind="category", reason="Closely related."), visitor)
    visitor = at.do(change, visitor)
    assert (visitor.category, visitor.ends) == ("08", date(2028, 8, 31))


def test_a_category_refused_leaves_thirty_days(at: Programme) -> None:
    visitor = at.do(acts.AskPermission(kind="category", category="1C", reason=WHY), at.active())
    refused = at.decide(acts.RefusePermission(kind="category", reason="Not related."), visitor)
    assert refused.grace_until == date(2026, 9, 30)
    assert RunningClock.objects.filter(key="sevis.depart_category_denied").exists()


def test_a_minor_infraction_is_corrected_by_the_sponsor(at: Programme) -> None:
    visitor = at.active()
    swept(at, "2027-09-01")
    with on("2027-10-01"):
        visitor = at.do(acts.CorrectInfraction(kind="EXT", new_end=date(2028, 8, 31)), visitor)
    assert (visitor.state, visitor.ends, visitor.ended_on) == ("active", date(2028, 8, 31), None)


def test_after_a_hundred_and_twenty_days_the_department_reinstates(at: Programme) -> None:
    visitor = at.active()
    swept(at, "2027-09-01")
    correct = acts.CorrectInfraction(kind="EXT", new_end=date(2028, 8, 31))
    with on("2027-11-20"):
        at.sponsor.refresh_from_db()
    with on("2027-11-24"):
        late = at.do(acts.AskPermission(kind="reinstatement", reason=WHY), visitor)
    assert late.permissions.get().granted is None
    with on("2028-01-15"), pytest.raises(GuardRefused) as refused:
        at.do(correct, visitor)
    assert slug_of(refused) == "sevis.infraction_substantive"
    assert "62.45" in refused.value.citation
    with on("2028-01-16"):
        at.decide(acts.GrantPermission(kind="reinstatement", reason="Beyond the visitor's control."), visitor)
        assert at.do(correct, visitor).state == "active"


def test_who_was_terminated_asks_for_nothing(at: Programme) -> None:
    visitor = at.active(starts=date(2026, 8, 31))
    visitor = at.do(acts.TerminateVisitor(reason="ENGEMP", effective_on=date(2026, 8, 31)), visitor)
    for kind in ("reinstatement", "extension", "category"):
        with pytest.raises(WrongState):
            at.do(acts.AskPermission(kind=kind, until=date(2027, 12, 1), category="1F", reason=WHY), visitor)


def test_once_the_programme_has_ended_only_reinstatement_is_asked_for(at: Programme) -> None:
    visitor = at.active()
    swept(at, "2027-09-01")
    with on("2027-09-02"):
        for kind in ("extension", "category"):
            with pytest.raises(GuardRefused) as refused:
                at.do(acts.AskPermission(kind=kind, until=date(2032, 2, 28), category="1F", reason=WHY), visitor)
            assert slug_of(refused) == "sevis.programme_over"
        assert at.do(acts.AskPermission(kind="reinstatement", reason=WHY), visitor).permissions.exists()


def test_the_government_sets_right_what_was_ended_in_error(at: Programme) -> None:
    visitor = at.active(starts=date(2026, 8, 31))
    visitor = at.do(acts.TerminateVisitor(reason="DISCIP", effective_on=date(2026, 8, 31)), visitor)
    visitor = at.decide(acts.CorrectVisitorStatus(why="Another visitor of the same name."), visitor)
    assert (visitor.state, visitor.end_reason, visitor.grace_until) == ("active", "", None)


def test_travel_is_signed_for_a_year_and_no_longer_than_the_programme(at: Programme) -> None:
    visitor = at.do(acts.EndorseTravel(), at.active(ends=date(2027, 3, 31)))
    assert (visitor.travel_signed_on, visitor.travel_until) == (date(2026, 8, 31), date(2027, 3, 31))
    assert Paper.objects.get().data["endorsements"]


def test_a_fee_is_enough_for_the_category(at: Programme) -> None:
    visitor = at.initial()
    with pytest.raises(GuardRefused) as refused:
        at.do(acts.RecordVisitorFee(paid_on=date(2026, 7, 1), receipt="R123", amount=35), visitor)
    assert slug_of(refused) == "sevis.fee_short"
    visitor = at.do(acts.RecordVisitorFee(paid_on=date(2026, 7, 1), receipt="R123", amount=220), visitor)
    assert visitor.fee_paid_on == date(2026, 7, 1)


def test_a_scholar_comes_again_too_early_and_is_barred(at: Programme) -> None:
    visitor = at.active()
    swept(at, "2027-09-01")
    with on("2027-11-01"), pytest.raises(GuardRefused) as refused:
        at.initial(earlier_sevis_id=visitor.sevis_id, starts=date(2028, 1, 10), ends=date(2028, 12, 31))
    assert slug_of(refused) == "sevis.visitor_barred"
    assert refused.value.citation == "22 CFR 62.20(i)(2)"
    assert Visitor.objects.count() == 1


def test_a_certificate_says_for_what_it_is_issued(at: Programme) -> None:
    other = programme(at.service, "P-1-00003")

    def last() -> dict[str, Any]:
        return dict(Paper.objects.filter(form="ds2019").order_by("-created_at", "-pk")[0].data)

    def purpose() -> str:
        return str(last()["purpose"])

    visitor = at.do(creating(print_form=True))
    assert purpose() == "Begin a new programme"
    at.do(acts.ValidateVisitor(us_address=USAddress(address1="12 Elm Street", postal_code="60637")), visitor)
    at.do(acts.EndorseTravel(), visitor)
    assert purpose() == "Return from abroad during the programme"
    at.do(acts.ExtendVisitor(new_end=date(2028, 8, 31), print_form=True), visitor)
    assert purpose() == "Extend the programme"
    at.do(acts.ReprintDS2019(reason="12"), visitor)
    assert purpose() == "Replace a form"
    at.do(acts.VisitorTransferOut(sponsor=other.sponsor.pk, effective_on=date(2026, 8, 31)), visitor)
    other.do(acts.VisitorTransferIn(ends=date(2028, 8, 31), site=LABORATORY), visitor)
    assert purpose() == "Transfer to this programme"
    assert last()["fund_total"] == "45,000"
