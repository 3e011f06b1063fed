"""Reading an interchange whole."""

from __future__ import annotations

from limen.exchange.edifact.model import Group, Interchange, Message, Segment
from limen.exchange.edifact.scanning import scan
from limen.exchange.edifact.structure import SERVICE, Bundle, Span, Structure


def read_interchange(source: bytes | str) -> Interchange:
    """Read an EDIFACT interchange, however mangled. Never raises; what is wrong stands in ``faults``.

    Mail headers and footers, wrapped teletype lines, unescaped terminators, lost terminators, a missing UNA, truncated
    tails, functional groups and several interchanges in one text are all read. Service segments are kept.

    Args:
        source: bytes (UTF-8, UTF-16, Latin-1, EBCDIC) or text.

    Source: ISO 9735 syntax versions 1 to 4 (batch).
    """
    scanned = scan(source)
    segments = scanned.segments()
    service = [segment for segment in segments if segment.tag in SERVICE]
    structure = Structure(service, len(segments), lambda number: segments[number - 1])
    groups = tuple(_group(bundle, segments) for bundle in structure.bundles)
    return Interchange(scanned.separators, segments, groups, (*scanned.faults, *structure.faults))


def _group(bundle: Bundle, segments: tuple[Segment, ...]) -> Group:
    messages = tuple(_message(span, segments) for span in bundle.spans)
    header = bundle.header
    if header is None:
        return Group("", "", "", "", messages)
    return Group(header.get(0), header.get(1), header.get(2), header.get(4), messages)


def _message(span: Span, segments: tuple[Segment, ...]) -> Message:
    body, header = segments[span.first - 1 : span.last], span.header
    if header is None:
        return Message("", "", "", "", "", "", body, complete=False)
    kind, version, release, agency, association = (header.get(1, place) for place in range(5))
    complete = span.trailer is not None
    return Message(kind, version, release, agency, association, header.get(0), body, complete=complete)
