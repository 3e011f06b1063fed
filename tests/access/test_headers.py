"""What every answer carries, what no page carries, and what is too much to send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from limen.core.access import acts
from tests.access.walking_in import code, enrolled, give_password, inline
from tests.factories import PASSWORD, Service, setup
from tests.signing_in import signed_in

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


def test_the_content_policy_is_exactly_this(client: Client, db: None) -> None:
    for path in (reverse("account_login"), "/nowhere/", reverse("desk")):
        policy = client.get(path)["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";")} == POLICY


def test_every_answer_carries_the_other_headers(client: Client, db: None) -> None:
    response = client.get(reverse("account_login"))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]


def test_a_personal_page_is_kept_by_no_cache(client: Client, service: Service) -> None:
    signed_in(client, service.officer(), service.jfk)
    assert client.get(reverse("my_account"))["Cache-Control"] == "no-store, private"


def pages(service: Service, settings: Any) -> Iterator[tuple[str, Any]]:
    """Yield every page of signing in and of accounts, as a person meets them."""
    visitor = Client()
    officer = service.officer()
    setup(acts.GivePassword(password=PASSWORD, temporary=False), officer)
    yield "sign in", visitor.get(reverse("account_login"))
    yield "wrong password", give_password(visitor, officer.username, "not-the-password")
    give_password(visitor, officer.username)
    yield "enrol", visitor.get(reverse("enrol"))
    app = visitor.get(reverse("mfa_activate_totp"))
    yield "app", app
    yield "wrong code", visitor.post(reverse("mfa_activate_totp"), {"code": "no"})
    digits = code(visitor.get(reverse("mfa_activate_totp")).context["form"].secret)
    visitor.post(reverse("mfa_activate_totp"), {"code": digits})
    yield "codes", visitor.get(reverse("mfa_view_recovery_codes"))
    yield "desk", visitor.get(reverse("desk"))
    yield "factors", visitor.get(reverse("mfa_index"))
    yield "keys", visitor.get(reverse("mfa_list_webauthn"))
    yield "confirm", visitor.get(reverse("account_reauthenticate"))
    yield "confirm by code", visitor.get(reverse("mfa_reauthenticate"))
    visitor.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "account_change_password"):
        yield name, visitor.get(reverse(name))
    yield "account", visitor.get(reverse("my_account"))
    yield "sign out", visitor.get(reverse("account_logout"))
    second = Client()
    give_password(second, officer.username)
    yield "second step", second.get(reverse("mfa_authenticate"))
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    give_password(Client(), "nobody")
    yield "too many", give_password(Client(), "nobody")


def test_no_page_of_signing_in_carries_code_or_style_of_its_own(service: Service, settings: Any) -> None:
    seen = {}
    for name, response in pages(service, settings):
        assert response.status_code in (200, 429), name
        seen[name] = inline(response)
    assert len(seen) == 19
    assert {name: found for name, found in seen.items() if found} == {}


def test_no_page_about_accounts_carries_any_either(service: Service) -> None:
    client = signed_in(Client(), service.officer("administrator"), service.jfk, "administration")
    robot = setup(acts.OpenAccount(username="gate-7", full_name="Gate 7", kind="service"))
    for path in (
        reverse("accounts"),
        reverse("account", args=[service.officer().pk]),
        reverse("account", args=[robot.pk]),
        reverse("account_token", args=[robot.pk]),
    ):
        response = client.get(path)
        assert response.status_code == 200
        assert inline(response) == []


def test_cookies_are_closed_to_scripts_and_to_other_sites(client: Client, service: Service, settings: Any) -> None:
    officer = service.officer()
    enrolled(officer)
    client.get(reverse("account_login"))
    give_password(client, officer.username)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (session["httponly"], session["samesite"], session["path"], session["domain"]) == (True, "Lax", "/", "")
    form = client.cookies[settings.CSRF_COOKIE_NAME]
    assert (form["httponly"], form["samesite"]) == (True, "Strict")


def test_on_a_real_node_cookies_are_of_this_host_and_of_tls_alone() -> None:
    from limen.config.settings import base

    for cookie in ("SESSION", "CSRF"):
        assert getattr(base, f"{cookie}_COOKIE_NAME").startswith("__Host-")
        assert getattr(base, f"{cookie}_COOKIE_SECURE") is True
    assert base.SECURE_SSL_REDIRECT is True
    assert base.SECURE_HSTS_SECONDS >= 31_536_000
    assert base.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_nobody_who_only_passes_by_is_given_a_cookie(client: Client, db: None) -> None:
    for path in ("/nowhere/", reverse("desk"), reverse("my_account"), "/api/v1/anything"):
        client.get(path)
    assert not client.cookies


def test_a_body_larger_than_any_of_ours_is_refused_unread(client: Client, db: None, settings: Any) -> None:
    settings.LIMEN_MAX_BODY = 1_000_000
    response = client.post(reverse("account_login"), data=b"x" * 1_000_001, content_type="application/octet-stream")
    assert response.status_code == 413
    nonsense = client.post(reverse("account_login"), data=b"x", content_type="text/plain", CONTENT_LENGTH="-1")
    assert nonsense.status_code == 400


def test_a_host_that_is_not_ours_is_not_answered(client: Client, db: None) -> None:
    assert client.get(reverse("account_login"), headers={"host": "elsewhere.example"}).status_code == 400


def test_a_forged_form_is_refused(service: Service) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("account_login"), {"login": "x", "password": "y"}).status_code == 403
