"""Who may stop whom, why and until when: nominated by one officer, approved by another, reviewed or lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from limen.core.access.gate import NODE, SYSTEM
from limen.core.lookouts import acts, queries, upkeep
from limen.core.lookouts.models import Lookout
from limen.core.lookouts.parties import party_of
from limen.kernel import BadInput, GuardRefused, LimenError, NotPermitted, UnknownRecord, WrongState, perform
from tests.factories import Service
from tests.factories_lookouts import met

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
TODAY = date(2026, 11, 25)
WHY = "The court amended its warrant"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


KARL = {"surname": "Lindqvist", "given_names": "Karl", "birth": "1970-05-17"}


def nomination(**fields: Any) -> acts.Nominate:
    """Return a nomination by a court's warrant."""
    return acts.Nominate(
        **{
            "category": "wanted",
            "action": "refer",
            "basis": "Warrant of a district court",
            "surname": "Lindqvist",
            "given_names": "Karl",
            "birth": "1970",
            "review_by": TODAY + timedelta(days=90),
            **fields,
        }
    )


def in_force(service: Service, **fields: Any) -> Lookout:
    """Return a lookout nominated by secondary and approved by the supervisor."""
    record = service.do(nomination(**fields), role="secondary_officer")
    approved: Lookout = service.do(acts.Approve(), on=record, role="supervisor")
    return approved


def found(service: Service, surname: str = "Lindqvist", given_names: str = "Karl", **asked: Any) -> list[Any]:
    """Return the lookouts that screening finds on somebody today."""
    hits = queries.screen([met(surname=surname, given_names=given_names, **asked)], day=TODAY).hits[0]
    return [hit.lookout.pk for hit in hits]


