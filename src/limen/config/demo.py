"""The demonstration: a service opened by the same acts a real one is opened by, with officers to sign in as.

Their password and keys are made for this installation when it is first prepared and kept beside its database; none
is in the code. Running it again changes nothing that is there.
"""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

STAGES: list[str] = [
    "limen.offices.inspections.demo:a_day_of_traffic",
    "limen.config.demo_border:between_the_ports",
    "limen.config.demo_border:the_way_home",
    "limen.config.demo_investigations:within_the_country",
    "limen.config.demo_sevis:schools_and_sponsors",
    "limen.config.demo_sevis:students_and_visitors",
    "limen.portal.demo:the_public_site",
    "limen.portal.requests.demo:what_the_public_sends",
]
"""What other rooms add to the demonstration, as ``module:function``; each is called with the ``Demo``, every time.

A stage must be idempotent: it looks for what it would make, and makes what is missing through acts.
"""

DATA = Path(__file__).parent / "data" / "demo.toml"
SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvz" for vowel in "aeiou"]


@dataclass
class Demo:
    """The demonstration as a stage finds it.

    Args:
        agency: the agency.
        ports: the three ports by code.
        officers: every account by sign-in name, e.g. ``primary.nyc``.
        say: tells the person at the terminal what is being done.
    """

    agency: Any
    ports: dict[str, Any]
    officers: dict[str, Any]
    say: Callable[[str], None]


