"""The questions of the law pack's, asked before any disposition, and what an answer calls for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from limen.core.access.gate import account_of
from limen.core.custody.acts import NoteNeed, RecordCare
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Scene
from limen.offices.patrol import processing_bars
from limen.offices.patrol.acts.processing import APPREHENSION, PROCESSING, QUESTION
from limen.offices.patrol.models import Apprehension, Question

Answer = Annotated[str, Personal, Lines(3), Field(title="Answer", min_length=1, max_length=4000)]
Shows = Annotated[
    Literal["none", "shown"],
    Field(
        title="Does the answer, a word or conduct show it?",
        description="When in doubt, shown: nobody is sent back on a doubt.",
    ),
]


class Answered(BaseModel):
    """A question of the law pack's and what the person answered."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    code: Annotated[str, Code("processing_questions")] = Field(max_length=32)
    answer: str = Field(min_length=1, max_length=4000)
    shows: Literal["none", "shown"] = "none"


class AskQuestion(Act, key="patrol.ask", on=APPREHENSION, permission=PROCESSING, authorities=QUESTION):
    """Ask a question of the law pack's and record the answer."""

    question: Annotated[str, Code("processing_questions"), Field(title="Question", max_length=32)]
    answer: Answer
    shows: Shows

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """The question is for this person, and it is on record in which language it is asked."""
        askable(record, [self.question], scene)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep it, and do what the answer calls for."""
        asked(record, self.question, self.answer, self.shows == "shown", scene)
        return record


class AskQuestions(Act, key="patrol.ask_all", on=APPREHENSION, permission=PROCESSING, authorities=QUESTION):
    """Ask several questions of the law pack's at once and record the answers."""

    answers: Annotated[list[Answered], Personal, Field(title="Answers", min_length=1, max_length=100)]

    def guard(self, record: Apprehension, scene: Scene) -> None:
        """Each question is for this person."""
        askable(record, [item.code for item in self.answers], scene)

    def apply(self, record: Apprehension, scene: Scene) -> Apprehension:
        """Keep them, and do what the answers call for."""
        for item in self.answers:
            asked(record, item.code, item.answer, item.shows == "shown", scene)
        scene.facts["asked"] = [item.code for item in self.answers]
        return record


def askable(record: Apprehension, codes: list[str], scene: Scene) -> None:
    """Refuse questions that are not for this person, or asked before it is said in which language.

    Raises:
        GuardRefused: when one is.
    """
    if not record.language:
        raise GuardRefused("Say first in which language the person is asked, and through whom.")
    mine = processing_bars.asked_of(record, scene.law, scene.day)
    for code in codes:
        if code not in mine:
            title = scene.law.codes("processing_questions").get(code, scene.day).title
            raise GuardRefused(f"“{title}” is not asked of this person.")


def asked(record: Apprehension, code: str, answer: str, shown: bool, scene: Scene) -> None:
    """Keep an answer, and do what it calls for: care, a need noted, a claim to citizenship kept."""
    row = scene.law.codes("processing_questions").get(code, scene.day)
    about = row.attributes["about"]
    Question.objects.create(
        apprehension=record,
        code=code,
        about=about,
        answer=answer,
        shows=shown,
        at=scene.at,
        by=account_of(scene.actor),
    )
    if not shown:
        return
    scene.facts[f"shown_{about}"] = True
    if about == "citizenship" and not record.citizenship:
        record.citizenship = "claimed"
    stay = record.stay
    if stay is None or stay.ended_at is not None:
        return
    if care := row.attributes.get("care"):
        scene.perform(RecordCare(kind=care, note=answer[:2000]), on=stay)
    need = row.attributes.get("need")
    if need and not stay.needs.filter(code=need, until=None).exists():
        scene.perform(NoteNeed(need=need, note=answer[:2000]), on=stay)
