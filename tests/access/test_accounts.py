"""Accounts as administrators and auditors see them, and tokens as services use them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.urls import reverse

from limen.core.access import acts
from limen.core.access.callers import NotSignedIn, actor_of, problem
from limen.core.access.gate import TokenActor
from limen.core.access.models import Account
from limen.core.ledger.models import Entry
from limen.kernel import BadInput, perform
from tests.access.walking_in import words
from tests.factories import OPENED, Service, setup
from tests.signing_in import signed_in


@pytest.fixture
def robot(service: Service) -> Account:
    account = setup(acts.OpenAccount(username="gate-7", full_name="Gate 7", kind="service"))
    return setup(acts.PostOfficer(role="primary_officer", place=service.jfk.pk, valid_from=OPENED), account)


def administrator(service: Service) -> Client:
    return signed_in(Client(), service.officer("administrator"), service.jfk, "administration")


def token(service: Service, robot: Account, *scopes: str, days: int = 90) -> str:
    issue = acts.IssueToken(scopes=list(scopes), days=days)
    admin = service.officer("administrator")
    return str(perform(issue, on=robot, by=admin, at=service.jfk, purpose="administration").told["token"])


def asked(secret: str, **headers: str) -> Any:
    return RequestFactory().get("/api/v1/", headers={"authorization": f"Bearer {secret}", **headers})


def test_an_administrator_finds_an_account_by_part_of_its_name(service: Service, robot: Account) -> None:
    page = words(administrator(service).get(reverse("accounts"), {"q": "gate"}))
    assert "Gate 7" in page
    assert page.count("Administrator") == 1  # the masthead names who looks
    assert "1 account " in page


def test_accounts_are_found_by_the_role_they_hold_today(service: Service, robot: Account) -> None:
    service.officer("secondary_officer")
    gone = service.officer("secondary_officer", "gone_officer")
    setup(acts.EndPosting(posting=gone.postings.get().pk, last_day=date(2026, 1, 1)), gone)
    page = words(administrator(service).get(reverse("accounts"), {"role": "secondary_officer"}))
    assert "1 account " in page
    assert "Secondary inspector, NYC" in page
    assert "Gone Officer" not in page
    assert "Gate 7" not in page


def test_a_role_there_is_not_is_refused_and_nothing_is_listed(service: Service) -> None:
    answer = administrator(service).get(reverse("accounts"), {"role": "nobody"})
    assert answer.status_code == 422
    assert "<table" not in answer.content.decode()


def test_the_page_of_an_account_shows_its_postings_and_what_can_be_done(service: Service) -> None:
    officer = service.officer()
    page = administrator(service).get(reverse("account", args=[officer.pk]))
    assert "Primary inspector" in words(page)
    assert "Suspend an account" in words(page)
    assert f"/act/access.suspend/{officer.pk}/" in page.content.decode()
    assert Entry.objects.filter(act="access.account.page", kind="read").count() == 1


def test_an_auditor_sees_accounts_and_is_offered_nothing(service: Service) -> None:
    officer = service.officer()
    client = signed_in(Client(), service.officer("auditor"), service.jfk, "oversight")
    page = client.get(reverse("account", args=[officer.pk]))
    assert page.status_code == 200
    assert "/act/" not in page.content.decode()
    assert "/act/" not in client.get(reverse("accounts")).content.decode()
    assert client.get(reverse("account_token", args=[officer.pk])).status_code == 403


def test_an_inspector_sees_no_accounts(service: Service) -> None:
    client = signed_in(Client(), service.officer(), service.jfk)
    refused = client.get(reverse("accounts"))
    assert refused.status_code == 403
    assert "auditor" in words(refused)


def test_an_account_that_is_not_there_is_not_found(service: Service) -> None:
    missing = reverse("account", args=["0192a1b2-0000-7000-8000-000000000000"])
    assert administrator(service).get(missing).status_code == 404


def test_a_token_is_shown_once_and_works(service: Service, robot: Account) -> None:
    client = administrator(service)
    path = reverse("account_token", args=[robot.pk])
    page = client.post(path, {"scopes": ["people.identify"], "days": 30})
    secret = page.context["secret"]
    assert secret.startswith("lmn_")
    assert secret in page.content.decode()
    assert secret not in client.get(reverse("account", args=[robot.pk])).content.decode()
    assert secret not in "".join(Entry.objects.values_list("body", flat=True))
    assert actor_of(asked(secret, **{"x-limen-purpose": "inspection"})).actor.id == robot.pk


@pytest.mark.parametrize("sent", [{"days": 30}, {"scopes": ["people.identify"], "days": 900}, {"scopes": ["no.such"]}])
def test_a_token_without_scopes_or_without_end_is_refused(service: Service, robot: Account, sent: Any) -> None:
    response = administrator(service).post(reverse("account_token", args=[robot.pk]), sent)
    assert response.status_code == 422
    assert not robot.tokens.exists()


def test_people_have_no_tokens(service: Service) -> None:
    path = reverse("account_token", args=[service.officer().pk])
    response = administrator(service).post(path, {"scopes": ["people.identify"], "days": 1})
    assert "people sign in" in words(response)


def test_a_caller_by_token_acts_where_and_why_it_says(service: Service, robot: Account) -> None:
    secret = token(service, robot, "people.identify")
    caller = actor_of(asked(secret, **{"x-limen-place": "nyc", "x-limen-purpose": "custody"}))
    actor, place, purpose = caller
    assert isinstance(actor, TokenActor)
    assert (place, purpose) == (service.jfk, "custody")
    assert caller.viewer.permissions == {"people.identify"}


def test_a_place_may_be_left_out_when_there_is_one_and_a_purpose_not_when_there_are_two(
    service: Service, robot: Account
) -> None:
    secret = token(service, robot, "people.identify")
    assert actor_of(asked(secret, **{"x-limen-purpose": "inspection"})).place == service.jfk
    with pytest.raises(BadInput, match="purpose"):
        actor_of(asked(secret))


@pytest.mark.parametrize(("place", "purpose"), [("SYS", "inspection"), ("ZZZ", "inspection"), ("NYC", "curiosity")])
def test_a_place_or_purpose_that_is_not_the_accounts_is_refused(
    service: Service, robot: Account, place: str, purpose: str
) -> None:
    secret = token(service, robot, "people.identify")
    with pytest.raises(BadInput) as refused:
        actor_of(asked(secret, **{"x-limen-place": place, "x-limen-purpose": purpose}))
    assert refused.value.problems[0].field.startswith("X-Limen-")


def test_a_token_ends_with_its_days_its_revocation_and_its_account(service: Service, robot: Account) -> None:
    purpose = {"x-limen-purpose": "inspection"}
    with time_machine.travel(datetime(2026, 11, 23, 13, tzinfo=UTC), tick=False) as clock:
        short = token(service, robot, "people.identify", days=1)
        clock.shift(timedelta(days=1, seconds=1))
        revoked, orphan = (token(service, robot, "people.identify") for _ in range(2))
        setup(acts.RevokeToken(token=robot.tokens.get(hint=revoked[:8], digest=acts.token_digest(revoked)).pk), robot)
        for secret in (short, revoked, "lmn_nonsense", ""):
            with pytest.raises(NotSignedIn):
                actor_of(asked(secret, **purpose))
        assert actor_of(asked(orphan, **purpose))
        setup(acts.SuspendAccount(reason="seen misused"), robot)
        with pytest.raises(NotSignedIn):
            actor_of(asked(orphan, **purpose))


def test_the_api_answers_a_stranger_with_a_problem(client: Client, service: Service, settings: Any) -> None:
    settings.LIMEN_API_PREFIX = "/accounts/"
    response = client.get(reverse("accounts"))
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response.json()["detail"] == "Sign in and choose a desk, or send a token."


def test_the_api_reads_a_token_like_a_desk(service: Service, client: Client, settings: Any) -> None:
    settings.LIMEN_API_PREFIX = "/accounts/"
    auditing = setup(acts.OpenAccount(username="export-1", full_name="Export 1", kind="service"))
    setup(acts.PostOfficer(role="auditor", place=service.jfk.pk, valid_from=OPENED), auditing)
    secret = token(service, auditing, "access.view")
    response = client.get(reverse("accounts"), headers={"authorization": f"Bearer {secret}"})
    assert response.status_code == 200
    refused = client.get(reverse("accounts"), headers={"authorization": f"Bearer {secret}", "x-limen-place": "nowhere"})
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["field"] == "X-Limen-Place"


def test_a_session_calls_the_api_only_with_its_forgery_token(
    service: Service, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from limen.core.access import views

    settings.LIMEN_API_PREFIX = "/accounts/"
    monkeypatch.setattr(views.issue_token, "csrf_exempt", True, raising=False)  # as the API framework does
    strict = Client(enforce_csrf_checks=True)
    signed_in(strict, service.officer("administrator"), service.jfk, "administration")
    path = reverse("account_token", args=[service.officer().pk])
    page = strict.get(path)
    assert page.status_code == 200
    refused = strict.post(path, {})
    assert refused.status_code == 403
    assert "X-CSRFToken" in refused.json()["detail"]
    mark = page.context["csrf_token"]
    assert strict.post(path, {}, headers={"x-csrftoken": str(mark)}).status_code == 422


def test_a_problem_names_each_field_and_rule() -> None:
    from limen.kernel import Problem

    error = BadInput("Wrong.", problems=[Problem("day", "date.unknown", "Give a day.")])
    answer = problem(error, 422)
    assert b'"rule": "date.unknown"' in answer.content
    assert "WWW-Authenticate" not in answer


def test_who_has_no_password_is_told_so_when_they_want_to_change_it(service: Service) -> None:
    account = setup(acts.OpenAccount(username="keyholder", full_name="Key Holder"))
    setup(acts.PostOfficer(role="primary_officer", place=service.jfk.pk, valid_from=OPENED), account)
    officer = Account.objects.get(pk=account.pk)
    assert not officer.has_usable_password()
    shown = signed_in(Client(), officer, service.jfk).get(reverse("account_change_password"), follow=True)
    assert shown.status_code == 200
    assert "has no password to change" in words(shown)
