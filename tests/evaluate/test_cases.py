import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.cases import evaluate_cases

HEAD = "id,text,published,expression,edtf\n"


@pytest.fixture
def data(tmp_path):
    """One row that is right and one that cannot be, open and held."""
    rows = (
        "{0}1,The treaty was signed on 3 March 1998.,2020-01-01,3 March 1998,1998-03-03\n"
        "{0}2,The treaty was signed on 4 March 1998.,2020-01-01,4 March 1998,1871\n"
    )
    (tmp_path / "held").mkdir()
    (tmp_path / "times.csv").write_text(HEAD + rows.format("open"), encoding="utf-8")
    (tmp_path / "held" / "times.csv").write_text(HEAD + rows.format("held"), encoding="utf-8")
    return tmp_path


def test_both_halves_are_scored_and_only_the_open_one_is_listed(data):
    report = evaluate_cases(data)
    assert [(row.name, row.score, row.items) for row in report.rows] == [("times", 0.5, 2), ("times held", 0.5, 2)]
    assert [failure.partition(":")[0] for failure in report.failures] == ["open2"]


def test_a_folder_without_cases_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no cases"):
        evaluate_cases(tmp_path)
