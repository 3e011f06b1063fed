"""The WSGI application granian serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limen.config.settings.base")
application = get_wsgi_application()
# what is loaded by now stays for good: no full collection walks it again, in the middle of somebody's request
gc.collect()
gc.freeze()
