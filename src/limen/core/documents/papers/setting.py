"""Setting a form: its data go to the template as data, so that no text is ever read as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from limen.core.documents.papers.book import Form, FormField, FormsBook, MissingField, book
from limen.core.documents.papers.fonts import folders, writable


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
        data: field key to text, date, list of lines, or (for a table) list of rows.
        on: the day it is made, which chooses the edition.
        lang: the document's language, as BCP 47.
        pack: another pack's forms.

    Raises:
        UnknownForm: when none is in force on the day.
        MissingField: when a required field is empty.
    """
    form = (pack or book()).get(form_key, on)
    for field in form.fields:
        if field.required and data.get(field.key) in (None, "", [], ()):
            raise MissingField(form.number, field.key, field.label)
    pdf = _compiler().compile(
        format="pdf",
        sys_inputs={"form": json.dumps(_sheet(form, data, on, lang), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime.combine(on, time(12), tzinfo=UTC).timestamp()),
    )
    return bytes(pdf)


@lru_cache(maxsize=1)
def _compiler() -> Any:
    template = files("limen.core.documents.papers") / "templates" / "form.typ"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(p) for p in folders()])
    return typst.Compiler(str(template), font_paths=fonts)


def _sheet(form: Form, data: Mapping[str, Any], on: date, lang: str) -> dict[str, Any]:
    fields = {field.key: field for field in form.fields}
    return {
        "number": form.number,
        "title": form.title,
        "edition": form.from_.isoformat(),
        "citation": form.citation,
        "lang": lang,
        "made": on.isoformat(),
        "notice": [writable(text) for text in form.notice],
        "sections": [
            {
                "title": title,
                "fields": [
                    {"label": fields[key].label, "kind": fields[key].kind, "value": _shown(data.get(key))}
                    for key in keys
                ],
            }
            for title, keys in form.sections
        ],
        "record": writable(str(data.get("record_number", ""))),
        "entry": writable(str(data.get("entry_hash", ""))),
    }


def _shown(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return {str(key): _shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shown(item) for item in value]
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M %Z")
    return writable(str(value))
