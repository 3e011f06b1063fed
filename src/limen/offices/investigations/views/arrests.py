"""The list of arrests, one arrest, and the page on which one is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from limen.core import reading
from limen.core.documents.queries import papers_about
from limen.core.lawbook import lawbook
from limen.core.offering import offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.sections import sections_of
from limen.kernel import BadInput, LimenError, Outcome
from limen.kernel.identifiers import as_uuid
from limen.offices.investigations import queries
from limen.offices.investigations.acts import MakeArrest
from limen.offices.investigations.acts.after import untold
from limen.offices.investigations.acts.arrests import AUTHORITIES
from limen.offices.investigations.forms import ArrestsForm
from limen.web.derived import ActForm, act_form, submit

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.offices.investigations.models import Arrest

HEAD = (
    *("number", "at", "office", "person", "authority", "method", "entry", "state", "processed", "held_at", "lead"),
    "id",
)
REFERENCES = ("person", "lead", "warrant", "together_with")
"""What the address of the page may fill in."""

GROUPS = (
    (
        gettext_lazy("Who"),
        ("person", "surname", "given_names", "birth", "sex", "nationality", "alone", "together_with", "kin"),
    ),
    (
        gettext_lazy("Where and when"),
        ("at", "where", "latitude", "longitude", "entry", "entry_by", "method", "others", "held_at"),
    ),
    (
        gettext_lazy("On what authority"),
        ("under", "warrant", "warrant_by", "warrant_on", "unlawful_why", "escape_why", "lead"),
    ),
    (gettext_lazy("What was said and done"), ("citizenship", "citizenship_says", "circumstances")),
)
"""The fields of the arrest, in the order in which they are asked."""


def arrest_lines(rows: list[Arrest]) -> list[dict[str, Any]]:
    """Return arrests as a table writes them."""
    return [{"row": row, "authority": _authority(row)} for row in rows]


def _authority(row: Arrest) -> str:
    return _("With a warrant") if row.authority == "arrest.warrant" else _("Without a warrant")


@require_safe
def arrests(request: HttpRequest) -> HttpResponse:
    """Show the arrests of this office, the latest first, or those that are asked for."""
    viewer = viewer_of(request)
    viewer.require("investigations.view_arrests")
    form = ArrestsForm(request.GET)
    asked = form.asked()
    may = viewer.may("investigations.arrest")
    if asked is None:
        return page(request, "investigations/arrests.html", {"rows": [], "may_arrest": may}, form=form)
    rows = queries.arrests(viewer=viewer, asked=asked)
    if wants_csv(request):
        taken = exported(rows)
        queries.arrests_looked_at(taken, viewer=viewer, what="investigations.arrests_export", words=asked["q"])
        knows = viewer.may("investigations.view")
        return csv_file("arrests", HEAD, (_cells(row, knows_leads=knows) for row in taken))
    shown = page_of(rows, request)
    found = queries.arrests_looked_at(list(shown), viewer=viewer, words=asked["q"])
    context = {"page": shown, "rows": arrest_lines(found), "may_arrest": may}
    return page(request, "investigations/arrests.html", context, form=form)


def _cells(row: Arrest, *, knows_leads: bool) -> tuple[object, ...]:
    return (
        *(str(row), row.at, row.office.code, row.person.display_name, row.authority, row.method, row.entry),
        *(row.state, row.processed_how, row.stay.place.code if row.stay else ""),
        row.lead.number if row.lead and knows_leads else "",
        row.pk,
    )


@require_safe
def arrest(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one arrest: of whom, where and on what, what was said, and what became of the person."""
    viewer = viewer_of(request)
    record = queries.arrest(identifier, viewer=viewer)
    owed = untold(record, lawbook(), viewer.day)
    advisals = [meaning("arrest_advisals", code, viewer.day) for code in record.told]
    papers = papers_about(record.pk, viewer=viewer) if viewer.may("documents.view") else []
    steps = _steps(record, owed, papers, viewer) if record.state == "made" else []
    elsewhere = [*(step["key"] for step in steps), *(["investigations.close_arrest"] if owed else [])]
    context = {
        "record": record,
        "facts": _facts(record, viewer),
        "claims": record.citizenship in ("claimed", "shown"),
        "told": advisals,
        "owed": owed if record.state != "closed" else [],
        "steps": steps,
        "corrections": record.corrections.all(),
        "hits": queries.hits_here(record, viewer=viewer),
        "papers": papers,
        "together": f"{reverse('investigations:new_arrest')}?together_with={record.pk}",
        "may_arrest": viewer.may("investigations.arrest") and record.state == "made",
        "acts": offered(record, viewer, but=elsewhere),
        "sections": sections_of(record, viewer),
    }
    return page(request, "investigations/arrest.html", context)


