"""Doing acts from a terminal: every act by its key, every act by its own verb, and exit codes that mean something."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from limen.core.access.acts import OpenAccount
from limen.core.access.models import Account
from limen.core.ledger.models import Entry
from limen.core.people.models import Person
from limen.core.referrals.models import Referral
from limen.kernel import REGISTER
from tests.cli.running import limen, told
from tests.factories import Service, setup

pytestmark = pytest.mark.django_db

DONE, REFUSED, WRONG, FORBIDDEN = 0, 1, 2, 3
DESK = ("--by", "supervisor", "--at", "NYC", "--purpose", "inspection")


@pytest.fixture
def desk(service: Service) -> Service:
    service.officer("supervisor")
    return service


def test_every_act_a_person_does_is_listed() -> None:
    rows = told(limen("act", "list", "--json"))
    wanted = {key for key, act in REGISTER.items() if not act.declaration.automatic}
    assert {row["key"] for row in rows} == wanted
    one = next(row for row in rows if row["key"] == "people.record")
    assert (one["on"], one["from"], one["to"]) == ("people.person", ["new"], "known")
    assert "1225" in one["authorities"][0]["citation"]
    lines = limen("act", "list", "--office", "people").stdout.splitlines()
    assert all(line.startswith("people.") for line in lines)
    assert len(lines) == sum(key.startswith("people.") for key in wanted)


def test_an_act_is_explained_with_its_law_and_its_fields() -> None:
    page = limen("act", "show", "people.judge").stdout
    assert "people.identify" in page
    assert "--verdict" in page
    assert "(needed)" in page
    assert told(limen("act", "show", "people.judge", "--json"))["schema"]["properties"]["verdict"]


def test_an_unknown_act_is_bad_input() -> None:
    result = limen("act", "show", "people.forget")
    assert result.exit_code == WRONG
    assert "There is no act “people.forget”" in result.stderr


def test_an_act_is_done_by_its_key(desk: Service) -> None:
    result = limen("act", "do", "people.record", "--set", "surname=Eriksson", "--set", "birth=1974", *DESK, "--json")
    body = told(result)
    person = Person.objects.get()
    assert result.exit_code == DONE
    assert (person.surname, person.birth) == ("Eriksson", "1974")
    assert body["record"]["id"] == str(person.pk)
    entry = Entry.objects.get(act="people.record")
    assert body["entry"]["hash"] == entry.hash
    assert entry.actor == str(desk.officer("supervisor").pk)


def test_an_act_is_done_by_its_own_verb(desk: Service) -> None:
    result = limen("do", "people", "record", "--surname", "Eriksson", "--nationality", "SWE", *DESK)
    person = Person.objects.get()
    assert result.exit_code == DONE
    assert (person.surname, person.nationality) == ("Eriksson", "SWE")
    assert str(person.pk) in result.stdout
    assert Entry.objects.get(act="people.record").hash in result.stdout


def test_a_record_an_act_names_may_be_given_as_a_person_knows_it(desk: Service) -> None:
    service = desk
    admin = service.officer("administrator", place=service.agency)
    account = setup(OpenAccount(username="newcomer", full_name="New Comer"))
    result = limen(
        "do", "access", "post", "--on", account.pk, "--role", "primary_officer", "--place", "SYS",
        "--valid-from", "2026-01-01", "--by", admin.username, "--at", "CBP", "--json",
    )  # fmt: skip
    # an administrator sees places, so the code alone says which
    assert result.exit_code == DONE, result.stderr
    assert Account.objects.get(pk=account.pk).postings.get().place == service.sys_


@pytest.mark.parametrize("way", ["-", "file"])
def test_all_fields_may_come_as_json(desk: Service, tmp_path: Any, way: str) -> None:
    text = json.dumps({"surname": "Eriksson", "given_names": "Anna Maria"})
    path = tmp_path / "body.json"
    path.write_text(text, encoding="utf-8")
    given = "-" if way == "-" else path
    result = limen("act", "do", "people.record", "--json-body", given, *DESK, stdin=text)
    assert result.exit_code == DONE, result.stderr
    assert Person.objects.get().given_names == "Anna Maria"


@pytest.mark.parametrize("text", ["", "[]", "{", "3"])
def test_a_body_that_is_no_object_is_bad_input(desk: Service, text: str) -> None:
    result = limen("act", "do", "people.record", "--json-body", "-", *DESK, stdin=text)
    assert result.exit_code == WRONG
    assert "The body" in result.stderr
    assert not Person.objects.exists()


def test_the_same_key_does_nothing_twice(desk: Service) -> None:
    words = ("act", "do", "people.record", "--set", "surname=Eriksson", "--once", "k1", *DESK, "--json")
    first, again = told(limen(*words)), told(limen(*words))
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert first["record"] == again["record"]
    assert Person.objects.count() == 1


def test_a_record_that_moved_on_is_not_changed(desk: Service) -> None:
    person = desk.person()
    result = limen("do", "people", "claim", "--on", person.pk, "--surname", "E", "--version", 9, *DESK, "--json")
    assert result.exit_code == REFUSED
    assert told(result)["type"] == "urn:limen:problem:stale-record"


def test_what_a_guard_refuses_is_1(desk: Service) -> None:
    result = limen("do", "people", "record", *DESK)
    assert result.exit_code == REFUSED
    assert "at least one name" in result.stderr
    assert not Person.objects.exists()


def test_what_the_state_does_not_allow_is_1(desk: Service) -> None:
    person = desk.person()
    words = ("--to-office", "inspections", "--subject-record", "people.person", "--subject", person.pk)
    assert (
        limen("do", "referrals", "send", *words, "--reason", "document", "--due-in-minutes", 60, *DESK).exit_code == 0
    )
    result = limen("do", "referrals", "complete", "--on", Referral.objects.get().pk, "--result", "Done.", *DESK)
    assert result.exit_code == REFUSED
    assert "Accept work" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "surname"), "is not field=value"),
        (("--set", "religion=x"), "has no field “religion”"),
        (("--set", "surname=E", "--set", "nationality=QQQ"), "is not in “icao_states”"),
        (("--set", "sex=Q"), "sex"),
    ],
)
def test_a_field_that_is_wrong_is_2_and_is_named(desk: Service, words: tuple[str, ...], said: str) -> None:
    result = limen("act", "do", "people.record", *words, *DESK)
    assert result.exit_code == WRONG
    assert said in result.stderr
    assert not Person.objects.exists()


def test_a_record_that_is_not_there_is_2(desk: Service) -> None:
    for given in ("nonsense", "00000000-0000-7000-8000-000000000000"):
        result = limen("do", "people", "claim", "--on", given, "--surname", "E", *DESK)
        assert result.exit_code == WRONG
        assert "No such person" in result.stderr


def test_what_the_role_does_not_allow_is_3(service: Service) -> None:
    person = service.person()
    result = limen(
        "do", "people", "judge", "--on", person.pk, "--other", person.pk, "--verdict", "same", "--reason",
        "the same fingerprints", "--by", "primary_officer", "--at", "NYC", "--purpose", "inspection", "--json",
    )  # fmt: skip
    assert result.exit_code == FORBIDDEN
    assert told(result)["type"] == "urn:limen:problem:not-permitted"
    assert "Supervisory officer" in result.stderr


def test_nobody_acts_where_they_hold_no_role(desk: Service) -> None:
    elsewhere = limen("do", "people", "record", "--surname", "E", "--by", "supervisor", "--at", "SYS")
    assert elsewhere.exit_code == FORBIDDEN
    nobody = limen("do", "people", "record", "--surname", "E", "--by", "nobody", "--at", "NYC")
    assert nobody.exit_code == WRONG
    assert "Nobody signs in as “nobody”" in nobody.stderr


def test_a_purpose_is_asked_for_where_there_are_several(desk: Service) -> None:
    result = limen("do", "people", "record", "--surname", "E", "--by", "supervisor", "--at", "NYC")
    assert result.exit_code == WRONG
    assert "Say for which purpose" in result.stderr


def test_a_password_is_read_from_standard_input_and_never_shown(desk: Service) -> None:
    admin = desk.officer("administrator", place=desk.agency)
    account = setup(OpenAccount(username="newcomer", full_name="New Comer"))
    result = limen(
        "do", "access", "give_password", "--on", account.pk, "--password", "-", "--by", admin.username, "--at", "CBP",
        stdin="correct-horse-battery\n",
    )  # fmt: skip
    assert result.exit_code == DONE, result.stderr
    assert "correct-horse" not in result.output
    assert Account.objects.get(pk=account.pk).check_password("correct-horse-battery")
    assert "correct-horse" not in "".join(Entry.objects.values_list("body", flat=True))


def test_a_missing_option_and_an_unknown_verb_are_2(desk: Service) -> None:
    assert limen("do", "people", "judge", *DESK).exit_code == WRONG
    assert limen("do", "people", "forget").exit_code == WRONG
    assert limen("do", "nowhere").exit_code == WRONG


def test_an_act_the_system_does_by_itself_is_no_verb() -> None:
    automatic = next(act for act in REGISTER.values() if act.declaration.automatic)
    declared = automatic.declaration
    assert limen("act", "show", declared.key).exit_code == WRONG
    assert limen("do", declared.office, declared.verb).exit_code == WRONG


def test_asking_for_help_wakes_nothing() -> None:
    code = "import sys\nfrom limen.cli import build\nbuild()\nprint('django' in sys.modules, 'pydantic' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split()[0] == "False"
