"""The REST API: acts, records, lists, and how it refuses."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from ninja import NinjaAPI

from limen.config.api import api
from limen.core.access.acts import SuspendAccount
from limen.core.access.models import Account
from limen.core.ledger.models import Entry
from limen.core.people.acts import AddClaim, Protect
from limen.core.people.models import Person
from limen.core.referrals.acts import SendReferral
from limen.web.derived import endpoints
from tests.api.conftest import ROOT, Caller, caller
from tests.factories import Service, setup
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-7000-8000-000000000000"


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert set(body) >= {"type", "title", "status", "detail", "problems"}
    return body


def test_an_act_that_makes_a_record_answers_201_with_the_record_and_the_entry(supervisor: Caller) -> None:
    response = supervisor.post("/people/record", {"surname": "Eriksson", "birth": "1974-08-12"})
    body = response.json()
    assert response.status_code == 201
    person = Person.objects.get()
    entry = Entry.objects.get(act="people.record")
    assert body["record"] == {
        "type": "people.person",
        "id": str(person.pk),
        "state": "known",
        "version": person.version,
        "url": f"/people/{person.pk}/",
    }
    assert body["entry"]["hash"] == entry.hash
    assert body["entry"]["authority"]["key"] == "people.identify"
    assert "1225" in body["entry"]["authority"]["citation"]
    assert body["repeated"] is False
    assert response["ETag"] == f'"{person.version}"'
    assert Client().get(response["Location"], headers=supervisor.headers()).json()["data"]["surname"] == "Eriksson"


def test_the_same_key_does_nothing_twice(supervisor: Caller) -> None:
    first = supervisor.post("/people/record", {"surname": "Eriksson"}, Idempotency_Key="k1").json()
    again = supervisor.post("/people/record", {"surname": "Eriksson"}, Idempotency_Key="k1")
    assert again.status_code == 201
    assert again.json()["repeated"] is True
    assert again.json()["record"] == first["record"]
    assert Person.objects.count() == 1
    other = problem(supervisor.post("/people/record", {"surname": "Svensson"}, Idempotency_Key="k1"), 422)
    assert other["problems"][0] == {
        "field": "Idempotency-Key",
        "rule": "key.reused",
        "message": "Send a new key with a new request.",
    }


def test_an_act_on_a_record_is_held_to_the_version_that_was_read(service: Service, supervisor: Caller) -> None:
    person = service.person()
    path = f"/people/person/{person.pk}/number"
    read = supervisor.get(f"/people/person/{person.pk}")
    service.do(AddClaim(surname="Erikson"), person, role="supervisor")
    body = {"kind": "fin", "number": "1234567890"}
    stale = problem(supervisor.post(path, body, If_Match=read["ETag"]), 409)
    assert stale["type"] == "urn:limen:problem:stale-record"
    fresh = supervisor.get(f"/people/person/{person.pk}")["ETag"]
    assert supervisor.post(path, body, If_Match=fresh).status_code == 200
    assert problem(supervisor.post(path, body, If_Match="three"), 422)["problems"][0]["field"] == "If-Match"


def test_a_repeat_answers_though_the_record_moved_on(service: Service, supervisor: Caller) -> None:
    person = service.person()
    path, body = f"/people/person/{person.pk}/number", {"kind": "fin", "number": "1234567890"}
    version = supervisor.get(f"/people/person/{person.pk}")["ETag"]
    supervisor.post(path, body, If_Match=version, Idempotency_Key="k")
    assert supervisor.post(path, body, If_Match=version, Idempotency_Key="k").json()["repeated"] is True


def test_a_field_that_is_wrong_is_named_with_its_rule(service: Service, supervisor: Caller) -> None:
    person = service.person()
    body = {"other": str(service.person(surname="Svensson").pk), "verdict": "perhaps", "reason": "short"}
    found = problem(supervisor.post(f"/people/person/{person.pk}/judge", body), 422)
    assert [(item["field"], item["rule"]) for item in found["problems"]] == [
        ("verdict", "input.literal_error"),
        ("reason", "input.string_too_short"),
    ]
    assert found["type"] == "urn:limen:problem:bad-input"
    unknown = problem(supervisor.post("/people/record", {"surname": "E", "religion": "x"}), 422)
    assert unknown["problems"][0]["rule"] == "input.extra_forbidden"


def test_a_guard_refuses_with_422(supervisor: Caller) -> None:
    assert problem(supervisor.post("/people/record", {}), 422)["type"] == "urn:limen:problem:guard-refused"
    assert not Person.objects.exists()


def test_the_wrong_state_is_409_and_says_what_can_be_done(service: Service, supervisor: Caller) -> None:
    act = SendReferral(
        to_office="inspections", subject_record="people.person", subject=uuid4(), reason="document", due_in_minutes=60
    )
    referral = service.do(act, role="supervisor")
    path = f"/referrals/referral/{referral.pk}"
    refused = problem(supervisor.post(f"{path}/complete", {"result": "Done."}), 409)
    assert refused["type"] == "urn:limen:problem:wrong-state"
    assert "Accept work" in refused["detail"]
    assert supervisor.post(f"{path}/accept").status_code == 200
    assert supervisor.post(f"{path}/complete", {"result": "Done."}).json()["record"]["state"] == "completed"


def test_what_the_account_may_not_do_is_403(service: Service) -> None:
    primary = caller(service, "primary_officer")
    person = service.person()
    body = {"other": str(person.pk), "verdict": "same", "reason": "the same fingerprints"}
    refused = problem(primary.post(f"/people/person/{person.pk}/judge", body), 403)
    assert refused["type"] == "urn:limen:problem:not-permitted"
    assert "Supervisory officer" in refused["detail"]


def test_a_token_is_held_to_its_scopes(service: Service) -> None:
    narrow = caller(service, "supervisor", scopes=["people.view"])
    problem(narrow.post("/people/record", {"surname": "Eriksson"}), 403)
    assert narrow.get("/people/find", name="eriksson").status_code == 200


def test_an_authority_not_in_force_refuses_with_its_citation(supervisor: Caller, monkeypatch: Any) -> None:
    from datetime import date

    from limen.law import Pack
    from limen.law.pack import NotInForce

    def ended(pack: Pack, key: str, day: date) -> Any:
        raise NotInForce(key, day, pack.authority(key)[-1])

    monkeypatch.setattr(Pack, "require_authority", ended)
    refused = problem(supervisor.post("/people/record", {"surname": "Eriksson"}), 403)
    assert refused["type"] == "urn:limen:problem:no-authority"
    assert "1225" in refused["citation"]


@pytest.mark.parametrize("path", [f"/people/person/{NOBODY}", f"/referrals/referral/{NOBODY}"])
def test_a_record_that_is_not_there_is_404(supervisor: Caller, path: str) -> None:
    assert problem(supervisor.get(path), 404)["type"] == "urn:limen:problem:unknown-record"


def test_a_sealed_record_is_as_if_it_were_not_there(service: Service, supervisor: Caller) -> None:
    person = service.person()
    service.do(Protect(compartment="protected", reason="a protected person"), person, role="supervisor")
    sealed = problem(supervisor.get(f"/people/person/{person.pk}"), 404)
    absent = problem(supervisor.get(f"/people/person/{uuid4()}"), 404)
    assert sealed == absent
    assert supervisor.get("/people/find", name="eriksson").json()["items"] == []
    assert supervisor.get("/casefile/timeline", record=str(person.pk)).json() == []
    assert supervisor.get("/encounters/of_person", person=str(person.pk)).json()["items"] == []


def test_nobody_known_is_401(service: Service) -> None:
    assert problem(Client().get(f"{ROOT}/people/find"), 401)["type"] == "urn:limen:problem:not-signed-in"
    refused = Caller("lmn_nonsense").get("/people/find")
    problem(refused, 401)
    assert refused["WWW-Authenticate"].startswith("Bearer")


def test_a_suspended_account_is_out_at_once(service: Service, supervisor: Caller) -> None:
    setup(SuspendAccount(reason="left the service"), Account.objects.get(username="svc_supervisor"))
    problem(supervisor.get("/people/find"), 401)


def test_a_session_needs_the_forgery_token_to_change_something(service: Service) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), service.officer("supervisor"), service.jfk)
    assert client.get(f"{ROOT}/access/me").json()["place"] == "NYC"
    body = json.dumps({"surname": "Eriksson"})
    refused = client.post(f"{ROOT}/people/record", body, content_type="application/json")
    problem(refused, 403)
    assert not Person.objects.exists()


def test_a_body_that_is_not_json_is_refused(supervisor: Caller) -> None:
    for body in ("{", "[1", "NaN", '{"surname": "a\\u0000b"}', '{"surname": "\\ud800"}', "[" * 100_000):
        response = Client().post(
            f"{ROOT}/people/record", body, content_type="application/json", headers=supervisor.headers()
        )
        assert problem(response, 422)["problems"][0]["rule"] == "json.malformed"
    for body in ("[]", "3", '"x"', "null"):
        response = Client().post(
            f"{ROOT}/people/record", body, content_type="application/json", headers=supervisor.headers()
        )
        problem(response, 422)


def test_a_body_of_another_type_is_415(supervisor: Caller) -> None:
    response = Client().post(f"{ROOT}/people/record", {"surname": "E"}, headers=supervisor.headers())
    assert problem(response, 415)["type"] == "urn:limen:problem:unsupported-media-type"


def test_a_body_too_large_is_413(supervisor: Caller, settings: Any) -> None:
    settings.LIMEN_MAX_BODY = 1000
    assert problem(supervisor.post("/people/record", {"surname": "E" * 2000}), 413)


def test_asking_too_often_is_429(supervisor: Caller, settings: Any) -> None:
    settings.LIMEN_API_RATE = 2
    answers = [supervisor.get("/access/me") for _ in range(4)]
    refused = next(answer for answer in answers if answer.status_code != 200)
    problem(refused, 429)
    assert 0 < int(refused["Retry-After"]) <= 60


def test_an_unknown_address_is_404_in_the_apis_own_terms(supervisor: Caller) -> None:
    problem(supervisor.get("/no/such"), 404)
    problem(supervisor.get("/people/person/not-a-uuid"), 404)
    assert supervisor.get("/people/record").status_code == 405


def test_a_list_is_read_page_by_page_without_gap_or_repeat(service: Service, supervisor: Caller) -> None:
    for minutes in (30, 10, 20, 10, 40):
        act = SendReferral(
            to_office="inspections",
            subject_record="people.person",
            subject=uuid4(),
            reason="document",
            due_in_minutes=minutes,
        )
        service.do(act, role="supervisor")
    seen: list[str] = []
    due: list[str] = []
    cursor = ""
    while True:
        page = supervisor.get("/referrals/queue", office="inspections", limit=2, cursor=cursor).json()
        seen += [item["id"] for item in page["items"]]
        due += [item["data"]["due_at"] for item in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 5
    assert due == sorted(due)
    assert problem(supervisor.get("/referrals/queue", office="inspections", cursor="nonsense"), 422)["problems"][0][
        "rule"
    ] == "cursor.unknown"  # fmt: skip


def test_lists_are_bounded_and_typed(supervisor: Caller) -> None:
    assert (
        problem(supervisor.get("/referrals/queue", office="x", limit=100_000), 422)["problems"][0]["field"] == "limit"
    )
    problem(supervisor.get("/referrals/queue"), 422)


def test_reading_through_the_api_goes_on_the_record(service: Service, supervisor: Caller) -> None:
    person = service.person()
    supervisor.get(f"/people/person/{person.pk}")
    entry = Entry.objects.filter(kind="read").last()
    assert entry.act == "people.person"
    assert entry.actor == str(Account.objects.get(username="svc_supervisor").pk)


def test_an_auditor_reads_the_ledger_and_that_is_on_it(service: Service) -> None:
    auditor = caller(service, "auditor", "oversight")
    person = service.person()
    found = auditor.get("/ledger/entries", about=str(person.pk)).json()
    assert [item["body"]["act"] for item in found["items"]] == ["people.record"]
    assert "Eriksson" not in json.dumps(found)
    assert Entry.objects.filter(act="ledger.entries", kind="read").exists()


def test_the_ledger_is_not_for_others(service: Service, supervisor: Caller) -> None:
    problem(supervisor.get("/ledger/entries"), 403)


def test_places_accounts_clocks_papers_and_lookouts_are_listed(service: Service, supervisor: Caller) -> None:
    names = [item["data"]["code"] for item in supervisor.get("/places/list", kind="port").json()["items"]]
    assert names == ["NYC", "SYS"]
    assert supervisor.get("/clocks/open").json() == {"items": [], "next": None}
    assert supervisor.get("/documents/papers", about=str(uuid4())).json()["items"] == []
    assert supervisor.get("/lookouts/listed").json()["items"] == []
    problem(supervisor.get("/access/accounts"), 403)
    auditor = caller(service, "auditor", "oversight")
    assert "svc_auditor" in [row["data"]["username"] for row in auditor.get("/access/accounts").json()["items"]]


def test_the_law_is_read_by_day(supervisor: Caller) -> None:
    assert "icao_states" in supervisor.get("/law/tables").json()
    assert supervisor.get("/law/codes/icao_states", q="SWE").json()[0]["code"] == "SWE"
    rows = supervisor.get("/law/authority/people.identify", on="1900-01-01").json()
    assert not rows[0]["in_force"]
    problem(supervisor.get("/law/authority/none"), 404)
    problem(supervisor.get("/law/codes/none"), 404)


def test_the_schema_and_the_reference_need_no_other_address(db: None) -> None:
    schema = Client().get(f"{ROOT}/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert schema["components"]["schemas"]["PeopleRecordPerson"]["properties"]["nationality"]["x-limen-codes"]
    page = Client().get(f"{ROOT}/docs").content.decode()
    assert "Record a person met for the first time" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert "<script src" not in page or "/static/" in page


def test_a_number_no_database_holds_is_refused(service: Service) -> None:
    administrator = caller(service, "administrator", "administration")
    account = setup_account()
    refused = administrator.post(
        f"/access/account/{account.pk}/issue_token", {"scopes": ["people.view"], "days": 10**30}
    )
    problem(refused, 422)


def setup_account() -> Account:
    from limen.core.access.acts import OpenAccount

    account: Account = setup(OpenAccount(username="another", full_name="Another", kind="service"))
    return account


def test_the_actor_is_the_account_whose_token_it_is(service: Service, supervisor: Caller) -> None:
    supervisor.post("/people/record", {"surname": "Eriksson"})
    body = json.loads(Entry.objects.get(act="people.record").body)
    assert body["actor"]["label"] == "Service supervisor (svc_supervisor)"


def test_no_two_schemas_of_the_document_have_one_name() -> None:
    """Acts and their parts stand among what the endpoints answer; the one would be read for the other."""
    answered = NinjaAPI.get_openapi_schema(api(), path_prefix="/api/v1/")["components"]["schemas"]
    assert not set(answered) & set(endpoints.act_schemas())


def test_the_document_says_which_table_the_codes_of_a_part_are_of() -> None:
    schemas = endpoints.act_schemas()
    assert schemas["SevisOpenSchool"]["properties"]["kind"]["x-limen-codes"] == "school_kinds"
    assert schemas["Funds"]["properties"]["us_org1"]["x-limen-codes"] == "visitor_funding_agencies"
    assert schemas["TippSiteGiven"]["properties"]["per"]["x-limen-codes"] == "visitor_plan_stipends"
    assert schemas["Found"]["properties"]["person"]["x-limen-record"] == "people.person"
