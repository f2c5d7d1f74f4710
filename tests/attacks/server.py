"""The attackers' server: raw HTTP on loopback, and the canary that nobody may reach.

The site listens on 127.0.0.2, the canary on 127.0.0.1 and ::1 with the same port (only the
address tells them apart), and on another port of 127.0.0.2 (only the port does).
"""

from __future__ import annotations

import asyncio
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from tempfile import NamedTemporaryFile
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

SITE, CANARY = "127.0.0.2", "127.0.0.1"
SECRET = "INTERNAL-SECRET"  # noqa: S105  # what the canary answers; no feed may hold it


@dataclass
class Asked:
    """One request as it came in."""

    host: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    port: int


class Visit(NamedTuple):
    """One request to the site: when (monotonic seconds), the host it named, the path."""

    at: float
    host: str
    path: str


Answer = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]
ANSWERS: dict[str, Answer] = {}
"""Path -> the coroutine that answers it; `pages` fills it."""


def answers(path: str) -> Callable[[Answer], Answer]:
    """Register the decorated coroutine for ``path``."""

    def register(answer: Answer) -> Answer:
        ANSWERS[path] = answer
        return answer

    return register


def head(status: str = "200 OK", kind: str = "text/html; charset=utf-8", **more: str) -> bytes:
    """The head of a response that ends with its connection, unless a length is given."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def page(body: str, **more: str) -> bytes:
    """A whole response with ``body`` as its HTML."""
    return head(**more) + body.encode()


@dataclass(eq=False)
class AttackServer:
    """Runs in a thread of its own while the block of ``attack_server`` lasts."""

    port: int = 0
    other_port: int = 0
    tls_port: int = 0
    hits: list[str] = field(default_factory=list)
    """Paths that reached the canary; ``connected`` for one that sent no request."""
    visits: list[Visit] = field(default_factory=list)
    """The requests that the site got."""

    async def start(self, *inner: str) -> list[asyncio.Server]:
        """Listen on free ports; the canary on the hosts ``inner``, too."""
        site = await asyncio.start_server(self._serve_site, SITE, 0)
        self.port = site.sockets[0].getsockname()[1]
        canary = await asyncio.start_server(self._serve_canary, [CANARY, "::1", *inner], self.port)
        other = await asyncio.start_server(self._serve_canary, SITE, 0)
        self.other_port = other.sockets[0].getsockname()[1]
        tls = await asyncio.start_server(self._serve_site, SITE, 0, ssl=_forged())
        self.tls_port = tls.sockets[0].getsockname()[1]
        return [site, canary, other, tls]

    async def _serve_site(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if (asked := await _read(reader, self.port)) is not None:
                self.visits.append(Visit(time.monotonic(), asked.host, asked.path))
                await ANSWERS.get(asked.path, _not_found)(asked, writer)
                await writer.drain()
        except (ConnectionError, TimeoutError, asyncio.CancelledError):
            pass  # the crawler hung up, as it is meant to, or the test is over
        finally:
            writer.close()

    async def _serve_canary(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        asked = await _read(reader, self.port)
        self.hits.append(asked.path if asked else "connected")
        writer.write(page(f"<h1>{SECRET}</h1>"))
        writer.close()


def _forged() -> ssl.SSLContext:
    """TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tls.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with NamedTemporaryFile(suffix=".pem") as file:
        file.write(private + certificate.public_bytes(Encoding.PEM))
        file.flush()
        context.load_cert_chain(file.name)
    return context


async def _read(reader: asyncio.StreamReader, port: int) -> Asked | None:
    try:
        text = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)).decode("latin-1")
        line, *rest = text.split("\r\n")
        parts = urlsplit(line.split(" ")[1])
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, OSError):
        return None
    except (IndexError, ValueError):
        return None
    headers = {
        name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rest)
    }
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return Asked(headers.get("host", "").split(":")[0], parts.path, query, headers, port)


async def _not_found(asked: Asked, writer: asyncio.StreamWriter) -> None:
    writer.write(page("<h1>nothing here</h1>", status="404 Not Found"))


@contextmanager
def attack_server(inner: Iterable[str] = ()) -> Iterator[AttackServer]:
    """A running server; it and whatever it still sends end with the block. Its canary listens on
    the hosts ``inner``, too."""
    server, loop = AttackServer(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(server.start(*inner), loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_stop(listening), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(listening: list[asyncio.Server]) -> None:
    for server in listening:
        server.close()
    running = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
