"""Words of the public site: drafted, reviewed by another person, published for a time, and taken off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from limen.core.ledger import verify
from limen.kernel import BadInput, GuardRefused, NotPermitted
from limen.portal import acts, site
from limen.portal.models import Edition, Piece
from limen.portal.tests.scenes import BODY, EDITOR, PUBLISHER, REVIEWER, Newsroom
from tests.factories import Service

pytestmark = pytest.mark.django_db
HARD = (
    "Notwithstanding the aforementioned considerations, individuals contemplating representation "
    "in administrative proceedings necessarily demonstrate documentary sufficiency regarding "
    "jurisdictional determinations antecedent to adjudication of discretionary applications."
)


@pytest.fixture
def newsroom(service: Service) -> Newsroom:
    return Newsroom(service)


def test_an_edition_is_shown_once_another_person_has_read_it_and_it_is_published(newsroom: Newsroom) -> None:
    edition = newsroom.draft(newsroom.piece())
    assert site.current().get("page", "about/lost", "en") is None
    newsroom.reviewed(edition)
    assert site.current().get("page", "about/lost", "en") is None
    newsroom.do(acts.PublishEdition(), edition, PUBLISHER)
    shown = site.current().get("page", "about/lost", "en")
    assert shown is not None
    assert (shown.title, shown.reviewer) == ("If you lost your paper", "Portal Reviewer")
    assert verify.verify("local").holds


def test_nobody_approves_their_own_words(newsroom: Newsroom) -> None:
    draft = acts.DraftEdition(piece=newsroom.piece().pk, heading="If you lost your paper", body=BODY)
    edition = newsroom.do(draft, role=PUBLISHER)
    newsroom.do(acts.SubmitEdition(), edition)
    with pytest.raises(GuardRefused, match="Another person"):
        newsroom.do(acts.ApproveEdition(), edition, PUBLISHER)


def test_an_editor_publishes_nothing(newsroom: Newsroom) -> None:
    edition = newsroom.reviewed(newsroom.draft(newsroom.piece()))
    with pytest.raises(NotPermitted):
        newsroom.do(acts.PublishEdition(), edition, EDITOR)


def test_a_broken_link_stops_a_draft_and_is_named(newsroom: Newsroom) -> None:
    edition = newsroom.draft(
        newsroom.piece(), body="See [the other page](/about/nowhere/) and [this](http://x.example/)."
    )
    with pytest.raises(GuardRefused, match=r"/about/nowhere/, http://x\.example/"):
        newsroom.do(acts.SubmitEdition(), edition)
    newsroom.piece("about/nowhere")
    newsroom.do(acts.AmendEdition(heading="Lost", body="See [the other page](/about/nowhere/)."), edition)
    newsroom.do(acts.SubmitEdition(), edition)
    assert edition.state == "in_review"


def test_a_text_too_hard_to_read_needs_a_reason(newsroom: Newsroom) -> None:
    edition = newsroom.draft(newsroom.piece(), body=f"{HARD}\n\n{HARD}")
    with pytest.raises(BadInput, match="reads at grade"):
        newsroom.do(acts.SubmitEdition(), edition)
    newsroom.do(acts.SubmitEdition(grade_reason="It quotes the statute whole."), edition)
    assert edition.state == "in_review"


def test_a_text_sent_back_goes_to_its_writer_with_the_reason(newsroom: Newsroom) -> None:
    edition = newsroom.draft(newsroom.piece())
    newsroom.do(acts.SubmitEdition(), edition)
    newsroom.do(acts.SendBackEdition(why="Say what it costs."), edition, REVIEWER)
    assert (edition.state, edition.sent_back_why) == ("draft", "Say what it costs.")


def test_an_edition_is_shown_from_its_moment_to_its_end_and_then_the_one_before(newsroom: Newsroom) -> None:
    newsroom.published()
    now = timezone.now()
    piece = Piece.objects.get()
    later = newsroom.reviewed(newsroom.draft(piece, heading="Over the holidays"))
    act = acts.PublishEdition(show_from=now + timedelta(hours=2), show_to=now + timedelta(hours=5))
    newsroom.do(act, later, PUBLISHER)

    def title(hours: float) -> str:
        shown = site.read("", now + timedelta(hours=hours)).get("page", "about/lost", "en")
        assert shown is not None
        return shown.title

    assert [title(hours) for hours in (1, 2, 4.9, 5)] == [
        *("If you lost your paper", "Over the holidays", "Over the holidays", "If you lost your paper")
    ]
    assert site.read("", now).until == now + timedelta(hours=2)


def test_a_withdrawn_edition_gives_way_to_the_one_before(newsroom: Newsroom) -> None:
    newsroom.published()
    second = newsroom.published(heading="A mistake")
    newsroom.do(acts.WithdrawEdition(why="It names a fee that is gone."), second, PUBLISHER)
    shown = site.current().get("page", "about/lost", "en")
    assert shown is not None
    assert shown.title == "If you lost your paper"


def test_a_retired_piece_is_off_in_every_language(newsroom: Newsroom) -> None:
    newsroom.published()
    newsroom.do(acts.RetirePiece(why="The programme is over."), Piece.objects.get(), PUBLISHER)
    assert site.current().get("page", "about/lost", "en") is None
    newsroom.do(acts.RestorePiece(), Piece.objects.get(), PUBLISHER)
    assert site.current().get("page", "about/lost", "en") is not None


def test_a_translation_is_approved_by_the_reviewer_of_its_language_alone(newsroom: Newsroom) -> None:
    newsroom.published()
    newsroom.offer("es")
    edition = newsroom.draft(Piece.objects.get(), "es", heading="Si perdió su documento", body="Venga al mostrador.")
    newsroom.do(acts.SubmitEdition(), edition)
    with pytest.raises(GuardRefused, match="reviewer of its language"):
        newsroom.do(acts.ApproveEdition(), edition, REVIEWER, name="another_reviewer")
    newsroom.do(acts.ApproveEdition(), edition, REVIEWER)
    newsroom.do(acts.PublishEdition(), edition, PUBLISHER)
    shown = site.current().get("page", "about/lost", "es")
    assert shown is not None
    assert not shown.behind
    newsroom.published(heading="If you lost a paper of yours")
    shown = site.current().get("page", "about/lost", "es")
    assert shown is not None
    assert shown.behind


def test_nothing_is_translated_that_is_not_published(newsroom: Newsroom) -> None:
    piece = newsroom.piece()
    with pytest.raises(GuardRefused, match="nothing to translate"):
        newsroom.draft(piece, "es")


def test_a_language_that_is_stopped_is_not_shown(newsroom: Newsroom) -> None:
    newsroom.published()
    language = newsroom.offer("vi")
    newsroom.published(language="vi", heading="Nếu bạn mất giấy tờ", body="Hãy đến quầy.")
    assert site.current().get("page", "about/lost", "vi") is not None
    newsroom.do(acts.StopLanguage(why="Nobody reviews it."), language, PUBLISHER)
    assert site.current().get("page", "about/lost", "vi") is None


def test_the_original_language_is_never_stopped(newsroom: Newsroom) -> None:
    language = newsroom.offer("en")
    with pytest.raises(GuardRefused, match="original language"):
        newsroom.do(acts.StopLanguage(why="By mistake."), language, PUBLISHER)


def test_an_address_is_well_formed_and_free_and_its_rules_exist(newsroom: Newsroom) -> None:
    newsroom.piece()
    for path, law in (("about/lost", []), ("About Lost", []), ("about/found", ["clock:no.such"])):
        with pytest.raises(BadInput):
            newsroom.piece(path, law=law)


def test_shipped_content_is_taken_once_and_leaves_what_an_editor_wrote(newsroom: Newsroom) -> None:
    newsroom.published("index", heading="Our own first page", body=BODY)
    release = newsroom.shipped()
    assert release.kept == 1
    assert release.editions > 100
    home = site.current().get("page", "index", "en")
    assert home is not None
    assert home.title == "Our own first page"
    with pytest.raises(GuardRefused, match="taken before"):
        newsroom.shipped()
    assert not Edition.objects.filter(state="published").exclude(language="en").exists()
