"""A field of an act that is a part of its own, such as an address, or a list of them: a fieldset, or several."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic import ValidationError as Invalid

from limen.kernel.door import EMPTY
from limen.web.problems import problems_of

BLANK = 2
"""So many empty fieldsets stand under those of a list that are filled in."""
BLANK_WITHIN = 1
"""So many stand under those of a list within a part."""
SHOWN = "_shown"
"""A hidden field of a fieldset: which of its fields stood filled in when the page was made."""
PLACED = "placed"
"""The code of an error that is said at a field within the part, and not at the part again."""

Make = Callable[[type[BaseModel], str], forms.Field]


class DataField(forms.CharField):
    """Structured data, typed as JSON; few acts that people do take any."""

    def to_python(self, value: Any) -> Any:
        """Read the JSON."""
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except (ValueError, RecursionError) as error:
            raise ValidationError(_("This is not JSON.")) from error

    def prepare_value(self, value: Any) -> Any:
        """Return the data as JSON."""
        return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


class PartForm(forms.Form):
    """The fields of one part, named after where it stands: ``us_address.city``, ``sites.0.name``."""

    use_required_attribute = False

    def __init__(self, model: type[BaseModel], make: Make, *, title: str, **kwargs: Any) -> None:
        super().__init__(use_required_attribute=False, **kwargs)
        self.model, self.title = model, title
        for name in model.model_fields:
            self.fields[name] = make(model, name)
        self.shown = self._shown()

    def add_prefix(self, field_name: str) -> str:
        """Name a field as problems name it."""
        return f"{self.prefix}.{field_name}"

    def has_changed(self) -> bool:
        """Return whether anything is filled in; what stands there by default is not."""
        return self.is_bound and any(_filled(self[name]) for name in self.fields)

    def clean(self) -> dict[str, Any]:
        """Have the part judge itself, so that what is wrong is said in its own words, at its fields."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.model.model_validate(self.sent())
            except Invalid as error:
                for problem in problems_of(self.model, error, whole=self.title):
                    if not place(self, problem.field, problem.message):
                        self.add_error(None, problem.message)
        return cleaned

    @property
    def html_id(self) -> str:
        """Return the id of its fieldset among others."""
        return str(self.auto_id) % self.prefix

    @property
    def shown_name(self) -> str:
        """Return the name of the hidden field that says which fields stood filled in."""
        return self.add_prefix(SHOWN)

    def sent(self) -> dict[str, Any]:
        """Return what was filled in, and the default of what stood filled in and was cleared.

        What was left as it is by default is not said, so that what is kept stays.
        """
        said = {}
        for name, value in self.cleaned_data.items():
            if not self._left(name, value):
                said[name] = value
            elif name in self.shown and not self.model.model_fields[name].is_required():
                said[name] = self._default(name)
        return said

    def _shown(self) -> tuple[str, ...]:
        """Return which fields stand filled in with more than their default, or stood so when the page was made."""
        if self.is_bound:
            names = str(self.data.get(self.shown_name, "")).split(",")
            return tuple(name for name in self.fields if name in names)
        return tuple(name for name in self.fields if name in self.initial and not self._left(name, self.initial[name]))

    def _left(self, name: str, value: Any) -> bool:
        required = self.model.model_fields[name].is_required()
        return value in EMPTY or (not required and value == self._default(name))

    def _default(self, name: str) -> Any:
        return self.model.model_fields[name].get_default(call_default_factory=True, validated_data={})


