"""Lists of others: registered and approved by two, loaded version by version, refused when they shrink."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from limen.core.ledger.models import Entry
from limen.core.lookouts import acts as lookouts
from limen.core.lookouts.models import Cleared, Lookout
from limen.core.watchlists import acts
from limen.core.watchlists.models import ListChange, ListVersion, WatchList
from limen.kernel import GuardRefused
from limen.screening.model import Name, Party
from tests.cli.running import limen, told
from tests.factories import Service
from tests.signing_in import signed_in

DIGEST = "0" * 64
ANALYST, CHIEF = ("targeting_officer", "targeting"), ("supervisor", "targeting")


def register() -> acts.RegisterList:
    return acts.RegisterList(
        key="un", name="Consolidated list", form="csv", basis="A resolution and its statute", category="wanted"
    )


@pytest.fixture
def watchlist(service: Service) -> WatchList:
    """Return a list, registered by one and approved by another."""
    made = service.do(register(), role=ANALYST[0], purpose=ANALYST[1])
    return service.do(acts.ApproveList(), made, role=CHIEF[0], purpose=CHIEF[1])


def entry(key: str, name: str = "") -> acts.ListEntry:
    party = Party(names=(Name(surname=name or f"Name{key}", given="Adam"),), births=("1970",))
    return acts.ListEntry(key=key, party=party.as_data(), remarks="As listed")


def load(service: Service, on: WatchList, *entries: acts.ListEntry, digest: str = DIGEST, who: Any = ANALYST) -> Any:
    return service.do(acts.LoadVersion(entries=list(entries), digest=digest), on, role=who[0], purpose=who[1])


def standing(key: str) -> Lookout:
    return Lookout.objects.get(source_entry=key)


def test_nobody_approves_a_list_they_registered(service: Service) -> None:
    made = service.do(register(), role=CHIEF[0], purpose=CHIEF[1])
    with pytest.raises(GuardRefused, match="registered"):
        service.do(acts.ApproveList(), made, role=CHIEF[0], purpose=CHIEF[1])


def test_a_version_says_what_came_changed_and_left_and_rows_stay_the_same_rows(
    service: Service, watchlist: WatchList
) -> None:
    everyone = [entry(str(number)) for number in range(20)]
    load(service, watchlist, *everyone)
    first = standing("1")
    untouched = standing("2").changed_at
    load(service, watchlist, *everyone[:1], entry("1", "Changed"), *everyone[2:19], entry("new"))
    version = ListVersion.objects.first()
    assert (version.number, version.came, version.changed, version.left, version.unchanged) == (2, 1, 1, 1, 18)
    again = standing("1")
    assert (again.pk, again.surname, again.version) == (first.pk, "Changed", 2)
    assert (standing("19").state, standing("2").changed_at) == ("withdrawn", untouched)
    load(service, watchlist, *everyone)
    assert (standing("19").state, standing("new").state) == ("active", "withdrawn")
    assert set(ListChange.objects.filter(version__number=3).values_list("what", "entry")) == {
        ("back", "19"), ("left", "new"), ("changed", "1"),
    }  # fmt: skip


def test_a_judgement_that_a_person_is_not_meant_survives_a_new_version(service: Service, watchlist: WatchList) -> None:
    load(service, watchlist, entry("1"))
    clear = lookouts.ClearPerson(person=service.person().pk, reason="Another date of birth and face")
    service.do(clear, standing("1"))
    load(service, watchlist, entry("1", "Changed"))
    assert Cleared.objects.get().lookout == standing("1")


def test_what_an_officer_withdrew_or_suspended_a_list_does_not_undo(service: Service, watchlist: WatchList) -> None:
    load(service, watchlist, entry("1"), entry("2"))
    service.do(lookouts.Withdraw(reason="It is wrong"), standing("1"), role=CHIEF[0], purpose=CHIEF[1])
    service.do(lookouts.Suspend(reason="It is stayed"), standing("2"), role=CHIEF[0], purpose=CHIEF[1])
    load(service, watchlist, entry("1", "Changed"), entry("2", "Changed"))
    assert [standing(key).state for key in "12"] == ["withdrawn", "suspended"]


def test_a_shrunken_or_empty_list_is_refused_and_loaded_only_when_another_person_allows_it(
    service: Service, watchlist: WatchList
) -> None:
    everyone = [entry(str(number)) for number in range(20)]
    load(service, watchlist, *everyone)
    for few in ([], everyone[:17]):
        with pytest.raises(GuardRefused, match="last good version stays"):
            load(service, watchlist, *few)
    load(service, watchlist, *everyone[:18])
    allow = acts.AllowShrunken(digest="a" * 64, reason="The publisher confirmed it")
    service.do(allow, watchlist, role=CHIEF[0], purpose=CHIEF[1])
    for digest, who in (("b" * 64, ANALYST), ("a" * 64, CHIEF)):
        with pytest.raises(GuardRefused, match="last good version stays"):
            load(service, watchlist, everyone[0], digest=digest, who=who)
    load(service, watchlist, everyone[0], digest="a" * 64)
    assert Lookout.objects.filter(state="active").count() == 1
    assert ListVersion.objects.first().allowed_why == "The publisher confirmed it"


def test_a_list_without_its_aliases_is_refused_though_every_entry_is_there(
    service: Service, watchlist: WatchList
) -> None:
    def known_as(key: str, *aliases: str) -> acts.ListEntry:
        names = (Name(surname=f"Name{key}", given="Adam"), *(Name(full=alias) for alias in aliases))
        return acts.ListEntry(key=key, party=Party(names=names).as_data())

    load(service, watchlist, *(known_as(str(number), f"Alias{number}") for number in range(20)))
    with pytest.raises(GuardRefused, match="20 of the 40 names of the entries that stay are gone"):
        load(service, watchlist, *(known_as(str(number)) for number in range(20)))
    load(
        service,
        watchlist,
        *(known_as(str(number), *([f"Alias{number}"] if number > 3 else [])) for number in range(20)),
    )
    assert standing("5").party["names"][1]["full"] == "Alias5"


def test_a_load_is_one_entry_of_the_ledger_with_counts_and_nobodys_name(service: Service, watchlist: WatchList) -> None:
    load(service, watchlist, entry("1", "Secretname"))
    (kept,) = Entry.objects.filter(act="watchlists.load")
    facts = json.loads(kept.body)
    assert '"came":1' in kept.body.replace(" ", "")
    assert "entries_digest" in json.dumps(facts)
    assert "Secretname" not in kept.body + (kept.personal_part.body if hasattr(kept, "personal_part") else "")


def test_retiring_a_list_withdraws_its_lookouts(service: Service, watchlist: WatchList) -> None:
    load(service, watchlist, entry("1"))
    service.do(acts.RetireList(reason="No longer published"), watchlist, role=CHIEF[0], purpose=CHIEF[1])
    assert standing("1").state == "withdrawn"


def test_lists_are_loaded_from_the_terminal_after_a_dry_run_that_writes_nothing(
    service: Service, watchlist: WatchList, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,Name,Born\n1,Adam Example,1970\n2,Bo Example,sometime\n", "utf-8")
    words = ("lists", "load", "csv", file, "--map", "Name=full_name", "--map", "Born=birth_date", "--list", "un")
    desk = ("--by", service.officer(ANALYST[0]).username, "--at", service.jfk.code)
    dry = limen(*words, *desk, "--dry-run", "--json")
    assert (dry.exit_code, told(dry)["came"], Lookout.objects.count()) == (0, 2, 0)
    done = told(limen(*words, *desk, "--json"))
    assert (done["version"], done["came"], done["faults"][0]["line"]) == (1, 2, 3)
    assert told(limen("lists", "versions", "un", *desk, "--json"))[0]["came"] == 2
    assert told(limen("lists", "show", *desk, "--json"))[0]["state"] == "active"
    missing = limen("lists", "load", "un", file, *desk)
    assert missing.exit_code == 2
    assert "limen do watchlists register" in limen("lists", "load", "ftm", file, *desk).stderr
    file.write_text("id,Name\n", "utf-8")
    empty = limen(*words[:4], "--map", "Name=full_name", "--list", "un", *desk)
    assert (empty.exit_code, Lookout.objects.filter(state="active").count()) == (1, 2)


def test_the_pages_show_the_difference_first_and_load_on_the_second_send(
    service: Service, watchlist: WatchList
) -> None:
    client = signed_in(Client(), service.officer(ANALYST[0]), service.jfk, ANALYST[1])
    address = f"/lists/{watchlist.pk}/load/"

    def files() -> SimpleUploadedFile:
        return SimpleUploadedFile("people.csv", b"id,full_name\n1,Adam Example\n2,\n")

    assert client.get(address).status_code == 200
    shown = client.post(address, {"file": files()})
    assert (shown.status_code, Lookout.objects.count()) == (200, 0)
    digest = shown.context["digest"]
    assert digest.encode() in shown.content
    assert b"names nobody" in shown.content
    other = SimpleUploadedFile("people.csv", b"id,full_name\n1,Somebody Else\n")
    assert b"other files" in client.post(address, {"file": other, "digest": digest}).content
    loaded = client.post(address, {"file": files(), "digest": digest})
    assert (loaded.status_code, loaded["Location"]) == (302, f"/lists/{watchlist.pk}/1/")
    page = client.get(loaded["Location"])
    assert b"Adam Example" in page.content.replace(b"ADAM EXAMPLE", b"Adam Example")
    assert Entry.objects.filter(act="watchlists.changes").exists()
    assert b"came,1,person" in client.get(f"{loaded['Location']}?what=came&format=csv").content
    assert client.get(f"{loaded['Location']}?what=left").status_code == 200
    assert client.get(f"{loaded['Location']}?what=other").status_code == 422
    assert b"people.csv" in client.get(f"/lists/{watchlist.pk}/").content
    assert b"Consolidated list" in client.get("/lists/").content
    assert client.post(address, {}).status_code == 422
