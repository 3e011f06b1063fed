"""From the command to the first page of a prepared node, against starting Python alone in the same run.

What Python compiles it keeps, as on any machine where the node has run once; the first start, which compiles, is told
apart. Where the environment says that nothing compiled is kept, every start would compile all of it.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import time

from node import node

PORT = 8_672
ROUNDS = 5


def first_page(environment: dict[str, str]) -> float:
    """Start the node and return the seconds to its first page."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "limen", "serve", "--port", str(PORT), "--workers", "1"]
    with subprocess.Popen(command, env=environment) as server:
        try:
            while True:
                try:
                    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
                    link.request("GET", "/sign-in/")
                    if link.getresponse().status == 200:
                        return time.perf_counter() - begun
                except OSError:
                    time.sleep(0.01)
        finally:
            server.terminate()


def bare() -> float:
    """Return the seconds that Python alone takes to start."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Print one JSON line."""
    with node() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        compiling = first_page(environment)
        took = [first_page(environment) for _ in range(ROUNDS)]
        alone = [bare() for _ in range(ROUNDS)]
    print(
        json.dumps(
            {
                "bench": "startup",
                "seconds": round(statistics.median(took), 2),
                "worst_seconds": round(max(took), 2),
                "compiling_seconds": round(compiling, 2),
                "peer": "python -c pass",
                "peer_seconds": round(statistics.median(alone), 3),
                "ratio": round(statistics.median(took) / statistics.median(alone), 1),
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
