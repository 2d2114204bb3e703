"""Which day an act has that no words of its own date: the news's, a running report's, or none."""

from __future__ import annotations

import pytest

from dragoman import app
from dragoman.evaluate.seen import resolve_text
from dragoman.extract.relative_dates import antecedent_date
from dragoman.records import Agreement, Event

LEAD = "Peru's president met the president of Chile in Lima on Tuesday. "


def dates(text: str, published: str = "2024-05-17") -> dict[str, str | None]:
    events = app.read_text(text, published=published).of(Event)
    return {e.verb.text: str(e.date) if e.date else None for e in events}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chile thanked Peru for its help.", "thanked"),
        ("Chile was condemned by Bolivia.", "condemned"),
        ("Chile accused Bolivia of theft.", "accused"),
    ],
)
def test_acts_of_either_side_share_the_day_of_the_news(text, word):
    assert dates(LEAD + text)[word] == "2024-05-14"


@pytest.mark.parametrize(
    "text",
    [
        "Bolivia accused Brazil of theft.",
        "Chile had accused Bolivia of theft.",
    ],
)
def test_strangers_and_what_had_been_stay_open(text):
    assert dates(LEAD + text).get("accused") is None


def test_a_paragraph_that_went_back_is_not_of_the_day_of_the_news():
    text = LEAD + "\n\nIn 2016 the two were at odds over fish. Chile accused Peru of theft."
    assert dates(text).get("accused") in (None, "2016")


def test_a_running_report_is_of_its_own_day():
    text = (
        "Chile and Peru meet: our report\n\n16:10 Chile thanks Peru for its help.\n\n"
        "15:20 The ministers of Chile and Peru meet in Lima.\n\n14:05 Chile condemns Peru over the fish.\n"
    )
    found = dates(text)
    assert found["meet"] == found["condemns"] == "2024-05-17"


def test_what_was_not_done_since_runs_to_the_documents_day():
    text = "The ministers of Chile and Peru had not met since 2016."
    assert dates(text) == {"met": "2016/2024-05-17"}


def test_an_agreement_has_the_day_on_which_it_was_signed_beside_it():
    text = "In the Declaration of Cusco, signed on 3 June 2021, both Chile and Peru commit to peace."
    (found,) = app.read_text(text, published="2024-05-17").of(Agreement)
    assert str(found.date) == "2021-06-03"


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Two years after Peru accused Chile of theft, Chile condemned Peru on Tuesday.", "accused", "2022"),
        ("Chile condemned Peru on Tuesday, three days after Peru accused Chile of theft.", "accused", "2024-05-11"),
        ("Chile condemned Peru on Tuesday, two months after Peru accused Chile of theft.", "accused", "2024-03"),
        ("Relations broke down in May 2014, when Chile accused Peru of theft.", "accused", "2014-05"),
        ("In 2012 Peru accused Chile of theft; the following year Chile sued Peru.", "sued", "2013"),
        ("A pact of 2016, by which Chile lent Peru two ships, is to be renewed.", "lent", "2016"),
    ],
)
def test_an_act_is_dated_by_what_it_is_counted_from_or_describes(text, word, day):
    assert dates(text)[word] == day


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Chile recalled its envoy on 3 May. Peru replied the next day by expelling two consuls of Chile.",
         "expelling", "05-04"),
        ("On 3 May the ministers of Chile and Peru met in Lima, where Chile thanked Peru.", "thanked", "05-03"),
        ("On 3 May Peru's minister met Chile's president, with whom he signed a pact.", "signed", "05-03"),
        ("Peru's minister came on Monday. On 3 May he met Chile's president, whom he thanked.", "thanked", "05-03"),
        ("On 3 May Chile recalled its envoy. Peru thanked Bolivia for its help then.", "thanked", "05-03"),
        ("Peru's president flew to Chile on 3 May, a minister said on Tuesday. There he praised Chile.",
         "praised", "05-03"),
    ],
)  # fmt: skip
def test_an_act_that_goes_on_with_the_scene_of_another_has_its_day(text, word, day):
    assert dates(text)[word] == f"2024-{day}"


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Peru's congress voted on Tuesday. The vote came two days after Chile accused Peru of theft.",
         "accused", "2024-05-12"),
        ("It was in 2011 that Chile accused Peru of theft.", "accused", "2011"),
        ("In a statement dated 4 May, Chile accused Peru of theft.", "accused", "2024-05-04"),
        ("By a decree of 12 May, Chile expelled Peru's envoy.", "expelled", "2024-05-12"),
        ("Chile and Peru signed on the 15th a treaty on fish.", "signed", "2024-05-15"),
        ("Chile vetoed Peru's plan in March. In April Peru met Brazil. Peru condemned the Chilean veto at the time.",
         "condemned", "2024-03"),
    ],
)  # fmt: skip
def test_what_other_acts_are_counted_from_or_point_at_has_its_date(text, word, day):
    assert dates(text)[word] == day


