"""May this person do it: role, office, purpose, compartment, on that day."""

from __future__ import annotations

from datetime import date

import pytest

from limen.core.access import acts as access
from limen.core.access.gate import Viewer
from limen.core.people import acts as people
from limen.core.people import queries
from limen.kernel import GuardRefused, NotPermitted, UnknownRecord, WrongState, perform
from tests.factories import OPENED, Service, setup

DAY = date(2026, 11, 24)


def test_an_officer_without_the_role_is_refused_and_told_which_it_takes(service: Service) -> None:
    person = service.person()
    act = people.Protect(compartment="protected", reason="self-petitioner")
    with pytest.raises(NotPermitted, match="Supervisory officer"):
        service.do(act, on=person)


def test_an_officer_of_one_port_does_nothing_at_another(service: Service) -> None:
    with pytest.raises(NotPermitted, match="San Ysidro"):
        perform(people.RecordPerson(surname="X"), by=service.officer(), at=service.sys_, purpose="inspection")


def test_a_purpose_outside_the_role_is_refused(service: Service) -> None:
    with pytest.raises(NotPermitted, match="purpose"):
        service.do(people.RecordPerson(surname="X"), purpose="statistics")


def test_a_posting_that_has_ended_gives_nothing(service: Service) -> None:
    officer = service.officer()
    posting = officer.postings.get()
    setup(access.EndPosting(posting=posting.pk, last_day=date(2004, 1, 1)), officer)
    with pytest.raises(NotPermitted):
        service.do(people.RecordPerson(surname="X"))


def test_a_suspended_account_is_shut_out_at_once(service: Service) -> None:
    setup(access.SuspendAccount(reason="badge lost"), service.officer())
    service.officers["primary_officer"].refresh_from_db()
    with pytest.raises(NotPermitted):
        service.do(people.RecordPerson(surname="X"))


def test_a_sealed_person_is_not_found_counted_or_told_apart_from_none(service: Service) -> None:
    person = service.person()
    service.do(people.Protect(compartment="protected", reason="self-petitioner"), on=person, role="supervisor")
    viewer = service.viewer()
    assert queries.find(viewer=viewer, name="Eriksson") == []
    with pytest.raises(UnknownRecord, match="No such person"):
        queries.person(person.pk, viewer=viewer)
    with pytest.raises(NotPermitted, match="compartment"):
        service.do(people.AddClaim(surname="Other"), on=person)


def test_a_cleared_officer_sees_a_sealed_person_until_the_clearance_lapses(service: Service) -> None:
    person = service.person()
    service.do(people.Protect(compartment="protected", reason="self-petitioner"), on=person, role="supervisor")
    setup(
        access.Clear(
            compartment="protected",
            reason="victim assistance desk",
            valid_from=date(2026, 11, 1),
            valid_to=date(2026, 11, 30),
        ),
        service.officer(),
    )
    assert queries.find(viewer=service.viewer(), name="Eriksson") == [person]
    later = Viewer(service.officer(), service.jfk, "inspection", date(2026, 12, 1))
    assert queries.find(viewer=later, name="Eriksson") == []


def test_nobody_gives_themselves_a_role(service: Service) -> None:
    admin = service.officer("administrator")
    with pytest.raises(GuardRefused, match="themselves"):
        perform(
            access.PostOfficer(role="supervisor", place=service.jfk.id, valid_from=OPENED),
            on=admin,
            by=admin,
            at=service.jfk,
            purpose="administration",
        )


def test_a_closed_account_cannot_be_reopened(service: Service) -> None:
    account = service.officer()
    setup(access.CloseAccount(reason="left the service"), account)
    with pytest.raises(WrongState):
        setup(access.RestoreAccount(reason="came back"), account)


def test_a_token_acts_only_within_its_scopes(service: Service) -> None:
    from limen.core.access.queries import bearer

    robot = setup(access.OpenAccount(username="gate-7", full_name="Gate 7", kind="service"))
    setup(access.PostOfficer(role="supervisor", place=service.jfk.id, valid_from=OPENED), robot)
    out = perform(
        access.IssueToken(scopes=["people.identify"]),
        on=robot,
        by=service.officer("administrator"),
        at=service.jfk,
        purpose="administration",
    )
    actor = bearer(out.told["token"])
    assert actor is not None
    person = perform(people.RecordPerson(surname="X"), by=actor, at=service.jfk, purpose="inspection").record
    with pytest.raises(NotPermitted):
        perform(
            people.Protect(compartment="asylum", reason="a claim"),
            on=person,
            by=actor,
            at=service.jfk,
            purpose="inspection",
        )
    assert bearer("lmn_nonsense") is None


@pytest.mark.parametrize("name", ["Eriksson", "ERIKSSON anna", "érïksson"])
def test_a_person_is_found_by_name_however_it_is_written(service: Service, name: str) -> None:
    person = service.person()
    assert queries.find(viewer=service.viewer(), name=name, birth="1974") == [person]


def test_a_search_for_nothing_shows_nobody(service: Service) -> None:
    service.person()
    assert queries.find(viewer=service.viewer()) == []
