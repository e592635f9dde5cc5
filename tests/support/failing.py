"""Libraries that fail, as they do when something is wrong with them, the disk or the memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import tantivy

from index.lexical import bm25_index


class PanicException(BaseException):
    """As what a library in Rust raises; no :class:`Exception`."""


class TantivyModule:
    """The module tantivy, with an index whose calls can be replaced, as those of its own types cannot."""

    def __init__(self) -> None:
        self.opened, self.made = tantivy.Index.open, tantivy.Index
        self.searched: Callable[..., Any] | None = None

    @property
    def Index(self) -> Any:  # noqa: N802 -- as the module calls it
        module = self

        class Index:
            def __new__(cls, *args: Any, **kwargs: Any) -> Any:
                return module.made(*args, **kwargs)

            @staticmethod
            def open(path: str) -> Any:
                index = module.opened(path)
                return _Searched(index, module.searched) if module.searched else index

        return Index

    def __getattr__(self, name: str) -> Any:
        return getattr(tantivy, name)


class _Searched:
    def __init__(self, index: tantivy.Index, search: Callable[..., Any]) -> None:
        self._index, self._search = index, search

    def searcher(self) -> Any:
        return _Searcher(self._index.searcher(), self._search)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)


class _Searcher:
    def __init__(self, searcher: tantivy.Searcher, search: Callable[..., Any]) -> None:
        self._searcher, self.search = searcher, search

    def __getattr__(self, name: str) -> Any:
        return getattr(self._searcher, name)


def replaceable_tantivy(monkeypatch: pytest.MonkeyPatch) -> TantivyModule:
    """Put a module in the place of tantivy whose calls can be replaced."""
    module = TantivyModule()
    monkeypatch.setattr(bm25_index, "tantivy", module)
    return module


def raising(error: BaseException) -> Callable[..., Any]:
    """Make a call that raises an error."""

    def call(*_args: Any, **_kwargs: Any) -> Any:
        raise error

    return call
