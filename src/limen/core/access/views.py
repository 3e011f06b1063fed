"""The pages of desks, of one's own account, and of those who open and audit accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from limen.core.access import queries, sessions
from limen.core.access.acts import IssueToken
from limen.core.access.doors import door, without_desk
from limen.core.access.filters import AccountsForm
from limen.core.access.forms import DeskForm, LanguageForm, TokenForm
from limen.core.access.signing import ChooseLanguage, SignOut
from limen.core.pages import page, page_of
from limen.kernel import LimenError, perform


@require_http_methods(["GET", "HEAD", "POST"])
@without_desk
def desk(request: Any) -> HttpResponse:
    """Choose a desk: where one works today and for which purpose."""
    holder = request.standing.account
    found = queries.desks(holder)
    onward = _onward(request)
    if request.method != "POST" and request.viewer is None and sessions.choose_if_one(request, holder):
        return HttpResponseRedirect(onward)
    form = DeskForm(_sent(request), account=holder, found=found, viewer=request.viewer)
    if form.is_valid():
        sessions.choose(request, form.cleaned_data["chosen"], form.cleaned_data["purpose"])
        return HttpResponseRedirect(onward)
    return render(request, "access/desk.html", {"form": form, "desks": found, "next": onward})


@require_GET
@door("password")
def enrol(request: Any) -> HttpResponse:
    """Ask for a second factor before anything else."""
    if request.standing.enrolled:
        return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "access/enrol.html")


@require_GET
@without_desk
def mine(request: Any) -> HttpResponse:
    """Show one's own account: postings, sessions, factors, language."""
    return render(request, "access/mine.html", {**queries.own(request.standing), "form": _language_form(request)})


@require_GET
@without_desk
def no_password(request: HttpRequest) -> HttpResponse:
    """Say to who has no password why there is none to change: nobody gives one to themselves."""
    messages.info(request, _("Your account has no password to change. An administrator gives one."))
    return redirect("my_account")


@require_POST
@without_desk
def language(request: Any) -> HttpResponse:
    """Choose the language of one's own pages."""
    form = _language_form(request, request.POST)
    if form.is_valid():
        sessions.recorded(ChooseLanguage(language=form.cleaned_data["language"]), request.standing.account)
    return redirect("my_account")


@require_POST
@without_desk
def end_mine(request: Any, session: UUID) -> HttpResponse:
    """End one of one's own sessions."""
    sessions.recorded(SignOut(session=session), request.standing.account)
    return redirect("my_account")


@require_GET
def accounts(request: Any) -> HttpResponse:
    """List and search accounts."""
    viewer = request.viewer
    viewer.require("access.view")
    form = AccountsForm(request.GET)
    context: dict[str, Any] = {"may_manage": viewer.may("access.manage")}
    asked = form.asked()
    if asked is not None:
        shown = page_of(queries.search(asked["q"], asked["state"], asked["role"], viewer=viewer), request)
        context |= {"page": shown, "rows": [(row, queries.posted(row, viewer.day)) for row in shown]}
    return page(request, "access/accounts.html", context, form=form)


@require_GET
def account(request: Any, identifier: UUID) -> HttpResponse:
    """Show an account: postings, clearances, tokens, sessions, and what may be done to it."""
    return render(request, "access/account.html", queries.page(identifier, viewer=request.viewer))


@require_http_methods(["GET", "HEAD", "POST"])
def issue_token(request: Any, identifier: UUID) -> HttpResponse:
    """Issue a token and show it, once."""
    holder = queries.account(identifier, viewer=request.viewer)
    request.viewer.require("access.manage")
    form = TokenForm(_sent(request), holder=holder)
    secret = ""
    if form.is_valid():
        try:
            secret = str(
                perform(
                    IssueToken(scopes=form.cleaned_data["scopes"], days=form.cleaned_data["days"]),
                    on=holder,
                    by=request.viewer.account,
                    at=request.viewer.place,
                    purpose=request.viewer.purpose,
                ).told["token"]
            )
        except LimenError as refused:
            form.add_error(None, refused.message)
    status = 422 if form.is_bound and not secret else 200
    return render(request, "access/token.html", {"holder": holder, "form": form, "secret": secret}, status=status)


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]  # the library ships no types
    """Removing a security key, unless it is the last factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why not."""
        if not factor_adapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, _("It is your only second factor. Add another before you remove it."))
            return redirect("mfa_list_webauthn")
        removed: HttpResponse = super().form_valid(form)
        return removed


remove_key = door("open")(RemoveKey.as_view())


def _sent(request: HttpRequest) -> Any:
    """Return what was posted, be it nothing at all; None when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def _onward(request: HttpRequest) -> str:
    """Return where to go after choosing: where one wanted to go, when that is here."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else settings.LOGIN_REDIRECT_URL


def _language_form(request: Any, data: Any = None) -> LanguageForm:
    initial = {"language": request.standing.account.language}
    return LanguageForm(data, languages=list(settings.LANGUAGES), initial=initial)
