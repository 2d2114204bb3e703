"""A desk as a browser meets it, and an article that would do harm if it were not taken as text."""

import re
from html import unescape

from starlette.testclient import TestClient

from dragoman.web import Settings, make_application

ORIGIN = "http://127.0.0.1:8300"
HOSTILE = (
    'Kenya <script>alert("x")</script> and Türkiye\n\nNairobi, 5 March 2024\n\n'
    'Kenya and Türkiye signed a memorandum on <img src=x onerror="alert(1)"> ports in Nairobi on Tuesday.\n\n'
    'Foreign Minister Hakan Fidan said: "Turkey will {{ 7 * 7 }} not \u202eesrever\u202c pay a 12 million dollar debt '
    "to Kenya' onmouseover='alert(2)\u0007 in May.\"\n"
)


class Visitor(TestClient):
    """A browser's habits: it says where a form stands, and sends the word that its page has."""

    def word(self, path="/add"):
        return re.search(r'name="word" value="(\w+)"', self.get(path).text)[1]

    def submit(self, path, *, page="/add", files=None, origin=ORIGIN, **fields):
        given = {"word": self.word(page), **fields}
        return self.post(path, data=given, files=files, headers={"Origin": origin}, follow_redirects=False)


def visitor(archive, **settings):
    return Visitor(make_application(archive, Settings(**settings)), base_url=ORIGIN, raise_server_exceptions=False)


def text_of(page):
    """What a page shows in its document's text."""
    inner = re.search(r'<div class="text" dir="auto"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
    return unescape(re.sub(r"<[^>]+>", "", inner))


def links_of(page):
    return [unescape(found).partition("#")[0] for found in re.findall(r'href="(/[^"]*)"', page)]
