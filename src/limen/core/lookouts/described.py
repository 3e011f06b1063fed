"""How an officer types a party: one name, birth or number a line; and when a change makes a lookout wider."""

from __future__ import annotations

import re
from collections.abc import Iterable

from limen.core.people.names import birth_bounds, fold, fold_number
from limen.kernel import BadInput, Problem
from limen.screening.model import Name, Number, Party

WEAK = "~"
KIND_FORM = re.compile(r"^[a-z][a-z_-]{1,23}$")
ISSUER = re.compile(r"^[A-Z]{1,3}$")


def read_name(line: str) -> Name:
    """Return the name on a line: ``SURNAME, Given names``, or a whole name in any script; ``~`` before a weak alias.

    Raises:
        BadInput: when there is no letter in it.
    """
    text = line.strip()
    weak, text = text.startswith(WEAK), text.removeprefix(WEAK).strip()
    if not fold(text):
        raise BadInput(f"“{line}” is not a name.", problems=[Problem("names", "name.empty", "Write a name a line.")])
    if "," in text:
        surname, _, given = text.partition(",")
        return Name(surname=surname.strip(), given=given.strip(), weak=weak)
    return Name(full=text, weak=weak)


def read_number(line: str) -> Number:
    """Return the number on a line: ``passport SWE 12345678``, ``imo 9074729``, or the number alone.

    Raises:
        BadInput: when there is neither letter nor digit in the number.
    """
    parts = line.split()
    kind = parts.pop(0) if len(parts) > 1 and KIND_FORM.match(parts[0]) else ""
    issuer = parts.pop(0) if len(parts) > 1 and ISSUER.match(parts[0]) else ""
    value = " ".join(parts)
    if not fold_number(value):
        text = "Write kind, issuing state and number: passport SWE 12345678."
        raise BadInput(f"“{line}” is not a number.", problems=[Problem("numbers", "number.form", text)])
    return Number(value, kind, issuer)


def read_birth(line: str) -> str:
    """Return a date of birth as known: ``1970``, ``1970-05``, ``1970-05-17``, ``1968/1972``, and ``~`` after it.

    Raises:
        BadInput: when it is none of these.
    """
    text = line.strip()
    born(text)
    return text


def born(birth: str) -> tuple[str, str]:
    """Return the first and the last day of a birth as ISO texts; an approximate one reaches a year to either side.

    Raises:
        BadInput: when it cannot be read, or ends before it begins.
    """
    first, _, last = birth.removesuffix(WEAK).partition("/")
    opens, closes = birth_bounds(first)[0], birth_bounds(last or first)[1]
    if opens is None or closes is None or closes < opens:
        raise BadInput(
            f"“{birth}” is not a date of birth.",
            problems=[Problem("births", "date.form", "Write 1985-04-12, 1985-04, 1985, 1980/1985, or ~ after one.")],
        )
    if birth.endswith(WEAK):
        return f"{opens.year - 1:04}-{opens:%m-%d}", f"{closes.year + 1:04}-{closes:%m-%d}"
    return opens.isoformat(), closes.isoformat()


def name_key(name: Name) -> str:
    """Return what makes a name one with another: its letters, whichever part they stand in."""
    return " ".join(sorted(fold(name.said).split()))


def number_key(number: Number) -> tuple[str, str]:
    """Return what makes a number one with another: its signs and its issuer."""
    return fold_number(number.value), number.issuer


def widens(before: Party, after: Party) -> bool:
    """Return whether a change lets a lookout mean more people than it did.

    It does when a name, number or (beside others) a nationality is added, when a birth is added that no birth already
    there contains, when the last birth or the sex is taken away, or when the sex becomes another.
    """
    if {name_key(item) for item in after.names} - {name_key(item) for item in before.names}:
        return True
    if {number_key(item) for item in after.numbers} - {number_key(item) for item in before.numbers}:
        return True
    if before.sex and after.sex != before.sex:
        return True
    if before.nationalities and not set(after.nationalities) <= set(before.nationalities):
        return True
    if before.nationalities and not after.nationalities:
        return True
    return _wider_births(before.births, after.births)


def _wider_births(before: Iterable[str], after: Iterable[str]) -> bool:
    held = [born(item) for item in before]
    if not held:
        return False
    now = [born(item) for item in after]
    return not now or any(not any(old[0] <= new[0] and new[1] <= old[1] for old in held) for new in now)
