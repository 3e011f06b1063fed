"""From one field of an act to one field of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.pages import with_code
from limen.kernel import Code, Lines, NotPermitted, Ref, Titled
from limen.kernel.said import mark_of
from limen.web.derived.parts import DataField, PartField
from limen.web.problems import field_title

RADIOS = 5
"""Up to so many choices stand as radio buttons; more go in a list."""
LISTED = 30
"""Up to so many codes stand in a list; more are typed, with suggestions."""
LONG = 400
"""A text that may be longer than this is typed on several lines."""
ROWS = 200
"""A list of parts that may be longer than this is brought by a program, as data, and not typed."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A code table on a day, in a language: what a form needs of it."""

    choices: tuple[tuple[str, str], ...]
    by_text: Mapping[str, str]


@lru_cache(maxsize=256)
def coded(law: Any, mark: Code, day: date, language: str) -> Coded:
    """Return a code table as forms need it; a table changes by the day, not by the request.

    Args:
        law: the law pack.
        mark: the mark of a field: the table, and which of its codes the field is for.
        day: the day whose codes are in force.
        language: the language of the titles.
    """
    with translation.override(language):
        rows = law.codes(mark.table).on(day).values()
        choices = tuple((row.code, _(row.title)) for row in rows if mark.takes(row))
    titles = {title.casefold(): code for code, title in choices}
    return Coded(choices, titles | {code.casefold(): code for code, _title in choices})


@dataclass(frozen=True, slots=True)
class Asking:
    """What a form is asked for: by whom, on which day, under which law.

    Args:
        viewer: who fills it in; None where nobody does, as in a check of the declarations.
        law: the law pack.
        day: the local day, on which codes must be in force.
        zone: the place's time zone, in which times are typed.
        suggest: whether lists of codes to suggest stand in the page; a page of many forms leaves them out.
    """

    viewer: Viewer | None
    law: Any
    day: date
    zone: ZoneInfo
    suggest: bool = True


def list_of(field_id: str) -> str:
    """Return how the suggestions of a field are named in its page."""
    return f"{field_id}-codes"


