"""Clients that speak FollowTheMoney, pointed at Limen: they match, read, and are refused as they know it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client as Browser
from yente_client import Client
from yente_client.entities import Person
from yente_client.exceptions import AuthenticationError, NotFoundError, ServerError

from limen.core.ledger.models import Entry, EntrySubject
from limen.core.lookouts import acts, engine
from limen.core.lookouts.models import Lookout
from limen.core.people.acts import Protect
from limen.kernel import opened, perform
from tests.api.conftest import Caller, caller
from tests.architecture.making import nominated
from tests.factories import Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
ADDRESS = "http://testserver"


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """Keep the test's transaction open over a real client's requests, as Django's own test client does."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def in_force(service: Service, **changed: Any) -> Any:
    """Return a lookout that a second officer approved."""
    act = nominated().model_copy(update={"given_names": "Anna Maria", "birth": "1974-08-12", **changed})
    record = service.do(act, role="secondary_officer")
    by = service.officer("supervisor")
    return perform(acts.Approve(), on=record, by=by, at=service.jfk, purpose="inspection").record


def client(known: Caller | None) -> Client:
    key = f"{known.token}@{known.place}/{known.purpose}" if known else None
    return Client(api_key=key, base_url=ADDRESS, transport=httpx.WSGITransport(app=get_wsgi_application()))


ANNA = Person(name="Anna Maria Lindqvist", birthDate="1974-08-12")


def test_yente_client_matches_a_lookout_and_reads_it(service: Service, supervisor: Caller) -> None:
    lookout = in_force(service)
    with client(supervisor) as limen:
        found = limen.match(ANNA, datasets=["lookouts"])
        assert [item.id for item in found.results] == [str(lookout.pk)]
        top = found.results[0]
        assert (top.match, top.schema_, top.datasets) == (True, "Person", ["lookouts"])
        assert top.properties["birthDate"] == ["1974-08-12"]
        assert top.contributing_explanations
        assert limen.fetch(top.id).caption == top.caption
        assert [item.id for item in limen.search("lindqvist").results] == [top.id]
        assert {item.name for item in limen.datasets().datasets} == {"lookouts", "default"}
        assert limen.algorithms().best == "limen"
        assert limen.healthz().status == limen.readyz().status == "ok"
        assert limen.match(Person(name="Zebulon Okonkwo")).results == []


def test_what_was_asked_and_shown_is_an_entry(service: Service, supervisor: Caller) -> None:
    lookout = in_force(service)
    with client(supervisor) as limen:
        limen.match(ANNA)
    entry = Entry.objects.get(act="watchlists.matched")
    assert [str(row.ref) for row in EntrySubject.objects.filter(entry=entry)] == [str(lookout.pk)]
    assert "Lindqvist" not in entry.body


def test_the_lookout_of_a_protected_person_is_not_shown(service: Service) -> None:
    person = service.person(surname="Lindqvist")
    lookout = in_force(service)
    with opened("a lookout tied to a record"):
        Lookout.objects.filter(pk=lookout.pk).update(person=person)
    known = caller(service, "secondary_officer")
    with client(known) as limen:
        assert limen.match(ANNA).results
        service.do(Protect(compartment="protected", reason="a protected witness"), person, role="supervisor")
        found = limen.match(ANNA)
        assert (found.results, found.total.value) == ([], 0)
        with pytest.raises(NotFoundError):
            limen.fetch(str(lookout.pk))


def test_who_is_unknown_or_not_permitted_is_refused(service: Service) -> None:
    with client(None) as limen, pytest.raises(AuthenticationError) as unknown:
        limen.match(ANNA)
    assert unknown.value.status_code == 401
    narrow = caller(service, "supervisor", scopes=["people.view"])
    with client(narrow) as limen, pytest.raises(AuthenticationError) as refused:
        limen.match(ANNA)
    assert refused.value.status_code == 403


def test_a_request_that_cannot_be_answered_says_why(supervisor: Caller) -> None:
    def sent(body: Any, address: str = "/match/default") -> int:
        return Browser().post(address, json.dumps(body), "application/json", headers=supervisor.headers()).status_code

    one = {"schema": "Person", "properties": {"name": ["Anna Lindqvist"]}}
    assert sent({"queries": {"a": one}}) == 200
    assert (
        sent({"queries": {"a": {**one, "schema": "LegalEntity"}}}, "/match/default?algorithm=best&fuzzy=False") == 200
    )
    assert sent({"queries": {"\ud800": {"schema": "Person", "properties": {"name": ["A\0nna \ud800"]}}}}) == 200
    assert sent({"queries": {"a": {**one, "schema": "Unicorn"}}}) == 400
    assert sent({"queries": {str(number): one for number in range(101)}}) == 400
    assert sent({"queries": {"a": one}}, "/match/default?topics=sanction") == 400
    assert sent({"queries": {"a": {"schema": "Person"}}}) == 422
    assert sent({"queries": {"a": one}}, "/match/default?threshold=2") == 422
    assert sent({"queries": {"a": one}}, "/match/pep") == 404


def test_without_an_index_nobody_is_screened_and_the_node_is_not_ready(
    supervisor: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise engine.ScreeningUnavailable("There is no index.")

    monkeypatch.setattr(engine, "current", missing)
    with client(supervisor) as limen:
        for ask in (limen.readyz, lambda: limen.match(ANNA)):
            with pytest.raises(ServerError) as refused:
                ask()
            assert refused.value.status_code == 503
        assert limen.healthz().status == "ok"


def test_nomenklaturas_enricher_matches_and_expands(service: Service, supervisor: Caller, tmp_path: Path) -> None:
    pytest.importorskip("nomenklatura")
    requests = pytest.importorskip("requests")
    from followthemoney import Dataset, StatementEntity
    from nomenklatura.cache import Cache
    from nomenklatura.db import make_session
    from nomenklatura.enrich.yente import YenteEnricher

    class Within(requests.adapters.BaseAdapter):  # type: ignore[misc,name-defined]  # requests may be absent
        """Answers a session's requests within the process."""

        def send(self, request: Any, **_kwargs: Any) -> Any:
            browser, headers = Browser(), dict(request.headers)
            body = {"data": request.body, "content_type": "application/json"} if request.body else {}
            told = browser.generic(
                request.method, request.path_url, **body, headers={"Authorization": headers["Authorization"]}
            )
            answer = requests.Response()
            answer.status_code, answer.raw, answer.url = told.status_code, BytesIO(told.content), request.url
            answer.headers.update(told.headers)
            return answer

        def close(self) -> None:
            """Hold nothing."""

    lookout = in_force(service)
    data = Dataset.make({"name": "own", "title": "Own"})
    cache = Cache(make_session(f"sqlite:///{tmp_path}/cache.db"), data, create=True)
    session = requests.Session()
    session.mount("http://", Within())
    key = f"{supervisor.token}@{supervisor.place}/{supervisor.purpose}"
    config = {"api": f"{ADDRESS}/", "dataset": "lookouts", "api_key": key}
    enricher = YenteEnricher(data, cache, config, session)
    asked = StatementEntity.from_data(
        data, {"id": "own-1", "schema": "Person", "properties": {"name": ["Anna Maria Lindqvist"]}}
    )
    found = list(enricher.match(asked))
    assert [item.id for item in found] == [str(lookout.pk)]
    assert [item.id for item in enricher.expand(asked, found[0])] == [str(lookout.pk)]
