"""Pages of the frame itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST, require_safe

from limen.core.access.doors import without_desk
from limen.core.navigation import first_room
from limen.web.context import THEMES


@require_safe
def work(request: Any) -> HttpResponse:
    """Go where the officer's work is; to one's own account when no room is theirs."""
    return redirect(first_room(request.viewer) or reverse("my_account"))


@require_POST
@without_desk
def theme(request: HttpRequest) -> HttpResponse:
    """Keep how the officer wants pages to look, for this session."""
    wanted = request.POST.get("theme", "auto")
    request.session["theme"] = wanted if wanted in THEMES else "auto"
    onward = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(onward if safe else "/")


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, for whoever builds pages and for the tests."""
    return render(request, "web/components.html")
