"""The WSGI application granian serves."""

from __future__ import annotations

import os
from threading import Timer

from django.core.wsgi import get_wsgi_application

from limen.kernel import REGISTER
from limen.kernel.memory import set_aside, undisturbed

SETTLED = 1.0
"""Seconds after which a worker makes ready what its first page does without."""


def make_ready() -> None:
    """Make the API's addresses and the acts' validators, so that nobody's request waits for them.

    What is loaded by then stays for good: no full collection walks it again, in the middle of somebody's request.
    """
    from limen.config import api

    try:
        api.addresses()
        for act in REGISTER.values():
            act.model_rebuild()
    finally:
        set_aside()


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limen.config.settings.base")
undisturbed()
application = get_wsgi_application()
settling = Timer(SETTLED, make_ready)
settling.daemon = True
settling.start()
