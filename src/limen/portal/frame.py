"""What stands around every page of the site: the language, the version, where the reader is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limen.portal.languages import ORIGINAL, SPOKEN, Spoken, prefixed
from limen.portal.site import Shown, Site
from limen.portal.writing import render

HOME = "index"
NAVIGATION = (
    ("", gettext_lazy("Home")),
    ("do/", gettext_lazy("What you can do here")),
    ("know-your-rights/", gettext_lazy("Your rights")),
    ("offices/", gettext_lazy("Offices")),
    ("questions/", gettext_lazy("Questions")),
    ("whats-new/", gettext_lazy("What’s new")),
    ("glossary/", gettext_lazy("Glossary")),
)
"""The first way into the site, in order."""

FOOT = (
    ("feedback/", gettext_lazy("Feedback")),
    ("site-map/", gettext_lazy("Site map")),
    ("translate/", gettext_lazy("Languages")),
    ("do/follow-up/", gettext_lazy("Follow up what you sent")),
    ("about/accessibility/", gettext_lazy("Accessibility")),
    ("about/privacy/", gettext_lazy("Privacy")),
    ("about/", gettext_lazy("About the service")),
)
"""What stands at the foot of every page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a reader is.

    Args:
        site: the site as it stands.
        spoken: the language of the page.
        path: the path of the page without slashes at the ends; ``index`` at home.
        text: whether it is the version without image, script and style.
        printed: whether it is the version for the printer.
        host: where the site stands, without a slash: whoever holds a page on paper finds it again.
    """

    site: Site
    spoken: Spoken
    path: str
    text: bool = False
    printed: bool = False
    host: str = ""

    @property
    def language(self) -> str:
        """Return the code of the language."""
        return self.spoken.code

    def address(self, path: str, *, language: str = "", text: bool | None = None) -> str:
        """Return the address of a path of the site in this language and version, or in another."""
        bare = path.lstrip("/")
        bare = "" if bare in ("index", "index/") else bare
        return prefixed(language or self.language, bare, text=self.text if text is None else text)

    @property
    def here(self) -> str:
        """Return the path of this page with its slash; nothing at home."""
        return "" if self.path == HOME else f"{self.path}/"

    @property
    def canonical(self) -> str:
        """Return the one address of this page in this language."""
        return self.address(self.here, text=False)

    @property
    def original(self) -> str:
        """Return the address of this page in the language it was written in."""
        return self.address(self.here, language=ORIGINAL)

    @property
    def languages(self) -> list[tuple[Spoken, str, bool]]:
        """Return each language offered, the address of this page in it, and whether the reader is there."""
        return [
            (spoken, self.address(self.here, language=spoken.code), spoken.code == self.language)
            for spoken in self.site.languages
        ]

    @property
    def navigation(self) -> list[tuple[str, Any, str]]:
        """Return the first ways into the site: address, label, and what ``aria-current`` says."""
        return [(self.address(path), label, self._standing(path)) for path, label in NAVIGATION]

    @property
    def foot(self) -> list[tuple[str, Any]]:
        """Return the links at the foot."""
        return [(self.address(path), label) for path, label in FOOT]

    @property
    def other_version(self) -> str:
        """Return the address of this page with styles where it has none, and without where it has."""
        return self.address(self.here, text=not self.text)

    @property
    def print_version(self) -> str:
        """Return the address of this page laid out for the printer."""
        return prefixed(self.language, f"print/{self.here}")

    @property
    def pdf(self) -> str:
        """Return the address of this page as PDF."""
        return prefixed(self.language, f"pdf/{self.path}.pdf")

    @property
    def feed(self) -> str:
        """Return the address of the news for feed readers, without its ending; it has no version as text."""
        return self.address("feed", text=False)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """Return the pages above this one: address and title, home first."""
        if self.path == HOME:
            return []
        parts = self.path.split("/")[:-1]
        above = ["/".join(parts[: place + 1]) for place in range(len(parts))]
        rows = [(path, self.site.get("page", path, self.language)) for path in above]
        return [(self.address(""), _("Home")), *((self.address(f"{path}/"), row.title) for path, row in rows if row)]

    def _standing(self, path: str) -> str:
        if path == self.here:
            return "page"
        return "true" if path and self.here.startswith(path) else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a part of a page puts below the words of the page.

    Args:
        template: what shows it.
        context: what it shows.
        status: the status of the answer.
        kept: whether the page may be kept by caches; never what somebody asked.
        title: another heading than the page's, for what came of a form.
        name: what the part is called where no page is written for it.
        alone: whether it stands without the words of the page, as what is printed and handed over does.
    """

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    kept: bool = True
    title: str = ""
    name: str = ""
    alone: bool = False


