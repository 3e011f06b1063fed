"""What the code of the site puts below the words of its pages; each module enters its parts in ``frame.PARTS``."""

from limen.portal.parts import lists, organisation, searching, sending

__all__ = ["lists", "organisation", "searching", "sending"]
