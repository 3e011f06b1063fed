"""The forms of a law pack: number, edition, fields and notice, each dated and cited."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from limen.kernel import BadInput, LimenError, Problem


class UnknownForm(LimenError):
    """The law pack has no such form in force on the day."""

    slug = "unknown-form"


class MissingField(BadInput):
    """A form is never printed with a hole in it."""

    def __init__(self, form: str, field: str, label: str) -> None:
        super().__init__(
            f"Form {form} needs “{label}”.",
            problems=[Problem(field, "form.missing_field", f"“{label}” must be on form {form}.")],
        )


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form. Kinds: text, date, datetime, lines, table, choice, signature.

    A table has columns, each a key that its rows use and the label above it.
    """

    key: str
    label: str
    kind: str
    required: bool
    personal: bool
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An official form as it stands from one day to another."""

    key: str
    number: str
    title: str
    from_: date
    to: date | None
    citation: str
    source: str
    verified: str
    fields: tuple[FormField, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    notice: tuple[str, ...]
    notice_first: bool = False
    """Whether the notice is what the form is for, and so stands before its fields."""
    service: str = ""
    """Whose form it is, where it is another service's than the pack's own."""

    def on(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class FormsBook:
    """The forms of one law pack.

    Args:
        pack: the pack's key.
    """

    def __init__(self, pack: str = "us") -> None:
        self.pack = pack

    @cached_property
    def about(self) -> Mapping[str, Any]:
        """Return the pack's own description; ``service`` issues the forms, ``paper`` is the size they are set on."""
        text = (files("limen.law") / self.pack / "pack.toml").read_text(encoding="utf-8")
        return dict(tomllib.loads(text)["pack"])

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Return every form, closed ones too."""
        folder = files("limen.law") / self.pack / "forms"
        paths = sorted((item for item in folder.iterdir() if item.name.endswith(".toml")), key=lambda item: item.name)
        return tuple(_form(tomllib.loads(path.read_text(encoding="utf-8"))["form"]) for path in paths)

    def get(self, key: str, day: date) -> Form:
        """Return a form as it stands on a day.

        Raises:
            UnknownForm: when none is in force.
        """
        for form in self.forms:
            if form.key == key and form.on(day):
                return form
        raise UnknownForm(f"There is no form “{key}” on {day:%Y-%m-%d}.")


@lru_cache(maxsize=4)
def book(pack: str = "us") -> FormsBook:
    """Return the forms of a pack, read once."""
    return FormsBook(pack)


def _form(row: Mapping[str, Any]) -> Form:
    fields = tuple(
        FormField(
            item["key"],
            item["label"],
            item.get("kind", "text"),
            item.get("required", False),
            item.get("personal", False),
            tuple((column["key"], column["label"]) for column in item.get("columns", ())),
        )
        for item in row["field"]
    )
    sections = tuple((item["title"], tuple(item["fields"])) for item in row["section"])
    return Form(
        key=row["key"],
        number=row["number"],
        title=row["title"],
        from_=row["from"],
        to=row.get("to"),
        citation=row["citation"],
        source=row["source"],
        verified=row["verified"],
        fields=fields,
        sections=sections,
        notice=tuple(row.get("notice", ())),
        notice_first=row.get("notice_first", False),
        service=row.get("service", ""),
    )
