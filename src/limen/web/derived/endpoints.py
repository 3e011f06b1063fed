"""The API's endpoints that derive from acts and readers: one for each act a person does, one for each record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field, ValidationError
from pydantic.json_schema import models_json_schema

from limen.core import reading
from limen.core.access.callers import actor_of
from limen.core.ledger.models import Entry
from limen.core.problems import TooLarge
from limen.core.wire import Head, as_data, dumped, head, record_schema
from limen.kernel import NEW, REGISTER, WORKFLOWS, Act, BadInput, Code, LimenError, Outcome, Problem, Ref, Transition
from limen.kernel.said import mark_of, parts_within
from limen.web.derived.doing import do
from limen.web.problems import bad_input

JSON = "application/json"
ONCE_LENGTH = 128
COMPONENT = "#/components/schemas/{model}"
"""Where a schema stands in the document."""
CODES, RECORD = "x-limen-codes", "x-limen-record"
"""What the document says of a field beyond its type: the table its codes are of, the record it names."""


class UnsupportedMedia(LimenError):
    """The body is not of a type that is taken."""

    slug = "unsupported-media-type"


class Authority(BaseModel):
    """The authority an act stood on."""

    key: str
    citation: str


class Recorded(BaseModel):
    """The ledger entry an act left."""

    node: str
    seq: int
    hash: str
    authority: Authority | None


class Done(BaseModel):
    """What came of an act."""

    record: Head
    entry: Recorded
    told: dict[str, Any] = Field(description="What is told once, e.g. a token; empty when the request is repeated.")
    repeated: bool = Field(description="The same request had been made before under this key; nothing was done again.")


class FieldProblem(BaseModel):
    """One thing wrong with what was sent."""

    field: str
    rule: str
    message: str


class ProblemDocument(BaseModel):
    """A refusal (RFC 9457)."""

    type: str = Field(description="urn:limen:problem:SLUG")
    title: str
    status: int
    detail: str
    citation: str = Field(default="", description="The provision that refuses, where one does.")
    problems: list[FieldProblem]


def person_acts() -> Iterator[tuple[type[Act], Transition]]:
    """Yield every act a person may do, with its row."""
    for table in WORKFLOWS:
        for item in table:
            if not item.act.declaration.automatic:
                yield item.act, item


def act_router() -> Router:
    """Return the endpoints of every act: making a record, or done to one; an act that may be either has both."""
    router = Router()
    for act, item in person_acts():
        if NEW in item.sources:
            _add(router, act, item, creates=True)
        if item.sources - {NEW}:
            _add(router, act, item, creates=False)
    return router


def record_router() -> Router:
    """Return the endpoint of every record that has a reader."""
    router = Router()
    for record_type in reading.record_types():
        office, _dot, name = record_type.partition(".")
        router.get(
            f"/{office}/{name}/{{uuid:record_id}}",
            response=record_schema(record_type),
            operation_id=f"{office}_{name}_read",
            summary=_("Read one %(what)s") % {"what": reading.label(record_type)},
            tags=[office],
        )(_read(record_type))
    return router


def path_of(act: type[Act], *, creates: bool) -> str:
    """Return the address of an act's endpoint below the API's own."""
    declared = act.declaration
    if creates:
        return f"/{declared.office}/{declared.verb}"
    room, _dot, name = declared.on.partition(".")
    return f"/{room}/{name}/{{uuid:record_id}}/{declared.verb}"


def body_of(request: HttpRequest) -> Any:
    """Read a request's JSON.

    Raises:
        UnsupportedMedia: when it says it is something else.
        TooLarge: when it is too large to be an act.
        BadInput: when it is not JSON, or holds text that no record can hold.
    """
    try:
        if not request.body:
            return {}
    except RequestDataTooBig as error:
        raise TooLarge(_("The body of an act is larger than the service takes.")) from error
    kind = request.content_type or JSON
    if kind != JSON and not kind.endswith("+json"):
        raise UnsupportedMedia(_("Send %(wanted)s, not %(sent)s.") % {"wanted": JSON, "sent": kind})
    try:
        found = json.loads(request.body, parse_constant=_no_number)
        _refuse_unstorable(found)
    except (ValueError, RecursionError) as error:
        raise BadInput(
            _("The body is not JSON: %(why)s.") % {"why": str(error) or type(error).__name__},
            problems=[Problem("", "json.malformed", _("Send one JSON object, in UTF-8."))],
        ) from error
    return found


def made(act: type[Act], found: Any) -> Act:
    """Return the act a body is.

    Raises:
        BadInput: field by field.
    """
    try:
        return act.model_validate(found)
    except ValidationError as error:
        raise bad_input(act, error) from error


def answer(outcome: Outcome) -> dict[str, Any]:
    """Return what came of an act as data."""
    entry: Entry = outcome.entry
    body = json.loads(entry.body)
    return {
        "record": head(outcome.record),
        "entry": {"node": entry.node, "seq": entry.seq, "hash": entry.hash, "authority": body["authority"]},
        "told": dict(outcome.told),
        "repeated": outcome.repeated,
    }


def _add(router: Router, act: type[Act], item: Transition, *, creates: bool) -> None:
    status = HTTPStatus.CREATED if creates else HTTPStatus.OK
    declared = act.declaration
    router.post(
        path_of(act, creates=creates),
        response={int(status): Done},
        operation_id=f"{declared.office}_{declared.verb}" + ("" if creates else "_on"),
        summary=act.title(),
        description=_described(act, item),
        tags=[declared.office],
        openapi_extra=_extra(act, creates=creates),
    )(_doing(act, creates=creates))


def _doing(act: type[Act], *, creates: bool) -> Callable[..., HttpResponse]:
    def done(request: HttpRequest, record_id: UUID | None) -> HttpResponse:
        caller = actor_of(request)
        wanted = made(act, body_of(request))
        version = None if creates else _version(request)
        on = None if creates else reading.read(act.declaration.on, record_id, viewer=caller.viewer)
        outcome = do(
            wanted,
            on=on,
            by=caller.actor,
            at=caller.place,
            purpose=caller.purpose,
            once=_once(request),
            version=version,
        )
        response = HttpResponse(dumped(answer(outcome)), content_type=JSON)
        response["ETag"] = f'"{outcome.record.version}"'
        if creates:
            response.status_code = HTTPStatus.CREATED
            response["Location"] = _address(request, outcome.record)
        return response

    def create(request: HttpRequest) -> HttpResponse:
        return done(request, None)

    def change(request: HttpRequest, record_id: UUID) -> HttpResponse:
        return done(request, record_id)

    return create if creates else change


def _address(request: HttpRequest, record: Any) -> str:
    """Return where the API reads a record."""
    root = "/".join(request.path.split("/")[:3])
    return f"{root}/{record.record_type.replace('.', '/')}/{record.id}"


def _read(record_type: str) -> Callable[..., HttpResponse]:
    def read(request: HttpRequest, record_id: UUID) -> HttpResponse:
        found = reading.read(record_type, record_id, viewer=actor_of(request).viewer)
        return HttpResponse(
            dumped(as_data(found)),
            content_type=JSON,
            headers={"ETag": f'"{found.version}"', "Cache-Control": "no-store"},
        )

    return read


def _once(request: HttpRequest) -> str:
    key = str(request.headers.get("Idempotency-Key", "")).strip().strip('"')
    if len(key) > ONCE_LENGTH:
        raise BadInput(
            _("The idempotency key is too long."),
            problems=[Problem("Idempotency-Key", "key.too_long", _("Send at most 128 characters, e.g. a UUID."))],
        )
    return key


def _version(request: HttpRequest) -> int | None:
    text = str(request.headers.get("If-Match", "")).strip().removeprefix("W/").strip('"')
    if not text or text == "*":
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):  # noqa: PLR2004  digits of a 32-bit version
        raise BadInput(
            _("If-Match is not a version."),
            problems=[Problem("If-Match", "version.malformed", _("Send the version that was read, e.g. 3."))],
        )
    return int(text)


def _no_number(name: str) -> Any:
    raise ValueError(_("%(name)s is not a number") % {"name": name})


def _refuse_unstorable(value: Any) -> None:
    """Refuse text with a NUL or half a surrogate pair: no database keeps the one, no JSON the other."""
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError(_("a text holds a NUL character"))
        value.encode()
    elif isinstance(value, dict):
        for name, item in value.items():
            _refuse_unstorable(name)
            _refuse_unstorable(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_unstorable(item)


def _described(act: type[Act], item: Transition) -> str:
    rest = (act.__doc__ or "").strip().partition("\n")[2].strip()
    states = ", ".join(sorted(item.sources))
    lines = [
        rest,
        _("Permission: %(permission)s.") % {"permission": act.declaration.permission},
        _("Authority: %(authorities)s.") % {"authorities": ", ".join(act.declaration.authorities)},
        _("Done in the state: %(states)s. Leads to: %(target)s.")
        % {"states": states, "target": item.target or _("the same state")},
    ]
    return "\n\n".join(line for line in lines if line)


def _extra(act: type[Act], *, creates: bool) -> dict[str, Any]:
    """Return what the schema says of an act beyond its answer: its body and its headers."""
    headers = [_header("Idempotency-Key", "The same key from the same account does nothing twice.", ONCE_LENGTH)]
    if not creates:
        headers.append(_header("If-Match", "The version that was read; 409 when the record moved on since.", 16))
    required = any(field.is_required() for field in act.model_fields.values())
    return {
        "parameters": headers,
        "requestBody": {"required": required, "content": {JSON: {"schema": {"$ref": reference(act)}}}},
    }


def _header(name: str, description: str, length: int) -> dict[str, Any]:
    return {
        "in": "header",
        "name": name,
        "required": False,
        "description": description,
        "schema": {"type": "string", "maxLength": length},
    }


def reference(act: type[Act]) -> str:
    """Return where an act's schema stands in the document."""
    return COMPONENT.format(model=component(act))


