"""The editors' pages: what waits, every piece, an edition as readers would see it, the languages, what was shipped."""

from __future__ import annotations

from difflib import ndiff
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.forms import HiddenInput
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from limen.core.offering import begun, offered
from limen.core.offices import office_title
from limen.core.pages import csv_file, exported, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.kernel import Outcome
from limen.portal import files, queries
from limen.portal.acts import AmendEdition, DraftEdition
from limen.portal.forms import EditionsForm, PiecesForm
from limen.portal.languages import ORIGINAL, SPOKEN, prefixed
from limen.portal.links import broken
from limen.portal.parts.searching import address_of
from limen.portal.writing import render as rendered
from limen.web.derived import act_form, submit

if TYPE_CHECKING:
    from limen.portal.models import Edition, Piece

SOON = 30
"""Days before an edition ends in which the editors are told."""

HEAD = ("kind", "address", "language", "number", "state", "title", "grade", "writer", "reviewer", "from", "until", "id")


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Show the editions that somebody has work with, and those that end soon."""
    viewer = viewer_of(request)
    form = EditionsForm(request.GET)
    asked = form.asked()
    rows: Any = queries.editions(viewer=viewer, asked=asked) if asked is not None else []
    if wants_csv(request) and asked is not None:
        return csv_file("editions", HEAD, map(_cells, exported(rows)))
    waiting = [
        name
        for name in files.releases()
        if name not in set(queries.releases(viewer=viewer).values_list("name", flat=True))
    ]
    context = {
        "page": page_of(rows, request),
        "ending": queries.expiring(viewer=viewer, days=SOON, now=timezone.now()),
        "begins": begun(
            {"portal.open_piece": {}, **({"portal.take_release": {"name": waiting[0]}} if waiting else {})}, viewer
        ),
    }
    return page(request, "portal/desk/editions.html", context, form=form)


def _cells(row: Edition) -> tuple[object, ...]:
    return (
        *(row.piece.kind, row.piece.path, row.language, row.number, row.state, row.heading, row.grade),
        *(row.writer.full_name if row.writer else "", row.reviewer.full_name if row.reviewer else ""),
        *(row.show_from, row.show_to, row.pk),
    )


@require_safe
def pieces(request: HttpRequest) -> HttpResponse:
    """Show every piece of the site, and in which languages it is shown."""
    viewer = viewer_of(request)
    form = PiecesForm(request.GET)
    asked = form.asked()
    rows: Any = queries.pieces(viewer=viewer, asked=asked) if asked is not None else []
    shown = page_of(rows, request)
    lines = [{"row": row, **_standing(row)} for row in shown]
    context = {"page": shown, "rows": lines, "begins": begun({"portal.open_piece": {}}, viewer)}
    return page(request, "portal/desk/pieces.html", context, form=form)


def _standing(row: Piece) -> dict[str, Any]:
    """Return the title of a piece and the languages it is published in."""
    editions = list(row.editions.all())
    original = next((edition for edition in editions if edition.language == ORIGINAL), None)
    published = sorted({edition.language for edition in editions if edition.state == "published"})
    return {"title": original.heading if original else row.path, "published": ", ".join(published)}


@require_safe
def piece(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one piece: where it stands, on which law, and its editions."""
    viewer = viewer_of(request)
    record = queries.piece(identifier, viewer=viewer)
    context = {
        "record": record,
        "title": _standing(record)["title"],
        "facts": _facts(record),
        "editions": record.editions.all(),
        "acts": offered(record, viewer),
        "begins": [
            (SPOKEN[code].english, reverse("portal:draft", args=[record.pk, code]))
            for code in SPOKEN
            if _may_draft(record, code) and begun({"portal.draft": {"piece": record.pk, "language": code}}, viewer)
        ],
        "sections": sections_of(record, viewer),
    }
    return page(request, "portal/desk/piece.html", context)


def _may_draft(record: Piece, language: str) -> bool:
    editions = list(record.editions.all())
    waiting = any(row.language == language and row.state in queries.WAITING for row in editions)
    original = any(row.language == ORIGINAL and row.state == "published" for row in editions)
    return record.state == "open" and not waiting and (language == ORIGINAL or original)


def _facts(record: Piece) -> list[tuple[str, str, str]]:
    public = address_of(record)
    return [
        (pgettext("of a page", "Address"), public, public),
        (_("Kind"), words(record.kind), ""),
        (_("Day"), said(record.dated), ""),
        (_("Topic"), record.topic, ""),
        (_("Office"), office_title(record.office), ""),
        (_("Form on it"), record.form, ""),
        (_("Place among its siblings"), str(record.order), ""),
        (_("Rules it stands on"), "\n".join(record.law), ""),
    ]