@dataclass
class Credentials:
    """What the demonstration's officers sign in with: made here, for this installation, and kept in its data directory.

    Args:
        path: where they are kept, readable by their owner only.
        password: the one password of every demonstration officer.
        secrets: each officer's key for six-digit codes, by sign-in name.
    """

    path: Path
    password: str
    secrets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Credentials:
        """Return the installation's credentials, made when there are none."""
        path = folder / "demo.json"
        if path.is_file():
            kept = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, kept["password"], kept["secrets"])
        return cls(path, "-".join("".join(secrets.choice(SYLLABLES) for _ in range(2)) for _ in range(4)))

    def keep(self) -> None:
        """Write them down for their owner alone."""
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"password": self.password, "secrets": self.secrets}, file, indent=1)

    def code(self, sign_in: str) -> str:
        """Return an officer's six digits of this moment.

        Raises:
            KeyError: when there is no such demonstration officer.
        """
        from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

        counters = list(yield_hotp_counters_from_time())
        return str(format_hotp_value(hotp_value(self.secrets[sign_in], counters[len(counters) // 2])))


def prepare(folder: Path, say: Callable[[str], None]) -> tuple[Demo, Credentials]:
    """Open the demonstration in a migrated database, or find it open, and run every stage."""
    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))
    credentials = Credentials.of(folder)
    agency = _agency(plan["agency"], say)
    ports = _ports(agency, plan["ports"]["codes"], say)
    _posts(agency, plan["post"], say)
    _lease(plan["numbers"], agency, say)
    officers = dict(_officers(plan, agency, ports, credentials, say))
    credentials.keep()
    demo = Demo(agency, ports, officers, say)
    for stage in STAGES:
        module, _colon, name = stage.partition(":")
        getattr(import_module(module), name)(demo)
    return demo, credentials


def postings(plan: dict[str, Any] | None = None) -> Iterator[dict[str, str]]:
    """Yield every demonstration officer: sign-in name, role, name, kind, organisation and port (empty: the agency).

    Partners are posted where they work by the stage that opens it, not here.
    """
    plan = plan or tomllib.loads(DATA.read_text(encoding="utf-8"))
    for row in plan["at_each_port"]:
        for port, name in zip(plan["ports"]["codes"], row["names"], strict=True):
            yield {"sign_in": f"{row['sign_in']}.{port.lower()}", "role": row["role"], "name": name, "port": port}
    for row in plan["at_the_agency"]:
        yield {**row, "port": ""}
    for row in plan["partners"]:
        yield {**row, "kind": "partner", "port": ""}


def _act(act: Any, on: Any = None) -> Any:
    from limen.core.access.gate import NODE, SYSTEM
    from limen.kernel import perform

    return perform(act, on=on, by=SYSTEM, at=NODE, purpose="administration").record


def _agency(row: dict[str, Any], say: Callable[[str], None]) -> Any:
    from limen.core.places.acts import OpenPlace
    from limen.core.places.models import Place

    found = Place.objects.filter(code=row["code"], kind="agency", valid_to=None).first()
    if found is not None:
        return found
    say("Opening the agency")
    return _act(OpenPlace(code=row["code"], kind="agency", name=row["name"], zone=row["zone"], valid_from=row["from"]))


def _ports(agency: Any, codes: list[str], say: Callable[[str], None]) -> dict[str, Any]:
    from limen.core.places.acts import OpenPorts
    from limen.core.places.models import Place

    rows = Place.objects.filter(kind="port", valid_to=None)
    if rows.filter(code__in=codes).count() < len(codes):
        say("Opening every port of entry the law pack lists")
        _act(OpenPorts(), agency)
    return {port.code: port for port in rows.filter(code__in=codes)}


def _posts(agency: Any, rows: list[dict[str, Any]], say: Callable[[str], None]) -> None:
    from limen.core.places.acts import OpenPlace
    from limen.core.places.models import Place

    known = set(Place.objects.filter(kind="post", valid_to=None).values_list("code", flat=True))
    for row in rows:
        if row["code"] not in known:
            say(f"Opening the post abroad: {row['name']}")
            _act(OpenPlace(**row, kind="post", parent=agency.pk, valid_from=agency.valid_from))


def _lease(rows: list[dict[str, Any]], agency: Any, say: Callable[[str], None]) -> None:
    from django.utils import timezone

    from limen.core.casefile.acts import LeaseNumbers
    from limen.core.casefile.models import NumberLease
    from limen.core.lawbook import lawbook

    day = timezone.now().astimezone(agency.zone).date()
    for row in rows:
        if not NumberLease.objects.filter(kind=row["kind"]).exists():
            say(f"Leasing numbers: {row['kind']}")
            picture = str(lawbook().value(f"number_format.{row['kind']}", day).value)
            _act(LeaseNumbers(picture=picture, **row))


def _officers(
    plan: dict[str, Any], agency: Any, ports: dict[str, Any], credentials: Credentials, say: Callable[[str], None]
) -> Iterator[tuple[str, Any]]:
    from limen.core.access.models import Account

    known = {account.username: account for account in Account.objects.all()}
    for row in postings(plan):
        account = known.get(row["sign_in"])
        if account is None:
            say(f"Hiring {row['sign_in']}")
            account = _hire(row, ports.get(row["port"], agency), agency)
        if account.kind != "service" and row["sign_in"] not in credentials.secrets:
            _enrol(account, credentials)
        yield row["sign_in"], account


def _hire(row: dict[str, str], place: Any, agency: Any) -> Any:
    from limen.core.access.acts import OpenAccount, PostOfficer

    fields = {key: row[key] for key in ("kind", "organisation", "email") if key in row}
    account = _act(OpenAccount(username=row["sign_in"], full_name=row["name"], **fields))
    if row.get("kind") == "partner":
        return account
    return _act(PostOfficer(role=row["role"], place=place.pk, valid_from=agency.valid_from), account)


def _enrol(account: Any, credentials: Credentials) -> None:
    """Give an officer the installation's password and a key for six-digit codes."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from limen.core.access.acts import GivePassword
    from limen.core.access.signing import AddFactor

    _act(GivePassword(password=credentials.password, temporary=False), account)
    account.authenticator_set.all().delete()
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    _act(AddFactor(factor="totp"), account)
    credentials.secrets[account.username] = secret
