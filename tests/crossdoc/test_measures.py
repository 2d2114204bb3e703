"""Figures, counts and forecasts of one affair that are at odds, and those that only look so."""

import pytest

from dragoman.crossdoc import Setting, join
from dragoman.records import Actor, Amount, Claim, Cluster, Conflict, DocumentRecord, Edtf, Event, Published, Span

AFFAIR = "Ana Rojas of Chile and Luis Prado of Peru met in Tacna about the Concordia viaduct"
STATES = {"state:CHL": "Chile", "state:PER": "Peru"}


class Press:
    """Documents on one affair, one sentence each, with the records that a test puts on words of it."""

    def __init__(self, **sentences):
        self.texts = {key: f"{AFFAIR}.\n{sentence}\n" for key, sentence in sentences.items()}
        self.records = []

    def span(self, key, words):
        start = self.texts[key].index(words)
        return Span(document_id=key, start=start, end=start + len(words), text=words)

    def _base(self, key, words):
        span = self.span(key, words)
        shared = {"document_id": key, "evidence": (span,), "confidence": "high", "score": 0.9, "extractor": "made/1"}
        return {"id": f"{key}:{words}", **shared}

    def amount(self, key, words, value, unit="USD", kind="investment", **more):
        fields = {"value": str(value), "unit": unit, "kind": kind, "qualifier": "exact"} | more
        self.records.append(Amount(**self._base(key, words), **fields))

    def forecast(self, key, words, when):
        fields = {"speaker_class": "office", "form": "indirect", "kind": "forecast", "polarity": "positive"}
        fields |= {"certainty": "certain", "content": self.span(key, words), "horizon": Edtf.parse(when)}
        self.records.append(Claim(**self._base(key, words), **fields))

    def sanction(self, key, words):
        fields = {"type": "SANCTION", "source": ("state:CHL",), "target": ("state:PER",), "modality": "actual"}
        fields |= {"verb": self.span(key, "sanctions"), "date": Edtf.parse("2024-03-05")}
        self.records.append(Event(**self._base(key, words), **fields))

    def joined(self, kind, **more):
        published = Published(edtf=Edtf.parse("2024-03-06"), basis="stated")
        documents = [DocumentRecord(id=k, source=k, published=published, status="accepted", **more) for k in self.texts]
        actors = [
            Actor(id=code, name=name, schema_="State", country=code[-3:], mentions=(self.span(key, name),))
            for code, name in STATES.items()
            for key in self.texts
        ]
        return [r for r in join(self.records, Setting(documents, actors, texts=self.texts)) if isinstance(r, kind)]

    def odds(self, **more):
        return [(c.field, tuple(sorted(c.values))) for c in self.joined(Conflict, **more)]

    def conflicts(self):
        return [(set(c.values), c.comparable) for c in self.joined(Conflict)]


def test_two_prices_of_what_each_text_names_one_price_for_are_at_odds_and_one_cluster():
    press = Press(a="It will cost 48 million dollars.", b="The ministry puts its price at 69 million dollars.")
    press.amount("a", "48 million dollars", 48_000_000)
    press.amount("b", "69 million dollars", 69_000_000)
    assert press.conflicts() == [({"48000000", "69000000"}, True)]
    assert len(press.joined(Cluster)) == 1


def test_a_text_with_two_prices_says_nothing_of_either():
    press = Press(
        a="It will cost 48 million dollars.", b="One costs 69 million dollars, another costs 5 million dollars."
    )
    press.amount("a", "48 million dollars", 48_000_000)
    press.amount("b", "69 million dollars", 69_000_000)
    press.amount("b", "5 million dollars", 5_000_000)
    assert press.conflicts() == []


def test_what_is_lent_and_what_is_drawn_of_it_are_not_comparable():
    press = Press(
        a="The bank granted a credit line of 90 million dollars.", b="Of the credit line 12 million dollars are drawn."
    )
    press.amount("a", "90 million dollars", 90_000_000, kind="loan", basis="committed")
    press.amount("b", "12 million dollars", 12_000_000, kind="loan", basis="drawn")
    assert press.conflicts() == [({"90000000", "12000000"}, False)]
    assert press.joined(Cluster) == [], "both are true"


def test_a_loan_towards_a_price_is_a_part_of_it():
    press = Press(a="The viaduct costs 48 million dollars.", b="A bank lends 20 million dollars for the viaduct.")
    press.amount("a", "48 million dollars", 48_000_000)
    press.amount("b", "20 million dollars", 20_000_000, kind="loan")
    assert press.conflicts() == [({"48000000", "20000000"}, False)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("It spans the river with 24 arches of basalt", "The river has 21 arches of basalt over it", 1),
        ("It spans the river with 24 arches", "The port counts 21 arches over its market", 0),
        ("It rests on 24 arches", "It rests on 21 arches, not 24", 1),
    ],
)
def test_numbers_of_things_are_compared_where_their_sentences_say_the_same(one, other, expected):
    press = Press(a=f"{one}.", b=f"{other}.")
    press.amount("a", "24 arches", 24, unit="arches", kind="other-count")
    press.amount("b", "21 arches", 21, unit="arches", kind="other-count")
    assert len(press.conflicts()) == expected


