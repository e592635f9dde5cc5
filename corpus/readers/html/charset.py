"""The encoding that a page declares: kept to where its bytes agree, as browsers understand its name."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})|\A\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,30})",
    re.IGNORECASE,
)
_HEAD = 4096
"""Bytes in which a declaration stands."""
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What a name stands for on the web (https://encoding.spec.whatwg.org/#names-and-labels), as Python calls it."""
_MOST_STRAY = 0.01
"""Of the characters outside ASCII; a page with more that do not decode is in another encoding."""


def recode_declared(data: bytes) -> bytes:
    """Recode as UTF-8 a page that declares its encoding and keeps to it; leave others unchanged.

    A page in UTF-8 is that whatever it declares: no other text looks like it by chance.
    """
    declared = _DECLARED.search(data[:_HEAD])
    if declared is None or _is_utf_8(data):
        return data
    try:
        name = codecs.lookup((declared[1] or declared[2]).decode("ascii")).name
        text = data.decode(_SUPERSETS.get(name, name), errors="replace")
    except (LookupError, UnicodeError):
        return data
    others = sum(not character.isascii() for character in text)
    keeps_to_it = text.count("\ufffd") <= _MOST_STRAY * others
    # a page that declares UTF-16 in single bytes is not in UTF-16
    return text.encode(errors="replace") if keeps_to_it and declared[0].decode("ascii", "replace") in text else data


def _is_utf_8(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 with characters outside ASCII."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
