"""The addresses of referrals."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.core.referrals import views

app_name = "referrals"
NAV = [NavItem(_("Referrals"), "referrals:queue", "referrals.view", 23, "r")]
urlpatterns = [
    path("referrals/", views.queue, name="queue"),
    path("referrals/<uuid:identifier>/", views.referral, name="referral"),
]
