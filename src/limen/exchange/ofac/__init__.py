"""The Specially Designated Nationals list of the US Treasury, as its legacy comma-separated files.

``parse`` takes the files of entries, aliases and addresses, and returns every entry with what stands in its remarks:
weak aliases, dates and places of birth, nationalities, documents. Field meanings are those of the Treasury's own
description of the files (dat_spec.txt).
"""

from limen.exchange.ofac.reading import parse
from limen.exchange.ofac.remarks import Remarks, read_remarks

__all__ = ["Remarks", "parse", "read_remarks"]
