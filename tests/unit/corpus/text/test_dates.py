from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.dates import iso_date, parse_dates


@pytest.mark.parametrize(
    ("text", "start", "end", "ongoing"),
    [
        ("mars 2020 – en cours", "2020-03", None, True),
        ("enero de 2019 a diciembre de 2021", "2019-01", "2021-12", False),
        ("5 March 2020", "2020-03-05", None, False),
        ("1er février 2020", "2020-02-01", None, False),
        ("March 5th, 2020", "2020-03-05", None, False),
        ("13/03/2020", "2020-03-13", None, False),
        ("03/13/2020", "2020-03-13", None, False),
        ("03/03/2020", "2020-03-03", None, False),
        ("2020/03/05", "2020-03-05", None, False),
        ("03/2020", "2020-03", None, False),
        ("2018/19", "2018", "2019", False),
        ("2018–19", "2018", "2019", False),
        ("2018/03", "2018-03", None, False),
        ("Q1 2019", "2019-01", "2019-03", False),
        ("T4 2019 - Q3 2021", "2019-10", "2021-09", False),
        ("Since 2016", "2016", None, True),
        ("depuis 2016", "2016", None, True),
        ("desde 2016", "2016", None, True),
        ("From 2016 onwards", "2016", None, True),
        ("desde 2016 hasta 2019", "2016", "2019", False),
        ("until 2020", None, "2020", False),
        ("jusqu’en juin 2020", None, "2020-06", False),
        ("March - June 2020", "2020-03", "2020-06", False),
        ("5-10 March 2020", "2020-03-05", "2020-03-10", False),
        ("du 5 mars au 6 juin 2021", "2021-03-05", "2021-06-06", False),
        ("Del 1 de enero de 2020 al 31 de diciembre de 2022", "2020-01-01", "2022-12-31", False),
        ("Start: 2018, End: 2020", "2018", "2020", False),
        ("2018 (phase I) - 2020 (phase II)", "2018", "2020", False),
        ("2016, 2018, 2020", "2016", "2020", False),
        ("март 2020 - июнь 2021", "2020-03", "2021-06", False),
        ("с 2016 года по настоящее время", "2016", None, True),
        ("2019年3月5日", "2019-03-05", None, False),
        ("2018年至2020年", "2018", "2020", False),
        ("2019年至今", "2019", None, True),
        ("مارس ٢٠٢٠", "2020-03", None, False),
        ("كانون الثاني 2019", "2019-01", None, False),
        ("منذ 2016", "2016", None, True),
    ],
)
def test_dates_are_read_in_the_languages_of_the_un(
    text: str, start: str | None, end: str | None, ongoing: bool
) -> None:
    dates = parse_dates(text)

    assert dates is not None
    assert (dates.start, dates.end, dates.ongoing, dates.as_written) == (start, end, ongoing, text)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("01/03/2020", "2020"),
        ("12.11.2021", "2021"),
        ("2011/12", "2011"),
        ("Summer 2019", "2019"),
        ("31 February 2020", "2020-02"),
        ("Launched in 2018 and evaluated in 2020", "2018"),
        ("From 2016", "2016"),
    ],
)
def test_only_what_is_sure_of_a_date_is_taken(text: str, start: str) -> None:
    dates = parse_dates(text)

    assert dates is not None
    assert (dates.start, dates.end, dates.ongoing, dates.as_written) == (start, None, False, text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12 March 2021", "2021-03-12"),
        ("Friday, 12 March 2021", "2021-03-12"),
        ("Mon, 03/15/2021 - 12:30", "2021-03-15"),
        ("2021-03-12T10:00:00Z", "2021-03-12"),
        ("le 12 mars 2021", "2021-03-12"),
        ("5 марта 2020 г.", "2020-03-05"),
        ("March 2021", "2021-03"),
        ("2021", "2021"),
        ("01/03/2020", None),
        ("31 February 2020", None),
        ("12 March 2021 by IOM", None),
        ("2019 - 2021", None),
        ("Q1 2019", None),
        ("last spring", None),
    ],
)
def test_one_date_has_its_iso_form_where_it_is_sure(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso


@given(text=st.text(st.sampled_from("0123456789 -/.–марmjuneàQ年月日to"), max_size=40))
def test_any_text_gives_iso_dates_that_it_holds_the_year_of_or_none(text: str) -> None:
    dates = parse_dates(text)

    for date in () if dates is None else filter(None, (dates.start, dates.end)):
        assert re.fullmatch(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", date)
        assert date[:4] in text or date[2:4] in text
