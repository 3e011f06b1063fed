"""What a refusal is on the wire: its kind, its rule, its result code and its sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from limen.kernel import (
    BadInput,
    GuardRefused,
    LimenError,
    NoAuthority,
    NotPermitted,
    Problem,
    UnknownRecord,
    WrongState,
)

KINDS: tuple[tuple[type[LimenError], str], ...] = (
    (NotPermitted, "not_permitted"),
    (UnknownRecord, "not_found"),
    (WrongState, "wrong_state"),
    (NoAuthority, "rule"),
    (GuardRefused, "rule"),
    (BadInput, "rule"),
)


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Mapping[str, str]]:
    """Return the result codes: of steps, of kinds of refusal of a record, and of rules by slug."""
    found: dict[str, dict[str, str]] = tomllib.loads(
        files("limen.offices.sevis").joinpath("data", "result_codes.toml").read_text("utf-8")
    )
    return found


def code_of_step(name: str) -> str:
    """Return the result code of an upload, a process or a download."""
    return codes()["steps"][name]


def code_of(kind: str, rule: str = "", *, event: str = "", of: str = "") -> str:
    """Return the result code of a record: the rule's own where it has one, else its kind's.

    Args:
        kind: of the answer.
        rule: the slug of the rule that refused.
        event: what was reported.
        of: the kind of batch; the agency's list of codes is one for students and another for exchange visitors.
    """
    own = codes().get(of, {})
    said = (own.get(f"{rule} {event}"), own.get(f"{rule} {event.partition('.')[0]}"), own.get(rule))
    return next(filter(None, said), "") or codes()["rules"].get(rule) or codes()["records"][kind]


def code_of_process(refused: int) -> str:
    """Return the result code of a batch whose records are all answered."""
    return code_of_step("some_failed" if refused else "done")


def kind_of(error: LimenError) -> tuple[str, str]:
    """Return the kind of a refusal and the slug of the rule behind it, where one is named."""
    rule = error.problems[0].rule if error.problems else ""
    for kind, name in KINDS:
        if isinstance(error, kind):
            return ("user" if rule == USER_UNKNOWN else name), rule
    return "rule", rule or error.slug


USER_UNKNOWN = "sevis.user_unknown"


def user_unknown() -> NotPermitted:
    """Return the refusal of a record whose user does not speak for this school or sponsor."""
    told = "The user of this record is no official of this school or sponsor today."
    return NotPermitted(told, problems=[Problem("userID", USER_UNKNOWN, told)])


def not_taken(rule: str, why: str) -> GuardRefused:
    """Return the refusal of an event that no act stands behind."""
    return GuardRefused(why, problems=[Problem("", rule, why)])


def sentence(error: LimenError) -> str:
    """Return a refusal as one sentence: what, which field, and the provision that refuses."""
    first = error.problems[0] if error.problems else None
    field = f"{first.field}: " if first is not None and first.field else ""
    cited = f" ({error.citation})" if error.citation else ""
    return f"{field}{error.message}{cited}".replace("\0", "")


def keep(answer: dict[str, Any], outcome: Any) -> None:
    """Keep what an act tells that the log gives back: warnings, and numbers of dependants, sites and phases."""
    told = outcome.told
    for name in ("warnings", "sites", "employers"):
        if told.get(name):
            answer.setdefault(name, []).extend(told[name])
