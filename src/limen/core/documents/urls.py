"""The addresses of travel documents and papers."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.documents import views
from limen.core.navigation import NavItem

app_name = "documents"
NAV = [NavItem(_("Documents"), "documents:documents", "documents.view", 22, "d")]
urlpatterns = [
    path("documents/", views.documents, name="documents"),
    path("documents/travel/<uuid:identifier>/", views.travel_document, name="traveldocument"),
    path("documents/paper/<uuid:identifier>/", views.paper, name="paper"),
    path("documents/paper/<uuid:identifier>/pdf/", views.paper_file, name="paper_file"),
]
