"""Languages: offered on the site, each with the person who reviews what is translated into it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.core.access.models import Account
from limen.kernel import Act, GuardRefused, Ref, Scene
from limen.portal.acts.common import INFORM, LANGUAGE, PUBLISH, LanguageCode, Why
from limen.portal.languages import ORIGINAL
from limen.portal.models import Language

Reviewer = Annotated[UUID | None, Ref("access.account"), Field(title="Who reviews translations into it")]


class OfferLanguage(Act, key="portal.offer_language", on=LANGUAGE, permission=PUBLISH, authorities=INFORM):
    """Offer the site in a language."""

    code: LanguageCode
    reviewer: Reviewer = None

    def guard(self, record: Any, scene: Scene) -> None:
        """A language is offered once."""
        if Language.objects.filter(code=self.code).exists():
            raise GuardRefused("This language is on record already.")

    def apply(self, record: Any, scene: Scene) -> Language:
        """Enter it."""
        return Language(code=self.code, reviewer=_account(self.reviewer))


class NameReviewer(Act, key="portal.name_reviewer", on=LANGUAGE, permission=PUBLISH, authorities=INFORM):
    """Name who reviews what is translated into a language."""

    reviewer: Reviewer = None

    def apply(self, record: Language, scene: Scene) -> Language:
        """Enter them."""
        record.reviewer = _account(self.reviewer)
        return record


class StopLanguage(Act, key="portal.stop_language", on=LANGUAGE, permission=PUBLISH, authorities=INFORM):
    """Offer the site in a language no more."""

    why: Why

    def guard(self, record: Language, scene: Scene) -> None:
        """The original language stays."""
        if record.code == ORIGINAL:
            raise GuardRefused("The site is always offered in its original language.")


class ResumeLanguage(Act, key="portal.resume_language", on=LANGUAGE, permission=PUBLISH, authorities=INFORM):
    """Offer the site in a language again."""


def _account(identifier: UUID | None) -> Account | None:
    return Account.objects.get(pk=identifier) if identifier else None
