"""The editors' pages: what waits, writing on at a draft, what changed, and who may see any of it."""

from __future__ import annotations

import pytest
from django.test import Client

from limen.portal.models import Edition, Piece
from limen.portal.tests.scenes import EDITOR, PUBLISHER, REVIEWER, Newsroom
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(service: Service) -> Newsroom:
    return Newsroom(service)


def desk(newsroom: Newsroom, role: str = EDITOR) -> Client:
    account = newsroom.service.officer(role, role, newsroom.service.agency)
    return signed_in(Client(), account, newsroom.service.agency, "administration")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_what_somebody_has_work_with_is_listed_and_taken_out(newsroom: Newsroom) -> None:
    newsroom.draft(newsroom.piece())
    newsroom.published("about/found", heading="If you found a paper")
    page = text(desk(newsroom), "/portal/")
    assert "If you lost your paper" in page
    assert "If you found a paper" not in page
    assert "If you found a paper" in text(desk(newsroom), "/portal/?state=published")
    assert "No edition is in that state" in text(desk(newsroom), "/portal/?q=nothing")
    assert "about/lost" in text(desk(newsroom), "/portal/?format=csv")


def test_an_editor_writes_on_at_a_draft_with_its_words_in_the_form(newsroom: Newsroom) -> None:
    edition = newsroom.draft(newsroom.piece())
    client = desk(newsroom)
    form = text(client, f"/portal/edition/{edition.pk}/write/")
    assert "Bring your passport." in form
    sent = {"act": "portal.amend_draft", "heading": "If you lost it", "summary": "", "body": "Come to us.", "also": ""}
    answer = client.post(f"/portal/edition/{edition.pk}/write/", sent)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    edition.refresh_from_db()
    assert (edition.heading, edition.body, edition.number) == ("If you lost it", "Come to us.", 1)
    refused = client.post(f"/portal/edition/{edition.pk}/write/", {**sent, "heading": ""})
    assert refused.status_code == 422


def test_a_new_edition_begins_with_the_words_of_the_last_one(newsroom: Newsroom) -> None:
    newsroom.published()
    piece = Piece.objects.get()
    client = desk(newsroom)
    address = f"/portal/piece/{piece.pk}/draft/en/"
    assert address in text(client, f"/portal/piece/{piece.pk}/")
    form = text(client, address)
    assert "Bring your passport." in form
    assert 'value="If you lost your paper"' in form
    assert "Haitian Creole" not in form, "the language is that of the address"
    sent = {"act": "portal.draft", "heading": "If you lost it", "summary": "", "body": "Come to us.", "also": "paper"}
    assert client.post(address, {**sent, "heading": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    made = Edition.objects.get(piece=piece, state="draft")
    assert (made.heading, made.body, made.language, made.number) == ("If you lost it", "Come to us.", "en", 2)
    assert address not in text(client, f"/portal/piece/{piece.pk}/")
    assert desk(newsroom, REVIEWER).get(address).status_code == 403


def test_a_translator_reads_the_original_beside_the_empty_form(newsroom: Newsroom) -> None:
    newsroom.published()
    page = text(desk(newsroom), f"/portal/piece/{Piece.objects.get().pk}/draft/es/")
    assert "Spanish" in page
    assert "Bring your passport." in page.partition('id="original"')[2]
    assert "Bring your passport." not in page.partition('id="original"')[0]
    assert desk(newsroom).get(f"/portal/piece/{Piece.objects.get().pk}/draft/xx/").status_code == 404


def test_an_edition_is_seen_as_readers_will_see_it_with_its_dead_links_and_what_changed(newsroom: Newsroom) -> None:
    newsroom.published()
    piece = Piece.objects.get()
    edition = newsroom.draft(piece, body="## What you need\n\nBring [this](/about/nowhere/).")
    page = text(desk(newsroom), f"/portal/edition/{edition.pk}/")
    assert "These links lead nowhere" in page
    assert "<ins>Bring [this](/about/nowhere/).</ins>" in page
    assert "<del>Bring your passport. Ask at the counter.</del>" in page
    assert "portal.approve" not in page
    assert "/about/lost/" in text(desk(newsroom), f"/portal/piece/{piece.pk}/")


def test_pieces_and_languages_are_listed_with_what_may_be_begun(newsroom: Newsroom) -> None:
    newsroom.published()
    language = newsroom.offer("es")
    publisher = desk(newsroom, PUBLISHER)
    assert "about/lost" in text(publisher, "/portal/pieces/?q=lost&kind=page")
    page = text(publisher, "/portal/languages/")
    assert "Spanish" in page
    assert "Offer the site in Arabic" in page
    assert "Portal Reviewer" in text(publisher, f"/portal/language/{language.pk}/")
    release = newsroom.shipped()
    assert release.digest in text(publisher, f"/portal/release/{release.pk}/")


def test_who_does_not_edit_the_site_is_refused(newsroom: Newsroom) -> None:
    service = newsroom.service
    officer = signed_in(Client(), service.officer("primary_officer"), service.jfk, "inspection")
    for address in ("/portal/", "/portal/pieces/", "/portal/languages/"):
        assert officer.get(address).status_code == 403
        assert Client().get(address)["Location"].startswith("/sign-in/")