class PartBound(BoundField):
    """A part, or a list of parts, on a form: its fieldsets, and what is wrong in them."""

    field: PartField

    @cached_property
    def whole(self) -> bool:
        """Return whether the part was sent as data under its own name, as other pages and programs do."""
        return self.form.is_bound and self.html_name in self.form.data

    @cached_property
    def rows(self) -> list[PartForm]:
        """Return a form for each fieldset."""
        if not self.field.many:
            return [self._row(self.html_name, str(self.label), self._known(), required=self.field.required)]
        posted = self._posted()
        known = self._known() or []
        places = [*posted, *((number, row) for number, row in enumerate(known))]
        rows = [self._numbered(number, row) for number, row in places]
        after = max((number for number, _row in places), default=-1) + 1
        blank = BLANK_WITHIN if isinstance(self.form, PartForm) else BLANK
        blank -= sum(1 for row in rows if row.is_bound and not row.has_changed())
        blank = min(blank, self.field.limit - len(rows))
        return rows + [self._numbered(after + number, None, fresh=True) for number in range(blank)]

    @property
    def data(self) -> Any:
        """Return the forms of the fieldsets, or the data that was sent whole."""
        return super().data if self.whole else self.rows

    @property
    def own_errors(self) -> list[str]:
        """Return what is wrong with the part as such, not with a field within."""
        errors = self.form.errors.as_data().get(self.name, [])
        own = [message for error in errors if error.code != PLACED for message in error.messages]
        return own + [str(said) for row in self._bound() if not self.field.many for said in row.non_field_errors()]

    @property
    def folded(self) -> bool:
        """Return whether it stands folded: a long part that need not be given, while nothing of it is."""
        if self.field.many or isinstance(self.form, PartForm):
            return False
        long = any(isinstance(field, PartField) for field in self.rows[0].fields.values())
        return long and not (self.field.required or self.filled or self._known() or self.own_errors)

    @property
    def described_by(self) -> str:
        """Return the ids of what the fieldset says of itself."""
        said = (("helptext", self.help_text), ("error", self.own_errors))
        return " ".join(f"{self.auto_id}_{what}" for what, there in said if there)

    @property
    def placed(self) -> list[tuple[str, str]]:
        """Return every error with the id of what it is about, for the summary above the form."""
        found = [(self.auto_id, message) for message in self.own_errors]
        for row in self._bound():
            if self.field.many:
                found += [(row.html_id, str(said)) for said in row.non_field_errors()]
            for bound in row:
                found += placed(bound)
        return found

    @property
    def filled(self) -> bool:
        """Return whether anything within is filled in."""
        return self.whole or any(row.has_changed() for row in self.rows)

    def within(self, path: str) -> tuple[PartForm, str] | None:
        """Return the form that a path within the part is about, with the rest of the path.

        Args:
            path: the path, such as ``city``, or ``0.name`` for a list, counted without the rows left empty.
        """
        if self.whole:
            return None
        if not self.field.many:
            return self.rows[0], path
        number, _dot, rest = path.partition(".")
        kept = [row for row in self.rows if row.has_changed()]
        return (kept[int(number)], rest) if number.isdecimal() and int(number) < len(kept) else None

    def _row(self, prefix: str, title: str, known: Any, *, required: bool = False, fresh: bool = False) -> PartForm:
        bound = self.form.is_bound and not self.whole and not fresh
        return PartForm(
            self.field.model,
            self.field.make,
            title=title,
            data=self.form.data if bound else None,
            prefix=prefix,
            auto_id=self.form.auto_id,
            initial=known if isinstance(known, Mapping) else None,
            empty_permitted=not required,
        )

    def _numbered(self, number: int, known: Any, *, fresh: bool = False) -> PartForm:
        title = f"{self.label}, {number + 1}"
        return self._row(f"{self.html_name}.{number}", title, known, fresh=fresh)

    def _posted(self) -> list[tuple[int, None]]:
        if not self.form.is_bound or self.whole:
            return []
        head = f"{self.html_name}."
        numbers = {name.removeprefix(head).partition(".")[0] for name in self.form.data if name.startswith(head)}
        # More are posted than may be given only by hand; one too many lets the part say so.
        return [(number, None) for number in sorted(int(one) for one in numbers if _small(one))][: self.field.limit + 1]

    def _known(self) -> Any:
        """Return what the page knows of the part already."""
        if self.form.is_bound and not self.whole:
            return None
        found = super().data if self.whole else self.initial
        try:
            found = self.field.to_python(found)
        except ValidationError:
            return None
        if self.field.many:
            return [_plain(item) for item in found[: self.field.limit]] if isinstance(found, (list, tuple)) else None
        return _plain(found)

    def _bound(self) -> Iterable[PartForm]:
        return (row for row in self.rows if row.is_bound)


class PartField(DataField):
    """A part of an act, or a list of them; still taken as data when it is sent under its own name."""

    def __init__(self, model: type[BaseModel], make: Make, *, many: bool, limit: int, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": 6, "spellcheck": "false", "class": "code"})
        super().__init__(widget=widget, **kwargs)
        self.model, self.make, self.many, self.limit = model, make, many, limit

    def get_bound_field(self, form: Any, field_name: str) -> PartBound:
        """Return the part on its form."""
        return PartBound(form, self, field_name)

    def clean(self, value: Any) -> Any:
        """Return what was filled in: the part or None, the parts that are not wholly empty.

        A part that stood filled in and was cleared is said to be empty.
        """
        if not (isinstance(value, list) and value and all(isinstance(row, PartForm) for row in value)):
            return super().clean(value)
        rows: list[PartForm] = [row for row in value if row.is_bound]
        wrong = [message for row in rows for messages in row.errors.values() for message in messages]
        if wrong:
            raise ValidationError([ValidationError(message, code=PLACED) for message in wrong])
        if not self.many:
            return rows[0].sent() if self.required or rows[0].has_changed() or rows[0].shown else None
        kept = [row.sent() for row in rows if row.has_changed()]
        if self.required and not kept:
            raise ValidationError(self.error_messages["required"], code="required")
        return kept


def place(form: forms.Form, path: str, message: str) -> bool:
    """Say what is wrong where it is wrong, as deep as a field stands for it.

    Args:
        form: the form of an act or of a part.
        path: where, such as ``us_address.city``.
        message: what is wrong.

    Returns:
        Whether the form has a field for it.
    """
    name, _dot, rest = path.partition(".")
    if name not in form.fields:
        return False
    bound = form[name]
    inner = bound.within(rest) if rest and isinstance(bound, PartBound) else None
    deeper = inner is not None and place(*inner, message)
    form.add_error(name, ValidationError(message, code=PLACED) if deeper else message)
    return True


def placed(bound: BoundField) -> list[tuple[str, str]]:
    """Return the errors of a field with the id that each is about."""
    if isinstance(bound, PartBound):
        return bound.placed
    where = bound.auto_id if bound.use_fieldset else bound.id_for_label
    return [(where, str(message)) for message in bound.errors]


def _filled(bound: BoundField) -> bool:
    if isinstance(bound, PartBound):
        return bound.filled
    data = bound.data
    if data in (None, "", [], False) or (isinstance(data, str) and not data.strip()):
        return False
    return bound.field.has_changed(bound.field.initial, data)


def _plain(value: Any) -> Any:
    return value.model_dump() if isinstance(value, BaseModel) else value


def _small(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < len("10000")
