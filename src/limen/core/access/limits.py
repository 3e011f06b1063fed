"""How often an address may ask without signing in: counted an hour, in the cache that all workers share.

Nobody lists the detained, the numbers of others or our patience by trying.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone

from limen.core.access.counts import once_more
from limen.core.lawbook import lawbook

HOUR = 3600
"""Seconds over which questions are counted."""

ONE_LINE = 64
"""Bits of an IPv6 address that name a line; whoever has it may take any of the addresses behind them."""


def asker(request: HttpRequest) -> str:
    """Return the address somebody asks from, as the node's proxies tell it; of IPv6 the part that names the line."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, IPv6Address):
        return str(ip_network((address, ONE_LINE), strict=False))
    return str(address)


def too_often(request: HttpRequest, what: str, most: str) -> bool:
    """Count a question of an address in this hour and return whether it is one too many.

    Args:
        request: the question.
        what: what is counted, e.g. ``limen-locator``.
        most: the law pack's value that says how many an address may ask in an hour.
    """
    return counted(f"{what}:{asker(request)}", most)


def counted(key: str, most: str) -> bool:
    """Count something in this hour and return whether it is one too many.

    Args:
        key: what is counted, whoever asks for it.
        most: the law pack's value that says how many there may be in an hour.
    """
    return bool(once_more(key, HOUR) > lawbook().value(most, timezone.now().date()).value)
