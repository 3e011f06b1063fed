"""The addresses of files."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from limen.core.casefile import views
from limen.core.navigation import NavItem

app_name = "casefile"
NAV = [NavItem(_("Files"), "casefile:files", "casefile.view", 26, "f")]
urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/<uuid:identifier>/", views.file, name="casefile"),
]
