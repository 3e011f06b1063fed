"""Settings of the demo: one laptop, plain http, on the loopback address and nowhere else."""

from __future__ import annotations

import ipaddress

from django.core.exceptions import ImproperlyConfigured

from limen.config.environment import text

from .base import *

BOUND = text("LIMEN_BIND", "127.0.0.1")
if not ipaddress.ip_address(BOUND).is_loopback:
    raise ImproperlyConfigured(f"The demo has no TLS and is served on the loopback address only, not on {BOUND}.")

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "limen"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "limen-form"
CSRF_COOKIE_SECURE = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
LIMEN_DEMO = True
