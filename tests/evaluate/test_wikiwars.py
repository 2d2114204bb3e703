import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.timex2 import Marked
from dragoman.evaluate.wikiwars import counts, evaluate_wikiwars

ARTICLE = """<DOC><DOCID>{0}</DOCID><DATETIME> <TIMEX2 val="2009-12-19">2009-12-19</TIMEX2> </DATETIME>
<TEXT>
The fleets met off Oran on <TIMEX2 val="1911-03-03">3 March 1911</TIMEX2>.
The siege lasted <TIMEX2 val="P3D">three days</TIMEX2>.
</TEXT></DOC>
"""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "keyinline"
    folder.mkdir()
    for name in ("01_One", "02_Two"):
        (folder / f"{name}.xml").write_text(ARTICLE.format(name), encoding="utf-8")
    return tmp_path


def test_spans_and_values_are_scored_by_article(data):
    report = evaluate_wikiwars(data)
    assert report.row("spans relaxed").items == 4
    assert report.row("values of dates").items == 2
    assert report.row("values of dates").score == 1.0
    assert report.row("values").score == 1.0


def test_a_length_is_no_other_length(data):
    for path in (data / "keyinline").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("P3D", "P4D"), encoding="utf-8")
    assert evaluate_wikiwars(data).row("values").score == 0.5


def test_the_two_ends_of_a_range_are_two_expressions(data):
    for path in (data / "keyinline").iterdir():
        text = path.read_text(encoding="utf-8")
        range_ = 'from <TIMEX2 val="1911">1911</TIMEX2> to <TIMEX2 val="1913">1913</TIMEX2>'
        path.write_text(text.replace('<TIMEX2 val="P3D">three days</TIMEX2>', range_), encoding="utf-8")
    report = evaluate_wikiwars(data)
    assert (report.row("spans strict").score, report.row("values").score) == (1.0, 1.0)


def test_an_expression_is_matched_once():
    one = Marked(0, 5, None)
    assert counts([one, one], [one], lambda a, b: a == b) == (1, 2, 1)


def test_a_folder_without_articles_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no WikiWars"):
        evaluate_wikiwars(tmp_path)
