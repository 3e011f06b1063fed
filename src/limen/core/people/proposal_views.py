"""The pages of what a run over the register proposes: the list, two records side by side, and the runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from limen.core.offering import offered
from limen.core.pages import csv_file, exported, meaning, page, page_of, said, viewer_of, wants_csv, words
from limen.core.people import queries
from limen.core.people.forms import ProposalsForm
from limen.core.people.names import shown_name
from limen.core.people.wording import compared, how
from limen.core.sections import sections_of

if TYPE_CHECKING:
    from limen.core.access.gate import Viewer
    from limen.core.people.models import Person, Proposal, Resolution

HEAD = ("state", "probability", "bits", "left", "left_birth", "right", "right_birth", "why", "decided", "reason", "id")
DECISIONS = {
    "same": ("people.proposal_same", "s", gettext_lazy("They are the same person"), gettext_lazy("What agrees")),
    "not_same": ("people.proposal_not_same", "n", gettext_lazy("They are not"), gettext_lazy("What differs")),
    "unsure": ("people.proposal_unsure", "u", gettext_lazy("It cannot be said yet"), gettext_lazy("What is missing")),
}
"""What may be decided: the act, its key, what it says, and what its reason is called."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as the page offers it: a link that opens it, and the form once it is open."""

    name: str
    key: str
    title: str
    reason: str
    address: str
    open: bool


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Show what is proposed, the likeliest first; as a file when asked."""
    viewer = viewer_of(request)
    viewer.require("people.judge")
    form = ProposalsForm(request.GET or {"state": "waiting"})
    asked = form.asked()
    if asked is None:
        return page(request, "people/proposals.html", {"rows": []}, form=form)
    rows = queries.proposals(viewer=viewer, **asked)
    if wants_csv(request):
        taken = queries.looked_at(exported(rows), viewer=viewer, what="people.proposals_export", words=asked["words"])
        return csv_file("proposals", HEAD, (_cells(row) for row in taken))
    shown = page_of(rows, request)
    found = queries.looked_at(list(shown), viewer=viewer, words=asked["words"])
    lines = [(row, _percent(row), _strongest(row), words(row.state)) for row in found]
    return page(request, "people/proposals.html", {"page": shown, "rows": lines}, form=form)


@require_safe
def onward(request: HttpRequest) -> HttpResponse:
    """Go to the likeliest pair that nobody has decided, or back to the list when there is none."""
    viewer = viewer_of(request)
    found = queries.next_proposal(viewer=viewer)
    if found is None:
        messages.info(request, _("Every proposal you may see is decided."))
        return redirect("people:proposals")
    return redirect("people:proposal", identifier=found.pk)


@require_safe
def proposal(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show two records side by side, what speaks for and against, and what may be decided."""
    viewer = viewer_of(request)
    record = queries.proposal(identifier, viewer=viewer)
    decisions = _decisions(request, record, viewer)
    elsewhere = [act for act, *_rest in DECISIONS.values()]
    context = {
        "record": record,
        "standing": words(record.state),
        "percent": _percent(record),
        "lines": _side_by_side(record, viewer),
        "why": [(compared(item["comparison"]), how(item["how"]), item["bits"]) for item in record.why],
        "decisions": decisions,
        "onward": reverse("people:next_proposal"),
        "decided": _decided(record),
        "acts": offered(record, viewer, but=elsewhere),
        "sections": sections_of(record, viewer),
    }
    return page(request, "people/proposal.html", context)


@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    """Show the runs over the register, the newest first."""
    viewer = viewer_of(request)
    shown = page_of(queries.resolutions(viewer=viewer), request)
    return page(request, "people/resolutions.html", {"page": shown, "rows": [(row, words(row.state)) for row in shown]})


@require_safe
def resolution(request: HttpRequest, identifier: UUID) -> HttpResponse:
    """Show one run."""
    viewer = viewer_of(request)
    record = queries.resolution(identifier, viewer=viewer)
    context = {
        "record": record,
        "standing": words(record.state),
        "facts": _facts(record),
        "acts": offered(record, viewer),
        "sections": sections_of(record, viewer),
    }
    return page(request, "people/resolution.html", context)


