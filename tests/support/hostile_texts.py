"""Texts that no page should hold and some do: each kind any number of characters long, the same every time."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator, Mapping

from corpus import Practice, Section, SectionKind

Make = Callable[[int], str]
"""Characters to a text of that many."""

_FAMILY = "\u200d".join("👩👩👧👦")


def _repeated(unit: str) -> Make:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _drawn(alphabet: str) -> Make:
    def make(length: int) -> str:
        return "".join(random.Random(length).choices(alphabet, k=length))

    return make


def _base64(length: int) -> str:
    return base64.b64encode(random.Random(1).randbytes(length)).decode()[:length]


def _numbered(unit: str) -> Make:
    """Repeat a unit with a number in it that goes up, so that no two are the same."""

    def make(length: int) -> str:
        parts, size = [], 0
        for number in range(length):
            parts.append(unit.format(number))
            size += len(parts[-1])
            if size >= length:
                break
        return "".join(parts)[:length]

    return make


def _deep_list(length: int) -> str:
    """Give list items, each further in than the one before, up to a hundred levels and back."""
    lines = [f"{'  ' * (number % 100)}- item {number}\n" for number in range(length // 50 + 1)]
    return "".join(lines)[:length]


HOSTILE_TEXTS: Mapping[str, Make] = {
    "one letter": _repeated("a"),
    "letters without spaces": _drawn("abcdefghijklmnopqrstuvwxyz"),
    "capitals without spaces": _drawn("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "words without an end": _repeated("the women and the men of the village "),
    "one token": _repeated(" the"),
    "one sentence": _repeated("It ticks for everybody at the coast. "),
    "sentences that differ": _numbered("It ticks for {} people at the coast. "),
    "list numbers": _numbered("{}. "),
    "single letters with stops": _repeated("A. b. "),
    "abbreviations": _repeated("e.g. Dr. No. 5 "),
    "spaces, then a line": lambda length: " " * (length - 5) + "\na.",
    "stops": _repeated("."),
    "spaced stops": _repeated(". "),
    "question marks": _repeated("?!"),
    "dashes": _repeated("-"),
    "underscores": _repeated("_"),
    "spaces": _repeated(" "),
    "odd spaces": _repeated("a\u00a0\u2009\u3000"),
    "short lines": _repeated("a\n"),
    "blank lines": _repeated("\n"),
    "carriage returns": _repeated("a\r"),
    "deep list": _deep_list,
    "opening brackets": _repeated("("),
    "brackets in brackets": lambda length: "(" * (length // 2) + ")" * (length // 2),
    "capitals in brackets": _repeated("(AB) "),
    "capitals before brackets": _repeated("AB AB AB (the bright moon and the night) "),
    "acronyms defined": _numbered("Counter Trafficking in Persons {} (CTiP) "),
    "capitals in long brackets": _repeated("(" + "A B-C " * 26 + ") "),
    "digits in long brackets": _repeated("(" + ". , " * 39 + ") "),
    "spaces in long brackets": _repeated("AB (a" + " " * 150 + "b) "),
    "letters that spell": _repeated("a b c d e f g h i j k l m n o p (ABCDEFGHIJ) "),
    "letters spelled": _repeated("ABCDEFGHIJ (a b c d e f g h i j) "),
    "one letter that spells": _repeated("a a a a a a a a a a a a (AAAAAAAAAA) "),
    "capitals with hyphens": _repeated("AB-CD/EF&"),
    "words before a bracket": lambda length: "a " * (length // 2 - 4) + "(AB) ab",
    "spaces before a bracket": lambda length: "AB" + " " * (length - 10) + "(a b c)",
    "quotes": _repeated("\"'“”«»"),
    "apostrophes": _repeated("l'd'"),
    "combining marks": _repeated("\u0301"),
    "a letter with many marks": lambda length: "a" + "\u0301\u0316" * (length // 2),
    "emoji": _repeated(_FAMILY),
    "emoji apart": _repeated("👩🏽\u200d🚀 "),
    "flags": _repeated("🇫🇷🇩🇪"),
    "marks of direction": _repeated("a\u202eb\u202c"),
    "zero width": _repeated("a\u200b"),
    "Chinese without ends": _repeated("移民工人在边境地区得到法律援助和医疗服务"),
    "Chinese with ends": _repeated("移民工人得到法律援助。"),
    "Chinese with commas": _repeated("移民工人得到法律援助，"),
    "Chinese at random": _drawn("".join(map(chr, range(0x4E00, 0x5E00)))),
    "Japanese": _repeated("移民は国境でほうりつのえんじょをうけます"),
    "Korean": _repeated("이주노동자는국경에서법률지원을받습니다"),
    "Thai": _repeated("แรงงานข้ามชาติได้รับความช่วยเหลือ"),
    "Khmer": _repeated("ពលករចំណាកស្រុកទទួលបានជំនួយ"),
    "Arabic without ends": _repeated("يحصل العمال المهاجرون على المساعدة القانونية "),
    "Arabic without spaces": _repeated("يحصلالعمالالمهاجرون"),
    "Arabic with marks": _repeated("مُهَاجِرُونَـــ "),
    "Russian": _repeated("Трудовые мигранты получают помощь "),
    "French": _repeated("les travailleurs migrants déplacés reçoivent l'aide "),
    "base64": _base64,
    "hexadecimal": _drawn("0123456789abcdef"),
    "digits": _repeated("1234567890"),
    "numbers": _numbered("{}, "),
    "addresses": _numbered("https://example.org/{}?a=b&c "),
    "one long address": lambda length: "https://example.org/" + "a/" * (length // 2),
    "markup": _repeated("<b>&lt;a href='#'>"),
    "nulls": _repeated("a\x00"),
    "private use": _repeated("\ue000"),
    "beyond the basic plane": _repeated("𐍈𝔘𠀀"),
    "ligatures that grow": _repeated("\ufdfa"),
    "words that differ": _numbered("w{}x "),
    "control tokens": _repeated("<|endoftext|>"),
}
"""Kinds of text by name. Folding makes eighteen characters of each ligature (U+FDFA)."""


def one_section(text: str, title: str = "Clock", practice_id: str = "clock") -> Practice:
    """Make a practice whose only section holds a text."""
    return Practice(practice_id, title, (Section(SectionKind.SUMMARY, None, text),))


def near_copies(count: int, families: int, varied: bool) -> Iterator[Practice]:
    """Make practices of so many families, whose texts are near to one another within each, or equal.

    Families differ in five words of a hundred, so that they are near too.
    """
    draw = random.Random(3)
    words = [f"w{number}" for number in range(5_000)]
    text = draw.choices(words, k=95)
    for number in range(count):
        family = number % families
        own = [*text, *words[5 * family : 5 * family + 5]]
        if varied:
            own[number % 95] = draw.choice(words)
        yield one_section(" ".join(own), f"Clock {draw.choice(words)}", f"clock-{number}")
