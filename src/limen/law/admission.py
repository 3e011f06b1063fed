"""Until when a person is admitted, by the pack's rules, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from limen.kernel.clocks import add_months
from limen.kernel.errors import BadInput, GuardRefused, Problem
from limen.law.pack import Pack
from limen.law.passports import last_day_of_stay
from limen.law.values import Code, Value


@dataclass(frozen=True, slots=True)
class Admission:
    """How long a stay is.

    Args:
        rule: the admission rule's code.
        citation: the rule's citation.
        explanation: a sentence for the counter.
        until: the last day, or None.
        duration_of_status: whether the stay lasts as long as the status.
        latest: the last day an officer may choose, where the rule leaves a choice.
    """

    rule: str
    citation: str
    explanation: str
    until: date | None = None
    duration_of_status: bool = False
    latest: date | None = None

    @property
    def shown(self) -> str:
        """Return what the record says: a day, D/S, or a dash."""
        if self.duration_of_status:
            return "D/S"
        return self.until.isoformat() if self.until else "—"


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """A rule as it stands on the day of admission, with the days the officer was given."""

    rule: Code
    start: date
    stated: date | None
    petition_to: date | None
    value: Value | None
    usual: Value | None
    ceiling: Value | None
    short_approved: bool


def class_of(pack: Pack, code: str, day: date) -> Code:
    """Return a class of admission that may be given on a day.

    Raises:
        BadInput: when there is none, or nobody is admitted under it at a port any more.
    """
    found = pack.codes("classes_of_admission").get(code, day)
    if found is None or not found.attributes.get("rule") or not found.attributes.get("in_use"):
        raise BadInput(
            f"Nobody is admitted at a port under the class “{code}” on {day:%Y-%m-%d}.",
            problems=[
                Problem("class_of_admission", "class.not_admittable", "Choose a class an inspector admits under.")
            ],
        )
    return found


def admit_until(
    pack: Pack,
    class_code: str,
    admitted_on: date,
    *,
    stated: date | None = None,
    petition_to: date | None = None,
    passport_expires: date | None = None,
    nationality: str = "",
    short_approved: bool = False,
) -> Admission:
    """Return how long a person is admitted.

    Args:
        pack: the law pack.
        class_code: the class of admission.
        admitted_on: the local day of admission.
        stated: the day the officer states, for rules that leave it to them.
        petition_to: the last day of the petition, for classes that rest on one.
        passport_expires: the stay never outlasts the passport.
        nationality: where given, the passport must also outlast the stay as the law asks of it.
        short_approved: whether a stay shorter than the minimum was approved as the rule asks.

    Raises:
        BadInput: when the class cannot be given, or a day the rule needs is missing.
        GuardRefused: when the day stated lies outside what the rule allows, or nothing is left of the stay.
        NoAuthority: when the number the rule rests on is not in force on the day.
    """
    code = class_of(pack, class_code, admitted_on)
    rule = pack.codes("admission_rules").get(code.attributes["rule"], admitted_on)
    if rule is None:
        raise BadInput(f"The class “{class_code}” has no admission rule in force on {admitted_on:%Y-%m-%d}.")
    kind = rule.attributes["kind"]
    if kind == "none":
        return Admission(rule.code, rule.citation, rule.title)
    if kind == "duration_of_status":
        return Admission(rule.code, rule.citation, rule.title, duration_of_status=True)
    numbers = {
        name: pack.value(rule.attributes[name], admitted_on) if name in rule.attributes else None
        for name in ("value", "usual", "ceiling")
    }
    case = _Reckoning(rule, admitted_on, stated, petition_to, **numbers, short_approved=short_approved)
    until, latest = RECKONED_BY[kind](case)
    explanation = rule.title
    if passport_expires is not None:
        limit = last_day_of_stay(pack, nationality, passport_expires, admitted_on, class_code)
        if limit < until:
            until, explanation = limit, f"{rule.title}; the passport allows no longer"
    if until < admitted_on:
        raise GuardRefused(
            "The stay would end before it begins: the document or the petition has expired. "
            "Read a valid document, or have the requirement waived."
        )
    value = case.value or case.ceiling
    return Admission(rule.code, value.citation if value else rule.citation, explanation, until=until, latest=latest)


def _at_least(case: _Reckoning) -> tuple[date, date | None]:
    """Return the stay of a rule with a minimum, and the last day the officer may choose."""
    if case.value is None:
        raise BadInput(f"The admission rule “{case.rule.code}” has no minimum.")
    least = after(case.start, case.value)
    most = after(case.start, case.ceiling) if case.ceiling else None
    until = case.stated or least
    if until < least and not case.short_approved:
        raise GuardRefused(
            f"The stay is not shorter than {_said(case.value)} unless approved in the individual case.",
            citation=case.value.citation,
        )
    if case.ceiling and most and until > most:
        raise GuardRefused(f"The stay is at most {_said(case.ceiling)}.", citation=case.ceiling.citation)
    return until, most


def _at_most(case: _Reckoning) -> tuple[date, date | None]:
    """Return the stay of a rule with a maximum, and the last day the officer may choose."""
    if case.value is None:
        raise BadInput(f"The admission rule “{case.rule.code}” has no maximum.")
    most = after(case.start, case.value)
    usual = after(case.start, case.usual) if case.usual else most
    until = case.stated or usual
    if until > most:
        raise GuardRefused(f"The stay is at most {_said(case.value)}.", citation=case.value.citation)
    return until, most


def _petition(case: _Reckoning) -> tuple[date, date | None]:
    """Return the stay of a class that rests on a petition."""
    if case.petition_to is None:
        raise _missing("petition_to", "This class rests on a petition; give its last day.")
    until = case.petition_to + timedelta(days=case.value.value if case.value else 0)
    if case.petition_to < case.start:
        raise GuardRefused(f"The petition ended on {case.petition_to:%Y-%m-%d}.", citation=case.rule.citation)
    return until, until


def _stated(case: _Reckoning) -> tuple[date, date | None]:
    """Return the stay the officer states, within the ceiling where there is one."""
    if case.stated is None:
        raise _missing("admit_until", "State the last day of the stay for this class.")
    most = after(case.start, case.ceiling) if case.ceiling else None
    if case.ceiling and most and case.stated > most:
        raise GuardRefused(f"The stay is at most {_said(case.ceiling)}.", citation=case.ceiling.citation)
    return case.stated, most


RECKONED_BY = {"at_least": _at_least, "at_most": _at_most, "petition": _petition, "stated": _stated}


def after(start: date, value: Value) -> date:
    """Return the last day of a period that begins with ``start``.

    The day of admission counts: a stay of 90 days from 1 January ends on 31 March; one of six months ends on the day
    before the same day six months later, which is how released records are kept.
    """
    if value.unit == "months":
        return add_months(start, value.value) - timedelta(days=1)
    if value.unit == "years":
        return add_months(start, 12 * value.value) - timedelta(days=1)
    return start + timedelta(days=value.value - 1)


def _said(value: Value) -> str:
    unit = value.unit if value.value != 1 else value.unit.removesuffix("s")
    return f"{value.value} {unit}"


def _missing(field: str, message: str) -> BadInput:
    return BadInput(message, problems=[Problem(field, "admission.day_needed", message)])
