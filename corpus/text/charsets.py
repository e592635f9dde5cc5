"""Character sets as pages and servers name them, read as browsers do (WHATWG Encoding Standard)."""

from __future__ import annotations

import codecs
import re

_READ_AS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "shift_jis": "cp932",
    "tis-620": "cp874",
    "utf-16": "utf-16-le",
}
"""The superset that is meant where a page names an older standard."""
_ALIASES = {
    "dos-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-8": "utf-8",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
}
_KNOWN = frozenset(
    """utf-8 utf-16-le utf-16-be cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 iso8859-2
    iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16
    koi8-r koi8-u mac-roman mac-cyrillic mac-turkish cp437 cp850 cp852 cp855 cp857 cp866 gb18030 big5hkscs cp932 cp949
    euc_jp iso2022_jp""".split()
)
"""Python has codecs beside these that are no encodings of text, or take more time the longer the text is."""
_META = re.compile(rb"<meta\s[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"\s{0,20}<\?xml\s[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,30})[\"']")
_PARAMETER = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)
_SEARCHED = 4096


def codec_of(charset: str) -> str | None:
    """Find the codec of a character set by its name; ``None`` where it is not known."""
    name = charset.strip().lower()
    try:
        name = codecs.lookup(_ALIASES.get(name, name)).name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in _KNOWN else None


def charset_of_header(content_type: str) -> str:
    """Take the character set from a ``Content-Type``; empty where it has none."""
    stated = _PARAMETER.search(content_type)
    return stated[1] if stated else ""


def charset_of_markup(data: bytes) -> str:
    """Take the character set that a page states of itself; empty where it states none.

    A page that can say so in single bytes is not in UTF-16, whatever it says.
    """
    stated = _XML.match(data[:_SEARCHED]) or _META.search(data[:_SEARCHED])
    charset = stated[1].decode("ascii", "replace") if stated else ""
    return "utf-8" if charset.lower().startswith("utf-16") else charset
