"""Reading an interchange whole."""

from __future__ import annotations

from limen.exchange.edifact.model import Interchange
from limen.exchange.edifact.scanning import scan
from limen.exchange.edifact.structure import Structure


def read_interchange(source: bytes | str) -> Interchange:
    """Read an EDIFACT interchange, however mangled. Never raises; what is wrong stands in ``faults``.

    Mail headers and footers, wrapped teletype lines, unescaped terminators, lost terminators, a missing UNA, truncated
    tails, functional groups and several interchanges in one text are all read. Service segments are kept.

    Args:
        source: bytes (UTF-8, Latin-1, EBCDIC) or text.

    Source: ISO 9735 syntax versions 1 to 4 (batch).
    """
    scanned = scan(source)
    segments = scanned.segments()
    structure = Structure(segments)
    return Interchange(scanned.separators, segments, tuple(structure.groups), (*scanned.faults, *structure.faults))
