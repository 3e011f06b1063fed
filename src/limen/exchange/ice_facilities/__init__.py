"""The enforcement agency's list of detention facilities, as released: one facility a row.

``parse`` reads separated text (bars, commas, tabs or semicolons); headings are compared without case, space and
punctuation. Nothing here knows what a type or an area means.
"""

from limen.exchange.ice_facilities.reading import Fault, ListedFacility, ListUnreadable, Reading, parse

__all__ = ["Fault", "ListUnreadable", "ListedFacility", "Reading", "parse"]
