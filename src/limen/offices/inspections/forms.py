"""Forms that are not one act: searching, and loading a message. Every other form is derived from its act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.kernel import BadInput
from limen.offices.inspections import queries

MOST_BYTES = 16 * 1024 * 1024
"""A message of a full flight is well under a megabyte; a larger file is not one."""
SUFFIXES = (".edi", ".txt", ".eml", ".paxlst", ".pnrgov", ".edifact")


class UploadForm(forms.Form):
    """A manifest or booking message as a file."""

    message = forms.FileField(
        label=_("Message"), help_text=_("PAXLST or PNRGOV, as the carrier sent it; at most 16 megabytes.")
    )

    def clean_message(self) -> Any:
        """Refuse what cannot be a message, by size and by name."""
        file = self.cleaned_data["message"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 16 megabytes; a message of one voyage is not."))
        if not file.name.lower().endswith(SUFFIXES):
            raise forms.ValidationError(
                _("Messages are text files: %(names)s.") % {"names": ", ".join(SUFFIXES)}, code="suffix"
            )
        return file


STATES = [
    ("", "—"),
    ("booked", _("In a booking alone")),
    ("listed", _("Listed")),
    ("cleared", _("Cleared to board")),
    ("held", _("Held")),
    ("boarded", _("Aboard")),
    ("no_show", _("No-show")),
    ("off_list", _("Taken off")),
    ("arrived", _("Inspected on arrival")),
]
"""How a traveller may stand, in an officer's words."""


class SearchForm(forms.Form):
    """A search for voyages or travellers; any field may be left empty."""

    about = forms.ChoiceField(
        label=_("Look for"),
        choices=[("travellers", _("Travellers")), ("voyages", _("Voyages"))],
        initial="travellers",
        required=False,
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    birth = forms.RegexField(
        r"^\d{4}(-\d{2}(-\d{2})?)?$", label=_("Date of birth"), required=False, help_text=_("1985-04-12, or 1985")
    )
    document = forms.CharField(label=_("Document number"), required=False, max_length=40)
    nationality = forms.CharField(
        label=_("Nationality"), required=False, max_length=80, help_text=_("SWE, or SWE,NOR for either")
    )
    locator = forms.CharField(label=_("Booking locator"), required=False, max_length=16)
    contact = forms.CharField(label=_("Contact"), required=False, max_length=80)
    seat = forms.CharField(label=_("Seat"), required=False, max_length=8)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", "—"), ("passenger", _("Passenger")), ("crew", _("Crew")), ("transit", _("In transit"))],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    hits = forms.BooleanField(label=_("A lookout is undecided"), required=False)
    carrier = forms.CharField(label=_("Carrier"), required=False, max_length=40)
    number = forms.CharField(label=_("Flight or voyage number"), required=False, max_length=16)
    origin = forms.CharField(label=_("From"), required=False, max_length=80)
    destination = forms.CharField(label=_("To"), required=False, max_length=80)
    direction = forms.ChoiceField(
        label=_("Direction"),
        required=False,
        choices=[("", "—"), ("inbound", _("Arriving")), ("outbound", _("Departing"))],
    )
    since = forms.DateField(label=_("On or after"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("On or before"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    KEPT: ClassVar = ("about", "save_name", "for_office", "csrfmiddlewaretoken")

    def terms(self) -> dict[str, str]:
        """Return what was asked, as the queries take it."""
        said = {name: str(value) for name, value in self.cleaned_data.items() if value and name != "about"}
        if "since" in said:
            said["from"] = said.pop("since")
        return said

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order; they would find nothing and say nothing."""
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day lies before the first."))
        return cleaned

    @property
    def for_voyages(self) -> bool:
        """Return whether voyages are looked for, and not travellers."""
        return bool(self.cleaned_data["about"] == "voyages")

    def rows(self, viewer: Viewer) -> Any:
        """Return what the search finds, to be narrowed to a page and looked at; nothing when nothing was asked."""
        terms = self.terms()
        if not terms:
            return []
        search = queries.voyages_by if self.for_voyages else queries.travellers_by
        return search(viewer=viewer, terms=terms)

    @classmethod
    def kept(cls, posted: Mapping[str, Any]) -> dict[str, Any]:
        """Return a posted search as the act that keeps it takes it.

        Raises:
            BadInput: when the search itself cannot be read.
        """
        form = cls({name: posted.get(name, "") for name in cls.base_fields})
        if not form.is_valid():
            raise BadInput("The search cannot be read; run it once before keeping it.")
        terms = {name: value for name, value in form.data.items() if value and name != "about"}
        return {
            "name": posted.get("save_name", ""),
            "about": form.cleaned_data["about"] or "travellers",
            "terms": terms,
            "for_office": bool(posted.get("for_office")),
        }
