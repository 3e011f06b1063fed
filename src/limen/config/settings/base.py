"""Settings every node shares; what differs comes from the environment (docs/operations.md lists it)."""

from __future__ import annotations

from pathlib import Path

from limen.config.environment import database, flag, listed, mail, number, secret_key, text

PACKAGE = Path(__file__).resolve().parents[2]
DATA_DIR = Path(text("LIMEN_DATA", "var")).resolve()

SECRET_KEY = text("LIMEN_SECRET_KEY") or secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = listed("LIMEN_SECRET_KEY_FALLBACKS")
DEBUG = False
ALLOWED_HOSTS = listed("LIMEN_HOSTS")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "limen.web",
    "limen.web.derived",
    "limen.core.ledger",
    "limen.core.places",
    "limen.core.access",
    "limen.core.people",
    "limen.core.documents",
    "limen.core.encounters",
    "limen.core.referrals",
    "limen.core.clocks",
    "limen.core.casefile",
    "limen.core.lookouts",
    "limen.core.watchlists",
    "limen.core.criteria",
    "limen.core.custody",
    "limen.offices.inspections",
    "limen.offices.investigations",
    "limen.offices.patrol",
    "limen.offices.removal",
    "limen.offices.sevis",
    "limen.portal.requests",
    # after the offices, whose addresses come before what the public site takes
    "limen.portal",
    "limen.config",
    # after our own, whose templates stand in for the library's
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
AUTH_USER_MODEL = "access.Account"

MIDDLEWARE = [
    "limen.core.access.middleware.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # before sessions: a public page is the same for everybody
    "limen.portal.caching.PublicPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "limen.core.access.middleware.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "limen.core.access.middleware.ViewerMiddleware",
    # last, so that its page is the officer's, and before any view
    "limen.core.access.middleware.AddressMiddleware",
]

ROOT_URLCONF = "limen.config.urls"
WSGI_APPLICATION = "limen.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "limen.web.context.frame",
            ],
        },
    }
]

DATABASES = {"default": database(text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'limen.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files every worker of this machine sees: rate limits and spent codes, without a durable commit for every wrong guess.
# Culling is far off, so that filling the cache is no way round a limit; the lock-out itself is in the database.
CACHES = {
    "default": {
        "BACKEND": "limen.core.access.cache.SharedFileCache",
        "LOCATION": str(DATA_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# the languages there are catalogues for; the list of a deployment grows with its catalogues
LANGUAGES = [("en", "English")]
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
# formats of days for languages of the public site that Django has none for
FORMAT_MODULE_PATH = ["limen.portal.formats"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# signing in
AUTHENTICATION_BACKENDS = ["limen.core.access.backends.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name", "email"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": number("LIMEN_PASSWORD_LENGTH", 12)},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/work/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "limen.core.access.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_USERNAME_MIN_LENGTH = 2
ACCOUNT_FORMS = {"login": "limen.core.access.forms.SignInForm"}
# An address shared by a whole port makes honest mistakes; the account's own lock-out is the firm limit.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,30/15m/key",
    "reauthenticate": "20/m/user",
    "change_password": "10/m/user",
}
MFA_ADAPTER = "limen.core.access.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "limen.core.access.forms.CodeForm",
    "reauthenticate": "limen.core.access.forms.ConfirmCodeForm",
}
LIMEN_LOCKOUT_FAILURES = number("LIMEN_LOCKOUT_FAILURES", 5)
LIMEN_LOCKOUT_MINUTES = number("LIMEN_LOCKOUT_MINUTES", 15)

# sessions
LIMEN_IDLE_MINUTES = number("LIMEN_IDLE_MINUTES", 15)
LIMEN_SESSION_HOURS = number("LIMEN_SESSION_HOURS", 10)
LIMEN_SESSIONS_EACH = number("LIMEN_SESSIONS_EACH", 1)
SESSION_ENGINE = "limen.core.access.kept"
SESSION_COOKIE_AGE = LIMEN_SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# the browser
SESSION_COOKIE_NAME = "__Host-limen"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-limen-form"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS: list[str] = []
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = number("LIMEN_HSTS_SECONDS", 63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if flag("LIMEN_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = number("LIMEN_PROXIES", 1)
# schools' software may be known by a client certificate; only these proxies are believed when they name its fingerprint
LIMEN_CERTIFICATE_HEADER = text("LIMEN_CERTIFICATE_HEADER", "X-Client-Cert-Fingerprint")
LIMEN_CERTIFICATE_PROXIES = listed("LIMEN_CERTIFICATE_PROXIES")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
LIMEN_HEADERS = {
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), "
        "payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}

# what is sent to us
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_PERMISSIONS = 0o600
LIMEN_MAX_BODY = number("LIMEN_MAX_BODY_MB", 100) * 1_000_000
LIMEN_API_PREFIX = "/api/"

# what we send and say
vars().update(mail(DATA_DIR))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}, "limen": {"level": "INFO"}},
}

# the public site
LIMEN_PUBLIC_NAME = text("LIMEN_PUBLIC_NAME")
LIMEN_PORTAL_SECONDS = number("LIMEN_PORTAL_SECONDS", 2)
LIMEN_PORTAL_LIVE_SECONDS = number("LIMEN_PORTAL_LIVE_SECONDS", 30)
LIMEN_PORTAL_MAX_AGE = number("LIMEN_PORTAL_MAX_AGE", 60)

LIMEN_LAW_PACK = text("LIMEN_LAW_PACK", "us")
LIMEN_NODE = text("LIMEN_NODE", "local")
LIMEN_TRUST = text("LIMEN_TRUST", str(DATA_DIR / "trust"))
LIMEN_INDEX = text("LIMEN_INDEX", str(DATA_DIR / "index"))
