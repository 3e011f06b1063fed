"""A moment as pages write it for machines: to the second, with its zone when it has one, and nothing for none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from limen.web.templatetags.limen import moment

SAID = {
    datetime(2026, 11, 25, 17, 0, 33, 955666, UTC): "2026-11-25T17:00:33Z",
    datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("America/New_York")): "2026-11-25T17:00:00Z",
    datetime(1880, 1, 1, 12, 0, tzinfo=timezone(timedelta(hours=-4, minutes=-56, seconds=-2))): "1880-01-01T16:56:02Z",
    datetime(2026, 11, 25, 17, 0, 33, 955666): "2026-11-25T17:00:33",  # noqa: DTZ001  a time without a zone is asked for
    date(2026, 11, 25): "2026-11-25",
    date(987, 1, 2): "0987-01-02",
    None: "",
    "": "",
}


@pytest.mark.parametrize(("value", "said"), SAID.items(), ids=str)
def test_a_moment_is_said_as_html_reads_it(value: date | datetime | None, said: str) -> None:
    assert moment(value) == said


def test_a_page_writes_it_whatever_zone_and_language_the_page_is_in() -> None:
    page = Template('{% load limen tz %}{% timezone "Asia/Tokyo" %}<time datetime="{{ at|moment }}">{% endtimezone %}')
    at = datetime(2026, 11, 25, 17, 0, 33, 955666, UTC)
    assert page.render(Context({"at": at})) == '<time datetime="2026-11-25T17:00:33Z">'
