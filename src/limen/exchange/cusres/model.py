"""What an answer about passengers says (UN/EDIFACT CUSRES, interactive API)."""

from __future__ import annotations

from dataclasses import dataclass, field

from limen.exchange.edifact import Fault
from limen.exchange.paxlst import Leg

KINDS = {"962": "answer", "132": "change", "312": "acknowledgement"}
"""BGM, document name code: the answer to a list, a change sent unasked, the carrier's acknowledgement."""


@dataclass(frozen=True, slots=True)
class Directive:
    """What is said of one person.

    Args:
        code: whether the person may board, and the state's own second character, e.g. ``0Z``.
        reference: the carrier's unique passenger reference (RFF+ABO).
        locator: record locator (RFF+AVF).
        text: for the agent, where there is one.
        more: further codes for the same person.
    """

    code: str = ""
    reference: str = ""
    locator: str = ""
    text: str = ""
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Error:
    """An error that is no person's.

    Args:
        code: application error code.
        level: ``1`` the message, ``3`` its summary, or as the sender writes it.
        text: for a person, where there is one.
    """

    code: str
    level: str = "1"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """One CUSRES message.

    Args:
        kind: ``answer``, ``change``, ``acknowledgement``, or empty where the code is not known.
        transaction: transaction reference of the list answered (RFF+TN).
        legs: of the flight.
        directives: one a person.
        errors: of the message as a whole.
        sender: of the interchange.
        recipient: of the interchange.
        sent: when it was prepared, ISO.
        control: interchange control reference.
        reference: message reference number.
        access: common access reference.
        part: sequence number; 0 where the sender gives none.
        final: whether this is the last part, where the sender marks it.
        faults: everything wrong with what was read.
    """

    kind: str = "answer"
    transaction: str = ""
    legs: tuple[Leg, ...] = ()
    directives: tuple[Directive, ...] = ()
    errors: tuple[Error, ...] = ()
    sender: str = ""
    recipient: str = ""
    sent: str = ""
    control: str = ""
    reference: str = ""
    access: str = ""
    part: int = 0
    final: bool = False
    faults: tuple[Fault, ...] = field(default=(), compare=False)

    def of(self, reference: str) -> Directive | None:
        """Return the directive of the person with a unique passenger reference; None where there is none.

        Of several, which is a fault, the one with the highest first character is in force: 0 alone lets board.
        """
        own = (directive for directive in self.directives if directive.reference == reference)
        return max(own, key=lambda directive: directive.code[:1], default=None)
