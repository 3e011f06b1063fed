"""What the public sent, for the demonstration: of every kind, in several states, by the acts that are done to it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limen.core.access import codes
from limen.core.access.gate import SYSTEM
from limen.kernel import perform
from limen.portal.requests import acts, tokens
from limen.portal.requests.models import Submission

if TYPE_CHECKING:
    from limen.config.demo import Demo

DATA = Path(__file__).parent / "data" / "demo.toml"
ACTS: Mapping[str, Any] = {
    "acknowledge": acts.Acknowledge,
    "take_up": acts.TakeUp,
    "put_off": acts.PutOff,
    "answer": acts.Answer,
    "refuse": acts.Refuse,
    "close": acts.Close,
    "add_words": acts.AddWords,
    "take_back": acts.TakeBack,
}
"""What a row of the data may have done to it."""

OUTSIDE = ("add_words", "take_back")
"""What whoever sent it does, by its number and code."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demonstration's public is answered, by whom, and the moment it is made.

    Args:
        place: the headquarters.
        officers: each role's account and the purpose it works for, by the name the data has for it.
        now: the moment it is made.
    """

    place: Any
    officers: Mapping[str, tuple[Any, str]]
    now: datetime

    def do(self, act: Any, on: Any, who: str, ago: float) -> Any:
        """Do an act some minutes ago, as an officer, or as Limen itself on the word of whoever sent it."""
        by, purpose = (SYSTEM, "administration") if who == "outside" else self.officers[who]
        when = self.now - timedelta(minutes=ago)
        made = perform(act, on=on, by=by, at=self.place, purpose=purpose, when=when).record
        made.refresh_from_db()
        return made


def what_the_public_sends(demo: Demo) -> None:
    """Make it once; a second run finds it made."""
    officers = {
        "liaison": (demo.officers["liaison"], "public"),
        "records": (demo.officers["records"], "public"),
        "investigator": (demo.officers["investigator"], "investigation"),
        "oversight": (demo.officers["oversight"], "oversight"),
    }
    submissions(demo.agency, officers)


def submissions(place: Any, officers: Mapping[str, tuple[Any, str]], *, now: datetime | None = None) -> None:
    """Make what the data says the public sent, where nothing of it is there.

    Numbers of the kind ``submission`` must be leased to the node.

    Args:
        place: the headquarters.
        officers: account and purpose of the data's ``liaison``, ``records``, ``investigator`` and ``oversight``.
        now: the moment it is made; this one, when absent.
    """
    if Submission.objects.exists():
        return
    stage = Stage(place, officers, now or datetime.now(UTC))
    for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["submission"]:
        _made(stage, row)


def _made(stage: Stage, row: dict[str, Any]) -> None:
    mark = tokens.fingerprint(row["kind"], row["said"], "demonstration")
    # nobody has this code: whoever tries the demonstration sends something of their own to follow up
    code = codes.digest_of(codes.code_of("demonstration", mark))
    act = acts.RECEIVING[row["kind"]](**row["said"], code_digest=code, fingerprint=mark)
    record = stage.do(act, None, "outside", row["ago"])
    for step in row.get("then", []):
        said = {name: value for name, value in step.items() if name not in ("act", "by", "ago")}
        who = "outside" if step["act"] in OUTSIDE else step["by"]
        record = stage.do(ACTS[step["act"]](**said), record, who, step["ago"])
