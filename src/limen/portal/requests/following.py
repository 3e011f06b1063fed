"""Following up what was sent: how it stands and the answer, to add words, to appeal, to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from limen.core.access.gate import SYSTEM
from limen.core.access.limits import too_often
from limen.core.lawbook import lawbook
from limen.kernel import Act, LimenError, perform
from limen.portal.requests import queries, tokens, wording
from limen.portal.requests.acts import AddWords, Appeal, TakeBack, WriteAgain
from limen.portal.requests.forms.following import AddForm, AppealForm, FollowForm, TakeBackForm
from limen.portal.requests.kinds import kind_of
from limen.portal.requests.receiving import PURPOSE
from limen.portal.requests.tasks import FormState

MOST = "policy.follow_ups_an_hour"
TEMPLATE = "portal_requests/parts/followed.html"
WRITABLE = ("received", "acknowledged", "with_office", "appealed")


@dataclass(frozen=True, slots=True)
class Followed:
    """What whoever sent something is shown of it.

    Args:
        number: its number.
        kind: what it is.
        received: when it was received.
        standing: how it stands, in words.
        due: when an answer is due; None where none is.
        late: whether that is past.
        wanted: whether the person wants an answer; where they want none, it is looked at by then.
        answer: the answer, where the person chose to have it here.
        answered: when it was answered.
        elsewhere: how the answer was sent, where it was not here.
        reasons: why a file was refused, with the citation.
        decider: who refused it.
        rights: what may be done against it.
        put_off: what the person was told when it was put off.
        asked: when the person was asked something that waits for a reply; None where nothing does.
        waits: what that means for the time.
        words: what was written since: when, what, whether by the service.
    """

    number: str
    kind: str
    received: datetime
    standing: str
    due: datetime | None
    late: bool
    wanted: bool
    answer: str
    answered: datetime | None
    elsewhere: str
    reasons: str
    decider: str
    rights: str
    put_off: str
    asked: datetime | None
    waits: str
    words: list[tuple[datetime, str, bool]]


def follow(request: HttpRequest, language: str) -> FormState:
    """Show the form for a number and its code, or what they mean; or do what its page was asked to."""
    if request.method != "POST":
        return FormState(FollowForm(language=language), "blank")
    if "pass" in request.POST:
        return _onward(request, language)
    form = FollowForm(request.POST, language=language, files=bool(request.FILES))
    if not form.is_valid():
        form.renew()
        return FormState(form, "invalid", HTTPStatus.UNPROCESSABLE_ENTITY)
    if too_often(request, "limen-follow-up", MOST):
        form.renew()
        return FormState(form, "often", HTTPStatus.TOO_MANY_REQUESTS)
    record = queries.followed(form.cleaned_data["number"], form.cleaned_data["code"])
    if record is None:
        form.renew()
        form.add_error(None, _("We have nothing with this number and this code. Look at both once more."))
        return FormState(form, "invalid", HTTPStatus.UNPROCESSABLE_ENTITY)
    return _found(form, record)


def _onward(request: HttpRequest, language: str) -> FormState:
    """Do what the page of something sent was asked to: add words, appeal, take it back."""
    blank = FollowForm(language=language)
    if too_often(request, "limen-follow-up", MOST):
        return FormState(blank, "often", HTTPStatus.TOO_MANY_REQUESTS)
    record = queries.reopened(request.POST["pass"])
    if record is None:
        return FormState(blank, "over", HTTPStatus.UNPROCESSABLE_ENTITY)
    asked = {"add": AddForm, "appeal": AppealForm, "take_back": TakeBackForm}.get(request.POST.get("do", ""))
    if asked is None:
        return _found(blank, record)
    typed = asked(request.POST, auto_id=f"{request.POST['do']}-%s")
    if not typed.is_valid():
        return _found(blank, record, typed=typed)
    try:
        done = perform(_act(record, typed), on=record, by=SYSTEM, at=record.place, purpose=PURPOSE).record
    except LimenError as refusal:
        typed.add_error(None, refusal.message)
        return _found(blank, record, typed=typed)
    return _found(blank, done, done=True)


def _act(record: Any, typed: forms.Form) -> Act:
    if isinstance(typed, TakeBackForm):
        return TakeBack()
    says = typed.cleaned_data["says"]
    if isinstance(typed, AppealForm):
        return Appeal(says=says)
    return WriteAgain(says=says) if record.state == "answered" else AddWords(says=says)


def _found(form: FollowForm, record: Any, *, typed: forms.Form | None = None, done: bool = False) -> FormState:
    today = timezone.now().astimezone(record.place.zone).date()
    may = {
        "add": (AddForm, record.state in (*WRITABLE, "answered")),
        "appeal": (AppealForm, record.state == "refused" and (record.appeal_until or date.min) >= today),
        "take_back": (TakeBackForm, record.state in WRITABLE),
    }
    offered = {
        name: typed if isinstance(typed, kind) and type(typed) is kind else kind(auto_id=f"{name}-%s")
        for name, (kind, allowed) in may.items()
        if allowed
    }
    context = {
        "found": shown(record, today),
        "pass": tokens.pass_of(record.pk),
        "offered": offered,
        "typed": typed,
        "done": done,
        "zone": record.place.zone,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed is not None and typed.errors else HTTPStatus.OK
    return FormState(form, "found", status, TEMPLATE, context)


def shown(record: Any, today: date) -> Followed:
    """Return what whoever sent something is shown of it; an answer sent by e-mail or post is not shown here."""
    law = lawbook()
    here = record.answer_by == "here"
    due = queries.due_at(record)
    refused = record.state == "refused"
    return Followed(
        number=record.number,
        kind=_(kind_of(record.kind, today, law).title),
        received=record.received_at,
        standing=wording.standing(record),
        due=due,
        late=due is not None and due <= timezone.now(),
        wanted=record.answer_by != "none",
        answer=record.answer if here else "",
        answered=record.answered_at,
        elsewhere="" if here or record.answered_at is None else record.answer_by,
        reasons=wording.reasons(record, today, law),
        decider=wording.decider(record) if refused else "",
        rights=wording.rights(record, today, law) if refused else "",
        put_off=record.put_off_says,
        asked=record.asked_at,
        waits=wording.waits(record),
        words=[(row.at, row.says, row.by_id is not None) for row in record.words.all()],
    )
