"""The WSGI application granian serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from limen.kernel.memory import set_aside

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limen.config.settings.base")
application = get_wsgi_application()
# what is loaded by now stays for good: no full collection walks it again, in the middle of somebody's request
set_aside()
