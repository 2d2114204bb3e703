from datetime import UTC, datetime, timedelta

import made
from starlette.requests import Request

from dragoman.web.visits import PAUSE, visit_of


def asked(cookie=""):
    headers = [(b"cookie", f"dragoman-visits={cookie}".encode())] if cookie else []
    return Request({"type": "http", "headers": headers})


def test_a_visit_ends_with_a_pause_and_what_came_since_is_new_through_the_whole_next_one():
    now = datetime(2024, 5, 1, 12, tzinfo=UTC)
    first = visit_of(asked(), now)
    assert first.before is None
    soon = visit_of(asked(f"|{first.now}"), now + timedelta(minutes=5))
    assert soon.before is None
    later = visit_of(asked(f"{soon.before or ''}|{soon.now}"), now + PAUSE + timedelta(hours=3))
    assert later.before == soon.now
    again = visit_of(asked(f"{later.before}|{later.now}"), now + PAUSE + timedelta(hours=3, minutes=9))
    assert again.before == soon.now


def test_a_cookie_that_is_none_is_a_first_visit():
    for odd in ("x", "<script>|now", "2024|2024", "|" * 40, "2024-99-99T00:00:00.000000+00:00|x"):
        assert visit_of(asked(odd)).before is None


def test_the_first_page_says_what_came_since_the_last_visit(small, archive):
    assert "since your last visit" not in small.get("/").text
    seen = archive.records("documents")[0]
    before = (datetime.now(UTC)).isoformat(timespec="microseconds")
    known = {"cookie": f"dragoman-visits={before}|{before}"}
    assert "Nothing came since your last visit" in small.get("/", headers=known).text
    archive.read_bytes("new.txt", made.article(31).encode())
    page = small.get("/", headers=known).text
    new = page[page.index("New since your last visit") : page.index("</section>")]
    assert "1 document with 2 records" in new
    assert "Article 31" in new
    assert "/dyads/CHL/PER" in new
    assert seen.title not in new


def test_the_first_page_counts_what_is_undisclosed_and_shows_what_is_doubtful(desk, examples):
    page = desk.get("/").text
    library = examples.library()
    hidden = library.dyad_of(library.pairs[0]).agreements
    shut = sum(told.record.disclosed is False for told in hidden)
    assert f"{shut} of {len(hidden)} undisclosed" in page
    doubts = page[page.index("Doubts") : page.index("Newest documents")]
    assert doubts.count("<li>") == min(5, len(examples.queue()))
