import re
from urllib.parse import quote_plus


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


SAME = "{title}\n\nElsewhere it was quiet.\n- OPEN who pays state:CHL state:PER | Nobody in Lima said who pays.\n"


def test_what_says_the_same_in_the_same_words_is_accepted_at_once_and_undone_at_once(small, archive):
    for title in ("One", "Two", "Three"):
        archive.read_bytes(f"{title}.txt", SAME.format(title=title).encode())
    same = [gap.id for gap in archive.records("gaps") if "Lima" in gap.evidence[0].text]
    page = small.get(f"/records/{same[0]}").text
    assert "Accept all 3 that say the same in the same words" in page
    answer = small.submit("/review", action="accept-identical", about=same[0], who="Ana", back="record")
    accepted = {record.id for record in archive.records("gaps") if record.review == "accepted"}
    assert accepted == set(same)
    done = " ".join(j.id for j in archive.judgements())
    assert quote_plus(done) in answer.headers["location"]
    small.submit("/review", action="undo", judgement=done, about=same[0], who="Ana", back="record")
    assert not any(record.review for record in archive.records("gaps"))


def test_what_differs_in_a_word_is_not_accepted_with_another(small, archive):
    record = next(r for r in archive.records("gaps") if "round 1" in r.question)
    assert "Accept all" not in small.get(f"/records/{record.id}").text
    small.submit("/review", action="accept-identical", about=record.id, who="Ana")
    assert [r.id for r in archive.records("gaps") if r.review == "accepted"] == [record.id]


def test_saying_that_it_holds_without_saying_which_decides_nothing(small, archive):
    texts = [f"2024-03-05 DEBT {n} USD state:PER state:CHL | Peru owes Chile about {n} dollars." for n in (55, 80)]
    for number, text in enumerate(texts):
        archive.read_bytes(f"{number}.txt", text.encode())
    conflict = archive.records("conflicts")[0].id
    answer = small.submit("/review", action="holds", about=conflict, who="Ana")
    assert (answer.status_code, archive.judgements()) == (400, [])
    assert "choose one" in answer.text


def test_who_decides_is_remembered_and_must_be_said(small, archive):
    record = event(archive)
    assert small.submit("/review", action="accept", about=record, who=" ").status_code == 400
    small.submit("/review", action="accept", about=record, who="Ana María")
    assert 'autocomplete="name" value="Ana María"' in small.get(f"/records/{record}").text


def test_only_known_decisions_on_known_records_are_taken(small, archive):
    assert small.submit("/review", action="erase", about=event(archive), who="Ana").status_code == 400
    assert small.submit("/review", action="accept", about="event:none", who="Ana").status_code == 404
    assert archive.judgements() == []
