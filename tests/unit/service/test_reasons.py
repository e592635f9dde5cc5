"""Rules give reasons as values: no words for readers stand where they are made."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import service
from service.reasons import ReasonCode, WordsAbsent

ROOT = Path(service.__file__).parent
RULES = ("answers", "practices", "questions", "writer")
FOR_THE_MODEL = ("_RULES", "_AGAIN", "_UNCLEAR")
"""What is written to a language model, not to a reader."""
_PROSE = re.compile(r"[A-Za-z][a-z]*,?(?: [a-z]+,?){2,}|^[A-Z][a-z]+ [a-z]+ ")


def test_a_reason_with_values_knows_its_code() -> None:
    assert WordsAbsent(("moon",)).code is ReasonCode.WORDS_ABSENT
    assert WordsAbsent(("moon",)) != WordsAbsent(("sun",))


@pytest.mark.parametrize("folder", RULES)
def test_no_words_for_readers_are_made_where_the_rules_are(folder: str) -> None:
    modules = sorted((ROOT / folder).rglob("*.py"))

    assert modules
    assert [(path.name, text) for path in modules for text in prose(ast.parse(path.read_text("utf-8")))] == []


def test_a_sentence_in_a_rule_would_be_noticed() -> None:
    rule = 'def f(n):\n    """Say it."""\n    g(HINTS["a b c d"])\n    return f"No {n} of the collection is known."'

    assert list(prose(ast.parse(rule))) == ["a b c d", " of the collection is known."]


def prose(tree: ast.AST) -> Iterator[str]:
    """The strings that hold three plain words in a row, but for docstrings, patterns, and what errors say."""
    match tree:
        case ast.Expr(value=ast.Constant(value=str())):
            return
        case ast.Call(func=ast.Name(id=name)) if name.endswith("Error"):
            return
        case ast.Assign(targets=[ast.Name(id=name)]) if name in FOR_THE_MODEL:
            return
        case ast.Constant(value=str(text)) if _PROSE.search(text):
            yield text
    for child in ast.iter_child_nodes(tree):
        yield from prose(child)