Read = Callable[[HttpRequest, Frame], "Answer | HttpResponse"]
Below = Callable[[HttpRequest, Frame, str], "Answer | HttpResponse | None"]


@dataclass(frozen=True, slots=True)
class Part:
    """What the code of the site puts on a page.

    Args:
        read: returns what to show.
        live: whether it shows more than the site's own content, so that nobody keeps the page.
        posts: whether something may be sent to it.
        below: what stands at an address of its own one step below the page, by the last part of it; None for nothing.
    """

    read: Read
    live: bool = False
    posts: bool = False
    below: Below | None = None


PARTS: dict[str, Part] = {}
"""Parts by the path of the page they stand on, or by the ``form`` that a page names."""


def part(key: str, *, live: bool = False, posts: bool = False, below: Below | None = None) -> Callable[[Read], Read]:
    """Enter a part under the path of its page, or under the name that pages give as their ``form``."""

    def entered(read: Read) -> Read:
        PARTS[key] = Part(read, live=live or posts, posts=posts, below=below)
        return read

    return entered


def frame_of(
    site: Site, language: str, path: str, *, text: bool = False, printed: bool = False, host: str = ""
) -> Frame:
    """Return the frame of a page."""
    return Frame(site, SPOKEN[language], path.strip("/") or HOME, text, printed, host)


def service() -> str:
    """Return what the site calls the service: the name it gave itself, or one in the reader's language."""
    return settings.LIMEN_PUBLIC_NAME or _("Border and Immigration Service")


def shown(frame: Frame, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Render a page of the site; nothing of who asks is in it, so no cookie is read or set."""
    html = render_to_string(template, {"frame": frame, "service": service(), **context})
    response = HttpResponse(html, status=status)
    response["Content-Language"] = frame.language
    return response


def body_of(frame: Frame, row: Shown) -> Any:
    """Return the words of an edition as HTML, in the reader's language and version."""
    skip = row.path if row.kind == "term" else ""
    return frame.site.once(
        ("body", row.kind, row.path, row.language, frame.language, frame.text),
        lambda: render(row.body, address=frame.address, words=frame.site.words(row.language), skip=skip),
    )


def keep(response: HttpResponse, changed: datetime | None, *, held: bool = True) -> HttpResponse:
    """Let caches keep an answer for a little while.

    Args:
        response: the answer.
        changed: when what it shows was last changed, where that is known.
        held: whether this node may hold it until an act changes the site; what shows more is held
            for ``LIMEN_PORTAL_LIVE_SECONDS`` alone.
    """
    response["Cache-Control"] = f"public, max-age={settings.LIMEN_PORTAL_MAX_AGE}"
    seconds = math.inf if held else settings.LIMEN_PORTAL_LIVE_SECONDS
    response.limen_held = seconds  # type: ignore[attr-defined]  # the middleware asks
    if changed is not None:
        response["Last-Modified"] = http_date(changed.timestamp())
    return response


def keep_not(response: HttpResponse) -> HttpResponse:
    """Let nobody keep an answer."""
    response["Cache-Control"] = "no-store"
    return response


__all__ = [
    "HOME",
    "ORIGINAL",
    "PARTS",
    "Answer",
    "Frame",
    "Part",
    "body_of",
    "frame_of",
    "keep",
    "keep_not",
    "part",
    "service",
    "shown",
]
