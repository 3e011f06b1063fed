"""Running a node: its keys, its demonstration, its upkeep and its check-up."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from limen.cli import build
from limen.config import demo, health, upkeep
from limen.config.environment import database, listed, number, secret_key
from limen.core.access.models import Account, Session
from limen.core.ledger.models import Entry, Outgoing
from limen.kernel import opened
from tests.access.walking_in import give_code, give_password
from tests.factories import Service
from tests.signing_in import signed_in

MONDAY = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def waiting(to: str = "shift@example.org", subject: str = "Watch this flight") -> Outgoing:
    with opened("test"):
        return Outgoing.objects.create(channel="email", to=to, subject=subject, body="Row 12.")


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    key = secret_key(folder)
    assert len(key) >= 50
    assert secret_key(folder) == key
    assert (mode(folder), mode(folder / "secret.key")) == (0o700, 0o600)
    assert [path.name for path in folder.iterdir()] == ["secret.key"]


def test_a_setting_that_is_not_a_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIMEN_IDLE_MINUTES", "soon")
    with pytest.raises(ValueError, match="LIMEN_IDLE_MINUTES"):
        number("LIMEN_IDLE_MINUTES", 15)
    monkeypatch.setenv("LIMEN_HOSTS", " a.example , ,b.example")
    assert listed("LIMEN_HOSTS") == ["a.example", "b.example"]


def test_writers_on_sqlite_wait_for_each_other_and_commits_are_durable() -> None:
    options = database("sqlite:///x.sqlite3")["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert pragma in options["init_command"]


def ask(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    known = {key: value for key, value in os.environ.items() if not key.startswith(("LIMEN_", "DJANGO_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], env={**known, **env}, capture_output=True, text=True, check=False
    )


def test_a_real_node_passes_djangos_own_check_for_deployment(tmp_path: Path) -> None:
    code = """
from django.core.management import execute_from_command_line as run
run(["limen", "check", "--deploy", "--fail-level", "WARNING"])
"""
    done = ask(
        code, DJANGO_SETTINGS_MODULE="limen.config.settings.base", LIMEN_DATA=str(tmp_path), LIMEN_HOSTS="a.example"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("bind", "code"), [("127.0.0.1", 0), ("::1", 0), ("0.0.0.0", 1), ("192.0.2.7", 1)])  # noqa: S104  the address that must be refused
def test_cookies_without_tls_are_for_the_loopback_address_alone(tmp_path: Path, bind: str, code: int) -> None:
    done = ask("import limen.config.settings.demo", LIMEN_DATA=str(tmp_path), LIMEN_BIND=bind)
    assert done.returncode == code
    assert code == 0 or "loopback" in done.stderr


@pytest.fixture
def opened_demo(db: None, folder: Path) -> tuple[demo.Demo, demo.Credentials]:
    return demo.prepare(folder, lambda _text: None)


def test_the_demo_opens_every_port_hires_every_role_and_changes_nothing_the_second_time(
    opened_demo: tuple[demo.Demo, demo.Credentials], folder: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One story, since the demonstration takes half a minute to make."""
    every_port_is_open_and_every_role_is_held(*opened_demo)
    nothing_changes_the_second_time(opened_demo[1], folder, monkeypatch)
    whoever_reads_the_sign_ins_signs_in(opened_demo[1], client)


def every_port_is_open_and_every_role_is_held(shown: demo.Demo, credentials: demo.Credentials) -> None:
    from limen.core.access.roles import roles
    from limen.core.places.models import Place

    assert len(shown.ports) == 3
    assert Place.objects.filter(kind="port").count() > 300
    held = set(Account.objects.values_list("postings__role", flat=True))
    assert held == set(roles()) - {"system"}
    assert mode(credentials.path) == 0o600
    assert set(credentials.secrets) == set(Account.objects.exclude(kind="service").values_list("username", flat=True))


