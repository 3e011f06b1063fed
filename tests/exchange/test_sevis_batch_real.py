"""Our description of the format and the agency's own schemas say the same of every document."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from limen.exchange.sevis_batch import Node, description, read, tables, unread, values
from limen.exchange.sevis_batch.log import LogUnreadable, read_log, write_log
from limen.exchange.sevis_batch.writing import document, write
from tests.exchange.sevis_documents import batches, documents, mangled

pytestmark = pytest.mark.shared_data
XS = "{http://www.w3.org/2001/XMLSchema}"
FILES = {
    "student": ("Create-UpdateStudent.xsd", "Common-student-era.xsd", "SEVISTable-student-era.xsd"),
    "visitor": ("Create-UpdateExchangeVisitor.xsd", "Common.xsd", "SEVISTable.xsd"),
    "log": ("SevisTransLog.xsd", "Common.xsd", "SEVISTable.xsd"),
}
SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.reuse, Phase.generate)
)
"""A document is long to make smaller: what failed is shown as it is."""
CALENDAR_OF_OTHERS = re.compile(rb">\s*-?\d{5,}-")
Verdict = Callable[[bytes], bool]


class Beside(etree.Resolver):
    """Gives a schema the files it imports, under the names it imports them by."""

    def __init__(self, common: bytes, table: bytes) -> None:
        super().__init__()
        self._held = {"Common.xsd": common, "SEVISTable.xsd": table}

    def resolve(self, url: str, public: str, context: object) -> object:
        return self.resolve_string(self._held[url.rsplit("/", 1)[-1]], context)


def schema(folder: Path, kind: str) -> etree.XMLSchema:
    """Return the agency's schema.

    That of the log names the tables by another name space than it imports, so that as it stands it is no schema at all;
    the names are brought into line.
    """
    main, common, table = (folder.joinpath("sevis", name).read_bytes() for name in FILES[kind])
    if kind == "log":
        main, common, table = (text.replace(b"sevisbatch/alpha/", b"sevisbatch/") for text in (main, common, table))
    parser = etree.XMLParser()
    parser.resolvers.add(Beside(common, table))
    return etree.XMLSchema(etree.fromstring(main, parser))


@pytest.fixture(scope="module")
def agency(shared_data: Path) -> dict[str, Verdict]:
    """Return the verdicts of the agency's schemas."""
    made = {kind: schema(shared_data, kind) for kind in FILES}
    return {kind: lambda data, one=one: bool(one.validate(etree.fromstring(data))) for kind, one in made.items()}


def ours(kind: str, data: bytes) -> bool:
    """Return our verdict."""
    if kind != "log":
        return read(data).valid
    try:
        read_log(data)
    except LogUnreadable:
        return False
    return True


@pytest.mark.parametrize("kind", ["student", "visitor"])
def test_every_batch_that_we_allow_the_agency_allows_and_it_is_read(agency: dict[str, Verdict], kind: str) -> None:
    @SLOW
    @given(batches(kind))
    def holds(root: Node) -> None:
        data = document(root)
        assert agency[kind](data)
        batch = read(data)
        assert batch.valid, batch.everything_wrong
        (record,) = batch.records
        assert record.event in description(kind).events
        allowed = {value.path for value in values(description(kind).events[record.event])}
        assert unread(record, allowed) == ()
        assert unlined(read(write(batch)).records[0].node) == unlined(record.node)

    holds()


def unlined(node: Node) -> Node:
    """Return an element without the lines it stands on."""
    return node._replace(line=0, children=tuple(map(unlined, node.children)))


@pytest.mark.parametrize("kind", ["student", "visitor", "log"])
def test_of_every_mangled_document_the_verdicts_are_the_same(agency: dict[str, Verdict], kind: str) -> None:
    whole = documents("log") if kind == "log" else batches(kind)

    @SLOW
    @given(mangled(whole))
    def holds(root: Node) -> None:
        data = document(root)
        if not CALENDAR_OF_OTHERS.search(data):
            assert ours(kind, data) == agency[kind](data), read(data).everything_wrong

    holds()


def test_every_log_that_we_allow_the_agency_allows_and_it_reads_back(agency: dict[str, Verdict]) -> None:
    @SLOW
    @given(documents("log"))
    def holds(root: Node) -> None:
        data = document(root)
        assert agency["log"](data)
        log = read_log(data)
        assert agency["log"](write_log(log))

    holds()


@pytest.mark.parametrize("kind", ["student", "visitor"])
def test_every_code_of_the_agency_is_ours_and_no_other(shared_data: Path, kind: str) -> None:
    theirs = {}
    for file in FILES[kind]:
        for one in etree.parse(shared_data.joinpath("sevis", file)).iter(f"{XS}restriction"):
            codes = frozenset(code.get("value") for code in one.findall(f"{XS}enumeration")) - {""}
            theirs.setdefault(codes, file)
    used = {key for event in description(kind).events.values() for value in values(event) for key in value.tables}
    assert {key for key in used if tables()[key].codes not in theirs} == set()


@given(st.data())
@SLOW
def test_a_batch_of_several_kinds_of_record_is_one_batch(agency: dict[str, Verdict], data: st.DataObject) -> None:
    root = data.draw(documents("student"))
    sent = document(root)
    assert agency["student"](sent)
    assert read(sent).valid
