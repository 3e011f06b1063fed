"""What the templates of the public site ask for."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def at(context: Any, path: str) -> str:
    """Return the address of a path of the site in the reader's language and version."""
    return str(context["frame"].address(path))