def component(act: type[Act]) -> str:
    """Return the name of an act's schema, e.g. ``PeopleRecordPerson``."""
    return f"{act.declaration.office.capitalize()}{act.__name__}"


def act_schemas() -> dict[str, Any]:
    """Return the JSON Schema of every act a person does and of its parts, with the tables their fields draw on."""
    schemas: dict[str, Any] = {}
    for act in REGISTER.values():
        if not act.declaration.automatic:
            schemas.update(_schemas_of(act))
    return schemas


def _schemas_of(act: type[Act]) -> dict[str, Any]:
    models = (act, *parts_within(act))
    named, whole = models_json_schema([(model, "validation") for model in models], ref_template=COMPONENT)
    schemas = whole["$defs"]
    names = {model: named[model, "validation"]["$ref"].rpartition("/")[2] for model in models}
    for model, name in names.items():
        for field, said in schemas[name].get("properties", {}).items():
            said.update(_drawn_on(model, field))
    own = schemas.pop(names[act])
    return {**schemas, component(act): own}


def _drawn_on(model: type[BaseModel], field: str) -> dict[str, str]:
    """Return the code table or the kind of record that a field of an act, or of a part of one, takes."""
    code, ref = mark_of(model, field, Code), mark_of(model, field, Ref)
    return {**({CODES: code.table} if code is not None else {}), **({RECORD: ref.record} if ref is not None else {})}
