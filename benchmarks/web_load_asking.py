"""A closed loop of HTTP requests over many connections, from one thread that does little else.

Each connection sends its next request as soon as it has read an answer. The loop waits on all
of them at once (epoll), so that the asker takes as little as it can of the cores it shares
with the server; what it took is told with the result.
"""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import define, field, frozen

_END = b"\r\n\r\n"


@frozen
class Load:
    """What a load came to.

    ``rate`` in requests a second, the percentiles and the longest in milliseconds, ``bytes`` of
    the longest answer's body, ``own_share`` of one core that the asker itself took.
    """

    requests: int
    rate: float
    p50: float
    p95: float
    p99: float
    longest: float
    bytes: int
    own_share: float
    statuses: dict[int, int]


@define(eq=False)
class _Connection:
    socket: socket.socket
    begun: float = 0.0
    held: bytearray = field(factory=bytearray)
    needed: int = -1


def request(path: str, cookie: str, *, body: bytes | None = None, token: str = "") -> bytes:
    """Return the bytes of one request; with a body it is a JSON POST."""
    lines = [
        f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", "Host: localhost",
        f"Cookie: session={cookie}" + (f"; csrf={token}" if token else ""),
    ]  # fmt: skip
    if body is not None:
        lines += ["Content-Type: application/json", f"X-CSRFToken: {token}"]
        lines += [f"Content-Length: {len(body)}"]
    return "\r\n".join(lines).encode() + _END + (body or b"")


def ask(
    port: int, requests: Sequence[bytes], *, connections: int, seconds: float, least: int = 0
) -> Load:
    """Send the requests in turn over so many connections for so long; return what came of it.

    It goes on until at least ``least`` were answered.
    """
    return _loop(port, _endless(requests), connections, seconds, least)


def _endless(requests: Sequence[bytes]) -> Iterator[bytes]:
    while True:
        yield from requests


def _loop(
    port: int, requests: Iterator[bytes], connections: int, seconds: float, least: int
) -> Load:
    spent: list[float] = []
    statuses: dict[int, int] = {}
    longest_body = 0
    clock = time.perf_counter
    with selectors.DefaultSelector() as selector:
        for _ in range(connections):
            one = _Connection(socket.create_connection(("127.0.0.1", port), timeout=60))
            one.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(one.socket, selectors.EVENT_READ, one)
            one.begun = clock()
            one.socket.sendall(next(requests))
        own, began = time.process_time(), clock()
        stop, waiting = began + seconds, connections
        while waiting:
            for key, _ in selector.select(60):
                one = key.data
                size = _read(one)
                if size is None:
                    continue
                now = clock()
                spent.append(now - one.begun)
                status = int(one.held[9:12])
                statuses[status] = statuses.get(status, 0) + 1
                longest_body = max(longest_body, size)
                one.held.clear()
                one.needed = -1
                if now < stop or len(spent) < least:
                    one.begun = now
                    one.socket.sendall(next(requests))
                else:
                    waiting -= 1
                    selector.unregister(one.socket)
                    one.socket.close()
        wall, own = clock() - began, time.process_time() - own
    p50, p95, p99 = (float(one) * 1000 for one in np.percentile(spent, [50, 95, 99]))
    return Load(
        len(spent), len(spent) / wall, p50, p95, p99, max(spent) * 1000, longest_body,
        own / wall, statuses,
    )  # fmt: skip


def _read(one: _Connection) -> int | None:
    """Read what has come; return the length of the body once the answer is whole."""
    more = one.socket.recv(262_144)
    if not more:
        raise ConnectionError("the server closed the connection")
    one.held += more
    if one.needed < 0:
        end = one.held.find(_END)
        if end < 0:
            return None
        head = bytes(one.held[:end]).lower()
        start = head.index(b"content-length:") + 15
        one.needed = end + 4 + int(head[start:].split(b"\r\n", 1)[0])
    if len(one.held) < one.needed:
        return None
    return one.needed - one.held.find(_END) - 4
