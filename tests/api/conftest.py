"""A service account with a token, as another system has one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from limen.core.access import acts as access
from limen.core.access.gate import NODE, SYSTEM
from limen.core.access.roles import roles
from limen.kernel import perform
from tests.factories import Service, setup

ROOT = "/api/v1"


@dataclass
class Caller:
    """Calls the API with a token, at a place, for a purpose."""

    token: str
    place: str = "NYC"
    purpose: str = "inspection"

    def headers(self, **extra: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.token}",
            "X-Limen-Place": self.place,
            "X-Limen-Purpose": self.purpose,
            **{name.replace("_", "-"): value for name, value in extra.items()},
        }

    def get(self, path: str, **query: Any) -> Any:
        return Client().get(f"{ROOT}{path}", query, headers=self.headers())

    def post(self, path: str, body: Any = None, **extra: str) -> Any:
        return Client().post(
            f"{ROOT}{path}", json.dumps(body or {}), content_type="application/json", headers=self.headers(**extra)
        )


def caller(service: Service, role: str, purpose: str = "inspection", scopes: list[str] | None = None) -> Caller:
    """Return a service account in a role, with a token of all that the role may, or of some scopes."""
    account = setup(access.OpenAccount(username=f"svc_{role}", full_name=f"Service {role}", kind="service"))
    setup(access.PostOfficer(role=role, place=service.jfk.pk, valid_from=date(2003, 3, 1)), account)
    account.refresh_from_db()
    act = access.IssueToken(scopes=scopes or sorted(roles()[role].permissions))
    told = perform(act, on=account, by=SYSTEM, at=NODE, purpose="administration").told
    return Caller(str(told["token"]), purpose=purpose)


@pytest.fixture(autouse=True)
def _nobody_has_called_yet() -> None:
    cache.clear()


@pytest.fixture
def supervisor(service: Service) -> Caller:
    return caller(service, "supervisor")
