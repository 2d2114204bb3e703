"""claims, questions, forecasts, trace and framing: filters, marks, ids, and what an empty answer says."""

import pytest

import dragoman.app

SAID = (
    "Talks\nPublished 2024-03-05\n- SAYS name:lia-poma:PER state:CHL | Lia Poma of Peru will pay Chile.\n"
    "2024-03-05 CONSULT state:CHL state:PER | Chile and Peru met.\n"
)
ASKED = "Pass\nPublished 2024-03-01\n- OPEN who pays state:CHL state:PER | Chile and Peru left open who pays.\n"


def put(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_claims_stand_under_their_speaker_with_ids_and_hedges(folder, call):
    put(folder, "said.txt", SAID)
    call("read", folder)
    code, out, _ = call("claims", "Chile", "PER")
    assert code == 0
    assert out.startswith("Lia Poma (Peru)\n  2024-03-05 statement (hedged) “Lia Poma of Peru will pay Chile.” claims:")


def test_filters_that_let_nothing_through_name_the_speakers(folder, call):
    put(folder, "said.txt", SAID)
    call("read", folder)
    assert call("claims", "CHL", "PER", "--speaker", "poma", "--hedged")[1]
    code, out, err = call("claims", "CHL", "PER", "--certain")
    assert (code, out) == (0, "")
    assert "none of 1 claims passes these filters; speakers: Lia Poma" in err


def test_where_no_article_names_both_it_says_so(read):
    for command in (("claims", "CHL", "KEN"), ("questions", "CHL", "KEN"), ("framing", "CHL", "KEN")):
        code, out, err = read(*command)
        assert (code, out) == (0, "")
        assert "no article here names both" in err


def test_an_unknown_kind_of_claim_is_refused_with_those_there_are(read):
    code, _, err = read("claims", "CHL", "PER", "--kind", "boast")
    assert code == 2
    assert "statement, assessment" in err


def test_questions_count_their_days_up_to_the_newest_article(folder, call):
    put(folder, "asked.txt", ASKED)
    put(folder, "later.txt", "More\nPublished 2024-03-31\nEnvoys of Chile and Peru said nothing.\n")
    for path in folder.glob("[012].txt"):
        path.unlink()
    put(folder, "other.txt", "2024-03-31 CONSULT state:CHL state:PER | Chile and Peru met.\nPublished 2024-03-31\n")
    call("read", folder)
    for name in ("questions", "gaps"):
        code, out, _ = call(name, "CHL", "PER", "--open")
        assert code == 0
        assert out.startswith("open 30 days, to 2024-03-31  who pays gaps:")
        assert "kept back by Chile" in out


def test_one_state_is_no_pair_of_forecasts(read):
    code, _, err = read("forecasts", "CHL")
    assert code == 2
    assert "name two, or none" in err


def test_a_trace_leads_from_a_copy_to_its_source(folder, call):
    body = "The ministers of Chile and Peru met in Lima for an hour and spoke about the road over the pass and its toll"
    line = "- SAYS name:lia-poma:PER state:PER | Lia Poma of Peru will pay Chile for the road"
    put(folder, "wire.txt", f"Talks\nPublished 2024-03-04\n{body} and of much else besides that.\n{line}\n")
    put(folder, "desk.txt", f"Talks in Lima\nPublished 2024-03-05\n{body} and of much else as well.\n{line}\n")
    call("read", folder)
    with dragoman.app.open(folder.parent / "made.db") as archive:
        sources = {d.id: d.source.rpartition("/")[2] for d in archive.records("documents")}
        copied = next(c for c in archive.records("claims") if sources[c.document_id] == "desk.txt")
    code, out, _ = call("trace", copied.id)
    assert code == 0
    assert "outlet: desk.txt, 2024-03-05" in out
    assert "← taken from: wire.txt, 2024-03-04" in out
    assert "first origin known: Lia Poma (Peru)" in out


def test_a_document_has_no_trace_but_origins(read, folder):
    with dragoman.app.open(folder.parent / "made.db") as archive:
        document = archive.records("documents")[0]
    code, _, err = read("trace", document.id)
    assert code == 2
    assert "dragoman origins" in err


def test_framing_counts_terms_by_outlet_beside_the_neutral_word(folder, call):
    put(folder, "loaded.txt", "Talks\n2024-03-05 CONSULT state:CHL state:PER | Chile met the Peru regime, a regime.\n")
    call("read", folder)
    code, out, _ = call("framing", "CHL", "PER")
    assert code == 0
    assert out.splitlines()[0] == "loaded.txt"
    assert "“regime” of Peru: 1 in its own words, 0 quoted (neutral: government)" in out
    assert "“regime”: 1 in its own words" in out


@pytest.mark.parametrize("command", ["timeline", "claims", "questions", "ledger", "agreements"])
def test_a_long_list_is_cut_and_says_so(read, command):
    code, whole, _ = read(command, "CHL", "PER")
    assert code == 0
    code, out, err = read(command, "CHL", "PER", "--limit", "1")
    assert (code, set(out.splitlines()) <= set(whole.splitlines())) == (0, True)
    if len(whole) > len(out):
        assert "the first 1 of " in err
    assert read(command, "CHL", "PER", "--limit", "0")[0] == 2
