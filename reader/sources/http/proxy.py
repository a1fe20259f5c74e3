"""Tell a proxy that cannot be reached from a host that cannot."""

from __future__ import annotations

from collections.abc import Iterable

import httpcore


class ProxyUnreachableError(httpcore.ProxyError):
    """No connection to a proxy could be made; the text is its host and port."""


class ProxyBackend(httpcore.AsyncNetworkBackend):
    """Connect to a proxy by another backend."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend) -> None:
        self._backend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the proxy.

        Raises:
            ProxyUnreachableError: no connection could be made.
        """
        try:
            return await self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
        except (httpcore.NetworkError, httpcore.TimeoutException, OSError) as error:
            raise ProxyUnreachableError(f"{host}:{port}") from error
