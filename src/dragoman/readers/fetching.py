"""Pages from the network, where that was asked for: only from public addresses, only what robots.txt allows."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from time import monotonic
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from dragoman.errors import DocumentError
from dragoman.readers.sources import Fetched, Limits

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REDIRECTS, _ROBOTS_BYTES, _REFUSED_FROM = 5, 500_000, 500
_FINE: Final = range(200, 300)
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_READ: Final = (
    "text/",
    "application/xhtml",
    "application/pdf",
    "application/xml",
    "application/rss",
    "application/json",
)
# Addresses of version 6 that lead to one of version 4: what counts is where they lead.
_TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")
_AGENT: Final = f"dragoman/{version('dragoman-news')}"


def is_public(address: Address) -> bool:
    """Whether an address is one that anybody may reach: not private, local, link-local, shared, reserved, multicast."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


@dataclass
class Fetcher:
    """Fetches pages. `allowed` says which addresses may be called; every redirect is asked about anew."""

    limits: Limits = field(default_factory=Limits)
    allowed: Callable[[Address], bool] = is_public
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def fetch(self, url: str) -> Fetched:
        """The page at an address. Raises DocumentError with a code (address, robots, status, too-large, network)."""
        until = monotonic() + self.limits.max_seconds
        if not self._may(url, until):
            raise DocumentError("robots", f"{url}: robots.txt asks not to fetch it", mend="save the page yourself")
        return self._get(url, self.limits.max_fetch, until)

    def _may(self, url: str, until: float) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._rules(site, until)
        rules = self._robots[site]
        return rules is not None and rules.can_fetch(_AGENT, url)

    def _rules(self, site: str, until: float) -> RobotFileParser | None:
        """What a site's robots.txt says (RFC 9309): absent, all may be fetched; out of order, nothing (None)."""
        rules = RobotFileParser()
        try:
            found = self._get(f"{site}/robots.txt", _ROBOTS_BYTES, until)
        except DocumentError as error:
            if error.code != "absent":
                if error.code == "address":
                    raise
                return None
            rules.parse([])
            return rules
        rules.parse(found.data.decode("utf-8", "replace").splitlines())
        return rules

    def _get(self, url: str, most: int, until: float) -> Fetched:
        for _ in range(_REDIRECTS + 1):
            answer = self._once(url, most, until)
            if isinstance(answer, bytes):
                return Fetched(url, answer)
            url = urljoin(url, answer)
        raise DocumentError("status", f"{url}: expected a page, found more than {_REDIRECTS} redirects")

    def _once(self, url: str, most: int, until: float) -> bytes | str:
        """One request: the page's bytes, or the address that it is said to have moved to."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise DocumentError("address", f"{url}: expected an address that begins with http:// or https://")
        address = self._resolved(url, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        pinned = httpx.URL(url).copy_with(host=str(address), username=None, password=None)
        headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": _AGENT, "Accept": "text/html,*/*;q=0.5"}
        try:
            with (
                httpx.Client(trust_env=False, follow_redirects=False, timeout=_left(url, until)) as client,
                client.stream("GET", pinned, headers=headers, extensions={"sni_hostname": parts.hostname}) as answer,
            ):
                return _answered(url, answer, most, until)
        except httpx.HTTPError as error:
            reason = f"{url}: expected an answer, found {type(error).__name__}: {' '.join(str(error).split())[:120]}"
            raise DocumentError("network", reason, mend="try again later, or save the page yourself") from error

    def _resolved(self, url: str, host: str, port: int) -> Address:
        """The address to call: the one that was checked is the one that is called."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise DocumentError("network", f"{url}: expected a host, found none of that name") from error
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not addresses or not all(map(self.allowed, addresses)):
            reason = f"{url}: expected a public address, found one of a private or local network"
            raise DocumentError("address", reason, mend="save the page yourself")
        return addresses[0]


def _answered(url: str, answer: httpx.Response, most: int, until: float) -> bytes | str:
    if answer.status_code in _MOVED and answer.headers.get("location"):
        return str(answer.headers["location"])
    if answer.status_code not in _FINE:
        code = "status" if answer.status_code >= _REFUSED_FROM else "absent"
        raise DocumentError(code, f"{url}: expected a page, found the answer {answer.status_code}")
    kind = answer.headers.get("content-type", "text/html").lower()
    if not kind.startswith(_READ):
        raise DocumentError("binary", f"{url}: expected a page, found {kind[:60]}")
    chunks, size = [], 0
    for chunk in answer.iter_bytes(65_536):
        size += len(chunk)
        if size > most:
            raise DocumentError("too-large", f"{url}: expected at most {most:,} bytes, found more")
        _left(url, until)
        chunks.append(chunk)
    return b"".join(chunks)


def _left(url: str, until: float) -> float:
    """How many seconds are left. Raises DocumentError where none is."""
    left = until - monotonic()
    if left <= 0:
        raise DocumentError(
            "too-slow", f"{url}: expected an answer in time, found none", mend="raise the limit seconds"
        )
    return left
