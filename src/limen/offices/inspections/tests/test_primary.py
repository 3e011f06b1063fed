"""At the counter: read, check, screen, decide."""

from __future__ import annotations

from datetime import date

import pytest

from limen.core.lookouts import engine
from limen.core.lookouts.engine import ScreeningUnavailable
from limen.core.lookouts.models import Cleared
from limen.core.people.models import Person
from limen.kernel import BadInput, GuardRefused, NotPermitted, WrongState, perform
from limen.offices.inspections import acts, queries
from limen.offices.inspections.models import Admission, Hit, Inspection, Traveller
from limen.offices.inspections.tests.scenes import TODAY, lookout, open_inspection, zone
from limen.offices.inspections.tests.test_arrivals import ANNA, BO, flight, listed
from tests.factories import Service

pytestmark = pytest.mark.django_db


def test_a_visitor_is_read_found_new_and_admitted_for_six_months_with_an_i94(service: Service) -> None:
    inspection = open_inspection(service)
    assert inspection.state == "primary"
    assert inspection.person.display_name == "ERIKSSON, ANNA MARIA"
    assert not inspection.failed_checks

    admitted = service.do(acts.Admit(class_of_admission="B2"), on=inspection)

    assert (admitted.state, admitted.until) == ("admitted", "2027-05-24")
    assert "214.2(b)(2)" in admitted.citation
    record = Admission.objects.get(inspection=admitted)
    assert len(record.number) == 11
    assert record.state == "open"
    admitted.encounter.refresh_from_db()
    assert admitted.encounter.state == "closed"


def test_the_same_passport_again_is_the_same_person_with_the_earlier_crossing_shown(service: Service) -> None:
    first = open_inspection(service)
    service.do(acts.Admit(class_of_admission="B2"), on=first)
    again = open_inspection(service)
    assert again.person_id == first.person_id
    assert Person.objects.count() == 1
    crossings = queries.crossings_of(again.person_id, viewer=service.viewer(), before=again.opened_at)
    assert [row.pk for row in crossings] == [first.pk]


def test_somebody_else_with_the_same_passport_number_is_a_new_person_and_a_failed_check(service: Service) -> None:
    open_inspection(service)
    other = open_inspection(service, zone("Okafor", "Ngozi", birth="1990-01-31"))
    assert Person.objects.count() == 2
    assert [check["key"] for check in other.failed_checks] == ["holder"]


def test_an_expired_passport_is_admitted_only_with_a_reason_that_a_supervisor_reviews(service: Service) -> None:
    inspection = open_inspection(service, zone(expires="2026-11-24"))
    with pytest.raises(BadInput, match="expired on 2026-11-24"):
        service.do(acts.Admit(class_of_admission="B2"), on=inspection)


def test_a_citizen_is_recorded_as_a_citizen_and_never_given_a_class(service: Service) -> None:
    inspection = open_inspection(service, zone("Doe", "Jane", state="USA", number="340020013"))
    with pytest.raises(GuardRefused, match="citizen"):
        service.do(acts.Admit(class_of_admission="B2"), on=inspection)
    admitted = service.do(acts.AdmitCitizen(), on=inspection)
    assert (admitted.state, admitted.outcome, admitted.class_of_admission) == ("admitted", "admit_citizen", "")
    assert not Admission.objects.exists()


def test_a_foreigner_is_not_recorded_as_a_citizen(service: Service) -> None:
    with pytest.raises(GuardRefused, match="another"):
        service.do(acts.AdmitCitizen(), on=open_inspection(service))


def test_a_claim_to_citizenship_calls_a_supervisor_and_leaves_no_class_to_give(service: Service) -> None:
    inspection = open_inspection(service)
    claimed = service.do(acts.EvidenceOfCitizenship(evidence="Born in Ohio, says so", finding="claimed"), on=inspection)
    referral = claimed.person.referrals.get()
    assert (referral.to_office, referral.reason, referral.urgency) == ("inspections", "citizenship", "immediate")
    with pytest.raises(GuardRefused, match="citizen"):
        service.do(acts.Admit(class_of_admission="B2"), on=inspection)
    shown = service.do(acts.EvidenceOfCitizenship(evidence="Birth certificate seen", finding="shown"), on=inspection)
    assert service.do(acts.AdmitCitizen(evidence="Birth certificate"), on=shown).state == "admitted"


def test_a_waiver_class_is_refused_to_a_national_of_a_state_outside_the_programme(service: Service) -> None:
    inspection = open_inspection(service, zone("Okafor", "Ngozi", state="NGA", number="A0123456"))
    with pytest.raises(GuardRefused, match="takes no part"):
        service.do(acts.Admit(class_of_admission="WT"), on=inspection)


