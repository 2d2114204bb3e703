from datetime import date

from test_brief import FIRST, SECOND, held, section

from dragoman.export import Subject, actor_brief

CHILE = Subject("state:CHL", "Chile")
THIRD = "Elsewhere\nPublished 2024-07-01\n2024-07-01 CONSULT state:BRA state:PER | Brazil met Peru at sea.\n"


def page(tmp_path, subject=CHILE):
    return actor_brief(held(tmp_path, {"a.txt": FIRST, "b.txt": SECOND, "c.txt": THIRD}), subject)


def test_a_brief_on_a_state_holds_what_it_and_its_people_did_and_nothing_else(tmp_path):
    told = page(tmp_path)
    assert told.startswith("# Chile\n")
    assert "Ana Rojas (Chile) → Luis Prado (Peru)" in section(told, "Timeline")
    assert "about 55 million USD | Peru owes Chile" in section(told, "Money")
    assert "Rojas said the regime" in section(told, "Who says what")
    assert "Brazil met Peru" not in told
    assert "c.txt" not in section(told, "Sources")


def test_it_says_with_whom_the_actor_deals_and_what_came_last(tmp_path):
    lines = section(page(tmp_path), "With whom").splitlines()
    assert lines[0].startswith("- Peru: ")
    assert "last 2024-03-05[^" in lines[0]
    assert not any("Chile" in line.partition(":")[0] for line in lines)


def test_a_brief_on_a_person_leaves_out_what_the_state_does_through_others(tmp_path):
    told = page(tmp_path, Subject("name:ana-rojas:CHL", "Ana Rojas"))
    assert "Ana Rojas met Luis Prado" in told
    assert "Chile held talks" not in told
    assert "- Chile" not in section(told, "With whom")


def test_days_bound_it_and_nothing_found_is_said(tmp_path):
    told = page(tmp_path, Subject("state:CHL", "Chile", until=date(2023, 1, 1)))
    assert "Nothing was found on Chile in that time, in 3 documents that name it." in told
