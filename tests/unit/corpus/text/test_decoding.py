from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import PageError
from corpus.text.charsets import charset_of_header, charset_of_markup, codec_of
from corpus.text.decoding import decode
from tests.support.encoded_texts import EncodedText, encoded_texts
from tests.support.growth import grows_in_proportion

FRENCH = "Résumé\nLes élèves étrangers sont aidés après l’école.\nCoûts\n"
LINES = st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=4), min_size=1)


@pytest.mark.parametrize("half", [0, 1])
def test_short_texts_are_read_right_in_the_encodings_of_their_languages_or_are_in_doubt(half: int) -> None:
    examples = list(encoded_texts(half))

    readings = [decode(example.data, "page.txt") for example in examples]

    right = [text == example.text for (text, _), example in zip(readings, examples, strict=True)]
    sure = [not encoding.doubt for _, encoding in readings]
    wrong_but_sure = sum(is_sure and not is_right for is_sure, is_right in zip(sure, right, strict=True))
    assert len(examples) > 240
    assert sum(right) / len(right) >= 0.98
    assert sum(sure) / len(sure) >= 0.9
    assert wrong_but_sure <= 1


@pytest.mark.parametrize("half", [0, 1])
def test_pages_of_a_few_lines_are_read_right_and_surely(half: int) -> None:
    pages: dict[str, list[EncodedText]] = {}
    for example in encoded_texts(half):
        pages.setdefault(f"{example.encoding} {_is_latin(example.text)}", []).append(example)

    for name, examples in pages.items():
        text, encoding = decode(b"".join(map(_line, examples)), "page.txt")

        is_right = text.splitlines() == [example.text for example in examples]
        is_latin_9 = "iso8859_15" in name  # differs from Windows-1252 in eight signs
        assert (is_right and not encoding.doubt) or (is_latin_9 and encoding.doubt), name


def _is_latin(text: str) -> bool:
    return all(ord(character) < 0x370 for character in text if character.isalpha())


def _line(example: EncodedText) -> bytes:
    return f"{example.text}\n".encode(example.encoding)


@given(LINES, st.sampled_from([b"\xe9", b"\x92t", b"\xff", b"caf\xe9"]))
def test_a_stray_byte_costs_its_own_line_and_no_other(lines: list[str], stray: bytes) -> None:
    whole = ["Élèves, écoles, été: déjà prêts", *lines]
    data = "\n".join(whole).encode() + b"\n" + stray

    text, encoding = decode(data, "page.txt")

    assert text.split("\n")[:-1] == whole
    assert encoding.name == "utf-8"
    assert f"in line {len(whole) + 1}, are not utf-8 and were read as Windows-1252" in encoding.doubt


def test_stray_bytes_are_read_as_windows_1252_and_counted() -> None:
    data = FRENCH.encode() + b"Caf\xe9 ferm\xe9 \x81"

    text, encoding = decode(data, "page.txt")

    assert text == f"{FRENCH}Café fermé �"
    assert encoding.doubt == (
        "3 of its bytes, the first in line 4, are not utf-8 and were read as Windows-1252. Save the file as UTF-8."
    )


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE])
def test_a_mark_at_the_beginning_goes_before_what_is_stated(mark: bytes) -> None:
    codec = {2: "utf-16-le" if mark[0] == 0xFF else "utf-16-be", 3: "utf-8", 4: "utf-32-le"}[len(mark)]

    text, encoding = decode(mark + FRENCH.encode(codec), "page.txt", ["windows-1251"])

    assert (text, encoding.doubt) == (FRENCH, "")


def test_what_is_stated_first_is_believed_where_the_bytes_keep_to_it() -> None:
    russian = "Пункт помощи"

    assert decode(russian.encode("iso8859_5"), "page", ["iso-8859-5", "utf-8"])[0] == russian
    assert decode(russian.encode("koi8_r"), "page", ["utf-8", "koi8-r"])[0] == russian
    assert decode(russian.encode(), "page", ["no-such-set", "utf-8", "iso-8859-1"])[0] == russian


def test_utf_8_beyond_ascii_is_read_as_that_where_a_wrong_set_is_stated() -> None:
    assert decode(FRENCH.encode(), "page", ["iso-8859-1"])[0] == FRENCH


def test_latin_1_is_read_as_its_superset_of_windows() -> None:
    assert decode("c’est prêt – 5 €".encode("cp1252"), "page", ["ISO-8859-1"])[0] == "c’est prêt – 5 €"


@pytest.mark.parametrize("name", ["rot13", "zip", "unicode_escape", "punycode", "idna", "no-such-set", "", "é", "\0"])
def test_what_is_no_character_set_of_the_web_is_not_believed(name: str) -> None:
    assert codec_of(name) is None


@pytest.mark.parametrize(
    ("markup", "charset"),
    [
        (b'<meta charset="koi8-r">', "koi8-r"),
        (b"<META http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><html>', "iso-8859-2"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<p>charset=koi8-r</p>", ""),
    ],
)
def test_a_page_states_its_character_set_in_its_markup(markup: bytes, charset: str) -> None:
    assert charset_of_markup(markup) == charset


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=ISO-8859-5", "ISO-8859-5"),
        ('text/html; boundary=x; charset="utf-8"', "utf-8"),
        ("text/html", ""),
    ],
)
def test_a_header_states_its_character_set(header: str, charset: str) -> None:
    assert charset_of_header(header) == charset


@given(st.binary(max_size=300), st.lists(st.sampled_from(["utf-8", "koi8-r", "gb2312", "utf-16"]), max_size=2))
def test_bytes_that_are_no_characters_put_the_text_in_doubt(data: bytes, stated: list[str]) -> None:
    with suppress(PageError):
        text, encoding = decode(data, "page.txt", stated)
        assert text.strip()
        assert encoding.doubt or text.count("\ufffd") <= data.decode(encoding.name).count("\ufffd")


@pytest.mark.parametrize("unit", ["é".encode("cp1252"), "école, ".encode("mac_roman"), "站".encode("gb18030"), b"\xc3"])
def test_decoding_takes_time_in_proportion_to_the_file(unit: bytes) -> None:
    assert grows_in_proportion(lambda size: decode(unit * (size // len(unit)), "page.txt"), 2**19)
