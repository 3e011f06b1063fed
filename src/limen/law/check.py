"""Checking a pack: shape, dates, overlaps, references, and every boundary example run."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from jsonschema import Draft202012Validator

from limen.kernel.errors import LimenError
from limen.law.pack import ALWAYS, HERE, Pack
from limen.law.values import Clock, CodeTable

SCHEMAS = {
    "authorities": "authority",
    "clocks": "clock",
    "values": "value",
    "codes": "table",
    "grounds": "table",
    "dispositions": "table",
    "forms": "form",
}
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "date": date,
    "array": list,
}


@dataclass(frozen=True, slots=True)
class LawFault:
    """One thing wrong with a pack: the file or key, and a sentence."""

    where: str
    message: str


def check(pack: Pack) -> list[LawFault]:
    """Return everything wrong with a pack; an empty list when nothing is."""
    shape = list(_shapes(pack))
    if shape:
        return shape
    return [*_once(pack), *_authorities(pack), *_clocks(pack), *_values(pack), *_tables(pack), *_forms(pack)]


def _shapes(pack: Pack) -> Iterator[LawFault]:
    for part, schema in SCHEMAS.items():
        for path in pack.files(part):
            where = path.relative_to(pack.folder).as_posix()
            yield from (LawFault(where, message) for message in _shape(schema, path.read_text(encoding="utf-8")))


@lru_cache(maxsize=1024)
def _shape(schema: str, text: str) -> tuple[str, ...]:
    """Return what is wrong with the text of one file; the same text, in whatever pack, is judged once."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (f"is not TOML: {error}",)
    found = []
    for fault in _validator(schema).iter_errors(data):
        place = "/".join(str(part) for part in fault.absolute_path)
        found.append(f"{place}: {fault.message[:200]}")
    if not _dates(data):
        found.append("has a `from` or `to` that is not a date.")
    return tuple(found)


@lru_cache(maxsize=len(SCHEMAS))
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((HERE / "schema" / f"{schema}.json").read_text(encoding="utf-8")))


def _dates(data: Any) -> bool:
    if isinstance(data, dict):
        return all((isinstance(value, date) if key in ("from", "to") else _dates(value)) for key, value in data.items())
    return all(_dates(item) for item in data) if isinstance(data, list) else True


def _once(pack: Pack) -> Iterator[LawFault]:
    """Check that a key stands once, in one file: a second would silently take the first one's place."""
    for part, kind in (("authorities", "authority"), ("clocks", "clock"), ("values", "value")):
        seen: dict[str, str] = {}
        for path in pack.files(part):
            for row in pack.read(path)[kind]:
                if row["key"] in seen:
                    yield LawFault(f"{kind} {row['key']}", f"stands in {seen[row['key']]} and in {path.name}.")
                seen[row["key"]] = path.name


def _periods(where: str, rows: Iterable[tuple[date | None, date | None]]) -> Iterator[LawFault]:
    last: date | None = None
    started = False
    for first, to in sorted(rows, key=lambda row: row[0] or ALWAYS):
        if to is not None and first is not None and to < first:
            yield LawFault(where, f"ends on {to} before it begins on {first}.")
        if started and (last is None or (first or ALWAYS) <= last):
            yield LawFault(where, f"has two provisions in force on {first or 'every day'}.")
        started, last = True, to


def _authorities(pack: Pack) -> Iterator[LawFault]:
    for key, rows in pack.authorities().items():
        yield from _periods(f"authority {key}", ((row.from_, row.to) for row in rows))


def _values(pack: Pack) -> Iterator[LawFault]:
    for key, rows in pack.values().items():
        yield from _periods(f"value {key}", ((row.from_, row.to) for row in rows))


def _clocks(pack: Pack) -> Iterator[LawFault]:
    for key, clock in pack.clocks().items():
        yield from _periods(f"clock {key}", ((row.from_, row.to) for row in clock.provisions))
        if any(row.value == 0 and not row.before for row in clock.provisions):
            yield LawFault(f"clock {key}", "runs for no time; only a clock reckoned back from a moment may.")
        yield from _examples(key, clock)


