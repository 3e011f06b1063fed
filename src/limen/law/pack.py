"""Loading a law pack: nothing is read until it is asked for, and nothing is read twice."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from limen.kernel.errors import BadInput, LimenError, NoAuthority
from limen.law.values import Clock, ClockProvision, Code, CodeTable, Example, Provision, Value

HERE = Path(__file__).parent
ALWAYS = date(1, 1, 1)


class UnknownKey(LimenError):
    """The law pack has no such authority, clock, value or table."""

    slug = "unknown-key"


class NotInForce(NoAuthority):
    """The law pack knows the authority, but it is not in force on the day."""

    def __init__(self, key: str, day: date, last: Provision | None) -> None:
        when = ""
        if last is not None and last.to is not None and last.to < day:
            when = f" It ended on {last.to:%Y-%m-%d}."
        elif last is not None:
            when = f" It begins on {last.from_:%Y-%m-%d}."
        title = last.title if last else key
        super().__init__(
            f"No authority is in force for “{title}” on {day:%Y-%m-%d}.{when}", citation=last.citation if last else ""
        )
        self.key = key
        self.day = day


class Pack:
    """A country's law, by key.

    Args:
        folder: where the pack's TOML files are.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[str, CodeTable] = {}

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """Return the pack's own description: key, title, country, zone."""
        return dict(self.read(self.folder / "pack.toml")["pack"])

    def read(self, path: Path) -> Mapping[str, Any]:
        """Return what a file of the pack holds."""
        with path.open("rb") as file:
            return tomllib.load(file)

    def files(self, part: str) -> list[Path]:
        """Return the files of a part of the pack, in order."""
        return sorted((self.folder / part).glob("*.toml"))

    @cached_property
    def _authorities(self) -> dict[str, tuple[Provision, ...]]:
        found: dict[str, tuple[Provision, ...]] = {}
        for path in self.files("authorities"):
            for row in self.read(path)["authority"]:
                found[row["key"]] = tuple(_provision(row, item) for item in row["provision"])
        return found

    def authorities(self) -> Mapping[str, tuple[Provision, ...]]:
        """Return every authority and its provisions."""
        return self._authorities

    def authority(self, key: str) -> tuple[Provision, ...]:
        """Return the provisions of an authority, oldest first.

        Raises:
            UnknownKey: when the pack does not have it.
        """
        try:
            return self._authorities[key]
        except KeyError as error:
            raise UnknownKey(f"The law pack has no authority “{key}”.") from error

    def require_authority(self, key: str, day: date) -> Provision:
        """Return the provision of an authority in force on a day.

        Raises:
            NotInForce: when none is, with the citation of the last one.
            UnknownKey: when the pack does not have it.
        """
        rows = self.authority(key)
        for row in rows:
            if row.on(day):
                return row
        raise NotInForce(key, day, rows[-1] if rows else None)

    @cached_property
    def _clocks(self) -> dict[str, Clock]:
        return {row["key"]: _clock(row) for path in self.files("clocks") for row in self.read(path)["clock"]}

    def clocks(self) -> Mapping[str, Clock]:
        """Return every clock."""
        return self._clocks

    def clock(self, key: str) -> Clock:
        """Return a clock.

        Raises:
            UnknownKey: when the pack does not have it.
        """
        try:
            return self._clocks[key]
        except KeyError as error:
            raise UnknownKey(f"The law pack has no clock “{key}”.") from error

    @cached_property
    def _by_event(self) -> dict[tuple[str, str], tuple[Clock, ...]]:
        found: dict[tuple[str, str], tuple[Clock, ...]] = {}
        for clock in self._clocks.values():
            for part in ("starts", "satisfied_by", "tolled_by", "untolled_by"):
                for event in getattr(clock, part):
                    found[part, event] = (*found.get((part, event), ()), clock)
        return found

    def clocks_started_by(self, event: str) -> tuple[Clock, ...]:
        """Return the clocks an event starts; those asked for, back from a moment or for a wait, are started by none."""
        clocks = self._by_event.get(("starts", event), ())
        return tuple(clock for clock in clocks if not any(row.before or row.wait for row in clock.provisions))

    def clocks_satisfied_by(self, event: str) -> tuple[Clock, ...]:
        """Return the clocks an event satisfies."""
        return self._by_event.get(("satisfied_by", event), ())

    def clocks_tolled_by(self, event: str) -> tuple[Clock, ...]:
        """Return the clocks an event tolls."""
        return self._by_event.get(("tolled_by", event), ())

    def clocks_untolled_by(self, event: str) -> tuple[Clock, ...]:
        """Return the clocks an event lets run again."""
        return self._by_event.get(("untolled_by", event), ())

    @cached_property
    def _values(self) -> dict[str, tuple[Value, ...]]:
        found: dict[str, tuple[Value, ...]] = {}
        for path in self.files("values"):
            for row in self.read(path)["value"]:
                found[row["key"]] = tuple(_value(row, item) for item in row["provision"])
        return found

    def values(self) -> Mapping[str, tuple[Value, ...]]:
        """Return every value and its provisions."""
        return self._values

    def value(self, key: str, day: date) -> Value:
        """Return a value as it stands on a day.

        Raises:
            UnknownKey: when the pack does not have it.
            NoAuthority: when it has none for the day.
        """
        if key not in self._values:
            raise UnknownKey(f"The law pack has no value “{key}”.")
        for row in self._values[key]:
            if row.from_ <= day and (row.to is None or day <= row.to):
                return row
        raise NoAuthority(f"“{key}” has no value on {day:%Y-%m-%d}.", citation=self._values[key][-1].citation)

    @cached_property
    def _table_files(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for part in ("codes", "grounds", "dispositions"):
            for path in self.files(part):
                found.setdefault(path.name.partition(".")[0], []).append(path)
        return found

    def tables(self) -> tuple[str, ...]:
        """Return the names of the code tables."""
        return tuple(sorted(self._table_files))

    def codes(self, table: str) -> CodeTable:
        """Return a code table; a table in several files (``ports_of_entry.air.toml``) is one table.

        Raises:
            UnknownKey: when the pack does not have it.
        """
        if table not in self._tables:
            paths = self._table_files.get(table)
            if not paths:
                raise UnknownKey(f"The law pack has no table “{table}”.")
            self._tables[table] = _table(table, map(self.read, paths))
        return self._tables[table]

    @cached_property
    def forms(self) -> Mapping[str, Mapping[str, Any]]:
        """Return what each file of a form holds, by the file's name."""
        return {path.name: self.read(path)["form"] for path in self.files("forms")}

    def digest(self) -> str:
        """Return the SHA-256 over the pack's files, which a node records beside what it did."""
        sha = hashlib.sha256()
        for path in sorted(self.folder.rglob("*.toml")):
            sha.update(path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return sha.hexdigest()

    def unverified(self) -> Iterator[str]:
        """Yield the key of everything that nobody has checked against a source yet."""
        for key, rows in self._authorities.items():
            if any(_unchecked(row.verified) for row in rows):
                yield f"authority {key}"
        for key, clock in self._clocks.items():
            if any(_unchecked(row.verified) for row in clock.provisions):
                yield f"clock {key}"
        for key, values in self._values.items():
            if any(_unchecked(row.verified) for row in values):
                yield f"value {key}"
        for name in self.tables():
            table = self.codes(name)
            count = sum(_unchecked(row.verified) for row in table.rows)
            if count:
                yield f"table {name}: {count} of {len(table.rows)} codes"
        yield from (f"form {form['key']}" for form in self.forms.values() if _unchecked(form["verified"]))


@lru_cache(maxsize=8)
def load(key: str = "us") -> Pack:
    """Return a law pack.

    Raises:
        BadInput: when there is none under the key.
    """
    folder = HERE / key
    if not (folder / "pack.toml").is_file():
        raise BadInput(f"There is no law pack “{key}”.")
    return Pack(folder)


def _unchecked(verified: str) -> bool:
    return verified.startswith("unverified")


def _provision(row: Mapping[str, Any], item: Mapping[str, Any]) -> Provision:
    return Provision(
        key=row["key"],
        title=row["title"],
        from_=item["from"],
        to=item.get("to"),
        citation=item["citation"],
        source=item["source"],
        verified=item["verified"],
        text=item.get("text", ""),
    )


def _clock(row: Mapping[str, Any]) -> Clock:
    provisions = tuple(
        ClockProvision(
            from_=item["from"],
            to=item.get("to"),
            value=item["value"],
            unit=item["unit"],
            calendar=item["calendar"],
            citation=item["citation"],
            source=item["source"],
            verified=item["verified"],
            on_breach=item.get("on_breach", ""),
            next_step=item.get("next_step", ""),
            before=item.get("before", False),
            wait=item.get("wait", False),
            rolls=item.get("rolls", False),
        )
        for item in row["provision"]
    )
    examples = tuple(
        Example(
            start=item["start"],
            zone=item["zone"],
            due=item["due"],
            tolled=tuple((pair[0], pair[1]) for pair in item.get("tolled", ())),
            note=item.get("note", ""),
        )
        for item in row.get("example", ())
    )
    return Clock(
        key=row["key"],
        title=row["title"],
        starts=tuple(row.get("starts", ())),
        satisfied_by=tuple(row.get("satisfied_by", ())),
        tolled_by=tuple(row.get("tolled_by", ())),
        untolled_by=tuple(row.get("untolled_by", ())),
        owner_role=row["owner_role"],
        provisions=provisions,
        examples=examples,
        renews=row.get("renews", False),
        theirs=row.get("theirs", False),
        once=row.get("once", False),
        apart=row.get("apart", False),
    )


def _value(row: Mapping[str, Any], item: Mapping[str, Any]) -> Value:
    return Value(
        key=row["key"],
        title=row["title"],
        unit=row["unit"],
        from_=item["from"],
        to=item.get("to"),
        value=item["value"],
        citation=item["citation"],
        source=item["source"],
        verified=item["verified"],
    )


def _table(name: str, files: Iterable[Mapping[str, Any]]) -> CodeTable:
    rows: list[Code] = []
    head: Mapping[str, Any] = {}
    for data in files:
        head = data["table"]
        rows.extend(_code(head, item) for item in data.get("code", ()))
    return CodeTable(
        key=name,
        title=head["title"],
        citation=head["citation"],
        source=head["source"],
        verified=head["verified"],
        rows=tuple(rows),
        attributes=head.get("attributes", {}),
    )


def _code(head: Mapping[str, Any], item: Mapping[str, Any]) -> Code:
    return Code(
        code=item["code"],
        title=item["title"],
        attributes=item.get("attributes", {}),
        from_=item.get("from"),
        to=item.get("to"),
        citation=item.get("citation", head["citation"]),
        source=item.get("source", head["source"]),
        verified=item.get("verified", head["verified"]),
    )
