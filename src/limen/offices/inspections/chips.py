"""Judging the chip of a document at the counter, by the certificates this node trusts."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from limen.exchange.emrtd import TrustStore, authenticate, open_trust
from limen.kernel import BadInput, Problem
from limen.offices.inspections.checks import Check

SOD = "sod"
GROUPS = range(1, 17)
MOST_FILES = 17
MOST_CHARACTERS = 1_500_000
"""A file of a chip in base64: a face image of Doc 9303 is well under a megabyte."""


def judged(files: Mapping[str, str], zone_state: str, at: datetime) -> Check:
    """Return the check on a chip.

    Args:
        files: EF.SOD under ``sod`` and data groups under their numbers, in base64.
        zone_state: the issuing state of the printed zone.
        at: when the chip was read.

    Raises:
        BadInput: for a file that is not base64 or not one a chip has.
    """
    if not files:
        return Check("chip", "not_done", "The chip was not read.")
    read = {name: _decoded(name, text) for name, text in files.items()}
    groups = {int(name): data for name, data in read.items() if name != SOD}
    verdict = authenticate(read.get(SOD, b""), groups, trust(), zone_state=zone_state, at=at)
    if verdict.verdict == "authentic":
        listed = f" by {verdict.source.name}" if verdict.source is not None else ""
        return Check("chip", "passed", f"The chip's files are authentic{listed}.")
    failed = [item.sentence for item in verdict.checks if item.outcome == "failed"]
    if verdict.verdict == "not_authentic":
        return Check("chip", "failed", "The chip's files are not authentic. " + " ".join(failed[:2]))
    open_ = next((item.sentence for item in verdict.checks if item.outcome == "not_done"), "")
    return Check("chip", "not_done", f"The chip could not be judged. {open_}")


def _decoded(name: str, text: str) -> bytes:
    known = name == SOD or (name.isdecimal() and int(name) in GROUPS)
    if known and len(text) <= MOST_CHARACTERS:
        with suppress(binascii.Error):
            return base64.b64decode(text, validate=True)
    raise BadInput(
        f"“{name[:20]}” is not a file of a chip in base64.",
        problems=[Problem("chip_files", "chip.file", "Send EF.SOD as sod and data groups as 1 to 16, in base64.")],
    )


def trust() -> TrustStore:
    """Return the trust store of this node, read again when its folder changes."""
    folder = Path(settings.LIMEN_TRUST)
    files = sorted(item for item in folder.rglob("*") if item.is_file()) if folder.is_dir() else []
    return _opened(tuple((str(item), item.stat().st_mtime_ns) for item in files))


@lru_cache(maxsize=2)
def _opened(files: tuple[tuple[str, int], ...]) -> TrustStore:
    """Open master lists (``*.ml``), certificates trusted for themselves (``roots/``), revocation lists (``*.crl``)."""
    paths = [Path(name) for name, _ in files]
    return open_trust(
        {path.name: path.read_bytes() for path in paths if path.suffix == ".ml"},
        {path.name: path.read_bytes() for path in paths if path.parent.name == "roots"},
        [path.read_bytes() for path in paths if path.suffix == ".crl"],
    )
