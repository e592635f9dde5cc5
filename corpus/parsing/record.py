"""A record of named values (front matter, a JSON object) to values as written, sections and the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.model import Section, SectionKind
from corpus.parsing.fields import Written
from corpus.parsing.funding import part_sums
from corpus.text.strings import fold
from corpus.vocabularies.page_labels import field_of, section_of

_IDENTITY = ("id", "practice id")
_BODY = ("text", "body", "content")
EXTRA = "extra"


@dataclass(slots=True)
class Record:
    """A record taken apart; ``extra`` holds what no field or section takes, as it was written."""

    identity: str = ""
    written: Written = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    """Every value in it, nested ones too, without their names."""
    sums: list[tuple[str, str]] = field(default_factory=list)
    """Values that are to be sums of money, each with its name, which may say the currency."""


def take_fields(values: Mapping[object, object]) -> Record:
    """Take a record apart by the names of its values. Empty values are unknown; nothing else is dropped.

    ``objectives`` may be a list or ``{primary: [...], secondary: [...]}``; ``sections`` a list of
    ``{heading, text}`` or ``{heading: text}``; a section may also stand under its own name, as ``key_lessons``.
    """
    record = Record(values=list(leaves(values)))
    for key, value in values.items():
        name = str(key)
        if value is None or value == "":
            continue
        if name == "sections":
            record.sections.extend(_sections(value))
        elif name == "objectives" and isinstance(value, dict):
            for rank, numbers in value.items():
                _put(record, f"{rank} objectives", numbers)
        else:
            _put(record, name, value)
    _settle_sums(record)
    return record


def leaves(value: object) -> Iterator[str]:
    """Iterate over the plain values in a nested one. No recursion: records may be nested deeply."""
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, Mapping):
            left.extend(reversed(list(item.values())))
        elif isinstance(item, list | tuple):
            left.extend(reversed(item))
        elif item is not None:
            yield str(item)


def take_cells(cells: Iterable[tuple[str, str]], targets: Mapping[str, str]) -> Record:
    """Take a row of a table apart: the cells with the names of their columns.

    :param targets: what a column stands for where its own name is not to tell (see
        :mod:`corpus.parsing.column_mapping`).
    """
    record = Record()
    for column, value in cells:
        record.values.append(value)
        target = targets.get(column)
        if target == EXTRA:
            _keep(record, column, value)
        elif target is None or not (kind := section_of(target.replace("_", " "))):
            _put(record, column if target is None else target, value)
        else:
            own = section_of(column) is kind is not SectionKind.OTHER
            record.sections.append(Section(kind, None if own else column, _tidy(value)))
    _settle_sums(record)
    return record


def target_of(name: str) -> str | None:
    """Return what a record's name stands for: the id, a field, the body or a section; ``None`` for any other."""
    words = name.replace("_", " ")
    if fold(words) in _IDENTITY:
        return "id"
    return field_of(words) or ("text" if fold(words) in _BODY else None) or section_of(words)


def _put(record: Record, name: str, value: object) -> None:
    target = target_of(name)
    if target == "id" and not record.identity and isinstance(value, str | int):
        record.identity = str(value)
    elif target == "text" and isinstance(value, str | list):
        record.sections.append(Section(SectionKind.SUMMARY, None, _tidy("\n".join(_strings(value)))))
    elif isinstance(target, SectionKind) and isinstance(value, str | list):
        heading = name.replace("_", " ").capitalize() if target is SectionKind.OTHER else None
        record.sections.append(Section(target, heading, _tidy("\n".join(_strings(value)))))
    elif field := field_of(name.replace("_", " ")):
        if field == "amounts":
            record.sums += [(name, text) for text in _strings(value)]
        else:
            record.written.setdefault(field, []).extend(_strings(value))
    elif value not in ([], {}):
        _keep(record, name, value if isinstance(value, str) else _as_json(value))


def _settle_sums(record: Record) -> None:
    """Take the sums that can be read; the others are kept under the names that they stand under."""
    sums, others = part_sums(record.sums, record.written.get("currency", ()))
    if sums:
        record.written["amounts"] = sums
    for name, value in others:
        _keep(record, name, value)


def _keep(record: Record, name: str, value: str) -> None:
    record.extra[name] = f"{record.extra[name]}; {value}" if name in record.extra else value


def _as_json(value: object) -> str:
    return json.dumps(_with_plain_keys(value), ensure_ascii=False, default=str)


def _with_plain_keys(value: object) -> object:
    """Rebuild a value with names that are strings: in YAML a name can be a date, which JSON cannot hold."""
    if isinstance(value, Mapping):
        return {str(key): _with_plain_keys(item) for key, item in value.items()}
    return [_with_plain_keys(item) for item in value] if isinstance(value, list) else value


def _sections(value: object) -> Iterator[Section]:
    if isinstance(value, Mapping):
        pairs = [(str(heading), text) for heading, text in value.items()]
    elif isinstance(value, list):
        pairs = [_heading_and_text(part) for part in value]
    else:
        pairs = [("", value)]
    for heading, text in pairs:
        kind = section_of(heading.replace("_", " ")) if heading else SectionKind.OTHER
        yield Section(kind or SectionKind.OTHER, heading or None, _tidy("\n".join(_strings(text))))


def _heading_and_text(part: object) -> tuple[str, object]:
    if not isinstance(part, Mapping):
        return "", part
    named = {key: part.get(key) for key in ("heading", "kind", "text")}
    rest = {str(key): value for key, value in part.items() if key not in named}
    text = "\n".join([*_strings(named["text"]), *(f"{key}: {value}" for key, value in rest.items())])
    return str(named["heading"] or named["kind"] or ""), text


def _strings(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [text for item in value for text in _strings(item)]
    if isinstance(value, Mapping):
        return [f"{key}: {item}" for key, item in value.items()]
    text = str(value).strip()
    return [text] if text else []


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
