"""The forms of signing in and of choosing a desk."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.forms import LoginForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as factors
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from limen.core.access.backends import shut_out
from limen.core.access.desks import Desk, desk_by_code
from limen.core.access.gate import Viewer
from limen.core.access.models import Account
from limen.core.access.roles import purposes, scopes
from limen.kernel import BadInput


class SignInForm(LoginForm):  # type: ignore[misc]  # the library ships no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Sign-in name")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}


class _OnceOnly:
    """A code is good once, for as long as the clock's tolerance would take it, and never for a shut-out account."""

    def clean_code(self: Any) -> str:
        """Return the code.

        Raises:
            ValidationError: when it is wrong, was used, or the account was shut out in the meantime.
        """
        if shut_out(self.user):
            raise account_adapter().validation_error("username_password_mismatch")
        code: str = super().clean_code()  # type: ignore[misc]  # the library's form comes next
        window = factors.TOTP_PERIOD * (2 * factors.TOTP_TOLERANCE + 1)
        spent = salted_hmac("limen.spent-code", f"{self.user.pk}:{normalize_user_code(code)}").hexdigest()
        if self.authenticator.type == "totp" and not cache.add(f"spent:{spent}", 1, timeout=window):
            raise factor_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceOnly, AuthenticateForm):  # type: ignore[misc]  # the library ships no types
    """The second step of signing in."""


class ConfirmCodeForm(_OnceOnly, ReauthenticateForm):  # type: ignore[misc]  # the library ships no types
    """The code asked for again before a change to one's own security."""


class DeskForm(forms.Form):
    """Where one works today and what for."""

    desk = forms.ChoiceField(label=_("Desk"), widget=forms.RadioSelect, required=False)
    code = forms.CharField(
        label=_("Another place within yours"),
        help_text=_("Its code. Leave empty to work at the desk chosen above."),
        max_length=40,
        required=False,
    )
    purpose = forms.ChoiceField(label=_("Purpose"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, account: Account, found: list[Desk], viewer: Viewer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.account, self.found = account, {str(desk.place.pk): desk for desk in found}
        self.fields["desk"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (key, f"{desk.place} · {', '.join(role.title for role in desk.roles)}") for key, desk in self.found.items()
        ]
        offered = [key for key in purposes() if any(key in desk.purposes for desk in found)]
        self.fields["purpose"].choices = [(key, purposes()[key]) for key in offered]  # type: ignore[attr-defined]  # a ChoiceField
        if viewer is not None:
            self.fields["desk"].initial, self.fields["purpose"].initial = str(viewer.place.pk), viewer.purpose
        elif found:
            self.fields["desk"].initial, self.fields["purpose"].initial = str(found[0].place.pk), found[0].purposes[0]

    def clean(self) -> dict[str, Any]:
        """Find the desk and check that the purpose is one of its roles'."""
        cleaned = super().clean() or {}
        code = cleaned.get("code", "")
        try:
            desk = desk_by_code(self.account, code) if code else self.found.get(cleaned.get("desk", ""))
        except BadInput as several:
            self.add_error("code", several.message)
            return cleaned
        if desk is None:
            self.add_error("code" if code else "desk", _("You hold no role there today."))
        elif cleaned.get("purpose") and cleaned["purpose"] not in desk.purposes:
            self.add_error("purpose", _("None of your roles there may work for this purpose."))
        else:
            cleaned["chosen"] = desk
        return cleaned


class LanguageForm(forms.Form):
    """One's own language."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]  # a ChoiceField


class TokenForm(forms.Form):
    """What a service's new token may do, and for how long."""

    scopes = forms.MultipleChoiceField(label=_("Scopes"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("Days it lasts"), min_value=1, max_value=366, initial=90)

    def __init__(self, *args: Any, holder: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = scopes(role for role in holder.postings.values_list("role", flat=True))
        self.fields["scopes"].choices = [(scope, scope) for scope in offered]  # type: ignore[attr-defined]  # a ChoiceField
