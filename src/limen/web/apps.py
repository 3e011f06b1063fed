"""The interface's app: templates, components, theme."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates and components."""

    name = "limen.web"
    label = "web"
