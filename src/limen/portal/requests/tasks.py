"""The public tasks of this room as a page of the site shows them below its text: a form, or what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from limen.core.access.limits import too_often
from limen.kernel import BadInput, DeclarationError, LimenError
from limen.portal.requests.forms.base import PublicForm, SendingForm
from limen.portal.requests.forms.following import FollowForm
from limen.portal.requests.forms.sending import SENDING
from limen.portal.requests.receiving import Receipt, receive

SENT_MOST = "policy.submissions_an_hour"


@dataclass(frozen=True, slots=True)
class FormState:
    """A task as it stands after a request.

    Args:
        form: the form, with what was typed and what is wrong with it.
        state: ``blank``, ``invalid``, ``often``, ``refused``, ``received`` or ``found``.
        status: the HTTP status of the page that shows it.
        template: what writes it.
        context: what else it is written from.
        address: where its forms are sent to; without one, to the address of the page with whatever part of it was
            gone to last, and the browser then puts the focus there instead of on what is wrong.
    """

    form: PublicForm
    state: str
    status: int = HTTPStatus.OK
    template: str = "portal_requests/parts/task.html"
    context: dict[str, Any] = field(default_factory=dict)
    address: str = ""

    @property
    def receipt(self) -> Receipt | None:
        """Return the receipt, once something was taken in."""
        found: Receipt | None = self.context.get("receipt")
        return found

    @property
    def title(self) -> str:
        """Return the heading of what came of it; nothing as long as the form is what is shown."""
        if self.receipt is not None:
            return _("We had this from you already") if self.receipt.again else _("We have it")
        found = self.context.get("found")
        return f"{found.kind} · {found.number}" if found is not None else ""

    @property
    def html(self) -> SafeString:
        """Return it as HTML, for a page to set below its text. It is not to be kept in any cache."""
        return render_to_string(self.template, {**self.context, "task": self, "form": self.form})


@dataclass(frozen=True, slots=True)
class Task:
    """A public task.

    Args:
        key: what a page of the site names it by.
        form: the class of its form.
        view: what answers a request for it: ``view(request, language)``.
        path: the path of its page on the site.
    """

    key: str
    form: type[PublicForm]
    view: Callable[[HttpRequest, str], FormState]
    path: str


PATHS = {
    "feedback": "feedback",
    "redress": "do/redress",
    "file_request": "do/request-my-file",
    "tip": "do/report-a-tip",
    "complaint": "do/complaint",
    "attache": "do/ask-an-attache",
    "programme": "do/register",
    "follow_up": "do/follow-up",
}


def tasks() -> list[Task]:
    """Return the public tasks of this room."""
    from limen.portal.requests.following import follow

    sending = [Task(key, form, _sender(key), PATHS[key]) for key, form in SENDING.items()]
    return [*sending, Task(FollowForm.key, FollowForm, follow, PATHS[FollowForm.key])]


def show(request: HttpRequest, key: str, language: str = "en") -> FormState:
    """Return a task as a request leaves it: its blank form, the form with what is wrong, or what came of it.

    Args:
        request: a GET or a POST; nothing of it is kept in the session, and no cookie is set.
        key: the task.
        language: the language of the page.

    Raises:
        KeyError: when there is no such task.
    """
    task = {task.key: task for task in tasks()}[key]
    return task.view(request, language)


def _sender(key: str) -> Callable[[HttpRequest, str], FormState]:
    def sent(request: HttpRequest, language: str) -> FormState:
        return send(request, SENDING[key], language)

    return sent


def send(request: HttpRequest, kind: type[SendingForm], language: str) -> FormState:
    """Show a form, or take in what was typed into it."""
    if request.method != "POST":
        return FormState(kind(language=language), "blank")
    form = kind(request.POST, language=language, files=bool(request.FILES))
    if not form.is_valid():
        form.renew()
        return FormState(form, "invalid", HTTPStatus.UNPROCESSABLE_ENTITY)
    if too_often(request, "limen-submission", SENT_MOST):
        form.renew()
        return FormState(form, "often", HTTPStatus.TOO_MANY_REQUESTS)
    try:
        receipt = receive(form.kind, form.said(), request, language, nonce=form.nonce)
    except DeclarationError:
        raise
    except LimenError as error:
        return refused(form, error)
    return FormState(form, "received", HTTPStatus.OK, "portal_requests/parts/receipt.html", {"receipt": receipt})


def refused(form: PublicForm, error: LimenError) -> FormState:
    """Return a form with why it was not taken; a fault of ours is said to be one, and nothing typed is lost."""
    form.renew()
    if isinstance(error, BadInput):
        form.add_error(None, error.message)
        return FormState(form, "invalid", HTTPStatus.UNPROCESSABLE_ENTITY)
    form.add_error(None, _("It cannot be taken in just now. Nothing was sent; try again later today."))
    return FormState(form, "refused", HTTPStatus.SERVICE_UNAVAILABLE)
