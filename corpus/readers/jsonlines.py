"""JSON Lines with one practice a line, and JSON with one practice or a list of them.

The project's own form (what ``Practice.to_dict`` and the HTTP API give) is read back equal; any other object, that of a
test collection among them, by the names of its values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.errors import PageError
from corpus.parsing.native_json import own_practice
from corpus.parsing.record import leaves, take_fields
from corpus.parsing.results import Item, Problem, Read, read_item
from corpus.readers.registry import Reader
from corpus.readers.rendered_values import values_as_shown
from corpus.text.decoding import Encoding, decode


def read_json_lines(data: bytes, source: str) -> Iterator[Item]:
    """Read one practice a line; a line that cannot be read is a problem of its own, with its number."""
    text, encoding = decode(data, source)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _read_line(line, source, number, encoding)


def read_json(data: bytes, source: str) -> Iterator[Item]:
    """Read one practice, or a list of them, or ``{"practices": [...]}``."""
    text, encoding = decode(data, source)
    values = _parse_json(text, source)
    if isinstance(values, dict) and isinstance(values.get("practices"), list):
        values = values["practices"]
    if values == []:
        raise PageError(f"{source}: the list holds no practices.")
    for number, record in enumerate(values if isinstance(values, list) else [values], start=1):
        yield _read_record(record, f"{source}#{number}", encoding, source)


def _read_line(line: str, file: str, number: int, encoding: Encoding) -> Item:
    source = f"{file}:{number}"
    try:
        return _read_record(_parse_json(line, source), source, encoding, file)
    except PageError as error:
        return Problem(source, str(error).removeprefix(f"{source}: "))


def _read_record(values: object, source: str, encoding: Encoding, table: str) -> Item:
    if not isinstance(values, dict):
        return Problem(source, f"expected an object with named values, found {type(values).__name__}.")
    if practice := own_practice(values, source):
        written = {str(name): tuple(leaves(value)) for name, value in values.items() if name != "sections"}
        return Read(practice, (), encoding, "\n".join(leaves(values)), written, table=table)
    record = take_fields(values_as_shown(values))
    return read_item(
        record.written,
        record.sections,
        source,
        identity=record.identity,
        extra=record.extra,
        encoding=encoding,
        seen="\n".join(record.values),
        labels=[record.identity],
        table=table,
    )


def _parse_json(text: str, source: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PageError(f"{source}: not valid JSON: {error}.") from error


JSON = Reader("JSON", (".json",), read_json)
JSON_LINES = Reader("JSON Lines", (".jsonl",), read_json_lines)
