"""What everybody is shown: pages in a language or none of it, as text, for the printer, for machines; and no cookie."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from lxml import etree
from pypdf import PdfReader

from limen.portal import acts, files
from limen.portal.models import Edition, Language
from limen.portal.tests.scenes import PUBLISHER, REVIEWER, Newsroom
from limen.portal.tests.validity import faults
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def newsroom(service: Service) -> Newsroom:
    return Newsroom(service)


@pytest.fixture
def opened(newsroom: Newsroom) -> Newsroom:
    """Return the editors of a site with all its shipped content, offered in Spanish and Arabic as well."""
    newsroom.shipped()
    reviewer = newsroom.service.officer(REVIEWER, REVIEWER, newsroom.service.agency)
    for code in ("es", "ar"):
        newsroom.do(acts.OfferLanguage(code=code, reviewer=reviewer.pk), role=PUBLISHER)
    return newsroom


def read(newsroom: Newsroom, language: str, *paths: str) -> None:
    """Approve and publish translations of pages."""
    for edition in Edition.objects.filter(language=language, piece__path__in=paths, piece__kind="page"):
        newsroom.do(acts.PublishEdition(), newsroom.reviewed(edition), PUBLISHER)


def text(address: str, status: int = 200) -> str:
    answer = Client().get(address)
    assert answer.status_code == status, address
    assert not answer.cookies
    return answer.content.decode()


def test_a_site_with_nothing_published_says_so_and_where_officers_sign_in() -> None:
    page = text("/")
    assert "Nothing is published here yet" in page
    assert 'href="/sign-in/"' in page


@pytest.mark.parametrize("prefix", ["", "es/"])
@pytest.mark.parametrize("page", ["", "whats-new/"])
def test_the_news_for_feed_readers_is_found_from_a_page_as_text(opened: Newsroom, prefix: str, page: str) -> None:
    read(opened, "es", "index", "whats-new")
    shown = text(f"/{prefix}text/{page}")
    linked = set(re.findall(r'href="([^"]*/feed\.(?:rss|atom))"', shown))
    assert linked == {f"/{prefix}feed.rss", f"/{prefix}feed.atom"}
    for address in linked:
        answer = Client().get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(f"application/{address.rpartition('.')[2]}+xml")


def test_every_page_of_the_site_is_shown_is_right_html_and_sets_no_cookie(opened: Newsroom) -> None:
    read(opened, "es", "index", "know-your-rights")
    read(opened, "ar", "index")
    pages = [row.path for row in files.written("0001_start") if row.kind == "page" and row.language == "en"]
    addresses = [f"/{prefix}{path}/" if path != "index" else f"/{prefix}" for path in pages for prefix in ("", "ar/")]
    addresses += ["/es/", "/es/know-your-rights/", "/text/", "/print/travel/", "/es/text/", "/find/?q=held"]
    assert not {address: wrong for address in addresses if (wrong := faults(text(address)))}


def test_a_page_asks_no_other_host_and_names_no_script(opened: Newsroom) -> None:
    for address in ("/", "/offices/sevis/", "/questions/", "/do/"):
        page = text(address)
        assert not re.findall(r'(?:src|action)="https?://', page)
        assert not re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="https?://', page)
        assert "<script" not in page
        assert " style=" not in page


def test_a_page_without_a_translation_says_so_and_shows_nothing_of_the_original(opened: Newsroom) -> None:
    page = text("/es/offices/sevis/")
    original = text("/offices/sevis/")
    assert '<html lang="es"' in page
    assert 'href="/offices/sevis/" lang="en"' in page
    sentence = "keeps the records of students"
    assert sentence in original
    assert sentence not in page
    assert "noindex" in page


def test_a_reviewed_translation_is_shown_from_right_to_left_with_its_reviewer(opened: Newsroom) -> None:
    read(opened, "ar", "index")
    page = text("/ar/")
    assert 'dir="rtl"' in page
    assert "Portal Reviewer" in page
    assert 'hreflang="es"' in page


def test_a_language_that_is_not_offered_leads_to_the_original(opened: Newsroom) -> None:
    answer = Client().get("/vi/offices/sevis/")
    assert (answer.status_code, answer["Location"]) == (301, "/offices/sevis/")


def test_the_text_version_has_no_image_no_script_and_no_style_and_stays_text(opened: Newsroom) -> None:
    page = text("/text/offices/sevis/")
    assert "stylesheet" not in page
    assert "<img" not in page
    assert "icon" not in page
    assert 'href="/text/do/' in page
    assert 'href="/offices/sevis/"' in page


def test_a_page_that_is_not_there_is_404_and_offers_a_way_on(opened: Newsroom) -> None:
    page = text("/offices/no-such-office/", 404)
    assert 'value="offices no such office"' in page
    assert 'href="/site-map/"' in page


def test_a_word_of_the_glossary_is_linked_where_it_is_used(opened: Newsroom) -> None:
    assert re.search(r'class="term" href="/glossary/#[a-z0-9-]+"', text("/offices/detention-and-removal/"))
    glossary = text("/glossary/")
    for anchor in set(re.findall(r'href="/glossary/#([a-z0-9-]+)"', text("/know-your-rights/if-you-are-held/"))):
        assert f'id="{anchor}"' in glossary


def test_a_page_names_the_law_it_stands_on_and_when_it_was_checked(opened: Newsroom) -> None:
    page = text("/offices/sevis/")
    assert "8 CFR 214.3" in page
    assert re.search(r"Checked [A-Z][a-z]+\.? \d{1,2}, 2026", page)


def test_the_day_a_rule_was_checked_is_written_as_the_language_writes_days(opened: Newsroom) -> None:
    read(opened, "ar", "offices/sevis")
    page = text("/ar/offices/sevis/")
    assert re.search(r"جرى التحقق في \d{1,2} [\u0621-\u064a]+،? 2026", page)
    assert not re.search(r"<small[^>]*>[^<]*\d{4}-\d{2}-\d{2}", page)


def test_search_finds_beginnings_of_words_without_accents_and_says_when_nothing_fits(opened: Newsroom) -> None:
    assert 'href="/do/find-a-person/"' in text("/find/?q=PERSÓN+held")
    assert "Nothing holds all these words" in text("/find/?q=zyzzyva")
    page = text("/es/find/?q=sevis")
    assert 'lang="en"' in page


def test_what_is_new_is_told_as_rss_and_atom_with_an_address_for_each(opened: Newsroom) -> None:
    rss = etree.fromstring(Client().get("/feed.rss").content)
    atom = etree.fromstring(Client().get("/feed.atom").content)
    links = [item.findtext("link") for item in rss.iter("item")]
    assert len(links) == len(set(links)) == len(atom.findall(f"{ATOM}entry")) >= 5
    assert all(str(link).startswith("http://testserver/whats-new/#") for link in links)
    assert atom.findtext(f"{ATOM}author/{ATOM}name"), "RFC 4287 4.1.1 asks for who writes it"
    told = "".join(atom.itertext(f"{ATOM}summary"))
    assert 'href="http://testserver/' in told
    assert 'href="/' not in told, "a feed is read away from the site"


def test_the_map_for_machines_names_every_page_in_every_language_it_is_shown_in(opened: Newsroom) -> None:
    read(opened, "es", "index")
    tree = etree.fromstring(Client().get("/sitemap.xml").content)
    found = {str(url.findtext(f"{SITEMAP}loc")) for url in tree.iter(f"{SITEMAP}url")}
    assert {"http://testserver/", "http://testserver/es/", "http://testserver/offices/sevis/"} <= found
    assert "http://testserver/es/offices/sevis/" not in found
    assert "Sitemap: http://testserver/sitemap.xml" in text("/robots.txt")


def test_a_page_is_kept_until_an_act_changes_the_site(opened: Newsroom) -> None:
    first = Client().get("/about/")
    assert first["Cache-Control"].startswith("public")
    assert "Vary" not in first
    assert first["Last-Modified"]
    same = Client().get("/about/", headers={"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    opened.published("about", heading="About us, anew", body="We are here.")
    changed = Client().get("/about/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert "About us, anew" in changed.content.decode()


def test_who_is_signed_in_is_shown_the_same_page_as_everybody(opened: Newsroom) -> None:
    service = opened.service
    officer = signed_in(Client(), service.officer("primary_officer"), service.jfk, "inspection")
    theirs, ours = officer.get("/about/mission/"), Client().get("/about/mission/")
    assert theirs.content == ours.content
    assert theirs["Content-Language"] == "en"


def test_a_page_is_a_pdf_in_its_own_language(opened: Newsroom) -> None:
    read(opened, "ar", "know-your-rights")
    for address in ("/pdf/offices/sevis.pdf", "/ar/pdf/know-your-rights.pdf", "/pdf/glossary.pdf"):
        answer = Client().get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
    assert Client().get("/es/pdf/offices/sevis.pdf").status_code == 404


def test_a_page_whose_script_no_font_writes_leads_to_the_page_for_the_printer(newsroom: Newsroom) -> None:
    newsroom.published("about/lost", body="Come to the counter. 한국어로 도와 드립니다.")
    answer = Client().get("/pdf/about/lost.pdf")
    assert (answer.status_code, answer["Location"]) == (302, "/print/about/lost/")


def test_a_page_in_chinese_is_a_pdf_like_any_other(newsroom: Newsroom) -> None:
    newsroom.published("about/lost")
    newsroom.offer("zh-hans")
    newsroom.published("about/lost", language="zh-hans", heading="如果您遗失证件", body="请到柜台来。")
    answer = Client().get("/zh-hans/pdf/about/lost.pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "如果您遗失证件" in said
    assert "请到柜台来。" in said


def test_the_directory_shows_the_service_as_of_any_day(opened: Newsroom) -> None:
    before, today = text("/about/organisation/?on=2003-02-28"), text("/about/organisation/?on=2026-11-25")
    assert "Livermore Sector" in before
    assert "Livermore Sector" not in today
    assert "John F. Kennedy" in today
    assert "Enter a valid date" in text("/about/organisation/?on=yesterday", 422)


def test_nothing_may_be_sent_to_a_page_that_takes_nothing(opened: Newsroom) -> None:
    assert Client(enforce_csrf_checks=True).post("/about/mission/").status_code == 405


def test_a_reviewers_name_keeps_its_own_direction(newsroom: Newsroom) -> None:
    newsroom.published()
    newsroom.offer("ar")
    newsroom.published(language="ar", heading="إذا فقدت أوراقك", body="تعال إلى المكتب.")
    name = Edition.objects.filter(language="ar").exclude(reviewer=None).get().reviewer.full_name  # type: ignore[union-attr]  # excluded
    for address in ("/about/lost/", "/ar/about/lost/"):
        assert re.search(r"<bdi>[^<]+</bdi>", text(address))
    assert f"<bdi>{name}</bdi>" in text("/ar/about/lost/")


def test_an_offer_of_a_language_shows_it_at_once(newsroom: Newsroom) -> None:
    newsroom.published()
    assert 'hreflang="fr"' not in text("/about/lost/")
    newsroom.do(acts.OfferLanguage(code="fr"), role=PUBLISHER)
    assert Language.objects.get().reviewer is None
    assert 'hreflang="fr"' in text("/about/lost/")
