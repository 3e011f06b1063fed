"""What the code of the site puts below the words of its pages; each module enters its parts in ``frame.PARTS``."""

from limen.portal.parts import facilities, i94, lists, locator, organisation, searching, sending, wait_times

__all__ = ["facilities", "i94", "lists", "locator", "organisation", "searching", "sending", "wait_times"]
