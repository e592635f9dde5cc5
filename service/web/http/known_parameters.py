"""The parameters that an address may have: those that its route declares, once where a parameter takes one value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from typing import get_origin

from fastapi import Request
from fastapi.dependencies.models import Dependant

from corpus.text.strings import clean
from service.errors import ParameterError

_TRACKING = re.compile(r"utm_\w+|\w*clid|msclkid|mc_[ce]id|_(?:ga|gl)|igsh|ref_src|mkt_tok|s_cid|at_\w+", re.IGNORECASE)
"""What other sites append to the links that lead here (Google, Meta, Microsoft, Mailchimp, Marketo, Adobe, Piano)."""
_SHOWN = 60
"""Characters of a name that an error shows; a longer one resembles no parameter."""


async def check_parameters(request: Request) -> None:
    """Refuse a parameter that the route does not have, and several values where it takes one.

    Async, though it waits for nothing, so that it takes no thread.

    :raises ParameterError: the message names it and says what there is.
    """
    declared = dict(_declared_parameters(request.scope["route"].dependant))
    given = Counter(name for name, _ in request.query_params.multi_items())
    is_page = not request.scope["path"].startswith("/api/")
    for name, times in given.items():
        if name not in declared:
            if not (is_page and _TRACKING.fullmatch(name)):
                raise ParameterError(_describe_unknown(name, list(declared)))
        elif times > 1 and not declared[name]:
            raise ParameterError(f"{name} is given {times} times; it takes one value.")


def _declared_parameters(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """Yield the query parameters of a route and of what it depends on, each with whether it takes several values."""
    for field in dependant.query_params:
        yield field.alias, get_origin(field.field_info.annotation) is list
    for dependency in dependant.dependencies:
        yield from _declared_parameters(dependency)


def _describe_unknown(name: str, declared: list[str]) -> str:
    shown = clean(name) if name.isidentifier() else repr(clean(name))
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    if not declared:
        return f"{shown} is not a parameter here; there are none."
    likely = get_close_matches(name.casefold(), declared, n=1) if len(name) <= _SHOWN else []
    advice = f"; did you mean {likely[0]}?" if likely else "."
    return f"{shown} is not a parameter here{advice} The parameters are {', '.join(declared)}."
