"""Content as it is shipped: numbered releases of Markdown files with TOML before them, one folder a language."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from limen.kernel import BadInput, Problem

ROOT = Path(__file__).parent / "content"
FENCE = "+++"
FOLDERS = {"pages": "page", "answers": "answer", "news": "news"}
KINDS = ("page", "answer", "news", "term")


@dataclass(frozen=True, slots=True)
class Written:
    """One piece in one language, as a release holds it.

    Args:
        kind: page, answer, news or term.
        path: its address without slashes at the ends; ``index`` is the home page.
        language: the language it is written in.
        title, summary, body: its words; the body is Markdown.
        facts: what else stands before the words: topic, office, form, order, law.
        also: other forms of a glossary word.
        dated: the day of a piece of news.
    """

    kind: str
    path: str
    language: str
    title: str
    summary: str
    body: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    dated: date | None = None


def releases(root: Path = ROOT) -> list[str]:
    """Return the names of the releases that are shipped, in the order they are taken."""
    return sorted(folder.name for folder in root.iterdir() if folder.is_dir())


def digest(name: str, root: Path = ROOT) -> str:
    """Return the SHA-256 of a release: of every file's path and content, in order."""
    seen = hashlib.sha256()
    for file in _files(root / name):
        seen.update(file.relative_to(root / name).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return seen.hexdigest()


def written(name: str, root: Path = ROOT) -> Iterator[Written]:
    """Yield every piece of a release, the original language first.

    Raises:
        BadInput: when a file cannot be read, saying which and why.
    """
    folder = root / name
    languages = sorted((part.name for part in folder.iterdir() if part.is_dir()), key=lambda code: (code != "en", code))
    for language in languages:
        for file in _files(folder / language):
            yield from _read(file, folder / language, language)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in (".md", ".toml"))


def _read(file: Path, folder: Path, language: str) -> Iterator[Written]:
    inside = file.relative_to(folder)
    try:
        if inside.name == "terms.toml":
            yield from _terms(tomllib.loads(file.read_text("utf-8")), language)
        else:
            yield _piece(file.read_text("utf-8"), inside, language)
    except (KeyError, ValueError) as error:
        text = f"{language}/{inside.as_posix()}: {error}"
        raise BadInput(text, problems=[Problem("release", "portal.content", text)]) from error


def _piece(text: str, inside: Path, language: str) -> Written:
    before, _, body = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    facts = tomllib.loads(before)
    kind = FOLDERS[inside.parts[0]]
    path = Path(*inside.parts[1:]).with_suffix("").as_posix()
    return Written(
        kind,
        path,
        language,
        title=str(facts.pop("title")),
        summary=str(facts.pop("summary", "")),
        body=body.strip() + "\n",
        facts=facts,
        dated=date.fromisoformat(path[:10]) if kind == "news" else None,
    )


def _terms(data: Mapping[str, Any], language: str) -> Iterator[Written]:
    for term in data["term"]:
        also = tuple(term.get("also", ()))
        facts = {"law": term.get("law", [])}
        yield Written("term", term["slug"], language, term["title"], "", term["meaning"], facts, also)
