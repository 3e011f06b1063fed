"""What the templates of the public site ask for."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def at(context: Any, path: str, language: str = "") -> str:
    """Return the address of a path of the site in the reader's version and language, or in another language."""
    return str(context["frame"].address(path, language=language))


@register.filter
def apart(text: object) -> SafeString:
    """Return a text set apart from the direction of what stands around it, as a name in other letters must be."""
    return format_html("<bdi>{}</bdi>", text)
