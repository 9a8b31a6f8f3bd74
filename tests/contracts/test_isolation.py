import socket
import subprocess
import sys

import pytest

SAY_VERSION = (
    "from ischia.cli import main; main(['--version']); import sys; sys.exit('{}' in sys.modules)"
)


def test_no_test_reaches_the_network():
    with pytest.raises(UserWarning, match="tried to use socket"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


@pytest.mark.parametrize("heavy", ["numpy", "ortools", "django", "yaml", "sqlite3"])
def test_asking_for_the_version_loads_nothing_heavy(heavy):
    command = [sys.executable, "-c", SAY_VERSION.format(heavy)]
    done = subprocess.run(command, check=False, capture_output=True)  # noqa: S603 -- ourselves
    assert done.returncode == 0
