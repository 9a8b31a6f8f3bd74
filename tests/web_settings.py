"""Settings of the tests: the practice's own, on a file of their own, with a quick hasher."""

import os
import tempfile

# In the folder lies the mark by which the processes of one server tell each other that people
# have changed. Workers that test side by side are not one server; what a test starts is.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if os.environ.get("ISCHIA_TEST_WORKER") != _WORKER:
    os.environ["ISCHIA_TEST_WORKER"] = _WORKER
    os.environ["ISCHIA_DATA_DIR"] = tempfile.mkdtemp(prefix="ischia-test-")
os.environ.setdefault("ISCHIA_SECRET_KEY", "test" * 16)
os.environ.setdefault("ISCHIA_DB_KEY", "0f" * 32)

from ischia.web.settings import *  # noqa: E402, F403 -- the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["localhost", "testserver"]
LOGGING["handlers"]["err"]["class"] = "logging.NullHandler"  # noqa: F405
LOGGING["handlers"]["err"].pop("formatter")  # noqa: F405
WHITENOISE_AUTOREFRESH = True
if "postgresql" not in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{os.environ['ISCHIA_DATA_DIR']}/test.db"}  # noqa: F405