def _steps(record: Arrest, owed: list[str], papers: list[Any], viewer: Viewer) -> list[dict[str, Any]]:
    """Return what is done and what is left after an arrest, each with the page that does it where it may be done."""
    stay = record.stay
    if stay is None:
        return []
    examined = any(row.kind == "examination" for row in stay.findings.all())
    written = any(paper.form == "i213" for paper in papers)
    found = [
        ("investigations.advise", record, _("Tell the person what is owed to them"), not owed, "investigations.arrest"),
        ("custody.book_in", stay, _("Book the person in"), stay.state != "in_transit", "custody.book"),
        ("investigations.write_arrest", record, _("Write the record of the arrest"), written, "investigations.arrest"),
        ("custody.decide", stay, _("Decide custody and charge"), False, "custody.decide"),
    ]
    if record.authority != "arrest.warrant":
        step = ("custody.examine", stay, _("Have another officer examine the person"), examined, "custody.decide")
        found.insert(2, step)
    return [
        {
            "key": key,
            "title": title,
            "done": done,
            "address": reverse("act", args=[key, on.pk]) if viewer.may(permission) else "",
        }
        for key, on, title, done, permission in found
    ]


def _facts(record: Arrest, viewer: Viewer) -> list[tuple[str, str, str]]:
    day = viewer.day
    person, stay, lead = record.person, record.stay, record.lead
    point = f"{record.latitude:.5f}, {record.longitude:.5f}" if record.latitude is not None else ""
    held = f"{words(stay.state)} · {stay.place.name}" if stay is not None else ""
    warrant = reading.address(record.warrant) if record.warrant is not None else ""
    issued = f"{record.warrant_by} {said(record.warrant_on)}".strip()
    entry = ": ".join(part for part in (meaning("arrest_entries", record.entry, day), record.entry_by) if part)
    claim = words(record.citizenship)
    if record.citizenship_says:
        claim = f"{claim}\n{record.citizenship_says}"
    knows = lead is not None and viewer.may("investigations.view")
    processed = f"{words(record.processed_how)} {said(record.processed_at)}" if record.processed_how else ""
    return [
        (_("Person"), person.display_name, reading.address(person)),
        (_("Born"), person.birth, ""),
        (_("Nationality"), person.nationality, ""),
        (_("Arrested"), said(record.at), ""),
        (_("Where"), record.where, ""),
        (_("Point"), point, ""),
        (_("How officers came there"), entry, ""),
        (_("Method"), meaning("arrest_methods", record.method, day), ""),
        (_("Authority"), f"{_authority(record)}, {record.citation}", ""),
        (_("Warrant"), _("the warrant") if warrant else issued, warrant),
        (_("Reason to believe the person is here unlawfully"), record.unlawful_why, ""),
        (_("Why they would escape before a warrant could be had"), record.escape_why, ""),
        (_("Asked about citizenship"), claim, ""),
        (_("Circumstances"), record.circumstances, ""),
        (_("Arresting officer"), record.officer.full_name if record.officer else "", ""),
        (_("Other officers"), record.others, ""),
        (_("Office"), record.office.name, ""),
        (_("Held first at"), record.held_at.name, ""),
        (_("Custody"), held, reading.address(stay) if stay is not None else ""),
        (_("Lead"), lead.number if knows and lead else "", reading.address(lead) if knows and lead else ""),
        (_("Processed"), processed, ""),
        (_("Closed"), record.closed_why, ""),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def new_arrest(request: HttpRequest) -> HttpResponse:
    """Record an arrest; whoever may be on record already is shown first for the officer to judge."""
    viewer = viewer_of(request)
    viewer.require("investigations.arrest")
    alike: list[Any] = []
    if request.method == "POST":
        alike = _alike(request, viewer)
        found = act_form(MakeArrest, request.POST, viewer=viewer) if alike else submit(request, MakeArrest)
        if isinstance(found, Outcome):
            return redirect("investigations:arrest", found.record.pk)
        form = found
    else:
        form = act_form(MakeArrest, viewer=viewer, initial=_asked(request))
    context = {
        "groups": [(title, _fields(form, names, asks=bool(alike))) for title, names in GROUPS],
        "given": _given(form, viewer),
        "alike": alike,
    }
    return page(request, "investigations/new_arrest.html", context, form=form)


def _alike(request: HttpRequest, viewer: Viewer) -> list[Any]:
    """Return who on record the person may be, where nobody has judged that yet."""
    if "judged" in request.POST or request.POST.get("person") or not request.POST.get("surname", "").strip():
        return []
    names = {name: request.POST.get(name, "").strip() for name in ("surname", "given_names", "birth")}
    try:
        return queries.who_may_be(viewer=viewer, **names)
    except BadInput:  # a birth that cannot be read is said at its field by the act
        return []


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return what the address fills in: references that are identifiers, and the authority."""
    found: dict[str, Any] = {}
    for name in REFERENCES:
        try:
            found[name] = str(as_uuid(request.GET.get(name, "")))
        except BadInput:
            continue
    if request.GET.get("under") in AUTHORITIES:
        found["under"] = request.GET["under"]
    return found


def _fields(form: ActForm, names: tuple[str, ...], *, asks: bool) -> list[Any]:
    hidden = {*form.hidden, *(("person",) if asks else ())}
    return [form[name] for name in names if name not in hidden]


def _given(form: ActForm, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the label and the name of each reference that the address filled in."""
    rows = []
    for name in form.hidden:
        record_type = getattr(form.fields[name], "record", "")
        try:
            shown = str(reading.read(record_type, form[name].value(), viewer=viewer))
        except LimenError:
            shown = _("not on record for you")
        rows.append((str(form.fields[name].label), shown))
    return rows
