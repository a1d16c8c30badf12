"""Connections to public addresses alone, each with an end: every host is resolved once and connected to by an address that was checked."""

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from writethru.errors import InputError

MAX_SECONDS = 30.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PROTOCOL = ipaddress.ip_network("192.0.0.0/24")  # some Python versions call most of it global


class Guard(httpcore2.NetworkBackend):
    """Connects only to public addresses, and to nobody for longer than `seconds` in all. `allow` names "host:port" a test serves."""

    def __init__(self, allow: frozenset[str] = frozenset(), seconds: float = MAX_SECONDS) -> None:
        self._inner = httpcore2.SyncBackend()
        self._allow = allow
        self._end = time.monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = [host] if f"{host}:{port}" in self._allow else public_addresses(host, port)
        for n, address in enumerate(addresses, 1):
            try:
                return _Timed(self._inner.connect_tcp(address, port, timeout, local_address, socket_options), self._end)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if n == len(addresses) or time.monotonic() > self._end:
                    raise
        raise InputError(host, "its host cannot be found")


class _Timed(httpcore2.NetworkStream):
    """A stream that ends at a moment, however slowly the other side sends."""

    def __init__(self, inner: httpcore2.NetworkStream, end: float) -> None:
        self._inner = inner
        self._end = end

    def _left(self, timeout: float | None) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("over the time limit")
        return min(left, timeout or left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> httpcore2.NetworkStream:
        return _Timed(self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._end)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of `host`; raises InputError unless every one of them is public."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as e:
        raise InputError(host, "its host cannot be found") from e
    for text in found:
        address = ipaddress.ip_address(text.partition("%")[0])
        if isinstance(address, ipaddress.IPv6Address):
            inner = address.ipv4_mapped or address.sixtofour
            if address in _NAT64:
                inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
            address = inner or address
        if not address.is_global or address.is_multicast or address.is_reserved or address in _PROTOCOL:
            raise InputError(host, "is at a private address, which is never fetched")
    return list(dict.fromkeys(found))
