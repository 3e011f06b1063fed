"""The page of one person apprehended, the questions asked of them, and the dispositions open and closed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from limen.core import reading
from limen.core.custody import queries as custody
from limen.core.documents.queries import papers_about
from limen.core.encounters import queries as encounters
from limen.core.lawbook import lawbook
from limen.core.offering import offered
from limen.core.pages import meaning, page, said, viewer_of, words
from limen.core.sections import sections_of
from limen.kernel import REGISTER, Outcome
from limen.offices.patrol import processing_bars, queries, steps
from limen.offices.patrol.acts import AskQuestions
from limen.web.derived import act_form, submit

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer

ASIDE = ("patrol.ask", "patrol.ask_all", "patrol.propose", "patrol.decide")
"""Acts that the page offers in places of their own."""

SHOWING = ("citizenship", "fear", "trafficking", "medical")
"""Subjects of questions whose answers may show something that closes or opens a disposition, or calls for care."""


@require_safe
def apprehension(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one person's record: what is left, what was asked and found, and what may be decided."""
    viewer = viewer_of(request)
    record = queries.apprehension(identifier, viewer=viewer)
    law, day = lawbook(), viewer.day
    todo = [_step(step, record, viewer) for step in steps.steps(record, law, day)]
    working = record.state in ("apprehended", "processing")
    context = {
        "record": record,
        "facts": _facts(record, viewer),
        "tags": _tags(record, law, day),
        "steps": todo if working else [],
        "next": next((step for step in todo if not step["done"]), None) if working else None,
        "dispositions": _dispositions(record, viewer) if record.state in ("processing", "proposed") else [],
        "proposed": _proposed(record, day),
        "answers": [(row, meaning("processing_questions", row.code, day)) for row in record.questions.all()],
        "grounds": [
            (row, meaning("inadmissibility_grounds", row.ground, day))
            for row in processing_bars.applying(record).values()
        ],
        "documents": record.document_checks.all(),
        "history": [(words(key), value) for key, value in record.history.items() if value not in ("", "none", False)],
        "hits": queries.hits_here(record, viewer=viewer),
        "alike": queries.same_names(record, viewer=viewer) if working else [],
        "before": [
            row for row in encounters.of_person(record.person_id, viewer=viewer) if row.pk != record.encounter_id
        ],
        "stays": _stays(record, viewer),
        "papers": papers_about(record.pk, viewer=viewer) if viewer.may("documents.view") else [],
        "acts": offered(record, viewer, but=ASIDE),
        "sections": sections_of(record, viewer),
    }
    return page(request, "patrol/events/apprehension.html", context)


def _stays(record: Any, viewer: Viewer) -> list[Any]:
    if not viewer.may("custody.view"):
        return []
    return [row for row in custody.of_person(record.person_id, viewer=viewer) if row.pk != record.stay_id]


def _facts(record: Any, viewer: Viewer) -> list[tuple[str, str, str]]:
    stay = record.stay
    held = f"{words(stay.state)} · {said(stay.began_at)}" if stay is not None else ""
    language = meaning("interpreter_languages", record.language, viewer.day) if record.language else ""
    disposition = meaning("processing", record.disposition, viewer.day) if record.disposition else ""
    return [
        (_("Person"), record.person.display_name, reading.address(record.person)),
        (_("Born"), record.person.birth, ""),
        (_("Nationality"), record.person.nationality, ""),
        (_("Event"), str(record), reading.address(record.event)),
        (_("Apprehended"), said(record.at), ""),
        (_("Custody"), held, reading.address(stay) if stay is not None else ""),
        (_("Role"), words(record.role) if record.role else "", ""),
        (_("Family unit"), record.family, ""),
        (_("With"), record.taken_by.full_name if record.taken_by else "", ""),
        (_("Language"), ", ".join(part for part in (language, record.interpreter) if part), ""),
        (_("Fingerprint number"), record.fingerprint, ""),
        (_("Came"), f"{words(record.manner)} {said(record.entered_on)}".strip() if record.manner else "", ""),
        (_("Disposition"), disposition, ""),
        (_("Decided"), said(record.decided_at), ""),
        (_("Decided by"), record.decided_by.full_name if record.decided_by else "", ""),
        (_("To be done"), record.returned_why if record.state == "processing" else "", ""),
    ]


