"""Signs of Word's symbol fonts, which have their own numbers: what each is in Unicode."""

from __future__ import annotations

import re

_PRIVATE = 0xF000
"""Word adds this to a number in a symbol font, so that it is no letter."""
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SYMBOL = (
    dict(zip(range(0x20, 0x41), " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅", strict=True))
    | dict(zip(range(0x41, 0x5B), _GREEK, strict=True))
    | dict(zip(range(0x5B, 0x61), "[∴]⊥_‾", strict=True))
    | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | dict(zip(range(0x7B, 0x7F), "{|}∼", strict=True))
    | dict(
        zip(
            range(0xA0, 0xFF),
            "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…│─↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪�〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭",
            strict=True,
        )
    )
)
"""The Symbol font (Unicode's table ADOBE/symbol.txt)."""
_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x52: "☑", 0x6C: "●", 0x6D: "❍", 0x6E: "■",
    0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA3: "☐",
    0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xB7: "•", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "☐", 0x2A: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE_SIGN = re.compile("[\uf020-\uf0ff]")


def symbol(number: str, font: str) -> str:
    """Write the sign that a hexadecimal number stands for in a font; empty where that is not known."""
    try:
        code = int(number, 16)
    except ValueError:
        return ""
    known = _FONTS.get(font.casefold())
    if known is None and not _PRIVATE <= code <= _PRIVATE + 0xFF:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    code -= _PRIVATE if code >= _PRIVATE else 0
    # a font that is not known most often has the bullets and boxes of Wingdings
    return (known or _WINGDINGS).get(code) or ""


def with_symbols(text: str, font: str) -> str:
    """Write a text in which signs of a symbol font stand by their private numbers."""
    return _PRIVATE_SIGN.sub(lambda sign: symbol(f"{ord(sign[0]):x}", font or "symbol"), text)
