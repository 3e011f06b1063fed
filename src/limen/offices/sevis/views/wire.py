"""The published addresses of the batch interface, for the software that schools and sponsors already have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from limen.core.access.callers import NotSignedIn, problem
from limen.core.access.doors import open_to_all
from limen.core.access.queries import bearer
from limen.core.access.rates import TooMany, wait, within_rate
from limen.core.lawbook import lawbook
from limen.offices.sevis.batch import answering, intake, logs
from limen.offices.sevis.queries import batches as queries

if TYPE_CHECKING:
    from limen.core.access.gate import TokenActor
    from limen.core.access.models import Account

    Sender = Account | TokenActor
    Answerer = Callable[[HttpRequest, Sender], HttpResponse]

XML = "text/xml; charset=utf-8"
REASON = "X-Limen-Reason"
"""A header in which a person who watches the exchange reads why; software goes by the result code."""
LONGEST_REASON = 300


def known(answer: Answerer) -> Callable[[HttpRequest], HttpResponse]:
    """Let in who is known by a token or a certificate, as often as the service allows."""

    @wraps(answer)
    def view(request: HttpRequest) -> HttpResponse:
        try:
            response = answer(request, _held_back(sender_of(request)))
        except NotSignedIn as refused:
            response = problem(refused, HTTPStatus.UNAUTHORIZED)
        except TooMany as refused:
            response = problem(refused, HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(int(wait()) + 1)
        response["Cache-Control"] = "no-store, private"
        return response

    return open_to_all(csrf_exempt(view))


def _held_back(sender: Sender) -> Sender:
    """Return the account that calls, unless it calls too often."""
    if not within_rate("limen-sevis-batch", sender.id, _most("batch_uploads_minute")):
        raise TooMany(_("Too many requests; try again in a minute."))
    return sender


def sender_of(request: HttpRequest) -> Sender:
    """Return the account that calls: by a bearer token, or by the certificate a trusted proxy names.

    Raises:
        NotSignedIn: when it is nobody known.
    """
    if "Authorization" in request.headers:
        scheme, _space, secret = request.headers["Authorization"].partition(" ")
        found: Sender | None = bearer(secret.strip()) if scheme.lower() == "bearer" else None
    else:
        found = _by_certificate(request)
    if found is None:
        raise NotSignedIn(_("Send a token, or come with a certificate that is bound to an account."))
    return found


@known
@require_http_methods(["POST"])
def upload(request: HttpRequest, sender: Sender) -> HttpResponse:
    """Take in a batch (fields orgid, batchid, userid, xml) and answer with the upload's result."""
    given = request.POST
    org, batch_id, user_id = (given.get(name, "") for name in ("orgid", "batchid", "userid"))
    file = request.FILES.get("xml")
    size = file.size if file is not None else len(given.get("xml", ""))
    at = timezone.now()
    if (size or 0) > _most("batch_max_bytes"):
        body = logs.of_upload(org, batch_id, answering.code_of_step("failed"), at)
        return _xml(body, _("The file is larger than a batch may be."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = file.read() if file is not None else given.get("xml", "").encode()
    sent = intake.Sent(org, batch_id, user_id, body, sender, str(file.name) if file is not None else "")
    receipt = intake.receive(sent)
    if receipt.taken and receipt.batch is not None:
        intake.process(receipt.batch, within=intake.answer_within())
    return _xml(logs.of_upload(org, batch_id, receipt.code, at, sent.name if receipt.taken else ""), receipt.message)


@known
@require_http_methods(["GET", "HEAD", "POST"])
def download(request: HttpRequest, sender: Sender) -> HttpResponse:
    """Give the transaction log of a batch and the forms it asked for, as a zip; or say why there is none."""
    given = request.POST if request.method == "POST" else request.GET
    org, batch_id, user_id = (intake.cleaned(given.get(name, "")) for name in ("orgid", "batchid", "userid"))
    try:
        owner, official = intake.sender(org, user_id, sender)
    except intake.NotSent as refused:
        return _xml(logs.of_download(org, batch_id, refused.step), refused.message)
    found = queries.fetched(org, batch_id, owner=owner, by=sender, official=official)
    if found is None:
        return _xml(logs.of_download(org, batch_id, "no_batch"), _("No batch of this number was sent."))
    if found.state != "processed":
        return _xml(logs.of_download(org, batch_id, "not_ready"), _("Some of its records are not answered yet."))
    intake.print_out(found, by=official.account)
    response = HttpResponse(logs.download(found), content_type=logs.DOWNLOAD)
    response["Content-Disposition"] = f'attachment; filename="{found.batch_id}.zip"'
    return response


def _xml(body: bytes, why: str, status: int = HTTPStatus.OK) -> HttpResponse:
    response = HttpResponse(body, content_type=XML, status=status)
    response[REASON] = why.encode("ascii", "replace").decode()[:LONGEST_REASON].replace("\n", " ").replace("\r", " ")
    return response


def _by_certificate(request: HttpRequest) -> Account | None:
    """Return whom a certificate means, named by a proxy that is believed and by nobody else."""
    peer = str(request.META.get("REMOTE_ADDR", "")).rsplit(":", 1)[0] or ""
    named = request.headers.get(settings.LIMEN_CERTIFICATE_HEADER, "")
    trusted = settings.LIMEN_CERTIFICATE_PROXIES
    if not named or not ({peer, str(request.META.get("REMOTE_ADDR", ""))} & set(trusted)):
        return None
    return queries.certified(named)


def _most(key: str) -> int:
    return int(lawbook().value(f"sevis.{key}", timezone.now().date()).value)
