"""The desk in real Chromium: skipped where there is none, failed there with DRAGOMAN_REQUIRE_BROWSER=1."""

import os
import shutil
import socket
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import made
import pytest
import uvicorn
from desks import HOSTILE

import dragoman.app
from dragoman.web import make_application

SWITCHES = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="module")
def chromium():
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without("playwright is not installed")
    if not Path(CHROMIUM).exists():
        _without("there is no chromium: apt-get install chromium")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def _without(reason):
    if os.environ.get("DRAGOMAN_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def served(chromium, tmp_path):
    """A desk on a port of its own, over made articles of which one is hostile and two contradict one another."""
    texts = [made.article(1), HOSTILE]
    texts += [f"2024-03-05 DEBT {n} USD state:PER state:CHL | Peru owes Chile about {n} dollars." for n in (55, 80)]
    with dragoman.app.open(tmp_path / "desk.db", tools=made.tools()) as archive:
        for number, text in enumerate(texts):
            archive.read_bytes(f"{number}.txt", text.encode())
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            port = place.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make_application(archive), port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}", archive
        server.should_exit = True
        thread.join()


@pytest.fixture
def tab(chromium, served):
    """A page that remembers every complaint of the browser and every host that it asked."""
    page = chromium.new_page(base_url=served[0], viewport={"width": 1280, "height": 900})
    page.complaints, page.hosts = [], set()
    page.on("console", lambda said: page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}"))
    page.on("request", lambda request: page.hosts.add(urlsplit(request.url).netloc))
    yield page
    page.close()
    assert page.complaints == []
    assert page.hosts == {urlsplit(served[0]).netloc}


def paths(archive):
    document = next(d.id for d in archive.records("documents") if "script" in archive.show(d.id).texts[d.id])
    conflict = archive.records("conflicts")[0].id
    event = archive.records("events")[0].id
    return [
        "/", "/dyads/CHL/PER", "/dyads/CHL/PER/ledger", "/network", "/map", "/map?state=Chile", "/actors",
        "/actors/state:CHL", "/documents", f"/documents/{document}", f"/edit?record={event}",
        f"/write?document={document}&words=Kenya", f"/records/{conflict}", "/review", "/add", "/search?q=Peru",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_complains_scrolls_sideways_or_runs_what_an_article_says(served, tab, width):
    tab.set_viewport_size({"width": width, "height": 800})
    for path in paths(served[1]):
        answer = tab.goto(path)
        assert answer.status == 200
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert tab.evaluate("document.querySelectorAll('main script, main img').length") == 0
        assert tab.locator("h1").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_shuts_people_out(served, tab, width, scheme):
    """By axe-core: nothing serious or worse, in either scheme, wide or narrow."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    found = []
    for path in [*paths(served[1]), "/nothing"]:
        tab.goto(path)
        for wrong in axe.run(tab).response["violations"]:
            if wrong["impact"] in ("serious", "critical"):
                found += [(path, wrong["id"], node["html"][:160]) for node in wrong["nodes"][:3]]
    tab.complaints.clear()  # the browser notes that /nothing is not there
    assert found == []


def test_review_by_keyboard_alone(served, tab):
    tab.goto("/review")
    tab.keyboard.press("n")
    tab.keyboard.type("one of them is mistyped")
    tab.locator("input[name=who]").first.fill("Ana")
    tab.keyboard.press("Escape")
    tab.keyboard.press("r")
    tab.get_by_text("Rejected, as").wait_for()
    judgement = served[1].judgements()[-1]
    assert (judgement.decision.action, judgement.who, judgement.why) == ("reject", "Ana", "one of them is mistyped")
    tab.keyboard.press("u")
    tab.get_by_text("Undone, as").wait_for()
    assert served[1].judgements()[-1].decision.action == "undo"


def test_a_pasted_text_becomes_records_that_can_be_opened(served, tab):
    tab.goto("/add")
    tab.locator("textarea").fill(made.article(12))
    tab.get_by_role("button", name="Read", exact=True).click()
    tab.get_by_role("link", name="Article 12").click()
    tab.locator("a.hl.k-events").first.click()
    assert "round 12" in tab.locator("mark").first.inner_text()


def test_words_selected_in_a_text_become_a_record_at_their_place(served, tab):
    """Also behind letters that scripts count as two."""
    text = "\U0001f30d\U0001f30d Kenya told Peru. Kenya told Peru again."
    served[1].read_bytes("wide.txt", text.encode())
    tab.goto(f"/documents/{made.made_id(text)}")
    tab.evaluate("""() => {
        const node = document.querySelector('.text').firstChild, at = node.data.indexOf('Peru again');
        const range = document.createRange();
        range.setStart(node, at); range.setEnd(node, at + 10);
        getSelection().removeAllRanges(); getSelection().addRange(range);
    }""")
    tab.wait_for_function("document.querySelector('[data-select]').elements.words.value === 'Peru again'")
    tab.locator("[data-select] select").select_option("gaps")
    tab.get_by_role("button", name="Add a record").click()
    tab.locator("input[name=field-question]").fill("what was told")
    tab.locator("input[name=who]").fill("Ana")
    tab.get_by_role("button", name="Keep").click()
    tab.get_by_text("Kept as").wait_for()
    gap = next(record for record in served[1].records("gaps") if record.question == "what was told")
    assert (gap.evidence[0].start, gap.evidence[0].text) == (text.index("Peru again"), "Peru again")


def test_a_filter_applies_by_itself_and_without_script_by_its_button(served, chromium, tab):
    tab.goto("/dyads/CHL/PER")
    before = tab.locator("circle").count()
    tab.get_by_label("negated").check()
    tab.wait_for_url("**modality=negated**")
    assert tab.locator("circle").count() == 0 < before
    bare = chromium.new_context(base_url=served[0], java_script_enabled=False).new_page()
    bare.goto("/dyads/CHL/PER")
    bare.get_by_label("negated").check()
    bare.get_by_role("button", name="Apply").click()
    assert "modality=negated" in bare.url
    assert bare.locator("circle").count() == 0
