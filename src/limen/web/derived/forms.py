"""The form of an act: its fields in its order, its refusals where they belong, and what makes sending it twice safe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from pydantic import ValidationError

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.kernel import Act, LimenError, Ref, uuid7
from limen.kernel.acts import Record
from limen.web.derived.fields import Asking, CodeInput, form_field, list_of
from limen.web.derived.parts import place
from limen.web.problems import bad_input, status_of

ONCE, VERSION, GIVEN = "_once", "_version", "_given"
"""Hidden fields: the idempotency key, the version of the record that was shown, and which fields the page filled in."""
BESIDES = "remarks"


class ActForm(forms.Form):
    """The form of an act, done to a record or making one.

    ``act`` is the act's class, ``record`` what it is done to, ``made`` the valid act once ``is_valid``, ``refusal``
    what the door said, ``status`` the HTTP status of the page that shows the form.
    """

    template_name: ClassVar[str] = "derived/form.html"
    use_required_attribute = False

    def __init__(
        self,
        act: type[Act],
        *,
        asking: Asking,
        data: Mapping[str, Any] | None = None,
        record: Record | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        given = {name: value for name, value in (initial or {}).items() if name in act.model_fields}
        held = act.held(record) if record is not None else {}
        super().__init__(data, auto_id=_ids(act, record), initial={**held, **given})
        self.act, self.record, self.asking = act, record, asking
        self.refusal: LimenError | None = None
        self.made: Act | None = None
        # what may be said besides is asked last, though acts that share it have it first
        for name in sorted(act.model_fields, key=lambda name: name == BESIDES):
            self.fields[name] = form_field(act, name, asking)
        self._hide(given)
        self._share_suggestions()
        self._add_hidden()

    @property
    def title(self) -> str:
        """Return the act's sentence."""
        return _(self.act.title())

    @property
    def status(self) -> int:
        """Return the HTTP status of a page that shows the form as it now is."""
        if self.refusal is not None:
            return int(status_of(self.refusal))
        return int(HTTPStatus.UNPROCESSABLE_ENTITY if self.is_bound and self.errors else HTTPStatus.OK)

    @property
    def once(self) -> str:
        """Return the idempotency key that was sent."""
        return str(self.cleaned_data.get(ONCE) or "")

    @property
    def version(self) -> int | None:
        """Return the version of the record that was shown, when the page said it."""
        return self.cleaned_data.get(VERSION)

    @cached_property
    def citations(self) -> list[Any]:
        """Return the provisions in force on the day that the act may stand on."""
        found = []
        for key in self.act.declaration.authorities:
            found += [row for row in self.asking.law.authority(key) if row.on(self.asking.day)][:1]
        return found

    def clean(self) -> dict[str, Any]:
        """Make the act; what it finds wrong is said at the field."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.made = self.act.model_validate(self._sent(cleaned))
            except ValidationError as error:
                self._say(bad_input(self.act, error))
        return cleaned

    def refuse(self, error: LimenError) -> None:
        """Show why the door refused, and make the form ready to be sent again."""
        self.refusal = error
        self._say(error)
        data = dict(self.data.items()) if not hasattr(self.data, "copy") else self.data.copy()
        if any(problem.rule == "key.reused" for problem in error.problems):
            data[ONCE] = str(uuid7())
        if VERSION in self.fields:
            data[VERSION] = str(getattr(self.record, "version", ""))
        self.data = data

    def _say(self, error: LimenError) -> None:
        told = False
        cited = f" ({error.citation})" if error.citation else ""
        for problem in error.problems:
            if problem.field.partition(".")[0] not in (ONCE, VERSION):
                told = place(self, problem.field, f"{problem.message}{cited}") or told
        if not told:
            self.add_error(None, f"{error.message}{cited}")

    def _sent(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was filled in; a field left empty keeps the act's own default."""
        return {
            name: cleaned[name]
            for name in self.act.model_fields
            if name in cleaned and cleaned[name] not in (None, "", [], ())
        }

    def _hide(self, given: Mapping[str, Any]) -> None:
        """Hide the references that the page fills in."""
        names = set(str(self.data.get(GIVEN, "")).split(",")) if self.is_bound else set(given)
        self.hidden = tuple(name for name in self.fields if name in names and self._is_reference(name))
        for name in self.hidden:
            self.fields[name].widget = forms.HiddenInput()

    def _share_suggestions(self) -> None:
        """Put the suggestions of a code table into the page once, however many fields take a code of it."""
        first: dict[str, str] = {}
        for name, field in self.fields.items():
            if isinstance(field.widget, CodeInput) and field.widget.choices:
                mine = list_of(str(self.auto_id) % name)
                if first.setdefault(field.widget.table, mine) != mine:
                    field.widget.share(first[field.widget.table])

    def _is_reference(self, name: str) -> bool:
        return self.act.marker(name, Ref) is not None or isinstance(self.fields[name], forms.UUIDField)

    def _add_hidden(self) -> None:
        def hidden(field: forms.Field) -> forms.Field:
            field.widget, field.required = forms.HiddenInput(), False
            return field

        self.fields["act"] = hidden(forms.CharField(initial=self.act.declaration.key))
        self.fields[ONCE] = hidden(forms.CharField(initial=str(uuid7()), max_length=128))
        if self.hidden:
            self.fields[GIVEN] = hidden(forms.CharField(initial=",".join(self.hidden)))
        if self.record is not None:
            self.fields["on"] = hidden(forms.UUIDField(initial=self.record.id))
            self.fields[VERSION] = hidden(
                forms.IntegerField(initial=getattr(self.record, "version", None), min_value=0)
            )


def act_form(
    act: type[Act],
    data: Mapping[str, Any] | None = None,
    *,
    record: Record | None = None,
    viewer: Viewer | None = None,
    initial: Mapping[str, Any] | None = None,
    suggest: bool = False,
) -> ActForm:
    """Return the form of an act.

    Args:
        act: the act.
        data: what was sent, when something was.
        record: what it is done to; None when it makes a record.
        viewer: who fills it in.
        initial: what the page knows already; references among it are hidden.
        suggest: put long code tables into the page as suggestions; a page with one form does.
    """
    return ActForm(act, asking=asked_by(viewer, suggest=suggest), data=data, record=record, initial=initial)


def asked_by(viewer: Viewer | None, *, suggest: bool = False) -> Asking:
    """Return for whom a form is made: the law of this node, the viewer's day and the place's zone."""
    zone = viewer.place.zone if viewer is not None and viewer.place is not None else ZoneInfo("UTC")
    day = viewer.day if viewer is not None else datetime.now(UTC).date()
    return Asking(viewer, lawbook(), day, zone, suggest)


def _ids(act: type[Act], record: Record | None) -> str:
    """Return the pattern of a form's element ids: several forms, even of one act, may stand on a page."""
    tail = f"-{UUID(str(record.id)).hex[-8:]}" if record is not None else ""
    return f"{act.declaration.key.replace('.', '-')}{tail}-%s"
