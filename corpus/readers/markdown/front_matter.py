"""Front matter: the values above a page, in YAML between ``---``, TOML between ``+++``, or as a JSON object."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import yaml
from yaml.nodes import Node

from corpus.errors import PageError
from corpus.text.strings import squeezed

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_TEMPLATE_VALUE = re.compile(r"^([ \t]*[\w -]{1,60}:[ \t]+)(\{[{%].*|[<\[]%.*|<\?.*)$", re.MULTILINE)

Values = dict[Any, object]


def split_front_matter(text: str, source: str) -> tuple[Values, str]:
    """Part a page into the values above it and its text.

    :raises PageError: the values cannot be read.
    """
    if yaml_block := _YAML.match(text):
        return _read_yaml(yaml_block[1] or "", source), text[yaml_block.end() :]
    if toml_block := _TOML.match(text):
        return _read_toml(toml_block[1] or "", source), text[toml_block.end() :]
    return _json_above(text)


class _Loader(yaml.SafeLoader):
    """YAML without aliases, by which a few lines can hold a structure without end."""

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases (*name) are not read")
        return super().compose_node(parent, index)


def _read_yaml(block: str, source: str) -> Values:
    # a template that was never filled in is no YAML; as a text it costs its own value alone
    quoted = _TEMPLATE_VALUE.sub(lambda pair: pair[1] + json.dumps(pair[2], ensure_ascii=False), block)
    try:
        values = yaml.load(quoted, _Loader)  # nosec B506 # _Loader is a SafeLoader
    # PyYAML's own constructors fail in many ways on a value that is not what its tag says
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise PageError(f"{source}: the front matter is not valid YAML: {squeezed(str(error))}.") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise PageError(f"{source}: the front matter holds {type(values).__name__}, not 'name: value' lines.")
    return values


def _read_toml(block: str, source: str) -> Values:
    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PageError(f"{source}: the front matter is not valid TOML: {error}.") from error


def _json_above(text: str) -> tuple[Values, str]:
    """Take the object that a page begins with; what begins like one and is none is text."""
    if not text.startswith("{"):
        return {}, text
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}, text
    if not values or text[end : end + 1] not in ("", "\n"):
        return {}, text
    return values, text[end:]
