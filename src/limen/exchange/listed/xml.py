"""Reading XML that came from outside: no document type, no entities, nothing fetched."""

from __future__ import annotations

from lxml import etree

from limen.exchange.listed.model import ListUnreadable


def safe_tree(data: bytes) -> etree._Element:
    """Return the root of an XML document.

    Args:
        data: the file.

    Raises:
        ListUnreadable: when it is not well-formed, with the line, or when it declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise ListUnreadable(f"The file is not well-formed XML: {error}.", line) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ListUnreadable("The file declares a document type; a published list does not.", 1)
    return root