def test_a_lookout_names_its_party_whole(service: Service) -> None:
    record = in_force(
        service,
        other_names=["Линдквист, Карл", "~ Kalle"],
        other_births=["1968/1972", "1971~"],
        nationality="SWE",
        other_nationalities=["NOR"],
        sex="M",
        document_number="SE4471120",
        document_issuer="SWE",
        other_numbers=["identity NOR 17057012345", "imo 9074729"],
    )
    party = party_of(record)
    assert [(name.said, name.weak) for name in party.names] == [
        ("Karl Lindqvist", False),
        ("Карл Линдквист", False),
        ("Kalle", True),
    ]
    assert party.births == ("1970", "1968/1972", "1971~")
    assert party.nationalities == ("SWE", "NOR")
    assert [(item.kind, item.issuer, item.value) for item in party.numbers] == [
        ("", "SWE", "SE4471120"),
        ("identity", "NOR", "17057012345"),
        ("imo", "", "9074729"),
    ]
    assert (record.surname, record.birth, record.document_folded) == ("Lindqvist", "1970", "SE4471120")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"surname": "", "given_names": "", "nationality": "SWE"}, "a nationality alone stops nobody"),
        ({"kind": "document"}, "gives its number"),
        ({"category": "missing", "action": "arrest"}, "asks for one of: protect, locate"),
        ({"review_by": TODAY - timedelta(days=1)}, "past"),
        ({"category": "customs", "review_by": TODAY + timedelta(days=91)}, "2027-02-23 at the latest"),
        ({"category": "gossip"}, "lookout_categories"),
        ({"other_nationalities": ["Sweden"]}, "icao_states"),
        ({"other_births": ["last spring"]}, "not a date of birth"),
        ({"other_births": ["1990/1980"]}, "not a date of birth"),
        ({"other_numbers": ["passport SWE --"]}, "not a number"),
    ],
)
def test_a_nomination_that_is_not_lawful_is_refused_in_words(
    service: Service, fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(LimenError, match=says):
        service.do(nomination(**fields), role="secondary_officer")
    assert not Lookout.objects.exists()


def test_a_category_may_stand_to_its_last_day_without_review(service: Service) -> None:
    record = in_force(service, category="customs", review_by=TODAY + timedelta(days=90))
    assert record.state == "active"


def test_nobody_approves_their_own(service: Service) -> None:
    record = service.do(nomination(), role="supervisor")
    with pytest.raises(GuardRefused, match="Nobody approves"):
        service.do(acts.Approve(), on=record, role="supervisor")
    assert not found(service, birth="1970-05-17")


def test_what_narrows_holds_at_once(service: Service) -> None:
    record = in_force(service, other_names=["Kalle Lind"])
    narrower = acts.Amend(add_births=["1970-05-17"], drop_births=["1970"], drop_names=["Lind Kalle"], reason=WHY)
    record = service.do(narrower, on=record, role="secondary_officer")
    assert not record.proposed
    assert party_of(record).births == ("1970-05-17",)
    assert [name.said for name in party_of(record).names] == ["Karl Lindqvist"]


@pytest.mark.parametrize(
    "change",
    [
        {"add_names": ["Berg, Olof"]},
        {"add_numbers": ["passport SWE 12345678"]},
        {"add_births": ["1980"]},
        {"drop_births": ["1970"]},
        {"action": "arrest"},
    ],
)
def test_what_widens_waits_for_a_second_person_and_stops_nobody_new(service: Service, change: dict[str, Any]) -> None:
    record = in_force(service)
    before = party_of(record), record.action
    record = service.do(acts.Amend(**change, reason=WHY), on=record, role="secondary_officer")
    assert (party_of(record), record.action) == before
    assert record.state == "active"
    assert found(service, birth="1970-05-17") == [record.pk]
    with pytest.raises(NotPermitted):
        service.do(acts.ApproveChange(), on=record, role="secondary_officer")
    record = service.do(acts.ApproveChange(), on=record, role="supervisor")
    assert (party_of(record), record.action) != before
    assert not record.proposed


def test_what_is_taken_away_while_a_change_waits_is_not_brought_back_by_it(service: Service) -> None:
    record = in_force(service, other_names=["Lind, Karl"])
    record = service.do(acts.Amend(add_names=["Berg, Olof"], reason=WHY), on=record, role="secondary_officer")
    narrowing = acts.Amend(drop_names=["Lind, Karl"], caveats="He limps", reason=WHY)
    record = service.do(narrowing, on=record, role="secondary_officer")
    assert [name.said for name in party_of(record).names] == ["Karl Lindqvist"]
    record = service.do(acts.ApproveChange(), on=record, role="supervisor")
    assert [name.said for name in party_of(record).names] == ["Karl Lindqvist", "Olof Berg"]
    assert record.caveats == "He limps"


def test_who_proposed_a_change_does_not_approve_it_and_a_rejected_one_changes_nothing(service: Service) -> None:
    record = in_force(service)
    record = service.do(acts.Amend(add_names=["Berg, Olof"], reason=WHY), on=record, role="supervisor")
    with pytest.raises(GuardRefused, match="Nobody approves a change they proposed"):
        service.do(acts.ApproveChange(), on=record, role="supervisor")
    with pytest.raises(GuardRefused, match="A change waits"):
        service.do(acts.Amend(add_names=["Ek, Ulf"], reason=WHY), on=record, role="secondary_officer")
    record = service.do(acts.RejectChange(reason="The name is another man's"), on=record, role="supervisor")
    assert [name.said for name in party_of(record).names] == ["Karl Lindqvist"]
    with pytest.raises(GuardRefused, match="No change waits"):
        service.do(acts.ApproveChange(), on=record, role="supervisor")


def test_an_amended_nomination_is_its_amenders_own(service: Service) -> None:
    record = service.do(nomination(), role="secondary_officer")
    record = service.do(acts.Amend(add_names=["Berg, Olof"], reason=WHY), on=record, role="supervisor")
    assert len(party_of(record).names) == 2
    with pytest.raises(GuardRefused, match="Nobody approves"):
        service.do(acts.Approve(), on=record, role="supervisor")


def test_who_wrote_a_part_of_a_nomination_does_not_approve_it_after_a_colleagues_amendment(service: Service) -> None:
    record = service.do(nomination(), role="supervisor")
    record = service.do(acts.Amend(caveats="Seen at the market", reason=WHY), on=record, role="secondary_officer")
    with pytest.raises(GuardRefused, match="Nobody approves"):
        service.do(acts.Approve(), on=record, role="supervisor")


def test_a_lookout_for_a_day_is_never_extended_unapproved(service: Service) -> None:
    for_today = acts.NominateForToday(**nomination().model_dump() | {"review_by": TODAY})
    record = service.do(for_today, role="secondary_officer")
    assert record.state == "active"
    for role in ("secondary_officer", "supervisor"):
        with pytest.raises(GuardRefused, match="second person approves"):
            service.do(acts.Extend(review_by=TODAY + timedelta(days=90), reason=WHY), on=record, role=role)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({}, "Nothing would change"),
        ({"drop_names": ["Svensson, Nils"]}, "not on the lookout"),
        ({"drop_names": ["Lindqvist, Karl"]}, "a nationality alone stops nobody"),
        ({"action": "protect"}, "asks for one of"),
    ],
)
def test_an_amendment_that_makes_no_sense_is_refused(service: Service, change: dict[str, Any], says: str) -> None:
    record = in_force(service)
    with pytest.raises(LimenError, match=says):
        service.do(acts.Amend(**change, reason=WHY), on=record, role="secondary_officer")


def test_a_lookout_of_a_list_is_kept_as_the_list_has_it(service: Service) -> None:
    from limen.kernel import opened

    record = in_force(service)
    with opened("maintenance.test"):
        Lookout.objects.filter(pk=record.pk).update(source_key="un", source_entry="QDi.001")
    with pytest.raises(GuardRefused, match="as its list has it"):
        service.do(acts.Amend(caveats="Seen", reason=WHY), on=record, role="secondary_officer")


def test_a_review_moves_the_date_within_the_limit(service: Service) -> None:
    record = in_force(service)
    for day, says in ((record.review_by, "not later"), (TODAY + timedelta(days=366), "2027-11-25 at the latest")):
        with pytest.raises(LimenError, match=says):
            service.do(acts.Extend(review_by=day, reason=WHY), on=record, role="secondary_officer")
    record = service.do(
        acts.Extend(review_by=TODAY + timedelta(days=365), reason=WHY), on=record, role="secondary_officer"
    )
    assert record.review_by == date(2027, 11, 25)


