"""The public tasks as pages of their own: no sign-in, no cookie, nothing typed in the address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from limen.core.access.doors import open_to_all
from limen.portal.requests.tasks import show


@open_to_all
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, key: str, language: str = "en") -> HttpResponse:
    """Show a task and do it. Its form has a signed token of its own, so that no cookie is needed."""
    with translation.override(language):
        found = show(request, key, language)
        context = {"task": found, "form": found.form, "language": language}
        return render(request, "portal_requests/form.html", context, status=found.status)
