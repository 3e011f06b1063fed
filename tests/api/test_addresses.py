"""The addresses of the API are found branch by branch, and each is the one it was in the whole list."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, path, resolve
from django.urls.resolvers import RegexPattern

from limen.config.api import addresses, api
from limen.config.branching import Later

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
        words = asked(pattern)
        alone = whole.resolve(words)
        found = resolve(f"/api/v1/{words}")
        assert (found.route, found.kwargs) == (f"api/v1/{alone.route}", alone.kwargs), words
        assert (found.url_name, found.namespace) == (alone.url_name, "api"), words


@pytest.mark.parametrize("words", ["inspections", "inspections/", "inspections/inspection/", "nobody/here", "docs/"])
def test_what_is_no_address_is_none(words: str) -> None:
    with pytest.raises(Resolver404):
        URLResolver(RegexPattern("^"), listed()).resolve(words)
    assert resolve(f"/api/v1/{words}").func.__name__ == "not_found"


def test_the_names_of_pages_do_not_ask_for_the_addresses_of_the_api() -> None:
    asked_for: list[str] = []

    def make() -> list[URLPattern | URLResolver]:
        asked_for.append("made")
        return [path("people/", dict, name="people")]

    later = Later("api/v1/", make, app_name="ninja", namespace="api")
    whole = URLResolver(RegexPattern("^/"), [path("home/", dict, name="home"), later])
    assert whole.reverse("home") == "home/"
    assert whole.namespace_dict["api"][1] is later
    assert asked_for == []
    assert later.reverse("people") == "people/"
    assert whole.resolve("/api/v1/people/").namespaces == ["api"]
    assert asked_for == ["made"]


def test_many_who_ask_first_are_given_the_same_addresses() -> None:
    with ThreadPoolExecutor(8) as many:
        found = list(many.map(lambda _at: addresses(), range(8)))
    assert all(item is found[0] for item in found)
