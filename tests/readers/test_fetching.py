"""Fetching: on loopback alone, which only these tests allow; private addresses are refused at every step."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dragoman.errors import DocumentError
from dragoman.readers import Limits
from dragoman.readers.fetching import Fetcher, is_public

PAGE = b"<html><body><p>The ports agreed.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {
            "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private", ""),
            "/page": (200, "text/html", PAGE, ""),
            "/moved": (301, "text/html", b"", "/page"),
            "/loop": (302, "text/html", b"", "/loop"),
            "/inward": (302, "text/html", b"", "http://169.254.169.254/latest/meta-data"),
            "/file": (302, "text/html", b"", "file:///etc/passwd"),
            "/big": (200, "text/html", b"x" * 50_000, ""),
            "/image": (200, "image/png", b"x", ""),
            "/broken": (500, "text/html", b"", ""),
        }
        status, kind, body, location = answers.get(self.path, (404, "text/html", b"", ""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetcher() -> Fetcher:
    return Fetcher(Limits(max_fetch=20_000, max_seconds=10), allowed=lambda address: address.is_loopback)


def test_a_page_and_one_that_moved(site: str) -> None:
    assert fetcher().fetch(f"{site}/page").data == PAGE
    assert fetcher().fetch(f"{site}/moved").url == f"{site}/page"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/private/x", "robots"),
        ("/loop", "status"),
        ("/inward", "address"),
        ("/file", "address"),
        ("/big", "too-large"),
        ("/image", "binary"),
        ("/broken", "status"),
        ("/nowhere", "absent"),
    ],
)
def test_what_is_not_fetched(site: str, path: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        fetcher().fetch(f"{site}{path}")
    assert refused.value.code == code


def test_loopback_is_refused_where_no_test_allows_it(site: str) -> None:
    with pytest.raises(DocumentError) as refused:
        Fetcher().fetch(f"{site}/page")
    assert refused.value.code == "address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("172.16.0.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),  # noqa: S104
        ("255.255.255.255", False), ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:a00:1::", False), ("ff02::1", False),
        ("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::808:808", True),
    ],
)  # fmt: skip
def test_public_addresses(address, public):
    assert is_public(ipaddress.ip_address(address)) is public
