"""Whatever the schemas allow is answered, and whatever they do not is refused with line and reason; nothing raises."""

from __future__ import annotations

import re
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from limen.core.access.models import Account
from limen.exchange import sevis_batch as wire
from limen.exchange.sevis_batch import Node
from limen.exchange.sevis_batch.writing import document as written
from limen.offices.sevis.batch import intake
from limen.offices.sevis.models import Batch, Student
from limen.offices.sevis.tests.batches import (
    BATCH,
    OFFICER,
    USER,
    create,
    document,
    officer,
    official,
    sent,
)
from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.visitor_scenes import creating
from tests.exchange.sevis_documents import batches, mangled

CALM = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
CODE = re.compile(r"S\d{4}")
LINE = re.compile(r"(Line \d+: |The header)")


def ours(root: Node, org: str, user: str, sevis_id: str) -> bytes:
    """Return a document as if our school or sponsor had sent it, about somebody it has."""
    return written(_ours(root, {"OrgID": org, "BatchID": BATCH}, {"userID": user, "sevisID": sevis_id}))


def _ours(node: Node, texts: dict[str, str], said: dict[str, str]) -> Node:
    attributes = {name: said.get(name, value) for name, value in node.attributes.items()}
    children = tuple(_ours(child, texts, said) for child in node.children)
    text = texts.get(node.name, node.text)
    return node._replace(text=text, children=children, attributes=MappingProxyType(attributes))


def tried(org: str, user: Account, body: bytes) -> tuple[intake.Receipt, list[tuple[bool, str, str]]]:
    """Send a document, and undo it."""
    asked = intake.Sent(org, BATCH, user.username, body, user)

    def show(receipt: intake.Receipt) -> tuple[intake.Receipt, list[tuple[bool, str, str]]]:
        rows = Batch.objects.get(pk=receipt.batch.pk).results.all() if receipt.taken and receipt.batch else ()
        return receipt, [(row.accepted, row.code, row.message) for row in rows]

    return intake.supposed(asked, show)  # type: ignore[no-any-return]  # what show returns


@pytest.fixture
def known(at: Campuses) -> str:
    """Return the SEVIS ID of a student on record."""
    official(at)
    sent(at, document(at.school, create(99), batch_id="20260830000000"), batch_id="20260830000000")
    return Student.objects.get().sevis_id


@pytest.fixture
def visiting(at: Campuses) -> str:
    """Return the SEVIS ID of an exchange visitor on record."""
    return str(at.sponsored(creating()).sevis_id)


def answered(org: str, user: Account, body: bytes) -> None:
    found = wire.read(body)
    receipt, rows = tried(org, user, body)
    assert receipt.taken == found.valid
    if not receipt.taken:
        assert LINE.match(receipt.message), receipt.message
        return
    assert len(rows) == len(found.records)
    for accepted, code, message in rows:
        assert CODE.fullmatch(code)
        assert accepted or message


@CALM
@given(root=st.one_of(batches("student"), mangled(batches("student"))))
def test_every_student_document_is_answered_or_refused(at: Campuses, known: str, root: Node) -> None:
    answered(at.school.code, official(at), ours(root, at.school.code, USER, known))


@CALM
@given(root=st.one_of(batches("visitor"), mangled(batches("visitor"))))
def test_every_visitor_document_is_answered_or_refused(at: Campuses, visiting: str, root: Node) -> None:
    answered(at.sponsor.number, officer(at), ours(root, at.sponsor.number, OFFICER, visiting))


@CALM
@given(body=st.binary(max_size=400))
def test_any_bytes_are_answered(at: Campuses, body: bytes) -> None:
    receipt, rows = tried(at.school.code, official(at), body)
    assert not receipt.taken
    assert rows == []
