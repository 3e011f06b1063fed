"""Setting a form: its data go to the template as data, so that no text is ever read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from limen.core.documents.papers.book import Form, FormField, FormsBook, MissingField, book
from limen.core.documents.papers.fonts import folders, unwritable, writable
from limen.kernel import BadInput, Problem

SHORT = 46
"""Characters of a value that fits half the breadth of the sheet."""
LONG_WORD = re.compile(r"\S{25}(?=\S)")
ZERO_WIDTH_SPACE = "\u200b"
NARROWEST, WIDEST = 6, 36
"""Characters between which the breadth of a table's column follows its longest cell."""
DENSE, WIDEST_DENSE, EDGE = 90, 22, 2
"""Characters of a row from which a table is set small and its long cells break; what the edges of a cell take."""


def forms(on: date, pack: FormsBook | None = None) -> tuple[str, ...]:
    """Return the keys of the forms in force on a day."""
    return tuple(form.key for form in (pack or book()).forms if form.on(on))


def required_fields(form_key: str, on: date, pack: FormsBook | None = None) -> tuple[FormField, ...]:
    """Return what a form cannot be printed without.

    Raises:
        UnknownForm: when none is in force on the day.
    """
    return tuple(field for field in (pack or book()).get(form_key, on).fields if field.required)


def render(
    form_key: str, data: Mapping[str, Any], *, on: date, lang: str = "en", pack: FormsBook | None = None
) -> bytes:
    """Return a form as PDF/UA-1; the same data on the same day give the same bytes.

    Args:
        form_key: the law pack's key, e.g. ``i94``.
        data: field key to text, date, list of lines, or (for a table) list of rows, each a mapping by column key. Keys
            the form has not are passed over, so that one record can fill several forms. ``record_number`` and
            ``entry_hash`` go to the foot of every form.
        on: the day it is made, which chooses the edition.
        lang: the document's language, as BCP 47.
        pack: another pack's forms.

    Raises:
        UnknownForm: when none is in force on the day.
        MissingField: when a required field is empty.
        BadInput: when a table's rows are not mappings with at least one of its columns.
    """
    source = pack or book()
    form = source.get(form_key, on)
    for field in form.fields:
        if field.required and _empty(data.get(field.key)):
            raise MissingField(form.number, field.key, field.label)
    pdf = _compiler().compile(
        format="pdf",
        sys_inputs={"form": json.dumps(_sheet(form, source.about, data, on, lang), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime.combine(on, time(12), tzinfo=UTC).timestamp()),
    )
    return bytes(pdf)


@lru_cache(maxsize=1)
def _compiler() -> Any:
    template = files("limen.core.documents.papers") / "templates" / "form.typ"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(p) for p in folders()])
    return typst.Compiler(str(template), font_paths=fonts)


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, (list, tuple)):
        return all(_empty(item) for item in value)
    return value is None or value == {}


def _sheet(form: Form, about: Mapping[str, Any], data: Mapping[str, Any], on: date, lang: str) -> dict[str, Any]:
    fields = {field.key: field for field in form.fields}
    language, _, region = lang.partition("-")
    return {
        "number": form.number,
        "title": form.title,
        "edition": form.from_.isoformat(),
        "closed": form.to.isoformat() if form.to else "",
        "citation": form.citation,
        "service": form.service or str(about.get("service", "")),
        "paper": str(about.get("paper", "a4")),
        "lang": language.lower(),
        "region": region.upper() if len(region) == len("US") else None,
        "made": on.isoformat(),
        "person": _person(form, data),
        "notice": [_shown(text) for text in form.notice],
        "notice_first": form.notice_first,
        "sections": [
            {"title": title, "fields": [_placed(fields[key], data.get(key)) for key in keys]}
            for title, keys in form.sections
        ],
        "record": _shown(data.get("record_number", "")),
        "entry": _shown(data.get("entry_hash", "")),
        "unwritten": sorted({name for field in form.fields for name in unwritable(_texts(data.get(field.key)))}),
    }


def _person(form: Form, data: Mapping[str, Any]) -> str:
    """Return who the form is about, for the head of every page after the first."""
    keys = {field.key for field in form.fields}
    parts = [str(data[key]) for key in ("surname", "given_names", "a_number") if key in keys and data.get(key)]
    return str(_shown(", ".join(parts) or data.get("carrier") or data.get("vessel") or ""))


def _placed(field: FormField, value: Any) -> dict[str, Any]:
    shown: Any = _rows(field, value) if field.kind == "table" else _shown(value)
    if field.kind == "lines" and isinstance(shown, str):
        shown = [line for line in shown.splitlines() if line.strip()]
    if field.kind not in ("lines", "table") and isinstance(shown, list):
        shown = ", ".join(str(item) for item in shown)
    wide = field.kind in ("lines", "table") or (field.kind != "signature" and len(str(shown)) > SHORT)
    placed = {"label": field.label, "kind": field.kind, "value": shown, "wide": wide}
    if field.kind == "table":
        placed["columns"] = [label for _, label in field.columns]
        placed["breadths"] = _breadths(field, shown)
        placed["small"] = (
            sum(min(max(map(len, cells)), WIDEST) for cells in zip(placed["columns"], *shown, strict=True)) > DENSE
        )
    return placed


def _rows(field: FormField, value: Any) -> list[list[str]]:
    """Return a table's rows as cells in the order of its columns."""
    keys = [key for key, _ in field.columns]
    rows = []
    for row in value or ():
        if not isinstance(row, Mapping) or not any(key in row for key in keys):
            message = f"Each row of “{field.label}” needs {', '.join(keys)}."
            raise BadInput(message, problems=[Problem(field.key, "form.table_row", message)])
        rows.append([str(_shown(row.get(key))) for key in keys])
    return rows


def _breadths(field: FormField, rows: Sequence[Sequence[str]]) -> list[int]:
    longest = [max([len(label), *(len(row[index]) for row in rows)]) for index, (_, label) in enumerate(field.columns)]
    found = [min(max(size, NARROWEST), WIDEST) for size in longest]
    if sum(found) <= DENSE:
        return found
    words = [
        max(len(word) for text in (label, *(row[index] for row in rows)) for word in (text.split() or [""]))
        for index, (_, label) in enumerate(field.columns)
    ]
    return [max(word + EDGE, min(size, WIDEST_DENSE)) for word, size in zip(words, found, strict=True)]


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return [_shown(item) for item in value]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M %Z").strip()
    return LONG_WORD.sub(lambda word: word[0] + ZERO_WIDTH_SPACE, writable(str(value)))


def _texts(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(_texts(item) for item in value.values())
    if isinstance(value, (list, tuple)):
        return " ".join(_texts(item) for item in value)
    return "" if value is None else str(value)
