"""Batches of our own, and Hypothesis building them from the description of the format, for the tests of reading."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hypothesis import strategies as st

from limen.exchange.sevis_batch import Node, Record, description, tables
from limen.exchange.sevis_batch.codes import contents
from limen.exchange.sevis_batch.model import KIND, NIL
from limen.exchange.sevis_batch.notation import MANY, Element, Group, Shape
from limen.exchange.sevis_batch.values import Kind
from limen.exchange.sevis_batch.writing import assembled, draft, write

USER, BATCH, SCHOOL, PROGRAMME = "kander6952", "20261129000001", "SEA214F00078000", "P-1-12345"
ADDRESS = {"Address1": "1 COLLEGE WAY", "City": "SEATTLE", "State": "WA", "PostalCode": "98101"}
ADA = {
    "PersonalInfo": {
        "FullName": {"LastName": "EXAMPLE", "FirstName": "ADA"},
        "BirthDate": "2004-08-12",
        "Gender": "F",
        "BirthCountryCode": "UK",
        "CitizenshipCountryCode": "UK",
        "VisaType": "01",
    },
    "@printForm": "true",
    "IssueReason": "I",
    "ForeignAddress": {"Address1": "1 High Street", "CountryCode": "UK"},
    "EducationalInfo": {
        "EduLevel": {"Level": "05"},
        "MajorCode1": "11.0101",
        "IssDate": "2026-08-01",
        "PrgStartDate": "2027-01-11",
        "PrgEndDate": "2028-12-15",
        "EngProficiency": {"EngRequired": "true", "RequirementsMet": "1"},
    },
    "FinancialInfo": {
        "AcademicTerm": "09",
        "Expense": {"Tuition": "30000", "LivingExpense": "18000"},
        "Funding": {"Personal": "48000"},
    },
}
"""What a school sends to create a student."""
LEAVES = {"Reason": "16", "Remarks": "Left without a word."}
"""What it sends to terminate one."""


def created(number: int = 1, **more: object) -> Record:
    """Return a student to create."""
    return draft("student", "create", {**ADA, **more}, request_id=f"C{number}", user_id=USER)


def terminated(number: int = 1, **more: object) -> Record:
    """Return a student to terminate."""
    values = {**LEAVES, **more}
    return draft("student", "status.terminate", values, request_id=f"T{number}", user_id=USER, sevis_id="N0012345678")


def sent(*records: Record, kind: str = "student") -> bytes:
    """Return records as a school sends them."""
    return write(assembled(kind, USER, BATCH, SCHOOL if kind == "student" else PROGRAMME, records))


SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Nd"), include_characters="0189 \n")
PRINTED = st.characters(codec="ascii", exclude_categories=("Cc",))
NO_DIGITS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Nd"))
AWKWARD = ("", " ", "0", "zz", "-1", "99", "+1", "true", "TRUE", "2024-02-30", "2024-02-29Z", "12024-01-01", "x" * 3001)
"""Texts that are a value of some kinds and of others not."""


def documents(kind: str) -> st.SearchStrategy[Node]:
    """Return documents that the description allows, of a kind."""
    known = description(kind)
    return elements(known.root, known.shape)


@st.composite
def batches(draw: st.DrawFn, kind: str) -> Node:
    """Return a batch with one record of one event, every event as likely as every other."""
    known = description(kind)
    event = draw(st.sampled_from(sorted(known.events.values(), key=lambda one: one.key)))
    names = event.place.split("/") if event.place else []
    holder = known.update if names else known.create
    node = draw(elements(known.record, known.holder(holder), tuple(names)))
    header = draw(elements("BatchHeader", next(one.shape for one in known.shape.elements())))
    return Node(known.root, "", (header, Node(holder, "", (node,))), MappingProxyType({"userID": USER}))


@st.composite
def elements(draw: st.DrawFn, name: str, shape: Shape, way: tuple[str, ...] = ()) -> Node:
    """Return an element that its shape allows.

    Args:
        draw: of Hypothesis.
        name: its name.
        shape: what it may hold.
        way: elements that must be chosen where one of several stands, the outermost first.
    """
    if shape.free:
        return Node(name, draw(st.text(SIGNS, max_size=5)))
    if shape.kind is not None:
        if shape.nil and draw(st.integers(0, 9)) == 0:
            return Node(name, "", (), MappingProxyType({NIL: draw(st.sampled_from(["true", "1"]))}))
        return Node(name, draw(texts(shape.kind)))
    said: dict[str, str] = {}
    if shape.abstract:
        said[KIND] = draw(st.sampled_from(sorted(shape.kinds)))
        shape = shape.kinds[said[KIND]]
    for attribute in shape.attributes.values():
        if attribute.required or draw(st.booleans()):
            said[attribute.name] = draw(texts(attribute.kind))
    children = [child for part in shape.content for child in draw(parts(part, way))]
    return Node(name, "", tuple(children), MappingProxyType(said))


@st.composite
def parts(draw: st.DrawFn, part: Element | Group, way: tuple[str, ...]) -> list[Node]:
    """Return the elements that stand at one place of a shape."""
    if isinstance(part, Element):
        led = bool(way) and way[0] == part.name
        most = min(part.most, max(part.least, 1) + (1 if part.most >= MANY else 0))
        count = draw(st.integers(max(part.least, 1 if led else 0), most)) if part.least != most else most
        return [draw(elements(part.name, part.shape, way[1:] if led else ())) for _ in range(count)]
    if part.optional and draw(st.booleans()):
        return []
    if not part.choice:
        return [node for one in part.content for node in draw(parts(one, way))]
    led_by = [one for one in part.content if way and isinstance(one, Element) and one.name == way[0]]
    return draw(parts(led_by[0] if led_by else draw(st.sampled_from(part.content)), way))


def texts(kind: Kind) -> st.SearchStrategy[str]:
    """Return texts that are values of a kind."""
    return _texts(kind.words).filter(kind.accepts)


def _texts(words: str) -> st.SearchStrategy[str]:
    (types,) = contents("types")
    options = words.split(" or ")
    if len(options) > 1:
        return st.one_of(*(_texts(option) for option in options))
    if words in types:
        return _texts(types[words]["is"])
    head, _, rest = words.partition(" ")
    if head == "code":
        return st.sampled_from(sorted(tables()[rest].codes))
    if head == "text":
        return _written(rest)
    if head == "whole":
        return st.integers(0, 99999).map(str)
    return PLAIN[words]


def _written(words: str) -> st.SearchStrategy[str]:
    span, _, pattern = words.partition("like ")
    bounds = span.replace("collapsed", "").strip() or "0.."
    least, most = bounds.split("..") if ".." in bounds else (bounds, bounds)
    low = int(least)
    high = min(int(most or 8), low + 8)
    if pattern in {r"\D+", r"\D*"}:
        return st.text(NO_DIGITS, min_size=max(low, pattern == r"\D+"), max_size=high)
    if pattern:
        return st.from_regex(f"(?a){pattern}", fullmatch=True, alphabet=PRINTED)
    signs = NO_DIGITS.filter(str.strip) if "collapsed" in words else SIGNS
    longest = [st.just("x" * int(most))] if most else []
    return st.one_of(st.text(signs, min_size=low, max_size=high), *longest)


PLAIN: Mapping[str, st.SearchStrategy[str]] = {
    "blank": st.just(""),
    "date": st.dates().map(str),
    "moment": st.datetimes().map(lambda moment: moment.isoformat()),
    "yes-no": st.sampled_from(["true", "false", "1", "0", " true "]),
    "int": st.integers(-(2**31), 2**31 - 1).map(str),
}


@st.composite
def mangled(draw: st.DrawFn, whole: st.SearchStrategy[Node]) -> Node:
    """Return a document with one thing about it changed: usually no longer one that the schema allows."""
    return draw(_changed(draw(whole)))


@st.composite
def _changed(draw: st.DrawFn, node: Node) -> Node:
    """Return an element with a change in it, here or deeper."""
    if node.children and draw(st.integers(0, 4)):
        place = draw(st.integers(0, len(node.children) - 1))
        changed = draw(_changed(node.children[place]))
        return node._replace(children=(*node.children[:place], changed, *node.children[place + 1 :]))
    way = draw(st.sampled_from(CHANGES))
    if way == "text":
        return node._replace(text=draw(st.sampled_from(AWKWARD)))
    if way == "attribute":
        name = draw(st.sampled_from([*node.attributes, "printForm", "bogus", "sevisID", NIL, KIND]))
        value = draw(st.sampled_from(["true", "", "false", "zz", "SOA", "N0012345678"]))
        return node._replace(attributes={**node.attributes, name: value})
    if way == "no attribute":
        return node._replace(attributes=dict(list(node.attributes.items())[1:]))
    if way == "name":
        return node._replace(name=draw(st.sampled_from(["Bogus", "Remarks", "Reason", "Add"])))
    return node._replace(children=_moved(draw(st.integers(0, 20)), way, node.children))


CHANGES = ("text", "attribute", "no attribute", "name", "drop", "double", "swap", "add")


def _moved(number: int, way: str, children: tuple[Node, ...]) -> tuple[Node, ...]:
    place = number % max(len(children), 1)
    before, one, after = children[:place], children[place : place + 1], children[place + 1 :]
    return {
        "drop": (*before, *after),
        "double": (*before, *one, *one, *after),
        "swap": (*before, *after[:1], *one, *after[1:]),
        "add": (*before, Node("Remarks", "A remark."), *one, *after),
    }[way]
