"""What a refusal is on the wire: its HTTP status, and the document that says it (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from limen.kernel import LimenError

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[str, HTTPStatus] = {
    "not-signed-in": HTTPStatus.UNAUTHORIZED,
    "not-permitted": HTTPStatus.FORBIDDEN,
    "no-authority": HTTPStatus.FORBIDDEN,
    "unknown-record": HTTPStatus.NOT_FOUND,
    "wrong-state": HTTPStatus.CONFLICT,
    "stale-record": HTTPStatus.CONFLICT,
    "numbers-exhausted": HTTPStatus.CONFLICT,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unsupported-media-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "too-many-requests": HTTPStatus.TOO_MANY_REQUESTS,
}
"""The status of each refusal by its slug; any other is an input that cannot be taken."""


class TooLarge(LimenError):
    """What was sent is larger than the service takes."""

    slug = "too-large"


def status_of(error: LimenError) -> HTTPStatus:
    """Return the HTTP status of a refusal."""
    return STATUS.get(error.slug, HTTPStatus.UNPROCESSABLE_ENTITY)


def document(error: LimenError, status: int | None = None) -> dict[str, Any]:
    """Return a refusal as an RFC 9457 problem document.

    ``type`` is a URN of the refusal's slug; ``citation`` stands where a provision refuses, ``problems`` says what is
    wrong field by field.
    """
    body: dict[str, Any] = {
        "type": f"urn:limen:problem:{error.slug}",
        "title": error.slug.replace("-", " ").capitalize(),
        "status": int(status or status_of(error)),
        "detail": error.message,
    }
    if error.citation:
        body["citation"] = error.citation
    body["problems"] = [{"field": item.field, "rule": item.rule, "message": item.message} for item in error.problems]
    return body