class CodeInput(forms.TextInput):
    """A code typed with suggestions; the whole table is a link away, so that it works without scripts."""

    template_name = "derived/code.html"

    def __init__(self, table: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"})
        self.table, self.choices, self.shares = table, choices, ""

    def share(self, list_id: str) -> None:
        """Take the suggestions that another field of the page has already."""
        self.shares = list_id

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the table and the suggestions."""
        context = super().get_context(name, value, attrs)
        context["table"] = self.table
        context["list_id"] = self.shares or list_of((attrs or {}).get("id") or name)
        context["choices"] = () if self.shares else self.choices
        if self.choices:
            context["widget"]["attrs"]["list"] = context["list_id"]
        return context


class CodeField(forms.CharField):
    """A code of a law-pack table, typed as its code or its whole title; whether it is in force is the door's to say."""

    def __init__(self, table: str, by_text: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.table, self._by_text = table, by_text

    def clean(self, value: Any) -> Any:
        """Return the code meant; what is no code is handed on as typed."""
        text = str(super().clean(value))
        return self._by_text.get(text.casefold(), text)


class RefField(forms.CharField):
    """Another record: chosen where its room lists all there are, else its identifier or what a person knows it by."""

    def __init__(self, record: str, asking: Asking, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.record, self.asking = record, asking
        rows = reading.to_choose(record, viewer=asking.viewer) if asking.viewer is not None else ()
        if rows:
            self.widget = forms.Select(choices=[("", "—"), *((str(row.pk), str(row)) for row in rows)])

    def clean(self, value: Any) -> Any:
        """Return the identifier; when several records are meant, offer them."""
        text = str(super().clean(value)).strip()
        if not text or _is_uuid(text):
            return text
        try:
            found = reading.look_up(self.record, text, viewer=self.asking.viewer) if self.asking.viewer else []
        except NotPermitted as error:
            raise ValidationError(error.message) from error
        if len(found) == 1:
            return str(found[0].id)
        what = reading.label(self.record)
        if not found:
            raise ValidationError(_("No %(what)s is known by “%(text)s”.") % {"what": what, "text": text})
        self.widget = forms.RadioSelect(choices=[(str(item.id), str(item)) for item in found])
        raise ValidationError(_("More than one %(what)s is known by that. Choose one.") % {"what": what})


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    def to_python(self, value: Any) -> Any:
        """Return the lines that are not empty."""
        if isinstance(value, (list, tuple)):
            return [str(item) for item in value]
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Return the lines as one text."""
        return "\n".join(str(item) for item in value) if isinstance(value, (list, tuple)) else value


class PairsField(DataField):
    """Short values by name, one a line: ``12: 2026-09-01``."""

    def to_python(self, value: Any) -> Any:
        """Read the lines; data is taken as well."""
        if not isinstance(value, str) or value.lstrip().startswith("{"):
            return super().to_python(value)
        found = _pairs(value)
        if found is None:
            raise ValidationError(_("Give one a line, as name: value."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """Return them as lines, or as data where lines would not read the same."""
        if not isinstance(value, Mapping):
            return value
        text = "\n".join(f"{name}: {said}" for name, said in value.items())
        same = _pairs(text) == {name: str(said) for name, said in value.items()}
        return text if same and not text.startswith("{") else super().prepare_value(value)


class ZonedField(forms.DateTimeField):
    """A moment typed in the place's zone."""

    def __init__(self, zone: ZoneInfo, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        super().__init__(widget=widget, **kwargs)
        self.zone = zone

    def to_python(self, value: Any) -> datetime | None:
        """Read the moment."""
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show the moment in the place's zone."""
        with timezone.override(self.zone):
            return super().prepare_value(value)


def form_field(model: type[BaseModel], name: str, asking: Asking) -> forms.Field:
    """Return the form field that a field of an act, or of a part of one, is."""
    info = model.model_fields[name]
    kind = _kind(info.annotation)
    title = field_title(model, name)
    common: dict[str, Any] = {
        "label": title,
        "error_messages": {
            "required": _("%(title)s: this is needed.") % {"title": title},
            "invalid": _("%(title)s: this cannot be read.") % {"title": title},
            "invalid_choice": _("%(title)s: choose one of those offered.") % {"title": title},
        },
        "help_text": _(info.description) if info.description else "",
        "required": info.is_required() and kind is not bool,
    }
    if not info.is_required():
        common["initial"] = info.get_default(call_default_factory=True, validated_data={})
    code, ref = mark_of(model, name, Code), mark_of(model, name, Ref)
    if code is not None:
        return _code(code, kind, asking, common)
    if ref is not None and get_origin(kind) not in (list, tuple, frozenset):
        return RefField(ref.record, asking, **common)
    if get_origin(kind) is Literal:
        return _choice(kind, mark_of(model, name, Titled), common)
    if kind is bool and not info.is_required() and info.default is None:
        return EitherField(**common)
    return _part(kind, info, asking, common) or _plain(kind, info, mark_of(model, name, Lines), asking, common)


def _part(kind: Any, info: FieldInfo, asking: Asking, common: dict[str, Any]) -> forms.Field | None:
    """Return the fieldsets of a field that is a part of its own or a list of them."""
    many = get_origin(kind) in (list, tuple) and bool(get_args(kind))
    part = _kind(get_args(kind)[0]) if many else kind
    limit = _limit(info) or ROWS
    if not (isinstance(part, type) and issubclass(part, BaseModel)) or limit > ROWS:
        return None
    return PartField(part, lambda model, name: form_field(model, name, asking), many=many, limit=limit, **common)


def _plain(kind: Any, info: FieldInfo, lines: Lines | None, asking: Asking, common: dict[str, Any]) -> forms.Field:
    if get_origin(kind) in (list, tuple, frozenset):
        return _several(kind, lines, common)
    makers: dict[Any, Callable[[], forms.Field]] = {
        bool: lambda: forms.BooleanField(**common),
        datetime: lambda: ZonedField(asking.zone, **common),
        date: lambda: forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **common),
        int: lambda: forms.IntegerField(**common),
        Decimal: lambda: forms.DecimalField(widget=forms.NumberInput(attrs={"step": "any"}), **common),
        SecretStr: lambda: forms.CharField(
            strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), **common
        ),
        UUID: lambda: forms.UUIDField(**common),
        str: lambda: _text(info, lines, common),
    }
    if kind in makers:
        return makers[kind]()
    pairs = get_origin(kind) is dict and get_args(kind)[1] in (str, date)
    return _data(lines, common, PairsField if pairs else DataField)


def _text(info: FieldInfo, lines: Lines | None, common: dict[str, Any]) -> forms.Field:
    limit = _limit(info)
    if lines is not None or (limit or 0) > LONG:
        rows = lines.rows if lines else Lines().rows
        return forms.CharField(widget=forms.Textarea({"rows": rows, **_limited(limit)}), **common)
    return forms.CharField(widget=forms.TextInput(_limited(limit)), **common)


def _limit(info: FieldInfo) -> int | None:
    return next((item.max_length for item in info.metadata if getattr(item, "max_length", None)), None)


def _limited(limit: int | None) -> dict[str, Any]:
    """Return how a widget says its limit; the act itself refuses what is longer, in the same words everywhere."""
    return {"maxlength": limit} if limit else {}


def _choice(kind: Any, titled: Titled | None, common: dict[str, Any]) -> forms.Field:
    values = [str(item) for item in get_args(kind)]
    titles = titled.titles if titled else {}
    choices = [(item, titles.get(item) or _(humanised(item))) for item in values if item]
    if not common["required"] and ("" in values or common["initial"] is None):
        choices = [("", _("Not said")), *choices]
    widget: Any = forms.RadioSelect if len(choices) <= RADIOS else forms.Select
    if widget is forms.Select and choices[0][0] and common.get("initial") is None:
        choices = [("", _("Choose")), *choices]
    return forms.ChoiceField(choices=choices, widget=widget, **common)


def _several(kind: Any, lines: Lines | None, common: dict[str, Any]) -> forms.Field:
    item = _kind(get_args(kind)[0]) if get_args(kind) else str
    if get_origin(item) is Literal:
        choices = [(str(value), _(humanised(str(value)))) for value in get_args(item)]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if item in (str, UUID):
        if not common["help_text"]:
            common["help_text"] = _("One a line")
        return LinesField(widget=forms.Textarea({"rows": lines.rows if lines else 3}), **common)
    return _data(lines, common)


def _data(lines: Lines | None, common: dict[str, Any], kind: type[DataField] = DataField) -> forms.Field:
    if not common["help_text"]:
        common["help_text"] = _("One a line, as name: value") if kind is PairsField else _("As JSON")
    return kind(
        widget=forms.Textarea({"rows": lines.rows if lines else 6, "spellcheck": "false", "class": "code"}), **common
    )


def _code(mark: Code, kind: Any, asking: Asking, common: dict[str, Any]) -> forms.Field:
    table = mark.table
    found = coded(asking.law, mark, asking.day, translation.get_language() or "en")
    named = [(code, with_code(title, code)) for code, title in found.choices]
    short = len(named) <= LISTED
    if get_origin(kind) in (list, tuple, frozenset):
        widget: Any = forms.CheckboxSelectMultiple if short else forms.SelectMultiple
        return forms.MultipleChoiceField(choices=named, widget=widget, **common)
    if short:
        blank = ("", _("Choose") if common["required"] else _("None"))
        return LawChoice(table, choices=[blank, *named], **common)
    return CodeField(table, found.by_text, widget=CodeInput(table, found.choices if asking.suggest else ()), **common)


class EitherField(forms.ChoiceField):
    """Yes, no, or not said: a box that is not ticked would say no of what nobody spoke of."""

    widget = forms.RadioSelect
    SAID: ClassVar = {"true": True, "on": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", _("Not said")), ("true", _("Yes")), ("false", _("No"))]
        super().__init__(choices=choices, **kwargs)

    def prepare_value(self, value: Any) -> str:
        """Return the choice that a value is."""
        said = self.SAID.get(str(value).strip().lower())
        return "" if said is None else str(said).lower()

    def to_python(self, value: Any) -> Any:
        """Return what was chosen; nothing where nothing was."""
        text = "" if value is None else str(value).strip().lower()
        return self.SAID.get(text, value) if text else None

    def validate(self, value: Any) -> None:
        """Ask that it is one of the three."""
        if value not in (None, True, False):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether another of the three was chosen."""
        return self.prepare_value(initial) != self.prepare_value(data)


class LawChoice(forms.ChoiceField):
    """A code chosen from a short table; one that is not in it is the door's to refuse, with the rule."""

    def __init__(self, table: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.table = table

    def validate(self, value: Any) -> None:
        """Ask only that something is chosen where something must be."""
        forms.Field.validate(self, value)


def humanised(value: str) -> str:
    """Return a value of a closed list as a person reads it."""
    text = value.replace("_", " ")
    return text[:1].upper() + text[1:]


def _kind(annotation: Any) -> Any:
    """Return what a field holds, without ``| None``."""
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return parts[0] if len(parts) == 1 else annotation
    return annotation


def _pairs(text: str) -> dict[str, str] | None:
    """Return the values that stand by name on lines; None where a line has no name."""
    pairs = [line.partition(":") for line in text.splitlines() if line.strip()]
    if any(not name.strip() or not colon for name, colon, _said in pairs):
        return None
    return {name.strip(): said.strip() for name, _colon, said in pairs}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
