"""What the public site marks for translation, gathered from its code and its templates without the gettext programs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

SITE = Path(__file__).parents[1]
LIMEN = SITE.parent
BORROWED = (
    "offices/removal/forms/locator.py",
    "offices/removal/forms/places.py",
    "web/derived/templates/derived/parts/field.html",
)
"""Files outside the site whose words its pages show."""

NOT_SHOWN = ("tests", "migrations", "locale", "content")
ARGUMENTS = {"gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
CALLED = re.compile(r"\b(_|n?p?gettext)\(")
LITERAL = re.compile(r"""\s*u?((?:"(?:[^"\\]|\\.)*")|(?:'(?:[^'\\]|\\.)*'))\s*,?""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text marked for translation.

    Args:
        text: the text; of what is counted, that for one.
        plural: the text for many; empty where nothing is counted.
        context: what tells two meanings of one text apart; empty where nothing must.
    """

    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        """Return the text as a compiled catalogue looks it up."""
        return f"{self.context}\x04{self.text}" if self.context else self.text


def marked() -> dict[str, Marked]:
    """Return every text that the public site marks for translation, under what a catalogue looks it up by."""
    found: dict[str, Marked] = {}
    for one in (one for file in _files() for one in marked_in(file)):
        if one.plural or one.key not in found:
            found[one.key] = one
    return found


def marked_in(file: Path) -> Iterator[Marked]:
    """Yield the texts that a file marks for translation."""
    source = file.read_text("utf-8")
    yield from in_code(source) if file.suffix == ".py" else in_template(source)


def _files() -> Iterator[Path]:
    yield from (LIMEN / name for name in BORROWED)
    for file in sorted(SITE.rglob("*")):
        if file.suffix in (".py", ".html", ".txt") and not set(file.relative_to(SITE).parts) & set(NOT_SHOWN):
            yield file


def in_code(source: str) -> Iterator[Marked]:
    """Yield the texts that Python marks: the constants given to gettext and its like, under whatever name."""
    tree = ast.parse(source)
    names = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            given = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            name = names.get(given) or (_plain(given) if isinstance(node.func, ast.Attribute) else "")
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if name in ARGUMENTS and len(texts) >= ARGUMENTS[name]:
                yield _marked(name, texts)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((alias.asname or alias.name, _plain(alias.name)) for alias in node.names)


def _plain(name: str) -> str:
    return name.removesuffix("_lazy").removesuffix("_noop")


def in_template(source: str) -> Iterator[Marked]:
    """Yield the texts that a template marks, as Django itself hands them to the gettext programs."""
    handed = templatize(source)
    for match in CALLED.finditer(handed):
        name = "gettext" if match[1] == "_" else match[1]
        texts, place = [], match.end()
        while len(texts) < ARGUMENTS[name] and (literal := LITERAL.match(handed, place)):
            texts.append(str(ast.literal_eval(literal[1])))
            place = literal.end()
        if len(texts) == ARGUMENTS[name]:
            yield _marked(name, texts)


def _marked(name: str, texts: list[str]) -> Marked:
    context, rest = (texts[0], texts[1:]) if "pgettext" in name else ("", texts)
    return Marked(rest[0], rest[1] if name.startswith("n") else "", context)
