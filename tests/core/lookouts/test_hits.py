"""A hit is found, decided by an officer, passed to the office that answers, and never repeated once set right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from limen.core.casefile.queries import timeline
from limen.core.clocks.models import RunningClock
from limen.core.lookouts import acts, queries
from limen.core.lookouts.models import Cleared, Hit, Lookout
from limen.core.people import acts as people
from limen.core.people.models import Person
from limen.core.referrals import acts as referrals
from limen.core.referrals.models import Referral
from limen.kernel import GuardRefused, NotPermitted, UnknownRecord, WrongState
from limen.offices.inspections import acts as inspections
from limen.offices.inspections.tests.scenes import open_inspection
from tests.factories import Service
from tests.factories_lookouts import MEANT, lookout_on, met

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
TODAY = date(2026, 11, 25)
WHY = "The photograph shows another man"
ASKED = {"surname": "Lindqvist", "given_names": "Karl Johan", "birth": "1970-05-17"}


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


def meant(service: Service, **fields: Any) -> Lookout:
    """Return a lookout in force on Karl Johan Lindqvist."""
    return lookout_on(service, day=TODAY, **fields)


def hit_on(service: Service, lookout: Lookout, person: Person, number: str = "") -> Hit:
    """Return a hit that an officer recorded."""
    act = acts.RecordHit(lookout=lookout.pk, person=person.pk, document_number=number, reason="The name agrees")
    made: Hit = service.do(act)
    return made


def namesake(service: Service) -> Person:
    """Return a man of the same name and birth."""
    return service.person(surname="Lindqvist", given_names="Karl Johan", birth="1970-05-17", sex="M")


def stopped(lookout: Lookout, **asked: Any) -> bool:
    """Return whether a lookout stops a namesake with these papers."""
    return lookout in [hit.lookout for hit in queries.screen([met(**{**ASKED, **asked})], day=TODAY).hits[0]]


def work_on(hit: Hit) -> Referral:
    """Return the work sent about a hit."""
    return Referral.objects.get(subject_record="lookouts.hit", subject=hit.pk)


def test_the_person_meant_is_passed_to_the_office_that_answers_in_due_time(service: Service) -> None:
    hit = hit_on(service, meant(service, action="arrest"), namesake(service))
    service.do(acts.HitSame(reason="The scar on the left hand agrees"), on=hit)
    hit.refresh_from_db()
    assert (hit.state, hit.answer) == ("referred", "same")
    sent = work_on(hit)
    assert (sent.to_office, sent.to_place_id, sent.urgency) == ("investigations", service.jfk.pk, "immediate")
    assert (sent.due_at - sent.sent_at).total_seconds() == 30 * 60
    assert sent.person_id == hit.subject_person_id


def test_what_the_office_answers_comes_back_to_the_hit(service: Service) -> None:
    hit = hit_on(service, meant(service), namesake(service))
    service.do(acts.HitUnsure(reason="No photograph on file"), on=hit)
    service.do(acts.ReferHit(remarks="Have you one?"), on=Hit.objects.get(pk=hit.pk))
    first = service.do(referrals.AcceptReferral(), on=work_on(hit), role="secondary_officer")
    service.do(referrals.ReturnReferral(reason_returned="Ask the consulate"), on=first, role="secondary_officer")
    hit.refresh_from_db()
    assert (hit.state, hit.result) == ("returned", "Ask the consulate")
    hit = service.do(acts.HitSame(reason="The consulate sent a photograph"), on=hit)
    second = Referral.objects.get(subject=hit.pk, state="sent")
    second = service.do(referrals.AcceptReferral(), on=second, role="secondary_officer")
    service.do(referrals.CompleteReferral(result="Arrested."), on=second, role="secondary_officer")
    hit.refresh_from_db()
    assert (hit.state, hit.answer, hit.result) == ("settled", "same", "Arrested.")
    with pytest.raises(WrongState):
        service.do(acts.HitNotSame(reason=WHY), on=hit)


def test_somebody_else_is_not_stopped_by_it_again_and_the_person_meant_is(service: Service) -> None:
    lookout, other, man = meant(service), meant(service, basis="Another court"), namesake(service)
    assert stopped(lookout, person=man.pk)
    service.do(acts.HitNotSame(reason=WHY), on=hit_on(service, lookout, man, "P1234567"))
    assert not stopped(lookout, person=man.pk)
    assert stopped(other, person=man.pk)
    assert stopped(lookout)
    assert stopped(lookout, document_number="SE4471120")


def test_the_document_clears_its_bearer_whatever_record_they_are(service: Service) -> None:
    lookout = meant(service)
    clearing = acts.ClearPerson(document_number="P1234567", document_issuer="SWE", reason=WHY)
    service.do(clearing, on=lookout)
    assert not stopped(lookout, document_number="p-1234567", document_issuer="SWE")
    assert not stopped(lookout, document_number="P1234567")
    assert stopped(lookout, document_number="P1234567", document_issuer="NOR")
    assert stopped(lookout, document_number="P7654321", document_issuer="SWE")


def test_no_judgement_shields_the_document_a_lookout_names(service: Service) -> None:
    """Its owner was genuine once; who bears it next may be anyone."""
    lookout, owner = meant(service), namesake(service)
    service.do(acts.ClearPerson(person=owner.pk, document_number="SE4471120", reason=WHY), on=lookout)
    assert stopped(lookout, document_number="SE4471120")
    assert not stopped(lookout, document_number="SE4471120", person=owner.pk)


def test_a_record_judged_the_same_person_is_cleared_with_them(service: Service) -> None:
    lookout, man, again = meant(service), namesake(service), namesake(service)
    service.do(acts.ClearPerson(person=man.pk, reason=WHY), on=lookout)
    assert stopped(lookout, person=again.pk)
    service.do(people.Judge(other=man.pk, verdict="same", reason="Fingerprints agree"), on=again, role="supervisor")
    assert not stopped(lookout, person=again.pk)


def test_a_manifest_is_cleared_as_one_person_is(service: Service) -> None:
    lookout, man = meant(service), namesake(service)
    service.do(acts.ClearPerson(person=man.pk, document_number="P1234567", reason=WHY), on=lookout)
    rows: list[dict[str, Any]] = [
        {**ASKED, "document_number": "P1234567", "person": None},
        {**ASKED, "document_number": "P7654321", "person": None},
        {**ASKED, "document_number": "", "person": man.pk},
        {"surname": "Berg", "given_names": "Nils", "birth": "1950-01-02", "document_number": "", "person": None},
    ]
    found = queries.screen([met(**row) for row in rows], day=TODAY).hits
    assert [lookout in [hit.lookout for hit in hits] for hits in found] == [False, True, False, False]


def test_a_new_document_adds_to_a_judgement_and_the_old_one_never_stops_them_again(service: Service) -> None:
    lookout, man = meant(service), namesake(service)
    clearing = {"document_number": "P1234567", "document_issuer": "SWE", "reason": WHY}
    redress = service.do(acts.GiveRedress(lookout=lookout.pk, person=man.pk, **clearing), role="supervisor")
    renewed = {**clearing, "document_number": "P7654321"}
    service.do(acts.AddToRedress(lookout=lookout.pk, **renewed), on=redress, role="supervisor")
    for number in ("P1234567", "P7654321"):
        assert not stopped(lookout, document_number=number, document_issuer="SWE")
    service.do(acts.ReverseRedress(reason="His papers were forged"), on=redress, role="supervisor")
    for number in ("P1234567", "P7654321"):
        assert stopped(lookout, document_number=number, document_issuer="SWE")


def test_a_number_of_two_states_is_judged_for_each(service: Service) -> None:
    lookout = meant(service)
    for issuer in ("SWE", "NOR"):
        clearing = acts.ClearPerson(document_number="P1234567", document_issuer=issuer, reason=WHY)
        service.do(clearing, on=lookout)
    for issuer in ("SWE", "NOR"):
        assert not stopped(lookout, document_number="P1234567", document_issuer=issuer)


def test_who_is_decided_the_same_is_shielded_by_no_other_record_of_theirs_nor_by_their_paper(service: Service) -> None:
    lookout, man, again = meant(service), namesake(service), namesake(service)
    service.do(people.Judge(other=man.pk, verdict="same", reason="Fingerprints agree"), on=again, role="supervisor")
    hit = hit_on(service, lookout, again, "P1234567")
    service.do(acts.ClearPerson(person=man.pk, reason=WHY), on=lookout)
    service.do(acts.ClearPerson(document_number="P1234567", reason=WHY), on=lookout)
    service.do(acts.HitSame(reason="Fingerprints agree after all"), on=hit)
    assert stopped(lookout, person=again.pk, document_number="P1234567")


def test_a_redress_of_another_record_of_theirs_stands_in_the_way_of_the_counter(service: Service) -> None:
    lookout, man, again = meant(service), namesake(service), namesake(service)
    service.do(people.Judge(other=man.pk, verdict="same", reason="Fingerprints agree"), on=again, role="supervisor")
    hit = hit_on(service, lookout, again)
    service.do(acts.GiveRedress(lookout=lookout.pk, person=man.pk, reason=WHY), role="supervisor")
    with pytest.raises(GuardRefused, match="redress"):
        service.do(acts.HitSame(reason="Looks like him"), on=hit)


def test_a_judgement_is_undone_with_a_reason_and_may_be_made_again(service: Service) -> None:
    lookout, man = meant(service), namesake(service)
    service.do(acts.ClearPerson(person=man.pk, reason=WHY), on=lookout)
    row = Cleared.objects.get()
    with pytest.raises(NotPermitted):
        service.do(acts.UndoClearing(judgement=row.pk, reason=WHY), on=lookout)
    service.do(acts.UndoClearing(judgement=row.pk, reason="The photograph was mixed up"), on=lookout, role="supervisor")
    assert stopped(lookout, person=man.pk)
    service.do(acts.ClearPerson(person=man.pk, reason=WHY), on=lookout)
    assert not stopped(lookout, person=man.pk)
    assert Cleared.objects.count() == 2


def test_a_later_answer_undoes_the_clearing_of_an_earlier_one(service: Service) -> None:
    lookout, man = meant(service), namesake(service)
    hit = service.do(acts.HitNotSame(reason=WHY), on=hit_on(service, lookout, man))
    service.do(acts.HitSame(reason="Fingerprints agree after all"), on=hit)
    assert stopped(lookout, person=man.pk)


def test_the_counter_does_not_undo_a_redress(service: Service) -> None:
    lookout, man = meant(service), namesake(service)
    hit = service.do(acts.HitNotSame(reason=WHY), on=hit_on(service, lookout, man))
    redress = service.do(acts.GiveRedress(lookout=lookout.pk, person=man.pk, reason=WHY), role="supervisor")
    with pytest.raises(GuardRefused, match="redress"):
        service.do(acts.HitSame(reason="Looks like him"), on=hit)
    with pytest.raises(GuardRefused, match=redress.number):
        service.do(acts.GiveRedress(lookout=lookout.pk, person=man.pk, reason=WHY), role="supervisor")
    service.do(acts.ReverseRedress(reason="His papers were forged"), on=redress, role="supervisor")
    service.do(acts.HitSame(reason="His papers were forged"), on=Hit.objects.get(pk=hit.pk))
    assert stopped(lookout, person=man.pk)


def test_work_sent_about_somebody_else_is_withdrawn(service: Service) -> None:
    hit = hit_on(service, meant(service), namesake(service))
    service.do(acts.HitSame(reason="The name and the birth agree"), on=hit)
    service.do(acts.HitNotSame(reason=WHY), on=Hit.objects.get(pk=hit.pk))
    assert work_on(hit).state == "withdrawn"


def test_a_hit_runs_a_clock_until_it_is_decided(service: Service) -> None:
    hit = hit_on(service, meant(service), namesake(service))
    clock = RunningClock.objects.get(key="lookout.hit", subject=hit.pk)
    assert clock.state == "running"
    service.do(acts.HitUnsure(reason="No photograph on file"), on=hit)
    clock.refresh_from_db()
    assert clock.state == "running"
    service.do(acts.HitNotSame(reason=WHY), on=Hit.objects.get(pk=hit.pk))
    clock.refresh_from_db()
    assert clock.state == "satisfied"


def test_a_discreet_hit_stops_nobody_and_nobody_at_the_counter_learns_of_it(service: Service) -> None:
    scene = {"surname": "Eriksson", "given_names": "Anna Maria", "birth": "1974-08-12"}
    watched = lookout_on(service, party_of_anna(), day=TODAY, action="observe")
    inspection = open_inspection(service)
    assert not inspection.hits.exists()
    assert queries.screen([met(**scene)], day=TODAY).hits[0][0].lookout == watched
    hit = Hit.objects.get(lookout=watched)
    assert (hit.state, hit.subject) == ("referred", inspection.pk)
    assert work_on(hit).person_id is None
    assert not RunningClock.objects.filter(key="lookout.hit").exists()
    counter = service.viewer("primary_officer")
    with pytest.raises(UnknownRecord):
        queries.hit(hit.pk, viewer=counter)
    assert not queries.hits(viewer=counter).exists()
    assert queries.hit(hit.pk, viewer=service.viewer("supervisor")).pk == hit.pk
    events = timeline([inspection.person_id], viewer=service.viewer("secondary_officer"))
    assert not [event for event in events if event.act.startswith("lookouts.")]
    service.do(inspections.Admit(class_of_admission="B2"), on=inspection)


def test_a_hit_decided_in_the_queue_is_decided_at_the_counter(service: Service) -> None:
    lookout_on(service, party_of_anna(), day=TODAY)
    inspection = open_inspection(service)
    held = inspection.hits.get()
    assert held.found is not None
    assert held.found.asked["surname"].casefold() == "eriksson"
    service.do(acts.HitNotSame(reason=WHY), on=held.found, role="secondary_officer")
    held.refresh_from_db()
    assert (held.state, held.reason) == ("dismissed", WHY)
    service.do(inspections.Admit(class_of_admission="B2"), on=inspection)


def test_a_hit_in_doubt_at_the_counter_lets_nobody_in_until_it_is_decided(service: Service) -> None:
    lookout_on(service, party_of_anna(), day=TODAY)
    inspection = open_inspection(service)
    held = service.do(inspections.DoubtHit(reason="No photograph on file"), on=inspection.hits.get())
    assert Hit.objects.get().state == "unsure"
    with pytest.raises(GuardRefused, match="decide whether"):
        service.do(inspections.Admit(class_of_admission="B2"), on=inspection)
    service.do(inspections.DismissHit(reason=WHY), on=held, role="secondary_officer")
    assert Hit.objects.get().state == "not_same"
    service.do(inspections.Admit(class_of_admission="B2"), on=inspection)


def test_hits_on_a_person_are_shown_in_the_order_of_what_is_done_first(service: Service) -> None:
    man = namesake(service)
    made = [
        hit_on(service, meant(service, category=category, action=action), man)
        for category, action in (("wanted", "arrest"), ("inadmissible", "refer"), ("protect", "protect"))
    ]
    shown: list[Any] = list(queries.beside(made[0], viewer=service.viewer("supervisor")))
    assert [row.lookout.action for row in shown] == ["protect", "arrest", "refer"]
    assert shown[0].first.startswith("Protect")


def test_a_sealed_person_is_in_no_queue_of_hits(service: Service) -> None:
    man = namesake(service)
    hit = hit_on(service, meant(service), man)
    service.do(people.Protect(compartment="asylum", reason="A claim of asylum"), on=man, role="supervisor")
    assert not queries.hits(viewer=service.viewer("supervisor")).exists()
    with pytest.raises(UnknownRecord):
        queries.hit(hit.pk, viewer=service.viewer("supervisor"))


def party_of_anna() -> Any:
    """Return the party of the woman whose passport the scenes scan."""
    from dataclasses import replace

    from limen.screening.model import Name

    return replace(
        MEANT, names=(Name(surname="Eriksson", given="Anna Maria"),), births=("1974-08-12",), sex="F", numbers=()
    )
