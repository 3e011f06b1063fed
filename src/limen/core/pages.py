"""What the pages of the core rooms share: filters that keep what was typed, paging, exports, and values as text."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from limen.core import reading
from limen.core.lawbook import lawbook
from limen.kernel import BadInput, Code, Problem, Titled
from limen.law.nationality import PLACES
from limen.law.pack import UnknownKey

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

LIVED_IN = PLACES
"""Kinds of the table of countries that somebody may be in."""

BORN_IN = (*LIVED_IN, "former")
"""Kinds that somebody may be born in; of those who are older a country may stand on record that is no more."""

BELONGED_TO = (*BORN_IN, "nationality", "stateless", "refugee", "unspecified")
"""Kinds that a document may give as somebody's nationality."""

ISSUING = (*BORN_IN, "organisation")
"""Kinds that may have issued somebody's document."""

OWN_WORD = re.compile(r"[a-z]{3,}(_[a-z]+)*")
"""A code that is a word of the law pack's own and stands on no form or wire: its title says all that it says."""

PAGE = 50
"""Rows on a page of a list."""

EXPORTED = 5_000
"""The most rows an export holds: each is named in the ledger entry that says it was taken out."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record by type and identifier alone, as another record names it."""

    record_type: str
    id: Any
    state: str = ""


class Filter(forms.Form):
    """A filter of a list, sent by GET; what was typed stays in it, right or wrong."""

    use_required_attribute = False

    def asked(self) -> dict[str, Any] | None:
        """Return what was asked, empty texts for what was not; None when some of it cannot be taken."""
        return dict(self.cleaned_data) if self.is_valid() else None


class Day(forms.DateField):
    """A day, as a browser's own picker sends it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]


def viewer_of(request: HttpRequest) -> Viewer:
    """Return who looks; the middleware lets nobody else through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def page_of(rows: QuerySet[Any] | Sequence[Any], request: HttpRequest, size: int = PAGE) -> Page[Any]:
    """Return the page of a list that the address asks for; the last one when it asks for more than there are."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def query_of(request: HttpRequest, *leave: str) -> str:
    """Return what the address asks, as a query without its page, its format and what else is to be left."""
    query = request.GET.copy()
    for name in ("page", "format", *leave):
        query.pop(name, None)
    return query.urlencode()


def wants_csv(request: HttpRequest) -> bool:
    """Return whether the address asks for the list as a file."""
    return request.GET.get("format") == "csv"


def exported(rows: QuerySet[Any] | Sequence[Any]) -> list[Any]:
    """Return every row of a list that is taken out.

    Raises:
        BadInput: when there are more than an export holds.
    """
    found = list(rows[: EXPORTED + 1])
    if len(found) > EXPORTED:
        text = _("An export holds %(most)s rows at most. Narrow the list first.") % {"most": EXPORTED}
        raise BadInput(text, problems=[Problem("format", "export.too_long", text)])
    return found


def pdf_file(paper: Any, *, how: str = "inline") -> HttpResponse:
    """Return a paper as the PDF that was made. The name of the file says which paper it is, and not whose.

    Args:
        paper: the paper.
        how: ``inline`` to read it in the browser, ``attachment`` to keep it.
    """
    name = f"{paper.form}-{paper.made_on:%Y-%m-%d}-{paper.digest[:8]}.pdf"
    response = HttpResponse(bytes(paper.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """Return rows as a CSV file; no cell can be taken for a formula by what opens it.

    It is UTF-8 and begins with the mark that says so (RFC 3629, section 6): a spreadsheet reads names wrongly without.
    """
    response = HttpResponse(codecs.BOM_UTF8, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    out = csv.writer(response)
    out.writerow(head)
    out.writerows([_cell(value) for value in row] for row in rows)
    return response


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_current_timezone()).isoformat(timespec="seconds")
    text = said(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def said(value: Any) -> str:
    """Return a value as a page writes it: times in the place's zone, nothing for what is not there."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def meaning(table: str, code: str, day: date) -> str:
    """Return what a code of the law pack means on a day; the code itself where the pack does not say."""
    try:
        found = lawbook().codes(table).get(code, day)
    except UnknownKey:
        return code
    return found.title if found is not None else code


def with_code(title: str, code: str) -> str:
    """Return what a code means with the code itself, as forms and wires bear it; a word of ours is no such code."""
    return title if OWN_WORD.fullmatch(code) else f"{title} ({code})"


def in_words(table: str, code: str, day: date) -> str:
    """Return what a code of a table means on a day, with the code itself; the code alone where the law does not say."""
    means = meaning(table, code, day)
    return with_code(_(means), code) if means != code else code


def marked_in_words(mark: Code | Titled, value: str, day: date) -> str:
    """Return a value of a field in words, by the mark the field bears; the value itself where nothing says more."""
    if isinstance(mark, Code):
        return in_words(mark.table, value, day)
    return str(mark.titles.get(value, value))


def countries(day: date, kinds: Iterable[str] = BORN_IN) -> list[tuple[str, str]]:
    """Return countries by name in the reader's language, under the codes documents bear, an empty choice first.

    Args:
        day: the day, since codes are closed and opened.
        kinds: which kinds of the table; a country that two codes name stands under the one that documents bear.
    """
    rows = [row for row in lawbook().codes("icao_states").on(day).values() if row.attributes["kind"] in kinds]
    borne = sorted(rows, key=lambda row: (not row.attributes["issues"], row.attributes["kind"] == "former"))
    named: dict[str, str] = {}
    for row in borne:
        named.setdefault(_(row.title), row.code)
    ordered = sorted(named.items(), key=lambda item: _alphabetical(item[0]))
    return [("", _("Choose a country")), *((code, name) for name, code in ordered)]


def _alphabetical(name: str) -> str:
    # a letter with an accent stands beside the one without, not after z
    split = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def words(name: str) -> str:
    """Return a key as a person reads it: ``known_traveller`` is “Known traveller”."""
    return _(name.replace("_", " ").capitalize())


def address_of(record_type: str, identifier: Any) -> str:
    """Return the address of the page of a record that another record names."""
    return reading.address(Named(record_type, identifier))  # type: ignore[arg-type]  # the type is known per record


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, form: forms.Form | None = None
) -> HttpResponse:
    """Render a page; with the status of bad input when the form on it cannot be taken."""
    bad = form is not None and form.is_bound and not form.is_valid()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    more = {"viewer": viewer_of(request), "form": form, "query": query_of(request)}
    return render(request, template, {**more, **context}, status=status)