def nothing_changes_the_second_time(first: demo.Credentials, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries, kept = Entry.objects.count(), first.path.read_text()
    stages: list[demo.Demo] = []
    monkeypatch.setattr("tests.access.test_node.a_stage", stages.append, raising=False)
    monkeypatch.setattr(demo, "STAGES", ["tests.access.test_node:a_stage"])
    _again, credentials = demo.prepare(folder, pytest.fail)
    assert Entry.objects.count() == entries
    assert credentials.path.read_text() == kept
    assert len(stages) == 1


def whoever_reads_the_sign_ins_signs_in(credentials: demo.Credentials, client: Client) -> None:
    give_password(client, "auditor", credentials.password)
    assert give_code(client, credentials.code("auditor")).status_code == 302
    assert client.get(reverse("desk"))["Location"] == "/work/"


def test_two_installations_share_no_password(tmp_path: Path) -> None:
    made = {demo.Credentials.of(tmp_path / name).password for name in ("a", "b", "c")}
    assert len(made) == 3
    assert all(len(password) >= 12 for password in made)


def test_the_demo_is_served_on_the_loopback_address_alone() -> None:
    done = CliRunner().invoke(build(), ["demo", "--host", "192.0.2.7"])
    assert done.exit_code == 2
    assert "loopback" in done.output


def test_the_sweep_sends_what_waits_and_keeps_what_fails(db: None, folder: Path) -> None:
    good, bad = waiting(), waiting(to="nobody", subject="x")
    sent: list[str] = []

    def send(message: mail.EmailMessage, **_: Any) -> int:
        if message.to == ["nobody"]:
            raise OSError("mailbox unknown")
        sent.append(message.subject)
        return 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail.EmailMessage, "send", send)
        done = upkeep.sweep()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (done.sent, sent) == (1, ["Watch this flight"])
    assert good.sent_at is not None
    assert (bad.sent_at, bad.fault) == (None, "mailbox unknown")
    assert any("mailbox unknown" in fault for fault in done.faults)


def test_the_sweep_sends_by_djangos_mail_and_only_once(db: None, folder: Path) -> None:
    waiting(to="a@example.org; b@example.org")
    assert (upkeep.sweep().sent, upkeep.sweep().sent) == (1, 0)
    assert mail.outbox[0].to == ["a@example.org", "b@example.org"]


def test_the_sweep_breaches_what_is_overdue(service: Service, folder: Path) -> None:
    from limen.core.clocks.acts import StartClock
    from limen.core.clocks.models import RunningClock
    from tests.factories import setup

    person = service.person()
    with time_machine.travel(MONDAY, tick=False) as clock:
        setup(StartClock(clock="inspection.deferred", mark="test", subject_record="people.person", subject=person.pk))
        assert upkeep.sweep().breached == 0
        clock.shift(timedelta(days=4000))
        assert upkeep.sweep().breached == 1
        assert RunningClock.objects.get().state == "breached"
        assert upkeep.sweep().breached == 0


def test_the_sweep_ends_sessions_nobody_came_back_to(service: Service, folder: Path, settings: Any) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        signed_in(Client(), service.officer(), service.jfk)
        clock.shift(timedelta(hours=settings.LIMEN_SESSION_HOURS))
        assert upkeep.sweep().ended == 1
    assert Session.objects.get().ended_how == "limit"


def test_a_second_sweep_waits_for_the_next_time(db: None, folder: Path) -> None:
    with upkeep._alone() as mine:
        assert mine
        assert upkeep.sweep().busy


def test_the_doctor_finds_a_sound_node_sound(service: Service, folder: Path) -> None:
    findings = {finding.what: finding for finding in health.examine()}
    assert set(findings) == {what for what, _look in health.LOOKS}
    assert {what: f.said for what, f in findings.items() if f.how == health.BAD} == {}


def test_the_doctor_sees_a_clock_that_was_turned_back(service: Service, folder: Path) -> None:
    with time_machine.travel(datetime.now(UTC) - timedelta(days=1)):
        found = {finding.what: finding for finding in health.examine()}
    assert found["clock"].how == health.BAD
    assert "Set the clock" in found["clock"].said


def test_the_doctor_sees_a_key_others_may_read(db: None, folder: Path) -> None:
    secret_key(folder)
    (folder / "secret.key").chmod(0o644)
    found = {finding.what: finding for finding in health.examine()}
    assert "secret.key" in found["keys"].said


def test_the_doctor_speaks_json(service: Service, folder: Path) -> None:
    done = CliRunner().invoke(build(), ["doctor", "--json"])
    assert done.exit_code == 0, done.output
    assert {row["how"] for row in json.loads(done.stdout)} <= {"good", "worry"}


def test_the_cache_lets_one_worker_win(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from limen.core.access.cache import SharedFileCache

    def wins(number: int) -> bool:
        return SharedFileCache(str(tmp_path), {}).add(f"code-{number}", 1)

    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            assert sum(pool.map(wins, [number] * 8)) == 1