def test_a_suspended_lookout_stops_nobody_until_it_is_resumed(service: Service) -> None:
    record = in_force(service)
    assert found(service, birth="1970-05-17") == [record.pk]
    record = service.do(acts.Suspend(reason="The order is stayed"), on=record, role="secondary_officer")
    assert not found(service, birth="1970-05-17")
    record = service.do(acts.Resume(reason="The stay is lifted"), on=record, role="supervisor")
    assert found(service, birth="1970-05-17") == [record.pk]


def test_past_its_review_a_lookout_stops_nobody_before_and_after_the_sweep(service: Service) -> None:
    record = in_force(service)
    last = datetime(2027, 2, 23, 12, tzinfo=UTC)
    assert record.review_by == last.date()
    assert not list(upkeep.due(last))
    assert queries.screen([met(**KARL)], day=last.date()).hits[0]
    over = last + timedelta(days=1)
    assert not queries.screen([met(**KARL)], day=over.date()).hits[0]
    with time_machine.travel(over, tick=True):
        for act, lookout in list(upkeep.due(over)):
            perform(act, on=lookout, by=SYSTEM, at=NODE, purpose="administration")
        record.refresh_from_db()
        assert record.state == "lapsed"
        renewed = acts.Renew(review_by=over.date() + timedelta(days=30), reason="Still wanted")
        record = service.do(renewed, on=record, role="secondary_officer")
        assert record.state == "nominated"
        record = service.do(acts.Approve(), on=record, role="supervisor")
    assert queries.screen([met(**KARL)], day=over.date()).hits[0]


def test_the_sweep_waits_for_the_days_end_where_the_lookout_was_issued(service: Service) -> None:
    in_force(service, review_by=TODAY)
    evening_in_new_york = datetime(2026, 11, 26, 3, tzinfo=UTC)
    assert not list(upkeep.due(evening_in_new_york))
    assert len(list(upkeep.due(evening_in_new_york + timedelta(hours=3)))) == 1


def test_telling_another_agency_is_accounted_for(service: Service) -> None:
    record = in_force(service)
    told = {"basis": "A standing agreement", "told": "The name and the action"}
    with pytest.raises(GuardRefused, match="one of them"):
        service.do(acts.Share(**told), on=record, role="supervisor")
    service.do(acts.Share(agency="Coast guard", **told), on=record, role="supervisor")
    service.do(acts.Share(post=service.sys_.pk, **told), on=record, role="supervisor")
    rows = queries.disclosures(record, viewer=service.viewer("supervisor"))
    assert {str(row) for row in rows} == {"Coast guard", str(service.sys_)}


def test_a_discreet_lookout_is_unknown_to_who_has_no_need_to_know(service: Service) -> None:
    record = in_force(service, action="observe")
    assert queries.lookout(record.pk, viewer=service.viewer("supervisor")).action == "observe"
    assert queries.lookout(record.pk, viewer=service.viewer("secondary_officer")).pk == record.pk  # who nominated it
    with pytest.raises(UnknownRecord):
        queries.lookout(record.pk, viewer=service.viewer("primary_officer"))
    assert not queries.searched(viewer=service.viewer("primary_officer")).exists()


def test_the_counter_is_told_the_action_and_not_the_source(service: Service) -> None:
    record = in_force(service, caveats="An informant's word", handling="Call a second officer.")
    seen = queries.lookout(record.pk, viewer=service.viewer("primary_officer"))
    assert (seen.handling, seen.caveats, seen.basis) == ("Call a second officer.", "", "")
    assert queries.lookout(record.pk, viewer=service.viewer("supervisor")).caveats == "An informant's word"


def test_conflicting_lookouts_are_ranked_by_what_is_done_first(service: Service) -> None:
    record = in_force(service, action="arrest", document_number="SE4471120", birth="1970-05-17")
    protect = in_force(service, category="protect", action="protect", birth="1970-05-17")
    stolen = in_force(
        service, category="document", action="retain", surname="", given_names="", document_number="SE 4471120"
    )
    in_force(service, surname="Lindqvist", given_names="Karl", birth="1950")
    seen = queries.conflicting(record, viewer=service.viewer("supervisor"))
    assert [row.pk for row in seen] == [protect.pk, stolen.pk]


def test_a_withdrawn_lookout_is_changed_no_more(service: Service) -> None:
    record = service.do(acts.Withdraw(reason="He was found"), on=in_force(service), role="secondary_officer")
    with pytest.raises(WrongState):
        service.do(acts.Amend(caveats="Seen", reason=WHY), on=record, role="secondary_officer")


def test_a_birth_that_cannot_be_read_is_bad_input(service: Service) -> None:
    with pytest.raises(BadInput):
        service.do(nomination(birth="May 1970"), role="secondary_officer")
