"""What a person's page says of travel documents and papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.documents.models import Paper
from limen.core.documents.papers.book import UnknownForm, book
from limen.core.documents.queries import of_person, papers_about, papers_of
from limen.core.pages import meaning
from limen.core.sections import Section


def _documents(person: Any, viewer: Viewer) -> Any:
    rows = of_person(person.pk, viewer=viewer)
    return [(row, meaning("document_kinds", row.kind, viewer.day), expired(row, viewer)) for row in rows]


def _papers(person: Any, viewer: Viewer) -> Any:
    return [(row, form_title(row)) for row in papers_of(person.pk, viewer=viewer)]


def papers_on(*records: Any, viewer: Viewer) -> list[tuple[Paper, str]]:
    """Return the papers about some records with their titles, the oldest first; none to who may not see papers; logged.

    Args:
        records: their identifiers.
        viewer: who looks.
    """
    if not viewer.may("documents.view"):
        return []
    found = [row for record in records for row in papers_about(record, viewer=viewer)]
    return [(row, form_title(row)) for row in sorted(found, key=lambda row: row.created_at)]


def _record(person: Any) -> Mapping[str, Mapping[str, Any]]:
    return {"documents.record": {"person": person.pk}}


def expired(document: Any, viewer: Viewer) -> bool:
    """Return whether a travel document is past its last day."""
    return document.expires is not None and document.expires < viewer.day


def form_title(paper: Paper) -> str:
    """Return the number and the title of a paper's form, as they stood when it was made."""
    try:
        form = book().get(paper.form, paper.made_on)
    except UnknownForm:
        return paper.form
    return f"{form.number} {form.title}"


SECTIONS = [
    Section(
        _("Travel documents"),
        "documents/parts/travel.html",
        "documents.view",
        _documents,
        "people.person",
        5,
        begins=_record,
    ),
    Section(_("Papers made"), "documents/parts/papers.html", "documents.view", _papers, "people.person", 40),
]
