"""The addresses of decisions on custody."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.navigation import NavItem
from limen.offices.removal.views import custody_lists, decisions

NAV = [
    NavItem(_("Take over"), "removal:waiting", "removal.decisions", 35),
    NavItem(_("Custody decisions"), "removal:supervised", "removal.decisions", 36),
]
PAGES = [
    path("removal/waiting/", custody_lists.waiting, name="waiting"),
    path("removal/supervision/", custody_lists.supervised, name="supervised"),
    path("removal/reviews/", custody_lists.reviews, name="reviews"),
    path("removal/detainers/", custody_lists.detainers, name="detainers"),
    path("removal/bonds/", custody_lists.bonds, name="bonds"),
    path("removal/habeas/", custody_lists.petitions, name="petitions"),
    path("removal/determination/<uuid:identifier>/", decisions.determination, name="determination"),
    path("removal/bond/<uuid:identifier>/", decisions.bond, name="bond"),
    path("removal/supervision/<uuid:identifier>/", decisions.supervision, name="supervision"),
    path("removal/habeas/<uuid:identifier>/", decisions.habeas, name="habeas"),
    path("removal/review/<uuid:identifier>/", decisions.review, name="review"),
    path("removal/detainer/<uuid:identifier>/", decisions.detainer, name="detainer"),
    path("removal/takeover/<uuid:identifier>/", decisions.takeover, name="takeover"),
]
