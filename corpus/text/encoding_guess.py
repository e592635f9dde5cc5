"""Guesses at the encoding of bytes that do not say it: all candidates decoded, and judged by how the text reads."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from itertools import accumulate, takewhile

from corpus.text.letter_model import fit_of

_EXPECTED = {
    "utf-8": 0.0,
    "cp1252": 0.0,
    "cp1251": -1.0,
    "cp1256": -1.0,
    "cp1254": -2.0,
    "cp1250": -2.0,
    "gb18030": -2.0,
    "big5hkscs": -2.0,
    "koi8_r": -3.0,
    "mac_roman": -3.0,
    "cp866": -3.0,
    "cp1253": -3.0,
    "cp1255": -3.0,
    "iso8859_15": -3.0,
    "utf-16-le": -3.0,
    "utf-16-be": -4.0,
    "cp850": -4.0,
    "cp437": -4.0,
    "cp857": -4.0,
    "iso8859_2": -4.0,
    "iso8859_5": -4.0,
    "iso8859_6": -4.0,
    "iso8859_7": -4.0,
    "koi8_u": -4.0,
    "mac_cyrillic": -5.0,
    "mac_turkish": -5.0,
    "cp852": -5.0,
    "cp932": -5.0,
    "cp949": -5.0,
    "euc_jp": -5.0,
    "iso8859_8": -5.0,
    "cp720": -6.0,
    "cp855": -6.0,
}
"""Log-odds before the text is looked at: what was the default of a system is likelier than what had to be chosen."""
_SURE = 5.0
"""Nats between the best reading and the next: odds of 150 to 1."""
_MOST_ODD = 0.1
"""Of the characters that are not ASCII; a text of which more stand where none can is in no language that is known."""
_SAMPLE = 2**14
"""Bytes that are judged."""
_VALID = 8.0
"""Nats for UTF-8 without one wrong byte, which chance seldom makes."""


@dataclass(frozen=True, slots=True)
class Guess:
    """The encoding that bytes are most likely in, and the next one that reads otherwise (empty: none does)."""

    encoding: str
    rival: str
    is_sure: bool


SURELY_UTF_8 = Guess("utf-8", "", is_sure=True)


def guess_encoding(data: bytes) -> Guess:
    """Guess an encoding by the likelihood of the text that it gives. As much work as decoding, and no more."""
    sample, is_valid = _sample(data), _is_valid(data)
    readings: dict[str, str] = {}
    for encoding in _EXPECTED:
        if encoding.startswith("utf-16") and (len(data) % 2 or sample != data[: len(sample)]):
            continue
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
        if encoding == "utf-8" and not is_valid and not any("\x80" <= character != "\ufffd" for character in text):
            continue  # nothing speaks for it
        readings.setdefault(text, encoding)
    fits = {encoding: fit_of(text) for text, encoding in readings.items()}
    score = {encoding: fit.log_likelihood + _EXPECTED[encoding] for encoding, fit in fits.items()}
    if is_valid:
        score["utf-8"] += _VALID
    best, *others = sorted(score, key=score.__getitem__, reverse=True)
    text = next(text for text, encoding in readings.items() if encoding == best)
    foreign = sum(not character.isascii() for character in text)
    is_clear = not others or score[best] - score[others[0]] >= _SURE
    return Guess(best, others[0] if others else "", is_clear and fits[best].odd <= _MOST_ODD * foreign)


def reads_better(data: bytes, encoding: str, than: str) -> bool:
    """Tell whether bytes that are valid in two encodings surely read better in the first."""
    sample = _sample(data)
    if not _is_valid(data, encoding):
        return False
    fits = [fit_of(codecs.getincrementaldecoder(name)("replace").decode(sample)) for name in (encoding, than)]
    return fits[0].log_likelihood - fits[1].log_likelihood >= _SURE


def _is_valid(data: bytes, encoding: str = "utf-8") -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _sample(data: bytes) -> bytes:
    """Choose what is judged: the first lines that are not ASCII, or the beginning where lines cannot be told."""
    if len(data) <= _SAMPLE or b"\0" in data[:_SAMPLE]:
        return data[:_SAMPLE]
    lines = [line for line in data.splitlines(keepends=True) if not line.isascii()]
    sizes = accumulate(map(len, lines), initial=0)
    count = sum(1 for _ in takewhile(lambda size: size < _SAMPLE, sizes))
    return b"".join(lines[:count])[:_SAMPLE]
