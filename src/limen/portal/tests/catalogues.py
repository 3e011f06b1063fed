"""Reading the catalogues of the site's interface as they are written, without the tools that made them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

LOCALE = Path(__file__).parents[1] / "locale"
KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? (".*")$')
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")
EMPTY: tuple[str, ...] = ()


@dataclass(slots=True)
class Message:
    """A message of a catalogue.

    Args:
        parts: what stands under each keyword, such as ``msgid`` or ``msgstr[0]``.
        flags: what is flagged about it, such as ``fuzzy``.
    """

    parts: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = EMPTY

    @property
    def key(self) -> str:
        """Return the message as a compiled catalogue looks it up."""
        context = f"{self.parts['msgctxt']}\x04" if "msgctxt" in self.parts else ""
        return context + self.parts["msgid"]

    @property
    def plural(self) -> str:
        """Return the message for many; empty where it counts nothing."""
        return self.parts.get("msgid_plural", "")

    @property
    def translations(self) -> list[str]:
        """Return the translation, or each form of it in order."""
        forms = sorted((name for name in self.parts if name.startswith("msgstr")), key=lambda name: (len(name), name))
        return [self.parts[name] for name in forms]

    @property
    def compiled(self) -> dict[str | tuple[str, int], str]:
        """Return what a compiled catalogue holds of it."""
        if self.plural:
            return {(self.key, number): text for number, text in enumerate(self.translations)}
        return {self.key: self.translations[0]}


def messages(path: Path) -> list[Message]:
    """Return every message of a catalogue, its head first; what is marked obsolete is left out."""
    blocks = path.read_text("utf-8").split("\n\n")
    return [message for block in blocks if (message := _message(block.splitlines())).parts]


def _message(lines: list[str]) -> Message:
    found = Message()
    last = ""
    for line in lines:
        if line.startswith("#,"):
            found.flags = tuple(flag.strip() for flag in line[2:].split(","))
        elif line.startswith('"'):
            found.parts[last] += ast.literal_eval(line)
        elif match := KEYWORD.match(line):
            last = match[1] + (f"[{match[2]}]" if match[2] else "")
            found.parts[last] = ast.literal_eval(match[3])
    return found


def head(path: Path) -> dict[str, str]:
    """Return the head of a catalogue, line by line."""
    lines = messages(path)[0].translations[0].splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def placeholders(text: str) -> set[str]:
    """Return the names that are filled in in a text."""
    return {match.group() for match in PLACEHOLDER.finditer(text)}


def catalogues() -> Iterator[Path]:
    """Yield every catalogue as it is written."""
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
