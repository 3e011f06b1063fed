"""The engine follows the lookouts through the ledger: what is approved is found at once, what is withdrawn is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from limen.core.lookouts import acts, engine
from limen.core.lookouts.engine import ScreeningUnavailable
from limen.core.watchlists import acts as watchlists
from limen.kernel import perform
from limen.screening import Name, Party
from tests.architecture.making import TODAY, Made, nominated
from tests.factories import Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
ASKED = Party(names=(Name(surname="LINDKVIST"),))


def found(days: int = 0) -> list[str]:
    """Return the keys that a search for a misspelt surname finds."""
    return [match.key for match in engine.search(ASKED, day=TODAY + timedelta(days=days)).matches]


def approve(service: Service, record: Any) -> Any:
    return perform(
        acts.Approve(), on=record, by=service.officer("supervisor"), at=service.jfk, purpose="inspection"
    ).record


def test_a_lookout_is_found_from_its_approval_to_its_withdrawal(service: Service) -> None:
    assert found() == []
    record = service.do(nominated(), role="secondary_officer")
    assert found() == []
    record = approve(service, record)
    assert found() == [str(record.pk)]
    service.do(acts.Withdraw(reason="The order was set aside."), record, role="secondary_officer")
    assert found() == []


def test_a_lookout_past_its_review_stops_nobody(service: Service) -> None:
    record = approve(service, service.do(nominated(days=30), role="secondary_officer"))
    assert found(days=30) == [str(record.pk)]
    assert found(days=31) == []


def test_the_index_on_disk_is_caught_up_with_the_ledger(service: Service) -> None:
    first = approve(service, service.do(nominated(), role="secondary_officer"))
    assert engine.rebuild()["lookouts"] == 1
    second = approve(service, service.do(nominated(), role="secondary_officer"))
    engine.forget()
    assert sorted(found()) == sorted([str(first.pk), str(second.pk)])


def test_without_an_index_a_large_set_is_not_searched_and_says_so(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUILT_AT_ONCE", 0)
    approve(service, service.do(nominated(), role="secondary_officer"))
    with pytest.raises(ScreeningUnavailable):
        found()
    engine.rebuild()
    assert len(found()) == 1


def test_an_index_of_another_ledger_is_not_used(service: Service) -> None:
    record = approve(service, service.do(nominated(), role="secondary_officer"))
    engine.rebuild()
    engine.forget()
    index = engine.folder() / "about.json"
    index.write_text(index.read_text(encoding="utf-8").replace('"hash": "', '"hash": "0'), encoding="utf-8")
    assert found() == [str(record.pk)]
    assert engine.current().mark["hash"][0:1] != ""


def test_a_hit_on_a_lookout_changes_nothing_in_the_index(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    record = approve(service, service.do(nominated(), role="secondary_officer"))
    assert found() == [str(record.pk)]
    changes: list[Any] = []
    current = engine.current()
    monkeypatch.setattr(current, "change", changes.append)
    act = acts.RecordHit(lookout=record.pk, person=service.person().pk, reason="Says it is her name")
    service.do(act, role="secondary_officer")
    engine.current()
    assert changes == [{}]


def test_a_list_that_took_long_to_load_is_found_whole(service: Service) -> None:
    """Its entry is recorded long after its rows are dated."""
    made = Made(service)
    watchlist = made.watchlist()
    assert found() == []
    morning = datetime(2026, 11, 25, 9, tzinfo=UTC)
    parties = [{"kind": "person", "names": [{"full": "Lindkvist"}]}]
    entries = [{"key": "1", "party": parties[0]}]
    load = watchlists.LoadVersion(entries=entries, digest="0" * 64)
    perform(
        load, on=watchlist, by=service.officer("targeting_officer"), at=service.jfk, purpose="targeting", when=morning
    )
    assert len(found()) == 1
    service.do(watchlists.RetireList(reason="No longer published"), watchlist, role="supervisor", purpose="targeting")
    assert found() == []
