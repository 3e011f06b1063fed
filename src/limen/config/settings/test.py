"""Settings for the test suite: either database, no secrets, nothing written outside a folder of its own."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")
os.environ.setdefault("LIMEN_SECRET_KEY", "only-for-tests")
os.environ.setdefault("LIMEN_DATA", os.path.join(tempfile.gettempdir(), f"limen-tests-{os.getuid()}"))  # noqa: PTH118  the environment holds text

from .base import *

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_NAME = "limen"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "limen-form"
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# tables are made as the models are now; that the migrations lead to the same has a test of its own
DATABASES = {"default": {**DATABASES["default"], "TEST": {"MIGRATE": bool(os.environ.get("LIMEN_REPLAY"))}}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# what an act changed is on the next page, in every test
LIMEN_PORTAL_SECONDS = LIMEN_PORTAL_LIVE_SECONDS = 0