def test_a_waiver_traveller_is_admitted_for_the_programmes_days(service: Service) -> None:
    admitted = service.do(acts.Admit(class_of_admission="WT"), on=open_inspection(service))
    assert admitted.admit_until == date(2027, 2, 22)


def test_a_student_is_admitted_for_duration_of_status(service: Service) -> None:
    admitted = service.do(acts.Admit(class_of_admission="F1"), on=open_inspection(service))
    assert (admitted.until, admitted.admit_until) == ("D/S", None)


def test_a_lookout_stops_the_decision_until_an_officer_says_who_it_means(service: Service) -> None:
    lookout(service)
    inspection = open_inspection(service)
    hit = Hit.objects.get(inspection=inspection)
    assert hit.strong
    with pytest.raises(GuardRefused, match="lookout may mean"):
        service.do(acts.Admit(class_of_admission="B2"), on=inspection)
    service.do(acts.ConfirmHit(reason="Same passport and date of birth"), on=hit)
    with pytest.raises(GuardRefused, match="secondary"):
        service.do(acts.Admit(class_of_admission="B2"), on=inspection)
    assert service.do(acts.Refer(reason="lookout"), on=inspection).state == "referred"


def test_a_person_once_cleared_of_a_lookout_is_not_stopped_by_it_again(service: Service) -> None:
    lookout(service)
    inspection = open_inspection(service)
    service.do(acts.DismissHit(reason="Photograph shows another woman"), on=inspection.hits.get())
    assert service.do(acts.Admit(class_of_admission="B2"), on=inspection).state == "admitted"
    assert Cleared.objects.get().person_id == inspection.person_id
    again = open_inspection(service)
    assert not again.hits.exists()


def test_a_name_alone_can_be_typed_when_there_is_no_document(service: Service) -> None:
    inspection = service.do(acts.OpenInspection(surname="Nobody", birth="1990", nationality="SWE"))
    assert inspection.document is None
    assert "expiry" in [check["key"] for check in inspection.failed_checks]


def test_nothing_read_and_nothing_typed_is_refused_by_field(service: Service) -> None:
    with pytest.raises(BadInput) as refused:
        service.do(acts.OpenInspection())
    assert refused.value.problems[0].field == "zone"


def test_an_officer_without_the_role_inspects_nobody(service: Service) -> None:
    with pytest.raises(NotPermitted):
        service.do(acts.OpenInspection(zone=zone()), role="administrator", purpose="administration")


def test_a_decision_is_made_once(service: Service) -> None:
    inspection = open_inspection(service)
    service.do(acts.Admit(class_of_admission="B2"), on=inspection)
    with pytest.raises(WrongState):
        service.do(acts.Admit(class_of_admission="B1"), on=inspection)


def test_whose_passport_is_waived_stays_as_long_as_the_class_allows(service: Service) -> None:
    inspection = open_inspection(service, zone(expires="2026-11-24"))
    with pytest.raises(GuardRefused, match="end before it begins"):
        service.do(acts.Admit(class_of_admission="B2", override="other_evidence"), on=inspection)
    admitted = service.do(acts.Admit(class_of_admission="B2", override="waiver"), on=inspection)
    assert (admitted.state, admitted.override_review) == ("admitted", "waiting")
    assert admitted.admit_until == date(2027, 5, 24)


def test_an_override_waits_for_a_supervisor_who_is_not_the_officer(service: Service) -> None:
    mistyped = open_inspection(service, zone(number="X1234567").replace("X1234567", "X1234568"))
    assert [check["key"] for check in mistyped.failed_checks] == ["zone"]
    admitted = service.do(acts.Admit(class_of_admission="B2", override="read_error"), on=mistyped)
    assert admitted.override_review == "waiting"
    waiting = queries.overrides_waiting(viewer=service.viewer("supervisor"))
    assert [row.pk for row in waiting] == [admitted.pk]
    reviewed = service.do(acts.ReviewOverride(verdict="upheld"), on=admitted, role="supervisor")
    assert reviewed.override_review == "upheld"


def test_a_protected_person_is_inspected_but_found_by_nobody_without_need_to_know(service: Service) -> None:
    from limen.core.people import acts as people

    inspection = open_inspection(service)
    service.do(
        people.Protect(compartment="protected", reason="self-petitioner"), on=inspection.person, role="supervisor"
    )
    again = open_inspection(service)
    assert again.person_id == inspection.person_id
    other = service.viewer("secondary_officer")
    assert queries.crossings_of(again.person_id, viewer=other) == []
    assert not queries.visible_inspections(other).filter(pk=again.pk).exists()
    assert queries.inspection(again.pk, viewer=service.viewer()).pk == again.pk
    assert Inspection.objects.count() == 2
    assert TODAY


