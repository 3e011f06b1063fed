"""Every page and every answer of the site is right HTML, in either direction; every link leads somewhere."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from limen.portal.requests.tests.scenes import TYPED, Outside
from limen.portal.tests.tasks.scenes import shipped
from limen.portal.tests.validity import faults
from tests.architecture.making import NOON
from tests.browser.public_scene import ARRIVED, BORN, HELD, IN_COURT, set_public_scene
from tests.factories import Service

pytestmark = pytest.mark.django_db
LANGUAGES = ("es", "ar")
RIGHT = (
    '<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>A</title></head>'
    '<body><main id="content"><h1>A</h1>{}</main></body></html>'
)
WRONG = {
    "<p>one<div>two</div></span>": "unexpected-end-tag",
    '<p id="x"></p><p id="x"></p>': "stands 2 times",
    '<label for="nobody">A</label>': "which is not there",
    '<label for="content">A</label>': "takes no label",
    '<a href="#nowhere">A</a>': "no place of the page",
    '<p align="left">A</p>': "no attribute 'align'",
    '<img src="/a.png">': "says nothing",
    "<h2> </h2>": "is empty",
    "<time>soon</time>": "no moment",
    '<time datetime="2026-11-25T17:00:33.955666+00:00">A</time>': "no moment",
    "<h1>B</h1>": "one heading of the first level",
    "<ul><p>A</p></ul>": "<ul> holds <p>",
    "<h2><div>A</div></h2>": "<h2> holds <div>",
    '<a href="/"><button type="submit">A</button></a>': "holds <button",
    "<dl></dl>": "<dl> is empty",
    '<p aria-describedby="nobody">A</p>': "aria-describedby names",
}


def pages() -> list[str]:
    """Return the path of every page."""
    paths = sorted(row.path for row in shipped().shown.values() if (row.kind, row.language) == ("page", "en"))
    return ["" if path == "index" else f"{path}/" for path in paths]


@pytest.mark.parametrize(("html", "fault"), WRONG.items())
def test_what_is_wrong_with_a_page_is_found(html: str, fault: str) -> None:
    assert not faults(RIGHT.format("<p>A</p>"))
    assert fault in " ".join(faults(RIGHT.format(html)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_right_html(service: Service, language: str) -> None:
    set_public_scene(service, NOON)
    addresses = [f"/{language}/{path}" for path in pages()]
    for version in ("text", "print"):
        addresses += [f"/{language}/{version}/{path}" for path in ("", "do/my-i94/", "do/facilities/", "feedback/")]
    answers = {address: Client().get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert not {what: wrong for what, answer in answers.items() if (wrong := faults(answer.content.decode()))}


LOOKED_UP = (
    "do/wait-times/?kind=air",
    "do/wait-times/nyc/",
    "do/facilities/?words=elizabeth",
    "do/facilities/?region=XX",
    "do/facilities/elznj/",
    "do/check-a-school/?q=college",
    "do/check-a-school/?q=",
    "do/may-i-bring/?kind=food",
    f"do/consulates/?country={BORN}",
    "do/consulates/?country=",
    "find/?q=held",
    "about/organisation/?on=2003-02-28",
    "nowhere/",
)
"""What is asked by GET, rightly and wrongly."""


def asked(papers: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Return what is asked by POST: what is on record, what is not, and what is wrong."""
    born, student = {"birth": "1974-08-12"}, {"sevis_id": papers["sevis_id"], "birth": "2004-04-12"}
    traveller = {"surname": "Eriksson", "given_names": "Anna Maria", "document": ARRIVED, "issuer": BORN}
    return [
        ("do/find-a-person/", {"number": HELD, "country": BORN}),
        ("do/find-a-person/", {"number": "A999999999", "country": BORN}),
        ("do/find-a-person/", {"surname": "Ixcoy"}),
        ("do/my-i94/", {**traveller, **born}),
        ("do/my-i94/", traveller),
        ("do/student-portal/", {**student, "document": "K1234567"}),
        ("do/fee-receipt/", {**student, "surname": "Berg"}),
        ("do/hearing-date/", {"number": IN_COURT, "country": BORN}),
    ]


def sendings(language: str) -> dict[str, str]:
    """Return what came of sending one of each kind: what was wrong, the receipt, and how it stands."""
    found = {}
    for key in TYPED:
        outside = Outside()
        hidden = outside.opened(key, language)
        found[f"{key}, wrong"] = outside.posts(key, {**hidden, "contact_email": "?"}, language).content.decode()
        found[f"{key}, sent"] = outside.sends(key, language).content.decode()
        found[f"{key}, followed"] = outside.follows().content.decode()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_right_html(service: Service, language: str) -> None:
    papers = set_public_scene(service, NOON)
    answers = {what: Client().get(f"/{language}/{what}").content.decode() for what in LOOKED_UP}
    for path, told in asked(papers):
        answers[f"{path} {told}"] = Client().post(f"/{language}/{path}", told).content.decode()
    answers |= sendings(language)
    assert not {what: wrong for what, html in answers.items() if (wrong := faults(html))}


LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
ID = re.compile(r' id="([^"]+)"')
OTHER = re.compile(r"/\w\w/(?:text|print|pdf)/")
"""Other versions of a page hold its links; those of a translation stand where those of the original do."""


def read(address: str) -> tuple[set[str], set[str]]:
    """Return what a page links to, and the places on it that can be linked to; nothing for what is no page.

    Raises:
        AssertionError: where nothing is there.
    """
    answer = Client().get(address)
    assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"
    if not answer["Content-Type"].startswith("text/html") or address.startswith(("/text/", "/print/")):
        assert b"".join(answer)
        return set(), set()
    html = answer.content.decode()
    links = {urljoin(address, unescape(found)) for found in LINK.findall(html)}
    return {link for link in links if not urlsplit(link).netloc}, set(ID.findall(html))


def test_every_link_of_every_page_leads_somewhere(service: Service) -> None:
    set_public_scene(service, NOON)
    todo, places, linked = {"/", "/es/", "/ar/"}, {}, set()
    while todo:
        address = todo.pop()
        links, places[address] = read(address)
        linked |= links
        todo |= {to for to in (urldefrag(link).url for link in links) if not OTHER.match(to)} - places.keys()
    lost = {link for link in linked if (to := urldefrag(link)).fragment not in {"", *places.get(to.url, {to.fragment})}}
    assert not lost
    assert len(places) > 3 * len(pages())
