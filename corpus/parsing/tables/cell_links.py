"""Addresses that exports write into the cells of a table, beside the words that they belong to."""

from __future__ import annotations

import re

_FORMULA = re.compile(r'\s*=HYPERLINK\(\s*"([^"]+)"\s*(?:[;,]\s*"([^"]*)"\s*)?\)\s*', re.IGNORECASE)
_MARKDOWN = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+)\)")
_IN_BRACKETS = re.compile(r"(?<=[^\s(])\s*\((https?://[^\s()]+)\)")


def link_of_formula(cell: str) -> tuple[str, str]:
    """Read a formula that is a link, as text files hold it: its words and its address; any other cell as it is."""
    formula = _FORMULA.fullmatch(cell)
    return (formula[2] or formula[1], formula[1]) if formula else (cell, "")


def part_links(cell: str) -> tuple[str, list[str]]:
    """Part the words of a value from the addresses beside them: ``Bee Union (https://example.org)``.

    In a text they stay: what a sentence says in brackets is a part of it.
    """
    urls = [address for _, address in _MARKDOWN.findall(cell)]
    words = _MARKDOWN.sub(r"\1", cell)
    urls += _IN_BRACKETS.findall(words)
    return _IN_BRACKETS.sub("", words), urls
