"""What two articles of examples/ say together, read by the real pipeline."""

from pathlib import Path

import pytest

from dragoman import app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    with app.open(tmp_path_factory.mktemp("across") / "store.db") as opened:
        opened.read([EXAMPLES / "03-loan.txt", EXAMPLES / "09-answer.txt"])
        yield opened


def test_the_question_that_a_loan_left_open_is_closed_by_the_later_article(archive):
    closed = [gap for gap in archive.records("gaps") if gap.status == "closed"]
    assert ["security" in gap.question for gap in closed] == [True]
    sources = {record.id: record.source for record in archive.records("documents")}
    assert {Path(sources[span.document_id]).name for span in closed[0].closed_by} == {"09-answer.txt"}
    assert any("collateral" in span.text for span in closed[0].closed_by)
    assert "**answered** after 217 days" in archive.brief("KEN", "TUR")


def test_what_remains_unknown_stays_open(archive):
    still_open = [gap.evidence[0].text for gap in archive.records("gaps") if gap.status == "open"]
    assert any("remain unknown" in text for text in still_open)
