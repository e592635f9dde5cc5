"""Decompression within a limit, of what is whole."""

from __future__ import annotations

import zlib

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class DamagedError(ValueError):
    """Compressed bytes that are cut off or wrong."""


class TooLargeError(ValueError):
    """Compressed bytes that make more than the limit."""


def inflate(data: bytes, limit: int) -> bytes:
    """Decompress gzip or zlib bytes.

    :raises DamagedError: they are cut off or no such bytes.
    :raises TooLargeError: the content is larger than ``limit``.
    """
    whole = bytearray()
    while data:
        stream = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            whole += stream.decompress(data, limit - len(whole) + 1)
        except zlib.error as error:
            raise DamagedError(f"the compression is damaged ({error})") from None
        if len(whole) > limit:
            raise TooLargeError(f"it makes more than {limit / 2**20:g} MiB")
        if not stream.eof:
            raise DamagedError("the compressed content is cut off")
        data = stream.unused_data.lstrip(b"\0")  # gzip may hold several parts, and padding after the last
    return bytes(whole)
