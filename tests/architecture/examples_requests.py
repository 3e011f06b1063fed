"""Lawful examples of the acts on what the public sends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from limen.portal.requests import acts
from limen.portal.requests.tests.scenes import BY_MAIL, sent
from tests.architecture.making import Example, Made, example_of

LIAISON = ("public_liaison", "public")
RECORDS = ("records_officer", "public")
AGENT = ("special_agent", "investigation")
TOLD = "The lamp is mended."


def received(kind: str = "feedback", **more: Any) -> Callable[[Made], Any]:
    """Return what makes something the public sent, received where all examples happen."""

    def made(at: Made) -> Any:
        return sent(at.service, kind, **{**BY_MAIL, **more})

    return made


def closed(made: Made) -> Any:
    """Return something that was closed as abuse."""
    return made.do(acts.MarkAbuse(why="Advertising for shoes."), received()(made), LIAISON)


def questioned(made: Made) -> Any:
    """Return a request for a file whose sender was asked something."""
    act = acts.AskRequester(about="information", says="Under which name did you come in?")
    return made.do(act, received("file_request")(made), RECORDS)


def merging(made: Made) -> Any:
    """Return the merging of something into another of its kind."""
    return acts.Merge(into=received(fingerprint="1" * 64)(made).pk, says="The lamp is ordered.")


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "portal.acknowledge": example_of(acts.Acknowledge(), received(), LIAISON),
    "portal.take_up": example_of(acts.TakeUp(), received(), LIAISON),
    "portal.pass_on": example_of(
        acts.PassOn(to_office="inspections", remarks="Which lamp is it?"), received(), LIAISON
    ),
    "portal.make_lead": example_of(
        acts.MakeLead(area="human_trafficking", source_grade="F", information_grade="6"), received("tip"), AGENT
    ),
    "portal.put_off_request": example_of(
        acts.PutOff(why="elsewhere", says="The file lies in another city."), received("file_request"), RECORDS
    ),
    "portal.ask_requester": example_of(
        acts.AskRequester(about="information", says="Under which name did you come in?"),
        received("file_request"),
        RECORDS,
    ),
    "portal.note_reply": example_of(acts.NoteReply(says="Under the name Berg."), questioned, RECORDS),
    "portal.answer_submission": example_of(acts.Answer(answer=TOLD), received(), LIAISON),
    "portal.refuse_request": example_of(
        acts.Refuse(why="none", says="The service has no such record."), received("file_request"), RECORDS
    ),
    "portal.close_submission": example_of(acts.Close(how="done", says=TOLD), received(), LIAISON),
    "portal.mark_abuse": example_of(acts.MarkAbuse(why="Advertising for shoes."), received(), LIAISON),
    "portal.merge_submission": example_of(merging, received(), LIAISON),
    "portal.reopen_submission": example_of(acts.Reopen(why="It is no advertising."), closed, LIAISON),
}
