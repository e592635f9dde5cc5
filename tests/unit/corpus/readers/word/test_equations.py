from __future__ import annotations

import pytest

from tests.support.word_files import paragraph, run, text_of


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def of(kind: str, properties: str = "", **parts: str) -> str:
    return f"<m:{kind}>{properties}{''.join(f'<m:{name}>{text}</m:{name}>' for name, text in parts.items())}</m:{kind}>"


@pytest.mark.parametrize(
    ("equation", "text"),
    [
        (term("C=") + of("f", num=term("vaccinated"), den=term("registered")), "C=vaccinated/registered"),
        (of("f", num=term("a+b"), den=term("2")), "(a+b)/2"),
        (of("sSup", e=term("x"), sup=term("2")), "x²"),
        (of("sSup", e=term("x"), sup=term("k+1")), "x^(k+1)"),
        (of("sSubSup", e=term("x"), sub=term("i"), sup=term("2")), "x_i²"),
        (of("rad", deg="", e=term("a+1")), "√(a+1)"),
        (of("d", e=term("a+1")), "(a+1)"),
        (of("d", '<m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr>', e=term("a")), "[a"),
        (
            of("nary", '<m:naryPr><m:chr m:val="∑"/></m:naryPr>', sub=term("i=1"), sup=term("n"), e=term("i")),
            "∑_(i=1)^n i",
        ),
        (of("func", fName=term("log"), e=term("x")), "log x"),
        (of("m", mr=of("e") + "<m:e>" + term("1") + "</m:e>"), ", 1"),
    ],
)
def test_an_equation_is_written_on_one_line(equation: str, text: str) -> None:
    body = paragraph(run("Visit when ") + f"<m:oMath>{equation}</m:oMath>" + run(" holds."))

    assert text_of(body) == f"Visit when {text} holds."
