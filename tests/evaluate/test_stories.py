# ruff: noqa: E501 - an article is one line, and so is a row
"""The score of stories, on two little ones whose right answers are known."""

import csv

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate import evaluate

TOLD = {
    "S02-1-wire": "Harbour talks\nMontevideo, 5 March 2024 (Plata Wire)\n\nForeign Minister Lucia Ferrand of Uruguay met "
    "Tunisian Foreign Minister Hedi Mabrouk in Montevideo on Tuesday. They signed a treaty on olive oil, the ministry "
    "said, and Tunisia promised a loan of 30 million dollars for a silo in Rocha.\n",
    "S01-1-wire": "Rail talks\nTunis, 6 March 2024 (Carthage Wire)\n\nTunisian Transport Minister Hedi Mabrouk met Maltese "
    "Transport Minister Joseph Camilleri in Tunis on Wednesday, and both discussed the ferry to Valletta for an hour.\n",
}
TABLES = {
    "documents": (
        "name,story,half,published,date_printed,outlet,copy_of,copy_kind,edited_percent,origins",
        ["S02-1-wire,S02,open,2024-03-05,yes,x,,none,,x", "S02-2-copy,S02,open,2024-03-06,yes,y,S02-1-wire,full,0,x",
         "S01-1-wire,S01,held,2024-03-06,yes,z,,none,,z"],
    ),
    "facts": (
        "id,story,half,kind,gist,documents,independent_origins,origins,not_with",
        ["S02-F1,S02,open,event,meeting,S02-1-wire:met Tunisian || S02-2-copy:met Tunisian,1,x,",
         "S02-F2,S02,open,amount,loan,S02-1-wire:30 million dollars || S02-2-copy:30 million dollars,1,x,",
         "S01-F1,S01,held,event,secret gist,S01-1-wire:met Maltese,1,z,"],
    ),
    "conflicts": (
        "story,half,field,values,first,second,comparable",
        ["S02,open,sum,1 | 2,S02-1-wire:30 million,S02-2-copy:30 million,yes",
         "S01,held,secret field,1 | 2,S01-1-wire:an hour,S01-1-wire:Wednesday,yes"],
    ),
    "gaps": ("story,half,question,document,closed_by", ["S02,open,who pays,S02-1-wire:the ministry,"]),
}  # fmt: skip


@pytest.fixture
def stories(tmp_path):
    for folder, name in (("docs", "S02-1-wire"), ("held", "S01-1-wire")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.txt").write_text(TOLD[name], encoding="utf-8")
    copy = TOLD["S02-1-wire"].replace("Montevideo, 5 March 2024", "Rio Gazette, 6 March 2024")
    (tmp_path / "docs" / "S02-2-copy.txt").write_text(copy, encoding="utf-8")
    for name, (header, rows) in TABLES.items():
        for place, half in ((tmp_path, ",open,"), (tmp_path / "held", ",held,")):
            told = [row for row in rows if half in row]
            (place / f"{name}.csv").write_text("\n".join([header, *told]) + "\n", encoding="utf-8")
    return tmp_path


def test_copies_are_one_origin_and_failures_of_the_held_half_stay_unsaid(stories):
    report = evaluate("stories", stories)
    assert report.row("copies full").score == 1
    assert report.row("B3 all").score == report.row("found all").score == 1
    assert report.row("origins exact (several documents)").score == 1
    assert report.row("conflicts found").score == report.row("gaps found").score == 0
    assert report.row("B3 event held").items == 1
    assert [line for line in report.failures if line.startswith("conflict missed: sum")]
    assert not [line for line in report.failures if "secret" in line]


def test_a_quotation_that_does_not_stand_in_its_document_is_refused(stories):
    path = stories / "facts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("met Tunisian", "met nobody"), encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be read"):
        evaluate("stories", stories)
    with path.open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == 2
