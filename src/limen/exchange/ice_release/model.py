"""What a release of enforcement data holds: rows of five kinds, redactions, and what could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Redacted:
    """A cell that the agency withheld: neither empty nor text.

    Args:
        exemptions: the exemptions of the Freedom of Information Act or the Privacy Act it names, as ``b6``, ``b7c``;
            empty where the cell only says that it is redacted.
    """

    exemptions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as the agency writes it: ``(b)(6), (b)(7)(C)``."""
        return ", ".join(_written(mark) for mark in self.exemptions) or "[REDACTED]"


def _written(mark: str) -> str:
    part = f"({mark[2:].upper()})" if mark[2:] else ""
    return f"({mark[0]})({mark[1]}){part}"


Text = str | Redacted | None
"""Text as published, space at either end and doubled space left out; nothing where the cell is empty."""

Day = date | Redacted | None
"""A day; a time that a release writes beside it is not kept."""

Moment = datetime | Redacted | None
"""A day and time in the time of the place, without a zone, as published; midnight where only a day is."""

Number = float | Redacted | None
"""A number: a year, an amount in dollars, a count of days, months or years."""


@dataclass(frozen=True, slots=True)
class Row:
    """What every kind of row may tell of the person and of the case; nothing where a release has no such column.

    Args:
        line: the line of the file or the row of the sheet it ends on, counted from one.
        digest: 32 hexadecimal digits, the same whenever the same row is read again; see :func:`read`.
        person: the release's own identifier of the person, where it is not withheld.
        alien_number: the A-number; withheld in every release known.
        case_id: the case, in the agency's own identifiers.
        subject_id: the subject of the event, likewise.
        birth_date: withheld in every release known.
        birth_year: the year.
        gender: as published.
        birth_country: as published.
        citizenship: the country of citizenship, as published.
        case_status: as published, e.g. ``8-Excluded/Removed - Inadmissibility``.
        case_category: as published, e.g. ``[8C] Excludable / Inadmissible …``; see :attr:`category_code`.
        threat_level: the case's criminality as a level, ``1`` to ``3``.
        criminality: the case's criminality in words.
        conviction: the most serious conviction, in words.
        conviction_code: its code.
        conviction_day: when convicted.
        conviction_charged: when charged with it.
        conviction_status: the status of that charge.
        entry_status: how the person entered, as published.
        entry_day: when the person entered.
        final_order: ``YES`` or ``NO``.
        final_order_day: the day of the final order of removal.
        departed: the day of departure or removal.
        departure_country: where to.
        port: the port of departure.
        program: the programme of the agency that dealt with it.
        area: the area of responsibility.
        disposition: the processing disposition, as published; see :func:`fold_disposition`.
        apprehended: when apprehended.
        method: how apprehended.
        landmark: the place of apprehension or encounter, as published.
        operation: the operation it was part of.
        agency: the arresting agency.
    """

    line: int
    digest: str
    person: Text = None
    alien_number: Text = None
    case_id: Text = None
    subject_id: Text = None
    birth_date: Day = None
    birth_year: Number = None
    gender: Text = None
    birth_country: Text = None
    citizenship: Text = None
    case_status: Text = None
    case_category: Text = None
    threat_level: Text = None
    criminality: Text = None
    conviction: Text = None
    conviction_code: Text = None
    conviction_day: Day = None
    conviction_charged: Day = None
    conviction_status: Text = None
    entry_status: Text = None
    entry_day: Day = None
    final_order: Text = None
    final_order_day: Day = None
    departed: Day = None
    departure_country: Text = None
    port: Text = None
    program: Text = None
    area: Text = None
    disposition: Text = None
    apprehended: Moment = None
    method: Text = None
    landmark: Text = None
    operation: Text = None
    agency: Text = None

    @property
    def category_code(self) -> str:
        """Return the code that the case category begins with, as ``8C``; empty where it has none."""
        text = self.case_category
        if not isinstance(text, str) or not text.startswith("["):
            return ""
        code, closed, _ = text[1:].partition("]")
        return code.strip() if closed else ""


@dataclass(frozen=True, slots=True)
class Arrest(Row):
    """An administrative arrest.

    Args:
        state: the state of the United States it was made in.
        county: the county.
        case_closed: when the case was closed.
        apprehension_level: the threat level at apprehension.
        recorded_by: who entered it.
    """

    state: Text = None
    county: Text = None
    case_closed: Day = None
    apprehension_level: Text = None
    recorded_by: Text = None


