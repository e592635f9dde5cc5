from __future__ import annotations

import pytest

from service.errors import ForeignFormError, RequestError
from service.web.pages.feedback_form import check_origin, feedback_of_form

FORM = (
    "q=Which+networks%3F&helpful=false&reason=wrong&comment=a%0D%0Ab&snapshot=s-1&country=NE&country=ML"
    "&statement=p1+a+0+4&website="
)


def test_a_form_is_read_as_feedback() -> None:
    given = feedback_of_form(FORM.replace("&website=", "").encode())

    assert given is not None
    assert (given.question, given.helpful, given.reason, given.comment) == ("Which networks?", False, "wrong", "a\nb")
    assert given.filters == {"country": ["NE", "ML"]}
    assert (given.statements[0].practice_id, given.statements[0].end) == ("p1", 4)


def test_what_a_machine_fills_in_is_dropped() -> None:
    assert feedback_of_form(f"{FORM}spam".encode()) is None


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ("q=x&helpful=perhaps", "helpful"),
        ("q=x", "helpful"),
        ("helpful=true", "question"),
        (f"q=x&helpful=true&comment={'a' * 1001}", "comment"),
        ("q=x&helpful=true&statement=p1", "statements"),
        ("no form", "form"),
    ],
)
def test_a_wrong_form_is_refused_by_name(form: str, says: str) -> None:
    with pytest.raises(RequestError, match=says):
        feedback_of_form(form.encode())


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site", "origin": "http://own", "host": "own"},
        {"origin": "http://other", "host": "own"},
        {"origin": "null", "host": "own"},
        {"host": "own"},
    ],
)
def test_a_form_of_another_site_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(ForeignFormError):
        check_origin(headers)


def test_a_form_of_our_own_is_let_through() -> None:
    check_origin({"sec-fetch-site": "same-origin"})
    check_origin({"origin": "http://own:8000", "host": "own:8000"})
