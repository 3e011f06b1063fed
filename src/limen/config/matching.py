"""The addresses FollowTheMoney clients know from yente: match, entities, search, catalog, and whether all is up."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from limen.config.api import PerAccount
from limen.core.access.callers import actor_of, problem
from limen.core.access.doors import open_to_all
from limen.core.access.gate import Viewer
from limen.core.access.rates import TooMany
from limen.core.lookouts import engine
from limen.core.problems import status_of
from limen.core.watchlists import matching
from limen.kernel import BadInput, DeclarationError, LimenError, Problem

BATCH = 100
"""Entities in one request, as yente takes them."""
MOST = 500
DIGITS = 6
ALGORITHM = "limen"
UNKNOWN_FILTERS = ("topics", "changed_since", "include_dataset", "exclude_dataset", "filter", "countries", "schema")
"""What would narrow an answer and is not offered: refused, so that nobody takes a wide answer for a narrow one."""

View = Callable[..., HttpResponse]
Answerer = Callable[..., Any]


def answered(answer: Answerer) -> View:
    """Let a service account's token in by itself, and answer as JSON; every refusal is a problem document."""

    @wraps(answer)
    def view(request: HttpRequest, **named: str) -> HttpResponse:
        try:
            viewer = actor_of(request).viewer
            if not PerAccount().allow_request(request):
                raise TooMany(_("Too many requests; try again in a minute."))
            viewer.require("lookouts.check")
            response: HttpResponse = JsonResponse(answer(request, viewer, **named))
        except DeclarationError:
            raise
        except engine.ScreeningUnavailable as error:
            response = problem(error, HTTPStatus.SERVICE_UNAVAILABLE)
        except LimenError as error:
            response = problem(error, _status(error))
            if isinstance(error, TooMany):
                response["Retry-After"] = str(int(PerAccount().wait()) + 1)
        response["Cache-Control"] = "no-store, private"
        return response

    return open_to_all(csrf_exempt(view))


def _status(error: LimenError) -> int:
    """Return the status: a schema nobody knows and a batch too large are 400, as clients of yente expect."""
    rules = {item.rule for item in error.problems}
    return HTTPStatus.BAD_REQUEST if rules & {"schema.unknown", "batch.large", "filter.unknown"} else status_of(error)


@require_POST
@answered
def match(request: HttpRequest, viewer: Viewer, dataset: str) -> dict[str, Any]:
    """Answer which lookouts in force the entities of a batch may mean."""
    matching.dataset(dataset)
    queries = _queries(request)
    how = matching.Asked(
        limit=_whole(request, "limit", 5, MOST),
        threshold=_share(request, "threshold", 0.7),
        cutoff=_share(request, "cutoff", 0.5),
        without=frozenset(request.GET.getlist("exclude_entity_ids")),
        not_schemata=frozenset(request.GET.getlist("exclude_schema")),
    )
    _no_other_filters(request)
    return {"responses": matching.match(queries, how, viewer=viewer), "matcher": {}, "limit": how.limit}


@require_safe
@answered
def entity(_request: HttpRequest, viewer: Viewer, identifier: str) -> dict[str, Any]:
    """Answer with one lookout in force."""
    return matching.entity(identifier, viewer=viewer)


@require_safe
@answered
def search(request: HttpRequest, viewer: Viewer, dataset: str) -> dict[str, Any]:
    """Answer with the lookouts in force that hold words."""
    matching.dataset(dataset)
    _no_other_filters(request)
    limit, offset = _whole(request, "limit", 10, MOST), _whole(request, "offset", 0, 10_000)
    found, count = matching.find(_plain(request.GET.get("q", "")[:500]), limit=limit, offset=offset, viewer=viewer)
    total = {"value": count, "relation": "eq"}
    return {"results": found, "facets": {}, "total": total, "limit": limit, "offset": offset}


@require_safe
@answered
def catalog(_request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    """Answer which data sets there are: the lookouts in force, also under the name clients take where none is said."""
    count = matching.known_count(viewer=viewer)
    rows = [
        {"name": "lookouts", "title": _("Lookouts in force"), "children": []},
        {"name": "default", "title": _("All that is matched"), "children": ["lookouts"]},
    ]
    shared = {"load": True, "entity_count": count, "index_current": True}
    return {
        "datasets": [{**row, **shared} for row in rows],
        "current": list(matching.DATASETS),
        "outdated": [],
        "index_stale": False,
    }


@require_safe
@answered
def algorithms(_request: HttpRequest, _viewer: Viewer) -> dict[str, Any]:
    """Answer how entities are matched: in the one way that screens travellers."""
    said = _("As travellers are screened; the score of each reason is its weight in bits.")
    return {"algorithms": [{"name": ALGORITHM, "description": said}], "default": ALGORITHM, "best": ALGORITHM}


@open_to_all
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@open_to_all
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and the index of lookouts follows the ledger."""
    try:
        engine.current()
    except (DatabaseError, engine.ScreeningUnavailable):
        return JsonResponse({"status": "unavailable", "detail": _("Not ready to screen.")}, status=503)
    return JsonResponse({"status": "ok"})


def urls() -> list[URLPattern]:
    """Return the addresses."""
    return [
        path("match/<str:dataset>", match, name="yente_match"),
        path("entities/<str:identifier>", entity, name="yente_entity"),
        path("search/<str:dataset>", search, name="yente_search"),
        path("catalog", catalog, name="yente_catalog"),
        path("algorithms", algorithms, name="yente_algorithms"),
        path("healthz", healthz, name="healthz"),
        path("readyz", readyz, name="readyz"),
    ]


def _queries(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """Return the entities asked for, by the client's keys."""
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise _wrong("body", "input.json", _("The body is not JSON.")) from error
    queries = body.get("queries") if isinstance(body, dict) else None
    if not isinstance(queries, dict):
        raise _wrong("queries", "input.missing", _("Send entities under “queries”, each with a key."))
    if len(queries) > BATCH:
        raise _wrong("queries", "batch.large", _("At most %(most)s entities in one request.") % {"most": BATCH})
    return {key: _query(key, item) for key, item in queries.items()}


def _query(key: str, item: Any) -> dict[str, Any]:
    """Return one entity with each property as a list of texts."""
    given = item.get("properties") if isinstance(item, dict) else None
    if not isinstance(given, dict) or not isinstance(item.get("schema"), str):
        raise _wrong(f"queries.{key}", "input.entity", _("An entity has a schema and properties."))
    properties = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    texts = {
        name: [_plain(str(value)) for value in values if isinstance(value, str | int)]
        for name, values in properties.items()
    }
    return {"schema": item["schema"], "properties": texts}


def _plain(text: str) -> str:
    """Return a text without what no database and no message can hold: NUL and halves of signs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _no_other_filters(request: HttpRequest) -> None:
    for name in UNKNOWN_FILTERS:
        if request.GET.get(name):
            raise _wrong(name, "filter.unknown", _("Results cannot be narrowed by “%(name)s”.") % {"name": name})


def _whole(request: HttpRequest, name: str, usual: int, most: int) -> int:
    said = request.GET.get(name, str(usual))
    if not (said.isascii() and said.isdigit() and len(said) <= DIGITS and int(said) <= most):
        raise _wrong(name, "input.range", _("A whole number up to %(most)s.") % {"most": most})
    return int(said)


def _share(request: HttpRequest, name: str, usual: float) -> float:
    try:
        value = float(request.GET.get(name, usual))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise _wrong(name, "input.range", _("A number from 0 to 1."))
    return value


def _wrong(field: str, rule: str, message: str) -> BadInput:
    return BadInput(message, problems=[Problem(field, rule, message)])
