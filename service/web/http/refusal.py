"""How middleware turns a request away before any route sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.responses import Response
from starlette.types import Scope

Refuse = Callable[[Scope, int, str, Mapping[str, str]], Response]
"""Makes the response from status, reason and headers: a page for people, a document for programs."""