def test_forecasts_of_one_thing_for_two_years_are_at_odds():
    press = Press(
        a="The Concordia viaduct at Tacna will open in 2027.", b="The viaduct of Concordia in Tacna opens only in 2029."
    )
    press.forecast("a", "The Concordia viaduct at Tacna will open in 2027", "2027")
    press.forecast("b", "The viaduct of Concordia in Tacna opens only in 2029", "2029")
    assert press.conflicts() == [({"2027", "2029"}, True)]


def test_the_tellings_of_one_act_may_count_differently():
    words = "sanctions on {} fishing companies from the south"
    press = Press(a=f"Chile imposed {words.format(14)}.", b=f"It put {words.format('fifteen')}.")
    press.sanction("a", words.format(14))
    press.sanction("b", words.format("fifteen"))
    assert press.conflicts() == [({"14", "15"}, True)]


def test_documents_of_two_affairs_are_never_at_odds():
    press = Press(a="It will cost 48 million dollars.", b="It will cost 69 million dollars.")
    press.texts["b"] = press.texts["b"].replace(AFFAIR, "Eva Soto of Chile and Juan Paz of Peru met in Arica on trout")
    press.amount("a", "48 million dollars", 48_000_000)
    press.amount("b", "69 million dollars", 69_000_000)
    assert press.conflicts() == []


def test_acts_of_no_type_join_by_their_words_in_one_story():
    press = Press(a="Masons garlanded the Concordia viaduct.", b="The Concordia viaduct was garlanded by masons.")
    for key in "ab":
        words = press.texts[key].split("\n")[1]
        fields = {"type": "OTHER", "modality": "actual", "verb": press.span(key, "garlanded")}
        press.records.append(Event(**press._base(key, words), **fields))
    assert [c.kind for c in press.joined(Cluster)] == ["events"]


def test_what_one_text_gives_as_the_other_does_is_settled():
    press = Press(
        a="The viaduct has 24 arches of basalt.", b="Of the arches of basalt 21 are cracked; the viaduct has 24 arches."
    )
    press.amount("a", "24 arches", 24, unit="arches", kind="other-count")
    press.amount("b", "24 arches", 24, unit="arches", kind="other-count")
    press.amount("b", "21", 21, unit="arches", kind="other-count")
    assert press.conflicts() == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Chile expelled five Peruvian diplomats", [({"3", "5"}, True)]),
        ("Chile expelled five Bolivian diplomats", []),
        ("Chile expelled a further five Peruvian diplomats", []),
        ("Chile expelled five of the Peruvian diplomats", []),
    ],
)
def test_things_of_another_state_or_of_another_part_are_other_things(other, expected):
    press = Press(a="Chile expelled three Peruvian diplomats.", b=f"{other}.")
    words = other[other.index("five") :]
    press.amount("a", "three Peruvian diplomats", 3, unit="people", kind="other-count")
    press.amount("b", words, 5, unit="people", kind="other-count")
    assert press.conflicts() == expected


def test_so_many_of_them_are_a_part_of_all():
    press = Press(a="Chile promised 12 transformers.", b="Chile has sent four of the transformers.")
    press.amount("a", "12 transformers", 12, unit="transformers", kind="other-count")
    press.amount("b", "four of the transformers", 4, unit="transformers", kind="other-count")
    assert press.conflicts() == [({"12", "4"}, False)]


def test_numbers_that_no_amount_holds_are_read_from_the_words_of_other_records():
    press = Press(a="Chile bears half of the cost of the viaduct.", b="Chile will bear a third of the cost of it.")
    for key, words in (
        ("a", "Chile bears half of the cost of the viaduct"),
        ("b", "Chile will bear a third of the cost"),
    ):
        press.forecast(key, words, "2024")
    assert press.conflicts() == [({"50", "33.3"}, True)]


def test_a_sum_per_year_and_a_sum_are_two_things():
    press = Press(a="Its upkeep costs 6 million dollars a year.", b="Its upkeep costs 8 million dollars.")
    press.amount("a", "6 million dollars", 6_000_000, kind="price", period="year")
    press.amount("b", "8 million dollars", 8_000_000, kind="price")
    assert press.conflicts() == []


def test_records_of_two_kinds_are_at_odds_and_no_cluster():
    press = Press(a="Chile imposed sanctions on 14 fishing companies.", b="The sanctions hit 15 fishing companies.")
    press.sanction("a", "sanctions on 14 fishing companies")
    press.forecast("b", "The sanctions hit 15 fishing companies", "2024")
    assert press.conflicts() == [({"14", "15"}, True)]
    assert press.joined(Cluster) == []


@pytest.mark.parametrize(("unit", "count"), [("people", 1), ("other", 0)])
def test_the_only_such_persons_of_two_texts_of_one_day_are_the_same(unit, count):
    press = Press(a="The fourteen deputies were welcomed.", b="Nine deputies went home.")
    press.amount("a", "fourteen deputies", 14, unit, "other-count")
    press.amount("b", "Nine deputies", 9, unit, "other-count")
    assert press.conflicts() == [({"14", "9"}, True)] * count
