"""Clauses with a "not", who was there, what stays as it was, one act in two places or on two days."""

import pytest
from test_narrated import at_odds

POLARITY = ("polarity", {"actual", "negated"})


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Peru has recalled its consul.", "Peru has not recalled its consul.", [POLARITY]),
        ("Peru has recalled its consul.", "Chile has not recalled its consul.", []),
        ("Peru regrets the quarrel. It has recalled its consul.", "Peru has not recalled its consul.", [POLARITY]),
        ("Ines Soto left Arica.", "Consul Ines Soto did not leave Arica.", [POLARITY]),
        ("A joint statement was issued afterwards.", "No joint statement was issued.", [POLARITY]),
        ("Rojas will visit Iquique as well.", "Rojas will not visit Iquique.", [POLARITY]),
        ("Rojas visited Iquique as well.", "Rojas will not visit Iquique.", []),
        ("Rojas may visit Iquique as well.", "Rojas will not visit Iquique.", []),
        ("Ushers greeted Rojas on Monday.", "Ushers did not greet Rojas on Tuesday.", []),
        ("Peruvian sappers entered the mine.", "No Peruvian sappers entered the mine.", [POLARITY]),
        ("Peruvian sappers cleared the mine of water.", "No miners returned to the mine.", []),
    ],
)
def test_a_clause_with_a_not_denies_what_says_most_of_it(one, other, expected):
    assert at_odds(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("Soto attended the lunch.", "Governor Soto was absent from the table.", 1),
        ("Rojas opened the fair together with Governor Soto.", "Soto, who had been expected, was absent.", 1),
        ("Soto sent a wreath.", "Soto did not take part in the lunch.", 0),
        ("Ambassador Vega attended the lunch.", "Ambassador Soto did not attend the lunch.", 0),
    ],
)
def test_a_person_is_there_or_is_not(one, other, count):
    assert at_odds(one, other) == [("polarity", {"present", "absent"})] * count


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Chile cancelled the lease of the pier.",
            "The lease of the pier remains in force.",
            {"in force", "cancelled"},
        ),
        ("They agreed to open the gate at night.", "The gate stays closed at night.", {"closed", "open"}),
        ("The gate was shut at night.", "The gate was opened at night.", None),
        ("They agreed to open the gate at night.", "The bakery stays closed at noon.", None),
    ],
)
def test_what_stays_has_not_become_the_contrary(one, other, expected):
    assert at_odds(one, other) == ([("status", expected)] if expected else [])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "A convoy of buses crossed at Chacalluta.",
            "The convoy of buses crossed at Visviri.",
            {"Chacalluta", "Visviri"},
        ),
        ("A convoy of buses crossed at Chacalluta.", "The convoy crossed at Visviri and Chacalluta.", None),
        ("Soldiers fired at Chacalluta.", "The convoy of buses crossed at Visviri.", None),
        (
            "Rangers seized the trawler on 2 March.",
            "Rangers seized the trawler on 4 March.",
            {"2024-03-02", "2024-03-04"},
        ),
        ("Rangers seized the trawler on 2 March.", "Rangers seized the trawler at noon.", None),
        ("Rangers seized the trawler in January.", "Rangers seized the trawler in February.", {"2024-01", "2024-02"}),
        ("Rangers seized the trawler in March.", "Rangers seized the trawler on 4 March.", None),
    ],
)
def test_one_act_in_two_places_or_on_two_days_is_at_odds(one, other, expected):
    assert at_odds(one, other) == ([("value", expected)] if expected else [])