def _examples(key: str, clock: Clock) -> Iterator[LawFault]:
    for example in clock.examples:
        zone = ZoneInfo(example.zone)
        provision = clock.on(example.start.astimezone(zone).date())
        if provision is None:
            yield LawFault(f"clock {key}", f"has an example on {example.start}, when no provision is in force.")
            continue
        try:
            due = provision.due(example.start, zone=zone, tolled=example.tolled)
        except LimenError as error:
            yield LawFault(f"clock {key}", f"example {example.start}: {error.message}")
            continue
        if due != example.due:
            yield LawFault(f"clock {key}", f"runs from {example.start} to {due.astimezone(zone)}, not {example.due}.")


def _tables(pack: Pack) -> Iterator[LawFault]:
    for name in pack.tables():
        table = pack.codes(name)
        by_code: dict[str, list[tuple[date | None, date | None]]] = {}
        for row in table.rows:
            by_code.setdefault(row.code, []).append((row.from_, row.to))
        for code, rows in by_code.items():
            if len(rows) > 1 or rows[0][1] is not None:
                yield from _periods(f"{name} {code}", rows)
        yield from _attributes(name, table)
        yield from _references(name, table, pack)
    yield from _bars(pack)


def _attributes(name: str, table: CodeTable) -> Iterator[LawFault]:
    for row in table.rows:
        for attribute, value in row.attributes.items():
            known = table.attributes.get(attribute)
            if known is None:
                yield LawFault(f"{name} {row.code}", f"has the attribute “{attribute}”, which the table lacks.")
            elif not isinstance(value, TYPES[known["type"]]):
                yield LawFault(f"{name} {row.code}", f"“{attribute}” is not a {known['type']}.")
            elif attribute == "zone" and value not in _zones():
                yield LawFault(f"{name} {row.code}", f"“{value}” is not a time zone.")
        for attribute, known in table.attributes.items():
            if known.get("required") and attribute not in row.attributes:
                yield LawFault(f"{name} {row.code}", f"lacks “{attribute}”.")


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _references(name: str, table: CodeTable, pack: Pack) -> Iterator[LawFault]:
    """Check that what an attribute refers to is there: an authority, clock, value or form, or a code of a table."""
    for attribute, known in table.attributes.items():
        if "refers" not in known:
            continue
        held = set().union(*(_held(pack, kind) for kind in known["refers"].split("|")))
        for row in table.rows:
            named = row.attributes.get(attribute, [])
            for key in named if isinstance(named, list) else [named]:
                if key not in held:
                    yield LawFault(f"{name} {row.code}", f"“{attribute}” names no {known['refers']}: {key}.")


def _held(pack: Pack, kind: str) -> set[str]:
    if kind == "authority":
        return set(pack.authorities())
    if kind == "clock":
        return set(pack.clocks())
    if kind == "value":
        return set(pack.values())
    if kind == "form":
        return {form["key"] for form in pack.forms.values()}
    return {row.code for row in pack.codes(kind).rows} if kind in pack.tables() else set()


def _bars(pack: Pack) -> Iterator[LawFault]:
    """Check that a claim of fear closes the outcomes that say they are closed to it, and no other."""
    if not {"exit_bars", "inspection_outcomes"} <= set(pack.tables()):
        return
    bars = [row for row in pack.codes("exit_bars").rows if row.attributes["when"] == "fear_shown"]
    closed = {outcome for bar in bars for outcome in bar.attributes["closes"]}
    for row in pack.codes("inspection_outcomes").rows:
        if row.attributes["open_to_fear"] == (row.code in closed):
            yield LawFault(f"inspection_outcomes {row.code}", "does not agree with exit_bars on a claim of fear.")


def _forms(pack: Pack) -> Iterator[LawFault]:
    for file, form in pack.forms.items():
        keys = [item["key"] for item in form["field"]]
        listed = [key for section in form["section"] for key in section["fields"]]
        for key in sorted(set(keys) ^ set(listed)):
            yield LawFault(f"form {form['key']}", f"“{key}” is not both a field and in a section.")
        if file.partition(".")[0] != form["key"]:
            yield LawFault(f"form {form['key']}", f"stands in {file}.")
