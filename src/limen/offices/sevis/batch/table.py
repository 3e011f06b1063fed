"""How an event of the wire becomes an act: which value fills which field. The tables are modules of their own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from limen.exchange.sevis_batch import Node
from limen.kernel import BadInput, Problem

Read = Callable[[Node], Any]
WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LEFT_OUT = object()
"""What a reader returns for what was not sent: the act's own default stands."""


@dataclass(frozen=True, slots=True)
class Take:
    """One field of an act and where its value stands.

    Args:
        field: the act's field.
        path: the wire's path within the event; everything below it is read as well where ``whole`` is set.
        read: gives the value; ``LEFT_OUT`` where nothing was sent.
        whole: whether the field takes the whole element with all that is in it.
        inner: of a field with parts, what each part takes, within the path.
    """

    field: str
    path: str
    read: Read
    whole: bool = False
    inner: tuple[Take, ...] = ()

    def covers(self, path: str) -> bool:
        """Return whether a value at a path, within the event, goes into this field."""
        if self.inner:
            before = "" if self.path in ("", ".") else f"{self.path}/"
            return path.startswith(before) and any(take.covers(path.removeprefix(before)) for take in self.inner)
        return path == self.path or (self.whole and path.startswith(f"{self.path}/"))


@dataclass(frozen=True, slots=True)
class Step:
    """One act that an event asks for.

    Args:
        act: the act's key.
        takes: its fields.
        fixed: fields that are the same whenever the event comes.
        each: path of an element that may stand several times, each asking for the act once; the takes are within it.
        on: what it is done to: ``record`` the event is about, ``dependant`` it names, or ``new`` where it makes one.
        link: the field that names the record the event is about, where the act makes another.
        only: of what ``each`` names, the ``first``, or the ``rest``; all when empty.
        around: fields that stand in the event, around what ``each`` names.
        fill: gives further fields from the record as it stands by then.
    """

    act: str
    takes: tuple[Take, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    each: str = ""
    on: str = "record"
    link: str = ""
    only: str = ""
    around: tuple[Take, ...] = ()
    fill: Callable[[Any], dict[str, Any]] | None = None

    def nodes(self, event: Node) -> tuple[Node, ...]:
        """Return the elements that ask for the act, each once."""
        if not self.each:
            return (event,)
        found = tuple(event.all(self.each))
        return {"first": found[:1], "rest": found[1:]}.get(self.only, found)

    def fields(self, node: Node, event: Node, record: Any) -> dict[str, Any]:
        """Return the act's fields, from the element that asks for it and from around it."""
        filled = self.fill(record) if self.fill is not None else {}
        return {**self.fixed, **filled, **taken(event, self.around), **taken(node, self.takes)}


@dataclass(frozen=True, slots=True)
class Told:
    """What becomes of an event.

    Args:
        steps: the acts it asks for, in order.
        answered: values that fill no field, each with what is done with it.
        refused: the slug of the rule by which it is always refused, where no act stands behind it.
        why: in words, then.
    """

    steps: tuple[Step, ...] = ()
    answered: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    why: str = ""

    def reads(self, path: str) -> str:
        """Return what is done with a value at a path; an empty text when nothing is."""
        for step in self.steps:
            if any(take.covers(path) for take in step.around):
                return step.act
            before = f"{step.each}/" if step.each else ""
            if path.startswith(before):
                for take in step.takes:
                    if take.covers(path.removeprefix(before)):
                        return f"{step.act}: {take.field}"
        for place, said in self.answered.items():
            if path == place or (place.endswith("/") and path.startswith(place)):
                return said
        return ""


def text(field: str, path: str) -> Take:
    """Take a text as sent; one that was sent empty empties the field."""
    return Take(field, path, lambda node: node.text_of(path).strip() if node.has(path) else LEFT_OUT)


def day(field: str, path: str) -> Take:
    """Take a day; one that was sent empty empties the field."""
    return Take(field, path, lambda node: node.date_of(path) if node.has(path) else LEFT_OUT)


def yes(field: str, path: str) -> Take:
    """Take whether something is so."""
    return Take(field, path, lambda node: _sent(node.yes(path)))


def number(field: str, path: str) -> Take:
    """Take a whole number."""
    return Take(field, path, lambda node: _sent(node.whole(path)))


def amount(field: str, path: str) -> Take:
    """Take a whole number; one that was sent empty is said to be none."""
    return Take(field, path, lambda node: node.whole(path) if node.has(path) else LEFT_OUT)


def letter(field: str, path: str, *, yes: str = "Y") -> Take:
    """Take whether a letter says yes."""
    return Take(field, path, lambda node: node.text_of(path) == yes if node.has(path) else LEFT_OUT)


def part(field: str, path: str) -> Take:
    """Take an element with all that is in it as plain data, its names in the manner of fields."""

    def read(node: Node) -> Any:
        found = node.first(path)
        return LEFT_OUT if found is None else plain(found)

    return Take(field, path, read, whole=True)


def abroad(field: str, path: str, *, country_field: str) -> Take:
    """Take an address abroad as plain data, its country as travel documents write it.

    Args:
        field: the act's field.
        path: where the address stands.
        country_field: the field a country that is not taken is told at.
    """

    def read(node: Node) -> Any:
        found = node.first(path)
        if found is None:
            return LEFT_OUT
        said: dict[str, Any] = plain(found)
        return {**said, "country_code": _icao(said.get("country_code", ""), country_field)}

    return Take(field, path, read, whole=True)


def parts(field: str, path: str) -> Take:
    """Take an element that may stand several times, each as plain data."""

    def read(node: Node) -> Any:
        found = [plain(item) for item in node.all(path)]
        return found or LEFT_OUT

    return Take(field, path, read, whole=True)


def joined(field: str, path: str, *names: str) -> Take:
    """Take the values in an element, joined."""

    def read(node: Node) -> Any:
        found = node.first(path)
        return LEFT_OUT if found is None else "".join(found.text_of(name).strip() for name in names)

    return Take(field, path, read, whole=True)


def shaped(field: str, path: str, *inner: Take) -> Take:
    """Take a field with parts, each from within an element."""

    def read(node: Node) -> Any:
        found = node if path == "." else node.first(path)
        return LEFT_OUT if found is None else taken(found, inner)

    return Take(field, path, read, inner=inner)


def listed(field: str, path: str, *inner: Take) -> Take:
    """Take a field that holds several things with parts."""

    def read(node: Node) -> Any:
        return [taken(found, inner) for found in node.all(path)] or LEFT_OUT

    return Take(field, path, read, inner=inner)


def days(field: str, path: str, key: str, value: str) -> Take:
    """Take days by a number that stands beside each."""

    def read(node: Node) -> Any:
        return {found.text_of(key).strip(): found.date_of(value) for found in node.all(path)} or LEFT_OUT

    return Take(field, path, read, whole=True)


def taken(node: Node, takes: tuple[Take, ...]) -> dict[str, Any]:
    """Return what fields take from an element; what was not sent is left out."""
    found: dict[str, Any] = {}
    for take in takes:
        value = take.read(node)
        if value is not LEFT_OUT:
            found[take.field] = value
    return found


def code(field: str, path: str, meaning: Mapping[str, str]) -> Take:
    """Take a code as what it means here; one that means nothing here stays as sent, for the act to refuse."""

    def read(node: Node) -> Any:
        sent = node.text_of(path).strip()
        return meaning.get(sent, sent) if node.has(path) else LEFT_OUT

    return Take(field, path, read)


def country(field: str, path: str) -> Take:
    """Take a country, which the wire writes otherwise than travel documents do."""
    return Take(field, path, lambda node: _icao(node.text_of(path).strip(), field) if node.has(path) else LEFT_OUT)


def money(field: str, path: str) -> Take:
    """Take amounts; what is said of an amount stands beside it, and what was sent empty is said to be none."""

    def read(node: Node) -> Any:
        found = node.first(path)
        if found is None:
            return LEFT_OUT
        amounts: dict[str, Any] = {}
        for child in found.children:
            name = snake(child.name)
            where = "Amount" if child.children else "."
            if child.has(where):
                amount = child.text_of(where).strip()
                amounts[name] = int(amount) if amount else None
            if child.has("Remarks"):
                amounts[f"{name}_remarks"] = child.text_of("Remarks")
        return amounts

    return Take(field, path, read, whole=True)


def countries() -> Mapping[str, str]:
    """Return what travel documents write for each country of the wire."""
    return _places()["countries"]


def claimed() -> Mapping[str, str]:
    """Return the places of the wire that no code of documents names, each by its name."""
    return _places()["claimed"]


@lru_cache(maxsize=1)
def _places() -> Mapping[str, Mapping[str, str]]:
    text = files("limen.offices.sevis").joinpath("data", "countries.toml").read_text("utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def _icao(sent: str, field: str) -> str:
    found = countries().get(sent, "") if sent else ""
    if sent and not found:
        name = claimed().get(sent, "")
        called = f"“{sent}” ({name})" if name else f"“{sent}”"
        told = f"{called} is a place that no code of travel documents names; name the state."
        raise BadInput(told, problems=[Problem(field, "sevis.country_unmapped", told)])
    return found


def plain(node: Node) -> Any:
    """Return an element as plain data: a text, or a mapping of its elements and attributes by name."""
    if not node.children:
        return node.text.strip()
    found: dict[str, Any] = {snake(name): value for name, value in node.attributes.items() if ":" not in name}
    for child in node.children:
        name, value = snake(child.name), plain(child)
        if name in found:
            held = found[name]
            found[name] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            found[name] = value
    return found


def snake(name: str) -> str:
    """Return a name of the wire in the manner of a field: ``PostalCode`` is ``postal_code``."""
    return WORDS.sub("_", name).lower()


def _sent(value: Any) -> Any:
    return LEFT_OUT if value is None else value
