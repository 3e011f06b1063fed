"""A whole primary inspection over HTTP with durable commits: the document is read, the page shown, the person admitted.

Two granian workers serve a node on SQLite (WAL, synchronous FULL); clients in a process of their own each hold an
officer's session and inspect different people, half by the pages and half by REST; before them one officer works alone,
which is how long an inspection takes where nobody waits for a turn. By the pages an inspection is three
requests: POST the zone, GET the inspection, POST the decision; by REST two. A GET of the sign-in page is timed in the
same run as the peer: what a page costs that decides nothing.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from datetime import date, timedelta
from typing import Any

from node import node, percentile

PORT = 8_671
INSPECTIONS = 800
CLIENTS = 8
WARMING = 40
"""Inspections before any is timed: a worker makes its templates and statements ready at its first ones."""
ALONE = 150
WORKERS = 2
API = "/api/v1/inspections"
OK, CREATED, FOUND = 200, 201, 302


def zones(count: int) -> list[str]:
    """Return zones of different passports, all valid."""
    from limen.exchange import mrz

    dice = random.Random(7)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    found = []
    for serial in range(count):
        document = mrz.compose(
            "TD3",
            code="P",
            state="SWE",
            number=f"{serial:08d}A",
            nationality="SWE",
            birth=(date(1960, 1, 1) + timedelta(days=dice.randrange(15_000))).isoformat(),
            sex="F",
            expiry="2034-01-01",
            surname="".join(dice.choices(letters, k=8)),
            given_names="".join(dice.choices(letters, k=6)),
        )
        found.append("\n".join(mrz.write(document)))
    return found


def sessions(count: int) -> list[dict[str, str]]:
    """Open a small service and return the cookies of officers at its counters."""
    from django.conf import settings
    from django.test import Client

    from tests.factories import open_service
    from tests.signing_in import signed_in

    service = open_service()
    cookies = []
    for index in range(count):
        client = signed_in(Client(), service.officer("primary_officer", f"officer_{index}"), service.jfk)
        name = settings.SESSION_COOKIE_NAME
        cookies.append({"session": f"{name}={client.cookies[name].value}"})
    return cookies


class Officer(threading.Thread):
    """One officer at a counter, inspecting people one after another."""

    def __init__(self, cookie: str, texts: list[str], *, rest: bool) -> None:
        super().__init__()
        self.cookie, self.texts, self.rest = cookie, texts, rest
        self.took: list[float] = []
        self.requests: list[float] = []
        self.token = ""

    def ask(self, link: http.client.HTTPConnection, path: str, fields: dict[str, Any] | None = None) -> Any:
        """Send a request and return the answer, read to its end."""
        begun = time.perf_counter()
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token}
        body = None
        if fields is not None and self.rest:
            body, headers["Content-Type"] = json.dumps(fields), "application/json"
        elif fields is not None:
            body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link.request("GET" if fields is None else "POST", path, body, headers)
        answer = link.getresponse()
        text = answer.read().decode()
        self.requests.append(time.perf_counter() - begun)
        return answer, text

    def run(self) -> None:
        """Inspect everyone."""
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        answer, text = self.ask(link, "/inspections/primary/")
        form = next(part for part in answer.headers.get_all("Set-Cookie") or [] if part.startswith("limen-form"))
        self.cookie += "; " + form.split(";")[0]
        self.token = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        self.requests.clear()
        for zone in self.texts:
            begun = time.perf_counter()
            (self.by_rest if self.rest else self.by_pages)(link, zone)
            self.took.append(time.perf_counter() - begun)

    def by_pages(self, link: http.client.HTTPConnection, zone: str) -> None:
        """Read, look, decide, as a browser does."""
        answer, text = self.ask(link, "/inspections/primary/", {"act": "inspections.open", "zone": zone, "lane": "1"})
        where = answer.headers.get("Location")
        assert where, text[:400]
        shown, _ = self.ask(link, where)
        assert shown.status == OK
        admitted, text = self.ask(link, where, {"act": "inspections.admit", "class_of_admission": "WT"})
        assert admitted.status == FOUND, text[:400]

    def by_rest(self, link: http.client.HTTPConnection, zone: str) -> None:
        """Read and decide, as a document reader's own program does."""
        opened, text = self.ask(link, f"{API}/open", {"zone": zone, "lane": "1"})
        assert opened.status == CREATED, text[:400]
        where = f"{API}/inspection/{json.loads(text)['record']['id']}/admit"
        admitted, text = self.ask(link, where, {"class_of_admission": "WT"})
        assert admitted.status == OK, text[:400]


def wait_until_up() -> None:
    """Wait until the node answers."""
    for _ in range(200):
        try:
            link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            link.request("GET", "/sign-in/")
            if link.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the node did not start")


def page_rate() -> float:
    """Return how many sign-in pages a second one client is given."""
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    begun, count = time.perf_counter(), 200
    for _ in range(count):
        link.request("GET", "/sign-in/")
        link.getresponse().read()
    return count / (time.perf_counter() - begun)


def measured(officers: list[Officer]) -> dict[str, Any]:
    """Let officers inspect side by side and return what it took."""
    begun = time.perf_counter()
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    spent = time.perf_counter() - begun
    took = [seconds for officer in officers for seconds in officer.took]
    asked = [seconds for officer in officers for seconds in officer.requests]
    return {
        "inspections": len(took),
        "per_second": round(len(took) / spent, 1),
        "inspection_ms": spread(took),
        "request_ms": spread(asked),
    }


def spread(values: list[float]) -> dict[str, float]:
    """Return median and 99th percentile in milliseconds."""
    return {"p50": round(statistics.median(values) * 1000, 1), "p99": round(percentile(values, 0.99) * 1000, 1)}


def main() -> None:
    """Print one JSON line."""
    with node() as folder:
        texts = zones(INSPECTIONS)
        cookies = sessions(CLIENTS)
        from django.db import connection, connections

        database = connection.vendor
        connections.close_all()
        pages_texts, rest_texts = texts[::2], texts[1::2]
        by_pages = [Officer(c["session"], pages_texts[n::CLIENTS], rest=False) for n, c in enumerate(cookies)]
        by_rest = [Officer(c["session"], rest_texts[n::CLIENTS], rest=True) for n, c in enumerate(cookies)]
        further = zones(INSPECTIONS + WARMING + ALONE)[INSPECTIONS:]
        first = Officer(cookies[0]["session"], further[:WARMING], rest=False)
        alone = Officer(cookies[0]["session"], further[WARMING:], rest=False)
        command = [sys.executable, "-m", "limen", "serve", "--port", str(PORT), "--workers", str(WORKERS)]
        environment = {**os.environ, "LIMEN_DATA": str(folder), "LIMEN_API_RATE": "1000000"}
        with subprocess.Popen([*command, "--threads", "2"], env=environment) as server:
            try:
                wait_until_up()
                rate = page_rate()
                measured([first])
                found = {
                    "one_officer": measured([alone]),
                    "pages": measured(by_pages),
                    "rest": measured(by_rest),
                }
            finally:
                server.terminate()
        print(
            json.dumps(
                {
                    "bench": "primary",
                    **found,
                    "peer": "the sign-in page",
                    "peer_per_second": round(rate, 1),
                    "ratio": round(found["pages"]["per_second"] / rate, 3),
                    "clients": CLIENTS,
                    "workers": WORKERS,
                    "database": database,
                    "cores": os.cpu_count(),
                }
            )
        )


if __name__ == "__main__":
    main()
