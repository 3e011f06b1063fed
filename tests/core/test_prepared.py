"""Queries whose SQL is kept: they answer as if they were asked plainly, and as freshly."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, Count, DateField, Model, Q, QuerySet, UUIDField
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from limen.core.access.gate import roles_held
from limen.core.access.models import Account, Posting
from limen.core.people.models import Person
from limen.core.people.queries import one_person
from limen.core.prepared import Made, Prepared, Slot, follow, hang
from limen.kernel import DeclarationError, opened
from tests.factories import Service

DAY = date(2026, 11, 24)
POSTINGS: Prepared[Posting] = Prepared(
    lambda: (
        Posting.objects.filter(
            Q(valid_to=None) | Q(valid_to__gte=Slot("day", DateField())), account=Slot("account", UUIDField())
        )
        .select_related("place", "account")
        .order_by("role")
    )
)


def test_records_are_read_with_what_they_are_joined_to(service: Service) -> None:
    officer = service.officer()
    plainly = list(Posting.objects.filter(account=officer).select_related("place").order_by("role"))
    asked = POSTINGS.all(account=officer.pk, day=DAY)
    with CaptureQueriesContext(connection) as further:
        read = [(row, row.place, row.account, row.place.valid_from) for row in asked]
    assert not further.captured_queries
    assert read == [(row, row.place, officer, row.place.valid_from) for row in plainly] != []
    assert [vars(row.place).keys() for row in asked] == [vars(row.place).keys() for row in plainly]


def test_every_column_is_read_as_it_is_read_otherwise(service: Service) -> None:
    person = service.person()
    asked = Prepared(lambda: Person.objects.filter(pk=Slot("pk", UUIDField()))).all(pk=str(person.pk))
    plainly = Person.objects.get(pk=person.pk)
    columns = [field.attname for field in Person._meta.concrete_fields]
    assert [[getattr(row, name) for name in columns] for row in asked] == [[getattr(plainly, name) for name in columns]]
    assert not asked[0]._state.adding


def test_lists_of_values_are_read_too(service: Service) -> None:
    person = service.person()
    named = Person.objects.filter(surname=Slot("surname", CharField()))
    assert Prepared(lambda: named.values_list("pk", "nationality")).all(surname=person.surname) == [
        (person.pk, person.nationality)
    ]
    flat = Prepared(lambda: named.values_list("pk", flat=True))
    assert flat.first(surname=person.surname) == person.pk
    assert flat.first(surname="Nobody") is None


def test_what_changed_since_is_seen_at_once(service: Service) -> None:
    officer = service.officer()
    assert [role.key for role in roles_held(officer, service.jfk, DAY)] == ["primary_officer"]
    with opened("maintenance.test"):
        Posting.objects.filter(account=officer).update(valid_to=date(2026, 11, 23))
    assert roles_held(officer, service.jfk, DAY) == ()


def test_a_person_with_other_records_is_still_one(service: Service) -> None:
    own, other = service.person(), service.person(surname="Erikson")
    assert one_person(other.pk) == [other.pk]
    with opened("maintenance.test"):
        Person.objects.filter(pk=other.pk).update(same_as=own)
    assert one_person(other.pk) == one_person(own.pk) == [own.pk, other.pk]


@pytest.mark.parametrize(
    "query",
    [
        lambda: Account.objects.prefetch_related("postings"),
        lambda: Account.objects.annotate(count=Count("postings")),
        lambda: Account.objects.values("pk"),
    ],
    ids=["read beside", "reckoned", "by name"],
)
@pytest.mark.django_db
def test_what_it_could_not_read_faithfully_is_refused(query: QuerySet[Account]) -> None:
    with pytest.raises(DeclarationError):
        Prepared(query).all()  # type: ignore[arg-type]  # a query of each kind


def test_what_a_record_points_at_is_read_once(service: Service) -> None:
    posting = Posting.objects.filter(account=service.officer()).get()
    with CaptureQueriesContext(connection) as asked:
        assert follow(posting, "place").zone == posting.place.zone
        assert follow(posting, "place") is posting.place
    assert len(asked) == 1
    assert follow(service.person(), "same_as") is None


def test_what_points_at_a_record_is_kept_on_it(service: Service) -> None:
    officer = service.officer()
    service.officer("supervisor")
    plainly = list(officer.postings.all())
    held = Prepared(lambda: Posting.objects.filter(account=Slot("account", UUIDField())).order_by("pk"))
    hang(officer, "postings", held.all(account=officer.pk))
    with CaptureQueriesContext(connection) as asked:
        assert list(officer.postings.all()) == plainly
        assert [row.account for row in officer.postings.all()] == [officer for _ in plainly]
        assert officer.postings.count() == len(plainly)
    assert not asked.captured_queries
    assert officer.postings.get(role=plainly[0].role) == plainly[0]
    assert list(officer.postings.exclude(role="nobody")) == plainly


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_a_record_is_made_of_a_row_as_django_makes_it(model: type[Model]) -> None:
    names = [field.attname for field in model._meta.concrete_fields]
    row = [f"value {at}" for at in range(len(names))]
    ours, theirs = Made(model).from_db("default", names, row), model.from_db("default", names, row)
    assert {**vars(ours), "_state": None} == {**vars(theirs), "_state": None}
    assert list(vars(ours)) == list(vars(theirs))
    held = [(state.adding, state.db, state.fields_cache) for state in (ours._state, theirs._state)]
    assert held == [(False, "default", {})] * 2
    part = Made(model).from_db("default", names[:1], row[:1])
    assert part.get_deferred_fields() == set(names[1:])


def test_a_model_that_somebody_listens_to_is_made_by_django() -> None:
    heard: list[object] = []

    def hear(**told: object) -> None:
        heard.append(told["instance"])

    names = [field.attname for field in Person._meta.concrete_fields]
    post_init.connect(hear, sender=Person)
    try:
        made = Made(Person).from_db("default", names, names)
    finally:
        post_init.disconnect(hear, sender=Person)
    assert heard == [made]
