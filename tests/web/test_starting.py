"""Starting the server: what is refused before anything is opened."""

import socket
from argparse import Namespace
from pathlib import Path

import pytest

from ischia.errors import InputError
from ischia.web.serving import serve


def test_a_port_that_another_program_serves_is_refused(socket_enabled: None, tmp_path: Path):  # noqa: ARG001 -- a socket of our own
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(InputError) as refused:
            serve(Namespace(port=port, data=str(tmp_path / "practice"), demo=False, lan=False))
    assert f"another program answers on port {port}" in str(refused.value)
    assert not (tmp_path / "practice").exists()