def _tags(record: Any, law: Any, day: Any) -> list[str]:
    tags = (
        (_("child"), processing_bars.is_child(record, law, day)),
        (_("child alone"), processing_bars.is_alone(record, law, day)),
        (_("fear shown"), processing_bars.shows(record, "fear")),
        (_("trafficking shown"), processing_bars.shows(record, "trafficking")),
        (_("claim to citizenship"), bool(record.citizenship) and record.citizenship != "disproved"),
        (_("needs a doctor"), processing_bars.CONDITIONS["medical_emergency"](record, law, day)),
    )
    return [label for label, true in tags if true]


def _step(step: steps.Step, record: Any, viewer: Viewer) -> dict[str, Any]:
    address = ""
    if step.key == "questions":
        address = reverse("patrol:questions", args=[record.pk])
    elif step.key == "disposition":
        address = "#dispositions"
    elif step.key == "lookouts":
        address = "#lookouts"
    elif step.act.startswith("custody.") and record.stay_id:
        address = reverse("act", args=[step.act, record.stay_id])
    elif step.act:
        address = reverse("act", args=[step.act, record.pk])
    may = not step.act or viewer.may(_permission(step.act))
    usable = may and (record.state == "processing" or step.key in ("take", "book", "examined"))
    usable = usable and not (step.done and step.key == "book")
    return {"title": step.title, "done": step.done, "note": step.note, "address": address if usable else ""}


def _permission(key: str) -> str:
    return REGISTER[key].declaration.permission


def _dispositions(record: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """Return each disposition, open ones first, with why it is closed and where it is done."""
    law, day = lawbook(), viewer.day
    table = law.codes("processing").on(day)
    found = []
    for code, why in processing_bars.bars(record, law, day).items():
        row = table[code]
        key = "patrol.propose" if row.attributes["approver"] else "patrol.decide"
        may = not why and record.state == "processing" and viewer.may("patrol.process")
        found.append(
            {
                "title": row.title,
                "who": row.attributes["who"],
                "citation": row.citation,
                "approver": row.attributes["approver"],
                "why": why,
                "address": f"{reverse('act', args=[key, record.pk])}?disposition={code}" if may else "",
            }
        )
    return sorted(found, key=lambda item: bool(item["why"]))


def _proposed(record: Any, day: Any) -> list[tuple[str, str]]:
    """Return what was proposed, line by line, for who approves it."""
    if record.state not in ("proposed", "processing") or not record.proposal:
        return []
    shown = {**record.proposal, "disposition": meaning("processing", str(record.proposal["disposition"]), day)}
    return [
        (words(name), ", ".join(value) if isinstance(value, list) else str(value))
        for name, value in shown.items()
        if value
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Ask every question of the law pack's that is for this person, on one page; those asked can be asked again."""
    viewer = viewer_of(request)
    viewer.require("patrol.process")
    record = queries.apprehension(identifier, viewer=viewer)
    law, day = lawbook(), viewer.day
    refused = None
    if request.method == "POST":
        answers = [
            {
                "code": code,
                "answer": request.POST.get(f"answer_{code}", "").strip(),
                "shows": request.POST.get(f"shows_{code}", "none"),
            }
            for code in processing_bars.asked_of(record, law, day)
            if request.POST.get(f"answer_{code}", "").strip()
        ]
        result = submit(request, AskQuestions, record, data={"answers": answers})
        if isinstance(result, Outcome):
            return redirect("patrol:apprehension", record.pk)
        refused = result
    form = refused or act_form(AskQuestions, record=record, viewer=viewer)
    latest = {row.code: row for row in record.questions.all()}
    asked = [
        {
            "row": row,
            "before": latest.get(code),
            "answer": request.POST.get(f"answer_{code}", ""),
            "shows": request.POST.get(f"shows_{code}", "none"),
            "showing": row.attributes["about"] in SHOWING,
        }
        for code, row in processing_bars.asked_of(record, law, day).items()
    ]
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in asked:
        groups.setdefault(item["row"].attributes["about"], []).append(item)
    context = {
        "record": record,
        "groups": [(words(about), rows) for about, rows in groups.items()],
    }
    return page(request, "patrol/events/questions.html", context, form=form)
