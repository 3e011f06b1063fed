"""Scenes of what the public sends: somebody outside at a browser, and officers who answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.utils import timezone

from limen.core.access import codes
from limen.core.access.gate import SYSTEM, Viewer
from limen.kernel import perform
from limen.portal.requests import acts
from limen.portal.requests.acts import Contact, Whom
from limen.portal.requests.models import Submission
from limen.portal.requests.tasks import PATHS
from tests.architecture.making import NOON, TODAY
from tests.factories import Service
from tests.signing_in import signed_in

__all__ = ["NOON", "TODAY", "Desk", "Outside", "sent"]
LIAISON = ("public_liaison", "public")
RECORDS = ("records_officer", "public")
AGENT = ("special_agent", "investigation")
OVERSIGHT = ("oversight", "oversight")
TEXT = "The lamp over the third counter has been out since Easter."
NUMBER = re.compile(r"P\d{8}")
CODE = re.compile(r"\b[a-z2-7]{4}(?:-[a-z2-7]{4}){3}\b")
LATER = timedelta(seconds=30)

WHO = {"whom_name": "Ada Marsh", "whom_birth": "1984-03-27"}
TYPED: dict[str, dict[str, Any]] = {
    "feedback": {"matter": "visit", "text": TEXT, "answer_by": "here"},
    "redress": {
        "matter": "stopped",
        "text": "Three times this year.",
        **WHO,
        "whom_country": "GTM",
        "answer_by": "here",
    },
    "file_request": {"whose": "own", "text": "All of it.", **WHO, "declared": "on", "answer_by": "here"},
    "tip": {"matter": "people_held", "text": "Four people sleep behind the kitchen.", "answer_by": "none"},
    "complaint": {
        "matter": "manner",
        "concerns": "inspections",
        "text": "He shouted at my mother.",
        "answer_by": "here",
    },
    "attache": {"country": "GTM", "text": "Which hospital may do the examination?", "answer_by": "here"},
    "programme": {"matter": "register", "text": "I got a notice.", **WHO, "nationality": "GTM", "answer_by": "here"},
}
"""What somebody types into each form."""


@dataclass
class Outside:
    """Somebody outside with a browser that keeps no cookie."""

    client: Client = field(default_factory=Client)
    number: str = ""
    code: str = ""

    def address(self, key: str, language: str = "") -> str:
        """Return where a task is."""
        return f"/{language}/{PATHS[key]}/" if language else f"/{PATHS[key]}/"

    def opened(self, key: str, language: str = "") -> dict[str, Any]:
        """Open a form and return what its hidden fields say."""
        answer = self.client.get(self.address(key, language))
        assert answer.status_code == 200
        assert not answer.cookies
        return {"token": re.search(r'name="token"\s+value="([^"]+)"', answer.content.decode())[1]}  # type: ignore[index]

    def sends(self, key: str, language: str = "", after: timedelta = LATER, **more: Any) -> Any:
        """Fill a form in as people do, and send it; keep the number and the code of the receipt."""
        hidden = self.opened(key, language)
        with time_machine.travel(timezone.now() + after, tick=False):
            answer = self.posts(key, {**hidden, "written_in": "en", **TYPED[key], **more}, language)
        page = answer.content.decode()
        if answer.status_code == 200:
            self.number = NUMBER.search(page)[0]  # type: ignore[index]
            found = CODE.search(page)
            self.code = found[0] if found else ""
        return answer

    def posts(self, key: str, data: dict[str, Any], language: str = "") -> Any:
        """Send a form as it is; no answer sets a cookie."""
        answer = self.client.post(self.address(key, language), data)
        assert not answer.cookies
        return answer

    def follows(self, number: str = "", code: str = "", **more: Any) -> Any:
        """Ask what became of something sent."""
        hidden = self.opened("follow_up")
        with time_machine.travel(timezone.now() + LATER, tick=False):
            return self.posts(
                "follow_up", {**hidden, "number": number or self.number, "code": code or self.code, **more}
            )

    def does(self, what: str, **typed: Any) -> Any:
        """Do something on the page that follows up what was sent."""
        page = self.follows().content.decode()
        token = re.search(r'name="pass"\s+value="([^"]+)"', page)[1]  # type: ignore[index]
        return self.posts("follow_up", {"pass": token, "do": what, **typed})

    @property
    def record(self) -> Submission:
        """Return what was sent."""
        return Submission.objects.get(number=self.number)


@dataclass
class Desk:
    """Officers of the service who work on what the public sent."""

    service: Service

    def officer(self, role: str, name: str = "") -> Any:
        """Return an officer posted to the whole service."""
        return self.service.officer(role, name or f"{role}_at_large", self.service.agency)

    def do(self, act: Any, on: Any, who: tuple[str, str] = LIAISON, name: str = "") -> Any:
        """Do an act as an officer at the headquarters; the record is read afresh before and after."""
        on.refresh_from_db()
        role, purpose = who
        made = perform(act, on=on, by=self.officer(role, name), at=self.service.agency, purpose=purpose).record
        made.refresh_from_db()
        return made

    def viewer(self, who: tuple[str, str] = LIAISON) -> Viewer:
        """Return an officer as a viewer."""
        return Viewer(self.officer(who[0]), self.service.agency, who[1], TODAY)

    def client(self, who: tuple[str, str] = LIAISON) -> Client:
        """Return an officer signed in at a desk."""
        return signed_in(Client(), self.officer(who[0]), self.service.agency, who[1])


def receiving(kind: str, **more: Any) -> Any:
    """Return the act that receives something of a kind."""
    code = more.pop("code", "abcd-efgh-ijkl-mnop")
    person = Whom(name="Ada Marsh")
    said: dict[str, dict[str, Any]] = {
        "feedback": {"matter": "visit"},
        "redress": {"matter": "stopped", "whom": person},
        "file_request": {"whose": "own", "whom": person, "declared": True},
        "tip": {"matter": "people_held", "where": "41 Elm Street"},
        "complaint": {"matter": "manner", "concerns": "inspections"},
        "question": {"country": "GTM"},
        "registration": {"matter": "register", "whom": person, "nationality": "GTM"},
    }
    fields = {"text": TEXT, "written_in": "en", "code_digest": codes.digest_of(code), "fingerprint": "0" * 64}
    return acts.RECEIVING[kind](**{**fields, **said[kind], **more})


def sent(service: Service, kind: str = "feedback", **more: Any) -> Submission:
    """Return something the public sent, received at the headquarters."""
    made: Submission = perform(receiving(kind, **more), by=SYSTEM, at=service.agency, purpose="administration").record
    return made


BY_MAIL: dict[str, Any] = {"answer_by": "email", "contact": Contact(email="ada@example.org")}
"""How somebody is answered who wants an e-mail."""
