"""The REST API: every act and every record by what they declare, and the queries each room adds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, re_path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from ninja.openapi.docs import DocsBase
from ninja.throttling import BaseThrottle

from limen import __doc__ as about
from limen.config.branching import Later, branched
from limen.core.access.callers import actor_of, problem
from limen.core.access.doors import open_to_all
from limen.core.access.rates import TooMany, wait, within_rate
from limen.core.offices import office_title
from limen.core.problems import status_of
from limen.kernel import BadInput, DeclarationError, LimenError, Problem, UnknownRecord
from limen.web.derived import endpoints, law_api

RATE = 1_200
"""Requests an account may make in a window; LIMEN_API_RATE sets another number."""
VERSION = "1"
NAMESPACE = "api"
_making = Lock()


class Reference(DocsBase):
    """The API's reference as a plain page of our own, drawn from the schema: no script, no outside address."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show every operation, by room."""
        schema = api.get_openapi_schema(path_params=kwargs)
        return render(request, "derived/reference.html", {"rooms": rooms_of(schema), "info": schema["info"]})


class PerAccount(BaseThrottle):
    """Counts an account's requests a minute, in the cache that all workers share."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Return whether the account may ask again now."""
        return within_rate("limen-api", actor_of(request).actor.id, rate())

    def wait(self) -> float:
        """Return the seconds left of the window."""
        return wait()


def rate() -> int:
    """Return how many requests an account may make in a window."""
    return int(getattr(settings, "LIMEN_API_RATE", RATE))


class Api(NinjaAPI):
    """The API, whose schema names every act's own."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> Any:
        """Return the OpenAPI document with the acts' schemas and the ways to sign in; it is not the caller's to change.

        It is the same until the process ends, and writing it takes a second: anybody may ask for it, again and again.
        """
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        return _document(self, prefix, get_language() or "")

    def written(self, prefix: str) -> Any:
        """Write the OpenAPI document in the language in use.

        Args:
            prefix: what every address begins with.
        """
        schema = super().get_openapi_schema(path_prefix=prefix)
        components = schema.setdefault("components", {})
        components.setdefault("schemas", {}).update(endpoints.act_schemas())
        components["schemas"]["Problem"] = endpoints.ProblemDocument.model_json_schema(
            ref_template="#/components/schemas/{model}"
        )
        components["schemas"].update(components["schemas"]["Problem"].pop("$defs", {}))
        components["securitySchemes"] = SECURITY
        for item in schema["paths"].values():
            for operation in item.values():
                _finish(operation)
        named = {operation["tags"][0] for item in schema["paths"].values() for operation in item.values()}
        schema["tags"] = [{"name": name, "description": office_title(name)} for name in sorted(named)]
        return schema


@lru_cache(maxsize=32)
def _document(api: Api, prefix: str, _language: str) -> Any:
    return api.written(prefix)


SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A service account's token, with X-Limen-Place and X-Limen-Purpose.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-limen",
        "description": "A person signed in at a desk; X-CSRFToken on what may change something.",
    },
}
REFUSALS = {
    401: "Nobody known is calling.",
    403: "Not permitted: role, office, purpose, compartment, or no authority in force.",
    404: "No such record, or none the caller may know of.",
    409: "The record's state does not allow it, or the record moved on since it was read.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "A field is missing or wrong, or a condition of law is not met.",
    429: "Too many requests; try again after Retry-After seconds.",
}
PLACE_HEADERS = [
    {
        "in": "header",
        "name": name,
        "required": False,
        "description": description,
        "schema": {"type": "string", "maxLength": 32},
    }
    for name, description in (
        ("X-Limen-Place", "The code of the place where a token's account acts; may be left out where it has one."),
        ("X-Limen-Purpose", "The purpose of use; may be left out where the account has one."),
    )
]


def _finish(operation: dict[str, Any]) -> None:
    """Add what every operation has: who may call, where and why they say, how it refuses; name its room once."""
    operation["tags"] = list(dict.fromkeys(operation["tags"]))  # a router within a router says its room again
    operation["security"] = [{"token": []}, {"session": []}]
    operation["parameters"] = [*operation.get("parameters", []), *PLACE_HEADERS]
    writes = "requestBody" in operation
    responses = {str(status): said for status, said in operation["responses"].items()}
    for status, said in REFUSALS.items():
        if writes or status not in (409, 413, 415):
            content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
            responses.setdefault(str(status), {"description": said, "content": content})
    operation["responses"] = responses


def rooms_of(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the operations of a schema by room, each with its fields, for the reference."""
    rooms: dict[str, list[dict[str, Any]]] = {}
    schemas = schema["components"]["schemas"]
    for address, item in schema["paths"].items():
        for method, operation in item.items():
            rooms.setdefault(operation["tags"][0], []).append(
                {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "address": address,
                    "summary": operation["summary"],
                    "description": operation.get("description", ""),
                    "parameters": operation["parameters"],
                    "fields": _fields(operation, schemas),
                }
            )
    return [{"name": name, "title": office_title(name), "operations": rooms[name]} for name in sorted(rooms)]


