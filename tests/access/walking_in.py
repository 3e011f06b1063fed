"""Signing in through the real pages, as a person at a browser does."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from limen.core.access.models import Account
from limen.core.access.sessions import recorded
from limen.core.access.signing import ChangePassword
from tests.factories import PASSWORD

HOME = "/desk/"


def enrolled(account: Account) -> str:
    """Give an officer an authenticator app and a password of their own, and return the app's key."""
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    recorded(ChangePassword(), account)
    account.refresh_from_db()
    return secret


def code(secret: str, step: int = 0) -> str:
    """Return the six digits an app shows now, or so many steps of half a minute from now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2] + step))


def give_password(client: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    """Send the first form."""
    return client.post(reverse("account_login"), {"login": username, "password": password, **extra})


def give_code(client: Client, digits: str) -> Any:
    """Send the second form."""
    return client.post(reverse("mfa_authenticate"), {"code": digits})


def walk_in(client: Client, account: Account, secret: str) -> Any:
    """Sign in with both and return the answer to the second form."""
    assert give_password(client, account.username)["Location"] == reverse("mfa_authenticate")
    return give_code(client, code(secret))


def words(response: Any) -> str:
    """Return what a page says, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class Inline(HTMLParser):
    """Finds what the content policy forbids: code and style written into the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.labels: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a script without a source, a style, or a handler in an attribute."""
        named = dict(attrs)
        data = (named.get("type") or "").startswith("application/json")
        if tag == "style" or (tag == "script" and "src" not in named and not data):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in named if name == "style" or name.startswith("on")]
        if named.get("id"):
            self.ids.append(str(named["id"]))
        for name in ("href", "src", "action"):
            if (named.get(name) or "").lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}")


def inline(response: Any) -> list[str]:
    """Return what a page carries that the content policy forbids, and identifiers it uses twice."""
    page = Inline()
    page.feed(response.content.decode())
    return page.found + sorted({f"twice #{name}" for name in page.ids if page.ids.count(name) > 1})
