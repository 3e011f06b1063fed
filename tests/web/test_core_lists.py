"""The lists of the core rooms: exports, paging, days and zones, tasks, and the law."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse

from limen.core.ledger.models import Entry
from tests.web.conftest import Scene
from tests.web.test_core_pages import main, parsed, reads, text

pytestmark = pytest.mark.django_db


def test_lists_are_taken_out_as_csv_and_that_is_logged(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    for name, wanted in (
        ("referrals:queue", "ERIKSSON, Anna Maria"),
        ("clocks:queue", "Appear for deferred inspection"),
        ("lookouts:lookouts", "Wanted"),
        ("places:places", "San Ysidro"),
    ):
        response = client.get(reverse(name), {"format": "csv"})
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        rows = list(csv.reader(io.StringIO(text(response).removeprefix("\ufeff"))))
        assert any(wanted in row for row in rows[1:]), name
        assert {len(row) for row in rows} == {len(rows[0])}
    assert {"referrals.export", "clocks.export", "lookouts.export"} <= set(reads())


def test_no_cell_of_an_export_is_a_formula(scene: Scene) -> None:
    from limen.core.pages import csv_file

    response = csv_file("x", ["a"], [["=1+1"], ["@x"], ["-2"], ["plain"]])
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines == ["a", "'=1+1", "'@x", "'-2", "plain"]
    assert response.content.startswith(b"\xef\xbb\xbf"), "a spreadsheet is told that it is UTF-8"


def test_an_export_that_would_be_too_long_is_refused_with_a_sentence(scene: Scene, monkeypatch: Any) -> None:
    from limen.core import pages

    monkeypatch.setattr(pages, "EXPORTED", 1)
    response = scene.at_desk("supervisor").get(reverse("places:places"), {"format": "csv"})
    assert response.status_code == 422
    assert "1 rows at most" in text(response)


def test_the_directory_of_places_stands_as_it_stood_on_any_day(scene: Scene) -> None:
    from datetime import date

    from limen.core.places.acts import AmendPlace, GiveJurisdiction
    from tests.factories import setup

    sys_ = scene.service.sys_
    setup(AmendPlace(name="San Ysidro West", zone="America/Los_Angeles", valid_from=date(2020, 1, 1)), sys_)
    setup(GiveJurisdiction(area_kind="county", area="San Diego", valid_from=date(2003, 3, 1)), sys_)
    client = scene.at_desk("administrator")
    address = reverse("places:places")
    assert "San Ysidro West" in main(client.get(address))
    assert "San Ysidro West" not in main(client.get(address, {"on": "2010-01-01"}))
    assert "San Ysidro" in main(client.get(address, {"on": "2010-01-01", "words": "ysidro", "kind": "port"}))
    assert "No place of that kind" in main(client.get(address, {"on": "1990-01-01"}))
    shown = main(client.get(reverse("places:place", args=[sys_.pk])))
    assert "San Diego" in shown
    assert "2003-03-01 – 2019-12-31" in shown
    agency = main(client.get(reverse("places:place", args=[scene.service.agency.pk])))
    assert "2 parts" in agency


def test_deadlines_are_sorted_by_how_they_stand_and_written_in_the_zone_they_run_in(scene: Scene) -> None:
    import time_machine

    shown = main(scene.at_desk("supervisor").get(reverse("clocks:queue")))
    assert "EST" in shown
    with time_machine.travel(scene.clock.due_at.timestamp() - 3600, tick=True):
        client = scene.at_desk("supervisor")
        assert "at risk" in main(client.get(reverse("clocks:queue"), {"standing": "at risk"}))
        assert "No deadline stands" in main(client.get(reverse("clocks:queue"), {"standing": "breached"}))
    with time_machine.travel(scene.clock.due_at.timestamp() + 3600, tick=True):
        client = scene.at_desk("supervisor")
        assert "breached" in main(client.get(reverse("clocks:queue"), {"standing": "breached"}))
        assert "Deadlines" in main(client.get(reverse("clocks:runningclock", args=[scene.clock.pk])))


def test_a_task_is_said_to_be_done_from_its_own_line(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    assert "Call Eriksson" in main(client.get(reverse("casefile:files")))
    assert "Call Zephyrine" not in main(client.get(reverse("casefile:files")))
    task = scene.file.tasks.get()
    done = f"{reverse('act', args=['casefile.done', scene.file.pk])}?task={task.pk}"
    shown = text(client.get(reverse("casefile:casefile", args=[scene.file.pk])))
    assert done in shown
    assert client.get(done).status_code == 200
    answer = client.post(done, {"task": str(task.pk)})
    assert answer["Location"] == reverse("casefile:casefile", args=[scene.file.pk])
    assert "Nothing is asked of you" in main(client.get(reverse("casefile:files")))


def test_the_law_is_searched_as_it_stood_on_any_day(scene: Scene) -> None:
    client = scene.at_desk("carrier")
    everything = client.get(reverse("law"))
    assert "Appear for deferred inspection" in main(everything)
    assert 'href="/law/codes/document_kinds/"' in text(everything)
    found = main(client.get(reverse("law"), {"q": "deferred"}))
    assert "8 CFR 235.2(c)" in found
    assert "not in force" in main(client.get(reverse("law"), {"q": "deferred", "on": "1990-01-01"}))
    assert "says nothing" in main(client.get(reverse("law"), {"q": "zzqx"}))
    assert "B2" in main(client.get(reverse("law"), {"q": "B2"}))
    clock = client.get(reverse("law_clock", args=["inspection.deferred"]))
    assert "30 days" in main(clock)
    parsed(clock)
    assert client.get(reverse("law_clock", args=["no.such"])).status_code == 404


def test_long_lists_are_paged_and_the_filter_goes_along(scene: Scene) -> None:
    from datetime import date

    from limen.core.lookouts.acts import Nominate

    for number in range(55):
        act = Nominate(
            category="document",
            action="refer",
            basis="Reported stolen by its issuer",
            document_issuer="UTO",
            document_number=f"ST{number:04}",
            review_by=date(2027, 1, 1),
        )
        scene.service.do(act, role="secondary_officer")
    client = scene.at_desk("supervisor")
    address = reverse("lookouts:lookouts")
    first = main(client.get(address, {"category": "document"}))
    assert "55 lookouts" in first
    assert first.count('<th scope="row">') == 50
    assert "category=document&amp;page=2" in first
    second = main(client.get(address, {"category": "document", "page": "2"}))
    assert second.count('<th scope="row">') == 5
    assert "Page 2 of 2" in second
    for odd in ("x", "0", "99"):
        assert client.get(address, {"page": odd}).status_code == 200
    entry = Entry.objects.filter(act="lookouts.listed").order_by("-seq")[3]
    assert entry.subjects.count() == 5