@dataclass(frozen=True, slots=True)
class Detainer(Row):
    """A request to hold a person for transfer to the agency's custody.

    Args:
        prepared: the day it was prepared.
        facility: where the person was held.
        facility_code: its code.
        facility_city: the city.
        facility_state: the state.
        kind: the type of detainer.
        lifted: the day it was lifted.
        lift_reason: why, as published.
        lift_code: why, as a code.
        detainer_id: the agency's identifier of the detainer.
    """

    prepared: Day = None
    facility: Text = None
    facility_code: Text = None
    facility_city: Text = None
    facility_state: Text = None
    kind: Text = None
    lifted: Day = None
    lift_reason: Text = None
    lift_code: Text = None
    detainer_id: Text = None


@dataclass(frozen=True, slots=True)
class Stint(Row):
    """One person's time in one facility; several in a row make a stay.

    Args:
        book_in: when booked in at the facility.
        book_out: when booked out of it; nothing while held there.
        facility: the facility.
        facility_code: its code.
        release_reason: why booked out.
        stay_in: when the stay began.
        stay_out: when it ended; nothing while it lasts.
        stay_reason: why it ended.
        detention_id: the agency's identifier of the stint.
        stay_id: its identifier of the stay.
        order: the place of the stint in the stay.
        site: the office that booked the person in, or the docket control office.
        bond_posted: when bond was posted.
        bond_amount: how much, in dollars.
        bond_set: the initial bond, in dollars.
        bond_set_day: when it was set.
        charge: the charge of removability.
        charge_code: its code.
        charge_section: its section of the Act.
    """

    book_in: Moment = None
    book_out: Moment = None
    facility: Text = None
    facility_code: Text = None
    release_reason: Text = None
    stay_in: Moment = None
    stay_out: Moment = None
    stay_reason: Text = None
    detention_id: Text = None
    stay_id: Text = None
    order: Number = None
    site: Text = None
    bond_posted: Day = None
    bond_amount: Number = None
    bond_set: Number = None
    bond_set_day: Day = None
    charge: Text = None
    charge_code: Text = None
    charge_section: Text = None


@dataclass(frozen=True, slots=True)
class Encounter(Row):
    """A person met, or looked up in a jail's or another agency's records.

    Args:
        met: when.
        kind: the type of event.
        lead_kind: what kind of lead led to it.
        lead_source: whose lead it was.
        site: the office responsible.
    """

    met: Moment = None
    kind: Text = None
    lead_kind: Text = None
    lead_source: Text = None
    site: Text = None


@dataclass(frozen=True, slots=True)
class Removal(Row):
    """A removal or return.

    Args:
        removed: the day of removal, where a release tells it apart from the day of departure.
        case_closed: when the case was closed.
        event: the event number; withheld in every release known.
        disposition_code: the processing disposition as a code.
        method_code: how apprehended, as a code.
        charge_code: the code of the final charge.
        charge_section: its section of the Act.
        prior: whether removed before.
        state: the state of the United States of the apprehension.
        city: its city.
        program_code: the programme as a code.
    """

    removed: Day = None
    case_closed: Day = None
    event: Text = None
    disposition_code: Text = None
    method_code: Text = None
    charge_code: Text = None
    charge_section: Text = None
    prior: Text = None
    state: Text = None
    city: Text = None
    program_code: Text = None


KINDS: Mapping[str, type[Row]] = MappingProxyType(
    {"stint": Stint, "detainer": Detainer, "encounter": Encounter, "arrest": Arrest, "removal": Removal}
)
"""The kinds of row, in the order in which a heading line is compared with them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a release that could not be read.

    Args:
        rule: ``row.columns``, ``row.unreadable``, ``date.unreadable``, ``number.unreadable`` or ``key.empty``.
        message: the same as a sentence.
        line: where it stands, counted from one.
        raw: the row as it stands in the file, cut after ``RAW_LONGEST`` signs; of a sheet, its cells parted by tabs.
        field: which field it is about, where one is.
        lost: whether the whole row is kept aside; otherwise the row was taken without this field.
    """

    rule: str
    message: str
    line: int
    raw: str
    field: str = ""
    lost: bool = True


RAW_LONGEST = 10_000
"""How much of a row a fault keeps, in signs."""


class ReleaseUnreadable(ValueError):
    """The file is no release of a kind that is read; the message is a sentence that says why."""
