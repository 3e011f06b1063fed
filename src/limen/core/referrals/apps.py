"""The referrals app."""

from limen.core.rooms import RoomConfig


class ReferralsConfig(RoomConfig):
    """Reads its transition tables at start."""

    name = "limen.core.referrals"
    label = "referrals"
    default = True
