"""The public locator: no sign-in, no cookie, nothing of the search in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from limen.core.access.doors import open_to_all
from limen.core.access.limits import too_often
from limen.offices.removal.forms.locator import LocatorForm
from limen.offices.removal.queries import locator as queries

MOST = "policy.locator_searches"
"""How often an address may search in an hour."""


@open_to_all
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def locator(request: HttpRequest) -> HttpResponse:
    """Find a detained adult. It changes nothing, so it needs no token; POST keeps names out of addresses."""
    now = timezone.now()
    if request.method != "POST":
        return render(request, "removal/locator.html", {"form": LocatorForm(day=now.date())})
    form = LocatorForm(request.POST, day=now.date())
    if not form.is_valid():
        return render(request, "removal/locator.html", {"form": form}, status=422)
    if too_often(request, "limen-locator", MOST):
        return render(request, "removal/locator.html", {"form": form, "often": True}, status=429)
    asked = form.cleaned_data
    if asked["number"]:
        found = queries.by_number(asked["number"], asked["country"], now=now)
    else:
        found = queries.by_name(asked["surname"], asked["given_names"], asked["birth"], asked["country"], now=now)
    return render(request, "removal/locator.html", {"form": form, "found": found, "searched": True})
