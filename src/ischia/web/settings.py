"""Settings from the environment; ``docs/reference/settings.md`` explains each of them.

``ischia serve`` fills in what is not set: data folder, key of the file, secret.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("ISCHIA_DATA_DIR", "ischia-data")).absolute()


def _switch(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "yes", "true", "on"}


def _words(name: str, default: str) -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _embedded() -> dict[str, Any]:
    return {
        "ENGINE": "ischia.web.sqlcipher",
        "NAME": str(DATA / "practice.db"),
        "KEY": os.environ.get("ISCHIA_DB_KEY", ""),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY"
            ),
        },
    }


def _server(address: str) -> dict[str, Any]:
    """Read ``postgresql://user:password@host:5432/name``; a host with ``/`` is a socket folder."""
    parts = urlsplit(address)
    # A socket folder keeps its capitals, which urlsplit's own hostname would fold.
    host = parts.netloc.rpartition("@")[2]
    if parts.port is not None:
        host = host.rpartition(":")[0]
    return {
        "ENGINE": "ischia.web.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        # A statement that comes again is kept as it was planned; none is worth compiling.
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": 2,
            "options": "-c jit=off",
        }
        | _trusted(unquote(host)),
    }


def _trusted(host: str) -> dict[str, str]:
    """Return how the server proves who it is: elsewhere by a certificate for its name."""
    is_here = host.startswith("/") or host in {"", "localhost", "127.0.0.1", "[::1]"}
    mode = os.environ.get("ISCHIA_DB_SSLMODE") or ("" if is_here else "verify-full")
    roots = os.environ.get("ISCHIA_DB_SSLROOTCERT") or ("system" if mode == "verify-full" else "")
    return {key: word for key, word in (("sslmode", mode), ("sslrootcert", roots)) if word}


DATABASE_URL = os.environ.get("ISCHIA_DATABASE_URL", "")
DATABASES = {
    "default": {
        **(_server(DATABASE_URL) if DATABASE_URL else _embedded()),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": bool(DATABASE_URL),
    }
}

SECRET_KEY = os.environ.get("ISCHIA_SECRET_KEY", "")
DEBUG = False
IS_DEMO = _switch("ISCHIA_DEMO")
BACKUP_DAYS = int(os.environ.get("ISCHIA_BACKUP_DAYS", "7"))
"""Days without a verified backup after which Today tells the owner in red."""
IS_OPEN = _switch("ISCHIA_LAN")
"""Whether the server listens beyond this machine: then TLS and a second factor are required."""
SECURITY_CONTACT = os.environ.get("ISCHIA_SECURITY_CONTACT", "").strip()
"""Whom to tell of a fault, as an address that can be opened; none serves no ``security.txt``."""
ADDRESS = os.environ.get("ISCHIA_ADDRESS", "http://localhost:8000")
"""Where people reach the practice; links are built from it, never from a request."""
ALLOWED_HOSTS = _words("ISCHIA_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS.startswith("https://") else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "ischia.web.practice",
    "ischia.web.people",
    "ischia.web.audit",
    "ischia.web.records",
]
MIDDLEWARE = [
    "ischia.web.middleware.Guard",
    "ischia.web.api.bare.Bare",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "ischia.web.middleware.WhereAndWhen",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "ischia.web.urls"
WSGI_APPLICATION = "ischia.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "pages"],
        "OPTIONS": {
            "loaders": [
                ("ischia.web.settled.Loader", ["django.template.loaders.filesystem.Loader"])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "ischia.web.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "ischia.web.words",
                "ischia.web.again",
                "ischia.web.pages.intake.drawings",
                "ischia.web.speech",
            ],
        },
    }
]
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["ischia.web.people.recall.PeopleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "ischia.web.people.passwords.NotTooLong"},
    {
        "NAME": "ischia.web.people.passwords.NotKnown",
        "OPTIONS": {"path": os.environ.get("ISCHIA_KNOWN_PASSWORDS", "")},
    },
]
LOGIN_URL = "/sign-in/"

SESSION_ENGINE = "ischia.web.people.recall"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "__Host-session" if IS_OPEN else "session"
SESSION_COOKIE_SECURE = IS_OPEN
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DEVICE_COOKIE_NAME = "__Host-device" if IS_OPEN else "device"
"""By it a browser that somebody signed in from before is known again."""
CSRF_COOKIE_NAME = "__Host-csrf" if IS_OPEN else "csrf"
CSRF_COOKIE_SECURE = IS_OPEN
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ischia.web.pages.failure.refused_form"
IDLE_SECONDS = 600

MAIL = urlsplit(os.environ.get("ISCHIA_MAIL", ""))
"""``smtp://user:password@host:587``, or ``smtps`` where TLS comes first; none sends no mail."""
MAIL_IS_SET = bool(MAIL.hostname)
EMAIL_HOST = MAIL.hostname or ""
EMAIL_PORT = MAIL.port or (465 if MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(MAIL.password or "")
EMAIL_USE_SSL = MAIL.scheme == "smtps"
EMAIL_USE_TLS = not EMAIL_USE_SSL
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("ISCHIA_MAIL_FROM", EMAIL_HOST_USER)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600

LANGUAGE_CODE = os.environ.get("ISCHIA_LANGUAGE", "en-gb")
"""The language of the practice's own pages; a client's pages have the client's language."""
LANGUAGES = list(
    {
        "en-gb": "English",
        "ko": "한국어",
        "vi": "Tiếng Việt",
        **({} if LANGUAGE_CODE in {"en-gb", "ko", "vi"} else {LANGUAGE_CODE: LANGUAGE_CODE}),
    }.items()
)
LOCALE_PATHS = [*map(Path, _words("ISCHIA_WORDS_DIR", "")), HERE / "locale"]
"""Folders with words in other languages: one's own comes first."""
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["ischia.web.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static", ("charts", HERE.parent / "charts" / "component")]
STATIC_ROOT = None  # nothing is collected: whitenoise serves the files where they lie
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 0

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "ischia.web.logs.Line"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["err"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["err"], "level": "WARNING", "propagate": False},
        "ischia.web": {"handlers": ["err"], "level": "INFO", "propagate": False},
    },
}
