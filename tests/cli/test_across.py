"""conflicts and origins: where documents are at odds, and on whose word something stands."""

import dragoman.app

DEAL = (
    "Article {n}\nPublished 2024-03-05\n2024-03-05 SIGNED {count} state:CHL state:PER | {count} signed in Lima by {n}\n"
)


def put(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_two_counts_of_one_package_are_printed_with_their_places(folder, call):
    put(folder, "a.txt", DEAL.format(n="one desk", count=9))
    put(folder, "b.txt", DEAL.format(n="quite another desk", count=8))
    assert call("read", folder)[0] == 0
    code, out, _ = call("conflicts", "Chile", "PER")
    assert code == 0
    assert out.startswith("count conflicts:")
    assert "  9 “9 signed in Lima by one desk”" in out
    assert "b.txt, characters" in out


def test_without_contradictions_only_a_note_is_printed(read):
    code, out, err = read("conflicts", "CHL", "PER")
    assert (code, out) == (0, "")
    assert "no contradiction" in err


def test_origins_of_a_record_name_its_tellings_and_its_support(read, folder):
    with dragoman.app.open(folder.parent / "made.db") as archive:
        event = archive.records("events")[0]
        document = archive.records("documents")[0]
    code, out, _ = read("origins", event.id)
    assert code == 0
    assert f"events {event.id}" in out
    assert "1 independent: " in out
    assert "support: 0.50 (origins +0.50)" in out
    code, out, _ = read("origins", document.id[:12])
    assert (code, "an origin of its own" in out) == (0, True)


def test_an_unknown_id_is_refused_with_where_ids_stand(read):
    code, _, err = read("origins", "event:ffff")
    assert code == 2
    assert "ids stand in exports" in err


def test_a_copy_names_its_origin_and_what_it_took(folder, call):
    body = "The ministers of Chile and Peru met in Lima for an hour and spoke about the road over the pass and its toll"
    put(folder, "wire.txt", f"Talks\nPublished 2024-03-04\n{body} and of much else besides that.\n")
    put(folder, "desk.txt", f"Talks in Lima\nPublished 2024-03-05\n{body} and of much else as well.\n")
    call("read", folder)
    with dragoman.app.open(folder.parent / "made.db") as archive:
        copies = {d.source.rpartition("/")[2]: d for d in archive.records("documents")}
    code, out, _ = call("origins", copies["desk.txt"].id)
    assert code == 0
    assert f"<{copies['wire.txt'].id}>" in out
    assert "taken: “The ministers of Chile" in out
