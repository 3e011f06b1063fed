"""Whether an element is as the description says, and where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from limen.exchange.sevis_batch.model import BLANKS, CALENDAR, KIND, NIL, Node, Refusal
from limen.exchange.sevis_batch.notation import MANY, Element, Group, Shape
from limen.exchange.sevis_batch.values import BUILT_IN, YES_NO, Kind

HINTS = frozenset({"xsi:schemaLocation", "xsi:noNamespaceSchemaLocation"})
"""Attributes that may stand on any element and say only where a schema might be found; nothing is fetched."""
SHOWN = 60
"""Characters of a value a refusal shows."""
XS = "{http://www.w3.org/2001/XMLSchema}"
DATED = frozenset(words for words in ("date", "moment", "blank or date"))
YEARS = 4
"""Digits of a year that a calendar holds."""


class Checker:
    """Checks one document; what it finds stands in ``found``.

    Args:
        most: refusals after which it stops looking.
    """

    def __init__(self, most: int) -> None:
        self.found: list[Refusal] = []
        self._most = most
        self._trail: list[Node] = []

    def check(self, node: Node, shape: Shape, trail: Sequence[Node] = (), skip: AbstractSet[int] = frozenset()) -> None:
        """Check an element and everything in it.

        Args:
            node: the element.
            shape: what it is to hold.
            trail: the elements around it, the outermost first.
            skip: elements, by ``id``, that are checked by another call.
        """
        self._trail = list(trail)
        self._element(node, shape, skip)

    def _element(self, node: Node, shape: Shape, skip: AbstractSet[int]) -> None:
        if len(self.found) >= self._most:
            return
        if shape.kind is not None:
            self._value(node, shape, shape.kind)
            return
        if shape.free:
            self._free(node)
            return
        if node.attributes or shape.attributes or shape.abstract:
            known = self._kind(node, shape)
            if known is None:
                return
            shape = known
            self._attributes(node, shape)
        if node.text:
            self._text(node, shape)
        self._trail.append(node)
        self._children(node, shape, skip)
        self._trail.pop()

    def _children(self, node: Node, shape: Shape, skip: AbstractSet[int]) -> None:
        for child, held in self._placed(node, shape):
            if held.kind is not None and not child.attributes and not child.children and held.kind.accepts(child.text):
                if held.kind.words in DATED:
                    self._calendar(child)
            elif id(child) not in skip:
                self._element(child, held, skip)

    def _value(self, node: Node, shape: Shape, kind: Kind) -> None:
        if node.attributes:
            if not self._attributes_of_value(node, shape, kind):
                return
            if shape.nil and node.attributes.get(NIL, "").strip(BLANKS) in {"true", "1"}:
                if node.text or node.children:
                    self._add("content", f"{node.name} says it has no value (xsi:nil) and has one.", node)
                return
        if node.children:
            self._add("content", f"{node.name} holds a value, no elements; {node.children[0].name} stands in it.", node)
        elif not kind.accepts(node.text):
            self._add("value", _value_words(node.name, node.text, kind), node)
        elif kind.words in DATED:
            self._calendar(node)

    def _calendar(self, node: Node) -> None:
        """Refuse a date that XML Schema allows and no calendar of ours holds."""
        text = node.text.strip(BLANKS)
        if text and (text.startswith("-") or text.index("-") != YEARS):
            self._add(CALENDAR, f"{node.name} holds “{_shown(text)}”; a record cannot hold that year.", node)

    def _attributes_of_value(self, node: Node, shape: Shape, kind: Kind) -> bool:
        before = len(self.found)
        for name, value in node.attributes.items():
            if name == NIL and not shape.nil:
                self._add("attribute", f"{node.name} may not be empty by xsi:nil.", node)
            elif name == NIL and value.strip(BLANKS) not in YES_NO:
                self._add("attribute", f"xsi:nil of {node.name} holds “{_shown(value)}”; it is true or false.", node)
            elif name == KIND and kind.words not in _types(value):
                self._add("attribute", f"{node.name} says by xsi:type that it is “{_shown(value)}”; it is not.", node)
            elif name not in HINTS and name not in {NIL, KIND}:
                self._add("attribute", f"{node.name} has no attribute {name}.", node)
        return len(self.found) == before

    def _kind(self, node: Node, shape: Shape) -> Shape | None:
        """Return the shape an element says it has by ``xsi:type``, or the only one it can have."""
        said = node.attributes.get(KIND)
        if said is None and not shape.abstract:
            return shape
        if shape.abstract:
            found = shape.kinds.get((said or "").strip(BLANKS))
            if found is None:
                names = ", ".join(sorted(shape.kinds))
                told = f"says by xsi:type “{_shown(said)}”" if said else "does not say by xsi:type what it is"
                self._add("attribute", f"{node.name} {told}; it is one of: {names}.", node)
            return found
        if shape.name and (said or "").strip(BLANKS) == shape.name:
            return shape
        self._add("attribute", f"{node.name} says by xsi:type that it is “{_shown(said or '')}”; it is not.", node)
        return None

    def _attributes(self, node: Node, shape: Shape) -> None:
        for name, value in node.attributes.items():
            attribute = shape.attributes.get(name)
            if attribute is not None:
                if not attribute.kind.accepts(value):
                    self._add("value", _value_words(f"Attribute {name} of {node.name}", value, attribute.kind), node)
            elif name == NIL:
                self._add("attribute", f"{node.name} may not be empty by xsi:nil.", node)
            elif name not in HINTS and name != KIND:
                self._add("attribute", f"{node.name} has no attribute {name}.", node)
        for name, attribute in shape.attributes.items():
            if attribute.required and name not in node.attributes:
                self._add("missing", f"{node.name} lacks its attribute {name}: {attribute.kind.says}.", node)

    def _text(self, node: Node, shape: Shape) -> None:
        if not shape.content and not node.children:
            self._add("content", f"{node.name} holds nothing, no blanks either.", node)
        elif node.text.strip(BLANKS):
            self._add("content", f"{node.name} holds elements; the text “{_shown(node.text)}” stands in it.", node)

    def _free(self, node: Node) -> None:
        """Check an element that may hold anything: only what it says of itself by ``xsi:type`` and ``xsi:nil``."""
        if NIL in node.attributes:
            self._add("attribute", f"{node.name} may not be empty by xsi:nil.", node)
        self._said(node)

    def _said(self, node: Node) -> None:
        said = node.attributes.get(KIND, "").strip(BLANKS)
        accepts = BUILT_IN.get(said.removeprefix(XS)) if said.startswith(XS) else None
        if said and accepts is None and said != f"{XS}anyType":
            self._add("attribute", f"{node.name} says by xsi:type that it is “{_shown(said)}”, which is unknown.", node)
        elif accepts is not None and (node.children or not accepts(node.text)):
            self._add("value", f"{node.name} holds “{_shown(node.text)}”, which is no {said.removeprefix(XS)}.", node)
        for child in node.children:
            self._said(child)

    def _placed(self, node: Node, shape: Shape) -> Iterator[tuple[Node, Shape]]:
        """Return each child with what it is to hold, as far as they stand where they may."""
        children = node.children
        place = 0
        count = len(children)
        for part in shape.content:
            if isinstance(part, Element):
                name, most = part.name, part.most
                start = place
                while place < count and children[place].name == name and place - start < most:
                    yield children[place], part.shape
                    place += 1
                if place - start < part.least:
                    self._lacks(node, part, children[place] if place < count else None, place - start)
                    return
            else:
                placed: list[tuple[Node, Shape]] = []
                after = self._group(node, part, children, place, placed)
                yield from placed
                if after < 0:
                    return
                place = after
        if place < count:
            self._surplus(node, shape, children, place)

    def _group(
        self, node: Node, group: Group, children: tuple[Node, ...], place: int, placed: list[tuple[Node, Shape]]
    ) -> int:
        """Place children in a group; return the place after them, or -1 where they do not stand as they must."""
        following = children[place].name if place < len(children) else ""
        if following not in group.starts:
            if group.empty:
                return place
            self._none_of(node, group, children[place] if place < len(children) else None)
            return -1
        for part in group.content:
            starts = part.starts if isinstance(part, Group) else {part.name}
            if group.choice and following not in starts:
                continue
            if isinstance(part, Group):
                place = self._group(node, part, children, place, placed)
            else:
                place = self._run(node, part, children, place, placed)
            if place < 0 or group.choice:
                return place
        return place

    def _run(
        self, node: Node, part: Element, children: tuple[Node, ...], place: int, placed: list[tuple[Node, Shape]]
    ) -> int:
        """Place children of one name; return the place after them, or -1 where there are too few."""
        start = place
        while place < len(children) and children[place].name == part.name and place - start < part.most:
            placed.append((children[place], part.shape))
            place += 1
        if place - start < part.least:
            self._lacks(node, part, children[place] if place < len(children) else None, place - start)
            return -1
        return place

    def _lacks(self, node: Node, part: Element, instead: Node | None, count: int) -> None:
        what = part.name if count == 0 else f"a further {part.name} ({part.least} or more must stand)"
        stands = f"; {instead.name} stands there instead" if instead is not None else ""
        holds = f": {part.shape.kind.says}" if part.shape.kind is not None else ""
        self._add("missing", f"{node.name} lacks {what}{holds}{stands}.", instead or node, node)

    def _none_of(self, node: Node, group: Group, instead: Node | None) -> None:
        names = ", ".join(sorted(group.starts))
        stands = f"; {instead.name} stands there instead" if instead is not None else ""
        self._add("missing", f"{node.name} lacks one of: {names}{stands}.", instead or node, node)

    def _surplus(self, node: Node, shape: Shape, children: tuple[Node, ...], place: int) -> None:
        child = children[place]
        known = next((part for part in shape.elements() if part.name == child.name), None)
        if known is None:
            reason = f"{node.name} holds no {child.name}."
        elif any(earlier.name == child.name for earlier in children[:place]):
            times = {1: "once", MANY: "together"}.get(known.most, f"{known.most} times")
            reason = f"{child.name} may stand in {node.name} {times}, at its place; it stands there once more."
        else:
            reason = f"{child.name} stands in {node.name} out of its place: what follows it stands before it."
        self._add("unexpected", reason, child, node)

    def _add(self, rule: str, reason: str, node: Node, parent: Node | None = None) -> None:
        trail = [*self._trail]
        if parent is not None and (not trail or trail[-1] is not parent):
            trail.append(parent)
        if not trail or trail[-1] is not node:
            trail.append(node)
        self.found.append(Refusal(rule, reason, node.line, path_of(trail)))


def path_of(trail: Sequence[Node]) -> str:
    """Return the path of an element from the elements around it, numbered where several of a name stand together."""
    path = ""
    around: Node | None = None
    for node in trail:
        alike = [] if around is None else [child for child in around.children if child.name == node.name]
        number = next((place for place, child in enumerate(alike, 1) if child is node), 0)
        path += f"/{node.name}" + (f"[{number}]" if len(alike) > 1 else "")
        around = node
    return path


def _value_words(name: str, text: str, kind: Kind) -> str:
    told = f"holds “{_shown(text)}”" if text else "is empty"
    return f"{name} {told}; it must be {kind.says}."


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _types(said: str) -> frozenset[str]:
    """Return the words of the kinds of value that a type of XML Schema, named by ``xsi:type``, is."""
    return {f"{XS}string": frozenset({"text"}), f"{XS}int": frozenset({"int"})}.get(said.strip(BLANKS), frozenset())
