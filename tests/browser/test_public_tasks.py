"""Every task of the public site done by keyboard alone, with scripts and without, in languages of either direction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from limen.core.lawbook import lawbook
from limen.portal import site
from limen.portal.languages import ORIGINAL
from limen.portal.tests.tasks.scenes import shipped
from tests.architecture.making import NOON, TODAY
from tests.browser.conftest import in_chromium
from tests.browser.keyboard import Reader
from tests.browser.public_scene import set_public_scene
from tests.browser.public_tasks import TASKS, Task, Turn
from tests.factories import open_service

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 720}
LANGUAGES = ("es", "ar")
SAID = {"es": "La lámpara está rota.", "ar": "المصباح مطفأ."}
"""What somebody has to say, in each language the tasks are done in."""


@pytest.fixture
def prepared(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[dict[str, str], Any]]:
    """Return what stands on people's papers at a service that shows the shipped site, and the clock."""
    cache.clear()
    monkeypatch.setattr(site, "current", shipped)
    with time_machine.travel(NOON, tick=True) as clock:
        yield set_public_scene(open_service(), NOON), clock
    cache.clear()


def test_every_page_that_takes_or_finds_something_is_among_the_tasks() -> None:
    done = {task.path for task in TASKS} | {turn.link for task in TASKS for turn in task.turns}
    forms = {f"{row.path}/" for row in shipped().shown.values() if row.kind == "page" and row.form}
    assert forms
    assert forms <= done


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_every_task_is_done_by_keyboard_alone_in_each_language(
    prepared: tuple[dict[str, str], Any], live_server: Any, scripts: bool
) -> None:
    """With scripts on a small screen, without them on a wide one; each task in both languages."""
    papers, clock = prepared
    typing = timedelta(seconds=int(lawbook().value("policy.form_youngest_seconds", TODAY).value) + 1)

    def story(chromium: Any) -> dict[str, str]:
        failed = {}
        for language in LANGUAGES:
            cache.clear()  # an address may send only so much in an hour
            context = chromium.new_context(
                base_url=live_server.url, java_script_enabled=scripts, viewport=NARROW if scripts else WIDE
            )
            context.set_default_timeout(10_000)
            page = context.new_page()
            for task in TASKS:
                reader = Reader(page, language, lambda: clock.shift(typing), {**papers, "said": SAID[language]})
                wrong = tried(reader, task)
                if wrong:
                    failed[f"{task.path} in {language}"] = wrong
        return failed

    assert in_chromium(story) == {}


def tried(reader: Reader, task: Task) -> str:
    """Do a task from the beginning to the end; return where it could not be done, and nothing where it could."""
    from playwright.sync_api import Error

    turn = Turn()
    try:
        opens(reader, task)
        for turn in task.turns:
            takes(reader, turn)
    except (AssertionError, Error) as error:
        return f"at {turn}: {error}"
    return ""


def opens(reader: Reader, task: Task) -> None:
    """Come to the page of a task; where it is not translated, from the original, by the link to the language."""
    translated = site.current().get("page", task.path.strip("/"), reader.language)
    whose = reader if translated else Reader(reader.page, ORIGINAL, reader.waits)
    whose.page.goto(whose.address(task.begins))
    whose.past_the_header()
    whose.follows(task.path)
    if not translated:
        reader.follows(task.path)
    assert reader.page.locator("h1").inner_text()


def takes(reader: Reader, turn: Turn) -> None:
    """Do what a turn says, and read what comes of it."""
    if turn.link:
        reader.follows(turn.link)
    else:
        reader.past_the_header()
        reader.fills(turn.typed)
        reader.sends()
    if turn.wrong:
        reader.is_told_of(turn.wrong)
    reader.needs_no_scrolling_sideways()
    reader.finds_values_at_their_labels()
    for words in turn.reads:
        reader.reads(words)
    for what, pattern in turn.notes.items():
        reader.notes(what, pattern)