def _fields(operation: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    body = operation.get("requestBody")
    if not body:
        return []
    content = body["content"].get(endpoints.JSON) or next(iter(body["content"].values()))
    schema = content["schema"]
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    needed = set(schema.get("required", ()))
    return [
        {
            "name": name,
            "title": field.get("title", ""),
            "kind": _kind(field),
            "needed": name in needed,
            "codes": field.get("x-limen-codes", ""),
            "record": field.get("x-limen-record", ""),
        }
        for name, field in schema.get("properties", {}).items()
    ]


def _kind(field: dict[str, Any]) -> str:
    if "enum" in field:
        return ", ".join(str(item) or "“”" for item in field["enum"])
    if "anyOf" in field:
        return _("%(kind)s, or null") % {"kind": _kind(field["anyOf"][0])}
    return str(field.get("format") or field.get("type") or _("data"))


def refused(_request: HttpRequest, error: LimenError) -> HttpResponse:
    """Return a refusal as problem+json; a wrong declaration is a fault of ours and stays one."""
    if isinstance(error, DeclarationError):
        raise error
    return problem(error, status_of(error))


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Return what is wrong with the address or the query."""
    problems = [
        Problem(str(item["loc"][-1]), f"input.{item['type']}", f"{item['loc'][-1]}: {item['msg']}.")
        for item in error.errors
    ]
    return refused(
        request, BadInput(problems[0].message if problems else _("The request is wrong."), problems=problems)
    )


def not_found(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Say that the API has no such address."""
    return refused(request, UnknownRecord(_("The API has no such address.")))


def too_large(request: HttpRequest, _error: Exception) -> HttpResponse:
    """Say that a number or a text is larger than any column."""
    return refused(request, BadInput(_("A number or a text is larger than the record can hold.")))


def too_many(request: HttpRequest, _error: Throttled) -> HttpResponse:
    """Say how often the account may ask, and when again."""
    return refused(request, TooMany(_("At most %(rate)s requests a minute.") % {"rate": rate()}))


def broken(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Return what the framework itself refuses."""
    return problem(BadInput(error.message), error.status_code)


class Caller:
    """Asks who calls, before anything else; a query that no database can hold is refused here too."""

    def __call__(self, request: HttpRequest) -> Any:
        """Return the caller.

        Raises:
            LimenError: when nobody known is calling, or the query holds a NUL.
        """
        caller = actor_of(request)
        if "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise BadInput(_("The address holds a NUL character."))
        return caller


@lru_cache(maxsize=1)
def api() -> Api:
    """Return the API with every endpoint; every room must be ready."""
    made = Api(
        title="Limen",
        version=VERSION,
        description=(about or "").strip(),
        docs=Reference(),
        docs_url="/docs",
        docs_decorator=open_to_all,
        auth=[Caller()],
        throttle=[PerAccount()],
        urls_namespace=NAMESPACE,
    )
    for kind, handler in (
        (LimenError, refused),
        (ValidationError, invalid),
        (Throttled, too_many),
        (HttpError, broken),
        (Http404, not_found),
        (OverflowError, too_large),
        (DataError, too_large),
    ):
        made.add_exception_handler(kind, handler)  # type: ignore[arg-type]  # each handler takes its own kind
    for name, router in query_routers():
        made.add_router(f"/{name}", router)
    made.add_router("/law", law_api.router)
    made.add_router("", endpoints.record_router())
    made.add_router("", endpoints.act_router())
    return made


def query_routers() -> Iterator[tuple[str, Any]]:
    """Yield the router of every room that has an ``api`` module, under the room's name."""
    for config in apps.get_app_configs():
        if config.name.startswith("limen.") and config.name != "limen.config":
            module = f"{config.name}.api"
            if find_spec(module) is not None:
                yield config.label, import_module(module).router


@lru_cache(maxsize=1)
def _addresses() -> list[URLPattern | URLResolver]:
    return branched(api().urls[0])


def addresses() -> list[URLPattern | URLResolver]:
    """Return every address below the API's own, by first words; made once, whoever asks first."""
    with _making:
        return _addresses()


def urls() -> list[URLPattern | URLResolver]:
    """Return the API's addresses, and an answer in its own terms for those it does not have."""
    return [
        Later(f"api/v{VERSION}/", addresses, app_name="ninja", namespace=NAMESPACE),
        re_path(r"^api/", not_found),
    ]
