"""Signing in: a password, a second factor, and what happens when either is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from limen.core.access import acts
from limen.core.access.models import Account
from limen.core.ledger.models import Entry
from tests.access.walking_in import code, enrolled, give_code, give_password, walk_in, words
from tests.factories import PASSWORD, Service, setup

MONDAY = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def officer(service: Service) -> Account:
    return service.officer()


@pytest.fixture
def secret(officer: Account) -> str:
    return enrolled(officer)


def recorded(act: str) -> int:
    return Entry.objects.filter(act=act).count()


def test_password_and_code_lead_to_the_desk_and_onto_the_record(client: Client, officer: Account, secret: str) -> None:
    response = walk_in(client, officer, secret)
    assert response.status_code == 302
    page = client.get(reverse("desk"))
    assert page.wsgi_request.standing.account == officer
    assert recorded("access.sign_in") == 1
    session = officer.sessions.get()
    assert session.method == "password+totp"
    assert session.address == "127.0.0.1"


def test_a_password_alone_opens_nothing(client: Client, officer: Account, secret: str) -> None:
    give_password(client, officer.username)
    response = client.get(reverse("my_account"))
    assert response["Location"].startswith(reverse("account_login"))
    assert recorded("access.sign_in") == 0


def test_the_name_is_found_whatever_its_case(client: Client, officer: Account, secret: str) -> None:
    assert give_password(client, officer.username.upper())["Location"] == reverse("mfa_authenticate")


def test_a_wrong_code_does_not_sign_in(client: Client, officer: Account, secret: str) -> None:
    give_password(client, officer.username)
    response = give_code(client, "000000" if code(secret) != "000000" else "111111")
    assert response.status_code == 200
    assert "Incorrect code" in words(response)
    officer.refresh_from_db()
    assert officer.failures == 1


def test_a_code_is_good_once_even_while_the_clock_would_still_take_it(officer: Account, secret: str) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        digits = code(secret)
        first = Client()
        give_password(first, officer.username)
        assert give_code(first, digits).status_code == 302
        clock.shift(timedelta(seconds=31))
        second = Client()
        give_password(second, officer.username)
        spaced = f"{digits[:3]} {digits[3:]}"
        assert "Incorrect code" in words(give_code(second, spaced))


def test_a_code_of_the_half_minute_before_is_taken(officer: Account, secret: str, client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False):
        give_password(client, officer.username)
        assert give_code(client, code(secret, -1)).status_code == 302


def test_unknown_name_wrong_password_suspended_and_service_are_answered_alike(
    service: Service, officer: Account, secret: str
) -> None:
    suspended = service.officer("secondary_officer")
    setup(acts.SuspendAccount(reason="badge lost"), suspended)
    robot = setup(acts.OpenAccount(username="gate-7", full_name="Gate 7", kind="service"))
    said = {
        name: words(give_password(Client(), username, password))
        for name, username, password in (
            ("unknown", "nobody", PASSWORD),
            ("wrong", officer.username, "not-the-password"),
            ("suspended", suspended.username, PASSWORD),
            ("service", robot.username, PASSWORD),
        )
    }
    assert all("not correct" in text for text in said.values())
    assert len({text.replace("gate-7", "").strip() for text in said.values()}) == 1


def test_every_answer_to_a_guess_hashes_one_password(
    officer: Account, secret: str, monkeypatch: pytest.MonkeyPatch, service: Service
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    plain = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        hashed.append(password)
        return plain(self, password, salt)

    setup(acts.SuspendAccount(reason="badge lost"), service.officer("secondary_officer"))
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for username in ("nobody", officer.username, "secondary_officer"):
        hashed.clear()
        give_password(Client(), username, "not-the-password")
        assert len(hashed) == 1, username


def test_too_many_wrong_passwords_lock_the_account_for_a_while(
    settings: Any, client: Client, officer: Account, secret: str
) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        for _ in range(settings.LIMEN_LOCKOUT_FAILURES):
            wrong = give_password(client, officer.username, "not-the-password")
        assert recorded("access.lock_out") == 1
        right = give_password(client, officer.username)
        assert right.status_code == 200
        assert words(right) == words(wrong)
        clock.shift(timedelta(minutes=settings.LIMEN_LOCKOUT_MINUTES, seconds=1))
        assert walk_in(client, officer, secret).status_code == 302
        officer.refresh_from_db()
        assert (officer.failures, officer.locked_until) == (0, None)


def test_wrong_codes_count_as_wrong_passwords_and_a_right_one_then_comes_too_late(
    settings: Any, client: Client, officer: Account, secret: str
) -> None:
    with time_machine.travel(MONDAY, tick=False):
        wrong = "000000" if code(secret) != "000000" else "111111"
        give_password(client, officer.username)
        for _ in range(settings.LIMEN_LOCKOUT_FAILURES):
            give_code(client, wrong)
        assert recorded("access.lock_out") == 1
        assert give_code(client, code(secret)).status_code == 200
        assert recorded("access.sign_in") == 0


def test_an_administrator_lifts_a_lock_out(settings: Any, client: Client, officer: Account, secret: str) -> None:
    for _ in range(settings.LIMEN_LOCKOUT_FAILURES):
        give_password(client, officer.username, "not-the-password")
    setup(acts.Unlock(reason="called the desk"), officer)
    assert walk_in(client, officer, secret).status_code == 302


def test_suspended_between_the_two_steps_is_not_signed_in(client: Client, officer: Account, secret: str) -> None:
    give_password(client, officer.username)
    setup(acts.SuspendAccount(reason="badge lost"), officer)
    give_code(client, code(secret))
    assert recorded("access.sign_in") == 0
    assert client.get(reverse("my_account"))["Location"].startswith(reverse("account_login"))


def test_one_address_may_not_try_without_end(settings: Any, service: Service) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    client = Client()
    for guess in range(3):
        give_password(client, f"guess-{guess}", "not-the-password")
    assert give_password(client, "guess-4", "not-the-password").status_code == 429


def test_nobody_signs_up_or_mails_a_reset(client: Client, db: None) -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("/accounts/signup/", "/sign-up/", "/signup/", "/password/reset/"):
        assert client.get(path).status_code == 404
    page = words(client.get(reverse("account_login")))
    assert "sign up" not in page.lower()


def test_signing_out_is_recorded_and_ends_the_session(client: Client, officer: Account, secret: str) -> None:
    walk_in(client, officer, secret)
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert recorded("access.sign_out") == 1
    assert officer.sessions.get().ended_how == "left"
    assert client.get(reverse("my_account")).status_code == 302


def test_a_recovery_code_signs_in_once(client: Client, officer: Account, secret: str) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    spare = RecoveryCodes.activate(officer).get_unused_codes()[0]
    give_password(client, officer.username)
    assert give_code(client, spare).status_code == 302
    again = Client()
    give_password(again, officer.username)
    assert give_code(again, spare).status_code == 200


def test_the_key_of_an_app_is_not_readable_in_the_database(officer: Account, secret: str) -> None:
    kept = officer.authenticator_set.get(type="totp").data["secret"]
    assert secret not in kept


def test_keys_kept_under_the_last_secret_still_open_after_it_is_changed(
    settings: Any, client: Client, officer: Account, secret: str
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-next-one"
    assert walk_in(client, officer, secret).status_code == 302


@pytest.mark.parametrize(
    ("password", "why"),
    [("short-one", "at least 12"), ("password1234", "common"), ("primary_officer", "similar")],
)
def test_a_weak_password_is_not_given(officer: Account, password: str, why: str) -> None:
    from pydantic import ValidationError

    from limen.kernel import BadInput

    with pytest.raises((BadInput, ValidationError), match=why):
        setup(acts.GivePassword(password=password), officer)
