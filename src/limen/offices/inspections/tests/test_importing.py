"""Taking over released crossings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from limen.core.access.gate import SYSTEM
from limen.core.lawbook import lawbook
from limen.offices.inspections.importing import Taken, take_over
from limen.offices.inspections.matching import overstay_days
from limen.offices.inspections.models import Admission, Departure
from tests.factories import Service

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)
HEAD = (
    ",cicid,i94yr,i94mon,i94cit,i94res,i94port,arrdate,i94mode,i94addr,depdate,i94bir,i94visa,count,dtadfile,visapost,"
    "occup,entdepa,entdepd,entdepu,matflag,biryear,dtaddto,gender,insnum,airline,admnum,fltno,visatype\n"
)
COMMON = "2016.0,4.0,209.0,209.0,NYC,{arrived},1.0,HI,{left},61.0,2.0,1.0,20160422,,,G,{flag},,{match},1955.0,"


def line(row: str, arrived: str, left: str, until: str, number: str, visa: str) -> str:
    middle = COMMON.format(arrived=arrived, left=left, flag="O" if left else "", match="M" if left else "")
    return f"{row},{row}.0,{middle}{until},F,,JL,{number}.0,782,{visa}\n"


GONE = line("11", "20566.0", "20573.0", "07202016", "56582674633", "WT")
HERE = line("12", "20566.0", "", "10212016", "56582674634", "B2")
BAD = line("13", "soon", "", "10212016", "5", "B2")


def taken(path: Path, service: Service) -> Taken:
    return take_over(path, law=lawbook(), by=SYSTEM, at=service.jfk, today=TODAY)


def test_a_row_is_a_crossing_and_a_departure_and_one_bad_row_spoils_no_other(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(HEAD + GONE + HERE + BAD)
    found = taken(path, service)
    assert found.counts == {"admissions": 2, "departures": 1, "matched": 1, "overstays": 1, "agree": 2}
    assert found.refused == [("line 4", "cannot be read: could not convert string to float: 'soon'")]
    gone, here = Admission.objects.order_by("imported")
    assert (gone.state, gone.admitted_on, gone.until) == ("departed", date(2016, 4, 22), date(2016, 7, 20))
    assert Departure.objects.get().departed_on == date(2016, 4, 29)
    assert (overstay_days(gone, TODAY), here.state) == (0, "open")
    assert overstay_days(here, date(2016, 10, 22)) == 1


def test_a_row_is_taken_over_once(service: Service, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(HEAD + GONE)
    taken(path, service)
    assert "already" in taken(path, service).refused[0][1]
    assert Admission.objects.count() == 1


@pytest.mark.shared_data
def test_a_thousand_released_rows_agree_with_their_own_match_flag(service: Service, shared_data: Path) -> None:
    found = taken(shared_data / "codes" / "i94_admission_sample_1000.csv", service)
    assert found.refused == []
    assert found.counts["admissions"] == 1000
    assert found.counts["departures"] == found.counts["matched"] == 954
    # 41 have a last day and no departure; two more left after it. Five with duration of status are for SEVIS to judge.
    assert (found.counts["overstays"], found.counts["left_late"]) == (41, 2)
    assert sum(overstay_days(row, TODAY) > 0 for row in Admission.objects.prefetch_related("departures")) == 43
    # Six stays were for the officer to state. Of those the law fixes, 65 differ: 41 by a day (the day of arrival
    # counted or not, the date line), 24 because the officer or a passport shortened them, or, once, lengthened them.
    assert (found.counts["agree"], found.counts["stated_by_officer"], len(found.differ)) == (929, 6, 65)
    days = [abs((filed - ours).days) for _, _, filed, ours in found.differ if filed and ours]
    assert sum(day == 1 for day in days) == 41
