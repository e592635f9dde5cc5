"""Streams of a PDF that cannot be unpacked: PDFium shows a page whose content is one of them as a blank one."""

from __future__ import annotations

import re
import zlib

_PACKED = re.compile(rb"<<([^\0]{0,400}?)>>\s*stream\r?\n")
_STEP = 1 << 16
_MOST = 1 << 26
"""Bytes that are unpacked in all."""


def has_damaged_stream(data: bytes) -> bool:
    """Tell whether some stream of a file breaks off where it is unpacked; an encrypted file does not tell."""
    if b"/Encrypt" in data:
        return False
    left = _MOST
    for packed in _PACKED.finditer(data):
        if b"/FlateDecode" not in packed[1] or b"85Decode" in packed[1] or b"HexDecode" in packed[1]:
            continue
        end = data.find(b"endstream", packed.end())
        unpacker = zlib.decompressobj()
        chunk = data[packed.end() : end if end >= 0 else len(data)]
        try:
            while chunk and not unpacker.eof and left > 0:
                left -= len(unpacker.decompress(chunk, _STEP))
                chunk = unpacker.unconsumed_tail
        except zlib.error:
            return True
    return False
