"""Secondary inspection: taking the person in, the interview, the questions about fear, the findings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from limen.core.access.gate import account_of
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Scene
from limen.offices.inspections import rules
from limen.offices.inspections.acts.primary import INSPECT, INSPECTION, Remarks
from limen.offices.inspections.models import Finding, Inspection, Interview

SECONDARY = "inspections.secondary"


class TakeSecondary(
    Act, key="inspections.take", on=INSPECTION, permission=SECONDARY, authorities=INSPECT, marks=("inspection.taken",)
):
    """Take the person into secondary inspection."""

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Become the secondary officer."""
        record.secondary_officer = account_of(scene.actor)
        return record


class HandBack(
    Act,
    key="inspections.hand_back",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=INSPECT,
    marks=("inspection.referred",),
):
    """Put the person back in the secondary queue for another officer."""

    why: Annotated[str, Field(title="Why", min_length=5, max_length=300)]

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Nobody has the person until an officer takes them."""
        record.secondary_officer = None
        return record


class SetInterview(Act, key="inspections.interview", on=INSPECTION, permission=SECONDARY, authorities=INSPECT):
    """Say in which language the interview is held, and through whom."""

    language: Annotated[str, Code("interpreter_languages"), Field(title="Language", max_length=12)]
    interpreter: Annotated[
        str,
        Personal,
        Field(title="Interpreter", max_length=120, description="Empty when the officer speaks the language"),
    ] = ""
    witness: Annotated[str, Personal, Field(title="Witness", max_length=120)] = ""

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep them."""
        record.language, record.interpreter, record.witness = self.language, self.interpreter, self.witness
        return record


class AskQuestion(Act, key="inspections.ask", on=INSPECTION, permission=SECONDARY, authorities=INSPECT):
    """Record a question and its answer."""

    question: Annotated[str, Personal, Lines(2), Field(title="Question", min_length=3, max_length=1000)]
    answer: Annotated[str, Personal, Lines(4), Field(title="Answer", min_length=1, max_length=4000)]

    def guard(self, record: Inspection, scene: Scene) -> None:
        """It is on record in which language the person is asked."""
        rules.language_set(record)

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep them in the order asked."""
        Interview.objects.create(inspection=record, question=self.question, answer=self.answer, at=scene.at)
        return record


class AskAboutFear(Act, key="inspections.ask_fear", on=INSPECTION, permission=SECONDARY, authorities=INSPECT):
    """Ask the questions about fear of return, each of them, and record the answers."""

    answers: Annotated[
        list[str],
        Personal,
        Lines(8),
        Field(title="Answers", description="One line an answer, in the order of the questions the law pack lists"),
    ]
    fear: Annotated[
        Literal["none", "shown"],
        Field(
            title="Does any answer, word or conduct show fear?",
            description="When in doubt, shown: an asylum officer decides, not the inspector.",
        ),
    ]

    def guard(self, record: Inspection, scene: Scene) -> None:
        """Every question is asked; a plain yes to one that shows fear cannot be recorded as none."""
        rules.language_set(record)
        questions = list(scene.law.codes("fear_questions").on(scene.day).values())
        given = [answer for answer in self.answers if answer.strip()]
        if len(given) != len(questions):
            open_ = [str(at) for at, answer in enumerate(self.answers, 1) if not answer.strip()]
            which = f" Not answered: {', '.join(open_)}." if open_ else ""
            raise BadInput(
                f"There are {len(questions)} questions and {len(given)} answers; each is asked and answered.",
                problems=[Problem("answers", "fear.incomplete", f"Write down an answer to every question.{which}")],
                citation=questions[0].citation,
            )
        if self.fear == "none" and any(
            _shows(question, answer) for question, answer in zip(questions, given, strict=True)
        ):
            raise GuardRefused(
                "An answer shows fear of return; it cannot be recorded as none.", citation=questions[0].citation
            )

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep the answers; fear once shown is never unsaid."""
        questions = scene.law.codes("fear_questions").on(scene.day).values()
        for question, answer in zip(questions, self.answers, strict=True):
            Interview.objects.create(
                inspection=record,
                code=question.code,
                question=question.title,
                answer=answer,
                shows_fear=_shows(question, answer),
                at=scene.at,
            )
        record.fear = "shown" if "shown" in (self.fear, record.fear) else "none"
        scene.facts["fear"] = record.fear
        return record


def _shows(question: Any, answer: str) -> bool:
    marked = str(question.attributes.get("fear", ""))
    return bool(marked) and answer.strip().casefold().startswith(marked.casefold())


class RecordCheck(Act, key="inspections.check", on=INSPECTION, permission=SECONDARY, authorities=INSPECT):
    """Record a check made in secondary and what it showed."""

    check: Annotated[str, Code("secondary_checks"), Field(title="Check", max_length=24)]
    result: Annotated[
        Literal["passed", "failed", "not_done"],
        Field(title="Result", description="Failed: nobody is admitted on it without a reason a supervisor reviews"),
    ]
    showed: Annotated[str, Personal, Lines(3), Field(title="What it showed", min_length=3, max_length=2000)]

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep it below those of the counter; a later check of one kind counts, and the earlier stays to be read."""
        code = scene.law.codes("secondary_checks").get(self.check, scene.day)
        at = scene.at.astimezone(scene.place.zone).strftime("%Y-%m-%d %H:%M")
        kept = {
            "key": self.check,
            "result": self.result,
            "says": f"{code.title}: {self.showed}",
            "citation": code.citation,
            "by": scene.actor.label,
            "at": at,
        }
        record.checks = [*record.checks, kept]
        return record


class RecordFinding(Act, key="inspections.find", on=INSPECTION, permission=SECONDARY, authorities=INSPECT):
    """Record whether a ground of inadmissibility applies, and on what evidence."""

    ground: Annotated[str, Code("inadmissibility_grounds"), Field(title="Ground", max_length=16)]
    applies: Annotated[bool, Field(title="It applies")] = True
    evidence: Annotated[str, Personal, Lines(3), Field(title="Evidence", min_length=5, max_length=4000)]

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep it; a later finding on the same ground stands in its place."""
        ground = scene.law.codes("inadmissibility_grounds").get(self.ground, scene.day)
        Finding.objects.create(
            inspection=record,
            ground=self.ground,
            citation=ground.citation,
            applies=self.applies,
            evidence=self.evidence,
            at=scene.at,
        )
        return record


class ResumeDeferred(
    Act,
    key="inspections.resume",
    on=INSPECTION,
    permission=SECONDARY,
    authorities=("defer.inspection",),
    marks=("inspection.deferred_completed",),
):
    """Resume a deferred inspection: the person has appeared."""

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """The officer who resumes it has the person."""
        record.secondary_officer = account_of(scene.actor)
        record.outcome, record.decided_at, record.appears_at = "", None, None
        return record


class ReviewOverride(
    Act, key="inspections.review_override", on=INSPECTION, permission="inspections.supervise", authorities=INSPECT
):
    """Review an officer's decision to admit despite a failed check."""

    verdict: Annotated[Literal["upheld", "questioned"], Field(title="Verdict")]
    remarks: Remarks = ""

    def guard(self, record: Inspection, scene: Scene) -> None:
        """There is one to review, and it is another officer's."""
        if record.override_review != "waiting":
            raise GuardRefused("There is no override to review here.")
        if scene.actor.id in (record.officer_id, record.secondary_officer_id):
            raise GuardRefused("Nobody reviews their own override.")

    def apply(self, record: Inspection, scene: Scene) -> Inspection:
        """Keep the verdict."""
        record.override_review = self.verdict
        rules.remark(record, self.remarks)
        return record
