"""The site as it is shipped, and what stands on a page of it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from limen.core.ledger.models import Entry, EntryPersonal
from limen.portal import files, site
from limen.portal.languages import SPOKEN

OFFERED = ("en", "es", "ar")
TAG = re.compile(r"<[^>]+>")


@lru_cache(maxsize=1)
def shipped() -> site.Site:
    """Return the site that the release of shipped content makes."""
    shown = {(one.kind, one.path, one.language): _shown(one) for one in files.written("0001_start")}
    return site.Site("shipped", None, shown, tuple(SPOKEN[code] for code in OFFERED))


def _shown(one: files.Written) -> site.Shown:
    facts = one.facts
    return site.Shown(
        one.kind,
        one.path,
        one.language,
        one.title,
        one.summary,
        one.body,
        one.also,
        facts.get("topic", ""),
        facts.get("office", ""),
        facts.get("form", ""),
        facts.get("order", 50),
        tuple(facts.get("law", ())),
        one.dated,
        changed=datetime(2026, 11, 1, tzinfo=UTC),
        reviewed=None,
        reviewer="",
    )


def main_of(page: Any) -> str:
    """Return the HTML of the content of a page, on one line."""
    html = page.content.decode()
    return " ".join(html.partition('<main id="content"')[2].partition("</main>")[0].split())


def without_form(page: Any) -> str:
    """Return the HTML of the content of a page without the form on it, where what was typed stands."""
    before, _form, after = main_of(page).partition("<form")
    return before + after.partition("</form>")[2]


def text_of(page: Any) -> str:
    """Return what stands in the content of a page, on one line, without tags."""
    return " ".join(TAG.sub(" ", main_of(page).partition(">")[2]).split())


def last_read() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the last entry of the ledger that is a read: its body and its personal part."""
    entry = Entry.objects.filter(kind="read").order_by("-seq").first()
    assert entry is not None
    kept = EntryPersonal.objects.filter(entry=entry).first()
    return json.loads(entry.body), json.loads(kept.body) if kept else {}
