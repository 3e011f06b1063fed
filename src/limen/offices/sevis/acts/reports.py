"""A sponsor's annual report: on which year it reports, by when, and the report itself."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from pydantic import Field

from limen.core.clocks.models import RunningClock
from limen.core.clocks.redating import RedateClock
from limen.kernel import Act, BadInput, Code, GuardRefused, Problem, Scene
from limen.kernel.clocks import add_months
from limen.offices.sevis.acts.common import PETITION, SPONSOR
from limen.offices.sevis.models import Sponsor, SponsorReport
from limen.offices.sevis.reach import require_own

DESIGNATED = ("designated", "suspended")
YEARS = "reporting_years"
REPORT = "sevis.sponsor_report"
"""The deadline of the report; it runs from the last day of the year that is reported."""

ReportingYear = Annotated[str, Code(YEARS), Field(title="Year it reports on", max_length=12)]


class FileAnnualReport(
    Act,
    key="sevis.file_annual_report",
    on=SPONSOR,
    permission=PETITION,
    authorities=("sevis.report_sponsor",),
):
    """File the sponsor's annual report."""

    until: Annotated[
        date | None,
        Field(title="For the year that ended on", description="The first year that is not reported when left out."),
    ] = None
    visitors: Annotated[int, Field(title="Exchange visitors in the year", ge=0, le=1_000_000)]
    forms_used: Annotated[int, Field(title="Forms issued", ge=0, le=1_000_000)]
    forms_void: Annotated[int, Field(title="Forms spoiled", ge=0, le=1_000_000)] = 0
    says: Annotated[str, Field(title="Report, with how the programme was evaluated", min_length=20, max_length=4000)]

    def guard(self, record: Sponsor, scene: Scene) -> None:
        """It is the sponsor's own, and the first year that was not reported, which is over."""
        require_own(record, scene)
        ends = to_report(record, scene.law, scene.day)
        if ends is None:
            raise GuardRefused("Say first on which year the sponsor reports: the letter of designation does.")
        if self.until not in (None, ends):
            message = f"The year to be reported is the one that ends on {ends}."
            raise BadInput(message, problems=[Problem("until", "sevis.other_year", message)])
        if ends >= scene.day:
            raise GuardRefused(f"The year ends on {ends}; it is reported once it is over.")

    def apply(self, record: Sponsor, scene: Scene) -> Sponsor:
        """Keep it; the days for the next begin with the end of its year."""
        until = to_report(record, scene.law, scene.day) or scene.day
        said = self.model_dump(exclude={"until"})
        since = record.reported_until or add_months(until, -12)
        SponsorReport.objects.create(sponsor=record, since=since, until=until, filed_on=scene.day, **said)
        record.reported_until = until
        if record.state in DESIGNATED:
            scene.marks.append("sevis.sponsor_reported")
            begin_year("sevis.sponsor_reported", record, scene)
        return record


def to_report(sponsor: Sponsor, law: Any, day: date) -> date | None:
    """Return the last day of the first year that a sponsor has not reported; None where its year was never said.

    A sponsor whose designation has ended reports up to the day it ended.

    Args:
        sponsor: the sponsor.
        law: the law pack.
        day: the day on whose law it is reckoned.
    """
    if not sponsor.reporting_year or sponsor.reported_until is None:
        return None
    row = _year(law, sponsor.reporting_year, day)
    if row is None:
        return None
    month, last = (int(part) for part in row.attributes["ends"].split("-"))
    after = sponsor.reported_until
    ends = date(after.year, month, last)
    ends = ends if ends > after else date(after.year + 1, month, last)
    over = sponsor.ended_on if sponsor.state not in DESIGNATED else None
    return min(ends, over) if over is not None and over > after else ends


def _year(law: Any, code: str, day: date) -> Any:
    """Return a reporting year as it stands on a day; one that was given an end, as it stood last.

    A letter of designation that names it holds until another names another: the deadline is not lost with the code.
    """
    table = law.codes(YEARS)
    ended = [row for row in table.all() if row.code == code and row.to is not None and row.to < day]
    return table.get(code, day) or max(ended, key=lambda row: row.to, default=None)


def report_due(sponsor: Sponsor, law: Any, day: date) -> date | None:
    """Return the last day on which a sponsor's next report is in time; None where its year was never said."""
    ends = to_report(sponsor, law, day)
    return ends + timedelta(days=int(law.value("sevis.sponsor_report_days", day).value)) if ends is not None else None


def begin_year(mark: str, record: Sponsor, scene: Scene) -> None:
    """Let what an event starts run from the end of the year that is to be reported next."""
    began = _end_of_year(record, scene)
    if began is not None:
        scene.since[mark] = began


def change_year(record: Sponsor, year: str, scene: Scene) -> None:
    """Let a sponsor report on another year: what is due already is reckoned from the end of that one."""
    record.reporting_year = year
    began = _end_of_year(record, scene)
    for clock in RunningClock.objects.filter(key=REPORT, subject=record.pk, closed_at=None):
        if began is not None:
            scene.perform(RedateClock(began=began), on=clock)


def _end_of_year(record: Sponsor, scene: Scene) -> datetime | None:
    ends = to_report(record, scene.law, scene.day)
    return datetime.combine(ends, time.min, record.place.zone) if ends is not None else None
