"""Who pays and how much, as pages mix the two: sums among donors, and sums whose currency stands elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.parsing.amounts import name_beside, names_currency, parse_amounts, parse_bare_sum
from corpus.text.enumeration import SEPARATORS
from corpus.text.strings import fold
from corpus.vocabularies.currencies import split_currency
from corpus.vocabularies.page_labels import SAYS_NONE, field_of, says_unknown

_BETWEEN = re.compile(SEPARATORS)
_NUMBERING = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})*[.):]?\s+")


def settle_funding(written: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Sort what a page writes of funding into donors, sums and their currency.

    ``Funding: European Union (EUR 3 million)`` names a donor and a sum; ``Budget: 300000`` beside ``Currency: EUR`` is
    one sum. What is not sure stays where it is.

    :param written: values by field name.
    """
    settled = {name: list(items) for name, items in written.items()}
    if "donors" in settled:
        donors, sums = _part_donors(settled["donors"])
        settled["donors"] = donors
        if sums:
            settled["amounts"] = [*settled.get("amounts", ()), *sums]
        if not donors:
            del settled["donors"]
    sums, code = settled.get("amounts", []), _only_currency(settled.get("currency", ()))
    if sums and code:
        settled["amounts"] = [item if names_currency(item) else f"{item} {code}" for item in sums]
        read = [amount for item in settled["amounts"] for amount in parse_amounts(item) or ()]
        if any(amount.currency == code for amount in read):
            del settled["currency"]
    return settled


def with_currency(label: str, value: str) -> str:
    """Write the currency that the label of a sum names behind the sum: ``3000000 EUR`` under ``Budget (EUR)``.

    Under ``Budget (USD million)`` the sum is not what is written alone: it keeps its label, and is not read.
    """
    if _says_more(label):
        return f"{value} ({label.strip(' :')})"
    named = split_currency(label)
    return f"{value} {named[1]}" if named and not names_currency(value) else value


def _says_more(label: str) -> bool:
    """Tell whether the label of a sum has words beside its own name and a currency: a scale, a share, a condition."""
    label = _NUMBERING.sub("", label)
    named = split_currency(label)
    rest = fold(named[0] if named else label.replace("_", " "))
    if re.search(r"\d", label):
        return True
    return bool(rest) and field_of(rest) != "amounts"


def part_sums(named: Sequence[tuple[str, str]], currencies: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Part the sums of a record that can be read from the other values under the labels of sums.

    :param named: labels with values.
    :param currencies: what the record has as its currency.
    :return: the sums with their currencies; the others, which are to be kept under their labels.
    """
    code = _only_currency(currencies)
    sums: list[str] = []
    others: list[tuple[str, str]] = []
    for label, value in named:
        if _says_more(label):
            others.append((label, value))
            continue
        text = with_currency(label, value)
        if code and not names_currency(text):
            text = f"{text} {code}"
        if fold(value) in SAYS_NONE or says_unknown(value):
            sums.append(value)
        elif parse_amounts(text) or (not currencies and parse_bare_sum(value)):
            sums.append(text)
        else:
            others.append((label, value))
    return sums, others


def _part_donors(items: Sequence[str]) -> tuple[list[str], list[str]]:
    donors: list[str] = []
    sums: list[str] = []
    for item in items:
        if not re.search(r"\d", item):
            donors.append(item)
            continue
        for part in filter(None, map(str.strip, _BETWEEN.split(item))):
            if parse_amounts(part) is None:
                donors.append(part)
                continue
            sums.append(part)
            if name := name_beside(part):
                donors.append(name)
    return donors, sums


def _only_currency(items: Sequence[str]) -> str | None:
    codes = {named[1] if (named := split_currency(item)) and not named[0] else None for item in items}
    return codes.pop() if len(codes) == 1 else None
