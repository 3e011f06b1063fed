"""The addresses of signing in, of desks and of accounts."""

from __future__ import annotations

from allauth.account import views as signing
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.access import views
from limen.core.navigation import NavItem

NAV = [NavItem(_("Accounts"), "accounts", "access.view", 85, "a", work="administration")]

# Only the library's pages we use: nobody signs up, mails a reset or changes an address here.
urlpatterns = [
    path("sign-in/", signing.login, name="account_login"),
    path("sign-in/code/", factors.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/confirm/", signing.reauthenticate, name="account_reauthenticate"),
    path("sign-in/confirm/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/confirm/key/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", signing.logout, name="account_logout"),
    path("desk/", views.desk, name="desk"),
    path("account/", views.mine, name="my_account"),
    path("account/language/", views.language, name="my_language"),
    path("account/sessions/<uuid:session>/end/", views.end_mine, name="my_session_end"),
    path("account/enrol/", views.enrol, name="enrol"),
    path("account/password/", signing.password_change, name="account_change_password"),
    path("account/password/none/", views.no_password, name="account_set_password"),
    path("account/factors/", factors.index, name="mfa_index"),
    path("account/factors/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/factors/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/factors/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/factors/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/factors/keys/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("account/factors/keys/add/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("account/factors/keys/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/factors/keys/<int:pk>/remove/", views.remove_key, name="mfa_remove_webauthn"),
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/<uuid:identifier>/", views.account, name="account"),
    path("accounts/<uuid:identifier>/token/", views.issue_token, name="account_token"),
]
