"""Until when a person is admitted, by the pack's rules, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from limen.kernel.clocks import add_months
from limen.kernel.errors import BadInput, GuardRefused, Problem
from limen.law.pack import Pack
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
) -> Admission:
    """Return how long a person is admitted.

    Args:
        pack: the law pack.
        class_code: the class of admission.
        admitted_on: the local day of admission.
        stated: the day the officer states, for rules that leave it to them.
        petition_to: the last day of the petition, for classes that rest on one.
        passport_expires: the stay never outlasts the passport.

    Raises:
        BadInput: when the class cannot be given, or a day the rule needs is missing.
        GuardRefused: when the day stated lies outside what the rule allows.
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
    value = pack.value(rule.attributes["value"], admitted_on) if "value" in rule.attributes else None
    usual = pack.value(rule.attributes["usual"], admitted_on) if "usual" in rule.attributes else None
    until, latest = _reckoned(
        kind, value, admitted_on, stated, petition_to, after(admitted_on, usual) if usual else None
    )
    explanation = rule.title
    if passport_expires is not None and passport_expires < until:
        until, explanation = passport_expires, f"{rule.title}; the passport ends sooner"
    if until < admitted_on:
        raise GuardRefused("The stay would end before it begins; the document or the petition has expired.")
    return Admission(rule.code, value.citation if value else rule.citation, explanation, until=until, latest=latest)


def _reckoned(
    kind: str, value: Value | None, start: date, stated: date | None, petition_to: date | None, usual: date | None
) -> tuple[date, date | None]:
    """Return (until, latest day the officer may choose)."""
    if kind == "petition" and value is not None:
        if petition_to is None:
            raise _missing("petition_to", "This class rests on a petition; give its last day.")
        return petition_to + timedelta(days=value.value), petition_to + timedelta(days=value.value)
    if kind in ("period", "at_most") and value is not None:
        full = after(start, value)
        if stated is not None:
            if kind == "period" and stated != full and value.unit == "months" and stated < full:
                raise GuardRefused(f"The stay is not shorter than {value.value} {value.unit}.", citation=value.citation)
            if (kind == "at_most" or value.unit == "days") and stated > full:
                raise GuardRefused(f"The stay is at most {value.value} {value.unit}.", citation=value.citation)
            return stated, full if kind == "at_most" else None
        return usual or full, full if kind == "at_most" else None
    if stated is None:
        raise _missing("admit_until", "State the last day of the stay for this class.")
    return stated, None


def after(start: date, value: Value) -> date:
    """Return the last day of a period that begins with ``start``.

    A stay of 90 days admitted on 1 January ends on 31 March: the day of admission is day nought; of six months, on the
    day before the same day six months later, which is how the record is kept.
    """
    if value.unit == "months":
        return add_months(start, value.value) - timedelta(days=1)
    return start + timedelta(days=value.value - 1)


def _missing(field: str, message: str) -> BadInput:
    return BadInput(message, problems=[Problem(field, "admission.day_needed", message)])