def _decisions(request: HttpRequest, record: Proposal, viewer: Viewer) -> list[Decision]:
    may = {offer.key: offer.address for offer in offered(record, viewer)}
    wanted = request.GET.get("do", "")
    return [
        Decision(name, key, str(title), str(reason), may[act], name == wanted)
        for name, (act, key, title, reason) in DECISIONS.items()
        if act in may
    ]


def _side_by_side(record: Proposal, viewer: Viewer) -> list[tuple[str, list[str], list[str], bool]]:
    """Return each thing known of the two with what either record says, and whether all of it is the same."""
    people = (record.left, record.right)
    both = [_known(person, viewer) for person in people]
    lines = [
        (str(label), left, right, bool(left) and sorted(left) == sorted(right))
        for (label, left), (_same, right) in zip(*both, strict=True)
        if left or right
    ]
    left, right = ([said(person.created_at)] for person in people)
    # when a record was made says nothing of who it is about
    return [*lines, (_("On record since"), left, right, False)]


def _known(person: Person, viewer: Viewer) -> list[tuple[str, list[str]]]:
    claims: list[Any] = [person, *person.identities.all()]
    sexes = {"F": _("Female"), "M": _("Male"), "X": _("Unspecified")}
    states = [claim.nationality for claim in claims if claim.nationality]
    births = [claim.birth for claim in claims if claim.birth]
    natives = [claim.native for claim in claims[1:] if claim.native]
    papers = [f"{words(row.kind)} {row.issuer} {row.number}" for row in person.travel_documents.all()]
    return [
        (_("Names claimed"), list(dict.fromkeys(name for claim in claims if (name := shown_name(claim))))),
        (_("In its own script"), list(dict.fromkeys(natives))),
        (_("Date of birth"), list(dict.fromkeys(births))),
        (_("Sex on document"), [sexes[person.sex]] if person.sex in sexes else []),
        (_("Nationality"), [meaning("icao_states", code, viewer.day) for code in dict.fromkeys(states)]),
        (_("Numbers"), [f"{words(row.kind)} {row.issuer} {row.number}" for row in person.identifiers.all()]),
        (_("Documents"), papers),
    ]


def _decided(record: Proposal) -> list[tuple[str, str, str]]:
    return [
        (_("Decided"), said(record.decided_at), ""),
        (_("By"), record.decided_by.full_name if record.decided_by else "", ""),
        (_("Reason"), record.reason, ""),
    ]


def _facts(record: Resolution) -> list[tuple[str, str, str]]:
    listed = f"{reverse('people:proposals')}?state=&run={record.pk}"
    return [
        (_("Run"), said(record.made_at), ""),
        (_("By"), record.made_by.full_name if record.made_by else "", ""),
        (_("Engine"), record.engine, ""),
        (_("Least probability"), str(record.at_least), ""),
        (_("People compared"), str(record.people), ""),
        (_("Pairs found"), str(record.pairs), ""),
        (_("Proposed anew"), str(record.proposed), listed),
        (_("Waiting already"), str(record.again), ""),
        (_("Left out, judged before or family"), str(record.judged), ""),
        (_("Seconds"), str(record.seconds), ""),
        (_("Digest of the model"), record.model, ""),
        (_("Withdrawn because"), record.withdrawn_why, ""),
    ]


def _percent(record: Proposal) -> str:
    return f"{record.probability * 100:.2f} %"


def _strongest(record: Proposal) -> str:
    """Return what speaks for a proposal most, in words."""
    found = sorted((item for item in record.why if item["bits"] > 0), key=lambda item: -item["bits"])[:3]
    return ", ".join(f"{compared(item['comparison'])}: {how(item['how'])}" for item in found)


def _cells(row: Proposal) -> tuple[Any, ...]:
    why = "; ".join(f"{item['comparison']} {item['how']} {item['bits']}" for item in row.why)
    names = (row.left.display_name, row.left.birth, row.right.display_name, row.right.birth)
    return (row.state, f"{row.probability:.6f}", f"{row.bits:.2f}", *names, why, row.decided_at, row.reason, row.pk)
