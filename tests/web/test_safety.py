from concurrent.futures import ThreadPoolExecutor

import pytest
from desks import ORIGIN, visitor
from starlette.websockets import WebSocketDisconnect

from dragoman.cli.program import run
from dragoman.errors import UsageError
from dragoman.web import Keys, Settings
from dragoman.web.guard import SESSION, Doors
from dragoman.web.keys import TRIES, Attempts, new_token


@pytest.fixture
def tokens(tmp_path):
    file = tmp_path / "tokens"
    return file, {role: new_token(file, role) for role in ("reader", "reviewer")}


@pytest.fixture
def open_desk(archive, tokens):
    """A desk that others can call."""
    with visitor(archive, host="0.0.0.0", names=("testserver",), keys=Keys.read(tokens[0])) as browser:  # noqa: S104
        yield browser


def enter(desk, token, origin=ORIGIN, **more):
    return desk.post("/login", data={"token": token, **more}, headers={"Origin": origin}, follow_redirects=False)


def test_each_answer_keeps_a_browser_strict(small):
    for path in ("/", "/static/desk.css", "/nothing", "/api/v1/pairs"):
        headers = small.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    cookie = small.get("/", headers={"Cookie": ""}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999", ""])
def test_a_post_from_elsewhere_is_refused(small, archive, origin):
    answer = small.submit("/add", text="planted", origin=origin)
    assert answer.status_code == 403
    assert len(archive.records("documents")) == 3


@pytest.mark.parametrize("word", ["", "0" * 64, "ü"])
def test_a_form_without_the_word_of_its_page_is_refused(small, archive, word):
    answer = small.post("/add", data={"text": "planted", "word": word}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403
    assert len(archive.records("documents")) == 3


def test_the_word_of_one_session_opens_no_other(small, archive):
    word = small.word()
    small.cookies.clear()
    answer = small.post("/add", data={"text": "planted", "word": word}, headers={"Origin": ORIGIN})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8300", "127.0.0.1.evil.example", "", "192.0.2.7"])
def test_a_desk_goes_by_its_own_names_only(small, host):
    assert small.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8300", "127.0.0.1", "[::1]:8300"])
def test_names_of_this_computer_are_its_own(small, host):
    assert small.get("/", headers={"Host": host}).status_code == 200


def test_no_more_is_taken_than_allowed(archive):
    with visitor(archive, max_upload=2000) as browser:
        assert browser.submit("/add", text="a" * 3000).status_code == 413
        headers = {"Origin": ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
        unsaid = browser.post("/add", content=(b"a" * 500 for _ in range(9)), headers=headers)
        assert unsaid.status_code == 413


@pytest.mark.parametrize(
    "path",
    ["/static/../web/keys.py", "/static/..%2f..%2fapp/archive.py", "/static/%2e%2e/desk.py", "/static//etc/passwd"],
)
def test_no_path_leads_out_of_the_static_files(small, path):
    answer = small.get(path)
    assert answer.status_code in (404, 405)
    assert "import" not in answer.text


def test_a_fault_is_told_without_its_trace(small, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("dragoman.web.pages.library_of", broken)
    answer = small.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"]
    assert "secret of the house" in caplog.text


def test_nobody_comes_in_without_a_token(open_desk):
    for path in ("/", "/documents", "/dyads/CHL/PER", "/download/events.csv"):
        answer = open_desk.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/login")
    assert open_desk.get("/api/v1/pairs").status_code == 401
    assert open_desk.get("/api/v1/openapi.json").status_code == 401
    assert enter(open_desk, "wrong").status_code == 403


def test_a_token_opens_the_desk_until_it_is_left(open_desk, tokens):
    answer = enter(open_desk, tokens[1]["reviewer"], then="/documents")
    assert answer.headers["location"] == "/documents"
    assert open_desk.get("/documents", follow_redirects=False).status_code == 200
    open_desk.post("/logout", headers={"Origin": ORIGIN})
    assert open_desk.get("/documents", follow_redirects=False).status_code == 303


def test_a_login_leads_nowhere_else(open_desk, tokens):
    for then in ("//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: 1"):
        assert enter(open_desk, tokens[1]["reader"], then=then).headers["location"] == "/"


def test_a_login_from_elsewhere_is_refused(open_desk, tokens):
    assert enter(open_desk, tokens[1]["reader"], origin="https://evil.example").status_code == 403


def test_a_reader_changes_nothing(open_desk, tokens, archive):
    enter(open_desk, tokens[1]["reader"])
    assert "This token may read" in open_desk.get("/add").text
    record = archive.records("events")[0].id
    assert 'value="reject"' not in open_desk.get(f"/records/{record}").text
    word = open_desk.app.state.doors.visitor(open_desk.cookies["dragoman-desk"]).word
    sent = {"word": word, "action": "reject", "about": record, "who": "Eve"}
    assert open_desk.post("/review", data=sent, headers={"Origin": ORIGIN}).status_code == 403
    assert archive.judgements() == []


def test_programs_show_their_token_with_each_request(open_desk, tokens):
    for role in ("reader", "reviewer"):
        headers = {"Authorization": f"Bearer {tokens[1][role]}"}
        assert open_desk.get("/api/v1/pairs", headers=headers).json()["total"] == 1
    headers = {"Authorization": "Bearer wrong"}
    assert open_desk.get("/api/v1/pairs", headers=headers).status_code == 401


def test_many_wrong_tokens_make_everybody_there_wait(open_desk, tokens):
    answers = [enter(open_desk, f"guess {n}").status_code for n in range(TRIES + 3)]
    assert answers == [403] * TRIES + [429] * 3
    late = enter(open_desk, tokens[1]["reader"])
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    headers = {"Authorization": f"Bearer {tokens[1]['reader']}"}
    assert open_desk.get("/api/v1/pairs", headers=headers).status_code == 429


def test_waiting_ends():
    now = [0.0]
    attempts = Attempts(clock=lambda: now[0])
    assert [attempts.begin("a") for _ in range(TRIES)] == [0] * TRIES
    assert attempts.begin("a") == 60
    assert attempts.begin("b") == 0
    now[0] = 61.0
    assert attempts.begin("a") == 0


def test_right_tokens_do_not_count():
    attempts = Attempts(clock=lambda: 0.0)
    for _ in range(TRIES * 3):
        assert attempts.begin("a") == 0
        attempts.right("a")


def test_addresses_of_one_network_count_as_one():
    attempts = Attempts(clock=lambda: 0.0)
    assert [attempts.begin(f"2001:db8::{n:x}") for n in range(TRIES)] == [0] * TRIES
    assert attempts.begin("2001:db8::ffff") > 0
    assert attempts.begin("2001:db8:0:1::1") == 0
    assert attempts.begin("192.0.2.1") == 0


def test_many_wrong_tokens_at_once_are_no_way_round(tokens):
    attempts, tried = Attempts(), []
    keys = Keys.read(tokens[0])

    def guess(number):
        if attempts.begin("a") == 0:
            tried.append(keys.role(f"guess {number}"))

    with ThreadPoolExecutor(16) as crowd:
        list(crowd.map(guess, range(64)))
    assert tried == [None] * TRIES


def test_a_program_may_ask_many_things_at_once(open_desk, tokens):
    headers = {"Authorization": f"Bearer {tokens[1]['reader']}"}
    assert open_desk.get("/api/v1/pairs", headers=headers).status_code == 200
    attempts = open_desk.app.state.doors.attempts
    assert [attempts.begin("testclient") for _ in range(TRIES)] == [0] * TRIES  # as if that many were under way
    assert open_desk.get("/api/v1/pairs", headers=headers).status_code == 200


def test_a_session_ends_by_itself(tokens):
    now = [0.0]
    doors = Doors(Settings(keys=Keys.read(tokens[0])), clock=lambda: now[0])
    session = doors.enter("reader")
    now[0] = SESSION - 1
    assert doors.visitor(session).role == "reader"
    now[0] = SESSION
    assert doors.visitor(session) is None


def test_a_right_token_that_would_change_something_is_told_so_and_not_counted(open_desk, tokens):
    headers = {"Authorization": f"Bearer {tokens[1]['reviewer']}", "Origin": ORIGIN}
    answers = {open_desk.post("/review", headers=headers, data={}).status_code for _ in range(TRIES + 2)}
    assert answers == {405}


@pytest.mark.parametrize("other", ['{"odd": [1,2]}', "a=b c; =; ;;", 'x="unclosed'])
def test_cookies_of_other_programs_do_no_harm(small, other):
    word = small.word()
    mine = small.cookies["dragoman-desk"]
    headers = {"Origin": ORIGIN, "Cookie": f"other={other}; dragoman-desk={mine}"}
    assert small.post("/add", data={"word": word}, headers=headers).status_code == 400


def test_a_length_in_other_digits_is_refused_not_a_fault(small):
    assert small.get("/", headers={"Content-Length": b"\xb2"}).status_code == 413


def test_no_socket_is_opened(small):
    with pytest.raises(WebSocketDisconnect), small.websocket_connect("/"):
        pass


def test_no_more_than_a_few_uploads_wait(small, monkeypatch):
    monkeypatch.setattr("dragoman.web.desk.MOST_WAITING", 0)
    answer = small.submit("/add", text="one more")
    assert answer.status_code == 400
    assert "too much waits" in answer.text


def test_tokens_are_kept_as_hashes_that_only_their_owner_reads(tokens):
    file, made = tokens
    assert file.stat().st_mode & 0o077 == 0
    assert not any(token in file.read_text() for token in made.values())
    with pytest.raises(UsageError, match="no role"):
        new_token(file, "king")


@pytest.mark.parametrize("content", ["", "reader", "king$00$00", "reader$zz$00", "reader$00$00"])
def test_a_file_without_tokens_is_refused(tmp_path, content):
    file = tmp_path / "tokens"
    file.write_text(content)
    with pytest.raises(UsageError, match="holds no tokens"):
        Keys.read(file)


def test_the_command_makes_tokens_and_refuses_to_serve_the_world_without(tmp_path, capsys):
    file = tmp_path / "tokens"
    assert run(["serve", "--new-token", "reader", "--token-file", str(file)]) == 0
    token = capsys.readouterr().out.strip()
    assert Keys.read(file).role(token) == "reader"
    assert run(["serve", "--host", "0.0.0.0"]) == 2  # noqa: S104
    assert "--token-file" in capsys.readouterr().err
    assert run(["serve", "--new-token", "reader"]) == 2
