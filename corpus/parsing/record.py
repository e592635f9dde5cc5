"""A record of named values (front matter, a JSON object) to values as written, sections and the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from corpus.model import Section, SectionKind
from corpus.parsing.fields import Written
from corpus.parsing.funding import part_sums
from corpus.text.links import plain, unmarked
from corpus.text.strings import clean, fold
from corpus.vocabularies.page_labels import BARE_NAMES, field_of, may_be_label, section_of

_IDENTITY = ("id", "practice id")
_BODY = ("text", "body", "content")
EXTRA = "extra"
_OTHER_NAMES = frozenset(name.split()[0] for name in (*_IDENTITY, *_BODY))
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


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
    given = [(str(key), value) for key, value in values.items() if value is not None and value != ""]
    titled = any(target_of(name) == "title" and not is_bare_name(name) for name, _ in given)
    for name, value in given:
        if titled and is_bare_name(name):
            _keep(record, name, plain(value) if isinstance(value, str) else _as_json(value))
        elif name == "sections":
            record.sections.extend(_sections(value))
        elif name == "objectives" and isinstance(value, dict):
            for rank, numbers in value.items():
                _put(record, f"{rank} objectives", numbers)
        elif isinstance(value, Mapping) and value and _is_period(name, value):
            for end, moment in value.items():
                _put(record, str(end), moment)
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
    """Take a row of a table apart: the cells with the names of their columns. A section keeps the links of its cell.

    :param targets: what a column stands for where its own name is not to tell (see
        :mod:`corpus.parsing.column_mapping`).
    """
    record = Record()
    for column, value in cells:
        words = plain(value)
        record.values.append(words)
        target = targets.get(column)
        if target == EXTRA:
            _keep(record, column, words)
        elif target is None or not (kind := section_of(target.replace("_", " "))):
            _put(record, column if target is None else target, value)
        else:
            own = section_of(column) is kind is not SectionKind.OTHER
            record.sections.append(_section(kind, None if own else column, value))
    _settle_sums(record)
    return record


def may_name_target(name: str) -> bool:
    """Tell cheaply whether a text may be a name that :func:`target_of` knows."""
    return may_be_label(_words(name), _OTHER_NAMES)


def target_of(name: str) -> str | None:
    """Return what a record's name stands for: the id, a field, the body or a section; ``None`` for any other."""
    words = _words(name)
    if fold(words) in _IDENTITY:
        return "id"
    return field_of(words) or ("text" if fold(words) in _BODY else None) or section_of(words)


def is_bare_name(name: str) -> bool:
    """Tell whether a title's name is as often that of a person or a code: beside a title it is one of those."""
    return fold(_words(name)) in BARE_NAMES


def _words(name: str) -> str:
    """Write the name of a value in words: ``start_date`` and ``startDate`` are the start date."""
    return _CAMEL.sub(" ", name.replace("_", " "))


def _is_period(name: str, value: Mapping[object, object]) -> bool:
    """Tell whether a value states the ends of a period by their names."""
    return target_of(name) == "dates" and all(target_of(str(end)) in ("start", "end") for end in value)


def _section(kind: SectionKind, heading: str | None, value: str) -> Section:
    text, links = unmarked(_tidy(value))
    return Section(kind, heading, text if links else clean(text).strip(), links=links)


def _put(record: Record, name: str, value: object) -> None:
    target = target_of(name)
    if target == "id" and not record.identity and isinstance(value, str | int):
        record.identity = str(value)
    elif target == "text" and isinstance(value, str | list):
        record.sections.append(_section(SectionKind.SUMMARY, None, "\n".join(_strings(value))))
    elif isinstance(target, SectionKind) and isinstance(value, str | list):
        heading = _words(name).capitalize() if target is SectionKind.OTHER else None
        record.sections.append(_section(target, heading, "\n".join(_strings(value))))
    elif field := field_of(_words(name)):
        if field == "amounts":
            record.sums += [(name, text) for text in _strings(value)]
        else:
            record.written.setdefault(field, []).extend(map(plain, _names_in(record, name, value)))
    elif value not in ([], {}):
        _keep(record, name, plain(value) if isinstance(value, str) else _as_json(value))


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


def _names_in(record: Record, name: str, value: object) -> Iterator[str]:
    """List the values of a field; of an object with a name the name, and what else it says is kept."""
    for item in value if isinstance(value, list | tuple) else [value]:
        bare = [key for key in item if is_bare_name(str(key))] if isinstance(item, Mapping) else []
        if not isinstance(item, Mapping) or not bare:
            yield from _strings(item)
            continue
        yield from _strings(item[bare[0]])
        if rest := {key: part for key, part in item.items() if key != bare[0] and part not in (None, "")}:
            _keep(record, name, _as_json(rest))


def _sections(value: object) -> Iterator[Section]:
    if isinstance(value, Mapping):
        pairs = [(str(heading), text) for heading, text in value.items()]
    elif isinstance(value, list):
        pairs = [_heading_and_text(part) for part in value]
    else:
        pairs = [("", value)]
    for heading, text in pairs:
        kind = section_of(heading.replace("_", " ")) if heading else SectionKind.OTHER
        yield _section(kind or SectionKind.OTHER, heading or None, "\n".join(_strings(text)))


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
