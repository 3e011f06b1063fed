"""A condition as an officer reads it: one sentence, in the words of the vocabulary."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from limen.core.criteria.rules import CATEGORIES, Field, Group, Node, Question, fields, read
from limen.core.lawbook import lawbook
from limen.kernel import BadInput
from limen.law.pack import UnknownKey

CATEGORY_TITLES = {
    "route": "Route",
    "booking": "Booking",
    "payment": "Payment",
    "document": "Document",
    "history": "History of the document and the person",
    "companions": "Companions",
    "consignment": "Baggage and consignments",
    "identity": "Nationality, sex, age, birthplace: never alone",
}
OPERATOR_TITLES = {
    "yes": "is so",
    "no": "is not so",
    "at_most": "is at most",
    "at_least": "is at least",
    "is_any": "is one of",
    "is_none": "is none of",
    "has_any": "includes one of",
    "has_none": "includes none of",
    "given": "is known",
    "not_given": "is not known",
}


def sentence(data: Any, day: date) -> str:
    """Return a condition, as plain data, as one sentence; a fixed text when it cannot be read."""
    try:
        return _("Refer a traveller when %(condition)s.") % {"condition": clause(read(data), day)}
    except BadInput:
        return _("The condition cannot be read.")


def clause(node: Node, day: date, *, inner: bool = False) -> str:
    """Return a condition as a part of a sentence.

    Args:
        node: the condition.
        day: the day whose code tables give the titles of codes.
        inner: whether it stands within another group, and so in parentheses when it holds several parts.
    """
    if isinstance(node, Question):
        return question(node, day)
    parts = [clause(part, day, inner=True) for part in node.parts]
    said = _joined(node, parts)
    return f"({said})" if inner and len(parts) > 1 else said


def _joined(node: Group, parts: list[str]) -> str:
    if node.mode == "all":
        return listed(parts, _("and"))
    if node.mode == "any":
        return parts[0] if len(parts) == 1 else _("either %(parts)s") % {"parts": listed(parts, _("or"))}
    return _("it is not so that %(parts)s") % {"parts": listed(parts, _("or that"))}


def question(asked: Question, day: date) -> str:
    """Return a question as a clause: ``the ticket was bought within 24 hours of departure``."""
    field = fields()[asked.field]
    if asked.op == "given":
        return _("%(what)s: known") % {"what": _(field.title)}
    if asked.op == "not_given":
        return _("%(what)s: not known") % {"what": _(field.title)}
    join = _("or")
    values = listed([value_title(field, value, day) for value in asked.values], join)
    return _(field.says[asked.op]).format(value=asked.value, values=values)


def value_title(field: Field, value: str, day: date) -> str:
    """Return what a value means: the title of a code, with the code; the word itself otherwise."""
    if field.values:
        return _(field.values.get(value, value))
    if field.table:
        try:
            code = lawbook().codes(field.table).get(value, day)
        except UnknownKey:
            code = None
        return _(code.title) if code is not None else value
    return value


def listed(parts: list[str], last: str) -> str:
    """Return parts as a list in a sentence: ``a, b and c``."""
    if len(parts) < 2:  # noqa: PLR2004  nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def category_choices() -> list[tuple[str, str]]:
    """Return the categories of data with their titles."""
    return [(key, _(CATEGORY_TITLES[key])) for key in CATEGORIES]


def field_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the vocabulary for a list to choose from, by category."""
    found: dict[str, list[tuple[str, str]]] = {}
    for field in fields().values():
        found.setdefault(field.category, []).append((field.key, _(field.title)))
    return [(_(CATEGORY_TITLES[key]), found[key]) for key in CATEGORIES if key in found]


def operator_choices(key: str) -> list[tuple[str, str]]:
    """Return what may be asked of a field, or every operator where no field is chosen yet."""
    field = fields().get(key)
    return [(op, _(title)) for op, title in OPERATOR_TITLES.items() if field is None or op in field.operators]
