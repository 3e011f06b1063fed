"""Every address the node answers: each room that has a ``urls`` module adds its own."""

from __future__ import annotations

from importlib.util import find_spec

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from limen.config import api, matching


def rooms() -> list[str]:
    """Return the dotted paths of the rooms' addresses, in the order the rooms are installed."""
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("limen.")]
    return [f"{name}.urls" for name in names if name != "limen.config" and find_spec(f"{name}.urls") is not None]


PUBLIC = "limen.portal.urls"

urlpatterns: list[URLPattern | URLResolver] = [
    # first: no page begins with these words, and a program asks more often than a person does
    *api.urls(),
    *matching.urls(),
    *(path("", include(name)) for name in rooms() if name != PUBLIC),
    # last: the public site takes what nobody else answers
    path("", include(PUBLIC)),
]
