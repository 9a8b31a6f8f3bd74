"""A browser for the pages. CI installs it; without its driver these files are not collected."""

import os
from importlib.util import find_spec

if find_spec("playwright") is None and not os.environ.get("ISCHIA_NO_SKIPS"):
    collect_ignore_glob = ["test_*.py"]
