"""The forms with which whoever sent something follows it up."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from limen.portal.requests.forms.base import LONG, PublicForm


class FollowForm(PublicForm):
    """A number and its code."""

    key, title, send = "follow_up", _("Follow up what you sent"), _("Show")
    order = ("number", "code")

    number = forms.CharField(
        label=_("Number"), max_length=24, help_text=_("The letter and digits you were given"), strip=True
    )
    code = forms.CharField(label=_("Code"), max_length=40, help_text=_("Four groups of four signs"), strip=True)


class AddForm(forms.Form):
    """What is added to something sent, or why a refusal is appealed."""

    use_required_attribute = False
    says = forms.CharField(label=_("Add something"), min_length=2, max_length=LONG, widget=forms.Textarea({"rows": 5}))


class AppealForm(AddForm):
    """Why a refusal is appealed."""

    says = forms.CharField(
        label=_("Why do you think the decision is wrong?"),
        min_length=2,
        max_length=LONG,
        widget=forms.Textarea({"rows": 5}),
    )


class TakeBackForm(forms.Form):
    """The wish to take something back."""

    use_required_attribute = False
    sure = forms.BooleanField(label=_("Yes, I take it back"))
