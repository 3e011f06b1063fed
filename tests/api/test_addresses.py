"""The addresses of the API are found branch by branch, and each is the one it was in the whole list."""

from __future__ import annotations

import re

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, resolve
from django.urls.resolvers import RegexPattern

from limen.config.api import api

RECORD = "01890a5d-ac96-774b-bcce-b302099a8057"


def listed() -> list[URLPattern]:
    """Return every address as the framework lists them."""
    return [item for item in api().urls[0] if isinstance(item, URLPattern)]


def asked(pattern: URLPattern) -> str:
    """Return an address as somebody asks for it."""
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: RECORD if found[1] else "word", str(pattern.pattern))


def test_every_address_leads_where_the_whole_list_leads() -> None:
    whole = URLResolver(RegexPattern("^"), listed())
    for pattern in listed():
        path = asked(pattern)
        alone = whole.resolve(path)
        found = resolve(f"/api/v1/{path}")
        assert (found.route, found.kwargs) == (f"api/v1/{alone.route}", alone.kwargs), path
        assert (found.url_name, found.namespace) == (alone.url_name, "api"), path


@pytest.mark.parametrize("path", ["inspections", "inspections/", "inspections/inspection/", "nobody/here", "docs/"])
def test_what_is_no_address_is_none(path: str) -> None:
    with pytest.raises(Resolver404):
        URLResolver(RegexPattern("^"), listed()).resolve(path)
    assert resolve(f"/api/v1/{path}").func.__name__ == "not_found"
