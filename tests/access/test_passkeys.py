"""Passkeys in a real browser, under the real content policy, with an authenticator that Chromium plays itself."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from limen.core.access import acts
from tests.factories import PASSWORD, Service, open_service, setup

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed"),
]


@pytest.fixture
def lone_officer(transactional_db: None) -> Service:
    """Return a service whose auditor has a password of their own and no second factor yet."""
    cache.clear()
    service = open_service()
    setup(acts.GivePassword(password=PASSWORD, temporary=False), service.officer("auditor"))
    return service


def walk(address: str) -> dict[str, Any]:
    """Enrol a passkey, sign out, and sign in with nothing but it; return what was seen."""
    from playwright.sync_api import sync_playwright

    seen: dict[str, Any] = {"complaints": []}
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", lambda said: seen["complaints"].append(said.text) if "Content Security" in said.text else 0)
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        kind = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": kind})
        page.goto(f"{address}{reverse('account_login')}")
        page.fill("#id_login", "auditor")
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{reverse('enrol')}")
        page.goto(f"{address}{reverse('mfa_add_webauthn')}")
        page.check("#id_passwordless")
        page.click("#add-key")
        page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")
        seen["codes"] = page.locator("#recovery-codes li").count()
        page.goto(f"{address}{reverse('account_logout')}")
        page.click(f"form[action='{reverse('account_logout')}'] button")
        page.wait_for_url(f"**{reverse('account_login')}")
        page.click("#passkey-button")
        page.wait_for_url(lambda url: reverse("account_login") not in url)
        page.goto(f"{address}{reverse('my_account')}")
        seen["account"] = page.inner_text("body")
        browser.close()
    return seen


def test_a_passkey_is_enrolled_and_signs_in_by_itself(lone_officer: Service, live_server: Any, settings: Any) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    address = live_server.url.replace("127.0.0.1", "localhost")
    with ThreadPoolExecutor(1) as pool:  # the browser's own loop keeps out of the database's thread
        seen = pool.submit(walk, address).result()
    assert seen["complaints"] == []
    assert seen["codes"] == 10
    assert "passkey" in seen["account"]
    officer = lone_officer.officer("auditor")
    assert sorted(officer.sessions.values_list("method", flat=True)) == ["passkey", "password"]
