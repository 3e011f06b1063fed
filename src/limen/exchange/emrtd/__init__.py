"""Chips of travel documents: passive authentication (ICAO Doc 9303-10, -11, -12; RFC 5652).

Nothing here raises for any bytes: what is malformed is said as a fault or a check that failed.
``authentic`` is said only where every check passed.
"""

from limen.exchange.emrtd.authentication import Verdict, authenticate
from limen.exchange.emrtd.certificates import Certificate
from limen.exchange.emrtd.chain import Held, Source
from limen.exchange.emrtd.data_groups import Face, FaceGroup, ZoneGroup, group_hash, read_face_group, read_zone_group
from limen.exchange.emrtd.findings import Check, Fault
from limen.exchange.emrtd.master_list import Listed, MasterList, read_master_list
from limen.exchange.emrtd.security_object import SecurityObject, read_security_object
from limen.exchange.emrtd.states import countries_of
from limen.exchange.emrtd.trust import TrustStore, open_trust

__all__ = [
    "Certificate",
    "Check",
    "Face",
    "FaceGroup",
    "Fault",
    "Held",
    "Listed",
    "MasterList",
    "SecurityObject",
    "Source",
    "TrustStore",
    "Verdict",
    "ZoneGroup",
    "authenticate",
    "countries_of",
    "group_hash",
    "open_trust",
    "read_face_group",
    "read_master_list",
    "read_security_object",
    "read_zone_group",
]
