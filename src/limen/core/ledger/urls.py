"""The addresses of the ledger."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.ledger import views
from limen.core.navigation import NavItem

app_name = "ledger"
NAV = [
    NavItem(_("Ledger"), "ledger:entries", "ledger.audit", 80, "u", work="oversight"),
    NavItem(_("Holds"), "ledger:keeping", "ledger.hold", 81, "h"),
]
urlpatterns = [
    path("ledger/", views.entries, name="entries"),
    path("holds/", views.keeping, name="keeping"),
    path("ledger/entry/<slug:hash_>/", views.entry, name="entry"),
]
