"""The condition as a form: groups of rows, built with submit buttons alone, read as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.criteria.rules import MODES, WITHOUT_VALUE, fields
from limen.core.criteria.words import field_choices, operator_choices

MOST_GROUPS = 8
MOST_ROWS = 12
MODE_TITLES = {"all": _("All of these hold"), "any": _("At least one of these holds"), "none": _("None of these holds")}
Row = dict[str, str]


class RowForm(forms.Form):
    """One question: of which field, what is asked, and the value."""

    use_required_attribute = False
    what = forms.ChoiceField(label=_("Of"), required=False)
    op = forms.ChoiceField(label=_("Asks whether it"), required=False)
    value = forms.CharField(label=_("Value"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.initial.get("what", "")
        self.fields["what"].choices = [("", _("Choose")), *field_choices()]  # type: ignore[attr-defined]  # a choice
        self.fields["op"].choices = [("", _("Choose")), *operator_choices(key)]  # type: ignore[attr-defined]
        chosen = fields().get(key)
        if chosen is not None:
            said = chosen.hint or chosen.unit or ", ".join(chosen.values)
            self.fields["value"].help_text = _(said) if said else ""


class GroupForm(forms.Form):
    """How the rows of a group are joined."""

    mode = forms.ChoiceField(label=_("Of this group"), choices=list(MODE_TITLES.items()), required=False)


@dataclass
class Part:
    """One group: how it is joined, and its rows as typed."""

    mode: str = "all"
    rows: list[Row] = field(default_factory=lambda: [{}])


@dataclass
class Builder:
    """The groups of a condition as typed; all the groups must hold."""

    groups: list[Part] = field(default_factory=lambda: [Part()])

    @classmethod
    def typed(cls, data: Mapping[str, Any]) -> Builder:
        """Return what a form sent, however much of it can be taken."""
        groups = []
        for at in range(MOST_GROUPS):
            mode = data.get(f"g{at}-mode")
            if mode is None:
                break
            rows = []
            for row in range(MOST_ROWS):
                if f"g{at}-r{row}-what" not in data:
                    break
                rows.append(
                    {name: str(data.get(f"g{at}-r{row}-{name}", ""))[:1000] for name in ("what", "op", "value")}
                )
            groups.append(Part(mode if mode in MODES else "all", rows or [{}]))
        return cls(groups or [Part()])

    @classmethod
    def of(cls, condition: Any) -> Builder | None:
        """Return the form of a condition as plain data; None for one that is nested deeper than the form shows."""
        if not isinstance(condition, dict):
            return None
        if "field" in condition:
            return cls([Part("all", [_typed(condition)])])
        (mode, parts), *_rest = condition.items()
        if all("field" in part for part in parts):
            return cls([Part(mode, [_typed(part) for part in parts])])
        groups = [Part("all", [_typed(part) for part in parts if "field" in part])]
        for part in parts:
            if "field" not in part:
                (inner, asked), *_rest = part.items()
                if mode != "all" or not all("field" in row for row in asked):
                    return None
                groups.append(Part(inner, [_typed(row) for row in asked]))
        return cls([group for group in groups if group.rows])

    def do(self, what: str) -> None:
        """Add or drop a row or a group, as a button's value says: ``add:0``, ``drop:0:1``, ``group``."""
        verb, *where = what.split(":")
        places = [int(part) for part in where if part.isascii() and part.isdigit() and len(part) < 3]  # noqa: PLR2004
        if verb == "group" and len(self.groups) < MOST_GROUPS:
            self.groups.append(Part("any"))
        elif places and places[0] < len(self.groups):
            self._in_group(verb, places)

    def _in_group(self, verb: str, places: list[int]) -> None:
        rows = self.groups[places[0]].rows
        if verb == "add" and len(rows) < MOST_ROWS:
            rows.append({})
        elif verb == "drop" and len(places) > 1 and places[1] < len(rows):
            rows.pop(places[1])
            if not rows:
                self.groups.pop(places[0])
        if not self.groups:
            self.groups.append(Part())

    def condition(self) -> dict[str, Any]:
        """Return the condition as plain data; what is not filled in is left out."""
        groups = [(group.mode, [_asked(row) for row in group.rows if row.get("what")]) for group in self.groups]
        filled = [(mode, rows) for mode, rows in groups if rows]
        if len(filled) == 1:
            return {filled[0][0]: filled[0][1]}
        parts: list[dict[str, Any]] = []
        for mode, rows in filled:
            parts.extend(rows if mode == "all" else [{mode: rows}])
        return {"all": parts}

    @property
    def shown(self) -> list[dict[str, Any]]:
        """Return the forms of every group and row, as a page shows them."""
        return [
            {
                "at": at,
                "form": GroupForm(prefix=f"g{at}", initial={"mode": group.mode}),
                "rows": [
                    {"at": row, "form": RowForm(prefix=f"g{at}-r{row}", initial=typed)}
                    for row, typed in enumerate(group.rows)
                ],
            }
            for at, group in enumerate(self.groups)
        ]


def _typed(question: Mapping[str, Any]) -> Row:
    value = question.get("value", "")
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return {"what": question["field"], "op": question["op"], "value": text}


def _asked(row: Row) -> dict[str, Any]:
    key, op, text = row["what"], row.get("op", ""), row.get("value", "").strip()
    asked: dict[str, Any] = {"field": key, "op": op}
    chosen = fields().get(key)
    if op in WITHOUT_VALUE:
        return asked
    if chosen is not None and chosen.kind == "number":
        digits = text.removeprefix("-")
        number = digits.isascii() and digits.isdigit() and len(digits) < 8  # noqa: PLR2004  more is refused anyway
        return {**asked, "value": int(text) if number else text}
    return {**asked, "value": [part.strip() for part in text.split(",") if part.strip()]}
