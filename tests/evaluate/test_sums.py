"""Currencies, percentages and numbers of Recognizers, and the spans of money in MEANTIME."""

import json
from xml.etree import ElementTree as ET

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.meantime_money import MoneySpans, money_spans
from dragoman.evaluate.sums import CURRENCIES, NUMBERS, PERCENTAGES, evaluate_sums


def key(text, words, kind, **resolution):
    start = text.index(words)
    return {"Text": words, "TypeName": kind, "Start": start, "End": start + len(words) - 1, "Resolution": resolution}


def put(folder, name, *cases):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([{"Input": text, "Results": results} for text, results in cases]), encoding="utf-8")


@pytest.fixture
def data(tmp_path):
    paid, share, count = "They paid 30 million euros.", "It was 4 percent.", "There were two hundred and -5."
    put(
        tmp_path,
        CURRENCIES,
        (paid, [key(paid, "30 million euros", "currency", value="30000000", unit="Euro", isoCurrency="EUR")]),
    )
    put(tmp_path, PERCENTAGES, (share, [key(share, "4 percent", "percentage", value="5%")]))
    number = key(count, "two hundred", "number", value="200", subtype="integer")
    put(tmp_path, NUMBERS, (count, [number, key(count, "-5", "number", value="-5", subtype="integer")]))
    return tmp_path


def test_each_kind_has_its_row_and_what_calculators_are_told_is_out_of_the_total(data):
    report = evaluate_sums(data)
    rows = {row.name: (row.score, row.items) for row in report.rows}
    assert rows["currency"] == (1.0, 1)
    assert rows["number in words"] == (1.0, 1)
    assert rows["percentage"] == (0.0, 1)
    assert rows["power or sign"] == (0.0, 1)
    assert rows["all kinds of news"] == (pytest.approx(2 / 3), 3)
    assert any("not read as 5 percent" in failure for failure in report.failures)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"CurrencyModel\.json is missing"):
        evaluate_sums(tmp_path)


def test_money_is_found_where_meantime_marks_it():
    words = ["Fiji", "paid", "about", "5", "million", "dollars", "to", "Tonga", "."]
    tokens = "".join(f'<token t_id="{n}" sentence="0">{word}</token>' for n, word in enumerate(words))
    anchors = "".join(f'<token_anchor t_id="{n}"/>' for n in range(2, 6))
    root = ET.fromstring(f'<Document>{tokens}<Markables><VALUE type="MONEY">{anchors}</VALUE></Markables></Document>')  # noqa: S314
    spans = money_spans(root)
    assert spans.counts(exact=True) == spans.counts(exact=False) == (1, 1, 1)


def test_spans_that_only_touch_are_found_but_not_exact():
    spans = MoneySpans(key=((0, 10), (20, 30)), ours=((5, 12),))
    assert spans.counts(exact=False) == (1, 2, 1)
    assert spans.counts(exact=True) == (0, 2, 1)
