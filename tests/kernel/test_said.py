"""What an act says is checked wherever it is said: in its own fields, and in the parts inside it."""

from __future__ import annotations

import re
from typing import Annotated, Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from limen.kernel import Act, BadInput, Code, Personal, Ref, Subject
from limen.kernel.said import mark_of, marked, marked_values, parts_of, parts_within
from tests.kernel.made_up import HELD, TABLES, Doing, done, shapes, told

PERSON, NOBODY = HELD[0], UUID(int=1)


class Site(BaseModel):
    """A site."""

    colour: Annotated[str, Code("colours"), Field(max_length=8)] = ""
    kind: Annotated[str, Code("sizes")]
    boss: Annotated[UUID | None, Ref("made.person")] = None
    others: list[Site] = []


class Build(Doing):
    """Build something."""

    main: Annotated[Site, Personal]
    sites: list[Site] = []
    spare: Site | None = None
    by_name: dict[str, Site] = {}
    tone: Annotated[str, Code("colours")] = ""


def refusals(act: Act) -> list[tuple[str, str]]:
    """Return what the door refuses of an act, field by field."""
    with pytest.raises(BadInput) as refused:
        done(act)
    return [(problem.field, problem.rule) for problem in refused.value.problems]


def test_a_part_is_found_however_a_field_holds_it() -> None:
    for held in (Site, Site | None, list[Site], dict[str, Site], tuple[Site, ...], Annotated[list[Site], Personal]):
        assert parts_of(held) == (Site,)
    assert parts_of(dict[str, str]) == ()
    assert parts_within(Build) == (Site,)


def test_a_mark_is_found_on_its_field_and_within_its_type() -> None:
    class Told(BaseModel):
        outer: Annotated[str | None, Code("colours")] = None
        inner: Annotated[str, Code("colours")] | None = None
        several: list[Annotated[str, Code("colours")]] = []
        personal: Annotated[str, Personal] = ""

    assert [item.name for item in marked(Told, Code)] == ["outer", "inner", "several"]
    assert mark_of(Told, "personal", Personal) is Personal
    assert mark_of(Told, "personal", Code) is None


def test_a_part_that_holds_its_own_kind_is_named_once() -> None:
    assert [item.path for item in marked(Site, Code, Ref)] == ["colour", "kind", "boss"]


def test_a_code_out_of_force_is_refused_at_the_field_within_the_part() -> None:
    wrong, right = Site(kind="XXL"), Site(kind="S", colour="red")
    assert refusals(Build(main=right, sites=[right, wrong])) == [("sites.1.kind", "code.not_in_force")]
    assert refusals(Build(main=right, by_name={"east": wrong})) == [("by_name.east.kind", "code.not_in_force")]
    deep = Site(kind="L", others=[right, Site(kind="S", others=[wrong])])
    assert refusals(Build(main=deep)) == [("main.others.1.others.0.kind", "code.not_in_force")]


def test_a_code_that_must_be_given_is_asked_for_within_the_part() -> None:
    assert refusals(Build(main=Site(kind=""))) == [("main.kind", "code.missing")]
    done(Build(main=Site(kind="S", colour="")))


def test_a_part_that_is_absent_asks_for_nothing() -> None:
    assert done(Build(main=Site(kind="S"), spare=None)).record.state == "open"


def test_what_a_part_refers_to_is_there_and_the_entry_is_about_it() -> None:
    assert refusals(Build(main=Site(kind="S", boss=NOBODY))) == [("main.boss", "record.unknown")]
    entry = done(Build(main=Site(kind="S"), sites=[Site(kind="S", boss=PERSON)])).entry
    assert entry.subjects[1:] == (Subject("made.person", PERSON),)


def test_an_acts_own_field_is_refused_by_its_name() -> None:
    assert refusals(Build(main=Site(kind="S"), tone="blue")) == [("tone", "code.not_in_force")]


@settings(deadline=None)
@given(st.data())
def test_every_mark_of_any_act_is_found_where_it_stands(data: st.DataObject) -> None:
    shape = data.draw(shapes())
    act = shape.model(Doing)
    say = data.draw(told(shape))
    made = act.model_validate(say.said)
    found = [(item.path, item.mark, item.value) for item in marked_values(made, Code, Ref)]
    assert found == say.expected
    declared = {(item.path, item.mark) for item in marked(act, Code, Ref)}
    unnumbered = {(re.sub(r"\.(?:\d+|[ab])(?=\.)", "", path), mark) for path, mark, _value in found}
    assert unnumbered <= declared
    for item in marked(act, Code, Ref):
        assert mark_of(item.model, item.name, type(item.mark)) == item.mark


def _wrong(mark: Any, value: Any) -> int:
    """Return how many of what was said in a marked field the door must refuse."""
    if value is None or value == []:
        return 1  # every field of a made-up act must be said
    several = value if isinstance(value, list) else [value]
    known: Any = TABLES[mark.table] if isinstance(mark, Code) else HELD
    return sum(item not in known for item in several)


@settings(deadline=None)
@given(st.data())
def test_the_door_refuses_what_is_wrong_anywhere_in_any_act_and_nothing_else(data: st.DataObject) -> None:
    shape = data.draw(shapes())
    say = data.draw(told(shape))
    made = shape.model(Doing).model_validate(say.said)
    wrong = [
        path
        for path, mark, value in say.expected
        if isinstance(mark, Code) or value
        for _each in range(_wrong(mark, value))
    ]
    if wrong:
        assert [field for field, _rule in refusals(made)] == wrong
        return
    about = {Subject("made.person", one) for one in HELD if one in _referred(say.expected)}
    assert set(done(made).entry.subjects[1:]) == about


def _referred(expected: list[tuple[str, Any, Any]]) -> set[UUID]:
    said = (value if isinstance(value, list) else [value] for _path, mark, value in expected if isinstance(mark, Ref))
    return {one for several in said for one in several}
