"""A door between the product and the sandbox that can be shut: connections are refused while it is."""

import asyncio
import contextlib
from urllib.parse import urlsplit


class Relay:
    """`async with Relay(world.url) as relay:` passes everything on from `relay.url`."""

    def __init__(self, target: str) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 0)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._port = 0
        self._is_open = False

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> "Relay":
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.shut()

    async def open(self) -> None:
        """Lets through, at the same address as before."""
        self._is_open = True
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Ends every connection and refuses new ones."""
        self._is_open = False
        if self._server is not None:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(set(self._tasks))
        self._open.clear()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or not self._is_open:  # accepted just before it was shut
            writer.transport.abort()
            return
        self._tasks.add(task)
        self._open.add(writer)
        with contextlib.suppress(asyncio.CancelledError):  # by `shut`; nobody else could
            there, to = await asyncio.open_connection(*self._target)
            self._open.add(to)
            await asyncio.gather(_copy(reader, to), _copy(there, writer))
            self._open.discard(to)
        self._open.discard(writer)
        self._tasks.discard(task)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        return
    finally:
        writer.close()
