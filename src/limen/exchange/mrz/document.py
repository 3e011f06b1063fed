"""What a zone says, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

SIZES = {"TD1": (3, 30), "TD2": (2, 36), "TD3": (2, 44), "MRVA": (2, 44), "MRVB": (2, 36), "FRA": (2, 36)}
"""Lines and characters a line of each format (Doc 9303-4 to -7; FRA is the French card of 1988 to 2021)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a zone.

    Args:
        code: e.g. ``check.birth``.
        message: a sentence for a person.
        line: the line, counted from 1; 0 for the whole zone.
        column: the first character concerned, counted from 1; 0 for the whole line.
    """

    code: str
    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """A zone as read.

    ``birth`` and ``expiry`` are as far as known: ``1974-08-12``, ``1974-08``, ``1974`` or empty. Names are as the zone
    writes them, fillers as blanks. ``checks`` says for each check digit the format has whether it holds.
    ``long_number`` says how the check digit of a number over nine characters was reckoned: with the filler
    ``counted``, ``skipped``, or ``both`` when either way gives it; empty for a short number.
    """

    format: str
    lines: tuple[str, ...]
    code: str = ""
    state: str = ""
    number: str = ""
    nationality: str = ""
    birth: str = ""
    sex: str = ""
    expiry: str = ""
    surname: str = ""
    given_names: str = ""
    optional: str = ""
    optional_2: str = ""
    issued: str = ""
    office: str = ""
    long_number: str = ""
    truncated: bool = False
    checks: dict[str, bool] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def valid(self) -> bool:
        """Return whether every check digit holds and nothing is wrong."""
        return not self.faults

    @property
    def birth_date(self) -> date | None:
        """Return the date of birth, when the whole of it is known."""
        return date.fromisoformat(self.birth) if len(self.birth) == len("1974-08-12") else None

    @property
    def expiry_date(self) -> date | None:
        """Return the last day of validity, when the whole of it is known."""
        return date.fromisoformat(self.expiry) if len(self.expiry) == len("1974-08-12") else None

    def fields(self) -> dict[str, object]:
        """Return the fields as a mapping, for JSON."""
        names = (
            "code",
            "state",
            "number",
            "nationality",
            "birth",
            "sex",
            "expiry",
            "surname",
            "given_names",
            "optional",
            "optional_2",
            "issued",
            "office",
            "long_number",
            "truncated",
        )
        return {name: getattr(self, name) for name in names}
