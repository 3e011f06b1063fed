"""The forms of lists: files to load, and the filter of what a version changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.core.pages import Filter

PARTS = {
    "ofac": {
        "sdn": _("Entries (SDN.CSV)"),
        "alt": _("Aliases (ALT.CSV)"),
        "add": _("Addresses (ADD.CSV)"),
        "comments": _("Further remarks (SDN_COMMENTS.CSV)"),
    }
}
FILE = {"file": _("The file as it was published")}
NEEDED = ("sdn", "file")


class FilesForm(forms.Form):
    """The files of one version; ``digest`` is of those whose difference was shown."""

    use_required_attribute = False
    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, form: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = PARTS.get(form, FILE)
        for name, label in self.parts.items():
            self.fields[name] = forms.FileField(label=label, required=name in NEEDED, allow_empty_file=True)
        if form == "csv":
            self.fields["mapping"] = forms.CharField(
                label=_("Columns, as COLUMN=FIELD, one a line"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 6}),
            )

    def given(self) -> dict[str, bytes]:
        """Return the files by part."""
        return {name: self.cleaned_data[name].read() for name in self.parts if self.cleaned_data.get(name)}

    def called(self) -> str:
        """Return what the files are called."""
        return ", ".join(self.cleaned_data[name].name for name in self.parts if self.cleaned_data.get(name))

    def columns(self) -> list[str]:
        """Return the mapping of columns, where there is one."""
        return [line for line in self.cleaned_data.get("mapping", "").splitlines() if line.strip()]


class ChangesForm(Filter):
    """What of a version to show."""

    what = forms.ChoiceField(
        label=_("Entries that"),
        required=False,
        choices=[
            ("", _("All")),
            ("came", _("Came")),
            ("changed", _("Changed")),
            ("left", _("Left")),
            ("back", _("Came back")),
        ],
    )
