"""Lawful examples of the acts of the public site's editors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from limen.portal import acts
from limen.portal.tests.scenes import BODY, PUBLISHER, Newsroom
from tests.architecture.making import Example, Made

EDITOR, REVIEWER = "portal_editor", "portal_reviewer"
WHY = "It is said better elsewhere."


def room(made: Made) -> Newsroom:
    """Return the editors of the examples."""
    return Newsroom(made.service)


def by(role: str, act: Any, make: Callable[[Made], Any] | None = None) -> Callable[[Made], Example]:
    """Return an example done at the agency by a role, for running the site.

    Args:
        role: the role.
        act: the act, or what makes it of what it is done to.
        make: what makes the record it is done to.
    """

    def example(made: Made) -> Example:
        record = make(made) if make is not None else None
        done = act(made) if callable(act) and not hasattr(act, "declaration") else act
        return done, record, role, "administration", made.service.agency

    return example


def piece(made: Made) -> Any:
    """Return an open piece."""
    return room(made).piece()


def draft(made: Made) -> Any:
    """Return a draft."""
    return room(made).draft(piece(made))


def in_review(made: Made) -> Any:
    """Return an edition that waits for another person."""
    return room(made).do(acts.SubmitEdition(), draft(made))


def approved(made: Made) -> Any:
    """Return an approved edition."""
    return room(made).reviewed(draft(made))


def published(made: Made) -> Any:
    """Return a published edition."""
    return room(made).published()


def retired(made: Made) -> Any:
    """Return a retired piece."""
    return room(made).do(acts.RetirePiece(why=WHY), piece(made), PUBLISHER)


def offered(made: Made) -> Any:
    """Return a language the site is offered in."""
    return room(made).offer("es")


def stopped(made: Made) -> Any:
    """Return a language the site is not offered in any more."""
    return room(made).do(acts.StopLanguage(why=WHY), offered(made), PUBLISHER)


def first_draft(made: Made) -> Any:
    """Return the act that drafts the first edition of a piece."""
    return acts.DraftEdition(piece=piece(made).pk, heading="If you lost your paper", body=BODY)


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "portal.open_piece": by(EDITOR, acts.OpenPiece(kind="page", path="about/lost")),
    "portal.amend_piece": by(EDITOR, acts.AmendPiece(topic="about", office="sevis", order=3), piece),
    "portal.retire_piece": by(PUBLISHER, acts.RetirePiece(why=WHY), piece),
    "portal.restore_piece": by(PUBLISHER, acts.RestorePiece(), retired),
    "portal.draft": by(EDITOR, first_draft),
    "portal.amend_draft": by(EDITOR, acts.AmendEdition(heading="If you lost it", body=BODY), draft),
    "portal.submit": by(EDITOR, acts.SubmitEdition(), draft),
    "portal.send_back": by(REVIEWER, acts.SendBackEdition(why=WHY), in_review),
    "portal.approve": by(REVIEWER, acts.ApproveEdition(), in_review),
    "portal.publish": by(PUBLISHER, acts.PublishEdition(), approved),
    "portal.extend": by(PUBLISHER, acts.ExtendEdition(), published),
    "portal.withdraw": by(PUBLISHER, acts.WithdrawEdition(why=WHY), published),
    "portal.drop": by(EDITOR, acts.DropEdition(why=WHY), draft),
    "portal.offer_language": by(PUBLISHER, acts.OfferLanguage(code="es")),
    "portal.name_reviewer": by(PUBLISHER, acts.NameReviewer(), offered),
    "portal.stop_language": by(PUBLISHER, acts.StopLanguage(why=WHY), offered),
    "portal.resume_language": by(PUBLISHER, acts.ResumeLanguage(), stopped),
    "portal.take_release": by(PUBLISHER, acts.TakeRelease(name="0001_start")),
}
