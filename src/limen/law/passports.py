"""How long a passport must be valid for the stay it is presented for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from limen.kernel.clocks import add_months
from limen.law.nationality import country_of, name_of
from limen.law.pack import Pack

Measure = Literal["beyond", "exempt", "entry"]


@dataclass(frozen=True, slots=True)
class PassportRule:
    """Whether a passport is valid for a stay.

    Args:
        valid: whether it is.
        rule: ``beyond`` where it must outlast the stay by the period of law, ``exempt`` where the country agreed
            that it is valid for return after it expires, ``entry`` where it need only be valid on the day of admission.
        latest: the last day of stay the passport allows; None where it allows any.
        citation: the provision.
        explanation: a sentence for the counter.
    """

    valid: bool
    rule: Measure
    latest: date | None
    citation: str
    explanation: str

    def __bool__(self) -> bool:
        return self.valid


def passport_valid_for(
    pack: Pack, nationality: str, expires: date, admitted_on: date, until: date | None, class_code: str = ""
) -> PassportRule:
    """Return whether a passport is valid for a stay.

    Args:
        pack: the law pack.
        nationality: as the zone bears it; empty where unknown, when the general rule holds.
        expires: the passport's last day.
        admitted_on: the local day of admission.
        until: the last day of the stay; None for a stay without a day, reckoned from the day of admission.
        class_code: the class of admission, since some need a passport only for entry.
    """
    measure, citation = _measure(pack, nationality, admitted_on, class_code)
    last = until or admitted_on
    if measure == "entry":
        valid = expires >= admitted_on
        return PassportRule(valid, measure, None, citation, "The passport need be valid only on the day of admission.")
    if measure == "exempt":
        who = name_of(pack, nationality, admitted_on)
        says = f"A passport of {who} need be valid only for the stay."
        return PassportRule(expires >= last, measure, expires, citation, says)
    months = pack.value("passport.validity_beyond", admitted_on)
    latest = _latest(expires, months.value)
    says = f"The passport must be valid {months.value} {months.unit} beyond the stay; it allows a stay to {latest}."
    return PassportRule(last <= latest, measure, latest, months.citation, says)


def last_day_of_stay(pack: Pack, nationality: str, expires: date, day: date, class_code: str = "") -> date:
    """Return the last day of stay a passport allows; its own last day where the nationality is not known."""
    if not nationality:
        return expires
    found = passport_valid_for(pack, nationality, expires, day, None, class_code)
    return found.latest if found.latest is not None else date.max


def _measure(pack: Pack, nationality: str, day: date, class_code: str) -> tuple[Measure, str]:
    row = pack.codes("classes_of_admission").get(class_code, day) if class_code else None
    if row is not None and row.attributes.get("passport") == "entry":
        return "entry", pack.codes("passport_validity").citation
    exempt = pack.codes("passport_validity").get(country_of(pack, nationality, day), day)
    return ("exempt", exempt.citation) if exempt else ("beyond", "")


def _latest(expires: date, months: int) -> date:
    """Return the last day from which so many months end no later than the passport does."""
    day = add_months(expires, -months)
    while add_months(day + timedelta(days=1), months) <= expires:
        day += timedelta(days=1)
    return day
