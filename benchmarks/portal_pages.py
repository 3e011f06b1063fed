"""Pages of the public site a second, kept in memory and made anew, against a file served by the same server."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from node import node, percentile

HOST, PORT, WORKERS, CLIENTS = "127.0.0.1", 8_673, 2, 4
FILE = "/static/web/limen.svg"


def serve() -> subprocess.Popen[bytes]:
    """Start the node and wait until it answers."""
    command = [sys.executable, "-m", "limen", "serve", "--port", str(PORT), "--workers", str(WORKERS)]
    server = subprocess.Popen(command)
    while True:
        try:
            link = http.client.HTTPConnection(HOST, PORT, timeout=5)
            link.request("GET", "/")
            if link.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.05)


def ask(paths: list[str]) -> list[float]:
    """Ask for pages one after another on one connection; return the seconds each took."""
    link = http.client.HTTPConnection(HOST, PORT, timeout=30)
    took = []
    for path in paths:
        begun = time.perf_counter()
        link.request("GET", path)
        answer = link.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        took.append(time.perf_counter() - begun)
    return took


def measured(paths: list[str]) -> dict[str, Any]:
    """Ask from several clients at once, each for its share of the paths."""
    shares = [paths[place::CLIENTS] for place in range(CLIENTS)]
    begun = time.perf_counter()
    with ProcessPoolExecutor(CLIENTS) as clients:
        took = [seconds for part in clients.map(ask, shares) for seconds in part]
    whole = time.perf_counter() - begun
    return {
        "per_second": round(len(took) / whole, 1),
        "ms": {"p50": round(percentile(took, 0.5) * 1e3, 1), "p95": round(percentile(took, 0.95) * 1e3, 1)},
    }


def published() -> list[str]:
    """Take the shipped content and return the addresses of its pages."""
    from limen.core.access.gate import NODE, SYSTEM
    from limen.kernel import perform
    from limen.portal import files
    from limen.portal.acts import TakeRelease

    for name in files.releases():
        perform(TakeRelease(name=name), by=SYSTEM, at=NODE, purpose="administration")
    pages = [
        row.path
        for name in files.releases()
        for row in files.written(name)
        if row.kind == "page" and row.language == "en"
    ]
    return [
        f"/{path}/" if path != "index" else "/" for path in pages if not path.startswith(("do/", "find", "feedback"))
    ]


def first_page() -> int:
    """Return the bytes of the first page with its style sheet, pictures left out."""
    link = http.client.HTTPConnection(HOST, PORT, timeout=30)
    link.request("GET", "/")
    page = link.getresponse().read()
    sheet = next(part for part in page.decode().split('"') if part.startswith("/static/portal/portal"))
    link.request("GET", sheet)
    return len(page) + len(link.getresponse().read())


def main() -> None:
    """Print one JSON line."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--n", type=int, default=4_000)
    n = asked.parse_args().n
    with node():
        pages = published()
        server = serve()
        try:
            size = first_page()
            measured(pages * 8)  # every worker has every page
            warm = measured([pages[place % len(pages)] for place in range(n)])
            # a query is never answered from memory, so that each of these is made anew
            cold = measured([f"{pages[place % len(pages)]}?cold={place}" for place in range(n // 8)])
            peer = measured([FILE] * n)
        finally:
            server.terminate()
            server.wait()
    print(
        json.dumps(
            {
                "bench": "portal",
                "warm": warm,
                "cold": cold,
                "first_page_bytes": size,
                "peer": "a file from the same server",
                "peer_per_second": peer["per_second"],
                "ratio": round(warm["per_second"] / peer["per_second"], 2),
                "pages": len(pages),
                "workers": WORKERS,
                "clients": CLIENTS,
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
