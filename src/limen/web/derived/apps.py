"""The derived pages."""

from django.apps import AppConfig


class DerivedConfig(AppConfig):
    """Forms and pages that derive from acts."""

    name = "limen.web.derived"
    label = "derived"
    verbose_name = "Derived pages"
