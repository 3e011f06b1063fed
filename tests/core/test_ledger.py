"""The chain: appended by acts and reads, refused to everyone else, proved by anyone."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection, transaction

from limen.core.access.gate import NODE, SYSTEM
from limen.core.ledger import triggers, verify
from limen.core.ledger.chain import Chain, record_read
from limen.core.ledger.models import Entry, EntryPersonal
from limen.core.people.acts import RecordPerson
from limen.core.people.models import Person
from limen.core.records import WriteOutsideDoor
from limen.kernel import BadInput, opened, perform
from tests.factories import Service


def tampered(sql: str, params: list[object]) -> None:
    """Change the ledger as somebody with the database's own password would."""
    with opened("maintenance.test"), connection.cursor() as cursor:
        for trigger, table in triggers.names(connection.vendor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}")
        cursor.execute(sql, params)


def test_every_act_is_an_entry_chained_to_the_one_before(service: Service) -> None:
    service.person()
    proof = verify.verify("local")
    assert proof.holds
    assert proof.entries == Entry.objects.count() > 5


def test_an_entry_says_who_did_what_where_why_and_under_which_law(service: Service) -> None:
    person = service.person()
    entry = Entry.objects.filter(act="people.record").get()
    body = json.loads(entry.body)
    assert body["actor"]["label"] == "Primary Officer (primary_officer)"
    assert body["place"]["code"] == entry.place == "NYC"
    assert body["purpose"] == entry.purpose == "inspection"
    assert body["authority"]["key"] == "people.identify"
    assert body["state"] == ["new", "known"]
    assert body["subjects"] == [["people.person", str(person.pk)]]


def test_personal_data_stay_out_of_the_body_and_under_its_seal(service: Service) -> None:
    service.person(surname="Eriksson")
    entry = Entry.objects.get(act="people.record")
    assert "Eriksson" not in entry.body
    assert "Eriksson" in EntryPersonal.objects.get(entry=entry).body


def test_a_changed_body_is_found_and_named(service: Service) -> None:
    service.person()
    seq = Entry.objects.get(act="people.record").seq
    tampered("UPDATE ledger_entry SET body = replace(body, 'inspection', 'custody') WHERE seq = %s", [seq])
    proof = verify.verify("local")
    assert not proof.holds
    assert proof.broken == seq


def test_a_changed_personal_part_is_found_and_named(service: Service) -> None:
    service.person()
    seq = Entry.objects.get(act="people.record").seq
    tampered("UPDATE ledger_entrypersonal SET body = replace(body, 'Eriksson', 'Svensson') WHERE salt <> ''", [])
    proof = verify.verify("local")
    assert proof.broken is not None
    assert proof.broken <= seq


def test_a_removed_entry_is_found(service: Service) -> None:
    service.person()
    entry = Entry.objects.get(act="casefile.lease", seq__gt=0, body__contains="i94")
    with opened("maintenance.test"):
        entry.subjects.all()
    tampered("DELETE FROM ledger_entrysubject WHERE entry_id = %s", [entry.pk])
    assert verify.verify("local").broken == entry.seq


@pytest.mark.parametrize("table", triggers.FROZEN[:2])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_ledger(service: Service, table: str, sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        opened("maintenance.test"),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(table))


def test_a_personal_part_cannot_be_deleted_without_an_erasure(service: Service) -> None:
    service.person()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), opened("maintenance.test"):
        EntryPersonal.objects.all().delete()


def test_nothing_is_written_outside_the_door(service: Service) -> None:
    person = service.person()
    person.surname = "Svensson"
    with pytest.raises(WriteOutsideDoor), transaction.atomic():
        person.save()
    with pytest.raises(WriteOutsideDoor), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(surname="Svensson")
    with pytest.raises(WriteOutsideDoor), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("DELETE FROM people_person")
    with pytest.raises(WriteOutsideDoor), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("WITH x AS (SELECT 1) UPDATE people_person SET surname = 'x'")


def test_a_read_of_a_personal_record_is_an_entry(service: Service) -> None:
    from limen.core.people import queries

    person = service.person()
    queries.person(person.pk, viewer=service.viewer())
    entry = Entry.objects.get(kind="read")
    assert entry.act == "people.person"
    assert entry.actor == str(service.officer().pk)


def test_the_same_key_does_nothing_twice(service: Service) -> None:
    act = RecordPerson(surname="Eriksson", birth="1974")
    who = {"by": service.officer(), "at": service.jfk, "purpose": "inspection"}
    first = perform(act, key="k-1", **who)
    again = perform(act, key="k-1", **who)
    assert again.repeated
    assert again.entry == first.entry
    assert Person.objects.count() == 1
    with pytest.raises(BadInput, match="different request"):
        perform(RecordPerson(surname="Other"), key="k-1", **who)


def test_an_anchor_is_signed_and_proved_from_an_export_alone(service: Service, tmp_path, settings) -> None:
    settings.DATA_DIR = tmp_path
    service.person()
    anchor = verify.anchor("local", verify.signing_key())
    service.person(surname="Later")
    rows = list(verify.read_export(verify.exported("local")))
    assert verify.prove("local", rows).holds
    assert rows[anchor.seq - 1][2] == anchor.hash
    statement = json.loads(anchor.statement)
    assert verify.anchor_fault(statement, anchor.signature, anchor.public_key) == ""
    assert "not signed" in verify.anchor_fault({**statement, "seq": 1}, anchor.signature, anchor.public_key)
    assert verify.verify("local").holds


def test_a_broken_chain_is_never_anchored(service: Service, tmp_path, settings) -> None:
    settings.DATA_DIR = tmp_path
    service.person()
    tampered("UPDATE ledger_entry SET body = replace(body, 'inspection', 'custody')", [])
    with pytest.raises(BadInput, match="does not hold"):
        verify.anchor("local", verify.signing_key())


def test_a_reader_may_be_the_system(db: None) -> None:
    record_read(what="people.find", actor=SYSTEM, place=NODE, purpose="administration", subjects=[])
    assert Chain().repeated(SYSTEM, "none", RecordPerson(surname="x")) is None
