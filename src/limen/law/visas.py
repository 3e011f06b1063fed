"""Who needs a visa, and whose nationals may come without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from limen.kernel.errors import BadInput, Problem
from limen.law.nationality import country_of, name_of
from limen.law.pack import Pack
from limen.law.values import Code

DEFAULTS = {"immigrant": "immigrant", "nonimmigrant": "nonimmigrant"}
"""Kind of class to the row of ``visa_requirements`` that is the rule where no exemption is."""


@dataclass(frozen=True, slots=True)
class VisaRule:
    """Whether a visa is needed.

    Args:
        needed: whether it is, as far as nationality and class decide.
        rule: the code of the row that decides.
        citation: its citation.
        explanation: a sentence for the counter.
        unless: what would make the visa unnecessary, each for the officer to find.
        documents: kinds of document that stand in place of a visa under those conditions.
    """

    needed: bool
    rule: str
    citation: str
    explanation: str
    unless: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaiverRule:
    """Whether a nationality may come under the visa waiver.

    Args:
        open: whether its country takes part on the day.
        country: the country's code.
        citation: the designation, or the programme's own provision.
        explanation: a sentence for the counter.
        conditions: what the person must meet besides, each for the officer or a record to find.
        authorization_years: how long an electronic authorisation lasts, where one is needed.
    """

    open: bool
    country: str
    citation: str
    explanation: str
    conditions: tuple[str, ...] = ()
    authorization_years: int | None = None

    def __bool__(self) -> bool:
        return self.open


def waiver_open(pack: Pack, nationality: str, day: date) -> WaiverRule:
    """Return whether nationals may come without a visa under the waiver on a day, and on what conditions.

    Args:
        pack: the law pack.
        nationality: as the zone bears it; a nationality that is not the state's own (``GBD``) is not the member's.
        day: the local day of arrival.
    """
    table = pack.codes("visa_waiver")
    country = country_of(pack, nationality, day)
    row = table.get(country, day)
    who = name_of(pack, nationality, day)
    if row is None:
        past = [code for code in table.rows if code.code == country and code.to is not None and code.to < day]
        ended = f" It took part until {past[-1].to:%Y-%m-%d}." if past else ""
        citation = past[-1].citation if past else table.citation
        return WaiverRule(open=False, country=country, citation=citation, explanation=f"{who} takes no part.{ended}")
    needs = pack.value("waiver.conditions", day)
    own = row.attributes.get("conditions", [])
    return WaiverRule(
        open=True,
        country=country,
        # what the person must meet; the row says by what the country was once let in
        citation=needs.citation,
        explanation=f"{who} takes part in the visa waiver.",
        conditions=(*needs.value, *own),
        authorization_years=row.attributes.get("esta_years") if day >= _authorization_since(pack) else None,
    )


def visa_needed(pack: Pack, nationality: str, class_code: str, day: date) -> VisaRule:
    """Return whether a person of a nationality needs a visa to be admitted in a class on a day.

    Args:
        pack: the law pack.
        nationality: as the zone bears it, or ISO 3166.
        class_code: the class of admission asked for.
        day: the local day of arrival.

    Raises:
        BadInput: when there is no such class on the day.
    """
    asked = pack.codes("classes_of_admission").get(class_code, day)
    if asked is None:
        raise BadInput(
            f"There is no class of admission “{class_code}” on {day:%Y-%m-%d}.",
            problems=[Problem("class_of_admission", "code.not_in_force", "Choose a class in force on the day.")],
        )
    if asked.attributes.get("rule") == "visa_waiver":
        return _by_waiver(pack, nationality, day)
    rows = pack.codes("visa_requirements").on(day)
    default = rows[DEFAULTS.get(asked.attributes["kind"], "none")]
    if asked.attributes.get("visa") == "always":
        return VisaRule(True, rows["always"].code, rows["always"].citation, rows["always"].title)  # noqa: FBT003  a rule's own first word
    conditional: list[Code] = []
    for row in _exemptions(pack, nationality, asked, day):
        if not row.attributes.get("conditions"):
            return VisaRule(needed=False, rule=row.code, citation=row.citation, explanation=row.title)
        conditional.append(row)
    return VisaRule(
        needed=bool(default.attributes["needed"]),
        rule=default.code,
        citation=default.citation,
        explanation=default.title,
        unless=tuple(f"{row.title}: {what}" for row in conditional for what in row.attributes["conditions"]),
        documents=tuple(kind for row in conditional for kind in row.attributes.get("documents", ())),
    )


def _by_waiver(pack: Pack, nationality: str, day: date) -> VisaRule:
    found = waiver_open(pack, nationality, day)
    return VisaRule(
        needed=not found.open,
        rule="visa_waiver",
        citation=found.citation,
        explanation=found.explanation,
        unless=(),
    )


def _exemptions(pack: Pack, nationality: str, asked: Code, day: date) -> Iterator[Code]:
    names = {nationality, country_of(pack, nationality, day)}
    for row in pack.codes("visa_requirements").on(day).values():
        nationals = row.attributes.get("nationalities", ())
        classes = row.attributes.get("classes", ())
        if names & set(nationals) and (not classes or asked.code in classes):
            yield row


def _authorization_since(pack: Pack) -> date:
    """Return the first day an electronic authorisation was required."""
    return pack.values()["waiver.authorization"][0].from_
