"""What is done to lists: register, approve, load, allow a shrunken version, retire."""

from limen.core.watchlists.acts.lists import AllowShrunken, ApproveList, RegisterList, RetireList
from limen.core.watchlists.acts.loading import ListEntry, LoadVersion

__all__ = ["AllowShrunken", "ApproveList", "ListEntry", "LoadVersion", "RegisterList", "RetireList"]