def test_what_accords_with_an_old_pact_is_not_of_its_year():
    assert dates("In line with the accord of 1999 Chile thanked Peru.")["thanked"] is None


def test_a_pact_signed_on_a_visit_is_of_the_visit():
    text = "Peru's president travelled to Chile from May 13 to 15. Peru and Chile signed a road map for cooperation."
    found = app.read_text(text, published="2024-05-17").of(Event)
    assert {str(e.date) for e in found} == {"2024-05-13/2024-05-15"}


def test_a_clause_that_goes_back_is_not_of_the_scene():
    text = "On 3 May the ministers of Chile and Peru met in Lima, where Chile had thanked Peru."
    assert dates(text).get("thanked") is None


def test_an_offer_and_each_act_joined_to_another_are_of_the_visit_that_their_clause_names():
    text = (
        "Peru's president, who visited Chile last week, thanked Chile on Monday for its help. "
        "During the visit, he praised Chile and invited its president to Lima."
    )
    assert dates(text)["invited"] == "2024-05-06/2024-05-12"


def test_an_act_during_a_visit_or_at_the_time_has_the_date_of_what_it_points_back_to():
    visit = "Peru's president visited Chile last week. During the visit Chile thanked Peru for its help."
    assert dates(visit)["thanked"] == "2024-05-06/2024-05-12"
    then = "Peru suspended talks with Chile in March. Chile accused Peru of bad faith at the time."
    assert dates(then)["accused"] == "2024-03"


def test_the_opening_in_the_perfect_is_the_news_and_so_is_what_reported_speech_puts_back():
    text = "Peru has recalled its ambassador from Chile, a minister said on Tuesday. Chile thanked Peru for its help. "
    assert dates(text)["recalled"] == "2024-05-14"
    again = text + "A spokesman said Peru had recalled its ambassador to Chile over a theft."
    assert set(dates(again).values()) == {"2024-05-14"}
    other = text + "A spokesman said Chile had condemned Peru."
    assert dates(other)["condemned"] is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Peru hosted talks with Chile until May 2016.", "../2016-05-31"),
        ("Peru hosted Chile's envoys until 2012, a minister said.", "../2012-12-31"),
    ],
)
def test_what_went_on_until_a_date_is_of_the_days_before_it(text, day):
    assert day in dates(text).values()


def test_what_runs_until_a_date_to_come_is_not_over():
    assert not [d for d in dates("Peru extended its loan to Chile until 2031.").values() if d and d.startswith("..")]


def test_when_dates_its_verb_though_the_parse_hangs_that_elsewhere():
    doc = resolve_text("He thanked Peru for its gesture of August 2022, when Peru re-established its ties.").annotated
    verb = next(t for t in doc.tokens if t.lower in ("established", "re-established"))
    found = antecedent_date(doc, verb)
    assert found is not None
    assert found.text == "August 2022"


def dues(text: str, published: str = "2024-05-17") -> set[tuple[str | None, str | None]]:
    """When each act was done or said, and when it is due."""
    events = app.read_text(text, published=published).of(Event)
    return {(str(e.date) if e.date else None, str(e.due) if e.due else None) for e in events}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile and Peru agreed to meet again within three months.", (None, "2024-05-17/2024-08-17")),
        ("The presidents of Chile and Peru will meet in two weeks.", (None, "2024-05-31~")),
        ("Chile asked to join Peru's pact on March 3, 2022.", ("2022-03-03", None)),
        ("Chile met Peru's envoy for the fifth time this year on Tuesday.", ("2024-05-14", None)),
        ("Between 2015 and 2019 Chile lent Peru money.", ("2015-01-01/2019-12-31", None)),
        ("In the early hours of Sunday, Chile accused Peru of theft.", ("2024-05-12", None)),
    ],
)
def test_deadlines_ends_of_stretches_and_the_finest_words_of_a_clause_date_an_act(text, expected):
    assert expected in dues(text)


def test_a_summit_with_known_days_dates_what_was_done_at_it():
    text = "Chile and Peru signed a pact at the APEC summit in Bangkok. The pact is about fish."
    assert dates(text, "2023-02-01")["signed"] == "2022-11-19~"
    assert dates(text, "2022-02-01").get("signed") is None
    assert dates("Chile accused Peru of theft before the APEC summit in Bangkok.", "2023-02-01")["accused"] is None
