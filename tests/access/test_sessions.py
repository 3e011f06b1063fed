"""How long a session lasts, who ends it, and how soon a person who was shut out is out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from limen.core.access import acts
from limen.core.access.models import Account
from limen.core.access.roles import purposes
from limen.kernel import perform
from tests.access.walking_in import enrolled, give_password, walk_in, words
from tests.factories import OPENED, PASSWORD, Service, setup
from tests.signing_in import signed_in

MONDAY = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
MINE = "/account/"


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


def shut_out(client: Client) -> bool:
    response = client.get(MINE)
    return response.status_code == 302 and response["Location"].startswith(reverse("account_login"))


def test_the_key_of_the_session_changes_at_sign_in(client: Client, service: Service, settings: Any) -> None:
    officer = service.officer()
    secret = enrolled(officer)
    give_password(client, officer.username)
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    walk_in(client, officer, secret)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_a_session_left_alone_ends_and_says_so(client: Client, service: Service, settings: Any) -> None:
    officer = service.officer()
    with time_machine.travel(MONDAY, tick=False) as clock:
        signed_in(client, officer, service.jfk)
        clock.shift(timedelta(minutes=settings.LIMEN_IDLE_MINUTES))
        assert shut_out(client)
        assert officer.sessions.get().ended_how == "idle"
        assert "signed out after 15 minutes away" in words(client.get(reverse("account_login")))


def test_work_keeps_a_session_alive_until_the_limit_of_a_day(client: Client, service: Service, settings: Any) -> None:
    officer = service.officer()
    with time_machine.travel(MONDAY, tick=False) as clock:
        signed_in(client, officer, service.jfk)
        for _ in range(settings.LIMEN_SESSION_HOURS * 6 - 1):
            clock.shift(timedelta(minutes=10))
            assert client.get(MINE).status_code == 200
        clock.shift(timedelta(minutes=10))
        assert shut_out(client)
        assert officer.sessions.get().ended_how == "limit"


def test_a_page_that_asks_by_itself_keeps_no_session_alive(client: Client, service: Service, settings: Any) -> None:
    from limen.core.access import views

    officer = service.officer()
    with time_machine.travel(MONDAY, tick=False) as clock, pytest.MonkeyPatch.context() as patch:
        signed_in(client, officer, service.jfk)
        patch.setattr(views.mine, "limen_unattended", True, raising=False)
        clock.shift(timedelta(minutes=10))
        assert client.get(MINE).status_code == 200
        clock.shift(timedelta(minutes=10))
        assert shut_out(client)


def test_a_newer_sign_in_ends_the_older(service: Service) -> None:
    officer = service.officer()
    desk, laptop = Client(), Client()
    signed_in(desk, officer, service.jfk)
    signed_in(laptop, officer, service.jfk)
    assert shut_out(desk)
    assert laptop.get(MINE).status_code == 200
    assert sorted(officer.sessions.values_list("ended_how", flat=True)) == ["", "replaced"]


def test_a_service_may_allow_more_sessions_than_one(service: Service, settings: Any) -> None:
    settings.LIMEN_SESSIONS_EACH = 2
    officer = service.officer()
    first, second, third = Client(), Client(), Client()
    for client in (first, second, third):
        signed_in(client, officer, service.jfk)
    assert shut_out(first)
    assert second.get(MINE).status_code == 200
    second.post(reverse("my_session_end", args=[officer.sessions.filter(ended_at=None)[0].pk]))
    assert shut_out(third)


@pytest.mark.parametrize(
    "act",
    [
        acts.SuspendAccount(reason="badge lost"),
        acts.CloseAccount(reason="left the service"),
        acts.GivePassword(password=f"{PASSWORD}-2"),
        acts.ResetFactors(reason="telephone was stolen"),
    ],
    ids=lambda act: act.declaration.key,
)
def test_shut_out_that_minute(client: Client, service: Service, act: Any) -> None:
    officer = service.officer()
    signed_in(client, officer, service.jfk)
    assert client.get(MINE).status_code == 200
    setup(act, officer)
    assert shut_out(client)
    if act.declaration.verb == "suspend":
        setup(acts.RestoreAccount(reason="badge found"), officer)
        assert shut_out(client)


def test_a_session_an_administrator_ended_is_over(client: Client, service: Service) -> None:
    officer = service.officer()
    signed_in(client, officer, service.jfk)
    setup(acts.EndSession(session=officer.sessions.get().pk, reason="left unlocked"), officer)
    assert shut_out(client)
    assert "Your session was ended" in words(client.get(reverse("account_login")))


def test_a_posting_that_ended_takes_the_desk_away_that_minute(client: Client, service: Service) -> None:
    officer = service.officer()
    signed_in(client, officer, service.jfk)
    assert client.get(MINE).wsgi_request.viewer is not None
    setup(acts.EndPosting(posting=officer.postings.get().pk, last_day=date(2026, 1, 1)), officer)
    response = client.get(reverse("accounts"))
    assert response["Location"].startswith(reverse("desk"))
    assert "posted nowhere today" in words(client.get(reverse("desk")))


def test_a_posting_ends_with_its_last_day_at_the_place(client: Client, service: Service) -> None:
    officer = service.officer()
    setup(acts.EndPosting(posting=officer.postings.get().pk, last_day=date(2026, 11, 23)), officer)
    with time_machine.travel(datetime(2026, 11, 24, 4, 55, tzinfo=UTC), tick=False) as clock:  # 23:55 in New York
        signed_in(client, officer, service.jfk)
        assert client.get(MINE).wsgi_request.viewer is not None
        clock.shift(timedelta(minutes=6))
        assert client.get(MINE).wsgi_request.viewer is None


def test_the_one_desk_there_is_is_taken_without_asking(client: Client, service: Service) -> None:
    officer = service.officer("auditor")
    secret = enrolled(officer)
    walk_in(client, officer, secret)
    assert client.get(reverse("desk"))["Location"] == "/work/"
    viewer = client.get(MINE).wsgi_request.viewer
    assert (viewer.place, viewer.purpose) == (service.jfk, "oversight")


def test_who_may_work_for_several_purposes_says_which(client: Client, service: Service) -> None:
    officer = service.officer()
    secret = enrolled(officer)
    walk_in(client, officer, secret)
    page = client.get(reverse("desk"), {"next": "/account/"})
    assert purposes()["inspection"] in words(page)
    assert purposes()["oversight"] not in words(page)
    choice = {"desk": str(service.jfk.pk), "purpose": "custody", "next": "/account/"}
    assert client.post(reverse("desk"), choice)["Location"] == "/account/"
    assert client.get(MINE).wsgi_request.viewer.purpose == "custody"


@pytest.mark.parametrize(
    ("choice", "why"),
    [
        ({"purpose": "oversight"}, "Select a valid choice"),
        ({"purpose": "inspection", "code": "SYS"}, "hold no role there"),
        ({"purpose": "inspection", "desk": "0192a1b2-0000-7000-8000-000000000000"}, "Select a valid choice"),
    ],
)
def test_a_desk_that_is_not_ones_own_is_refused(
    client: Client, service: Service, choice: dict[str, str], why: str
) -> None:
    signed_in(client, service.officer(), service.jfk)
    response = client.post(reverse("desk"), {"desk": str(service.jfk.pk), **choice})
    assert why in words(response)
    assert client.get(MINE).wsgi_request.viewer.place == service.jfk


def test_whoever_is_posted_to_the_agency_works_at_any_port_of_it(client: Client, service: Service) -> None:
    auditor = service.officer("auditor", place=service.agency)
    signed_in(client, auditor, service.agency, "oversight")
    client.post(reverse("desk"), {"code": "sys", "purpose": "oversight"})
    assert client.get(MINE).wsgi_request.viewer.place == service.sys_


def test_the_desk_sends_nobody_to_another_site(client: Client, service: Service) -> None:
    signed_in(client, service.officer(), service.jfk)
    choice = {"desk": str(service.jfk.pk), "purpose": "inspection", "next": "https://elsewhere.example/"}
    assert client.post(reverse("desk"), choice)["Location"] == "/work/"


def test_whoever_has_no_second_factor_enrols_one_before_anything_else(client: Client, service: Service) -> None:
    officer = service.officer()
    setup(acts.GivePassword(password=PASSWORD, temporary=False), officer)
    give_password(client, officer.username)
    for page in (reverse("desk"), MINE, reverse("accounts")):
        assert client.get(page)["Location"] == reverse("enrol")
    assert "second factor" in words(client.get(reverse("enrol")))
    form = client.get(reverse("mfa_activate_totp"))
    from tests.access.walking_in import code

    client.post(reverse("mfa_activate_totp"), {"code": code(form.context["form"].secret)})
    officer.refresh_from_db()
    assert officer.authenticator_set.filter(type="totp").exists()
    assert client.get(reverse("desk")).status_code == 200


def test_a_password_somebody_else_gave_is_changed_first(client: Client, service: Service) -> None:
    officer = service.officer()
    give_password(client, officer.username)
    assert client.get(MINE)["Location"] == reverse("account_change_password")
    mine = "a-password-of-my-own"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": mine, "password2": mine})
    assert Account.objects.get(pk=officer.pk).must_change is False
    assert client.get(MINE)["Location"] == reverse("enrol")


def test_the_only_second_factor_is_not_removed(client: Client, service: Service) -> None:
    officer = service.officer()
    secret = enrolled(officer)
    walk_in(client, officer, secret)
    assert client.get(reverse("mfa_deactivate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert "only second factor" in words(client.get(reverse("mfa_deactivate_totp")))
    client.post(reverse("mfa_deactivate_totp"))
    assert officer.authenticator_set.filter(type="totp").exists()


def test_changing_ones_factors_asks_who_one_is_again(client: Client, service: Service) -> None:
    officer = service.officer()
    secret = enrolled(officer)
    walk_in(client, officer, secret)
    for page in ("mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(page))["Location"].startswith(reverse("account_reauthenticate"))


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(client: Client, service: Service) -> None:
    response = client.get(MINE, headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert response["HX-Redirect"] == reverse("account_login")


def test_pages_speak_the_language_its_reader_chose(client: Client, service: Service, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    officer = service.officer()
    signed_in(client, officer, service.jfk)
    client.post(reverse("my_language"), {"language": "es"})
    assert client.get(MINE)["Content-Language"] == "es"
    client.post(reverse("my_language"), {"language": "tlh"})
    officer.refresh_from_db()
    assert officer.language == "es"


def test_a_desk_is_kept_across_acts_of_the_account_itself(client: Client, service: Service) -> None:
    officer = service.officer()
    signed_in(client, officer, service.jfk)
    perform(
        acts.PostOfficer(role="secondary_officer", place=service.sys_.pk, valid_from=OPENED),
        on=officer,
        by=service.officer("administrator"),
        at=service.jfk,
        purpose="administration",
    )
    assert client.get(MINE).wsgi_request.viewer.place == service.jfk
