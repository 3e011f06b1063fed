"""A body as blocks and runs of text: data for the sheet, so that no text is ever read as markup there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from limen.portal.writing import parsed

Run = dict[str, Any]
Block = dict[str, Any]
LISTS = {"bullet_list": False, "ordered_list": True}
MARKS = {"strong": "bold", "em": "italic"}


def blocks(body: str, *, address: Callable[[str], str]) -> list[Block]:
    """Return a body as blocks.

    Args:
        body: Markdown.
        address: turns a path of the site into a whole address.

    Returns:
        Blocks with ``kind`` heading (``level``, ``runs``), paragraph (``runs``), list (``ordered``, ``items``: blocks
        each), table (``head``, ``rows``: cells of runs) or quote (``blocks``). A run is ``text`` with ``bold``,
        ``italic`` and ``href``.
    """
    return list(_children(SyntaxTreeNode(parsed(body)), address))


def _children(node: SyntaxTreeNode, address: Callable[[str], str]) -> Iterator[Block]:
    for child in node.children:
        found = _block(child, address)
        if found is not None:
            yield found


def _block(node: SyntaxTreeNode, address: Callable[[str], str]) -> Block | None:
    if node.type == "heading":
        return {"kind": "heading", "level": int(node.tag[1:]), "runs": _runs(node.children, address)}
    if node.type == "paragraph":
        return {"kind": "paragraph", "runs": _runs(node.children, address)}
    if node.type in LISTS:
        items = [list(_children(item, address)) for item in node.children]
        return {"kind": "list", "ordered": LISTS[node.type], "items": items}
    if node.type == "table":
        return _table(node, address)
    if node.type == "blockquote":
        return {"kind": "quote", "blocks": list(_children(node, address))}
    return {"kind": "paragraph", "runs": [_run(node.content)]} if node.content else None


def _table(node: SyntaxTreeNode, address: Callable[[str], str]) -> Block:
    rows = [[_runs(cell.children, address) for cell in row.children] for part in node.children for row in part.children]
    return {"kind": "table", "head": rows[0], "rows": rows[1:]}


def _runs(nodes: Sequence[SyntaxTreeNode], address: Callable[[str], str], **marks: Any) -> list[Run]:
    found: list[Run] = []
    for node in nodes:
        if node.type in ("text", "code_inline"):
            found.append(_run(node.content, **marks))
        elif node.type in ("softbreak", "hardbreak"):
            found.append(_run(" ", **marks))
        elif node.type == "link":
            target = str(node.attrs.get("href", ""))
            href = address(target) if target.startswith("/") else target
            found += _runs(node.children, address, **{**marks, "href": href})
        else:
            more = {MARKS[node.type]: True} if node.type in MARKS else {}
            found += _runs(node.children, address, **{**marks, **more})
    return found


def _run(text: str, **marks: Any) -> Run:
    return {"text": text, "bold": False, "italic": False, "href": "", **marks}