def test_ocr_doubt_is_never_silently_applied(service: Service) -> None:
    text = zone(number="L898902C3").replace("L898902C3", "L8989O2C3")
    inspection = open_inspection(service, text)
    assert inspection.presented["number"] == "L8989O2C3"
    assert "zone" in [check["key"] for check in inspection.failed_checks]


def test_without_an_index_exact_names_are_searched_and_an_officer_must_say_why_they_go_on(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ScreeningUnavailable("There is no index of lookouts.")

    lookout(service, surname="Ericsson")
    assert open_inspection(service).hits.count() == 1
    stopped = lookout(service)
    monkeypatch.setattr(engine, "current", missing)
    inspection = open_inspection(service)
    assert [hit.lookout_id for hit in inspection.hits.all()] == [stopped.pk]
    assert [check["key"] for check in inspection.failed_checks] == ["lookouts"]
    service.do(acts.DismissHit(reason="The photograph shows another woman"), on=inspection.hits.get())
    with pytest.raises(BadInput):
        service.do(acts.Admit(class_of_admission="B2"), on=inspection)
    admitted = service.do(acts.Admit(class_of_admission="B2", override="supervisor"), on=inspection)
    assert admitted.state == "admitted"


def test_nobody_is_inspected_in_a_vehicle_that_was_let_go(service: Service) -> None:
    car = service.do(acts.OpenVehicle(plate="ABC 123", people=1))
    driver = open_inspection(service, vehicle=car.pk)
    service.do(acts.Refer(reason="intent"), on=driver)
    service.do(acts.ReleaseVehicle(), on=car)
    with pytest.raises(GuardRefused, match="was let go"):
        open_inspection(service, zone("Lind", number="L898902C4"), vehicle=car.pk)
    assert Inspection.objects.count() == 1


def test_nobody_is_inspected_in_a_vehicle_of_another_port(service: Service) -> None:
    inspector = service.officer("primary_officer", place=service.sys_, name="land.port")
    car = perform(acts.OpenVehicle(plate="ABC 123"), by=inspector, at=service.sys_, purpose="inspection").record
    with pytest.raises(BadInput, match="not at this port"):
        open_inspection(service, vehicle=car.pk)
    assert not Inspection.objects.exists()


def test_a_traveller_of_a_diverted_flight_is_inspected_with_a_warning_that_stays_on_the_record(
    service: Service,
) -> None:
    listed(service, ANNA, voyage=flight(service, port=service.sys_.pk))
    inspection = open_inspection(service, traveller=Traveller.objects.get().pk)
    [check] = [check for check in inspection.checks if check["key"] == "list"]
    assert (check["result"], inspection.failed_checks) == ("warning", [])
    assert "SK901 of 2026-11-25 is for San Ysidro" in check["says"]
    assert Traveller.objects.get().state == "arrived"
    assert service.do(acts.Admit(class_of_admission="B2"), on=inspection).state == "admitted"


def test_somebody_presented_as_another_traveller_is_a_warning(service: Service) -> None:
    listed(service, ANNA)
    inspection = open_inspection(
        service, zone("Okafor", "Ngozi", birth="1990-01-31"), traveller=Traveller.objects.get().pk
    )
    assert [check["result"] for check in inspection.checks if check["key"] == "list"] == ["warning"]


def test_of_two_listed_under_one_number_the_counter_finds_who_stands_there(service: Service) -> None:
    listed(service, BO.model_copy(update={"document_number": "L898902C3", "reference": ""}), ANNA)
    assert open_inspection(service).traveller == Traveller.objects.get(given_names="Anna Maria")


def test_whom_the_carrier_took_off_the_list_or_who_was_inspected_already_is_inspected_with_a_warning(
    service: Service,
) -> None:
    voyage = listed(service, ANNA)
    listed(service, ANNA, voyage=voyage, function="cancel")
    anna = Traveller.objects.get()
    inspection = open_inspection(service, traveller=anna.pk)
    [check] = [check for check in inspection.checks if check["key"] == "list"]
    assert (check["result"], "taken off the list by the carrier" in check["says"]) == ("warning", True)
    assert Traveller.objects.get().state == "off_list"
    listed(service, BO, voyage=voyage)
    bo = Traveller.objects.get(given_names="Bo")
    passport = zone("Eriksson", "Bo", number="N1", birth="1970-02-01")
    first, again = (open_inspection(service, passport, traveller=bo.pk) for _ in range(2))
    said = {row.pk: [check["result"] for check in row.checks if check["key"] == "list"] for row in (first, again)}
    assert said == {first.pk: ["passed"], again.pk: ["warning"]}
