"""Acts made up for a test: parts within parts, any of whose fields may be marked, and a door with nothing behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Annotated, Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from pydantic import BaseModel, create_model

from limen.kernel import Act, Code, Declaration, Door, Outcome, Ref, Workflow, row
from limen.kernel.workflow import NEW, Workflows

RECORD = "made.up"
TABLES = {"colours": ("red", "green"), "sizes": ("S", "L")}
HELD = tuple(uuid4() for _number in range(3))
"""The records that are there."""
PLAIN = ("text", "code", "codes", "ref", "refs", "maybe_code", "inner_code")
PARTS = ("part", "maybe_part", "parts", "named_parts")


@dataclass(frozen=True)
class Shape:
    """The fields of a made-up act or part: the kind of each, and the shape of what is a part."""

    fields: tuple[tuple[str, str, Shape | None], ...]

    def model(self, base: type[BaseModel]) -> type[Any]:
        """Return the act or the part that has these fields."""
        made: dict[str, Any] = {name: (_annotation(kind, inside), ...) for name, kind, inside in self.fields}
        return create_model("Made", __base__=base, **made)


def shapes(depth: int = 2) -> st.SearchStrategy[Shape]:
    """Return shapes of acts, parts within them to a depth."""
    plain = st.tuples(st.sampled_from(PLAIN), st.none())
    kinds: Any = plain
    if depth:
        kinds = plain | st.tuples(st.sampled_from(PARTS), st.deferred(lambda: shapes(depth - 1)))
    fields = st.lists(kinds, min_size=1, max_size=3)
    return fields.map(lambda found: Shape(tuple((f"f{at}", kind, inside) for at, (kind, inside) in enumerate(found))))


def _annotation(kind: str, inside: Shape | None) -> Any:
    colours, people = Code("colours"), Ref("made.person")
    if inside is None:
        return {
            "text": str,
            "code": Annotated[str, colours],
            "codes": Annotated[list[str], Code("sizes")],
            "ref": Annotated[UUID, people],
            "refs": Annotated[list[UUID], people],
            "maybe_code": Annotated[str | None, colours],
            "inner_code": Annotated[str, colours] | None,
        }[kind]
    part = inside.model(BaseModel)
    return {"part": part, "maybe_part": part | None, "parts": list[part], "named_parts": dict[str, part]}[kind]  # type: ignore[valid-type]  # made up as the test runs


@dataclass
class Told:
    """What is said in an act of a shape, and what of it is marked: each path with its mark and its value."""

    said: dict[str, Any]
    expected: list[tuple[str, Any, Any]]


CODES = st.sampled_from(["red", "green", "blue"])
SIZES = st.lists(st.sampled_from(["S", "L", "XXL"]), max_size=2)
IDS = st.sampled_from([*HELD, UUID(int=1)])


@st.composite
def told(draw: st.DrawFn, shape: Shape, before: str = "") -> Told:
    """Return something said in a shape, right or wrong."""
    found = Told({}, [])
    for name, kind, inside in shape.fields:
        path = before + name
        if inside is None:
            found.said[name] = draw(_plain(kind))
            mark = {"codes": Code("sizes"), "ref": Ref("made.person"), "refs": Ref("made.person")}
            if kind != "text":
                found.expected.append((path, mark.get(kind, Code("colours")), found.said[name]))
            continue
        places = draw(_places(kind))
        rows = {place: draw(told(inside, f"{path}{place}.")) for place in places}
        found.expected += [item for one in rows.values() for item in one.expected]
        found.said[name] = _held(kind, rows)
    return found


def _plain(kind: str) -> st.SearchStrategy[Any]:
    return {
        "text": st.text(max_size=3),
        "code": CODES,
        "codes": SIZES,
        "ref": IDS,
        "refs": st.lists(IDS, max_size=2),
        "maybe_code": st.none() | CODES,
        "inner_code": st.none() | CODES,
    }[kind]


def _places(kind: str) -> st.SearchStrategy[list[str]]:
    """Return where each part of a field stands below it."""
    return {
        "part": st.just([""]),
        "maybe_part": st.sampled_from([[], [""]]),
        "parts": st.integers(0, 2).map(lambda many: [f".{number}" for number in range(many)]),
        "named_parts": st.sampled_from([[], [".a"], [".a", ".b"]]),
    }[kind]


def _held(kind: str, rows: dict[str, Told]) -> Any:
    if kind == "parts":
        return [one.said for one in rows.values()]
    if kind == "named_parts":
        return {place[1:]: one.said for place, one in rows.items()}
    return next((one.said for one in rows.values()), None)


@dataclass
class Made:
    """A record that a made-up act makes."""

    record_type: str = RECORD
    state: str = NEW
    id: UUID = field(default_factory=uuid4)


class Doing(Act):
    """Do what was made up."""

    def apply(self, record: Any, scene: Any) -> Made:
        """Make a record of it."""
        return Made()


def done(act: Act) -> Outcome:
    """Do a made-up act through a door behind which only the law, the records and the ledger's draft are."""
    kind = type(act)
    kind.declaration = Declaration("made.do", RECORD, "made.do", ("made.law",))
    tables = Workflows()
    tables.add(Workflow(RECORD, {"open": "It is there."}, [row(kind, NEW, "open")]))
    quiet = SimpleNamespace(
        check=lambda *_: None, observe=lambda *_: None, tell=lambda *_: None, append=lambda draft: draft
    )
    door = Door(quiet, _Law, _Store(), quiet, quiet, quiet, tables)  # type: ignore[arg-type]  # as much of each as is asked
    place = SimpleNamespace(id=uuid4(), code="POST", zone=ZoneInfo("UTC"))
    actor = SimpleNamespace(id=uuid4(), label="Officer")
    return door.perform(act, by=actor, at=place, purpose="test", when=datetime(2026, 11, 24, 12, tzinfo=UTC))


class _Law:
    def require_authority(self, key: str, day: date) -> Any:
        return SimpleNamespace(key=key, citation="")

    def codes(self, table: str) -> Any:
        return SimpleNamespace(get=lambda code, _day: code if code in TABLES[table] else None)


class _Store:
    @contextmanager
    def transaction(self) -> Iterator[None]:
        yield

    def save(self, record: Any, state: str) -> None:
        record.state = state

    def exists(self, _record: str, identifier: Any) -> bool:
        return identifier in HELD

    def called(self, record: str) -> str:
        return record