@require_safe
def edition(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one edition as readers would see it, what changed since the one before, and what stands in its way."""
    viewer = viewer_of(request)
    record = queries.edition(identifier, viewer=viewer)
    earlier = queries.before(record, viewer=viewer)
    context = {
        "record": record,
        "spoken": SPOKEN[record.language],
        "facts": _edition_facts(record),
        "words": rendered(record.body, address=lambda path: prefixed(record.language, path)),
        "broken": broken(record.body),
        "changes": _changes(earlier, record) if earlier else [],
        "acts": offered(record, viewer, but=("portal.amend_draft", *_not_now(record, viewer))),
        "may_write": record.state == "draft" and viewer.may("portal.edit"),
        "sections": sections_of(record, viewer),
    }
    return page(request, "portal/desk/edition.html", context)


def _not_now(record: Edition, viewer: Any) -> list[str]:
    return ["portal.approve"] if record.writer_id == viewer.account.id else []


def _changes(earlier: Edition, later: Edition) -> list[tuple[str, str]]:
    """Return the lines that went and came between two editions: a sign and the line."""
    lines = ndiff(earlier.body.splitlines(), later.body.splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] in "+-" and line[2:].strip()]


def _edition_facts(record: Edition) -> list[tuple[str, str, str]]:
    return [
        (_("Piece"), record.piece.path, reverse("portal:piece", args=[record.piece_id])),
        (_("Language"), SPOKEN[record.language].english, ""),
        (_("Edition"), str(record.number), ""),
        (_("Translated from edition"), str(record.original.number) if record.original else "", ""),
        (_("In one sentence"), record.summary, ""),
        (_("Other forms of the word"), ", ".join(record.also), ""),
        (_("Reading grade"), f"{record.grade:g}" if record.grade is not None else "", ""),
        (_("Why it is harder"), record.grade_reason, ""),
        (_("Written by"), record.writer.full_name if record.writer else _("shipped with the software"), ""),
        (_("Sent back because"), record.sent_back_why, ""),
        (_("Reviewed by"), record.reviewer.full_name if record.reviewer else "", ""),
        (_("Reviewed"), said(record.reviewed_at), ""),
        (_("Shown from"), said(record.show_from), ""),
        (_("Shown until"), said(record.show_to), ""),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, identifier: UUID, language: str) -> HttpResponse:
    """Begin a new edition with the words of the last one in the form; a translator reads the original below it."""
    viewer = viewer_of(request)
    viewer.require("portal.edit")
    record = queries.piece(identifier, viewer=viewer)
    if language not in SPOKEN:
        raise Http404
    fixed = {"piece": str(record.pk), "language": language}
    if request.method == "POST":
        result = submit(request, DraftEdition, data={**request.POST.dict(), **fixed})
        if isinstance(result, Outcome):
            return HttpResponseRedirect(reverse("portal:edition", args=[result.record.pk]))
        form = result
    else:
        form = act_form(DraftEdition, viewer=viewer, initial={**fixed, **_last_words(record, language)})
    form.fields["language"].widget = HiddenInput()  # the address says it
    original = queries.latest(record, ORIGINAL, viewer=viewer) if language != ORIGINAL else None
    context = {"record": record, "form": form, "spoken": SPOKEN[language], "original": original}
    return render(request, "portal/desk/draft.html", context, status=form.status)


def _last_words(record: Piece, language: str) -> dict[str, Any]:
    """Return the words of the last edition of a piece in a language; nothing where there is none yet."""
    last = max(
        (row for row in record.editions.all() if row.language == language), key=lambda row: row.number, default=None
    )
    return _words_of(last) if last is not None else {}


def _words_of(edition: Edition) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in ("heading", "summary", "body", "also")}


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Write on at a draft: its words stand in the form."""
    viewer = viewer_of(request)
    record = queries.edition(identifier, viewer=viewer)
    if request.method == "POST":
        result = submit(request, AmendEdition, record)
        if isinstance(result, Outcome):
            return HttpResponseRedirect(reverse("portal:edition", args=[record.pk]))
        form = result
    else:
        form = act_form(AmendEdition, record=record, viewer=viewer, initial=_words_of(record))
    context = {"record": record, "form": form}
    return render(request, "portal/desk/write.html", context, status=form.status)


@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """Show the languages the site is offered in, and who reviews each."""
    viewer = viewer_of(request)
    rows = [(row, SPOKEN[row.code]) for row in queries.languages(viewer=viewer)]
    known = {row.code for row, _spoken in rows}
    begins = [
        (spoken.english, offer)
        for code, spoken in SPOKEN.items()
        if code not in known
        for offer in begun({"portal.offer_language": {"code": code}}, viewer)
    ]
    return page(request, "portal/desk/languages.html", {"rows": rows, "begins": begins})


@require_safe
def language(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one language."""
    viewer = viewer_of(request)
    record = queries.language(identifier, viewer=viewer)
    facts = [
        (pgettext("of a page", "Address"), prefixed(record.code, ""), prefixed(record.code, "")),
        (_("Reviewer"), record.reviewer.full_name if record.reviewer else _("nobody yet"), ""),
    ]
    return _plain(request, record, SPOKEN[record.code].english, facts)


@require_safe
def release(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one release of shipped content that was taken into the site."""
    viewer = viewer_of(request)
    record = queries.release(identifier, viewer=viewer)
    facts = [
        (_("Taken"), said(record.taken_at), ""),
        (_("Pieces"), str(record.pieces), ""),
        (_("Editions"), str(record.editions), ""),
        (_("Left as an editor had them"), str(record.kept), ""),
        (_("SHA-256 of its files"), record.digest, ""),
    ]
    return _plain(request, record, record.name, facts)


def _plain(request: HttpRequest, record: Any, title: str, facts: list[tuple[str, str, str]]) -> HttpResponse:
    viewer = viewer_of(request)
    context = {
        "record": record,
        "title": title,
        "facts": facts,
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "portal/desk/plain.html", context)
