from __future__ import annotations

import pytest

from corpus.readers.word.number_forms import written
from tests.support.word_files import Part, paragraph, run, text_of


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


NUMBERING = Part(
    "numbering",
    "<w:numbering {names}>"
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "%3)")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">' + level(0, "lowerRoman", "%1)", '<w:start w:val="4"/>') + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2">'
    + level(0, "upperRoman", "%1")
    + level(1, "decimal", "%1.%2", '<w:isLgl/><w:lvlRestart w:val="0"/><w:pStyle w:val="Item"/>')
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    "</w:lvlOverride></w:num></w:numbering>",
)
STYLES = Part(
    "styles",
    '<w:styles {names}><w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
    "</w:pPr></w:style></w:styles>",
)


def item(text: str, depth: int, number: int) -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), place)


def lines(*items: str) -> list[str]:
    return text_of("".join(items), {"numbering.xml": NUMBERING, "styles.xml": STYLES}).split("\n")


def test_items_have_the_numbers_that_word_shows() -> None:
    assert lines(
        item("a", 0, 1), item("b", 1, 1), item("c", 1, 1), item("d", 2, 1), item("e", 0, 1), item("f", 1, 1)
    ) == ["1. a", "  1.1 b", "  1.2 c", "    a) d", "2. e", "  2.1 f"]


def test_lists_of_one_definition_go_on_counting_and_others_begin_where_they_say() -> None:
    assert lines(item("a", 0, 1), item("b", 0, 4), item("c", 0, 5), item("d", 0, 5), item("e", 0, 1)) == [
        "1. a",
        "2. b",
        "7. c",
        "8. d",
        "9. e",
    ]
    assert lines(item("a", 0, 2), item("b", 0, 2)) == ["iv) a", "v) b"]


def test_a_depth_may_never_begin_anew_be_written_in_figures_and_belong_to_a_style() -> None:
    styled = paragraph(run("b"), '<w:pStyle w:val="Item"/>')

    assert lines(item("a", 0, 3), styled, item("c", 0, 3), styled) == ["I a", "  1.1 b", "II c", "  2.2 b"]


def test_an_item_that_was_deleted_or_is_hidden_is_not_counted() -> None:
    gone = paragraph(run("gone", "<w:vanish/>"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')

    assert lines(item("a", 0, 1), gone, item("b", 0, 1)) == ["1. a", "2. b"]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (3, "russianLower", "в"),
        (7, "decimalZero", "07"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCounting", "二十"),
        (3, "decimalEnclosedCircle", "③"),
        (0, "lowerRoman", "0"),
        (10**6, "lowerLetter", "1000000"),
        (5, "hindiVowels", "5"),
    ],
)
def test_the_forms_of_numbers(number: int, form: str, text: str) -> None:
    assert written(number, form) == text
