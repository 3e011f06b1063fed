"""The pages of people: the search, what is known of one person, and the search that stands on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.offering import begun, offered
from limen.core.pages import PAGE, meaning, page, said, viewer_of, words
from limen.core.people import queries
from limen.core.people.forms import FindForm, SearchForm
from limen.core.people.names import shown_name
from limen.core.sections import sections_of
from limen.kernel import NotPermitted

if TYPE_CHECKING:
    from limen.core.people.models import Person

PAGES = 40
"""The most pages of a search; whoever needs more narrows it."""

SEARCHED = ("people.person", "casefile.casefile", "places.place")
"""What the search of every page looks in; an office's own records have the office's own searches."""


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Find people by name, birth or number."""
    viewer = viewer_of(request)
    viewer.require("people.view")
    form = FindForm(request.GET)
    asked = form.asked()
    number = _page_number(request)
    rows = None
    if asked is not None and any(asked.values()):
        # one more than a page holds says whether there is another
        rows = queries.find(viewer=viewer, **asked, limit=PAGE + 1, skip=PAGE * (number - 1))
    context = {
        "rows": rows[:PAGE] if rows is not None else None,
        "number": number,
        "previous": number - 1,
        "next": number + 1 if rows and len(rows) > PAGE and number < PAGES else 0,
        "acts": begun({"people.record": {}}, viewer),
    }
    return page(request, "people/people.html", context, form=form)


@require_safe
def person(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show what is known of a person, from every room that knows something."""
    viewer = viewer_of(request)
    record = queries.person(identifier, viewer=viewer)
    sections = sections_of(record, viewer)
    protection = [] if record.compartments else ["people.end_protection"]
    context = {
        "record": record,
        "same": queries.same_person(record, viewer=viewer),
        "facts": _facts(record, viewer),
        "compartments": [words(name) for name in record.compartments],
        "identities": [(row, shown_name(row), _state(row.nationality, viewer)) for row in record.identities.all()],
        "numbers": [(words(row.kind), row) for row in record.identifiers.all()],
        "family": [(words(row.kind), row) for row in queries.family(record, viewer=viewer)],
        "judgements": [(row, other, words(row.verdict)) for row, other in queries.judgements(record, viewer=viewer)],
        "sections": sections,
        "empty": [section.title for section in sections if not (section.rows or section.begins)],
        "acts": offered(record, viewer, but=protection),
    }
    return page(request, "people/person.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find people by name or number, files by number and places by code, with what was typed on any page."""
    viewer = viewer_of(request)
    form = SearchForm(request.GET)
    asked = form.asked()
    text = asked["q"] if asked else ""
    found = {record_type: _looked_up(record_type, text, viewer) for record_type in SEARCHED}
    allowed = [rows for rows in found.values() if rows is not None]
    if not allowed:
        viewer.require("people.view")
    context = {
        "q": text,
        "people": found["people.person"],
        "more": (found["people.person"] or [])[9:],
        "others": [
            (str(row), reading.label(row.record_type).capitalize(), reading.address(row))
            for record_type in SEARCHED[1:]
            for row in found[record_type] or []
        ],
        "nothing": bool(text) and not any(allowed),
    }
    return page(request, "people/search.html", context, form=form)


def _looked_up(record_type: str, text: str, viewer: Viewer) -> list[Any] | None:
    """Return the records a text means; None when the viewer may not read such records."""
    permission = {"people.person": "people.view", "casefile.casefile": "casefile.view", "places.place": "places.view"}
    if not viewer.may(permission[record_type]):
        return None
    try:
        return list(reading.look_up(record_type, text, viewer=viewer))
    except NotPermitted:
        return None


def _facts(record: Person, viewer: Viewer) -> list[tuple[str, str, str]]:
    age = queries.age_on(record.birth_last, viewer.day)
    born = _("%(birth)s, aged %(age)s") % {"birth": record.birth, "age": age} if age is not None else record.birth
    sexes = {"F": _("Female"), "M": _("Male"), "X": _("Unspecified")}
    return [
        (_("Surname"), record.surname, ""),
        (_("Given names"), record.given_names, ""),
        (_("Date of birth"), born, ""),
        (_("Sex on document"), sexes.get(record.sex, ""), ""),
        (_("Nationality"), _state(record.nationality, viewer), ""),
        (_("Country of birth"), _state(record.birth_country, viewer), ""),
        (_("On record since"), said(record.created_at), ""),
    ]


def _state(code: str, viewer: Viewer) -> str:
    title = meaning("icao_states", code, viewer.day)
    return f"{title} ({code})" if title != code else code


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return min(max(int(text), 1), PAGES) if text.isascii() and text.isdigit() and len(text) < len("10000") else 1
