"""A port for a server of a test."""

import subprocess
import sys

_BIND = "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1])"


def free_port() -> int:
    """Return a port that nobody listens on; another process asks, since tests open no socket."""
    asked = subprocess.run(  # noqa: S603 -- our own line
        [sys.executable, "-c", _BIND], check=True, capture_output=True, text=True
    )
    return int(asked.stdout)
