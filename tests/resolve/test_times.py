"""What expressions mean: by the document's date, by its candidate days, by what was told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman import kb
from dragoman.annotate import annotate, parser, quotes, timexes
from dragoman.document import Annotated, Clean, Document, OffsetMap, TimeValue, Zone
from dragoman.records import Edtf, Published
from dragoman.repair import mend
from dragoman.resolve import calendar, reference, times


@lru_cache(maxsize=256)
def read(text: str) -> Annotated:
    document = Document("0" * 64, "test", text)
    size = len(text)
    doc = parser.parse(Clean(document, text, OffsetMap((0,), (0,), size, size), (), (Zone("body", 0, size),)))
    return replace(doc, timexes=timexes.find(doc))


def on(day: str) -> Published:
    return Published(edtf=Edtf.parse(day), basis="stated")


def among(*days: str) -> Published:
    return Published(basis="inferred", candidates=tuple(map(Edtf.parse, days)))


def values(text: str, published: Published) -> list[str | None]:
    return [str(v.value) if v.value else None for v in times.resolve(read(text), published)]


def last(text: str, published: Published) -> TimeValue:
    return times.resolve(read(text), published)[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Tuesday.", "2025-06-17"),
        ("They met on Wednesday.", "2025-06-18"),
        ("They will meet on Tuesday.", "2025-06-24"),
        ("They met last Wednesday.", "2025-06-11"),
        ("They met last Monday.", "2025-06-09"),
        ("They will meet next Friday.", "2025-06-27"),
        ("They met this past Monday.", "2025-06-16"),
        ("They met on Friday 13.", "2025-06-13"),
        ("They met earlier this month.", "2025-06-01/2025-06-18"),
        ("They will meet later this year.", "2025-06-18/2025-12-31"),
        ("They will meet the week after next.", "2025-06-30/2025-07-06"),
        ("They met the year before last.", "2023"),
        ("They met two years and three months ago.", "2023-03"),
        ("Exports fell last quarter.", "2025-01/2025-03"),
        ("Exports will fall over the next two quarters.", "2025-07/2025-12"),
        ("They met in the first week of May 2025.", "2025-04-28~/2025-05-04~"),
        ("They met in the last week of last month.", "2025-05-26~/2025-06-01~"),
        ("They met in the third month of 2021.", "2021-03"),
        ("They met on the second Tuesday of May 2025.", "2025-05-13"),
        ("They met on the last day of May 2025.", "2025-05-31"),
        ("They met in the last days of May 2025.", "2025-05"),
        ("They met in the week of May 5.", "2025-05-05/2025-05-11"),
        ("It was filed on 23-Aug-2024.", "2024-08-23"),
        ("It was filed in Dec/2018.", "2018-12"),
        ("It was filed on 07.11.2023.", "2023-11-07"),
        ("It grew in 2017 Q1.", "2017-01/2017-03"),
        ("They met on Eid al-Fitr.", "2025-03-31~"),
        ("They met on Orthodox Easter 2024.", "2024-05-05"),
        ("They met on Thanksgiving 2023.", "2023-11-23"),
        ("It came no later than 2018.", "2018"),
        ("They leave next Monday.", "2025-06-23"),
        ("They met yesterday.", "2025-06-17"),
        ("They met last month.", "2025-05"),
        ("They will meet next year.", "2026"),
        ("They met earlier this week.", "2025-06-16/2025-06-18"),
        ("They met last week.", "2025-06-09/2025-06-15"),
        ("Prices rose over the past month.", "2025-05-18/2025-06-18"),
        ("Prices rose in the last year.", "2024-06-18/2025-06-18"),
        ("Prices have risen since 2006.", "2006/2025-06-18"),
        ("On April 18 they agreed.", "2025-04-18"),
        ("On August 18 they agreed.", "2024-08-18"),
        ("They will agree on April 18.", "2026-04-18"),
        ("They met six months ago.", "2024-12"),
        ("They met two years ago.", "2023"),
        ("It will open in about five years.", "2029-06/2031-06"),
        ("It will open in two years.", "2027"),
        ("It shall be ready by 2035.", "2035"),
        ("It was arrested overnight.", "2025-06-17/2025-06-18"),
        ("They will meet by the end of the year.", "2025"),
        ("It grew in the 1990s.", "199X"),
        ("It grew in the first half of 2024.", "2024-01/2024-06"),
        ("It grew in the third quarter of 2024.", "2024-07/2024-09"),
        ("It fell between the 14 to the 15 June.", "2025-06-14/2025-06-15"),
        ("It grew in fiscal year 2023-24.", "2023/2024"),
        ("It was printed on 18/06/2025.", "2025-06-18"),
        ("The road was closed for two decades.", None),
        ("They will meet soon.", None),
        ("They pay every year.", None),
        ("They met just days after the vote.", None),
        ("They met on Tuesday of last week.", "2025-06-10"),
        ("They met on July 4th of 1995.", "1995-07-04"),
        ("They met last Easter.", "2025-04-20"),
        ("The firm has been here for twenty years.", "2005~/2025-06-18"),
        ("The firm was here for twenty years.", None),
        ("No rain fell in the past six months.", "2024-12-18/2025-06-18"),
        ("Ten years ago today they signed it.", "2015-06-18"),
        ("They signed it a year ago to the day.", "2024-06-18"),
        ("Two years ago this month it fell.", "2023-06"),
        ("They met on Sunday, the first visit by a minister.", "2025-06-15"),
        ("They said on Tuesday that it fell.", "2025-06-17"),
        ("On Tuesday Peru met the envoys.", "2025-06-17"),
        ("They met on Friday the 6th of this month.", "2025-06-06"),
        ("The note follows a clash on August 18.", "2024-08-18"),
        ("The note comes after a clash on August 18.", "2024-08-18"),
        ("The ship comes on August 18.", "2025-08-18"),
    ],
)
def test_values_by_the_documents_day(text, expected):
    assert values(text, on("2025-06-18")) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pakistan's exports grew in fiscal year 2023-24.", "2023-07/2024-06"),
        ("Pakistan lent it in FY2024.", "2023-07/2024-06"),
        ("Japan lent it in fiscal 2023.", "2023-04/2024-03"),
        ("India lent it in the last fiscal year.", "2024-04/2025-03"),
        ("Iran lent it in the last fiscal year.", "2024-03-21/2025-03-20"),
        ("The United States lent it in the second quarter of fiscal year 2024.", "2024-01/2024-03"),
        ("India lent it in FY24.", "2023/2024"),
        ("Trade between India and Pakistan grew in fiscal year 2023-24.", "2023/2024"),
    ],
)
def test_a_fiscal_year_is_that_of_the_state_named(text, expected):
    known = kb.load()
    doc = annotate(mend(Document("0" * 64, "case.txt", text), known), known)
    assert [str(v.value) for v in times.resolve(doc, on("2025-06-18"))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 3 October 2023. It was signed the following May.", "2024-05"),
        ("They met on 3 March 2023. It was signed the following May.", "2023-05"),
        ("They met in May 2022. The previous October they had quarrelled.", "2021-10"),
        ("They met in May 2022. They met again that October.", "2022-10"),
    ],
)
def test_a_month_that_follows_is_the_first_after_the_date_told(text, expected):
    assert values(text, on("2025-06-18"))[-1] == expected


def test_a_clock_time_is_nothing_that_a_day_of_the_month_counts():
    assert values("They met on Friday the 6th 7pm.", on("2025-06-18")) == ["2025-06-06", None]
    assert values("They met on Friday the twenty third at six pm.", on("2025-06-18")) == ["2025-05-23", None]


def test_the_evening_before_is_of_the_day_before_the_one_told():
    assert values("They met on 5 June. They came the evening before.", on("2025-06-18"))[-1] == "2025-06-04"
    assert values("They came the evening before the vote.", on("2025-06-18")) == []


def test_earlier_in_the_day_is_of_the_day_told_before():
    text = "They said on Monday that it fell. Earlier in the day, they met."
    assert values(text, on("2025-06-18")) == ["2025-06-16", "2025-06-16"]
    assert values("They met. Earlier in the day, it fell.", on("2025-06-18")) == ["2025-06-18"]


def test_nothing_is_counted_from_an_unknown_day():
    text = "On April 18 they agreed. They met on Tuesday. They met last month. It grew in 2019. It shall open by 2035."
    assert values(text, Published()) == ["XXXX-04-18", None, None, "2019", "2035"]


def test_candidate_days_give_sets():
    days = among("2022-05-06", "2023-05-05")
    assert values("They met on Tuesday.", days) == ["[2022-05-03,2023-05-02]"]
    assert values("On April 18 they agreed.", days) == ["[2022-04-18,2023-04-18]"]
    assert values("They met last month.", days) == ["[2022-04,2023-04]"]


def test_an_interval_gives_an_interval_or_every_year_in_it():
    span = Published(basis="inferred", earliest=Edtf.parse("2021-01-20"), latest=Edtf.parse("2024-01-19"))
    assert values("They met on Tuesday.", span) == ["2021-01-19/2024-01-16"]
    assert values("On April 18 they agreed.", span) == ["[2020-04-18,2021-04-18,2022-04-18,2023-04-18]"]


def test_telling_goes_on_from_what_was_told():
    text = (
        "On June 3, 2019 he left. He came back a week later. That year the firm closed. The following year it reopened."
    )
    assert values(text, on("2024-05-05")) == ["2019-06-03", "2019-06-10~", "2019", "2020"]


def test_an_anchored_expression_points_at_its_event():
    doc = read("The firm was sold just days after the minister resigned.")
    value = times.resolve(doc, on("2024-05-05"))[0]
    assert value.value is None
    assert value.after is not None
    assert doc.tokens[value.after].text == "resigned"


def test_until_by_and_for_are_told():
    def both(text):
        found = last(text, on("2024-09-01"))
        return str(found.value), found.basis.split(" ")[0]

    assert both("The truce will last until June 2026.") == ("2026-06", "until")
    assert both("Peru must pay the sum by 30 September.") == ("2024-09-30", "by")
    assert both("They signed a programme for 2025-2027.") == ("2025/2027", "for")


def test_a_date_open_on_one_side_gives_what_is_counted_from_it_that_side():
    since = Published(basis="inferred", earliest=Edtf.parse("2022-09-13"))
    until = Published(basis="inferred", latest=Edtf.parse("2022-09-13"))
    text = "Last week the minister visited Kigali. On April 18 they agreed."
    assert values(text, since) == ["2022-09-05/..", "XXXX-04-18"]
    assert values(text, until) == ["../2022-09-11", "XXXX-04-18"]


def test_a_distance_may_count_from_the_paragraph_before_and_no_farther():
    text = "The two signed the treaty on 4 March 2019.\n\nA month later Peru recalled its envoy."
    assert values(text, on("2024-05-05")) == ["2019-03-04", "2019-04"]
    text = "The two signed the treaty on 4 March 2019.\n\nPeople danced.\n\nA month later Peru recalled its envoy."
    assert values(text, on("2024-05-05")) == ["2019-03-04", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They closed it in January. It reopened on the 7th.", "2024-01-07"),
        ("They closed it on January 28. It reopened on the 3rd.", "2024-02-03"),
        ("They fought from May 1998 to June 2000, and made peace in December of that year.", "2000-12"),
        ("Until 2010 they backed rebels, and in January of that year they made peace.", "2010-01"),
        ("On 27 September 2020 Oslo began talks that ended on 10 November.", "2020-11-10"),
        ("They met on Sunday. Oslo had joined in 2008. It spoke up at a council the previous day.", "2024-02-10"),
        (
            "They will meet on Monday. Oslo began talks in late 2018, and Bern ended them two days later.",
            "2018-01-03/2019-01-02",
        ),
        ("They owe it for a scheme agreed in 2017. It stood at nine in December.", "2023-12"),
        ("They met. Oslo spoke up the next day.", None),
        ("They marked in February the 35th anniversary of the treaty.", "2024-02"),
    ],
)
def test_a_telling_is_followed_to_the_grain_of_what_is_told(text, expected):
    assert last(text, on("2024-02-12")).value == (Edtf.parse(expected) if expected else None)


def test_a_distance_from_a_printed_day_is_counted():
    assert values("They met two days after June 3, 2024.", on("2024-09-01")) == ["2024-06-05", "2024-06-03"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru invited her to Lima in November.", "2024-11"),
        ("Lima holds its first drill in November.", "2024-11"),
        ("Lima held its first drill in November.", "2023-11"),
        ("She arrives on Monday.", "2024-04-22"),
        ("She said on Monday that it failed.", "2024-04-15"),
        ("It was due to be opened by Monday.", "2024-04-22"),
    ],
)
def test_tense_decides_which_side_of_the_day(text, expected):
    assert values(text, on("2024-04-19")) == [expected]


def test_a_bare_month_in_news_is_not_drawn_to_an_old_treaty():
    assert values("A treaty of 2015 stands. They met in March.", on("2024-06-01"))[1] == "2024-03"
    assert values("In 2015 they met. In March they had parted.", on("2024-06-01"))[1] == "2015-03"


def test_the_order_of_a_numeric_date_is_kept_open():
    assert values("It was printed on 03/04/2023.", on("2023-06-01")) == ["[2023-03-04,2023-04-03]"]
    assert values("It was printed on 03/04/2023 and again on 25/04/2023.", on("2023-06-01"))[0] == "2023-04-03"


def test_an_address_may_tell_the_order_of_a_numeric_date():
    def of(url):
        doc = read("It was printed on 03/04/2023.")
        doc = replace(doc, clean=replace(doc.clean, document=replace(doc.clean.document, url=url)))
        return str(times.resolve(doc, on("2023-06-01"))[0].value)

    assert of("https://news.example.ke/story") == "2023-04-03"
    assert of("https://www.state.gov/story") == "2023-03-04"
    assert of("https://news.example.com/story") == "[2023-03-04,2023-04-03]"


def test_a_year_or_day_counts_from_the_date_after_it():
    assert values("It rose the year before 2015.", on("2023-06-01")) == ["2014", "2015"]
    assert values("They met the day after June 3, 2024.", on("2024-09-01")) == ["2024-06-04", "2024-06-03"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The siege lasted three days.", "P3D"),
        ("It took two years and six months.", "P2Y6M"),
        ("It took one hour and 30 minutes.", "PT1H30M"),
        ("It lasted for several weeks.", "PXW"),
        ("He waited for a year and a half.", "P1.5Y"),
        ("It lasted half an hour.", "PT0.5H"),
        ("It rained for a fortnight.", "P2W"),
        ("They pay every year.", "P1Y"),
        ("They meet every other Friday.", "XXXX-WXX-5"),
        ("They meet every other week.", "P2W"),
        ("They meet every Monday at 4 pm.", "XXXX-WXX-1T16"),
        ("They will meet at 15:30 GMT.", "T15:30Z"),
        ("They will meet at 3 p.m. EAT.", "T15:00+03:00"),
        ("They met at half past seven in the evening.", "T19:30"),
        ("They will meet soon.", "FUTURE_REF"),
        ("It fell in 146 BC.", "BC0146"),
        ("They met in May 2024.", None),
    ],
)
def test_what_no_date_can_hold_is_written_as_timeml(text, expected):
    assert last(text, on("2025-06-18")).timeml == expected


@pytest.mark.parametrize("zone", ["GMT", "EAT", "IST", "local time"])
def test_a_time_zone_moves_no_day(zone):
    assert values(f"They met at 11:30 pm {zone} on 31 December 2023.", on("2024-01-02")) == ["2023-12-31"]


def test_a_weekday_chooses_the_year():
    assert values("It was signed on Thursday 14 of December.", on("2024-02-01")) == ["2023-12-14"]


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        ("2024-02-29", "They met a year ago.", "2023"),
        ("2024-03-01", "They met yesterday.", "2024-02-29"),
        ("2023-01-01", "They met yesterday.", "2022-12-31"),
        ("2024-01-03", "They met last month.", "2023-12"),
        ("2024-12-31", "They will meet tomorrow.", "2025-01-01"),
        ("2023-03-01", "On February 29 they met.", "2020-02-29"),
        ("2024-03-31", "They met last month.", "2024-02"),
    ],
)
def test_leap_days_and_year_ends(day, text, expected):
    assert values(text, on(day)) == [expected]


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@settings(max_examples=40)
@given(day=DAYS, shift=st.integers(-4000, 4000), offset=st.sampled_from(["today", "yesterday", "tomorrow"]))
def test_shifting_the_document_shifts_relative_days(day, shift, offset):
    text = f"They talk {offset}."
    before = last(text, on(day.isoformat())).value
    after = last(text, on((day + timedelta(days=shift)).isoformat())).value
    assert before is not None
    assert after is not None
    assert before.earliest is not None
    assert after.earliest == before.earliest + timedelta(days=shift)


@settings(max_examples=40)
@given(day=DAYS, weeks=st.integers(-500, 500), name=st.sampled_from(["Monday", "Friday", "Sunday"]))
def test_shifting_by_weeks_shifts_weekdays(day, weeks, name):
    text = f"They met on {name}."
    before = last(text, on(day.isoformat())).value
    after = last(text, on((day + timedelta(weeks=weeks)).isoformat())).value
    assert before is not None
    assert after is not None
    assert before.earliest is not None
    assert after.earliest == before.earliest + timedelta(weeks=weeks)
    assert timedelta(0) <= day - before.earliest < timedelta(days=7)


GRAINS = {
    "the week of May 5": 7,
    "last quarter": 90,
    "the first week of 2021": 7,
    "two years and three months ago": 28,
    "the next two quarters": 180,
    "last month": 28,
    "last year": 365,
    "last week": 7,
    "two years ago": 365,
    "in 2019": 365,
    "last decade": 3652,
}


def values_of(text: str, day: date) -> Edtf | None:
    return times.resolve(read(text), on(day.isoformat()))[0].value


@settings(max_examples=60)
@given(day=DAYS, words=st.sampled_from(sorted(GRAINS)))
@example(day=date(2024, 2, 29), words="two years ago")
def test_no_value_is_finer_than_its_words_and_each_parses_back(day, words):
    value = values_of(f"They met {words}.", day)
    assert value is not None
    assert Edtf.parse(str(value)) == value
    assert value.earliest is not None
    assert value.latest is not None
    assert (value.latest - value.earliest).days + 1 >= GRAINS[words]


@settings(max_examples=60)
@given(day=DAYS, unit=st.sampled_from(["day", "week", "month", "year", "decade"]), count=st.integers(-300, 300))
@example(day=date(1989, 1, 1), unit="decade", count=-198)
def test_calendar_units_hold_their_day(day, unit, count):
    there = calendar.add(day, unit, count)
    if there is not None:
        assert Edtf.day(there).within(calendar.around(there, unit))
        assert (there - day).days * count >= 0


def test_movable_feasts():
    assert [calendar.orthodox_easter(y) for y in (2023, 2024, 2025)] == [
        date(2023, 4, 16),
        date(2024, 5, 5),
        date(2025, 4, 20),
    ]
    assert calendar.thanksgiving(2024) == date(2024, 11, 28)
    assert [calendar.hijri(y, 10, 1) for y in (2023, 2024)] == [date(2023, 4, 22), date(2024, 4, 10)]


@given(year=st.integers(1900, 2099), month=st.integers(1, 12), day=st.integers(1, 29))
def test_an_islamic_feast_falls_in_its_year_or_not_at_all(year, month, day):
    found = calendar.hijri(year, month, day)
    assert found is None or found.year == year


@given(day=DAYS, number=st.sampled_from([-1, 1, 2, 3, 4]))
def test_a_week_of_a_month_has_its_thursday_in_it(day, number):
    first, after = day.replace(day=1), (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    week = calendar.nth_week(first, after - timedelta(days=1), number)
    assert week.earliest is not None
    assert (week.earliest + timedelta(days=3)).month == day.month


def test_easter():
    assert [calendar.easter(y) for y in (1999, 2024, 2038)] == [date(1999, 4, 4), date(2024, 3, 31), date(2038, 4, 25)]


def test_a_reference_of_a_year_is_an_interval_of_days():
    ref = reference.of(Published(edtf=Edtf.parse("2023"), basis="stated"))
    assert (ref.first, ref.last) == (date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('In 2019 she said: "We shall open it next year."', "2020"),
        ('"We met yesterday," he said on 3 June 2021.', "2021-06-02"),
        ('"We met yesterday," he said on Tuesday.', "2024-05-16"),
        ('"We met yesterday." The road of 2019 is closed.', "2024-05-16"),
    ],
)
def test_what_is_quoted_counts_from_the_day_on_which_it_was_said(text, expected):
    doc = read(text)
    doc = replace(doc, quotes=quotes.find(doc))
    found = {t.text: str(v.value) for t, v in zip(doc.timexes, times.resolve(doc, on("2024-05-17")), strict=True)}
    assert expected in (found.get("next year"), found.get("yesterday"))
