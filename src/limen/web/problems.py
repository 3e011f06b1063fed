"""What is wrong with what was sent, told in one way to forms, the API and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from limen.core.problems import MEDIA_TYPE, document, status_of
from limen.kernel import Act, BadInput, Problem
from limen.kernel.said import title_of

__all__ = ["MEDIA_TYPE", "bad_input", "document", "field_title", "problems_of", "status_of"]

Say = Callable[[Mapping[str, Any]], str]


def field_title(model: type[BaseModel], name: str) -> str:
    """Return what a person calls a field of an act, or of a part of one."""
    return _(title_of(model, name))


def bad_input(act: type[Act], error: ValidationError) -> BadInput:
    """Return the refusal that a validation error is."""
    found = problems_of(act, error)
    return BadInput(found[0].message, problems=found)


def problems_of(model: type[BaseModel], error: ValidationError, *, whole: str = "") -> list[Problem]:
    """Return what pydantic found wrong, field by field, as sentences that name the field and the rule.

    Args:
        model: the act, or a part of one.
        error: what pydantic found.
        whole: what to call the model where no field of it alone is wrong.
    """
    return [_problem(model, item, whole) for item in error.errors(include_url=False, include_input=False)]


def _problem(model: type[BaseModel], item: ErrorDetails, whole: str) -> Problem:
    path = [str(part) for part in item["loc"]]
    name = path[0] if path else ""
    title = field_title(model, name) if name else whole or _("What was sent")
    within = f" ({'.'.join(path[1:])})" if len(path) > 1 else ""
    return Problem(".".join(path), f"input.{item['type']}", f"{title}{within}: {_said(item)}")


def _said(item: ErrorDetails) -> str:
    say = SENTENCES.get(item["type"])
    if say is not None:
        return say(item.get("ctx") or {})
    return str(item["msg"]).removeprefix("Value error, ").rstrip(".") + "."


def _at_least(ctx: Mapping[str, Any]) -> str:
    count = int(ctx["min_length"])
    return ngettext(
        "give at least %(count)s character.",
        "give at least %(count)s characters.",
        count,
    ) % {"count": count}


def _at_most(ctx: Mapping[str, Any]) -> str:
    count = int(ctx["max_length"])
    return ngettext("give at most %(count)s character.", "give at most %(count)s characters.", count) % {"count": count}


SENTENCES: Mapping[str, Say] = {
    "missing": lambda _ctx: _("this is needed."),
    "extra_forbidden": lambda _ctx: _("the act has no such field."),
    "literal_error": lambda ctx: _("choose one of %(expected)s.") % {"expected": ctx.get("expected", "")},
    "string_too_short": _at_least,
    "string_too_long": _at_most,
    "string_pattern_mismatch": lambda _ctx: _("this has characters or a form that is not taken here."),
    "string_type": lambda _ctx: _("give text."),
    "greater_than_equal": lambda ctx: _("give %(limit)s or more.") % {"limit": ctx["ge"]},
    "greater_than": lambda ctx: _("give more than %(limit)s.") % {"limit": ctx["gt"]},
    "less_than_equal": lambda ctx: _("give %(limit)s or less.") % {"limit": ctx["le"]},
    "less_than": lambda ctx: _("give less than %(limit)s.") % {"limit": ctx["lt"]},
    "date_from_datetime_parsing": lambda _ctx: _("give a date, such as 2026-11-24."),
    "date_parsing": lambda _ctx: _("give a date, such as 2026-11-24."),
    "date_type": lambda _ctx: _("give a date, such as 2026-11-24."),
    "datetime_parsing": lambda _ctx: _("give a date and time, such as 2026-11-24T08:00:00-05:00."),
    "datetime_from_date_parsing": lambda _ctx: _("give a date and time, such as 2026-11-24T08:00:00-05:00."),
    "timezone_aware": lambda _ctx: _("give the time with its zone, such as 2026-11-24T08:00:00-05:00."),
    "uuid_parsing": lambda _ctx: _("give a record's identifier."),
    "uuid_type": lambda _ctx: _("give a record's identifier."),
    "int_parsing": lambda _ctx: _("give a whole number."),
    "int_from_float": lambda _ctx: _("give a whole number."),
    "int_type": lambda _ctx: _("give a whole number."),
    "decimal_parsing": lambda _ctx: _("give a number."),
    "decimal_type": lambda _ctx: _("give a number."),
    "bool_parsing": lambda _ctx: _("say yes or no."),
    "bool_type": lambda _ctx: _("say yes or no."),
    "too_short": lambda ctx: _("give at least %(count)s.") % {"count": ctx["min_length"]},
    "too_long": lambda ctx: _("give at most %(count)s.") % {"count": ctx["max_length"]},
}
"""Pydantic's kinds of error as our sentences; a kind not here keeps pydantic's own words."""
