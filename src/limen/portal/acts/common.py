"""What the acts of editors share: permissions, fields that many take, and how a fault is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from limen.core.offices import OF_AN_OFFICE, OfficeKey
from limen.kernel import BadInput, Lines, Problem, Titled
from limen.portal.languages import SPOKEN

PIECE = "portal.piece"
EDITION = "portal.edition"
LANGUAGE = "portal.language"
RELEASE = "portal.release"
EDIT = "portal.edit"
REVIEW = "portal.review"
PUBLISH = "portal.publish"
TAKE = "portal.take"
INFORM = ("public.inform",)

Kind = Annotated[Literal["page", "answer", "news", "term"], Field(title="Kind")]
LanguageCode = Annotated[
    Literal["en", "es", "fr", "ar", "zh-hans", "pt", "ht", "vi"],
    Titled({code: spoken.english for code, spoken in SPOKEN.items()}),
    Field(title="Language"),
]
Topic = Annotated[str, Field(title="Topic", max_length=24)]
Office = Annotated[OfficeKey | None, OF_AN_OFFICE, Field(title="Office it belongs to")]
Order = Annotated[int, Field(title="Place among its siblings, lower first", ge=0, le=999)]
Law = Annotated[list[str], Field(title="Rules it stands on, by key", max_length=20)]
Title = Annotated[str, Field(title="Title", min_length=2, max_length=200)]
Summary = Annotated[str, Field(title="In one sentence", max_length=400)]
Body = Annotated[str, Lines(20), Field(title="Words, in Markdown", max_length=40_000)]
Also = Annotated[list[str], Field(title="Other forms of the word", max_length=20)]
Why = Annotated[str, Lines(3), Field(title="Why", min_length=5, max_length=1000)]


def bad(field: str, rule: str, message: str) -> BadInput:
    """Return the refusal of one field."""
    return BadInput(message, problems=[Problem(field, rule, message)])
