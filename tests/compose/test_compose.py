"""What composing joins: one act told twice, who reports it, what a gap is about, two values for one thing."""

from dragoman.document import Document
from dragoman.pipeline import run
from dragoman.records import Agreement, Amount, Claim, Conflict, Event, Gap


def read(text):
    return run(Document("0" * 64, "case.txt", text)).records


def of(kind, records):
    return [r for r in records if isinstance(r, kind)]


def test_two_expulsions_that_answer_one_another_stay_two():
    text = "Norway expelled two Iranian diplomats on 3 May 2022. Iran expelled two Norwegian diplomats on 3 May 2022."
    events = of(Event, read(text))
    assert {(e.source, e.target) for e in events} == {
        (("state:NOR",), ("state:IRN",)),
        (("state:IRN",), ("state:NOR",)),
    }


def test_a_mutual_act_told_from_either_side_is_one():
    text = "Ghana held talks with Togo on 3 May 2022. Togo and Ghana held talks on 3 May 2022 in Accra."
    (event,) = of(Event, read(text))
    assert event.type == "CONSULT"
    assert len(event.evidence) == 2


def test_two_meetings_on_two_days_stay_two():
    text = "Ghana and Togo held talks on 3 May 2022. Ghana and Togo held talks on 9 June 2022."
    assert len({str(e.date) for e in of(Event, read(text))}) == 2


def test_a_meeting_without_a_day_is_not_the_visit_of_years_before():
    text = "Ghana's president met Togo's president at the summit. He had last visited Togo in 2020."
    found = {e.verb.text: str(e.date) if e.date else None for e in of(Event, read(text))}
    assert found == {"met": None, "visited": "2020"}


def test_a_reported_event_knows_the_claim_that_reports_it():
    records = read("Denmark has recalled its ambassador from Iran, said the Danish foreign ministry.")
    (event,) = of(Event, records)
    (claim,) = of(Claim, records)
    assert event.attributed_to == claim.id
    assert event.id in claim.about


def test_a_gap_is_about_the_agreement_beside_it_which_then_is_undisclosed():
    records = read("Laos and Vietnam signed nine agreements, whose contents were not disclosed.")
    (agreement,) = of(Agreement, records)
    (gap,) = of(Gap, records)
    assert agreement.id in gap.about
    assert agreement.disclosed is False


def test_a_treaty_that_no_verb_tells_is_an_event_by_its_own_words():
    records = read("The river is shared under the water treaty of 1962 between Nepal and India.")
    (agreement,) = of(Agreement, records)
    (event,) = of(Event, records)
    assert (event.type, str(event.date)) == ("SUPPORT", "1962")
    assert any(e.start < a.end and a.start < e.end for e in event.evidence for a in agreement.evidence)


def test_a_signing_that_is_dated_dates_what_was_signed():
    records = read(
        "ACCRA, 12 March 2024 - Ghana's president received Togo's president on Tuesday.\n\n"
        "After two hours of talks, the two countries signed seven memoranda on farming."
    )
    (agreement,) = of(Agreement, records)
    signed = next(e for e in of(Event, records) if e.type == "SUPPORT")
    assert str(agreement.date) == str(signed.date) == "2024-03-12"
    assert [str(step.date) for step in agreement.history] == ["2024-03-12"]


def test_two_target_dates_of_one_undertaking_are_a_conflict_and_both_stand():
    text = (
        "The nuclear plant near Balkhash will be operational in 2035, the Kazakh energy ministry said. "
        "The head of the Kazakh energy ministry said the nuclear plant near Balkhash would be ready by 2031."
    )
    records = read(text)
    horizons = {str(c.horizon) for c in of(Claim, records) if c.horizon}
    conflicts = [c for c in of(Conflict, records) if c.kind == "horizon"]
    assert horizons == {"2035", "2031"}
    assert [set(c.values) for c in conflicts] == [{"2035", "2031"}]


def test_debts_of_two_years_are_no_conflict():
    text = (
        "Zambia owed China 6 billion dollars in 2021. Zambia owes China 4 billion dollars, its treasury said in 2024."
    )
    records = read(text)
    assert len([a for a in of(Amount, records) if a.kind == "debt"]) == 2
    assert of(Conflict, records) == []


def test_an_appeal_that_an_event_tells_is_no_claim_unless_its_words_are_quoted():
    told = read("Nairobi, 5 March 2024\n\nKenya urged Peru to open its ports on Tuesday.")
    assert [e.type for e in of(Event, told)] == ["REQUEST"]
    assert of(Claim, told) == []
    quoted = read(
        'Nairobi, 5 March 2024\n\n"Open your ports," Kenyan Foreign Minister Musalia Mudavadi urged Peru on Tuesday.'
    )
    assert [c.form for c in of(Claim, quoted)] == ["direct"]


def test_a_sum_inside_beside_or_under_an_agreement_is_of_it():
    for text in (
        "Zambia and China signed a loan agreement of 1.2 billion dollars for the Kafue dam.",
        "Oman and Tanzania signed a concession contract worth 350 million dollars.",
        "Mali and Turkey signed a contract for drones. Under the contract, Mali will pay 45 million dollars.",
    ):
        records = read(text)
        (agreement,), (amount,) = of(Agreement, records), of(Amount, records)
        assert amount.agreement == agreement.id, text


def test_a_sum_that_stands_beside_an_agreement_by_chance_is_of_none():
    text = "Mali and Turkey signed a contract for drones. Mali owes Turkey 45 million dollars."
    (amount,) = of(Amount, read(text))
    assert amount.agreement is None
