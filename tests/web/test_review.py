import re


def event(archive):
    return archive.records("events")[0].id


def test_rejecting_takes_a_record_out_and_undoing_brings_it_back(small, archive):
    record = event(archive)
    answer = small.submit(
        "/review", page="/add", action="reject", about=record, who="Ana", why="a dream", back="record"
    )
    page = small.get(answer.headers["location"]).text
    assert "rejected: no view shows it" in page
    assert "a dream" in page
    assert record not in {r.id for r in archive.records("events")}
    judgement = archive.judgements()[-1].id
    small.submit("/review", action="undo", judgement=judgement, about=record, who="Ana", back="record")
    assert record in {r.id for r in archive.records("events")}
    assert "rejected" not in small.get(f"/records/{record}").text


def test_accepting_and_noting_stand_in_the_history(small, archive):
    record = event(archive)
    for action, why in (("accept", "seen the communiqué"), ("note", "look at <b>this</b> again")):
        assert small.submit("/review", action=action, about=record, who="Ana", why=why).status_code == 303
    page = small.get(f"/records/{record}").text
    assert "accepted" in page
    assert "look at &lt;b&gt;this&lt;/b&gt; again" in page
    assert [j.who for j in archive.judgements()] == ["Ana", "Ana"]


def test_the_queue_goes_on_to_what_waits_next(desk, examples):
    total = len(examples.queue())
    page = desk.get("/review").text
    assert total > 1
    assert f"1 of {total}" in page
    assert re.search(r'<button[^>]*data-key="a"', page)
    assert f"2 of {total}" in desk.get("/review?at=1").text
    pages = [desk.get(f"/review?at={n}").text for n in range(total)]
    assert any(re.search(r'<a href="/edit\?record=[^"]+" data-key="e"', page) for page in pages)
    assert f"{total} of {total}" in desk.get("/review?at=999").text


def test_who_decides_is_remembered_and_must_be_said(small, archive):
    record = event(archive)
    assert small.submit("/review", action="accept", about=record, who=" ").status_code == 400
    small.submit("/review", action="accept", about=record, who="Ana María")
    assert 'autocomplete="name" value="Ana María"' in small.get(f"/records/{record}").text


def test_only_known_decisions_on_known_records_are_taken(small, archive):
    assert small.submit("/review", action="erase", about=event(archive), who="Ana").status_code == 400
    assert small.submit("/review", action="accept", about="event:none", who="Ana").status_code == 404
    assert archive.judgements() == []
